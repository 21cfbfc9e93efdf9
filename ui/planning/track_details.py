"""The parallel group that is chosen: its name and task, who leads it and where, how it compares."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from facilitator.planning.model import TeamRef
from ui.planning.agenda_rows import TrackLine
from ui.planning.plan_words import clock_text, duration
from ui.planning.saved_text import SavedText
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.buttons import Button, IconButton
from ui.widgets.fields import Choice
from ui.widgets.labels import IconLabel, TextLabel
from ui.words import isolate, t, tn

_LONGEST = 300
_CHOICE = 164


class TrackDetails(QWidget):
    """Shows one group and saves what is written about it.

    Signals:
        change_requested(str, object): track id, fields to change.
        add_step_requested, add_group_requested: one more step here; more groups beside it.
        duplicate_requested(str), delete_requested(str): this group once more; without it.
        move_requested(str, int): one place before (−1) or behind (1).
    """

    change_requested = Signal(str, object)
    add_step_requested = Signal()
    add_group_requested = Signal()
    duplicate_requested = Signal(str)
    delete_requested = Signal(str)
    move_requested = Signal(str, int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._track_id = ""
        self.setObjectName("track_details")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("paper", "surface-alt")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 10)
        column.setSpacing(6)
        column.addLayout(self._build_head())
        column.addLayout(self._build_fields(), 1)
        column.addLayout(self._build_foot())

    def show_track(
        self,
        row: TrackLine,
        team: Sequence[TeamRef],
        rooms: Sequence[tuple[str, str]],
        *,
        editable: bool,
    ) -> None:
        """Show a group; `team` may lead it, `rooms` (id, name) it may be in."""
        track = row.track
        other = track.id != self._track_id
        if other:
            self.save_now()
        self._track_id = track.id
        if other or not self._name.isModified():
            self._name.setText(track.name)
            self._name.setModified(False)
            self._name.setCursorPosition(0)
        ends = clock_text(row.slot.start), duration(row.seconds)
        facts = [
            t("in “{title}”", title=row.parent.title),
            t("from {start}, {time}", start=ends[0], time=ends[1]),
        ]
        if row.heads:
            facts.insert(0, tn("{n} person", "{n} people", row.heads))
        facts += [row.chip] if row.chip else []
        self._about.setText(" · ".join(facts))
        self._task.show_text(track.task, other_thing=other)
        self._offer(
            self._lead,
            [("", t("Nobody yet")), *((each.id, each.name) for each in team)],
            track.team_member_id,
            track.team_member_name,
        )
        self._offer(self._room, [("", t("As the workshop")), *rooms], track.room_id, "")
        for widget in (*self._buttons, self._name, self._lead, self._room):
            widget.setEnabled(editable)
        self._task.setReadOnly(not editable)

    def save_now(self) -> None:
        """Save what is being written."""
        self._task.save_now()
        self._save_name()

    def _build_head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(IconLabel(self._theme, "users", size=16))
        self._name = QLineEdit()
        self._name.setObjectName("track_name")
        self._name.setAccessibleName(t("Name of the group"))
        self._name.setMaxLength(_LONGEST)
        self._name.setMinimumWidth(self._theme.px(120))
        self._name.setMaximumWidth(self._theme.px(220))
        self._name.editingFinished.connect(self._save_name)
        row.addWidget(self._name, 1)
        self._about = TextLabel(self._theme, "", Type.CAPTION, color="text-2", elide=True)
        self._about.setObjectName("track_about")
        row.addWidget(self._about, 2)
        return row

    def _build_fields(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        task = t("Task on the sheet of this group")
        self._task = SavedText(self._theme, task, name="track_task", lines=3, quiet=True)
        self._task.save_requested.connect(lambda text: self._save({"task": text}))
        self._lead = Choice(self._theme, name="track_lead")
        self._room = Choice(self._theme, name="track_room")
        labels = (
            (task, self._task, 0, 3),
            (t("Lead"), self._lead, 1, 1),
            (t("Room"), self._room, 2, 1),
        )
        for words, field, at, stretch in labels:
            label = TextLabel(self._theme, words, Type.LABEL, color="text-3")
            label.setBuddy(field)
            field.setAccessibleName(words)
            grid.addWidget(label, 0, at)
            top = Qt.AlignmentFlag.AlignTop
            if at:
                field.setMinimumWidth(self._theme.px(_CHOICE))
                grid.addWidget(field, 1, at, top)
            else:
                grid.addWidget(field, 1, at)
            grid.setColumnStretch(at, stretch)
        self._lead.activated.connect(
            lambda: self._save({"team_member_id": self._lead.currentData() or None})
        )
        self._room.activated.connect(
            lambda: self._save({"room_id": self._room.currentData() or None})
        )
        return grid

    def _build_foot(self) -> QHBoxLayout:
        theme = self._theme
        row = QHBoxLayout()
        row.setSpacing(4)
        step = Button(theme, t("Add a step"), size="small", icon="plus", name="add_step")
        group = Button(theme, t("More groups"), role="quiet", size="small", name="more_groups")
        double = Button(theme, t("Duplicate"), role="quiet", size="small", name="duplicate_track")
        up = IconButton(theme, "chevron-up", t("Move the group up"), size="small", name="track_up")
        down = IconButton(
            theme, "chevron-down", t("Move the group down"), size="small", name="track_down"
        )
        remove = Button(
            theme, t("Remove"), role="quiet", size="small", icon="trash-2", name="remove_track"
        )
        step.clicked.connect(self.add_step_requested)
        group.clicked.connect(self.add_group_requested)
        double.clicked.connect(lambda: self.duplicate_requested.emit(self._track_id))
        remove.clicked.connect(lambda: self.delete_requested.emit(self._track_id))
        up.clicked.connect(lambda: self.move_requested.emit(self._track_id, -1))
        down.clicked.connect(lambda: self.move_requested.emit(self._track_id, 1))
        self._buttons = (step, group, double, up, down, remove)
        for button in (step, group, double, up, down):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(remove)
        return row

    @staticmethod
    def _offer(
        field: Choice, options: Sequence[tuple[str, str]], chosen: str | None, name: str
    ) -> None:
        field.clear()
        for key, words in options:
            field.addItem(isolate(words) if key else words, key)
        at = field.findData(chosen or "")
        if at < 0:
            field.addItem(isolate(name), chosen)
            at = field.count() - 1
        field.setCurrentIndex(at)

    def _save_name(self) -> None:
        name = self._name.text().strip()
        if self._name.isModified() and name:
            self._name.setModified(False)
            self._save({"name": name})

    def _save(self, fields: dict[str, Any]) -> None:
        if self._track_id:
            self.change_requested.emit(self._track_id, fields)
