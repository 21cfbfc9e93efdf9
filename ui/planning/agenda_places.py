"""Where something that is moved or added comes to stand: in the agenda, or in a group's track.

Pure: rows go in, places come out. A place counts all activities that are there now.
"""

from __future__ import annotations

from collections.abc import Sequence

from facilitator.planning.insertion import AgendaPlace
from ui.planning.agenda_rows import AgendaLine, Row, TrackLine


def between(rows: Sequence[Row], row: int, *, below: bool) -> AgendaPlace:
    """Above a row, or below it: what is dropped near a step belongs to that step's group."""
    if not 0 <= row < len(rows):
        return AgendaPlace(_tops(rows, len(rows)))
    at = rows[row]
    if isinstance(at, AgendaLine):
        if below and at.groups and at.open:
            return _first_of_band(rows, row)
        siblings = _count(rows, row, at.track_id)
        return AgendaPlace(siblings + (1 if below else 0), at.track_id)
    if isinstance(at, TrackLine):
        above = rows[row - 1] if row else None
        # Above a heading is the end of the group before; above the first there is none.
        if not below and isinstance(above, AgendaLine) and above.is_step:
            return AgendaPlace(_count(rows, row, above.track_id), above.track_id)
        return AgendaPlace(0, at.track.id)
    # Free minutes and the end of the day: before what follows.
    following = rows[row + 1] if row + 1 < len(rows) else None
    track_id = following.track_id if isinstance(following, AgendaLine) else None
    return AgendaPlace(_count(rows, row, track_id), track_id)


def behind(rows: Sequence[Row], row: int) -> AgendaPlace:
    """Where an activity is added that is asked for in a row: right behind, in the same group; at
    the end of a group whose heading it is.
    """
    at = rows[row] if 0 <= row < len(rows) else None
    if isinstance(at, AgendaLine):
        return AgendaPlace(_count(rows, row, at.track_id) + 1, at.track_id)
    if isinstance(at, TrackLine):
        return AgendaPlace(len(at.track.steps), at.track.id)
    return AgendaPlace(_tops(rows, len(rows)))


def after(rows: Sequence[Row], activity_id: str) -> AgendaPlace:
    """Right behind an activity; the end of the agenda where there is none."""
    for at, row in enumerate(rows):
        if isinstance(row, AgendaLine) and row.activity.id == activity_id:
            return behind(rows, at)
    return AgendaPlace(_tops(rows, len(rows)))


def one_step(rows: Sequence[Row], chosen: Sequence[str], by: int) -> AgendaPlace | None:
    """Where chosen activities of one home go when they move one place up (−1) or down (1).

    A step at the edge of its group goes into the next one, and at the edge of the band out of it.
    None: there is nowhere to go.
    """
    lines = [row for row in rows if isinstance(row, AgendaLine)]
    picked = [line for line in lines if line.activity.id in chosen]
    if not picked:
        return None
    home = picked[0].track_id
    siblings = [line.activity.id for line in lines if line.track_id == home]
    spots = [siblings.index(line.activity.id) for line in picked if line.track_id == home]
    place = spots[0] - 1 if by < 0 else spots[-1] + 2
    if 0 <= place <= len(siblings):
        return AgendaPlace(place, home)
    if home is None:
        return None
    tracks = [row for row in rows if isinstance(row, TrackLine)]
    at = next(number for number, row in enumerate(tracks) if row.track.id == home)
    parent = tracks[at].parent.id
    beside = tracks[at + by] if 0 <= at + by < len(tracks) else None
    if beside is not None and beside.parent.id == parent:
        return AgendaPlace(len(beside.track.steps) if by < 0 else 0, beside.track.id)
    tops = [line.activity.id for line in lines if not line.is_step]
    return AgendaPlace(tops.index(parent) + (0 if by < 0 else 1))


def into_group(rows: Sequence[Row], chosen: Sequence[str]) -> AgendaPlace | None:
    """Where activities of the agenda go that are to join the group above them; None: none is."""
    above: TrackLine | None = None
    for row in rows:
        if isinstance(row, AgendaLine) and row.activity.id in chosen:
            return AgendaPlace(len(above.track.steps), above.track.id) if above else None
        if isinstance(row, TrackLine):
            above = row
    return None


def out_of_group(rows: Sequence[Row], chosen: Sequence[str]) -> AgendaPlace | None:
    """Where steps go that leave their group: right behind the band; None: they are in none."""
    for row in rows:
        if isinstance(row, AgendaLine) and row.activity.id in chosen and row.parent_id:
            return after(rows, row.parent_id)
    return None


def _first_of_band(rows: Sequence[Row], row: int) -> AgendaPlace:
    heading = rows[row + 1] if row + 1 < len(rows) else None
    if isinstance(heading, TrackLine):
        return AgendaPlace(0, heading.track.id)
    return AgendaPlace(_tops(rows, row) + 1)


def _tops(rows: Sequence[Row], row: int) -> int:
    return _count(rows, row, None)


def _count(rows: Sequence[Row], row: int, track_id: str | None) -> int:
    """How many of one home stand above a row."""
    return sum(
        1 for each in rows[:row] if isinstance(each, AgendaLine) and each.track_id == track_id
    )
