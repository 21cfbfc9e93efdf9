"""Taking in self-check sheets from paper: one person after the other, a digit for each answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from facilitator.skills.model import Level, Moment, Occasion, SelfCheck, SelfRating, Skill
from ui.skills.observe_flow import Person
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.buttons import Button
from ui.widgets.fields import Choice
from ui.widgets.labels import TextLabel, line
from ui.widgets.rows import RowsModel, RowsView, RowWords
from ui.widgets.tables import CELL_ROLE, Cell, CellDelegate
from ui.words import isolate, t, tn

Index = QModelIndex | QPersistentModelIndex
_BUTTONS_A_ROW = 3
MOMENTS = {Occasion.START: (Moment.START,), Occasion.END: (Moment.THEN, Moment.NOW)}


@dataclass(frozen=True)
class Sheets:
    """What is known of the sheets of a programme."""

    people: Sequence[Person]
    skills: Sequence[Skill]
    levels: Sequence[Level]
    ratings: Sequence[SelfRating]
    handed_in: Sequence[SelfCheck]

    def answers(self, person_id: str, occasion: Occasion) -> dict[tuple[Moment, str], int]:
        """What a person's sheet says: levels by moment and skill key."""
        found: dict[tuple[Moment, str], int] = {}
        for rating in self.ratings:
            if rating.participant_id != person_id:
                continue
            for moment in MOMENTS[occasion]:
                level: int | None = getattr(rating, moment.value)
                if level is not None:
                    found[moment, rating.skill_key] = level
        return found

    def sheet(self, person_id: str, occasion: Occasion) -> SelfCheck | None:
        """The sheet a person handed in, if they did."""
        return next(
            (
                each
                for each in self.handed_in
                if each.participant_id == person_id and each.occasion is occasion
            ),
            None,
        )


