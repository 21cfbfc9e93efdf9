import csv
import json

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton, QWidget

from facilitator.resources import resource
from tests.ui.chosen import choose
from tests.ui.pseudo import faults_of
from ui.reports.report_data import groups_shown
from ui.shell.route import Route
from ui.widgets.bars import ChangeBar, ShareBar
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import TextLabel
from ui.words import PSEUDO, spoken


@pytest.fixture(scope="module")
def expected():
    path = resource("content", "sample_programme.json")
    return json.loads(path.read_text(encoding="utf-8"))["expected"]


def tile(window, name):
    # What was shown before lives, hidden, until the event loop turns.
    return window.current.findChildren(QWidget, name)[-1].accessibleName()


def words(window):
    return "\n".join(label.text() for label in window.current.findChildren(TextLabel))


def export(window, name, path):
    proposed = choose(window, path)
    window.current.findChild(QPushButton, name).click()
    return proposed


def test_figures_stand_with_what_they_are_a_part_of(show):
    window = show("reports")
    assert tile(window, "figure_people") == "23 people took part, of 24 enrolled"
    assert tile(window, "figure_attendances") == "102 attendances at 5 workshops"
    assert tile(window, "figure_kept") == "21 stayed, of 23 (91.3 %)"
    assert tile(window, "figure_hours").startswith("183 h 40 min of learning, of 220 h")
    for name in ("figure_people", "figure_attendances", "figure_kept", "figure_hours"):
        assert window.current.findChild(QWidget, name).accessibleDescription()


def test_figures_agree_with_the_worked_example(show, expected):
    totals = expected["programme"] if "programme" in expected else expected["totals"]
    window = show("reports")
    assert str(totals["unique_participants"]) in tile(window, "figure_people")
    assert str(totals["attendances"]) in tile(window, "figure_attendances")


def test_each_workshop_shows_who_came_of_those_enrolled_that_day(show):
    window = show("reports")
    bars = [bar.accessibleName() for bar in window.current.findChildren(ShareBar)]
    assert bars == ["21 of 23", "21 of 24", "20 of 23", "21 of 23", "19 of 23"]


def test_change_is_told_in_people_and_pairs_with_the_caveat(show):
    window = show("reports")
    bars = [bar.accessibleName() for bar in window.current.findChildren(ChangeBar)]
    assert bars[0] == "13 higher, 5 the same, 0 lower"
    text = words(window)
    assert "18 pairs" in text
    assert (
        "Self-ratings of 18 of 23 participants; people who left early are not included; "
        "levels are not test results."
    ) in text


def test_no_percentage_is_shown_for_few_people(make_window, tmp_path, clock):
    from datetime import date

    from facilitator.workbook import Workbook

    with Workbook.create(tmp_path / "Few.facilitator", time_zone="UTC", clock=clock) as few:
        programme = few.planning.add_programme("Few")
        workshop = few.planning.add_workshop(programme, "One", "2026-10-01T10:00", "UTC", 3600)
        for name in ("Zola", "Rosa", "Amir"):
            few.people.add_to_programme(name, programme, date(2026, 9, 1))
        few.attendance.all_present(workshop)
        window = make_window(few, Route("reports"))
        assert tile(window, "figure_people") == "3 people took part, of 3 enrolled"
        assert tile(window, "figure_kept") == "0 stayed, of 3"
        assert "one reading is no change" in words(window)


def test_a_corrected_mark_changes_the_figures_on_the_page(show, workbook):
    window = show("reports")
    programme = workbook.planning.programmes()[0].id
    first = workbook.planning.workshops(programme)[0].id
    amina = workbook.people.search("amina")[0].id
    workbook.attendance.mark(first, amina, "absent")
    assert tile(window, "figure_attendances").startswith("101 ")


def test_register_csv_and_excel_are_written_and_agree(show, tmp_path):
    window = show("reports")
    proposed = export(window, "export_csv", tmp_path / "a.csv")
    assert proposed[0].endswith(".csv")
    assert "Future-Skills" in proposed[0]
    export(window, "export_xlsx", tmp_path / "a.xlsx")
    export(window, "export_register", tmp_path / "a.pdf")
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    minutes = sum(int(row["Contact minutes"] or 0) for row in rows)
    assert minutes == 183 * 60 + 40
    sheet = load_workbook(tmp_path / "a.xlsx").worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    column = heads.index("Contact minutes")
    assert sum(row[column] or 0 for row in sheet.iter_rows(min_row=2, values_only=True)) == minutes
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")


def test_what_was_written_can_be_opened(show, tmp_path):
    window = show("reports")
    opened = []
    window.open_path = opened.append
    export(window, "export_register", tmp_path / "a.pdf")
    window.current.findChild(QPushButton, "open_written").click()
    assert opened == [tmp_path / "a.pdf"]


def test_thinking_better_of_it_writes_nothing(show, tmp_path):
    window = show("reports")
    export(window, "export_register", None)
    assert not window.current.findChild(QPushButton, "open_written").isVisible()
    assert list(tmp_path.glob("*.pdf")) == []


def test_another_programme_is_chosen_and_named_in_the_route(show, workbook):
    other = workbook.planning.add_programme("Second")
    window = show("reports")
    choice = window.current.findChild(QComboBox, "report_programme")
    choice.setCurrentIndex(choice.findData(other))
    choice.activated.emit(choice.currentIndex())
    assert window.route == Route("reports", (other,))
    assert tile(window, "figure_people") == "0 people took part, of 0 enrolled"


def test_without_a_programme_the_page_says_what_it_is_for(make_window, tmp_path, clock):
    from facilitator.workbook import Workbook

    with Workbook.create(tmp_path / "Empty.facilitator", time_zone="UTC", clock=clock) as empty:
        window = make_window(empty, Route("reports"))
        assert window.current.findChild(EmptyState).isVisible()
        assert not window.commands.find("reports.register").enabled()


@pytest.mark.parametrize(
    ("counts", "shown", "together"),
    [
        ({"a": 9, "b": 7}, {"a": 9, "b": 7}, 0),
        ({"a": 9, "b": 7, "c": 1}, {"a": 9}, 8),
        ({"a": 9, "b": 2, "c": 1}, {}, 12),
        ({"a": 9, "b": 4, "c": 3}, {"a": 9}, 7),
        ({"a": 3}, {}, 3),
        ({}, {}, 0),
    ],
)
def test_small_groups_cannot_be_told_from_what_is_missing(counts, shown, together):
    large, rest = groups_shown(counts, 5)
    assert dict(large) == shown
    assert rest == together


def test_every_text_can_be_translated_and_has_room(show, workbook):
    with spoken(PSEUDO):
        window = show("reports")
        QApplication.processEvents()
        own = workbook.planning.programme(workbook.planning.programmes()[0].id).late_rule
        assert faults_of(window.current, {own}) == []
