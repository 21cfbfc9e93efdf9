"""A fresh workbook file and a clock that stands still, for every test of the core."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from facilitator.clock import SetClock
from facilitator.storage import Database
from facilitator.storage.workbook_file import create_workbook, open_database


@pytest.fixture
def clock() -> SetClock:
    return SetClock(datetime(2026, 10, 8, 15, 0, tzinfo=UTC))


@pytest.fixture(scope="session")
def _empty_workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("empty") / "empty.facilitator"
    create_workbook(path)
    return path


@pytest.fixture
def workbook_path(tmp_path: Path, _empty_workbook: Path) -> Path:
    """A closed, empty workbook file in a folder of its own."""
    folder = tmp_path / "workbook"
    folder.mkdir()
    path = folder / "centre.facilitator"
    path.write_bytes(_empty_workbook.read_bytes())
    return path


@pytest.fixture
def database(workbook_path: Path, clock: SetClock) -> Iterator[Database]:
    """The open workbook of `workbook_path`, at 2026-10-08T15:00Z."""
    database = open_database(workbook_path, clock)
    yield database
    database.close()
