"""One movement of the mouse on the timeline: what is held, and what the agenda would become."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QPoint

from facilitator.planning.model import Agenda
from ui.planning.plan_words import clock_text, minutes_of
from ui.planning.timeline_layout import TimelineLayout
from ui.planning.timeline_preview import COARSE, FINE, least_seconds, moved, resized, snapped
from ui.planning.timeline_scale import Block
from ui.words import isolate, t, tn


class Hold(Enum):
    """What of a block is held."""

    EDGE = auto()
    BODY = auto()


@dataclass(slots=True)
class Drag:
    """A movement that has not ended.

    `layout` is the state before it: places are told from there, so that nothing jumps under the
    pointer. `preview` is None until something would change.
    """

    hold: Hold
    block: Block
    layout: TimelineLayout
    pressed: QPoint
    at: QPoint
    begun: bool = False
    preview: Agenda | None = None
    seconds: int = 0
    place: int = 0
    track_id: str = ""

    def follow(self, point: QPoint, *, fine: bool) -> None:
        """The pointer is elsewhere."""
        self.at = point
        self.begun = True
        if self.hold is Hold.EDGE:
            self._resize(fine=fine)
        else:
            self._move()

    @property
    def changes(self) -> bool:
        """Whether letting go now would change the plan."""
        return self.preview is not None

    def _resize(self, *, fine: bool) -> None:
        block = self.block
        # The edge keeps its distance from the pointer that it had when it was taken.
        offset = self.layout.rect(block.id).bottom() - self.pressed.y()
        end = self.layout.scale.seconds_at(self.at.y() + offset + 3)
        self.seconds = snapped(block.activity, end - block.begins, FINE if fine else COARSE)
        same = self.seconds == block.activity.planned_seconds
        agenda = self.layout.agenda
        self.preview = None if same else resized(agenda, block.id, self.seconds)

    def _move(self) -> None:
        block = self.block
        self.track_id = self.layout.lane_at(block.parent_id, self.at.x()) if block.parent_id else ""
        others = [
            other
            for other in self.layout.blocks
            if other.parent_id == block.parent_id
            and other.track_id == self.track_id
            and other.id != block.id
        ]
        y = self.at.y()
        before = [other for other in others if self.layout.rect(other.id).center().y() < y]
        self.place = len(before)
        same = self.place == block.place and self.track_id == block.track_id
        agenda = self.layout.agenda
        self.preview = None if same else moved(agenda, block.id, self.track_id, self.place)

    # ---------------------------------------------------------------------------------- words

    def lines(self, now: TimelineLayout) -> list[str]:
        """What to say at the pointer; `now` lays out the preview, or the state before."""
        block = now.by_id.get(self.block.id, self.block)
        slot = block.slot
        if self.hold is Hold.EDGE:
            first = t(
                "{minutes} min, until {time}",
                minutes=minutes_of(self.seconds),
                time=clock_text(slot.end),
            )
        else:
            first = t("{start} to {end}", start=clock_text(slot.start), end=clock_text(slot.end))
        return [first, *self._remarks(now)]

    def _remarks(self, now: TimelineLayout) -> list[str]:
        remarks: list[str] = []
        activity = self.block.activity
        least = activity.minimum_seconds or 0
        if self.hold is Hold.EDGE and least >= 60 and self.seconds <= least_seconds(activity):
            remarks.append(t("{minutes} min is its least", minutes=minutes_of(least)))
        elif self.hold is Hold.BODY and self.block.slot.locked:
            remarks.append(
                t("Its start stays locked at {time}", time=clock_text(self.block.slot.start))
            )
        for other in now.blocks:
            over = other.slot.overlap_before_seconds
            if over and not other.parent_id:
                remarks.append(
                    tn(
                        "{n} min into “{title}”, locked at {time}",
                        "{n} min into “{title}”, locked at {time}",
                        -(-over // 60),
                        title=isolate(other.activity.title),
                        time=clock_text(other.slot.start),
                    )
                )
                break
        return [*remarks, self._end_words(now)]

    @staticmethod
    def _end_words(now: TimelineLayout) -> str:
        times = now.agenda.schedule
        end = clock_text(times.end)
        over = times.over_seconds or 0
        if over > 0:
            return tn(
                "the day ends {time}, {n} min over",
                "the day ends {time}, {n} min over",
                -(-over // 60),
                time=end,
            )
        return t("the day ends {time}", time=end)
