"""The kit list: what to pack for a workshop or a programme, and what is packed already."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from facilitator.documents.plan_sheet import PlanPaperKind
from facilitator.errors import Refused
from facilitator.planning.kit_list import KitLine, KitList
from ui.people.column_room import fit_columns
from ui.planning.kit_add_line import KitAddLine
from ui.planning.kit_panel import WIDTH, KitPanel
from ui.planning.kit_table import BACK, FOR, THING, KitModel, KitTable
from ui.planning.print_plan import open_print
from ui.sentences import say_error
from ui.shell.command import Command
from ui.shell.route import Route
from ui.shell.screen import Screen
from ui.shell.shell import Shell
from ui.widgets.beside import Beside
from ui.widgets.buttons import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.page_header import Crumb
from ui.widgets.status_line import KeyHint
from ui.words import isolate, t

_WHAT_WIDTH = 180


class KitScreen(Screen):
    """``workshop.kit`` and ``programme.kit``; a tick is on disk before the box shows it."""

    shows = frozenset(
        {
            "packed_material", "extra_material", "activity_material", "material", "activity",
            "track", "workshop", "programme", "enrolment",
        }
    )  # fmt: skip

    def __init__(self, shell: Shell, route: Route) -> None:
        super().__init__(shell, route)
        self._list: KitList | None = None
        self._names: tuple[str, str | None, str] = ("", None, "")
        self._current = route.focus
        self._model = KitModel(lambda: self._is_programme)
        self._table = KitTable(self.theme)
        self._table.set_table_model(self._model)
        self._add_line = KitAddLine(self.theme)
        self._panel = KitPanel(self.theme, whole_programme=self._is_programme)
        self._print_button = Button(
            self.theme, t("Print…"), icon="printer", keys="Ctrl+P", name="print_kit"
        )
        self._build()
        self._connect()

    @property
    def _is_programme(self) -> bool:
        return self.route.screen == "programme.kit"

    @property
    def _place(self) -> dict[str, str]:
        return {"programme_id" if self._is_programme else "workshop_id": self.route.id}

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        middle = QWidget()
        inner = QVBoxLayout(middle)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self._table, 1)
        to_agenda = Button(self.theme, t("To the agenda"), role="main", name="kit_to_agenda")
        to_agenda.clicked.connect(self._leave)
        self._nothing = EmptyState(
            self.theme,
            t("Nothing to pack yet"),
            t(
                "What activities need comes together here, with quantities for the people"
                " expected: write materials into the activities, or put something on the list"
                " below."
            ),
            icon="package",
            buttons=(to_agenda,),
        )
        self._nothing.hide()
        inner.addWidget(self._nothing, 1)
        inner.addWidget(self._add_line)
        column.addWidget(
            Beside(
                self.theme,
                (t("Packing list"), middle),
                (t("People and reasons"), self._panel),
                fixed=1,
                fixed_width=WIDTH,
                least=520,
            )
        )

    def _connect(self) -> None:
        self._table.tick_wanted.connect(self._tick)
        self._table.current_changed.connect(self._show_current)
        self._add_line.wanted.connect(self._add)
        self._panel.heads_wanted.connect(self._expect)
        self._panel.own_wanted.connect(self._set_own)
        self._print_button.clicked.connect(self._print)
        self.theme.changed.connect(self._fit_columns)

    # What the window asks -------------------------------------------------------------------------

    @override
    def title(self) -> str:
        return t("Kit list")

    @override
    def trail(self) -> Sequence[Crumb]:
        title, programme_id, programme_title = self._names
        crumbs = []
        if programme_id is not None:
            crumbs.append(Crumb(programme_title, Route("programme.workshops", (programme_id,))))
        if not self._is_programme and title:
            crumbs.append(Crumb(title, Route("workshop.agenda", self.route.ids)))
        return crumbs

    @override
    def header_actions(self) -> Sequence[QWidget]:
        return (self._print_button,)

    @override
    def first_focus(self) -> QWidget:
        return self._table if self._model.rowCount() else self._add_line.field

    @override
    def foot(self) -> QWidget:
        return self._add_line

    @override
    def keys(self) -> Sequence[KeyHint]:
        hints = [
            KeyHint("Up Down", t("thing")),
            KeyHint("Space", t("packed")),
            KeyHint("N", t("add")),
            KeyHint("Ctrl+P", t("print")),
            KeyHint("Ctrl+Z", t("undo")),
            KeyHint("Esc", t("back")),
        ]
        if not self._is_programme:
            hints.insert(3, KeyHint("H", t("people expected")))
        return hints

    @override
    def commands(self) -> Sequence[Command]:
        found = [
            Command(
                "kit.add", t("Put something else on the packing list"), self._add_line.open_line,
                "N", "plus", self._may_change,
            ),
            Command(
                "kit.off", t("Take this thing of your own off the list"), self._take_off, "Del",
                "minus", self._is_own,
            ),
            Command("kit.print", t("Print the materials list…"), self._print, "Ctrl+P", "printer"),
            Command("kit.leave", t("Back"), self._step_back, "Esc", in_palette=False),
        ]  # fmt: skip
        if not self._is_programme:
            field = self._panel.heads_field()
            found.append(
                Command(
                    "kit.heads", t("Change the people expected"),
                    lambda: field.setFocus(Qt.FocusReason.ShortcutFocusReason), "H", "users",
                    self._may_change,
                )
            )  # fmt: skip
        return found

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    @override
    async def load(self) -> None:
        is_programme, key = self._is_programme, self.route.id
        listed, self._names = await self.session.ask(lambda wb: _read(wb, key, is_programme))
        self._show(listed)
        self.shell.refresh_header()

    # Showing --------------------------------------------------------------------------------------

    def _show(self, listed: KitList) -> None:
        first = self._list is None
        self._list = listed
        had_focus = self._table.hasFocus()
        if not self._model.replace_lines(listed.lines):
            place = self._table.verticalScrollBar().value()
            current = self._current
            self._model.set_rows(listed.lines)
            self._current = current
            self._table.verticalScrollBar().setValue(place)
            self._choose_again()
        self._table.setVisible(bool(listed.lines))
        self._nothing.setVisible(not listed.lines)
        self._panel.show_list(listed, changeable=self._may_change())
        self._panel.show_line(self._line())
        self._add_line.setEnabled(self._may_change())
        self._fit_columns()
        if first or had_focus:
            self.first_focus().setFocus()

    def _choose_again(self) -> None:
        ids = [line.row.material_id for line in self._model.rows()]
        if ids:
            at = ids.index(self._current) if self._current in ids else 0
            self._table.setCurrentIndex(self._model.index(at, THING))

    def _show_current(self, line: KitLine | None) -> None:
        if line is not None:
            self._current = line.row.material_id
        self._panel.show_line(line)

    def _line(self) -> KitLine | None:
        return self._table.current_row()

    def _fit_columns(self) -> None:
        fit_columns(self.theme, self._table, _WHAT_WIDTH, (FOR, BACK))

    def _step_back(self) -> None:
        """From a field to the list, from the list to where one came from."""
        if self._table.isVisible() and not self._table.hasFocus():
            self._table.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._leave()

    def _may_change(self) -> bool:
        return not self.session.read_only

    def _is_own(self) -> bool:
        line = self._line()
        return self._may_change() and line is not None and line.own > 0

    # Doing ----------------------------------------------------------------------------------------

    def _tick(self, line: KitLine) -> None:
        if self._may_change():
            self.spawn(self._keep_tick(line.row.material_id, not line.row.packed))

    async def _keep_tick(self, material_id: str, packed: bool) -> None:
        key, is_programme = self.route.id, self._is_programme

        def keep(wb: Any) -> None:
            if is_programme:
                wb.planning.set_programme_packed(key, material_id, packed=packed)
            else:
                wb.planning.set_packed(key, material_id, packed)

        await self.session.do(keep)

    def _add(self, label: str, count: int, comes_back: bool) -> None:
        self.spawn(self._keep_extra(label, count, comes_back))

    async def _keep_extra(self, label: str, count: int, comes_back: bool) -> None:
        place = self._place
        try:
            material_id = await self.session.do(
                lambda wb: wb.planning.add_extra_material(
                    label, count, reusable=comes_back, **place
                )
            )
        except Refused as refusal:
            self.shell.notice(say_error(refusal))
            return
        self._add_line.added()
        self._current = material_id
        self._choose_again()
        self.shell.notice(t("{thing} is on the list", thing=isolate(label)), undo=True)

    def _set_own(self, material_id: str, count: int) -> None:
        self.spawn(self._keep_own(material_id, count))

    async def _keep_own(self, material_id: str, count: int) -> None:
        place = self._place
        await self.session.do(
            lambda wb: wb.planning.set_extra_material(material_id, count, **place)
        )
        if not count:
            self.shell.notice(t("Taken off the list"), undo=True)

    def _take_off(self) -> None:
        line = self._line()
        if line is not None and line.own:
            self._set_own(line.row.material_id, 0)

    def _expect(self, heads: int | None) -> None:
        workshop_id = self.route.id
        self.spawn(
            self.session.do(
                lambda wb: wb.planning.update_workshop(workshop_id, expected_heads=heads)
            )
        )

    def _print(self) -> None:
        self.spawn(open_print(self, **self._place, paper=PlanPaperKind.MATERIALS))

    def _leave(self) -> None:
        screen = "programme.workshops" if self._is_programme else "workshop.agenda"
        self.shell.go(Route(screen, self.route.ids))


def _read(wb: Any, key: str, is_programme: bool) -> tuple[KitList, tuple[str, str | None, str]]:
    """The list, and what it is called: title, its programme's id and title."""
    if is_programme:
        title = wb.planning.programme(key).title
        return wb.planning.programme_kit_list(key), (title, key, title)
    row = wb.planning.workshop_row(key)
    return wb.planning.kit_list(key), (row.title, row.programme_id, row.programme_title)
