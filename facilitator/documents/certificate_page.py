"""Sets one certificate on a page after its template.

Each field has a box of its own and is fitted into it: large texts shrink, then take a second
line, then shrink on. Nothing ever reaches into another field.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeVar

from facilitator.documents.certificate_words import (
    CertificatePage,
    CertificateSignatory,
    CertificateSkill,
    parted_statement,
)
from facilitator.documents.drawing import Drawing
from facilitator.documents.fonts import Role
from facilitator.documents.frames import Band, band_path, rosette_path
from facilitator.documents.ink import colour
from facilitator.documents.paper import MM
from facilitator.documents.scripts import clusters
from facilitator.documents.template import FieldBox, Ornament, shipped_template
from facilitator.documents.text import Fitted, plain_text
from facilitator.errors import Refused

_Thing = TypeVar("_Thing", CertificateSignatory, CertificateSkill)

MAX_SIGNATORIES = 4
_SMALLEST_PRINT = 6.5  # points: what a person can still read at arm's length
_BASE_AT = 0.78  # of the height of a box, where the base line of a name or title stands
_NAME_OVER_TITLE = 1.12  # how much larger the name is than the title
_SMALLEST_TITLE = 22.0
_NUMBER_BEFORE_WORD = re.compile(r"(?<!\d{4})(?<=\d) (?=\w)")
_WORD_BEFORE_YEAR = re.compile(r"(?<=\w) (?=\d{4}\b)")


@dataclass(frozen=True, slots=True)
class _Box:
    """A field's box on this page, in millimetres from the top left corner."""

    left: float
    top: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        return self.left + self.width / 2

    def anchor(self, align: str) -> float:
        """The x that text of an alignment hangs on."""
        return {"start": self.left, "middle": self.middle, "end": self.left + self.width}[align]


def draw_certificate(drawing: Drawing, page: CertificatePage) -> None:
    """Draw one certificate on the open page; the caller turns the page."""
    _Setting(drawing, page).draw()


def cramped_fields(page: CertificatePage) -> list[str]:
    """The fields of a certificate that only fit smaller than the template's smallest size, for
    the check before printing. They print whole all the same.
    """
    drawing = Drawing(page.sheet, page.holder_name, page.language, mirrored=False)
    setting = _Setting(drawing, page)
    setting.draw()
    return setting.cramped


