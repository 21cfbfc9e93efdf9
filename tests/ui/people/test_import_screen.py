import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QRadioButton

from tests.ui.chosen import choose
from tests.ui.pseudo import faults_of
from ui.widgets.buttons import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import TextLabel
from ui.widgets.tables import TableView
from ui.words import PSEUDO, spoken

LIST = """List for Helen;;;

Name;Born;Tel;Where
Zola Adeyemi;24/03/1988;555 0142;Harbour
El Idrissi, Amina;;;Harbour
;12/12/1990;555 0199;Hillside
Name;Born;Tel;Where
=Rosa Lindqvist;23/05/1975;;Harbour
Total: 3;;;
"""


@pytest.fixture
def listed(tmp_path):
    path = tmp_path / "people-final NEW (2).csv"
    path.write_text(LIST, encoding="utf-8")
    return str(path)


def rows(window):
    return {
        row.number: row for row in window.current.findChild(TableView, "import_rows").model().rows()
    }


def choose_row(window, number):
    view = window.current.findChild(TableView, "import_rows")
    at = next(n for n, row in enumerate(view.model().rows()) if row.number == number)
    view.setCurrentIndex(view.model().index(at, 0))


def number(window, key):
    return window.current.findChild(TextLabel, f"count_{key}").text()


def test_every_row_of_the_file_says_what_happens_to_it(show, listed):
    window = show("people.import", listed)
    shown = rows(window)
    assert {n: row.state for n, row in shown.items()} == {
        1: "out", 2: "out", 3: "out", 4: "in", 5: "ask", 6: "no", 7: "out", 8: "in", 9: "out",
    }  # fmt: skip
    assert "Amina El Idrissi" in shown[5].what
    assert shown[6].what == "No name: cannot come in"
    assert [number(window, key) for key in ("in", "ask", "no", "out")] == ["3", "1", "1", "4"]


def test_how_the_file_was_read_is_shown(show, listed):
    window = show("people.import", listed)
    texts = [
        window.current.findChild(QComboBox, f"import_{what}").currentText()
        for what in ("letters", "delimiter", "header")
    ]
    assert "UTF-8" in texts[0]
    assert texts[1:] == ["semicolon", "row 3"]


def test_nothing_is_kept_before_yes_and_one_undo_takes_it_all_out(qtbot, show, workbook, listed):
    window = show("people.import", listed)
    assert workbook.people.count() == 24
    bring = window.current.findChild(Button, "bring_in")
    assert "3" in bring.words
    qtbot.mouseClick(bring, Qt.MouseButton.LeftButton)
    assert workbook.people.count() == 27
    assert workbook.backups.newest().reason == "before-import"
    assert window.route.screen == "people"
    window.workbooks.undo()
    assert workbook.people.count() == 24


def test_a_row_is_taken_out_and_back_in(show, workbook, listed):
    window = show("people.import", listed)
    choose_row(window, 5)
    window.commands.trigger("import.skip")
    assert rows(window)[5].state == "skip"
    assert number(window, "in") == "2"
    window.commands.trigger("import.skip")
    assert rows(window)[5].state == "ask"


def test_a_date_with_two_meanings_is_asked_about_first(qtbot, show, workbook, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("Name,Born\nZola,05/06/1996\n", encoding="utf-8")
    window = show("people.import", str(path))
    bring = window.current.findChild(Button, "bring_in")
    assert not bring.isEnabled()
    answers = [
        mark for mark in window.findChildren(QRadioButton) if mark.objectName().startswith("answer")
    ]
    assert "5 June 1996" in answers[0].text()
    answers[1].click()
    assert rows(window)[2].born == "6 May 1996"
    assert bring.isEnabled()


def test_another_delimiter_reads_the_file_anew(show, tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("Name|Born\nZola|1990\n", encoding="utf-8")
    window = show("people.import", str(path))
    choice = window.current.findChild(QComboBox, "import_delimiter")
    choice.setCurrentIndex(choice.findData(","))
    choice.activated.emit(choice.currentIndex())
    assert rows(window)[2].name == "Zola|1990"


def test_a_file_that_is_no_list_says_so_and_offers_another(show, tmp_path, workbook):
    path = tmp_path / "list.csv"
    path.write_bytes(b"%PDF-1.7 nothing")
    window = show("people.import", str(path))
    wrong = window.current.findChild(EmptyState, "unreadable")
    assert wrong.isVisible()
    assert "PDF" in wrong.text.text()
    good = tmp_path / "good.csv"
    good.write_text("Name\nZola\n", encoding="utf-8")
    choose(window, good)
    window.current.findChild(Button, "other_file").click()
    assert [row.name for row in rows(window).values()] == ["Name", "Zola"]


def test_cancel_leads_back_and_keeps_nothing(show, workbook, listed):
    window = show("people.import", listed)
    window.commands.trigger("import.cancel")
    assert window.route.screen == "people"
    assert workbook.people.count() == 24


def test_every_text_can_be_translated_and_has_room(show, listed):
    with spoken(PSEUDO):
        window = show("people.import", listed)
        choose_row(window, 5)
        QApplication.processEvents()
        assert faults_of(window.current) == []
