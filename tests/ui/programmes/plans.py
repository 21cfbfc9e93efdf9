"""What the tests of programmes and series share: dialogs answered by hand, widgets by name."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QApplication, QDialog, QWidget

from ui.shell.main_window import MainWindow
from ui.widgets.tables import TableView


def answering(window: MainWindow, *acts: Callable[[Any], object]) -> list[QDialog]:
    """Let each of `acts` work in one dialog after the other; the list fills with the dialogs."""
    left = list(acts)
    seen: list[QDialog] = []

    async def answer(dialog: QDialog) -> int:
        assert left, f"nobody expected {dialog.objectName()}"
        dialog.show()
        dialog.activateWindow()
        QApplication.processEvents()
        seen.append(dialog)
        left.pop(0)(dialog)
        assert not dialog.isVisible(), "the dialog is still open"
        return dialog.result()

    window.ask_dialog = answer  # type: ignore[method-assign]
    return seen


def part(root: QWidget, kind: type[Any], name: str) -> Any:
    """A widget that must be there."""
    found = root.findChild(kind, name)
    assert found is not None, name
    return found


def table(window: MainWindow, name: str) -> TableView:
    """A table of the screen."""
    found: TableView = part(window, TableView, name)
    return found


def column_of(window: MainWindow, name: str, column: int) -> list[str]:
    """What one column of a table says, row by row."""
    model = table(window, name).model()
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]
