"""The script, the agenda for participants, materials, task sheets and signs as printed."""

import re
from dataclasses import replace

import pypdfium2
import pytest

from facilitator.documents.materials_list import materials_pdf
from facilitator.documents.page_image import page_image
from facilitator.documents.paper import Paper, Sheet
from facilitator.documents.participant_agenda import participant_agenda_pdf
from facilitator.documents.plan_script import script_pdf
from facilitator.documents.plan_sheet import PlanSheet, RoomSign, RoomSigns
from facilitator.documents.room_signs import room_signs_pdf
from facilitator.documents.run_sheet import RunSheet, RunSheetActivity, run_sheet_pdf
from facilitator.documents.task_sheets import has_task_sheets, task_sheets_pdf
from tests.facilitator.documents.paper_builders import (
    HARD_NAMES,
    dark_rows,
    page_count,
    picture_of,
    text_of,
)
from tests.facilitator.documents.plan_builders import (
    NOTE,
    a_materials_sheet,
    a_plan,
    a_track,
    an_activity,
)

WAYS = [(paper, large) for paper in Paper for large in (False, True)]


def pages_of(made):
    content, pages = made
    assert page_count(content) == pages
    return [text_of(content, page) for page in range(pages)]


def letter_sizes(content):
    """The sizes in points of all letters that are written with a font."""
    sizes = set()
    for page in pypdfium2.PdfDocument(content):
        text = page.get_textpage()
        for place in range(text.count_chars()):
            if text.get_text_range(place, 1).strip():
                sizes.add(round(pypdfium2.raw.FPDFText_GetFontSize(text, place), 1))
    return sizes


def grouped(**changes):
    tracks = tuple(a_track(f"Group {name}", 5) for name in "ABCDE")
    return a_plan(2, activities=(an_activity(1), an_activity(2, tracks=tracks)), **changes)


@pytest.mark.parametrize(("paper", "large"), WAYS)
def test_the_script_prints_every_note_whole_with_its_activity(paper, large):
    pages = pages_of(script_pdf([a_plan(12, sheet=Sheet(paper), large=large)]))
    read = " ".join(pages)

    for number in range(1, 13):
        for words in ("Activity", "Said", "Done", "Watched", "Short"):
            assert f"{words} {number}." in read
    assert read.count("slowly") == 12 * 6
    if not large:
        for page in pages:
            begun = re.findall(r"Activity (\d+)\.", page)
            assert begun == re.findall(r"Short (\d+)\.", page)
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in page


def test_a_note_longer_than_a_page_goes_on_below_its_title():
    plan = a_plan(3, activities=(an_activity(1), an_activity(2, say=NOTE * 200), an_activity(3)))
    pages = pages_of(script_pdf([plan]))

    parted = [page for page in pages if "Activity 2." in page]
    assert len(parted) > 1
    assert sum(page.count("slowly") for page in pages) == 200 + 6 * 2 + 4


def test_the_run_sheet_in_large_print_leaves_out_what_is_prepared_at_a_desk():
    (content, _) = script_pdf([a_plan(2, large=True)], essentials=True)

    assert "Said 1." in text_of(content)
    assert "Pens" not in text_of(content)


@pytest.mark.parametrize(
    "make", [lambda plan: script_pdf([plan]), lambda plan: participant_agenda_pdf([plan]),
             lambda plan: task_sheets_pdf([plan])],
)  # fmt: skip
@pytest.mark.parametrize("paper", Paper)
def test_nothing_in_large_print_is_smaller_than_sixteen_points(make, paper):
    content, _ = make(grouped(large=True, sheet=Sheet(paper)))

    assert min(letter_sizes(content)) >= 16


def test_materials_in_large_print_are_large_too():
    content, _ = materials_pdf([a_materials_sheet(large=True)])

    assert min(letter_sizes(content)) >= 16


def test_participants_read_no_notes_and_no_names_of_the_team():
    (read,) = pages_of(participant_agenda_pdf([a_plan(8)]))

    for words in ("Lantern Quay", "12 Lantern Quay", "Library", "Tide Room", "Activity 8."):
        assert words in read
    for words in ("Said", "Done", "Watched", "Short", "Grace", "Pens", "min", "Adaptability"):
        assert words not in read


