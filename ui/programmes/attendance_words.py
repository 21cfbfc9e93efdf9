"""How marks, times and shares are put in words, the same in the grid, its trail and its legend."""

from __future__ import annotations

from facilitator.attendance.model import (
    ABSENT,
    EXCUSED,
    LATE,
    LEFT_EARLY,
    PRESENT,
    GridCell,
    Standing,
    Status,
)
from ui.words import t


class AttendanceWords:
    """Words for what the grid shows; own statuses keep the label that the centre gave them."""

    def __init__(self, statuses: tuple[Status, ...] = ()) -> None:
        self._statuses: dict[str, Status] = {}
        self.take_statuses(statuses)

    def take_statuses(self, statuses: tuple[Status, ...]) -> None:
        """Know the statuses of this workbook."""
        self._statuses = {status.key: status for status in statuses}

    def status(self, key: str | None) -> str:
        """The word for a status; "not marked" for none."""
        shipped = {
            PRESENT: t("present"),
            LATE: t("late"),
            LEFT_EARLY: t("left early"),
            EXCUSED: t("excused"),
            ABSENT: t("absent"),
            None: t("not marked"),
        }
        if key in shipped:
            return shipped[key]
        own = self._statuses.get(key or "")
        return own.label if own else str(key)

    def letter(self, key: str | None) -> str:
        own = self._statuses.get(key or "")
        return own.letter if own else ""

    def in_room(self, key: str | None) -> bool:
        own = self._statuses.get(key or "")
        return own.in_room if own else False

    def short_note(self, cell: GridCell) -> str:
        """The quiet words after the letter: when somebody came or left, or the status."""
        if cell.standing is Standing.NOT_YET:
            return t("not yet enrolled")
        if cell.standing is Standing.WITHDRAWN and cell.status_key is None:
            return t("had left")
        if cell.status_key == LATE and cell.arrived_local:
            return cell.arrived_local
        if cell.status_key == LEFT_EARLY and cell.left_local:
            return t("to {time}", time=cell.left_local)
        if cell.status_key in {None, PRESENT}:
            return ""
        return self.status(cell.status_key)

    def cell_in_words(self, cell: GridCell) -> str:
        """A whole cell as one sentence part, for the line below the grid and screen readers."""
        if cell.status_key is None:
            return self.short_note(cell) or self.status(None)
        parts = [self.status(cell.status_key)]
        if cell.arrived_local and cell.left_local:
            parts.append(t("{start} to {end}", start=cell.arrived_local, end=cell.left_local))
        elif cell.arrived_local:
            parts.append(t("from {time}", time=cell.arrived_local))
        if cell.offered and self.in_room(cell.status_key):
            parts.append(t("{count} of {all} minutes", count=cell.minutes, all=cell.offered))
        return ", ".join(parts)
