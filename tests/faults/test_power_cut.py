"""Power cuts: after each of them the workbook opens, and shows what was acknowledged last.

A program works on a workbook while all its calls to the disk are written down. From that log the
disk is made up again as a power cut at any moment may leave it, and opened as the program does it.
FACILITATOR_FAULT_ROUNDS multiplies the disks; 20 makes them 3,200.
"""

import random
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

import pytest

from facilitator.clock import SystemClock
from facilitator.errors import StorageTrouble
from facilitator.storage.examine import check_content, examine
from facilitator.storage.workbook_file import open_workbook
from tests.faults.disk import (
    SECTOR_BYTES,
    Disk,
    Kind,
    Step,
    build_log_library,
    logging_environment,
    steps_of,
    why_not_here,
)
from tests.faults.harness import ROUNDS, a_workbook_to_check_in
from tests.faults.programs.until_power_cut import ACKNOWLEDGED, signature_of

pytestmark = pytest.mark.skipif(bool(why_not_here()), reason=why_not_here())

ROOT = Path(__file__).parents[2]
NAME = "centre.facilitator"
DEEDS = 70
DISKS = 80


class Fate(Enum):
    """What a power cut made of a workbook."""

    KEPT = "all that was acknowledged is there, and nothing by halves"
    LOST = "sound, but as it was before something that was acknowledged"
    UNSOUND = "does not open, is damaged, or has something by halves"


@dataclass(frozen=True)
class Evening:
    """What a program did: the disk before, its steps, how it ended, what it acknowledged.

    `signatures` are of all states, in order, that the workbook was ever in.
    """

    folder_name: str
    before: dict[str, bytes]
    steps: list[Step]
    after: dict[str, bytes]
    signatures: list[str]


@dataclass(frozen=True)
class Cut:
    """A disk after a power cut, and how many states had been acknowledged by then."""

    files: dict[str, bytes]
    acknowledged: int


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_log_library(tmp_path_factory.mktemp("library"))


def what_a_program_does(path: Path, library: Path, *arguments: object) -> list[Step]:
    """The steps of a program that opens the workbook at `path`, works and ends in the middle."""
    log = path.parent.with_suffix(".log")
    program = [sys.executable, "-m", "tests.faults.programs.until_power_cut", str(path)]
    subprocess.run(
        [*program, *filter(None, map(str, arguments))],
        env=logging_environment(library, path.parent, log),
        cwd=ROOT,
        check=True,
    )
    return list(steps_of(log))


def an_evening(
    folder: Path, library: Path, *, seed: int, synchronous: str = "", deeds: int = DEEDS
) -> Evening:
    """Let the program work in `folder`, whose name says which journal is used."""
    folder.mkdir(parents=True)
    path = a_workbook_to_check_in(folder / NAME)
    before = {NAME: path.read_bytes()}
    steps = what_a_program_does(path, library, deeds, seed, synchronous)
    after = {
        file.name: file.read_bytes()
        for file in folder.iterdir()
        if file.is_file() and not file.name.endswith(("-shm", ".lock"))
    }
    signatures = after[ACKNOWLEDGED].decode().split()
    database = open_workbook(path, SystemClock())
    last = signature_of(database.database)
    database.close(back_up=False)
    if last != signatures[-1]:
        signatures.append(last)
    return Evening(folder.name, before, steps, after, signatures)


