"""Two programs that want the same workbook."""

import subprocess
import sys
from pathlib import Path

from facilitator.clock import SystemClock
from facilitator.storage.workbook_file import open_database
from tests.faults.harness import PROGRAMS, a_workbook_to_check_in, check_whole, started

# Opens without the lock, as where a file system knows none.
UNLOCKED = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[3])
from check_in import check_in
from facilitator.clock import SystemClock
from facilitator.storage.workbook_file import open_database
database = open_database(Path(sys.argv[1]), SystemClock())
print("open", flush=True)
sys.stdin.readline()
for number in range(int(sys.argv[2])):
    print("mark", check_in(database, number), flush=True)
"""


def test_two_programs_taking_turns_lose_none_of_300_marks(tmp_path: Path) -> None:
    path = a_workbook_to_check_in(tmp_path / "centre.facilitator")
    first = subprocess.Popen(
        [sys.executable, str(PROGRAMS / "check_in.py"), str(path), "150"],
        stdout=subprocess.PIPE,
        text=True,
    )
    second = started("check_in.py", path, 150)
    said = (first.communicate()[0] + second.communicate()[0]).split("\n")
    acknowledged = {line.split()[1] for line in said if " " in line}
    assert (first.returncode, second.returncode) == (0, 0)
    assert check_whole(path, acknowledged) == 300


def test_even_without_a_lock_two_writers_lose_none_of_300_marks(tmp_path: Path) -> None:
    path = a_workbook_to_check_in(tmp_path / "centre.facilitator")
    programs = []
    for _ in range(2):
        program = subprocess.Popen(
            [sys.executable, "-c", UNLOCKED, str(path), "150", str(PROGRAMS)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        programs.append(program)
        assert program.stdout is not None
        # One after the other: only opening itself, which changes the journal, needs the lock.
        assert program.stdout.readline() == "open\n"
    for program in programs:
        assert program.stdin is not None
        program.stdin.write("go\n")
        program.stdin.flush()
    said = "".join(program.communicate()[0] for program in programs).split("\n")
    assert [program.returncode for program in programs] == [0, 0]
    assert check_whole(path, {line.split()[1] for line in said if line}) == 300


def test_a_reader_sees_each_mark_of_a_writer_that_goes_on(tmp_path: Path) -> None:
    path = a_workbook_to_check_in(tmp_path / "centre.facilitator")
    writer = started("check_in.py", path, 29)
    assert writer.stdout is not None
    reader = open_database(path, SystemClock(), read_only=True)
    seen = 0
    with writer:
        for line in writer.stdout:
            kind, key = line.split()
            table = {"mark": "attendance", "event": "run_event"}[kind]
            seen += reader.value(f"SELECT count(*) FROM {table} WHERE id = ?", (key,))
    reader.close()
    assert writer.returncode == 0
    assert seen == 29 + 10
