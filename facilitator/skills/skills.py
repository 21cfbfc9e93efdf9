"""What one can do with skills: observe people at work, take in self-checks, see how they moved."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date, datetime

from facilitator.clock import to_stamp
from facilitator.errors import NotFound, Refused
from facilitator.ids import new_id
from facilitator.skills import store
from facilitator.skills.model import (
    Evidence,
    Framework,
    Moment,
    ObservationRow,
    Occasion,
    SelfCheck,
    SelfRating,
)
from facilitator.skills.progress import SkillUplift, uplift_of
from facilitator.storage import Database

_NO_FRAMEWORK = Framework("", "", "", "", "", (), ())
# The moments each sheet holds.
_MOMENTS = {Occasion.START: (Moment.START,), Occasion.END: (Moment.THEN, Moment.NOW)}


class Skills:
    """The skills side of one open workbook."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def framework(self) -> Framework:
        """The framework in use: its levels and its skills with what to look for. May be empty."""
        return store.read_framework(self._database) or _NO_FRAMEWORK

    # Observations -------------------------------------------------------------------------------

    def observe(
        self,
        participant_id: str,
        workshop_id: str,
        skill: str,
        level: int | None,
        note: str = "",
        *,
        activity_id: str | None = None,
        observer_id: str | None = None,
        at: datetime | None = None,
    ) -> str:
        """Keep what was seen of one person; gives the observation's id.

        `skill` is the key of a skill or of one of its indicators. `level` None keeps a note alone.
        Refused: ``skill-unknown``, ``level-unknown``, ``observation-empty`` (neither level nor
        note), ``not-found``.
        """
        person = self._name_of(participant_id)
        skill_id, indicator_id = self._target(skill)
        level, note = self._checked(level, note)
        programme_id = self._programme_of(workshop_id)
        key = new_id()
        with self._database.action("observation-added", name=person):
            self._database.insert(
                "observation",
                {
                    "id": key,
                    "participant_id": participant_id,
                    "programme_id": programme_id,
                    "workshop_id": workshop_id,
                    "activity_id": activity_id,
                    "skill_id": skill_id,
                    "indicator_id": indicator_id,
                    "level": level,
                    "source": "facilitator",
                    "note": note,
                    "observer_id": observer_id,
                    "observed_at": to_stamp(at or self._database.clock.now()),
                },
            )
        return key

    def change_observation(self, observation_id: str, *, level: int | None, note: str) -> None:
        """Correct the level and the words of an observation. Refused as `observe`."""
        row = self.observation(observation_id)
        level, note = self._checked(level, note)
        with self._database.action("observation-changed", name=row.participant_name):
            self._database.update("observation", observation_id, {"level": level, "note": note})

    def delete_observation(self, observation_id: str) -> None:
        """Take an observation away (undo brings it back)."""
        row = self.observation(observation_id)
        with self._database.action("observation-deleted", name=row.participant_name):
            self._database.delete("observation", observation_id)

    def observation(self, observation_id: str) -> ObservationRow:
        """One observation; raises `NotFound`."""
        rows = store.read_observations(self._database, observation_id=observation_id)
        if not rows:
            raise NotFound("not-found", table="observation", key=observation_id)
        return rows[0]

    def observations(
        self,
        *,
        workshop_id: str | None = None,
        participant_id: str | None = None,
        programme_id: str | None = None,
    ) -> list[ObservationRow]:
        """What facilitators saw, oldest first, narrowed by whatever is given."""
        return store.read_observations(
            self._database,
            workshop_id=workshop_id,
            participant_id=participant_id,
            programme_id=programme_id,
        )

    def count(self) -> int:
        """How many observations facilitators have made in the whole workbook."""
        number: int = self._database.value(
            "SELECT count(*) FROM observation WHERE source = 'facilitator'"
        )
        return number

    def observed_counts(self, programme_id: str) -> Counter[str]:
        """How many notes there are on each participant: who was hardly seen yet stands out."""
        evidence = self.evidence(programme_id)
        return Counter({key: each.observations for key, each in evidence.items()})

    # Self-checks --------------------------------------------------------------------------------

    def hand_in_self_check(
        self,
        participant_id: str,
        programme_id: str,
        occasion: Occasion | str,
        ratings: Mapping[Moment | str, Mapping[str, int | None]],
        *,
        own_words: str = "",
        on: date | None = None,
    ) -> None:
        """Take in one sheet; handing it in again replaces it.

        `ratings` maps each moment of the sheet ("start" for the first; "then" and "now" for the
        last) to levels by skill key; a missing or None level is "not rated". Refused:
        ``skill-unknown``, ``level-unknown``, ``self-check-wrong-moment``.
        """
        occasion = Occasion(occasion)
        person = self._name_of(participant_id)
        levels = self._ratings_by_moment(occasion, ratings)
        day = on or self._database.clock.now().date()
        with self._database.action("self-check-handed-in", name=person, occasion=occasion.value):
            self._clear_sheet(participant_id, programme_id, occasion)
            self._database.insert(
                "self_check",
                {
                    "id": new_id(),
                    "participant_id": participant_id,
                    "programme_id": programme_id,
                    "occasion": occasion.value,
                    "handed_in_on": day.isoformat(),
                    "own_words": own_words.strip(),
                },
            )
            for (moment, skill_id), level in levels.items():
                self._database.insert(
                    "observation",
                    {
                        "id": new_id(),
                        "participant_id": participant_id,
                        "programme_id": programme_id,
                        "skill_id": skill_id,
                        "level": level,
                        "source": "self",
                        "moment": moment.value,
                        "observed_at": to_stamp(self._database.clock.now()),
                    },
                )

    def take_back_self_check(
        self, participant_id: str, programme_id: str, occasion: Occasion | str
    ) -> None:
        """Remove a sheet and its ratings, as if it had not been handed in."""
        occasion = Occasion(occasion)
        person = self._name_of(participant_id)
        with self._database.action("self-check-taken-back", name=person, occasion=occasion.value):
            self._clear_sheet(participant_id, programme_id, occasion)

    def self_checks(self, programme_id: str) -> list[SelfCheck]:
        """The sheets handed in."""
        return store.read_self_checks(self._database, programme_id)

    def self_ratings(self, programme_id: str) -> list[SelfRating]:
        """One row for each person and skill with any rating."""
        return store.read_self_ratings(self._database, programme_id)

    # What follows -------------------------------------------------------------------------------

    def uplift(self, programme_id: str) -> tuple[SkillUplift, ...]:
        """How self-ratings moved, skill by skill in the framework's order, pairs only."""
        by_skill: dict[str, list[SelfRating]] = defaultdict(list)
        for rating in self.self_ratings(programme_id):
            by_skill[rating.skill_key].append(rating)
        return tuple(
            uplift_of(skill.key, skill.title, by_skill[skill.key])
            for skill in self.framework().skills
        )

    def evidence(self, programme_id: str) -> dict[str, Evidence]:
        """What certificate rules ask for, by participant; who is missing has nothing yet."""
        return store.read_evidence(self._database, programme_id)

    # --------------------------------------------------------------------------------------------

    def _clear_sheet(self, participant_id: str, programme_id: str, occasion: Occasion) -> None:
        for moment in _MOMENTS[occasion]:
            self._database.write(
                "DELETE FROM observation WHERE participant_id = ? AND programme_id = ?"
                " AND source = 'self' AND moment = ?",
                (participant_id, programme_id, moment.value),
            )
        self._database.write(
            "DELETE FROM self_check WHERE participant_id = ? AND programme_id = ? AND occasion = ?",
            (participant_id, programme_id, occasion.value),
        )

    def _ratings_by_moment(
        self, occasion: Occasion, ratings: Mapping[Moment | str, Mapping[str, int | None]]
    ) -> dict[tuple[Moment, str], int]:
        skill_ids = {skill.key: skill.id for skill in self.framework().skills}
        levels: dict[tuple[Moment, str], int] = {}
        for moment, by_skill in ratings.items():
            if Moment(moment) not in _MOMENTS[occasion]:
                raise Refused("self-check-wrong-moment", occasion=occasion.value)
            for skill, level in by_skill.items():
                if skill not in skill_ids:
                    raise Refused("skill-unknown", skill=skill)
                if level is not None:
                    self._checked(level, "")
                    levels[Moment(moment), skill_ids[skill]] = level
        return levels

    def _checked(self, level: int | None, note: str) -> tuple[int | None, str]:
        note = note.strip()
        if level is None and not note:
            raise Refused("observation-empty")
        values = {each.value for each in self.framework().levels}
        if level is not None and level not in values:
            raise Refused("level-unknown", level=level)
        return level, note

    def _target(self, key: str) -> tuple[str, str | None]:
        """The ids of the skill, and of the indicator if the key names one."""
        for skill in self.framework().skills:
            if skill.key == key:
                return skill.id, None
            for indicator in skill.indicators:
                if indicator.key == key:
                    return skill.id, indicator.id
        raise Refused("skill-unknown", skill=key)

    def _programme_of(self, workshop_id: str) -> str | None:
        row = self._database.row("SELECT programme_id FROM workshop WHERE id = ?", (workshop_id,))
        if row is None:
            raise NotFound("not-found", table="workshop", key=workshop_id)
        programme_id: str | None = row["programme_id"]
        return programme_id

    def _name_of(self, participant_id: str) -> str:
        name: str | None = self._database.value(
            "SELECT name FROM participant WHERE id = ?", (participant_id,)
        )
        if name is None:
            raise NotFound("not-found", table="participant", key=participant_id)
        return name
