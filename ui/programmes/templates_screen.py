"""Plans kept for later: of one workshop, or of a whole programme."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from facilitator.planning.model import ProgrammeRow, TemplateKind, TemplateRow
from ui.day_words import hours_and_minutes, period
from ui.programmes.deeds_menu import MoreButton, deeds_menu
from ui.programmes.new_programme import new_programme
from ui.programmes.new_workshop import new_workshop
from ui.programmes.programme_lists import ProgrammeLists
from ui.programmes.templates_desk import delete_template, rename_template
from ui.shell.command import Command
from ui.shell.dialogs import Sheet
from ui.shell.route import Route
from ui.shell.shell import Shell
from ui.theme.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.rows import RowsModel, RowsView, RowWords
from ui.widgets.status_line import KeyHint
from ui.widgets.tables import Cell, Column, TableModel, TableView
from ui.words import isolate, t


class TemplatesScreen(ProgrammeLists):
    """List of templates; Enter opens the plan, Insert makes something from it."""

    shows = frozenset({"programme", "workshop", "activity"})

    def __init__(self, shell: Shell, route: Route) -> None:
        super().__init__(shell, route)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        self._model = TableModel[TemplateRow](
            (
                Column(t("Template"), lambda row: Cell(row.title, quiet=row.about, strong=True)),
                Column(t("Makes"), _makes, 150),
                Column(t("Workshops"), _workshops, 110, figures=True),
                Column(t("Activities"), lambda row: str(row.activities), 110, figures=True),
                Column(t("Length"), _length, 120, figures=True),
            )
        )
        self._table = TableView(
            self.theme, name="templates", title=t("Templates"), height="row-desk", framed=True
        )
        self._table.set_table_model(self._model)
        self._table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._table.customContextMenuRequested.connect(self._offer_deeds)
        self._table.opened.connect(self._open)
        column.addWidget(self._table)
        self._more = MoreButton(self.theme, self._deeds, name="more_templates")
        self._use = Button(
            self.theme,
            t("New from this template"),
            role="main",
            icon="plus",
            keys="Ins",
            name="use_template",
        )
        self._use.clicked.connect(lambda: self.spawn(self._make()))
        programmes = Button(
            self.theme, t("Go to the programmes"), icon="calendar-range", name="go_to_programmes"
        )
        programmes.clicked.connect(lambda: self.shell.go(Route("programmes")))
        self._empty = EmptyState(
            self.theme,
            t("No template yet"),
            t(
                "A plan that worked can be kept as a template: a single workshop from its list "
                "or agenda, a whole programme from the list of programmes. New ones begin with it, "
                "without people, marks or dates."
            ),
            icon="files",
            buttons=(programmes,),
        )
        self._empty.hide()
        column.addWidget(self._empty)

    @override
    def header_actions(self) -> Sequence[QWidget]:
        return (self._more, self._use) if self._model.rows() else ()

    @override
    def first_focus(self) -> QWidget:
        return self._table

    @override
    def keys(self) -> Sequence[KeyHint]:
        if not self._model.rows():
            return ()
        return (
            KeyHint("Enter", t("open and edit")),
            KeyHint("Ins", t("new from this")),
            KeyHint("F2", t("rename")),
            KeyHint("Del", t("delete")),
        )

    @override
    def commands(self) -> Sequence[Command]:
        return [command for group in self._deeds() for command in group]

    def _deeds(self) -> list[list[Command]]:
        return [
            [
                self.deed(
                    "templates.use",
                    t("New from this template"),
                    self._make,
                    "Ins",
                    "plus",
                    when=self._has_current,
                ),
                self.deed(
                    "templates.rename",
                    t("Rename this template"),
                    self._rename,
                    "F2",
                    "pencil",
                    when=self._has_current,
                ),
                self.deed(
                    "templates.delete",
                    t("Delete this template"),
                    self._delete,
                    "Del",
                    "trash-2",
                    when=self._has_current,
                ),
            ]
        ]

    def _offer_deeds(self, at: QPoint) -> None:
        if self._has_current():
            menu = deeds_menu(self.theme, self, self._deeds())
            menu.popup(self._table.viewport().mapToGlobal(at))

    def _has_current(self) -> bool:
        return self._table.current_row() is not None

    def _current(self) -> TemplateRow | None:
        row: TemplateRow | None = self._table.current_row()
        return row

    @override
    async def show_list(self) -> None:
        rows = await self.session.ask(lambda wb: wb.planning.templates())
        current = self._current()
        self._model.set_rows(rows)
        self._table.setVisible(bool(rows))
        self._empty.setVisible(not rows)
        self._use.setEnabled(self.can_write())
        place = next((i for i, row in enumerate(rows) if current and row.id == current.id), 0)
        if rows:
            self._table.setCurrentIndex(self._model.index(place, 0))

    def _open(self, row: TemplateRow) -> None:
        workshop = row.makes is TemplateKind.WORKSHOP
        self.shell.go(Route("workshop.agenda" if workshop else "programme.workshops", (row.id,)))

    async def _make(self) -> None:
        row = self._current()
        if row is None:
            return
        if row.makes is TemplateKind.PROGRAMME:
            made = await new_programme(self, template=row.id)
            if made is not None:
                self.shell.go(Route("programme.workshops", (made,)))
            return
        programme_id = await self._programme_for(row)
        if programme_id is None:
            return
        answer = await new_workshop(self, programme_id, template=row.id)
        if answer.workshop_id:
            self.shell.go(Route("workshop.agenda", (answer.workshop_id,)))
        elif answer.series:
            self.shell.go(Route("programme.workshops", (programme_id,)))

    async def _programme_for(self, row: TemplateRow) -> str | None:
        """The programme that gets the workshop: the only one, else one is chosen."""
        programmes = await self.session.ask(lambda wb: wb.planning.programmes())
        if not programmes:
            self.shell.notice(t("Make a programme first; a workshop belongs to one."))
            return None
        if len(programmes) == 1:
            return programmes[0].id
        dialog = ProgrammeChoice(self.theme, self.window(), row.title, programmes)
        if not await self.shell.ask_dialog(dialog):
            return None
        return dialog.chosen()

    async def _rename(self) -> None:
        row = self._current()
        if row is not None:
            await rename_template(self, row)

    async def _delete(self) -> None:
        row = self._current()
        if row is not None:
            await delete_template(self, row)


class ProgrammeChoice(Sheet):
    """The programmes in a list; Enter or a double click takes one."""

    def __init__(
        self, theme: Theme, window: QWidget, title: str, rows: Sequence[ProgrammeRow]
    ) -> None:
        super().__init__(
            theme,
            window,
            t("In which programme?"),
            main=t("Go on"),
            width=520,
            name="programme_choice",
        )
        self.setAccessibleDescription(title)
        self._model: RowsModel[ProgrammeRow] = RowsModel(_programme_words)
        self._list = RowsView(theme, name="programme_list", title=t("Programmes"), framed=True)
        self._list.set_rows_model(self._model)
        self._list.setMinimumHeight(theme.px(240))
        self._list.opened.connect(lambda _row: self.accept())
        self.column.addWidget(self._list, 1)
        self._model.set_rows(rows)
        self._list.setCurrentIndex(self._model.index(0))
        self._list.setFocus()

    def chosen(self) -> str:
        """The id of the programme that was chosen."""
        return self._model.row(self._list.currentIndex()).id


def _programme_words(row: ProgrammeRow) -> RowWords:
    return RowWords(isolate(row.title), second=period(row.first_on, row.last_on))


def _makes(row: TemplateRow) -> Cell:
    if row.makes is TemplateKind.PROGRAMME:
        return Cell(t("a programme"), color="text-2")
    return Cell(t("a workshop"), color="text-2")


def _workshops(row: TemplateRow) -> str:
    return str(row.workshops) if row.makes is TemplateKind.PROGRAMME else ""


def _length(row: TemplateRow) -> str:
    return hours_and_minutes(row.seconds // 60)
