"""A workshop killed at any moment: what was pressed is there, and the time is right.

One run lives through all the kills, the time between them included. FACILITATOR_FAULT_ROUNDS=17
makes a hundred of them; ``-s`` shows the figures.
"""

import json
import os
import random
import time
from contextlib import closing
from pathlib import Path

import pytest

from facilitator.clock import SystemClock
from facilitator.live.live import LiveRuns
from facilitator.live.model import EventKind, Instant, RunStatus
from facilitator.live.store import run_events
from facilitator.planning.planning import Planning
from facilitator.storage.connection import Access, connect
from facilitator.storage.examine import check_content, examine
from facilitator.storage.workbook_file import create_workbook, open_database, open_workbook
from tests.faults.harness import ROUNDS, killed_after, some_moment, started

pytestmark = pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")

KILLS = 6
WRONG_BY_MOST_MS = 1500
READY_WITHIN_SECONDS = 5


@pytest.fixture
def workshop(tmp_path: Path) -> tuple[Path, str]:
    path = tmp_path / "centre.facilitator"
    create_workbook(path)
    database = open_database(path, SystemClock())
    planning = Planning(database)
    workshop_id = planning.add_workshop(None, "Greener street", "2026-10-08T17:30", "Europe/London")
    for number in range(8):
        planning.add_activity(
            workshop_id, None, f"Activity {number}", "input", 900, minimum_seconds=300,
            optional=number % 3 == 1, auto_advance=True,
        )  # fmt: skip
    database.close()
    return path, workshop_id


def test_a_run_lives_through_any_number_of_kills(workshop: tuple[Path, str]) -> None:
    path, workshop_id = workshop
    chance = random.Random(20261008)
    worst_ms, slowest, beyond, keys = 0, 0.0, 0, 0
    for number in range(KILLS * ROUNDS):
        process = started("run_workshop.py", path, workshop_id, number)
        said = killed_after(process, 1 + chance.randrange(8), some_moment(chance, 0.2))
        last = json.loads(said[-1])
        keys += len(said)

        began = time.monotonic()
        assert examine(path).is_usable
        workbook = open_workbook(path, SystemClock())
        database = workbook.database
        runs = LiveRuns(database, Planning(database))
        (offered,) = runs.unfinished()
        run = runs.resume(workshop_id)
        slowest = max(slowest, time.monotonic() - began)
        assert (offered.started, offered.workshop_id) == (True, workshop_id)

        # All that was acknowledged is there, and at most the one key that was on its way.
        events = run_events(database, offered.id)
        more = len(events) - last["events"]
        notes = database.value("SELECT count(*) FROM run_note") - last["notes"]
        assert 0 <= more + notes <= 1
        beyond += more + notes

        # All time since the start, that of the kills included, is running or paused time.
        plan, state = run.snapshot()
        now = Instant.now(SystemClock())
        view = run.view()
        start = next(event for event in events if event.kind is EventKind.START)
        passed = now.boot_ms - start.instant.boot_ms
        counted = state.running_ms + state.paused_ms + now.boot_ms - state.last.boot_ms
        worst_ms = max(worst_ms, abs(counted - passed))
        assert worst_ms <= WRONG_BY_MOST_MS
        if more == 0 and view.index is not None:
            away = now.boot_ms - last["boot"] if last["status"] == "running" else 0
            expected = last["spent"][last["on"]] + away
            shown = state.spent_ms[last["on"]]
            if view.state is RunStatus.RUNNING:
                shown += now.boot_ms - state.last.boot_ms
            assert view.index == last["on"]
            worst_ms = max(worst_ms, abs(shown - expected))
            assert abs(view.elapsed_seconds * 1000 - expected) <= WRONG_BY_MOST_MS
        assert len(plan.activities) == 8

        workbook.close(back_up=False)
        with closing(connect(path, Access.FROZEN)) as connection:
            assert check_content(connection) == ()
    assert keys > 2 * KILLS
    assert slowest < READY_WITHIN_SECONDS
    print(
        f"\n{KILLS * ROUNDS} kills, {keys} keys: resume offered each time, within {slowest:.2f} s;"
        f" elapsed wrong by {worst_ms} ms at most;"
        f" {beyond} keys on disk that had not been acknowledged yet, none lost"
    )
