"""What one can do with sign-in sheets on paper: keep what was printed, enter it back, read it.

A picture only proposes; `record` saves what a person confirmed, all of it in one action that can
be undone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from facilitator.attendance import store as attendance_store
from facilitator.attendance.attendance import Attendance
from facilitator.attendance.model import DeskRow, Standing
from facilitator.attendance.offers import Offer
from facilitator.documents.sign_in_layout import SignInLayout
from facilitator.errors import NotFound, Refused
from facilitator.people.model import NewPerson
from facilitator.people.people import People
from facilitator.planning.timing import resolve_wall_time
from facilitator.progress import Progress
from facilitator.sheets import store
from facilitator.sheets.codes import read_sheet_code
from facilitator.sheets.model import (
    BlankEntry,
    PageReading,
    PicturesRead,
    PrintedSheet,
    Recorded,
    RowEntry,
    SheetEntries,
    SheetReading,
    SheetRow,
    Unread,
)
from facilitator.sheets.times import read_time
from facilitator.storage import Database

USUAL_BLANK_LINES = 6
MOST_BLANK_LINES = 200

_AFTER_MIDNIGHT = timedelta(hours=4)


class Sheets:
    """The sign-in sheets of a workbook.

    Refused: ``sheet-unknown`` (`NotFound`), ``not-a-sheet-code``, ``sheet-row-unknown``,
    ``sheet-row-gone``, ``sheet-row-twice``, ``time-not-understood``, and what marking refuses.
    """

    def __init__(self, database: Database, people: People, attendance: Attendance) -> None:
        self._db = database
        self._people = people
        self._attendance = attendance

    # Printing -----------------------------------------------------------------------------------

    def keep(self, workshop_id: str, people: Sequence[str], layout: SignInLayout) -> PrintedSheet:
        """The sheet with these people in this order on it, kept for reading it back.

        Printed again unchanged, it keeps its code. In a workbook open for reading only nothing is
        kept, and the paper cannot be read back.
        """
        for known in store.sheets_of(self._db, workshop_id):
            if known.people == tuple(people) and known.layout == layout:
                return known
        return store.keep(self._db, workshop_id, people, layout)

    def printed(self, workshop_id: str) -> list[PrintedSheet]:
        """The sheets printed for a workshop, newest first."""
        return store.sheets_of(self._db, workshop_id)

    # Entering -----------------------------------------------------------------------------------

    def entries(self, code: str) -> SheetEntries:
        """The lines of a sheet in printed order; `code` as scanned or typed."""
        meant = read_sheet_code(code)
        if meant is None:
            raise Refused("not-a-sheet-code", text=code.strip()[:40])
        return self._entries(store.sheet(self._db, meant[0]))

    def _entries(self, sheet: PrintedSheet) -> SheetEntries:
        desk = self._attendance.desk(sheet.workshop_id, order="register")
        known = {row.participant_id: row for row in desk.rows}
        now = store.now_known_as(self._db, sheet.people)
        people = {row.id: row for row in self._people.rows(set(now.values()))}
        written = self._written(sheet)
        rows = []
        for index, place in enumerate(sheet.layout.rows):
            blank = index >= sheet.layout.names
            key = written.get(index + 1) if blank else now.get(sheet.people[index])
            marked = known.get(key or "")
            person = people.get(key or "")
            found = marked is not None or person is not None
            rows.append(
                SheetRow(
                    number=index + 1,
                    page=place.page,
                    participant_id=key if found else None,
                    name=marked.name if marked else person.name if person else "",
                    native_name=marked.native_name
                    if marked
                    else person.native_name
                    if person
                    else "",
                    native_language=marked.native_language if marked else "",
                    blank=blank,
                    gone=not blank and not found,
                    status_key=marked.status_key if marked else None,
                    arrived_local=marked.arrived_local if marked else "",
                    left_local=marked.left_local if marked else "",
                )
            )
        on_sheet = {row.participant_id for row in rows}
        return SheetEntries(
            code=sheet.code,
            workshop_id=sheet.workshop_id,
            workshop_title=desk.title,
            rows=tuple(rows),
            not_on_sheet=tuple(
                _beside(row)
                for row in desk.rows
                if row.participant_id not in on_sheet and row.standing is Standing.ENROLLED
            ),
        )

    def _written(self, sheet: PrintedSheet) -> dict[int, str]:
        """Who was entered for which line, from the evidence of the marks."""
        start = f"{sheet.code}/"
        rows = self._db.rows(
            "SELECT participant_id, evidence FROM attendance WHERE workshop_id = ?",
            (sheet.workshop_id,),
        )
        found: dict[int, str] = {}
        for row in rows:
            number = row["evidence"].removeprefix(start)
            if number != row["evidence"] and number.isdecimal():
                found[int(number)] = row["participant_id"]
        return found

    def record(
        self,
        code: str,
        marks: Mapping[int, RowEntry],
        blanks: Mapping[int, BlankEntry] | None = None,
    ) -> Recorded:
        """Save what a person confirmed, line by line, in one action; lines not named stay as they
        are. A mark made at the door keeps its time unless the paper tells another.
        """
        entries = self.entries(code)
        desk = self._attendance.desk(entries.workshop_id)
        marked = {row.participant_id: row for row in desk.rows}
        offer = attendance_store.offer_of(self._db, entries.workshop_id)
        rows = {row.number: row for row in entries.rows}
        people: dict[int, str] = {}
        new = 0
        with self._db.action(
            "sheet-entered",
            title=entries.workshop_title,
            count=len(marks) + len(blanks or {}),
            sheet=entries.code,
        ):
            for number, entry in sorted(marks.items()):
                row = _known_row(rows, number)
                if row.participant_id is None:
                    raise Refused("sheet-row-gone" if row.gone else "sheet-row-blank", row=number)
                people[number] = row.participant_id
                before = marked.get(row.participant_id)
                self._mark(offer, row.participant_id, entry, f"{entries.code}/{number}", before)
            for number, blank in sorted((blanks or {}).items()):
                row = _known_row(rows, number)
                if not row.blank:
                    raise Refused("sheet-row-not-blank", row=number)
                key = blank.participant_id or row.participant_id
                if key is None:
                    key = self._add(offer, blank.name)
                    new += 1
                if key in people.values():
                    raise Refused("sheet-row-twice", row=number)
                people[number] = key
                before = marked.get(key)
                self._mark(offer, key, blank.entry, f"{entries.code}/{number}", before)
        return Recorded(marked=len(people), walk_ins=new, people=people)

    def _add(self, offer: Offer, name: str) -> str:
        person = self._people.checked(NewPerson(name=name, complete_later=True))
        key = self._people.insert(person)
        if offer.programme_id is not None:
            self._people.insert_enrolment(key, offer.programme_id, offer.on)
        return key

    def _mark(
        self,
        offer: Offer,
        participant_id: str,
        entry: RowEntry,
        evidence: str,
        before: DeskRow | None,
    ) -> None:
        arrived, left = _moment(offer, entry.arrived), _moment(offer, entry.left)
        # Paper without a time says "from the start", also when it is entered while people are in.
        live = offer.times.live(self._db.clock.now()) is not None
        self._attendance.mark(
            offer.workshop_id,
            participant_id,
            entry.status_key,
            at=arrived or (offer.starts_at if live else None),
            evidence=evidence,
        )
        if not attendance_store.status(self._db, entry.status_key).in_room:
            return
        was_in = (
            before is not None
            and before.status_key is not None
            and attendance_store.status(self._db, before.status_key).in_room
        )
        if before is not None and was_in and arrived is not None:
            # The time at the door would stand; the paper was told to know better.
            left = left or _moment(offer, before.left_local)
            self._attendance.set_times(offer.workshop_id, participant_id, arrived, left, evidence)
        elif left is not None:
            self._attendance.check_out(offer.workshop_id, participant_id, left)

    # Reading pictures ---------------------------------------------------------------------------

    def read(self, paths: Sequence[Path], progress: Progress | None = None) -> PicturesRead:
        """What photographs, scans and PDFs show of this workbook's sheets. Saves nothing."""
        # Decoders of pictures load only when a picture is read.
        from facilitator.sheets.reading import find_pages, read_page  # noqa: PLC0415

        found: dict[str, dict[int, PageReading]] = {}
        entries: dict[str, SheetEntries] = {}
        unread: list[Unread] = []
        for each in find_pages(paths, progress):
            source = each.file if each.number == 1 else f"{each.file} ({each.number})"
            if each.picture is None or each.trouble:
                unread.append(Unread(source, each.trouble, {"file": source}))
                continue
            for code in each.codes:
                try:
                    sheet = store.sheet(self._db, code.sheet)
                    told = entries.setdefault(sheet.code, self._entries(sheet))
                    page = read_page(each.picture, code, sheet, told.rows, source)
                except (NotFound, Refused) as refused:
                    unread.append(Unread(source, refused.code, {"file": source, **refused.params}))
                    continue
                pages = found.setdefault(sheet.code, {})
                known = pages.get(page.page)
                if known is None or known.frames_found < page.frames_found:
                    pages[page.page] = page
        sheets = []
        for sheet_code, pages in found.items():
            count = (
                max(row.page for row in entries[sheet_code].rows) if entries[sheet_code].rows else 1
            )
            sheets.append(
                SheetReading(
                    entries=entries[sheet_code],
                    pages=tuple(pages[page] for page in sorted(pages)),
                    missing_pages=tuple(page for page in range(1, count + 1) if page not in pages),
                )
            )
        return PicturesRead(tuple(sheets), tuple(unread))


def _known_row(rows: Mapping[int, SheetRow], number: int) -> SheetRow:
    row = rows.get(number)
    if row is None:
        raise Refused("sheet-row-unknown", row=number)
    return row


def _beside(row: DeskRow) -> SheetRow:
    return SheetRow(
        number=0,
        page=0,
        participant_id=row.participant_id,
        name=row.name,
        native_name=row.native_name,
        native_language=row.native_language,
        status_key=row.status_key,
        arrived_local=row.arrived_local,
        left_local=row.left_local,
    )


def _moment(offer: Offer, text: str) -> datetime | None:
    """The moment that a time on the paper means; long before the start it is after midnight."""
    told = read_time(text)
    if told is None:
        return None
    moment, _ = resolve_wall_time(datetime.combine(offer.on, told), offer.zone)
    if moment < offer.starts_at - _AFTER_MIDNIGHT:
        later, _ = resolve_wall_time(
            datetime.combine(offer.on + timedelta(days=1), told), offer.zone
        )
        if later <= offer.ends_at + _AFTER_MIDNIGHT:
            return later
    return moment
