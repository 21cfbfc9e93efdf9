"""Where the log of a run is kept: in the workbook, or in memory for a practice run.

Each entry is on disk before `append` returns.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from datetime import datetime
from typing import Protocol

from facilitator.clock import from_stamp, to_stamp
from facilitator.errors import NotFound, Refused, StorageTrouble
from facilitator.ids import new_id
from facilitator.live.event_text import detail_from_text, detail_to_text
from facilitator.live.model import EventKind, Instant, RunEvent, RunHandle, RunNote, RunPlan
from facilitator.live.snapshot import plan_from_text, plan_to_text
from facilitator.storage import Database, Row

_HANDLES = """
SELECT run.id, run.workshop_id, run.opened_at, run.finished_at, workshop.title,
       coalesce(programme.title, '') AS programme_title,
       EXISTS (SELECT 1 FROM run_event WHERE run_event.run_id = run.id
                AND run_event.kind = 'start') AS started
  FROM run
  JOIN workshop ON workshop.id = run.workshop_id
  LEFT JOIN programme ON programme.id = workshop.programme_id
"""

_NOTES = """
SELECT run_note.*, coalesce(activity.title, '') AS activity_title
  FROM run_note LEFT JOIN activity ON activity.id = run_note.activity_id
"""


class RunLog(Protocol):
    """The log of one run, and the notes taken during it."""

    def append(self, *events: RunEvent) -> None:
        """Keep more entries: all of them or none."""
        ...

    def note(
        self, activity_id: str | None, moment: datetime, text: str, *, next_time: bool = False
    ) -> RunNote:
        """Keep a note; `next_time`: it says what to change next time."""
        ...


class MemoryLog:
    """A log that leaves no trace: for practice and previews."""

    def __init__(self, workshop_id: str) -> None:
        self._workshop_id = workshop_id
        self.events: list[RunEvent] = []
        self.notes: list[RunNote] = []

    def append(self, *events: RunEvent) -> None:
        """Remember more entries."""
        self.events += events

    def note(
        self, activity_id: str | None, moment: datetime, text: str, *, next_time: bool = False
    ) -> RunNote:
        """Remember a note."""
        note = RunNote(new_id(), self._workshop_id, None, activity_id, "", moment, text, next_time)
        self.notes.append(note)
        return note


class WorkbookLog:
    """The log of one run in the workbook."""

    def __init__(self, db: Database, run_id: str, workshop_id: str, length: int) -> None:
        self._db = db
        self.run_id = run_id
        self._workshop_id = workshop_id
        self._length = length

    def append(self, *events: RunEvent) -> None:
        """Write more entries in one transaction; they are on disk when this returns.

        The finish of a run that began also marks a planned workshop as held, in the same
        transaction; that mark alone is an action, and can be undone. Reopening is refused
        ("run-unfinished") while another run of the workshop is open.
        """
        last = events[-1]
        if last.kind is EventKind.FINISH:
            self._finish(last)
        elif last.kind is EventKind.REOPEN:
            self._reopen(last)
        else:
            with self._db.log():
                self._insert(*events)
        self._length += len(events)

    def _insert(self, *events: RunEvent) -> None:
        if self._db.value("SELECT 1 FROM run WHERE id = ?", (self.run_id,)) is None:
            raise NotFound("not-found", table="run", key=self.run_id)
        for place, event in enumerate(events, start=self._length + 1):
            self._db.insert("run_event", _event_values(event, self.run_id, place))

    def _finish(self, event: RunEvent) -> None:
        begun = self._db.row(
            "SELECT title FROM workshop WHERE id = ? AND status = 'planned' AND EXISTS"
            " (SELECT 1 FROM run_event WHERE run_id = ? AND kind = 'start')",
            (self._workshop_id, self.run_id),
        )
        with ExitStack() as transaction:
            if begun is None:
                transaction.enter_context(self._db.log())
            else:
                transaction.enter_context(self._db.action("workshop-held", title=begun["title"]))
                self._db.update("workshop", self._workshop_id, {"status": "held"})
            self._insert(event)
            finished = to_stamp(event.instant.wall_utc)
            self._db.update("run", self.run_id, {"finished_at": finished})

    def _reopen(self, event: RunEvent) -> None:
        other = self._db.value(
            "SELECT 1 FROM run WHERE workshop_id = ? AND finished_at IS NULL AND id <> ?",
            (self._workshop_id, self.run_id),
        )
        if other is not None:
            raise Refused("run-unfinished")
        with self._db.log():
            self._insert(event)
            self._db.update("run", self.run_id, {"finished_at": None})

    def note(
        self, activity_id: str | None, moment: datetime, text: str, *, next_time: bool = False
    ) -> RunNote:
        """Write a note, as an action that can be undone."""
        return new_note(
            self._db,
            self._workshop_id,
            self.run_id,
            activity_id,
            moment,
            text,
            next_time=next_time,
        )


# Runs --------------------------------------------------------------------------------------------


def unfinished_runs(db: Database) -> list[RunHandle]:
    """Runs that were opened and not finished, the latest first."""
    rows = db.rows(f"{_HANDLES} WHERE run.finished_at IS NULL ORDER BY run.id DESC")
    return [_handle(row) for row in rows]


def runs_of(db: Database, workshop_id: str) -> list[RunHandle]:
    """All runs of a workshop, the latest first."""
    rows = db.rows(f"{_HANDLES} WHERE run.workshop_id = ? ORDER BY run.id DESC", (workshop_id,))
    return [_handle(row) for row in rows]


def new_run(db: Database, plan: RunPlan, opened_at: datetime) -> str:
    """Keep a new run with its plan; gives its id."""
    run_id = new_id()
    values = {"id": run_id, "workshop_id": plan.workshop_id, "opened_at": to_stamp(opened_at)}
    with db.log():
        db.insert("run", {**values, "plan": plan_to_text(plan)})
    return run_id


def renew_plan(db: Database, run_id: str, plan: RunPlan, opened_at: datetime) -> None:
    """Give a run that has not begun the plan as it is now."""
    values = {"plan": plan_to_text(plan), "opened_at": to_stamp(opened_at)}
    with db.log():
        db.update("run", run_id, values)


def run_plan(db: Database, run_id: str) -> RunPlan:
    """The plan that a run was opened with."""
    text = db.value("SELECT plan FROM run WHERE id = ?", (run_id,))
    if text is None:
        raise NotFound("not-found", table="run", key=run_id)
    return plan_from_text(text)


def run_events(db: Database, run_id: str) -> list[RunEvent]:
    """The log of a run. Raises `StorageTrouble` ("run-log-unreadable")."""
    rows = db.rows("SELECT * FROM run_event WHERE run_id = ? ORDER BY sequence", (run_id,))
    return [_event(row) for row in rows]


def _handle(row: Row) -> RunHandle:
    return RunHandle(
        id=row["id"],
        workshop_id=row["workshop_id"],
        workshop_title=row["title"],
        programme_title=row["programme_title"],
        opened_at=from_stamp(row["opened_at"]),
        finished_at=None if row["finished_at"] is None else from_stamp(row["finished_at"]),
        started=bool(row["started"]),
    )


def _event_values(event: RunEvent, run_id: str, sequence: int) -> dict[str, object]:
    return {
        "id": new_id(),
        "run_id": run_id,
        "sequence": sequence,
        "kind": str(event.kind),
        "activity_id": event.activity_id,
        "seconds": event.seconds,
        "at": to_stamp(event.instant.wall_utc),
        "boot_seconds": event.instant.boot_seconds,
        "boot_id": event.instant.boot_id,
        "detail": detail_to_text(event),
    }


def _event(row: Row) -> RunEvent:
    try:
        kind = EventKind(row["kind"])
    except ValueError as error:
        raise StorageTrouble("run-log-unreadable", kind=row["kind"]) from error
    return RunEvent(
        kind=kind,
        instant=Instant.of(from_stamp(row["at"]), row["boot_seconds"], row["boot_id"]),
        activity_id=row["activity_id"],
        seconds=row["seconds"],
        **detail_from_text(row["detail"]),
    )


# Notes -------------------------------------------------------------------------------------------


def new_note(
    db: Database,
    workshop_id: str,
    run_id: str | None,
    activity_id: str | None,
    moment: datetime,
    text: str,
    *,
    next_time: bool,
) -> RunNote:
    """Write a note, as an action that can be undone."""
    note_id = new_id()
    with db.action("note-taken", text=text):
        db.insert(
            "run_note",
            {
                "id": note_id,
                "workshop_id": workshop_id,
                "run_id": run_id,
                "activity_id": activity_id,
                "noted_at": to_stamp(moment),
                "text": text,
                "next_time": int(next_time),
            },
        )
    return note(db, note_id)


def note(db: Database, note_id: str) -> RunNote:
    """One note. Raises `NotFound`."""
    rows = db.rows(f"{_NOTES} WHERE run_note.id = ?", (note_id,))
    if not rows:
        raise NotFound("not-found", table="run_note", key=note_id)
    return _note(rows[0])


def notes_of(db: Database, workshop_id: str) -> Sequence[RunNote]:
    """The notes of a workshop in the order in which they were taken."""
    rows = db.rows(
        f"{_NOTES} WHERE run_note.workshop_id = ? ORDER BY run_note.noted_at, run_note.id",
        (workshop_id,),
    )
    return [_note(row) for row in rows]


def _note(row: Row) -> RunNote:
    return RunNote(
        id=row["id"],
        workshop_id=row["workshop_id"],
        run_id=row["run_id"],
        activity_id=row["activity_id"],
        activity_title=row["activity_title"],
        noted_at=from_stamp(row["noted_at"]),
        text=row["text"],
        next_time=bool(row["next_time"]),
    )
