"""A workshop to run in an empty workbook, on the evening of 8 October 2026.

Properties are judged by what they show, not by how busy the computer is.
"""

import pytest
from hypothesis import settings

from facilitator.live.live import LiveRuns
from facilitator.planning.planning import Planning
from tests.facilitator.live.runs import START

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


@pytest.fixture
def planning(database):
    return Planning(database)


@pytest.fixture
def runs(database, planning, clock):
    clock.set_wall(START)
    return LiveRuns(database, planning)


@pytest.fixture
def workshop_id(planning):
    made = planning.add_workshop(None, "Greener street", "2026-10-08T17:30", "Europe/London", 3600)
    for title, minutes in (("Open", 10), ("Make", 30), ("Close", 5)):
        planning.add_activity(made, None, title, "input", minutes * 60)
    return made
