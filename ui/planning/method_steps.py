"""The steps of a method: a line and its minutes each, in their order."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSpinBox, QVBoxLayout, QWidget
from typing_extensions import override

from facilitator.planning.model import MethodStep
from ui.planning.plan_words import minutes_of
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.buttons import Button, IconButton
from ui.widgets.forms import pad
from ui.widgets.labels import TextLabel
from ui.words import t, tn

_LONGEST_STEP = 24 * 60


class _StepText(QLineEdit):
    """One line. Enter goes to the next step, Alt and an arrow moves this one.

    Signals:
        next_wanted, removal_wanted: Enter; Backspace in an empty line.
        move_wanted(int): up (−1) or down (1).
    """

    next_wanted = Signal()
    removal_wanted = Signal()
    move_wanted = Signal(int)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not (
            event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.next_wanted.emit()
        elif event.key() == Qt.Key.Key_Backspace and not self.text():
            self.removal_wanted.emit()
        elif alt and event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.move_wanted.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)


class _StepRow(QWidget):
    def __init__(self, theme: Theme, step: MethodStep) -> None:
        super().__init__()
        self._step = step
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.minutes = QSpinBox()
        self.minutes.setRange(0, _LONGEST_STEP)
        self.minutes.setSpecialValueText("–")
        self.minutes.setSuffix(t(" min"))
        self.minutes.setValue(round(step.seconds / 60))
        self.minutes.setFixedWidth(theme.px(92))
        pad(self.minutes)
        self.text = _StepText(step.text)
        self.text.setMaxLength(1000)
        self.text.setCursorPosition(0)
        self.remove = IconButton(theme, "x", t("Remove this step"))
        row.addWidget(self.minutes)
        row.addWidget(self.text, 1)
        row.addWidget(self.remove)

    def number(self, place: int) -> None:
        """Be told apart from the other steps."""
        self.minutes.setObjectName(f"step_minutes_{place}")
        self.minutes.setAccessibleName(t("Minutes of step {n}", n=place))
        self.text.setObjectName(f"step_text_{place}")
        self.text.setAccessibleName(t("Step {n}", n=place))
        self.remove.setObjectName(f"step_remove_{place}")

    def step(self) -> MethodStep:
        """What is written; seconds that the field cannot show stay unless it was changed."""
        seconds = self._step.seconds
        if self.minutes.value() != round(seconds / 60):
            seconds = self.minutes.value() * 60
        return MethodStep(seconds, self.text.text().strip())


class MethodSteps(QWidget):
    """The steps as rows, a button for one more, and what their minutes add up to.

    Signals:
        changed: something was written.
    """

    changed = Signal()

    def __init__(self, theme: Theme, steps: Sequence[MethodStep]) -> None:
        super().__init__()
        self._theme = theme
        self._usual_seconds = 0
        self._rows: list[_StepRow] = []
        self.setObjectName("method_steps")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 2, 0, 0)
        foot.setSpacing(12)
        add = Button(theme, t("Add a step"), size="small", icon="plus", name="add_step")
        add.clicked.connect(lambda: self._insert(len(self._rows)))
        foot.addWidget(add)
        self._sum = TextLabel(theme, "", Type.CAPTION, color="text-2", wrap=True)
        self._sum.setObjectName("steps_sum")
        foot.addWidget(self._sum, 1)
        self._column.addLayout(foot)
        for step in steps:
            self._add_row(step, len(self._rows))
        self._tell()

    def steps(self) -> tuple[MethodStep, ...]:
        """The steps that say something."""
        return tuple(step for row in self._rows if (step := row.step()).text)

    def compare_with(self, usual_seconds: int) -> None:
        """The minutes of the whole method, to which the steps should add up."""
        self._usual_seconds = usual_seconds
        self._tell()

    def _add_row(self, step: MethodStep, place: int) -> _StepRow:
        row = _StepRow(self._theme, step)
        row.minutes.valueChanged.connect(self._tell)
        row.text.textEdited.connect(self._tell)
        row.text.next_wanted.connect(lambda: self._go_on(row))
        row.text.removal_wanted.connect(lambda: self._drop(row))
        row.text.move_wanted.connect(lambda by: self._move(row, by))
        row.remove.clicked.connect(lambda: self._drop(row))
        self._rows.insert(place, row)
        self._column.insertWidget(place, row)
        self._number()
        return row

    def _insert(self, place: int) -> None:
        row = self._add_row(MethodStep(0, ""), place)
        row.text.setFocus()
        self._tell()

    def _go_on(self, row: _StepRow) -> None:
        place = self._rows.index(row) + 1
        if place < len(self._rows) and not self._rows[place].text.text():
            self._rows[place].text.setFocus()
        elif row.text.text().strip():
            self._insert(place)

    def _drop(self, row: _StepRow) -> None:
        place = self._rows.index(row)
        self._rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()
        if self._rows:
            self._rows[max(0, place - 1)].text.setFocus()
        self._number()
        self._tell()

    def _move(self, row: _StepRow, by: int) -> None:
        place = self._rows.index(row)
        target = place + by
        if 0 <= target < len(self._rows):
            self._rows.insert(target, self._rows.pop(place))
            self._column.removeWidget(row)
            self._column.insertWidget(target, row)
            row.text.setFocus()
            self._number()
            self._tell()

    def _number(self) -> None:
        for place, row in enumerate(self._rows, 1):
            row.number(place)

    def _tell(self, *_given: object) -> None:
        total = sum(step.seconds for step in self.steps())
        if not total:
            self._sum.setText("")
        elif total == self._usual_seconds:
            minutes = total // 60
            self._sum.setText(
                tn("They add up to {n} minute.", "They add up to {n} minutes.", minutes)
            )
        else:
            self._sum.setText(
                t(
                    "They add up to {sum} min; the method usually takes {usual}.",
                    sum=minutes_of(total),
                    usual=minutes_of(self._usual_seconds),
                )
            )
        self.changed.emit()
