"""Rules, decisions and the register of certificates in the workbook file: rows in and out."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from facilitator.certificates.eligibility import Conditions
from facilitator.certificates.model import (
    AwardKind,
    CertificateChoice,
    CertificateRow,
    CertificateRule,
    CertificateState,
    Override,
    PageSkill,
    RuleSignatory,
)
from facilitator.ids import new_id
from facilitator.storage import Database, Row


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A person of the programme, in the order of enrolment."""

    participant_id: str
    name: str
    native_name: str
    sort_key: str


@dataclass(frozen=True, slots=True)
class ProgrammeWords:
    """What statements say of a programme."""

    title: str
    language: str
    template: str
    venue: str
    outcomes: tuple[str, ...]
    highest_only: bool


def read_rules(database: Database, programme_id: str) -> list[CertificateRule]:
    """The rules of a programme, lowest award first."""
    signatories: dict[str, list[RuleSignatory]] = defaultdict(list)
    ids: dict[str, list[str]] = defaultdict(list)
    for row in database.rows(
        "SELECT r.rule_id, s.id, s.name, s.role FROM rule_signatory r"
        " JOIN signatory s ON s.id = r.signatory_id"
        " JOIN certificate_rule c ON c.id = r.rule_id"
        " WHERE c.programme_id = ? ORDER BY r.position, r.id",
        (programme_id,),
    ):
        signatories[row["rule_id"]].append(RuleSignatory(row["name"], row["role"]))
        ids[row["rule_id"]].append(row["id"])
    rows = database.rows(
        "SELECT * FROM certificate_rule WHERE programme_id = ? ORDER BY position, id",
        (programme_id,),
    )
    return [_rule(row, tuple(signatories[row["id"]]), tuple(ids[row["id"]])) for row in rows]


def _rule(
    row: Row, signatories: tuple[RuleSignatory, ...], signatory_ids: tuple[str, ...]
) -> CertificateRule:
    percent = row["min_contact_percent"]
    return CertificateRule(
        id=row["id"],
        programme_id=row["programme_id"],
        position=row["position"],
        key=row["key"],
        title=row["title"],
        kind=AwardKind(row["kind"]),
        conditions=Conditions(
            min_workshops=row["min_workshops"],
            # By its shortest decimal text: 75.5 means exactly that, not its binary neighbour.
            min_contact_percent=None if percent is None else Decimal(repr(percent)),
            min_contact_minutes=row["min_contact_minutes"],
            needs_end_self_check=bool(row["needs_end_self_check"]),
            min_observations=row["min_observations"],
            min_observed_skills=row["min_observed_skills"],
            min_observed_level=row["min_observed_level"],
        ),
        statement=row["statement"],
        small_print=row["small_print"],
        shows=tuple(json.loads(row["shows"])),
        template=row["template"],
        signatories=signatories,
        signatory_ids=signatory_ids,
        elements=json.loads(row["elements"]),
    )


def condition_values(conditions: Conditions) -> dict[str, object]:
    """What an award asks for, as the file keeps it."""
    percent = conditions.min_contact_percent
    return {
        "min_workshops": conditions.min_workshops,
        "min_contact_percent": None if percent is None else float(percent),
        "min_contact_minutes": conditions.min_contact_minutes,
        "needs_end_self_check": int(conditions.needs_end_self_check),
        "min_observations": conditions.min_observations,
        "min_observed_skills": conditions.min_observed_skills,
        "min_observed_level": conditions.min_observed_level,
    }


def put_signatories(database: Database, rule_id: str, signatory_ids: tuple[str, ...]) -> None:
    """Let these sign a rule's award, in this order; inside an action."""
    database.write("DELETE FROM rule_signatory WHERE rule_id = ?", (rule_id,))
    for position, signatory_id in enumerate(signatory_ids):
        database.insert(
            "rule_signatory",
            {
                "id": new_id(),
                "rule_id": rule_id,
                "signatory_id": signatory_id,
                "position": position,
            },
        )


def remove_rule(database: Database, rule_id: str) -> None:
    """Take a rule away; its certificates stay as they were printed. Inside an action."""
    database.write("UPDATE certificate SET rule_id = NULL WHERE rule_id = ?", (rule_id,))
    database.write("DELETE FROM rule_signatory WHERE rule_id = ?", (rule_id,))
    database.delete("certificate_rule", rule_id)


