"""The sign over a rehearsal: nothing is kept, how fast it goes, and the way out."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QWidget

from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.buttons import Button
from ui.widgets.labels import IconLabel, TextLabel
from ui.words import t

SPEEDS = (1, 5, 10, 20, 60)


class PracticeSign(QFrame):
    """Stands above the console for as long as a rehearsal is on.

    Signals:
        speed_requested(int): how many times as fast.
        end_requested: the rehearsal is over.
    """

    speed_requested = Signal(int)
    end_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("note")
        self.setProperty("tone", "warn")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 12, 6)
        row.setSpacing(8)
        row.addWidget(IconLabel(theme, "info", color="on-warn-soft"))
        words = TextLabel(
            theme, t("Practice: nothing is kept"), Type.BODY_STRONG, color="on-warn-soft"
        )
        words.setObjectName("run_practice_words")
        row.addWidget(words)
        row.addStretch(1)
        row.addWidget(TextLabel(theme, t("Speed"), color="on-warn-soft"))
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        for speed in SPEEDS:
            button = Button(theme, f"{speed} ×", role="quiet", size="small", name=f"speed_{speed}")
            button.setAccessibleName(t("{speed} times as fast", speed=speed))
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._group.addButton(button, speed)
            row.addWidget(button)
        end = Button(theme, t("End the rehearsal"), size="small", keys="P", name="run_practice_end")
        end.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row.addWidget(end)
        self._group.idClicked.connect(self.speed_requested)
        end.clicked.connect(self.end_requested)
        self.hide()

    def show_speed(self, speed: float | None) -> None:
        """Show how fast it goes; None: there is no rehearsal."""
        self.setVisible(speed is not None)
        button = self._group.button(round(speed)) if speed is not None else None
        if button is not None:
            button.setChecked(True)
