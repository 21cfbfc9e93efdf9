"""Rows chosen by a screen reader, or by a program that uses the window in a person's place.

They select a row and know nothing of Qt's current one, which is what our lists act on.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractItemView


def follow_selection(
    view: QAbstractItemView, choose: Callable[[QModelIndex], object] | None = None
) -> None:
    """Let a row that was selected from outside become the current one; `choose` to do it otherwise.

    To be called once the view has its model.
    """

    def follow() -> None:
        selected = view.selectionModel().selectedIndexes()
        # Keys and the mouse select and move at once: then there is nothing to follow.
        if not selected or view.currentIndex() in selected:
            return
        if choose is not None:
            choose(selected[0])
            return
        flag = QItemSelectionModel.SelectionFlag.NoUpdate
        view.selectionModel().setCurrentIndex(selected[0], flag)

    def soon() -> None:
        if QAccessible.isActive():
            QTimer.singleShot(0, view, follow)

    view.selectionModel().selectionChanged.connect(soon)
