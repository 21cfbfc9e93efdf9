"""Checks people in, one durable action each, and says so only after each is on disk.

Usage: check_in.py WORKBOOK [COUNT]. Prints ``open``, then for each person the key of the mark; a
run event goes with every third. Waits for the lock if another has it.
"""

import os
import select
import sys
from itertools import count
from pathlib import Path

from facilitator.clock import SystemClock, to_stamp
from facilitator.errors import StorageTrouble
from facilitator.ids import new_id
from facilitator.storage import Database
from facilitator.storage.workbook_file import WorkbookFile, open_workbook


def check_in(database: Database, number: int) -> str:
    """A walk-in and a mark in one action, as the door does it."""
    person, mark = new_id(), new_id()
    stamp = to_stamp(database.clock.now())
    name = f"Person {os.getpid()}-{number}"
    with database.action("checked-in", name=name):
        words = {"sort_key": name, "search_text": name, "added_at": stamp}
        database.insert("participant", {"id": person, "name": name, **words})
        values = {
            "id": mark,
            "workshop_id": "workshop",
            "participant_id": person,
            "status_id": "present",
            "recorded_at": stamp,
            "sequence": database.value("SELECT coalesce(max(sequence), 0) + 1 FROM attendance"),
        }
        database.insert("attendance", values)
    return mark


def log_event(database: Database) -> str:
    event = new_id()
    with database.log():
        values = {
            "id": event,
            "run_id": "run",
            "sequence": database.value("SELECT coalesce(max(sequence), 0) + 1 FROM run_event"),
            "kind": "next",
            "at": to_stamp(database.clock.now()),
            "boot_seconds": database.clock.boot_seconds(),
            "boot_id": "boot",
        }
        database.insert("run_event", values)
    return event


def opened(path: Path) -> WorkbookFile:
    while True:
        try:
            return open_workbook(path, SystemClock())
        except StorageTrouble as trouble:
            if trouble.code != "in-use":
                raise
            select.select([], [], [], 0.005)


def main() -> None:
    path = Path(sys.argv[1])
    limit = int(sys.argv[2]) if len(sys.argv) > 2 else None
    workbook = opened(path)
    print("open", flush=True)
    for number in count() if limit is None else range(limit):
        print(f"mark {check_in(workbook.database, number)}", flush=True)
        if number % 3 == 0:
            print(f"event {log_event(workbook.database)}", flush=True)
        if limit is not None and number % 30 == 29:
            # Let another have a turn.
            workbook.close(back_up=False)
            workbook = opened(path)
    workbook.close(back_up=False)


if __name__ == "__main__":
    main()
