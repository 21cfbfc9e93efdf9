"""What the blocks of the timeline say: under the pointer, and to screen readers."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget
from typing_extensions import override

from facilitator.live.learned import Usual
from ui.planning.plan_words import clock_text, duration, kind_word
from ui.planning.timeline_scale import Block
from ui.planning.usual_words import usual_sentence
from ui.words import t, tn


class BlockReader(QAbstractButton):
    """Stands for one block before screen readers: it has a name, can be pressed, paints nothing."""

    def __init__(self, timeline: QWidget, choose: Callable[[str], object]) -> None:
        super().__init__(timeline)
        self._tell_choice = choose
        self._activity_id = ""
        self._block: Block | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.clicked.connect(self._choose)

    def tell(self, block: Block, rect: QRect) -> None:
        """Stand for this block."""
        self._activity_id = block.id
        if block != self._block:
            self._block = block
            self.setAccessibleName(spoken_block(block))
        if rect != self.geometry():
            self.setGeometry(rect)
        if self.isHidden():
            self.show()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """The timeline paints the block."""

    def _choose(self) -> None:
        self._tell_choice(self._activity_id)


def spoken_block(block: Block) -> str:
    """A block as one sentence, for screen readers."""
    minutes = tn("{n} minute", "{n} minutes", block.slot.seconds // 60)
    parts = [clock_text(block.slot.start), block.activity.title, kind_word(block.activity.kind)]
    parts.append(minutes)
    if block.track_name:
        parts.append(block.track_name)
    if block.is_split:
        count = len(block.activity.tracks)
        parts.append(tn("{n} group", "{n} groups", count))
    if block.slot.locked:
        parts.append(t("start locked"))
    return ", ".join(parts)


def facts_of(block: Block, usual: Usual | None) -> list[str]:
    """All there is to say of a block under the pointer, a line each."""
    activity, slot = block.activity, block.slot
    times = t("{start} to {end}", start=clock_text(slot.start), end=clock_text(slot.end))
    lines = [activity.title, f"{times}, {duration(slot.seconds)}, {kind_word(activity.kind)}"]
    if block.track_name:
        lines.append(block.track_name)
    if slot.locked:
        lines.append(t("Start locked at {time}", time=clock_text(slot.start)))
    if slot.overlap_before_seconds:
        over = -(-slot.overlap_before_seconds // 60)
        lines.append(
            tn(
                "What comes before runs {n} min into it",
                "What comes before runs {n} min into it",
                over,
            )
        )
    if activity.least_seconds < activity.planned_seconds:
        lines.append(t("At least {time}", time=duration(activity.least_seconds)))
    if activity.optional:
        lines.append(t("Can be dropped"))
    if activity.lead_name:
        lines.append(activity.lead_name)
    if usual is not None and usual.differs:
        lines.append(usual_sentence(usual))
    return lines