class AnswersModel(QAbstractTableModel):
    """Skills down, moments across."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._skills: Sequence[Skill] = ()
        self._moments: tuple[Moment, ...] = ()
        self._levels: dict[int, str] = {}
        self.answers: dict[tuple[Moment, str], int] = {}

    def show_sheet(
        self,
        skills: Sequence[Skill],
        levels: Sequence[Level],
        occasion: Occasion,
        answers: Mapping[tuple[Moment, str], int],
    ) -> None:
        """Show the sheet of one person."""
        self.beginResetModel()
        self._skills, self._moments = skills, MOMENTS[occasion]
        self._levels = {level.value: level.self_label or level.label for level in levels}
        self.answers = dict(answers)
        self.endResetModel()

    def answer(self, index: Index, level: int | None) -> bool:
        """Put a level into a cell, or None for "not rated"; False where there is no such level."""
        if not 0 < index.column() <= len(self._moments):
            return False
        if level is not None and level not in self._levels:
            return False
        key = (self._moments[index.column() - 1], self._skills[index.row()].key)
        if level is None:
            self.answers.pop(key, None)
        else:
            self.answers[key] = level
        self.dataChanged.emit(index, index)
        return True

    def ratings(self) -> dict[str, dict[str, int | None]]:
        """The answers as the workbook takes them: by moment, then by skill key."""
        return {
            moment.value: {
                skill.key: self.answers.get((moment, skill.key)) for skill in self._skills
            }
            for moment in self._moments
        }

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._skills)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as above
        return 0 if parent.isValid() else 1 + len(self._moments)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        cell = self._cell(index)
        if role == CELL_ROLE:
            return cell
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return f"{cell.text} {cell.quiet}".strip()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        words = {
            Moment.START: t("At the start"),
            Moment.THEN: t("Then, looking back"),
            Moment.NOW: t("Now"),
        }
        return t("Skill") if section == 0 else words[self._moments[section - 1]]

    def _cell(self, index: Index) -> Cell:
        skill = self._skills[index.row()]
        if index.column() == 0:
            return Cell(skill.title, strong=True)
        level = self.answers.get((self._moments[index.column() - 1], skill.key))
        if level is None:
            return Cell("–", color="text-3")
        return Cell(str(level), quiet=self._levels.get(level, ""))


class AnswersGrid(QTableView):
    """A digit answers and goes on; 0 or Delete is "not rated".

    Signals:
        finished: Enter was pressed: the sheet is complete.
    """

    finished = Signal()

    def __init__(self, theme: Theme, model: AnswersModel) -> None:
        super().__init__()
        self._theme = theme
        self._answers = model
        self.setObjectName("self_check_answers")
        self.setAccessibleName(t("Answers of the sheet"))
        self.setProperty("framed", "true")
        self.setModel(model)
        self.setItemDelegate(CellDelegate(theme, self))
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.row_height())
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)

    def begin(self) -> None:
        """Stand on the first answer."""
        self.setCurrentIndex(self._answers.index(0, 1))

    def answer(self, level: int | None) -> None:
        """Answer the current cell and go on to the next, column by column."""
        index = self.currentIndex()
        if not index.isValid() or not self._answers.answer(index, level):
            return
        row, column = index.row() + 1, index.column()
        if row >= self._answers.rowCount():
            row, column = 0, column + 1
        if column < self._answers.columnCount():
            self.setCurrentIndex(self._answers.index(row, column))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().isascii() and event.text().isdecimal():
            level = int(event.text())
            self.answer(level or None)
            return
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self._answers.answer(self.currentIndex(), None)
            return
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.finished.emit()
            return
        super().keyPressEvent(event)


class SelfCheckPanel(QWidget):
    """People at the start side, the sheet of the current one beside them.

    Signals:
        sheet_given(str, str, object, str): participant id, occasion, ratings, own words.
    """

    sheet_given = Signal(str, str, object, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._sheets: Sheets | None = None
        self._person = ""
        self._occasion_shown = Occasion.START
        self._going_on = False
        self.setObjectName("self_check_panel")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._rows: RowsModel[Person] = RowsModel(self._words_of)
        self._people = RowsView(theme, name="self_check_people", title=t("People"))
        self._people.set_rows_model(self._rows)
        self._people.setFixedWidth(theme.px(260))
        row.addWidget(self._people)
        row.addWidget(line("vertical"))
        row.addWidget(self._build_sheet(), 1)
        self.setFocusProxy(self._grid)
        self._people.current_changed.connect(self._choose)
        self._people.opened.connect(lambda _person: self._grid.setFocus())

    def show_sheets(self, sheets: Sheets, occasion: Occasion | None = None) -> None:
        """Show what is known; the current person stays, and so do answers not saved yet."""
        self._sheets = sheets
        if occasion is not None:
            self._occasion.setCurrentIndex(self._occasion.findData(occasion.value))
        self._rows.set_rows(sheets.people)
        if not self._person and sheets.people:
            self._people.setCurrentIndex(self._rows.index(0))
        self._people.viewport().update()
        count = sum(1 for each in sheets.handed_in if each.occasion is self._now())
        self._count.setText(tn("{n} sheet taken in", "{n} sheets taken in", count))

    def sheet_saved(self) -> None:
        """A sheet that was given is on disk: go on to the next person, if that was wanted."""
        if not self._going_on:
            return
        self._going_on = False
        row = self._people.currentIndex().row() + 1
        if row < self._rows.rowCount():
            self._people.setCurrentIndex(self._rows.index(row))
            self._grid.setFocus()

    # --------------------------------------------------------------------------------- private

    def _build_sheet(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(24, 18, 24, 16)
        column.setSpacing(12)
        top = QHBoxLayout()
        top.setSpacing(10)
        self._name = TextLabel(self._theme, "", Type.TITLE, elide=True)
        self._name.setObjectName("self_check_name")
        self._occasion = Choice(self._theme, name="self_check_occasion")
        self._occasion.setAccessibleName(t("Which sheet"))
        self._occasion.addItem(t("First sheet"), Occasion.START.value)
        self._occasion.addItem(t("Last sheet"), Occasion.END.value)
        self._occasion.currentIndexChanged.connect(lambda _index: self._turn_over())
        self._count = TextLabel(self._theme, "", Type.CAPTION, color="text-2")
        top.addWidget(self._name, 1)
        top.addWidget(self._count)
        top.addWidget(self._occasion)
        column.addLayout(top)
        help_text = t(
            "Type a digit for each answer, down the column; 0 is “not rated”. Enter saves the"
            " sheet and goes on to the next person."
        )
        column.addWidget(TextLabel(self._theme, help_text, Type.CAPTION, color="text-2", wrap=True))
        self._answers = AnswersModel(self)
        self._grid = AnswersGrid(self._theme, self._answers)
        self._grid.finished.connect(self._give)
        column.addWidget(self._grid, 1)
        self._buttons = QGridLayout()
        self._buttons.setSpacing(8)
        self._buttons.setColumnStretch(_BUTTONS_A_ROW, 1)
        column.addLayout(self._buttons)
        own = QHBoxLayout()
        own.setSpacing(10)
        label = TextLabel(self._theme, t("In their own words"), Type.BODY_STRONG)
        self._own = QLineEdit()
        self._own.setObjectName("self_check_own_words")
        self._own.setAccessibleName(t("In their own words"))
        self._own.returnPressed.connect(self._give)
        label.setBuddy(self._own)
        self._save = Button(
            self._theme, t("Save and go on"), role="main", keys="Enter", name="save_self_check"
        )
        self._save.clicked.connect(lambda _checked=False: self._give())
        own.addWidget(label)
        own.addWidget(self._own, 1)
        own.addWidget(self._save)
        column.addLayout(own)
        return part

    def _choose(self, person: Person | None) -> None:
        if person is None:
            return
        if self._is_unsaved():
            # Somebody turned to another sheet without Enter: nothing typed is lost.
            self._emit()
        self._person = person.id
        self._show_person()

    def _is_unsaved(self) -> bool:
        if self._sheets is None or not self._person:
            return False
        known = self._sheets.answers(self._person, self._occasion_shown)
        return self._answers.answers != known

    def _turn_over(self) -> None:
        if self._is_unsaved():
            self._emit()
        self._show_person()

    def _show_person(self) -> None:
        sheets = self._sheets
        if sheets is None or not self._person:
            return
        person = next((each for each in sheets.people if each.id == self._person), None)
        self._name.setText(person.name if person else "")
        occasion = self._occasion_shown = self._now()
        answers = sheets.answers(self._person, occasion)
        self._answers.show_sheet(sheets.skills, sheets.levels, occasion, answers)
        known = sheets.sheet(self._person, occasion)
        self._own.setText(known.own_words if known else "")
        self._grid.begin()
        self._show_buttons(sheets.levels)
        self._people.viewport().update()

    def _show_buttons(self, levels: Sequence[Level]) -> None:
        if self._buttons.count():
            return
        answers: list[tuple[int | None, str]] = [
            (level.value, f"{level.value} {isolate(level.self_label or level.label)}")
            for level in levels
        ]
        answers.append((None, t("Not rated")))
        for number, (value, words) in enumerate(answers):
            name = f"answer_{value or 'none'}"
            button = Button(self._theme, words, size="small", name=name)
            button.clicked.connect(lambda _checked=False, value=value: self._by_mouse(value))
            self._buttons.addWidget(button, number // _BUTTONS_A_ROW, number % _BUTTONS_A_ROW)

    def _by_mouse(self, level: int | None) -> None:
        self._grid.answer(level)
        self._grid.setFocus()

    def _give(self) -> None:
        if self._person:
            self._going_on = True
            self._emit()

    def _emit(self) -> None:
        occasion = self._occasion_shown.value
        self.sheet_given.emit(self._person, occasion, self._answers.ratings(), self._own.text())

    def _now(self) -> Occasion:
        return Occasion(self._occasion.currentData() or Occasion.START.value)

    def _words_of(self, person: Person) -> RowWords:
        sheets = self._sheets
        done = [
            words
            for occasion, words in ((Occasion.START, t("first")), (Occasion.END, t("last")))
            if sheets is not None and sheets.sheet(person.id, occasion) is not None
        ]
        return RowWords(person.name, trailing=", ".join(done), strong=False)
