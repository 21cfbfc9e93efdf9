"""One workshop of the sample, played through as it happened: the door, the run, the notes.

Everything goes through the workbook's use cases at the moment it happened, on a set clock: people
are marked when they arrive, activities are led one by one, observations are written when their
activity ends.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from facilitator.clock import SetClock
from facilitator.exchange.content import Content
from facilitator.live.live import LiveRun
from facilitator.workbook import Workbook

Deed = Callable[[], object]

_MINUTE = timedelta(minutes=1)
# In the first workshop a task ran over, and the next block paid for it.
_OVERRUN_SECONDS = 120
_OVERRUN_WORKSHOP, _OVERRUN_ACTIVITY = 1, 2


@dataclass(frozen=True, slots=True)
class Keys:
    """Ids by the keys of the sample file."""

    people: dict[str, str]
    workshops: dict[str, str]
    activities: dict[str, str]
    team: dict[str, str]


class Evening:
    """Plays one workshop."""

    def __init__(self, workbook: Workbook, clock: SetClock, content: Content, keys: Keys) -> None:
        self._workbook = workbook
        self._clock = clock
        self._content = content
        self._keys = keys

    def play(self, workshop: Content, *, until: str | None = None) -> None:
        """From the doors to the wrap-up; with `until` (``HH:MM``) it stops there, in mid-run."""
        workshop_id = self._keys.workshops[workshop["id"]]
        zone = ZoneInfo(self._workbook.planning.workshop(workshop_id).time_zone)
        moment = _Moments(workshop["date"], zone)
        self._clock.set_wall(moment.at(workshop["start"]) - timedelta(minutes=15))
        run = self._workbook.open_run(workshop_id)
        self._clock.set_wall(moment.at(workshop["start"]))
        self._mark_apologies(workshop)
        deeds = self._deeds(workshop, run, moment)
        run.start()
        self._live(moment.at(workshop["start"]), moment.at(until or workshop["end"]), deeds, run)
        if until is not None:
            return
        run.finish()
        self._take_in_sheets(workshop)
        self._wrap_up(workshop)

    def _live(
        self, start: datetime, end: datetime, deeds: dict[datetime, list[Deed]], run: LiveRun
    ) -> None:
        """Minute by minute: first what is due, then the clock moves on."""
        moment = start
        while moment <= end:
            self._clock.pass_seconds((moment - self._clock.now()).total_seconds())
            for deed in deeds.get(moment, ()):
                deed()
            run.tick()
            moment += _MINUTE

    def _deeds(
        self, workshop: Content, run: LiveRun, moment: _Moments
    ) -> dict[datetime, list[Deed]]:
        """What is due at which minute, in the order in which it is done."""
        deeds: dict[datetime, list[Deed]] = defaultdict(list)
        for block in workshop["blocks"]:
            for row in self._of("observations", workshop):
                if row["block"] == block["id"]:
                    deeds[moment.at(block["end"])].append(self._observing(row))
        self._plan_run(workshop, run, moment, deeds)
        for row in self._of("attendance", workshop):
            if row["arrived"]:
                deeds[moment.at(row["arrived"])].append(self._arriving(row, workshop))
            if row["left"] and row["left"] != workshop["end"]:
                deeds[moment.at(row["left"])].append(self._leaving(row, workshop))
        return deeds

    def _plan_run(
        self,
        workshop: Content,
        run: LiveRun,
        moment: _Moments,
        deeds: dict[datetime, list[Deed]],
    ) -> None:
        blocks: Sequence[Content] = workshop["blocks"]
        for place, block in enumerate(blocks[:-1]):
            late = timedelta()
            if (workshop["number"], place) == (_OVERRUN_WORKSHOP, _OVERRUN_ACTIVITY):
                late = timedelta(seconds=_OVERRUN_SECONDS)
                following = self._keys.activities[blocks[place + 1]["id"]]
                deeds[moment.at(block["end"]) - _MINUTE].append(self._overrunning(run, following))
            deeds[moment.at(block["end"]) + late].append(run.next)

    @staticmethod
    def _overrunning(run: LiveRun, following: str) -> Deed:
        """Give the activity that is on more time, and take it from the one that follows."""

        def deed() -> None:
            run.extend(_OVERRUN_SECONDS)
            run.shorten(_OVERRUN_SECONDS, following)
            run.note("Nobody wants to stop: two more minutes.")

        return deed

    def _mark_apologies(self, workshop: Content) -> None:
        """Those who said that they would not come; those who did not, are marked at the end."""
        for row in self._of("attendance", workshop):
            if row["status"] == "excused":
                self._mark(row, workshop, at=None)

    def _arriving(self, row: Content, workshop: Content) -> Deed:
        return lambda: self._mark(row, workshop, at=self._clock.now())

    def _leaving(self, row: Content, workshop: Content) -> Deed:
        workshop_id = self._keys.workshops[workshop["id"]]
        participant_id = self._keys.people[row["participant"]]
        return lambda: self._workbook.attendance.check_out(workshop_id, participant_id)

    def _observing(self, row: Content) -> Deed:
        return lambda: self._workbook.skills.observe(
            self._keys.people[row["participant"]],
            self._keys.workshops[row["session"]],
            row["sub_skill"],
            row["level"],
            row["note"],
            activity_id=self._keys.activities[row["block"]],
            observer_id=self._keys.team[row["observer"]],
        )

    def _mark(self, row: Content, workshop: Content, *, at: datetime | None) -> None:
        # Who leaves early is present until then.
        status = "present" if row["status"] == "left-early" else row["status"]
        self._workbook.attendance.mark(
            self._keys.workshops[workshop["id"]],
            self._keys.people[row["participant"]],
            status,
            at=at,
            note=row["note"] or "",
            evidence=row["evidence"] or "",
        )

    def _take_in_sheets(self, workshop: Content) -> None:
        """The first sheet in the first workshop, the last one in the last."""
        sessions = self._content["sessions"]
        if workshop["id"] == sessions[0]["id"]:
            self._take_in("start", ("start",), workshop)
        if workshop["id"] == sessions[-1]["id"]:
            self._take_in("end", ("then", "now"), workshop)

    def _take_in(self, occasion: str, moments: tuple[str, ...], workshop: Content) -> None:
        check = self._content["self_check"]
        words = {row["participant"]: row["text"] for row in check["examples"]}
        ratings: dict[str, dict[str, dict[str, int | None]]] = {}
        for row in check["ratings"]:
            for moment in moments:
                if row[moment] is not None:
                    sheet = ratings.setdefault(row["participant"], {each: {} for each in moments})
                    sheet[moment][row["skill"]] = row[moment]
        programme_id = self._workbook.planning.workshop(
            self._keys.workshops[workshop["id"]]
        ).programme_id
        for participant, sheet in ratings.items():
            self._workbook.skills.hand_in_self_check(
                self._keys.people[participant],
                programme_id or "",
                occasion,
                sheet,
                own_words=words.get(participant, "") if occasion == "end" else "",
            )

    def _wrap_up(self, workshop: Content) -> None:
        for row in self._of("attendance", workshop):
            if row["status"] == "absent":
                self._mark(row, workshop, at=None)
        (note,) = self._of("session_notes", workshop)
        self._workbook.planning.save_wrap_up(
            self._keys.workshops[workshop["id"]],
            finished=True,
            worked=note["worked"] or "",
            change_next=note["change"] or "",
            incidents=note["incidents"] or "",
            headcount=note["headcount"],
        )

    def _of(self, kind: str, workshop: Content) -> list[Content]:
        return [row for row in self._content[kind] if row["session"] == workshop["id"]]


class _Moments:
    """Times of the day of one workshop."""

    def __init__(self, day: str, zone: ZoneInfo) -> None:
        self._day = day
        self._zone = zone

    def at(self, time: str) -> datetime:
        """The aware moment of a local ``HH:MM``."""
        return datetime.fromisoformat(f"{self._day}T{time}").replace(tzinfo=self._zone)
