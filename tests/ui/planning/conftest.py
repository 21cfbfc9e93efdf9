"""The Agenda tab of the sample's fourth workshop, as a person has it before them."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from facilitator.clock import SetClock
from facilitator.workbook import Workbook
from ui.planning.agenda_screen import AgendaScreen
from ui.shell.main_window import MainWindow
from ui.shell.route import Route


@pytest.fixture(scope="session")
def _sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "sample.facilitator"
    clock = SetClock(datetime(2026, 9, 1, 8, 0, tzinfo=UTC))
    with Workbook.create(path, time_zone="Europe/London", clock=clock) as book:
        book.load_sample(through="planned")
    return path


@pytest.fixture
def book(_sample_file: Path, tmp_path: Path, clock: SetClock) -> Iterator[Workbook]:
    path = tmp_path / "centre.facilitator"
    path.write_bytes(_sample_file.read_bytes())
    book = Workbook.open(path, clock=clock)
    yield book
    book.close(back_up=False)


@pytest.fixture
def workshop_id(book: Workbook) -> str:
    titles = {row.title: row.id for row in book.planning.workshops()}
    return titles["Ideas for a greener street"]


@pytest.fixture
def window(make_window: Callable[..., MainWindow], book: Workbook, workshop_id: str) -> MainWindow:
    return make_window(book, Route("workshop.agenda", (workshop_id,)))


@pytest.fixture
def screen(window: MainWindow) -> AgendaScreen:
    found = window.findChild(AgendaScreen)
    assert found is not None
    return found
