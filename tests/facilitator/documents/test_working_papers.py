"""The sign-in sheet, the register and the run sheet as printed."""

from dataclasses import replace

import pytest

from facilitator.documents.page_room import share_out
from facilitator.documents.paper import Paper, Sheet
from facilitator.documents.register import (
    Register,
    RegisterCell,
    RegisterColumnTotal,
    RegisterRow,
    RegisterWorkshop,
    hours_and_minutes,
    register_pdf,
    write_register,
)
from facilitator.documents.run_sheet import (
    RunSheet,
    RunSheetActivity,
    run_sheet_pdf,
    write_run_sheet,
)
from facilitator.documents.sign_in_sheet import (
    SignInLabels,
    SignInRow,
    SignInSheet,
    sign_in_sheet_pdf,
    write_sign_in_sheet,
)
from facilitator.documents.text import plain_text
from facilitator.errors import Refused
from tests.facilitator.documents.paper_builders import (
    HARD_NAMES,
    NAMES,
    dark_rows,
    page_count,
    picture_of,
    text_of,
)


def whole_text(content):
    return " ".join(text_of(content, page) for page in range(page_count(content)))


def a_sign_in_sheet(count=24, **changes):
    names = list(NAMES.values())
    rows = tuple(
        SignInRow(f"Person {index + 1}", names[index % len(names)]) for index in range(count)
    )
    facts = {
        "workshop_title": "Welcome to the learning city",
        "rows": rows,
        "date": "Thursday 17 September 2026",
        "time": "17:30–19:30",
        "place": "Tide Room",
        "sheet_code": "LQ26-S1",
    }
    return SignInSheet(**(facts | changes))


def a_register(people=24, workshops=5, **changes):
    cells = tuple(
        RegisterCell("A") if column == 1 else RegisterCell("P", 100 + column)
        for column in range(workshops)
    )
    minutes = sum(cell.minutes or 0 for cell in cells)
    facts = {
        "programme_title": "Future Skills in our City",
        "workshops": tuple(
            RegisterWorkshop(str(index + 1), f"{index + 1} Oct", f"Title {index + 1}", 110)
            for index in range(workshops)
        ),
        "rows": tuple(
            RegisterRow(f"Person {index + 1}", cells, workshops - 1, minutes, "ليلى", "93 %")
            for index in range(people)
        ),
        "column_totals": tuple(RegisterColumnTotal(people, 7 * people) for _ in range(workshops)),
        "total_minutes": people * minutes,
        "total_attendances": people * (workshops - 1),
        "legend": (("P", "present"), ("A", "absent")),
        "definitions": ("Breaks are not counted.",),
        "signatories": ("Grace Adeyemi-Holm",),
    }
    return Register(**(facts | changes))


def a_run_sheet(
    count=11, note="Do this. Then do that, and take your time over it. " * 2, **changes
):
    activities = tuple(
        RunSheetActivity(
            start=f"{17 + index // 6}:{index % 6}0",
            minutes=10,
            title=f"Activity {index + 1}",
            kind="break" if index == 5 else "discussion",
            kind_word="Talk",
            lead="Grace",
            say=note,
            do=note,
            watch=note,
            if_short="Leave out the end.",
            cut_minutes=3,
        )
        for index in range(count)
    )
    return RunSheet("Welcome", activities, **({"date": "17 September 2026"} | changes))


# --------------------------------------------------------------------------------- sharing out


def test_rows_are_never_torn_and_all_find_a_page():
    parts = share_out([10.0] * 25, first=100, others=120, tail=20)

    assert [len(part) for part in parts] == [10, 12, 3]
    assert [index for part in parts for index in part] == list(range(25))


def test_what_follows_the_last_row_takes_rows_along_rather_than_stand_alone():
    assert [len(part) for part in share_out([10.0] * 10, 100, 100, tail=15)] == [8, 2]


def test_no_rows_still_make_a_page():
    assert share_out([], 100, 100, 10) == [range(0)]


def test_a_row_higher_than_a_page_stands_alone():
    assert [len(part) for part in share_out([10, 500, 10], 100, 100, 0)] == [1, 1, 1]


# -------------------------------------------------------------------------------- sign-in sheet