class _Setting:
    def __init__(self, drawing: Drawing, page: CertificatePage) -> None:
        if len(page.signatories) > MAX_SIGNATORIES:
            raise Refused("too-many-signatories", limit=MAX_SIGNATORIES)
        self._drawing = drawing
        self._page = page
        self._layout = shipped_template(page.template).layout(landscape=page.sheet.landscape)
        wide, high = self._layout.designed_for
        self._scale = min(1.0, page.sheet.width / wide, page.sheet.height / high)
        self._lead_in, self._statement = parted_statement(page.statement, page.holder_name)
        self.cramped: list[str] = []

    def draw(self) -> None:
        self._draw_frame()
        facts = self._facts()
        name_size = 0.0
        # The name first: nothing may be larger than it, so the title follows from its size.
        fields = sorted(self._layout.fields, key=lambda box: box.field != "holder")
        for field_box in fields:
            if not field_box.when <= facts:
                continue
            box = self._box(field_box)
            if field_box.field == "holder":
                name_size = self._draw_text(field_box, box, self._page.holder_name)
            elif field_box.field == "title":
                limit = max(name_size / _NAME_OVER_TITLE, _SMALLEST_TITLE * self._scale)
                self._draw_text(field_box, box, self._page.title, largest=limit)
            else:
                self._draw_field(field_box, box)

    def _facts(self) -> frozenset[str]:
        page = self._page
        native = plain_text(page.native_name)
        has_native = bool(native) and native != plain_text(page.holder_name)
        return frozenset(
            {
                "logo" if page.logo else "no-logo",
                "native" if has_native else "no-native",
                "skills" if page.skills else "no-skills",
                "qr" if page.verify_text else "no-qr",
                "two-signatories" if len(page.signatories) == 2 else "not-two-signatories",
            }
        )

    def _draw_field(self, field_box: FieldBox, box: _Box) -> None:
        page = self._page
        words = {
            "issuer": page.issuer_name,
            "lead_in": self._lead_in,
            "native_name": page.native_name,
            "serial": self._serial(),
            "issued": self._issued(),
        }
        name = field_box.field
        if name in words:
            self._draw_text(field_box, box, words[name])
        elif name in {"statement", "small_print"}:
            self._draw_paragraph(field_box, box)
        elif name == "skills":
            self._draw_skills(field_box, box)
        elif name == "signatures":
            self._draw_signatures(field_box, box)
        elif name == "qr":
            self._drawing.qr(page.verify_text, box.left, box.top, box.width)
        elif name == "logo" and page.logo is not None:
            self._drawing.picture(page.logo, box.left, box.top, box.width, box.height)
        else:
            self._draw_ornament(field_box, box)

    # ------------------------------------------------------------------------------------ text

    def _draw_text(
        self, field_box: FieldBox, box: _Box, text: str, largest: float | None = None
    ) -> float:
        """One line (or few) of large text; returns the size it got."""
        sizes = self._sizes(field_box)
        if largest is not None:
            sizes = (min(sizes[0], largest), min(sizes[1], largest))
        stands = field_box.stand == "base"
        # On a base line the ink may use the whole box but only above and below that line.
        height = box.height * (_BASE_AT if stands else 1.0) * MM
        fitted = self._drawing.setter.fit_line(
            text, field_box.font, sizes, (box.width * MM, height * (1.28 if stands else 1.0)),
            language=self._language(field_box), max_lines=field_box.lines,
            tracking=field_box.tracking,
        )  # fmt: skip
        self._note(field_box, fitted)
        if not fitted.lines:
            return fitted.size
        ink = colour(field_box.ink)
        x = box.anchor(field_box.align)
        if stands and len(fitted.lines) == 1:
            top, bottom = fitted.lines[0].reach
            base = box.top + box.height * _BASE_AT
            base = min(base, box.top + box.height - bottom * fitted.size / MM)
            base = max(base, box.top + top * fitted.size / MM)
            self._drawing.put(fitted.lines[0], x, base, fitted.size, ink=ink, align=field_box.align)
        else:
            self._put_in_middle(fitted, box, field_box)
        return fitted.size

    def _draw_paragraph(self, field_box: FieldBox, box: _Box) -> None:
        text = self._statement if field_box.field == "statement" else self._page.small_print
        text = _with_bound_numbers(text)
        fitted = self._drawing.setter.fit_paragraph(
            text, field_box.font, self._sizes(field_box), (box.width * MM, box.height * MM),
            language=self._page.language, leading=field_box.leading,
            balanced=field_box.align == "middle",
        )  # fmt: skip
        self._note(field_box, fitted)
        self._put_in_middle(fitted, box, field_box)

    def _put_in_middle(self, fitted: Fitted, box: _Box, field_box: FieldBox) -> None:
        free = box.height - fitted.height / MM
        top = box.top + (0.0 if field_box.stand == "top" else max(free, 0.0) / 2)
        self._drawing.put_fitted(
            fitted,
            box.anchor(field_box.align),
            top,
            ink=colour(field_box.ink),
            align=field_box.align,
        )

    def _line_in(
        self, text: str, box: _Box, font: Role, sizes: tuple[float, float], base: float,
        ink: str, align: str = "middle",
    ) -> None:  # fmt: skip
        """One line in part of a field's box, shrunk to the part's width, on a base line."""
        fitted = self._drawing.setter.fit_line(
            text, font, sizes, (box.width * MM, box.height * MM), language=self._page.language
        )
        for line in fitted.lines:
            self._drawing.put(
                line, box.anchor(align), base, fitted.size, ink=colour(ink), align=align
            )

    def _sizes(self, field_box: FieldBox) -> tuple[float, float]:
        """The template's sizes on this paper; small print never below what can be read."""
        largest, smallest = (
            max(size * self._scale, min(size, _SMALLEST_PRINT)) for size in field_box.sizes
        )
        return largest, smallest

    def _language(self, field_box: FieldBox) -> str:
        if field_box.field == "native_name" and self._page.native_language:
            return self._page.native_language
        return self._page.language

    def _note(self, field_box: FieldBox, fitted: Fitted) -> None:
        if fitted.cramped and field_box.field not in self.cramped:
            self.cramped.append(field_box.field)

    def _serial(self) -> str:
        labels = self._page.labels
        words = f"{labels.number} {self._page.serial}" if labels.number else self._page.serial
        return f"{words}  ·  {labels.duplicate}" if self._page.duplicate else words

    def _issued(self) -> str:
        page = self._page
        place = page.place or page.issuer_city
        if not page.issued_on:
            return place
        pattern = page.labels.issued if place else page.labels.issued_without_place
        return pattern.replace("{date}", page.issued_on).replace("{place}", place)

    # -------------------------------------------------------------------------- skills, signing

    def _in_order(self, things: tuple[_Thing, ...]) -> tuple[_Thing, ...]:
        """From left to right as the reader of this language meets them."""
        return things[::-1] if self._drawing.right_to_left else things

    def _draw_skills(self, field_box: FieldBox, box: _Box) -> None:
        if field_box.arrange == "rows":
            self._draw_skill_rows(field_box, box)
        else:
            self._draw_skill_columns(field_box, box)

    def _draw_skill_columns(self, field_box: FieldBox, box: _Box) -> None:
        skills = self._in_order(self._page.skills)
        each = min(box.width / len(skills), 68.0 * self._scale)
        start = box.middle - each * len(skills) / 2
        size, smallest = self._sizes(field_box)
        room = each - 5 * self._scale
        unit = box.height / 17.0
        for index, skill in enumerate(skills):
            column = _Box(start + index * each + 2.5 * self._scale, box.top, room, 5 * unit)
            self._line_in(skill.title, column, Role.SERIF_SEMIBOLD, (size, smallest),
                          box.top + 4.2 * unit, field_box.ink)  # fmt: skip
            self._line_in(skill.detail, column, Role.SERIF_ITALIC, (size * 0.83, smallest * 0.87),
                          box.top + 9.8 * unit, "#1D2426")  # fmt: skip
            self._line_in(skill.level, column, Role.SANS, (size * 0.74, smallest * 0.87),
                          box.top + 14.9 * unit, "#565F62")  # fmt: skip
            if index:
                x = start + index * each
                self._drawing.rule(
                    x, box.top + 0.8 * unit, x, box.top + 15.2 * unit,
                    ink=colour(field_box.second_ink),
                )  # fmt: skip

    def _draw_skill_rows(self, field_box: FieldBox, box: _Box) -> None:
        skills = self._page.skills
        step = min(box.height / len(skills), 8.5 * self._scale)
        size, smallest = self._sizes(field_box)
        size = min(size, step * MM / 1.7)
        top = box.top + (box.height - step * len(skills)) / 2
        for index, skill in enumerate(skills):
            base = top + index * step + step * 0.62
            title = _Box(box.left, base, box.width * 0.34, step)
            detail = _Box(box.left + box.width * 0.36, base, box.width * 0.42, step)
            level = _Box(box.left + box.width * 0.8, base, box.width * 0.2, step)
            self._line_in(skill.title, title, Role.SERIF_SEMIBOLD, (size, smallest), base,
                          field_box.ink, "start")  # fmt: skip
            self._line_in(skill.detail, detail, Role.SERIF_ITALIC, (size * 0.9, smallest * 0.87),
                          base, "#1D2426", "start")  # fmt: skip
            self._line_in(skill.level, level, Role.SANS, (size * 0.8, smallest * 0.87), base,
                          "#565F62", "end")  # fmt: skip
            y = top + (index + 1) * step
            self._drawing.rule(
                box.left, y, box.left + box.width, y, ink=colour(field_box.second_ink),
                thickness=0.12,
            )  # fmt: skip

    def _draw_signatures(self, field_box: FieldBox, box: _Box) -> None:
        """A line to sign on for each, with air above it, the name and the role below."""
        people = self._in_order(self._page.signatories)
        if not people:
            return
        gap = field_box.gap * self._scale
        each = (box.width - gap * (len(people) - 1)) / len(people)
        line = min(each, 62 * self._scale)
        size, smallest = self._sizes(field_box)
        # The seal stands between two people: their lines keep clear of it but stay near.
        step = (line + gap) if len(people) > 1 else 0.0
        first = box.middle - step * (len(people) - 1) / 2
        rule_at = box.top + box.height - 10.6 * self._scale
        for index, person in enumerate(people):
            middle = first + index * step
            slot = _Box(middle - line / 2, rule_at, line, 6 * self._scale)
            self._drawing.rule(
                slot.left, rule_at, slot.left + line, rule_at, ink=colour(field_box.second_ink)
            )
            self._line_in(person.name, slot, Role.SANS_MEDIUM, (size, smallest),
                          rule_at + 4.9 * self._scale, field_box.ink)  # fmt: skip
            self._line_in(person.role, slot, Role.SANS, (size * 0.86, smallest),
                          rule_at + 9.1 * self._scale, "#565F62")  # fmt: skip

    # ------------------------------------------------------------------------------- ornaments

    def _draw_ornament(self, field_box: FieldBox, box: _Box) -> None:
        drawing = self._drawing
        ink = colour(field_box.ink)
        if field_box.field == "ornament":
            y, lozenge = box.top + box.height / 2, 1.4 * self._scale
            drawing.rule(box.left, y, box.middle - lozenge, y, ink=ink, thickness=0.25)
            drawing.rule(box.middle + lozenge, y, box.left + box.width, y, ink=ink, thickness=0.25)
            points = [(box.middle, y - lozenge), (box.middle + lozenge, y),
                      (box.middle, y + lozenge), (box.middle - lozenge, y)]  # fmt: skip
            drawing.shape(points, ink=ink, thickness=0.3)
            return
        name = f"{self._frame_name()}-{field_box.field}-{box.left:.1f}-{box.top:.1f}"
        if not drawing.form_known(name):
            drawing.begin_form(name)
            radius = min(box.width, box.height) / 2
            middle = (box.middle, box.top + box.height / 2)
            # A crest is small, so it gets fewer rings or it would print as a blot.
            petals, rings = (8, 1) if field_box.field == "crest" else (12, 3)
            path = rosette_path(middle, radius, drawing.height, petals, rings)
            drawing.literal(path, ink=ink, thickness=0.09)
            drawing.end_form()
        drawing.show_form(name)
        if field_box.field == "crest":
            self._draw_initial(field_box, box)

    def _draw_initial(self, field_box: FieldBox, box: _Box) -> None:
        """The first letter of the centre's name, inside the crest."""
        name = plain_text(self._page.issuer_name)
        if not name or not name[0].isalnum():
            return
        letter = self._drawing.line(clusters(name)[0], Role.DISPLAY)
        top, bottom = letter.reach
        size = box.height * 0.4 * MM / max(top + bottom, 0.7)
        base = box.top + box.height / 2 + (top - bottom) / 2 * size / MM
        ink = colour(field_box.second_ink)
        self._drawing.put(letter, box.middle, base, size, ink=ink, align="middle")

    def _draw_frame(self) -> None:
        name = self._frame_name()
        if not self._drawing.form_known(name):
            self._drawing.begin_form(name)
            for ornament in self._layout.ornaments:
                self._draw_border(ornament)
            self._drawing.end_form()
        self._drawing.show_form(name)

    def _frame_name(self) -> str:
        lies = "landscape" if self._page.sheet.landscape else "portrait"
        return f"{self._page.template}-{self._page.sheet.paper}-{lies}"

    def _draw_border(self, ornament: Ornament) -> None:
        drawing, scale = self._drawing, self._scale
        inset = ornament.inset * scale
        wide, high = drawing.width - 2 * inset, drawing.height - 2 * inset
        ink = colour(ornament.ink)
        if ornament.kind == "border":
            drawing.box(inset, inset, wide, high, ink=ink, thickness=ornament.thickness,
                        radius=ornament.radius * scale)  # fmt: skip
            return
        band = Band(
            inset, inset, wide, high, ornament.radius * scale, ornament.swing * scale,
            ornament.waves, ornament.strands, ornament.slow,
        )  # fmt: skip
        drawing.literal(band_path(band, drawing.height), ink=ink, thickness=ornament.thickness)

    def _box(self, field_box: FieldBox) -> _Box:
        drawing, scale = self._drawing, self._scale
        width, height = field_box.width * scale, field_box.height * scale
        x, y = field_box.x * scale, field_box.y * scale
        left = {
            "left": x,
            "centre": drawing.width / 2 + x - width / 2,
            "right": drawing.width - x - width,
        }[field_box.across]
        top = {
            "top": y,
            "middle": drawing.height / 2 + y,
            "bottom": drawing.height - y - height,
        }[field_box.down]
        return _Box(left, top, width, height)


def _with_bound_numbers(text: str) -> str:
    """Keeps a number and its word on one line: ``9 h``, ``17 September``, ``October 2026``."""
    bound = _NUMBER_BEFORE_WORD.sub("\u00a0", plain_text(text))
    return _WORD_BEFORE_YEAR.sub("\u00a0", bound)
