"""One programme more: an empty one, from a template, the sample, or one that is there once more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from facilitator.planning.model import ProgrammeRow, TemplateKind, TemplateRow
from facilitator.planning.series_titles import next_title
from facilitator.workbook import Workbook
from ui.programmes.choosing import DayField, TitleChoice
from ui.programmes.saving_sheet import SavingSheet, Write
from ui.programmes.templates_desk import template_facts
from ui.shell.screen import Screen
from ui.theme.theme import Theme
from ui.widgets.forms import Form, FormRow
from ui.widgets.kept_field import Spawn
from ui.widgets.toggles import Switch
from ui.words import isolate, t, tn

_SAMPLE = "sample"


async def new_programme(screen: Screen, *, template: str | None = None) -> str | None:
    """Let a person begin a programme; gives its id, None when called off."""
    templates, sample, today = await screen.session.ask(_read)
    made: list[str] = []

    async def write(given: dict[str, Any]) -> None:
        made.append(await screen.session.do(lambda wb: _make(wb, given)))

    dialog = NewProgramme(
        screen.theme,
        screen.window(),
        templates,
        offer_sample=not sample,
        today=today,
        begin_with=template,
        write=write,
        spawn=screen.spawn,
    )
    if not await screen.shell.ask_dialog(dialog) or not made:
        return None
    if dialog.source() == _SAMPLE:
        screen.shell.notice(t("The sample programme is open"), undo=True)
    else:
        screen.shell.notice(t("{title} added", title=isolate(dialog.title_given())), undo=True)
    return made[0]


async def duplicate_programme(screen: Screen, row: ProgrammeRow) -> str | None:
    """Let a person make a programme once more; gives its id, None when called off."""
    today = await screen.session.ask(_today)
    made: list[str] = []

    async def write(given: dict[str, Any]) -> None:
        made.append(
            await screen.session.do(lambda wb: wb.planning.duplicate_programme(row.id, **given))
        )

    dialog = OnceMore(
        screen.theme, screen.window(), row, today=today, write=write, spawn=screen.spawn
    )
    if not await screen.shell.ask_dialog(dialog) or not made:
        return None
    title = isolate(dialog.title_given())
    screen.shell.notice(t("{title} added, without marks or notes", title=title), undo=True)
    return made[0]


def _read(workbook: Workbook) -> tuple[list[TemplateRow], bool, date]:
    rows = [row for row in workbook.planning.templates() if row.makes is TemplateKind.PROGRAMME]
    return rows, workbook.planning.has_sample(), _today(workbook)


def _today(workbook: Workbook) -> date:
    return workbook.clock.now().astimezone(ZoneInfo(workbook.centre.time_zone())).date()


def _make(workbook: Workbook, given: dict[str, Any]) -> str:
    source = given["source"]
    if source == _SAMPLE:
        return workbook.load_sample()
    if source is None:
        return workbook.start_programme(given["title"])
    return workbook.planning.programme_from_template(
        source, given["first_on"], time_zone=workbook.centre.time_zone(), title=given["title"]
    )


class NewProgramme(SavingSheet):
    """Asks what it begins with, for the title, and for the first day where plans come along."""

    def __init__(
        self,
        theme: Theme,
        window: QWidget,
        templates: Sequence[TemplateRow],
        *,
        offer_sample: bool,
        today: date,
        begin_with: str | None = None,
        write: Write,
        spawn: Spawn,
    ) -> None:
        super().__init__(
            theme,
            window,
            t("New programme"),
            write=write,
            spawn=spawn,
            width=540,
            name="new_programme_dialog",
        )
        self._templates = {row.id: row for row in templates}
        self._proposed = ""
        self.main_button.set_words(t("Add programme"))
        form = Form(theme, label_width=110)
        self._source = TitleChoice(theme, name="begin_with")
        self._source.addItem(t("No workshop yet"), None)
        for row in templates:
            self._source.addItem(t("The template {title}", title=isolate(row.title)), row.id)
        if offer_sample:
            self._source.addItem(t("The sample: five evenings, 24 invented people"), _SAMPLE)
        self._about = form.add_row(t("Begin with"), self._source)
        self._title = _title_field()
        self.rows["title"] = form.add_row(
            t("Title"), self._title, help_text=t("As it will stand on certificates.")
        )
        self._first = DayField(theme, QDate(today.year, today.month, today.day), name="first_day")
        self._day_row = form.add_row(
            t("First workshop"),
            self._first,
            help_text=t("All others keep their distance to it."),
            width=240,
        )
        self.rows["first_on"] = self._day_row
        self.body.addWidget(form)
        self.body.addStretch(1)
        if begin_with is not None:
            self._source.setCurrentIndex(max(0, self._source.findData(begin_with)))
        self._source.currentIndexChanged.connect(self._follow)
        self._title.textChanged.connect(self._allow)
        self._follow()
        self.begin()
        self._as_found = {}
        self._title.setFocus()
        self._title.selectAll()

    def title_given(self) -> str:
        """The title as it was saved."""
        return self._title.text().strip()

    def source(self) -> str | None:
        """The template it begins with, `sample`, or None."""
        return self._source.currentData()

    def _follow(self) -> None:
        key = self.source()
        template = self._templates.get(key or "")
        proposed = template.title if template is not None else ""
        if self._title.text() in {"", self._proposed}:
            self._title.setText(proposed)
        self._proposed = proposed
        self._title.setEnabled(key != _SAMPLE)
        self._about.set_help(template_facts(template) if template is not None else "")
        _show(self._day_row, shown=template is not None)
        self._allow()

    def _allow(self) -> None:
        self.main_button.setEnabled(self.source() == _SAMPLE or bool(self.title_given()))

    @override
    def given(self) -> dict[str, Any]:
        return {
            "source": self.source(),
            "title": self._title.text(),
            "first_on": _date_of(self._first),
        }


class OnceMore(SavingSheet):
    """Asks for the title of a programme made once more, its first day, and who comes along."""

    def __init__(
        self,
        theme: Theme,
        window: QWidget,
        row: ProgrammeRow,
        *,
        today: date,
        write: Write,
        spawn: Spawn,
    ) -> None:
        super().__init__(
            theme,
            window,
            t("The programme once more"),
            write=write,
            spawn=spawn,
            width=540,
            name="duplicate_programme_dialog",
        )
        self._row = row
        self.main_button.set_words(t("Add programme"))
        form = Form(theme, label_width=120)
        self._title = _title_field()
        self._title.setText(next_title(row.title))
        self.rows["title"] = form.add_row(t("Title"), self._title)
        first = _next_first(row, today)
        self._first = DayField(theme, QDate(first.year, first.month, first.day), name="first_day")
        words = tn(
            "It keeps its plan and its time of day.",
            "All {n} workshops keep their plans, times of day and distances.",
            row.workshops,
        )
        day_row = form.add_row(t("First workshop"), self._first, help_text=words, width=240)
        self.rows["first_on"] = day_row
        _show(day_row, shown=row.first_on is not None)
        self._people = Switch(theme, t("Enrol the same people"), name="with_people")
        people = tn("{n} person is in it now.", "{n} people are in it now.", row.enrolled)
        never = t("Marks, notes, ratings and certificates never come along.")
        people_row = form.add_row(t("People"), self._people, help_text=f"{people} {never}")
        _show(people_row, shown=bool(row.enrolled))
        self.body.addWidget(form)
        self.body.addStretch(1)
        self._title.textChanged.connect(
            lambda text: self.main_button.setEnabled(bool(text.strip()))
        )
        self.begin()
        self._as_found = {}
        self._title.setFocus()
        self._title.selectAll()

    def title_given(self) -> str:
        """The title as it was saved."""
        return self._title.text().strip()

    @override
    def given(self) -> dict[str, Any]:
        return {
            "title": self._title.text(),
            "first_on": _date_of(self._first) if self._row.first_on is not None else None,
            "people": self._people.isChecked(),
        }


def _next_first(row: ProgrammeRow, today: date) -> date:
    """The weekday of the first workshop, next after the last one and after today."""
    if row.first_on is None:
        return today
    after = max(row.last_on or row.first_on, today) + timedelta(days=1)
    return after + timedelta(days=(row.first_on.weekday() - after.weekday()) % 7)


def _title_field() -> QLineEdit:
    field = QLineEdit()
    field.setObjectName("programme_title")
    field.setMaxLength(300)
    return field


def _show(row: FormRow, *, shown: bool) -> None:
    row.label.setVisible(shown)
    row.box.setVisible(shown)


def _date_of(field: DayField) -> date:
    day = field.date()
    return date(day.year(), day.month(), day.day())
