"""Walks a widget shown in the pseudo-locale and lists what a translator or a reader would miss.

Use it on every screen::

    with spoken("xx-pseudo"):
        window = make_window(workbook, Route("people"))
        assert faults_of(window, data=names_in(workbook)) == []

A *bare* text never passed through `ui.words.t`; a *clipped* one has no room for 40 % more letters.
What people wrote is neither: it stands in an `isolate` or is named in `data`.
"""

import re
from collections.abc import Collection, Iterator

from PySide6.QtCore import QAbstractListModel, QLocale, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)

from ui.widgets.buttons import Button
from ui.widgets.labels import TextLabel
from ui.widgets.rail import RailButton
from ui.words import has_letters

_PSEUDO = re.compile(r"\[[^\[\]]*\]")
_ISOLATED = re.compile("\u2068[^\u2069]*\u2069")


# Qt names keys, days and months in the person's language by itself.
_KEYS = re.compile(
    r"\b(?:Ctrl|Alt|Shift|Meta|Enter|Esc|Del|Ins|PgUp|PgDown|PgDn|Home|End|Space|Tab|F\d{1,2}|[A-Z])\b"
)
_CALENDAR = re.compile(
    "|".join(
        re.escape(name)
        for kind in (QLocale.FormatType.LongFormat, QLocale.FormatType.ShortFormat)
        for name in (
            *(QLocale("en-GB").monthName(number, kind) for number in range(1, 13)),
            *(QLocale("en-GB").dayName(number, kind) for number in range(1, 8)),
        )
    )
)


def faults_of(root: QWidget, data: Collection[str] = ()) -> list[str]:
    """Bare and clipped texts of `root` and of all that is visible in it, one line each."""
    found: list[str] = []
    for widget in _visible(root):
        where = _name_of(widget)
        for what, text in _texts_of(widget):
            if is_bare(text, data):
                found.append(f"bare {what} of {where}: {text!r}")
        clipped = _clipped(widget)
        if clipped:
            found.append(f"clipped text of {where}: {clipped}")
    return list(dict.fromkeys(found))


def is_bare(text: str, data: Collection[str] = ()) -> bool:
    """Whether letters remain once translated parts and what people wrote are taken out."""
    rest = _KEYS.sub("", _CALENDAR.sub("", _ISOLATED.sub("", text)))
    before = None
    while before != rest:
        # Translated texts may stand within each other: "[Gô tô [Pêoplê~~]~~~]".
        before, rest = rest, _PSEUDO.sub("", rest)
    if not has_letters(rest):
        return False
    for each in sorted(data, key=len, reverse=True):
        rest = rest.replace(each, "")
    return has_letters(rest)


def _visible(root: QWidget) -> Iterator[QWidget]:
    yield root
    for widget in root.findChildren(QWidget):
        if widget.isVisible() and not widget.objectName().startswith("qt_"):
            yield widget


def _texts_of(widget: QWidget) -> Iterator[tuple[str, str]]:
    yield "tooltip", re.sub("<[^>]*>", "", widget.toolTip())
    yield "accessible name", widget.accessibleName()
    if isinstance(widget, QLabel | QAbstractButton):
        yield "text", widget.text()
    elif isinstance(widget, QLineEdit | QPlainTextEdit):
        yield "prompt", widget.placeholderText()
    elif isinstance(widget, QGroupBox):
        yield "title", widget.title()
    elif isinstance(widget, QComboBox):
        for index in range(widget.count()):
            yield "choice", widget.itemText(index)
    elif isinstance(widget, QTabBar):
        for index in range(widget.count()):
            yield "tab", widget.tabText(index)
    elif isinstance(widget, QAbstractItemView):
        yield from _heads_of(widget)
    if not isinstance(widget, QMenu):
        for action in widget.actions():
            yield "action", action.text()


def _heads_of(view: QAbstractItemView) -> Iterator[tuple[str, str]]:
    model = view.model()
    if model is None:
        return
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
    for column in range(columns):
        head = model.headerData(column, Qt.Orientation.Horizontal)
        # Qt numbers the columns of models that name none.
        if isinstance(head, str):
            yield "column", head


def _clipped(widget: QWidget) -> str:
    if isinstance(widget, TextLabel) and widget.is_cut():
        # What people wrote may be cut, and is whole in the tooltip; our own words may not.
        return widget.text() if _PSEUDO.search(widget.text()) else ""
    if isinstance(widget, QLabel) and widget.text():
        if widget.wordWrap():
            needed = QSize(0, widget.heightForWidth(widget.width()))
        else:
            needed = widget.sizeHint() if not isinstance(widget, TextLabel) else QSize(0, 0)
            needed = needed.expandedTo(QSize(0, widget.fontMetrics().height()))
        too_small = needed.width() > widget.width() + 1 or needed.height() > widget.height() + 1
        return widget.text() if too_small else ""
    if isinstance(widget, Button) and widget.words:
        return widget.words if widget.sizeHint().width() > widget.width() + 1 else ""
    if isinstance(widget, RailButton):
        width = widget.sizeHint().width()
        return widget.words if width > widget.width() else ""
    return ""


def _name_of(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.objectName()!r}"