def read_enrolled(database: Database, programme_id: str) -> list[Enrolled]:
    """Everybody ever enrolled, in the order in which they were entered: that of the serials."""
    rows = database.rows(
        "SELECT p.id, p.name, p.native_name, p.sort_key FROM enrolment e"
        " JOIN participant p ON p.id = e.participant_id WHERE e.programme_id = ? ORDER BY e.id",
        (programme_id,),
    )
    return [Enrolled(row["id"], row["name"], row["native_name"], row["sort_key"]) for row in rows]


def read_programme_words(database: Database, programme_id: str) -> ProgrammeWords | None:
    """What statements say of the programme; None when there is no such programme."""
    row = database.row(
        "SELECT p.title, p.language, p.default_template, p.highest_award_only, v.name AS venue"
        " FROM programme p LEFT JOIN venue v ON v.id = p.venue_id WHERE p.id = ?",
        (programme_id,),
    )
    if row is None:
        return None
    outcomes = database.rows(
        "SELECT text FROM learning_outcome WHERE programme_id = ? ORDER BY position, id",
        (programme_id,),
    )
    return ProgrammeWords(
        title=row["title"],
        language=row["language"],
        template=row["default_template"],
        venue=row["venue"] or "",
        outcomes=tuple(outcome["text"] for outcome in outcomes),
        highest_only=bool(row["highest_award_only"]),
    )


def read_overrides(database: Database, programme_id: str) -> dict[str, Override]:
    """Awards decided against the rules, by participant."""
    rows = database.rows(
        "SELECT o.participant_id, r.key, o.reason FROM award_override o"
        " LEFT JOIN certificate_rule r ON r.id = o.rule_id WHERE o.programme_id = ?",
        (programme_id,),
    )
    return {
        row["participant_id"]: Override(row["participant_id"], row["key"], row["reason"])
        for row in rows
    }


def read_register(
    database: Database,
    *,
    programme_id: str | None = None,
    certificate_id: str | None = None,
) -> list[CertificateRow]:
    """The register, in the order of issue."""
    rows = database.rows(
        "SELECT * FROM certificate WHERE (:programme IS NULL OR programme_id = :programme)"
        " AND (:id IS NULL OR id = :id) ORDER BY issued_at, id",
        {"programme": programme_id, "id": certificate_id},
    )
    return [_certificate(row) for row in rows]


def count_by_award(database: Database) -> dict[str, int]:
    """Valid certificates of the whole workbook, by award."""
    rows = database.rows(
        "SELECT award, count(*) AS certificates FROM certificate WHERE state = 'issued'"
        " GROUP BY award ORDER BY award"
    )
    return {row["award"]: row["certificates"] for row in rows}


