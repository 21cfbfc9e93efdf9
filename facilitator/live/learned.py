"""How long activities usually take, learned from one's own runs in this workbook alone.

What counts are finished runs: of each the activities that were done, with the time they were on
(pauses apart). The median is taken, so that one evening that went astray changes little.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from facilitator.errors import StorageTrouble
from facilitator.live import store
from facilitator.live.machine import state_after, view_at
from facilitator.live.model import ActivityStatus
from facilitator.people.folding import fold
from facilitator.storage import Database

LEAST_RUNS = 3
"""From fewer runs nothing is concluded."""

LEAST_DIFFERENCE_SECONDS = 120
"""A usual time nearer than this to the plan is as planned ..."""

LEAST_DIFFERENCE_PERCENT = 10
"""... and so is one nearer than this share of the plan."""

PASSED_OVER = 10
"""An activity left within a tenth of its time was passed over, not done."""

_FINISHED = """
SELECT run.id, (SELECT max(sequence) FROM run_event WHERE run_event.run_id = run.id) AS length
  FROM run
 WHERE run.finished_at IS NOT NULL
   AND EXISTS (SELECT 1 FROM run_event WHERE run_event.run_id = run.id
                AND run_event.kind = 'start')
 ORDER BY run.id
"""


@dataclass(frozen=True, slots=True)
class Usual:
    """What an activity usually takes, to the full minute, and from how many runs that is known."""

    planned_seconds: int
    usual_seconds: int
    runs: int

    @property
    def differs(self) -> bool:
        """Whether it is far enough from the plan to be worth saying."""
        apart = abs(self.usual_seconds - self.planned_seconds)
        enough = apart * 100 >= self.planned_seconds * LEAST_DIFFERENCE_PERCENT
        return apart >= LEAST_DIFFERENCE_SECONDS and enough


@dataclass(frozen=True, slots=True)
class Took:
    """One activity in one run: what it was, and how long it was on."""

    run_id: str
    activity_id: str
    title: str
    method_id: str | None
    seconds: int


class Experience:
    """What the finished runs of a workbook say on how long things take.

    Keeps what each run said for as long as its log stays the same, so that asking again costs one
    small query.
    """

    def __init__(self, db: Database) -> None:
        self._db = db
        self._known: dict[str, tuple[int, tuple[Took, ...]]] = {}

    def usual(self, activities: Sequence[tuple[str, str, str | None, int]]) -> dict[str, Usual]:
        """Id to usual time of those activities ((id, title, method id, planned seconds)) of which
        enough is known.

        Runs of the same title go first, whatever the method: one method may take five minutes
        here and twenty there. Only where too few are known, all runs of the method count.
        """
        by_title: dict[str, list[Took]] = defaultdict(list)
        by_method: dict[str, list[Took]] = defaultdict(list)
        for each in self.took():
            by_title[each.title].append(each)
            if each.method_id is not None:
                by_method[each.method_id].append(each)
        found: dict[str, Usual] = {}
        for key, title, method_id, planned in activities:
            same_title = by_title.get(fold(title), [])
            alike = dict.fromkeys((*same_title, *by_method.get(method_id or "", ())))
            usual = _usual(planned, same_title) or _usual(planned, list(alike))
            if usual is not None:
                found[key] = usual
        return found

    def took(self) -> list[Took]:
        """What was done in every finished run, the oldest first."""
        found: list[Took] = []
        for row in self._db.rows(_FINISHED):
            known = self._known.get(row["id"])
            if known is None or known[0] != row["length"]:
                known = (row["length"], self._read(row["id"]))
                self._known[row["id"]] = known
            found += known[1]
        return found

    def _read(self, run_id: str) -> tuple[Took, ...]:
        try:
            plan = store.run_plan(self._db, run_id)
            events = store.run_events(self._db, run_id)
        except StorageTrouble:
            # Kept by another version: what it says stays unknown, the others still count.
            return ()
        view = view_at(plan, state_after(plan, events), events[-1].instant)
        return tuple(
            Took(run_id, row.activity_id, fold(row.title), activity.method_id, row.actual_seconds)
            for row, activity in zip(view.rows, plan.activities, strict=True)
            if row.status is ActivityStatus.DONE
            and row.actual_seconds > 0
            and row.actual_seconds * PASSED_OVER >= row.planned_seconds
        )


def _usual(planned_seconds: int, took: Sequence[Took]) -> Usual | None:
    runs = len({each.run_id for each in took})
    if runs < LEAST_RUNS:
        return None
    minutes = max(round(median(each.seconds for each in took) / 60), 1)
    return Usual(planned_seconds, minutes * 60, runs)
