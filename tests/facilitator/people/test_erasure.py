"""Erasing a person: nothing says who it was, and the totals stay."""

from datetime import date

import pytest

from facilitator.attendance.attendance import Attendance
from facilitator.attendance.statuses import seed_statuses
from facilitator.errors import NotFound
from facilitator.people.people import People
from facilitator.storage.backup import Backups, Reason


@pytest.fixture
def people(database):
    return People(database)


@pytest.fixture
def attendance(database, people):
    with database.action("made"):
        seed_statuses(database)
        database.insert("programme", {"id": "programme", "title": "Skills"})
        database.insert(
            "workshop",
            {
                "id": "w", "programme_id": "programme", "title": "w", "time_zone": "UTC",
                "starts_local": "2026-10-08T15:00", "target_seconds": 7200,
            },
        )  # fmt: skip
    return Attendance(database, people)


def test_no_byte_says_who_it_was_and_every_total_stays(database, people, attendance, clock):
    amina = people.add(
        "Aminazara Idrissi", birth_date=date(1988, 3, 24), district="Harbour", phone="5550142",
        allergies="nutsnuts", notes="Aminazara sings",
    )  # fmt: skip
    walk_in = attendance.walk_in("w", "Aminazara Walkin")
    people.add_guardian(amina, "Samirazara")
    people.record_consent(amina, "photos", "yes", given_by="Samirazara")
    people.enrol(amina, "programme", date(2026, 10, 1))
    attendance.set_note("w", walk_in, "with Aminazara")
    people.twins.merge(amina, walk_in)
    backups = Backups(database.path, clock)
    taken = backups.take(database.connection, Reason.BY_HAND).backup
    before = attendance.figures("programme")

    ids = people.erasure.erase(amina)

    assert set(ids) == {amina, walk_in}
    assert attendance.figures("programme") == before
    assert people.search("aminazara") == []
    assert people.count() == 0
    database.checkpoint()
    content = database.path.read_bytes().lower()
    for trace in (b"aminazara", b"samirazara", b"5550142", b"nutsnuts", b"1988-03-24"):
        assert trace not in content, trace
    assert database.history()[0].state == "lasting"

    assert people.erasure.backups_with(backups, ids) == [taken]
    assert people.erasure.remove_backups([taken]) == 1
    assert backups.all() == []
    later = backups.take(database.connection, Reason.BY_HAND).backup
    assert people.erasure.backups_with(backups, ids) == []
    assert later.path.exists()


def test_nobody_else_is_touched(database, people, attendance):
    amina, bo = people.add("Amina"), people.add("Bo", notes="stays")
    attendance.mark("w", bo)
    people.erasure.erase(amina)
    assert people.participant(bo).notes == "stays"
    assert [row.name for row in attendance.desk("w").rows] == ["Bo"]
    with pytest.raises(NotFound):
        people.erasure.erase("nobody")
