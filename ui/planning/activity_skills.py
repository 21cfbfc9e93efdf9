"""Which skills, and which parts of them, an activity gives room to."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator.planning.model import Activity, SkillAim
from facilitator.skills.model import Framework, Skill
from ui.planning.plan_words import duration
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.labels import TextLabel
from ui.widgets.toggles import TickBox
from ui.words import isolate, t


class SkillsField(QWidget):
    """A tick a skill, those of the workshop first; under a ticked skill its parts.

    Signals:
        changed: other aims are ticked.
    """

    changed = Signal()

    def __init__(self, theme: Theme, *, name: str = "skills_field") -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName(name)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 4, 0, 0)
        self._column.setSpacing(2)
        self._count = TextLabel(theme, "", Type.CAPTION, color="text-3", wrap=True)
        self._skills: dict[str, TickBox] = {}
        self._parts: dict[tuple[str, str], TickBox] = {}
        self._holders: dict[tuple[str, str], QWidget] = {}

    def offer(self, framework: Framework, first: Collection[str]) -> None:
        """The skills there are; those of the workshop (`first`) come first."""
        for skill in sorted(framework.skills, key=lambda each: each.id not in first):
            self._offer_skill(skill, target=skill.id in first)
        self._column.addWidget(self._count)
        if self._skills:
            self.setFocusProxy(next(iter(self._skills.values())))

    def show_aims(self, activity: Activity, seconds: int, *, editable: bool) -> None:
        """Tick what an activity aims at; `seconds` count to each of it."""
        skills = {aim.skill_id for aim in activity.skills}
        parts = {(aim.skill_id, aim.indicator_id) for aim in activity.skills}
        for key, box in self._skills.items():
            box.setChecked(key in skills)
            box.setEnabled(editable)
        for part, box in self._parts.items():
            box.setChecked(part in parts)
            self._holders[part].setVisible(part[0] in skills)
            box.setEnabled(editable)
        words = t("{time} count to each of them.", time=duration(seconds)) if skills else ""
        self._count.setText(words or t("Its minutes count to no skill."))

    def aims(self) -> list[SkillAim]:
        """What is ticked."""
        found: list[SkillAim] = []
        for skill_id, box in self._skills.items():
            if not box.isChecked():
                continue
            parts = [
                SkillAim(skill_id, part)
                for (skill, part), tick in self._parts.items()
                if skill == skill_id and tick.isChecked()
            ]
            found += parts or [SkillAim(skill_id)]
        return found

    def _offer_skill(self, skill: Skill, *, target: bool) -> None:
        words = t("{skill} (aim of this workshop)", skill=isolate(skill.title))
        box = TickBox(
            self._theme, words if target else isolate(skill.title), name=f"skill_{skill.key}"
        )
        box.clicked.connect(self.changed)
        self._skills[skill.id] = box
        self._column.addWidget(box, 0, Qt.AlignmentFlag.AlignLeading)
        for part in skill.indicators:
            tick = TickBox(self._theme, isolate(part.title), name=f"skill_part_{part.key}")
            tick.clicked.connect(self.changed)
            self._parts[skill.id, part.id] = tick
            holder = QWidget()
            inner = QVBoxLayout(holder)
            inner.setContentsMargins(self._theme.px(24), 0, 0, 0)
            inner.addWidget(tick, 0, Qt.AlignmentFlag.AlignLeading)
            holder.hide()
            self._holders[skill.id, part.id] = holder
            self._column.addWidget(holder)
