"""Plans from spreadsheets: what is read, what is refused, and that it is all or nothing."""

from datetime import date, datetime, time, timedelta

import pytest

from facilitator.errors import Refused
from facilitator.exchange.plan_columns import PlanField, kind_named, meaning
from facilitator.exchange.plan_files import write_sample
from facilitator.exchange.plan_table_rows import PlanImportAnswers
from facilitator.planning.model import ActivityKind, SkillAim
from facilitator.words import Words, trouble
from facilitator.workbook import Workbook
from tests.facilitator.exchange.plan_tables import csv_of, for_people, xlsx_of

HEAD = ("Time", "Minutes", "Activity", "Type")


@pytest.fixture
def workbook(tmp_path):
    with Workbook.create(tmp_path / "a.facilitator", time_zone="Europe/Lisbon") as made:
        yield made


@pytest.fixture
def workshop(workbook):
    venue = workbook.centre.add_venue("Library")
    workbook.centre.add_room(venue, "Tide Room", position=0)
    return workbook.planning.add_workshop(
        None, "Evening", "2026-09-17T17:30", "Europe/Lisbon", 7200, venue_id=venue
    )


@pytest.fixture
def read(workbook, workshop, tmp_path):
    def plan(*rows, answers=None):
        return workbook.plan_files.plan_import(
            csv_of(tmp_path / "plan.csv", *rows), workshop, answers=answers
        )

    return plan


