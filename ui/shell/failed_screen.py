"""What stands in the place of a screen that could not be made; the report says why."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout
from typing_extensions import override

from ui.shell.route import Route
from ui.shell.screen import Screen
from ui.shell.shell import Shell
from ui.widgets.empty_state import EmptyState
from ui.words import t


class FailedScreen(Screen):
    """Says that the page is missing and that nothing else is."""

    needs_workbook = False

    def __init__(self, shell: Shell, route: Route) -> None:
        super().__init__(shell, route)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(
            EmptyState(
                self.theme,
                t("This page cannot be shown"),
                t("Something in the program failed. Your workbook is safe; the other pages work."),
                icon="bug",
            )
        )

    @override
    def title(self) -> str:
        return t("This page cannot be shown")
