"""The kit list, as one packs with it: Space, other heads, something of one's own, paper."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QSpinBox

from facilitator.workbook import Workbook
from tests.ui.pseudo import faults_of
from ui.planning.kit_screen import KitScreen
from ui.planning.kit_table import TICK, KitTable
from ui.shell.main_window import MainWindow
from ui.shell.route import Route
from ui.words import spoken


@pytest.fixture
def window(make_window: Callable[..., MainWindow], book: Workbook, workshop_id: str) -> MainWindow:
    return make_window(book, Route("workshop.kit", (workshop_id,)))


@pytest.fixture
def table(window: MainWindow) -> KitTable:
    found = window.findChild(KitTable)
    assert found is not None
    return found


def names(table: KitTable) -> list[str]:
    return [line.row.label for line in table.model().rows()]


def ticked(book: Workbook, workshop_id: str) -> set[str]:
    return {row.label for row in book.planning.kit(workshop_id) if row.packed}


def test_space_ticks_the_thing_and_keeps_the_place(
    table: KitTable, book: Workbook, workshop_id: str
) -> None:
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Space)

    assert ticked(book, workshop_id) == {names(table)[1]}
    assert table.currentIndex().row() == 1
    assert table.model().index(1, TICK).data(Qt.ItemDataRole.CheckStateRole) == (
        Qt.CheckState.Checked
    )


def test_a_click_on_the_box_ticks_and_unticks(
    table: KitTable, book: Workbook, workshop_id: str
) -> None:
    box = table.visualRect(table.model().index(2, TICK)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=box)
    assert ticked(book, workshop_id) == {names(table)[2]}

    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=box)
    assert ticked(book, workshop_id) == set()


def test_the_panel_says_how_much_is_still_to_pack(window: MainWindow, table: KitTable) -> None:
    QTest.keyClick(table, Qt.Key.Key_Space)

    words = window.findChild(object, "still_to_pack").text()
    assert words == f"{len(names(table)) - 1} of {len(names(table))} still to pack"


def test_undo_takes_a_tick_back(
    window: MainWindow, table: KitTable, book: Workbook, workshop_id: str
) -> None:
    QTest.keyClick(table, Qt.Key.Key_Space)
    window.commands.trigger("edit.undo")

    assert ticked(book, workshop_id) == set()
    row = table.model().rows()[0].row
    assert not row.packed


def test_other_heads_change_the_quantities(
    window: MainWindow, table: KitTable, book: Workbook, workshop_id: str
) -> None:
    window.commands.trigger("kit.heads")
    heads = window.findChild(QSpinBox, "expected_heads")
    assert heads.hasFocus()
    heads.selectAll()
    QTest.keyClicks(heads, "12")
    QTest.keyClick(heads, Qt.Key.Key_Return)

    assert book.planning.workshop(workshop_id).expected_heads == 12
    pens = next(line for line in table.model().rows() if line.row.label == "Pens")
    assert pens.row.total == 12


def test_something_of_ones_own_goes_on_the_list_and_off_again(
    window: MainWindow, table: KitTable, book: Workbook, workshop_id: str
) -> None:
    before = names(table)
    window.commands.trigger("kit.add")
    field = window.findChild(QLineEdit, "kit_add_what")
    QTest.keyClicks(field, "Tea urn")
    QTest.keyClick(field, Qt.Key.Key_Return)

    assert set(names(table)) - set(before) == {"Tea urn"}
    assert field.text() == ""
    assert table.current_row().row.label == "Tea urn"

    window.commands.trigger("kit.off")
    assert names(table) == before

    window.commands.trigger("edit.undo")
    assert "Tea urn" in names(table)


def test_esc_in_the_field_gives_the_keys_back_to_the_list(
    window: MainWindow, table: KitTable
) -> None:
    window.commands.trigger("kit.add")
    QTest.keyClick(window.findChild(QLineEdit, "kit_add_what"), Qt.Key.Key_Escape)

    assert table.hasFocus()


def test_the_list_of_the_programme_has_ticks_of_its_own(
    make_window: Callable[..., MainWindow], book: Workbook
) -> None:
    programme = book.planning.programmes()[0].id
    window = make_window(book, Route("programme.kit", (programme,)))
    table = window.findChild(KitTable)
    QTest.keyClick(table, Qt.Key.Key_Space)

    assert sum(row.packed for row in book.planning.programme_kit(programme)) == 1


def test_an_empty_list_says_what_it_is_for_and_takes_things(
    make_window: Callable[..., MainWindow], book: Workbook
) -> None:
    empty = book.planning.add_workshop(
        book.planning.programmes()[0].id, "Empty", "2026-12-01T17:30", "Europe/London", 7200
    )
    window = make_window(book, Route("workshop.kit", (empty,)))
    field = window.findChild(QLineEdit, "kit_add_what")
    assert field.hasFocus()
    assert not window.findChild(KitTable).isVisible()

    QTest.keyClicks(field, "Urn")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert window.findChild(KitTable).isVisible()


def test_the_print_key_opens_the_materials_list(window: MainWindow) -> None:
    window.commands.trigger("kit.print")

    assert window.current.route.screen == "workshop.print"
    assert window.current.route.focus == "materials"


@pytest.mark.parametrize("route", ["workshop.kit", "programme.kit"])
def test_every_word_is_translated_and_whole(
    make_window: Callable[..., MainWindow], book: Workbook, workshop_id: str, route: str
) -> None:
    programme = book.planning.programmes()[0]
    key = workshop_id if route == "workshop.kit" else programme.id
    with spoken("xx-pseudo"):
        window = make_window(book, Route(route, (key,)))
        screen = window.findChild(KitScreen)
        data = {programme.title}
        for line in screen._model.rows():
            data |= {line.row.label, line.row.unit, *(use.title for use in line.uses)}
        assert faults_of(screen, data) == []
