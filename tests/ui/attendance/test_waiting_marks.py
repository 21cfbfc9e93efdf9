"""A mark that the disk does not take is kept, says so, and counts from the moment of the key."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from facilitator.clock import SetClock
from facilitator.errors import StorageTrouble
from facilitator.workbook import Workbook
from ui.attendance.checkin_screen import CheckInScreen
from ui.attendance.desk_table import DeskTable
from ui.attendance.waiting_marks import WaitingMarks
from ui.shell.main_window import MainWindow
from ui.widgets.status_line import StatusLine

Key = Qt.Key


class Disk:
    """Takes marks or is full."""

    def __init__(self, book: Workbook, monkeypatch: pytest.MonkeyPatch) -> None:
        self.full = False
        really = book.attendance.mark

        def mark(*what: Any, **how: Any) -> Any:
            if self.full:
                raise StorageTrouble("disk-full", path=str(book.path))
            return really(*what, **how)

        monkeypatch.setattr(book.attendance, "mark", mark)


@pytest.fixture
def disk(book: Workbook, monkeypatch: pytest.MonkeyPatch) -> Disk:
    return Disk(book, monkeypatch)


def enter(qtbot: Any, screen: CheckInScreen, name: str) -> None:
    search = screen.findChild(QLineEdit, "desk_search")
    qtbot.keyClicks(search, name)
    qtbot.keyClick(search, Key.Key_Return)


def row_of(screen: CheckInScreen, name: str) -> str:
    model = screen.findChild(DeskTable).model()
    texts = [
        str(model.index(row, column).data())
        for column in range(model.columnCount())
        for row in range(model.rowCount())
    ]
    return next(text for text in texts if text.startswith(name))


def saving(window: MainWindow) -> str:
    return window.findChild(StatusLine)._saving.text()


def test_a_mark_the_disk_did_not_take_says_so_in_its_row_and_below(
    qtbot: Any, window: MainWindow, screen: CheckInScreen, disk: Disk
) -> None:
    disk.full = True
    enter(qtbot, screen, "kwame")

    assert row_of(screen, "Kwame Mensah") == "Kwame Mensah, 17:15, waiting for the disk"
    assert saving(window) == "1 mark NOT SAVED yet"
    assert "The disk is full" in window._trouble_bar._headline.text()
    assert "Kwame Mensah" in window._trouble_bar._detail.text()


def test_it_is_tried_again_and_counts_from_the_moment_of_the_key(
    qtbot: Any, window: MainWindow, screen: CheckInScreen, disk: Disk, clock: SetClock
) -> None:
    disk.full = True
    enter(qtbot, screen, "kwame")
    enter(qtbot, screen, "hoa")
    assert saving(window) == "2 marks NOT SAVED yet"
    clock.pass_seconds(1200)
    disk.full = False

    waiting = window.findChild(WaitingMarks)
    assert waiting._timer.isActive()
    waiting._timer.timeout.emit()

    assert row_of(screen, "Kwame Mensah").endswith("Present, 17:15")
    assert row_of(screen, "Nguyễn Thị Hoa").endswith("Present, 17:15")
    assert saving(window) == "Every mark saved"
    assert not window._trouble_bar.isVisible()
    assert not waiting._timer.isActive()


def test_as_long_as_the_disk_is_full_it_goes_on_waiting(
    qtbot: Any, window: MainWindow, screen: CheckInScreen, disk: Disk
) -> None:
    disk.full = True
    enter(qtbot, screen, "kwame")
    window.findChild(WaitingMarks).try_again()
    assert saving(window) == "1 mark NOT SAVED yet"
    assert window._trouble_bar.isVisible()


def test_a_waiting_mark_can_be_taken_away_again(
    qtbot: Any, window: MainWindow, screen: CheckInScreen, disk: Disk, book: Workbook
) -> None:
    disk.full = True
    enter(qtbot, screen, "kwame")
    table = screen.findChild(DeskTable)
    table.setFocus()
    table.choose(next(iter(window.findChild(WaitingMarks).at(screen.workshop_id))))
    qtbot.keyClick(table, Key.Key_Delete)

    assert row_of(screen, "Kwame Mensah") == "Kwame Mensah, Not yet"
    assert saving(window) == "Every mark saved"
    assert book.counts().attendances == 0
