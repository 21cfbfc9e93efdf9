"""Which SQLite reads and writes the file; told in the About page and in reports of faults."""

from __future__ import annotations

import sqlite3


def sqlite_version() -> str:
    """The version of the SQLite library in use, for example ``"3.45.1"``."""
    return sqlite3.sqlite_version
