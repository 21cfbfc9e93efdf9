"""Draws the elements of a template, one kind a method, as operators of a page.

Millimetres come in, points go out. Every text is brought down to its box; what does not fit at
the template's smallest size is said so (`cramped`), never cut and never let out.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace

from facilitator.documents.certificate_document import CertificateDocument, page_points
from facilitator.documents.certificate_words import (
    CertificateDay,
    CertificateSignatory,
    CertificateSkill,
)
from facilitator.documents.fonts import Role
from facilitator.documents.frames import LETTERED, Ornament, ornament
from facilitator.documents.page_ink import fill_of, stroke_of
from facilitator.documents.paper import MM
from facilitator.documents.qr import QUIET_MODULES, QrCode
from facilitator.documents.scripts import clusters
from facilitator.documents.template import (
    AttendanceElement,
    Box,
    Element,
    FrameElement,
    ImageElement,
    LineElement,
    OrnamentElement,
    QrElement,
    SignaturesElement,
    SkillsElement,
    StampElement,
    Template,
    TextElement,
)
from facilitator.documents.text import Fitted, plain_text, runs_right_to_left

SMALLEST_PRINT = 6.5
"""Points: what a person can still read at arm's length."""

_BASE_AT = 0.78  # of the height of a box, where the base line of a name or title stands
_LARGER = 1.12  # how much larger an element is than the one that has to stay smaller
_QUIET = "#565F62"
_TEXT = "#1D2426"
_NUMBER_BEFORE_WORD = re.compile(r"(?<!\d{4})(?<=\d) (?=\w)")
_NUMBER_OF_NUMBER = re.compile(r"(?<!\d{4})(?<=\d) (\w{1,3}) (?=\d)")
_WORD_BEFORE_YEAR = re.compile(r"(?<=\w) (?=\d{4}\b)")


@dataclass(frozen=True, slots=True)
class Plan:
    """A layout brought to the paper: where each element stands there, its colours looked up.

    `leads_in` tells for which languages it has a place for the words before the name: False for
    the first, True for the second.
    """

    template: Template
    width: float
    height: float
    scale: float
    elements: tuple[Element, ...]
    right_to_left: bool
    leads_in: frozenset[bool]


@dataclass(frozen=True, slots=True)
class Spoken:
    """The languages of a page."""

    first: str
    second: str = ""


@dataclass(frozen=True, slots=True)
class Skills:
    """The skills of a page in one of its languages."""

    skills: tuple[CertificateSkill, ...]
    pattern: str
    language: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """An element as operators; `names` are the shared parts that it shows."""

    code: str
    names: frozenset[str] = frozenset()
    size: float = 0.0
    lines: int = 0
    cramped: bool = False


