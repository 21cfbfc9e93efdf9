import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from facilitator.clock import SetClock
from facilitator.errors import StorageTrouble
from facilitator.storage import workbook_file
from facilitator.storage.connection import Access, Durability, connect
from facilitator.storage.examine import Kind, examine
from facilitator.storage.known_schema import known_schema
from facilitator.storage.migrate import STEPS, migrate, version_of
from facilitator.storage.migrations.step import Executes, Step, statements_of
from facilitator.storage.unjournaled import wrapped_connection
from facilitator.storage.workbook_file import open_workbook


def fill_settings(path: Path) -> None:
    with closing(connect(path, Access.WRITE)) as connection:
        connection.execute("INSERT INTO setting VALUES ('a', '1'), ('b', '2')")


def migrated_by(path: Path, *more: Step) -> None:
    with wrapped_connection(path, Access.WRITE, Durability.ROLLBACK) as wrapped:
        migrate(wrapped, (*STEPS, *more))


def add_column(database: Executes) -> None:
    database.execute("ALTER TABLE setting ADD COLUMN hint TEXT NOT NULL DEFAULT ''")


def lose_a_row(database: Executes) -> None:
    database.execute("DELETE FROM setting WHERE key = 'a'")


def break_a_reference(database: Executes) -> None:
    database.execute("PRAGMA foreign_keys")
    database.execute(
        "CREATE TABLE child (id TEXT PRIMARY KEY, key TEXT REFERENCES setting (key)) STRICT"
    )
    database.execute("INSERT INTO child VALUES ('c', 'nobody')")


def settings_in(path: Path) -> tuple[int, int]:
    with closing(connect(path, Access.READ)) as connection:
        rows = connection.execute("SELECT count(*) FROM setting").fetchone()[0]
        return version_of(connection), rows


def test_a_new_file_has_the_version_of_the_last_step(workbook_path: Path) -> None:
    assert settings_in(workbook_path) == (len(STEPS), 0)


def test_migrating_twice_changes_nothing(workbook_path: Path) -> None:
    before = workbook_path.read_bytes()
    migrated_by(workbook_path)
    assert workbook_path.read_bytes() == before


def test_a_step_keeps_the_rows_and_sets_the_version(workbook_path: Path) -> None:
    fill_settings(workbook_path)
    migrated_by(workbook_path, Step("m0002", add_column))
    assert settings_in(workbook_path) == (2, 2)


def test_a_step_that_loses_rows_is_taken_back(workbook_path: Path) -> None:
    fill_settings(workbook_path)
    with pytest.raises(StorageTrouble) as trouble:
        migrated_by(workbook_path, Step("m0002", lose_a_row))
    assert trouble.value.code == "migration-failed"
    assert trouble.value.params["tables"] == ["setting"]
    assert settings_in(workbook_path) == (1, 2)


def test_a_step_may_say_that_it_changes_the_number_of_rows(workbook_path: Path) -> None:
    fill_settings(workbook_path)
    migrated_by(workbook_path, Step("m0002", lose_a_row, frozenset({"setting"})))
    assert settings_in(workbook_path) == (2, 1)


def test_a_step_that_breaks_a_reference_is_taken_back(workbook_path: Path) -> None:
    with pytest.raises(StorageTrouble):
        migrated_by(workbook_path, Step("m0002", break_a_reference))
    assert settings_in(workbook_path) == (1, 0)
    assert examine(workbook_path).kind is Kind.SOUND


KILLED = """
import os, sys
from pathlib import Path
from facilitator.storage.connection import Access, Durability
from facilitator.storage.migrate import STEPS, migrate
from facilitator.storage.migrations.step import Step
from facilitator.storage.unjournaled import wrapped_connection

def rebuild(database):
    for number, statement in enumerate([
        "ALTER TABLE setting ADD COLUMN hint TEXT NOT NULL DEFAULT ''",
        "UPDATE setting SET hint = 'x'",
        "CREATE TABLE more (id TEXT PRIMARY KEY, big TEXT) STRICT",
        "INSERT INTO more SELECT key, value FROM setting",
        "DROP TABLE more",
    ]):
        if number == int(sys.argv[2]):
            os.kill(os.getpid(), 9)
        database.execute(statement)

with wrapped_connection(Path(sys.argv[1]), Access.WRITE, Durability.WAL) as wrapped:
    wrapped.execute("PRAGMA cache_size = 1")
    migrate(wrapped, (*STEPS, Step("m0002", rebuild)))
"""


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")
@pytest.mark.parametrize("moment", range(6))
def test_killed_in_a_step_the_file_is_old_or_new(moment: int, workbook_path: Path) -> None:
    fill_settings(workbook_path)
    subprocess.run([sys.executable, "-c", KILLED, str(workbook_path), str(moment)], check=False)
    verdict = examine(workbook_path)
    if moment < 5:
        assert verdict.kind is Kind.SOUND
        with closing(connect(workbook_path, Access.WRITE, Durability.ROLLBACK)) as connection:
            assert version_of(connection) == 1
        assert settings_in(workbook_path) == (1, 2)
    else:
        # To this program it is a newer file.
        assert verdict.reasons == ("newer-version",)


def test_an_older_file_is_backed_up_and_brought_up_to_date(
    workbook_path: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill_settings(workbook_path)
    steps = (*STEPS, Step("m0002", add_column))
    for module in ("examine", "workbook_file"):
        monkeypatch.setattr(f"facilitator.storage.{module}.SCHEMA_VERSION", 2)
    monkeypatch.setattr("facilitator.storage.known_schema.STEPS", steps)
    monkeypatch.setattr(workbook_file, "migrate", lambda wrapped: migrate(wrapped, steps))
    known_schema.cache_clear()
    try:
        assert examine(workbook_path).reasons == ("older-version",)
        workbook = open_workbook(workbook_path, clock)
        assert workbook.database.value("SELECT count(hint) FROM setting") == 2
        (backup,) = workbook.backups.all()
        assert backup.reason == "before-migration"
        assert settings_in(backup.path) == (1, 2)
        workbook.close()
        assert examine(workbook_path).kind is Kind.SOUND
    finally:
        known_schema.cache_clear()


def test_a_script_is_split_into_statements_with_triggers_whole() -> None:
    script = "CREATE TABLE a (b);\nCREATE TRIGGER c AFTER INSERT ON a BEGIN\n  SELECT 1;\nEND;\n"
    assert [text.split()[1] for text in statements_of(script)] == ["TABLE", "TRIGGER"]
    with pytest.raises(ValueError, match="middle"):
        list(statements_of("CREATE TABLE a (b"))
