"""Answers of a person to the questions that wait for one: files and dialogs, without a loop."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QDialog

from ui.shell.main_window import MainWindow


def choose(window: MainWindow, path: Path | None) -> list[str]:
    """Answer every question for a file with `path`; gives the names that were proposed."""
    proposed: list[str] = []

    async def answer(_title: str, _kinds: str, name: str = "") -> Path | None:
        proposed.append(name)
        return path

    window.choose_file_to_open = answer  # type: ignore[method-assign]
    window.choose_file_to_save = answer  # type: ignore[method-assign]
    return proposed


def accept(window: MainWindow, *, yes: bool = True) -> list[QDialog]:
    """Answer every dialog; gives those that were shown."""
    shown: list[Any] = []

    async def answer(dialog: QDialog) -> int:
        shown.append(dialog)
        return int(yes)

    window.ask_dialog = answer  # type: ignore[method-assign]
    return shown
