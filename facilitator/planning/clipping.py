"""Activities as plain values: what is copied in one workshop and pasted in another. Pure.

A clipping holds what an activity is, never where it stands: no ids of its own, no workshop. Ids of
people, rooms, methods, skills and materials are kept; who pastes drops those the workbook does not
know. Copied as text elsewhere, a clipping is a line an activity: title, tab, minutes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from facilitator.planning.fields import ACTIVITY, MAX_TITLE
from facilitator.planning.model import Activity, ActivityKind, Track
from facilitator.planning.timing import MAX_ACTIVITY_SECONDS

Clipping = Mapping[str, Any]
"""One activity: the fields of `ACTIVITY`, and `skills`, `materials`, `tracks`."""

FIELDS = tuple(name for name in ACTIVITY if name != "seed_key")

_USUAL_SECONDS = 10 * 60
_BULLET = re.compile(r"^\s*(?:[-*•–·]|\d{1,2}[.)])\s+")
_MINUTES_BEHIND = re.compile(r"^(?P<title>.*\S)\s*[\t;,(]\s*(?P<minutes>\d{1,3})\s*(?:min\w*)?\)?$")


def clipping_of(activity: Activity) -> dict[str, Any]:
    """What an activity is, as values that JSON knows."""
    found: dict[str, Any] = {name: _plain(getattr(activity, name)) for name in FIELDS}
    found["skills"] = [[aim.skill_id, aim.indicator_id] for aim in activity.skills]
    found["materials"] = [
        [use.material_id, use.label, use.unit, use.reusable, use.quantity, use.per]
        for use in activity.materials
    ]
    found["tracks"] = [_track(each) for each in activity.tracks]
    return found


def clippings_of_text(text: str) -> list[dict[str, Any]]:
    """Each line of a text as the title of an activity; a number behind it as its minutes.

    Bullets and numbers before a line are left out, and so are empty lines.
    """
    found = []
    for written in text.splitlines():
        line = _BULLET.sub("", written).strip()
        minutes = _MINUTES_BEHIND.match(line)
        seconds = int(minutes["minutes"]) * 60 if minutes else _USUAL_SECONDS
        title = minutes["title"] if minutes else line
        if title:
            found.append(
                {
                    "title": title[:MAX_TITLE],
                    "kind": ActivityKind.GROUP_WORK.value,
                    "planned_seconds": min(max(seconds, 60), MAX_ACTIVITY_SECONDS),
                }
            )
    return found


def text_of(clippings: Sequence[Clipping]) -> str:
    """Clippings as text for other programs: a line each, title and minutes."""
    lines = []
    for each in clippings:
        lines.append(f"{each['title']}\t{round(each['planned_seconds'] / 60)}")
        for track in each.get("tracks", ()):
            lines += [
                f"{track['name']}: {step['title']}\t{round(step['planned_seconds'] / 60)}"
                for step in track["steps"]
            ]
    return "\n".join(lines)


def with_steps(clippings: Iterable[Clipping]) -> list[Clipping]:
    """The clippings for a parallel group: what is split itself gives its steps instead."""
    flat: list[Clipping] = []
    for each in clippings:
        tracks = each.get("tracks", ())
        steps = [step for track in tracks for step in track["steps"]]
        flat += steps if tracks and steps else [{**each, "tracks": []}]
    return flat


def _track(track: Track) -> dict[str, Any]:
    return {
        "name": track.name,
        "team_member_id": track.team_member_id,
        "room_id": track.room_id,
        "task": track.task,
        "steps": [clipping_of(step) for step in track.steps],
    }


def _plain(value: object) -> object:
    return value.value if isinstance(value, ActivityKind) else value
