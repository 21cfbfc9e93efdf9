"""The command palette (Ctrl+K): go anywhere, do anything, by a few letters of its name."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from facilitator.people.folding import fold
from ui.shell.command import Command
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.labels import IconLabel, TextLabel, line
from ui.widgets.painting import (
    draw_icon,
    draw_keys,
    draw_line_of_text,
    key_cap_width,
    keys_width,
    mirrored,
)
from ui.widgets.rows import ROW_ROLE, Index, RowsModel, RowWords
from ui.widgets.status_line import KeyHint, KeyHints
from ui.words import t

_WIDTH, _TOP, _MOST_ROWS = 640, 92, 8
_WAIT_MS = 60


@dataclass(frozen=True)
class Hit:
    """One answer of the palette: what it is, something quieter about it, what choosing it does."""

    group: str
    words: str
    do: Callable[[], object] | None
    about: str = ""
    icon: str = "arrow-right"
    keys: str = ""


Finder = Callable[[str], Awaitable[Sequence[Hit]]]


def matched_parts(text: str, wanted: str) -> list[tuple[int, int]]:
    """Where words of `text` begin with a word of `wanted`: pairs of start and length.

    Compared as folded, so that "joao" finds "João".
    """
    parts: list[tuple[int, int]] = []
    needles = [fold(word) for word in wanted.split() if fold(word)]
    start = 0
    for word in _words_with_place(text):
        start, letters = word
        for needle in needles:
            length = _folded_prefix(letters, needle)
            if length:
                parts.append((start, length))
                break
    return parts


def matches(text: str, wanted: str) -> bool:
    """Whether each word of `wanted` begins some word of `text`."""
    have = [fold(word) for _, word in _words_with_place(text)]
    return all(
        any(word.startswith(fold(needle)) for word in have)
        for needle in wanted.split()
        if fold(needle)
    )


def _words_with_place(text: str) -> list[tuple[int, str]]:
    found, start = [], 0
    for index, letter in enumerate(text + " "):
        if not (letter.isalnum() or letter in "'’-"):
            if index > start:
                found.append((start, text[start:index]))
            start = index + 1
    return found


def _folded_prefix(word: str, needle: str) -> int:
    """How many letters of `word` fold to something that begins with `needle`; 0 for none."""
    for length in range(1, len(word) + 1):
        folded = fold(word[:length])
        if folded.startswith(needle):
            return length
        if not needle.startswith(folded):
            return 0
    return 0


class CommandPalette(QWidget):
    """Covers the window with a scrim and floats a box over it; Escape or a click outside closes.

    `commands` are asked when it opens; `find` is awaited for people, programmes and workshops as
    one types. Loose spelling is fine; `>` keeps to commands.
    """

    def __init__(
        self,
        theme: Theme,
        window: QWidget,
        *,
        commands: Callable[[], Sequence[Command]],
        find: Finder,
        spawn: Callable[..., object],
    ) -> None:
        super().__init__(window)
        self._theme = theme
        self._window = window
        self._commands = commands
        self._find = find
        self._spawn = spawn
        self._asked = 0
        self._before: QWidget | None = None
        self.setObjectName("command_palette")
        self.setAccessibleName(t("Find anything"))
        self._box = QFrame(self)
        self._box.setProperty("float", "true")
        self._build_box()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._search)
        window.installEventFilter(self)
        theme.changed.connect(self._place)
        self.hide()

    def open(self, text: str = "") -> None:
        """Show it, empty or with a text to begin with."""
        self._before = self.window().focusWidget()
        self._field.setText(text)
        self._search()
        self._place()
        self.show()
        self.raise_()
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def leave(self) -> None:
        """Close it and give the focus back."""
        self._asked += 1
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._before = None

    def hits(self) -> list[Hit]:
        """What is offered now, without the headings."""
        return [hit for hit in self._model.rows() if hit.do is not None]

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Resize:
            self._place()
        if watched is self._field and isinstance(event, QKeyEvent):
            return self._key(event)
        return False

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._box.geometry().contains(event.position().toPoint()):
            self.leave()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        scrim = QColor(self._theme.color("scrim"))
        scrim.setAlphaF(0.46)
        painter.fillRect(self.rect(), scrim)
        _draw_shadow(painter, self._box.geometry(), self._theme.radius("sheet"))

    # ------------------------------------------------------------------------------- private

    def _build_box(self) -> None:
        theme = self._theme
        column = QVBoxLayout(self._box)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(22, 12, 22, 12)
        head.setSpacing(12)
        head.addWidget(IconLabel(theme, "search", size=20))
        self._field = QLineEdit()
        self._field.setObjectName("palette_field")
        self._field.setProperty("bare", "true")
        self._field.setAccessibleName(t("Find anything"))
        self._field.setPlaceholderText(t("A person, a workshop, something to do"))
        self._field.setFont(theme.font(Type.SCREEN, weight=400))
        self._field.installEventFilter(self)
        self._field.textEdited.connect(self._search_soon)
        head.addWidget(self._field, 1)
        escape = KeyHints(theme)
        escape.show_hints([KeyHint("Esc", "")])
        escape.setFixedWidth(key_cap_width(theme, "Esc") + 8)
        head.addWidget(escape)
        column.addLayout(head)
        column.addWidget(line("horizontal"))
        self._model: RowsModel[Hit] = RowsModel(_row_words, self)
        self._list = QListView()
        self._list.setObjectName("palette_list")
        self._list.setAccessibleName(t("Answers"))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setMouseTracking(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setModel(self._model)
        self._delegate = _HitDelegate(theme, self._list)
        self._list.setItemDelegate(self._delegate)
        self._list.clicked.connect(self._do)
        column.addWidget(self._list)
        self._nothing = TextLabel(theme, "", color="text-2", wrap=True)
        self._nothing.setObjectName("palette_nothing")
        self._nothing.setContentsMargins(22, 14, 22, 14)
        column.addWidget(self._nothing)
        column.addWidget(line("hair"))
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 8, 22, 8)
        hints = KeyHints(theme)
        hints.show_hints(
            [
                KeyHint("Up Down", t("choose")),
                KeyHint("Enter", t("open")),
                KeyHint(">", t("commands only")),
            ]
        )
        foot.addWidget(hints, 1)
        foot.addWidget(TextLabel(theme, t("Spelling may be loose"), Type.CAPTION, color="text-2"))
        column.addLayout(foot)

    def _key(self, event: QKeyEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            # Nothing behind the palette may answer to keys while it is open.
            event.accept()
            return event.key() == Qt.Key.Key_Escape
        if event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self._move(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if self._timer.isActive():
                self._timer.stop()
                self._search()
            self._do(self._list.currentIndex())
        # Of the rest only Tab is taken: the field is the one thing to write in, the focus stays.
        else:
            return event.key() in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}
        return True

    def _move(self, step: int) -> None:
        rows = self._model.rows()
        row = self._list.currentIndex().row()
        for _ in rows:
            row = (row + step) % len(rows)
            if rows[row].do is not None:
                self._list.setCurrentIndex(self._model.index(row))
                return

    def _do(self, index: QModelIndex) -> None:
        hit = index.data(ROW_ROLE) if index.isValid() else None
        if hit is None or hit.do is None:
            return
        self.leave()
        hit.do()

    def _search_soon(self) -> None:
        self._timer.start(_WAIT_MS)

    def _search(self) -> None:
        self._asked += 1
        text = self._field.text().strip()
        only_commands = text.startswith(">")
        wanted = text.lstrip("> ")
        commands = self._command_hits(wanted, everything=only_commands)
        self._delegate.wanted = wanted
        self._show(commands, wanted)
        if wanted and not only_commands:
            self._spawn(self._search_rest(self._asked, wanted, commands))

    async def _search_rest(self, asked: int, wanted: str, commands: list[Hit]) -> None:
        found = await self._find(wanted)
        if asked == self._asked:
            self._show([*found, *commands], wanted)

    def _command_hits(self, wanted: str, *, everything: bool) -> list[Hit]:
        hits = [
            Hit(
                t("Do something"),
                command.words,
                command.do,
                about=command.about,
                icon=command.icon or "arrow-right",
                keys=command.shortcut,
            )
            for command in self._commands()
            if command.in_palette and command.enabled() and matches(command.words, wanted)
        ]
        return hits if everything or wanted else hits[:_MOST_ROWS]

    def _show(self, hits: Sequence[Hit], wanted: str) -> None:
        rows: list[Hit] = []
        for hit in hits:
            if not rows or rows[-1].group != hit.group:
                rows.append(replace(hit, words=hit.group, do=None))
            rows.append(hit)
        self._model.set_rows(rows)
        self._nothing.setVisible(not rows)
        self._nothing.setText(t("Nothing is called “{text}”.", text=wanted) if not rows else "")
        self._list.setVisible(bool(rows))
        if len(rows) > 1:
            self._list.setCurrentIndex(self._model.index(1))
        self._place()

    def _place(self) -> None:
        window = self._window
        self.setGeometry(window.rect())
        width = min(self._theme.px(_WIDTH), window.width() - 32)
        rows = self._model.rows()
        heights = [
            self._delegate.row_height(heading=hit.do is None) for hit in rows[: _MOST_ROWS + 4]
        ]
        top = min(_TOP, max(16, window.height() // 8))
        room = window.height() - top - self._theme.px(140)
        self._list.setFixedHeight(max(0, min(sum(heights) + 8, room)))
        self._box.setFixedWidth(width)
        self._box.adjustSize()
        self._box.move((window.width() - width) // 2, top)
        self.update()


class _HitDelegate(QStyledItemDelegate):
    """Paints answers with what matched underlined."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.wanted = ""

    def row_height(self, *, heading: bool) -> int:
        if heading:
            return self._theme.line(Type.LABEL) + 14
        return self._theme.row_height("row-desk")

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        hit: Hit | None = index.data(ROW_ROLE)
        return QSize(0, self.row_height(heading=hit is None or hit.do is None))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        hit: Hit | None = index.data(ROW_ROLE)
        if hit is None:
            return
        theme, direction, whole = self._theme, option.direction, option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = whole.adjusted(22, 0, -22, 0)
        if hit.do is None:
            draw_line_of_text(
                painter,
                room.adjusted(0, 6, 0, 0),
                hit.words,
                theme.font(Type.LABEL),
                theme.color("text-3"),
                direction=direction,
            )
            painter.restore()
            return
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if chosen or over:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("selection" if chosen else "surface-alt"))
            painter.drawRoundedRect(QRectF(whole.adjusted(8, 0, -8, 0)), 8, 8)
        size = theme.px(18)
        spot = QRect(room.left(), whole.center().y() - size // 2 + 1, size, size)
        where = mirrored(spot, whole, direction)
        draw_icon(painter, theme, where, hit.icon, "accent" if chosen else "text-2")
        right = self._paint_keys(painter, whole, room, hit, direction, chosen=chosen)
        left = spot.right() + 12
        self._paint_words(
            painter, whole, QRect(left, whole.top(), right - left, whole.height()), hit, direction
        )
        painter.restore()

    def _paint_keys(
        self,
        painter: QPainter,
        whole: QRect,
        room: QRect,
        hit: Hit,
        direction: Qt.LayoutDirection,
        *,
        chosen: bool,
    ) -> int:
        theme = self._theme
        right = room.right() + 1
        keys = hit.keys or ("Enter" if chosen else "")
        if not keys or not theme.key_hints:
            return right
        width = keys_width(theme, keys)
        spot = QRect(right - width, whole.top(), width, whole.height())
        draw_keys(painter, theme, spot, keys, within=whole, direction=direction)
        return right - width - theme.space(3)

    def _paint_words(
        self,
        painter: QPainter,
        whole: QRect,
        room: QRect,
        hit: Hit,
        direction: Qt.LayoutDirection,
    ) -> None:
        theme = self._theme
        font, metrics = theme.font(Type.ROW), theme.metrics(Type.ROW)
        rect = mirrored(room, whole, direction)
        width = draw_line_of_text(
            painter, rect, hit.words, font, theme.color("text"), direction=direction
        )
        if metrics.horizontalAdvance(hit.words) <= room.width() and not _mixed(hit.words):
            below = whole.center().y() + metrics.ascent() // 2 + 3
            painter.setPen(QPen(theme.color("accent"), 2))
            for start, length in matched_parts(hit.words, self.wanted):
                before = metrics.horizontalAdvance(hit.words[:start])
                long = metrics.horizontalAdvance(hit.words[start : start + length])
                if direction == Qt.LayoutDirection.RightToLeft:
                    x = rect.right() + 1 - width + before
                else:
                    x = rect.left() + before
                painter.drawLine(x, below, x + long, below)
        if hit.about:
            rest = QRect(
                room.left() + width + 12, room.top(), room.width() - width - 12, room.height()
            )
            draw_line_of_text(
                painter,
                mirrored(rest, whole, direction),
                hit.about,
                theme.font(Type.CAPTION),
                theme.color("text-2"),
                direction=direction,
            )


def _mixed(text: str) -> bool:
    """Whether some of a text runs from right to left: lines under its parts would be misplaced."""
    return any("\u0590" <= letter <= "\u08ff" or letter >= "\ufb1d" for letter in text)


def _row_words(hit: Hit) -> RowWords:
    return RowWords(hit.words, second=hit.about, heading=hit.do is None)


def _draw_shadow(painter: QPainter, box: QRect, radius: int) -> None:
    """A soft shadow below a floating box: a few rounded outlines that fade."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    for step in range(12):
        painter.setBrush(QColor(20, 28, 30, 5))
        grown = QRectF(box).adjusted(-step, 4 - step * 0.5, step, 4 + step * 1.4)
        painter.drawRoundedRect(grown, radius + step, radius + step)
