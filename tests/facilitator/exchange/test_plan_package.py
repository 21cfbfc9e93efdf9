"""Plan packages: nobody is in them, they come in once, and a hostile one does nothing."""

import hashlib
import json
import random
import zipfile
from contextlib import suppress
from dataclasses import replace
from datetime import date

import pytest

from facilitator.errors import Refused
from facilitator.exchange.plan_names import PlanNames
from facilitator.exchange.plan_package_format import MOST_UNPACKED, SUFFIX, read_package
from facilitator.exchange.plan_unpack import PackageState, UnpackChoices
from facilitator.people.model import NewPerson
from facilitator.planning.model import PhaseRule, SkillAim
from facilitator.words import trouble
from facilitator.workbook import Workbook
from tests.facilitator.exchange.plan_tables import without_keys

MARK = "Zqxmark"


@pytest.fixture(scope="module")
def sample_bytes(tmp_path_factory):
    path = tmp_path_factory.mktemp("sample") / "a.facilitator"
    with Workbook.create(path, time_zone="Europe/Lisbon", centre_name="Lantern Quay") as workbook:
        workbook.load_sample()
    return path.read_bytes()


@pytest.fixture
def sample(tmp_path, sample_bytes):
    path = tmp_path / "a.facilitator"
    path.write_bytes(sample_bytes)
    with Workbook.open(path) as workbook:
        yield workbook


@pytest.fixture
def other(tmp_path):
    with Workbook.create(tmp_path / "b.facilitator", time_zone="Asia/Beirut") as workbook:
        yield workbook


@pytest.fixture
def packed(sample, tmp_path):
    out = tmp_path / f"plan{SUFFIX}"
    sample.plan_files.write_package(out, programme_id=sample.planning.programmes()[0].id)
    return out


def everything_in(path):
    with zipfile.ZipFile(path) as package:
        return "\n".join(package.read(name).decode() for name in package.namelist())


def rows_of(workbook):
    """Every row of every table, to see that nothing changed."""
    tables = workbook.database.rows(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
        " AND name NOT LIKE 'participant_words%'"
    )
    return {
        row["name"]: [
            tuple(each) for each in workbook.database.rows(f"SELECT * FROM {row['name']}")
        ]
        for row in tables
    }


def for_others(workbook, agenda):
    """An agenda without anybody who leads and with skills by their names."""
    names = PlanNames(workbook.database)

    def plain(activity):
        tracks = tuple(
            replace(track, team_member_name="", steps=tuple(map(plain, track.steps)))
            for track in activity.tracks
        )
        skills = tuple(names.aim_name(aim) for aim in activity.skills)
        return replace(activity, lead_name="", skills=skills, tracks=tracks)

    return [without_keys(plain(activity)) for activity in agenda.activities]


# ------------------------------------------------------------------------------- nobody is in it


