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
    """Makes the window at a place: ``show("people")``, ``show("person", id)``."""
    return lambda screen, *ids: make_window(workbook, Route(screen, tuple(ids)))
