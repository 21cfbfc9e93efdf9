"""Somebody in front of the window: sees what is on screen, and uses the mouse or the keyboard.

Everything is found by the words that stand on it, as a person finds it and as a screen reader says
it; nothing of the program is called. Input goes through the window system's own entry, so that
what is covered, disabled or blocked by a dialog cannot be used.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QKeySequence, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QScrollArea,
    QTabBar,
    QWidget,
)
from typing_extensions import override

from ui.shell.main_window import MainWindow

Found = TypeVar("Found", bound=QWidget)
Seen = TypeVar("Seen")
PATIENCE = 20.0
_LOOK_EVERY = 0.004
_FIELDS = (QLineEdit, QPlainTextEdit, QAbstractSpinBox, QComboBox)
_ISOLATES = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069"))


def plain(text: str) -> str:
    """Without the signs that keep directions of writing apart."""
    return text.translate(_ISOLATES)


def words_of(widget: QWidget) -> str:
    """What is said of a widget: its accessible name, else its text."""
    said = widget.accessibleName()
    if not said and isinstance(widget, QAbstractButton | QLabel):
        said = widget.text().replace("&", "")
    return plain(said)


class Person:
    """Looks, waits, and answers the questions for files.

    Attributes:
        window: the window that is used.
        files: what is answered when a file or a folder is asked for, the next first.
        proposed: the names that were proposed for files, in order.
        is_gone: the window was closed.
    """

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.files: list[Path] = []
        self.proposed: list[str] = []
        self.is_gone = False
        window.choose_file_to_open = self._answer  # type: ignore[method-assign]
        window.choose_file_to_save = self._answer  # type: ignore[method-assign]
        window.choose_folder = self._answer  # type: ignore[method-assign]

    async def _answer(self, _title: str, _kinds: str = "", name: str = "") -> Path | None:
        self.proposed.append(name)
        return self.files.pop(0) if self.files else None

    # Waiting -------------------------------------------------------------------------------------

    async def until(self, look: Callable[[], Seen], what: str = "") -> Seen:
        """Wait until `look` gives something, and give that."""
        end = time.monotonic() + PATIENCE
        while True:
            self.no_bug_was_reported()
            self._has_keyboard()
            seen = look()
            if seen:
                return seen
            if time.monotonic() > end:
                raise AssertionError(f"never came: {what}\non screen:\n{self.screen()}")
            await asyncio.sleep(_LOOK_EVERY)

    async def settled(self) -> None:
        """Wait until the window has done what it was asked, or asks something itself."""

        def still() -> bool:
            asked = QApplication.activeModalWidget() is not None
            return asked or (not len(self.window._tasks) and not self.window.session.busy)

        await self.until(still, "the end of the work")
        await self.until(self._has_keyboard, "the keyboard")

    def _has_keyboard(self) -> bool:
        """When a dialog has gone, a window system gives the keyboard back to what was behind it;
        the one that draws into memory does not.
        """
        if QApplication.activeWindow() is None and not self.is_gone:
            top = QApplication.activeModalWidget() or self.window
            if top.isVisible():
                top.activateWindow()
                return False
        return True

    def no_bug_was_reported(self) -> None:
        """The window shows no report of a bug."""
        report = self.window._errors.report
        assert report is None, report and report.facts()

    async def does(self, act: Callable[[], object]) -> None:
        """Act outside of every task, as input comes, then wait for what follows."""
        loop = asyncio.get_running_loop()
        acted = loop.create_future()

        def run() -> None:
            try:
                act()
            except BaseException as error:  # noqa: BLE001 - handed to the test
                acted.set_exception(error)
            else:
                acted.set_result(None)

        loop.call_soon(run)
        await acted
        await self.settled()

    # Looking -------------------------------------------------------------------------------------

    def tops(self) -> list[QWidget]:
        """What can be used now: an open list or menu, else a dialog, else the window."""
        popup, modal = QApplication.activePopupWidget(), QApplication.activeModalWidget()
        return [popup or modal or self.window]

    def widgets(self, kind: type[Found] = QWidget) -> Iterator[Found]:  # type: ignore[assignment]
        """Everything of a kind that is on screen and can be used now."""
        for top in self.tops():
            if isinstance(top, kind):
                yield top
            for each in top.findChildren(kind):
                if each.isVisible():
                    yield each

    def texts(self) -> list[str]:
        """All words on screen, those of lists and tables too."""
        found: list[str] = []
        for each in self.widgets():
            if isinstance(each, QAbstractItemView):
                found += [plain(str(index.data() or "")) for index in cells(each)]
            elif isinstance(each, QLineEdit | QAbstractSpinBox):
                found.append(each.text())
            elif isinstance(each, QPlainTextEdit):
                found.append(each.toPlainText())
            elif isinstance(each, QTabBar):
                found += [each.accessibleTabName(i) or each.tabText(i) for i in range(each.count())]
            said = words_of(each)
            if said:
                found.append(said)
            if isinstance(each, QLabel):
                found.append(plain(each.text()))
            if each.accessibleDescription():
                found.append(plain(each.accessibleDescription()))
        return found

    def screen(self) -> str:
        """What is on screen, for a message."""
        focus = QApplication.focusWidget()
        told = "\n".join(f"    {text}" for text in dict.fromkeys(self.texts()) if text)
        return f"{told}\n  focus: {focus and (focus.objectName() or words_of(focus))} {focus}"

    def sees(self, words: str) -> bool:
        """Whether some words on screen hold these."""
        return any(words in text for text in self.texts())

    async def reads(self, *words: str) -> None:
        """Wait until all these words are on screen."""
        for each in words:
            await self.until(lambda each=each: self.sees(each), f"“{each}”")  # type: ignore[misc]

    async def is_at(self, title: str) -> None:
        """Wait until the page of that title is on show, and has been read."""
        await self.until(lambda: plain(self.window._header.title.text()) == title, f"page {title}")
        await self.settled()

    def text(self, name: str) -> str:
        """What a label or button of that object name (`#name`) says; empty when it is not there."""
        found = next((each for each in self.widgets() if each.objectName() == name[1:]), None)
        return plain(str(getattr(found, "text", str)()))

    def button(self, words: str) -> QAbstractButton:
        """A button that can be pressed, by what it says; an object name is written `#name`."""
        found = [each for each in self.widgets(QAbstractButton) if _is_called(each, words)]
        ready = [each for each in found if each.isEnabled()]
        state = "is disabled" if found else "is not there"
        assert ready, f"the button “{words}” {state}\non screen:\n{self.screen()}"
        return ready[0]

    def field(self, words: str) -> QWidget:
        """A field to write in, by its name."""
        found = [
            each
            for each in self.widgets()
            if isinstance(each, _FIELDS) and each.isEnabled() and _is_called(each, words)
        ]
        assert found, f"no field “{words}”\non screen:\n{self.screen()}"
        return found[0]

    def view(self, words: str) -> QAbstractItemView:
        """A list or table, by its name."""
        found = [each for each in self.widgets(QAbstractItemView) if _is_called(each, words)]
        assert found, f"no list “{words}”\non screen:\n{self.screen()}"
        return found[0]

    def cell(self, view: str, words: str, column: int | None = None) -> QModelIndex:
        """The first cell of a list or table that holds these words; in its row, `column`."""
        found = [index for index in cells(self.view(view)) if words in plain(str(index.data()))]
        assert found, f"no “{words}” in {view}\non screen:\n{self.screen()}"
        first = found[0]
        return first if column is None else first.siblingAtColumn(column)

    def notice(self) -> str:
        """What the notice says, if there is one."""
        bar = self.window._notice_bar
        return plain(bar._words.text()) if bar.isVisible() else ""

    async def is_told(self, words: str) -> None:
        """Wait for a notice."""
        await self.until(lambda: words in self.notice(), f"the notice “{words}”")

    def trouble(self) -> str:
        """What the trouble bar says, if it is there."""
        bar = self.window._trouble_bar
        return plain(bar._headline.text()) if bar.isVisible() else ""


class Mouse(Person):
    """Does everything by clicks; writes only where a click has put the cursor."""

    async def clicks(self, target: str | QWidget) -> None:
        """Click a button, by what it says."""
        if isinstance(target, str):
            await self.until(lambda: self._ready(target), f"the button “{target}”")
        widget = self.button(target) if isinstance(target, str) else target
        self._bring_into_view(widget)
        await self.does(lambda: _click(widget, widget.rect().center()))

    async def clicks_tab(self, words: str) -> None:
        """Click a tab of the page."""
        bar = self.window._header.tabs
        names = [bar.tab(index).words for index in range(bar.count())]
        place = bar.tabRect(names.index(words)).center()
        await self.does(lambda: _click(bar, place))

    async def clicks_cell(self, index: QModelIndex, *, twice: bool = False) -> None:
        """Click a row or cell, or open it."""
        view = _view_of(index, self.widgets(QAbstractItemView))
        view.scrollTo(index)
        place = view.visualRect(index).center()
        await self._put_notice_away(view.viewport(), place)
        await self.does(lambda: _click(view.viewport(), place, twice=twice))

    async def clicks_start_of(self, index: QModelIndex, inside: int = 24) -> None:
        """Click the sign at the start of a row."""
        view = _view_of(index, self.widgets(QAbstractItemView))
        view.scrollTo(index)
        rect = view.visualRect(index)
        place = QPoint(rect.left() + inside, rect.center().y())
        await self.does(lambda: _click(view.viewport(), place))

    async def writes(self, field: str, text: str, *, over: bool = True) -> None:
        """Click into a field and write, over what stood there."""
        widget = self.field(field)
        self._bring_into_view(widget)
        await self.does(lambda: _click(widget, _inner(widget)))
        await self.until(lambda: _has_focus(widget), f"the cursor in “{field}”")
        await self.types(text, over=over)

    async def types(self, text: str, *, over: bool = False) -> None:
        """Write where the cursor is."""

        def write() -> None:
            if over:
                _press("Ctrl+A")
            _write(text)

        await self.does(write)

    async def chooses(self, field: str, words: str) -> None:
        """Open a choice and click one of its lines."""
        box = self.field(field)
        assert isinstance(box, QComboBox)
        await self.does(lambda: _click(box, box.rect().center()))
        view = box.view()
        await self.until(view.isVisible, f"the list of “{field}”")
        place = box.findText(words, Qt.MatchFlag.MatchContains)
        assert place >= 0, f"no “{words}” in “{field}”"
        index = view.model().index(place, box.modelColumn())
        view.scrollTo(index)
        await self.does(lambda: _click(view.viewport(), view.visualRect(index).center()))

    async def clicks_line(self, words: str) -> None:
        """Click a line of the menu that is open."""
        menu = await self.until(QApplication.activePopupWidget, "a menu")
        assert isinstance(menu, QMenu), menu
        lines = {plain(each.text().partition("\t")[0]): each for each in menu.actions()}
        assert words in lines, f"no line “{words}”, but {list(lines)}"
        place = menu.actionGeometry(lines[words]).center()
        await self.does(lambda: _click(menu, place))

    async def presses(self, keys: str) -> None:
        """A key within writing: Enter ends a line."""
        await self.does(lambda: _press(keys))

    async def _put_notice_away(self, widget: QWidget, place: QPoint) -> None:
        """Rows at the lower edge may be under a notice, which has its own cross."""
        hit = _hit(widget, place)[1]
        if self.window._notice_bar.isAncestorOf(hit) or hit is self.window._notice_bar:
            close = self.button("#notice_close")
            await self.does(lambda: _click(close, close.rect().center()))

    def _ready(self, words: str) -> bool:
        found = (each for each in self.widgets(QAbstractButton) if _is_called(each, words))
        return any(each.isEnabled() for each in found)

    def _bring_into_view(self, widget: QWidget) -> None:
        """Turn the wheel until the widget is in sight."""
        area = widget.parentWidget()
        while area is not None:
            if isinstance(area, QScrollArea) and area.widget() is not None:
                area.ensureWidgetVisible(widget)
            area = area.parentWidget()


class Keyboard(Person):
    """Does everything by keys. The focus goes only where keys take it."""

    async def presses(self, *keys: str) -> None:
        """Press keys one after the other, each as `QKeySequence` reads it."""
        for each in keys:
            await self.does(lambda each=each: _press(each))  # type: ignore[misc]

    async def writes(self, text: str) -> None:
        """Write where the focus is."""
        await self.does(lambda: _write(text))

    async def tabs_to(self, words: str, keys: str = "Tab") -> QWidget:
        """Press Tab until what has the focus is called so."""
        passed: list[str] = []
        for _ in range(80):
            focus = self._focus()
            if focus is not None and _is_called(focus, words):
                return focus
            await self.presses(keys)
            focus = self._focus()
            passed.append(f"{focus.objectName()}/{words_of(focus)}" if focus else "nothing")
        raise AssertionError(f"Tab never comes to “{words}”, but to {list(dict.fromkeys(passed))}")

    async def fills(self, field: str, text: str) -> None:
        """Go to a field with Tab and write over what stands there."""
        await self.tabs_to(field)
        await self.presses("Ctrl+A")
        await self.writes(text)

    async def goes_to_cell(self, view: str, words: str, column: int | None = None) -> None:
        """Move the cursor of the list that has the focus with the arrows, to a cell."""
        widget = self.view(view)
        assert widget.hasFocus() or widget.focusProxy() is self._focus(), f"{view}: {self.screen()}"
        wanted = self.cell(view, words, column)
        for _ in range(400):
            now = widget.currentIndex()
            if now.row() == wanted.row() and (column is None or now.column() == wanted.column()):
                return
            if now.row() != wanted.row():
                await self.presses("Down" if now.row() < wanted.row() else "Up")
            else:
                await self.presses("Right" if now.column() < wanted.column() else "Left")
            assert widget.currentIndex() != now, f"the arrows do not move in {view}"
        raise AssertionError(f"the arrows never come to “{words}” in {view}")

    async def finds(self, text: str, words: str) -> None:
        """Ctrl+K, write, and take the answer that holds these words."""
        await self.presses("Ctrl+K")
        await self.writes(text)
        palette = self.window._palette
        assert palette is not None

        def place() -> int:
            rows = palette._model.rows()
            return next(
                (
                    i + 1
                    for i, hit in enumerate(rows)
                    if hit.do is not None and words in plain(f"{hit.words} {hit.about}")
                ),
                0,
            )

        await self.until(place, f"“{words}” in the palette")
        for _ in range(60):
            if palette._list.currentIndex().row() + 1 == place():
                break
            await self.presses("Down")
        await self.presses("Enter")

    def _focus(self) -> QWidget | None:
        return QApplication.focusWidget()


class NoMouse(QObject):
    """Remembers every use of a mouse: a journey of the keyboard asks that there was none."""

    _KINDS = frozenset(
        {
            QEvent.Type.MouseButtonPress,
            QEvent.Type.MouseButtonRelease,
            QEvent.Type.MouseButtonDblClick,
            QEvent.Type.MouseMove,
            QEvent.Type.Wheel,
        }
    )

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in self._KINDS:
            self.seen.append(f"{event.type()} on {watched}")
        return False


def cells(view: QAbstractItemView) -> Iterator[QModelIndex]:
    """All cells of a list or table, row by row."""
    model = view.model()
    if model is None:
        return
    # A list has one column, and PySide lets nobody ask it.
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
    for row in range(model.rowCount()):
        for column in range(columns):
            yield model.index(row, column)


def _is_called(widget: QWidget, words: str) -> bool:
    if words.startswith("#"):
        return widget.objectName() == words[1:]
    return words_of(widget) == words


def _view_of(index: QModelIndex, views: Iterator[QAbstractItemView]) -> QAbstractItemView:
    return next(view for view in views if view.model() is index.model())


def _has_focus(widget: QWidget) -> bool:
    focus = QApplication.focusWidget()
    return focus is widget or (focus is not None and widget.isAncestorOf(focus))


def _inner(widget: QWidget) -> QPoint:
    """A place within a field that only sets the cursor: not on an arrow at its end."""
    return QRect(widget.rect()).center() - QPoint(widget.width() // 4, 0)


def _hit(widget: QWidget, place: QPoint) -> tuple[QPoint, QWidget]:
    """Where a place of a widget is in its window, and what is uppermost there."""
    window = widget.window()
    where = widget.mapTo(window, place)
    return where, window.childAt(where) or window


def _click(widget: QWidget, place: QPoint, *, twice: bool = False) -> None:
    where, hit = _hit(widget, place)
    inside = hit is widget or widget.isAncestorOf(hit)
    assert inside, f"{widget.objectName() or words_of(widget)} is covered by {hit} at {where}"
    top = widget.window().windowHandle()
    QTest.mouseMove(top, where)
    QTest.mouseClick(top, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)
    if twice:
        QTest.mouseDClick(top, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)


def _key_window() -> QWindow:
    top = QApplication.activePopupWidget() or QApplication.activeWindow()
    assert top is not None, "no window has the keyboard"
    return top.windowHandle()


def _press(keys: str) -> None:
    combination = QKeySequence(keys)[0]
    QTest.keyClick(_key_window(), combination.key(), combination.keyboardModifiers())


def _write(text: str) -> None:
    for letter in text:
        code = QTest.asciiToKey(ord(letter)) if letter.isascii() else Qt.Key.Key_unknown
        QTest.sendKeyEvent(
            QTest.KeyAction.Click,
            _key_window(),
            Qt.Key(code),
            letter,
            Qt.KeyboardModifier.NoModifier,
        )
