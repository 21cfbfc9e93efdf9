"""Making, opening and closing workbook files: the parts of storage in their right order."""

from __future__ import annotations

from pathlib import Path

from facilitator.clock import Clock
from facilitator.errors import StorageTrouble
from facilitator.storage.connection import Access, Durability
from facilitator.storage.database import Database
from facilitator.storage.durable import beside, put_in_new_place, remove_if_there
from facilitator.storage.identity import APPLICATION_ID
from facilitator.storage.location import locate
from facilitator.storage.migrate import migrate
from facilitator.storage.trouble import known_trouble
from facilitator.storage.unjournaled import wrapped_connection


def create_workbook(path: Path) -> None:
    """Make an empty workbook file; raises `StorageTrouble` ("exists") rather than replace one."""
    if path.exists():
        raise StorageTrouble("exists", path=str(path))
    passing = beside(path, "new")
    try:
        with known_trouble(path):
            with wrapped_connection(passing, Access.CREATE, Durability.ROLLBACK) as wrapped:
                wrapped.execute(f"PRAGMA application_id = {APPLICATION_ID:d}")
                migrate(wrapped)
            try:
                put_in_new_place(passing, path)
            except FileExistsError as error:
                raise StorageTrouble("exists", path=str(path)) from error
    finally:
        remove_if_there(passing, passing.with_name(f"{passing.name}-journal"))


def open_database(path: Path, clock: Clock, *, read_only: bool = False) -> Database:
    """The bare database of a file that is known to be ours, without lock, checks or backups."""
    return Database(path, clock, read_only=read_only, durability=locate(path).durability)
