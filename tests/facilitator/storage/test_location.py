import sys
from pathlib import Path

import pytest

from facilitator.storage.connection import Durability
from facilitator.storage.location import (
    Location,
    Place,
    conflict_copies,
    free_bytes,
    is_low_on_space,
    locate,
    place_of_system,
    sync_service,
    system_in_mounts,
)

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
/dev/sdb1 /media/rosa/MY\\040STICK vfat rw 0 0
//server/share /mnt/share cifs rw 0 0
server:/home /home nfs4 rw 0 0
/dev/sda3 /home/local ext4 rw 0 0
broken line
""".splitlines()


@pytest.mark.parametrize(
    ("path", "system"),
    [
        ("/opt/centre.facilitator", "ext4"),
        ("/media/rosa/MY STICK/centre.facilitator", "vfat"),
        ("/mnt/share/a/b", "cifs"),
        ("/mnt/shared/a", "ext4"),
        ("/home/rosa/a", "nfs4"),
        ("/home/local/a", "ext4"),
    ],
)
def test_the_innermost_mount_tells_the_file_system(path: str, system: str) -> None:
    assert system_in_mounts(MOUNTS, Path(path)) == system


@pytest.mark.parametrize(
    ("path", "system", "place"),
    [
        ("/home/rosa/a", "ext4", Place.LOCAL),
        ("/home/rosa/a", "btrfs", Place.LOCAL),
        ("/mnt/x/a", "vfat", Place.REMOVABLE),
        ("/mnt/x/a", "exfat", Place.REMOVABLE),
        ("/mnt/x/a", "fuseblk", Place.REMOVABLE),
        ("/run/media/rosa/STICK/a", "ext4", Place.REMOVABLE),
        ("/mnt/x/a", "cifs", Place.NETWORK),
        ("/mnt/x/a", "nfs4", Place.NETWORK),
        ("/mnt/x/a", "fuse.sshfs", Place.NETWORK),
        ("/mnt/x/a", "fuse.something", Place.NETWORK),
    ],
)
def test_the_file_system_tells_the_place(path: str, system: str, place: Place) -> None:
    assert place_of_system(Path(path), system) is place


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("Dropbox/centre", "Dropbox"),
        ("Dropbox (Community Centre)/x", "Dropbox"),
        ("OneDrive - Centre", "OneDrive"),
        ("Google Drive/My Drive", "Google Drive"),
        ("Nextcloud", "Nextcloud"),
        ("Library/Mobile Documents/com~apple~CloudDocs", "iCloud"),
        ("Documents/Workshops", ""),
        ("boxes", ""),
    ],
)
def test_folders_of_sync_programs_are_known_by_name(
    folder: str, service: str, tmp_path: Path
) -> None:
    assert sync_service(tmp_path / folder / "centre.facilitator") == service


@pytest.mark.parametrize(("mark", "service"), [(".stfolder", "Syncthing"), (".dropbox", "Dropbox")])
def test_folders_of_sync_programs_are_known_by_what_they_leave(
    mark: str, service: str, tmp_path: Path
) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    assert sync_service(tmp_path / "a" / "b" / "c.facilitator") == ""
    (tmp_path / mark).mkdir()
    assert sync_service(tmp_path / "a" / "b" / "c.facilitator") == service
    assert locate(tmp_path / "a" / "b" / "c.facilitator").place is Place.SYNCED


def test_a_log_is_used_only_on_a_local_disk() -> None:
    assert Location(Place.LOCAL).durability is Durability.WAL
    for place in (Place.REMOVABLE, Place.NETWORK, Place.SYNCED):
        assert Location(place).durability is Durability.ROLLBACK


def test_conflict_copies_are_seen(tmp_path: Path) -> None:
    path = tmp_path / "centre.facilitator"
    for name in (
        "centre.facilitator",
        "centre (Rosa's conflicted copy 2026-10-08).facilitator",
        "centre.sync-conflict-20261008-1.facilitator",
        "centre two.facilitator",
        "conflict.facilitator",
        "centre conflicted copy.txt",
    ):
        (tmp_path / name).touch()
    assert len(conflict_copies(path)) == 2


def test_room_is_told_for_a_folder_that_is_still_to_be_made(tmp_path: Path) -> None:
    assert free_bytes(tmp_path / "not" / "yet") > 0


def test_little_room_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("facilitator.storage.location.free_bytes", lambda _: 199 * 1024 * 1024)
    assert is_low_on_space(tmp_path / "x")
    monkeypatch.setattr("facilitator.storage.location.free_bytes", lambda _: 201 * 1024 * 1024)
    assert not is_low_on_space(tmp_path / "x")


@pytest.mark.skipif(sys.platform != "linux", reason="/proc/mounts is Linux' own")
def test_this_computer_can_be_asked(tmp_path: Path) -> None:
    assert locate(tmp_path / "x").file_system != ""
