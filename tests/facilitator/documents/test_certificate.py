import errno
import io
import os
from dataclasses import replace

import pypdfium2
import pytest
from PIL import Image

from facilitator.documents.certificate import (
    CertificateSignatory,
    certificate_pdf,
    cramped_fields,
    parted_statement,
    write_certificate_files,
    write_certificates,
)
from facilitator.documents.paper import Paper, Sheet
from facilitator.documents.text import plain_text
from facilitator.errors import Cancelled, Refused, StorageTrouble
from facilitator.progress import CancelAfter
from tests.facilitator.documents.paper_builders import (
    HARD_NAMES,
    NAMES,
    STATEMENT,
    a_certificate,
    dark_rows,
    page_count,
    picture_of,
    text_of,
)


def a_logo():
    kept = io.BytesIO()
    Image.new("RGBA", (200, 100), (10, 90, 100, 255)).save(kept, "PNG")
    return kept.getvalue()


class Counted:
    """Keeps what was reported."""

    def __init__(self):
        self.reports = []

    def report(self, done, total):
        self.reports.append((done, total))


def test_a_certificate_says_all_it_was_given():
    read = text_of(certificate_pdf(a_certificate(native_name="أمينة الإدريسي")))

    for words in (
        "Certificate of Achievement",
        "This certifies that",
        "Amina El Idrissi",
        "أمينة الإدريسي",
        "completed the workshop series",
        "9 h 10 min",
        "Critical thinking",
        "Practising",
        "Grace Adeyemi-Holm",
        "Coordinator",
        "No. LQC-2026-0001",
        "Issued 15 October 2026, Novaport",
        "This is not a national qualification.",
    ):
        assert words in read


def test_the_name_stands_once_and_is_the_largest_text():
    page = pypdfium2.PdfDocument(certificate_pdf(a_certificate()))[0]
    words = page.get_textpage()
    read = words.get_text_range()
    sizes = {}
    for name in ("Amina", "Certificate", "completed", "Grace"):
        # Small letters without stems, which compare from font to font.
        letter = next(place for place, char in enumerate(name) if char in "en")
        box = words.get_charbox(read.index(name) + letter)
        sizes[name] = box[3] - box[1]

    assert read.count("Amina El Idrissi") == 1
    assert sizes["Amina"] > sizes["Certificate"] > sizes["completed"] > sizes["Grace"]


@pytest.mark.parametrize("script", NAMES)
def test_every_script_makes_a_certificate_whose_name_reads_back(script):
    page = a_certificate(NAMES[script], title="Record of attendance")

    assert plain_text(NAMES[script]) in text_of(certificate_pdf(page))


