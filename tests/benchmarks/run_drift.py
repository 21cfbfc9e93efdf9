"""How far the timer of a run strays from the time that passed, and what its re-plans cost."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from facilitator.clock import SetClock
from facilitator.live.live import LiveRun, LiveRuns
from facilitator.live.model import Instant
from facilitator.live.replanning import replans
from facilitator.planning.planning import Planning
from facilitator.storage.workbook_file import create_workbook, open_database
from tests.benchmarks.harness import Figure, Place, timed, two_figures
from tests.benchmarks.made_workbook import TODAY

HOURS = 4
JUMPS = (3600, -3600, 86400, -86400, -5 * 365 * 86400, 0.3, -0.3)


def drift(place: Place) -> Iterator[Figure]:
    """Four hours (a few minutes when quick), told by ticks that come late now and then."""
    ticks = HOURS * 3600 if place.scale.kept_apart else 300
    for number, (name, happening) in enumerate(HAPPENINGS.items()):
        path = place.folder / f"{number}.facilitator"
        wrong = _strayed(path, ticks, happening)
        told = f"drift of the timer after {ticks / 3600:.2g} h of ticking{name}"
        yield Figure(told, wrong, "ms", rounds=ticks, note="its log read anew from the file")
    yield from _replans(place)


def _strayed(path: Path, ticks: int, happening: Callable[[SetClock, int], None]) -> float:
    """Milliseconds between the time counted, as the file tells it, and the time that passed."""
    chance = random.Random(ticks)
    clock, run, runs = _begun(path, hours=24, count=1)
    began = clock.boot_seconds()
    for number in range(ticks):
        clock.pass_seconds(1 + chance.random() * 0.04)
        happening(clock, number)
        run.tick()
    again = runs.resume(run.plan.workshop_id)
    plan, state = again.snapshot()
    now = Instant.now(clock)
    counted = state.running_ms + (now.boot_ms - state.last.boot_ms if state.last else 0)
    assert len(plan.activities) == 1
    return abs(counted - (clock.boot_seconds() - began) * 1000)


def _begun(path: Path, *, hours: int, count: int) -> tuple[SetClock, LiveRun, LiveRuns]:
    clock = SetClock(TODAY)
    create_workbook(path)
    database = open_database(path, clock)
    planning = Planning(database)
    starts = datetime.fromisoformat("2026-10-08T17:30")
    workshop_id = planning.add_workshop(None, "Long", starts, "Europe/London")
    for number in range(count):
        planning.add_activity(
            workshop_id, None, f"Activity {number}", "input", hours * 3600 // count,
            minimum_seconds=60, optional=number % 4 == 1,
        )  # fmt: skip
    runs = LiveRuns(database, planning)
    run = runs.open(workshop_id)
    run.start()
    return clock, run, runs


def _nothing(_clock: SetClock, _number: int) -> None:
    pass


def _sleeps(clock: SetClock, number: int) -> None:
    if number % 1800 == 1799:
        clock.pass_seconds(1234.567)


def _wall_set(clock: SetClock, number: int) -> None:
    if number % 600 == 599:
        jump = JUMPS[number // 600 % len(JUMPS)]
        clock.set_wall(clock.now() + timedelta(seconds=jump))


HAPPENINGS: dict[str, Callable[[SetClock, int], None]] = {
    "": _nothing,
    ", asleep now and then": _sleeps,
    ", the wall clock set every ten minutes": _wall_set,
}


def _replans(place: Place) -> list[Figure]:
    clock, run, _ = _begun(
        place.folder / "replans.facilitator", hours=4, count=place.scale.activities
    )
    clock.pass_seconds(3600)
    given = (*run.snapshot(), Instant.now(clock))
    taken = [timed(replans, *given) for _ in range(max(place.scale.rounds // 10, 3))]
    count = place.scale.activities
    figures = two_figures(
        f"re-plans of a run of {count} activities, all previews", taken, [0.0], ""
    )
    return [Figure(each.name, each.value, "ms", rounds=each.rounds) for each in figures]
