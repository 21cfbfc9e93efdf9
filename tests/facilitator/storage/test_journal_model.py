"""Random work on a workbook against a model that simply remembers what everything looked like.

Sixteen runs of forty steps by default; FACILITATOR_FAULT_ROUNDS multiplies the runs.
FACILITATOR_LONG_RUNS and FACILITATOR_LONG_STEPS ask for long lives besides: 20 and 10000 before a
release. They are dealt by a plain generator, as what is looked for is what comes late.
"""

import os
import random
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from facilitator.clock import SystemClock
from facilitator.ids import new_id
from facilitator.storage import Database
from facilitator.storage.workbook_file import create_workbook, open_database

ROUNDS = int(os.environ.get("FACILITATOR_FAULT_ROUNDS", "1"))
LONG_RUNS = int(os.environ.get("FACILITATOR_LONG_RUNS", "1"))
LONG_STEPS = int(os.environ.get("FACILITATOR_LONG_STEPS", "300"))

Snapshot = dict[str, list[tuple[object, ...]]]

TABLES = ("participant", "participant_contact", "setting", "centre")
# The schema wants a letter in every name, and its length() counts up to a NUL.
NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12).filter(
    lambda text: text.partition("\x00")[0].strip(" ") != ""
)


def snapshot_of(database: Database) -> Snapshot:
    """Every row of the tables in play, but for row numbers that mean nothing."""
    taken: Snapshot = {}
    for name in TABLES:
        table = database.tables[name]
        columns = ", ".join(f'"{column.name}"' for column in table.kept_columns)
        rows = database.rows(f"SELECT {columns} FROM {name} ORDER BY {table.key}")
        taken[name] = [tuple(row) for row in rows]
    return taken


def names_in_index(database: Database) -> list[str]:
    rows = database.rows(
        "SELECT participant.id FROM participant_words JOIN participant"
        " ON participant.search_row = participant_words.rowid"
        " WHERE participant_words MATCH 'everyone' ORDER BY participant.id"
    )
    return [row["id"] for row in rows]


