"""A workshop with four people on its sheet, in a fresh workbook."""

from datetime import UTC, date, datetime

import pytest

from facilitator.attendance.attendance import Attendance
from facilitator.attendance.statuses import seed_statuses
from facilitator.documents.paper import A4_PORTRAIT
from facilitator.documents.sign_in_layout import sign_in_layout
from facilitator.people.people import People
from facilitator.sheets.sheets import Sheets

NAMES = ("Amina El Idrissi", "Bruno Costa", "Chen Wei", "Dawit Bekele")


@pytest.fixture
def people(database):
    return People(database)


@pytest.fixture
def attendance(database, people, clock):
    # The day after: what is entered now comes from paper.
    clock.set_wall(datetime(2026, 10, 9, 9, 0, tzinfo=UTC))
    with database.action("workshop-added"):
        seed_statuses(database)
        database.insert("programme", {"id": "programme", "title": "Skills"})
        database.insert(
            "workshop",
            {
                "id": "w1", "programme_id": "programme", "title": "Welcome", "position": 0,
                "starts_local": "2026-10-08T17:30", "time_zone": "Europe/Lisbon",
                "target_seconds": 7200,
            },
        )  # fmt: skip
    return Attendance(database, people)


@pytest.fixture
def enrolled(people, attendance):
    ids = [people.add(name) for name in NAMES]
    for key in ids:
        people.enrol(key, "programme", date(2026, 9, 1))
    return ids


@pytest.fixture
def sheets(database, people, attendance):
    return Sheets(database, people, attendance)


@pytest.fixture
def sheet(sheets, enrolled):
    return sheets.keep("w1", enrolled, sign_in_layout(A4_PORTRAIT, len(enrolled), 3))
