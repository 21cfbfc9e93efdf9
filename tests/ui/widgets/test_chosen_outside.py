"""What a screen reader selects is what the window acts on."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QItemSelectionModel
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication

from ui.widgets.rows import RowsModel, RowsView, RowWords
from ui.widgets.tables import Column, TableModel, TableView


@pytest.fixture
def _listened_to() -> Iterator[None]:
    QAccessible.setActive(True)
    yield
    QAccessible.setActive(False)


def select(view, row: int) -> None:
    """As a screen reader does: nothing is said about the current row."""
    index = view.model().index(row, 0)
    flags = QItemSelectionModel.SelectionFlag
    view.selectionModel().select(index, flags.ClearAndSelect | flags.Rows)
    QApplication.processEvents()


@pytest.mark.usefixtures("_listened_to")
def test_a_row_selected_from_outside_becomes_the_current_one_of_a_list(qtbot, theme):
    view = RowsView(theme, name="people", title="People")
    qtbot.addWidget(view)
    model = RowsModel[str](RowWords)
    view.set_rows_model(model)
    model.set_rows(["Amina", "Kwame"])
    select(view, 1)
    assert view.current_row() == "Kwame"


@pytest.mark.usefixtures("_listened_to")
def test_a_row_selected_from_outside_becomes_the_current_one_of_a_table(qtbot, theme):
    view = TableView(theme, name="people", title="People")
    qtbot.addWidget(view)
    model = TableModel[str]((Column("Name", lambda row: row),))
    view.set_table_model(model)
    model.set_rows(["Amina", "Kwame"])
    select(view, 1)
    assert view.current_row() == "Kwame"
