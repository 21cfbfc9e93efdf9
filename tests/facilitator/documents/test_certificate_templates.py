"""Every shipped template with every kind of certificate: whole, inside its boxes, tagged."""

import re
import subprocess
import unicodedata
from dataclasses import replace
from itertools import pairwise
from shutil import which

import pypdfium2
import pytest
import zxingcpp
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facilitator.documents.certificate import (
    CertificateDay,
    CertificateInLanguage,
    CertificateLabels,
    certificate_pdf,
    checked_page,
    write_certificate_files,
)
from facilitator.documents.certificate_document import CertificateDocument
from facilitator.documents.certificate_drawing import ElementDrawer, Plan
from facilitator.documents.certificate_grid import grid_pdf
from facilitator.documents.paper import MM, Paper, Sheet
from facilitator.documents.template import Box, ImageElement, TextElement
from facilitator.documents.template_file import shipped_template, shipped_templates
from facilitator.documents.text import plain_text
from tests.facilitator.documents.paper_builders import (
    HARD_NAMES,
    NAMES,
    a_certificate,
    picture_of,
    text_of,
)

ARABIC = CertificateInLanguage(
    language="ar",
    title="شهادة إنجاز",
    statement="شاركت في سلسلة ورش «مهارات المستقبل» (٥ من ٥ جلسات)",
    issuer_name="مركز لانترن كي",
    issued_on="١٥ أكتوبر ٢٠٢٦",
    roles=("الميسّرة", "المنسّقة"),
)
SHEETS = [Sheet(paper, landscape=lies) for paper in (Paper.A4, Paper.LETTER) for lies in (1, 0)]


@pytest.mark.parametrize("template", shipped_templates())
@pytest.mark.parametrize("sheet", SHEETS)
def test_every_template_serves_every_paper(template, sheet):
    content = certificate_pdf(a_certificate(template=template, sheet=sheet, second=ARABIC))
    page = pypdfium2.PdfDocument(content)[0]
    read = text_of(content)

    assert page.get_size() == pytest.approx((sheet.width * MM, sheet.height * MM), abs=0.1)
    assert "Amina El Idrissi" in read
    # Beside a second language the title may take two lines.
    assert "Certificate of" in read
    assert "Achievement" in read
    assert "LQC-2026-0001" in read
    assert ("شهادة إنجاز" in read) is (template == "two-languages")


@pytest.mark.parametrize("template", shipped_templates())
def test_little_ink_is_used_by_every_template(template):
    picture = picture_of(certificate_pdf(a_certificate(template=template)), scale=2)
    ink = sum((255 - level) * count for level, count in enumerate(picture.histogram()))

    assert ink / (255 * picture.width * picture.height) < 0.08


@pytest.mark.parametrize("template", shipped_templates())
def test_the_code_of_every_template_is_read_from_a_print_of_150_dots(template):
    text = "FC1:" + "".join("ABCDEFGHJKLMNPQRSTUVWXYZ0123456789"[n % 34] for n in range(170))
    picture = picture_of(certificate_pdf(a_certificate(template=template, verify_text=text)),
                         scale=150 / 72)  # fmt: skip

    assert [found.text for found in zxingcpp.read_barcodes(picture)] == [text]
    tilted = picture.rotate(17, expand=True, fillcolor=255)
    assert [found.text for found in zxingcpp.read_barcodes(tilted)] == [text]


def test_a_page_for_readers_from_the_right_is_mirrored():
    left = certificate_pdf(a_certificate(template="ink-saving"))
    right = certificate_pdf(
        a_certificate(
            template="ink-saving",
            language="ar",
            title="شهادة",
            issuer_name="مركز",
            statement="شارك",
            skills=(),
            small_print="",
        )
    )

    def code_at(content):
        found = zxingcpp.read_barcodes(picture_of(content, scale=2))
        return found[0].position.top_left.x

    assert code_at(left) > 842 > code_at(right)


def test_discs_show_the_share_of_each_workshop():
    days = tuple(CertificateDay(f"Day {share}", share) for share in (0.0, 0.5, 1.0))
    read = text_of(
        certificate_pdf(a_certificate(template="ink-saving", attendance=days, skills=()))
    )

    assert all(day.label in read for day in days)
    assert "Each disc is one workshop" in read


def test_what_lies_on_the_sheet_already_is_only_shown_on_screen():
    page = a_certificate(template="pre-printed")
    printed = picture_of(certificate_pdf(page))
    shown = picture_of(certificate_pdf(replace(page, on_screen=True)))
    sheet_edge = (20, 30, 160, 560)

    assert min(printed.crop(sheet_edge).tobytes()) == 255
    assert min(shown.crop(sheet_edge).tobytes()) < 250


def test_everything_is_moved_for_a_printer_that_is_off():
    page = a_certificate(template="pre-printed")

    def name_at(page):
        words = pypdfium2.PdfDocument(certificate_pdf(page))[0].get_textpage()
        return words.get_charbox(words.get_text_range().index("Amina"))[:2]

    x, y = name_at(page)
    moved_x, moved_y = name_at(replace(page, shift=(1.5, 0.8)))

    assert (moved_x - x) / MM == pytest.approx(1.5, abs=0.01)
    assert (y - moved_y) / MM == pytest.approx(0.8, abs=0.01)


def test_the_grid_has_a_line_each_millimetre():
    picture = picture_of(grid_pdf(Sheet(Paper.A4, landscape=True)), scale=8)
    row = picture.crop((0, 1000, picture.width, 1001)).tobytes()
    lines = sum(1 for left, right in pairwise(row) if left > 245 >= right)

    assert lines == pytest.approx(297, abs=12)


# -------------------------------------------------------------------------------- inside the box