@pytest.mark.parametrize("kind", HARD_NAMES)
def test_a_hard_name_touches_neither_the_line_above_nor_the_one_below(kind):
    page = a_certificate(
        HARD_NAMES[kind], statement="attended.", skills=(), verify_text="", title="Record"
    )
    picture = picture_of(certificate_pdf(page), scale=2)
    between = picture.resize((picture.width // 2, picture.height // 2))
    # White strips above and below the box of the name, left of the ornament.
    assert dark_rows(between, (60, 74, 240, 76.5)) == 0
    assert dark_rows(between, (60, 98, 80, 104)) == 0


def test_a_holder_with_a_long_name_is_told_of_before_printing_only_when_it_gets_tiny():
    long = "Maria-Magdalena Wilhelmina van der Hoogenband-Ostrowski de la Fuente"

    assert cramped_fields(a_certificate(long)) == []
    assert cramped_fields(a_certificate("x" * 300)) == ["holder"]


@pytest.mark.parametrize(
    "sheet",
    [Sheet(paper, landscape=lies) for paper in Paper for lies in (True, False)],
)
def test_every_paper_gets_one_page_of_its_size(sheet):
    content = certificate_pdf(a_certificate(sheet=sheet))
    page = pypdfium2.PdfDocument(content)[0]

    assert page_count(content) == 1
    assert page.get_size() == pytest.approx(
        (sheet.width * 72 / 25.4, sheet.height * 72 / 25.4), abs=0.1
    )
    assert "Amina El Idrissi" in text_of(content)


@pytest.mark.parametrize("count", [0, 1, 2, 3, 4])
def test_up_to_four_people_may_sign(count):
    people = tuple(CertificateSignatory(f"Person {index}", "Role") for index in range(count))
    read = text_of(certificate_pdf(a_certificate(signatories=people)))

    assert all(person.name in read for person in people)


def test_a_fifth_signature_is_refused_rather_than_left_out():
    people = tuple(CertificateSignatory(f"Person {index}") for index in range(5))

    with pytest.raises(Refused, match="too-many-signatories"):
        certificate_pdf(a_certificate(signatories=people))


def test_little_ink_is_used():
    picture = picture_of(certificate_pdf(a_certificate()), scale=3)
    histogram = picture.histogram()
    ink = sum((255 - level) * count for level, count in enumerate(histogram))

    assert ink / (255 * picture.width * picture.height) < 0.08


def test_the_code_is_drawn_only_when_there_is_something_to_verify():
    box = (26, 150, 50, 172)

    with_code = picture_of(certificate_pdf(a_certificate()))
    without = picture_of(certificate_pdf(a_certificate(verify_text="")))

    assert dark_rows(with_code, box) > 40
    assert dark_rows(without, box) == 0


@pytest.mark.parametrize("logo", [b"", b"not a picture", a_logo()[:60]])
def test_a_broken_logo_leaves_the_rest_of_the_certificate_whole(logo):
    assert "Amina El Idrissi" in text_of(certificate_pdf(a_certificate(logo=logo)))


def test_a_logo_is_drawn():
    with_logo = picture_of(certificate_pdf(a_certificate(logo=a_logo())))

    assert dark_rows(with_logo, (140, 28, 157, 38)) > 25


def test_the_same_certificates_give_the_same_bytes():
    page = a_certificate(NAMES["Khmer"], logo=a_logo())

    assert certificate_pdf(page) == certificate_pdf(page)


def test_a_reprint_is_marked():
    assert "Duplicate" in text_of(certificate_pdf(a_certificate(duplicate=True)))


@pytest.mark.parametrize(
    ("statement", "name", "parts"),
    [
        ("This certifies that Ana completed it.", "Ana", ("This certifies that", "completed it.")),
        ("Ana attended 4 of 5.", "Ana", ("", "attended 4 of 5.")),
        ("We say: \u2068Ana\u2069, well done.", "Ana", ("We say", "well done.")),
        ("Lisa attended.", "Li", ("", "Lisa attended.")),
        ("They attended.", "Ana", ("", "They attended.")),
        ("They attended.", "", ("", "They attended.")),
    ],
)
def test_a_statement_is_parted_around_the_name(statement, name, parts):
    assert parted_statement(statement, name) == parts


# ---------------------------------------------------------------------------------------- files


def some_pages():
    names = ["Amina El Idrissi", NAMES["Arabic"], NAMES["Khmer"], "Amina El Idrissi"]
    return [
        a_certificate(name, serial=f"LQC-2026-{index:04d}", logo=a_logo())
        for index, name in enumerate(names, start=1)
    ]


def test_joined_certificates_stand_in_the_given_order(tmp_path):
    out = tmp_path / "all.pdf"
    progress = Counted()
    write_certificates(some_pages(), out, progress)

    assert page_count(out.read_bytes()) == 4
    assert all(f"LQC-2026-000{page + 1}" in text_of(out.read_bytes(), page) for page in range(4))
    assert progress.reports[-1] == (4, 4)


def test_single_files_look_the_same_as_the_pages_of_the_joined_one(tmp_path):
    pages = some_pages()
    write_certificates(pages, tmp_path / "all.pdf")
    joined = (tmp_path / "all.pdf").read_bytes()

    files = write_certificate_files(pages, tmp_path / "single")

    assert len(set(files)) == 4
    for index, path in enumerate(files):
        content = path.read_bytes()
        assert page_count(content) == 1
        assert text_of(content) == text_of(joined, index)
        assert picture_of(content).tobytes() == picture_of(joined, index).tobytes()


def test_a_single_file_names_its_holder_and_nobody_else(tmp_path):
    files = write_certificate_files(some_pages(), tmp_path)
    content = files[0].read_bytes()

    facts = pypdfium2.PdfDocument(content).get_metadata_dict()
    assert facts["Title"] == "Certificate of Achievement – Amina El Idrissi"
    assert facts["CreationDate"] == ""
    assert NAMES["Khmer"].encode("utf-16-be").hex().encode() not in content.lower()


def test_a_batch_may_mix_papers_and_languages_in_single_files(tmp_path):
    pages = [
        a_certificate(),
        a_certificate(NAMES["Arabic"], language="ar", sheet=Sheet(Paper.LETTER), serial="A-2"),
    ]

    files = write_certificate_files(pages, tmp_path)

    assert [pypdfium2.PdfDocument(path)[0].get_size()[0] for path in files] == pytest.approx(
        [841.9, 612], abs=0.1
    )
    with pytest.raises(Refused, match="certificates-differ-in-paper"):
        write_certificates(pages, tmp_path / "all.pdf")


@pytest.mark.parametrize("after", [1, 3, 5, 8])
def test_a_cancelled_batch_of_files_leaves_the_folder_as_it_was(tmp_path, after):
    folder = tmp_path / "certificates"

    with pytest.raises(Cancelled):
        write_certificate_files(some_pages(), folder, CancelAfter(after))

    assert not folder.exists()


def test_a_cancelled_joined_file_leaves_the_older_one(tmp_path):
    out = tmp_path / "all.pdf"
    out.write_bytes(b"older")

    with pytest.raises(Cancelled):
        write_certificates(some_pages(), out, CancelAfter(2))

    assert out.read_bytes() == b"older"
    assert list(tmp_path.iterdir()) == [out]


def test_a_disk_that_fills_up_in_the_middle_leaves_nothing_half_made(tmp_path, monkeypatch):
    kept = tmp_path / "kept.txt"
    kept.write_bytes(b"kept")
    real, calls = os.fsync, []

    def filling(handle):
        calls.append(handle)
        if len(calls) == 3:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(handle)

    monkeypatch.setattr(os, "fsync", filling)

    with pytest.raises(StorageTrouble) as trouble:
        write_certificate_files(some_pages(), tmp_path)

    assert trouble.value.params["reason"] == "disk-full"
    assert list(tmp_path.iterdir()) == [kept]


def test_hard_names_stay_inside_the_folder(tmp_path):
    folder = tmp_path / "certificates"
    pages = [
        a_certificate(name, serial=f"S-{index}") for index, name in enumerate(HARD_NAMES.values())
    ]

    files = write_certificate_files(pages, folder)

    assert sorted(folder.iterdir()) == sorted(files)
    assert list(tmp_path.iterdir()) == [folder]


def test_an_empty_batch_is_refused(tmp_path):
    with pytest.raises(Refused, match="no-certificates"):
        write_certificates([], tmp_path / "all.pdf")


def test_the_sample_s_statement_is_set_without_repeating_the_name():
    page = replace(a_certificate(), statement=STATEMENT.format(name="Amina El Idrissi"))

    assert text_of(certificate_pdf(page)).count("Amina El Idrissi") == 1