def test_parallel_groups_are_named_in_script_and_agenda():
    for make in (script_pdf, participant_agenda_pdf):
        read = " ".join(pages_of(make([grouped()])))
        assert all(f"Group {name}" in read for name in "ABCDE")
    assert "5 people" in " ".join(pages_of(script_pdf([grouped()])))


def test_each_parallel_group_gets_a_page():
    pages = pages_of(task_sheets_pdf([grouped()]))

    assert len(pages) == 5
    for name, page in zip("ABCDE", pages, strict=True):
        assert f"Group {name}" in page
        assert f"Task for Group {name}" in page
        assert f"Group {name} step 1" in page
        assert "5 people" in page
        assert "Said" not in page


def test_groups_that_do_the_same_share_a_sheet_that_says_how_many_are_in_each():
    plan = a_plan(activities=(an_activity(1, grouping="In fives", group_sizes=(5, 5, 5, 4, 4)),))

    (page,) = pages_of(task_sheets_pdf([plan]))
    assert "5 groups: 5 / 5 / 5 / 4 / 4" in page
    every = pages_of(task_sheets_pdf([replace(plan, every_group=True)]))
    assert len(every) == 5
    assert "Group 5 of 5" in every[4]
    assert "4 people" in every[4]


def test_thousands_of_groups_share_one_sheet():
    plan = a_plan(activities=(an_activity(1, group_sizes=(3,) * 900),), every_group=True)

    assert len(pages_of(task_sheets_pdf([plan]))) == 1


def test_a_plan_without_groups_has_no_task_sheets():
    assert not has_task_sheets(a_plan())
    assert has_task_sheets(grouped())


@pytest.mark.parametrize(("paper", "large"), WAYS)
def test_the_packing_list_names_everything_once(paper, large):
    pages = pages_of(materials_pdf([a_materials_sheet(30, sheet=Sheet(paper), large=large)]))
    read = " ".join(pages)

    for number in range(1, 31):
        assert read.count(f"Material {number}.") == 1
    assert read.index("Used up") < read.index("Comes back")
    for page in pages:
        # A heading never stands alone at the end of a page.
        assert not re.search(r"Comes back\s+Page|Comes back$", page)


def test_a_days_materials_stand_on_one_page():
    assert len(pages_of(materials_pdf([a_materials_sheet(24)]))) == 1


def test_what_is_packed_is_ticked():
    (line,) = a_materials_sheet(1).lines

    def picture(packed):
        lines = (replace(line, packed=packed),)
        return picture_of(materials_pdf([a_materials_sheet(1, lines=lines)])[0], scale=3).tobytes()

    assert picture(packed=True) != picture(packed=False)


def test_signs_lie_across_and_say_the_room_in_large_letters():
    signs = RoomSigns(
        "Welcome",
        (RoomSign("Tide Room", "Welcome", "17 September"), RoomSign("Tide Room", arrow="left")),
        "Lantern Quay",
    )
    content, pages = room_signs_pdf(signs)

    assert pages == 2
    page = pypdfium2.PdfDocument(content)[0]
    assert page.get_width() > page.get_height()
    assert max(letter_sizes(content)) > 90
    assert dark_rows(picture_of(content, 1), (100, 20, 200, 90)) > 60


@pytest.mark.parametrize("language", ["en", "ar"])
def test_an_arrow_points_the_same_way_whichever_way_the_page_is_read(language):
    content, _ = room_signs_pdf(
        RoomSigns("W", (RoomSign("Room", arrow="left"),), language=language)
    )
    picture = picture_of(content)
    middle, reach = picture.width // 2, round(0.19 * 210 * 72 / 25.4)
    top = round(18 * 72 / 25.4)
    halves = [
        sum(value < 128 for value in picture.crop(box).tobytes())
        for box in ((middle - reach, top, middle, top + 2 * reach),
                    (middle, top, middle + reach, top + 2 * reach))
    ]  # fmt: skip
    assert halves[0] > halves[1]