def planted(workbook):
    """A workbook in which every field about people, places and records carries a mark."""
    planning, count = workbook.planning, iter(range(1000))

    def mark():
        return f"{MARK}{next(count)}"

    lead = workbook.centre.add_team_member(
        f"{mark()} {mark()}", "lead-facilitator", title=mark(), contact=f"{mark()}@example.org"
    )
    helper = workbook.centre.add_team_member(mark(), "helper")
    workbook.centre.add_signatory(f"{mark()} {mark()}", mark())
    venue = workbook.centre.add_venue(mark(), address=mark(), notes=mark())
    room = workbook.centre.add_room(venue, mark(), position=0)
    partner = workbook.centre.add_partner(mark(), "employer", contact=mark(), notes=mark())
    programme = planning.add_programme(
        "City", venue_id=venue, funder_partner_id=partner, grant_reference=mark(), team=[lead],
        partners=[(partner, mark())], outcomes=["People can plan"],
    )  # fmt: skip
    person = workbook.people.add_list(
        [NewPerson(name=f"{mark()} {mark()}", native_name=mark(), notes=mark(), district=mark(),
                   phone="+351 912 345 678", email=f"{mark()}@example.org")],
        file_name=mark(), rows_read=1, programme_id=programme,
    )  # fmt: skip
    assert person
    row = workbook.people.search("")[0]
    team = {member.id: member.name for member in workbook.centre.team()}
    said = (
        f"{team[lead]} opens, {team[helper]} helps and"
        f" {row.name.lower()} may tell (+351 912 345 678, somebody@example.net)."
    )
    workshop = planning.add_workshop(
        programme, "Evening", "2026-09-17T17:30", "Europe/Lisbon", 7200, venue_id=venue,
        room_id=room, team=[(lead, mark()), (helper, "helper")], aim=said, room_note=said,
    )  # fmt: skip
    method = planning.add_method("Own way", "input", 600, summary=said, tip=said)
    material = planning.add_material("Pens", unit="pen")
    activity = planning.add_activity(
        workshop, None, "Open", "welcome", 900, lead_id=lead, room_id=room, method_id=method,
        say=said, do=said, watch=said, task=said, if_short=said, aim=said,
        materials=[(material, 1, "person")],
    )  # fmt: skip
    track = planning.add_track(activity, "Blue", team_member_id=helper, room_id=room, task=said)
    planning.add_activity(workshop, None, "Step", "practice", 300, track_id=track, say=said)
    planning.add_task(f"Ask {team[lead]}", "before", workshop_id=workshop, role="coordinator")
    planning.add_task("Book", "before", programme_id=programme, due=said)
    planning.save_wrap_up(workshop, worked=mark(), change_next=mark(), incidents=mark())
    workbook.attendance.mark(workshop, row.id, "present")
    framework = workbook.skills.framework()
    workbook.skills.observe(row.id, workshop, framework.skills[0].key, 2, mark())
    return programme, workshop


def test_a_package_of_a_workbook_full_of_names_holds_none(other, tmp_path):
    programme, workshop = planted(other)
    for asked in ({"programme_id": programme}, {"workshop_id": workshop}):
        out = tmp_path / f"p{SUFFIX}"
        made = other.plan_files.write_package(out, **asked)
        found = everything_in(out)

        assert MARK.casefold() not in found.casefold()
        assert "912" not in found
        assert "example" not in found
        assert "lead facilitator opens, helper helps" in found
        assert made.activities == 1
    # The raw file, for what a reader of bytes would find.
    assert MARK.encode() not in out.read_bytes()


def test_no_name_of_the_sample_is_in_its_package(sample, packed):
    found = everything_in(packed)
    names = [row["name"] for row in sample.database.rows("SELECT name FROM participant")]
    names += [member.name for member in sample.centre.team()]
    names += [venue.name for venue in sample.centre.venues()]

    assert len(names) > 25
    assert [name for name in names if name in found] == []


def test_words_that_are_part_of_a_name_are_told_and_hidden_when_asked(other, tmp_path):
    other.centre.add_team_member("Grace Holm", "facilitator")
    workshop = other.planning.add_workshop(None, "Evening", "2026-09-17T17:30", "Asia/Beirut")
    other.planning.add_activity(
        workshop, None, "Open", "welcome", 600, say="Grace, will you begin?"
    )
    out = tmp_path / f"p{SUFFIX}"

    made = other.plan_files.write_package(out, workshop_id=workshop)
    assert made.mentions == ("Grace",)
    assert "Grace, will you begin?" in everything_in(out)
    hidden = other.plan_files.write_package(out, workshop_id=workshop, hide=["Grace"])
    assert hidden.mentions == ()
    assert "…, will you begin?" in everything_in(out)


def test_a_name_in_a_script_without_blanks_is_found_within_the_text(other, tmp_path):
    other.people.add("欧阳娜娜")
    workshop = other.planning.add_workshop(None, "晚会", "2026-09-17T17:30", "Asia/Beirut")
    other.planning.add_activity(workshop, None, "开始", "welcome", 600, say="请欧阳娜娜开始。")
    out = tmp_path / f"p{SUFFIX}"
    other.plan_files.write_package(out, workshop_id=workshop)

    assert "请…开始。" in everything_in(out)


