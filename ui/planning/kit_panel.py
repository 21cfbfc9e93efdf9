"""Beside a packing list: for how many people, how far one is, what the chosen thing is for."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from facilitator.planning.kit_list import KitLine, KitList
from ui.planning.kit_add_line import MOST
from ui.planning.kit_words import heads_words, still_words, total_words, use_words
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.bars import ShareBar
from ui.widgets.buttons import Button
from ui.widgets.emptied import emptied
from ui.widgets.forms import pad
from ui.widgets.labels import TextLabel
from ui.widgets.side_panel import SidePanel
from ui.words import t

WIDTH = 320
_MOST_HEADS = 10_000


class KitPanel(SidePanel):
    """People, progress, and the reasons of one line.

    Signals:
        heads_wanted(object): prepare for so many people; None: for as many as are enrolled.
        own_wanted(str, int): so many of this material of one's own; 0 takes it off.
    """

    heads_wanted = Signal(object)
    own_wanted = Signal(str, int)

    def __init__(self, theme: Theme, *, whole_programme: bool) -> None:
        super().__init__(theme, t("To pack"), width=WIDTH, name="kit_panel")
        self._theme = theme
        self._whole_programme = whole_programme
        self._line: KitLine | None = None
        self._still = TextLabel(theme, "", Type.SECTION, wrap=True)
        self._still.setObjectName("still_to_pack")
        self.add(self._still)
        self._bar = QVBoxLayout()
        self.add(_boxed(self._bar))
        self._build_heads()
        self._heading = self.add_section(t("The chosen thing"))
        self._title = TextLabel(theme, "", Type.SECTION, wrap=True)
        self.add(self._title)
        self._total = TextLabel(theme, "", color="text-2", wrap=True)
        self.add(self._total)
        self._uses = QVBoxLayout()
        self._uses.setSpacing(6)
        self.add(_boxed(self._uses))
        self._own = self._build_own()
        self.add(self._own)
        self.show_line(None)

    def show_list(self, listed: KitList, *, changeable: bool) -> None:
        """What holds now."""
        self._still.setText(still_words(listed))
        emptied(self._bar)
        whole = len(listed.lines)
        if whole:
            self._bar.addWidget(ShareBar(self._theme, whole - listed.still_to_pack, whole))
        self._from.setText("")
        if self._whole_programme:
            self._from.setText(heads_words(listed.heads))
            return
        if not self._heads.hasFocus() or self._heads.value() == listed.heads[0]:
            with QSignalBlocker(self._heads):
                self._heads.setValue(listed.heads[0])
        self._heads.setEnabled(changeable)
        self._as_counted.setVisible(listed.said is not None and changeable)
        self._from.setText(
            "" if listed.said is not None else t("As enrolled, else the places there are.")
        )
        self._from.setVisible(bool(self._from.text()))

    def show_line(self, line: KitLine | None) -> None:
        """Say what one thing is for."""
        self._line = line
        emptied(self._uses)
        for widget in (self._title, self._total):
            widget.setVisible(line is not None)
        self._heading.setVisible(line is not None)
        self._own.setVisible(line is not None and line.own > 0)
        if line is None:
            return
        self._title.setText(line.row.label)
        back = t("comes back") if line.row.reusable else t("used up")
        self._total.setText(t("{total}, {back}", total=total_words(line), back=back))
        for use in line.uses:
            words = use_words(use, whole_programme=self._whole_programme)
            self._uses.addWidget(TextLabel(self._theme, words, color="text-2", wrap=True))
        if line.own:
            self._uses.addWidget(
                TextLabel(self._theme, t("Put on the list by hand"), color="text-2", wrap=True)
            )
            with QSignalBlocker(self._own_count):
                self._own_count.setValue(line.own)

    def heads_field(self) -> QWidget:
        """The field for the people expected."""
        return self._heads

    def _build_heads(self) -> None:
        self.add_section(t("People expected"))
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._heads = _number(self._theme, "expected_heads", t("People expected"), 0, _MOST_HEADS)
        row.addWidget(self._heads)
        self._as_counted = Button(
            self._theme, t("As enrolled"), role="link", size="small", name="heads_as_enrolled"
        )
        row.addWidget(self._as_counted)
        row.addStretch(1)
        self.add(box)
        box.setVisible(not self._whole_programme)
        self._from = TextLabel(self._theme, "", Type.CAPTION, color="text-3", wrap=True)
        self.add(self._from)
        self._heads.valueChanged.connect(self.heads_wanted.emit)
        self._as_counted.clicked.connect(lambda: self.heads_wanted.emit(None))

    def _build_own(self) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(8)
        self._own_count = _number(self._theme, "own_count", t("How many of it"), 1, MOST)
        row.addWidget(self._own_count)
        self._off = Button(
            self._theme, t("Take off the list"), size="small", icon="minus", name="kit_take_off"
        )
        row.addWidget(self._off)
        row.addStretch(1)
        self._own_count.valueChanged.connect(self._want_own)
        self._off.clicked.connect(lambda: self._want_own(0))
        return box

    def _want_own(self, count: int) -> None:
        if self._line is not None:
            self.own_wanted.emit(self._line.row.material_id, count)


def _number(theme: Theme, name: str, words: str, least: int, most: int) -> QSpinBox:
    field = QSpinBox()
    field.setObjectName(name)
    field.setAccessibleName(words)
    field.setRange(least, most)
    # Told when it is whole, not at each digit.
    field.setKeyboardTracking(False)
    field.setFixedWidth(theme.px(96))
    pad(field)
    return field


def _boxed(inner: QVBoxLayout) -> QWidget:
    box = QWidget()
    box.setLayout(inner)
    inner.setContentsMargins(0, 0, 0, 0)
    return box
