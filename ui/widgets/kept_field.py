"""Fields that keep what is written in them: after a pause, on Enter, and on leaving the field.

A field knows three states: what the file holds, what stands in it, and why the file refused it.
What was refused or could not be written stays in the field, so that nobody has to write it twice.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QSpinBox, QWidget
from shiboken6 import isValid
from typing_extensions import override

from facilitator.errors import Refused
from ui.sentences import say_error
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.fields import Choice
from ui.widgets.forms import Form, FormRow
from ui.widgets.toggles import Switch

Save = Callable[[str, Any], Coroutine[Any, Any, object]]
Spawn = Callable[[Coroutine[Any, Any, Any]], None]
Field = QLineEdit | QPlainTextEdit | QComboBox | QCheckBox | QSpinBox
_PAUSE_MS = 800
_LONGEST_LINE = 300


class KeptField(QObject):
    """Watches one field and keeps it under `key`.

    `save(key, value)` is awaited; a `Refused` from it is said under the field. Any other trouble
    goes to the window, and the field stays unsaved.

    Signals:
        kept: the file holds what the field shows.
    """

    kept = Signal()

    def __init__(self, key: str, field: Field, row: FormRow, save: Save, spawn: Spawn) -> None:
        super().__init__(field)
        self.key = key
        self.field = field
        self.row = row
        self._save = save
        self._spawn = spawn
        self._kept: Any = value_of(field)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.flush)
        field.installEventFilter(self)
        if isinstance(field, QLineEdit):
            field.textEdited.connect(self._pause.start)
            field.returnPressed.connect(self.flush)
        elif isinstance(field, QPlainTextEdit):
            field.textChanged.connect(self._pause.start)
        elif isinstance(field, QComboBox):
            field.activated.connect(self.flush)
        elif isinstance(field, QSpinBox):
            field.valueChanged.connect(self._pause.start)
        else:
            field.clicked.connect(self.flush)

    def show_value(self, value: Any) -> None:
        """Show what the file holds; what is written and not kept yet stays."""
        unsaved = self.is_unsaved()
        self._kept = value
        if unsaved or value_of(self.field) == value:
            return
        writing = isinstance(value, str) and self.field.hasFocus()
        if writing and str(value_of(self.field)).strip() == value:
            return  # only blanks at the end were cleaned away, and the next word is on its way
        put_value(self.field, value)
        self._pause.stop()
        self.row.set_error("")

    def is_unsaved(self) -> bool:
        """Whether the field shows something that the file does not hold."""
        now = value_of(self.field)
        if isinstance(now, str):
            return now.strip() != self._kept.strip()
        return bool(now != self._kept)

    def flush(self) -> None:
        """Keep what stands in the field now, if it is not kept yet."""
        self._pause.stop()
        if self.is_unsaved():
            self._spawn(self._keep(value_of(self.field)))
        else:
            self.row.set_error("")

    async def _keep(self, value: Any) -> None:
        try:
            await self._save(self.key, value)
        except Refused as refusal:
            if isValid(self):
                self.row.set_error(say_error(refusal))
            return
        if not isValid(self):
            return  # kept, and the field has gone with its page
        self._kept = value
        self.row.set_error("")
        self.kept.emit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.flush()
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Undo)
            and not _can_undo(self.field)
        ):
            # A field with nothing of its own to undo leaves Ctrl+Z to the window.
            event.ignore()
            return True
        return super().eventFilter(watched, event)


class KeptForm(QObject):
    """Builds the rows of a form whose fields keep themselves.

    Attributes:
        form: the widget.
        fields: the kept fields by key.

    Signals:
        kept: a field was kept.

    """

    kept = Signal()

    def __init__(self, theme: Theme, form: Form, save: Save, spawn: Spawn) -> None:
        super().__init__(form)
        self.form = form
        self.fields: dict[str, KeptField] = {}
        self._theme = theme
        self._save = save
        self._spawn = spawn

    def text(self, key: str, label: str, *, help_text: str = "", width: int = 0) -> QLineEdit:
        """A line of text."""
        field = QLineEdit()
        field.setMaxLength(_LONGEST_LINE)
        self._add(key, label, field, help_text, width)
        return field

    def note(self, key: str, label: str, *, help_text: str = "", lines: int = 2) -> QPlainTextEdit:
        """A text of several lines; Tab leaves it."""
        field = QPlainTextEdit()
        field.setTabChangesFocus(True)
        field.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        field.setFixedHeight(self._theme.line(Type.BODY) * lines + 22)
        self._add(key, label, field, help_text, 0)
        return field

    def choice(
        self,
        key: str,
        label: str,
        options: Sequence[tuple[Any, str]],
        *,
        help_text: str = "",
        width: int = 0,
    ) -> Choice:
        """One of several, as pairs of value and words."""
        field = Choice(self._theme)
        for value, words in options:
            field.addItem(words, value)
        self._add(key, label, field, help_text, width)
        return field

    def switch(self, key: str, label: str, words: str, *, help_text: str = "") -> Switch:
        """Yes or no, from now on."""
        field = Switch(self._theme, words)
        self._add(key, label, field, help_text, 0)
        return field

    def show_values(self, values: Mapping[str, Any]) -> None:
        """Show what the file holds."""
        for key, value in values.items():
            if key in self.fields:
                self.fields[key].show_value(value)

    def flush(self) -> None:
        """Keep everything that is not kept yet."""
        for field in self.fields.values():
            field.flush()

    def unsaved(self) -> list[str]:
        """The keys of what the file does not hold yet."""
        return [key for key, field in self.fields.items() if field.is_unsaved()]

    def _add(self, key: str, label: str, field: Field, help_text: str, width: int) -> None:
        field.setObjectName(f"field_{key}")
        row = self.form.add_row(label, field, help_text=help_text, width=width)
        kept = KeptField(key, field, row, self._save, self._spawn)
        kept.kept.connect(self.kept)
        self.fields[key] = kept


def value_of(field: QWidget) -> Any:
    """What a field holds now."""
    if isinstance(field, QLineEdit):
        return field.text()
    if isinstance(field, QPlainTextEdit):
        return field.toPlainText()
    if isinstance(field, QComboBox):
        return field.currentData()
    if isinstance(field, QSpinBox):
        return field.value()
    if isinstance(field, QCheckBox):
        return field.isChecked()
    raise TypeError(type(field).__name__)


def put_value(field: QWidget, value: Any) -> None:
    """Put a value into a field without that counting as writing."""
    field.blockSignals(True)
    if isinstance(field, QLineEdit):
        field.setText(value)
        field.setCursorPosition(0)
    elif isinstance(field, QPlainTextEdit):
        field.setPlainText(value)
    elif isinstance(field, QComboBox):
        at = field.findData(value)
        if at < 0:
            # A value from another version or a list: shown as it is rather than lost.
            field.addItem(str(value), value)
            at = field.count() - 1
        field.setCurrentIndex(at)
    elif isinstance(field, QSpinBox):
        field.setValue(value)
    elif isinstance(field, QCheckBox):
        field.setChecked(value)
    field.blockSignals(False)
    field.update()


def _can_undo(field: QWidget) -> bool:
    if isinstance(field, QLineEdit):
        return field.isUndoAvailable()
    if isinstance(field, QPlainTextEdit):
        return field.document().isUndoAvailable()
    return False
