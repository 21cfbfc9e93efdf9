"""Into which workshop a method is to go: those to come first, searched by title or programme."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from facilitator.people.folding import fold
from facilitator.planning.model import WorkshopRow
from ui.day_words import short_day
from ui.shell.dialogs import Sheet
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.fields import SearchField
from ui.widgets.labels import TextLabel
from ui.widgets.rows import RowsModel, RowsView, RowWords
from ui.words import isolate, t


class ChooseWorkshop(Sheet):
    """A list of workshops; Enter takes the current one."""

    def __init__(
        self,
        theme: Theme,
        window: QWidget,
        method_title: str,
        workshops: Sequence[WorkshopRow],
        now: datetime,
    ) -> None:
        super().__init__(
            theme,
            window,
            t("Add “{title}” to a workshop", title=isolate(method_title)),
            main=t("Choose the place in its agenda"),
            width=560,
            name="choose_workshop",
        )
        coming = sorted((row for row in workshops if row.ends_utc >= now), key=_begins)
        held = sorted((row for row in workshops if row.ends_utc < now), key=_begins, reverse=True)
        self._all = [*coming, *held]
        self._coming = {row.id for row in coming}
        self._search = SearchField(theme, t("Workshop or programme"), name="workshop_search")
        self._search.textChanged.connect(self._sift)
        self._search.installEventFilter(self)
        self.column.addWidget(self._search)
        self._model: RowsModel[WorkshopRow] = RowsModel(self._words, self)
        self._list = RowsView(theme, name="workshops_to_choose", title=t("Workshops"), framed=True)
        self._list.set_rows_model(self._model)
        self._list.setMinimumHeight(theme.px(280))
        self._list.opened.connect(lambda _row: self.accept())
        self.column.addWidget(self._list, 1)
        self._none = TextLabel(
            theme,
            t("There is no workshop yet. Make one under Programmes first."),
            Type.BODY,
            color="text-2",
            wrap=True,
        )
        self._none.setVisible(not self._all)
        self.column.addWidget(self._none)
        self._sift("")
        self._search.setFocus()

    def chosen(self) -> WorkshopRow | None:
        """The workshop that was chosen."""
        row: WorkshopRow | None = self._list.current_row()
        return row

    def _sift(self, text: str) -> None:
        words = fold(text).split()
        rows = [row for row in self._all if all(f" {word}" in _found_by(row) for word in words)]
        self._model.set_rows(rows)
        if rows:
            self._list.setCurrentIndex(self._model.index(0))
        self.main_button.setEnabled(bool(rows))

    def _words(self, row: WorkshopRow) -> RowWords:
        return RowWords(
            row.title,
            second=row.programme_title,
            trailing=short_day(row.starts_local.date()),
            quiet=row.id not in self._coming,
        )

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is self._search
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Up}
            and self._model.rows()
        ):
            by = 1 if event.key() == Qt.Key.Key_Down else -1
            row = max(0, min(self._list.currentIndex().row() + by, len(self._model.rows()) - 1))
            self._list.setCurrentIndex(self._model.index(row))
            return True
        return super().eventFilter(watched, event)


def _found_by(row: WorkshopRow) -> str:
    return f" {fold(row.title)} {fold(row.programme_title)}"


def _begins(row: WorkshopRow) -> datetime:
    return row.starts_utc
