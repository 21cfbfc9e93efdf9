"""Skills, observations and self-checks in the workbook file: rows in and out."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from facilitator.skills.model import (
    Evidence,
    Framework,
    FrameworkRelation,
    Indicator,
    Level,
    Moment,
    ObservationRow,
    Occasion,
    SelfCheck,
    SelfRating,
    Skill,
)
from facilitator.storage import Database, Row

_OBSERVATIONS = """
SELECT o.id, o.participant_id, p.name AS participant_name, o.programme_id, o.workshop_id,
       w.title AS workshop_title, o.activity_id, a.title AS activity_title,
       s.key AS skill_key, s.title AS skill_title, i.key AS indicator_key,
       i.title AS indicator_title, o.level, l.label AS level_label, o.note, o.observer_id,
       t.name AS observer_name, o.observed_at
FROM observation o
JOIN participant p ON p.id = o.participant_id
JOIN skill s ON s.id = o.skill_id
LEFT JOIN indicator i ON i.id = o.indicator_id
LEFT JOIN skill_level l ON l.framework_id = s.framework_id AND l.value = o.level
LEFT JOIN workshop w ON w.id = o.workshop_id
LEFT JOIN activity a ON a.id = o.activity_id
LEFT JOIN team_member t ON t.id = o.observer_id
WHERE o.source = 'facilitator'
  AND (:workshop_id IS NULL OR o.workshop_id = :workshop_id)
  AND (:participant_id IS NULL OR o.participant_id = :participant_id)
  AND (:programme_id IS NULL OR o.programme_id = :programme_id)
  AND (:id IS NULL OR o.id = :id)
