"""What SQLite and the system say is told in our words; a bug of ours is never dressed up as one."""

import shutil
import sqlite3
from errno import EACCES, EDQUOT, EIO, ENOENT, ENOSPC, EPERM, EROFS
from pathlib import Path
from types import SimpleNamespace

import pytest

from facilitator.errors import StorageTrouble
from facilitator.storage.trouble import (
    NO_ROOM_BYTES,
    known_trouble,
    translated,
    translated_os_error,
)


def error_named(name: str) -> sqlite3.Error:
    error = sqlite3.OperationalError("made up")
    error.sqlite_errorname = name
    return error


def code_of(name: str, path: Path) -> str:
    told = translated(error_named(name), path)
    assert isinstance(told, StorageTrouble)
    return told.code


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "centre.facilitator"
    path.write_bytes(b"x")
    return path


def leave_room(monkeypatch: pytest.MonkeyPatch, free: int) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: SimpleNamespace(free=free))


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("SQLITE_FULL", "disk-full"),
        ("SQLITE_READONLY_DBMOVED", "vanished"),
        ("SQLITE_READONLY_ROLLBACK", "read-only"),
        ("SQLITE_BUSY_SNAPSHOT", "locked"),
        ("SQLITE_CORRUPT_VTAB", "damaged"),
        ("SQLITE_NOTADB", "damaged"),
        ("SQLITE_PERM", "no-permission"),
    ],
)
def test_each_kind_of_trouble_has_its_code(name: str, code: str, file: Path) -> None:
    assert code_of(name, file) == code


def test_a_bug_of_ours_is_left_as_it_is(file: Path) -> None:
    for error in (error_named("SQLITE_CONSTRAINT_UNIQUE"), sqlite3.ProgrammingError("no name")):
        assert translated(error, file) is error
    with pytest.raises(sqlite3.ProgrammingError), known_trouble(file):
        raise sqlite3.ProgrammingError("mistyped")


@pytest.mark.parametrize("name", ["SQLITE_IOERR_WRITE", "SQLITE_CANTOPEN"])
def test_an_error_without_room_is_a_full_disk(
    name: str, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    leave_room(monkeypatch, NO_ROOM_BYTES - 1)
    assert code_of(name, file) == "disk-full"
    leave_room(monkeypatch, NO_ROOM_BYTES)
    assert code_of(name, file) == ("io-error" if "IOERR" in name else "cannot-open")


def test_an_error_on_a_disk_that_tells_nothing_stays_what_it_was(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def silent(_folder: Path) -> None:
        raise OSError(EIO, "gone")

    monkeypatch.setattr(shutil, "disk_usage", silent)
    assert code_of("SQLITE_IOERR_READ", file) == "io-error"


def test_an_error_on_a_file_that_is_gone_says_so(tmp_path: Path) -> None:
    assert code_of("SQLITE_IOERR_READ", tmp_path / "gone") == "vanished"
    assert code_of("SQLITE_CANTOPEN", tmp_path / "no folder" / "gone") == "vanished"


def test_an_error_in_a_folder_that_may_not_be_entered_is_one_of_rights(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Whoever runs the tests may enter everything, so the system is asked by a stand-in.
    monkeypatch.setattr("os.access", lambda _path, _mode: False)
    assert code_of("SQLITE_CANTOPEN", tmp_path / "unseen") == "no-permission"


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (ENOSPC, "disk-full"),
        (EDQUOT, "disk-full"),
        (EROFS, "read-only"),
        (EACCES, "no-permission"),
        (EPERM, "no-permission"),
        (ENOENT, "not-found"),
        (EIO, "io-error"),
    ],
)
def test_the_system_s_errors_have_the_same_codes(number: int, code: str, file: Path) -> None:
    with pytest.raises(StorageTrouble) as trouble, known_trouble(file):
        raise OSError(number, "said the system")

    assert trouble.value.code == code
    assert trouble.value.params["detail"] == "said the system"


def test_an_error_without_a_number_is_told_by_its_name(file: Path) -> None:
    told = translated_os_error(TimeoutError(), file)

    assert (told.code, told.params["detail"]) == ("io-error", "TimeoutError")