def _certificate(row: Row) -> CertificateRow:
    return CertificateRow(
        id=row["id"],
        serial=row["serial"],
        participant_id=row["participant_id"],
        programme_id=row["programme_id"],
        rule_id=row["rule_id"],
        award=row["award"],
        kind=AwardKind(row["kind"]),
        title=row["title"],
        holder=row["holder"],
        holder_native=row["holder_native"],
        programme_title=row["programme_title"],
        statement=row["statement"],
        small_print=row["small_print"],
        issuer=row["issuer"],
        place=row["place"],
        signatories=tuple(
            RuleSignatory(each["name"], each["role"]) for each in json.loads(row["signatories"])
        ),
        skills=tuple(
            PageSkill(each["title"], each["short"], each["level"])
            for each in json.loads(row["skills"])
        ),
        workshops_attended=row["workshops_attended"],
        workshops_planned=row["workshops_planned"],
        contact_minutes=row["contact_minutes"],
        offered_minutes=row["offered_minutes"],
        first_on=date.fromisoformat(row["first_on"]),
        last_on=date.fromisoformat(row["last_on"]),
        issued_on=date.fromisoformat(row["issued_on"]),
        issued_at=row["issued_at"],
        language=row["language"],
        template=row["template"],
        state=CertificateState(row["state"]),
        state_reason=row["state_reason"],
        replaces_id=row["replaces_id"],
        prints=row["prints"],
        second_language=row["second_language"],
        elements=json.loads(row["elements"]),
        signed_text=row["signed_text"],
        key_id=row["key_id"],
        state_on=_day(row["state_on"]),
        handed_out_on=_day(row["handed_out_on"]),
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def certificate_values(row: CertificateRow) -> dict[str, object]:
    """The row of the register as the file keeps it."""
    signatories = [{"name": each.name, "role": each.role} for each in row.signatories]
    skills = [
        {"title": each.title, "short": each.short, "level": each.level} for each in row.skills
    ]
    return {
        "id": row.id,
        "serial": row.serial,
        "participant_id": row.participant_id,
        "programme_id": row.programme_id,
        "rule_id": row.rule_id,
        "award": row.award,
        "kind": row.kind.value,
        "title": row.title,
        "holder": row.holder,
        "holder_native": row.holder_native,
        "programme_title": row.programme_title,
        "statement": row.statement,
        "small_print": row.small_print,
        "issuer": row.issuer,
        "place": row.place,
        "signatories": json.dumps(signatories, ensure_ascii=False),
        "skills": json.dumps(skills, ensure_ascii=False),
        "workshops_attended": row.workshops_attended,
        "workshops_planned": row.workshops_planned,
        "contact_minutes": row.contact_minutes,
        "offered_minutes": row.offered_minutes,
        "first_on": row.first_on.isoformat(),
        "last_on": row.last_on.isoformat(),
        "issued_on": row.issued_on.isoformat(),
        "issued_at": row.issued_at,
        "language": row.language,
        "template": row.template,
        "replaces_id": row.replaces_id,
        "second_language": row.second_language,
        "elements": json.dumps(dict(row.elements), ensure_ascii=False),
        "signed_text": row.signed_text,
        "key_id": row.key_id,
    }


def last_number(database: Database, series: str) -> int:
    """The last running number given in a series; 0 when none was."""
    number: int = database.value(
        "SELECT coalesce(max(last), 0) FROM serial_counter WHERE series = ?", (series,)
    )
    return number


def keep_last_number(database: Database, series: str, number: int) -> None:
    """Remember the last number given; inside a log, outside the journal."""
    database.write(
        "INSERT INTO serial_counter (series, last) VALUES (?, ?)"
        " ON CONFLICT (series) DO UPDATE SET last = max(last, excluded.last)",
        (series, number),
    )


def read_choices(database: Database, programme_id: str) -> dict[str | None, CertificateChoice]:
    """What differs, by participant; None: for the whole programme."""
    rows = database.rows("SELECT * FROM certificate_choice WHERE programme_id = ?", (programme_id,))
    return {
        row["participant_id"]: CertificateChoice(
            language=row["language"],
            second_language=row["second_language"],
            template=row["template"],
            supplement_skills=tuple(json.loads(row["supplement_skills"])),
            supplement_words=row["supplement_words"],
        )
        for row in rows
    }


def put_choice(
    database: Database, programme_id: str, participant_id: str | None, choice: CertificateChoice
) -> None:
    """Keep what differs, or nothing when nothing does; inside an action."""
    database.write(
        "DELETE FROM certificate_choice WHERE programme_id = ? AND participant_id IS ?",
        (programme_id, participant_id),
    )
    if choice == CertificateChoice():
        return
    database.insert(
        "certificate_choice",
        {
            "id": new_id(),
            "programme_id": programme_id,
            "participant_id": participant_id,
            "language": choice.language,
            "second_language": choice.second_language,
            "template": choice.template,
            "supplement_skills": json.dumps(choice.supplement_skills, ensure_ascii=False),
            "supplement_words": choice.supplement_words,
        },
    )


def latest_answers(database: Database, purpose: str) -> dict[str, str]:
    """What people last answered for a purpose and did not withdraw, by participant."""
    rows = database.rows(
        # In the order of entering: a clock that was put right must not bring an old answer back.
        "SELECT participant_id, answer FROM consent WHERE purpose = ? AND withdrawn_at IS NULL"
        " ORDER BY rowid",
        (purpose,),
    )
    return {row["participant_id"]: row["answer"] for row in rows}
