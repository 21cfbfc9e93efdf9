"""A window over a workbook with the sample programme."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from facilitator.clock import SetClock
from facilitator.workbook import Workbook
from ui.shell.main_window import MainWindow
from ui.shell.route import Route


@pytest.fixture
def workbook(tmp_path: Path, clock: SetClock) -> Iterator[Workbook]:
    made = Workbook.create(tmp_path / "Centre.facilitator", time_zone="Europe/Lisbon", clock=clock)
    made.load_sample()
    yield made
    made.close(back_up=False)


@pytest.fixture
def show(make_window: Callable[..., MainWindow], workbook: Workbook) -> Callable[..., MainWindow]:
    """Makes the window with a section of the settings: ``show("backups")``."""
    return lambda section="": make_window(workbook, Route("settings", focus=section))
