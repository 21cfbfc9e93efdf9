"""A certificate is verified from its page as it comes out of life: printed badly, held askew,
photographed by lamplight, cut in half.
"""

import io
import random
from datetime import UTC, datetime

import pytest
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter

from facilitator.clock import SetClock
from facilitator.errors import Refused
from facilitator.signing.issuer_card import cards_file
from facilitator.signing.sealed_key import recovery_lines
from facilitator.signing.verdict import Verdict
from facilitator.verifying.code_pictures import codes_in
from facilitator.verifying.verifying import Outside, check_anything
from facilitator.workbook import Workbook
from tests.facilitator.signing.builders import PAIR

PASSPHRASE = "tide room lantern"


@pytest.fixture(scope="module")
def signed(tmp_path_factory):
    """A workbook with one signed certificate, its PDF and its page as pixels."""
    path = tmp_path_factory.mktemp("signed") / "c.facilitator"
    clock = SetClock(datetime(2026, 10, 21, 9, 0, tzinfo=UTC))
    with Workbook.create(path, time_zone="UTC", clock=clock) as workbook:
        programme = workbook.load_sample()
        workbook.signing.cost = 10
        # Always the same key, so that the pictures are always the same.
        workbook.signing.restore_from_recovery("\n".join(recovery_lines(PAIR)), PASSPHRASE)
        workbook.signing.unlock(PASSPHRASE)
        people = [each.participant_id for each in workbook.certificates.candidates(programme)]
        (row,) = workbook.certificates.issue(programme, people[:1])
        pdf = workbook.reports.certificate_preview(row.id)
        drawn = workbook.reports.certificate_image(row.id, 2000)
        page = Image.frombuffer(
            "RGB", (drawn.width, drawn.height), drawn.pixels, "raw", "BGRX", drawn.stride, 1
        )
        yield workbook, row, pdf, page


@pytest.fixture(scope="module")
def page(signed):
    return signed[3].convert("L")


def content(picture, kind="PNG", **options):
    stream = io.BytesIO()
    picture.save(stream, kind, **options)
    return stream.getvalue()


def tilted(picture):
    """As a hand-held camera sees a page: turned, and farther away at the top."""
    turned = picture.rotate(13, expand=True, fillcolor=200, resample=Image.Resampling.BICUBIC)
    width, height = turned.size
    corners = (-0.06 * width, -0.02 * height, 0, height, width, 1.03 * height, 1.08 * width, 0)
    return turned.transform(
        (width, height), Image.Transform.QUAD, corners, Image.Resampling.BICUBIC, fillcolor=200
    )


def cheaply_printed(picture):
    """Dots that are missing, dots that are too many, and ink that runs."""
    chance = random.Random(7)
    spoilt = picture.copy()
    pixels = spoilt.load()
    for _ in range(spoilt.width * spoilt.height // 40):
        place = chance.randrange(spoilt.width), chance.randrange(spoilt.height)
        pixels[place] = chance.choice((0, 255))
    return spoilt.filter(ImageFilter.GaussianBlur(0.8))


def by_lamplight(picture):
    dim = ImageEnhance.Contrast(picture).enhance(0.35)
    shade = Image.linear_gradient("L").resize(dim.size).point(lambda value: 90 + value // 3)
    return Image.blend(dim, shade, 0.35)


PICTURES = {
    "as it is": lambda page: page,
    "small": lambda page: page.resize((1500, round(page.height * 1500 / page.width))),
    "upside down": lambda page: page.rotate(180),
    "on its side": lambda page: page.rotate(90, expand=True),
    "tilted": tilted,
    "cheaply printed": cheaply_printed,
    "by lamplight": by_lamplight,
    "tilted and dim": lambda page: by_lamplight(tilted(page)),
}


@pytest.mark.parametrize("how", PICTURES)
def test_a_photo_of_the_page_is_read(signed, page, how):
    _, row, _, _ = signed
    picture = PICTURES[how](page)

    assert codes_in(content(picture, "JPEG", quality=60)) == [row.signed_text]


def test_the_pdf_is_read(signed, tmp_path):
    workbook, row, pdf, _ = signed
    path = tmp_path / "page.pdf"
    path.write_bytes(pdf)
    (found,) = check_anything(str(path), workbook.register)

    assert found.verification.verdict is Verdict.VALID
    assert found.row == workbook.certificates.certificate(row.id)
    assert found.verification.statement.holder == row.holder
    assert found.differs == ()


def test_a_code_cut_in_half_is_not_found(signed, page, tmp_path):
    # The code stands in the lower part of the page: a white strip goes through it.
    import zxingcpp

    (code,) = zxingcpp.read_barcodes(page)
    spot = code.position
    spoilt = page.copy()
    top = min(spot.top_left.y, spot.top_right.y)
    middle = (spot.top_left.x + spot.top_right.x) // 2
    ImageDraw.Draw(spoilt).rectangle((middle, top - 5, page.width, page.height), fill=255)
    path = tmp_path / "half.png"
    path.write_bytes(content(spoilt))

    with pytest.raises(Refused, match="no-code-found"):
        check_anything(str(path))


def test_a_code_of_another_kind_is_no_certificate(tmp_path):
    from facilitator.documents.qr import qr_code

    code = qr_code("https://example.org/")
    picture = Image.new("L", (code.modules + 8, code.modules + 8), 255)
    for y, row in enumerate(code.rows):
        for x, dark in enumerate(row):
            if dark == "1":
                picture.putpixel((x + 4, y + 4), 0)
    path = tmp_path / "other.png"
    path.write_bytes(content(picture.resize((400, 400), Image.Resampling.NEAREST)))
    (found,) = check_anything(str(path))

    assert found.verification.verdict is Verdict.UNREADABLE
    assert found.verification.why == "not-a-statement"


def test_another_laptop_with_the_issuers_card_says_valid(signed, tmp_path):
    workbook, row, _, page = signed
    card, picture = tmp_path / "q.facilitator-issuer", tmp_path / "photo.jpg"
    card.write_bytes(cards_file([workbook.signing.own_card()]))
    picture.write_bytes(content(tilted(page.convert("L")), "JPEG", quality=70))

    (unknown,) = check_anything(str(picture))
    (known,) = check_anything(str(picture), None, Outside.of([card]))
    assert unknown.verification.verdict is Verdict.UNKNOWN_ISSUER
    assert known.verification.verdict is Verdict.VALID
    assert known.verification.statement.serial == row.printed_serial


@pytest.mark.parametrize(
    ("spoilt", "code"),
    [
        (b"", "picture-unreadable"),
        (b"\x89PNG\r\n\x1a\nxxxx", "picture-unreadable"),
        (b"%PDF-1.7\nnothing", "pdf-unreadable"),
        (b"GIF89a", "picture-unreadable"),
        (b"BM" + bytes(60), "picture-unreadable"),
        (b"\x00" * 100, "picture-unreadable"),
    ],
)
def test_what_cannot_be_read_is_refused(spoilt, code):
    with pytest.raises(Refused, match=code):
        codes_in(spoilt, "file")


def test_a_picture_of_enormous_size_is_refused_before_it_is_unpacked():
    head = Image.new("1", (20_000, 20_000))
    with pytest.raises(Refused, match="picture-too-large"):
        codes_in(content(head), "huge.png")


def test_a_picture_cut_off_is_refused(page):
    with pytest.raises(Refused, match="picture-unreadable"):
        codes_in(content(page)[:5000], "cut.png")


def test_files_that_are_not_there_are_said_so(tmp_path):
    with pytest.raises(Refused, match="not-found"):
        Outside.of([tmp_path / "none"])
