"""The report on a bug: facts a person can copy and send, while the program runs on."""

from __future__ import annotations

import platform
import sys
import traceback

import PySide6
from PySide6.QtCore import Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

import facilitator
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.buttons import Button
from ui.widgets.labels import TextLabel
from ui.words import t


def facts_of(error: BaseException) -> str:
    """What a developer needs to know about an error, as plain text."""
    screens = ", ".join(
        f"{screen.size().width()}x{screen.size().height()}@{screen.devicePixelRatio():g}"
        for screen in QGuiApplication.screens()
    )
    lines = [
        f"Facilitator {facilitator.__version__}",
        f"Python {platform.python_version()}, PySide6 {PySide6.__version__}, Qt {qVersion()}",
        f"{platform.platform()}, {QGuiApplication.platformName()}, {screens}",
        f"Started as {sys.argv[0] if sys.argv else '?'}",
        "",
        "".join(traceback.format_exception(error)).rstrip(),
    ]
    return "\n".join(lines)


class ReportWindow(QDialog):
    """Shows the facts of one or more errors; a second one is added to the first."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("report_window")
        self.setWindowTitle(t("Something went wrong in the program"))
        self.setModal(False)
        self.resize(theme.px(680), theme.px(460))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        title = t("Something went wrong in the program")
        column.addWidget(TextLabel(theme, title, Type.SCREEN, wrap=True))
        column.addWidget(
            TextLabel(
                theme,
                t(
                    "This is our fault. What was shown as saved is on disk, and you can go on"
                    " working. If you send us this report, we can mend it; look it over first, as"
                    " it may mention a name or a file."
                ),
                color="text-2",
                wrap=True,
            )
        )
        self._facts = QPlainTextEdit()
        self._facts.setObjectName("report_facts")
        self._facts.setAccessibleName(t("Report"))
        self._facts.setReadOnly(True)
        self._facts.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._facts.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        column.addWidget(self._facts, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        self._copy = Button(theme, t("Copy the report"), icon="copy", name="report_copy")
        self._copy.clicked.connect(self._copy_facts)
        row.addWidget(self._copy)
        go_on = Button(theme, t("Go on working"), role="main", name="report_go_on")
        go_on.clicked.connect(self.accept)
        row.addWidget(go_on)
        column.addLayout(row)

    def add(self, error: BaseException) -> None:
        """Show an error, after those shown already."""
        before = self._facts.toPlainText()
        text = facts_of(error)
        self._facts.setPlainText(f"{before}\n\n{text}" if before else text)

    def facts(self) -> str:
        return self._facts.toPlainText()

    def _copy_facts(self) -> None:
        QGuiApplication.clipboard().setText(self.facts())
        self._copy.set_words(t("Copied"))
        self._copy.set_icon("check")
