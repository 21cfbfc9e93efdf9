from pathlib import Path

import pytest

from facilitator.clock import SetClock
from facilitator.errors import Cancelled, StorageTrouble
from facilitator.progress import CancelAfter
from facilitator.storage.backup import Reason
from facilitator.storage.examine import Kind, examine
from facilitator.storage.restore import restore
from facilitator.storage.workbook_file import open_database, open_workbook


def setting_in(path: Path, clock: SetClock) -> str | None:
    database = open_database(path, clock, read_only=True)
    value = database.value("SELECT value FROM setting WHERE key = 'state'")
    database.close()
    return value


def set_to(path: Path, clock: SetClock, value: str) -> Path | None:
    """Work on the file and close it; gives the backup that was taken before the work."""
    workbook = open_workbook(path, clock)
    backup = workbook.back_up(Reason.BY_HAND).backup.path
    with workbook.database.action("setting-changed"):
        workbook.database.write("INSERT OR REPLACE INTO setting VALUES ('state', ?)", (value,))
    workbook.close(back_up=False)
    return backup


@pytest.fixture
def backup(workbook_path: Path, clock: SetClock) -> Path:
    """A backup that says "old", of a workbook that says "new"."""
    set_to(workbook_path, clock, '"old"')
    clock.pass_seconds(60)
    path = set_to(workbook_path, clock, '"new"')
    assert path is not None
    clock.pass_seconds(60)
    return path


def folder_of(path: Path) -> list[str]:
    return sorted(other.name for other in path.parent.iterdir())


def test_restoring_brings_back_what_was(workbook_path: Path, backup: Path, clock: SetClock) -> None:
    restored = restore(workbook_path, backup, clock)
    assert setting_in(workbook_path, clock) == '"old"'
    assert restored.was_sound
    assert restored.kept is not None
    assert "before-restore" in restored.kept.name
    assert examine(workbook_path).kind is Kind.SOUND
    assert folder_of(workbook_path) == ["centre backups", "centre.facilitator"]


def test_restoring_can_be_undone(workbook_path: Path, backup: Path, clock: SetClock) -> None:
    restored = restore(workbook_path, backup, clock)
    assert restored.kept is not None
    restore(workbook_path, restored.kept, clock)
    assert setting_in(workbook_path, clock) == '"new"'


def test_a_workbook_in_use_is_not_replaced(
    workbook_path: Path, backup: Path, clock: SetClock
) -> None:
    workbook = open_workbook(workbook_path, clock)
    with pytest.raises(StorageTrouble) as trouble:
        restore(workbook_path, backup, clock)
    assert trouble.value.code == "in-use"
    workbook.close()
    assert setting_in(workbook_path, clock) == '"new"'


def test_a_damaged_workbook_is_kept_as_it_lies(
    workbook_path: Path, backup: Path, clock: SetClock
) -> None:
    damaged = workbook_path.read_bytes()[:20_000]
    workbook_path.write_bytes(damaged)
    (workbook_path.parent / f"{workbook_path.name}-wal").write_bytes(b"left over")
    restored = restore(workbook_path, backup, clock)
    assert not restored.was_sound
    assert restored.kept is not None
    assert ".damaged-2026-10-08" in restored.kept.name
    assert restored.kept.read_bytes() == damaged
    assert restored.kept.with_name(f"{restored.kept.name}-wal").read_bytes() == b"left over"
    assert setting_in(workbook_path, clock) == '"old"'
    assert examine(workbook_path).reasons == ()


def test_a_workbook_that_is_gone_can_be_restored(
    workbook_path: Path, backup: Path, clock: SetClock
) -> None:
    workbook_path.unlink()
    assert restore(workbook_path, backup, clock).kept is None
    assert setting_in(workbook_path, clock) == '"old"'


def test_an_unsound_backup_changes_nothing(
    workbook_path: Path, backup: Path, clock: SetClock
) -> None:
    backup.write_bytes(backup.read_bytes()[:5000])
    before = workbook_path.read_bytes()
    with pytest.raises(StorageTrouble) as trouble:
        restore(workbook_path, backup, clock)
    assert trouble.value.code == "truncated"
    assert workbook_path.read_bytes() == before
    assert folder_of(workbook_path) == ["centre backups", "centre.facilitator"]


def test_a_cancelled_restore_changes_nothing(
    workbook_path: Path, backup: Path, clock: SetClock
) -> None:
    before = workbook_path.read_bytes()
    with pytest.raises(Cancelled):
        restore(workbook_path, backup, clock, CancelAfter(0))
    assert workbook_path.read_bytes() == before
    assert folder_of(workbook_path) == ["centre backups", "centre.facilitator"]


def test_when_the_present_file_cannot_be_kept_it_is_not_replaced(
    workbook_path: Path, backup: Path, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(*_: object) -> None:
        raise StorageTrouble("disk-full")

    monkeypatch.setattr("facilitator.storage.backup.Backups.take", no_room)
    with pytest.raises(StorageTrouble):
        restore(workbook_path, backup, clock)
    assert setting_in(workbook_path, clock) == '"new"'
    assert folder_of(workbook_path) == ["centre backups", "centre.facilitator"]


def test_a_folder_in_the_place_of_the_workbook_is_refused(
    tmp_path: Path, backup: Path, clock: SetClock
) -> None:
    with pytest.raises(StorageTrouble):
        restore(tmp_path, backup, clock)
