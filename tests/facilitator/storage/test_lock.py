import errno
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from facilitator.clock import SetClock
from facilitator.errors import StorageTrouble
from facilitator.storage.lock import WorkbookLock, holder_of, lock_path, this_computer
from facilitator.storage.workbook_file import open_workbook

needs_flock = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows locks by another call; this one is stood in for"
)
HOLD = """
import sys
from pathlib import Path
from facilitator.clock import SystemClock
from facilitator.storage.workbook_file import open_workbook
workbook = open_workbook(Path(sys.argv[1]), SystemClock())
print("open", flush=True)
sys.stdin.readline()
workbook.close()
print("closed", flush=True)
"""


@pytest.fixture
def other_program(workbook_path: Path):
    """Another process that has the workbook open until told otherwise."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(workbook_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "open\n"
    yield process
    process.kill()
    process.communicate()


def test_a_second_program_is_told_who_has_the_file_open(
    other_program: subprocess.Popen[str], workbook_path: Path, clock: SetClock
) -> None:
    with pytest.raises(StorageTrouble) as trouble:
        open_workbook(workbook_path, clock)
    assert trouble.value.code == "in-use"
    assert trouble.value.params["host"] == this_computer()
    assert str(trouble.value.params["since"]).endswith("Z")
    holder = holder_of(workbook_path)
    assert holder is not None
    assert holder.pid == other_program.pid


def test_a_second_program_may_read(
    other_program: subprocess.Popen[str], workbook_path: Path, clock: SetClock
) -> None:
    workbook = open_workbook(workbook_path, clock, read_only=True)
    assert workbook.read_only
    assert workbook.database.value("SELECT count(*) FROM participant") == 0
    workbook.close()
    assert holder_of(workbook_path) is not None


def test_the_lock_of_a_killed_program_stops_nobody(
    other_program: subprocess.Popen[str], workbook_path: Path, clock: SetClock
) -> None:
    other_program.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
    other_program.wait()
    assert lock_path(workbook_path).exists()
    workbook = open_workbook(workbook_path, clock)
    workbook.close()
    assert not lock_path(workbook_path).exists()


def test_closing_lets_the_next_one_in(
    other_program: subprocess.Popen[str], workbook_path: Path, clock: SetClock
) -> None:
    other_program.communicate("close\n")
    open_workbook(workbook_path, clock).close()


def test_the_same_program_cannot_open_a_file_twice(workbook_path: Path, clock: SetClock) -> None:
    workbook = open_workbook(workbook_path, clock)
    with pytest.raises(StorageTrouble) as trouble:
        open_workbook(workbook_path, clock)
    assert trouble.value.code == "in-use"
    workbook.close()


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"who": "x"}', "\x00" * 50, '{"pid": "x"}', "x" * 9000]
)
def test_a_stale_text_never_stops_anybody(text: str, workbook_path: Path, clock: SetClock) -> None:
    lock_path(workbook_path).write_text(text, encoding="utf-8")
    workbook = open_workbook(workbook_path, clock)
    assert "open-elsewhere-perhaps" not in [notice.code for notice in workbook.notices]
    workbook.close()


def test_a_text_from_another_computer_is_worth_a_word(workbook_path: Path, clock: SetClock) -> None:
    text = {"who": "rosa", "host": "other-laptop", "since": "2026-10-08T14:00:00.000Z", "pid": 1}
    lock_path(workbook_path).write_text(json.dumps(text), encoding="utf-8")
    workbook = open_workbook(workbook_path, clock)
    (notice,) = [n for n in workbook.notices if n.code == "open-elsewhere-perhaps"]
    assert notice.params["host"] == "other-laptop"
    workbook.close()


def test_a_refused_file_is_not_locked(tmp_path: Path, clock: SetClock) -> None:
    path = tmp_path / "x.facilitator"
    path.write_bytes(b"no workbook")
    with pytest.raises(StorageTrouble):
        open_workbook(path, clock)
    assert [other.name for other in tmp_path.iterdir()] == [path.name]


@pytest.mark.skipif(os.name == "nt", reason="Windows removes no file that is open")
def test_a_lock_file_removed_by_another_hand_is_made_anew(
    workbook_path: Path, clock: SetClock
) -> None:
    first = WorkbookLock.acquire(workbook_path, clock)
    lock_path(workbook_path).unlink()
    second = WorkbookLock.acquire(workbook_path, clock)
    first.release()
    assert holder_of(workbook_path) is not None
    second.release()
    assert holder_of(workbook_path) is None


def system_says(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_descriptor: int, _kind: int) -> None:
        raise OSError(number, "said the system")

    monkeypatch.setattr("fcntl.flock", refuse)


@needs_flock
def test_where_there_are_no_locks_the_work_goes_on_with_a_word(
    workbook_path: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    system_says(errno.ENOLCK, monkeypatch)

    workbook = open_workbook(workbook_path, clock)
    codes = [notice.code for notice in workbook.notices]
    assert holder_of(workbook_path) is None
    workbook.close()

    assert "lock-unsupported" in codes


def open_files() -> int:
    """How many files this process has open; 0 where the system does not tell."""
    folder = Path("/proc/self/fd")
    return sum(1 for _ in folder.iterdir()) if folder.exists() else 0


@needs_flock
def test_a_lock_that_fails_otherwise_is_trouble_and_leaves_nothing_open(
    workbook_path: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    system_says(errno.EIO, monkeypatch)
    before = open_files()

    with pytest.raises(StorageTrouble, match="io-error"):
        WorkbookLock.acquire(workbook_path, clock)
    lock_path(workbook_path).touch()
    assert holder_of(workbook_path) is None

    after = open_files()
    assert after == before


@needs_flock
def test_a_lock_file_that_its_owner_removed_just_before_is_made_anew(
    workbook_path: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl

    real, path = fcntl.flock, lock_path(workbook_path)
    removed: list[Path] = []

    def locked_too_late(descriptor: int, kind: int) -> None:
        if not removed:
            path.unlink()
            removed.append(path)
        real(descriptor, kind)

    monkeypatch.setattr("fcntl.flock", locked_too_late)
    lock = WorkbookLock.acquire(workbook_path, clock)

    assert removed
    assert path.exists()
    with pytest.raises(StorageTrouble, match="in-use"):
        WorkbookLock.acquire(workbook_path, clock)
    lock.release()


def test_an_account_without_a_name_is_no_hindrance(
    workbook_path: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nameless() -> str:
        raise KeyError("uid")

    monkeypatch.setattr("getpass.getuser", nameless)
    lock = WorkbookLock.acquire(workbook_path, clock)
    holder = holder_of(workbook_path)
    lock.release()

    assert holder is not None
    assert (holder.who, holder.host) == ("", this_computer())
