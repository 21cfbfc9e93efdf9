"""Pictures as they come: broken, huge, bombs, of a kind that cannot be read."""

import io
import struct
import zlib

import pypdfium2
import pytest
from PIL import Image

from facilitator.errors import Refused
from facilitator.sheets.pictures import LONGEST, pictures_in, pictures_of


def saved(picture, kind, **options):
    content = io.BytesIO()
    picture.save(content, kind, **options)
    return content.getvalue()


def png_that_says(width, height):
    """A PNG whose head promises a size, with a few bytes behind it."""

    def chunk(kind, body):
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def code_of(content):
    with pytest.raises(Refused) as refused:
        list(pictures_of(content, "a.png"))
    return refused.value.code


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "picture-not-readable"),
        (b"not a picture at all", "picture-not-readable"),
        (b"%PDF-1.7 and then nothing", "picture-not-readable"),
        (b"\x00\x00\x00\x18ftypheic" + bytes(50), "picture-heic"),
        (png_that_says(8_000, 8_000), "picture-too-large"),
        (png_that_says(12_000, 12_000), "picture-too-large"),
        (png_that_says(60_000, 60_000), "picture-too-large"),
        (png_that_says(50_000, 100), "picture-too-large"),
        (png_that_says(20, 20), "picture-too-small"),
        (png_that_says(600, 600), "picture-not-readable"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
def test_what_cannot_be_read_is_refused_by_its_head(content, code):
    assert code_of(content) == code


def test_a_broken_photograph_is_refused():
    content = saved(Image.effect_noise((800, 600), 50), "JPEG")

    assert code_of(content[: len(content) // 2]) == "picture-not-readable"


def test_a_pdf_with_a_huge_picture_is_refused_before_it_is_drawn():
    document = pypdfium2.PdfDocument.new()
    page = document.new_page(600, 800)
    picture = pypdfium2.PdfImage.new(document)
    picture.load_jpeg(io.BytesIO(saved(Image.new("L", (9_000, 9_000)), "JPEG")))
    picture.set_matrix(pypdfium2.PdfMatrix().scale(600, 800))
    page.insert_obj(picture)
    page.gen_content()
    content = io.BytesIO()
    document.save(content)

    assert code_of(content.getvalue()) == "picture-too-large"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP", "BMP", "GIF"])
def test_every_usual_kind_of_picture_comes_out_grey(kind):
    (picture,) = pictures_of(saved(Image.new("RGB", (300, 200), "white"), kind))

    assert (picture.mode, picture.size) == ("L", (300, 200))
    assert picture.getpixel((150, 100)) > 250


def test_a_large_photograph_is_made_as_small_as_reading_needs():
    (picture,) = pictures_of(saved(Image.new("L", (6_000, 4_000), "white"), "JPEG"))

    assert max(picture.size) <= LONGEST + 8


def test_a_picture_turned_by_the_camera_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6
    (picture,) = pictures_of(saved(Image.new("L", (300, 200)), "JPEG", exif=exif))

    assert picture.size == (200, 300)


def test_what_is_see_through_is_white():
    (picture,) = pictures_of(saved(Image.new("RGBA", (300, 200), (0, 0, 0, 0)), "PNG"))

    assert picture.getpixel((10, 10)) == 255


def test_sixteen_bits_are_read_too():
    (picture,) = pictures_of(saved(Image.new("I;16", (300, 200), 32768), "PNG"))

    assert 120 <= picture.getpixel((10, 10)) <= 135


def test_all_pages_of_a_scan_are_read():
    pages = [Image.new("L", (300, 400), shade) for shade in (10, 100, 200)]
    content = saved(pages[0], "TIFF", save_all=True, append_images=pages[1:])

    assert [picture.getpixel((5, 5)) for picture in pictures_of(content)] == [10, 100, 200]


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(Refused) as refused:
        list(pictures_in(tmp_path / "gone.jpg"))

    assert (refused.value.code, refused.value.params["file"]) == ("picture-not-found", "gone.jpg")
