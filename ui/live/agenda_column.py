"""The agenda beside the console: what was planned, what it took, where we are, when it ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from facilitator.live.model import (
    ActivityStatus,
    PlannedActivity,
    RunNote,
    RunPlan,
    RunRow,
    RunView,
)
from facilitator.live.replanning import steps_of
from ui.live.run_words import (
    against_target,
    kind_words,
    minutes_taken,
    spoken_row,
    whole_minutes,
)
from ui.live.time_words import wall_time
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.chip import Chip
from ui.widgets.kind_mark import draw_kind
from ui.widgets.labels import TextLabel, line
from ui.widgets.painting import END, draw_hairline, draw_line_of_text, mirrored, plain_tip
from ui.words import isolate, t, tn

Index = QModelIndex | QPersistentModelIndex
LINE_ROLE = Qt.ItemDataRole.UserRole + 1
_NOTES_SHOWN = 3
_TO_COME = {ActivityStatus.CURRENT, ActivityStatus.WAITING}
_OVER = {ActivityStatus.DONE, ActivityStatus.SKIPPED, ActivityStatus.LEFT_OUT}


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """One row as it is drawn. Two equal lines look the same."""

    activity_id: str
    status: ActivityStatus
    time_text: str
    kind: str
    title: str
    minutes_text: str
    minutes_ink: str
    spoken: str
    is_step: bool = False
    """A step of a parallel group, below the activity that it belongs to."""


class AgendaModel(QAbstractListModel):
    """The lines of the agenda; a tick announces only rows that look different."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[AgendaLine] = []

    def set_lines(self, lines: Sequence[AgendaLine]) -> None:
        """Show these lines."""
        if len(lines) != len(self._lines):
            self.beginResetModel()
            self._lines = list(lines)
            self.endResetModel()
            return
        for row, new in enumerate(lines):
            if new != self._lines[row]:
                self._lines[row] = new
                self.dataChanged.emit(self.index(row), self.index(row))

    def line(self, row: int) -> AgendaLine:
        """The line in that row."""
        return self._lines[row]

    def row_on(self) -> int | None:
        """The row of the activity that is on."""
        for row, each in enumerate(self._lines):
            if each.status is ActivityStatus.CURRENT and not each.is_step:
                return row
        return None

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._lines)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else 1

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._lines):
            return None
        found = self._lines[index.row()]
        if role == LINE_ROLE:
            return found
        if role == Qt.ItemDataRole.DisplayRole:
            return found.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return found.spoken
        return None