def test_a_plan_read_from_the_right_starts_at_the_right():
    plan = a_plan(1, language="ar", workshop_title="أهلا وسهلا بكم")
    picture = picture_of(script_pdf([plan])[0], scale=2)
    width = picture.width
    left = picture.crop((0, 60, width // 3, 110)).tobytes()
    right = picture.crop((2 * width // 3, 60, width, 110)).tobytes()

    assert min(left) > 200
    assert min(right) < 100


@pytest.mark.parametrize("kind", HARD_NAMES)
def test_hard_words_are_printed_on_every_paper(kind):
    words = HARD_NAMES[kind]
    plan = replace(grouped(), workshop_title=words, place=words, aim=words)
    plan = replace(plan, activities=tuple(
        replace(activity, title=words, say=words, task=words) for activity in plan.activities
    ))  # fmt: skip

    for make in (script_pdf, participant_agenda_pdf, task_sheets_pdf):
        assert pages_of(make([plan]))
    assert pages_of(room_signs_pdf(RoomSigns(words, (RoomSign(words, words, words),))))


def test_the_same_plan_gives_the_same_bytes():
    for make in (script_pdf, participant_agenda_pdf, task_sheets_pdf):
        assert make([grouped()]) == make([grouped()])


def test_an_empty_plan_makes_a_page():
    empty = PlanSheet("Nothing yet", ())

    assert len(pages_of(script_pdf([empty]))) == 1
    assert len(pages_of(participant_agenda_pdf([empty]))) == 1
    assert len(pages_of(materials_pdf([a_materials_sheet(0)]))) == 1


def test_workshops_of_a_programme_each_begin_on_a_page_and_are_counted_through():
    pages = pages_of(participant_agenda_pdf([a_plan(3), a_plan(4, workshop_title="Second")]))

    assert len(pages) == 2
    assert "Second" in pages[1]
    assert "Page 2 of 2" in pages[1]


def test_the_preview_is_the_page_that_is_printed():
    content, pages = script_pdf([a_plan(12)])
    images = [page_image(content, 400, page) for page in range(pages)]

    assert len({image.pixels for image in images}) == pages
    assert all(image.width == 400 for image in images)


def test_a_note_longer_than_a_page_does_not_run_off_the_run_sheet():
    endless = "word " * 4000
    activity = RunSheetActivity("09:00", 10, "Long", say=endless, do=endless, watch=endless)
    content, _ = run_sheet_pdf(RunSheet("Welcome", (activity,)))
    picture = picture_of(content)

    assert dark_rows(picture, (0, 285, 210, 297)) == 0


# Long titles, parallel groups, ends of days -------------------------------------------------------


def a_run_sheet_of(*activities, paper=Paper.A4):
    return RunSheet(workshop_title="Evening", activities=activities, sheet=Sheet(paper))


@pytest.mark.parametrize("paper", list(Paper))
def test_a_long_title_takes_a_second_line_before_it_becomes_small(paper):
    title = "Look closely at one thing that nobody else has seen, and tell its story to a stranger"
    content, _ = run_sheet_pdf(
        a_run_sheet_of(
            RunSheetActivity("17:30", 10, title, kind_word="Group work", grouping="Groups of 4",
                             lead="Grace Adeyemi-Holm", say="Welcome."),
            paper=paper,
        )
    )  # fmt: skip
    drawn = pypdfium2.PdfDocument(content)[0].get_textpage()
    place = drawn.search("stranger").get_next()[0]

    # In points of the paper: readable from a metre.
    assert pypdfium2.raw.FPDFText_GetFontSize(drawn, place) >= 7.5


def test_a_run_sheet_names_the_groups_that_work_at_the_same_time():
    content, _ = run_sheet_pdf(
        a_run_sheet_of(RunSheetActivity("17:30", 15, "Split", groups="Group A (5), Group B (4)"))
    )

    assert "Groups: Group A (5), Group B (4)" in text_of(content)


def test_notes_on_narrow_paper_keep_their_order():
    long = "Ask each of them what they need before anything else is done with them. " * 2
    content, _ = run_sheet_pdf(
        a_run_sheet_of(
            RunSheetActivity("17:30", 10, "Break", say="Rest.", do="Tidy.", watch=long,
                             if_short="Keep it."),
            paper=Paper.A5,
        )
    )  # fmt: skip
    read = text_of(content)

    assert read.index("Watch:") < read.index("If short of time:")


@pytest.mark.parametrize("count", range(4, 16))
def test_the_end_of_the_day_never_stands_alone(count):
    pages = pages_of(script_pdf([a_plan(count, end="19:30")]))

    assert "19:30 · End" in pages[-1]
    assert f"Activity {count}" in pages[-1]


def test_in_large_print_a_note_begins_with_its_word():
    content, _ = script_pdf([a_plan(2, large=True)], essentials=True)

    assert re.search(r"Say: ?\S", text_of(content))
