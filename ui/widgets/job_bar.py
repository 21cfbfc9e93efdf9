"""The bar of a long job: what, how many, how long, and Cancel."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.buttons import Button
from ui.widgets.labels import TextLabel
from ui.words import t


class JobBar(QFrame):
    """Shown by the window while a job has run for more than half a second.

    Signals:
        cancel_requested: the person wants the job to stop.
    """

    cancel_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("job_bar")
        self.setProperty("paper", "surface-alt")
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 8, 20, 8)
        row.setSpacing(16)
        column = QVBoxLayout()
        column.setSpacing(6)
        words = QHBoxLayout()
        words.setSpacing(8)
        self._what = TextLabel(theme, "", Type.BODY_STRONG, elide=True)
        self._what.setObjectName("job_what")
        self._how_far = TextLabel(theme, "", Type.CAPTION, color="text-2", tabular=True)
        self._how_far.setObjectName("job_how_far")
        words.addWidget(self._what)
        words.addWidget(self._how_far)
        words.addStretch(1)
        column.addLayout(words)
        self._bar = QProgressBar()
        self._bar.setObjectName("job_progress")
        self._bar.setTextVisible(False)
        column.addWidget(self._bar)
        row.addLayout(column, 1)
        self._cancel = Button(theme, t("Cancel"), name="job_cancel")
        self._cancel.clicked.connect(self._ask_cancel)
        row.addWidget(self._cancel)
        self.hide()

    def show_job(self, what: str, how_far: str, done: int, total: int) -> None:
        """Show or update; a total of 0 means nobody knows yet how much there is."""
        self._what.setText(what)
        self._how_far.setText(how_far)
        self._bar.setMaximum(total)
        self._bar.setValue(done)
        self._bar.setAccessibleName(f"{what} {how_far}")
        self.show()

    def show_stopping(self) -> None:
        """The person asked to stop and the work has not ended yet."""
        self._cancel.setEnabled(False)
        self._how_far.setText(t("stopping…"))

    def leave(self) -> None:
        self._cancel.setEnabled(True)
        self.hide()

    def _ask_cancel(self) -> None:
        self.cancel_requested.emit()