def test_the_sign_in_sheet_shows_everyone_in_roster_order_and_room_for_more():
    content, pages = sign_in_sheet_pdf(a_sign_in_sheet())
    read = whole_text(content)

    places = [read.index(f"Person {number} ") for number in range(1, 25)]
    assert places == sorted(places)
    assert "Walk-ins" in read
    assert " 30 " in read
    assert f"Page {pages} of {pages}" in read


def test_every_page_says_which_sheet_and_page_it_is():
    content, pages = sign_in_sheet_pdf(a_sign_in_sheet(60))

    assert pages > 2
    for page in range(pages):
        assert f"LQ26-S1/{page + 1}" in text_of(content, page)
        assert f"Page {page + 1} of {pages}" in text_of(content, page)


def test_marks_in_the_corners_tell_which_way_up_a_photograph_is():
    picture = picture_of(sign_in_sheet_pdf(a_sign_in_sheet())[0], scale=4)

    def is_dark(x, y):
        return picture.getpixel((round(x * 4 * 72 / 25.4), round(y * 4 * 72 / 25.4))) < 100

    middles = [(9, 9), (201, 9), (9, 288), (201, 288)]
    assert [is_dark(x, y) for x, y in middles] == [False, True, True, True]


def test_a_sheet_read_from_the_right_starts_at_the_right():
    sheet = a_sign_in_sheet(3, language="ar", labels=SignInLabels(name="الاسم"))
    picture = picture_of(sign_in_sheet_pdf(sheet)[0], scale=4)

    hollow = picture.getpixel((round(201 * 4 * 72 / 25.4), round(9 * 4 * 72 / 25.4)))
    assert hollow > 200


@pytest.mark.parametrize("kind", HARD_NAMES)
def test_a_hard_name_stays_in_its_column_of_the_sign_in_sheet(kind):
    rows = (SignInRow(HARD_NAMES[kind], "أ" * 100),)
    content, _ = sign_in_sheet_pdf(a_sign_in_sheet(rows=rows, blank_lines=0))
    empty, _ = sign_in_sheet_pdf(a_sign_in_sheet(rows=(SignInRow(""),), blank_lines=0))

    # From the first box for a time to the edge, nothing differs from a sheet without the name.
    left = round(105 * 72 / 25.4)
    boxes = [picture_of(made).crop((left, 150, 580, 200)).tobytes() for made in (content, empty)]
    assert boxes[0] == boxes[1]


@pytest.mark.parametrize("paper", Paper)
def test_the_sign_in_sheet_fits_every_paper(paper):
    content, pages = sign_in_sheet_pdf(a_sign_in_sheet(sheet=Sheet(paper)))

    assert page_count(content) == pages
    assert "Person 24" in whole_text(content)


# ------------------------------------------------------------------------------------- register


def test_hours_are_written_with_their_minutes():
    assert hours_and_minutes(550) == "9:10"
    assert hours_and_minutes(0) == "0:00"
    assert hours_and_minutes(11_020) == "183:40"


def test_the_register_shows_marks_minutes_and_totals():
    register = a_register()
    read = whole_text(register_pdf(register)[0])

    for words in (
        "Person 24",
        "ليلى",
        str(register.total_minutes),
        hours_and_minutes(register.total_minutes),
        str(register.total_attendances),
        "Present",
        "P present",
        "Breaks are not counted.",
        "Grace Adeyemi-Holm",
        "93 %",
    ):
        assert words in read


@pytest.mark.parametrize(("people", "workshops"), [(0, 0), (1, 1), (24, 5), (60, 12), (40, 31)])
def test_a_register_of_any_size_shows_every_person_and_every_workshop(people, workshops):
    content, pages = register_pdf(a_register(people, workshops))
    read = whole_text(content)

    assert page_count(content) == pages
    for index in range(workshops):
        assert f"{index + 1} Oct" in read
    for number in range(1, people + 1):
        assert f"Person {number} " in read


def test_a_register_too_wide_for_one_page_says_which_part_each_page_is():
    content, _ = register_pdf(a_register(5, 20))

    assert "Workshops 1 to 10 of 20" in text_of(content, 0)
    assert "Workshops 11 to 20 of 20" in text_of(content, 1)
    assert "Person 5" in text_of(content, 1)


