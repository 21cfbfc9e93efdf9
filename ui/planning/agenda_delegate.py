"""Paints the rows of the agenda and gives each cell its editor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QHelpEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)
from typing_extensions import override

from facilitator.live.learned import Usual
from facilitator.planning.model import ActivityKind
from ui.planning.agenda_model import FIGURES, ROW_ROLE, AgendaModel, Col, Index
from ui.planning.agenda_rows import AgendaLine, EndLine, Row, SpotLine, TrackLine, chip_of
from ui.planning.plan_words import GROUPINGS, grouping_word, kind_word
from ui.planning.usual_words import usual_short
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.fields import Choice
from ui.widgets.kind_mark import draw_kind
from ui.widgets.painting import (
    END,
    START,
    chip_size,
    draw_chip,
    draw_icon,
    draw_line_of_text,
    mirrored,
    plain_tip,
)
from ui.words import isolate, t, tn

_PAD = 8
# Widths of text are rounded down; a chip keeps its last letter with a little more.
_ROUNDING = 3
_DONE_KEYS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
_QUIET = frozenset({Col.KIND, Col.LEAD, Col.GROUPING, Col.ROOM, Col.SKILLS, Col.MATERIALS})
_INDENT = 22
_PALE = 0.45
_BRACKET = 7


class AgendaDelegate(QStyledItemDelegate):
    """Start and lock, kind mark and title, words, figures; groups in a bracket; chips at spots.

    `leads` and `rooms` are (id, name) of those who can lead and of the rooms of the place;
    `editor` is the field that was opened last.

    Signals:
        refused(object, str): what was typed in this cell (a `QModelIndex`) cannot be, and why.
        taken: what was typed is on its way, or was given up.
        details_wanted: the person asked for all details out of an editor.
    """

    refused = Signal(object, str)
    taken = Signal()
    details_wanted = Signal()

    def __init__(self, theme: Theme, model: AgendaModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        # Asked directly while painting: a call through Qt costs more than the answer.
        self._model = model
        self._cell = QPersistentModelIndex()
        self.editor: QWidget | None = None
        self.leads: Sequence[tuple[str, str]] = ()
        self.usual: Mapping[str, Usual] = {}
        self.rooms: Sequence[tuple[str, str]] = ()

    # ------------------------------------------------------------------------------- painting

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, self._theme.row_height())

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = self._model.row_at(index.row())
        if row is None:
            return
        painter.save()
        whole = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(whole, self._theme.color("selection"))
        elif isinstance(row, TrackLine):
            painter.fillRect(whole, self._theme.color("surface-alt"))
        if isinstance(row, EndLine):
            self._paint_spot(painter, option, index, row, icon="flag")
        elif isinstance(row, SpotLine):
            self._paint_spot(painter, option, index, row, icon="timer-off" if row.over else "timer")
        else:
            self._paint_row(painter, option, index, row)
        self._paint_focus(painter, option, index)
        painter.restore()

    def _paint_row(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: Index,
        row: AgendaLine | TrackLine,
    ) -> None:
        whole, column = option.rect, index.column()
        self._paint_line(painter, whole)
        if isinstance(row, AgendaLine) and self._model.is_cut(row.activity.id):
            painter.setOpacity(_PALE)
        if column == Col.START:
            self._paint_start(painter, option, row)
        elif column != Col.TITLE:
            self._paint_words(painter, option, index, row)
        elif isinstance(row, TrackLine):
            self._paint_group(painter, option, row)
        else:
            self._paint_title(painter, option, row)

    def _paint_line(self, painter: QPainter, whole: QRect) -> None:
        painter.fillRect(
            whole.left(), whole.bottom(), whole.width(), 1, self._theme.color("hairline")
        )

    def _paint_focus(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view = option.widget
        if not isinstance(view, QAbstractItemView) or not view.hasFocus():
            return
        if view.currentIndex() != index:
            return
        painter.setOpacity(1)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("focus"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(option.rect).adjusted(2, 2, -2, -3), 4, 4)

    def _paint_start(
        self, painter: QPainter, option: QStyleOptionViewItem, row: AgendaLine | TrackLine
    ) -> None:
        slot = row.slot
        over = isinstance(row, AgendaLine) and slot.overlap_before_seconds > 0
        quiet = isinstance(row, TrackLine) or row.is_step
        ink = "warn" if over else "text-2" if quiet else "text"
        right = self._paint_time(painter, option, row.start, row.days, ink)
        if isinstance(row, AgendaLine) and slot.locked:
            whole, size = option.rect, self._theme.px(14)
            where = QRect(right + 4, whole.center().y() - size // 2 + 1, size, size)
            draw_icon(
                painter, self._theme, mirrored(where, whole, option.direction), "lock", "accent"
            )

    def _paint_time(
        self, painter: QPainter, option: QStyleOptionViewItem, text: str, days: int, ink: str
    ) -> int:
        """Draw a time, with the days after the first one behind it; returns where it ends."""
        theme, whole, direction = self._theme, option.rect, option.direction
        left = whole.left() + theme.space(4)
        width = theme.metrics(Type.BODY, tabular=True).horizontalAdvance(text) + 2
        spot = mirrored(QRect(left, whole.top(), width, whole.height()), whole, direction)
        font = theme.font(Type.BODY, tabular=True)
        draw_line_of_text(painter, spot, text, font, theme.color(ink), direction=direction)
        right = left + width
        if days:
            mark = f"+{days}"
            size = theme.metrics(Type.CAPTION).horizontalAdvance(mark) + 2
            spot = QRect(right, whole.top() - theme.px(3), size, whole.height())
            draw_line_of_text(
                painter,
                mirrored(spot, whole, direction),
                mark,
                theme.font(Type.CAPTION),
                theme.color("text-2"),
                direction=direction,
            )
            right += size
        return right

    def _paint_title(
        self, painter: QPainter, option: QStyleOptionViewItem, row: AgendaLine
    ) -> None:
        theme, whole, direction = self._theme, option.rect, option.direction
        room = self._inside(option, row)
        if row.is_step:
            self._paint_bracket(painter, option, ends=row.last)
        if row.groups:
            chevron = mirrored(self.chevron(whole), whole, direction)
            rtl = direction == Qt.LayoutDirection.RightToLeft
            closed = "chevron-left" if rtl else "chevron-right"
            draw_icon(painter, theme, chevron, "chevron-down" if row.open else closed)
        size = theme.px(13)
        mark = QRect(room.left(), whole.center().y() - size // 2 + 1, size, size)
        draw_kind(
            painter, theme.palette, row.activity.kind, QRectF(mirrored(mark, whole, direction))
        )
        room.setLeft(mark.right() + theme.space(2))
        chip, tone = chip_of(row)
        usual = self.usual.get(row.activity.id)
        if not chip and usual is not None and usual.differs:
            chip, tone = usual_short(usual), "info"
        room.setRight(self._paint_chip(painter, option, room, chip, tone))
        draw_line_of_text(
            painter,
            mirrored(room, whole, direction),
            self._model.shown(row, Col.TITLE),
            theme.font(Type.BODY if row.is_step else Type.ROW),
            theme.color("danger" if self._model.is_failed(row.activity.id) else "text"),
            direction=direction,
        )

    def _paint_group(self, painter: QPainter, option: QStyleOptionViewItem, row: TrackLine) -> None:
        theme, whole, direction = self._theme, option.rect, option.direction
        self._paint_bracket(painter, option, ends=row.last)
        room = self._inside(option, row)
        size = theme.px(14)
        mark = QRect(room.left(), whole.center().y() - size // 2 + 1, size, size)
        draw_icon(painter, theme, mirrored(mark, whole, direction), "users", "text-2")
        room.setLeft(mark.right() + theme.space(2))
        room.setRight(self._paint_chip(painter, option, room, row.chip, ""))
        draw_line_of_text(
            painter,
            mirrored(room, whole, direction),
            row.title,
            theme.font(Type.BODY, weight=600),
            theme.color("text"),
            direction=direction,
        )

    def _paint_chip(
        self, painter: QPainter, option: QStyleOptionViewItem, room: QRect, chip: str, tone: str
    ) -> int:
        """Draw a chip at the end of a room; returns where words before it have to end."""
        if not chip:
            return room.right()
        theme, whole, direction = self._theme, option.rect, option.direction
        width, height = chip_size(theme, chip)
        width = min(width + _ROUNDING, room.width() // 2)
        left = room.right() - width
        spot = QRect(left, whole.center().y() - height // 2, width, height)
        draw_chip(
            painter, theme, mirrored(spot, whole, direction), chip, tone=tone, direction=direction
        )
        return left - theme.space(2)

    def _paint_bracket(
        self, painter: QPainter, option: QStyleOptionViewItem, *, ends: bool
    ) -> None:
        """The line that holds the groups of an activity together."""
        theme, whole = self._theme, option.rect
        x = whole.left() + _PAD + theme.px(_BRACKET)
        bottom = whole.center().y() if ends else whole.bottom()
        shaft = mirrored(
            QRect(x, whole.top(), 2, bottom - whole.top() + 1), whole, option.direction
        )
        painter.fillRect(shaft, theme.color("border-strong"))
        if ends:
            foot = QRect(x, bottom, theme.px(8), 2)
            painter.fillRect(mirrored(foot, whole, option.direction), theme.color("border-strong"))

    def _paint_words(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: Index,
        row: AgendaLine | TrackLine,
    ) -> None:
        theme, model, column = self._theme, self._model, index.column()
        text = model.shown(row, column) if isinstance(row, AgendaLine) else str(index.data())
        if not text:
            return
        quiet = isinstance(row, TrackLine) or column in _QUIET
        figures = column in FIGURES
        ink = "text-2" if quiet else "text"
        if column == Col.LEAST:
            ink = "text-2" if option.state & QStyle.StateFlag.State_Selected else "text-3"
        elif isinstance(row, AgendaLine) and model.is_failed(row.activity.id):
            ink = "danger"
        strong = column == Col.MINUTES and not quiet
        draw_line_of_text(
            painter,
            option.rect.adjusted(_PAD, 0, -_PAD, 0),
            text,
            theme.font(Type.BODY, weight=500 if strong else None, tabular=figures),
            theme.color(ink),
            align=END if figures else START,
            direction=option.direction,
        )

    def _paint_spot(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: Index,
        row: SpotLine | EndLine,
        *,
        icon: str,
    ) -> None:
        theme, whole, direction = self._theme, option.rect, option.direction
        if index.column() == Col.START and row.time:
            days = row.days if isinstance(row, EndLine) else 0
            self._paint_time(painter, option, row.time, days, "warn" if row.over else "text-2")
        elif index.column() == Col.TITLE:
            room = whole.adjusted(_PAD, 0, -_PAD, 0)
            if isinstance(row, SpotLine) and row.is_step:
                self._paint_bracket(painter, option, ends=False)
                room.setLeft(room.left() + theme.px(_INDENT))
            width, height = chip_size(theme, row.chip, icon)
            chip = QRect(room.left(), whole.center().y() - height // 2, width + _ROUNDING, height)
            chip.setWidth(min(chip.width(), room.width()))
            draw_chip(
                painter,
                theme,
                mirrored(chip, whole, direction),
                row.chip,
                tone="warn" if row.over else "",
                icon=icon,
                direction=direction,
            )
            aside = QRect(chip.right() + theme.space(3), whole.top(), 0, whole.height())
            aside.setRight(room.right())
            if aside.width() > theme.px(24):
                draw_line_of_text(
                    painter,
                    mirrored(aside, whole, direction),
                    row.aside,
                    theme.font(Type.CAPTION),
                    theme.color("text-2"),
                    direction=direction,
                )
        if isinstance(row, SpotLine):
            self._paint_line(painter, whole)

    def chevron(self, cell: QRect) -> QRect:
        """Where the mark lies that opens and closes groups, in a cell read left to right."""
        size = self._theme.px(16)
        return QRect(cell.left() + _PAD - 2, cell.center().y() - size // 2 + 1, size, size)

    def _inside(self, option: QStyleOptionViewItem, row: AgendaLine | TrackLine) -> QRect:
        room = option.rect.adjusted(_PAD, 0, -_PAD, 0)
        if isinstance(row, TrackLine):
            room.setLeft(room.left() + self._theme.px(_INDENT))
        elif row.is_step:
            room.setLeft(room.left() + self._theme.px(2 * _INDENT))
        elif row.groups:
            room.setLeft(room.left() + self._theme.px(18))
        return room

    @override
    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        row: Row | None = index.data(ROW_ROLE)
        tip = ""
        if event.type() == QEvent.Type.ToolTip and row is not None:
            tip = self._tip(option, index, row)
        if tip:
            QToolTip.showText(event.globalPos(), plain_tip(tip), view)
            return True
        QToolTip.hideText()
        return False

    def _tip(self, option: QStyleOptionViewItem, index: Index, row: Row) -> str:
        column = index.column()
        if isinstance(row, AgendaLine) and column == Col.START:
            said = []
            if row.days:
                said.append(tn("{n} day later", "{n} days later", row.days))
            if row.slot.locked:
                said.append(t("The start is locked"))
            return ". ".join(said)
        if isinstance(row, TrackLine) and column == Col.TITLE:
            return f"{row.title}. {row.chip}".strip(". ")
        text = str(index.data() or "")
        if isinstance(row, AgendaLine) and column == Col.LEAD and text != row.activity.lead_name:
            return row.activity.lead_name
        if isinstance(row, AgendaLine) and column == Col.GROUPING and row.groups:
            return row.groups
        room = option.rect.width() - 2 * _PAD
        if isinstance(row, AgendaLine) and column == Col.TITLE:
            chip, _tone = chip_of(row)
            room -= self._theme.px(20) + (chip_size(self._theme, chip)[0] if chip else 0)
            text = t("{title}. {more}", title=isolate(text), more=chip) if chip else text
        wide = self._theme.metrics(Type.ROW).horizontalAdvance(text)
        return text if wide > room else ""

    # -------------------------------------------------------------------------------- editing

    @override
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        self.editor = self._make_editor(parent, index)
        return self.editor

    def _make_editor(self, parent: QWidget, index: Index) -> QWidget:
        column = Col(index.column())
        self._cell = QPersistentModelIndex(index)
        heading = index.model().headerData(column, Qt.Orientation.Horizontal)
        options = self._options(column)
        if options:
            choice = Choice(self._theme, name=f"edit_{column.name.lower()}", parent=parent)
            for value, words in options:
                choice.addItem(words, value)
            choice.setAccessibleName(str(heading))
            choice.activated.connect(lambda: self._finish(choice))
            return choice
        field = QLineEdit(parent)
        field.setObjectName(f"edit_{column.name.lower()}")
        field.setAccessibleName(str(heading))
        field.setProperty("inline", "true")
        field.textEdited.connect(self.taken)
        if column in FIGURES:
            field.setAlignment(Qt.AlignmentFlag.AlignRight)
        return field

    @override
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        value = str(index.data(Qt.ItemDataRole.EditRole))
        if isinstance(editor, Choice):
            at = editor.findData(value)
            if at < 0 and value:
                # Words of one's own stay offered beside the usual ones.
                editor.addItem(value, value)
                at = editor.count() - 1
            editor.setCurrentIndex(max(0, at))
            editor.showPopup()
        elif isinstance(editor, QLineEdit) and not editor.isModified():
            editor.setText(value)
            editor.selectAll()

    @override
    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, Choice):
            model.setData(index, editor.currentData(), Qt.ItemDataRole.EditRole)
        elif isinstance(editor, QLineEdit):
            unchanged = editor.text() == str(index.data(Qt.ItemDataRole.EditRole))
            if index.column() == Col.START and unchanged:
                return  # looked at, not locked
            model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)

    @override
    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        rect = option.rect.adjusted(1, 1, -1, -2)
        row: Row | None = index.data(ROW_ROLE)
        if index.column() == Col.TITLE and isinstance(row, AgendaLine | TrackLine):
            rect.setLeft(self._inside(option, row).left() + self._theme.px(13))
        if isinstance(editor, Choice):
            rect.setWidth(max(rect.width(), editor.sizeHint().width()))
        editor.setGeometry(mirrored(rect, option.rect, option.direction))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Enter would reach the table too and edit again; Tab would run on through every cell.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if isinstance(watched, QWidget) and self._key(watched, event):
                return True
        elif event.type() == QEvent.Type.FocusOut and isinstance(watched, QLineEdit):
            trouble = self._trouble(watched)
            if trouble:
                # Somebody went elsewhere: the old value holds, and the cell says why.
                cell = QPersistentModelIndex(self._cell)
                self.closeEditor.emit(watched, QStyledItemDelegate.EndEditHint.RevertModelCache)
                self.refused.emit(cell, trouble)
                return True
        return super().eventFilter(watched, event)

    def _key(self, editor: QWidget, event: QKeyEvent) -> bool:
        line = editor if isinstance(editor, QLineEdit) else None
        if event.key() == Qt.Key.Key_Escape:
            self.taken.emit()
            return False
        done = event.key() in _DONE_KEYS and line is not None
        tab = event.key() in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}
        whole = event.key() == Qt.Key.Key_F2 and line is not None
        if not (done or tab or whole):
            return False
        trouble = self._trouble(line) if line is not None else ""
        if trouble and line is not None:
            line.setProperty("wrong", "true")
            line.style().unpolish(line)
            line.style().polish(line)
            line.setAccessibleDescription(trouble)
            line.selectAll()
            self.refused.emit(QPersistentModelIndex(self._cell), trouble)
            return True
        again = done and line is not None and Col(self._cell.column()) is Col.TITLE
        again = again and line is not None and not line.isModified()
        self._finish(editor)
        if whole or again:
            self.details_wanted.emit()
        return True

    def _trouble(self, editor: QLineEdit) -> str:
        model = self._cell.model() if self._cell.isValid() else None
        if not isinstance(model, AgendaModel):
            return ""
        return model.trouble(self._cell, editor.text())

    def _finish(self, editor: QWidget) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)

    def _options(self, column: Col) -> list[tuple[str, str]]:
        if column is Col.KIND:
            return [(kind.value, kind_word(kind)) for kind in ActivityKind]
        if column is Col.GROUPING:
            return [(each, grouping_word(each)) for each in GROUPINGS]
        if column is Col.LEAD:
            return [("", t("Nobody yet")), *self.leads]
        if column is Col.ROOM:
            return [("", t("As the workshop")), *self.rooms]
        return []
