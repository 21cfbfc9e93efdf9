"""Makes a workbook of any size, the same one for the same size: people, plans and their marks.

All goes through storage's own connection and its journal, a named action for each list and each
register, as an import and "all present" would write them: the file weighs what a real one weighs.
"""

from __future__ import annotations

import hashlib
import random
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

from facilitator.attendance.store import take_sequence
from facilitator.clock import SetClock, to_stamp
from facilitator.people.model import NewPerson
from facilitator.people.store import insert_people, person_values
from facilitator.planning.model import ActivityKind
from facilitator.storage import Database, migrations
from facilitator.workbook import Workbook
from tests.benchmarks.made_names import MadePerson, made_people

TODAY = datetime(2026, 10, 8, 15, 0, tzinfo=UTC)
FIRST_DAY = date(2024, 1, 8)
ZONE = "Europe/London"
# An afternoon: kind and minutes of each activity.
_AFTERNOON = (
    (ActivityKind.WELCOME, 15),
    (ActivityKind.INPUT, 40),
    (ActivityKind.BREAK, 15),
    (ActivityKind.GROUP_WORK, 60),
    (ActivityKind.CLOSING, 20),
)
# Of a hundred marks: status, and minutes after the start or before the end where a time is known.
_MARKS = (
    (58, "present", None, None),
    (22, "present", 2, None),
    (8, "late", 17, None),
    (4, "left-early", None, 30),
    (4, "excused", None, None),
    (4, "absent", None, None),
)
_CARD_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass(frozen=True)
class Shape:
    """A programme of so many people and workshops."""

    people: int
    workshops: int

    @property
    def title(self) -> str:
        return f"{self.people} people, {self.workshops} workshops"


@dataclass(frozen=True)
class WorkbookSize:
    """How much is in a made workbook: `marks` spread evenly over all cells of the registers."""

    people: int
    programmes: tuple[Shape, ...]
    marks: int

    @property
    def label(self) -> str:
        return f"{self.people}-{len(self.programmes)}-{self.marks}-{_schema()}"


@dataclass(frozen=True)
class MadeWorkbook:
    """Where it lies and what it took: seconds, and megabytes on disk. Seconds 0: made before."""

    path: Path
    size: WorkbookSize
    seconds: float

    @property
    def megabytes(self) -> float:
        return self.path.stat().st_size / 1e6

    def programme(self, workbook: Workbook, shape: Shape) -> str:
        """The id of the first programme of a shape."""
        rows = workbook.planning.programmes()
        return next(row.id for row in rows if row.title == shape.title)


