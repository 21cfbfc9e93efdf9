"""What one can do with series: many workshops of a programme planned at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from facilitator.errors import Refused
from facilitator.ids import new_id
from facilitator.planning import fields, store, ties
from facilitator.planning.copying import copy_plan
from facilitator.planning.plan_desk import PlanDesk
from facilitator.planning.series_dates import Rhythm, series_dates


class Series(PlanDesk):
    """Series: workshops at one wall time on many days, each its own from then on."""

    def add_series(
        self,
        programme_id: str,
        titles: str | Sequence[str],
        first_local: datetime | str,
        time_zone: str,
        rhythm: Rhythm,
        *,
        target_seconds: int | None = None,
        like_workshop_id: str | None = None,
        team: Sequence[tuple[str, str]] = (),
        **values: object,
    ) -> list[str]:
        """Make the workshops of a series at the end of a programme, in one step; gives their ids.

        `titles`: one for all, or one each ("titles-do-not-match"). With `like_workshop_id` each
        begins as a copy of that workshop's plan and team, as `duplicate_workshop` makes them;
        `team` ((id, role)) and the other fields given take the place of what was copied. The
        people enrolled are the programme's. Raises also what `series_dates` raises.
        """
        given: dict[str, object] = {"starts_local": first_local, "time_zone": time_zone}
        if target_seconds is not None or like_workshop_id is None:
            given["target_seconds"] = target_seconds
        row = self._checked(fields.WORKSHOP, {**given, **values})
        first = datetime.fromisoformat(str(row["starts_local"]))
        days = series_dates(first.date(), rhythm)
        each = _titles(titles, len(days))
        store.require(self._db, "programme", programme_id)
        if like_workshop_id is not None:
            store.require(self._db, "workshop", like_workshop_id)
        made: list[str] = []
        with self._db.action("series-added", title=each[0], count=len(days)):
            position = self._end_of_programme(programme_id)
            for number, (day, title) in enumerate(zip(days, each, strict=True)):
                columns = {
                    **row,
                    "programme_id": programme_id,
                    "position": position + number,
                    "title": title,
                    "starts_local": f"{day.isoformat()}T{first:%H:%M}",
                }
                made.append(self._made(columns, like_workshop_id, team))
        return made

    def _made(
        self,
        columns: dict[str, object],
        like_workshop_id: str | None,
        team: Sequence[tuple[str, str]],
    ) -> str:
        if like_workshop_id is None:
            workshop_id = new_id()
            self._db.insert("workshop", {"id": workshop_id, **columns})
        else:
            workshop_id = copy_plan(self._db, like_workshop_id, {**columns, "is_template": 0})
        if team or like_workshop_id is None:
            ties.tie_workshop(self._db, workshop_id, team, None, None)
        return workshop_id


def _titles(titles: str | Sequence[str], workshops: int) -> list[str]:
    if isinstance(titles, str):
        return [fields.title("title", titles)] * workshops
    if len(titles) != workshops:
        raise Refused("titles-do-not-match", titles=len(titles), workshops=workshops)
    return [fields.title("title", title) for title in titles]
