"""Runs a workshop with a key every few milliseconds, and says so only after each is on disk.

Usage: run_workshop.py WORKBOOK WORKSHOP SEED. Resumes the run that was left, else begins one.
Prints ``open``, then a JSON line after each key: how many entries and notes the workbook then held,
how long each activity had been on (milliseconds), and the boot clock of that moment.
"""

import json
import random
import select
import sys
from collections.abc import Callable
from pathlib import Path

from facilitator.clock import SystemClock
from facilitator.errors import Refused
from facilitator.live.live import LiveRun, LiveRuns
from facilitator.live.model import RoomChoice, RunStatus
from facilitator.live.replanning import replans
from facilitator.planning.planning import Planning
from facilitator.storage import Database
from facilitator.storage.workbook_file import open_workbook


def replanned(run: LiveRun) -> None:
    found = replans(*run.snapshot(), run.view().now)
    run.replan(found.proposals[-1])


KEYS: dict[str, Callable[[LiveRun], object]] = {
    "next": lambda run: run.next(),
    "back": lambda run: run.back(),
    "pause": lambda run: run.pause(),
    "resume": lambda run: run.resume(),
    "extend": lambda run: run.extend(60),
    "shorten": lambda run: run.shorten(60),
    "tick": lambda run: run.tick(),
    "anchor": lambda run: run.anchor(),
    "note": lambda run: run.note("Somebody said something."),
    "timer": lambda run: run.add_turn_timer(6, 120),
    "no timer": lambda run: run.timer_remove(run.view().timers[-1].id),
    "room": lambda run: run.show_in_room(RoomChoice(message="Back soon.")),
    "replan": replanned,
    "undo replan": lambda run: run.undo_replan(),
}


def says(database: Database, run: LiveRun) -> None:
    _, state = run.snapshot()
    told = {
        "events": database.value("SELECT count(*) FROM run_event"),
        "notes": database.value("SELECT count(*) FROM run_note"),
        "status": state.status.value,
        "on": state.current,
        "spent": state.spent_ms,
        "boot": state.last.boot_ms if state.last else 0,
    }
    print(json.dumps(told), flush=True)


def main() -> None:
    path, workshop_id, seed = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
    chance = random.Random(seed)
    workbook = open_workbook(path, SystemClock())
    database = workbook.database
    runs = LiveRuns(database, Planning(database))
    left = [handle for handle in runs.unfinished() if handle.started]
    run = runs.resume(workshop_id) if left else runs.open(workshop_id)
    if not left:
        run.start()
    print("open", flush=True)
    says(database, run)
    while True:
        key = chance.choice(list(KEYS))
        if key == "no timer" and not run.view().timers:
            continue
        try:
            KEYS[key](run)
        except Refused:
            continue
        says(database, run)
        if run.view().state is RunStatus.FINISHED:
            return
        select.select([], [], [], chance.random() * 0.004)


if __name__ == "__main__":
    main()
