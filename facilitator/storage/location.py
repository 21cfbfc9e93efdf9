"""Where a file lies, and what that means for keeping it safe.

A write-ahead log is safe only where files stay on one computer and their parts stay together. On
sticks, network shares and in folders that a program copies to a cloud, the rollback journal is
used instead, and the person is told once.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from facilitator.storage.connection import Durability

# Below this much room, or five times the file, the person is warned.
LOW_SPACE_BYTES = 200 * 1024 * 1024


class Place(Enum):
    """The kind of place a file lies in; the value is its code."""

    LOCAL = "local"
    REMOVABLE = "removable"
    NETWORK = "network"
    SYNCED = "synced"


@dataclass(frozen=True)
class Location:
    """Where a file lies. `service` names the program that copies a synced folder."""

    place: Place
    service: str = ""
    file_system: str = ""

    @property
    def durability(self) -> Durability:
        """The journal that is safe here."""
        return Durability.WAL if self.place is Place.LOCAL else Durability.ROLLBACK


_NETWORK_SYSTEMS = frozenset(
    {
        "9p",
        "afpfs",
        "afs",
        "ceph",
        "cifs",
        "coda",
        "davfs",
        "fuse.davfs2",
        "fuse.gvfsd-fuse",
        "fuse.rclone",
        "fuse.sshfs",
        "glusterfs",
        "ncpfs",
        "nfs",
        "nfs4",
        "smb",
        "smb2",
        "smb3",
        "smbfs",
        "sshfs",
        "virtiofs",
        "webdav",
    }
)
_REMOVABLE_SYSTEMS = frozenset(["vfat", "msdos", "exfat", "fuse.exfat", "ntfs", "ntfs3", "fuseblk"])

# Folder names of sync programs, lower case; a name may be followed by " (…)" or " - …".
_SYNC_NAMES = {
    "dropbox": "Dropbox",
    "onedrive": "OneDrive",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "drivefs": "Google Drive",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "icloud drive": "iCloud",
    "iclouddrive": "iCloud",
    "com~apple~clouddocs": "iCloud",
    "mobile documents": "iCloud",
    "cloudstorage": "a cloud folder",
    "pcloud drive": "pCloud",
    "pclouddrive": "pCloud",
    "mega": "MEGA",
    "megasync": "MEGA",
    "syncthing": "Syncthing",
    "seafile": "Seafile",
    "box": "Box",
    "box sync": "Box",
    "proton drive": "Proton Drive",
    "yandex.disk": "Yandex Disk",
}
# Files and folders that sync programs leave in the folders they watch.
_SYNC_MARKS = {
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".stfolder": "Syncthing",
    ".stignore": "Syncthing",
    ".owncloudsync.log": "ownCloud",
    ".nextcloudsync.log": "Nextcloud",
    ".sync_folder": "Nextcloud",
    ".tmp.driveupload": "Google Drive",
    ".tmp.drivedownload": "Google Drive",
    ".849c9593-d756-4e56-8d6e-42412f2a707b": "OneDrive",
    ".seafile-data": "Seafile",
    ".megaignore": "MEGA",
}


def locate(path: Path) -> Location:
    """Where `path` (which need not exist yet) lies."""
    path = path.absolute()
    service = sync_service(path)
    system = file_system_of(path)
    if service:
        return Location(Place.SYNCED, service, system)
    if sys.platform == "win32":
        return Location(_windows_place(path), "", system)
    if sys.platform == "darwin":
        return Location(_mac_place(path), "", system)
    return Location(place_of_system(path, system), "", system)


def sync_service(path: Path) -> str:
    """The program that copies the folder of `path` elsewhere; empty when none is known."""
    for part in path.parent.parts:
        name = part.casefold()
        for known, service in _SYNC_NAMES.items():
            if name == known or name.startswith((f"{known} (", f"{known} - ", f"{known}-")):
                return service
    # os.path rather than Path.exists: a folder above that may not be looked into holds no mark.
    home = Path.home()
    for folder in (path.parent, *path.parent.parents):
        for mark, service in _SYNC_MARKS.items():
            # The home folder itself holds the programs' own settings (~/.dropbox).
            if folder != home and os.path.exists(folder / mark):  # noqa: PTH110 - see above
                return service
    return ""


def conflict_copies(path: Path) -> list[Path]:
    """Files that a sync program seems to have made of `path` when two computers changed it."""
    marks = ("conflict", "konflikt", "conflit")
    stem = path.stem.casefold()
    return sorted(
        other
        for other in path.parent.iterdir()
        if other.suffix.casefold() == path.suffix.casefold()
        and other.stem.casefold() != stem
        and other.stem.casefold().startswith(stem)
        and any(mark in other.stem.casefold()[len(stem) :] for mark in marks)
    )


def free_bytes(folder: Path) -> int:
    """Room left where `folder` (or the nearest one above that exists) lies."""
    while not os.path.exists(folder) and folder != folder.parent:  # noqa: PTH110
        folder = folder.parent
    return shutil.disk_usage(folder).free


def is_low_on_space(path: Path) -> bool:
    """Whether the disk of `path` is so full that backups and long jobs may fail."""
    size = path.stat().st_size if path.exists() else 0
    return free_bytes(path.parent) < max(LOW_SPACE_BYTES, 5 * size)


def is_writable(path: Path) -> bool:
    """Whether the file can be changed, and files can be made beside it."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK | os.X_OK)


def file_system_of(path: Path) -> str:
    """The kind of file system that `path` lies on, as Linux names it; empty elsewhere."""
    mounts = Path("/proc/self/mounts")
    if sys.platform != "linux" or not mounts.exists():
        return ""
    text = mounts.read_text(encoding="utf-8", errors="surrogateescape")
    return system_in_mounts(text.splitlines(), path)


def system_in_mounts(lines: Iterable[str], path: Path) -> str:
    """The file system of the innermost mount that holds `path`; `lines` as in /proc/mounts."""
    best, found = -1, ""
    for line in lines:
        fields = line.split()
        if len(fields) < 3:
            continue
        point = Path(_unescaped(fields[1]))
        if (point == path or point in path.parents) and len(point.parts) >= best:
            best, found = len(point.parts), fields[2]
    return found


def _unescaped(field: str) -> str:
    """A path of /proc/mounts: blank, tab, newline and backslash are written in octal there."""
    for code, sign in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        field = field.replace(code, sign)
    return field


def place_of_system(path: Path, system: str) -> Place:
    """The kind of place that a Linux file system stands for."""
    if system in _NETWORK_SYSTEMS:
        return Place.NETWORK
    removable_roots = (Path("/media"), Path("/run/media"))
    if system in _REMOVABLE_SYSTEMS or any(root in path.parents for root in removable_roots):
        return Place.REMOVABLE
    # Another kind of FUSE may be anything, also something far away.
    return Place.NETWORK if system.startswith("fuse") else Place.LOCAL


def _mac_place(path: Path) -> Place:
    if len(path.parts) > 2 and path.parts[1] == "Volumes":
        return Place.REMOVABLE
    return Place.LOCAL


def _windows_place(path: Path) -> Place:
    if path.drive.startswith("\\\\"):
        return Place.NETWORK
    kind = ctypes.windll.kernel32.GetDriveTypeW(f"{path.drive}\\")  # type: ignore[attr-defined,unused-ignore]
    # The numbers of GetDriveTypeW: 2 removable, 3 fixed, 4 network, 5 optical.
    return {2: Place.REMOVABLE, 4: Place.NETWORK, 5: Place.REMOVABLE}.get(kind, Place.LOCAL)
