"""Which computer gives serials: each has a tag, so that two copies of a workbook never give one
number twice.

The computer that made the workbook gives numbers without a tag. Any other gets one when it first
issues from a copy, drawn from the number that a computer keeps for itself; with 27 million tags
two of a centre's laptops do not meet by chance, and somebody may choose shorter ones by hand.
"""

from __future__ import annotations

import hashlib
import platform
import uuid
from pathlib import Path

from facilitator.certificates.serials import is_tag
from facilitator.clock import to_stamp
from facilitator.errors import Refused, StorageTrouble
from facilitator.storage import Database
from facilitator.whole_files import whole_file

_FILE = "computer-id"
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_CHARACTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_TAG_LENGTH = 5


def computer_id(folder: Path) -> str:
    """What this computer calls itself for one user: a random number in a file of `folder`, made at
    the first time. Where nothing can be written its name and address stand in.
    """
    path = folder / _FILE
    try:
        known = path.read_text(encoding="ascii").strip()
        if len(known) == 32:
            return known
    except (OSError, ValueError):
        pass
    fresh = uuid.uuid4().hex
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with whole_file(path) as stream:
            stream.write(fresh.encode())
    except (OSError, StorageTrouble):
        named = f"{platform.node()} {uuid.getnode()}"
        return hashlib.sha256(named.encode()).hexdigest()[:32]
    return fresh


def usual_tag(computer: str, attempt: int = 0) -> str:
    """The tag of a computer: a letter, then letters and digits that are not taken for others."""
    number = int.from_bytes(hashlib.sha256(f"{computer} {attempt}".encode()).digest()[:8], "big")
    number, first = divmod(number, len(_LETTERS))
    chars = [_LETTERS[first]]
    for _ in range(_TAG_LENGTH - 1):
        number, place = divmod(number, len(_CHARACTERS))
        chars.append(_CHARACTERS[place])
    return "".join(chars)


class Computers:
    """The computers that give serials in one open workbook. `folder`: the user's, for `_FILE`."""

    def __init__(self, database: Database, folder: Path) -> None:
        self._database = database
        self._folder = folder
        self._id: str | None = None

    @property
    def id(self) -> str:
        """What this computer calls itself."""
        if self._id is None:
            self._id = computer_id(self._folder)
        return self._id

    def tag(self) -> str:
        """The tag of this computer; inside a lasting action, as it may be given now."""
        known: str | None = self._database.value("SELECT tag FROM desk WHERE id = ?", (self.id,))
        if known is not None:
            return known
        taken = {row["tag"] for row in self._database.rows("SELECT tag FROM desk")}
        tag, attempt = "", 0
        while tag in taken:
            tag = usual_tag(self.id, attempt)
            attempt += 1
        stamp = to_stamp(self._database.clock.now())
        self._database.insert("desk", {"id": self.id, "tag": tag, "added_at": stamp})
        return tag

    def choose_tag(self, tag: str) -> None:
        """Give this computer another tag for the numbers to come. Refused: ``tag-wrong`` (a
        capital, then up to seven capitals or digits), ``tag-taken``.
        """
        if not is_tag(tag):
            raise Refused("tag-wrong")
        if self._database.value("SELECT 1 FROM desk WHERE tag = ? AND id <> ?", (tag, self.id)):
            raise Refused("tag-taken", tag=tag)
        with self._database.action("serial-tag-chosen", lasting=True, tag=tag):
            self.tag()
            self._database.update("desk", self.id, {"tag": tag})
