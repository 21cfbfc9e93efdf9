"""What a programme is: title, place, people, aims, and how its hours are counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QLineEdit, QSpinBox, QWidget
from typing_extensions import override

from facilitator.centre.model import TeamMember, Venue
from facilitator.planning.model import Programme
from facilitator.workbook import Workbook
from ui.programmes.aimed_skills import AimedSkill, aimed_skills
from ui.programmes.choosing import NamedChoice, TickList, language_choice
from ui.programmes.saving_sheet import SavingSheet, Write, text_field
from ui.shell.screen import Screen
from ui.theme.theme import Theme
from ui.widgets.cards import SectionHeading
from ui.widgets.fields import Choice
from ui.widgets.forms import Form
from ui.widgets.kept_field import Spawn
from ui.words import isolate, t, tn

_MOST_PEOPLE = 100_000
_ROUNDINGS = (0, 5, 10, 15, 30)
_LABELS = 150


@dataclass(frozen=True)
class ProgrammeFacts:
    """A programme, and what its fields offer."""

    programme: Programme
    venues: tuple[Venue, ...]
    team: tuple[TeamMember, ...]
    skills: tuple[AimedSkill, ...]


def read_programme(workbook: Workbook, programme_id: str) -> ProgrammeFacts:
    """All that the dialog shows, read at once."""
    return ProgrammeFacts(
        workbook.planning.programme(programme_id),
        tuple(workbook.centre.venues()),
        tuple(workbook.centre.team()),
        aimed_skills(workbook, programme_id),
    )


async def edit_programme(screen: Screen, programme_id: str) -> None:
    """Let a person change a programme in a dialog; says so when it was changed."""

    async def write(fields: dict[str, Any]) -> None:
        await screen.session.do(lambda wb: wb.change_programme(programme_id, **fields))

    facts = await screen.session.ask(lambda wb: read_programme(wb, programme_id))
    dialog = ProgrammeDetails(screen.theme, screen.window(), facts, write=write, spawn=screen.spawn)
    if await screen.shell.ask_dialog(dialog):
        title = isolate(dialog.title_given())
        screen.shell.notice(t("{title} was changed", title=title), undo=True)


class ProgrammeDetails(SavingSheet):
    """A form over the details of one programme."""

    def __init__(
        self, theme: Theme, window: QWidget, facts: ProgrammeFacts, *, write: Write, spawn: Spawn
    ) -> None:
        super().__init__(
            theme,
            window,
            t("Programme details"),
            write=write,
            spawn=spawn,
            width=680,
            name="programme_details",
        )
        self._facts = facts
        self._build_what()
        self._build_people()
        self._build_counting()
        self.body.addStretch(1)
        self.begin()
        self._title.setFocus()

    def title_given(self) -> str:
        """The title as it was saved."""
        return self._title.text().strip()

    def _build_what(self) -> None:
        programme, theme = self._facts.programme, self.theme
        form = Form(theme, label_width=_LABELS)
        self._title = _line("programme_title", programme.title)
        self.rows["title"] = form.add_row(
            t("Title"), self._title, help_text=t("As it will stand on certificates.")
        )
        self._subtitle = _line("programme_subtitle", programme.subtitle)
        self.rows["subtitle"] = form.add_row(t("Subtitle"), self._subtitle)
        self._venue = NamedChoice(theme, t("Choose a place, or type a new one"), name="venue")
        self.rows["venue_id"] = form.add_row(
            t("Place"),
            self._venue,
            help_text=t("Stands on certificates and sign-in sheets; new workshops begin with it."),
        )
        self._venue.offer([(each.id, each.name) for each in self._facts.venues], programme.venue_id)
        self._language = language_choice(theme, programme.language, name="programme_language")
        self.rows["language"] = form.add_row(
            t("Language"),
            self._language,
            help_text=t("The language that certificates are written in."),
            width=260,
        )
        outcomes = "\n".join(each.text for each in programme.outcomes)
        self._outcomes = text_field(theme, "programme_outcomes", outcomes, lines=4)
        self.rows["outcomes"] = form.add_row(
            t("What people can do afterwards"),
            self._outcomes,
            help_text=t("One sentence a line. Certificates can name them."),
        )
        self.body.addWidget(form)

    def _build_people(self) -> None:
        programme, theme, facts = self._facts.programme, self.theme, self._facts
        self.body.addWidget(SectionHeading(theme, t("People and skills")))
        form = Form(theme, label_width=_LABELS)
        self._audience = text_field(theme, "programme_audience", programme.audience, lines=2)
        self.rows["audience"] = form.add_row(t("For whom"), self._audience)
        self._capacity = QSpinBox()
        self._capacity.setObjectName("programme_capacity")
        self._capacity.setRange(0, _MOST_PEOPLE)
        self._capacity.setSpecialValueText(t("no limit"))
        self._capacity.setValue(programme.capacity or 0)
        self.rows["capacity"] = form.add_row(t("Room for"), self._capacity, width=140)
        self._team = TickList(
            theme,
            _with_those_before(
                [(each.id, each.name) for each in facts.team],
                [(each.id, each.name) for each in programme.team],
            ),
            t("Nobody is in the team yet. Settings, Team is where people are added."),
            name="programme_team",
        )
        self._team.show_ticked([each.id for each in programme.team])
        self.rows["team"] = form.add_row(t("Team"), self._team)
        self._skills = TickList(
            theme,
            [(each.id, each.words()) for each in facts.skills],
            t("There are no skills in this workbook."),
            name="programme_skills",
        )
        self._skills.show_ticked([each.id for each in programme.skills])
        self.rows["skills"] = form.add_row(t("Skills it aims at"), self._skills)
        self.body.addWidget(form)

    def _build_counting(self) -> None:
        programme, theme = self._facts.programme, self.theme
        self.body.addWidget(SectionHeading(theme, t("How contact time is counted")))
        form = Form(theme, label_width=_LABELS)
        self._breaks = Choice(theme, name="breaks_count")
        self._breaks.addItem(t("Breaks do not count"), False)
        self._breaks.addItem(t("Breaks count too"), True)
        self._breaks.setCurrentIndex(self._breaks.findData(programme.breaks_count))
        self.rows["breaks_count"] = form.add_row(t("Breaks"), self._breaks, width=300)
        self._rounding = Choice(theme, name="rounding_minutes")
        for minutes in _ROUNDINGS:
            words = tn("To the nearest minute", "To the nearest {n} minutes", minutes)
            self._rounding.addItem(t("Every minute as it is") if not minutes else words, minutes)
        self._rounding.setCurrentIndex(self._rounding.findData(programme.rounding_minutes))
        self.rows["rounding_minutes"] = form.add_row(
            t("Rounding"),
            self._rounding,
            help_text=t(
                "The rule stands on every register. Whoever was there for everything keeps every "
                "minute, and certificates that were issued keep the hours they were printed with."
            ),
            width=300,
        )
        self.body.addWidget(form)

    @override
    def given(self) -> dict[str, Any]:
        outcomes = self._outcomes.toPlainText().splitlines()
        venue = self._venue
        return {
            "title": self._title.text(),
            "subtitle": self._subtitle.text(),
            "venue_id": venue.chosen(),
            "new_venue": venue.new_name(),
            "language": self._language.currentData(),
            "outcomes": [text.strip() for text in outcomes if text.strip()],
            "audience": self._audience.toPlainText(),
            "capacity": self._capacity.value() or None,
            "team": list(self._team.ticked()),
            "skills": list(self._skills.ticked()),
            "breaks_count": self._breaks.currentData(),
            "rounding_minutes": self._rounding.currentData(),
        }


def _line(name: str, text: str) -> QLineEdit:
    field = QLineEdit(text)
    field.setObjectName(name)
    field.setMaxLength(300)
    field.setCursorPosition(0)
    return field


def _with_those_before(
    offered: Sequence[tuple[str, str]], before: Sequence[tuple[str, str]]
) -> list[tuple[str, str]]:
    """What can be chosen, and what was chosen before although it is offered no more."""
    return list(dict([*offered, *before]).items())
