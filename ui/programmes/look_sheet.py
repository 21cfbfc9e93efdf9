"""How the certificates of a programme look: which template, lying or standing, which languages."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QWidget
from shiboken6 import isValid
from typing_extensions import override

from facilitator.certificates.model import Candidate, CertificateChoice
from facilitator.documents.page_image import PageImage
from facilitator.documents.template_file import shipped_template
from facilitator.language.certificate_texts import certificate_languages
from facilitator.workbook import Workbook
from ui.people.people_words import language_name
from ui.programmes.saving_sheet import SavingSheet, Write
from ui.programmes.template_picture import WIDTH, TemplatePicture
from ui.shell.screen import Screen
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.fields import Choice
from ui.widgets.forms import Form
from ui.widgets.kept_field import Spawn
from ui.widgets.labels import TextLabel
from ui.widgets.toggles import RadioMark
from ui.words import isolate, t

Draw = Callable[[str, int], Coroutine[Any, Any, PageImage | None]]
"""Draws a page in a look, so many pixels wide; None where nobody has a certificate to show."""

TEMPLATES = ("guilloche", "two-languages", "stars", "ink-saving", "lantern", "pre-printed")
_ACROSS = 3


@dataclass(frozen=True)
class LookFacts:
    """What holds now. `usual`: the template while nobody chose one. `person`: whose own choice
    may be made (id and name), None while nobody is in view.
    """

    title: str
    language: str
    usual: str
    everybody: CertificateChoice
    person: tuple[str, str] | None
    own: CertificateChoice


def read_look(workbook: Workbook, programme_id: str, current: Candidate | None) -> LookFacts:
    """All that the dialog shows, read at once."""
    programme = workbook.planning.programme(programme_id)
    rules = workbook.certificates.rules(programme_id)
    of_rules = next((rule.template for rule in reversed(rules) if rule.template), "")
    choice = workbook.certificates.choice
    return LookFacts(
        programme.title,
        programme.language,
        of_rules or programme.default_template,
        choice(programme_id),
        (current.participant_id, current.name) if current else None,
        choice(programme_id, current.participant_id) if current else CertificateChoice(),
    )


async def choose_look(screen: Screen, programme_id: str, current: Candidate | None) -> None:
    """Let a person choose how certificates look; says so when it was changed."""

    async def write(fields: dict[str, Any]) -> None:
        changes = dict(fields)
        person = changes.pop("person")
        await screen.session.do(lambda wb: wb.certificates.choose(programme_id, person, **changes))

    async def draw(look: str, width: int) -> PageImage | None:
        if current is None:
            return None
        who, issued = current.participant_id, current.issued

        def drawn(wb: Workbook) -> PageImage | None:
            if issued is not None:
                return wb.reports.certificate_look_image(issued.id, width, look)
            if wb.centre.details() is None:
                return None
            return wb.reports.certificate_draft_image(programme_id, who, width, look)

        found: PageImage | None = await screen.session.ask(drawn)
        return found

    facts = await screen.session.ask(lambda wb: read_look(wb, programme_id, current))
    dialog = LookSheet(
        screen.theme, screen.window(), facts, draw=draw, write=write, spawn=screen.spawn
    )
    if await screen.shell.ask_dialog(dialog):
        title = isolate(facts.title)
        screen.shell.notice(t("The certificates of {title} look different", title=title), undo=True)


class LookSheet(SavingSheet):
    """Six templates as pictures, which way they lie, and one or two languages."""

    def __init__(
        self,
        theme: Theme,
        window: QWidget,
        facts: LookFacts,
        *,
        draw: Draw,
        write: Write,
        spawn: Spawn,
    ) -> None:
        super().__init__(
            theme, window, t("How the certificates look"), write=write, spawn=spawn, width=700,
            name="look_sheet",
        )  # fmt: skip
        self._facts = facts
        self._draw = draw
        self._pictures: dict[str, TemplatePicture] = {}
        self._round = 0
        self.body.addWidget(self._build_form_of_whom())
        self.body.addLayout(self._build_pictures())
        self.body.addWidget(self._build_form())
        self._note = TextLabel(
            theme,
            t("Certificates that were issued keep the look and the words they were issued with."),
            Type.CAPTION,
            color="text-2",
            wrap=True,
        )
        self.body.addWidget(self._note)
        self._show(facts.everybody)
        self.begin()
        self._chosen().setFocus()

    @override
    def given(self) -> dict[str, Any]:
        person = self._whom.currentData()
        look = self._look()
        usual = self._usual_look()
        return {
            "person": person,
            "template": "" if look == usual else look,
            "language": self._language.currentData(),
            "second_language": self._second.currentData(),
        }

    # ------------------------------------------------------------------------------- building

    def _build_form_of_whom(self) -> QWidget:
        form = Form(self.theme)
        self._whom = Choice(self.theme, name="look_whom")
        self._whom.addItem(t("Everybody in this programme"), None)
        if self._facts.person is not None:
            key, name = self._facts.person
            self._whom.addItem(t("Only {name}", name=isolate(name)), key)
        form.add_row(t("For"), self._whom)
        self._whom.activated.connect(lambda _at: self._show_whose())
        return form

    def _build_pictures(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(self.theme.space(2))
        group = QButtonGroup(self)
        for at, (key, words) in enumerate(_template_words().items()):
            picture = TemplatePicture(self.theme, key, words)
            picture.clicked.connect(lambda _on=False: self._follow_template())
            group.addButton(picture)
            grid.addWidget(picture, at // _ACROSS, at % _ACROSS)
            self._pictures[key] = picture
        return grid

    def _build_form(self) -> Form:
        form = Form(self.theme)
        ways = QWidget()
        row = QHBoxLayout(ways)
        row.setContentsMargins(4, 2, 4, 2)
        row.setSpacing(20)
        self._lying = RadioMark(self.theme, t("Landscape"), name="look_landscape")
        self._standing = RadioMark(self.theme, t("Portrait"), name="look_portrait")
        for mark in (self._lying, self._standing):
            mark.clicked.connect(lambda _on=False: self._redraw())
            row.addWidget(mark)
        row.addStretch(1)
        form.add_row(t("Paper lies"), ways)
        self._language = self._languages(
            "look_language",
            t("As the programme: {language}", language=_called(self._facts.language)),
        )
        form.add_row(
            t("Language"),
            self._language,
            help_text=t("The usual title and sentence of another language stand in for yours."),
        )
        self._second = self._languages("look_second_language", t("None"))
        form.add_row(
            t("Second language"),
            self._second,
            help_text=t("Shown by templates with room for it, such as “Two languages”."),
        )
        return form

    def _languages(self, name: str, first: str) -> Choice:
        field = Choice(self.theme, name=name)
        field.addItem(first, "")
        known = [(_called(code), code) for code in certificate_languages()]
        for words, code in sorted(known, key=lambda each: each[0].casefold()):
            field.addItem(words, code)
        return field

    # -------------------------------------------------------------------------------- showing

    def _show_whose(self) -> None:
        own = self._whom.currentData() is not None
        self._show(self._facts.own if own else self._facts.everybody)
        # Turning to somebody else's choice is no change of it.
        self._as_found = self.given()

    def _show(self, choice: CertificateChoice) -> None:
        look = choice.template or self._usual_look()
        name, _, way = look.rpartition("-")
        known = name if name in self._pictures and way in {"landscape", "portrait"} else look
        self._pictures.get(known, self._pictures[TEMPLATES[0]]).setChecked(True)
        standing = way == "portrait"
        self._standing.setChecked(standing)
        self._lying.setChecked(not standing)
        self._language.setCurrentIndex(max(self._language.findData(choice.language), 0))
        self._second.setCurrentIndex(max(self._second.findData(choice.second_language), 0))
        self._follow_template()
        self._redraw()

    def _follow_template(self) -> None:
        """A template that exists one way only leaves no choice."""
        ways = _ways_of(self._chosen_key())
        for mark, landscape in ((self._lying, True), (self._standing, False)):
            mark.setEnabled(landscape in ways)
            if len(ways) == 1:
                mark.setChecked(landscape in ways)

    def _usual_look(self) -> str:
        """What holds for these certificates while nothing else is chosen."""
        if self._whom.currentData() is not None:
            return self._facts.everybody.template or self._facts.usual
        return self._facts.usual

    def _chosen(self) -> TemplatePicture:
        return self._pictures[self._chosen_key()]

    def _chosen_key(self) -> str:
        return next(key for key, picture in self._pictures.items() if picture.isChecked())

    def _look(self) -> str:
        return f"{self._chosen_key()}-{'portrait' if self._standing.isChecked() else 'landscape'}"

    def _redraw(self) -> None:
        self._round += 1
        self._spawn(self._draw_pictures(self._round))

    async def _draw_pictures(self, this: int) -> None:
        """All pictures, one after the other; stops when others are wanted or the dialog is gone."""
        way = "portrait" if self._standing.isChecked() else "landscape"
        width = round(self.theme.px(WIDTH) * self.devicePixelRatioF())
        for key in _in_turn(self._chosen_key()):
            page = await self._draw(f"{key}-{way}", width)
            if not isValid(self) or this != self._round or page is None:
                return
            self._pictures[key].show_page(page)


def _in_turn(first: str) -> Sequence[str]:
    """The chosen one is seen first."""
    return sorted(TEMPLATES, key=lambda key: key != first)


def _ways_of(key: str) -> frozenset[bool]:
    return frozenset(layout.landscape for layout in shipped_template(key).layouts)


def _called(code: str) -> str:
    """What the language is called, and then how it calls itself where that differs."""
    name, _, own = (language_name(code) or code).partition(", ")
    return isolate(name if name in own or not own else f"{name}, {own}")


def _template_words() -> dict[str, str]:
    return {
        "guilloche": t("Guilloche"),
        "two-languages": t("Two languages"),
        "stars": t("Stars"),
        "ink-saving": t("Ink-saving"),
        "lantern": t("Lantern light"),
        "pre-printed": t("Pre-printed sheets"),
    }