def whole_centre(people: int, marks: int, wide: Shape) -> WorkbookSize:
    """A wide programme, a small one, and as many of 200 × 10 as it takes for everybody else."""
    middling = Shape(200, 10)
    others = max(1, (people - wide.people - 24) // middling.people)
    return WorkbookSize(people, (wide, Shape(24, 5), *[middling] * others), marks)


def _schema() -> str:
    """Names the schema: a workbook made under another one is not opened, but made anew."""
    steps = sorted(Path(migrations.__file__).parent.glob("*.sql"))
    return hashlib.sha256(b"".join(step.read_bytes() for step in steps)).hexdigest()[:8]


def made_workbook(folder: Path, size: WorkbookSize) -> MadeWorkbook:
    """The workbook of this size in `folder`; made when it is not there yet."""
    path = folder / f"made-{size.label}" / "centre.facilitator"
    if path.exists():
        return MadeWorkbook(path, size, 0.0)
    path.parent.mkdir(parents=True, exist_ok=True)
    began = time.perf_counter()
    passing = path.with_name("unfinished.facilitator")
    for left in path.parent.glob("unfinished*"):
        left.unlink()
    clock = SetClock(TODAY)
    workbook = Workbook.create(passing, centre_name="Bench", time_zone=ZONE, clock=clock)
    try:
        _Maker(workbook.database, size).make()
    finally:
        workbook.close(back_up=False)
    passing.rename(path)
    return MadeWorkbook(path, size, time.perf_counter() - began)


def sample_workbook(kept: Path, target: Path) -> Path:
    """The sample programme as it is after its last workshop, in a workbook at `target`."""
    path = kept / f"sample-{_schema()}.facilitator"
    if not path.exists():
        with Workbook.create(path, time_zone=ZONE, clock=SetClock(TODAY)) as workbook:
            workbook.load_sample()
    shutil.copyfile(path, target)
    return target


class _Maker:
    """Writes one workbook; every id follows from the seed."""

    def __init__(self, database: Database, size: WorkbookSize) -> None:
        self._db = database
        self._size = size
        self._chance = random.Random(20261008)
        self._next = 0
        self._stamp = to_stamp(TODAY)
        rows = database.rows("SELECT id, key FROM attendance_status")
        statuses = {row["key"]: row["id"] for row in rows}
        self._marks = [
            (statuses[key], after, before)
            for count, key, after, before in _MARKS
            for _ in range(count)
        ]

    def make(self) -> None:
        people = self._people()
        cells = sum(shape.people * shape.workshops for shape in self._size.programmes)
        if self._size.marks > cells:
            raise ValueError(f"{self._size.marks} marks do not fit into {cells} cells")
        # Which cells are marked: evenly spread, and exactly as many as asked for.
        self._share, self._owed = (self._size.marks, cells), 0
        first = 0
        for number, shape in enumerate(self._size.programmes):
            members = [people[(first + place) % len(people)] for place in range(shape.people)]
            first += shape.people
            self._programme(number, shape, members)

    def _new_id(self) -> str:
        """A key as the product makes them (UUID version 7), but the same in every run."""
        milliseconds, order = divmod(self._next, 4096)
        self._next += 1
        start = int(TODAY.timestamp() * 1000)
        tail = self._chance.getrandbits(62)
        number = ((start + milliseconds) << 80) | (7 << 76) | (order << 64) | (2 << 62) | tail
        return str(UUID(int=number))

    def _people(self) -> list[str]:
        ids: list[str] = []

        def rows() -> Iterator[dict[str, object]]:
            for made in made_people(self._size.people, seed=1):
                values = self._person(made)
                ids.append(str(values["id"]))
                yield values

        with self._db.action("people-imported", file="made.csv", count=self._size.people):
            insert_people(self._db, rows())
        return ids

    def _person(self, made: MadePerson) -> dict[str, object]:
        person = NewPerson(
            name=made.name, birth_date=made.birth_date, gender=made.gender, district=made.district
        )
        code = "".join(self._chance.choices(_CARD_LETTERS, k=10))
        return person_values(person, self._stamp) | {"id": self._new_id(), "card_code": code}

    def _programme(self, number: int, shape: Shape, members: list[str]) -> None:
        programme_id = self._new_id()
        first_day = FIRST_DAY + timedelta(days=number % 300)
        with self._db.action("programme-added", title=shape.title):
            self._db.insert("programme", {"id": programme_id, "title": shape.title})
            self._db.write_many(
                "INSERT INTO enrolment (id, programme_id, participant_id, enrolled_on)"
                " VALUES (?, ?, ?, ?)",
                [(self._new_id(), programme_id, key, first_day.isoformat()) for key in members],
            )
        for position in range(shape.workshops):
            day = first_day + timedelta(days=7 * position)
            workshop_id = self._workshop(programme_id, position, day)
            self._register(workshop_id, day, members)

    def _workshop(self, programme_id: str, position: int, day: date) -> str:
        workshop_id = self._new_id()
        title = f"Afternoon {position + 1}"
        seconds = 60 * sum(minutes for _, minutes in _AFTERNOON)
        with self._db.action("workshop-added", title=title):
            self._db.write(
                "INSERT INTO workshop (id, programme_id, position, title, starts_local, time_zone,"
                " target_seconds, status) VALUES (?, ?, ?, ?, ?, ?, ?, 'held')",
                (workshop_id, programme_id, position, title, f"{day}T15:00", ZONE, seconds),
            )
            self._db.write_many(
                "INSERT INTO activity (id, workshop_id, position, title, kind, planned_seconds,"
                " counts_as_contact) VALUES (?, ?, ?, ?, ?, ?, ?)",
                [
                    (
                        self._new_id(),
                        workshop_id,
                        place,
                        str(kind),
                        kind,
                        60 * minutes,
                        int(kind is not ActivityKind.BREAK),
                    )
                    for place, (kind, minutes) in enumerate(_AFTERNOON)
                ],
            )
        return workshop_id

    def _register(self, workshop_id: str, day: date, members: list[str]) -> None:
        marked = [key for key in members if self._is_marked()]
        if not marked:
            return
        starts = datetime(day.year, day.month, day.day, 14, 0, tzinfo=UTC)
        ends = starts + timedelta(minutes=sum(minutes for _, minutes in _AFTERNOON))
        with self._db.action("all-present", title="Afternoon", count=len(marked)):
            first = take_sequence(self._db, len(marked))
            rows = []
            for sequence, key in enumerate(marked, first):
                status, after, before = self._chance.choice(self._marks)
                moved = timedelta(seconds=self._chance.randrange(60))
                arrived = None if after is None else to_stamp(starts + _minutes(after) + moved)
                left = None if before is None else to_stamp(ends - _minutes(before) - moved)
                rows.append(
                    (
                        self._new_id(),
                        workshop_id,
                        key,
                        status,
                        arrived,
                        left,
                        self._stamp,
                        sequence,
                    )
                )
            self._db.write_many(
                "INSERT INTO attendance (id, workshop_id, participant_id, status_id, arrived_at,"
                " left_at, recorded_at, sequence) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                rows,
            )

    def _is_marked(self) -> bool:
        marks, cells = self._share
        self._owed += marks
        if self._owed < cells:
            return False
        self._owed -= cells
        return True


def _minutes(count: int) -> timedelta:
    return timedelta(minutes=count)
