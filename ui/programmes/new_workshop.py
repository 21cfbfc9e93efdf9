"""One workshop more: with an empty agenda, with the plan of another one, or from a template."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, QTime
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSpinBox, QWidget
from typing_extensions import override

from facilitator.planning.clashes import Booking
from facilitator.planning.model import TemplateKind, TemplateRow, WorkshopRow
from facilitator.planning.series_titles import next_title
from facilitator.workbook import Workbook
from ui.programmes.choosing import DayField, TimeField, TitleChoice
from ui.programmes.saving_sheet import SavingSheet, Write
from ui.programmes.when_words import draft_booking, notes_on
from ui.shell.screen import Screen
from ui.theme.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.forms import Form
from ui.widgets.kept_field import Spawn
from ui.words import isolate, t

_USUAL_MINUTES, _LONGEST_MINUTES = 120, 24 * 60
_USUAL_START = time(17, 30)


@dataclass(frozen=True)
class NewWorkshopFacts:
    """What a new workshop can begin with; `start` is proposed by the rhythm of the others."""

    workshops: tuple[WorkshopRow, ...]
    templates: tuple[TemplateRow, ...]
    bookings: tuple[Booking, ...]
    venue_id: str | None
    people: tuple[tuple[str, str], ...]
    start: datetime
    time_zone: str


@dataclass(frozen=True)
class NewWorkshopAnswer:
    """What came of the sheet: a workshop that was made, or the wish for a whole series."""

    workshop_id: str = ""
    series: bool = False


def read_new_workshop(workbook: Workbook, programme_id: str) -> NewWorkshopFacts:
    """All that the sheet shows, read at once."""
    zone = workbook.centre.time_zone()
    programme = workbook.planning.programme(programme_id)
    start = workbook.planning.next_start(programme_id)
    if start is None:
        today = workbook.clock.now().astimezone(ZoneInfo(zone)).date()
        start = datetime.combine(today, _USUAL_START)
    templates = workbook.planning.templates()
    return NewWorkshopFacts(
        tuple(workbook.planning.workshops(programme_id, templates=programme.is_template)),
        tuple(row for row in templates if row.makes is TemplateKind.WORKSHOP),
        tuple(workbook.planning.bookings()),
        programme.venue_id,
        tuple((each.id, each.name) for each in programme.team),
        start,
        zone,
    )


async def new_workshop(
    screen: Screen, programme_id: str, *, like: str | None = None, template: str | None = None
) -> NewWorkshopAnswer:
    """Let a person plan one workshop more, proposed `like` another one or from a template."""
    made: list[str] = []

    async def write(given: dict[str, Any]) -> None:
        made.append(await screen.session.do(lambda wb: _make(wb, programme_id, given)))

    facts = await screen.session.ask(lambda wb: read_new_workshop(wb, programme_id))
    dialog = NewWorkshop(
        screen.theme,
        screen.window(),
        facts,
        begin_with=like or template,
        write=write,
        spawn=screen.spawn,
    )
    accepted = await screen.shell.ask_dialog(dialog)
    if dialog.wants_series:
        return NewWorkshopAnswer(series=True)
    if not accepted or not made:
        return NewWorkshopAnswer()
    title = isolate(dialog.title_given())
    if dialog.source() in {row.id for row in facts.workshops}:
        words = t("{title} has the same plan and people, without marks or notes", title=title)
    else:
        words = t("{title} added", title=title)
    screen.shell.notice(words, undo=True)
    return NewWorkshopAnswer(made[0])


def _make(workbook: Workbook, programme_id: str, given: dict[str, Any]) -> str:
    planning, source = workbook.planning, given["source"]
    starts, title = given["starts_local"], given["title"]
    if source is None:
        programme = planning.programme(programme_id)
        return planning.add_workshop(
            programme_id,
            title,
            starts,
            given["time_zone"],
            given["target_seconds"],
            venue_id=programme.venue_id,
            is_template=programme.is_template,
        )
    if given["from_template"]:
        return planning.workshop_from_template(
            source, programme_id, starts, time_zone=given["time_zone"], title=title
        )
    return planning.duplicate_workshop(source, starts, title=title)


class NewWorkshop(SavingSheet):
    """Asks what it begins with, and for title, day, time and length.

    Attributes:
        wants_series: the person asked for several workshops instead.

    """

    def __init__(
        self,
        theme: Theme,
        window: QWidget,
        facts: NewWorkshopFacts,
        *,
        begin_with: str | None = None,
        write: Write,
        spawn: Spawn,
    ) -> None:
        super().__init__(
            theme,
            window,
            t("New workshop"),
            write=write,
            spawn=spawn,
            width=560,
            name="new_workshop_dialog",
        )
        self.wants_series = False
        self._facts = facts
        self._proposed = ""
        self.main_button.set_words(t("Add workshop"))
        self._form = Form(theme, label_width=120)
        self._build_source(begin_with)
        self._build_fields()
        self.body.addWidget(self._form)
        self.body.addStretch(1)
        self._follow_source()
        self._watch()
        self._tell_when()
        self.begin()
        self._as_found = {}
        self._title.setFocus()
        self._title.selectAll()

    def title_given(self) -> str:
        """The title as it was saved."""
        return self._title.text().strip()

    def source(self) -> str | None:
        """The workshop or template whose plan it begins with; None for an empty agenda."""
        return self._source.currentData()

    def _build_source(self, begin_with: str | None) -> None:
        self._source = TitleChoice(self.theme, name="begin_with")
        self._source.addItem(t("An empty agenda"), None)
        for workshop in reversed(self._facts.workshops):
            self._source.addItem(
                t("The plan of {title}", title=isolate(workshop.title)), workshop.id
            )
        for template in self._facts.templates:
            self._source.addItem(
                t("The template {title}", title=isolate(template.title)), template.id
            )
        if begin_with is not None:
            self._source.setCurrentIndex(max(0, self._source.findData(begin_with)))
        row = self._form.add_row(t("Begin with"), self._source)
        self.rows["source"] = row
        self._about = row
        several = Button(
            self.theme,
            t("Several workshops…"),
            role="link",
            icon="calendar-range",
            name="rather_a_series",
        )
        several.clicked.connect(self._rather_a_series)
        beside = QWidget()
        line = QHBoxLayout(beside)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(several)
        line.addStretch(1)
        self._form.add_row("", beside)

    def _build_fields(self) -> None:
        form, start = self._form, self._facts.start
        self._title = QLineEdit()
        self._title.setObjectName("workshop_title")
        self._title.setMaxLength(300)
        self.rows["title"] = form.add_row(t("Title"), self._title)
        self._day = DayField(
            self.theme, QDate(start.year, start.month, start.day), name="workshop_day"
        )
        self.rows["starts_local"] = form.add_row(t("Day"), self._day, width=240)
        self._start = TimeField(QTime(start.hour, start.minute), name="workshop_start")
        self._start_row = form.add_row(t("Starts at"), self._start, width=120)
        self._minutes = QSpinBox()
        self._minutes.setObjectName("workshop_minutes")
        self._minutes.setRange(1, _LONGEST_MINUTES)
        self._minutes.setSingleStep(5)
        self._minutes.setSuffix(t(" min"))
        last = self._facts.workshops[-1] if self._facts.workshops else None
        self._minutes.setValue(_minutes_of(last) if last else _USUAL_MINUTES)
        self.rows["target_seconds"] = form.add_row(t("Planned length"), self._minutes, width=120)

    def _watch(self) -> None:
        self._source.currentIndexChanged.connect(self._follow_source)
        self._title.textChanged.connect(self._allow)
        self._day.dateChanged.connect(self._tell_when)
        self._start.timeChanged.connect(self._tell_when)
        self._minutes.valueChanged.connect(self._tell_when)
        self._allow()

    def _follow_source(self) -> None:
        """A plan brings its title, time of day and length; what was typed stays."""
        key = self.source()
        workshop = next((row for row in self._facts.workshops if row.id == key), None)
        template = next((row for row in self._facts.templates if row.id == key), None)
        proposed = ""
        if workshop is not None:
            proposed = next_title(workshop.title)
            starts = workshop.starts_local
            self._start.setTime(QTime(starts.hour, starts.minute))
            self._minutes.setValue(_minutes_of(workshop))
        elif template is not None:
            proposed = template.title
            self._minutes.setValue(max(1, template.seconds // 60))
        if self._title.text() in {"", self._proposed}:
            self._title.setText(proposed)
        self._proposed = proposed
        self._minutes.setEnabled(key is None)
        words = t("Plan and people come along; marks, notes and ratings never do.")
        self._about.set_help(words if workshop is not None else "")

    def _tell_when(self) -> None:
        draft = draft_booking(
            self._starts(),
            self._facts.time_zone,
            self._minutes.value() * 60,
            venue_id=self._facts.venue_id,
            people=self._facts.people,
        )
        told = notes_on(draft, self._facts.time_zone, self._facts.bookings)
        zone = t("Time zone: {zone}", zone=self._facts.time_zone)
        self._start_row.set_help(told or zone)
        self._start_row.help.set_color("on-warn-soft" if told else "text-3")

    def _starts(self) -> datetime:
        day, start = self._day.date(), self._start.time()
        return datetime(  # noqa: DTZ001 - a wall time; its zone stands beside it
            day.year(), day.month(), day.day(), start.hour(), start.minute()
        )

    def _rather_a_series(self) -> None:
        self.wants_series = True
        self.reject()

    def _allow(self) -> None:
        self.main_button.setEnabled(bool(self._title.text().strip()))

    @override
    def given(self) -> dict[str, Any]:
        key = self.source()
        return {
            "source": key,
            "from_template": key in {row.id for row in self._facts.templates},
            "title": self._title.text(),
            "starts_local": self._starts(),
            "time_zone": self._facts.time_zone,
            "target_seconds": self._minutes.value() * 60,
        }


def _minutes_of(workshop: WorkshopRow) -> int:
    length = workshop.ends_utc - workshop.starts_utc
    return max(1, round(length / timedelta(minutes=1)))
