"""What an entry of a run's log says beyond its columns, as JSON and back."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from facilitator.errors import StorageTrouble
from facilitator.live.model import (
    ClockMode,
    RoomChoice,
    RoomLayout,
    RunChange,
    RunEvent,
    TimerAct,
    TimerKind,
    TimerOrder,
    TimerSpec,
)


def detail_to_text(event: RunEvent) -> str:
    """The JSON object kept with an entry; empty for most."""
    detail: dict[str, object] = {}
    if event.by_itself:
        detail["by_itself"] = True
    if event.changes:
        detail["changes"] = [asdict(change) for change in event.changes]
    if event.timer is not None:
        detail["timer"] = asdict(event.timer)
    if event.room is not None:
        detail["room"] = asdict(event.room)
    return json.dumps(detail, ensure_ascii=False)


def detail_from_text(text: str) -> dict[str, Any]:
    """The fields of the entry that a JSON object holds. `StorageTrouble` ("run-log-unreadable")."""
    try:
        detail = json.loads(text)
        return {
            "by_itself": bool(detail.get("by_itself")),
            "changes": tuple(RunChange(**change) for change in detail.get("changes", ())),
            "timer": _timer(detail["timer"]) if "timer" in detail else None,
            "room": _room(detail["room"]) if "room" in detail else None,
        }
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise StorageTrouble("run-log-unreadable", kind=str(error)) from error


def _timer(values: dict[str, Any]) -> TimerOrder:
    spec = values["spec"]
    return TimerOrder(
        TimerAct(values["act"]),
        values["timer_id"],
        None if spec is None else _spec(spec),
        values["seconds"],
    )


def _spec(values: dict[str, Any]) -> TimerSpec:
    return TimerSpec(
        TimerKind(values["kind"]),
        tuple(values["laps"]),
        values["label"],
        tuple(values["lap_labels"]),
        values["automatic"],
    )


def _room(values: dict[str, Any]) -> RoomChoice:
    layout = values["layout"]
    return RoomChoice(
        None if layout is None else RoomLayout(layout),
        ClockMode(values["mode"]),
        values["message"],
    )