class ElementDrawer:
    """Draws elements for the pages of one document."""

    def __init__(self, document: CertificateDocument) -> None:
        self._document = document
        self._setter = document.setter
        self._ink = document.ink

    # ------------------------------------------------------------------------------------ text

    def text(
        self, plan: Plan, element: TextElement, text: str, language: str, largest: float = 0.0
    ) -> Drawn:
        """A text fitted into its box."""
        sizes = _sizes(element.size, element.least, plan.scale)
        if largest:
            sizes = (min(sizes[0], largest / _LARGER), min(sizes[1], largest / _LARGER))
        align = _side(element.align, right_to_left=_turned(plan, element, language))
        if element.lines == 0:
            fitted = self._setter.fit_paragraph(
                _with_bound_numbers(text), element.font, sizes, _room(element.box),
                language=language, leading=element.leading, balanced=align == "middle",
            )  # fmt: skip
        else:
            wide, high = _room(element.box)
            fitted = self._setter.fit_line(
                text, element.font, sizes, (wide, high), language=language,
                max_lines=element.lines, tracking=element.tracking,
            )  # fmt: skip
        fitted = _inside(fitted, _room(element.box))
        if not fitted.lines:
            return Drawn("")
        code = self._put(plan, fitted, element.box, align, element.stand, element.ink)
        return Drawn(code, size=fitted.size, lines=len(fitted.lines), cramped=fitted.cramped)

    def _put(self, plan: Plan, fitted: Fitted, box: Box, align: str, stand: str, ink: str) -> str:
        """Lines one below the other in a box."""
        size = fitted.size
        above, below = fitted.lines[0].reach[0] * size, fitted.lines[-1].reach[1] * size
        free = box.height * MM - fitted.height
        if stand == "top":
            base = above
        elif stand == "bottom":
            base = box.height * MM - (fitted.height - above)
        elif stand == "base" and len(fitted.lines) == 1:
            base = min(box.height * MM * _BASE_AT, box.height * MM - below)
            base = max(base, above)
        else:
            base = max(free, 0.0) / 2 + above
        y = (plan.height - box.y) * MM - base
        code: list[str] = []
        for line in fitted.lines:
            x = box.anchor(align) * MM
            if align == "middle":
                x -= line.width * size / 2
            elif align == "right":
                x -= line.width * size
            code.append(self._ink.line(line, x, y, size, ink))
            y -= fitted.leading
        return "\n".join(code)

    def _small(
        self, plan: Plan, text: str, box: Box, font: Role, sizes: tuple[float, float], ink: str,
        language: str, align: str = "middle",
    ) -> str:  # fmt: skip
        """A short text on one line of a part of an element."""
        if not text:
            return ""
        fitted = self._setter.fit_line(text, font, sizes, _room(box), language=language)
        fitted = _inside(fitted, _room(box))
        return self._put(plan, fitted, box, align, "base", ink) if fitted.lines else ""

    # ------------------------------------------------------------------------- lines, ornaments

    def line(self, plan: Plan, element: LineElement) -> Drawn:
        """A straight line."""
        box = element.box
        y1, y2 = (box.bottom, box.y) if element.rises else (box.y, box.bottom)
        return Drawn(_rule(plan, (box.x, y1), (box.right, y2), element.ink, element.thickness,
                           element.dash))  # fmt: skip

    def frame(self, plan: Plan, element: FrameElement) -> Drawn:
        """A rectangle."""
        box = element.box
        path = _rectangle(plan, box, min(element.radius * plan.scale, box.width / 2,
                                         box.height / 2))  # fmt: skip
        code = ["q"]
        if element.fill:
            code.append(fill_of(element.fill))
        if element.ink:
            code.append(f"{stroke_of(element.ink)} {element.thickness * MM:.3f} w")
            if element.dash:
                code.append(f"[{element.dash * MM:.2f}] 0 d")
        paint = {(True, True): "B", (True, False): "S", (False, True): "f"}
        code.append(f"{path} {paint.get((bool(element.ink), bool(element.fill)), 'n')} Q")
        return Drawn(" ".join(code))

    def ornament(self, plan: Plan, element: OrnamentElement, issuer: str) -> Drawn:
        """An ornament, kept once in the file."""
        box, scale = element.box, plan.scale

        def code() -> str:
            facts = Ornament(
                box.x, box.y, box.width, box.height, plan.height, element.thickness,
                element.radius * scale, element.swing * scale, element.waves, element.strands,
                element.slow,
            )  # fmt: skip
            parts = []
            for stroke in ornament(element.formula, facts):
                ink = element.ink if stroke.ink == 1 else element.second_ink
                paint = fill_of(ink) if stroke.paint == "f" else stroke_of(ink)
                parts.append(
                    f"q {paint} {stroke.thickness * MM:.3f} w {stroke.path} {stroke.paint} Q"
                )
            return "\n".join(parts)

        size = page_points(plan.width, plan.height)
        name = self._document.form((id(plan), element.id), size, code)
        shown = f"{name} Do"
        if element.formula in LETTERED:
            shown += "\n" + self._initial(plan, element, issuer)
        return Drawn(shown, frozenset({name}))

    def _initial(self, plan: Plan, element: OrnamentElement, issuer: str) -> str:
        """The first letter of the centre's name, inside its crest."""
        name = plain_text(issuer)
        if not name or not name[0].isalnum():
            return ""
        letter = self._setter.line(clusters(name)[0], Role.DISPLAY)
        top, bottom = letter.reach
        box = element.box
        tall = 0.36 if element.formula == "star-crest" else 0.4
        size = min(box.height * tall / max(top + bottom, 0.7),
                   box.width * 0.5 / max(letter.width, 0.3)) * MM  # fmt: skip
        base = (plan.height - box.centre) * MM - (top - bottom) / 2 * size
        x = box.middle * MM - letter.width * size / 2
        return self._ink.line(letter, x, base, size, element.second_ink)

    # ------------------------------------------------------------------------- pictures, codes

    def image(self, plan: Plan, element: ImageElement, content: bytes) -> Drawn:
        """A picture in the middle of its box; nothing if it is none."""
        box = element.box
        found = self._document.picture(content, box.width, box.height)
        if found is None:
            return Drawn("")
        name, picture = found
        wide, high = picture.box_in(box.width, box.height)
        x, y = box.middle - wide / 2, plan.height - box.centre - high / 2
        code = f"q {wide * MM:.3f} 0 0 {high * MM:.3f} {x * MM:.3f} {y * MM:.3f} cm {name} Do Q"
        return Drawn(code, frozenset({name}))

    def qr(self, plan: Plan, element: QrElement, code: QrCode) -> Drawn:
        """The code as a picture of one bit a module, with its quiet zone inside the box."""
        box = element.box
        side = min(box.width, box.height)
        unit = side / (code.modules + 2 * QUIET_MODULES)
        inner = unit * code.modules * MM
        x = (box.middle - side / 2 + QUIET_MODULES * unit) * MM
        y = (plan.height - box.centre - side / 2 + QUIET_MODULES * unit) * MM
        count = code.modules
        return Drawn(
            f"q {fill_of(element.ink)} {inner:.3f} 0 0 {inner:.3f} {x:.3f} {y:.3f} cm"
            f" BI/W {count}/H {count}/BPC 1/IM true/D[1 0]/F/AHx ID {code.bitmap.hex()}> EI Q"
        )

    # ------------------------------------------------------------------- signatures and stamps

    def signatures(
        self, plan: Plan, element: SignaturesElement, people: tuple[CertificateSignatory, ...],
        others: tuple[str, ...], spoken: Spoken,
    ) -> Drawn:  # fmt: skip
        """A line to sign on for each, with air above it, the name and the role below."""
        box, scale = element.box, plan.scale
        people = people[::-1] if plan.right_to_left and len(people) > 1 else people
        gap = element.gap * scale
        each = (box.width - gap * (len(people) - 1)) / len(people)
        long = min(each, 62 * scale) if not element.which else box.width
        sizes = _sizes(element.size, element.least, scale)
        roles = (sizes[0] * 0.86, sizes[1])
        # Something may stand between two people: their lines keep clear of it but stay near.
        step = (long + gap) if len(people) > 1 else 0.0
        first = box.middle - step * (len(people) - 1) / 2
        rule_at = box.bottom - 10.6 * scale
        align = _side(element.align, right_to_left=plan.right_to_left)
        code: list[str] = []
        for index, person in enumerate(people):
            left = first + index * step - long / 2
            right = left + long
            code.append(_rule(plan, (left, rule_at), (right, rule_at), element.second_ink, 0.2))
            name_box = Box(left, rule_at + 0.8 * scale, long, 5.2 * scale)
            role_box = Box(left, rule_at + 5.4 * scale, long, 4.6 * scale)
            code.append(self._small(plan, person.name, name_box, element.font, sizes, element.ink,
                                    spoken.first, align))  # fmt: skip
            if others and others[0]:
                halves = _halves(role_box, turned=plan.right_to_left)
                ends = ("right", "left") if plan.right_to_left else ("left", "right")
                code.append(self._small(plan, person.role, halves[0], Role.SANS, roles, _QUIET,
                                        spoken.first, ends[0]))  # fmt: skip
                code.append(self._small(plan, others[0], halves[1], Role.SERIF, roles, _QUIET,
                                        spoken.second, ends[1]))  # fmt: skip
            else:
                code.append(self._small(plan, person.role, role_box, Role.SANS, roles, _QUIET,
                                        spoken.first, align))  # fmt: skip
        return Drawn("\n".join(part for part in code if part), size=sizes[0])

    def stamp(self, plan: Plan, element: StampElement, word: str, language: str) -> Drawn:
        """A dashed ring with the word for what belongs there."""
        box = element.box
        radius = min(box.width, box.height) / 2 - 0.1
        ring = _ring(plan, box.middle, box.centre, radius)
        code = f"q {stroke_of(element.ink)} {0.2 * MM:.3f} w [{0.9 * MM:.2f}] 0 d {ring} S Q"
        middle = Box(box.middle - radius * 0.8, box.centre - 2.6, radius * 1.6, 5.2)
        sizes = _sizes(element.size, 6.5, plan.scale)
        fitted = _inside(
            self._setter.fit_line(word, Role.SANS, sizes, _room(middle), language=language),
            _room(middle),
        )
        if fitted.lines:
            code += "\n" + self._put(plan, fitted, middle, "middle", "middle", element.ink)
        return Drawn(code)

    # ----------------------------------------------------------------------------- what was done

    def skills(self, plan: Plan, element: SkillsElement, told: Skills) -> Drawn:
        """The skills as columns, rows or a list."""
        if element.arrange == "columns":
            return Drawn(self._skill_columns(plan, element, told))
        if element.arrange == "rows":
            return Drawn(self._skill_rows(plan, element, told))
        return self._skill_list(plan, element, told)

    def _skill_columns(self, plan: Plan, element: SkillsElement, told: Skills) -> str:
        turned = runs_right_to_left(told.language)
        skills = told.skills[::-1] if turned else told.skills
        box, scale = element.box, plan.scale
        each = min(box.width / len(skills), 68.0 * scale)
        start = box.middle - each * len(skills) / 2
        size, least = _sizes(element.size, element.least, scale)
        unit = box.height / 17.0
        code: list[str] = []
        for index, skill in enumerate(skills):
            left = start + index * each + 2.5 * scale
            wide = each - 5 * scale
            rows = (
                (skill.title, Role.SERIF_SEMIBOLD, (size, least), element.ink, 0.0, 6.2),
                (skill.detail, Role.SERIF_ITALIC, (size * 0.83, least * 0.87), _TEXT, 6.2, 5.2),
                (skill.level, Role.SANS, (size * 0.74, least * 0.87), _QUIET, 11.6, 4.8),
            )
            for text, font, sizes, ink, top, high in rows:
                part = Box(left, box.y + top * unit, wide, high * unit)
                code.append(self._small(plan, text, part, font, sizes, ink, told.language))
            if index:
                x = start + index * each
                code.append(_rule(plan, (x, box.y + 0.8 * unit), (x, box.y + 15.8 * unit),
                                  element.second_ink, 0.2))  # fmt: skip
        return "\n".join(part for part in code if part)

    def _skill_rows(self, plan: Plan, element: SkillsElement, told: Skills) -> str:
        turned = runs_right_to_left(told.language)
        box = element.box
        step = min(box.height / len(told.skills), 9.0 * plan.scale)
        size, least = _sizes(element.size, element.least, plan.scale)
        size = min(size, step * MM / 1.8)
        least = min(least, size)
        top = box.y + (box.height - step * len(told.skills)) / 2
        code: list[str] = []
        for index, skill in enumerate(told.skills):
            y = top + index * step
            for text, font, sizes, ink, start, end in (
                (skill.title, Role.SERIF_SEMIBOLD, (size, least), element.ink, 0.0, 0.35),
                (skill.detail, Role.SERIF_ITALIC, (size * 0.93, least * 0.87), _TEXT, 0.365, 0.79),
                (skill.level, Role.SANS, (size * 0.84, least * 0.87), _QUIET, 0.8, 1.0),
            ):
                side = "right" if (end == 1.0) is not turned else "left"
                first = 1 - end if turned else start
                part = Box(box.x + first * box.width, y, (end - start) * box.width, step * 0.86)
                code.append(self._small(plan, text, part, font, sizes, ink, told.language, side))
            code.append(_rule(plan, (box.x, y + step), (box.right, y + step), element.second_ink,
                              0.15))  # fmt: skip
        return "\n".join(part for part in code if part)

    def _skill_list(self, plan: Plan, element: SkillsElement, told: Skills) -> Drawn:
        box = element.box
        step = min(box.height / len(told.skills), 6.2 * plan.scale)
        turned = runs_right_to_left(told.language)
        align = _side(element.align, right_to_left=turned)
        sizes = _sizes(element.size, element.least, plan.scale)
        code = []
        for index, skill in enumerate(told.skills):
            part = Box(box.x, box.y + index * step, box.width, step)
            code.append(self._small(plan, _in_list(skill, told.pattern), part, element.font, sizes,
                                    element.ink, told.language, align))  # fmt: skip
        return Drawn("\n".join(part for part in code if part))

    def attendance(
        self, plan: Plan, element: AttendanceElement, days: tuple[CertificateDay, ...],
        language: str,
    ) -> Drawn:  # fmt: skip
        """A disc for each workshop, hatched as far as it was attended."""
        box, scale = element.box, plan.scale
        each = min(box.width / len(days), 13.0 * scale)
        radius = min(each * 0.36, box.height * 0.33, 4.2 * scale)
        sizes = _sizes(element.size, 5.5, scale)
        code: list[str] = []
        for index, day in enumerate(days):
            place = index * each + radius + 0.2
            x = box.right - place if plan.right_to_left else box.x + place
            y = box.y + radius + 0.2
            code.append(_disc(plan, (x, y), radius, day.share, element.ink))
            part = Box(x - each / 2 + 0.2, y + radius + 0.8, each - 0.4, 4.6 * scale)
            code.append(self._small(plan, day.label, part, Role.SANS, sizes, element.ink,
                                    language))  # fmt: skip
        return Drawn("\n".join(part for part in code if part))


