"""Taking a package in: what is new, the same or changed, where it goes, and nothing before yes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDate, QSignalBlocker
from PySide6.QtWidgets import QDateEdit, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from facilitator.errors import Refused
from facilitator.exchange.plan_unpack import (
    PackagedWorkshop,
    PackagePlan,
    PackageState,
    UnpackChoices,
    Unpacked,
)
from facilitator.planning.model import ProgrammeRow
from facilitator.progress import Progress
from facilitator.storage.backup import Reason
from ui.day_words import day_month_year
from ui.planning.plan_exchange import choose_package
from ui.sentences import name_of, say_error
from ui.shell.command import Command
from ui.shell.route import Route
from ui.shell.screen import Screen
from ui.shell.shell import Shell
from ui.theme.tokens import Type
from ui.widgets.beside import Beside
from ui.widgets.buttons import Button
from ui.widgets.emptied import emptied
from ui.widgets.empty_state import EmptyState
from ui.widgets.fields import Choice
from ui.widgets.forms import pad
from ui.widgets.labels import TextLabel, line
from ui.widgets.page_header import Crumb
from ui.widgets.side_panel import SidePanel
from ui.widgets.status_line import KeyHint
from ui.widgets.tables import Cell, Column, TableModel, TableView
from ui.widgets.toggles import Switch
from ui.words import isolate, t, tn

_WIDTH = 360


@dataclass(frozen=True)
class _Known:
    """What the workbook has to choose from: programmes, and people of the team by id."""

    programmes: tuple[ProgrammeRow, ...]
    team: tuple[tuple[str, str], ...]


class PackageScreen(Screen):
    """``package.import``: the ids are the path of the file and, where one is proposed, the
    programme it goes to.
    """

    shows = frozenset({"workshop", "programme", "method", "material", "team_member"})

    def __init__(self, shell: Shell, route: Route) -> None:
        super().__init__(shell, route)
        self._path = Path(route.id)
        self._found: PackagePlan | None = None
        self._known = _Known((), ())
        self._done = False
        self._roles: dict[str, Choice] = {}
        self._model = TableModel[PackagedWorkshop](
            (
                Column(t("Workshop"), lambda row: Cell(row.title, strong=True)),
                Column(t("Planned for"), _planned_for, 190),
                Column(t("Activities"), lambda row: str(row.activities), 90, figures=True),
                Column(t("Here"), self._state, 300),
            )
        )
        self._table = TableView(self.theme, name="package_rows", title=t("In the package"))
        self._table.set_table_model(self._model)
        self._panel = SidePanel(self.theme, isolate(self._path.name), width=_WIDTH)
        self._build()
        self._connect()

    # Building -------------------------------------------------------------------------------------

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._table, 1)
        self._other = Button(
            self.theme, t("Another file…"), icon="folder-open", name="other_package"
        )
        self._wrong = EmptyState(
            self.theme,
            t("This file cannot be taken in"),
            "",
            icon="package",
            buttons=(self._other,),
            name="unreadable",
        )
        self._wrong.hide()
        column.addWidget(self._wrong, 1)
        column.addWidget(line("horizontal"))
        self._foot = self._build_foot()
        column.addWidget(self._foot)
        self._build_panel()
        outer.addWidget(
            Beside(
                self.theme,
                (t("In the package"), middle),
                (t("Where it goes"), self._panel),
                fixed=1,
                fixed_width=_WIDTH,
                least=560,
            )
        )

    def _build_foot(self) -> QWidget:
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(24, 10, 24, 10)
        row.setSpacing(16)
        self._take = Button(
            self.theme, t("Take in"), role="main", size="large", keys="Ctrl+Enter", name="take_in"
        )
        row.addWidget(self._take)
        self._promise = TextLabel(self.theme, "", Type.CAPTION, color="text-2", wrap=True)
        row.addWidget(self._promise, 1)
        self._cancel = Button(
            self.theme, t("Cancel"), role="quiet", keys="Esc", name="cancel_package"
        )
        row.addWidget(self._cancel)
        return foot

    def _build_panel(self) -> None:
        panel = self._panel
        self._about = TextLabel(self.theme, "", color="text-2", wrap=True)
        panel.add(self._about)
        panel.add_section(t("Where it goes"))
        self._place = Choice(self.theme, name="package_place")
        self._place.setAccessibleName(t("Where it goes"))
        panel.add(self._place)
        self._copies = Switch(
            self.theme, t("What is here already once more, as a copy"), name="package_copies"
        )
        panel.add(self._copies)
        panel.add_section(t("When"))
        self._moved = Switch(self.theme, t("Begin on another day"), name="package_moved")
        panel.add(self._moved)
        self._first_on = QDateEdit()
        self._first_on.setObjectName("package_first_on")
        self._first_on.setAccessibleName(t("The first workshop is on"))
        self._first_on.setCalendarPopup(True)
        self._first_on.setDisplayFormat("d MMMM yyyy")
        self._first_on.hide()
        pad(self._first_on)
        panel.add(self._first_on)
        self._when = TextLabel(
            self.theme,
            t("The others follow at the same distance, at the same time of day."),
            Type.CAPTION,
            color="text-3",
            wrap=True,
        )
        self._when.hide()
        panel.add(self._when)
        self._roles_box = QWidget()
        self._roles_column = QVBoxLayout(self._roles_box)
        self._roles_column.setContentsMargins(0, 0, 0, 0)
        self._roles_column.setSpacing(8)
        panel.add(self._roles_box)
        panel.add_section(t("Comes along"))
        self._along = TextLabel(self.theme, "", Type.CAPTION, color="text-2", wrap=True)
        panel.add(self._along)

    def _connect(self) -> None:
        self._take.clicked.connect(self._take_in)
        self._cancel.clicked.connect(self._leave)
        self._other.clicked.connect(lambda: self.spawn(choose_package(self)))
        self._copies.toggled.connect(lambda _on: self._show_again())
        self._moved.toggled.connect(self._first_on.setVisible)
        self._moved.toggled.connect(self._when.setVisible)

    # What the window asks -------------------------------------------------------------------------

    @override
    def title(self) -> str:
        return t("Take in a package")

    @override
    def trail(self) -> Sequence[Crumb]:
        return (Crumb(t("Programmes"), Route("programmes")),)

    @override
    def foot(self) -> QWidget:
        return self._foot

    @override
    def first_focus(self) -> QWidget:
        return self._other if self._wrong.isVisible() else self._table

    @override
    def keys(self) -> Sequence[KeyHint]:
        return (
            KeyHint("Up Down", t("workshop")),
            KeyHint("Ctrl+Enter", t("take in")),
            KeyHint("Esc", t("cancel")),
        )

    @override
    def commands(self) -> Sequence[Command]:
        return (
            Command(
                "package.take", t("Take this package in"), self._take_in, "Ctrl+Return", "check",
                enabled=self._take.isEnabled,
            ),
            Command("package.cancel", t("Cancel"), self._leave, "Esc", in_palette=False),
        )  # fmt: skip

    @override
    async def load(self) -> None:
        if self._done:
            return
        path = self._path
        try:
            found, known = await self.session.ask(
                lambda wb: (wb.plan_files.package_import(path), _known(wb))
            )
        except Refused as refusal:
            self._show_unreadable(say_error(refusal))
            return
        self._show(found, known)

    # Showing --------------------------------------------------------------------------------------

    def _show_unreadable(self, sentence: str) -> None:
        self._found = None
        self._table.hide()
        self._wrong.text.setText(sentence)
        self._wrong.show()
        self._take.setEnabled(False)
        self._promise.setText(t("Nothing was taken in."))
        self._other.setFocus()

    def _show(self, found: PackagePlan, known: _Known) -> None:
        first = self._found is None
        self._found, self._known = found, known
        self._wrong.hide()
        self._table.show()
        self._model.set_rows(found.workshops)
        self._about.setText(_about(found))
        if first:
            self._offer_places(found, known)
            days = [each.starts_local.date() for each in found.workshops]
            if days:
                start = min(days)
                self._first_on.setDate(QDate(start.year, start.month, start.day))
            self._offer_team(found, known)
            self._table.setFocus()
        self._along.setText("\n".join(_along(found)))
        self._show_again()

    def _offer_places(self, found: PackagePlan, known: _Known) -> None:
        if found.is_programme:
            own = t("Its own programme, {title}", title=isolate(found.title))
            self._place.addItem(own, None)
        else:
            self._place.addItem(t("In no programme"), None)
        for row in known.programmes:
            self._place.addItem(isolate(row.title), row.id)
        wanted = self.route.ids[1] if len(self.route.ids) > 1 else None
        at = self._place.findData(wanted) if wanted is not None else 0
        # A whole programme keeps its own; a single workshop goes where one came from.
        with QSignalBlocker(self._place):
            self._place.setCurrentIndex(0 if found.is_programme else max(at, 0))

    def _offer_team(self, found: PackagePlan, known: _Known) -> None:
        emptied(self._roles_column)
        self._roles.clear()
        self._roles_column.addWidget(line("hair"))
        heading = t("Who does it here")
        self._roles_column.addWidget(TextLabel(self.theme, heading, Type.LABEL, color="text-3"))
        for role in dict.fromkeys(found.roles):
            box = QWidget()
            row = QHBoxLayout(box)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(8)
            said = name_of("role", role)
            row.addWidget(TextLabel(self.theme, said, wrap=True), 1)
            choice = Choice(self.theme, name="package_role")
            choice.setAccessibleName(said)
            choice.addItem(t("Nobody yet"), "")
            for key, name in known.team:
                choice.addItem(isolate(name), key)
            row.addWidget(choice, 1)
            self._roles_column.addWidget(box)
            self._roles[role] = choice
        self._roles_box.setVisible(bool(self._roles))

    def _show_again(self) -> None:
        """What depends on the switches."""
        found = self._found
        if found is None:
            return
        self._table.viewport().update()
        here_already = any(each.state is not PackageState.NEW for each in found.workshops)
        self._copies.setVisible(here_already or found.programme_known)
        copies = self._copies.isChecked()
        count = len(found.workshops) if copies else found.in_state(PackageState.NEW)
        nothing = found.brings_nothing and not copies
        self._take.set_words(
            tn("Take in {n} workshop", "Take in {n} workshops", count) if count else t("Take in")
        )
        self._take.setEnabled(not nothing and not self.session.read_only)
        if nothing:
            self._promise.setText(
                t("All of it is here already. Nothing would come in, but as a copy.")
            )
        else:
            self._promise.setText(t("Nothing is kept before that, and one undo takes it all out."))

    def _state(self, row: PackagedWorkshop) -> Cell:
        copies = self._copies.isChecked()
        if row.state is PackageState.NEW:
            return Cell(t("new"), chip_tone="ok", chip_icon="plus")
        if copies:
            return Cell(t("comes in as a copy"), chip_tone="info", chip_icon="copy")
        if row.state is PackageState.SAME:
            return Cell(t("here already, the same"), chip_tone="", chip_icon="check")
        return Cell(t("here already, other than this; stays"), chip_tone="warn", chip_icon="pencil")

    # Doing ----------------------------------------------------------------------------------------

    def _choices(self) -> UnpackChoices:
        first_on: date | None = None
        if self._moved.isChecked():
            chosen = self._first_on.date()
            first_on = date(chosen.year(), chosen.month(), chosen.day())
        team = {role: str(choice.currentData()) for role, choice in self._roles.items()}
        return UnpackChoices(
            programme_id=self._place.currentData(),
            first_on=first_on,
            copies=self._copies.isChecked(),
            team={role: key for role, key in team.items() if key},
        )

    def _take_in(self) -> None:
        if self._found is not None and self._take.isEnabled():
            self.spawn(self._take_in_now(self._found, self._choices()))

    async def _take_in_now(self, found: PackagePlan, choices: UnpackChoices) -> None:
        self._take.setEnabled(False)
        self._done = True
        try:
            made: Unpacked = await self.shell.run_job(
                t("Taking in {file}", file=isolate(found.file_name)),
                lambda progress: self.session.do(
                    lambda wb: _back_up_and_take_in(wb, found, choices, progress)
                ),
            )
        except BaseException:
            self._done = False
            self._take.setEnabled(True)
            raise
        self.shell.refresh_status()
        if made.programme_id is not None:
            self.shell.go(Route("programme.workshops", (made.programme_id,)))
        elif made.workshop_ids:
            self.shell.go(Route("workshop.agenda", (made.workshop_ids[0],)))
        self.shell.notice(
            tn(
                "{n} workshop came in from {file}",
                "{n} workshops came in from {file}",
                len(made.workshop_ids),
                file=isolate(found.file_name),
            ),
            undo=True,
        )

    def _leave(self) -> None:
        if len(self.route.ids) > 1:
            self.shell.go(Route("programme.workshops", (self.route.ids[1],)))
        else:
            self.shell.go(Route("programmes"))


def _known(wb: Any) -> _Known:
    team = tuple((member.id, member.name) for member in wb.centre.team())
    return _Known(tuple(wb.planning.programmes()), team)


def _back_up_and_take_in(
    wb: Any, found: PackagePlan, choices: UnpackChoices, progress: Progress
) -> Unpacked:
    wb.back_up(Reason.BEFORE_IMPORT, progress)
    made: Unpacked = wb.plan_files.import_package(found, choices)
    return made


def _planned_for(row: PackagedWorkshop) -> str:
    day = day_month_year(row.starts_local.date())
    return t("{day}, {time}", day=day, time=f"{row.starts_local:%H:%M}")


def _about(found: PackagePlan) -> str:
    title = isolate(found.title)
    if not found.is_programme:
        return t("A workshop: {title}", title=title)
    if found.programme_known:
        return t("The programme {title}, which is here already", title=title)
    return t("The programme {title}", title=title)


def _along(found: PackagePlan) -> list[str]:
    """What plans lean on, one line each."""
    lines = []
    if found.methods_new:
        names = ", ".join(isolate(title) for title in found.methods_new)
        lines.append(t("New methods: {names}", names=names))
    if found.methods_known:
        lines.append(
            tn("{n} method is here already", "{n} methods are here already", found.methods_known)
        )
    if found.materials_new:
        names = ", ".join(isolate(label) for label in found.materials_new)
        lines.append(t("New materials: {names}", names=names))
    if found.materials_known:
        lines.append(
            tn(
                "{n} material is here already",
                "{n} materials are here already",
                found.materials_known,
            )
        )
    if found.skills_missing:
        names = ", ".join(isolate(key) for key in found.skills_missing)
        lines.append(t("Skills not known here are left out: {names}", names=names))
    return lines or [t("Nothing besides.")]
