"""Random work with a whole workbook against a model that adds up minutes by itself.

People come, plans change, marks are made and corrected, skills observed, certificates issued, all
of it undone and done again, the workbook closed, opened, and put back from backups. All the while
desk, grid, figures and exports must tell what the model tells.

FACILITATOR_LONG_RUNS and FACILITATOR_LONG_STEPS ask for more (1 of 120 by default).
"""

import copy
import csv
import os
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from facilitator.attendance.model import ABSENT, EXCUSED, PRESENT
from facilitator.clock import SetClock
from facilitator.errors import Refused
from facilitator.people.model import NewPerson
from facilitator.planning.model import ActivityKind
from facilitator.workbook import Workbook, check_workbook, restore_workbook

RUNS = int(os.environ.get("FACILITATOR_LONG_RUNS", "1"))
STEPS = int(os.environ.get("FACILITATOR_LONG_STEPS", "120"))
LOOK_EVERY = 5
NOW = datetime(2026, 10, 8, 15, 0, tzinfo=UTC)
FIRST = datetime(2026, 9, 1, 17, 0)  # noqa: DTZ001 - planned by the clock on the wall
KINDS = (ActivityKind.INPUT, ActivityKind.PRACTICE, ActivityKind.BREAK)
NAMES = (
    "Amina El Idrissi",
    "زوي O’Brien",
    "张伟",
    "Łukasz Żak",
    "=SUM(A1)",
    "Nguyễn Văn Ân",
    "Zoë",
)


@dataclass
class Marked:
    """A mark; times in minutes from the start, None: from the start, to the end."""

    in_room: bool
    arrived: int | None = None
    left: int | None = None
    decided: int | None = None


@dataclass
class Known:
    """What the model remembers; `plans` as workshop -> activity -> minutes and kind, in order."""

    people: set[str] = field(default_factory=set)
    enrolled: set[str] = field(default_factory=set)
    plans: dict[str, list[tuple[str, int, ActivityKind]]] = field(default_factory=dict)
    days: dict[str, datetime] = field(default_factory=dict)
    marks: dict[tuple[str, str], Marked] = field(default_factory=dict)
    observations: dict[str, tuple[str, str]] = field(default_factory=dict)

    def minutes(self, workshop: str, person: str) -> int:
        mark = self.marks.get((workshop, person))
        if mark is None or not mark.in_room:
            return 0
        if mark.decided is not None:
            return mark.decided
        there, clock = 0, 0
        for _, length, kind in self.plans[workshop]:
            begins, clock = clock, clock + length
            if kind is not ActivityKind.BREAK:
                come = max(begins, mark.arrived if mark.arrived is not None else 0)
                gone = min(clock, mark.left if mark.left is not None else clock)
                there += max(0, gone - come)
        return there

    def offered(self, workshop: str) -> int:
        return sum(
            length for _, length, kind in self.plans[workshop] if kind is not ActivityKind.BREAK
        )

    def shown(self) -> set[str]:
        """Whom the register of the programme lists: enrolled people and guests."""
        return self.enrolled | {person for _, person in self.marks}


