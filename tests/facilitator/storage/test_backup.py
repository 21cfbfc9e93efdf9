import shutil
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from facilitator.clock import SetClock
from facilitator.errors import Cancelled, StorageTrouble
from facilitator.ids import new_id
from facilitator.progress import CancelAfter
from facilitator.storage import Database, copying
from facilitator.storage.backup import Backups, Reason, contents_of, copy_to
from facilitator.storage.connection import Access, connect
from facilitator.storage.examine import Kind, examine
from facilitator.storage.workbook_file import open_database


@pytest.fixture
def backups(workbook_path: Path, clock: SetClock, tmp_path: Path) -> Backups:
    return Backups(workbook_path, clock, tmp_path / "user")


def set_value(database: Database, key: str, value: str = "1") -> None:
    with database.action("setting-changed"):
        database.insert("setting", {"key": key, "value": value})


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_backup_holds_everything_that_was_committed(
    database: Database, backups: Backups, clock: SetClock
) -> None:
    set_value(database, "a")
    taken = backups.take(database.connection, Reason.BEFORE_IMPORT)
    backup = taken.backup
    assert backup.path.name == "2026-10-08T150000Z-before-import.facilitator"
    assert backup.path.parent.name == "centre backups"
    assert (backup.reason, backup.taken_at) == ("before-import", clock.now())
    assert examine(backup.path).kind is Kind.SOUND
    with closing(connect(backup.path, Access.FROZEN)) as copy:
        assert copy.execute("SELECT key FROM setting").fetchone()[0] == "a"
    assert names(backup.path.parent) == [backup.path.name]


def test_backups_of_the_same_second_do_not_replace_each_other(
    database: Database, backups: Backups
) -> None:
    for _ in range(3):
        backups.take(database.connection, Reason.BY_HAND)
    assert len(backups.all()) == 3
    assert {backup.reason for backup in backups.all()} == {"by-hand"}


def test_backups_are_listed_newest_first_with_what_is_in_them(
    database: Database, backups: Backups, clock: SetClock
) -> None:
    backups.take(database.connection, Reason.BY_HAND)
    clock.pass_seconds(60)
    with database.action("participant-added"):
        database.insert(
            "participant",
            {"id": new_id(), "name": "A", "sort_key": "a", "search_text": "a", "added_at": "x"},
        )
    backups.take(database.connection, Reason.BY_HAND)
    newest, oldest = backups.all()
    assert newest.taken_at - oldest.taken_at == timedelta(seconds=60)
    assert contents_of(newest.path).people == 1
    assert contents_of(newest.path).last_action_at == "2026-10-08T15:01:00.000Z"
    assert contents_of(oldest.path).people == 0


def test_other_files_in_the_folder_are_neither_listed_nor_removed(
    database: Database, backups: Backups, clock: SetClock
) -> None:
    backups.folder.mkdir()
    for name in ("notes.txt", "2026-02-31T000000Z-daily.facilitator", "mine.facilitator"):
        (backups.folder / name).touch()
    for _ in range(40):
        clock.pass_seconds(86400 * 9)
        backups.take(database.connection, Reason.DAILY)
    assert len(names(backups.folder)) == len(backups.all()) + 3
    assert 14 <= len(backups.all()) <= 28


def test_the_daily_backup_is_due_once_a_day_and_only_after_a_change(
    database: Database, backups: Backups, clock: SetClock
) -> None:
    assert backups.take_if_due(database.connection) is None
    set_value(database, "a")
    assert backups.take_if_due(database.connection) is not None
    set_value(database, "b")
    assert backups.take_if_due(database.connection) is None
    clock.pass_seconds(86400)
    assert backups.take_if_due(database.connection) is not None
    clock.pass_seconds(86400)
    assert backups.take_if_due(database.connection) is None


