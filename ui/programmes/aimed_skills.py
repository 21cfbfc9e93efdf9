"""The skills one can aim at, each with the minutes that are planned for it."""

from __future__ import annotations

from dataclasses import dataclass

from facilitator.workbook import Workbook
from ui.day_words import hours_and_minutes
from ui.words import isolate, t


@dataclass(frozen=True)
class AimedSkill:
    """A skill and the seconds planned for it, where that was asked for."""

    id: str
    title: str
    seconds: int

    def words(self) -> str:
        """``Critical thinking, 25 min``; ``Creativity, no minutes yet``."""
        time = hours_and_minutes(self.seconds // 60) if self.seconds else t("no minutes yet")
        return t("{skill}, {time}", skill=isolate(self.title), time=time)


def aimed_skills(
    workbook: Workbook, programme_id: str | None, workshop_id: str | None = None
) -> tuple[AimedSkill, ...]:
    """Every skill of the workbook, with its minutes in one workshop, else in a whole programme."""
    if workshop_id is not None:
        agendas = [workbook.planning.agenda(workshop_id)]
    else:
        agendas = workbook.planning.agendas(programme_id) if programme_id is not None else []
    return tuple(
        AimedSkill(
            skill.id,
            skill.title,
            sum(agenda.skill_seconds.get(skill.id, 0) for agenda in agendas),
        )
        for skill in workbook.skills.framework().skills
    )
