"""What one can do when an agenda is too long: look at ways to end in time, and take one."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from facilitator.errors import Refused
from facilitator.planning import store
from facilitator.planning.fitting import FitProposal, can_still_lose, fit_proposals
from facilitator.planning.links import put_in_place
from facilitator.planning.model import Agenda
from facilitator.planning.plan_desk import PlanDesk
from facilitator.planning.removal import remove_activities
from facilitator.planning.timing import resolve_wall_time, zone_named


class Fit(PlanDesk):
    """Ways to end in time."""

    def fit_proposals(self, workshop_id: str, end: time | str | None = None) -> list[FitProposal]:
        """The ways to end by a wall time (``21:30``; None: the target end). Changes nothing.

        A time that is not after the beginning means the next day. Refused: "target-missing" when
        neither is known, "date-invalid".
        """
        agenda = store.agenda(self._db, workshop_id)
        return fit_proposals(agenda, _end_of(agenda, end))

    def apply_fit(self, workshop_id: str, proposal: FitProposal) -> None:
        """Take a proposal into the plan, in one step.

        Refused ("agenda-changed-since") when an activity it changes is not as it was any more.
        """
        rows = self._db.rows(
            "SELECT id, planned_seconds FROM activity WHERE workshop_id = ?", (workshop_id,)
        )
        planned = {row["id"]: row["planned_seconds"] for row in rows}
        for change in proposal.changes:
            if planned.get(change.activity_id) != change.before_seconds:
                raise Refused("agenda-changed-since", title=change.title)
        title = self._title("workshop", workshop_id)
        minutes = proposal.gained_seconds // 60
        with self._db.action("agenda-fitted", title=title, minutes=minutes):
            dropped = []
            for change in proposal.changes:
                if change.after_seconds is None:
                    dropped.append(change.activity_id)
                else:
                    self._plan_for(change.activity_id, change.after_seconds)
            remove_activities(self._db, dropped)
            put_in_place(self._db, "activity", self._siblings(workshop_id, None), [], 0)

    def _plan_for(self, activity_id: str, seconds: int) -> None:
        row = self._activity_row(activity_id)
        left = can_still_lose(row["can_lose_seconds"], row["planned_seconds"], seconds)
        values = {"planned_seconds": seconds, "can_lose_seconds": left}
        if row["minimum_seconds"] is not None:
            values["minimum_seconds"] = min(row["minimum_seconds"], seconds)
        self._db.update("activity", activity_id, values)


def _end_of(agenda: Agenda, end: time | str | None) -> datetime:
    if end is None:
        if agenda.schedule.target_end is None:
            raise Refused("target-missing", title=agenda.workshop.title)
        return agenda.schedule.target_end
    try:
        wall = time.fromisoformat(end) if isinstance(end, str) else end
    except ValueError as error:
        raise Refused("date-invalid", field="end", value=str(end)) from error
    starts = agenda.workshop.starts_local
    moment = datetime.combine(starts.date(), wall.replace(tzinfo=None))
    if moment <= starts:
        moment += timedelta(days=1)
    return resolve_wall_time(moment, zone_named(agenda.workshop.time_zone))[0]
