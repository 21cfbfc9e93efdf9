"""The status line is a promise: where the file is, what is on disk, which keys work, the backup."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.labels import IconLabel, TextLabel
from ui.widgets.painting import (
    draw_keys,
    draw_line_of_text,
    key_cap_height,
    key_parts,
    keys_width,
    mirrored,
)
from ui.words import isolate, t, tn


@dataclass(frozen=True)
class KeyHint:
    """A key and what it does here, in a word or two: ``KeyHint("Ctrl+K", t("do anything"))``."""

    keys: str
    words: str


class Saving(Enum):
    """Whether what was done is on disk."""

    NOTHING_OPEN = "nothing-open"
    SAVED = "saved"
    SAVING = "saving"
    NOT_SAVED = "not-saved"
    READ_ONLY = "read-only"


class StatusLine(QFrame):
    """The line at the foot of the window; never used for anything else."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("status_line")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 2, 16, 2)
        row.setSpacing(6)
        self._file_icon = IconLabel(theme, "database", size=14)
        row.addWidget(self._file_icon)
        self._file = self._words(row, "status_file")
        row.addSpacing(14)
        self._saving_icon = IconLabel(theme, "check", size=14)
        row.addWidget(self._saving_icon)
        self._saving = self._words(row, "status_saving")
        row.addSpacing(14)
        self._facts: list[QWidget] = []
        self._facts_row = QHBoxLayout()
        self._facts_row.setSpacing(6)
        row.addLayout(self._facts_row)
        self.key_hints = KeyHints(theme)
        row.addWidget(self.key_hints, 1)
        self._backup = self._words(row, "status_backup")
        self._fix()
        theme.changed.connect(self._fix)
        self.show_file("")
        self.show_saving(Saving.NOTHING_OPEN)

    def show_file(self, name: str) -> None:
        """The name of the open workbook file, or nothing."""
        self._file.setText(isolate(name) if name else t("No workbook open"))

    def show_saving(self, saving: Saving, waiting: int = 0) -> None:
        """Tell whether everything is on disk; `waiting` marks are not when NOT_SAVED."""
        words, color, icon = {
            Saving.NOTHING_OPEN: ("", "text-3", "circle"),
            Saving.SAVED: (t("Every mark saved"), "ok", "check"),
            Saving.SAVING: (t("Saving…"), "text-2", "clock"),
            Saving.NOT_SAVED: (
                tn("{n} mark NOT SAVED yet", "{n} marks NOT SAVED yet", max(waiting, 1)),
                "danger",
                "triangle-alert",
            ),
            Saving.READ_ONLY: (t("Read only"), "info", "lock"),
        }[saving]
        self._saving.setText(words)
        self._saving.set_color(color)
        self._saving.set_step(Type.LABEL if saving is Saving.NOT_SAVED else Type.CAPTION)
        self._saving_icon.set_icon(icon, color)
        self._saving_icon.setVisible(bool(words))

    def show_keys(self, hints: Sequence[KeyHint]) -> None:
        """The keys of this screen, the most useful first; those that do not fit are left out."""
        self.key_hints.show_hints(hints)

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Icon and words of things that are on now, such as the room display."""
        for old in self._facts:
            old.hide()
            old.deleteLater()
        self._facts.clear()
        for icon, words in facts:
            for widget in (
                IconLabel(self._theme, icon, size=14),
                TextLabel(self._theme, words, Type.CAPTION, color="text-2"),
            ):
                self._facts_row.addWidget(widget)
                self._facts.append(widget)
        self._facts_row.setContentsMargins(0, 0, 14 if facts else 0, 0)

    def show_backup(self, words: str) -> None:
        """How old the backup is, in words."""
        self._backup.setText(words)

    def _words(self, row: QHBoxLayout, name: str) -> TextLabel:
        label = TextLabel(self._theme, "", Type.CAPTION, color="text-2", elide=True)
        label.setObjectName(name)
        row.addWidget(label)
        return label

    def _fix(self) -> None:
        least = self._theme.line(Type.CAPTION) + 8
        self.setFixedHeight(max(self._theme.control("status"), least))


class KeyHints(QWidget):
    """Paints caps and words side by side, as many as fit."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._hints: tuple[KeyHint, ...] = ()
        self.setObjectName("key_hints")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        theme.changed.connect(self.update)

    def show_hints(self, hints: Sequence[KeyHint]) -> None:
        self._hints = tuple(hints)
        spoken = "; ".join(f"{' '.join(key_parts(each.keys))}: {each.words}" for each in hints)
        self.setAccessibleName(spoken)
        self.setToolTip("")
        self.update()

    def hints(self) -> tuple[KeyHint, ...]:
        return self._hints

    @override
    def sizeHint(self) -> QSize:
        return QSize(0, key_cap_height(self._theme))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._theme.key_hints:
            return
        painter = QPainter(self)
        theme, direction, whole = self._theme, self.layoutDirection(), self.rect()
        metrics = theme.metrics(Type.CAPTION)
        x = 6
        for hint in self._hints:
            caps = keys_width(theme, hint.keys) + 6
            words = metrics.horizontalAdvance(hint.words) + 2
            if x + caps + words > self.width():
                break
            spot = QRect(x, 0, caps - 6, whole.height())
            draw_keys(painter, theme, spot, hint.keys, within=whole, direction=direction)
            x += caps
            rect = mirrored(QRect(x, 0, words, whole.height()), whole, direction)
            draw_line_of_text(
                painter,
                rect,
                hint.words,
                theme.font(Type.CAPTION),
                theme.color("text-2"),
                direction=direction,
            )
            x += words + theme.space(4)
