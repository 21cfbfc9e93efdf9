"""The Observe tab of the sample's fourth workshop, in the middle of it, eight people here."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from facilitator.clock import SetClock
from facilitator.workbook import Workbook
from ui.shell.main_window import MainWindow
from ui.shell.route import Route
from ui.skills.observe_screen import ObserveScreen

HERE = (
    "Amina El Idrissi",
    "Dawit Bekele Tadesse",
    "Fatemeh Karimi",
    "Kim Min-ji",
    "Kwame Mensah",
    "Leïla Haddad",
    "Li Xiuying",
    "Sulastri",
)


@pytest.fixture
def clock() -> SetClock:
    # In London it is 18:55: "Build a quick model" is on by the plan.
    return SetClock(datetime(2026, 10, 8, 17, 55, tzinfo=UTC))


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
def people_here(book: Workbook, workshop_id: str) -> None:
    for row in book.attendance.desk(workshop_id).rows:
        if row.name in HERE:
            book.attendance.mark(workshop_id, row.participant_id)


@pytest.fixture
def window(
    make_window: Callable[..., MainWindow], book: Workbook, workshop_id: str, people_here: None
) -> MainWindow:
    return make_window(book, Route("workshop.observe", (workshop_id,)))


@pytest.fixture
def screen(window: MainWindow) -> ObserveScreen:
    found = window.findChild(ObserveScreen)
    assert found is not None
    return found
