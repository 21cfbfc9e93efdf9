"""Sheets kept when they are printed, and entered back."""

from datetime import UTC, date, datetime

import pytest

from facilitator.documents.paper import A4_PORTRAIT, Paper, Sheet
from facilitator.documents.sign_in_layout import layout_from, sign_in_layout
from facilitator.errors import FacilitatorError, NotFound, StorageTrouble
from facilitator.sheets.entry import SheetEntry
from facilitator.sheets.model import BlankEntry, RowEntry


def marks(attendance):
    return {
        row.name: (row.status_key, row.arrived_local, row.left_local)
        for row in attendance.desk("w1").rows
        if row.status_key
    }


def refusal(call, *args):
    with pytest.raises(FacilitatorError) as refused:
        call(*args)
    return refused.value.code


def test_the_lines_come_back_in_printed_order(sheets, sheet):
    entries = sheets.entries(sheet.code.lower() + "/2")

    assert [(row.number, row.name, row.blank) for row in entries.rows] == [
        (1, "Amina El Idrissi", False),
        (2, "Bruno Costa", False),
        (3, "Chen Wei", False),
        (4, "Dawit Bekele", False),
        (5, "", True),
        (6, "", True),
        (7, "", True),
    ]


def test_who_was_added_after_printing_stands_beside_the_sheet(sheets, sheet, people):
    late = people.add("Aaron Early")
    people.enrol(late, "programme", date(2026, 9, 20))
    entries = sheets.entries(sheet.code)

    assert entries.rows[0].name == "Amina El Idrissi"
    assert [row.name for row in entries.not_on_sheet] == ["Aaron Early"]


def test_the_same_sheet_printed_again_keeps_its_code(sheets, sheet, enrolled):
    layout = sign_in_layout(A4_PORTRAIT, len(enrolled), 3)

    assert sheets.keep("w1", enrolled, layout).code == sheet.code
    assert sheets.keep("w1", enrolled[:3], layout).code != sheet.code
    assert len(sheets.printed("w1")) == 2


def test_a_sheet_is_entered_in_one_action_that_undo_takes_back(sheets, sheet, attendance, database):
    done = sheets.record(
        sheet.code,
        {1: RowEntry(), 2: RowEntry("absent"), 4: RowEntry(arrived="1750", left="19.00")},
        {5: BlankEntry("Nova Pessoa")},
    )

    assert (done.marked, done.walk_ins) == (4, 1)
    assert marks(attendance) == {
        "Amina El Idrissi": ("present", "", ""),
        "Bruno Costa": ("absent", "", ""),
        "Dawit Bekele": ("late", "17:50", "19:00"),
        "Nova Pessoa": ("present", "", ""),
    }
    assert sheets.entries(sheet.code).rows[4].name == "Nova Pessoa"

    database.undo()

    assert marks(attendance) == {}
    assert sheets.entries(sheet.code).rows[4].name == ""
    assert sheets.printed("w1")[0].code == sheet.code


def test_entering_a_sheet_twice_makes_nobody_twice(sheets, sheet, attendance):
    for _ in range(2):
        sheets.record(sheet.code, {1: RowEntry()}, {5: BlankEntry("Nova Pessoa")})

    assert len(marks(attendance)) == 2


def test_a_mark_made_at_the_door_keeps_its_time(sheets, sheet, attendance, enrolled):
    attendance.mark("w1", enrolled[0], at=datetime(2026, 10, 8, 17, 0, tzinfo=UTC))
    attendance.mark("w1", enrolled[1], at=datetime(2026, 10, 8, 17, 0, tzinfo=UTC))
    sheets.record(sheet.code, {1: RowEntry(), 2: RowEntry(arrived="17:35")})

    assert marks(attendance)["Amina El Idrissi"] == ("late", "18:00", "")
    assert marks(attendance)["Bruno Costa"] == ("present", "17:35", "")


def test_paper_entered_while_people_are_in_counts_from_the_start(sheets, sheet, attendance, clock):
    clock.set_wall(datetime(2026, 10, 8, 17, 30, tzinfo=UTC))
    sheets.record(sheet.code, {1: RowEntry()})

    assert marks(attendance)["Amina El Idrissi"] == ("present", "17:30", "")


