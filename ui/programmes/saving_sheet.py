"""A dialog that keeps what was written until the file has it.

Its main button saves; what is refused is said beside the field, other trouble at the foot, and in
both cases everything that was written stays where it is. It closes only once the file holds it.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from facilitator.errors import FacilitatorError, Refused
from ui.sentences import say_error
from ui.shell.dialogs import Sheet
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.cards import Note
from ui.widgets.forms import FormRow
from ui.widgets.kept_field import Spawn
from ui.words import t

Write = Callable[[dict[str, Any]], Coroutine[Any, Any, object]]
"""Writes what a dialog gives, in one action; awaited."""

_BESIDE, _ABOVE_AND_BELOW = 40, 60
_AROUND_THE_FORM = 170


class SavingSheet(Sheet):
    """A `Sheet` whose content scrolls in `body` and whose main button saves.

    A subclass fills `body`, enters its rows in `rows` by the names of their fields, and overrides
    `given` (what to write; it may raise `Refused` itself).
    """

    def __init__(
        self,
        theme: Theme,
        window: QWidget,
        title: str,
        *,
        write: Write,
        spawn: Spawn,
        width: int = 620,
        name: str,
    ) -> None:
        super().__init__(theme, window, title, main=t("Save"), width=width, name=name)
        self._window = window
        self._write = write
        self._spawn = spawn
        self._as_found: dict[str, Any] = {}
        self.rows: dict[str, FormRow] = {}
        self.main_button.clicked.disconnect(self.accept)
        self.main_button.clicked.connect(lambda: self._spawn(self._save()))
        self._trouble = Note(theme, "", tone="danger")
        self._trouble.hide()
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.content = QWidget()
        self.content.setProperty("paper", "canvas")
        self.content.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.body = QVBoxLayout(self.content)
        # Room for the ring around the field that has the focus, and for the scroll bar.
        self.body.setContentsMargins(4, 4, 16, 4)
        self.body.setSpacing(theme.space(4))
        self.area.setWidget(self.content)
        self.column.addWidget(self.area, 1)
        self.column.addWidget(self._trouble)

    def given(self) -> dict[str, Any]:
        """What the fields hold, by the names of the fields."""
        raise NotImplementedError

    def begin(self) -> None:
        """Call it once the fields are filled: saving what is still so changes nothing.

        The dialog takes the height of its content, and no more than the window has.
        """
        self._as_found = self.given()
        inner = self.content.heightForWidth(self.minimumWidth() - 48)
        height = max(inner, self.content.sizeHint().height())
        self.take_room(self.minimumWidth(), height + self.theme.px(_AROUND_THE_FORM))

    def room(self) -> QSize:
        """How large a dialog may be over this window."""
        return self._window.size() - QSize(_BESIDE, _ABOVE_AND_BELOW)

    def take_room(self, width: int, height: int) -> None:
        """Be as large as this, and no larger than the window."""
        room = self.room()
        self.setMinimumWidth(min(self.minimumWidth(), width, room.width()))
        self.resize(min(width, room.width()), min(height, room.height()))

    def show_refusal(self, refusal: Refused) -> None:
        """Say under its field what was refused, or at the foot where it belongs to none."""
        row = self.rows.get(str(refusal.params.get("field", "")))
        if row is None:
            self._tell(say_error(refusal))
            return
        row.set_error(say_error(refusal))
        row.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.area.ensureWidgetVisible(row.box)

    def clear_errors(self) -> None:
        """Take away what was said before."""
        self._trouble.hide()
        for row in self.rows.values():
            row.set_error("")

    async def _save(self) -> None:
        self.clear_errors()
        given = self.given()
        if given == self._as_found:
            self.reject()
            return
        self.main_button.setEnabled(False)
        try:
            await self._write(given)
        except Refused as refusal:
            if isValid(self):
                self.show_refusal(refusal)
        except FacilitatorError as error:
            if isValid(self):
                self._tell(say_error(error))
            raise
        else:
            if isValid(self):
                self.accept()
        finally:
            if isValid(self):
                self.main_button.setEnabled(True)

    def _tell(self, words: str) -> None:
        self._trouble.set_text(words)
        self._trouble.show()


def text_field(theme: Theme, name: str, text: str, *, lines: int) -> QPlainTextEdit:
    """A field of several lines that Tab leaves."""
    field = QPlainTextEdit()
    field.setObjectName(name)
    field.setTabChangesFocus(True)
    field.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    field.setFixedHeight(theme.line(Type.BODY) * lines + 22)
    field.setPlainText(text)
    return field
