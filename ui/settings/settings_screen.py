"""Settings: sections at the start side, the chosen one in the middle, "find a setting" above."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from facilitator.people.folding import fold
from ui.settings.section import Section
from ui.settings.sections import SECTIONS, SectionEntry
from ui.shell.command import Command
from ui.shell.route import Route
from ui.shell.screen import Screen
from ui.shell.shell import Shell
from ui.widgets.beside import Beside
from ui.widgets.buttons import Button
from ui.widgets.emptied import emptied
from ui.widgets.fields import SearchField
from ui.widgets.page_header import Crumb
from ui.widgets.rows import RowsModel, RowsView, RowWords
from ui.widgets.status_line import KeyHint
from ui.words import isolate, t

_LIST_WIDTH = 236
_SECTION_WIDTH = 640
_ASIDE_WIDTH = 340
_ROOM_FOR_ASIDE = 1180


class _Choice:
    """A section in the list, with the setting in it that was looked for, if any."""

    def __init__(self, entry: SectionEntry, found: str = "", field: str = "") -> None:
        self.entry = entry
        self.found = found
        self.field = field


class SettingsScreen(Screen):
    """The route's focus names the section to begin with (``"backups"``)."""

    def __init__(self, shell: Shell, route: Route) -> None:
        super().__init__(shell, route)
        self._section: Section | None = None
        self._entry: SectionEntry | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._beside = Beside(
            self.theme,
            (t("Sections"), self._build_list()),
            (t("Section"), self._build_middle()),
            fixed=0,
            fixed_width=_LIST_WIDTH,
            least=520,
        )
        row.addWidget(self._beside, 1)
        self._aside = QFrame()
        self._aside.setObjectName("settings_aside")
        self._aside.setProperty("paper", "ground")
        self._aside.setFixedWidth(self.theme.px(_ASIDE_WIDTH))
        self._aside_column = QVBoxLayout(self._aside)
        self._aside_column.setContentsMargins(20, 24, 20, 24)
        self._aside.hide()
        row.addWidget(self._aside)
        self._changed = Button(
            self.theme, t("What changed"), role="quiet", icon="history", name="what_changed"
        )
        self._changed.clicked.connect(lambda: self.choose("workbook", "history"))
        self._list_all()
        self._show_section(self._entry_named(route.focus) or SECTIONS[0])
        if route.focus:
            self._beside.show_part(1)

    def _build_list(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 14, 0, 14)
        column.setSpacing(10)
        search = QHBoxLayout()
        search.setContentsMargins(14, 0, 14, 0)
        self._search = SearchField(self.theme, t("Find a setting"), name="find_setting")
        self._search.textChanged.connect(self._narrow)
        self._search.returnPressed.connect(self._open_first)
        self._search.left_downwards.connect(self._go_to_list)
        search.addWidget(self._search)
        column.addLayout(search)
        self._model = RowsModel[_Choice](_words)
        self._list = RowsView(
            self.theme, name="sections", title=t("Sections"), hairlines=False, rounded=True
        )
        self._list.setStyleSheet("QListView { background: transparent; }")
        self._list.set_rows_model(self._model)
        self._list.current_changed.connect(self._take_choice)
        self._list.opened.connect(lambda _choice: self._enter_section())
        self._list.clicked.connect(lambda _index: self._beside.show_part(1))
        column.addWidget(self._list, 1)
        return side

    def _build_middle(self) -> QWidget:
        self._area = QScrollArea()
        self._area.setObjectName("section_area")
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = QWidget()
        body.setProperty("paper", "canvas")
        self._middle = QHBoxLayout(body)
        self._middle.setContentsMargins(36, 24, 36, 24)
        self._middle.addStretch(0)
        self._area.setWidget(body)
        return self._area

    # ------------------------------------------------------------------------- the window asks

    @override
    def title(self) -> str:
        return t("Settings")

    @override
    def trail(self) -> Sequence[Crumb]:
        path = self.session.path
        return (Crumb(isolate(path.stem)),) if path is not None else ()

    @override
    def header_actions(self) -> Sequence[QWidget]:
        return (self._changed,)

    @override
    def first_focus(self) -> QWidget:
        return self._list

    @override
    def keys(self) -> Sequence[KeyHint]:
        return (
            KeyHint("Up Down", t("section")),
            KeyHint("Enter", t("its first field")),
            KeyHint("Ctrl+F", t("find a setting")),
            KeyHint("Ctrl+Z", t("undo")),
        )

    @override
    def commands(self) -> Sequence[Command]:
        def command(entry: SectionEntry) -> Command:
            return Command(
                f"settings.{entry.key}",
                entry.title(),
                lambda: self.choose(entry.key),
                icon=entry.icon,
                about=t("Settings"),
            )

        return (
            Command(
                "settings.find", t("Find a setting"), self._search.setFocus, "Ctrl+F", "search"
            ),
            *(command(entry) for entry in SECTIONS),
        )

    @override
    async def load(self) -> None:
        section = self._section
        if section is not None:
            await section.load_now()
            if section is self._section:
                self._show_aside()

    @override
    def refresh(self, changed_kinds: frozenset[str]) -> None:
        section = self._section
        if section is None:
            return
        if not changed_kinds or section.shows & changed_kinds or "*" in section.shows:
            self.reload()

    @override
    def about_to_leave(self) -> None:
        if self._section is not None:
            self._section.flush()

    # -------------------------------------------------------------------------------- choosing

    def choose(self, key: str, field: str = "") -> None:
        """Show a section, and begin at one of its fields."""
        self._search.clear()
        entry = self._entry_named(key)
        if entry is None:
            return
        self._show_section(entry)
        self.shell.replace_route(self.route)
        self._beside.show_part(1)
        self.reload()
        if field:
            self._focus_field(field)

    def _entry_named(self, key: str) -> SectionEntry | None:
        return next((entry for entry in SECTIONS if entry.key == key), None)

    def _take_choice(self, choice: _Choice | None) -> None:
        if choice is None or choice.entry is self._entry:
            return
        self._show_section(choice.entry)
        self.shell.replace_route(self.route)
        self.reload()

    def _show_section(self, entry: SectionEntry) -> None:
        if entry is self._entry:
            return
        if self._section is not None:
            self._middle.removeWidget(self._section)
            self._section.retire()
        kind = getattr(import_module(entry.module), entry.class_name)
        section: Section = kind(self.shell)
        section.owner = self
        section.setObjectName(f"section_{entry.key}")
        section.setMaximumWidth(self.theme.px(_SECTION_WIDTH))
        self._entry, self._section = entry, section
        self._beside.set_words(1, entry.title())
        self._middle.insertWidget(0, section, 1)
        section.show()
        self._area.verticalScrollBar().setValue(0)
        self._choose_in_list()
        self.route = Route("settings", focus=entry.key)
        self._show_aside()

    def _choose_in_list(self) -> None:
        for number, choice in enumerate(self._model.rows()):
            if choice.entry is self._entry:
                self._list.setCurrentIndex(self._model.index(number))
                return

    def _enter_section(self) -> None:
        self._beside.show_part(1)
        choice: _Choice | None = self._list.current_row()
        if choice is not None and choice.field:
            self._focus_field(choice.field)
        elif self._section is not None:
            self._section.focusNextChild()
            first = next(
                (
                    child
                    for child in self._section.findChildren(QWidget)
                    if child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.isVisible()
                ),
                None,
            )
            if first is not None:
                first.setFocus(Qt.FocusReason.TabFocusReason)

    def _focus_field(self, name: str) -> None:
        if self._section is None:
            return
        field = self._section.findChild(QWidget, name)
        if field is not None:
            field.setFocus(Qt.FocusReason.TabFocusReason)
            self._area.ensureWidgetVisible(field, 0, 80)

    # --------------------------------------------------------------------------------- finding

    def _list_all(self) -> None:
        self._model.set_rows([_Choice(entry) for entry in SECTIONS])
        self._choose_in_list()

    def _narrow(self, text: str) -> None:
        wanted = fold(text).split()
        if not wanted:
            self._list_all()
            return
        found = []
        for entry in SECTIONS:
            if _fits(entry.title(), wanted):
                found.append(_Choice(entry))
            found += [
                _Choice(entry, each.words, each.field)
                for each in entry.finds()
                if _fits(each.words, wanted)
            ]
        self._list.selectionModel().blockSignals(True)
        self._model.set_rows(found)
        self._list.selectionModel().blockSignals(False)

    def _go_to_list(self) -> None:
        self._list.setFocus()

    def _open_first(self) -> None:
        rows = self._model.rows()
        if not rows:
            return
        choice = rows[max(self._list.currentIndex().row(), 0)]
        self.choose(choice.entry.key, choice.field)

    # ----------------------------------------------------------------------------------- aside

    def _show_aside(self) -> None:
        room = self.width() >= self.theme.px(_ROOM_FOR_ASIDE)
        aside = self._section.aside() if self._section is not None and room else None
        emptied(self._aside_column)
        if aside is not None:
            self._aside_column.addWidget(aside)
            aside.show()
        self._aside.setVisible(aside is not None)


def _words(choice: _Choice) -> RowWords:
    if choice.found:
        return RowWords(choice.found, second=choice.entry.title(), icon=choice.entry.icon)
    return RowWords(choice.entry.title(), icon=choice.entry.icon, strong=False)


def _fits(words: str, wanted: Sequence[str]) -> bool:
    there = fold(words).split()
    return all(any(word.startswith(part) for word in there) for part in wanted)
