"""Parts of a page side by side; with less room some share a place behind tabs, at last all do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from ui.theme.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.labels import line

_UNBOUNDED = 16_777_215


@dataclass(frozen=True, slots=True)
class Part:
    """A column: its word on a tab, its width at 100 % text size (0: what the others leave)."""

    key: str
    words: str
    widget: QWidget
    width: int
    least: int


class LibraryColumns(QWidget):
    """Columns in their order.

    With too little room for all of them, those named in `sharing` share one place; with less, the
    `pinned` one stays and all others share; with less still, one is shown at a time.

    Signals:
        folded_changed(bool): some parts share a place now, or none do any more.
    """

    folded_changed = Signal(bool)

    def __init__(
        self, theme: Theme, parts: Sequence[Part], *, sharing: Sequence[str], pinned: str
    ) -> None:
        super().__init__()
        self._theme = theme
        self._parts = tuple(parts)
        self._levels = self._make_levels(tuple(sharing), pinned)
        self._level = -1
        self._front: dict[int, str] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._build_bar())
        row = QHBoxLayout()
        row.setSpacing(0)
        self._lines: dict[str, QWidget] = {}
        for number, part in enumerate(self._parts):
            if number:
                divider = self._lines[part.key] = line("vertical")
                row.addWidget(divider)
            row.addWidget(part.widget, 0 if part.width else 1)
        column.addLayout(row, 1)
        theme.changed.connect(self._fit)
        self._bar.hide()

    @property
    def folded(self) -> bool:
        """Whether there is too little room for all parts side by side."""
        return self._level > 0

    def room_of_last(self) -> int:
        """How wide the last part is while all stand side by side."""
        return self.width() - sum(self._theme.px(part.width) + 1 for part in self._parts[:-1])

    def show_part(self, key: str) -> None:
        """Bring a part to the front of those it shares a place with."""
        group = self._group_of(key)
        self._front[self._levels[self._level].index(group)] = key
        self._place()

    def is_shown(self, key: str) -> bool:
        """Whether a part can be seen."""
        return self._is_front(key)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    # Private -------------------------------------------------------------------------------------

    def _make_levels(
        self, sharing: tuple[str, ...], pinned: str
    ) -> tuple[tuple[tuple[str, ...], ...], ...]:
        keys = tuple(part.key for part in self._parts)
        levels: list[tuple[tuple[str, ...], ...]] = [tuple((key,) for key in keys)]
        if sharing:
            levels.append((sharing, *((key,) for key in keys if key not in sharing)))
        # What comes last is what one reads: it is in front at first.
        others = tuple(key for key in reversed(keys) if key != pinned)
        levels += [((pinned,), others), ((pinned, *others),)]
        return tuple(levels)

    def _build_bar(self) -> QWidget:
        self._bar = QWidget()
        self._bar.setObjectName("library_parts")
        column = QVBoxLayout(self._bar)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setContentsMargins(16, 6, 16, 6)
        row.setSpacing(8)
        self._group = QButtonGroup(self._bar)
        self._group.setExclusive(False)
        self._tabs: dict[str, Button] = {}
        for part in self._parts:
            tab = Button(self._theme, part.words, role="quiet", name=f"part_{part.key}")
            tab.setCheckable(True)
            tab.clicked.connect(lambda _on=False, key=part.key: self.show_part(key))
            self._group.addButton(tab)
            row.addWidget(tab)
            self._tabs[part.key] = tab
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(line("horizontal"))
        return self._bar

    def _group_of(self, key: str) -> tuple[str, ...]:
        return next(group for group in self._levels[max(self._level, 0)] if key in group)

    def _is_front(self, key: str) -> bool:
        group = self._group_of(key)
        place = self._levels[max(self._level, 0)].index(group)
        front = self._front.get(place, group[0])
        return key == (front if front in group else group[0])

    def _fit(self) -> None:
        room = self.width()
        level = next(
            (
                number
                for number, groups in enumerate(self._levels)
                if self._theme.px(self._needed(groups)) <= room
            ),
            len(self._levels) - 1,
        )
        if level != self._level:
            before = self.folded if self._level >= 0 else None
            self._level = level
            self._front.clear()
            if self.folded != before:
                self.folded_changed.emit(self.folded)
        self._place()

    def _needed(self, groups: tuple[tuple[str, ...], ...]) -> int:
        parts = {part.key: part for part in self._parts}
        return sum(max(parts[key].width or parts[key].least for key in group) for group in groups)

    def _place(self) -> None:
        groups = self._levels[self._level]
        self._bar.setVisible(any(len(group) > 1 for group in groups))
        alone = len(groups) == 1
        shown_before = False
        for part in self._parts:
            shown = self._is_front(part.key)
            tab = self._tabs[part.key]
            tab.setVisible(len(self._group_of(part.key)) > 1)
            tab.setChecked(shown)
            widget = part.widget
            # Where two share, the page is wide enough for the rest only if one of them stretches.
            fixed = bool(part.width) and not alone and not self._must_stretch(part.key)
            widget.setMinimumWidth(self._theme.px(part.width) if fixed else 0)
            widget.setMaximumWidth(self._theme.px(part.width) if fixed else _UNBOUNDED)
            widget.setVisible(shown)
            divider = self._lines.get(part.key)
            if divider is not None:
                divider.setVisible(shown and shown_before)
            shown_before = shown_before or shown

    def _must_stretch(self, key: str) -> bool:
        """Whether no other part that is shown takes what room is left."""
        stretching = [part.key for part in self._parts if not part.width]
        return not any(self._is_front(each) for each in stretching) and key == self._last_shown()

    def _last_shown(self) -> str:
        return next(part.key for part in reversed(self._parts) if self._is_front(part.key))
