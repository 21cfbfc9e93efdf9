"""Cards scanned faster than the disk answers, on the real loop and the workbook's own thread."""

import asyncio
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from facilitator.clock import SetClock
from facilitator.workbook import Workbook
from ui.attendance.checkin_screen import CheckInScreen
from ui.jobs.session import WorkbookSession
from ui.settings_store import SettingsStore
from ui.shell.main_window import MainWindow
from ui.shell.route import Route
from ui.theme.theme import Theme


async def test_every_card_of_a_quick_queue_is_marked(
    qtbot: Any, theme: Theme, settings: SettingsStore, clock: SetClock, book: Workbook
) -> None:
    path = Path(book.path)
    workshop_id = book.planning.workshops()[1].id
    cards = [row.participant_id for row in book.attendance.desk(workshop_id).rows]
    book.close(back_up=False)
    session = WorkbookSession(clock=clock)
    window = MainWindow(theme, settings, session, clock)
    qtbot.addWidget(window, before_close_func=lambda each: setattr(each, "_may_close", True))
    window.show()
    await session.open(path)
    window.go(Route("workshop.checkin", (workshop_id,)))
    screen = window.findChild(CheckInScreen)
    search = screen.findChild(QLineEdit, "desk_search")

    for card in cards:
        qtbot.keyClicks(search, card)
        qtbot.keyClick(search, Qt.Key.Key_Return)

    async def all_marked() -> None:
        while True:
            desk = await session.ask(lambda wb: wb.attendance.desk(workshop_id))
            if all(row.status_key == "present" for row in desk.rows):
                return

    await asyncio.wait_for(all_marked(), timeout=20)
    assert search.text() == ""
    await session.close()
    await window._tasks.end()
