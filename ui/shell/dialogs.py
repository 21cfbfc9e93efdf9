"""Asking without blocking: a dialog is opened, and its end awaited."""

from __future__ import annotations

import asyncio
from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.buttons import Button
from ui.widgets.labels import TextLabel
from ui.words import t


async def finished(dialog: QDialog) -> int:
    """Open a dialog and return its result once it is closed; never nests an event loop."""
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[int] = loop.create_future()

    def settle(result: int) -> None:
        if not answer.done():
            answer.set_result(result)

    dialog.finished.connect(settle)
    dialog.open()
    try:
        return await answer
    finally:
        dialog.finished.disconnect(settle)
        dialog.hide()
        dialog.deleteLater()


async def chosen_file(
    window: QWidget, title: str, kinds: str, *, name: str = "", save: bool = False
) -> Path | None:
    """Ask for one file to open or to write; None when the person thought better of it."""
    dialog = QFileDialog(window, title, "", kinds)
    mode = QFileDialog.FileMode.AnyFile if save else QFileDialog.FileMode.ExistingFile
    dialog.setFileMode(mode)
    if save:
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        suffix = kinds.partition("*.")[2].partition(")")[0].split()[0:1]
        if suffix:
            dialog.setDefaultSuffix(suffix[0])
    if name:
        dialog.selectFile(name)
    return await _picked(dialog)


async def chosen_folder(window: QWidget, title: str) -> Path | None:
    """Ask for a folder."""
    dialog = QFileDialog(window, title)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return await _picked(dialog)


async def _picked(dialog: QFileDialog) -> Path | None:
    picked: list[str] = []
    dialog.filesSelected.connect(picked.extend)
    accepted = await finished(dialog)
    return Path(picked[0]) if accepted and picked else None


class Sheet(QDialog):
    """A dialog in the look of the window: title, what is asked, buttons at the end.

    Put the content into `column`; `main` accepts, Escape and `other` reject.
    """

    def __init__(
        self,
        theme: Theme,
        window: QWidget,
        title: str,
        *,
        main: str,
        other: str = "",
        width: int = 480,
        name: str = "sheet",
    ) -> None:
        super().__init__(window)
        self.theme = theme
        self.setObjectName(name)
        self.setWindowTitle(title)
        self.setModal(True)
        self.setMinimumWidth(theme.px(width))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 20, 24, 20)
        outer.setSpacing(16)
        outer.addWidget(TextLabel(theme, title, Type.SCREEN, wrap=True))
        self.column = QVBoxLayout()
        self.column.setSpacing(12)
        outer.addLayout(self.column, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        self.other_button = Button(theme, other or t("Cancel"), name="sheet_other")
        self.other_button.clicked.connect(self.reject)
        row.addWidget(self.other_button)
        self.main_button = Button(theme, main, role="main", name="sheet_main")
        self.main_button.setDefault(True)
        self.main_button.clicked.connect(self.accept)
        row.addWidget(self.main_button)
        outer.addLayout(row)