def _in_list(skill: CertificateSkill, pattern: str) -> str:
    if not skill.detail or not skill.level:
        return ": ".join(part for part in (skill.title, skill.detail or skill.level) if part)
    values = {"skill": skill.title, "detail": skill.detail, "level": skill.level}
    return re.sub(r"\{(skill|detail|level)\}", lambda found: values[found[1]], pattern)


def _sizes(size: float, least: float, scale: float) -> tuple[float, float]:
    """Sizes on this paper; small print never below what can be read."""
    largest, smallest = (
        max(each * scale, min(each, SMALLEST_PRINT)) for each in (size, min(least, size))
    )
    return largest, smallest


def _inside(fitted: Fitted, room: tuple[float, float]) -> Fitted:
    """The lines made smaller still if there is no other way to keep them in their box."""
    if not fitted.lines:
        return fitted
    wide = max(line.width for line in fitted.lines) * fitted.size
    over = max(wide / room[0] if room[0] else 1.0, fitted.height / room[1] if room[1] else 1.0)
    if over <= 1.0001:
        return fitted
    return replace(fitted, size=fitted.size / over, leading=fitted.leading / over, cramped=True)


def _room(box: Box) -> tuple[float, float]:
    return box.width * MM, box.height * MM


def _turned(plan: Plan, element: TextElement, language: str) -> bool:
    """Whether a text's start is at the right: its own language says so, if it has one."""
    return runs_right_to_left(language) if element.language else plan.right_to_left


