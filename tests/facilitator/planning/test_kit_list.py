"""The packing list of people who pack: reasons, ticks that are kept, things of one's own."""

from datetime import date

import pytest

from facilitator.errors import NotFound, Refused
from tests.facilitator.planning.plans import add, whole_file


@pytest.fixture
def pens(planning):
    return planning.add_material("Pens", reusable=True)


@pytest.fixture
def packed(planning, workshop_id, pens):
    """A workshop for twelve: pens for everybody in one activity, two sets of them in another."""
    planning.update_workshop(workshop_id, expected_heads=12)
    add(planning, workshop_id, "Draw", 10, materials=[(pens, 1, "person")])
    add(planning, workshop_id, "Vote", 5, materials=[(pens, 2, "session")])
    return workshop_id


def line(listed, label):
    (found,) = [each for each in listed.lines if each.row.label == label]
    return found


def test_a_line_says_which_activities_need_how_much(planning, packed):
    found = line(planning.kit_list(packed), "Pens")

    assert found.row.total == 12
    assert [(use.title, use.quantity, use.per) for use in found.uses] == [
        ("Draw", 1, "person"),
        ("Vote", 2, "session"),
    ]


def test_the_people_expected_are_said_or_counted(planning, packed):
    listed = planning.kit_list(packed)
    assert (listed.heads, listed.said) == ((12,), 12)

    planning.update_workshop(packed, expected_heads=None)
    assert planning.kit_list(packed).said is None


def test_other_heads_change_what_is_packed(planning, packed):
    planning.update_workshop(packed, expected_heads=20)

    assert line(planning.kit_list(packed), "Pens").row.total == 20


def test_ticks_of_a_workshop_are_kept_and_counted(planning, packed, pens):
    planning.add_extra_material("Urn", workshop_id=packed)
    assert planning.kit_list(packed).still_to_pack == 2

    planning.set_packed(packed, pens, True)

    listed = planning.kit_list(packed)
    assert listed.still_to_pack == 1
    assert line(listed, "Pens").row.packed


def test_the_ticks_of_a_programme_are_its_own(planning, programme_id, packed, pens):
    planning.set_programme_packed(programme_id, pens, packed=True)

    assert line(planning.programme_kit_list(programme_id), "Pens").row.packed
    assert not line(planning.kit_list(packed), "Pens").row.packed

    planning.set_programme_packed(programme_id, pens, packed=False)
    assert not line(planning.programme_kit_list(programme_id), "Pens").row.packed


def test_an_own_item_stands_on_the_list_and_on_that_of_the_programme(
    planning, programme_id, packed
):
    planning.add_extra_material("First-aid kit", workshop_id=packed)
    planning.add_extra_material("Napkins", 40, workshop_id=packed, reusable=False)
    planning.add_extra_material("Napkins", 10, programme_id=programme_id)

    assert line(planning.kit_list(packed), "First-aid kit").own == 1
    whole = planning.programme_kit_list(programme_id)
    assert line(whole, "First-aid kit").row.total == 1
    assert line(whole, "First-aid kit").own == 0
    assert line(whole, "Napkins").row.total == 50
    assert line(whole, "Napkins").own == 10


def test_an_own_item_that_activities_need_as_well_follows_the_rule_of_quantities(planning, packed):
    planning.add_extra_material("pens", 30, workshop_id=packed)

    found = line(planning.kit_list(packed), "Pens")
    assert (found.row.total, found.own, len(found.uses)) == (30, 30, 2)


def test_taking_an_own_item_off_can_be_undone(planning, packed, database):
    urn = planning.add_extra_material("Urn", 2, workshop_id=packed)
    before = whole_file(database)

    planning.set_extra_material(urn, 0, workshop_id=packed)
    assert [each.row.label for each in planning.kit_list(packed).lines] == ["Pens"]

    database.undo()
    assert whole_file(database) == before


def test_the_number_of_an_own_item_can_be_changed(planning, packed):
    urn = planning.add_extra_material("Urn", workshop_id=packed)
    planning.set_extra_material(urn, 3, workshop_id=packed)

    assert line(planning.kit_list(packed), "Urn").row.total == 3


@pytest.mark.parametrize("quantity", [0, -1, 100_001])
def test_a_quantity_that_cannot_be_is_refused(planning, packed, quantity):
    with pytest.raises(Refused, match="quantity-out-of-range"):
        planning.add_extra_material("Urn", quantity, workshop_id=packed)


def test_an_item_without_a_name_is_refused(planning, packed):
    with pytest.raises(Refused):
        planning.add_extra_material("  ", workshop_id=packed)


def test_a_list_that_is_gone_takes_nothing(planning):
    with pytest.raises(NotFound):
        planning.add_extra_material("Urn", workshop_id="gone")


def test_own_items_go_along_with_a_copy_and_ticks_do_not(planning, programme_id, packed, pens):
    urn = planning.add_extra_material("Urn", workshop_id=packed)
    planning.add_extra_material("Banner", programme_id=programme_id)
    planning.set_packed(packed, urn, True)
    planning.set_programme_packed(programme_id, pens, packed=True)

    again = planning.kit_list(planning.duplicate_workshop(packed, "2026-10-15T17:30"))
    assert line(again, "Urn").own == 1
    assert again.still_to_pack == 2

    copy = planning.programme_kit_list(planning.duplicate_programme(programme_id, date(2027, 3, 1)))
    assert line(copy, "Banner").own == 1
    assert not any(each.row.packed for each in copy.lines)


def test_the_list_goes_with_its_workshop_and_comes_back_with_it(planning, packed, database):
    urn = planning.add_extra_material("Urn", workshop_id=packed)
    planning.set_packed(packed, urn, True)
    before = whole_file(database)

    planning.delete_workshop(packed)
    assert database.value("SELECT count(*) FROM extra_material") == 0

    database.undo()
    assert whole_file(database) == before
