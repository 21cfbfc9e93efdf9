"""The write-ahead log has room for check-ins before they come."""

from __future__ import annotations

from pathlib import Path

import pytest

from facilitator.clock import SetClock
from facilitator.errors import StorageTrouble
from facilitator.storage.workbook_file import open_workbook


def test_after_an_idle_moment_actions_do_not_make_the_log_longer(
    workbook_path: Path, clock: SetClock
) -> None:
    workbook = open_workbook(workbook_path, clock)
    database = workbook.database
    log = workbook_path.with_name(f"{workbook_path.name}-wal")
    with database.action("setting-changed"):
        database.insert("setting", {"key": "first", "value": "1"})
    before = (workbook_path.stat().st_size, database.rows("SELECT * FROM action"))
    workbook.idle()
    length = log.stat().st_size
    assert length >= 4_000_000
    for number in range(50):
        with database.action("setting-changed"):
            database.insert("setting", {"key": f"key-{number}", "value": "1"})
    assert log.stat().st_size == length
    workbook.idle()
    assert log.stat().st_size == length
    assert [action.sequence for action in database.history()] == list(range(51, 0, -1))
    assert database.rows("SELECT * FROM action WHERE sequence = 1") == before[1]
    assert workbook.check_content() == ()
    assert workbook_path.stat().st_size < before[0] + 100_000
    workbook.close(back_up=False)
    assert not log.exists()


def test_without_room_on_the_disk_work_goes_on(
    workbook_path: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    workbook = open_workbook(workbook_path, clock)
    database = workbook.database

    def full() -> None:
        raise StorageTrouble("disk-full")

    monkeypatch.setattr(database, "make_room_in_log", full)
    workbook.idle()
    with database.action("setting-changed"):
        database.insert("setting", {"key": "key", "value": "1"})
    assert database.value("SELECT value FROM setting WHERE key = 'key'") == "1"
    workbook.close(back_up=False)
