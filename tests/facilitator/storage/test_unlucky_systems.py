"""What storage does when the system under it fails where no test machine fails by itself."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from errno import EACCES, EIO
from pathlib import Path
from types import SimpleNamespace

import pytest

from facilitator.clock import SetClock
from facilitator.errors import Refused, StorageTrouble
from facilitator.ids import new_id
from facilitator.storage import Database, workbook_file
from facilitator.storage import lock as lock_module
from facilitator.storage.backup import user_data_folder
from facilitator.storage.connection import Access, Durability, connect
from facilitator.storage.engine import sqlite_version
from facilitator.storage.examine import Kind, examine, reading
from facilitator.storage.location import free_bytes, sync_service, system_in_mounts
from facilitator.storage.row_text import blanked
from facilitator.storage.workbook_file import create_workbook, open_database, open_workbook


def failing(error: Exception) -> Callable[..., object]:
    def fail(*_arguments: object, **_options: object) -> object:
        raise error

    return fail


class Unlucky:
    """A connection whose every statement fails in the same way."""

    in_transaction = False

    def __init__(self, name: str) -> None:
        self.error = sqlite3.OperationalError("made up")
        self.error.sqlite_errorname = name

    def execute(self, *_arguments: object) -> object:
        raise self.error

    executemany = execute


@pytest.mark.parametrize("ask", ["rows", "row", "value"])
def test_a_disk_that_fails_while_reading_is_known_trouble(database: Database, ask: str) -> None:
    real = database.connection
    database.connection = Unlucky("SQLITE_IOERR_READ")
    try:
        with pytest.raises(StorageTrouble, match="io-error"):
            getattr(database, ask)("SELECT 1")
    finally:
        database.connection = real


def test_a_disk_that_fails_while_writing_many_rows_is_known_trouble(database: Database) -> None:
    def write() -> None:
        with database.action("settings-changed"):
            real, database.connection = database.connection, Unlucky("SQLITE_FULL")
            database.connection.in_transaction = True
            try:
                database.write_many("INSERT INTO setting VALUES (?, ?)", [("a", "1")])
            finally:
                database.connection = real

    with pytest.raises(StorageTrouble, match="disk-full"):
        write()
    assert database.rows("SELECT * FROM setting") == []


def test_an_action_that_the_system_rolled_back_cannot_go_on(database: Database) -> None:
    def go_on() -> None:
        with database.action("settings-changed"):
            database.write("INSERT INTO setting VALUES ('a', '1')")
            database.connection.execute("ROLLBACK")
            database.write("INSERT INTO setting VALUES ('b', '1')")

    with pytest.raises(RuntimeError, match="rolled back"):
        go_on()
    assert database.rows("SELECT * FROM setting") == []


def test_an_action_on_a_table_that_is_no_more_is_not_undone(database: Database) -> None:
    with database.action("centre-named"):
        database.insert("centre", {"id": "c", "name": "Centre"})
    database.connection.execute("UPDATE action_change SET table_name = 'gone'")

    with pytest.raises(Refused, match="changed-since"):
        database.undo()
    assert database.value("SELECT name FROM centre") == "Centre"


def test_undo_is_refused_where_another_row_took_the_unique_place(database: Database) -> None:
    def somebody(name: str) -> dict[str, object]:
        words = {"sort_key": name, "search_text": name, "added_at": "x"}
        return {"id": new_id(), "name": name, "card_code": "7", **words}

    first = somebody("Amina")
    with database.action("participant-added"):
        database.insert("participant", first)
    with database.action("participant-removed"):
        database.delete("participant", str(first["id"]))
    with database.action("participant-added", lasting=True):
        database.insert("participant", somebody("Zoë"))

    with pytest.raises(Refused, match="changed-since"):
        database.undo()
    assert [row["name"] for row in database.rows("SELECT name FROM participant")] == ["Zoë"]


def test_texts_go_from_parameters_of_any_shape() -> None:
    given = {"names": ["Amina", {"family": "Zoë", "age": 9}], "count": 2, "ok": True}

    assert blanked(given) == {"names": ["", {"family": "", "age": 9}], "count": 2, "ok": True}


def test_the_engine_tells_its_version() -> None:
    assert sqlite_version() == sqlite3.sqlite_version


# Examining ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("error", "reason"),
    [(PermissionError(EACCES, "no"), "no-permission"), (OSError(EIO, "bad sector"), "io-error")],
)
def test_a_file_that_cannot_be_read_is_refused(
    error: OSError, reason: str, workbook_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "open", failing(error))
    verdict = examine(workbook_path)

    assert (verdict.kind, verdict.reasons) == (Kind.REFUSED, (reason,))


@pytest.mark.parametrize(
    ("error", "reason"),
    [(PermissionError(EACCES, "no"), "no-permission"), (OSError(EIO, "gone"), "not-found")],
)
def test_a_file_that_cannot_even_be_looked_at_is_refused(
    error: OSError, reason: str, workbook_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "stat", failing(error))
    verdict = examine(workbook_path)

    assert (verdict.kind, verdict.reasons) == (Kind.REFUSED, (reason,))


def test_a_path_that_no_system_holds_is_not_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os.path, "realpath", failing(ValueError("embedded null byte")))

    assert examine(Path("centre.facilitator")).reasons == ("not-found",)


def with_version(path: Path, *pragmas: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")


def test_a_file_that_says_it_is_of_version_nought_is_foreign(workbook_path: Path) -> None:
    with_version(workbook_path, "user_version = 0")

    assert examine(workbook_path).reasons == ("foreign-schema",)


def test_a_strangers_file_with_our_lock_held_beside_it_is_refused(
    workbook_path: Path, clock: SetClock
) -> None:
    held = lock_module.WorkbookLock.acquire(workbook_path, clock)
    with_version(workbook_path, "application_id = 7")
    verdict = examine(workbook_path)
    held.release()

    assert (verdict.kind, verdict.reasons) == (Kind.REFUSED, ("other-application",))


def test_a_medium_that_only_reads_is_told_before_any_right(
    workbook_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not hasattr(os, "statvfs"):
        pytest.skip("this system does not tell it of a medium")
    flags = SimpleNamespace(f_flag=os.ST_RDONLY)
    monkeypatch.setattr(os, "statvfs", lambda _path: flags)

    verdict = examine(workbook_path)

    assert (verdict.kind, verdict.reasons) == (Kind.READ_ONLY, ("read-only-medium",))


def test_a_file_without_the_right_to_write_can_be_read(
    workbook_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Whoever runs the tests may write everywhere, so the system is asked by a stand-in.
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)

    verdict = examine(workbook_path)

    assert verdict.kind is Kind.READ_ONLY
    assert verdict.reasons == ("read-only-file", "read-only-folder")


def test_a_crashed_file_on_a_medium_that_only_reads_is_refused(
    workbook_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workbook_path.with_name(f"{workbook_path.name}-wal").write_bytes(b"left by a power cut")
    monkeypatch.setattr(os, "access", lambda _path, _mode: False)

    verdict = examine(workbook_path)

    assert verdict.kind is Kind.REFUSED
    assert verdict.reasons[0] == "recovery-needs-writing"


def test_a_file_that_others_have_open_is_read_where_it_lies(
    workbook_path: Path, clock: SetClock
) -> None:
    workbook = open_workbook(workbook_path, clock)
    with workbook.database.action("setting-changed"):
        workbook.database.write("INSERT INTO setting VALUES ('now', '1')")

    verdict = examine(workbook_path)
    with reading(workbook_path, verdict) as connection:
        latest = connection.execute("SELECT value FROM setting WHERE key = 'now'").fetchone()[0]
    workbook.close()

    assert "in-use" in verdict.reasons
    assert latest == "1"


def test_a_connection_that_cannot_be_set_up_is_closed(tmp_path: Path) -> None:
    path = tmp_path / "centre.facilitator"
    path.write_bytes(b"no database at all, but long enough to be taken for one " * 40)

    with pytest.raises(sqlite3.DatabaseError):
        connect(path, Access.WRITE, Durability.WAL)
    # Also on systems where an open file cannot be removed.
    path.unlink()


# Opening and making -------------------------------------------------------------------------------


def test_a_file_that_appears_while_one_is_made_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "centre.facilitator"
    real = workbook_file.migrate

    def another_is_quicker(wrapped: object) -> None:
        path.write_bytes(b"mine")
        real(wrapped)

    monkeypatch.setattr(workbook_file, "migrate", another_is_quicker)
    with pytest.raises(StorageTrouble, match="exists"):
        create_workbook(path)

    assert path.read_bytes() == b"mine"
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_an_opening_that_fails_gives_the_lock_back(
    workbook_path: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(workbook_file, "_daily_backup", failing(KeyboardInterrupt()))
        with pytest.raises(KeyboardInterrupt):
            open_workbook(workbook_path, clock)

    open_workbook(workbook_path, clock).close()


def test_little_room_is_told_on_opening(
    workbook_path: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook_file, "is_low_on_space", lambda _path: True)
    workbook = open_workbook(workbook_path, clock)
    codes = [notice.code for notice in workbook.notices]
    workbook.close()

    assert "low-space" in codes


def test_backups_that_went_to_make_room_are_told(
    workbook_path: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = SimpleNamespace(made_room=2)
    monkeypatch.setattr("facilitator.storage.backup.Backups.take_if_due", lambda *_arguments: taken)
    workbook = open_workbook(workbook_path, clock)
    told = {notice.code: notice.params for notice in workbook.notices}
    workbook.close()

    assert told["backup-made-room"] == {"removed": 2}


def test_an_older_file_is_not_opened_for_reading_alone(
    workbook_path: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook_file, "SCHEMA_VERSION", workbook_file.SCHEMA_VERSION + 1)

    with pytest.raises(StorageTrouble, match="older-version-read-only"):
        open_workbook(workbook_path, clock, read_only=True)


def test_an_idle_moment_of_a_reader_writes_nothing(workbook_path: Path, clock: SetClock) -> None:
    database = open_database(workbook_path, clock, read_only=True)
    before = workbook_path.read_bytes()
    database.checkpoint()
    database.close()

    assert workbook_path.read_bytes() == before


# Places -------------------------------------------------------------------------------------------


def test_lines_of_mounts_that_make_no_sense_are_passed_over() -> None:
    lines = ["nonsense", "", "disk / ext4 rw 0 0", "stick /media/my\\040stick vfat rw 0 0"]

    assert system_in_mounts(lines, Path("/media/my stick/a")) == "vfat"


def test_room_is_asked_of_the_folder_above_one_to_come(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def usage(folder: Path) -> SimpleNamespace:
        asked.append(folder)
        return SimpleNamespace(free=1)

    monkeypatch.setattr(shutil, "disk_usage", usage)

    assert free_bytes(tmp_path / "a" / "b") == 1
    assert asked == [tmp_path]


def test_settings_of_a_sync_program_at_home_do_not_make_home_a_synced_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    (tmp_path / ".dropbox").mkdir()

    assert sync_service(tmp_path / "Documents" / "centre.facilitator") == ""


@pytest.mark.skipif(os.name == "nt", reason="Windows has a folder of its own for this")
def test_a_user_may_say_where_programs_keep_their_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if os.uname().sysname == "Darwin":
        pytest.skip("macOS has a folder of its own for this")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))

    assert user_data_folder() == tmp_path / "facilitator"