class Work:
    """A workbook, what is known of it, and what one does with it."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self.folder = folder
        self.chance = chance
        self.clock = SetClock(NOW)
        self.path = folder / "centre.facilitator"
        self.book = Workbook.create(
            self.path, centre_name="Centre", time_zone="UTC", clock=self.clock
        )
        self.programme = self.book.start_programme("Skills")
        self.known = Known()
        self.past: list[Known | None] = [None]
        self.future: list[Known] = []
        self.certificates: dict[str, tuple[object, ...]] = {}
        self.kept: tuple[object, ...] | None = None
        self.number = 0
        self.refused = 0

    # What one does ------------------------------------------------------------------------------

    def do(self, deed: Callable[[Known], object]) -> None:
        """A deed that may be undone; `deed` changes what is known as it changes the workbook."""
        before, newest = copy.deepcopy(self.known), self.newest()
        deed(self.known)
        if self.newest() != newest:
            self.past.append(before)
            self.future.clear()
        else:
            assert self.known == before

    def newest(self) -> int:
        return self.book.history(1)[0].sequence

    def person(self) -> str | None:
        return self.chance.choice(sorted(self.known.people)) if self.known.people else None

    def workshop(self) -> str | None:
        return self.chance.choice(sorted(self.known.plans)) if self.known.plans else None

    def add_people(self) -> None:
        self.number += 1
        name = f"{self.chance.choice(NAMES)} {self.number}"

        def alone(known: Known) -> None:
            known.people.add(self.book.people.add(name))

        def enrolled(known: Known) -> None:
            person = self.book.people.add_to_programme(name, self.programme, date(2026, 8, 1))
            known.people.add(person)
            known.enrolled.add(person)

        def listed(known: Known) -> None:
            before = {row.id for row in self.book.people.search(limit=10_000)}
            self.book.people.add_list(
                [NewPerson(name=f"{name} {letter}") for letter in "abc"],
                file_name="list.csv",
                rows_read=3,
                programme_id=self.programme,
                enrolled_on=date(2026, 8, 1),
            )
            new = {row.id for row in self.book.people.search(limit=10_000)} - before
            assert len(new) == 3
            known.people |= new
            known.enrolled |= new

        self.do(self.chance.choice([alone, enrolled, enrolled, listed]))

    def add_a_workshop(self) -> None:
        self.number += 1
        day = FIRST + timedelta(days=self.number % 30)
        old = self.workshop()

        def new(known: Known) -> None:
            workshop = self.book.planning.add_workshop(
                self.programme, f"Evening {self.number}", day, "UTC"
            )
            known.plans[workshop], known.days[workshop] = [], day

        def again(known: Known) -> None:
            workshop = self.book.planning.duplicate_workshop(old, day)
            plan = self.book.planning.agenda(workshop).activities
            known.plans[workshop] = [
                (made.id, length, kind)
                for made, (_, length, kind) in zip(plan, known.plans[old], strict=True)
            ]
            known.days[workshop] = day

        if len(self.known.plans) < 6:
            self.do(again if old and self.chance.random() < 0.3 else new)

    def remove_a_workshop(self) -> None:
        workshop = self.workshop()
        if workshop is None:
            return

        def gone(known: Known) -> None:
            self.book.planning.delete_workshop(workshop)
            del known.plans[workshop], known.days[workshop]

        used = any(key[0] == workshop for key in self.known.marks)
        seen = any(where == workshop for _, where in self.known.observations.values())
        if used or seen:
            with pytest.raises(Refused, match="workshop-has-records"):
                self.book.planning.delete_workshop(workshop)
        else:
            self.do(gone)

    def change_a_plan(self) -> None:
        workshop = self.workshop()
        if workshop is None:
            return
        planning, plan = self.book.planning, self.known.plans[workshop]
        length, kind = 5 * self.chance.randint(1, 12), self.chance.choice(KINDS)
        place = self.chance.randint(0, len(plan))
        chosen = self.chance.choice(plan)[0] if plan else ""

        def add(known: Known) -> None:
            key = planning.add_activity(workshop, place, "Step", kind, length * 60)
            known.plans[workshop].insert(place, (key, length, kind))

        def lengthen(known: Known) -> None:
            planning.update_activity(chosen, planned_seconds=length * 60)
            known.plans[workshop] = [
                (key, length if key == chosen else old, kind)
                for key, old, kind in known.plans[workshop]
            ]

        def move(known: Known) -> None:
            to = min(place, len(plan) - 1)
            planning.move_activity(chosen, to)
            moved = [each for each in known.plans[workshop] if each[0] == chosen]
            rest = [each for each in known.plans[workshop] if each[0] != chosen]
            known.plans[workshop] = [*rest[:to], *moved, *rest[to:]]

        def remove(known: Known) -> None:
            planning.delete_activities([chosen])
            known.plans[workshop] = [each for each in known.plans[workshop] if each[0] != chosen]

        self.do(self.chance.choice([add, lengthen, move, remove]) if len(plan) > 2 else add)

    def mark(self) -> None:
        workshop, person = self.workshop(), self.person()
        if workshop is None or person is None:
            return
        desk, here = self.book.attendance, (workshop, person)
        before = self.known.marks.get(here)

        def first(known: Known) -> None:
            status = self.chance.choice([PRESENT, PRESENT, EXCUSED, ABSENT])
            desk.mark(workshop, person, status)
            known.marks[here] = Marked(in_room=status == PRESENT)

        def everybody(known: Known) -> None:
            desk.all_present(workshop)
            for each in known.enrolled:
                known.marks.setdefault((workshop, each), Marked(in_room=True))

        def take_back(known: Known) -> None:
            desk.unmark(workshop, person)
            del known.marks[here]

        if before is None:
            self.do(self.chance.choice([first, first, everybody]))
        elif not before.in_room or self.chance.random() < 0.2:
            self.do(take_back)
        else:
            self.correct(workshop, person)

    def correct(self, workshop: str, person: str) -> None:
        """Change the mark of somebody who was there."""
        desk, here = self.book.attendance, (workshop, person)
        length = sum(minutes for _, minutes, _ in self.known.plans[workshop])
        start = self.known.days[workshop].replace(tzinfo=UTC)
        come, gone = sorted(self.chance.sample(range(length + 40), 2))

        def again(known: Known) -> None:
            desk.mark(workshop, person)
            gone_at = known.marks[here].left
            if gone_at is not None and gone_at < length:
                # Who left before the end and is marked again came back.
                known.marks[here].left = None

        def tell_times(known: Known) -> None:
            whole = self.chance.random() < 0.2
            times = (None, None) if whole else (come, gone)
            desk.set_times(
                workshop,
                person,
                *(None if each is None else start + timedelta(minutes=each) for each in times),
            )
            known.marks[here].arrived, known.marks[here].left = times

        def decide(known: Known) -> None:
            minutes = self.chance.randint(0, known.offered(workshop))
            desk.set_minutes(workshop, person, minutes, "the sheet says so")
            known.marks[here].decided = minutes

        def follow_the_rule(known: Known) -> None:
            desk.set_minutes(workshop, person, None, "")
            known.marks[here].decided = None

        if self.known.marks[here].decided is None:
            self.do(self.chance.choice([again, tell_times, tell_times, decide]))
        else:
            self.do(follow_the_rule)

    def observe(self) -> None:
        workshop, person = self.workshop(), self.person()
        if workshop is None or person is None:
            return
        skill = self.chance.choice(self.book.skills.framework().skills).key
        old = self.chance.choice(sorted(self.known.observations) or [""])

        def see(known: Known) -> None:
            key = self.book.skills.observe(
                person, workshop, skill, self.chance.randint(1, 4), "saw"
            )
            known.observations[key] = (person, workshop)

        def forget(known: Known) -> None:
            self.book.skills.delete_observation(old)
            del known.observations[old]

        self.do(forget if old and self.chance.random() < 0.4 else see)

    def certify(self) -> None:
        """A lasting deed: what was undone cannot be done again after it, the past stays."""
        newest = self.newest()
        valid = [row for row in self.book.certificates.register() if row.state == "issued"]
        try:
            if valid and self.chance.random() < 0.4:
                self.book.certificates.revoke(
                    self.chance.choice(valid).id, "handed to the wrong one"
                )
            else:
                self.book.certificates.issue(self.programme)
        except Refused as refused:
            assert refused.code == "nothing-to-issue"  # noqa: PT017 - one of two ways is meant
        if self.newest() != newest:
            self.future.clear()
        for row in self.book.certificates.register():
            self.certificates.setdefault(row.serial, printed(row))

    def undo(self) -> None:
        for _ in range(self.chance.randint(1, 4)):
            if self.past[-1] is None:
                return
            try:
                assert self.book.undo() is not None
            except Refused as refused:
                # A certificate was issued on what would go.
                assert refused.code == "changed-since"  # noqa: PT017
                self.refused += 1
                return
            self.future.append(self.known)
            self.known = self.past.pop()

    def redo(self) -> None:
        for _ in range(self.chance.randint(1, 4)):
            record = self.book.redo()
            assert (record is None) == (not self.future)
            if record is None:
                return
            self.past.append(self.known)
            self.known = self.future.pop()

    def reopen(self) -> None:
        self.book.close()
        assert check_workbook(self.path).reasons == ()
        self.book = Workbook.open(self.path, clock=self.clock)

    def keep(self) -> None:
        """Take a backup to another place."""
        target = self.folder / "stick" / "copy.facilitator"
        target.parent.mkdir(exist_ok=True)
        target.unlink(missing_ok=True)
        self.book.copy_to(target)
        self.kept = (target, *copy.deepcopy((self.known, self.past, self.future)))
        self.kept = (*self.kept, dict(self.certificates))

    def put_back(self) -> None:
        if self.kept is None:
            return
        self.book.close()
        target, *then = self.kept
        restore_workbook(self.path, target, clock=self.clock)
        self.known, self.past, self.future, self.certificates = copy.deepcopy(then)
        self.book = Workbook.open(self.path, clock=self.clock)

    def step(self) -> None:
        deeds: list[tuple[float, Callable[[], None]]] = [
            (0.5 if len(self.known.people) > 25 else 3, self.add_people),
            (1, self.add_a_workshop),
            (0.3, self.remove_a_workshop),
            (5, self.change_a_plan),
            (12, self.mark),
            (2, self.observe),
            (0.3, self.certify),
            (3, self.undo),
            (2, self.redo),
            (0.2, self.reopen),
            (0.2, self.keep),
            (0.1, self.put_back),
        ]
        weights, choices = zip(*deeds, strict=True)
        self.chance.choices(choices, weights)[0]()

    # What must be so ----------------------------------------------------------------------------

    def look(self) -> None:
        """Everything that tells minutes tells the model's."""
        known, attendance = self.known, self.book.attendance
        minutes = {
            (workshop, person): known.minutes(workshop, person)
            for workshop in known.plans
            for person in known.shown()
        }
        total, came = sum(minutes.values()), sum(1 for each in minutes.values() if each)
        grid = attendance.grid(self.programme)
        told = {
            (workshop.workshop_id, row.participant_id): cell.minutes
            for row in grid.people
            for workshop, cell in zip(grid.workshops, row.cells, strict=True)
        }
        assert told == minutes
        assert (grid.contact_minutes, grid.attendances) == (total, came)
        assert {each.workshop_id: each.offered_minutes for each in grid.workshops} == {
            workshop: known.offered(workshop) for workshop in known.plans
        }
        figures = attendance.figures(self.programme)
        assert (figures.contact_minutes_delivered, figures.attendances) == (total, came)
        assert sum(figures.attendance_by_workshop.values()) == came
        assert figures.enrolled == len(known.enrolled)
        assert sum(row.contact_minutes for row in attendance.person_totals(self.programme)) == total
        for workshop in known.plans:
            at_door = {
                row.participant_id: row.minutes or 0 for row in attendance.desk(workshop).rows
            }
            assert sum(at_door.values()) == sum(
                got for (where, _), got in minutes.items() if where == workshop
            )
        assert attendance.contact_minutes() == total
        counts = self.book.counts()
        assert (counts.participants, counts.workshops) == (len(known.people), len(known.plans))
        assert counts.observations == len(known.observations)
        assert counts.activities == sum(map(len, known.plans.values()))

    def look_closely(self) -> None:
        """Exports, the register of certificates, and the file itself."""
        self.look()
        out = self.folder / "attendance.csv"
        self.book.reports.export_attendance(out, self.programme)
        with out.open(encoding="utf-8-sig", newline="") as file:
            lines = list(csv.reader(file, delimiter=delimiter_of(out)))
        column = lines[0].index("Contact minutes")
        assert len(lines) - 1 == len(self.known.shown()) * len(self.known.plans)
        assert (
            sum(int(line[column]) for line in lines[1:]) == self.book.attendance.contact_minutes()
        )
        register = self.book.certificates.register()
        assert {row.serial: printed(row) for row in register} == self.certificates
        assert len(register) == len(self.certificates)
        database = self.book.database
        assert database.rows("PRAGMA foreign_key_check") == []
        assert database.value("SELECT count(*) FROM participant_words") == len(self.known.people)
        assert self.book.check_content() == ()


def printed(row: object) -> tuple[object, ...]:
    """What stands on a certificate's paper: never changes, whatever happens afterwards."""
    names = ("holder", "title", "statement", "contact_minutes", "workshops_attended", "issued_on")
    return tuple(getattr(row, name) for name in names)


def delimiter_of(path: Path) -> str:
    first = path.read_text(encoding="utf-8-sig").partition("\n")[0]
    return max(",;\t", key=first.count)


@pytest.mark.parametrize("seed", range(RUNS))
def test_whatever_is_done_every_figure_stays_what_the_minutes_add_up_to(tmp_path, seed):
    work = Work(tmp_path, random.Random(seed))
    for number in range(STEPS):
        work.step()
        if number % LOOK_EVERY == 0:
            work.look()
        if number % (LOOK_EVERY * 8) == 0:
            work.look_closely()
    work.look_closely()
    while work.past[-1] is not None and work.refused == 0:
        work.undo()
    work.look_closely()
    work.book.close()

    assert check_workbook(work.path).reasons == ()
