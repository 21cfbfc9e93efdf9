"""A desk for plans with a programme, a workshop and two skills.

Properties are judged by what they show, not by how busy the computer is.
"""

import pytest
from hypothesis import settings

from facilitator.planning.planning import Planning
from tests.facilitator.planning.plans import EVENING

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")


@pytest.fixture
def planning(database):
    return Planning(database)


@pytest.fixture
def programme_id(planning):
    return planning.add_programme("Future skills")


@pytest.fixture
def workshop_id(planning, programme_id):
    return planning.add_workshop(
        programme_id, "Greener street", EVENING, "Europe/London", target_seconds=7200
    )


@pytest.fixture
def skills(database):
    with database.action("seed"):
        database.insert("framework", {"id": "frame", "title": "Five skills"})
        for position, key in enumerate(("critical", "creative")):
            values = {"id": key, "framework_id": "frame", "key": key, "title": key.title()}
            database.insert("skill", {**values, "position": position})
    return ["critical", "creative"]