def _side(align: str, *, right_to_left: bool) -> str:
    if align == "middle":
        return "middle"
    return "right" if (align == "start") is right_to_left else "left"


def _halves(box: Box, *, turned: bool) -> tuple[Box, Box]:
    half = box.width / 2
    left = Box(box.x, box.y, half - 1, box.height)
    right = Box(box.x + half + 1, box.y, half - 1, box.height)
    return (right, left) if turned else (left, right)


def _with_bound_numbers(text: str) -> str:
    """Keeps a number and its word on one line: ``9 h``, ``5 of 5``, ``October 2026``."""
    bound = _NUMBER_OF_NUMBER.sub("\u00a0\\1\u00a0", plain_text(text))
    bound = _NUMBER_BEFORE_WORD.sub("\u00a0", bound)
    return _WORD_BEFORE_YEAR.sub("\u00a0", bound)


# ------------------------------------------------------------------------------------- shapes


def _at(plan: Plan, x: float, y: float) -> str:
    return f"{x * MM:.2f} {(plan.height - y) * MM:.2f}"


def _rule(
    plan: Plan, start: tuple[float, float], end: tuple[float, float], ink: str, thickness: float,
    dash: float = 0.0,
) -> str:  # fmt: skip
    dashes = f"[{dash * MM:.2f}] 0 d " if dash else ""
    return (
        f"q {stroke_of(ink)} {thickness * MM:.3f} w {dashes}"
        f"{_at(plan, *start)} m {_at(plan, *end)} l S Q"
    )


