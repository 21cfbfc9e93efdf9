"""Programs killed at any moment: what they had acknowledged is there, and nothing by halves."""

import os
import random
import shutil
from pathlib import Path

import pytest

from facilitator.clock import SystemClock
from facilitator.storage.backup import Reason
from facilitator.storage.examine import Kind, examine
from facilitator.storage.workbook_file import open_database, open_workbook
from tests.faults.harness import (
    ROUNDS,
    a_workbook_to_check_in,
    check_whole,
    killed_after,
    some_moment,
    started,
)

pytestmark = pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")


@pytest.mark.parametrize(
    ("folder", "kills"), [("local", 15), ("Dropbox", 10)], ids=["log", "rollback-journal"]
)
def test_no_acknowledged_mark_is_lost_to_a_kill(folder: str, kills: int, tmp_path: Path) -> None:
    chance = random.Random(20261008)
    path = tmp_path / folder / "centre.facilitator"
    path.parent.mkdir()
    a_workbook_to_check_in(path)
    acknowledged: set[str] = set()
    kept = 0
    for _ in range(kills * ROUNDS):
        said = killed_after(
            started("check_in.py", path), chance.randrange(6), some_moment(chance, 0.15)
        )
        acknowledged.update(said)
        kept = check_whole(path, {line.split()[1] for line in acknowledged})
    marks_said = sum(1 for key in acknowledged if key.startswith("mark"))
    # Beyond those, each kill may have come between a commit and its line: one mark at most.
    assert marks_said <= kept <= marks_said + kills * ROUNDS
    assert marks_said > kills
    assert sorted(other.name for other in path.parent.iterdir() if other.is_file()) == [path.name]


def test_undo_goes_on_after_a_kill(tmp_path: Path) -> None:
    path = a_workbook_to_check_in(tmp_path / "centre.facilitator")
    killed_after(started("check_in.py", path), 30, 0.001)
    workbook = open_workbook(path, SystemClock())
    marks = workbook.database.value("SELECT count(*) FROM attendance")
    assert marks > 0
    for left in range(marks - 1, -1, -1):
        workbook.database.undo()
        assert workbook.database.value("SELECT count(*) FROM participant") == left
    workbook.close(back_up=False)


def test_a_restore_that_is_killed_leaves_the_old_file_or_the_new(tmp_path: Path) -> None:
    chance = random.Random(8)
    (tmp_path / "work").mkdir()
    path = a_workbook_to_check_in(tmp_path / "work" / "centre.facilitator")
    sources = []
    for state in ("1", "2"):
        workbook = open_workbook(path, SystemClock())
        with workbook.database.action("setting-changed"):
            workbook.database.write("INSERT OR REPLACE INTO setting VALUES ('s', ?)", (state,))
        taken = workbook.back_up(Reason.BY_HAND).backup.path
        workbook.close(back_up=False)
        sources.append(tmp_path / f"source{state}.facilitator")
        shutil.copy(taken, sources[-1])
    seen = set()
    for number in range(12 * ROUNDS):
        program = started("restore_again.py", path, *sources)
        killed_after(program, number % 3, some_moment(chance, 0.1))
        verdict = examine(path)
        assert verdict.kind is Kind.SOUND
        database = open_database(path, SystemClock(), read_only=True)
        seen.add(database.value("SELECT value FROM setting"))
        database.close()
        for backup in (path.parent / "centre backups").glob("2*.facilitator"):
            if number % 4 == 3:
                assert examine(backup).kind is Kind.SOUND
    assert seen == {"1", "2"}
    # What the killed ones left half-made is cleared away by the next opening.
    open_workbook(path, SystemClock()).close()
    names = {other.name for other in path.parent.iterdir()}
    assert names == {"centre.facilitator", "centre backups"}
