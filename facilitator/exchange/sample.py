"""The sample programme: a whole series of workshops, opened in one click and removed in another.

Everything in ``resources/content/sample_programme.json`` becomes rows in one action, so that a
single undo takes it back. Its times of day are local: the zone they are read in is the centre's,
or one that the caller names.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from facilitator.attendance.store import take_sequence
from facilitator.centre.centre import Centre, check_time_zone
from facilitator.clock import to_stamp
from facilitator.errors import Refused
from facilitator.exchange.content import Content, load_seed_content, read_content
from facilitator.ids import new_id
from facilitator.people.model import NewPerson
from facilitator.people.people import People
from facilitator.storage import Database

# What the file calls otherwise than the schema.
_ROLES = {"digital-helper": "helper"}
_SECTORS = {"education-and-training": "education"}
# Nobody was there: these follow from the enrolment and are no marks.
_NO_MARKS = frozenset({"not-enrolled", "withdrawn"})
# The file issues its certificates under this prefix.
SERIAL_PREFIX = "LQC"


class Through(StrEnum):
    """How far the sample has come when it is opened."""

    PLANNED = "planned"
    HELD = "held"


def load_sample(
    database: Database,
    *,
    through: Through | str = Through.HELD,
    time_zone: str | None = None,
) -> str:
    """Open the sample programme; gives the programme's id.

    `through` "planned" leaves out what happened (marks, notes, sheets). The centre is described
    only where nobody has said who it is. Refused: ``sample-present``, ``time-zone-unknown``.
    """
    content = read_content("sample_programme")
    if database.value("SELECT 1 FROM programme WHERE seed_key = ?", (content["id"],)):
        raise Refused("sample-present")
    centre = Centre(database)
    zone = check_time_zone(time_zone or centre.time_zone())
    with database.action("sample-opened", title=content["title"]):
        load_seed_content(database)
        return _Loader(database, content, centre, zone).load(Through(through))


class _Loader:
    """Writes the rows of the sample, remembering which id each key of the file was given."""

    def __init__(self, database: Database, content: Content, centre: Centre, zone: str) -> None:
        self._database = database
        self._content = content
        self._centre = centre
        self._zone = zone
        self._ids: dict[str, str] = {}
        self._activity_ends: dict[str, datetime] = {}
        self._skills = self._keyed("skill", "key")
        self._indicators = self._keyed("indicator", "key")
        self._methods = self._keyed("method", "seed_key")
        self._statuses = self._keyed("attendance_status", "key")

    def load(self, through: Through) -> str:
        """Everything in the order in which rows refer to one another."""
        held = through is Through.HELD
        self._load_centre()
        self._load_around()
        programme_id = self._load_programme()
        for position, workshop in enumerate(self._content["sessions"]):
            self._load_workshop(position, workshop, held=held)
        for person in self._content["participants"]:
            self._load_person(person, held=held)
        self._load_rules(programme_id)
        if held:
            self._load_marks()
            self._load_self_checks(programme_id)
            self._load_observations(programme_id)
            self._load_wrap_ups()
        return programme_id

    # The centre and those around it -------------------------------------------------------------

    def _load_centre(self) -> None:
        organisation = self._content["organisation"]
        if self._centre.details() is None:
            self._centre.describe(
                name=organisation["name"],
                city=organisation["city"],
                country=organisation["country"],
                address=organisation["address"],
                time_zone=self._zone,
                serial_prefix=SERIAL_PREFIX,
            )

    def _load_around(self) -> None:
        """Venue, team, those who sign, partners with the funder, materials."""
        venue = self._content["venue"]
        facts = ("step_free", "hearing_loop", "internet", "accessible_toilet")
        self._insert(
            "venue",
            "venue",
            name=venue["name"],
            address=self._content["organisation"]["address"],
            capacity=venue["capacity"],
            quiet_corner=1,
            notes=venue["notes"],
            **{fact: int(venue[fact]) for fact in facts},
        )
        for member in self._content["team"]:
            role = _ROLES.get(member["role"], member["role"])
            self._insert("team_member", member["id"], name=member["name"], role=role)
        self._load_signatories()
        for partner in self._content["partners"]:
            sector = _SECTORS.get(partner["sector"], partner["sector"])
            self._insert("partner", partner["id"], name=partner["name"], sector=sector)
        funder = self._content["funder"]
        self._insert("partner", funder["id"], name=funder["name"], sector="other")
        for material in self._content["materials"]:
            self._insert(
                "material",
                material["id"],
                label=material["label"],
                unit=material["unit"],
                reusable=int(material["reusable"]),
            )

    def _load_signatories(self) -> None:
        team = {member["id"]: member for member in self._content["team"]}
        rules = self._content["certificate_rules"]["rules"]
        keys = dict.fromkeys(key for rule in reversed(rules) for key in rule["signatories"])
        for position, key in enumerate(keys):
            role = team[key]["role"].replace("-", " ").capitalize()
            member_id = self._ids[key]
            self._ids[f"signatory:{key}"] = self._insert_row(
                "signatory",
                seed_key=key,
                name=team[key]["name"],
                role=role,
                team_member_id=member_id,
                position=position,
            )

    # The plan -----------------------------------------------------------------------------------

    def _load_programme(self) -> str:
        content = self._content
        audience, timing, funder = content["audience"], content["timing"], content["funder"]
        programme_id = self._insert(
            "programme",
            content["id"],
            title=content["title"],
            subtitle=content["subtitle"],
            summary=content["summary"],
            language=content["language"],
            venue_id=self._ids["venue"],
            audience=audience["who"],
            capacity=audience["capacity"],
            min_to_run=audience["min_to_run"],
            breaks_count=int(timing["breaks_count_as_contact"]),
            late_rule=timing["late_rule"],
            doors_open_minutes=timing["doors_open_minutes_before"],
            funder_partner_id=self._ids[funder["id"]],
            grant_reference=funder["grant_reference"],
            smallest_group_shown=funder["smallest_group_shown"],
            highest_award_only=int(content["certificate_rules"]["award_highest_only"]),
            is_sample=1,
        )
        for partner in content["partners"]:
            self._insert_row(
                "programme_partner",
                programme_id=programme_id,
                partner_id=self._ids[partner["id"]],
                role=partner["role"],
            )
        for member in content["team"]:
            team_member_id = self._ids[member["id"]]
            self._insert_row(
                "programme_team", programme_id=programme_id, team_member_id=team_member_id
            )
        self._load_outcomes(programme_id)
        self._load_tasks(programme_id)
        return programme_id

    def _load_outcomes(self, programme_id: str) -> None:
        outcomes = self._content["learning_outcomes"]
        for position, outcome in enumerate(outcomes):
            outcome_id = self._ids[outcome["id"]] = self._insert_row(
                "learning_outcome",
                programme_id=programme_id,
                key=outcome["id"],
                text=outcome["text"],
                position=position,
            )
            for skill in outcome["skills"]:
                self._insert_row(
                    "outcome_skill", outcome_id=outcome_id, skill_id=self._skills[skill]
                )
        # In the framework's order, as far as the outcomes aim at them.
        aimed_at = {skill for outcome in outcomes for skill in outcome["skills"]}
        for skill, skill_id in self._skills.items():
            if skill in aimed_at:
                self._insert_row("programme_skill", programme_id=programme_id, skill_id=skill_id)

    def _load_tasks(self, programme_id: str) -> None:
        for checklist in self._content["checklists"]:
            for position, item in enumerate(checklist["items"]):
                self._insert_row(
                    "task",
                    programme_id=programme_id,
                    phase=checklist["id"],
                    due=item["when"],
                    text=item["task"],
                    role=item["role"],
                    position=position,
                )

    def _load_workshop(self, position: int, workshop: Content, *, held: bool) -> None:
        workshop_id = self._insert(
            "workshop",
            workshop["id"],
            programme_id=self._ids[self._content["id"]],
            position=position,
            title=workshop["title"],
            aim=workshop["aim"],
            starts_local=f"{workshop['date']}T{workshop['start']}",
            time_zone=self._zone,
            target_seconds=workshop["planned_minutes"] * 60,
            venue_id=self._ids["venue"],
            room_layout=workshop["room_layout"],
            room_note=workshop["room_note"],
            expected_heads=self._content["quantity_basis"]["people"],
            status="held" if held else "planned",
        )
        for skill in workshop["focus_skills"]:
            skill_id = self._skills[skill]
            self._insert_row("workshop_skill", workshop_id=workshop_id, skill_id=skill_id)
        for outcome in workshop["learning_outcomes"]:
            outcome_id = self._ids[outcome]
            self._insert_row("workshop_outcome", workshop_id=workshop_id, outcome_id=outcome_id)
        roles = {member["id"]: member["role"] for member in self._content["team"]}
        for lead in dict.fromkeys(block["lead"] for block in workshop["blocks"] if block["lead"]):
            role = _ROLES.get(roles[lead], roles[lead])
            self._insert_row(
                "workshop_team",
                workshop_id=workshop_id,
                team_member_id=self._ids[lead],
                role=role,
            )
        for place, block in enumerate(workshop["blocks"]):
            self._activity_ends[block["id"]] = self._moment(workshop, block["end"])
            self._load_activity(workshop_id, place, block)

    def _load_activity(self, workshop_id: str, position: int, block: Content) -> None:
        notes, short = block["facilitator_notes"], block["if_short_of_time"]
        activity_id = self._insert(
            "activity",
            block["id"],
            workshop_id=workshop_id,
            position=position,
            title=block["title"],
            kind=block["type"],
            planned_seconds=block["minutes"] * 60,
            counts_as_contact=int(block["counts_as_contact"]),
            method_id=self._methods[block["method"]] if block["method"] else None,
            grouping=block["grouping"],
            room_layout=block["room"],
            lead_id=self._ids[block["lead"]] if block["lead"] else None,
            task=block["participant_task"],
            say=notes["say"],
            do=notes["do"],
            watch=notes["watch"],
            if_short=short["how"],
            can_lose_seconds=short["cut_minutes"] * 60,
        )
        for skill_id, indicator_id in self._aims(block):
            self._insert_row(
                "activity_skill",
                activity_id=activity_id,
                skill_id=skill_id,
                indicator_id=indicator_id,
            )
        for material in block["materials"]:
            self._insert_row(
                "activity_material",
                activity_id=activity_id,
                material_id=self._ids[material["material"]],
                quantity=material["quantity"],
                per=material["per"],
            )

    def _aims(self, block: Content) -> list[tuple[str, str | None]]:
        """Skill and indicator ids: each indicator under its skill, a skill alone where none is."""
        skill_of = {
            row["id"]: row["skill_id"]
            for row in self._database.rows("SELECT id, skill_id FROM indicator")
        }
        indicators = [self._indicators[key] for key in block["sub_skills"]]
        aims: list[tuple[str, str | None]] = []
        for skill in block["skills"]:
            skill_id = self._skills[skill]
            under = [each for each in indicators if skill_of[each] == skill_id]
            aims.extend((skill_id, each) for each in under)
            if not under:
                aims.append((skill_id, None))
        return aims

    # The people ---------------------------------------------------------------------------------

    def _load_person(self, person: Content, *, held: bool) -> None:
        name = person["name"]
        people = People(self._database)
        participant_id = self._ids[person["id"]] = people.insert(
            people.checked(
                NewPerson(
                    name=name["display"],
                    call_name=name["short"],
                    sort_as=name["sort_key"],
                    given=name["given"] or "",
                    family=name["family"] or "",
                    name_order=name["order"],
                    name_note=name["note"] or "",
                    native_name=name["native"] or "",
                    native_language=name["native_language"] or "",
                    age_band=person["age_band"],
                    gender=person["gender"],
                    first_language=person["first_language"],
                    district=person["district"],
                    work_status=person["work_status"],
                    disability=person["disability_or_long_term_condition"],
                    internet_at_home=person["internet_at_home"],
                    access_needs=person["access_needs"] or "",
                    seed_key=person["id"],
                )
            )
        )
        self._load_consents(participant_id, person)
        status = person["status"] if held else "active"
        left_on = self._last_day_there(person["id"]) if status == "withdrawn" else None
        self._insert_row(
            "enrolment",
            programme_id=self._ids[self._content["id"]],
            participant_id=participant_id,
            enrolled_on=person["enrolled_on"],
            left_on=left_on,
            status=status,
            note=(person["status_note"] or "") if held else "",
        )

    def _last_day_there(self, key: str) -> str:
        """The date of the last workshop before the register says "withdrawn"."""
        gone = {
            row["session"]
            for row in self._content["attendance"]
            if row["participant"] == key and row["status"] == "withdrawn"
        }
        days = [
            workshop["date"] for workshop in self._content["sessions"] if workshop["id"] not in gone
        ]
        return str(max(days))

    def _load_consents(self, participant_id: str, person: Content) -> None:
        consents, guardian = person["consents"], person["guardian"]
        given_on = consents["data_processing_date"]
        guardian_id = None
        if guardian is not None:
            guardian_id = self._insert_row(
                "guardian",
                participant_id=participant_id,
                name=guardian["name"],
                relation=guardian["relationship"],
                may_collect=int(guardian["collects_at_end"]),
            )
        answers = {
            "data-processing": "yes" if consents["data_processing"] else "no",
            "photos": consents["photos"],
            "share-with-funder": consents["share_with_funder"],
        }
        if guardian is not None:
            answers["take-part"] = "yes" if guardian["consent_to_take_part"] else "no"
        for purpose, answer in answers.items():
            self._insert_row(
                "consent",
                participant_id=participant_id,
                purpose=purpose,
                answer=answer,
                given_on=given_on,
                given_by=guardian["name"] if guardian else person["name"]["display"],
                guardian_id=guardian_id,
                recorded_at=self._now(),
            )

    # What happened ------------------------------------------------------------------------------

    def _load_marks(self) -> None:
        workshops = {workshop["id"]: workshop for workshop in self._content["sessions"]}
        places = {key: place for place, key in enumerate(workshops)}
        marks = [row for row in self._content["attendance"] if row["status"] not in _NO_MARKS]
        # As they were made: workshop by workshop, by arrival; those who did not come, at the end.
        marks.sort(key=lambda row: (places[row["session"]], row["arrived"] or "99:99"))
        first = take_sequence(self._database, len(marks))
        for sequence, row in enumerate(marks, first):
            workshop = workshops[row["session"]]
            arrived = self._moment(workshop, row["arrived"]) if row["arrived"] else None
            left = self._moment(workshop, row["left"]) if row["left"] else None
            self._insert_row(
                "attendance",
                workshop_id=self._ids[row["session"]],
                participant_id=self._ids[row["participant"]],
                status_id=self._statuses[row["status"]],
                arrived_at=to_stamp(arrived) if arrived else None,
                left_at=to_stamp(left) if left else None,
                evidence=row["evidence"] or "",
                note=row["note"] or "",
                recorded_at=to_stamp(arrived or self._moment(workshop, workshop["end"])),
                sequence=sequence,
            )

    def _load_self_checks(self, programme_id: str) -> None:
        sessions = self._content["sessions"]
        days = {"start": sessions[0], "end": sessions[-1]}
        moments = {"start": "start", "then": "end", "now": "end"}
        words = {row["participant"]: row["text"] for row in self._content["self_check"]["examples"]}
        handed_in: dict[tuple[str, str], None] = {}
        for row in self._content["self_check"]["ratings"]:
            for moment, occasion in moments.items():
                if row[moment] is None:
                    continue
                handed_in[row["participant"], occasion] = None
                workshop = days[occasion]
                self._insert_row(
                    "observation",
                    participant_id=self._ids[row["participant"]],
                    programme_id=programme_id,
                    skill_id=self._skills[row["skill"]],
                    level=row[moment],
                    source="self",
                    moment=moment,
                    observed_at=to_stamp(self._moment(workshop, workshop["end"])),
                )
        for participant, occasion in handed_in:
            self._insert_row(
                "self_check",
                participant_id=self._ids[participant],
                programme_id=programme_id,
                occasion=occasion,
                handed_in_on=days[occasion]["date"],
                own_words=words.get(participant, "") if occasion == "end" else "",
            )

    def _load_observations(self, programme_id: str) -> None:
        for row in self._content["observations"]:
            self._insert(
                "observation",
                row["id"],
                participant_id=self._ids[row["participant"]],
                programme_id=programme_id,
                workshop_id=self._ids[row["session"]],
                activity_id=self._ids[row["block"]],
                skill_id=self._skills[row["skill"]],
                indicator_id=self._indicators[row["sub_skill"]],
                level=row["level"],
                source="facilitator",
                note=row["note"],
                observer_id=self._ids[row["observer"]],
                observed_at=to_stamp(self._activity_ends[row["block"]]),
            )

    def _load_wrap_ups(self) -> None:
        workshops = {workshop["id"]: workshop for workshop in self._content["sessions"]}
        for note in self._content["session_notes"]:
            workshop = workshops[note["session"]]
            self._database.insert(
                "wrap_up",
                {
                    "workshop_id": self._ids[note["session"]],
                    "worked": note["worked"] or "",
                    "change_next": note["change"] or "",
                    "incidents": note["incidents"] or "",
                    "headcount": note["headcount"],
                    "finished_at": to_stamp(self._moment(workshop, workshop["end"])),
                },
            )

    # Certificates -------------------------------------------------------------------------------

    def _load_rules(self, programme_id: str) -> None:
        for position, rule in enumerate(self._content["certificate_rules"]["rules"]):
            conditions = rule["conditions"]
            rule_id = self._insert(
                "certificate_rule",
                rule["id"],
                programme_id=programme_id,
                position=position,
                key=rule["id"],
                title=rule["title"],
                kind=rule["kind"],
                min_workshops=conditions.get("min_sessions_attended"),
                min_contact_percent=conditions.get("min_contact_percent"),
                needs_end_self_check=int(conditions.get("end_self_check_handed_in", False)),
                min_observations=conditions.get("min_observation_notes"),
                min_observed_skills=conditions.get("min_observed_skills"),
                min_observed_level=conditions.get("min_observed_level"),
                statement=rule["statement"],
                small_print=rule["small_print"],
                shows=json.dumps(rule["shows"]),
            )
            for place, key in enumerate(rule["signatories"]):
                self._insert_row(
                    "rule_signatory",
                    rule_id=rule_id,
                    signatory_id=self._ids[f"signatory:{key}"],
                    position=place,
                )

    # --------------------------------------------------------------------------------------------

    def _keyed(self, table: str, column: str) -> dict[str, str]:
        """Ids by their keys, in the order in which the rows were made."""
        rows = self._database.rows(
            f"SELECT id, {column} AS key FROM {table} WHERE {column} IS NOT NULL ORDER BY id"  # noqa: S608
        )
        return {row["key"]: row["id"] for row in rows}

    def _insert(self, table: str, seed_key: str, **values: object) -> str:
        key = self._ids[seed_key] = self._insert_row(table, seed_key=seed_key, **values)
        return key

    def _insert_row(self, table: str, **values: object) -> str:
        key = new_id()
        self._database.insert(table, {"id": key, **values})
        return key

    def _moment(self, workshop: Mapping[str, str], time: str) -> datetime:
        """A local time on the day of a workshop."""
        wall = datetime.fromisoformat(f"{workshop['date']}T{time}")
        return wall.replace(tzinfo=ZoneInfo(self._zone))

    def _now(self) -> str:
        return to_stamp(self._database.clock.now())


def issue_dates(content: Content) -> dict[str, date]:
    """When the sample's certificates are issued, by the person's key in the file.

    Who stays to the end of the last workshop is handed theirs that evening; the others get theirs
    five days later by post.
    """
    last = content["sessions"][-1]
    evening = date.fromisoformat(last["date"])
    stayed = {
        row["participant"]
        for row in content["attendance"]
        if row["session"] == last["id"] and row["left"] == last["end"]
    }
    return {
        person["id"]: evening if person["id"] in stayed else evening + timedelta(days=5)
        for person in content["participants"]
    }
