"""A disk that fills up: nothing acknowledged is lost, the trouble has a name, and work goes on in
the same program once there is room.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from facilitator.clock import SystemClock
from facilitator.errors import StorageTrouble
from facilitator.storage import Database
from facilitator.storage.backup import Backups, Reason, copy_to
from facilitator.storage.connection import Access, connect
from facilitator.storage.examine import Kind, check_content, examine
from facilitator.storage.workbook_file import create_workbook, open_database, open_workbook
from tests.faults.harness import a_workbook_to_check_in, check_whole, started

NOTE = "n" * 20_000


def note(database: Database, key: str) -> None:
    with database.action("setting-changed"):
        database.insert("setting", {"key": key, "value": NOTE})


def write_until_full(database: Database, first: int) -> tuple[list[str], str]:
    """The keys that were acknowledged, and the code of the trouble that ended it."""
    acknowledged: list[str] = []
    while len(acknowledged) < 2000:
        key = f"{first + len(acknowledged):05}"
        code = code_of(database, key)
        if code:
            return acknowledged, code
        acknowledged.append(key)
    raise AssertionError("the disk never filled up")


def code_of(database: Database, key: str) -> str:
    """The code of the trouble with writing `key`; empty when it was acknowledged."""
    try:
        note(database, key)
    except StorageTrouble as trouble:
        return trouble.code
    return ""


def keys_in(database: Database) -> list[str]:
    return [row["key"] for row in database.rows("SELECT key FROM setting ORDER BY key")]


def fill(folder: Path) -> Path:
    """A file that takes all the room that is left."""
    ballast = folder / "ballast"
    with ballast.open("ab", buffering=0) as file:
        for size in (65536, 4096, 512, 1):
            try:
                while True:
                    file.write(b"x" * size)
            except OSError:
                continue
    return ballast


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 12 MB, where this system lets us have one."""
    folder = tmp_path / "small"
    folder.mkdir()
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root can make a small disk on Linux")
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=12m", "none", str(folder)],
        check=False,
        capture_output=True,
    )
    if mounted.returncode != 0:
        pytest.skip("this system lets us mount nothing")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.mark.parametrize("place", ["local", "Dropbox"], ids=["log", "rollback-journal"])
def test_a_full_disk_loses_nothing_and_work_goes_on_when_there_is_room(
    place: str, small_disk: Path
) -> None:
    path = small_disk / place / "centre.facilitator"
    path.parent.mkdir()
    create_workbook(path)
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(6_000_000))
    workbook = open_workbook(path, SystemClock())
    acknowledged: list[str] = []
    for _ in range(3):
        more, code = write_until_full(workbook.database, len(acknowledged))
        acknowledged += more
        assert code == "disk-full"
        assert keys_in(workbook.database) == acknowledged
    assert len(acknowledged) > 20
    ballast.unlink()
    note(workbook.database, "works-again")
    assert workbook.database.undo() is not None
    workbook.close(back_up=False)
    assert examine(path).kind is Kind.SOUND
    database = open_database(path, SystemClock(), read_only=True)
    assert keys_in(database) == acknowledged
    database.close()


def test_killed_on_a_full_disk_nothing_acknowledged_is_lost(small_disk: Path) -> None:
    path = a_workbook_to_check_in(small_disk / "centre.facilitator")
    ballast = small_disk / "ballast"
    ballast.write_bytes(bytes(8_000_000))
    process = started("check_in.py", path)
    said = process.communicate()[0].split("\n")
    assert process.returncode != 0
    ballast.unlink()
    acknowledged = {line.split()[1] for line in said if " " in line}
    assert len(acknowledged) > 20
    check_whole(path, acknowledged)


def test_a_workbook_on_a_full_disk_can_be_read(small_disk: Path) -> None:
    path = small_disk / "centre.facilitator"
    create_workbook(path)
    ballast = fill(small_disk)
    before = path.read_bytes()
    assert examine(path).kind is Kind.SOUND
    workbook = open_workbook(path, SystemClock(), read_only=True)
    assert keys_in(workbook.database) == []
    workbook.close()
    assert path.read_bytes() == before
    ballast.unlink()
    workbook = open_workbook(path, SystemClock())
    note(workbook.database, "works")
    workbook.close(back_up=False)


def test_what_does_not_fit_leaves_nothing_half_made(small_disk: Path, tmp_path: Path) -> None:
    path = tmp_path / "centre.facilitator"
    create_workbook(path)
    workbook = open_workbook(path, SystemClock())
    fill(small_disk)
    names = {other.name for other in small_disk.iterdir()}
    for job in (
        lambda: create_workbook(small_disk / "new.facilitator"),
        lambda: copy_to(workbook.database.connection, small_disk / "copy.facilitator"),
        lambda: Backups(small_disk / "x.facilitator", SystemClock()).take(
            workbook.database.connection, Reason.BY_HAND
        ),
    ):
        with pytest.raises(StorageTrouble) as trouble:
            job()
        assert trouble.value.code == "disk-full"
    assert {other.name for other in small_disk.iterdir() if other.is_file()} == names
    workbook.close(back_up=False)


@pytest.mark.parametrize("place", ["local", "Dropbox"], ids=["log", "rollback-journal"])
def test_running_out_at_any_moment_of_an_action_keeps_what_was_acknowledged(
    place: str, tmp_path: Path
) -> None:
    # SQLite's own limit on the pages of a file fails as a full disk does, on every system.
    path = tmp_path / place / "centre.facilitator"
    path.parent.mkdir()
    create_workbook(path)
    database = open_database(path, SystemClock())
    acknowledged: list[str] = []
    refused = 0

    def limit(pages: int) -> None:
        database.value(f"PRAGMA max_page_count = {pages}")

    for step in range(75):
        limit(database.value("PRAGMA page_count") + step % 25)
        key = f"{step:05}"
        code = code_of(database, key)
        assert code in ("", "disk-full")
        if code:
            refused += 1
        else:
            acknowledged.append(key)
        assert keys_in(database) == acknowledged
    assert refused > 20
    assert len(acknowledged) > 10
    limit(1_000_000)
    note(database, "works-again")
    assert database.undo() is not None
    assert keys_in(database) == acknowledged
    database.close()
    with closing(connect(path, Access.FROZEN)) as connection:
        assert check_content(connection) == ()
