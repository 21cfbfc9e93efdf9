"""The activity that is chosen, whole: what to say, do and watch, and what to leave out if short."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from facilitator.planning.model import Activity
from facilitator.planning.timing import Slot
from ui.planning.activity_materials import materials_words
from ui.planning.activity_words import saves_words
from ui.planning.plan_words import clock_text, grouping_word
from ui.planning.saved_text import SavedText
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.buttons import Button
from ui.widgets.chip import Chip
from ui.widgets.kind_mark import KindMark
from ui.widgets.labels import TextLabel
from ui.words import t, tn

_AROUND_HEAD = 80
_LEAST_AIM = 90


class ActivityDetails(QWidget):
    """Shows one activity and saves its notes as they are written.

    Signals:
        change_requested(str, object): activity id, fields to change.
        details_requested(str): all details of this activity are wanted.
    """

    change_requested = Signal(str, object)
    details_requested = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._activity_id = ""
        self.setObjectName("activity_details")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("paper", "surface-alt")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 10)
        column.setSpacing(4)
        column.addLayout(self._build_head())
        column.addLayout(self._build_notes(), 1)
        column.addLayout(self._build_foot())

    def show_activity(
        self,
        activity: Activity,
        slot: Slot,
        skill_titles: Mapping[str, str],
        *,
        heads: int = 0,
        editable: bool,
    ) -> None:
        """Show an activity; `skill_titles` are titles of skills and indicators by id, `heads` the
        people for whom its materials are counted.
        """
        other = activity.id != self._activity_id
        if other:
            self.save_now()
        self._activity_id = activity.id
        self._mark.set_kind(activity.kind)
        self._title.setText(activity.title)
        times = t("{start} to {end}", start=clock_text(slot.start), end=clock_text(slot.end))
        about = (times, grouping_word(activity.grouping), activity.lead_name)
        self._about.setText(", ".join(part for part in about if part))
        aims = [
            ": ".join(
                title
                for key in (aim.skill_id, aim.indicator_id or "")
                if (title := skill_titles.get(key, ""))
            )
            for aim in activity.skills
        ]
        more = tn("and {n} more", "and {n} more", len(aims) - 1) if len(aims) > 1 else ""
        first = aims[0] if aims else ""
        self._aim.set_state(f"{first} {more}".strip())
        self._aim.setToolTip("\n".join(aims))
        self._share_head()
        for name, field in self._fields.items():
            field.show_text(getattr(activity, name), other_thing=other)
            field.setReadOnly(not editable)
        self._saves.setText(saves_words(activity.can_lose_seconds))
        self._materials.setText(materials_words(activity, heads))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_head()

    def _share_head(self) -> None:
        """Title first, then when and who, then the skill: what has no room is in the form."""
        room = self.width() - self._theme.px(14) - self._all.sizeHint().width() - _AROUND_HEAD
        title = min(self._title.sizeHint().width(), max(room, 0))
        about = self._about.sizeHint().width()
        aim = room - title - about
        self._about.setVisible(title + about <= room)
        wanted = min(self._aim.sizeHint().width(), max(aim if title + about <= room else 0, 0))
        self._aim.setVisible(bool(self._aim.words) and wanted >= self._theme.px(_LEAST_AIM))
        self._aim.setMaximumWidth(max(wanted, 1))

    def save_now(self) -> None:
        """Save what is being written."""
        for field in self._fields.values():
            field.save_now()

    # --------------------------------------------------------------------------------- private

    def _build_head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self._mark = KindMark(self._theme, "welcome")
        self._title = TextLabel(self._theme, "", Type.SECTION, elide=True)
        self._title.setObjectName("details_title")
        self._about = TextLabel(self._theme, "", Type.CAPTION, color="text-2", elide=True)
        self._aim = Chip(self._theme, "", name="details_aim")
        # Long skill names give way before the window has to grow.
        self._aim.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        row.addWidget(self._mark)
        row.addWidget(self._title, 0)
        row.addWidget(self._about, 0)
        row.addStretch(1)
        row.addWidget(self._aim)
        self._all = Button(
            self._theme,
            t("All details"),
            role="quiet",
            size="small",
            icon="list",
            name="all_details",
        )
        self._all.setToolTip(t("Everything about this activity (Ctrl Enter)"))
        self._all.clicked.connect(lambda: self.details_requested.emit(self._activity_id))
        row.addWidget(self._all)
        return row

    def _build_notes(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        self._fields: dict[str, SavedText] = {}
        for column, (name, label) in enumerate(
            (("say", t("Say")), ("do", t("Do")), ("watch", t("Watch")))
        ):
            heading = TextLabel(self._theme, label, Type.LABEL, color="text-3")
            field = self._field(name, label, lines=4)
            heading.setBuddy(field)
            heading.setContentsMargins(6, 0, 0, 0)  # over the text, not over its frame
            grid.addWidget(heading, 0, column)
            grid.addWidget(field, 1, column)
            grid.setColumnStretch(column, 1)
        return grid

    def _build_foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        label = t("If short of time")
        heading = TextLabel(self._theme, label, Type.LABEL, color="text-3")
        field = self._field("if_short", label, lines=1)
        field.setFixedHeight(self._theme.line(Type.BODY) + 8)
        field.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        heading.setBuddy(field)
        row.addWidget(heading)
        row.addWidget(field, 3)
        self._saves = TextLabel(self._theme, "", Type.CAPTION, color="text-2")
        row.addWidget(self._saves)
        self._materials = TextLabel(self._theme, "", Type.CAPTION, color="text-2", elide=True)
        self._materials.setAlignment(Qt.AlignmentFlag.AlignRight)
        row.addWidget(self._materials, 2)
        return row

    def _field(self, name: str, label: str, *, lines: int) -> SavedText:
        field = SavedText(self._theme, label, name=f"details_{name}", lines=lines, quiet=True)
        field.save_requested.connect(lambda text: self._save(name, text))
        self._fields[name] = field
        return field

    def _save(self, name: str, text: str) -> None:
        if self._activity_id:
            self.change_requested.emit(self._activity_id, {name: text})
