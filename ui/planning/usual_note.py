"""``planned 15, usually 21`` with the one key that adopts it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from facilitator.live.learned import Usual
from ui.planning.plan_words import minutes_of
from ui.planning.usual_words import usual_sentence
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.buttons import Button
from ui.widgets.labels import IconLabel, TextLabel
from ui.words import t


class UsualNote(QWidget):
    """What one's own runs say about the chosen activity; hidden where they say nothing.

    Signals:
        adopt_requested(str): the activity is to be planned as it usually takes.
    """

    adopt_requested = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._activity_id = ""
        self.setObjectName("usual_note")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("paper", "surface-alt")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 12, 4)
        row.setSpacing(6)
        row.addWidget(IconLabel(theme, "history", color="info", size=14))
        self._words = TextLabel(theme, "", Type.CAPTION, color="text-2")
        self._words.setObjectName("usual_words")
        row.addWidget(self._words)
        self._adopt = Button(theme, "", role="link", keys="U", name="adopt_usual")
        self._adopt.clicked.connect(self._ask)
        row.addWidget(self._adopt)
        row.addStretch(1)
        row.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    def show_usual(self, activity_id: str, usual: Usual | None, *, editable: bool) -> None:
        """Show what is known of an activity, where it is worth saying."""
        self._activity_id = activity_id
        shown = usual is not None and usual.differs
        self.setVisible(shown)
        if usual is None or not shown:
            return
        self._words.setText(usual_sentence(usual))
        self._adopt.set_words(t("Take {minutes}", minutes=minutes_of(usual.usual_seconds)))
        self._adopt.setVisible(editable)

    def _ask(self) -> None:
        if self._activity_id:
            self.adopt_requested.emit(self._activity_id)
