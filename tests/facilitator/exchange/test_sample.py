from datetime import UTC, datetime

import pytest

from facilitator.clock import SetClock
from facilitator.errors import Refused
from facilitator.exchange.content import load_seed_content, read_content
from facilitator.exchange.sample import load_sample
from facilitator.workbook import Workbook

SAMPLE = read_content("sample_programme")
TOTALS = SAMPLE["expected"]["totals"]


@pytest.fixture
def workbook(tmp_path):
    clock = SetClock(datetime(2026, 10, 20, 10, 0, tzinfo=UTC))
    path = tmp_path / "w.facilitator"
    with Workbook.create(path, time_zone="Pacific/Auckland", clock=clock) as workbook:
        yield workbook


def rows_of_everything(workbook):
    tables = [
        name
        for name in workbook.database.tables
        if name not in {"action", "action_change", "serial_counter"}
        and not name.startswith("participant_words")
    ]
    return {name: workbook.database.value(f"SELECT count(*) FROM {name}") for name in tables}


@pytest.mark.parametrize("zone", ["Europe/Lisbon", "Pacific/Auckland", "America/St_Johns"])
def test_the_figures_are_those_worked_out_by_hand_in_any_time_zone(workbook, zone):
    figures = workbook.attendance.figures(workbook.load_sample(time_zone=zone))

    same = {
        "enrolled",
        "unique_participants",
        "did_not_start",
        "attendances",
        "contact_minutes_delivered",
        "learner_hours_delivered",
        "expected_learner_minutes",
        "late_arrivals",
        "early_departures",
        "attended_4_or_more",
        "retention_percent",
        "people_by_age_band",
        "people_by_gender",
        "people_by_district",
        "people_by_internet_at_home",
    }
    assert {each: getattr(figures, each) for each in same} == {each: TOTALS[each] for each in same}
    assert figures.attended_all == TOTALS["attended_all_sessions"]


def test_times_are_those_of_the_day_where_the_workshop_is(workbook):
    programme = workbook.load_sample(time_zone="America/St_Johns")
    workshop = workbook.planning.workshops(programme)[2]

    rows = {row.name: row for row in workbook.attendance.desk(workshop.id).rows}
    assert rows["Kwame Mensah"].arrived_local == "17:40"
    assert workshop.starts_utc == datetime(2026, 10, 1, 20, 0, tzinfo=UTC)


def test_it_is_one_action_that_one_undo_takes_back(workbook):
    before = rows_of_everything(workbook)
    workbook.load_sample()
    assert workbook.history(1)[0].name == "sample-opened"

    workbook.undo()

    assert rows_of_everything(workbook) == before


def test_it_is_removed_with_everything_that_came_with_it(workbook):
    before = rows_of_everything(workbook)
    workbook.load_sample()

    workbook.planning.remove_sample()

    after = rows_of_everything(workbook)
    # The centre was described by the sample and may be in use by now.
    assert after.pop("centre") == 1
    assert before.pop("centre") == 0
    assert after == before


def test_it_is_opened_once(workbook):
    workbook.load_sample()

    with pytest.raises(Refused, match="sample-present"):
        workbook.load_sample()


def test_a_centre_that_has_a_name_keeps_it(tmp_path):
    with Workbook.create(tmp_path / "own.facilitator", centre_name="Our House") as workbook:
        workbook.load_sample()

        details = workbook.centre.details()
        assert (details.name, details.serial_prefix) == ("Our House", "C")


def test_the_planned_sample_has_the_plan_and_nothing_that_happened(workbook):
    programme = workbook.load_sample(through="planned")

    figures = workbook.attendance.figures(programme)
    assert (figures.enrolled, figures.attendances) == (24, 0)
    assert workbook.skills.count() == 0
    assert {row.status.value for row in workbook.planning.workshops(programme)} == {"planned"}
    assert {row.status.value for row in workbook.people.roster(programme)} == {"active"}
    assert len(workbook.certificates.rules(programme)) == 3


def test_the_agenda_is_that_of_the_file(workbook):
    programme = workbook.load_sample()

    for session, row in zip(
        SAMPLE["sessions"], workbook.planning.workshops(programme), strict=True
    ):
        agenda = workbook.planning.agenda(row.id)
        assert [slot.start.strftime("%H:%M") for slot in agenda.schedule.rows] == [
            block["start"] for block in session["blocks"]
        ]
        assert agenda.contact_seconds == session["contact_minutes"] * 60
        kit = {line.label: line.total for line in workbook.planning.kit(row.id)}
        labels = {material["id"]: material["label"] for material in SAMPLE["materials"]}
        assert kit == {labels[line["material"]]: line["total"] for line in session["kit_list"]}


def test_the_minor_has_a_guardian_and_everybody_their_consents(workbook):
    programme = workbook.load_sample()
    people = [
        workbook.people.participant(row.participant_id) for row in workbook.people.roster(programme)
    ]

    assert {person.name for person in people if person.guardians} == {"Leïla Haddad"}
    assert all(
        {"data-processing", "photos"} <= {each.purpose for each in person.consents}
        for person in people
    )


def test_it_can_be_opened_in_a_file_without_any_content(database):
    programme = load_sample(database, time_zone="Europe/Lisbon")

    assert database.value("SELECT count(*) FROM skill") == 5
    assert database.value("SELECT count(*) FROM method WHERE own = 0") == 90
    assert programme


def test_content_is_added_once(database):
    load_seed_content(database)
    load_seed_content(database)

    assert database.value("SELECT count(*) FROM framework") == 1
    assert database.value("SELECT count(*) FROM attendance_status") == 5
