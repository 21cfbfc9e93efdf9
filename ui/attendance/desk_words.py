"""How the desk says where somebody is: a word, a time, a sign."""

from __future__ import annotations

from facilitator.attendance.model import (
    ABSENT,
    EXCUSED,
    LATE,
    LEFT_EARLY,
    PRESENT,
    DeskRow,
    Mark,
    MarkOutcome,
    Standing,
    Status,
)
from ui.words import isolate, t

IN_ROOM = frozenset({PRESENT, LATE, LEFT_EARLY})


class DeskWords:
    """Words for marks; statuses of one's own keep the label that the centre gave them."""

    def __init__(self, statuses: tuple[Status, ...] = ()) -> None:
        self._own = {status.key: status for status in statuses}

    def status(self, key: str | None) -> str:
        """The word for a status; "Not yet" for none."""
        shipped = {
            PRESENT: t("Present"),
            LATE: t("Late"),
            LEFT_EARLY: t("Left early"),
            EXCUSED: t("Apologies"),
            ABSENT: t("Absent"),
            None: t("Not yet"),
        }
        if key in shipped:
            return shipped[key]
        found = self._own.get(key or "")
        return found.label if found and found.label else str(key)

    def in_room(self, key: str | None) -> bool:
        """Whether a status means that the person was there."""
        found = self._own.get(key or "")
        return found.in_room if found is not None else key in IN_ROOM

    def trailing(self, row: DeskRow) -> str:
        """What stands at the end of a row: the time of arrival, or what else is known."""
        if not self.in_room(row.status_key):
            return self.status(row.status_key)
        if row.left_local:
            if row.arrived_local:
                return t("{start} to {end}", start=row.arrived_local, end=row.left_local)
            return t("left {time}", time=row.left_local)
        if row.status_key == LATE:
            return t("Late {time}", time=row.arrived_local).strip()
        return row.arrived_local or t("Here")

    def spoken(self, row: DeskRow) -> str:
        """A row as one text, for screen readers and the tooltip."""
        status, shown = self.status(row.status_key), self.trailing(row)
        parts = [row.name, row.native_name, "" if shown.startswith(status) else status, shown]
        if row.standing is Standing.GUEST:
            parts.append(t("guest"))
        return ", ".join(part for part in parts if part)

    def said(self, mark: Mark) -> str:
        """What a mark did, in a sentence for the line under the search."""
        name = isolate(mark.name)
        status = self.status(mark.status_key)
        if mark.outcome is MarkOutcome.ALREADY and mark.arrived_local:
            return t("{name} has been here since {time}", name=name, time=mark.arrived_local)
        if mark.outcome is MarkOutcome.ALREADY:
            return t("{name} was marked already: {status}", name=name, status=status)
        if mark.outcome is MarkOutcome.CAME_BACK:
            return t("{name} is back", name=name)
        if mark.outcome is MarkOutcome.REMOVED:
            return t("{name} is not marked any more", name=name)
        time = mark.left_local or mark.arrived_local
        if mark.left_local and self.in_room(mark.status_key):
            return t("{name} has gone home, {time}", name=name, time=time)
        return t("{name}: {status} {time}", name=name, status=status, time=time).strip()