def told(plan):
    return [(row.title, row.seconds // 60, row.kind.value) for row in plan.rows]


def codes(notes):
    return [(note.row, note.code) for note in notes]


def test_a_table_comes_in_as_it_reads(workbook, workshop, read):
    plan = read(HEAD, ("17:30", "15 min", "Hello", "Welcome"), ("17:45", 10, "Coffee", "Break"))
    made = workbook.plan_files.import_plan(plan, workshop)

    agenda = workbook.planning.agenda(workshop)
    assert [activity.id for activity in agenda.activities] == made
    assert told(plan) == [("Hello", 15, "welcome"), ("Coffee", 10, "break")]
    assert [activity.counts_as_contact for activity in agenda.activities] == [True, False]


@pytest.mark.parametrize(
    "headings",
    [
        ("Zeit", "Dauer", "Thema", "Art"), ("Heure", "Durée", "Activité", "Type"),
        ("Hora", "Duración", "Actividad", "Tipo"), ("Время", "Минуты", "Тема", "Тип"),
        ("الوقت", "المدة", "النشاط", "النوع"), ("START TIME", "Length", "What", "Kind"),
    ],
)  # fmt: skip
def test_headings_are_known_in_several_languages(read, headings):
    plan = read(("My plan",), headings, ("17:30", "15", "Hello", "welcome"))

    assert told(plan) == [("Hello", 15, "welcome")]
    assert plan.header_row == 2
    assert codes(plan.ignored) == [(1, "title-row")]


def test_lengths_follow_from_starts_alone(read):
    plan = read(("Time", "What"), ("17:30", "Hello"), ("17:45", "Talk"), ("18:20", "Break"),
                ("18:30", "End"))  # fmt: skip

    assert [(row.title, row.seconds // 60) for row in plan.rows] == [
        ("Hello", 15), ("Talk", 35), ("Break", 10),
    ]  # fmt: skip
    assert codes(plan.ignored) == [(5, "end-row")]


def test_the_last_length_follows_from_the_end_of_the_workshop_or_is_asked_for(read):
    assert told(read(("Time", "What"), ("17:30", "Hello"), ("18:30", "Talk")))[1][1] == 60

    plan = read(("Time", "What"), ("9:00", "Hello"), ("9:30", "Talk"))
    assert codes(plan.rejected) == [(3, "minutes-missing")]


def test_starts_go_on_in_the_afternoon_and_past_midnight(read):
    plan = read(("Time", "What"), ("11:00", "A"), ("1:00", "B"), ("2:15", "End"))
    assert [row.seconds // 60 for row in plan.rows] == [120, 75]
    assert (3, "afternoon-assumed") in codes(plan.notes)

    plan = read(("Time", "What"), ("23:00", "A"), ("00:30", "B"), ("01:00", "End"))
    assert [row.seconds // 60 for row in plan.rows] == [90, 30]


def test_a_start_that_runs_backwards_is_rejected_by_its_row(read):
    plan = read(("Time", "What"), ("17:30", "A"), ("17:10", "B"), ("17:40", "End"))

    assert codes(plan.rejected) == [(3, "start-before-previous")]


def test_start_and_end_give_the_length(read):
    plan = read(("From", "To", "What"), ("17:30", "17:45", "A"), ("17:45", "18:00", "B"))

    assert [row.seconds // 60 for row in plan.rows] == [15, 15]
    ranged = read(("Time", "What"), ("17:30–17:45", "A"), ("17:45–18:00", "B"))
    assert [row.seconds // 60 for row in ranged.rows] == [15, 15]


def test_free_time_between_rows_becomes_a_fixed_start_and_an_overlap_is_said(read):
    plan = read(HEAD, ("17:30", 15, "A", ""), ("18:00", 15, "B", ""), ("18:10", 15, "C", ""))

    assert plan.rows[1].values["locked_start_seconds"] == 18 * 3600
    assert "locked_start_seconds" not in plan.rows[2].values
    assert {(3, "gap-becomes-lock"), (4, "start-contradicts")} <= set(codes(plan.notes))


def test_a_fixed_start_before_the_end_of_what_is_before_is_named_by_its_row(read):
    plan = read(
        ("Minutes", "What", "Fixed"), (60, "A", ""), (10, "Lunch", "18:00"), (5, "B", "18:10")
    )

    assert codes(plan.notes)[:1] == [(3, "lock-before-previous-ends")]
    assert plan.notes[0].params == {"minutes": 30}
    assert plan.rows[1].values["locked_start_seconds"] == 18 * 3600


@pytest.mark.parametrize(
    ("minutes", "title", "code"),
    [
        ("0", "A", "minutes-zero"), ("-5", "A", "minutes-negative"),
        ("5000", "A", "minutes-too-long"),
        ("soon", "A", "minutes-unreadable"), ("", "A", "minutes-missing"),
        ("10", "", "title-empty"),
        ("10", "x" * 400, "title-too-long"),
    ],
)  # fmt: skip
def test_a_bad_row_is_named_by_its_number_and_nothing_comes_in(
    workbook, workshop, read, minutes, title, code
):
    rows = (("Minutes", "What", "Say"), ("10", "Good", "Hi"), (minutes, title, "Hi"))
    plan = read(*rows)

    assert codes(plan.rejected) == [(3, code)]
    with pytest.raises(Refused, match="plan-import-rows-rejected"):
        workbook.plan_files.import_plan(plan, workshop)
    assert workbook.planning.agenda(workshop).activities == ()

    willing = read(*rows, answers=PlanImportAnswers(leave_out_rejected=True))
    workbook.plan_files.import_plan(willing, workshop)
    assert len(workbook.planning.agenda(workshop).activities) == 1


def test_every_reason_has_its_sentence(read):
    plan = read(
        ("Plan of Monday",), HEAD, ("17:30", "0", "A", "?"), ("x", "5", "B", ""), HEAD,
        ("Afternoon",), ("", "7", "C", "strange"), ("Total", "12"),
    )  # fmt: skip
    notes = [*plan.rejected, *plan.ignored, *plan.notes]

    assert len(notes) >= 6
    for note in notes:
        assert note.code in trouble.REFUSALS
        assert "{" not in Words().trouble(note.code, note.params)


def test_what_is_said_of_a_file_as_a_whole_has_its_sentence():
    for code in ("other-sheets", "nul-removed", "quotes-unbalanced", "letters-damaged",
                 "encoding-guessed", "mixed-encodings"):  # fmt: skip
        assert code in trouble.REFUSALS


def test_an_unknown_kind_is_proposed_and_a_missing_one_guessed(read):
    plan = read(HEAD, ("", 5, "Coffee", "Zzz"), ("", 5, "Talking", "Debate time"), ("", 5, "X", ""))

    assert [row.kind.value for row in plan.rows] == ["break", "discussion", "discussion"]
    assert {(2, "kind-proposed"), (3, "kind-proposed"), (0, "kinds-guessed")} <= set(
        codes(plan.notes)
    )
    chosen = PlanImportAnswers(kinds={"zzz": ActivityKind.INPUT})
    assert read(HEAD, ("", 5, "Coffee", "Zzz"), answers=chosen).rows[0].kind == "input"


def test_kinds_are_known_by_their_words_in_the_window():
    words = Words()
    for kind in ActivityKind:
        assert kind_named(words.name("kind", kind)) == kind


def test_kinds_and_groupings_are_known_in_the_readers_own_words(workbook, workshop, tmp_path):
    def word_of(group, code):
        return f"{group} {code[::-1]}"

    table = csv_of(tmp_path / "p.csv", ("Minutes", "What", "Kind", "Grouping"),
                   (5, "A", "kind kaerb", "grouping sriap"))  # fmt: skip
    plan = workbook.plan_files.plan_import(table, workshop, word_of=word_of)

    assert plan.rows[0].kind == "break"
    assert plan.rows[0].values["grouping"] == "pairs"
    assert plan.notes == ()


def test_a_table_without_known_headings_asks_and_the_answer_is_remembered(
    workbook, workshop, read, tmp_path
):
    rows = (("Spalte A", "Spalte B", "Spalte C"), ("Hello", "10", "Hi"), ("Talk", "20", "Ho"))
    asked = read(*rows)
    assert [question.code for question in asked.questions] == ["columns-unclear"]
    with pytest.raises(Refused, match="plan-import-questions-open"):
        workbook.plan_files.import_plan(asked, workshop)

    columns = {0: PlanField.TITLE, 1: PlanField.MINUTES, 2: None}
    answers = PlanImportAnswers(header_row=1, columns=columns)
    workbook.plan_files.import_plan(read(*rows, answers=answers), workshop)
    again = read(*rows, answers=PlanImportAnswers(header_row=1))
    assert [row.title for row in again.rows] == ["Hello", "Talk"]
    assert (0, "columns-remembered") in codes(again.notes)

    # Taking back the import forgets nothing of what was decided.
    workbook.undo()
    assert workbook.planning.agenda(workshop).activities == ()
    assert read(*rows, answers=PlanImportAnswers(header_row=1)).questions == ()


def test_what_is_chosen_for_a_column_overrules_what_was_detected(read):
    plan = read(
        ("Minutes", "Activity", "Session"), (5, "wrong", "right"),
        answers=PlanImportAnswers(columns={2: PlanField.TITLE}),
    )  # fmt: skip

    assert [row.title for row in plan.rows] == ["right"]
    assert plan.columns == {0: PlanField.MINUTES, 2: PlanField.TITLE}


def test_notes_people_places_and_skills_find_their_place(workbook, workshop, tmp_path):
    known = workbook.centre.add_team_member("Grace Adeyemi", "facilitator")
    head = ("Minutes", "Title", "Lead", "Room", "Say", "Do", "Notes", "Skills", "Materials",
            "Grouping", "Method", "If short", "Optional")  # fmt: skip
    table = xlsx_of(
        tmp_path / "p.xlsx", head,
        (10, "A", "GRACE ADEYEMI", "tide room", "Say it", "Do it", "Bring tea",
         "Adaptability; Flying", "24 pens", "pairs", "No such method", "Leave it", "x"),
        (10, "B", "New Person", "Moon Room"),
    )  # fmt: skip
    plan = workbook.plan_files.plan_import(table, workshop)
    workbook.plan_files.import_plan(plan, workshop)

    first, second = workbook.planning.agenda(workshop).activities
    skill = next(s for s in workbook.skills.framework().skills if s.key == "adaptability")
    assert first.lead_id == known
    assert first.room_id is not None
    assert (first.say, first.do, first.if_short) == ("Say it", "Do it\nBring tea", "Leave it")
    assert first.skills == (SkillAim(skill.id),)
    assert [(use.label, use.quantity) for use in first.materials] == [("pens", 24)]
    assert (first.grouping, first.optional) == ("pairs", True)
    assert second.lead_name == "New Person"
    assert second.room_id is None
    assert plan.new_team == ("New Person",)
    assert {code for _, code in codes(plan.notes)} == {
        "method-left-out", "skill-left-out", "lead-added", "room-left-out", "kinds-guessed",
    }  # fmt: skip


def test_one_undo_takes_everything_back(workbook, workshop, tmp_path):
    before = workbook.database.rows("SELECT * FROM team_member")
    workbook.planning.add_activity(workshop, None, "Old", "input", 600)
    table = xlsx_of(tmp_path / "p.xlsx", ("Minutes", "Title", "Lead", "Materials"),
                    (10, "A", "New Person", "Pens"))  # fmt: skip
    plan = workbook.plan_files.plan_import(table, workshop)
    workbook.plan_files.import_plan(plan, workshop, replace=True)
    assert [each.title for each in workbook.planning.agenda(workshop).activities] == ["A"]

    workbook.undo()
    assert [each.title for each in workbook.planning.agenda(workshop).activities] == ["Old"]
    assert workbook.database.rows("SELECT * FROM team_member") == before
    assert workbook.planning.materials_known() == []
    workbook.redo()
    assert [each.title for each in workbook.planning.agenda(workshop).activities] == ["A"]


def test_a_plan_may_say_when_the_workshop_starts(workbook, workshop, read):
    rows = (("Time", "Minutes", "What"), ("9:00", 10, "A"))
    assert (0, "starts-elsewhere") in codes(read(*rows).notes)

    plan = read(*rows, answers=PlanImportAnswers(start_with_table=True))
    workbook.plan_files.import_plan(plan, workshop)
    assert workbook.planning.workshop(workshop).starts_local == datetime.fromisoformat(
        "2026-09-17T09:00"
    )


def test_spreadsheet_cells_of_every_kind_are_read(workbook, workshop, tmp_path):
    """Merged cells, formulas without a kept value, real times and lengths, dates."""

    def change(_book, sheet):
        sheet["B4"].number_format = "[h]:mm"

    table = xlsx_of(
        tmp_path / "p.xlsx",
        ("Evening plan", None, None, None, None),
        ("Time", "Minutes", "Activity", "Notes", None),
        (None, None, None, "Say", "Do"),
        (time(17, 30), timedelta(minutes=15), "A", "Hi", "Wave"),
        (datetime.fromisoformat("2026-09-17T17:45"), 10, "B", None, None),
        (time(17, 55), "=B5*2", "C", None, None),
        (date(2026, 9, 17), 10, "D", None, None),
        merge=("A1:E1", "D2:E2", "A2:A3"),
        change=change,
    )
    plan = workbook.plan_files.plan_import(table, workshop)

    assert [(row.title, row.seconds // 60) for row in plan.rows[:2]] == [("A", 15), ("B", 10)]
    assert (plan.rows[0].values["say"], plan.rows[0].values["do"]) == ("Hi", "Wave")
    # Nothing was kept for the formula, and nothing behind it says when it ends.
    assert codes(plan.rejected) == [(6, "minutes-missing"), (7, "time-unreadable")]


def test_ten_thousand_rows_are_refused_as_no_agenda(workbook, workshop, tmp_path):
    rows = [("Minutes", "What"), *((5, f"Row {number}") for number in range(10_000))]

    with pytest.raises(Refused, match="plan-too-long"):
        workbook.plan_files.plan_import(csv_of(tmp_path / "p.csv", *rows), workshop)


def test_a_formula_in_a_title_stays_text(workbook, workshop, tmp_path):
    table = xlsx_of(tmp_path / "p.xlsx", ("Minutes", "Title"), (5, "'=1+1"))
    plan = workbook.plan_files.plan_import(table, workshop)

    assert plan.rows[0].title == "'=1+1"


def test_parallel_groups_come_in_below_their_activity(workbook, workshop, read):
    plan = read(
        ("Minutes", "What", "Track", "Task"), (20, "Split", "", ""), ("", "", "Blue", "Be blue"),
        (15, "Draw", "Blue", ""), (25, "Walk", "Red", ""), (5, "Join", "", ""),
    )  # fmt: skip
    workbook.plan_files.import_plan(plan, workshop)

    split, join = workbook.planning.agenda(workshop).activities
    assert [(track.name, track.task) for track in split.tracks] == [
        ("Blue", "Be blue"),
        ("Red", ""),
    ]
    assert [step.title for track in split.tracks for step in track.steps] == ["Draw", "Walk"]
    assert join.title == "Join"
    assert codes(read(("Minutes", "What", "Track"), (15, "Draw", "Blue")).rejected) == [
        (2, "group-without-activity")
    ]


# ------------------------------------------------------------------------------- and out again


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@pytest.mark.parametrize("worded", [True, False])
def test_an_exported_plan_is_read_back_unchanged(workbook, tmp_path, ending, worded):
    programme = workbook.load_sample(through="planned")
    word_of = {"word_of": Words().name} if worded else {}
    for number, row in enumerate(workbook.planning.workshops(programme)):
        out = tmp_path / f"{number}.{ending}"
        workbook.plan_files.export_workshop(row.id, out, **word_of)
        copy = workbook.planning.add_workshop(
            programme, "Copy", row.starts_local, row.time_zone, 7200
        )
        plan = workbook.plan_files.plan_import(out, copy)
        assert (plan.rejected, plan.questions) == ((), ())
        workbook.plan_files.import_plan(plan, copy)
        agendas = [workbook.planning.agenda(each) for each in (row.id, copy)]
        assert for_people(agendas[0]) == for_people(agendas[1])
        assert agendas[0].schedule.end == agendas[1].schedule.end


def hard_plan(workbook):
    """A plan with everything that a table might bend."""
    planning = workbook.planning
    venue = workbook.centre.add_venue("Library")
    room = workbook.centre.add_room(venue, "Tide; Room", position=0)
    lead = workbook.centre.add_team_member("=Grace", "facilitator")
    framework = workbook.skills.framework()
    indicator = framework.skills[0].indicators[0]
    pens = planning.add_material('Pens; "red" [thick] per box', unit="pen", reusable=True)
    # The clocks go back in this night.
    wid = planning.add_workshop(None, "Night", "2026-10-25T00:30", "Europe/Lisbon", venue_id=venue)
    planning.add_activity(
        wid, None, "=SUM(A1)", "input", 3630, say="-1\n+2\n'=3", do="a;b,c\t\"d\"", lead_id=lead,
        room_id=room, minimum_seconds=90, can_lose_seconds=61, optional=True, auto_advance=True,
        warn_seconds=45, last_seconds=0, counts_as_contact=False, grouping="my own way",
        skills=[SkillAim(framework.skills[1].id), SkillAim(framework.skills[0].id, indicator.id)],
        materials=[(pens, 2, "group-of-5")],
    )  # fmt: skip
    split = planning.add_activity(wid, None, "Split", "group-work", 600, locked_start_seconds=3600)
    for name, seconds in (("A", 900), ("B", 45)):
        track = planning.add_track(split, name, task=f"Task\nof {name}", team_member_id=lead)
        planning.add_activity(wid, None, "Step", "practice", seconds, track_id=track)
    planning.add_activity(wid, None, "Next day", "closing", 60, locked_start_seconds=90_000)
    return wid, venue


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_the_hardest_plan_is_read_back_unchanged(workbook, tmp_path, ending):
    wid, venue = hard_plan(workbook)
    out = tmp_path / f"p.{ending}"
    workbook.plan_files.export_workshop(wid, out)
    copy = workbook.planning.add_workshop(
        None, "Copy", "2026-10-25T00:30", "Europe/Lisbon", venue_id=venue
    )
    plan = workbook.plan_files.plan_import(out, copy)
    assert plan.rejected == ()
    workbook.plan_files.import_plan(plan, copy)

    agendas = [workbook.planning.agenda(each) for each in (wid, copy)]
    assert for_people(agendas[0]) == for_people(agendas[1])


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_the_sample_file_comes_in_and_goes_out_identical(workbook, workshop, tmp_path, ending):
    sample, again = tmp_path / f"sample.{ending}", tmp_path / f"again.{ending}"
    write_sample(sample)
    plan = workbook.plan_files.plan_import(sample, workshop)
    assert (plan.rejected, plan.questions, plan.ignored) == ((), (), ())
    workbook.plan_files.import_plan(plan, workshop)
    workbook.plan_files.export_workshop(workshop, again, word_of=Words().name)

    from facilitator.exchange.tables import read_table

    assert read_table(again).rows == read_table(sample).rows


def test_a_programme_is_a_sheet_a_workshop_with_materials_and_dates(workbook, tmp_path):
    programme = workbook.load_sample(through="planned")
    out = tmp_path / "p.xlsx"
    workbook.plan_files.export_programme(programme, out)

    from openpyxl import load_workbook

    sheets = load_workbook(out)
    assert len(sheets.sheetnames) == 7
    assert sheets.sheetnames[-2:] == ["Materials", "Workshops"]
    kit = workbook.planning.programme_kit(programme)
    rows = list(sheets["Materials"].iter_rows(min_row=2, values_only=True))
    assert [(row[0], row[1]) for row in rows] == [(each.label, each.total) for each in kit]
    second = workbook.plan_files.plan_import(
        out, workbook.planning.workshops(programme)[1].id,
        answers=PlanImportAnswers(sheet=sheets.sheetnames[1]),
    )  # fmt: skip
    assert second.activities == 10


@pytest.mark.parametrize("name", ["plan.pdf", "plan"])
def test_an_ending_that_is_no_table_is_refused(workbook, workshop, tmp_path, name):
    for write in (
        lambda out: workbook.plan_files.export_workshop(workshop, out),
        write_sample,
    ):
        with pytest.raises(Refused, match="plan-format-unknown"):
            write(tmp_path / name)
    assert [path.name for path in tmp_path.iterdir() if path.name == name] == []


def test_headings_of_ones_own_are_known_by_a_word_in_them():
    assert meaning("Activity / what we do") is PlanField.TITLE
    assert meaning("xyz") is None


# Merged cells, first names, no time at all --------------------------------------------------------


def test_a_lead_merged_over_rows_leads_each_of_them(workbook, workshop, tmp_path):
    plan = workbook.plan_files.plan_import(
        xlsx_of(
            tmp_path / "plan.xlsx",
            ["Title", "Minutes", "Lead"],
            ["Welcome", 5, "Ada Byron"],
            ["Look around", 10, None],
            ["Vote", 10, "Kofi"],
            merge=["C2:C3"],
        ),
        workshop,
    )

    assert [row.lead for row in plan.rows] == ["Ada Byron", "Ada Byron", "Kofi"]
    assert "merged-filled" in [note.code for note in plan.notes if not note.row]


def test_minutes_merged_over_rows_are_not_taken_several_times(workbook, workshop, tmp_path):
    plan = workbook.plan_files.plan_import(
        xlsx_of(
            tmp_path / "plan.xlsx",
            ["Title", "Minutes"],
            ["Welcome", 30],
            ["Look around", None],
            merge=["B2:B3"],
        ),
        workshop,
    )

    assert plan.seconds == 30 * 60
    (note,) = [note for note in plan.notes if note.code == "merged-not-filled"]
    assert (note.row, note.params["last"]) == (2, 3)
    assert [note.row for note in plan.rejected + plan.ignored] == [3]


def test_a_first_name_is_the_one_person_who_has_it(workbook, workshop, tmp_path):
    for name in ("Ada Byron", "Kofi Mensah", "Kofi Owusu"):
        workbook.centre.add_team_member(name, "facilitator")
    plan = workbook.plan_files.plan_import(
        csv_of(tmp_path / "p.csv", ["Title", "Minutes", "Lead"],
               ["Welcome", 5, "ada"], ["Vote", 5, "Kofi"]),
        workshop,
    )  # fmt: skip

    assert plan.new_team == ("Kofi",)


def test_an_agenda_never_holds_an_activity_of_no_time(workbook, workshop):
    with pytest.raises(Refused, match="minutes-zero"):
        workbook.planning.add_activity(workshop, None, "Bell", "welcome", 0)