def test_the_same_plan_gives_the_same_bytes(sample, packed, tmp_path):
    again = tmp_path / f"again{SUFFIX}"
    sample.plan_files.write_package(again, programme_id=sample.planning.programmes()[0].id)

    assert again.read_bytes() == packed.read_bytes()


# ----------------------------------------------------------------------------------- and comes in


def test_a_programme_comes_in_with_everything_of_its_plan(sample, other, packed):
    plan = other.plan_files.package_import(packed)
    assert plan.in_state(PackageState.NEW) == 5
    assert (plan.methods_new, plan.skills_missing) == ((), ())
    assert set(plan.roles) <= {"lead-facilitator", "co-facilitator", "helper", "facilitator"}
    made = other.plan_files.import_package(plan)

    there, here = (each.planning.programmes()[0].id for each in (sample, other))
    assert here == there == made.programme_id
    before, after = (each.planning.agendas(there) for each in (sample, other))
    for old, new in zip(before, after, strict=True):
        assert old.workshop.id == new.workshop.id
        assert for_others(sample, old) == for_others(other, new)
        assert [skill.key for skill in old.workshop.skills] == [
            skill.key for skill in new.workshop.skills
        ]
        assert new.workshop.team == ()
        assert new.workshop.status == "planned"
    old, new = (each.planning.programme(there) for each in (sample, other))
    assert [outcome.text for outcome in old.outcomes] == [each.text for each in new.outcomes]
    assert len(other.certificates.rules(here)) > 0
    assert other.people.count() == 0


def test_a_dry_run_changes_nothing(other, packed):
    before = rows_of(other)
    other.plan_files.package_import(packed)

    assert rows_of(other) == before


def test_the_second_import_finds_everything_there(other, packed):
    other.plan_files.import_package(other.plan_files.package_import(packed))
    again = other.plan_files.package_import(packed)

    assert again.in_state(PackageState.SAME) == 5
    assert again.brings_nothing
    with pytest.raises(Refused, match="package-nothing-new"):
        other.plan_files.import_package(again)


def test_a_workshop_that_was_changed_here_stays_and_can_come_in_as_a_copy(other, packed):
    made = other.plan_files.import_package(other.plan_files.package_import(packed))
    first = made.workshop_ids[0]
    activity = other.planning.agenda(first).activities[0]
    other.planning.update_activity(activity.id, title="My own way")

    again = other.plan_files.package_import(packed)
    assert again.in_state(PackageState.CHANGED) == 1
    copies = other.plan_files.import_package(again, UnpackChoices(copies=True))
    assert other.planning.agenda(first).activities[0].title == "My own way"
    assert len(copies.workshop_ids) == 5
    assert copies.programme_id != made.programme_id


def test_one_undo_takes_the_package_back_and_it_can_come_in_again(other, packed):
    before = rows_of(other)
    other.plan_files.import_package(other.plan_files.package_import(packed))
    other.undo()

    after = rows_of(other)
    for table in ("programme", "workshop", "activity", "material", "method", "certificate_rule"):
        assert after[table] == before[table], table
    assert other.plan_files.package_import(packed).in_state(PackageState.NEW) == 5


def test_methods_and_materials_of_ones_own_come_along_once(sample, other, tmp_path):
    planning = sample.planning
    skill = sample.skills.framework().skills[0]
    method = planning.add_method("Own way", "input", 600, summary="Just so", skill_ids=[skill.id])
    workshop = planning.add_workshop(None, "Alone", "2026-09-17T17:30", "Europe/Lisbon")
    planning.add_activity_from_method(workshop, None, method)
    pens = planning.add_material("Green pens", unit="pen", reusable=True)
    planning.add_activity(workshop, None, "Draw", "creative", 600, materials=[(pens, 3, "pair")])
    known = other.planning.add_material("green PENS", unit="pen", reusable=True)
    out = tmp_path / f"p{SUFFIX}"
    sample.plan_files.write_package(out, workshop_id=workshop)

    plan = other.plan_files.package_import(out)
    assert (plan.methods_new, plan.materials_new) == (("Own way",), ())
    other.plan_files.import_package(plan)
    first, second = other.planning.agenda(workshop).activities
    assert other.planning.method(first.method_id).summary == "Just so"
    assert "Own way" in [row.title for row in other.planning.methods("own way")]
    assert second.materials[0].material_id == known
    assert first.skills == (SkillAim(next(
        each.id for each in other.skills.framework().skills if each.key == skill.key
    )),)  # fmt: skip