LETTERS = st.text(
    st.sampled_from("".join(dict.fromkeys("".join([*NAMES.values(), *HARD_NAMES.values()])))),
    min_size=1, max_size=300,
)  # fmt: skip
ANY_NAME = st.one_of(LETTERS, st.text(min_size=1, max_size=300))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    ANY_NAME, st.sampled_from(["", "ar", "ur", "ja"]), st.sampled_from([0, 1, 2, 3]),
    st.sampled_from([(160.0, 19.0), (60.0, 6.0), (20.0, 40.0)]),
    st.sampled_from(["top", "middle", "base", "bottom"]),
)  # fmt: skip
def test_no_name_whatever_is_in_it_leaves_its_box(name, language, lines, size, stand):
    wide, high = size
    element = TextElement(id="name", box=Box(30, 40, wide, high), text="{holder}", size=40.0,
                          least=14.0, lines=lines, stand=stand)  # fmt: skip
    plan = Plan(shipped_template("guilloche"), 297, 210, 1.0, (element,),
                right_to_left=False, leads_in=frozenset())  # fmt: skip
    document = CertificateDocument()
    drawer = ElementDrawer(document)
    placed = []
    document.ink.line = lambda line, x, y, size, ink: placed.append((line, x, y, size)) or ""

    drawer.text(plan, element, name, language)

    left, right = 30 * MM - 0.1, (30 + wide) * MM + 0.1
    top, bottom = (210 - 40) * MM + 0.1, (210 - 40 - high) * MM - 0.1
    for line, x, y, points in placed:
        above, below = line.reach
        assert left <= x
        assert x + line.width * points <= right
        assert y + above * points <= top
        assert y - below * points >= bottom


# ---------------------------------------------------------------------------------- the file


def test_a_certificate_is_tagged_in_reading_order_each_text_in_its_language():
    page = a_certificate(template="two-languages", second=ARABIC)
    content = certificate_pdf(page)

    assert b"/MarkInfo<</Marked true>>" in content
    assert b"/S/H1" in content
    assert b"/S/Figure" in content
    assert b"/Alt(Code to verify this page)" in content
    assert b"/Lang(en)" in content
    assert b"/Lang(ar)" in content


def test_the_order_of_the_text_is_that_of_reading():
    read = text_of(certificate_pdf(a_certificate()))
    order = ["Lantern Quay", "Certificate of", "This certifies", "Amina El", "completed",
             "Critical", "Grace", "LQC-2026", "national"]  # fmt: skip

    assert [read.index(words) for words in order] == sorted(read.index(words) for words in order)


def test_the_file_names_nobody_but_the_holder_and_no_time():
    content = certificate_pdf(a_certificate())

    assert re.findall(rb"/(?:Author|CreationDate|ModDate)", content) == []
    assert b"Certificate of Achievement" in content or b"43006500720074" in content


def test_every_font_is_embedded_as_a_subset():
    content = certificate_pdf(a_certificate(NAMES["Khmer"]))
    names = set(re.findall(rb"/FontName/([A-Za-z+-]+)", content))

    assert all(re.match(rb"[A-Z]{6}\+", name) or name == b"Unseen" for name in names)
    assert content.count(b"/FontFile2") == len(names)


def test_a_batch_mixes_languages_page_by_page(tmp_path):
    pages = [
        a_certificate(serial="A-1"),
        a_certificate(NAMES["Arabic"], serial="A-2", language="ar", title="شهادة"),
        a_certificate(NAMES["Han"], serial="A-3", language="zh", title="参与证书"),
    ]
    for page, path in zip(pages, write_certificate_files(pages, tmp_path), strict=True):
        content = path.read_bytes()
        assert f"/Lang({page.language})".encode() in content
        assert plain_text(page.holder_name) in text_of(content)


def test_the_check_names_letters_without_a_shape_and_coarse_pictures():
    from tests.facilitator.documents.test_certificate import a_logo

    layout = shipped_template("guilloche").layout(landscape=True)
    big = ImageElement(id="big", box=Box(30, 60, 100, 50), source="logo")
    template = shipped_template("guilloche").with_layout(
        layout.with_elements([*layout.elements, big])
    )
    found = checked_page(a_certificate("Ana 😀 Ruiz", logo=a_logo(), template=template))

    assert (found.missing[0].field, found.missing[0].characters) == ("holder", ("😀",))
    assert found.pictures[0].dots_to_an_inch == 50
    assert found.name.lines == 1
    assert checked_page(a_certificate()).is_sound


def test_words_of_the_labels_are_printed():
    labels = CertificateLabels(number="Nº", stamp="Sello", duplicate="Duplicado")
    read = text_of(
        certificate_pdf(a_certificate(template="lantern", labels=labels, duplicate=True))
    )

    assert "Nº LQC-2026-0001" in read
    assert "Sello" in read
    assert "Duplicado" in read


@pytest.mark.skipif(which("pdftotext") is None, reason="needs poppler's pdftotext")
@pytest.mark.parametrize("script", NAMES)
def test_a_second_reader_program_finds_the_name_too(script, tmp_path):
    if script in {"NKo", "Thaana", "Hebrew", "Mixed", "Persian"}:
        pytest.skip("poppler takes marks, joiners or the direction of these apart")
    out = tmp_path / "one.pdf"
    out.write_bytes(certificate_pdf(a_certificate(NAMES[script])))
    done = subprocess.run(["pdftotext", "-layout", str(out), "-"], capture_output=True, check=True)
    read = unicodedata.normalize("NFC", done.stdout.decode())
    bare = "".join(char for char in read if not unicodedata.category(char).startswith(("Z", "C")))
    name = plain_text(NAMES[script])
    wanted = "".join(char for char in name if not unicodedata.category(char).startswith(("Z", "C")))

    assert wanted in bare
