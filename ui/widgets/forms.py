"""Forms: label at the left, field, help under it, what is wrong under that."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QGridLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.labels import IconLabel, TextLabel


class FormRow:
    """One field of a form, with its label, help and error.

    Attributes:
        label, field: the widgets; the label is the field's buddy and accessible name.

    """

    def __init__(self, theme: Theme, label: TextLabel, field: QWidget, help_text: str) -> None:
        self.label = label
        self.field = field
        self.box = QWidget()
        column = QVBoxLayout(self.box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(field)
        self.help = TextLabel(theme, help_text, Type.CAPTION, color="text-3", wrap=True)
        self.help.setVisible(bool(help_text))
        column.addWidget(self.help)
        self._trouble = QWidget()
        row = QHBoxLayout(self._trouble)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        mark = IconLabel(theme, "circle-alert", color="danger", size=14)
        row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        self.error = TextLabel(theme, "", Type.CAPTION, color="danger", wrap=True)
        row.addWidget(self.error, 1)
        self._trouble.hide()
        column.addWidget(self._trouble)

    def set_error(self, text: str) -> None:
        """Say what is wrong under the field, or nothing with ``""``."""
        self.error.setText(text)
        self._trouble.setVisible(bool(text))
        self.field.setProperty("wrong", "true" if text else "false")
        self.field.style().unpolish(self.field)
        self.field.style().polish(self.field)
        self.field.setAccessibleDescription(text or self.help.text())

    def set_help(self, text: str) -> None:
        self.help.setText(text)
        self.help.setVisible(bool(text))


class Form(QWidget):
    """A grid of fields; labels stand at the start side and share one width."""

    def __init__(
        self, theme: Theme, *, label_width: int = 148, name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._label_width = label_width
        if name:
            self.setObjectName(name)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.space(4))
        self._grid.setVerticalSpacing(theme.space(3))
        self._grid.setColumnStretch(1, 1)
        self._measure()
        theme.changed.connect(self._measure)

    def add_row(
        self, label: str, field: QWidget, *, help_text: str = "", width: int = 0
    ) -> FormRow:
        """Add a field; `width` at 100 % text size, 0 for all there is."""
        words = TextLabel(self._theme, label, Type.BODY, weight=500, wrap=True)
        words.setBuddy(field)
        if not field.accessibleName():
            field.setAccessibleName(label)
        pad(field)
        if width:
            field.setMaximumWidth(self._theme.px(width))
        row = FormRow(self._theme, words, field, help_text)
        at = self._grid.rowCount()
        top = Qt.AlignmentFlag.AlignTop
        # The label's first line stands level with the field's text.
        words.setContentsMargins(0, self._first_line(field, words), 0, 0)
        self._grid.addWidget(words, at, 0, top)
        self._grid.addWidget(row.box, at, 1)
        return row

    def add_whole(self, widget: QWidget) -> None:
        """Add something over the whole width: a heading, a line, a note."""
        self._grid.addWidget(widget, self._grid.rowCount(), 0, 1, 2)

    def _first_line(self, field: QWidget, words: TextLabel) -> int:
        height = min(field.sizeHint().height(), self._theme.control("height"))
        if isinstance(field, QAbstractButton):
            height = field.sizeHint().height()
        return max(0, (height - words.fontMetrics().height()) // 2)

    def _measure(self) -> None:
        self._grid.setColumnMinimumWidth(0, self._theme.px(self._label_width))


def pad(field: QWidget) -> None:
    """Give the text of a number, day or time field the room that other fields have by style sheet:
    of those with steps Qt places the text itself.
    """
    if isinstance(field, QAbstractSpinBox):
        field.lineEdit().setTextMargins(8, 0, 8, 0)
