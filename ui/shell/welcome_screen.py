"""What the window shows while no workbook is open: the sample, a new one, the recent ones."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from ui.settings_store import RECENT_WORKBOOKS
from ui.shell.command import Command
from ui.shell.route import Route
from ui.shell.screen import Screen
from ui.shell.shell import Shell
from ui.widgets.buttons import Button
from ui.widgets.cards import ActionCard
from ui.widgets.page_header import Crumb
from ui.widgets.start_page import StartPage
from ui.widgets.status_line import KeyHint
from ui.words import isolate, locale, t

_MOST_RECENT = 2


class WelcomeScreen(Screen):
    """The first thing a newcomer sees; one click opens the sample programme."""

    needs_workbook = False

    def __init__(self, shell: Shell, route: Route) -> None:
        super().__init__(shell, route)
        self._new = Button(
            self.theme,
            t("New workbook"),
            role="main",
            size="large",
            icon="plus",
            keys="Ctrl+N",
            name="welcome_new",
        )
        self._new.clicked.connect(shell.workbooks.make_new)
        sample = Button(
            self.theme,
            t("Open the sample programme"),
            size="large",
            icon="sparkles",
            name="welcome_sample",
        )
        sample.clicked.connect(shell.workbooks.open_sample)
        page = StartPage(
            self.theme,
            t("Start with one workshop"),
            t(
                "Write down what will happen and when. The rest follows from it: the timer in the"
                " room, the sign-in sheet, the hours, the certificates and the report. It all"
                " stays in one file on this computer."
            ),
            buttons=(self._new, sample),
            aside=t(
                "“Future Skills in our City”: five evenings, 24 invented people, in a workbook"
                " of its own."
            ),
            cards=self._cards(),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)

    @override
    def title(self) -> str:
        return t("Welcome")

    @override
    def trail(self) -> Sequence[Crumb]:
        today = self.shell.clock.now().astimezone()
        day = QDate(today.year, today.month, today.day)
        return (Crumb(locale().toString(day, "dddd d MMMM yyyy")),)

    @override
    def keys(self) -> Sequence[KeyHint]:
        return (
            KeyHint("Ctrl+N", t("new workbook")),
            KeyHint("Ctrl+O", t("open")),
            KeyHint("Ctrl+K", t("do anything")),
            KeyHint("F1", t("help")),
        )

    @override
    def commands(self) -> Sequence[Command]:
        return (
            Command(
                "welcome.new",
                t("New workbook"),
                self.shell.workbooks.make_new,
                shortcut="Ctrl+N",
                icon="file-plus",
                in_palette=False,
            ),
        )

    @override
    def first_focus(self) -> QWidget | None:
        return self._new

    def _cards(self) -> list[ActionCard]:
        cards = [
            ActionCard(
                self.theme,
                t("Open a workbook"),
                t("A file that ends in “.facilitator”. You can also drop it on this window."),
                icon="folder-open",
                keys="Ctrl+O",
                name="welcome_open",
            )
        ]
        cards[0].clicked.connect(self.shell.workbooks.choose_and_open)
        for number, text in enumerate(self.shell.settings.get(RECENT_WORKBOOKS)[:_MOST_RECENT]):
            cards.append(self._recent_card(Path(text), number))
        return cards

    def _recent_card(self, path: Path, number: int) -> ActionCard:
        card = ActionCard(
            self.theme,
            isolate(path.stem),
            t("Opened lately, from {folder}", folder=isolate(path.parent)),
            icon="history",
            name=f"welcome_recent_{number + 1}",
        )
        card.clicked.connect(lambda _checked=False: self.shell.workbooks.open(path))
        return card
