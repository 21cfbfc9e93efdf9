"""Files and folders that can only be read, or not even that."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from facilitator.clock import SystemClock
from facilitator.errors import StorageTrouble
from facilitator.storage.examine import Kind, examine
from facilitator.storage.workbook_file import create_workbook, open_database, open_workbook
from tests.faults.harness import as_nobody

pytestmark = pytest.mark.skipif(os.name == "nt", reason="these are the permissions of POSIX")


@pytest.fixture
def workbook() -> Iterator[Path]:
    """A workbook in a folder that everybody may enter."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o777)
        path = Path(folder) / "centre.facilitator"
        create_workbook(path)
        path.chmod(0o666)
        yield path
        Path(folder).chmod(0o777)


def opened(path: Path) -> str:
    """How opening ends: the code of the trouble, or what the notices say."""
    try:
        workbook = open_workbook(path, SystemClock())
    except StorageTrouble as trouble:
        return trouble.code
    reasons = [n.params["reasons"] for n in workbook.notices if n.code == "opened-read-only"]
    assert workbook.database.value("SELECT count(*) FROM participant") == 0
    workbook.close()
    return f"read-only {reasons}" if workbook.read_only else "for writing"


def untouched(path: Path, job: str) -> None:
    assert [other.name for other in path.parent.iterdir()] == [path.name], job


def test_with_all_rights_a_file_opens_for_writing(workbook: Path) -> None:
    assert as_nobody(lambda: opened(workbook)) == "for writing"


def test_a_file_that_may_not_be_written_opens_for_reading(workbook: Path) -> None:
    workbook.chmod(0o444)
    assert as_nobody(lambda: opened(workbook)) == "read-only [('read-only-file',)]"
    untouched(workbook, "reading")


def test_a_folder_that_may_not_be_written_opens_for_reading(workbook: Path) -> None:
    workbook.parent.chmod(0o555)
    assert as_nobody(lambda: opened(workbook)) == "read-only [('read-only-folder',)]"
    untouched(workbook, "reading")


def test_a_file_that_may_not_be_read_is_refused(workbook: Path) -> None:
    workbook.chmod(0)
    assert as_nobody(lambda: opened(workbook)) == "no-permission"
    workbook.chmod(0o666)
    workbook.parent.chmod(0)
    assert as_nobody(lambda: opened(workbook)) == "no-permission"


def test_nothing_is_made_in_a_folder_that_may_not_be_written(workbook: Path) -> None:
    workbook.parent.chmod(0o555)

    def made() -> str:
        try:
            create_workbook(workbook.with_name("new.facilitator"))
        except StorageTrouble as trouble:
            return trouble.code
        return "made"

    assert as_nobody(made) in ("no-permission", "cannot-open")


def test_a_log_left_where_nothing_may_be_written_gets_a_plain_answer(workbook: Path) -> None:
    database = open_database(workbook, SystemClock())
    with database.action("setting-changed"):
        database.insert("setting", {"key": "a", "value": "1"})
    log = workbook.with_name(f"{workbook.name}-wal")
    left, whole = log.read_bytes(), workbook.read_bytes()
    database.close()
    workbook.write_bytes(whole)
    log.write_bytes(left)
    log.chmod(0o666)
    workbook.parent.chmod(0o555)
    assert as_nobody(lambda: opened(workbook)) == "recovery-needs-writing"
    assert log.read_bytes() == left
    workbook.parent.chmod(0o777)
    assert as_nobody(lambda: str(examine(workbook).reasons)) == "('not-closed-cleanly',)"


def test_a_medium_that_can_only_be_read_is_read(workbook: Path, tmp_path: Path) -> None:
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root can mount on Linux")
    medium = tmp_path / "medium"
    medium.mkdir()
    mount = ["mount", "--bind", str(workbook.parent), str(medium)]
    if subprocess.run(mount, check=False, capture_output=True).returncode != 0:
        pytest.skip("this system lets us mount nothing")
    try:
        subprocess.run(["mount", "-o", "remount,ro,bind", str(medium)], check=True)
        there = medium / workbook.name
        verdict = examine(there)
        assert (verdict.kind, verdict.reasons) == (Kind.READ_ONLY, ("read-only-medium",))
        assert opened(there) == "read-only [('read-only-medium',)]"
    finally:
        subprocess.run(["umount", "--lazy", str(medium)], check=True)
