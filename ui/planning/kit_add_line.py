"""The line that puts something of one's own on a packing list: the urn, the first-aid kit."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSpinBox, QVBoxLayout, QWidget
from typing_extensions import override

from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.buttons import Button
from ui.widgets.forms import pad
from ui.widgets.labels import TextLabel, line
from ui.widgets.toggles import Switch
from ui.words import t

MOST = 100_000


class KitAddLine(QWidget):
    """What to add, how many, whether it comes back. What was typed stays until it is on the list.

    Signals:
        wanted(str, int, bool): put this on the list.
    """

    wanted = Signal(str, int, bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setProperty("paper", "surface-alt")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(line("horizontal"))
        row = QHBoxLayout()
        row.setContentsMargins(24, 10, 24, 10)
        row.setSpacing(12)
        label = TextLabel(theme, t("Something else"), Type.BODY, weight=500)
        row.addWidget(label)
        self.field = QLineEdit()
        self.field.setObjectName("kit_add_what")
        self.field.setAccessibleName(t("Something else to pack"))
        self.field.setPlaceholderText(t("urn, first-aid kit, extension lead…"))
        self.field.setMaxLength(200)
        label.setBuddy(self.field)
        row.addWidget(self.field, 1)
        self._how_many = QSpinBox()
        self._how_many.setObjectName("kit_add_how_many")
        self._how_many.setAccessibleName(t("How many of it"))
        self._how_many.setRange(1, MOST)
        self._how_many.setFixedWidth(theme.px(88))
        pad(self._how_many)
        row.addWidget(self._how_many)
        self._back = Switch(theme, t("comes back"), name="kit_add_comes_back")
        self._back.setChecked(True)
        row.addWidget(self._back)
        self._add = Button(theme, t("Add"), icon="plus", keys="Enter", name="kit_add")
        self._add.setEnabled(False)
        row.addWidget(self._add)
        column.addLayout(row)
        self._add.clicked.connect(self._ask)
        self.field.returnPressed.connect(self._ask)
        self.field.textChanged.connect(lambda text: self._add.setEnabled(bool(text.strip())))
        self._how_many.installEventFilter(self)

    def open_line(self) -> None:
        """Put the cursor into the field."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def added(self) -> None:
        """It is on the list: ready for the next."""
        self.field.clear()
        self._how_many.setValue(1)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        enter = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        is_press = event.type() == QEvent.Type.KeyPress
        if is_press and isinstance(event, QKeyEvent) and event.key() in enter:
            self._how_many.interpretText()
            self._ask()
            return True
        return super().eventFilter(watched, event)

    def _ask(self) -> None:
        text = self.field.text().strip()
        if text:
            self.wanted.emit(text, self._how_many.value(), self._back.isChecked())