def _rectangle(plan: Plan, box: Box, radius: float) -> str:
    if radius <= 0:
        return f"{_at(plan, box.x, box.bottom)} {box.width * MM:.2f} {box.height * MM:.2f} re"
    left, top, right, bottom = box.x, box.y, box.right, box.bottom
    near = radius * 0.4477
    corners = (
        ((left + radius, top), (right - radius, top), (right - near, top), (right, top + near),
         (right, top + radius)),
        (None, (right, bottom - radius), (right, bottom - near), (right - near, bottom),
         (right - radius, bottom)),
        (None, (left + radius, bottom), (left + near, bottom), (left, bottom - near),
         (left, bottom - radius)),
        (None, (left, top + radius), (left, top + near), (left + near, top),
         (left + radius, top)),
    )  # fmt: skip
    code: list[str] = []
    for start, straight, first, second, end in corners:
        if start is not None:
            code.append(f"{_at(plan, *start)} m")
        code.append(f"{_at(plan, *straight)} l")
        code.append(f"{_at(plan, *first)} {_at(plan, *second)} {_at(plan, *end)} c")
    return " ".join([*code, "h"])


def _ring(plan: Plan, x: float, y: float, radius: float) -> str:
    return _rectangle(plan, Box(x - radius, y - radius, 2 * radius, 2 * radius), radius)


