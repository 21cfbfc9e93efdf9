"""All programmes of the centre."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from facilitator.planning.model import ProgrammeRow
from ui.day_words import period
from ui.shell.command import Command
from ui.shell.route import Route
from ui.shell.screen import Screen
from ui.shell.shell import Shell
from ui.theme.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.forms import Form
from ui.widgets.status_line import KeyHint
from ui.widgets.tables import Cell, Column, TableModel, TableView
from ui.words import isolate, t


class ProgrammesScreen(Screen):
    """List of programmes; Enter opens one, Insert makes one, Delete archives."""

    shows = frozenset({"programme", "workshop", "enrolment", "attendance"})

    def __init__(self, shell: Shell, route: Route) -> None:
        super().__init__(shell, route)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        self._model = TableModel[ProgrammeRow](
            (
                Column(t("Programme"), _title),
                Column(t("When"), lambda row: period(row.first_on, row.last_on), 260),
                Column(t("Workshops"), _held, 130, figures=True),
                Column(t("Enrolled"), lambda row: str(row.enrolled), 100, figures=True),
                Column("", _state, 110),
            )
        )
        self._table = TableView(
            self.theme, name="programmes", title=t("Programmes"), height="row-desk", framed=True
        )
        self._table.set_table_model(self._model)
        self._table.opened.connect(
            lambda row: self.shell.go(Route("programme.workshops", (row.id,)))
        )
        column.addWidget(self._table)
        self._new = self._new_button("new_programme")
        self._sample = Button(
            self.theme, t("Open the sample programme"), icon="sparkles", name="open_sample"
        )
        self._sample.clicked.connect(lambda: self.shell.spawn(self._load_sample()))
        self._empty = EmptyState(
            self.theme,
            t("No programme yet"),
            t(
                "A programme is a series of workshops with the people who take part, the skills "
                "it aims at and the certificates it gives."
            ),
            icon="calendar-range",
            buttons=(self._new_button("first_programme"), self._sample),
        )
        self._empty.hide()
        column.addWidget(self._empty)

    def _new_button(self, name: str) -> Button:
        button = Button(
            self.theme, t("New programme"), role="main", icon="plus", keys="Ins", name=name
        )
        button.clicked.connect(lambda: self.shell.spawn(self._add()))
        return button

    @override
    def title(self) -> str:
        return t("Programmes")

    @override
    def header_actions(self) -> Sequence[QWidget]:
        return (self._new,)

    @override
    def first_focus(self) -> QWidget:
        return self._table

    @override
    def keys(self) -> Sequence[KeyHint]:
        return (
            KeyHint("Enter", t("open")),
            KeyHint("Ins", t("new programme")),
            KeyHint("Del", t("archive")),
        )

    @override
    def commands(self) -> Sequence[Command]:
        return (
            Command(
                "programmes.add",
                t("New programme"),
                lambda: self.shell.spawn(self._add()),
                "Ins",
                "plus",
            ),
            Command(
                "programmes.archive",
                t("Archive this programme"),
                lambda: self.shell.spawn(self._archive()),
                "Del",
                "archive",
                enabled=lambda: self._table.current_row() is not None,
            ),
        )

    @override
    async def load(self) -> None:
        rows = await self.session.ask(lambda wb: wb.planning.programmes())
        current = self._table.current_row()
        self._model.set_rows(rows)
        self._table.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        place = next((i for i, row in enumerate(rows) if current and row.id == current.id), 0)
        if rows:
            self._table.setCurrentIndex(self._model.index(place, 0))

    async def _add(self) -> None:
        dialog = _NewProgramme(self.theme, self)
        if not await self.shell.ask_dialog(dialog):
            return
        title = dialog.title()
        key = await self.session.do(lambda wb: wb.start_programme(title))
        self.shell.notice(t("{title} added", title=isolate(title)), undo=True)
        self.shell.go(Route("programme.workshops", (key,)))

    async def _archive(self) -> None:
        row: ProgrammeRow | None = self._table.current_row()
        if row is None:
            return
        chosen = row.id
        await self.session.do(lambda wb: wb.planning.archive_programme(chosen))
        self.shell.notice(t("{title} archived", title=isolate(row.title)), undo=True)

    async def _load_sample(self) -> None:
        key = await self.session.do(lambda wb: wb.load_sample())
        self.shell.notice(t("The sample programme is open"), undo=True)
        self.shell.go(Route("programme.workshops", (key,)))


class _NewProgramme(QDialog):
    """Asks for the title; everything else can wait."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("new_programme_dialog")
        self.setWindowTitle(t("New programme"))
        self.setModal(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        form = Form(theme, label_width=80)
        self._title = QLineEdit()
        self._title.setObjectName("programme_title")
        self._title.setMaxLength(200)
        self._title.setMinimumWidth(theme.px(360))
        form.add_row(t("Title"), self._title, help_text=t("As it will stand on certificates."))
        column.addWidget(form)
        row = QHBoxLayout()
        row.addStretch(1)
        cancel = Button(theme, t("Cancel"), name="cancel")
        cancel.clicked.connect(self.reject)
        add = Button(theme, t("Add programme"), role="main", name="add_programme")
        add.setDefault(True)
        add.setEnabled(False)
        add.clicked.connect(self.accept)
        self._title.textChanged.connect(lambda text: add.setEnabled(bool(text.strip())))
        row.addWidget(cancel)
        row.addWidget(add)
        column.addLayout(row)

    def title(self) -> str:
        return self._title.text().strip()


def _title(row: ProgrammeRow) -> Cell:
    return Cell(row.title, quiet=row.subtitle, strong=True)


def _held(row: ProgrammeRow) -> str:
    if not row.workshops:
        return ""
    return t("{count} of {all} held", count=row.held, all=row.workshops)


def _state(row: ProgrammeRow) -> Cell:
    return Cell(t("Sample"), chip_tone="info") if row.is_sample else Cell("")