def moments(evening: Evening, count: int, chance: random.Random) -> Iterator[tuple[Disk, int]]:
    """The disk at `count` moments, with the number of states acknowledged by then.

    Half of them are just after an acknowledgement: nothing later helps what it promised.
    """
    acknowledging = _acknowledging_steps(evening)
    # Before the first acknowledgement nothing is promised, but the workbook must be sound.
    chosen = Counter(chance.choices(acknowledging, k=count // 2))
    chosen.update(chance.choices(range(len(evening.steps)), k=count - count // 2))
    acknowledged = set(acknowledging)
    disk = Disk(evening.before)
    said = 0
    for number, step in enumerate(evening.steps):
        disk.follow(step)
        said += number in acknowledged
        for _ in range(chosen[number]):
            yield disk, said


def _acknowledging_steps(evening: Evening) -> list[int]:
    """The numbers of the steps by which the program acknowledged something."""
    openings = {
        step.opening
        for step in evening.steps
        if step.kind is Kind.CREATED and step.names == [ACKNOWLEDGED]
    }
    return [
        number
        for number, step in enumerate(evening.steps)
        if step.kind is Kind.WRITTEN and step.opening in openings
    ]


def cuts(evening: Evening, count: int, chance: random.Random) -> Iterator[Cut]:
    """As many power cuts as asked for, no two of which leave the same disk at the same moment."""
    seen: set[int] = set()
    while len(seen) < count:
        for disk, acknowledged in moments(evening, count - len(seen), chance):
            files = disk.after_power_cut(chance)
            files.pop(ACKNOWLEDGED, None)
            left = hash((acknowledged, *sorted(files.items())))
            if left in seen:
                continue
            seen.add(left)
            if chance.random() < 0.25:
                # Shared memory is never synced: anything may be in it.
                files[f"{NAME}-shm"] = chance.randbytes(32768)
            yield Cut(files, acknowledged)


def fate_of(cut: Cut, evening: Evening, folder: Path) -> Fate:
    """Start the computer again and open the workbook, in a folder of the same kind."""
    path = folder / NAME
    for ending in ("", "-wal", "-journal", "-shm"):
        folder.joinpath(NAME + ending).unlink(missing_ok=True)
    for name, content in cut.files.items():
        folder.joinpath(name).write_bytes(content)
    try:
        workbook = open_workbook(path, SystemClock())
    except StorageTrouble:
        return Fate.UNSOUND
    try:
        damage = check_content(workbook.database.connection)
        signature = signature_of(workbook.database)
    finally:
        workbook.close(back_up=False)
    if damage or signature not in evening.signatures:
        return Fate.UNSOUND
    # The step on its way at the cut may be there as well, although nobody had heard of it.
    latest = evening.signatures[max(cut.acknowledged - 1, 0) : max(cut.acknowledged, 1) + 1]
    return Fate.KEPT if signature in latest else Fate.LOST


def fates(evening: Evening, count: int, seed: int, folder: Path) -> Counter[Fate]:
    """How often which fate came, over `count` power cuts."""
    place = folder / evening.folder_name
    place.mkdir(parents=True)
    chance = random.Random(seed)
    found = Counter(fate_of(cut, evening, place) for cut in cuts(evening, count, chance))
    shutil.rmtree(folder)
    return found


@pytest.mark.parametrize("place", ["local", "Dropbox"], ids=["log", "rollback-journal"])
def test_the_log_of_calls_holds_all_that_reached_the_files(
    place: str, tmp_path: Path, library: Path
) -> None:
    evening = an_evening(tmp_path / place, library, seed=1)
    disk = Disk(evening.before)
    for step in evening.steps:
        disk.follow(step)
    assert disk.content() == evening.after
    kinds = Counter(step.kind for step in evening.steps)
    assert kinds[Kind.SYNCED] > DEEDS / 2
    assert kinds[Kind.WRITTEN] > 2 * DEEDS


@pytest.mark.parametrize("place", ["local", "Dropbox"], ids=["log", "rollback-journal"])
def test_no_power_cut_takes_what_was_acknowledged(
    place: str, tmp_path: Path, library: Path
) -> None:
    found: Counter[Fate] = Counter()
    for number in range(ROUNDS):
        evening = an_evening(tmp_path / str(number) / place, library, seed=number)
        assert len(evening.signatures) > DEEDS / 3
        found += fates(evening, DISKS, number, tmp_path / f"after{number}")
    print({fate.name: count for fate, count in found.items()})
    assert found == {Fate.KEPT: DISKS * ROUNDS}


@pytest.mark.parametrize("place", ["local", "Dropbox"], ids=["log", "rollback-journal"])
def test_a_first_sector_left_unreadable_by_a_power_cut_is_made_again(
    place: str, tmp_path: Path, library: Path
) -> None:
    # By chance this comes up once in some hundred cuts.
    evening = an_evening(tmp_path / place, library, seed=2, deeds=30)
    folder = tmp_path / "after" / place
    folder.mkdir(parents=True)
    disk = Disk(evening.before)
    acknowledging = set(_acknowledging_steps(evening))
    said = tried = 0
    for number, step in enumerate(evening.steps):
        disk.follow(step)
        said += number in acknowledging
        if step.kind is Kind.WRITTEN and step.offset == 0 and disk.name_of(step.opening) == NAME:
            files = disk.content()
            files.pop(ACKNOWLEDGED, None)
            files[NAME] = b"\x99" * SECTOR_BYTES + files[NAME][SECTOR_BYTES:]
            assert fate_of(Cut(files, said), evening, folder) is Fate.KEPT
            tried += 1
        if tried == 6:
            break
    assert tried > 2


@pytest.mark.parametrize("place", ["local", "Dropbox"], ids=["log", "rollback-journal"])
def test_a_second_power_cut_while_the_first_is_repaired_takes_nothing(
    place: str, tmp_path: Path, library: Path
) -> None:
    chance = random.Random(4)
    evening = an_evening(tmp_path / "first" / place, library, seed=4, deeds=40)
    after = tmp_path / "after" / place
    after.mkdir(parents=True)
    for number, first in enumerate(cuts(evening, 2 * ROUNDS, chance)):
        folder = tmp_path / f"second{number}" / place
        folder.mkdir(parents=True)
        for name, content in first.files.items():
            folder.joinpath(name).write_bytes(content)
        # It only opens the workbook: no deeds.
        steps = what_a_program_does(folder / NAME, library, 0, 0)
        disk = Disk(first.files)
        chosen = set(chance.sample(range(len(steps)), min(5, len(steps))))
        for at, step in enumerate(steps):
            disk.follow(step)
            if at in chosen:
                second = Cut(disk.after_power_cut(chance), first.acknowledged)
                assert fate_of(second, evening, after) is Fate.KEPT


@pytest.mark.parametrize(
    ("place", "synchronous", "worst"),
    [
        pytest.param("local", "NORMAL", Fate.LOST, id="log-not-synced"),
        pytest.param("Dropbox", "FULL", Fate.LOST, id="end-of-journal-not-synced"),
        pytest.param("Dropbox", "OFF", Fate.UNSOUND, id="nothing-synced"),
    ],
)
def test_with_less_care_power_cuts_do_take_something(
    place: str, synchronous: str, worst: Fate, tmp_path: Path, library: Path
) -> None:
    # The test of these tests: they see the losses that SQLite announces for each setting.
    evening = an_evening(tmp_path / place, library, seed=3, synchronous=synchronous)
    found = fates(evening, 30, 3, tmp_path / "after")
    print({fate.name: count for fate, count in found.items()})
    assert found[worst] > 0
    if worst is Fate.LOST:
        assert found[Fate.UNSOUND] == 0


def test_no_log_makes_a_workbook_of_something_else(tmp_path: Path) -> None:
    path = tmp_path / NAME
    files = {NAME: b"Amina;Bo\n" * 400, f"{NAME}-wal": b"w" * 5000, f"{NAME}-journal": b"j" * 5000}
    for name, content in files.items():
        tmp_path.joinpath(name).write_bytes(content)
    assert examine(path).reasons == ("not-a-workbook",)
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == files