def _disc(
    plan: Plan, middle: tuple[float, float], radius: float, share: float, ink: str
) -> str:  # fmt: skip
    """A ring, hatched clockwise from twelve as far as the share goes."""
    x, y = middle
    share = min(max(share, 0.0), 1.0)
    code = [f"q {stroke_of(ink)} {0.3 * MM:.3f} w {_ring(plan, x, y, radius)} S"]
    if share > 0.001:
        if share < 0.999:
            far = radius * 1.5
            steps = max(2, math.ceil(share * 24))
            points = [
                (x + far * math.sin(2 * math.pi * share * index / steps),
                 y - far * math.cos(2 * math.pi * share * index / steps))
                for index in range(steps + 1)
            ]  # fmt: skip
            path = " ".join(f"{_at(plan, *point)} l" for point in points)
            code.append(f"{_at(plan, x, y)} m {path} h W n")
        code.append(f"{0.22 * MM:.3f} w")
        count = max(3, round(2 * radius / 0.7))
        for index in range(1, count):
            down = -radius + 2 * radius * index / count
            half = math.sqrt(max(radius * radius - down * down, 0.0))
            code.append(f"{_at(plan, x - half, y + down)} m {_at(plan, x + half, y + down)} l")
        code.append("S")
    code.append("Q")
    return " ".join(code)
