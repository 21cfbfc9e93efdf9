import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from tests.ui.chosen import choose
from tests.ui.pseudo import faults_of
from ui.people.paged_model import PAGE
from ui.shell.route import Route
from ui.widgets.buttons import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.tables import TableView
from ui.words import PSEUDO, spoken


def table(window):
    return window.current.findChild(TableView, "people")


def names(window):
    view = table(window)
    return [view.model().row_at(row).name for row in range(view.model().rowCount())]


def field(window, name):
    return window.current.findChild(QLineEdit, name)


def press(qtbot, widget, key):
    qtbot.keyClick(widget, key)


def test_everybody_is_listed_by_sort_name(show):
    window = show("people")
    assert len(names(window)) == 24
    assert names(window)[:2] == ["Yael Ben-David", "Nino Beridze"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("joao", "João Pedro dos Santos Silva"),
        ("IDRISSI", "Amina El Idrissi"),
        ("gudrun", "Guðrún Helgadóttir"),
        ("李", "Li Xiuying"),
    ],
)
def test_any_spelling_finds_a_person(show, typed, found):
    window = show("people")
    # Input methods put whole words into a field; single keys exist for few scripts.
    field(window, "people_search").setText(typed)
    assert names(window) == [found]


def test_enter_opens_the_person_who_was_searched_for(qtbot, show):
    window = show("people")
    search = field(window, "people_search")
    qtbot.keyClicks(search, "amina")
    press(qtbot, search, Qt.Key.Key_Return)
    assert window.route.screen == "person"
    assert "Amina El Idrissi" in window.current.title()


def test_arrows_move_in_the_list_while_the_letters_stay_in_the_field(qtbot, show):
    window = show("people")
    search = field(window, "people_search")
    press(qtbot, search, Qt.Key.Key_Down)
    press(qtbot, search, Qt.Key.Key_Down)
    press(qtbot, search, Qt.Key.Key_Up)
    assert table(window).current_row().name == "Yael Ben-David"


def test_a_name_alone_adds_a_person_and_the_field_waits_for_the_next(qtbot, show, workbook):
    window = show("people")
    window.commands.trigger("people.add")
    new = field(window, "new_name")
    qtbot.keyClicks(new, "Zola Adeyemi")
    press(qtbot, new, Qt.Key.Key_Return)
    assert workbook.people.count() == 25
    assert new.isVisible()
    assert new.text() == ""
    window.workbooks.undo()
    assert workbook.people.count() == 24


def test_a_name_of_blanks_is_refused_beside_the_field_and_stays_there(qtbot, show, workbook):
    window = show("people")
    window.commands.trigger("people.add")
    new = field(window, "new_name")
    new.setText("   ")
    press(qtbot, new, Qt.Key.Key_Return)
    assert workbook.people.count() == 24
    assert new.text() == "   "
    assert new.accessibleDescription()


def test_nobody_found_offers_to_add_the_name_that_was_typed(qtbot, show, workbook):
    window = show("people")
    search = field(window, "people_search")
    search.setText("Zola Adeyemi")
    nobody = window.current.findChild(EmptyState, "nobody_found")
    assert nobody.isVisible()
    press(qtbot, search, Qt.Key.Key_Return)
    assert [row.name for row in workbook.people.search("zola")] == ["Zola Adeyemi"]
    assert not nobody.isVisible()


def test_archiving_takes_out_of_the_list_and_undo_brings_back(show, workbook):
    window = show("people")
    view = table(window)
    view.setFocus()
    view.selectRow(3)
    gone = view.current_row().name
    window.commands.trigger("people.archive")
    assert gone not in names(window)
    window.workbooks.undo()
    assert gone in names(window)


def test_a_change_elsewhere_moves_neither_the_chosen_row_nor_the_place(show, workbook):
    window = show("people")
    view = table(window)
    view.selectRow(10)
    view.verticalScrollBar().setValue(120)
    chosen, place = view.current_row().id, view.verticalScrollBar().value()
    workbook.people.update(workbook.people.search("amina")[0].id, call_name="Mina")
    assert view.current_row().id == chosen
    assert view.verticalScrollBar().value() == place


def test_only_the_pages_in_view_are_read_and_the_scroll_bar_tells_the_truth(qtbot, show, workbook):
    from facilitator.people.model import NewPerson

    people = [NewPerson(name=f"Person {number:04}") for number in range(1500)]
    workbook.people.add_list(people, file_name="x.csv", rows_read=1500)
    window = show("people")
    view = table(window)
    model = view.model()
    assert model.rowCount() == 1524
    assert model.known_pages() == [0]
    view.scrollToBottom()
    last = model.rowCount() - 1
    qtbot.waitUntil(lambda: model.data(model.index(last, 0)) is not None)
    assert last // PAGE in model.known_pages()
    assert len(model.known_pages()) < 6


def test_an_empty_workbook_says_what_to_do(make_window, tmp_path, clock):
    from facilitator.workbook import Workbook

    with Workbook.create(tmp_path / "Empty.facilitator", time_zone="UTC", clock=clock) as empty:
        window = make_window(empty, Route("people"))
        assert window.current.findChild(Button, "first_list").isVisible()
        assert not table(window).isVisible()


def test_choosing_a_list_leads_to_its_preview(show, tmp_path):
    window = show("people")
    path = tmp_path / "list.csv"
    path.write_text("Name\nZola\n", encoding="utf-8")
    choose(window, path)
    window.commands.trigger("people.import")
    assert window.route == Route("people.import", (str(path),))


def test_every_text_can_be_translated_and_has_room(show, workbook):
    with spoken(PSEUDO):
        window = show("people")
        window.commands.trigger("people.add")
        QApplication.processEvents()
        assert faults_of(window.current) == []
