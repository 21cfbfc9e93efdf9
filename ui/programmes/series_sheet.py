"""Several workshops at once: what they are called, when they begin, how they follow each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate, Qt, QTime
from PySide6.QtWidgets import (
    QDateEdit,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QSpinBox,
    QTimeEdit,
    QWidget,
)
from typing_extensions import override

from facilitator.centre.model import TeamMember, Venue
from facilitator.errors import Refused
from facilitator.planning.clashes import Booking, clashes_of
from facilitator.planning.model import Programme, TemplateKind, TemplateRow, WorkshopRow
from facilitator.planning.series_dates import Rhythm, week_of_month
from facilitator.planning.series_titles import NUMBER, listed, series_titles
from facilitator.workbook import Workbook
from ui.day_words import period
from ui.programmes.choosing import DayField, NamedChoice, TickList, TimeField, TitleChoice
from ui.programmes.saving_sheet import SavingSheet, Write, text_field
from ui.programmes.series_days import SeriesDay, SeriesDays, days_of
from ui.programmes.when_words import change_words, clashes_words, clock_words, draft_booking
from ui.sentences import say_error
from ui.shell.screen import Screen
from ui.theme.theme import Theme
from ui.widgets.beside import Beside
from ui.widgets.fields import Choice
from ui.widgets.forms import Form, pad
from ui.widgets.kept_field import Spawn
from ui.widgets.labels import TextLabel
from ui.widgets.toggles import TickBox
from ui.words import isolate, locale, t, tn

_LABELS = 116
_WIDTH, _HEIGHT = 940, 640
_USUAL_MINUTES, _LONGEST_MINUTES = 120, 24 * 60
_USUAL_START = (17, 30)
_USUAL_COUNT, _MOST = 10, 200
_WEEKS = (1, 2, 3, 4)
_WEEKDAYS_IN_A_ROW = 4


@dataclass(frozen=True)
class SeriesFacts:
    """What a series begins with and what its fields offer; `first` is the day proposed."""

    programme: Programme
    workshops: tuple[WorkshopRow, ...]
    templates: tuple[TemplateRow, ...]
    venues: tuple[Venue, ...]
    team: tuple[TeamMember, ...]
    bookings: tuple[Booking, ...]
    first: datetime
    time_zone: str


def read_series(workbook: Workbook, programme_id: str) -> SeriesFacts:
    """All that the sheet shows, read at once."""
    zone = workbook.centre.time_zone()
    first = workbook.planning.next_start(programme_id)
    if first is None:
        today = workbook.clock.now().astimezone(ZoneInfo(zone)).date()
        first = datetime.combine(today, time(*_USUAL_START))
    return SeriesFacts(
        workbook.planning.programme(programme_id),
        tuple(workbook.planning.workshops(programme_id)),
        tuple(row for row in workbook.planning.templates() if row.makes is TemplateKind.WORKSHOP),
        tuple(workbook.centre.venues()),
        tuple(workbook.centre.team()),
        tuple(workbook.planning.bookings()),
        first,
        zone,
    )


async def plan_series(screen: Screen, programme_id: str) -> list[str]:
    """Let a person plan a series of workshops; gives the ids of those that were made."""
    made: list[str] = []

    async def write(fields: dict[str, Any]) -> None:
        made.extend(await screen.session.do(lambda wb: wb.plan_series(programme_id, **fields)))

    facts = await screen.session.ask(lambda wb: read_series(wb, programme_id))
    dialog = SeriesSheet(screen.theme, screen.window(), facts, write=write, spawn=screen.spawn)
    if await screen.shell.ask_dialog(dialog) and made:
        screen.shell.notice(
            tn("{n} workshop was added", "{n} workshops were added", len(made)), undo=True
        )
    return made


class SeriesSheet(SavingSheet):
    """The form of a series beside the days that follow from it."""

    def __init__(
        self, theme: Theme, window: QWidget, facts: SeriesFacts, *, write: Write, spawn: Spawn
    ) -> None:
        super().__init__(
            theme,
            window,
            t("Several workshops"),
            write=write,
            spawn=spawn,
            width=_WIDTH,
            name="series_sheet",
        )
        self._facts = facts
        self._ready = False
        self._form = Form(theme, label_width=_LABELS)
        self._build_what()
        self._build_rhythm()
        self._build_like()
        self._build_where()
        self.body.addWidget(self._form)
        self.body.addStretch(1)
        self._days = SeriesDays(theme)
        self._join()
        self._watch()
        self._ready = True
        self._follow()
        self.take_room(theme.px(_WIDTH), theme.px(_HEIGHT))
        self._titles.setFocus()
        self._titles.selectAll()

    # ---------------------------------------------------------------------------- the fields

    def _build_what(self) -> None:
        form, first = self._form, self._facts.first
        self._titles = text_field(self.theme, "series_titles", _pattern(), lines=3)
        self.rows["titles"] = form.add_row(
            t("Titles"),
            self._titles,
            help_text=t("{mark} becomes the number. Or a list, one title a line.", mark=NUMBER),
        )
        self._day = DayField(
            self.theme, QDate(first.year, first.month, first.day), name="series_first"
        )
        self._day.setAccessibleName(t("The first day"))
        self.rows["first_local"] = form.add_row(t("The first on"), self._day, width=230)
        self._start = TimeField(QTime(first.hour, first.minute), name="series_start")
        self._start.setAccessibleName(t("Each starts at"))
        self._minutes = QSpinBox()
        self._minutes.setObjectName("series_minutes")
        self._minutes.setRange(1, _LONGEST_MINUTES)
        self._minutes.setSingleStep(5)
        self._minutes.setSuffix(t(" min"))
        self._minutes.setAccessibleName(t("Each lasts"))
        last = self._facts.workshops[-1] if self._facts.workshops else None
        self._minutes.setValue(_minutes_of(last) if last else _USUAL_MINUTES)
        pair = _side_by_side(
            self._start, TextLabel(self.theme, t("for"), color="text-2"), self._minutes
        )
        row = form.add_row(
            t("Each at"), pair, help_text=t("Time zone: {zone}", zone=self._facts.time_zone)
        )
        self.rows["target_seconds"] = row

    def _build_rhythm(self) -> None:
        self._often = TitleChoice(self.theme, name="series_rhythm")
        self._fill_often()
        self.rows["every_days"] = self._form.add_row(t("How often"), self._often, width=300)
        self._weekdays = QWidget()
        grid = QGridLayout(self._weekdays)
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setSpacing(6)
        grid.setColumnStretch(_WEEKDAYS_IN_A_ROW, 1)
        self._ticks: dict[int, TickBox] = {}
        for number in range(1, 8):
            name = locale().dayName(number, locale().FormatType.ShortFormat)
            tick = TickBox(self.theme, name, name=f"weekday_{number}")
            tick.setChecked(number == self._facts.first.isoweekday())
            tick.clicked.connect(self._follow)
            self._ticks[number] = tick
            grid.addWidget(tick, *divmod(number - 1, _WEEKDAYS_IN_A_ROW))
        self._weekday_row = self._form.add_row(t("On these days"), self._weekdays)
        self._ends = Choice(self.theme, name="series_ends")
        self._ends.addItem(t("After so many"), "count")
        self._ends.addItem(t("On a last day"), "until")
        self._count = QSpinBox()
        self._count.setObjectName("series_count")
        self._count.setRange(1, _MOST)
        self._count.setValue(_USUAL_COUNT)
        self._count.setAccessibleName(t("How many workshops"))
        until = self._day.date().addDays(7 * (_USUAL_COUNT - 1))
        self._until = DayField(self.theme, until, name="series_until")
        self._until.setAccessibleName(t("The last day"))
        self._until.hide()
        self._end_row = self._form.add_row(
            t("It ends"), _side_by_side(self._ends, self._count, self._until)
        )
        self.rows["count"] = self.rows["until"] = self._end_row

    def _build_like(self) -> None:
        self._like = TitleChoice(self.theme, name="series_like")
        self._like.addItem(t("An empty agenda"), None)
        for workshop in reversed(self._facts.workshops):
            self._like.addItem(t("The plan of {title}", title=isolate(workshop.title)), workshop.id)
        for template in self._facts.templates:
            self._like.addItem(
                t("The template {title}", title=isolate(template.title)), template.id
            )
        self.rows["like_workshop_id"] = self._form.add_row(
            t("Begin with"),
            self._like,
            help_text=t("Each gets a plan of its own, and can differ from then on."),
        )

    def _build_where(self) -> None:
        programme, form, theme = self._facts.programme, self._form, self.theme
        self._venue = NamedChoice(theme, t("Choose a place, or type a new one"), name="venue")
        self.rows["venue_id"] = form.add_row(t("Place"), self._venue)
        self._venue.offer([(each.id, each.name) for each in self._facts.venues], programme.venue_id)
        self._heads = QSpinBox()
        self._heads.setObjectName("series_heads")
        self._heads.setRange(0, 100_000)
        self._heads.setSpecialValueText(t("all who are enrolled"))
        self._heads.setValue(0)
        self.rows["expected_heads"] = form.add_row(t("People expected"), self._heads, width=240)
        team = {each.id: each.name for each in self._facts.team}
        team.update((each.id, each.name) for each in programme.team)
        self._team = TickList(
            theme,
            list(team.items()),
            t("Nobody is in the team yet. Settings, Team is where people are added."),
            name="series_team",
        )
        self._team.show_ticked([each.id for each in programme.team])
        self.rows["team"] = form.add_row(t("Team"), self._team)

    def _join(self) -> None:
        """The form scrolls at the start side, the days stand at the end side."""
        self.column.removeWidget(self.area)
        panel = QWidget()
        row = QHBoxLayout(panel)
        row.setContentsMargins(20, 0, 4, 0)
        row.addWidget(self._days)
        halves = Beside(
            self.theme,
            (t("Plan"), self.area),
            (t("Days"), panel),
            fixed=1,
            fixed_width=370,
            least=460,
        )
        halves.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.column.insertWidget(0, halves, 1)
        # From how many there are, Tab leads to the days themselves.
        QWidget.setTabOrder(self._until, self._days.list)
        QWidget.setTabOrder(self._days.list, self._like)

    def _watch(self) -> None:
        self._titles.textChanged.connect(self._follow)
        self._day.dateChanged.connect(self._other_first)
        self._start.timeChanged.connect(self._follow)
        self._minutes.valueChanged.connect(self._follow)
        self._often.currentIndexChanged.connect(self._follow)
        self._ends.currentIndexChanged.connect(self._follow)
        self._count.valueChanged.connect(self._follow)
        self._until.dateChanged.connect(self._follow)
        self._like.currentIndexChanged.connect(self._follow_like)
        self._venue.named.connect(self._follow)
        self._team.changed.connect(self._follow)
        self._days.skips_changed.connect(self._follow)
        self._days.accepted.connect(self.main_button.click)

    # ------------------------------------------------------------------------- what follows

    def _fill_often(self) -> None:
        """The rhythms, named by the first day; the one chosen stays."""
        chosen = self._often.currentData()
        day = _date_of(self._day)
        self._often.blockSignals(True)
        self._often.clear()
        for weeks in _WEEKS:
            words = tn("Every week", "Every {n} weeks", weeks)
            self._often.addItem(words, f"weeks-{weeks}")
        self._often.addItem(t("On several days of the week"), "weekdays")
        self._often.addItem(t("Every day"), "daily")
        weekday = locale().dayName(day.isoweekday(), locale().FormatType.LongFormat)
        places = (
            t("Every month, the first {weekday}", weekday=weekday),
            t("Every month, the second {weekday}", weekday=weekday),
            t("Every month, the third {weekday}", weekday=weekday),
            t("Every month, the fourth {weekday}", weekday=weekday),
            t("Every month, the last {weekday}", weekday=weekday),
        )
        self._often.addItem(places[week_of_month(day) - 1], "month-weekday")
        self._often.addItem(t("Every month, on day {day}", day=day.day), "month-date")
        self._often.setCurrentIndex(max(0, self._often.findData(chosen)))
        self._often.blockSignals(False)

    def _other_first(self) -> None:
        self._fill_often()
        self._follow()

    def _follow_like(self) -> None:
        like = next((w for w in self._facts.workshops if w.id == self._like.currentData()), None)
        if like is not None:
            self._minutes.setValue(_minutes_of(like))
        self._follow()

    def _rhythm(self) -> Rhythm:
        often = str(self._often.currentData())
        rhythm = Rhythm(skips=self._days.skips)
        if often.startswith("weeks-"):
            rhythm = replace(rhythm, every_days=7 * int(often.partition("-")[2]))
        elif often == "daily":
            rhythm = replace(rhythm, every_days=1)
        elif often == "weekdays":
            on = frozenset(number for number, tick in self._ticks.items() if tick.isChecked())
            rhythm = replace(rhythm, weekdays=on)
        else:
            rhythm = replace(rhythm, every_months=1, same_date=often == "month-date")
        titles = listed(self._titles.toPlainText())
        if len(titles) > 1:
            return replace(rhythm, count=len(titles))
        if self._ends.currentData() == "until":
            return replace(rhythm, until=_date_of(self._until))
        return replace(rhythm, count=self._count.value())

    def _starts(self) -> datetime:
        start = self._start.time()
        return datetime.combine(_date_of(self._day), time(start.hour(), start.minute()))

    def _follow(self) -> None:
        """Show what the fields come to; called after every change."""
        if not self._ready:
            return
        titles = listed(self._titles.toPlainText())
        by_list = len(titles) > 1
        until = self._ends.currentData() == "until"
        self._ends.setEnabled(not by_list)
        self._count.setEnabled(not by_list)
        self._count.setVisible(not until or by_list)
        self._until.setVisible(until and not by_list)
        if by_list:
            self._count.blockSignals(True)
            self._count.setValue(len(titles))
            self._count.blockSignals(False)
        self._end_row.set_help(t("As many as there are titles.") if by_list else "")
        several = self._often.currentData() == "weekdays"
        self._weekday_row.label.setVisible(several)
        self._weekday_row.box.setVisible(several)
        self.clear_errors()
        self._show_days(titles)

    def _show_days(self, titles: Sequence[str]) -> None:
        starts, rhythm = self._starts(), self._rhythm()
        if self._often.currentData() == "weekdays" and not rhythm.weekdays:
            self._show_none(t("Choose the days of the week."))
            return
        try:
            days = days_of(starts.date(), rhythm)
        except Refused as refusal:
            self._show_none(say_error(refusal))
            return
        taking = [day for day, on in days if on]
        if not taking:
            self._days.show_days([SeriesDay(day) for day, _ in days])
            self._allow(0, t("Every day is left out."))
            return
        named = series_titles("\n".join(titles), len(taking), len(self._facts.workshops) + 1)
        rows, clashing, number = [], 0, 0
        for day, on in days:
            if not on:
                rows.append(SeriesDay(day))
                continue
            clash = self._clash_on(datetime.combine(day, starts.time()))
            clashing += bool(clash)
            title = named[number] if number < len(named) else ""
            number += 1
            rows.append(SeriesDay(day, number=number, title=title, clash=clash))
        self._days.show_days(rows)
        moments = [datetime.combine(day, starts.time()) for day in taking]
        lost = [words for each in moments if (words := clock_words(each, self._zone))]
        told = [*lost[:1], change_words(moments, self._zone)]
        if clashing:
            told.append(tn("{n} day is taken already.", "{n} days are taken already.", clashing))
        self._days.set_note(" ".join(each for each in told if each))
        self._allow(len(taking), period(taking[0], taking[-1]), titled=bool(titles))

    def _show_none(self, why: str) -> None:
        self._days.show_days([])
        self._days.set_note("")
        self._allow(0, why)

    def _allow(self, workshops: int, words: str, *, titled: bool = True) -> None:
        self._days.summary.setText(words)
        self.main_button.set_words(
            tn("Add {n} workshop", "Add {n} workshops", workshops)
            if workshops
            else t("Add workshops")
        )
        self.main_button.setEnabled(bool(workshops) and titled)

    @property
    def _zone(self) -> str:
        return self._facts.time_zone

    def _clash_on(self, starts: datetime) -> str:
        people = {each.id: each.name for each in self._facts.team}
        draft = draft_booking(
            starts,
            self._zone,
            self._minutes.value() * 60,
            venue_id=self._venue.chosen(),
            people=[(key, people.get(key, "")) for key in self._team.ticked()],
        )
        return " ".join(clashes_words(clashes_of(draft, self._facts.bookings)))

    # ------------------------------------------------------------------------------ saving

    @override
    def given(self) -> dict[str, Any]:
        roles = {each.id: each.role.value for each in self._facts.team}
        roles.update((each.id, each.role) for each in self._facts.programme.team)
        rhythm = self._rhythm()
        days = [row for row in self._days.rows() if row.number]
        titles = series_titles(
            self._titles.toPlainText(), len(days), len(self._facts.workshops) + 1
        )
        return {
            "titles": titles,
            "first_local": self._starts(),
            "time_zone": self._zone,
            "rhythm": rhythm,
            "target_seconds": self._minutes.value() * 60,
            "like_workshop_id": self._like.currentData(),
            "venue_id": self._venue.chosen(),
            "new_venue": self._venue.new_name(),
            "expected_heads": self._heads.value() or None,
            "team": [(key, roles.get(key, "")) for key in self._team.ticked()],
        }


def _pattern() -> str:
    # The mark is filled in later, so a translation keeps it as it is.
    return t("Workshop {number}", number=NUMBER)


def _side_by_side(*widgets: QWidget) -> QWidget:
    """Fields on one line; the first has the focus of all."""
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for widget in widgets:
        if isinstance(widget, QTimeEdit | QSpinBox | QDateEdit):
            pad(widget)
        row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
    row.addStretch(1)
    box.setFocusProxy(widgets[0])
    return box


def _date_of(field: QDateEdit) -> date:
    day = field.date()
    return date(day.year(), day.month(), day.day())


def _minutes_of(workshop: WorkshopRow) -> int:
    length = workshop.ends_utc - workshop.starts_utc
    return max(1, round(length / timedelta(minutes=1)))