def test_a_register_whose_rows_do_not_match_its_workshops_is_refused():
    register = a_register()
    short = replace(register.rows[0], cells=register.rows[0].cells[:-1])

    with pytest.raises(Refused, match="register-not-square"):
        register_pdf(replace(register, rows=(short, *register.rows[1:])))


# ------------------------------------------------------------------------------------ run sheet


def test_a_run_sheet_says_when_what_and_how_long():
    read = whole_text(run_sheet_pdf(a_run_sheet(4))[0])

    for words in ("17:00", "Activity 4", "10 min", "Talk", "Grace", "Do this.", "−3 min"):
        assert words in read


def test_notes_that_fit_are_printed_whole():
    read = whole_text(run_sheet_pdf(a_run_sheet(4))[0])

    assert "…" not in read
    assert read.count("take your time over it") == 24


def test_notes_are_cut_to_first_sentences_when_that_keeps_the_sheet_to_one_page():
    long = "Begin here. " + "And then say a good deal more about all of it. " * 9
    content, pages = run_sheet_pdf(a_run_sheet(11, long))

    assert pages == 1
    assert text_of(content).count("Begin here.") == 33
    assert "…" in text_of(content)


def test_whole_notes_take_as_many_pages_as_they_need():
    long = "Begin here. " + "And then say a good deal more about all of it. " * 9
    content, pages = run_sheet_pdf(a_run_sheet(11, long, whole_notes=True))

    assert pages > 1
    assert "…" not in whole_text(content)
    assert whole_text(content).count("And then say a good deal more") == 11 * 3 * 9


def test_no_activity_is_torn_from_its_notes():
    content, pages = run_sheet_pdf(a_run_sheet(25, "A note of some length. " * 6, whole_notes=True))

    for page in range(pages):
        read = text_of(content, page)
        assert read.count("Activity ") == read.count("If short of time:")


def test_times_and_titles_can_be_read_from_a_metre():
    picture = picture_of(run_sheet_pdf(a_run_sheet(11))[0], scale=2)
    half = picture.resize((picture.width // 2, picture.height // 2))

    # Digits of the first start time: at least four millimetres high.
    assert dark_rows(half, (14, 32, 32, 42)) >= 4 * 72 / 25.4


@pytest.mark.parametrize("paper", Paper)
def test_a_run_sheet_fits_every_paper(paper):
    content, pages = run_sheet_pdf(a_run_sheet(sheet=Sheet(paper), with_notes=False))

    assert page_count(content) == pages
    assert "Activity 11" in whole_text(content)


def test_an_empty_agenda_makes_a_page():
    assert run_sheet_pdf(a_run_sheet(0))[1] == 1


# ------------------------------------------------------------------------------------------ all


def test_each_paper_is_written_whole_and_says_how_many_pages_it_has(tmp_path):
    made = {
        "sign-in.pdf": write_sign_in_sheet(a_sign_in_sheet(), tmp_path / "sign-in.pdf"),
        "register.pdf": write_register(a_register(), tmp_path / "register.pdf"),
        "run.pdf": write_run_sheet(a_run_sheet(), tmp_path / "run.pdf"),
    }

    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(made)
    for name, pages in made.items():
        assert page_count((tmp_path / name).read_bytes()) == pages


def test_the_same_papers_give_the_same_bytes():
    assert sign_in_sheet_pdf(a_sign_in_sheet()) == sign_in_sheet_pdf(a_sign_in_sheet())
    assert register_pdf(a_register()) == register_pdf(a_register())
    assert run_sheet_pdf(a_run_sheet()) == run_sheet_pdf(a_run_sheet())


def test_names_of_every_script_can_be_read_back_from_the_register():
    rows = tuple(RegisterRow(name, (RegisterCell("P", 110),), 1, 110) for name in NAMES.values())
    register = a_register(
        0, 1, rows=rows, total_minutes=110 * len(rows), total_attendances=len(rows)
    )
    read = whole_text(register_pdf(register)[0])

    for name in NAMES.values():
        assert plain_text(name) in read
