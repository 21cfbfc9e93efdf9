"""A part of the console that keeps some keys for itself while the focus is in it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame
from typing_extensions import override


class KeyFrame(QFrame):
    """All other keys go on meaning what they mean on the console.

    Attributes:
        own_keys: the keys that are kept.

    Signals:
        left: it is to be closed.

    """

    left = Signal()
    own_keys: frozenset[Qt.Key] = frozenset({Qt.Key.Key_Escape})

    def key(self, event: QKeyEvent) -> bool:
        """Use one of its own keys; False where it means nothing here."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return True
        return False

    @override
    def event(self, event: QEvent) -> bool:
        # Asked before the commands of the window are: what is accepted here stays a mere key.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            held = event.modifiers() & (
                Qt.KeyboardModifier.ControlModifier
                | Qt.KeyboardModifier.AltModifier
                | Qt.KeyboardModifier.MetaModifier
            )
            if not held and event.key() in self.own_keys:
                event.accept()
                return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.key(event):
            super().keyPressEvent(event)
