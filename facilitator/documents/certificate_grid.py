"""A page of millimetres on plain paper, to find how far a printer is off before sheets that are
printed already are spent.

Laid over such a sheet against the light, it tells the two numbers to enter: how far right and how
far down everything has to be moved.
"""

from __future__ import annotations

from facilitator.documents.drawing import BLACK, HAIR, QUIET, Drawing
from facilitator.documents.fonts import Role
from facilitator.documents.paper import Sheet


def grid_pdf(
    sheet: Sheet, shift: tuple[float, float] = (0.0, 0.0), title: str = "1 mm", language: str = "en"
) -> bytes:
    """Lines a millimetre apart, heavier at 5 and 10, with the millimetres written at both edges,
    moved as the certificates will be.
    """
    drawing = Drawing(sheet, title, language, mirrored=False)
    right, down = shift
    wide, high = int(drawing.width), int(drawing.height)
    for at in range(wide + 1):
        ink, thickness = _line(at)
        drawing.rule(at + right, 0, at + right, drawing.height, ink=ink, thickness=thickness)
    for at in range(high + 1):
        ink, thickness = _line(at)
        drawing.rule(0, at + down, drawing.width, at + down, ink=ink, thickness=thickness)
    for at in range(10, wide - 4, 10):
        for y in (12.0, drawing.height - 9.0):
            drawing.write(str(at), at + right + 0.6, y, 6.5, Role.SANS, ink=BLACK)
    for at in range(20, high - 9, 10):
        for x in (9.0, drawing.width - 14.0):
            drawing.write(str(at), x, at + down - 0.6, 6.5, Role.SANS, ink=BLACK)
    drawing.write(
        f"{title}   {right:+.1f}  {down:+.1f}", drawing.width / 2, drawing.height / 2 - 0.8, 11,
        Role.SANS_SEMIBOLD, align="middle",
    )  # fmt: skip
    drawing.next_page()
    return drawing.finish()


def _line(at: int) -> tuple[tuple[float, float, float], float]:
    if at % 10 == 0:
        return QUIET, 0.2
    return (QUIET, 0.1) if at % 5 == 0 else (HAIR, 0.05)