class Work(RuleBasedStateMachine):
    """Named actions, undo, redo and restarts in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.path = self.folder / "centre.facilitator"
        create_workbook(self.path)
        self.database = open_database(self.path, SystemClock())
        self.past: list[Snapshot] = []
        self.present = snapshot_of(self.database)
        self.future: list[Snapshot] = []

    def teardown(self) -> None:
        assert self.database.value("PRAGMA integrity_check") == "ok"
        assert self.database.rows("PRAGMA foreign_key_check") == []
        self.database.close()
        shutil.rmtree(self.folder)

    def did(self) -> None:
        """An action ended: if it changed anything, it can be undone and nothing redone."""
        now = snapshot_of(self.database)
        if now != self.present:
            self.past.append(self.present)
            self.present = now
            self.future.clear()

    def people(self) -> list[str]:
        return [str(row[0]) for row in self.present["participant"]]

    @initialize()
    def start(self) -> None:
        with self.database.action("centre-named"):
            self.database.insert("centre", {"id": "c", "name": "Centre"})
        self.did()

    @rule(name=NAMES, phones=st.integers(0, 2))
    def add_a_participant(self, name: str, phones: int) -> None:
        key = new_id()
        words = {"sort_key": name, "search_text": f"everyone {name}", "added_at": "x"}
        with self.database.action("participant-added", name=name):
            self.database.insert("participant", {"id": key, "name": name, **words})
            for number in range(phones):
                contact = {"id": new_id(), "participant_id": key, "kind": "phone"}
                self.database.insert("participant_contact", {**contact, "value": str(number)})
        self.did()

    @precondition(lambda self: self.people())
    @rule(name=NAMES, chance=st.randoms(use_true_random=False))
    def rename_some(self, name: str, chance: random.Random) -> None:
        with self.database.action("renamed"):
            for key in chance.sample(self.people(), min(2, len(self.people()))):
                words = {"name": name, "search_text": f"everyone {name}"}
                self.database.update("participant", key, words)
        self.did()

    @precondition(lambda self: self.people())
    @rule(chance=st.randoms(use_true_random=False))
    def remove_one_and_all_it_has(self, chance: random.Random) -> None:
        key = chance.choice(self.people())
        with self.database.action("participant-removed"):
            self.database.write("DELETE FROM participant_contact WHERE participant_id = ?", (key,))
            self.database.delete("participant", key)
        self.did()

    @precondition(lambda self: self.people())
    @rule(chance=st.randoms(use_true_random=False))
    def deal_cards(self, chance: random.Random) -> None:
        keys = self.people()
        chance.shuffle(keys)
        with self.database.action("cards-dealt"):
            self.database.write("UPDATE participant SET card_code = NULL")
            for number, key in enumerate(keys[:3]):
                self.database.update("participant", key, {"card_code": str(number)})
        self.did()

    @rule(key=st.sampled_from("abc"), value=st.sampled_from(["1", "2", '"x"']))
    def set_a_setting(self, key: str, value: str) -> None:
        with self.database.action("setting-changed"):
            self.database.write("INSERT OR REPLACE INTO setting VALUES (?, ?)", (key, value))
        self.did()

    @rule(logo=st.none() | st.binary(max_size=40))
    def change_the_logo(self, logo: bytes | None) -> None:
        if self.present["centre"]:
            with self.database.action("logo-changed"):
                self.database.update("centre", "c", {"logo": logo})
            self.did()

    @rule()
    def fail_half_way(self) -> None:
        def fail() -> None:
            with self.database.action("failed"):
                self.database.write("DELETE FROM participant_contact")
                self.database.write("DELETE FROM setting")
                raise LookupError

        with pytest.raises(LookupError):
            fail()

    @rule(times=st.integers(1, 4))
    def undo(self, times: int) -> None:
        for _ in range(times):
            record = self.database.undo()
            assert (record is None) == (not self.past)
            if self.past:
                self.future.append(self.present)
                self.present = self.past.pop()

    @rule(times=st.integers(1, 4))
    def redo(self, times: int) -> None:
        for _ in range(times):
            record = self.database.redo()
            assert (record is None) == (not self.future)
            if self.future:
                self.past.append(self.present)
                self.present = self.future.pop()

    @rule()
    def restart(self) -> None:
        self.database.close()
        self.database = open_database(self.path, SystemClock())

    @invariant()
    def everything_is_as_remembered(self) -> None:
        assert snapshot_of(self.database) == self.present
        assert names_in_index(self.database) == sorted(self.people())


TestWork = Work.TestCase
TestWork.settings = settings(
    max_examples=16 * ROUNDS,
    stateful_step_count=40,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)


LETTERS = "abc äß\u0301 زوي 张 Ж'-"


def some_name(chance: random.Random) -> str:
    return "".join(chance.choices(LETTERS, k=chance.randint(1, 12))) + chance.choice("aÅ张ز")


def a_step(work: Work, chance: random.Random) -> None:
    """One of the rules above; people leave as fast as they come, so that no life grows slow."""
    if len(work.people()) > 30:
        work.remove_one_and_all_it_has(chance)
    steps = [
        (4, lambda: work.add_a_participant(some_name(chance), chance.randint(0, 2))),
        (3, lambda: work.set_a_setting(chance.choice("abc"), chance.choice(["1", "2", '"x"']))),
        (2, lambda: work.change_the_logo(chance.choice([None, chance.randbytes(40)]))),
        (1, work.fail_half_way),
        (3, lambda: work.undo(chance.randint(1, 4))),
        (2, lambda: work.redo(chance.randint(1, 4))),
        (0.3, work.restart),
    ]
    if work.people():
        steps += [
            (4, lambda: work.rename_some(some_name(chance), chance)),
            (2, lambda: work.remove_one_and_all_it_has(chance)),
            (2, lambda: work.deal_cards(chance)),
        ]
    weights, choices = zip(*steps, strict=True)
    chance.choices(choices, weights)[0]()


@pytest.mark.parametrize("seed", range(LONG_RUNS))
def test_a_long_life_is_as_remembered(seed):
    chance = random.Random(seed)
    work = Work()
    try:
        work.start()
        for _ in range(LONG_STEPS):
            a_step(work, chance)
            work.everything_is_as_remembered()
    finally:
        work.teardown()
