"""How long work tells how far it is, and how it is asked to stop.

Long jobs (import, certificates, export, backup) are plain functions that take a `Progress`.
Reporting is also where cancel happens: `report` raises `Cancelled` when the person asked.
"""

from __future__ import annotations

from typing import Protocol

from typing_extensions import override

from facilitator.errors import Cancelled


class Progress(Protocol):
    """Where a long job reports `done` of `total` (any unit) and learns of a cancel."""

    def report(self, done: int, total: int) -> None:
        """Tell how far the work is; raises `Cancelled` if the person asked to stop."""
        ...


class NoProgress(Progress):
    """For callers that neither show progress nor cancel."""

    @override
    def report(self, done: int, total: int) -> None:
        """Accept the figures and go on."""


class CancelAfter(Progress):
    """A progress that cancels once `done` reaches a limit: for tests of clean stops."""

    def __init__(self, limit: int) -> None:
        self._limit = limit

    @override
    def report(self, done: int, total: int) -> None:
        if done >= self._limit:
            raise Cancelled
