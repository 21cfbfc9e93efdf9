"""Changes to a page of a template, each a new page: what an editor's hands do.

Pure functions on `Layout`, in millimetres. A locked element stays where it is; an id that is not
on the page is passed over. Undo is keeping the layout from before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any, Literal

from facilitator.documents.template import Box, Element, Layout

Edge = Literal["left", "centre", "right", "top", "middle", "bottom"]
Handle = Literal["nw", "n", "ne", "e", "se", "s", "sw", "w"]
Step = Literal["front", "forward", "backward", "back"]

_SMALLEST = 1.0
_SNAP = 1.5  # millimetres within which an edge is drawn to a line


@dataclass(frozen=True, slots=True)
class Snap:
    """A line that an element was drawn to: ``x`` or ``y``, where, and what it belongs to (an id,
    or ``page``).
    """

    axis: str
    at: float
    to: str


def move(layout: Layout, ids: Collection[str], right: float, down: float) -> Layout:
    """Elements moved; together they stop at the edges of the page."""
    chosen = [each for each in layout.elements if each.id in ids and not each.locked]
    if not chosen:
        return layout
    around = bounds(chosen)
    right = min(max(right, -around.x), max(layout.width - around.right, -around.x))
    down = min(max(down, -around.y), max(layout.height - around.bottom, -around.y))
    return _changed(layout, ids, lambda box: replace(box, x=box.x + right, y=box.y + down))


def place(layout: Layout, element_id: str, **measures: float) -> Layout:
    """An element given some of `x`, `y`, `width`, `height`, as typed."""
    return _changed(layout, {element_id}, lambda box: _kept_on(layout, replace(box, **measures)))


def resize(
    layout: Layout, element_id: str, handle: Handle, right: float, down: float, *,
    in_proportion: bool = False,
) -> Layout:  # fmt: skip
    """An element with one of its eight handles pulled."""

    def pulled(box: Box) -> Box:
        left, top, far, foot = box.x, box.y, box.right, box.bottom
        if "w" in handle:
            left = min(left + right, far - _SMALLEST)
        if "e" in handle:
            far = max(far + right, left + _SMALLEST)
        if "n" in handle:
            top = min(top + down, foot - _SMALLEST)
        if "s" in handle:
            foot = max(foot + down, top + _SMALLEST)
        wide, high = far - left, foot - top
        if in_proportion and len(handle) == 2 and box.width and box.height:
            scale = max(wide / box.width, high / box.height)
            wide, high = box.width * scale, box.height * scale
            left = far - wide if "w" in handle else left
            top = foot - high if "n" in handle else top
        return _kept_on(layout, Box(left, top, wide, high))

    return _changed(layout, {element_id}, pulled)


def align(layout: Layout, ids: Collection[str], edge: Edge, *, to_page: bool = False) -> Layout:
    """Elements brought to one edge or middle: of the page, or of what they take together."""
    chosen = [each for each in layout.elements if each.id in ids]
    if not chosen:
        return layout
    alone = to_page or len(chosen) == 1
    around = Box(0, 0, layout.width, layout.height) if alone else bounds(chosen)
    moves: dict[Edge, Callable[[Box], Box]] = {
        "left": lambda box: replace(box, x=around.x),
        "centre": lambda box: replace(box, x=around.middle - box.width / 2),
        "right": lambda box: replace(box, x=around.right - box.width),
        "top": lambda box: replace(box, y=around.y),
        "middle": lambda box: replace(box, y=around.centre - box.height / 2),
        "bottom": lambda box: replace(box, y=around.bottom - box.height),
    }
    return _changed(layout, ids, moves[edge])


def distribute(layout: Layout, ids: Collection[str], axis: Literal["x", "y"]) -> Layout:
    """Three or more elements with the same room between them; the outer two stay."""
    chosen = [each for each in layout.elements if each.id in ids and not each.locked]
    if len(chosen) < 3:
        return layout
    length = "width" if axis == "x" else "height"
    ordered = sorted(chosen, key=lambda each: getattr(each.box, axis))
    first, last = ordered[0].box, ordered[-1].box
    whole = getattr(last, axis) + getattr(last, length) - getattr(first, axis)
    gap = (whole - sum(getattr(each.box, length) for each in ordered)) / (len(ordered) - 1)
    at = getattr(first, axis)
    starts: dict[str, float] = {}
    for each in ordered:
        starts[each.id] = at
        at += getattr(each.box, length) + gap
    return layout.with_elements(
        replace(each, box=replace(each.box, **{axis: starts[each.id]}))
        if each.id in starts
        else each
        for each in layout.elements
    )


def snapped(
    layout: Layout, element_id: str, *, within: float = _SNAP, grid: float = 0.0
) -> tuple[Layout, tuple[Snap, ...]]:
    """An element drawn to the nearest edge or middle of the page or of another element, else to
    a grid of so many millimetres; and the lines it was drawn to, to be shown.
    """
    element = layout.by_id.get(element_id)
    if element is None or element.locked:
        return layout, ()
    box = element.box
    others = [each for each in layout.elements if each.id != element_id and each.prints]
    across = [("page", edge) for edge in (0.0, layout.width / 2, layout.width)]
    down = [("page", edge) for edge in (0.0, layout.height / 2, layout.height)]
    for each in others:
        across += [(each.id, at) for at in (each.box.x, each.box.middle, each.box.right)]
        down += [(each.id, at) for at in (each.box.y, each.box.centre, each.box.bottom)]
    right, snap_x = _nearest((box.x, box.middle, box.right), across, within, "x")
    below, snap_y = _nearest((box.y, box.centre, box.bottom), down, within, "y")
    if snap_x is None and grid:
        right = round(box.x / grid) * grid - box.x
    if snap_y is None and grid:
        below = round(box.y / grid) * grid - box.y
    moved = _changed(
        layout, {element_id}, lambda each: replace(each, x=each.x + right, y=each.y + below)
    )
    return moved, tuple(snap for snap in (snap_x, snap_y) if snap is not None)


def reorder(layout: Layout, element_id: str, step: Step) -> Layout:
    """An element one layer or all the way up or down."""
    ids = [each.id for each in layout.elements]
    if element_id not in ids:
        return layout
    at = ids.index(element_id)
    last = len(ids) - 1
    to = {"front": last, "forward": min(at + 1, last), "backward": max(at - 1, 0), "back": 0}[step]
    elements = list(layout.elements)
    elements.insert(to, elements.pop(at))
    return layout.with_elements(elements)


def change(layout: Layout, element_id: str, **facts: Any) -> Layout:  # noqa: ANN401 - any of its own
    """An element with other looks or words (`text`, `ink`, `size`, `locked`, ...)."""
    return layout.with_elements(
        replace(each, **facts) if each.id == element_id else each for each in layout.elements
    )


def add(layout: Layout, element: Element) -> Layout:
    """One more element, on top; its id gets a number if it is taken."""
    return layout.with_elements(
        [*layout.elements, replace(element, id=_free_id(layout, element.id))]
    )


def duplicate(layout: Layout, ids: Collection[str], beside: float = 4.0) -> Layout:
    """Copies of elements, a little to the right and below, above their originals."""
    for element in [each for each in layout.elements if each.id in ids]:
        box = replace(element.box, x=element.box.x + beside, y=element.box.y + beside)
        layout = add(layout, replace(element, box=_kept_on(layout, box), locked=False))
    return layout


def remove(layout: Layout, ids: Collection[str]) -> Layout:
    """The page without some elements; locked ones stay."""
    return layout.with_elements(
        each for each in layout.elements if each.locked or each.id not in ids
    )


def for_paper(layout: Layout, width: float, height: float) -> Layout:
    """The layout as it is printed on a paper, letters and lines brought along, to go on from."""
    fitted, scale = layout.fitted(width, height)
    if scale == 1.0:
        return fitted
    return fitted.with_elements(_scaled(each, scale) for each in fitted.elements)


def _scaled(element: Element, scale: float) -> Element:
    """An element with its letters and lengths made smaller along with its box."""
    facts: dict[str, Any] = {
        name: getattr(element, name) * scale
        for name in ("size", "radius", "swing", "gap")
        if hasattr(element, name)
    }
    if hasattr(element, "least"):
        facts["least"] = min(element.least, facts["size"])
    return replace(element, **facts)


def bounds(elements: Iterable[Element]) -> Box:
    """The rectangle around elements."""
    boxes = [each.box for each in elements]
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    right, bottom = max(box.right for box in boxes), max(box.bottom for box in boxes)
    return Box(left, top, right - left, bottom - top)


def overlapping(layout: Layout, element_id: str) -> tuple[str, ...]:
    """The ids of other printed elements whose boxes an element reaches into."""
    element = layout.by_id[element_id]
    box = element.box
    return tuple(
        each.id
        for each in layout.elements
        if each.id != element_id
        and each.prints
        and min(box.right, each.box.right) - max(box.x, each.box.x) > 0.01
        and min(box.bottom, each.box.bottom) - max(box.y, each.box.y) > 0.01
    )


def _changed(layout: Layout, ids: Collection[str], changed: Callable[[Box], Box]) -> Layout:
    return layout.with_elements(
        replace(each, box=changed(each.box)) if each.id in ids and not each.locked else each
        for each in layout.elements
    )


def _kept_on(layout: Layout, box: Box) -> Box:
    """A box on the page, no larger than it."""
    wide = min(max(box.width, 0.0), layout.width)
    high = min(max(box.height, 0.0), layout.height)
    x = min(max(box.x, 0.0), layout.width - wide)
    y = min(max(box.y, 0.0), layout.height - high)
    return Box(x, y, wide, high)


def _nearest(
    own: Iterable[float], lines: Iterable[tuple[str, float]], within: float, axis: str
) -> tuple[float, Snap | None]:
    found = min(
        (
            (abs(line - edge), line - edge, Snap(axis, line, name))
            for edge in own
            for name, line in lines
        ),
        key=lambda each: each[0],
    )
    return (found[1], found[2]) if found[0] <= within else (0.0, None)


def _free_id(layout: Layout, wanted: str) -> str:
    if wanted not in layout.by_id:
        return wanted
    base = re.sub(r"-\d+$", "", wanted)[:34]
    number = 2
    while f"{base}-{number}" in layout.by_id:
        number += 1
    return f"{base}-{number}"
