import pytest

from facilitator.centre.centre import Centre
from facilitator.errors import NotFound, Refused


@pytest.fixture
def centre(database):
    return Centre(database, usual_time_zone="Europe/Lisbon")


def test_a_new_workbook_has_no_centre_but_a_time_zone(centre):
    assert centre.details() is None
    assert centre.time_zone() == "Europe/Lisbon"


def test_a_centre_is_described_bit_by_bit(centre):
    centre.describe(name="  Lantern Quay ", serial_prefix="LQC")
    centre.describe(city="Novaport", time_zone="Asia/Kathmandu", logo=b"\x89PNG")

    details = centre.details()
    assert (details.name, details.city, details.serial_prefix) == (
        "Lantern Quay",
        "Novaport",
        "LQC",
    )
    assert centre.time_zone() == "Asia/Kathmandu"
    assert details.logo == b"\x89PNG"


@pytest.mark.parametrize(
    ("details", "code"),
    [
        ({"city": "Nowhere"}, "name-empty"),
        ({"name": "   "}, "name-empty"),
        ({"name": "A", "time_zone": "Mars/Base"}, "time-zone-unknown"),
        ({"name": "A", "time_zone": "../../etc/passwd"}, "time-zone-unknown"),
        ({"name": "A", "serial_prefix": "TOO LONG A"}, "serial-prefix-wrong"),
        ({"name": "A", "serial_prefix": ""}, "serial-prefix-wrong"),
        ({"name": "A", "motto": "x"}, "field-unknown"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(centre, details, code):
    with pytest.raises(Refused, match=code):
        centre.describe(**details)
    assert centre.details() is None


def test_those_around_the_centre_are_kept_in_their_order(centre):
    centre.add_team_member("Grace", "lead-facilitator")
    tomas = centre.add_team_member("Tomás")
    centre.update_team_member(tomas, active=False)
    centre.add_partner("City Library", "cultural-institution")
    venue = centre.add_venue("Tide Room", step_free=True, capacity=40)
    centre.add_room(venue, "Left room", capacity=12)

    assert [member.name for member in centre.team()] == ["Grace"]
    assert [member.name for member in centre.team(include_inactive=True)] == ["Grace", "Tomás"]
    (found,) = centre.venues()
    assert (found.step_free, found.hearing_loop, found.rooms[0].name) == (True, None, "Left room")
    assert centre.partners()[0].sector.value == "cultural-institution"


def test_those_who_sign_stand_in_the_order_that_was_chosen(centre):
    centre.add_signatory("Helen Marsh", "Coordinator", position=2)
    centre.add_signatory("Grace", "Lead facilitator", position=1)

    assert [each.name for each in centre.signatories()] == ["Grace", "Helen Marsh"]


def test_a_change_of_what_is_not_there_is_refused(centre):
    with pytest.raises(NotFound):
        centre.update_venue("none", name="X")


def test_each_change_is_one_action_with_the_name_in_it(centre, database):
    venue = centre.add_venue("Tide Room")
    centre.update_venue(venue, capacity=30)

    told = [(record.name, record.params["name"]) for record in database.history()]
    assert told == [("venue-changed", "Tide Room"), ("venue-added", "Tide Room")]
