"""A connection for storage's own work on whole files: no journal, closed when the block ends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from facilitator.storage.connection import Access, Durability, connect

if TYPE_CHECKING:
    import sqlite_utils


@contextmanager
def wrapped_connection(
    path: Path, access: Access, durability: Durability
) -> Iterator[sqlite_utils.Database]:
    """A connection as sqlite-utils sees it, for making and migrating files."""
    from sqlite_utils import Database as Wrapped  # noqa: PLC0415 - slow, and seldom needed

    with closing(connect(path, access, durability)) as connection:
        yield Wrapped(connection, recursive_triggers=False, execute_plugins=False)
