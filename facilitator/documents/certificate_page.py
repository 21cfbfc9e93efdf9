"""Sets certificates on pages after their templates.

Each element has a box of its own and is fitted into it: large texts shrink, then take a second
line, then shrink on. Nothing ever reaches into another element's box. What comes back on many
pages of a batch (titles, statements, signatures) is worked out once.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from facilitator.documents.certificate_document import (
    CertificateDocument,
    SetPage,
    Tag,
    page_points,
)
from facilitator.documents.certificate_drawing import ElementDrawer, Plan, Skills, Spoken
from facilitator.documents.certificate_words import (
    CertificateInLanguage,
    CertificatePage,
    parted_statement,
)
from facilitator.documents.frames import LETTERED
from facilitator.documents.paper import MM
from facilitator.documents.qr import qr_code
from facilitator.documents.template import (
    SECOND,
    AttendanceElement,
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
from facilitator.documents.template_file import shipped_template
from facilitator.documents.text import plain_text, runs_right_to_left
from facilitator.errors import Refused

MAX_SIGNATORIES = 4
_REMEMBERED = 3_000
_FIELD = re.compile(r"\{([a-z_0-9]+)\}")
_FOR_THE_EYE = (LineElement, FrameElement, OrnamentElement)


@dataclass(slots=True, eq=False)
class _Done:
    """An element on the page: its operators, what they ask for, and how large its letters got.
    `again` says that it was met on an earlier page.
    """

    code: str
    used: frozenset[str]
    size: float = 0.0
    lines: int = 0
    cramped: bool = False
    again: bool = False


@dataclass(frozen=True, slots=True)
class Fit:
    """How a text came out: its letters' size in points, its lines, and whether it is smaller
    than the template likes.
    """

    field: str
    size: float
    lines: int
    cramped: bool


_NOTHING = _Done("", frozenset())


class CertificateSetter:
    """Sets pages into one document; remembers what pages have in common."""

    def __init__(self, document: CertificateDocument) -> None:
        self._document = document
        self._plans: dict[tuple[object, ...], Plan] = {}
        self._chosen: dict[tuple[int, frozenset[str], bool], _Chosen] = {}
        self._done: dict[tuple[object, ...], _Done] = {}
        self._runs: dict[tuple[object, ...], _Run] = {}
        self._drawer = ElementDrawer(document)

    def add(self, page: CertificatePage) -> list[Fit]:
        """Set one certificate as the next page; gives how its texts came out."""
        if len(page.signatories) > MAX_SIGNATORIES:
            raise Refused("too-many-signatories", limit=MAX_SIGNATORIES)
        plan = self._plan(page)
        chosen = self._chosen_elements(plan, page)
        says = _Says(page, plan.leads_in)
        sizes: dict[str, float] = {}
        fits: list[Fit] = []
        for one in chosen.as_needed:
            made = self._made(plan, one, says, sizes)
            one.done = made
            if made.size and one.called:
                sizes[one.element.id] = made.size
                fits.append(Fit(one.called, made.size, made.lines, made.cramped))
        self._put_together(plan, page, chosen)
        return fits

    def _plan(self, page: CertificatePage) -> Plan:
        template = page.template
        if isinstance(template, str):
            template = shipped_template(template)
        right_to_left = runs_right_to_left(page.language)
        key = (id(template), page.sheet, right_to_left)
        found = self._plans.get(key)
        if found is None:
            found = self._plans[key] = _plan_for(template, page, right_to_left=right_to_left)
        return found

    def _chosen_elements(self, plan: Plan, page: CertificatePage) -> _Chosen:
        facts = _facts(page)
        key = (id(plan), facts, page.on_screen)
        found = self._chosen.get(key)
        if found is None:
            found = self._chosen[key] = _Chosen(
                [
                    _One(index, element)
                    for index, element in enumerate(plan.elements)
                    if element.when <= facts and (element.prints or page.on_screen)
                ]
            )
        return found

    def _made(self, plan: Plan, one: _One, says: _Says, sizes: dict[str, float]) -> _Done:
        """The element as it is drawn for what the page says, from memory where that is known."""
        element = one.element
        facts = one.kind.facts(says, element)
        if facts is None:
            return _NOTHING
        if isinstance(element, TextElement) and element.smaller_than:
            facts = (*facts, sizes.get(element.smaller_than, 0.0))
        if one.facts == facts:  # as on the page before
            one.done.again = one.kind.comes_back
            return one.done
        key = (id(plan), one.index, facts)
        found = self._done.get(key)
        if found is None:
            ink = self._document.ink
            ink.used = set()
            made = one.kind.draw(self._drawer, plan, element, *facts)
            found = _Done(made.code, frozenset(ink.used | made.names), made.size, made.lines,
                          made.cramped)  # fmt: skip
            if one.kind.comes_back:
                if len(self._done) >= _REMEMBERED:
                    self._done.clear()
                self._done[key] = found
        else:
            found.again = True
        one.facts = facts
        return found

    def _put_together(self, plan: Plan, page: CertificatePage, chosen: _Chosen) -> None:
        """The page from its elements: runs of what was on earlier pages as parts they share."""
        content: list[bytes | str] = []
        tags: list[Tag | None] = []
        used: set[str] = set()
        own: list[str] = []
        if page.shift != (0.0, 0.0):
            right, down = page.shift
            own.append(f"1 0 0 1 {right * MM:.3f} {-down * MM:.3f} cm")
        run: list[_One] = []

        def end_run() -> None:
            if run:
                if own:
                    content.append("\n".join(own).encode("latin-1"))
                    own.clear()
                found = self._run(run)
                content.append(found.name)
                used.update(found.used)
                run.clear()

        chosen.speak(page)
        for one in chosen.elements:
            done = one.done
            if one.tag is not None:
                tags.append(one.tag if done.code else None)
            if not done.code:
                continue
            if done.again and not one.is_personal:
                run.append(one)
                continue
            end_run()
            if done.again:
                run.append(one)
                end_run()
                continue
            used |= done.used
            own.append(one.marked())
        end_run()
        if own:
            content.append("\n".join(own).encode("latin-1"))
        self._document.add(
            SetPage(
                tuple(content), page_points(plan.width, plan.height), frozenset(used), tuple(tags),
                plain_text(f"{page.title} – {page.holder_name}"), page.language,
            )
        )  # fmt: skip

    def _run(self, run: list[_One]) -> _Run:
        key = tuple([(id(one.done), one.place, one.tag) for one in run])
        found = self._runs.get(key)
        if found is None:
            code = "\n".join(one.marked() for one in run)
            name = self._document.part(code, personal=run[0].is_personal)
            used = frozenset({name}).union(*(one.done.used for one in run))
            # What was drawn is kept along, as its identity is the key.
            found = self._runs[key] = _Run(name, used, tuple(one.done for one in run))
        return found


class _One:
    """An element of a page, with what was last made of it."""

    __slots__ = ("called", "done", "element", "facts", "index", "is_personal", "kind", "place",
                 "tag")  # fmt: skip

    def __init__(self, index: int, element: Element) -> None:
        self.index = index
        self.element = element
        self.kind = _DRAWN[type(element)]
        self.is_personal = _is_personal(element)
        self.called = _called(element) if isinstance(element, TextElement) else ""
        self.facts: tuple[Any, ...] | None = None
        self.done = _NOTHING
        self.tag: Tag | None = None
        self.place = -1

    def marked(self) -> str:
        """The operators, with what they are for those who hear the page."""
        if self.tag is None:
            return f"/Artifact BMC\n{self.done.code}\nEMC"
        return f"/{self.tag.role}<</MCID {self.place}>>BDC\n{self.done.code}\nEMC"


class _Chosen:
    """The elements that pages of one kind show, as they lie and in the order they are made."""

    def __init__(self, elements: list[_One]) -> None:
        self.elements = elements
        self.as_needed = sorted(
            elements,
            key=lambda one: isinstance(one.element, TextElement) and bool(one.element.smaller_than),
        )
        self._spoken: tuple[object, ...] | None = None

    def speak(self, page: CertificatePage) -> None:
        """Say of each element what it is in the words of a page."""
        second = page.second.language if page.second else ""
        spoken = (page.labels, page.issuer_name, second)
        if self._spoken == spoken:
            return
        self._spoken = spoken
        place = 0
        for one in self.elements:
            if not isinstance(one.element, _FOR_THE_EYE):
                one.tag = _tag(one.element, page)
                one.place = place
                place += 1


@dataclass(frozen=True, slots=True)
class _Run:
    """Neighbouring elements that are on many pages, as a part these share."""

    name: str
    used: frozenset[str]
    kept: tuple[_Done, ...]


_PERSONAL = frozenset(
    {"holder", "native_name", "statement", "serial", "numbered", "hours", "workshops"}
)


def _is_personal(element: Element) -> bool:
    """Whether it says something else of each person, or of each group of them."""
    if isinstance(element, TextElement):
        return not _PERSONAL.isdisjoint(element.fields)
    return isinstance(element, SkillsElement | AttendanceElement | QrElement)


def _plan_for(template: Template, page: CertificatePage, *, right_to_left: bool) -> Plan:
    layout = template.layout(landscape=page.sheet.landscape)
    fitted, scale = layout.fitted(page.sheet.width, page.sheet.height)
    made_for_right = layout.reads == "right-to-left"
    if layout.reads != "both" and made_for_right is not right_to_left:
        fitted = fitted.mirrored()
    inks = ("ink", "second_ink", "fill")
    elements = []
    for element in fitted.elements:
        named = {key: getattr(element, key) for key in inks if getattr(element, key, "")}
        changes: dict[str, Any] = {key: template.ink(name) for key, name in named.items()}
        elements.append(replace(element, **changes))
    # The template is kept with its plan, as its identity is the plan's key.
    leads_in = frozenset(
        element.language == SECOND
        for element in elements
        if isinstance(element, TextElement) and "lead_in" in element.fields
    )
    return Plan(template, fitted.width, fitted.height, scale, tuple(elements), right_to_left,
                leads_in)  # fmt: skip


def _called(element: TextElement) -> str:
    """What a text is, for people: the field that it holds, or its own id."""
    fields = element.fields
    return fields[0] if fields and element.text == f"{{{fields[0]}}}" else element.id


def _facts(page: CertificatePage) -> frozenset[str]:
    native = bool(page.native_name) and plain_text(page.native_name) != plain_text(page.holder_name)
    return _CONDITIONS[
        bool(page.logo), native, bool(page.skills), bool(page.verify_text),
        page.second is not None, bool(page.attendance), bool(page.small_print),
        len(page.signatories) == 2,
    ]  # fmt: skip


class _Conditions(dict[tuple[bool, ...], frozenset[str]]):
    """What holds on a page, by the answers to the questions a template may ask."""

    _ASKED = (
        ("logo", "no-logo"), ("native", "no-native"), ("skills", "no-skills"), ("qr", "no-qr"),
        ("second", "no-second"), ("attendance", "no-attendance"),
        ("small-print", "no-small-print"), ("two-signatories", "not-two-signatories"),
    )  # fmt: skip

    def __missing__(self, answers: tuple[bool, ...]) -> frozenset[str]:
        found = self[answers] = frozenset(
            yes if answer else no for (yes, no), answer in zip(self._ASKED, answers, strict=True)
        )
        return found


_CONDITIONS = _Conditions()


# ----------------------------------------------------------------------- what the page says


class _Says:
    """The words of one certificate by the names that templates call them."""

    def __init__(self, page: CertificatePage, leads_in: frozenset[bool]) -> None:
        self.page = page
        self._leads_in = leads_in
        self._first: dict[str, str] | None = None
        self._second: dict[str, str] | None = None

    def language_of(self, element: TextElement | SkillsElement) -> str:
        """The language a text is in; nothing if the certificate has none such."""
        if element.language == SECOND:
            return self.page.second.language if self.page.second else ""
        if element.language:
            return element.language
        if isinstance(element, TextElement) and element.text == "{native_name}":
            return self.page.native_language or self.page.language
        return self.page.language

    def text(self, element: TextElement) -> str:
        """The text of an element filled in; empty if there is nothing to say."""
        if element.language == SECOND and self.page.second is None:
            return ""
        values = self._values(second=element.language == SECOND)
        text = element.text
        fields = element.fields
        if not fields:
            return text
        if len(fields) == 1 and len(text) == len(fields[0]) + 2:
            return values[fields[0]]
        if not any(values[name] for name in fields):
            return ""
        return _FIELD.sub(lambda found: values[found[1]], text)

    def _values(self, *, second: bool) -> dict[str, str]:
        if second:
            if self._second is None and self.page.second is not None:
                self._second = _second_values(self.page, self.page.second)
                if True not in self._leads_in and self._second["lead_in"]:
                    self._second["statement"] = self.page.second.statement
            return self._second or {}
        if self._first is None:
            self._first = _first_values(self.page)
            # Without a place for the words before the name, the sentence stays whole.
            if False not in self._leads_in and self._first["lead_in"]:
                self._first["statement"] = self.page.statement
        return self._first


def _first_values(page: CertificatePage) -> dict[str, str]:
    lead_in, statement = parted_statement(page.statement, page.holder_name)
    labels = page.labels
    marked = f"{page.serial}  ·  {labels.duplicate}" if page.duplicate else page.serial
    place = page.place or page.issuer_city
    values = {
        "holder": page.holder_name, "native_name": page.native_name, "title": page.title,
        "lead_in": lead_in, "statement": statement, "small_print": page.small_print,
        "issuer": page.issuer_name, "issuer_address": page.issuer_address,
        "issuer_city": page.issuer_city, "place": place, "serial": marked,
        "numbered": f"{labels.number} {marked}" if labels.number else marked,
        "issued": _issued(page.issued_on, place, page.labels.issued,
                          page.labels.issued_without_place),
        "issued_on": page.issued_on, "duplicate": labels.duplicate if page.duplicate else "",
        "programme": page.programme, "first_date": page.first_date, "last_date": page.last_date,
        "hours": page.hours, "workshops": page.workshops,
        "check_note": labels.check_note if page.verify_text else "",
        "discs_note": labels.discs_note if page.attendance else "",
    }  # fmt: skip
    for number in range(1, MAX_SIGNATORIES + 1):
        person = page.signatories[number - 1] if number <= len(page.signatories) else None
        values[f"signatory_{number}"] = person.name if person else ""
        values[f"role_{number}"] = person.role if person else ""
    return values


def _second_values(page: CertificatePage, second: CertificateInLanguage) -> dict[str, str]:
    name = second.holder_name or page.native_name or page.holder_name
    lead_in, statement = parted_statement(second.statement, name)
    if not lead_in:
        lead_in, statement = parted_statement(second.statement, page.holder_name)
    place = second.place or second.issuer_city
    values = _first_values(page)
    values.update(
        {
            "holder": name, "title": second.title, "lead_in": lead_in, "statement": statement,
            "small_print": second.small_print, "issuer": second.issuer_name,
            "issuer_address": second.issuer_address, "issuer_city": second.issuer_city,
            "place": place, "issued_on": second.issued_on,
            "issued": _issued(second.issued_on, place, second.labels.issued,
                              second.labels.issued_without_place),
            "duplicate": second.labels.duplicate if page.duplicate else "",
            "check_note": second.labels.check_note if page.verify_text else "",
            "discs_note": second.labels.discs_note if page.attendance else "",
        }
    )  # fmt: skip
    for number in range(1, MAX_SIGNATORIES + 1):
        values[f"role_{number}"] = second.roles[number - 1] if number <= len(second.roles) else ""
    return values


def _issued(day: str, place: str, pattern: str, without_place: str) -> str:
    if not day:
        return place
    chosen = pattern if place else without_place
    return chosen.replace("{date}", day).replace("{place}", place)


# ------------------------------------------------------------------------- element by element


@dataclass(frozen=True, slots=True)
class _Kind:
    """How elements of a kind are drawn: what of the page counts for them (nothing: they are left
    out), the drawing itself, and whether the same may come back on other pages.
    """

    facts: Callable[[_Says, Any], tuple[Any, ...] | None]
    draw: Callable[..., Any]
    comes_back: bool = True


def _text_facts(says: _Says, element: TextElement) -> tuple[str, str] | None:
    text = says.text(element)
    return (text, says.language_of(element)) if text else None


def _image_facts(says: _Says, element: ImageElement) -> tuple[bytes] | None:
    content = _picture_of(says.page, element.source)
    return (content,) if content else None


def _picture_of(page: CertificatePage, source: str) -> bytes | None:
    if source == "logo":
        return page.logo
    kind, _, number = source.rpartition("_")
    index = int(number) - 1 if number.isdigit() else 0
    if kind == "partner":
        return page.partner_logos[index] if index < len(page.partner_logos) else None
    if kind == "signature":
        return page.signatories[index].signature if index < len(page.signatories) else None
    template = page.template if isinstance(page.template, Template) else None
    template = template or shipped_template(str(page.template))
    return template.pictures_by_name.get(source)


def _ornament_facts(says: _Says, element: OrnamentElement) -> tuple[str]:
    return (says.page.issuer_name if element.formula in LETTERED else "",)


def _qr_facts(says: _Says, _: QrElement) -> tuple[Any] | None:
    return (qr_code(says.page.verify_text),) if says.page.verify_text else None


def _signature_facts(says: _Says, element: SignaturesElement) -> tuple[Any, ...] | None:
    people = says.page.signatories
    if element.which:
        people = people[element.which - 1 : element.which]
    second = says.page.second
    others: tuple[str, ...] = ()
    if second is not None and element.which:
        others = second.roles[element.which - 1 : element.which]
    spoken = Spoken(says.page.language, second.language if second else "")
    return (people, others, spoken) if people else None


def _stamp_facts(says: _Says, _: StampElement) -> tuple[str, str]:
    return says.page.labels.stamp, says.page.language


def _skill_facts(says: _Says, element: SkillsElement) -> tuple[Skills] | None:
    page, second = says.page, says.page.second
    if element.language == SECOND:
        if second is None or not second.skills:
            return None
        return (Skills(second.skills, second.labels.skill_in_list, second.language),)
    if not page.skills:
        return None
    return (Skills(page.skills, page.labels.skill_in_list, page.language),)


def _attendance_facts(says: _Says, _: AttendanceElement) -> tuple[Any, ...] | None:
    return (says.page.attendance, says.page.language) if says.page.attendance else None


def _no_facts(_says: _Says, _element: Element) -> tuple[()]:
    return ()


_DRAWN: dict[type[Element], _Kind] = {
    TextElement: _Kind(_text_facts, ElementDrawer.text),
    ImageElement: _Kind(_image_facts, ElementDrawer.image),
    LineElement: _Kind(_no_facts, ElementDrawer.line),
    FrameElement: _Kind(_no_facts, ElementDrawer.frame),
    OrnamentElement: _Kind(_ornament_facts, ElementDrawer.ornament),
    QrElement: _Kind(_qr_facts, ElementDrawer.qr, comes_back=False),
    SignaturesElement: _Kind(_signature_facts, ElementDrawer.signatures),
    StampElement: _Kind(_stamp_facts, ElementDrawer.stamp),
    SkillsElement: _Kind(_skill_facts, ElementDrawer.skills),
    AttendanceElement: _Kind(_attendance_facts, ElementDrawer.attendance),
}


def _tag(element: Element, page: CertificatePage) -> Tag:
    """What the element is for those who hear the page."""
    if isinstance(element, QrElement):
        return Tag("Figure", words=page.labels.code_in_words)
    if isinstance(element, ImageElement):
        return Tag("Figure", words=element.name or page.issuer_name)
    language = ""
    if isinstance(element, TextElement | SkillsElement) and element.language:
        second = page.second.language if page.second else ""
        language = second if element.language == SECOND else element.language
    heading = isinstance(element, TextElement) and element.text == "{title}"
    return Tag("H1" if heading else "P", language)
