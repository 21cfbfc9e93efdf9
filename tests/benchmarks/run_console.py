"""What one second of a run costs: working out the view, and painting the console."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QLabel

from facilitator.clock import SetClock
from facilitator.live.machine import view_at
from facilitator.live.model import Instant
from facilitator.workbook import Workbook
from tests.benchmarks.harness import Figure, Place, timed, two_figures
from tests.benchmarks.made_workbook import TODAY
from tests.benchmarks.qt_window import paint, product_window, shown
from ui.live.run_keeper import RunKeeper
from ui.shell.route import Route

_TITLE = "Ideas for a greener street"


def console(place: Place) -> Iterator[Figure]:
    """The sample's fourth workshop, a second at a time, against a label that counts."""
    clock = SetClock(TODAY)
    path = place.folder / "sample.facilitator"
    with Workbook.create(path, time_zone="Europe/London", clock=clock) as workbook:
        workbook.load_sample(through="planned")
        row = next(row for row in workbook.planning.workshops() if row.title == _TITLE)
        clock.set_wall(row.starts_utc)
        run = workbook.open_run(row.id)
        run.start()
        yield from _view(run.snapshot(), clock, place)
        with product_window(workbook, clock, Route("workshop.run", (row.id,))) as window:
            yield from _ticks(RunKeeper.of(window, window), clock, place)


def _view(snapshot, clock: SetClock, place: Place) -> list[Figure]:
    plan, state = snapshot
    taken = []
    for _ in range(place.scale.rounds):
        clock.pass_seconds(0.5)
        taken.append(timed(lambda: view_at(plan, state, Instant.now(clock))))
    figures = two_figures("a second of a run: its view, in memory", taken, [0.0], "")
    return [Figure(each.name, each.value, "ms", rounds=each.rounds) for each in figures]


def _ticks(keeper: RunKeeper, clock: SetClock, place: Place) -> list[Figure]:
    """A tick as its timer would make it: view, log where it is due, everything painted."""
    label = QLabel("0:00")
    taken, plain = [], []
    with shown(label):
        for number in range(place.scale.rounds):
            clock.pass_seconds(1)
            taken.append(timed(lambda: _tick(keeper)))
            plain.append(timed(lambda number=number: _count(label, number)))
    return two_figures(
        "a second of a run: console painted",
        taken,
        plain,
        "a QLabel of that size with another text, painted",
        "every thirtieth also ties the log to the clocks, on disk",
    )


def _tick(keeper: RunKeeper) -> None:
    keeper._tick()
    paint()


def _count(label: QLabel, number: int) -> None:
    label.setText(f"{number // 60}:{number % 60:02d}")
    paint()