@pytest.mark.parametrize("step", ["undo", "redo", "serial"])
def test_every_kind_of_change_makes_a_backup_due(
    step: str, database: Database, backups: Backups
) -> None:
    set_value(database, "a")
    if step == "redo":
        database.undo()
    backups.take(database.connection, Reason.BY_HAND)
    assert backups.take_if_changed(database.connection, Reason.CLOSING) is None
    if step == "undo":
        database.undo()
    elif step == "redo":
        database.redo()
    else:
        with database.log():
            database.insert("serial_counter", {"series": "C", "last": 1})
    assert backups.take_if_changed(database.connection, Reason.CLOSING) is not None


def test_a_damaged_newest_backup_is_no_reason_to_take_none(
    database: Database, backups: Backups
) -> None:
    set_value(database, "a")
    backup = backups.take(database.connection, Reason.BY_HAND).backup
    backup.path.write_bytes(b"rotten" * 1000)
    assert backups.take_if_changed(database.connection, Reason.CLOSING) is not None


def test_old_backups_go_only_after_the_new_one_is_proven(
    database: Database, backups: Backups, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(30):
        clock.pass_seconds(86400)
        backups.take(database.connection, Reason.DAILY)
    before = names(backups.folder)
    clock.pass_seconds(86400)
    monkeypatch.setattr(copying, "check_content", lambda _: ("damaged",))
    with pytest.raises(StorageTrouble) as trouble:
        backups.take(database.connection, Reason.DAILY)
    assert trouble.value.code == "copy-unsound"
    assert names(backups.folder) == before


def room_for(backups: Backups, number: int) -> Callable[[Path], int]:
    """A disk that holds `number` backups and what must stay free beside the next."""

    def free(_: Path) -> int:
        kept = backups.all()
        return copying.SPARE_BYTES + (number - len(kept)) * kept[0].size

    return free


def test_on_a_full_disk_the_oldest_backups_make_room(
    database: Database, backups: Backups, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(5):
        clock.pass_seconds(3600)
        backups.take(database.connection, Reason.BY_HAND)
    kept_ones = [backup.path for backup in backups.all()[:3]]
    monkeypatch.setattr(copying, "free_bytes", room_for(backups, 4))
    clock.pass_seconds(3600)
    taken = backups.take(database.connection, Reason.BY_HAND)
    assert taken.made_room == 2
    assert [backup.path for backup in backups.all()] == [taken.backup.path, *kept_ones]


def test_the_newest_backup_never_goes_to_make_room(
    database: Database, backups: Backups, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        clock.pass_seconds(3600)
        last = backups.take(database.connection, Reason.BY_HAND).backup
    monkeypatch.setattr(copying, "free_bytes", lambda _: 1000)
    with pytest.raises(StorageTrouble) as trouble:
        backups.take(database.connection, Reason.BY_HAND)
    assert trouble.value.code == "disk-full"
    assert [backup.path for backup in backups.all()] == [last.path]


def test_what_a_killed_program_left_in_the_folder_is_cleared(
    database: Database, backups: Backups
) -> None:
    backups.folder.mkdir()
    (backups.folder / ".2026-10-01T000000Z-daily.facilitator.copy-1a2b3c4d").write_bytes(b"half")
    backups.take(database.connection, Reason.BY_HAND)
    assert len(names(backups.folder)) == 1


def test_a_cancelled_backup_leaves_nothing(database: Database, backups: Backups) -> None:
    with pytest.raises(Cancelled):
        backups.take(database.connection, Reason.BY_HAND, CancelAfter(0))
    assert names(backups.folder) == []
    set_value(database, "still-works")


def test_a_backup_under_a_writing_load_is_of_one_moment(
    database: Database, workbook_path: Path, backups: Backups
) -> None:
    with database.action("filled"):
        database.write_many(
            "INSERT INTO setting VALUES (?, ?)", [(f"k{n}", "1" * 900) for n in range(3000)]
        )
        database.insert("setting", {"key": "sum", "value": "0"})
        database.insert("setting", {"key": "parts", "value": "0"})
    done = threading.Event()
    failures: list[BaseException] = []
    sums = []

    def back_up() -> None:
        try:
            reader = open_database(workbook_path, database.clock, read_only=True)
            for _ in range(12):
                taken = backups.take(reader.connection, Reason.BY_HAND)
                with closing(connect(taken.backup.path, Access.FROZEN)) as copy:
                    # Both are changed in one action, so a torn copy would show them apart.
                    sums.append(
                        copy.execute(
                            "SELECT (SELECT value FROM setting WHERE key = 'sum') ="
                            " (SELECT value FROM setting WHERE key = 'parts')"
                        ).fetchone()[0]
                    )
            reader.close()
        except BaseException as error:  # noqa: BLE001 - told by the test's own thread
            failures.append(error)
        finally:
            done.set()

    thread = threading.Thread(target=back_up)
    thread.start()
    written = 0
    while not done.is_set():
        written += 1
        with database.action("counted"):
            database.update("setting", "sum", {"value": str(written)})
            database.update("setting", f"k{written % 3000}", {"value": "2" * 900})
            database.update("setting", "parts", {"value": str(written)})
    thread.join()
    assert failures == []
    assert sums == [1] * 12
    assert written > 12


def test_a_copy_on_another_disk_is_proven_and_complete(database: Database, tmp_path: Path) -> None:
    set_value(database, "a")
    target = tmp_path / "stick" / "centre.facilitator"
    target.parent.mkdir()
    target.write_bytes(b"an older copy")
    copied = copy_to(database.connection, target)
    assert copied.rows["setting"] == 1
    assert copied.size == target.stat().st_size
    assert examine(target).kind is Kind.SOUND
    assert names(target.parent) == [target.name]


def test_a_copy_that_fails_leaves_the_older_copy(database: Database, tmp_path: Path) -> None:
    target = tmp_path / "stick" / "centre.facilitator"
    target.parent.mkdir()
    target.write_bytes(b"an older copy")
    with pytest.raises(Cancelled):
        copy_to(database.connection, target, CancelAfter(0))
    assert target.read_bytes() == b"an older copy"
    assert names(target.parent) == [target.name]
    with pytest.raises(StorageTrouble):
        copy_to(database.connection, target.parent)


def test_a_stick_that_was_pulled_out_is_known_trouble(database: Database, tmp_path: Path) -> None:
    with pytest.raises(StorageTrouble):
        copy_to(database.connection, tmp_path / "no stick" / "centre.facilitator")


def test_where_nothing_can_be_put_beside_the_workbook_backups_go_to_the_user(
    database: Database, backups: Backups, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("facilitator.storage.backup.os.access", lambda *_: False)
    taken = backups.take(database.connection, Reason.BY_HAND)
    assert tmp_path / "user" / "backups" in taken.backup.path.parents
    monkeypatch.undo()
    assert [backup.path for backup in backups.all()] == [taken.backup.path]


def test_a_backup_of_a_file_in_use_shows_in_its_bytes_alone(
    database: Database, backups: Backups, tmp_path: Path
) -> None:
    set_value(database, "a")
    backup = backups.take(database.connection, Reason.BY_HAND).backup
    alone = tmp_path / "alone"
    alone.mkdir()
    shutil.copy(backup.path, alone / "x.facilitator")
    with closing(sqlite3.connect(f"{(alone / 'x.facilitator').as_uri()}?mode=ro", uri=True)) as c:
        assert c.execute("PRAGMA journal_mode").fetchone()[0] == "delete"
        assert c.execute("SELECT count(*) FROM setting").fetchone()[0] == 1


def test_a_year_of_work_keeps_at_most_a_month_of_files(
    database: Database, backups: Backups, clock: SetClock
) -> None:
    clock.set_wall(datetime(2026, 1, 1, 9, 0, tzinfo=UTC))
    for _ in range(60):
        clock.pass_seconds(86400 * 6)
        backups.take(database.connection, Reason.DAILY)
    assert len(backups.all()) <= 28
    assert (clock.now() - backups.all()[-1].taken_at).days > 120
