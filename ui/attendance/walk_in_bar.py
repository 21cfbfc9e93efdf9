"""Somebody nobody expected: one field, one key."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.buttons import Button
from ui.widgets.labels import TextLabel
from ui.words import t


class WalkInBar(QFrame):
    """Asks for a name, in the flow of the page; Enter adds, Escape closes.

    Signals:
        name_given(str): this person walked in.
        closed: the bar is not needed any more.
    """

    name_given = Signal(str)
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("walk_in_bar")
        self.setProperty("card", "true")
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(10)
        label = TextLabel(theme, t("Name of the walk-in"), Type.BODY_STRONG)
        self._name = QLineEdit()
        self._name.setObjectName("walk_in_name")
        self._name.setAccessibleName(t("Name of the walk-in"))
        self._name.setMinimumHeight(theme.control("height"))
        label.setBuddy(self._name)
        self._add = Button(
            theme, t("Add and mark present"), role="main", keys="Enter", name="add_walk_in"
        )
        self._close = Button(theme, t("Close"), role="quiet", keys="Esc", name="close_walk_in")
        row.addWidget(label)
        row.addWidget(self._name, 1)
        row.addWidget(self._add)
        row.addWidget(self._close)
        column.addLayout(row)
        self._help = TextLabel(
            theme,
            t("As they say it; everything else can be added later. They join the programme today."),
            Type.CAPTION,
            color="text-2",
            wrap=True,
        )
        column.addWidget(self._help)
        self._error = TextLabel(theme, "", Type.CAPTION, color="danger", wrap=True)
        self._error.setObjectName("walk_in_error")
        self._error.hide()
        column.addWidget(self._error)
        self._name.returnPressed.connect(self._give)
        self._add.clicked.connect(lambda _checked=False: self._give())
        self._close.clicked.connect(lambda _checked=False: self.closed.emit())

    def begin(self, name: str) -> None:
        """Show the field with what was typed in the search, ready to be written on."""
        self._error.hide()
        self._name.setText(name)
        self.show()
        self._name.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def refuse(self, sentence: str) -> None:
        """Say under the field what is wrong with the name; what was typed stays."""
        self._error.setText(sentence)
        self._error.show()
        self._name.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)

    def _give(self) -> None:
        self.name_given.emit(self._name.text())
