"""A page on screen looks as it prints."""

import io

from reportlab.pdfgen.canvas import Canvas

from facilitator.documents.page_image import page_image


def one_page(line_width: float) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(400, 200))
    canvas.setLineWidth(line_width)
    canvas.line(0, 100, 400, 100)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def darkest_in_the_middle(pdf: bytes, width: int) -> int:
    """The darkest grey of the middle column, 0 (black) to 255."""
    image = page_image(pdf, width)
    middle = width // 2
    column = [image.pixels[row * image.stride + 4 * middle] for row in range(image.height)]
    return min(column)


def test_an_image_is_as_wide_as_asked_and_keeps_the_shape_of_the_page() -> None:
    image = page_image(one_page(1), 300)
    assert (image.width, image.height) == (300, 150)
    assert len(image.pixels) == image.stride * image.height


def test_a_hairline_is_pale_where_a_bold_line_is_black() -> None:
    assert darkest_in_the_middle(one_page(0.2), 400) > 150
    assert darkest_in_the_middle(one_page(4), 400) < 40
