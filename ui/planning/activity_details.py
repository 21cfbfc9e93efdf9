"""The activity that is chosen, whole: what to say, do and watch, and what to leave out if short."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from facilitator.planning.model import Activity
from facilitator.planning.timing import Slot
from ui.planning.plan_words import clock_text, grouping_word, minutes_of
from ui.planning.saved_text import SavedText
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.chip import Chip
from ui.widgets.kind_mark import KindMark
from ui.widgets.labels import TextLabel
from ui.words import t, tn


class ActivityDetails(QWidget):
    """Shows one activity and saves its notes as they are written.

    Signals:
        change_requested(str, object): activity id, fields to change.
    """

    change_requested = Signal(str, object)

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
        column.addWidget(self._about)
        column.addLayout(self._build_notes(), 1)
        column.addLayout(self._build_foot())

    def show_activity(
        self, activity: Activity, slot: Slot, skill_titles: Mapping[str, str], *, editable: bool
    ) -> None:
        """Show an activity; `skill_titles` are titles of skills and indicators by id."""
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
        self._aim.setVisible(bool(first))
        for name, field in self._fields.items():
            field.show_text(getattr(activity, name), other_thing=other)
            field.setReadOnly(not editable)
        lose = activity.can_lose_seconds
        self._saves.setText(t("saves {minutes} min", minutes=minutes_of(lose)) if lose else "")
        self._materials.setText(", ".join(use.label for use in activity.materials))

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
        row.addWidget(self._title, 1)
        row.addWidget(self._aim)
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
