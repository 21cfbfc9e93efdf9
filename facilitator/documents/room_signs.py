"""Room signs: the name of the room as large as the page allows, and arrows on the way there."""

from __future__ import annotations

from dataclasses import replace

from facilitator.documents.drawing import BLACK, QUIET, Drawing
from facilitator.documents.fonts import Role
from facilitator.documents.page_room import MARGIN
from facilitator.documents.paper import MM
from facilitator.documents.plan_sheet import RoomSign, RoomSigns

# An arrow that points to the right, in a square from -1 to 1 with y downwards.
_ARROW = ((-1.0, -0.27), (0.12, -0.27), (0.12, -0.72), (1.0, 0.0), (0.12, 0.72), (0.12, 0.27),
          (-1.0, 0.27))  # fmt: skip


def room_signs_pdf(signs: RoomSigns) -> tuple[bytes, int]:
    """The signs as a PDF in landscape, and how many pages it has."""
    sheet = replace(signs.sheet, landscape=True)
    drawing = Drawing(sheet, signs.title, signs.language)
    for sign in signs.signs:
        _draw(drawing, sign, signs.issuer_name)
        drawing.next_page()
    return drawing.finish(), len(signs.signs)


def _draw(drawing: Drawing, sign: RoomSign, issuer_name: str) -> None:
    high, width = drawing.height, drawing.width - 2 * MARGIN
    middle = drawing.width / 2
    drawing.box(MARGIN - 5, MARGIN - 5, drawing.width - 2 * MARGIN + 10, high - 2 * MARGIN + 10,
                thickness=0.9, radius=3)  # fmt: skip
    top = MARGIN + 4
    name_room = high * 0.48
    if sign.arrow:
        reach = high * 0.19
        _draw_arrow(drawing, sign.arrow, middle, top + reach, reach)
        top += 2 * reach + 5
        name_room = high * 0.24
    name = drawing.setter.fit_line(
        sign.room, Role.SANS_SEMIBOLD, (150, 80), (width * MM, name_room * MM),
        language=drawing.language, max_lines=3,
    )  # fmt: skip
    free = name_room - name.height / MM
    drawing.put_fitted(name, middle, top + free / 2, align="middle")
    title_top = top + name_room + 5
    title = drawing.setter.fit_line(
        sign.title, Role.SANS_MEDIUM, (40, 16), (width * MM, high * 0.16 * MM),
        language=drawing.language, max_lines=2,
    )  # fmt: skip
    below = drawing.put_fitted(title, middle, title_top, align="middle") + high * 0.06
    drawing.write(sign.details, middle, below, 24, align="middle", width=width, smallest=9)
    drawing.write(
        issuer_name, middle, high - MARGIN - 1, 11, ink=QUIET, align="middle", width=width
    )


def _draw_arrow(drawing: Drawing, way: str, x: float, y: float, reach: float) -> None:
    """An arrow into the room's real direction, whichever way the page is read."""
    turned = {"right": (1, 0), "left": (-1, 0), "ahead": (0, -1)}[way]
    across = -1 if drawing.right_to_left else 1
    points = []
    for forward, aside in _ARROW:
        dx = forward * turned[0] - aside * turned[1]
        dy = forward * turned[1] + aside * turned[0]
        points.append((x + across * dx * reach, y + dy * reach))
    drawing.shape(points, ink=None, fill=BLACK)
