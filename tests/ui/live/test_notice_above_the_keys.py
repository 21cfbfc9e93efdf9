"""What was just done is told above the keys of the console, never over them."""

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QWidget


def where(widget: QWidget) -> QRect:
    """The place of a widget in its window."""
    return QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())


def test_a_notice_stands_above_the_keys_of_the_console(stage):
    stage.window.notice("Undone: Amina was marked present", undo=True)
    QApplication.processEvents()

    notice = where(stage.window._notice_bar)
    assert notice.isValid()
    assert not notice.intersects(where(stage.screen._console.keys))


def test_a_notice_makes_room_for_the_line_of_a_note(stage):
    stage.press(Qt.Key.Key_Space)
    stage.window.notice("Undone: Amina was marked present", undo=True)
    stage.press(Qt.Key.Key_N)
    QApplication.processEvents()

    assert stage.screen._console.note.isVisible()
    assert not where(stage.window._notice_bar).intersects(where(stage.screen._console.note))
