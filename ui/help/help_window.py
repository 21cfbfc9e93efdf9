"""Help beside the work: the topic of the page one is on, the others, and a search in all of them.

A window of its own and not a screen, so that asking for help never leaves a running workshop.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt
from PySide6.QtGui import QKeyEvent, QShowEvent, QTextCursor, QTextDocument
from PySide6.QtWidgets import QDialog, QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget
from typing_extensions import override

from ui.help.setting import set_in_type
from ui.help.topics import Topic, found, topic, topics
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.fields import SearchField
from ui.widgets.labels import TextLabel, line
from ui.widgets.rows import RowsModel, RowsView, RowWords
from ui.words import t

_SIZE = (760, 640)
_LIST_WIDTH = 220


class HelpWindow(QDialog):
    """Topics at the start side, the chosen one beside them. Escape closes."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._placed = False
        self.setObjectName("help_window")
        self.setWindowTitle(t("Help"))
        self.setModal(False)
        self.setProperty("paper", "canvas")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._build_topics())
        row.addWidget(line("vertical"))
        row.addWidget(self._build_text(), 1)
        self._model.set_rows(topics())
        theme.changed.connect(self._dress)
        self._dress()
        self.resize(self.sizeHint())

    def _build_topics(self) -> QWidget:
        side = QWidget()
        side.setFixedWidth(self._theme.px(_LIST_WIDTH))
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 14, 0, 8)
        column.setSpacing(10)
        head = QVBoxLayout()
        head.setContentsMargins(14, 0, 14, 0)
        self._search = SearchField(self._theme, t("Search in the help"), name="search_help")
        self._search.textChanged.connect(self._narrow)
        self._search.installEventFilter(self)
        head.addWidget(self._search)
        column.addLayout(head)
        self._model = RowsModel[Topic](lambda each: RowWords(each.title, strong=False))
        self._list = RowsView(
            self._theme, name="topics", title=t("Topics"), hairlines=False, rounded=True
        )
        self._list.setStyleSheet("QListView { background: transparent; }")
        self._list.set_rows_model(self._model)
        self._list.current_changed.connect(self._show_current)
        column.addWidget(self._list, 1)
        self._nothing = TextLabel(
            self._theme, t("Nothing in the help has these words."), color="text-2", wrap=True
        )
        self._nothing.setContentsMargins(16, 0, 16, 0)
        self._nothing.hide()
        column.addWidget(self._nothing)
        return side

    def _build_text(self) -> QTextBrowser:
        self._text = QTextBrowser()
        self._text.setObjectName("help_text")
        self._text.setOpenLinks(False)
        self._text.setOpenExternalLinks(False)
        self._text.setFrameShape(QTextBrowser.Shape.NoFrame)
        return self._text

    @override
    def sizeHint(self) -> QSize:
        window = self.parentWidget()
        most = window.size() if window is not None else QSize(*_SIZE)
        wanted = QSize(self._theme.px(_SIZE[0]), self._theme.px(_SIZE[1]))
        return wanted.boundedTo(most)

    def show_topic(self, key: str) -> None:
        """Show a topic, all topics in the list."""
        self._search.clear()
        chosen = topic(key)
        for number, each in enumerate(self._model.rows()):
            if each.key == chosen.key:
                self._list.setCurrentIndex(self._model.index(number))
        self._show(chosen)

    def shown(self) -> str:
        """The key of the topic on show."""
        current: Topic | None = self._list.current_row()
        return current.key if current is not None else ""

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        window = self.parentWidget()
        if window is not None and not self._placed:
            # At the end side of the window, so that the page one asks about stays in view.
            self._placed = True
            gap = 24
            left = window.width() - self.width() - gap
            if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
                left = gap
            self.move(window.mapToGlobal(QPoint(left, 72)))
        self._list.setFocus()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is self._search
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Up}
            and self._model.rows()
        ):
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            row = self._list.currentIndex().row() + step
            row = max(0, min(row, len(self._model.rows()) - 1))
            self._list.setCurrentIndex(self._model.index(row))
            return True
        return super().eventFilter(watched, event)

    def _narrow(self, text: str) -> None:
        before = self.shown()
        rows = found(text)
        self._model.set_rows(rows)
        self._nothing.setVisible(not rows)
        if not rows:
            return
        place = next((n for n, each in enumerate(rows) if each.key == before), 0)
        self._list.setCurrentIndex(self._model.index(place))
        self._show(rows[place])

    def _show_current(self, chosen: Topic | None) -> None:
        if chosen is not None:
            self._show(chosen)

    def _show(self, chosen: Topic) -> None:
        self._text.setMarkdown(chosen.text)
        set_in_type(self._text.document(), self._theme)
        self._text.setAccessibleName(chosen.title)
        self._find_first()

    def _find_first(self) -> None:
        """Bring the first word that was looked for into view and choose it."""
        words = self._search.text().split()
        self._text.moveCursor(QTextCursor.MoveOperation.Start)
        if words and not self._text.find(words[0]):
            self._text.find(words[0], QTextDocument.FindFlag.FindBackward)

    def _dress(self) -> None:
        theme = self._theme
        self._text.setFont(theme.font(Type.ROW, weight=400))
        ground = theme.color("surface").name()
        self._text.setStyleSheet(f"QTextBrowser {{ background: {ground}; border: none; }}")
        shown = self.shown()
        if shown:
            self._show(topic(shown))
