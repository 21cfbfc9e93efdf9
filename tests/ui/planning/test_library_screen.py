import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton

from facilitator.workbook import Workbook
from tests.ui.pseudo import faults_of
from ui.shell.route import Route
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import TextLabel
from ui.widgets.rows import RowsView
from ui.words import PSEUDO, spoken


@pytest.fixture
def library(make_window, tmp_path, clock):
    book = Workbook.create(tmp_path / "Centre.facilitator", time_zone="UTC", clock=clock)
    yield lambda *ids: make_window(book, Route("library", tuple(ids)))
    book.close(back_up=False)


def titles(window):
    return [row.title for row in window.current.findChild(RowsView, "methods").model().rows()]


def words(window):
    page = window.current.findChild(object, "method_page")
    return "\n".join(label.text() for label in page.findChildren(TextLabel))


def choose(window, name, value):
    choice = window.current.findChild(QComboBox, name)
    choice.setCurrentIndex(choice.findData(value))
    choice.activated.emit(choice.currentIndex())


def test_all_ninety_methods_are_listed_and_the_first_is_shown(library):
    window = library()
    assert len(titles(window)) == 90
    assert titles(window)[0] in words(window)


def test_a_search_narrows_as_one_types_and_shows_steps_and_credit(qtbot, library):
    window = library()
    search = window.current.findChild(QLineEdit, "method_search")
    qtbot.keyClicks(search, "1-2-4")
    assert titles(window) == ["1-2-4-All"]
    text = words(window)
    assert "Alone: think about the question in silence." in text
    assert "Henri Lipmanowicz and Keith McCandless" in text
    assert "do not paste theirs" in text


def test_arrows_move_while_the_letters_stay_in_the_search(qtbot, library):
    window = library()
    search = window.current.findChild(QLineEdit, "method_search")
    qtbot.keyClick(search, Qt.Key.Key_Down)
    assert titles(window)[1] in words(window)


def test_filters_say_how_many_fit_and_are_cleared_at_once(library):
    window = library()
    choose(window, "filter_minutes", 5)
    choose(window, "filter_kind", "energiser")
    count = window.current.findChild(TextLabel, "method_count").text()
    assert 0 < len(titles(window)) < 90
    assert count == f"{len(titles(window))} of 90 methods fit"
    window.current.findChild(QPushButton, "clear_filters").click()
    assert len(titles(window)) == 90


def test_nothing_fitting_says_so(library):
    window = library()
    window.current.findChild(QLineEdit, "method_search").setText("zzz")
    assert window.current.findChild(EmptyState, "no_method").isVisible()


def test_every_text_can_be_translated_and_has_room(library):
    with spoken(PSEUDO):
        window = library()
        QApplication.processEvents()
        assert faults_of(window.current) == []
