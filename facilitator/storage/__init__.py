"""The file itself: open, close, migrate, transact, undo, back up, check."""

from facilitator.storage.database import Database, Row
from facilitator.storage.journal import ActionRecord, RowChange

__all__ = ["ActionRecord", "Database", "Row", "RowChange"]