@pytest.mark.parametrize(
    ("lines", "blanks", "code"),
    [
        ({99: RowEntry()}, {}, "sheet-row-unknown"),
        ({6: RowEntry()}, {}, "sheet-row-blank"),
        ({1: RowEntry("no-such")}, {}, "status-unknown"),
        ({1: RowEntry(arrived="25:00")}, {}, "time-not-understood"),
        ({}, {2: BlankEntry("Ana")}, "sheet-row-not-blank"),
        ({}, {5: BlankEntry(" ")}, "name-empty"),
    ],
)
def test_one_wrong_line_saves_nothing(sheets, sheet, attendance, lines, blanks, code):
    refused = refusal(sheets.record, sheet.code, {3: RowEntry(), **lines}, blanks)

    assert refused == code
    assert marks(attendance) == {}


def test_somebody_printed_cannot_be_on_a_blank_line_too(sheets, sheet, enrolled):
    blanks = {5: BlankEntry(participant_id=enrolled[0])}

    assert refusal(sheets.record, sheet.code, {1: RowEntry()}, blanks) == "sheet-row-twice"


def test_a_line_of_somebody_who_is_gone_says_so(sheets, sheet, database, enrolled):
    with database.action("participant-removed"):
        database.write("DELETE FROM enrolment WHERE participant_id = ?", (enrolled[3],))
        database.write("DELETE FROM participant WHERE id = ?", (enrolled[3],))

    assert sheets.entries(sheet.code).rows[3].gone
    assert refusal(sheets.record, sheet.code, {4: RowEntry()}) == "sheet-row-gone"


def test_a_line_follows_a_person_who_was_made_one_with_another(
    sheets, sheet, people, database, enrolled
):
    kept = people.add("Bruno da Costa")
    with database.action("people-merged"):
        database.write("UPDATE participant SET merged_into = ? WHERE id = ?", (kept, enrolled[1]))

    row = sheets.entries(sheet.code).rows[1]
    assert (row.participant_id, row.name) == (kept, "Bruno da Costa")


def test_a_sheet_of_another_workbook_is_not_known(sheets, sheet):
    with pytest.raises(NotFound, match="sheet-unknown"):
        sheets.entries("S1-ZZZZZZZZ")
    assert refusal(sheets.entries, "hello") == "not-a-sheet-code"


def test_forty_lines_take_forty_keys(sheets, people, attendance):
    ids = [people.add(f"Person {number:02}") for number in range(40)]
    for key in ids:
        people.enrol(key, "programme", date(2026, 9, 1))
    kept = sheets.keep("w1", ids, sign_in_layout(A4_PORTRAIT, 40, 6))
    typing = SheetEntry(sheets.entries(kept.code), {"A": "absent", "X": "excused"})

    for line in range(1, 41):
        if line in (7, 19):
            assert typing.type("a")
        else:
            typing.enter()
    typing.type("9")
    typing.enter()
    assert typing.row.number == 9
    assert typing.type("X")
    typing.write_times(1, "17:45")
    typing.write_name(41, "Nova Pessoa")
    done = sheets.record(kept.code, typing.marks, typing.blanks)

    told = [status for status, _, _ in marks(attendance).values()]
    assert done.marked == 41
    assert (told.count("present"), told.count("absent"), told.count("excused")) == (37, 2, 1)


def test_a_key_struck_too_early_is_taken_back(sheets, sheet):
    typing = SheetEntry(sheets.entries(sheet.code), {})
    typing.enter()
    typing.enter()
    typing.back()

    assert (list(typing.marks), typing.row.number) == ([1], 2)


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("names", [0, 1, 24, 200])
def test_the_measures_of_a_sheet_are_kept_exactly(paper, names):
    layout = sign_in_layout(Sheet(paper), names, 4, mirrored=True)

    assert layout_from(layout.as_text()) == layout
    assert len(layout.rows) == names + 4
    assert sum(len(layout.rows_on(page + 1)) for page in range(layout.pages)) == names + 4


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"rows": 3}', "nonsense"])
def test_measures_of_a_strange_kind_are_known_trouble(text):
    with pytest.raises(StorageTrouble, match="sheet-layout-unreadable"):
        layout_from(text)
