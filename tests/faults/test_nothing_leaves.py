"""Nothing leaves the computer: the demo and the window are watched while they work.

Three watchers, each where the computer has it: Python's own audit events (always), a network
namespace with nothing in it (Linux with `unshare`), and the kernel's calls (`strace`).

With FACILITATOR_FAULT_ROUNDS above 1 the demo draws all screens too, 20 seconds more.
"""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from facilitator.exchange.plan_files import write_sample
from facilitator.workbook import Workbook
from tests.faults.harness import PROGRAMS, ROUNDS
from ui.screens import SCREENS

ROOT = Path(__file__).resolve().parents[2]
EMPTY_NETWORK = ("unshare", "--map-root-user", "--net")
# With the kernel's own filter, programs are held up at calls for sockets only.
SYSTEM_CALLS = (
    *("strace", "--seccomp-bpf", "-f", "-qq", "-e", "trace=socket", "-e", "signal=none", "-o"),
)
ASKS_OUTSIDE = """
import socket
try:
    socket.create_connection(("127.0.0.1", 9), timeout=0.2)
except OSError:
    print("no way out")
"""


@dataclass(frozen=True)
class Watched:
    """What became of a program: its words, the audit events, the calls for sockets (or None)."""

    code: int
    said: str
    events: list[list[str]]
    calls: list[str] | None

    @property
    def of_the_network(self) -> list[list[str]]:
        return [event for event in self.events if event[1] not in {"watching", "ended"}]

    @property
    def internet_calls(self) -> list[str]:
        assert self.calls is not None
        return [call for call in self.calls if "AF_INET" in call or "AF_PACKET" in call]


@cache
def works(*command: str) -> bool:
    if shutil.which(command[0]) is None:
        return False
    done = subprocess.run([*command, "true"], capture_output=True, check=False)
    return done.returncode == 0


def has_empty_network() -> bool:
    return works(*EMPTY_NETWORK)


def has_system_calls() -> bool:
    return works(*SYSTEM_CALLS, os.devnull)


def watched(folder: Path, *arguments: object) -> Watched:
    """Run Python with these arguments under all the watchers there are."""
    folder.mkdir()
    events, calls = folder / "events", folder / "calls"
    command = [sys.executable, *map(str, arguments)]
    if has_empty_network():
        command = [*EMPTY_NETWORK, *command]
    if has_system_calls():
        command = [*SYSTEM_CALLS, str(calls), *command]
    done = subprocess.run(
        command,
        env={
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(PROGRAMS / "watched"), str(ROOT)]),
            "FACILITATOR_WATCH_FILE": str(events),
            "FACILITATOR_CONFIG_DIR": str(folder / "config"),
            "QT_QPA_PLATFORM": "offscreen",
        },
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=180,
        check=False,
    )
    return Watched(
        done.returncode,
        done.stdout + done.stderr,
        [json.loads(line) for line in events.read_text(encoding="utf-8").splitlines()],
        calls.read_text(encoding="utf-8").splitlines() if calls.exists() else None,
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("watched")


@pytest.fixture(scope="module")
def demo(folder: Path) -> Watched:
    pictures = "--screenshots" if ROUNDS > 1 else "--no-screenshots"
    return watched(folder / "demo", "-m", "facilitator", "demo", pictures, folder / "output")


@pytest.fixture(scope="module")
def window(folder: Path) -> Watched:
    path = folder / "centre.facilitator"
    with Workbook.create(path, time_zone="UTC") as book:
        programme = book.load_sample()
        workshop = book.planning.workshops(programme)[0].id
        person = book.people.search()[0].id
    people = folder / "people.csv"
    people.write_text("Name\nAmina El Idrissi\n", encoding="utf-8")
    program = PROGRAMS / "window_opened_and_closed.py"
    table, package = folder / "plan.csv", folder / "plan.facilitator-plan"
    write_sample(table)
    with Workbook.open(path) as book:
        book.plan_files.write_package(package, workshop_id=workshop)
    files = (people, table, package)
    return watched(folder / "window", program, path, programme, workshop, person, *files)


@pytest.fixture(params=["demo", "window"])
def program(request: pytest.FixtureRequest) -> Watched:
    found: Watched = request.getfixturevalue(request.param)
    return found


def test_the_demo_plays_to_its_end(demo: Watched) -> None:
    assert demo.code == 0, demo.said
    assert "worked out by hand" in demo.said
    if ROUNDS > 1:
        assert "Drawn" in demo.said
        assert sum(event[1] == "watching" for event in demo.events) == 2


def test_the_window_shows_its_screens_and_closes(window: Watched) -> None:
    assert window.code == 0, window.said
    # Where a workbook is open, the way to the welcome leads on to today's screen.
    assert set(SCREENS) - {"welcome"} <= set(window.said.split())


def test_nothing_is_asked_of_the_network(program: Watched) -> None:
    kinds = [event[1] for event in program.events]

    assert kinds.count("watching") == kinds.count("ended") >= 1
    assert program.of_the_network == []


def test_the_window_system_s_own_network_is_not_even_loaded(program: Watched) -> None:
    loaded = {name for event in program.events if event[1] == "ended" for name in event[2:]}

    assert "facilitator" in loaded
    assert "PySide6.QtNetwork" not in loaded


def test_all_of_it_works_where_there_is_no_network_at_all(program: Watched) -> None:
    if not has_empty_network():
        pytest.skip("no empty network can be made here: that needs Linux, unshare and the right to")
    assert program.code == 0, program.said


def test_no_internet_socket_is_asked_of_the_system(program: Watched) -> None:
    if program.calls is None:
        pytest.skip("strace is not installed here, or may not watch programs")
    assert program.internet_calls == []


def test_the_watchers_see_a_program_that_asks_outside(folder: Path) -> None:
    asked = watched(folder / "asks", "-c", ASKS_OUTSIDE)

    assert asked.said.strip() == "no way out"
    assert "socket.getaddrinfo" in [event[1] for event in asked.events]
    if asked.calls is not None:
        assert len(asked.internet_calls) == 1
