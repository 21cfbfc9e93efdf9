"""What the program does with what people tell: plain facts."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.settings.section import Section
from ui.shell.shell import Shell
from ui.widgets.labels import IconLabel, TextLabel
from ui.words import t


class PrivacySection(Section):
    """Facts, and nothing to switch."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(
            shell,
            t("Privacy"),
            t("What happens to what people tell you, and what never happens."),
        )
        for icon, title, text in (
            (
                "hard-drive",
                t("Everything is in one file on this computer"),
                t("There is no account and no server. Whoever has the file has what is in it."),
            ),
            (
                "shield-check",
                t("Nothing is sent"),
                t("The program opens no connection: no statistics, no updates, no error reports."),
            ),
            (
                "monitor",
                t("The room display shows no person"),
                t("Never a name, a note, a rating or a need; only what the group does now."),
            ),
            (
                "users",
                t("A name is all that is needed"),
                t("Everything else about a person is optional, and says why it may be asked."),
            ),
            (
                "eye-off",
                t("Heads without a name"),
                t("People who do not want to be listed are counted apart, beside the totals."),
            ),
            (
                "history",
                t("Changes leave a trail"),
                t("Who changed what and when stays in the file, so that mistakes can be undone."),
            ),
            (
                "archive",
                t("Backups hold the same people"),
                t("They lie beside the workbook. Keep them as safe as the file itself."),
            ),
        ):
            self.column.addWidget(self._fact(icon, title, text))
        self.end()

    def _fact(self, icon: str, title: str, text: str) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        row.addWidget(
            IconLabel(self.theme, icon, color="accent", size=20), 0, Qt.AlignmentFlag.AlignTop
        )
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(TextLabel(self.theme, title, weight=600, wrap=True))
        column.addWidget(TextLabel(self.theme, text, color="text-2", wrap=True))
        row.addLayout(column, 1)
        return box
