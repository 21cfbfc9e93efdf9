"""Strangers' files: each is judged, and none of them is touched."""

import os
import random
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from facilitator.clock import SetClock
from facilitator.errors import StorageTrouble
from facilitator.storage import Database
from facilitator.storage.examine import Kind, Verdict, examine, reading
from facilitator.storage.identity import APPLICATION_ID
from facilitator.storage.known_schema import differences, known_schema, normalised
from facilitator.storage.workbook_file import open_database, open_workbook

Change = Callable[[Path], None]


def state_of(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Every file of a folder: when it was changed, and its bytes."""
    return {
        path.name: (path.stat().st_mtime_ns, path.read_bytes() if path.is_file() else b"")
        for path in folder.iterdir()
    }


def judged(path: Path, **options: int) -> Verdict:
    """The verdict, having seen that nothing beside the file was changed by asking for it."""
    before, folder_before = state_of(path.parent), path.parent.stat().st_mtime_ns
    verdict = examine(path, **options)
    assert state_of(path.parent) == before
    assert path.parent.stat().st_mtime_ns == folder_before
    return verdict


def refused_by_opening(path: Path, clock: SetClock) -> str:
    """The code with which opening refuses, having seen that it changed nothing."""
    before = state_of(path.parent)
    with pytest.raises(StorageTrouble) as trouble:
        open_workbook(path, clock)
    assert state_of(path.parent) == before
    return trouble.value.code


def run_sql(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def with_bytes(path: Path, offset: int, new: bytes) -> None:
    content = bytearray(path.read_bytes())
    content[offset : offset + len(new)] = new
    path.write_bytes(content)


def test_a_fresh_workbook_is_sound(workbook_path: Path) -> None:
    verdict = judged(workbook_path)
    assert (verdict.kind, verdict.reasons, verdict.version) == (Kind.SOUND, (), 1)
    assert verdict.is_usable


WRONG_CONTENT = {
    "empty": (b"", "empty"),
    "jpeg": (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(5000), "not-a-workbook"),
    "text": (b"Amina;Bo\n" * 400, "not-a-workbook"),
    "one-byte": (b"S", "truncated"),
    "half-a-name": (b"SQLite for", "truncated"),
    "short-header": (b"SQLite format 3\x00" + bytes(50), "truncated"),
    "other-format": (b"SQLite format 2\x00" + bytes(500), "not-a-workbook"),
    "header-of-nobody": (b"SQLite format 3\x00" + bytes(5000), "other-application"),
}


@pytest.mark.parametrize("name", WRONG_CONTENT)
def test_a_file_that_is_no_workbook_is_refused_untouched(
    name: str, tmp_path: Path, clock: SetClock
) -> None:
    content, code = WRONG_CONTENT[name]
    path = tmp_path / "strange.facilitator"
    path.write_bytes(content)
    assert judged(path).reasons == (code,)
    assert refused_by_opening(path, clock) == code


def planted(sql: str) -> Change:
    return lambda path: run_sql(path, sql)


SILENT_LOSS = "CREATE TRIGGER quiet BEFORE INSERT ON attendance BEGIN SELECT RAISE(IGNORE); END"
ALTERED = {
    "newer": (planted("PRAGMA user_version = 99"), "newer-version"),
    "no-version": (planted("PRAGMA user_version = 0"), "foreign-schema"),
    "negative-version": (planted("PRAGMA user_version = -1"), "newer-version"),
    "other-application": (planted("PRAGMA application_id = 1196444487"), "other-application"),
    "no-application": (planted("PRAGMA application_id = 0"), "other-application"),
    "foreign-trigger": (planted(SILENT_LOSS), "foreign-trigger"),
    "foreign-view": (planted("CREATE VIEW people AS SELECT * FROM participant"), "foreign-view"),
    "foreign-table": (planted("CREATE TABLE extra (a)"), "foreign-table"),
    "foreign-index": (planted("CREATE INDEX x ON participant (name)"), "foreign-index"),
    "virtual-table": (planted("CREATE VIRTUAL TABLE v USING fts5(a)"), "foreign-table"),
    "missing-index": (planted("DROP INDEX attendance_by_participant"), "missing-index"),
    "missing-table": (planted("DROP TABLE head_count"), "missing-table"),
    "changed-table": (planted("ALTER TABLE head_count ADD COLUMN more TEXT"), "changed-table"),
    "many-tables": (
        lambda path: run_sql(path, *(f"CREATE TABLE t{n} (a)" for n in range(300))),
        "foreign-table",
    ),
    "huge-schema": (
        planted("CREATE TABLE huge (a /*" + "x" * 900_000 + "*/)"),
        "foreign-schema",
    ),
}


@pytest.mark.parametrize("name", ALTERED)
def test_a_file_that_others_altered_is_refused_untouched(
    name: str, workbook_path: Path, clock: SetClock
) -> None:
    alter, code = ALTERED[name]
    alter(workbook_path)
    verdict = judged(workbook_path)
    assert verdict.kind is Kind.REFUSED
    assert code in verdict.reasons
    assert refused_by_opening(workbook_path, clock) in verdict.reasons


def test_a_newer_file_says_which_version_it_needs(workbook_path: Path) -> None:
    run_sql(workbook_path, "PRAGMA user_version = 7")
    assert dict(judged(workbook_path).details) == {"version": 7, "known": 1}


def test_statistics_of_sqlite_are_no_foreign_tables(workbook_path: Path) -> None:
    run_sql(workbook_path, "ANALYZE")
    assert judged(workbook_path).kind is Kind.SOUND


@pytest.mark.parametrize(
    "size", [16, 99, 100, 101, 512, 1024, 4095, 4096, 4097, 8192, 50_000, 400_000, -4096, -1]
)
def test_a_truncated_file_is_never_opened(size: int, workbook_path: Path, clock: SetClock) -> None:
    whole = workbook_path.read_bytes()
    workbook_path.write_bytes(whole[:size])
    verdict = judged(workbook_path)
    assert verdict.reasons == ("truncated",)
    assert verdict.kind is (Kind.REPAIRABLE if size >= 100 or size < 0 else Kind.REFUSED)
    assert refused_by_opening(workbook_path, clock) in ("truncated", "damaged")


def test_garbage_behind_our_header_is_damage(workbook_path: Path, clock: SetClock) -> None:
    whole = workbook_path.read_bytes()
    noise = random.Random(1).randbytes(len(whole) - 100)
    workbook_path.write_bytes(whole[:100] + noise)
    assert judged(workbook_path).kind is Kind.REPAIRABLE
    assert refused_by_opening(workbook_path, clock) == "damaged"


def test_flipped_bits_never_crash_and_never_change_the_file(
    database: Database, workbook_path: Path
) -> None:
    database.close()
    whole = workbook_path.read_bytes()
    chance = random.Random(7)
    used = [n for n in range(len(whole)) if whole[n]]
    seen = set()
    for number in range(120):
        content = bytearray(whole)
        spot = chance.choice(used) if number > 30 else chance.randrange(100)
        content[spot] ^= 1 << chance.randrange(8)
        workbook_path.write_bytes(content)
        seen.add(judged(workbook_path).kind)
    assert {Kind.REFUSED, Kind.REPAIRABLE} <= seen


def test_text_that_is_no_text_in_the_schema_is_damage_or_refused(workbook_path: Path) -> None:
    content = workbook_path.read_bytes().replace(b"head_count", b"head\xa0\xffount")
    workbook_path.write_bytes(content)
    assert not judged(workbook_path).is_usable


def test_broken_references_are_repairable(workbook_path: Path) -> None:
    run_sql(
        workbook_path,
        "PRAGMA foreign_keys = OFF",
        "INSERT INTO participant_contact VALUES ('c', 'nobody', 'phone', '1', '')",
    )
    verdict = judged(workbook_path)
    assert (verdict.kind, verdict.reasons) == (Kind.REPAIRABLE, ("broken-references",))


def test_large_files_are_opened_before_their_content_is_checked(workbook_path: Path) -> None:
    verdict = judged(workbook_path, content_limit=1000)
    assert (verdict.kind, verdict.reasons) == (Kind.SOUND, ("content-not-checked",))


def test_a_folder_a_pipe_and_nothing_are_refused_at_once(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    assert examine(tmp_path / "folder").reasons == ("not-a-file",)
    assert examine(tmp_path / "nothing").reasons == ("not-found",)
    assert examine(tmp_path / ("long" * 200)).reasons == ("not-found",)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        assert examine(tmp_path / "pipe").reasons == ("not-a-file",)
    if os.name == "posix":
        (tmp_path / "loop").symlink_to(tmp_path / "loop")
        assert examine(tmp_path / "loop").reasons == ("not-found",)


@pytest.fixture
def crashed(workbook_path: Path, clock: SetClock) -> Iterator[Path]:
    """A workbook whose program was killed: the latest row is only in the log beside it."""
    database = open_database(workbook_path, clock)
    with database.action("setting-changed"):
        database.insert("setting", {"key": "latest", "value": "1"})
    elsewhere = workbook_path.parent.with_name("crashed")
    shutil.copytree(workbook_path.parent, elsewhere)
    (elsewhere / f"{workbook_path.name}-shm").unlink()
    database.close()
    return elsewhere / workbook_path.name


def test_a_crashed_workbook_is_sound_with_its_latest_row(crashed: Path, clock: SetClock) -> None:
    verdict = judged(crashed)
    assert (verdict.kind, verdict.reasons) == (Kind.SOUND, ("not-closed-cleanly",))
    with reading(crashed, verdict) as connection:
        assert connection.execute("SELECT key FROM setting").fetchone()[0] == "latest"
    workbook = open_workbook(crashed, clock)
    assert workbook.database.value("SELECT key FROM setting") == "latest"
    assert "recovered" in [notice.code for notice in workbook.notices]
    workbook.close()


def test_a_crashed_workbook_can_be_opened_for_reading(crashed: Path, clock: SetClock) -> None:
    workbook = open_workbook(crashed, clock, read_only=True)
    assert workbook.database.value("SELECT key FROM setting") == "latest"
    workbook.close()
    assert [path.name for path in crashed.parent.iterdir()] == [crashed.name]


def test_a_stranger_with_a_log_beside_it_is_refused_untouched(
    crashed: Path, clock: SetClock
) -> None:
    # The log is that of another file: the whole is judged in a copy.
    with_bytes(crashed, 68, b"GPKG")
    assert judged(crashed).reasons == ("other-application",)
    assert refused_by_opening(crashed, clock) == "other-application"


def test_a_hot_journal_is_taken_into_account(workbook_path: Path) -> None:
    folder = workbook_path.parent.with_name("hot")
    with closing(sqlite3.connect(workbook_path, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size = 2")
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(
            "INSERT INTO setting VALUES (?, '1')", [(f"k{n}" * 50,) for n in range(4000)]
        )
        shutil.copytree(workbook_path.parent, folder)
        connection.execute("ROLLBACK")
    killed = folder / workbook_path.name
    assert (folder / f"{killed.name}-journal").exists()
    verdict = judged(killed)
    assert (verdict.kind, verdict.reasons) == (Kind.SOUND, ("not-closed-cleanly",))
    with reading(killed, verdict) as connection:
        assert connection.execute("SELECT count(*) FROM setting").fetchone()[0] == 0


def test_a_file_that_is_open_can_be_examined_without_disturbing_it(
    workbook_path: Path, clock: SetClock
) -> None:
    workbook = open_workbook(workbook_path, clock)
    verdict = examine(workbook_path)
    assert (verdict.kind, verdict.reasons) == (Kind.READ_ONLY, ("in-use",))
    with workbook.database.action("setting-changed"):
        workbook.database.insert("setting", {"key": "a", "value": "1"})
    workbook.close()


def test_an_examination_takes_under_a_second(workbook_path: Path) -> None:
    with closing(sqlite3.connect(workbook_path, isolation_level=None)) as connection:
        connection.execute("BEGIN")
        connection.executemany(
            "INSERT INTO setting VALUES (?, ?)", [(f"k{n}", "1" * 500) for n in range(20_000)]
        )
        connection.execute("COMMIT")
    started = time.perf_counter()
    assert examine(workbook_path).kind is Kind.SOUND
    assert time.perf_counter() - started < 1


def test_our_application_id_spells_fclt() -> None:
    assert APPLICATION_ID.to_bytes(4, "big") == b"Fclt"


def test_blanks_and_comments_do_not_make_another_schema() -> None:
    assert normalised("CREATE  TABLE a (\n  b -- why\n)") == "CREATE TABLE a ( b )"
    assert normalised("CHECK (a = '--  x')") == "CHECK (a = '--  x')"


def test_inner_tables_of_the_index_may_be_worded_otherwise() -> None:
    known = known_schema(1)
    part = ("table", "participant_words_data", "participant_words_data")
    assert differences({**known, part: "CREATE TABLE other (x)"}, known) == ()
    head_count = ("table", "head_count", "head_count")
    assert differences({**known, head_count: "x"}, known) == ("changed-table",)
