"""What the fault tests share: a workbook to spoil, programs to kill, and how to look afterwards.

FACILITATOR_FAULT_ROUNDS multiplies how often each fault is tried; 1 is for every test run.
"""

import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from facilitator.clock import SystemClock
from facilitator.storage.connection import Access, connect
from facilitator.storage.examine import check_content, examine
from facilitator.storage.workbook_file import create_workbook, open_database, open_workbook

PROGRAMS = Path(__file__).parent / "programs"
ROUNDS = int(os.environ.get("FACILITATOR_FAULT_ROUNDS", "1"))


def a_workbook_to_check_in(path: Path) -> Path:
    """A workbook with a workshop, a status and an open run."""
    create_workbook(path)
    database = open_database(path, SystemClock())
    with database.action("prepared"):
        database.insert(
            "workshop",
            {
                "id": "workshop",
                "title": "W",
                "starts_local": "2026-10-08T17:00",
                "time_zone": "UTC",
            },
        )
        database.insert(
            "attendance_status", {"id": "present", "key": "present", "letter": "P", "in_room": 1}
        )
    with database.log():
        run = {"id": "run", "workshop_id": "workshop", "opened_at": "x", "plan": "{}"}
        database.insert("run", run)
    database.close()
    return path


def started(program: str, *arguments: object) -> subprocess.Popen[str]:
    """One of the programs, ready for work."""
    process = subprocess.Popen(
        [sys.executable, str(PROGRAMS / program), *map(str, arguments)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "open\n"
    return process


def killed_after(process: subprocess.Popen[str], lines: int, seconds: float) -> list[str]:
    """Kill the program so long after it said so many lines; gives the whole lines it had said."""
    assert process.stdout is not None
    said = "".join(process.stdout.readline() for _ in range(lines))
    with suppress(subprocess.TimeoutExpired):
        process.wait(timeout=seconds)
    assert process.returncode is None, "the program ended by itself"
    process.kill()
    said += process.communicate()[0]
    return said[: said.rfind("\n") + 1].split("\n")[:-1]


def some_moment(chance: random.Random, longest: float) -> float:
    """Early moments, where more happens for the first time, come up more often."""
    return longest * chance.random() ** 2


def check_whole(path: Path, acknowledged: set[str]) -> int:
    """The workbook is sound, every acknowledged row is there, no action is half there.

    Gives the number of marks.
    """
    assert examine(path).is_usable
    workbook = open_workbook(path, SystemClock())
    database = workbook.database
    marks = {row["id"] for row in database.rows("SELECT id FROM attendance")}
    events = {row["id"] for row in database.rows("SELECT id FROM run_event")}
    assert acknowledged <= marks | events
    # A step is whole or not there: person, mark, their entry in the journal and the index.
    people = database.value("SELECT count(*) FROM participant")
    entries = database.value("SELECT count(*) FROM action WHERE name = 'checked-in'")
    changes = database.value(
        "SELECT count(*) FROM action_change JOIN action ON action.sequence = action_change.action"
        " WHERE action.name = 'checked-in'"
    )
    found = database.value(
        "SELECT count(*) FROM participant_words WHERE participant_words MATCH 'person'"
    )
    assert (people, entries, changes, found) == (len(marks), len(marks), 2 * len(marks), len(marks))
    workbook.close(back_up=False)
    with closing(connect(path, Access.FROZEN)) as connection:
        assert check_content(connection) == ()
    return len(marks)


def as_nobody(job: Callable[[], str]) -> str:
    """What `job` gives when done without the rights of root, which no permission stops."""
    if os.geteuid() != 0:
        return job()
    _load_what_is_loaded_late()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        answer = "failed"
        try:
            os.setgroups([])
            os.setresgid(65534, 65534, 65534)
            os.setresuid(65534, 65534, 65534)
            answer = job()
        except BaseException as error:  # noqa: BLE001 - the child's outermost edge
            answer = f"{type(error).__name__}: {error}"
        finally:
            os.write(writing, answer.encode())
            os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    with os.fdopen(reading) as pipe:
        return pipe.read()


def _load_what_is_loaded_late() -> None:
    """Nobody may not be allowed to read Python's own files, so all is imported before."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "centre.facilitator"
        create_workbook(path)
        for read_only in (False, True):
            open_workbook(path, SystemClock(), read_only=read_only).close()
