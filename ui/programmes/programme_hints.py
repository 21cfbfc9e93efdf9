"""What is worth a second look in a programme as a whole, quietly below its workshops."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout

from facilitator.planning.hints import Hint
from ui.planning.hints_deeds import bring_back_each, put_aside, see_methods
from ui.planning.hints_help import Advice, LibraryPart, read_programme_advice
from ui.planning.hints_list import HintList
from ui.shell.screen import Screen
from ui.theme.tokens import Type
from ui.widgets.labels import TextLabel
from ui.words import t


class ProgrammeHints(QFrame):
    """Reads and shows the hints on one programme; hidden while there is nothing to say.

    Call `show_programme` whenever the screen loads; deeds are done on behalf of `screen`.
    """

    def __init__(self, screen: Screen) -> None:
        super().__init__()
        self._screen = screen
        self._programme_id = ""
        self.setObjectName("programme_hints")
        self.setAccessibleName(t("A second pair of eyes"))
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(6)
        heading = TextLabel(screen.theme, t("A second pair of eyes"), Type.LABEL, color="text-3")
        column.addWidget(heading)
        self.hints = HintList(screen.theme)
        self.hints.setMaximumWidth(screen.theme.px(640))
        column.addWidget(self.hints)
        self.hints.dismiss_requested.connect(self._put_aside)
        self.hints.bring_back_requested.connect(self._bring_back)
        self.hints.methods_requested.connect(self._see_methods)
        self.hide()

    async def show_programme(self, programme_id: str) -> None:
        """Read the hints of a programme and show them."""
        self._programme_id = programme_id
        advice: Advice = await self._screen.session.ask(
            lambda wb: read_programme_advice(wb, programme_id)
        )
        self.hints.show_advice(advice, editable=not self._screen.session.read_only)
        self.setVisible(bool(advice.hints) or bool(advice.aside))

    def _put_aside(self, hint: Hint) -> None:
        self._screen.spawn(put_aside(self._screen, hint))

    def _bring_back(self) -> None:
        self._screen.spawn(self._bring_all_back())

    async def _bring_all_back(self) -> None:
        programme_id = self._programme_id
        every: Sequence[Hint] = await self._screen.session.ask(
            lambda wb: wb.planning.programme_hints(programme_id, dismissed=True)
        )
        await bring_back_each(self._screen, [hint for hint in every if hint.dismissed])

    def _see_methods(self, part: LibraryPart) -> None:
        see_methods(self._screen, part)