def test_dates_move_together_and_roles_may_be_given_to_ones_own_team(other, packed):
    mine = other.centre.add_team_member("My Lead", "facilitator")
    plan = other.plan_files.package_import(packed)
    home = other.planning.add_programme("Ours")
    choices = UnpackChoices(
        programme_id=home, first_on=date(2027, 1, 7), time_zone="Asia/Beirut",
        team={plan.roles[0]: mine},
    )  # fmt: skip
    other.plan_files.import_package(plan, choices)

    rows = other.planning.workshops(home)
    assert [f"{row.starts_local:%d.%m. %H:%M}" for row in rows][:2] == [
        "07.01. 17:30",
        "14.01. 17:30",
    ]
    leads = {each.lead_id for row in rows for each in other.planning.agenda(row.id).activities}
    assert mine in leads
    assert {row.time_zone for row in rows} == {"Asia/Beirut"}
    with pytest.raises(Refused, match="not-found"):
        other.plan_files.import_package(plan, UnpackChoices(copies=True, team={"x": "nobody"}))


def test_skills_that_are_not_known_here_are_named_and_left_out(other, packed, tmp_path):
    out = tmp_path / f"odd{SUFFIX}"
    forge(packed, out, lambda plan: plan["workshops"][0]["skills"].append("flying"))

    plan = other.plan_files.package_import(out)
    assert plan.skills_missing == ("flying",)
    other.plan_files.import_package(plan)


# ------------------------------------------------------------------------------- hostile packages


def forge(source, out, change=None, *, manifest=None, raw=None, seal=True):
    """A package with something changed in its plan or manifest, sealed again."""
    with zipfile.ZipFile(source) as package:
        plan = json.loads(package.read("plan.json"))
        head = json.loads(package.read("manifest.json"))
    if change:
        change(plan)
    content = json.dumps(plan).encode() if raw is None else raw
    if seal:
        head["sha256"] = hashlib.sha256(content).hexdigest()
    head.update(manifest or {})
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("manifest.json", json.dumps(head))
        package.writestr("plan.json", content)
    return out


def first_activity(plan):
    return plan["workshops"][0]["activities"][0]


def twice(plan):
    plan["workshops"].append(plan["workshops"][0])


HOSTILE = {
    "minutes": lambda plan: first_activity(plan)["fields"].update(planned_seconds=10**9),
    "negative": lambda plan: first_activity(plan)["fields"].update(planned_seconds=-1),
    "words for minutes": lambda plan: first_activity(plan)["fields"].update(planned_seconds="15"),
    "kind": lambda plan: first_activity(plan)["fields"].update(kind="'; DROP TABLE activity"),
    "more fields": lambda plan: first_activity(plan)["fields"].update(lead_id="x"),
    "fewer fields": lambda plan: first_activity(plan)["fields"].pop("title"),
    "list for text": lambda plan: first_activity(plan)["fields"].update(title=["a"]),
    "long title": lambda plan: first_activity(plan)["fields"].update(title="x" * 400),
    "long note": lambda plan: first_activity(plan)["fields"].update(say="x" * 30_000),
    "minimum": lambda plan: first_activity(plan)["fields"].update(minimum_seconds=86_000),
    "id": lambda plan: first_activity(plan).update(id="../../x"),
    "same id twice": twice,
    "method": lambda plan: first_activity(plan).update(method="0" * 36),
    "material": lambda plan: first_activity(plan).update(
        materials=[["01a204fe-0000-7000-8000-000000000000", 1, "session"]]
    ),
    "quantity": lambda plan: first_activity(plan)["materials"][0].__setitem__(1, 10**8),
    "per": lambda plan: first_activity(plan)["materials"][0].__setitem__(2, "planet"),
    "date": lambda plan: plan["workshops"][0]["fields"].update(starts_local="soon"),
    "zone": lambda plan: plan["workshops"][0]["fields"].update(time_zone="../etc/passwd"),
    "too many": lambda plan: plan["workshops"][0].update(
        activities=[first_activity(plan)] * 501
    ),
    "tracks in tracks": lambda plan: first_activity(plan).update(
        tracks=[{"id": "01a204fe-0000-7000-8000-000000000000", "lead": "",
                 "fields": {"name": "A", "task": ""},
                 "steps": [{**first_activity(plan), "tracks": [{}]}]}]
    ),
    "no workshops": lambda plan: plan.update(workshops=[], programme=None),
    "tables": lambda plan: plan.update(participants=[{"name": "x"}]),
    "task": lambda plan: plan["programme"]["tasks"][0].update(phase="never"),
    "flag": lambda plan: plan["programme"]["fields"].update(breaks_count=2),
    "skill": lambda plan: plan["programme"].update(skills=["x" * 200]),
}  # fmt: skip


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_value_that_breaks_a_rule_is_named_by_its_place(other, packed, tmp_path, kind):
    before = rows_of(other)
    forged = forge(packed, tmp_path / f"bad{SUFFIX}", HOSTILE[kind])

    with pytest.raises(Refused) as refused:
        other.plan_files.package_import(forged)
    assert refused.value.code == "package-not-valid"
    assert str(refused.value.params["where"]).startswith("plan")
    assert rows_of(other) == before


