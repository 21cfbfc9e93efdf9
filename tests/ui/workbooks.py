"""Workbooks for tests of the window: made once, copied for each test."""

from pathlib import Path

from facilitator.clock import Clock
from facilitator.workbook import Workbook


def write_sample(path: Path, clock: Clock) -> Path:
    """A closed workbook with the sample programme in it."""
    with Workbook.create(
        path, centre_name="Lantern Quay", time_zone="Europe/Lisbon", clock=clock
    ) as book:
        book.load_sample()
    return path