class AgendaDelegate(QStyledItemDelegate):
    """Draws a line: time, mark, title, minutes; the one that is on on its own ground."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        found: AgendaLine = index.data(LINE_ROLE)
        if found.is_step:
            return QSize(option.rect.width(), self._theme.row_height("row-dense") - 2)
        extra = self._theme.px(6) if found.status is ActivityStatus.CURRENT else 0
        return QSize(option.rect.width(), self._theme.row_height("row") - 2 + extra)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        found: AgendaLine = index.data(LINE_ROLE)
        theme, whole = self._theme, option.rect
        direction = option.direction
        painter.save()
        on = found.status is ActivityStatus.CURRENT and not found.is_step
        over = found.status in _OVER or found.is_step
        if on:
            painter.fillRect(whole, theme.color("selection"))
        draw_hairline(painter, theme, whole.left(), whole.right(), whole.bottom())
        focused = option.state & QStyle.StateFlag.State_HasFocus
        if focused and option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(theme.color("focus"))
            painter.drawRect(whole.adjusted(1, 1, -2, -2))
            painter.drawRect(whole.adjusted(2, 2, -3, -3))
        inset = theme.space(4)
        ink = theme.color("text-2" if over else "text")
        left, right = whole.left() + inset, whole.right() + 1 - inset
        left = self._paint_time(painter, whole, left, found, direction, quiet=over)
        side = theme.px(13)
        if found.is_step:
            left += side + theme.space(2)
            right = self._paint_minutes(painter, whole, right, found, direction, strong=False)
            room = QRect(left, whole.top(), max(right - 8 - left, 0), whole.height())
            draw_line_of_text(
                painter,
                mirrored(room, whole, direction),
                found.title,
                theme.font(Type.BODY),
                ink,
                direction=direction,
            )
            painter.restore()
            return
        mark = QRect(left, whole.center().y() - side // 2 + 1, side, side)
        painter.setOpacity(0.55 if over else 1.0)
        draw_kind(painter, theme.palette, found.kind, QRectF(mirrored(mark, whole, direction)))
        painter.setOpacity(1.0)
        left += side + theme.space(2)
        right = self._paint_minutes(painter, whole, right, found, direction, strong=on)
        font = theme.font(Type.ROW, weight=600 if on else 500 if not over else 400)
        font.setStrikeOut(found.status in {ActivityStatus.SKIPPED, ActivityStatus.LEFT_OUT})
        room = QRect(left, whole.top(), max(right - theme.space(2) - left, 0), whole.height())
        draw_line_of_text(
            painter,
            mirrored(room, whole, direction),
            found.title,
            font,
            ink,
            direction=direction,
        )
        painter.restore()

    @override
    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        found: AgendaLine | None = index.data(LINE_ROLE)
        if found is None or event.type() != QEvent.Type.ToolTip:
            return False
        QToolTip.showText(event.globalPos(), plain_tip(found.spoken), view)
        return True

    def _paint_time(
        self,
        painter: QPainter,
        whole: QRect,
        left: int,
        found: AgendaLine,
        direction: Qt.LayoutDirection,
        *,
        quiet: bool,
    ) -> int:
        theme = self._theme
        width = theme.metrics(Type.ROW, tabular=True).horizontalAdvance("00:00") + 2
        on = found.status is ActivityStatus.CURRENT and not found.is_step
        weight = 600 if on else 400
        draw_line_of_text(
            painter,
            mirrored(QRect(left, whole.top(), width, whole.height()), whole, direction),
            found.time_text,
            theme.font(Type.ROW, weight=weight, tabular=True),
            theme.color("text-2" if quiet else "text"),
            direction=direction,
        )
        return left + width + theme.space(3)

    def _paint_minutes(
        self,
        painter: QPainter,
        whole: QRect,
        right: int,
        found: AgendaLine,
        direction: Qt.LayoutDirection,
        *,
        strong: bool,
    ) -> int:
        theme = self._theme
        step = Type.BODY
        font = theme.font(step, weight=600 if strong else 500, tabular=True)
        metrics = theme.metrics(step, weight=600, tabular=True)
        width = metrics.horizontalAdvance(found.minutes_text) + 2
        draw_line_of_text(
            painter,
            mirrored(QRect(right - width, whole.top(), width, whole.height()), whole, direction),
            found.minutes_text,
            font,
            theme.color(found.minutes_ink),
            align=END,
            direction=direction,
        )
        return right - width


class AgendaList(QListView):
    """The rows. The one that is on is kept in view; a chosen row is let go with the focus.

    Signals:
        opened(str): an activity was asked for with Enter or a double click.
    """

    opened = Signal(str)

    def __init__(self, theme: Theme, model: AgendaModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = model
        self.setObjectName("run_agenda")
        self.setAccessibleName(t("Agenda of this run"))
        self.setModel(model)
        self.setItemDelegate(AgendaDelegate(theme, self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.doubleClicked.connect(lambda index: self.opened.emit(self._id_at(index)))
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    @property
    def chosen_id(self) -> str | None:
        """The activity a person has chosen here, while the list has the focus."""
        index = self.currentIndex()
        return self._id_at(index) if self.hasFocus() and index.isValid() else None

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.chosen_id is not None:
            self.opened.emit(self.chosen_id)
            return
        super().keyPressEvent(event)

    def show_row(self, row: int) -> None:
        """Bring the row of the current activity, and the next one, into view."""
        last = self._lines.rowCount() - 1
        self.scrollTo(self._lines.index(min(row + 1, last)))
        self.scrollTo(self._lines.index(row))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        row_on = self._lines.row_on()
        if row_on is not None:
            self.show_row(row_on)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self.selectionModel().clear()

    def _id_at(self, index: Index) -> str:
        return self._lines.line(index.row()).activity_id


class AgendaColumn(QFrame):
    """Heading, rows, the foreseen end, the last notes."""

    def __init__(
        self,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("run_agenda_column")
        self.setProperty("paper", "surface")
        self.model = AgendaModel(self)
        self.list = AgendaList(theme, self.model)
        self._row_on: int | None = None
        self._has_notes = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._build_heading())
        column.addWidget(line())
        self.list.setMinimumHeight(40)
        column.addWidget(self.list, 1)
        column.addWidget(line())
        column.addWidget(self._build_end())
        column.addWidget(self._build_notes())

    def show_run(
        self, plan: RunPlan, view: RunView, gone_steps: frozenset[str] = frozenset()
    ) -> None:
        """Show the run as it is at that moment; `gone_steps` are left out of its groups."""
        lines: list[AgendaLine] = []
        for activity, row in zip(plan.activities, view.rows, strict=True):
            lines.append(self._line_of(plan, row))
            if activity.tracks and row.status in _TO_COME:
                lines += _step_lines(plan, activity, row, gone_steps)
        self.model.set_lines(lines)
        row_on = self.model.row_on()
        if row_on is not None and row_on != self._row_on:
            self.list.scheduleDelayedItemsLayout()
            self.list.show_row(row_on)
        self._row_on = row_on
        self._end_time.setText(wall_time(view.projected_end, plan.time_zone))
        target = ""
        if plan.target_end is not None:
            # The promised end moves along with a start at another time or on another day.
            moved = plan.target_end + (view.planned_start - plan.starts_at)
            target = wall_time(moved, plan.time_zone)
        against = against_target(view, plan, target)
        self._end_chip.setVisible(against is not None)
        if against is not None:
            self._end_chip.set_state(*against)

    def show_notes(self, notes: Sequence[RunNote], time_zone: str) -> None:
        """Show the last of these notes, newest first."""
        last = sorted(notes, key=lambda note: note.noted_at, reverse=True)[:_NOTES_SHOWN]
        self._has_notes = bool(last)
        self._fit_notes()
        for (time_label, text_label), note in zip(self._note_rows, last, strict=False):
            time_label.setText(wall_time(note.noted_at, time_zone))
            text_label.setText(note.text)
        for index, (time_label, text_label) in enumerate(self._note_rows):
            time_label.setVisible(index < len(last))
            text_label.setVisible(index < len(last))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_notes()

    def _fit_notes(self) -> None:
        """The notes give way where there is room for little more than the rows."""
        self._notes.setVisible(self._has_notes and self.height() > self._theme.px(360))

    def _build_heading(self) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(16, 10, 16, 10)
        row.addWidget(TextLabel(self._theme, t("Agenda"), Type.SECTION), 1)
        row.addWidget(TextLabel(self._theme, t("minutes taken"), Type.CAPTION, color="text-2"))
        return box

    def _build_end(self) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(16, 10, 16, 10)
        row.setSpacing(12)
        self._end_time = TextLabel(self._theme, "", Type.ROW, tabular=True, weight=600)
        self._end_time.setObjectName("run_agenda_end")
        self._end_time.setAccessibleName(t("Foreseen end"))
        self._end_chip = Chip(self._theme, "", name="run_against_target")
        row.addWidget(self._end_time)
        row.addWidget(TextLabel(self._theme, t("End"), Type.ROW, color="text-2"))
        row.addStretch(1)
        row.addWidget(self._end_chip)
        return box

    def _build_notes(self) -> QWidget:
        self._notes = QWidget()
        self._notes.setObjectName("run_last_notes")
        self._notes.setAccessibleName(t("Last notes"))
        column = QVBoxLayout(self._notes)
        column.setContentsMargins(0, 0, 0, 12)
        column.setSpacing(6)
        column.addWidget(line())
        heading = TextLabel(self._theme, t("Last notes"), Type.LABEL, color="text-3")
        heading.setContentsMargins(16, 8, 16, 0)
        column.addWidget(heading)
        self._note_rows: list[tuple[TextLabel, TextLabel]] = []
        for _ in range(_NOTES_SHOWN):
            row = QHBoxLayout()
            row.setContentsMargins(16, 0, 16, 0)
            row.setSpacing(12)
            time_label = TextLabel(self._theme, "", color="text-2", tabular=True)
            text_label = TextLabel(self._theme, "", elide=True)
            row.addWidget(time_label)
            row.addWidget(text_label, 1)
            column.addLayout(row)
            self._note_rows.append((time_label, text_label))
        self._notes.hide()
        return self._notes

    def _line_of(self, plan: RunPlan, row: RunRow) -> AgendaLine:
        time_text = wall_time(row.starts_at, plan.time_zone) if row.starts_at else ""
        minutes_text, ink = minutes_taken(row)
        return AgendaLine(
            row.activity_id,
            row.status,
            time_text,
            row.kind,
            row.title,
            minutes_text,
            ink,
            spoken_row(row, time_text, kind_words(row.kind)),
        )


def _step_lines(
    plan: RunPlan, activity: PlannedActivity, row: RunRow, gone_steps: frozenset[str]
) -> list[AgendaLine]:
    """What the parallel groups of an activity do, step by step, as it stands in this run."""
    found: list[AgendaLine] = []
    steps = steps_of(activity, row.allotted_seconds, gone_steps)
    for track, in_track in zip(activity.tracks, steps, strict=True):
        starts = row.starts_at
        for step, seconds in in_track:
            time_text = wall_time(starts, plan.time_zone) if starts else ""
            minutes = tn("{n} min", "{n} min", whole_minutes(seconds))
            title = t("{group}: {steps}", group=isolate(track.name), steps=isolate(step.title))
            spoken = t("{time} {title}, {minutes}", time=time_text, title=title, minutes=minutes)
            found.append(
                AgendaLine(
                    activity.id,
                    row.status,
                    time_text,
                    row.kind,
                    title,
                    minutes,
                    "text-2",
                    spoken,
                    is_step=True,
                )
            )
            starts = starts + timedelta(seconds=seconds) if starts else None
    return found
