"""Works on a workbook as an evening does, and says after each durable step what is then in it.

Usage: -m tests.faults.programs.until_power_cut WORKBOOK ROUNDS SEED [SYNCHRONOUS]. Each step is
acknowledged by a line in the file ``acknowledged`` beside the workbook: the signature of all
tables. It ends without closing anything. SYNCHRONOUS weakens SQLite's care, to see that missed.
"""

import hashlib
import os
import random
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from facilitator.clock import SystemClock
from facilitator.storage import Database
from facilitator.storage.workbook_file import WorkbookFile, open_workbook
from tests.faults.programs.check_in import check_in, log_event

ACKNOWLEDGED = "acknowledged"


def signature_of(database: Database) -> str:
    """A short text that differs when any row of the workbook, or its search index, differs."""
    digest = hashlib.blake2b(digest_size=12)
    for table in sorted(database.tables):
        order = database.tables[table].key
        for row in database.rows(f"SELECT * FROM {table} ORDER BY {order}"):
            digest.update(repr((table, tuple(row))).encode())
    for row in database.rows("SELECT id, block FROM participant_words_data ORDER BY id"):
        digest.update(repr(tuple(row)).encode())
    return digest.hexdigest()


class Evening:
    """One workbook and the things people do with it, each of them one durable step at most."""

    def __init__(self, path: Path, chance: random.Random, synchronous: str) -> None:
        self._path = path
        self._chance = chance
        self._synchronous = synchronous
        self._number = 0
        self._workbook = self._opened()

    @property
    def database(self) -> Database:
        return self._workbook.database

    def something(self) -> None:
        """What comes next, by chance."""
        deeds: list[tuple[Callable[[], object], int]] = [
            (self.check_somebody_in, 10),
            (lambda: log_event(self.database), 5),
            (self.correct_a_name, 3),
            (self.import_people, 1),
            (self.give_up_an_action, 1),
            (self.undo, 2),
            (self.database.redo, 1),
            (self._workbook.idle, 2),
            (self.close_and_open, 1),
        ]
        (deed,) = self._chance.choices([d for d, _ in deeds], [weight for _, weight in deeds])
        deed()

    def check_somebody_in(self) -> None:
        self._number += 1
        check_in(self.database, self._number)

    def correct_a_name(self) -> None:
        key = self.database.value("SELECT id FROM participant ORDER BY random() LIMIT 1")
        if key is not None:
            name = f"Person corrected {self._chance.randrange(1000)}"
            words = {"name": name, "sort_key": name, "search_text": name}
            with self.database.action("corrected", name=name):
                self.database.update("participant", key, words)

    def import_people(self) -> None:
        with self.database.action("imported"):
            for _ in range(15):
                self.check_somebody_in()

    def give_up_an_action(self) -> None:
        with suppress(InterruptedError), self.database.action("given-up"):
            self.check_somebody_in()
            raise InterruptedError

    def undo(self) -> None:
        # With nobody there, undoing would go for the preparations, which the run stands on.
        if self.database.value("SELECT count(*) FROM participant") > 0:
            self.database.undo()

    def close_and_open(self) -> None:
        self._workbook.close(back_up=False)
        self._workbook = self._opened()

    def _opened(self) -> WorkbookFile:
        workbook = open_workbook(self._path, SystemClock())
        if self._synchronous:
            workbook.database.value(f"PRAGMA synchronous = {self._synchronous}")
        return workbook


def main() -> None:
    path, rounds, seed = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    evening = Evening(path, random.Random(seed), "".join(sys.argv[4:]))
    acknowledged = os.open(path.with_name(ACKNOWLEDGED), os.O_WRONLY | os.O_CREAT)
    said = ""
    for _ in range(rounds):
        signature = signature_of(evening.database)
        if signature != said:
            os.write(acknowledged, f"{signature}\n".encode())
            said = signature
        evening.something()
    # The last step is done and not acknowledged. Nothing is closed, nothing is said any more.
    os._exit(0)


if __name__ == "__main__":
    main()
