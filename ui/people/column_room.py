"""Which columns of a table there is room for, so that names are never squeezed out."""

from __future__ import annotations

from collections.abc import Sequence

from ui.theme.theme import Theme
from ui.widgets.tables import TableModel, TableView


def fit_columns(theme: Theme, table: TableView, name_width: int, by_worth: Sequence[int]) -> None:
    """Hide what matters least until the name has `name_width` (at 100 % text size).

    `by_worth`: numbers of the columns that may go, those worth most first.
    """
    model = table.model()
    if not isinstance(model, TableModel):
        return
    always = [number for number in range(len(model.columns)) if number not in by_worth]
    room = table.width() - theme.px(name_width)
    room -= sum(theme.px(model.columns[number].width) for number in always)
    for number in by_worth:
        width = theme.px(model.columns[number].width)
        table.setColumnHidden(number, width > room)
        room -= width