@pytest.mark.parametrize(
    ("name", "make", "code"),
    [
        ("absent", lambda out, _: None, "package-not-found"),
        ("folder", lambda out, _: out.mkdir(), "package-not-found"),
        ("empty", lambda out, _: out.write_bytes(b""), "package-not-a-package"),
        ("text", lambda out, _: out.write_text("hello"), "package-not-a-package"),
        ("cut", lambda out, src: out.write_bytes(src.read_bytes()[:-500]), "package-damaged"),
        ("altered", lambda out, src: forge(src, out, HOSTILE["per"], seal=False),
         "package-damaged"),
        ("newer", lambda out, src: forge(src, out, manifest={"version": 2}), "package-newer"),
        ("version", lambda out, src: forge(src, out, manifest={"version": True}),
         "package-not-a-package"),
        ("format", lambda out, src: forge(src, out, manifest={"format": "x"}),
         "package-not-a-package"),
        ("deep", lambda out, src: forge(src, out, raw=b"[" * 200_000), "package-damaged"),
        ("number", lambda out, src: forge(src, out, raw=b"9" * 100_000), "package-damaged"),
        ("nan", lambda out, src: forge(src, out, raw=b"NaN"), "package-damaged"),
        ("float", lambda out, src: forge(src, out, raw=b"1e999"), "package-damaged"),
        ("keys", lambda out, src: forge(src, out, raw=b'{"a":1,"a":2}'), "package-damaged"),
        ("letters", lambda out, src: forge(src, out, raw=b"\xff\xfe"), "package-damaged"),
        ("null", lambda out, src: forge(src, out, raw=b"null"), "package-not-valid"),
        ("bomb", lambda out, src: forge(src, out, raw=b" " * (MOST_UNPACKED + 1)),
         "package-too-large"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_sound_package_is_refused_by_its_reason(
    packed, tmp_path, name, make, code
):
    out = tmp_path / f"{name}{SUFFIX}"
    make(out, packed)

    with pytest.raises(Refused) as refused:
        read_package(out)
    assert refused.value.code == code
    assert code in trouble.REFUSALS


def test_other_files_in_the_package_are_refused(packed, tmp_path):
    out = tmp_path / f"p{SUFFIX}"
    out.write_bytes(packed.read_bytes())
    with zipfile.ZipFile(out, "a") as package:
        package.writestr("../evil.txt", "x")

    with pytest.raises(Refused, match="package-not-a-package"):
        read_package(out)


def test_a_size_that_lies_is_found_while_unpacking(packed, tmp_path):
    out = forge(packed, tmp_path / f"p{SUFFIX}", raw=b" " * (MOST_UNPACKED + 10))
    content = bytearray(out.read_bytes())
    size = (MOST_UNPACKED + 10).to_bytes(4, "little")
    while size in content:
        place = content.index(size)
        content[place : place + 4] = (1000).to_bytes(4, "little")
    out.write_bytes(content)

    with pytest.raises(Refused):
        read_package(out)


def test_bytes_flipped_anywhere_are_refused_or_change_nothing(packed, tmp_path):
    sound = read_package(packed)
    chance = random.Random(7)
    out = tmp_path / f"p{SUFFIX}"
    for _ in range(150):
        content = bytearray(packed.read_bytes())
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        out.write_bytes(content)
        with suppress(Refused):
            assert read_package(out) == sound


def test_keys_that_are_taken_here_never_overwrite_what_is_here(other, packed, tmp_path):
    home = other.planning.add_workshop(None, "Mine", "2026-09-17T17:30", "Asia/Beirut")
    mine = other.planning.add_activity(home, None, "Mine", "input", 600)
    forged = forge(packed, tmp_path / f"p{SUFFIX}",
                   lambda plan: first_activity(plan).update(id=mine))  # fmt: skip
    other.plan_files.import_package(other.plan_files.package_import(forged))

    assert [each.title for each in other.planning.agenda(home).activities] == ["Mine"]


def test_an_import_that_fails_midway_leaves_nothing(other, packed):
    plan = other.plan_files.package_import(packed)
    before = rows_of(other)
    with pytest.raises(Refused):
        other.plan_files.import_package(plan, UnpackChoices(time_zone="Moon/Base"))

    assert rows_of(other) == before


# ------------------------------------------------------------------------- warnings and moments


def test_when_the_phases_begin_goes_along(workbook_with_phases, other, tmp_path):
    made, workshop_id = workbook_with_phases
    out = tmp_path / f"phases{SUFFIX}"
    made.plan_files.write_package(out, workshop_id=workshop_id)
    unpacked = other.plan_files.import_package(other.plan_files.package_import(out))

    agenda = other.planning.agenda(unpacked.workshop_ids[0])
    assert agenda.workshop.phases == PhaseRule(300, None, None, 5, (600, 60))
    first, second = agenda.activities
    assert (first.warn_percent, first.last_percent, first.cues) == (20, 5, (120, 30))
    assert (second.warn_percent, second.last_percent, second.cues) == (None, None, None)
    again = other.plan_files.package_import(out)
    assert again.in_state(PackageState.SAME) == 1


@pytest.mark.parametrize("value", [[True], ["soon"], 60, "60", [10**9], list(range(1, 100))])
def test_moments_that_cannot_be_are_refused(workbook_with_phases, other, tmp_path, value):
    made, workshop_id = workbook_with_phases
    out = tmp_path / f"phases{SUFFIX}"
    made.plan_files.write_package(out, workshop_id=workshop_id)
    with zipfile.ZipFile(out) as package:
        files = {name: json.loads(package.read(name)) for name in package.namelist()}
    plan, manifest = files["plan.json"], files["manifest.json"]
    plan["workshops"][0]["activities"][0]["fields"]["cues"] = value
    content = json.dumps(plan).encode()
    manifest["sha256"] = hashlib.sha256(content).hexdigest()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("manifest.json", json.dumps(manifest))
        package.writestr("plan.json", content)
    with pytest.raises(Refused) as refused:
        other.plan_files.package_import(out)
    assert refused.value.code == "package-not-valid"


@pytest.fixture
def workbook_with_phases(tmp_path):
    with Workbook.create(tmp_path / "phases.facilitator", time_zone="UTC") as workbook:
        planning = workbook.planning
        workshop_id = planning.add_workshop(
            None, "Phases", "2026-12-05T09:00", "UTC", 3600,
            warn_seconds=300, last_percent=5, cues=[600, 60],
        )  # fmt: skip
        planning.add_activity(
            workshop_id, None, "Draw", "creative", 1200,
            warn_percent=20, last_percent=5, cues=[30, 120],
        )  # fmt: skip
        planning.add_activity(workshop_id, None, "Tell", "discussion", 600)
        yield workbook, workshop_id
