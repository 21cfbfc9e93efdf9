import pytest

from facilitator.documents import template_editing as edit
from facilitator.documents.template import Box, FrameElement, Layout, TextElement
from facilitator.documents.template_file import checked, shipped_template, shipped_templates


def a_layout():
    return Layout(
        200,
        100,
        (
            FrameElement(id="frame", box=Box(5, 5, 190, 90), ink="#000000", locked=True),
            TextElement(id="name", box=Box(20, 20, 60, 10), text="{holder}"),
            TextElement(id="date", box=Box(100, 50, 30, 6), text="{issued_on}"),
            TextElement(id="place", box=Box(150, 70, 20, 6), text="{place}"),
        ),
    )


def box_of(layout, name):
    return layout.by_id[name].box


def test_moving_gives_a_new_page_and_leaves_the_old_one():
    before = a_layout()
    after = edit.move(before, {"name"}, 3, -2)

    assert box_of(after, "name") == Box(23, 18, 60, 10)
    assert box_of(before, "name") == Box(20, 20, 60, 10)


def test_what_is_locked_stays():
    layout = a_layout()

    assert edit.move(layout, {"frame"}, 3, 3) == layout
    assert edit.remove(layout, {"frame", "name"}).by_id.keys() == {"frame", "date", "place"}


def test_nothing_is_moved_off_the_page():
    assert box_of(edit.move(a_layout(), {"name"}, 900, -900), "name") == Box(140, 0, 60, 10)
    moved = edit.move(a_layout(), {"name", "date"}, -900, 0)
    assert (box_of(moved, "name").x, box_of(moved, "date").x) == (0, 80)


@pytest.mark.parametrize(
    ("handle", "box"),
    [
        ("e", Box(20, 20, 70, 10)),
        ("w", Box(30, 20, 50, 10)),
        ("se", Box(20, 20, 70, 15)),
        ("nw", Box(30, 25, 50, 5)),
    ],
)
def test_pulling_a_handle_changes_its_own_edges_only(handle, box):
    assert box_of(edit.resize(a_layout(), "name", handle, 10, 5), "name") == box


def test_a_box_is_never_pulled_inside_out():
    assert box_of(edit.resize(a_layout(), "name", "e", -500, 0), "name").width == 1


def test_a_corner_may_be_pulled_in_proportion():
    box = box_of(edit.resize(a_layout(), "name", "se", 60, 0, in_proportion=True), "name")

    assert (box.width, box.height) == (120, 20)


def test_typed_measures_count():
    assert box_of(edit.place(a_layout(), "name", x=12.5, width=33), "name") == Box(12.5, 20, 33, 10)


def test_elements_are_aligned_to_one_another_or_to_the_page():
    together = edit.align(a_layout(), {"name", "date"}, "right")
    alone = edit.align(a_layout(), {"date"}, "centre")

    assert box_of(together, "name").right == box_of(together, "date").right == 130
    assert box_of(alone, "date").middle == 100


def test_three_elements_get_the_same_room_between_them():
    after = edit.distribute(a_layout(), {"name", "date", "place"}, "x")
    name, date, place = (box_of(after, each) for each in ("name", "date", "place"))

    assert date.x - name.right == pytest.approx(place.x - date.right)
    assert (name.x, place.x) == (20, 150)


def test_an_element_is_drawn_to_the_middle_of_the_page_and_says_so():
    near = edit.place(a_layout(), "date", x=84.4)
    after, lines = edit.snapped(near, "date")

    assert box_of(after, "date").middle == 100
    assert (lines[0].axis, lines[0].at, lines[0].to) == ("x", 100, "page")


def test_away_from_all_lines_the_grid_counts():
    after, lines = edit.snapped(edit.place(a_layout(), "date", x=63.3, y=57.6), "date",
                                within=0.1, grid=5)  # fmt: skip

    assert (box_of(after, "date").x, box_of(after, "date").y) == (65, 60)
    assert lines == ()


@pytest.mark.parametrize(
    ("step", "order"),
    [
        ("front", ["frame", "date", "place", "name"]),
        ("forward", ["frame", "date", "name", "place"]),
        ("backward", ["name", "frame", "date", "place"]),
        ("back", ["name", "frame", "date", "place"]),
    ],
)
def test_layers_change_places(step, order):
    assert [each.id for each in edit.reorder(a_layout(), "name", step).elements] == order


def test_copies_get_ids_of_their_own():
    after = edit.duplicate(edit.duplicate(a_layout(), {"name"}), {"name"})

    assert {"name", "name-2", "name-3"} <= after.by_id.keys()


def test_overlapping_boxes_are_named():
    after = edit.place(a_layout(), "place", x=110, y=52)

    assert set(edit.overlapping(after, "place")) == {"frame", "date"}


@pytest.mark.parametrize("name", shipped_templates())
def test_a_template_can_be_edited_on_any_paper_and_kept(name):
    template = shipped_template(name)
    for layout in template.layouts:
        small = edit.for_paper(layout, layout.width * 0.9, layout.height * 0.9)
        moved = edit.move(small, {"holder"}, 1.25, 0.5)

        assert checked(template.with_layout(moved)).layout(landscape=layout.landscape)
