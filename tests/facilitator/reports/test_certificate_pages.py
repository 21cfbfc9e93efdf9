"""What certificates on paper say, each in its own language."""

import pytest

from facilitator.documents.certificate import parted_statement
from facilitator.progress import NoProgress
from facilitator.reports.certificate_pages import (
    CertificatePages,
    certificate_labels,
    template_and_sheet,
)
from tests.facilitator.certificates.sample_workbook import made, opened, person
from tests.facilitator.documents.paper_builders import text_of


@pytest.fixture(scope="module")
def _content(tmp_path_factory):
    return made(tmp_path_factory.mktemp("sample") / "sample.facilitator")


@pytest.fixture
def book(tmp_path, _content):
    path = tmp_path / "sample.facilitator"
    path.write_bytes(_content)
    with opened(path) as workbook:
        yield workbook


@pytest.fixture
def programme(book):
    return book.planning.programmes()[0].id


def pages_of(book, rows):
    facts = book.certificates.pages([row.id for row in rows])
    return CertificatePages(book.planning, book.attendance, book.centre).pages(facts)


def test_each_page_is_dated_in_its_own_language(book, programme):
    book.certificates.choose(programme, person(book, "p-amina"), language="ar")
    rows = book.certificates.issue(programme)
    by_name = {page.holder_name: page for page in pages_of(book, rows)}
    amina = by_name["Amina El Idrissi"]
    assert (amina.language, amina.issued_on) == ("ar", "٢٠ أكتوبر ٢٠٢٦")
    assert amina.labels.number == "رقم"
    assert {page.issued_on for page in by_name.values() if page.language == "en"} == {
        "20 October 2026"
    }


def test_a_second_language_says_the_same_with_the_name_as_its_readers_write_it(book, programme):
    amina = person(book, "p-amina")
    book.certificates.choose(programme, second_language="ar", template="two-languages-landscape")
    (row,) = book.certificates.issue(programme, [amina])
    (page,) = pages_of(book, [row])
    assert page.second is not None
    assert page.second.holder_name == "أمينة الإدريسي"
    assert "أمينة الإدريسي" in page.second.statement
    assert page.second.issued_on == "٢٠ أكتوبر ٢٠٢٦"
    assert "20 October 2026" in text_of(book.reports.certificate_preview(row.id))


def test_a_second_language_that_is_the_first_is_not_said_twice(book, programme):
    book.certificates.choose(programme, second_language="en-US")
    row = book.certificates.issue(programme)[0]
    assert pages_of(book, [row])[0].second is None


def test_days_attended_are_shown_until_they_no_longer_agree_with_the_hours(book, programme):
    amina = person(book, "p-amina")
    (row,) = book.certificates.issue(programme, [amina])
    (page,) = pages_of(book, [row])
    assert page.attendance[0].label == "17 Sept"
    assert len(page.attendance) == 5
    book.attendance.mark(book.planning.workshops(programme)[0].id, amina, "absent")
    assert pages_of(book, [row])[0].attendance == ()


def test_a_sentence_that_ends_with_the_name_leaves_no_full_stop_behind(book, programme):
    book.certificates.choose(programme, language="uk")
    (page,) = pages_of(book, book.certificates.issue(programme)[:1])
    before, after = parted_statement(page.statement, page.holder_name)
    assert before == "Цим підтверджується участь"
    assert after.startswith("Серія майстерень")


def test_the_address_and_the_place_come_from_the_centre(book, programme):
    book.centre.describe(address="Quay Street 4", city="Harbour")
    row = book.certificates.issue(programme)[0]
    assert pages_of(book, [row])[0].issuer_address == "Quay Street 4, Harbour"


def test_a_language_without_words_has_no_english_beside_its_dates():
    labels = certificate_labels("mn")
    assert (labels.number, labels.issued, labels.check_note) == ("№", "{date}, {place}", "")


@pytest.mark.parametrize(
    ("kept", "name", "landscape"),
    [
        ("stars-portrait", "stars", False),
        ("lantern-landscape", "lantern", False),
        ("two-languages-portrait", "two-languages", True),
        ("gone-portrait", "guilloche", False),
    ],
)
def test_a_template_lies_the_way_it_is_made_for(kept, name, landscape):
    found, sheet = template_and_sheet(kept, "A4")
    assert (found, sheet.landscape) == (name, landscape)


def test_letters_that_no_font_has_name_the_person(book, programme):
    amina = person(book, "p-amina")
    book.people.update(amina, name="Amina \U00012000")
    (row,) = book.certificates.issue(programme, [amina])
    found = book.reports.certificate_findings([row.id], NoProgress())
    assert (found[0].code.value, found[0].name, found[0].about) == (
        "missing-glyphs", "Amina \U00012000", "U+12000"
    )  # fmt: skip


def test_a_draft_is_drawn_before_it_is_issued(book, programme):
    amina = person(book, "p-amina")
    first = book.reports.certificate_draft_image(programme, amina, 200)
    tried = book.reports.certificate_draft_image(programme, amina, 200, "lantern-portrait")
    assert first.width > first.height
    assert tried.height > tried.width
    book.certificates.issue(programme, [amina])
    assert book.reports.certificate_draft_image(programme, amina, 200) is None
