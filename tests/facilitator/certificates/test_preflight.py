"""The one list before printing: what is wrong with whom, and what was let stand."""

import pytest

from facilitator.certificates.preflight import Finding, FindingCode, Fix, odd_characters
from facilitator.errors import Refused
from tests.facilitator.certificates.sample_workbook import PASSPHRASE, candidate, person


@pytest.fixture
def ready(sample):
    """Everybody agreed, and the key is open: nothing is in the way."""
    sample.signing.make_key(PASSPHRASE)
    for row in sample.people.search(limit=100):
        sample.people.record_consent(row.id, "data-processing", "yes")
    return sample


def codes(preflight):
    return [(each.code.value, each.name) for each in preflight.findings]


def test_nothing_in_the_way_is_an_empty_list(ready, sample_programme):
    preflight = ready.preflights.check(sample_programme)

    assert preflight.findings == ()
    assert preflight.is_clear


def test_a_person_without_an_award_is_named_and_waits(ready, sample_programme):
    amina = person(ready, "p-amina")
    ready.certificates.decide(sample_programme, amina, None, "Asked for none.")
    preflight = ready.preflights.check(sample_programme, [amina])

    assert codes(preflight) == [("not-eligible", "Amina El Idrissi")]
    assert preflight.findings[0].fix is Fix.ATTENDANCE
    assert preflight.blocked == {amina}
    assert not preflight.is_clear
    with pytest.raises(Refused, match="finding-blocks"):
        ready.preflights.accept(sample_programme, preflight.findings)


def test_who_has_a_certificate_already_is_named_with_its_number(ready, sample_programme):
    amina = person(ready, "p-amina")
    (row,) = ready.certificates.issue(sample_programme, [amina])
    (found,) = ready.preflights.check(sample_programme, [amina]).findings

    assert (found.code, found.about, found.certificate_id) == (
        FindingCode.ALREADY_ISSUED,
        row.printed_serial,
        row.id,
    )


def test_a_certificate_that_says_what_is_no_longer_so_is_named(ready, sample_programme):
    amina = person(ready, "p-amina")
    ready.certificates.issue(sample_programme, [amina])
    workshop = ready.planning.workshops(sample_programme)[4].id
    ready.attendance.mark(workshop, amina, "absent")
    found = ready.preflights.check(sample_programme, [amina]).findings

    assert {each.code for each in found} == {FindingCode.ALREADY_ISSUED, FindingCode.STALE}


def test_twins_are_named_both_however_they_are_written(ready, sample_programme):
    kwame = candidate(ready, sample_programme, "p-kwame")
    amina = person(ready, "p-amina")
    ready.people.update(amina, name=f" {kwame.name.upper()}")
    found = ready.preflights.check(sample_programme).findings

    assert {(each.code, each.participant_id) for each in found} == {
        (FindingCode.TWINS, amina),
        (FindingCode.TWINS, kwame.participant_id),
    }


@pytest.mark.parametrize("answer", ["no", "totals-only"])
def test_who_has_not_agreed_is_named(ready, sample_programme, answer):
    amina = person(ready, "p-amina")
    ready.people.record_consent(amina, "data-processing", answer)

    assert codes(ready.preflights.check(sample_programme)) == [
        ("missing-consent", "Amina El Idrissi")
    ]


def test_what_was_let_stand_is_on_record_until_something_else_is_found(ready, sample_programme):
    amina = person(ready, "p-amina")
    ready.people.update(amina, name="Amina <b>")
    first = ready.preflights.check(sample_programme)
    assert codes(first) == [("odd-name", "Amina <b>")]
    ready.preflights.accept(sample_programme, first.findings)
    ready.preflights.accept(sample_programme, first.findings)
    second = ready.preflights.check(sample_programme)
    assert (second.is_clear, second.findings[0].accepted) == (True, True)
    ready.people.update(amina, name="Amina <b>=")
    assert not ready.preflights.check(sample_programme).is_clear
    ready.people.update(amina, name="Amina <b>")
    ready.preflights.take_back(sample_programme, first.findings[0])
    assert not ready.preflights.check(sample_programme).is_clear


def test_what_was_found_in_drawing_stands_in_the_same_list(ready, sample_programme):
    drawn = [Finding(FindingCode.MISSING_GLYPHS, "p", "Name", about="U+10000")]
    preflight = ready.preflights.check(sample_programme, drawn=drawn)

    assert preflight.blocked == {"p"}


def test_an_unsigned_batch_is_said_once(sample, sample_programme):
    found = [
        each
        for each in sample.preflights.check(sample_programme).findings
        if each.code is FindingCode.NOT_SIGNED
    ]

    assert [each.about for each in found] == ["no-key"]
    sample.signing.make_key(PASSPHRASE)
    sample.signing.lock()
    abouts = {each.about for each in sample.preflights.check(sample_programme).findings}
    assert "locked" in abouts


@pytest.mark.parametrize(
    ("name", "odd"),
    [
        ("Nguyễn Thị Hòa", ""),
        ("Jean-Luc O’Brien, Jr.", ""),
        ("محمد بن عبد الله", ""),
        ("می‌خواهم", ""),
        ("=HYPERLINK()", "U+003D"),
        ("A\u202eB", "U+202E"),
        ("Smile 🙂", "U+1F642"),
        ("../etc", "U+002F"),
    ],
)
def test_odd_characters_of_a_name_are_told(name, odd):
    assert odd_characters(name) == odd
