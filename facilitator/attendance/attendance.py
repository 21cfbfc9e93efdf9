"""What one can do with attendance: mark people at the door, correct, and read grids and figures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from facilitator.attendance import grid, marking, store
from facilitator.attendance.corrections import Correction, corrections
from facilitator.attendance.counting import Counting
from facilitator.attendance.follow_up import FollowUp
from facilitator.attendance.handing_over import HandingOver
from facilitator.attendance.heads import Heads
from facilitator.attendance.marking import Marked
from facilitator.attendance.model import (
    EXCUSED,
    PRESENT,
    AttendanceGrid,
    AttentionRow,
    Board,
    Desk,
    DeskRow,
    Mark,
    MarkOutcome,
    PersonTotal,
    ProgrammeFigures,
    Standing,
    Status,
)
from facilitator.attendance.offers import Offer, offers
from facilitator.attendance.status_list import StatusList
from facilitator.errors import Refused
from facilitator.people.care import CareCard
from facilitator.people.folding import fold
from facilitator.people.model import NewPerson
from facilitator.people.names import clean_note, clean_text
from facilitator.people.people import People
from facilitator.people.store import row_is_minor
from facilitator.storage import Database, Row, RowChange

_LAST_MARKS = 10
_MOST_HEADS = 10_000
_REMINDED_DAYS = 60


class Attendance:
    """The attendance of a workbook. Every mark is on disk before its method returns.

    `status_list`: the statuses of one's own; `counting`: each programme's rule; `heads`: people
    without a name; `handing_over`: who collects whom; `follow_up`: who is missed.

    Refusals: ``status-unknown``, ``not-marked``, ``not-in-room``, ``leaves-before-arriving``,
    ``reason-empty``, ``minutes-out-of-range``, ``heads-out-of-range``; `NotFound`:
    ``workshop-unknown``, ``programme-unknown``, ``participant-unknown``.
    """

    def __init__(self, database: Database, people: People) -> None:
        self._db = database
        self._people = people
        self.status_list = StatusList(database)
        self.counting = Counting(database)
        self.heads = Heads(database, self, people)
        self.handing_over = HandingOver(database, self, people)
        self.follow_up = FollowUp(database)

    # The desk -----------------------------------------------------------------------------------

    def statuses(self) -> list[Status]:
        """All statuses in their order; hidden ones are kept for the marks that have them."""
        return store.statuses(self._db)

    def desk(self, workshop_id: str, *, order: str = "name") -> Desk:
        """Who is expected and who is here.

        `order` "name": by the name as written, as people say it at the door; "register": by sort
        key, as on the sign-in sheet.
        """
        offer = store.offer_of(self._db, workshop_id)
        found = store.desk_rows(self._db, offer)
        rows = [self._desk_row(row, offer) for row in found]
        heads = store.heads(self._db, [workshop_id])[workshop_id]
        if order == "name":
            rows.sort(key=lambda row: fold(row.name) or row.sort_key)
        return Desk(
            workshop_id=workshop_id,
            title=offer.title,
            programme_id=offer.programme_id,
            starts_at=offer.starts_at,
            ends_at=offer.ends_at,
            offered_minutes=offer.offered_minutes,
            rows=tuple(rows),
            board=_board(found, offer, sum(heads.values())),
            last_marks=tuple(
                Mark(
                    workshop_id=workshop_id,
                    participant_id=row["participant_id"],
                    name=row["name"],
                    status_key=row["status_key"],
                    arrived_local=offer.local(row["arrived_at"]),
                    left_local=offer.local(row["left_at"]),
                    sequence=row["sequence"],
                    outcome=MarkOutcome.MARKED,
                )
                for row in store.last_marks(self._db, workshop_id, _LAST_MARKS)
            ),
            heads=heads,
        )

    def find_card(self, code: str) -> str | None:
        """The person whose card was scanned, or whose id was typed; None: nobody's."""
        return self._people.find_card(code)

    def mark(
        self,
        workshop_id: str,
        participant_id: str,
        status_key: str = PRESENT,
        *,
        at: datetime | None = None,
        note: str | None = None,
        evidence: str | None = None,
    ) -> Mark:
        """Mark a person. Durable, and safe to repeat: a second scan keeps the first arrival.

        While the workshop is on, the mark carries the time; afterwards it carries none and counts
        from the start (`facilitator.attendance.marking`), unless `at` tells one. Somebody who is
        not enrolled is marked as a guest.
        """
        offer, known = store.door_of(self._db, workshop_id)
        name, row = store.mark_row(self._db, workshop_id, participant_id)
        status = store.status_among(known, status_key)
        before = store.marked(row)
        now = self._now()
        after, outcome = marking.mark(
            before, status_key, in_room=status.in_room, at=at, now=now, times=offer.times
        )
        more = _texts(note=note, evidence=evidence)
        if outcome is MarkOutcome.ALREADY and row is not None and not more:
            return _told(offer, participant_id, name, after, row["sequence"], outcome)
        status_id = store.status_among(known, after.status_key).id
        with self._db.action("attendance-marked", name=name, status=after.status_key):
            sequence = self._put(offer, participant_id, after, row, status_id, **more)
        return _told(offer, participant_id, name, after, sequence, outcome)

    def unmark(self, workshop_id: str, participant_id: str) -> Mark:
        """Remove a mark: the person is "not yet" again."""
        offer, _ = store.door_of(self._db, workshop_id)
        name, row = self._required_row(workshop_id, participant_id)
        with self._db.action("attendance-unmarked", name=name):
            self._db.delete("attendance", row["id"])
        return Mark(
            workshop_id=offer.workshop_id,
            participant_id=participant_id,
            name=name,
            status_key=None,
            arrived_local="",
            left_local="",
            sequence=row["sequence"],
            outcome=MarkOutcome.REMOVED,
        )

    def check_out(
        self,
        workshop_id: str,
        participant_id: str,
        at: datetime | None = None,
        *,
        collected_by: str = "",
    ) -> Mark:
        """Note that somebody left, now or at a time told, and who collected them."""
        offer, _ = store.door_of(self._db, workshop_id)
        name, row = store.mark_row(self._db, workshop_id, participant_id)
        before = store.marked(row)
        after = marking.check_out(before, at, self._now(), offer.times)
        more = _texts(collected_by=collected_by or None)
        if after == before and row is not None and not more:
            already = MarkOutcome.ALREADY
            return _told(offer, participant_id, name, after, row["sequence"], already)
        with self._db.action("attendance-checked-out", name=name):
            sequence = self._put(offer, participant_id, after, row, "", **more)
        return _told(offer, participant_id, name, after, sequence, MarkOutcome.CHANGED)

    def all_present(self, workshop_id: str) -> int:
        """Mark everybody enrolled and not marked yet present from the start. Returns how many."""
        offer = store.offer_of(self._db, workshop_id)
        unmarked = [
            row["id"] for row in store.desk_rows(self._db, offer) if row["status_key"] is None
        ]
        if not unmarked:
            return 0
        present = store.status(self._db, PRESENT)
        with self._db.action("all-present", title=offer.title, count=len(unmarked)):
            store.insert_marks(
                self._db, workshop_id, unmarked, status_id=present.id, now=self._now()
            )
        return len(unmarked)

    def set_times(
        self,
        workshop_id: str,
        participant_id: str,
        arrived: datetime | None,
        left: datetime | None,
        reason: str = "",
    ) -> Mark:
        """Correct when somebody came and left (None: from the start, to the end), and why.

        "Present", "late" and "left early" follow the new times; an own status stays.
        """
        offer, _ = store.door_of(self._db, workshop_id)
        name, row = self._required_row(workshop_id, participant_id)
        before = store.marked(row)
        if before is None or not before.in_room:
            raise Refused("not-in-room", name=name)
        after = marking.corrected(before, arrived, left, offer.times)
        with self._db.action("attendance-corrected", name=name):
            sequence = self._put(offer, participant_id, after, row, reason=clean_note(reason))
        return _told(offer, participant_id, name, after, sequence, MarkOutcome.CHANGED)

    def set_minutes(
        self, workshop_id: str, participant_id: str, minutes: int | None, reason: str
    ) -> None:
        """Let a person decide the minutes instead of the rule, with the reason; None: the rule."""
        offer, _ = store.door_of(self._db, workshop_id)
        name, row = self._required_row(workshop_id, participant_id)
        why = clean_note(reason)
        if minutes is not None and not 0 <= minutes <= offer.offered_minutes:
            raise Refused("minutes-out-of-range", minutes=minutes, offered=offer.offered_minutes)
        if minutes is not None and not why:
            raise Refused("reason-empty")
        if minutes is not None and not row["in_room"]:
            raise Refused("not-in-room", name=name)
        with self._db.action("attendance-corrected", name=name):
            self._db.update("attendance", row["id"], {"minutes_override": minutes, "reason": why})

    def set_note(self, workshop_id: str, participant_id: str, note: str) -> None:
        """Write a note beside a mark."""
        name, row = self._required_row(workshop_id, participant_id)
        with self._db.action("attendance-noted", name=name):
            self._db.update("attendance", row["id"], {"note": clean_note(note)})

    def walk_in(self, workshop_id: str, name: str) -> str:
        """Add somebody of whom only the name is known, enrol and mark them. Returns their id."""
        offer = store.offer_of(self._db, workshop_id)
        person = self._people.checked(NewPerson(name=name, complete_later=True))
        status = store.status(self._db, PRESENT)
        after, _ = marking.mark(
            None, PRESENT, in_room=status.in_room, at=None, now=self._now(), times=offer.times
        )
        with self._db.action("walk-in", name=person.name, title=offer.title):
            participant_id = self._people.insert(person)
            if offer.programme_id is not None:
                self._people.insert_enrolment(participant_id, offer.programme_id, offer.on)
            self._put(offer, participant_id, after, None)
        return participant_id

    def set_heads(self, workshop_id: str, band: str, heads: int) -> None:
        """Say how many people without a name are there, by band ('' for no band)."""
        offer = store.offer_of(self._db, workshop_id)
        if not 0 <= heads <= _MOST_HEADS:
            raise Refused("heads-out-of-range", heads=heads, most=_MOST_HEADS)
        with self._db.action("heads-counted", title=offer.title, heads=heads):
            store.put_heads(self._db, workshop_id, clean_text(band), heads)

    def trail(self, workshop_id: str, participant_id: str) -> list[RowChange]:
        """Every change of one mark, oldest first: who, when, before and after."""
        _, row = self._required_row(workshop_id, participant_id)
        return self._db.changes_of("attendance", row["id"])

    def corrections(
        self, *, workshop_id: str | None = None, programme_id: str | None = None
    ) -> list[Correction]:
        """What was changed of marks after they were made, newest first: who, when, from what."""
        return corrections(self._db, workshop_id, programme_id)

    def needs_of_present(self, workshop_id: str) -> list[CareCard]:
        """What to know of those in the room now: needs, whom to call, guardians; by name.

        Only people of whom something is to be known. Never for the room display.
        """
        desk = self.desk(workshop_id, order="register")
        present = [
            row.participant_id
            for row in desk.rows
            if row.minutes is not None
            and store.status(self._db, row.status_key or "").in_room
            and not row.left_local
        ]
        return self._people.care_cards(present)

    # Reading ------------------------------------------------------------------------------------

    def grid(
        self, programme_id: str, *, limit: int | None = None, offset: int = 0
    ) -> AttendanceGrid:
        """People x workshops with minutes and totals; a page of the people where `limit` is given.

        Totals of workshops are of everybody, whatever the page.
        """
        return grid.Register(self._db, programme_id).grid(limit, offset)

    def person_totals(self, programme_id: str) -> list[PersonTotal]:
        """Every person's totals over a programme, sorted by name."""
        return grid.Register(self._db, programme_id).person_totals()

    def figures(self, programme_id: str) -> ProgrammeFigures:
        """The figures of a programme, each person counted once."""
        return grid.Register(self._db, programme_id).figures()

    def contact_minutes(self) -> int:
        """Contact minutes delivered in the whole workbook."""
        rows = self._db.rows("SELECT id FROM programme WHERE is_template = 0")
        minutes = sum(self.figures(row["id"]).contact_minutes_delivered for row in rows)
        alone = self._db.rows(
            "SELECT id FROM workshop WHERE programme_id IS NULL AND is_template = 0"
        )
        for row in alone:
            minutes += sum(desk.minutes or 0 for desk in self.desk(row["id"]).rows)
        return minutes

    def needs_attention(self, now: datetime) -> list[AttentionRow]:
        """Workshops of the last weeks that are over and have no register, or gaps in it.

        Oldest first. What is older than `_REMINDED_DAYS` will not be filled in any more.
        """
        today = now.astimezone(UTC).date()
        since, until = today - timedelta(days=_REMINDED_DAYS), today + timedelta(days=2)
        gaps = store.unfinished_registers(self._db, since, until)
        open_registers = {row["id"]: row for row in gaps}
        found = [
            AttentionRow(
                code="register-incomplete"
                if open_registers[offer.workshop_id]["marks"]
                else "register-missing",
                workshop_id=offer.workshop_id,
                workshop_title=offer.title,
                programme_id=offer.programme_id,
                programme_title=offer.programme_title,
                starts_at=offer.starts_at,
                unmarked=open_registers[offer.workshop_id]["unmarked"],
                enrolled=open_registers[offer.workshop_id]["enrolled"],
            )
            for offer in offers(self._db, list(open_registers))
            if offer.ends_at <= now
        ]
        return sorted(found, key=lambda row: row.starts_at)

    # ---------------------------------------------------------------------------------------------

    def _desk_row(self, row: Row, offer: Offer) -> DeskRow:
        standing = _standing(row, offer)
        return DeskRow(
            participant_id=row["id"],
            name=row["name"],
            call_name=row["call_name"],
            native_name=row["native_name"],
            native_language=row["native_language"],
            sort_key=row["sort_key"],
            status_key=row["status_key"],
            arrived_local=offer.local(row["arrived_at"]),
            left_local=offer.local(row["left_at"]),
            has_needs=bool(row["has_needs"]),
            minor=row_is_minor(row, offer.on),
            complete_later=bool(row["complete_later"]),
            minutes=None if row["status_key"] is None else grid.minutes_of(row, offer),
            standing=standing,
            note=row["note"],
        )

    def _put(
        self,
        offer: Offer,
        participant_id: str,
        mark: Marked,
        row: Row | None,
        status_id: str = "",
        **more: object,
    ) -> int:
        return store.put_mark(
            self._db,
            offer.workshop_id,
            participant_id,
            mark,
            status_id=status_id or store.status(self._db, mark.status_key).id,
            now=self._now(),
            row_id=None if row is None else row["id"],
            **more,
        )

    def _required_row(self, workshop_id: str, participant_id: str) -> tuple[str, Row]:
        name, row = store.mark_row(self._db, workshop_id, participant_id)
        if row is None:
            raise Refused("not-marked")
        return name, row

    def _now(self) -> datetime:
        # To the millisecond, as it is stored: a mark read back equals the mark made.
        now = self._db.clock.now()
        return now.replace(microsecond=now.microsecond // 1000 * 1000)


def _standing(row: Row, offer: Offer) -> Standing:
    not_meant = frozenset() if row["meant"] else frozenset({offer.workshop_id})
    return grid.person_of(row, offer.on, not_meant).standing_in(offer.workshop_id, offer.on)


def _board(rows: Sequence[Row], offer: Offer, anonymous: int) -> Board:
    marks = [store.marked(row) if row["status_key"] is not None else None for row in rows]
    in_room = [mark for mark in marks if mark is not None and mark.in_room]
    gone = sum(1 for mark in in_room if mark.gone_before(offer.ends_at))
    away = [mark.status_key for mark in marks if mark is not None and not mark.in_room]
    apologies = away.count(EXCUSED)
    enrolled = sum(1 for row in rows if _standing(row, offer) is Standing.ENROLLED)
    return Board(
        here=len(in_room) - gone,
        not_yet=marks.count(None),
        apologies=apologies,
        gone=gone,
        absent=len(away) - apologies,
        anonymous=anonymous,
        capacity=offer.places,
        enrolled=enrolled,
    )


def _told(
    offer: Offer,
    participant_id: str,
    name: str,
    mark: Marked,
    sequence: int,
    outcome: MarkOutcome,
) -> Mark:
    return Mark(
        workshop_id=offer.workshop_id,
        participant_id=participant_id,
        name=name,
        status_key=mark.status_key,
        arrived_local=offer.local(store.stamp(mark.arrived_at)),
        left_local=offer.local(store.stamp(mark.left_at)),
        sequence=sequence,
        outcome=outcome,
    )


def _texts(**texts: str | None) -> dict[str, object]:
    return {column: clean_note(text) for column, text in texts.items() if text is not None}