ORDER BY o.observed_at, o.id
"""


def read_framework(database: Database) -> Framework | None:
    """The framework in use; None while there is none."""
    row = database.row("SELECT * FROM framework WHERE active = 1 ORDER BY id LIMIT 1")
    if row is None:
        return None
    levels = database.rows(
        "SELECT * FROM skill_level WHERE framework_id = ? ORDER BY value", (row["id"],)
    )
    skills = database.rows(
        "SELECT * FROM skill WHERE framework_id = ? ORDER BY position, id", (row["id"],)
    )
    indicators = _indicators(database, row["id"])
    return Framework(
        id=row["id"],
        title=row["title"],
        version=row["version"],
        language=row["language"],
        licence=row["licence"],
        levels=tuple(
            Level(
                level["value"],
                level["key"],
                level["label"],
                level["self_label"],
                level["description"],
            )
            for level in levels
        ),
        skills=tuple(
            Skill(
                skill["id"],
                skill["key"],
                skill["title"],
                skill["short"],
                skill["summary"],
                skill["why"],
                tuple(indicators[skill["id"]]),
            )
            for skill in skills
        ),
    )


def _indicators(database: Database, framework_id: str) -> Mapping[str, list[Indicator]]:
    """Indicators by the id of their skill, with what each level looks like."""
    descriptors: dict[str, dict[int, str]] = defaultdict(dict)
    for row in database.rows(
        "SELECT d.* FROM level_descriptor d JOIN indicator i ON i.id = d.indicator_id"
        " JOIN skill s ON s.id = i.skill_id WHERE s.framework_id = ? ORDER BY d.value",
        (framework_id,),
    ):
        descriptors[row["indicator_id"]][row["value"]] = row["descriptor"]
    relations: dict[str, list[FrameworkRelation]] = defaultdict(list)
    for row in database.rows(
        "SELECT m.indicator_id, r.key, r.title AS framework_title, m.code, m.title, m.fit,"
        " r.attribution FROM indicator_mapping m"
        " JOIN reference_framework r ON r.id = m.reference_framework_id ORDER BY m.id"
    ):
        relations[row["indicator_id"]].append(
            FrameworkRelation(
                row["key"],
                row["framework_title"],
                row["code"],
                row["title"],
                row["fit"],
                row["attribution"],
            )
        )
    found: dict[str, list[Indicator]] = defaultdict(list)
    for row in database.rows(
        "SELECT i.* FROM indicator i JOIN skill s ON s.id = i.skill_id"
        " WHERE s.framework_id = ? ORDER BY i.position, i.id",
        (framework_id,),
    ):
        found[row["skill_id"]].append(
            Indicator(
                id=row["id"],
                key=row["key"],
                title=row["title"],
                summary=row["summary"],
                self_statement=row["self_statement"],
                look_for=tuple(json.loads(row["look_for"])),
                descriptors=descriptors[row["id"]],
                relations=tuple(relations[row["id"]]),
            )
        )
    return found


def read_observations(
    database: Database,
    *,
    workshop_id: str | None = None,
    participant_id: str | None = None,
    programme_id: str | None = None,
    observation_id: str | None = None,
) -> list[ObservationRow]:
    """What facilitators saw, oldest first, narrowed by whatever is given."""
    rows = database.rows(
        _OBSERVATIONS,
        {
            "workshop_id": workshop_id,
            "participant_id": participant_id,
            "programme_id": programme_id,
            "id": observation_id,
        },
    )
    return [_observation(row) for row in rows]


def _observation(row: Row) -> ObservationRow:
    return ObservationRow(
        id=row["id"],
        participant_id=row["participant_id"],
        participant_name=row["participant_name"],
        programme_id=row["programme_id"],
        workshop_id=row["workshop_id"],
        workshop_title=row["workshop_title"] or "",
        activity_id=row["activity_id"],
        activity_title=row["activity_title"] or "",
        skill_key=row["skill_key"],
        skill_title=row["skill_title"],
        indicator_key=row["indicator_key"],
        indicator_title=row["indicator_title"] or "",
        level=row["level"],
        level_label=row["level_label"] or "",
        note=row["note"],
        observer_id=row["observer_id"],
        observer_name=row["observer_name"] or "",
        observed_at=row["observed_at"],
    )


def read_self_ratings(database: Database, programme_id: str) -> list[SelfRating]:
    """Every rating on the sheets of a programme: one for each person and skill rated at all."""
    found: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for row in database.rows(
        "SELECT o.participant_id, s.key, o.moment, o.level FROM observation o"
        " JOIN skill s ON s.id = o.skill_id"
        " WHERE o.programme_id = ? AND o.source = 'self' AND o.indicator_id IS NULL"
        " ORDER BY o.participant_id, s.position",
        (programme_id,),
    ):
        found[row["participant_id"], row["key"]][row["moment"]] = row["level"]
    return [
        SelfRating(
            participant_id,
            skill_key,
            levels.get(Moment.START),
            levels.get(Moment.THEN),
            levels.get(Moment.NOW),
        )
        for (participant_id, skill_key), levels in found.items()
    ]


def read_self_checks(database: Database, programme_id: str) -> list[SelfCheck]:
    """The sheets handed in."""
    rows = database.rows(
        "SELECT * FROM self_check WHERE programme_id = ? ORDER BY handed_in_on, id",
        (programme_id,),
    )
    return [
        SelfCheck(
            row["participant_id"],
            Occasion(row["occasion"]),
            date.fromisoformat(row["handed_in_on"]),
            row["own_words"],
        )
        for row in rows
    ]


def read_evidence(database: Database, programme_id: str) -> dict[str, Evidence]:
    """What certificate rules ask for, by participant; who is missing has nothing."""
    counts: dict[str, int] = {}
    for row in database.rows(
        "SELECT participant_id, count(*) AS notes FROM observation"
        " WHERE programme_id = ? AND source = 'facilitator' GROUP BY participant_id",
        (programme_id,),
    ):
        counts[row["participant_id"]] = row["notes"]
    levels: dict[str, dict[str, int]] = defaultdict(dict)
    for row in database.rows(
        "SELECT o.participant_id, s.key, max(o.level) AS level FROM observation o"
        " JOIN skill s ON s.id = o.skill_id"
        " WHERE o.programme_id = ? AND o.source = 'facilitator' AND o.level IS NOT NULL"
        " GROUP BY o.participant_id, s.key",
        (programme_id,),
    ):
        levels[row["participant_id"]][row["key"]] = row["level"]
    handed_in = {
        row["participant_id"]
        for row in database.rows(
            "SELECT participant_id FROM self_check WHERE programme_id = ? AND occasion = 'end'",
            (programme_id,),
        )
    }
    return {
        participant_id: Evidence(
            observations=counts.get(participant_id, 0),
            skill_levels=levels.get(participant_id, {}),
            end_self_check=participant_id in handed_in,
        )
        for participant_id in {*counts, *levels, *handed_in}
    }
