"""Which backups still hold certain rows: for erasing a person for good."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable
from contextlib import closing

from facilitator.errors import StorageTrouble
from facilitator.storage.backup import Backup, Backups
from facilitator.storage.connection import Access, connect
from facilitator.storage.durable import sync_folder
from facilitator.storage.trouble import known_trouble


def backups_holding(backups: Backups, participant_ids: Collection[str]) -> list[Backup]:
    """The backups in which one of these people is named, newest first.

    A backup that cannot be read is listed too: nobody can say that it does not.
    """
    return [backup for backup in backups.all() if _holds(backup, participant_ids)]


def remove_backups(chosen: Iterable[Backup]) -> int:
    """Remove these backups for good; gives how many were there. Raises `StorageTrouble`."""
    removed = 0
    for backup in chosen:
        with known_trouble(backup.path):
            removed += backup.path.exists()
            backup.path.unlink(missing_ok=True)
            sync_folder(backup.path.parent)
    return removed


def _holds(backup: Backup, participant_ids: Collection[str]) -> bool:
    try:
        with known_trouble(backup.path), closing(connect(backup.path, Access.FROZEN)) as connection:
            found = connection.execute(
                # The name of somebody who was erased before that backup is empty of meaning.
                "SELECT 1 FROM participant WHERE id IN (SELECT value FROM json_each(?))"
                " AND coalesce(json_extract(custom, '$.erased'), 0) = 0 LIMIT 1",
                (json.dumps(list(participant_ids)),),
            ).fetchone()
    except (StorageTrouble, sqlite3.Error):
        return True
    return found is not None
