"""One open workbook: every feature joined for a caller (the window, the command line, tests).

A workbook belongs to the thread that opened it. Backups happen by themselves: daily on opening,
before a run, before an import (through `back_up`), and on closing when something changed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import tzlocal

from facilitator.attendance.attendance import Attendance
from facilitator.centre.centre import Centre, check_time_zone
from facilitator.certificates.batches import PrintBatches
from facilitator.certificates.certificates import Certificates
from facilitator.certificates.computers import Computers
from facilitator.certificates.preflight import Preflights
from facilitator.certificates.register_keeping import RegisterKeeping
from facilitator.certificates.supplement import Supplements
from facilitator.clock import Clock, SystemClock
from facilitator.credentials.badges import Badges
from facilitator.errors import Refused, StorageTrouble
from facilitator.exchange.content import load_seed_content
from facilitator.exchange.plan_files import PlanFiles
from facilitator.exchange.sample import Through, load_sample
from facilitator.live.live import LiveRun, LiveRuns
from facilitator.people.folding import fold
from facilitator.people.names import clean_text
from facilitator.people.people import People
from facilitator.planning.planning import Planning
from facilitator.planning.series_dates import Rhythm, series_dates
from facilitator.progress import Progress
from facilitator.reports.certificate_papers import CertificatePapers
from facilitator.reports.reports import Reports
from facilitator.reports.today import TodayReader
from facilitator.sheets.cards import Cards
from facilitator.sheets.sheets import Sheets
from facilitator.signing.signing import Signing
from facilitator.skills.skills import Skills
from facilitator.storage.backup import (
    Backups,
    Contents,
    Reason,
    Taken,
    contents_in,
    contents_of,
    copy_to,
    user_data_folder,
)
from facilitator.storage.database import Database
from facilitator.storage.examine import Verdict, examine
from facilitator.storage.journal import ActionRecord, RowChange
from facilitator.storage.restore import Restored, restore
from facilitator.storage.workbook_file import (
    Notice,
    WorkbookFile,
    create_workbook,
    open_workbook,
)
from facilitator.workbook_settings import WorkbookSettings


@dataclass(frozen=True, slots=True)
class Counts:
    """What a workbook holds, as ``facilitator info`` tells it.

    `attendances`: people x workshops with contact minutes; `observations`: facilitators' notes;
    `certificates`: valid ones by award key; `awards_earned`: people by the award they have earned
    in each programme, issued or not.
    """

    programmes: int
    workshops: int
    activities: int
    participants: int
    attendances: int
    contact_minutes: int
    observations: int
    certificates: dict[str, int]
    awards_earned: dict[str, int]


class Workbook:
    """An open workbook file with its features as attributes.

    `people`, `planning`, `plan_files`, `live`, `attendance`, `skills`, `certificates`, `signing`,
    `computers`, `register`, `print_batches`, `preflights`, `supplements`, `badges`, `centre`,
    `settings`, `sheets`, `cards`, `today`, `reports`: the use cases; `path`, `read_only`,
    `verdict`, `location`, `notices`: the file; `backups`: what was kept of it. To be closed, best
    with ``with``.
    """

    def __init__(self, file: WorkbookFile, clock: Clock, user_folder: Path | None = None) -> None:
        database = file.database
        self._file = file
        self._database = database
        self.clock = clock
        self.settings = WorkbookSettings(database)
        self.centre = Centre(database, usual_time_zone=str(self.settings.value("time-zone")))
        self.people = People(database)
        self.planning = Planning(database)
        self.live = LiveRuns(database, self.planning)
        self.attendance = Attendance(database, self.people)
        self.sheets = Sheets(database, self.people, self.attendance)
        self.cards = Cards(database, self.planning, self.people, self.attendance, self.centre)
        self.skills = Skills(database)
        self.signing = Signing(database, self.centre)
        self.computers = Computers(database, user_folder or user_data_folder())
        self.certificates = Certificates(
            database, self.attendance, self.skills, self.centre, self.signing, self.computers
        )
        self.register = RegisterKeeping(database, self.certificates, self.signing)
        self.print_batches = PrintBatches(database, self.certificates)
        self.preflights = Preflights(database, self.certificates, self.signing)
        self.badges = Badges(database, self.certificates, self.signing)
        self.supplements = Supplements(database, self.certificates, self.skills)
        self.plan_files = PlanFiles(database, self.planning, self.centre, self.certificates)
        self.today = TodayReader(
            self.planning, self.people, self.attendance, self.certificates, self.live
        )
        self.certificate_papers = CertificatePapers(
            database, self.certificates, self.preflights, self.centre
        )
        self.reports = Reports(
            database, self.planning, self.people, self.attendance, self.certificates, self.centre,
            self.sheets,
        )  # fmt: skip

    # Making, opening, closing -------------------------------------------------------------------

    @classmethod
    def create(
        cls,
        path: Path,
        *,
        centre_name: str = "",
        time_zone: str | None = None,
        clock: Clock | None = None,
        user_folder: Path | None = None,
    ) -> Self:
        """Make a workbook with the shipped skills and methods, and open it.

        `time_zone`: an IANA name, this computer's if not given. Raises `StorageTrouble` ("exists").
        """
        zone = check_time_zone(time_zone) if time_zone else local_time_zone()
        create_workbook(path)
        try:
            workbook = cls.open(path, clock=clock, user_folder=user_folder)
            try:
                workbook.start_with(centre_name, zone)
            except BaseException:
                workbook.close(back_up=False)
                raise
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        return workbook

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        clock: Clock | None = None,
        read_only: bool = False,
        progress: Progress | None = None,
        user_folder: Path | None = None,
    ) -> Self:
        """Open a workbook for work, or only for looking. Raises `StorageTrouble`.

        `user_folder`: where backups go when there is no room beside the file, and where this
        computer keeps what it calls itself.
        """
        clock = clock or SystemClock()
        file = open_workbook(
            path, clock, read_only=read_only, progress=progress, user_folder=user_folder
        )
        return cls(file, clock, user_folder)

    def start_with(self, centre_name: str, time_zone: str) -> None:
        """Fill a workbook that was just made; a lasting action, so that undo ends there."""
        with self._database.action("workbook-made", lasting=True):
            load_seed_content(self._database)
            # The computer that makes a workbook gives its numbers without a tag.
            self.computers.tag()
            self.settings.choose("time-zone", time_zone)
            if centre_name:
                self.centre.describe(name=centre_name, time_zone=time_zone)
        self.centre.usual_time_zone = time_zone

    def close(self, *, back_up: bool = True) -> None:
        """Close, leaving one complete file; what changed is backed up first.

        If that backup fails the workbook stays open and `StorageTrouble` is raised; closing again
        with `back_up` False works.
        """
        self._file.close(back_up=back_up)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # On an error that is on its way, a failing backup must not hide it.
        self.close(back_up=kind is None)

    # The file -----------------------------------------------------------------------------------

    @property
    def database(self) -> Database:
        """The rows, for parts of the product that join several features."""
        return self._database

    @property
    def path(self) -> Path:
        """Where the workbook lies."""
        return self._file.path

    @property
    def read_only(self) -> bool:
        """Whether it can only be looked at."""
        return self._file.read_only

    @property
    def verdict(self) -> Verdict:
        """What was found when the file was examined on opening."""
        return self._file.verdict

    @property
    def notices(self) -> list[Notice]:
        """What a person should hear about the file."""
        return self._file.notices

    @property
    def backups(self) -> Backups:
        """The backups there are."""
        return self._file.backups

    def back_up(self, reason: Reason = Reason.BY_HAND, progress: Progress | None = None) -> Taken:
        """Take a backup now; raises `StorageTrouble`."""
        return self._file.back_up(reason, progress)

    def copy_to(self, target: Path, progress: Progress | None = None) -> Path:
        """Copy the workbook somewhere else (a stick), proven by reading it back."""
        return copy_to(self._database.connection, target, progress).path

    def contents(self) -> Contents:
        """What the workbook holds now, told as `contents_of_backup` tells it of a backup."""
        return contents_in(self._database.connection)

    def check_content(self) -> tuple[str, ...]:
        """Check every page and reference of the file; codes for damage, none when it is sound."""
        return self._file.check_content()

    def idle(self) -> None:
        """For quiet moments: tidies what has been written so far."""
        if not self.read_only:
            self._file.idle()

    # Undo and history ---------------------------------------------------------------------------

    def undo(self) -> ActionRecord | None:
        """Take back the latest action that can be; None when there is none. May be `Refused`."""
        return self._database.undo()

    def redo(self) -> ActionRecord | None:
        """Do again what was undone last; None when there is none."""
        return self._database.redo()

    def history(self, limit: int = 200, before: int | None = None) -> list[ActionRecord]:
        """Actions, newest first; `before` is the sequence to go on from."""
        return self._database.history(limit, before)

    def changes_of(self, table: str, row_id: str) -> list[RowChange]:
        """The trail of one row, oldest first."""
        return self._database.changes_of(table, row_id)

    def on_change(self, listener: Callable[[frozenset[str]], None]) -> None:
        """Call `listener` after each commit with the names of the tables that changed."""
        self._database.on_change(listener)

    # Across features ----------------------------------------------------------------------------

    def load_sample(
        self, *, through: Through | str = Through.HELD, time_zone: str | None = None
    ) -> str:
        """Open the sample programme; gives its id. Refused: ``sample-present``."""
        zone = time_zone or self.centre.time_zone()
        return load_sample(self._database, through=through, time_zone=zone)

    def start_programme(self, title: str, **fields: object) -> str:
        """Make a programme that gives the usual awards; gives its id. One action."""
        with self._database.action("programme-added", title=clean_text(title)):
            programme_id = self.planning.add_programme(title, **fields)  # type: ignore[arg-type]
            self.certificates.give_usual_rules(programme_id)
        return programme_id

    def change_programme(self, programme_id: str, *, new_venue: str = "", **fields: object) -> None:
        """Change a programme as `Planning.update_programme` does; a venue that is named in
        `new_venue` is found, or made in the same action.
        """
        title = self.planning.programme(programme_id).title
        with self._database.action("programme-changed", title=title):
            if new_venue.strip():
                fields["venue_id"] = self._venue_called(new_venue)
            self.planning.update_programme(programme_id, **fields)  # type: ignore[arg-type]

    def change_workshop(
        self, workshop_id: str, *, new_venue: str = "", new_room: str = "", **fields: object
    ) -> None:
        """Change a workshop as `Planning.update_workshop` does; a venue and a room of it that are
        named are found, or made in the same action. A room without a venue is Refused:
        ``room-without-venue``.
        """
        title = self.planning.workshop_row(workshop_id).title
        with self._database.action("workshop-changed", title=title):
            if new_venue.strip():
                fields["venue_id"] = self._venue_called(new_venue)
            if new_room.strip():
                venue_id = fields.get("venue_id", self.planning.workshop(workshop_id).venue_id)
                fields["room_id"] = self._room_called(venue_id, new_room)
            self.planning.update_workshop(workshop_id, **fields)  # type: ignore[arg-type]

    def plan_series(
        self,
        programme_id: str,
        titles: str | Sequence[str],
        first_local: datetime,
        time_zone: str,
        rhythm: Rhythm,
        *,
        new_venue: str = "",
        **fields: object,
    ) -> list[str]:
        """Make the workshops of a series as `Planning.add_series` does; a venue that is named in
        `new_venue` is found, or made in the same action.
        """
        days = series_dates(first_local.date(), rhythm)
        title = titles if isinstance(titles, str) else next(iter(titles), "")
        with self._database.action("series-added", title=clean_text(title), count=len(days)):
            if new_venue.strip():
                fields["venue_id"] = self._venue_called(new_venue)
            return self.planning.add_series(
                programme_id,
                titles,
                first_local,
                time_zone,
                rhythm,
                **fields,  # type: ignore[arg-type]
            )

    def _venue_called(self, name: str) -> str:
        """The venue of this name in any spelling of its letters, made if there is none."""
        wanted = fold(name)
        for venue in self.centre.venues():
            if fold(venue.name) == wanted:
                return venue.id
        return self.centre.add_venue(clean_text(name))

    def _room_called(self, venue_id: object, name: str) -> str:
        wanted = fold(name)
        venue = next((each for each in self.centre.venues() if each.id == venue_id), None)
        if venue is None:
            raise Refused("room-without-venue", field="room_id")
        for room in venue.rooms:
            if fold(room.name) == wanted:
                return room.id
        return self.centre.add_room(venue.id, clean_text(name), position=len(venue.rooms))

    def open_run(self, workshop_id: str, *, allow_any_day: bool = True) -> LiveRun:
        """A new run of a workshop, ready to start, after a backup; refused as `LiveRuns.open`.

        A backup that fails never stops a workshop: it becomes one of the `notices`.
        """
        run = self.live.open(workshop_id, allow_any_day=allow_any_day)
        try:
            self.back_up(Reason.BEFORE_WORKSHOP)
        except StorageTrouble as trouble:
            self.notices.append(Notice("backup-failed", {"code": trouble.code}))
        return run

    def resume_run(self, workshop_id: str) -> LiveRun:
        """The run of a workshop, where the room is now; as `LiveRuns.resume`."""
        return self.live.resume(workshop_id)

    def counts(self) -> Counts:
        """What the workbook holds, of one moment."""
        with self._database.snapshot():
            programmes = self.planning.programmes(include_archived=True)
            workshops = self.planning.workshops()
            figures = [self.attendance.figures(programme.id) for programme in programmes]
            awards = [
                candidate.award_key
                for programme in programmes
                for candidate in self.certificates.candidates(programme.id)
                if candidate.award_key is not None
            ]
            alone = sum(
                1
                for workshop in workshops
                if workshop.programme_id is None
                for row in self.attendance.desk(workshop.id).rows
                if row.minutes
            )
            return Counts(
                programmes=len(programmes),
                workshops=len(workshops),
                activities=sum(workshop.activity_count for workshop in workshops),
                participants=self.people.count(),
                attendances=sum(figure.attendances for figure in figures) + alone,
                contact_minutes=self.attendance.contact_minutes(),
                observations=self.skills.count(),
                certificates=self.certificates.counts(),
                awards_earned={key: awards.count(key) for key in sorted(set(awards))},
            )


def local_time_zone() -> str:
    """The IANA name of this computer's zone; UTC when it does not say."""
    try:
        return check_time_zone(tzlocal.get_localzone_name() or "UTC")
    except (Refused, LookupError, OSError):
        return "UTC"


def check_workbook(path: Path) -> Verdict:
    """Judge a file as opening it would, changing nothing."""
    return examine(path)


def restore_workbook(
    path: Path, backup: Path, *, clock: Clock | None = None, progress: Progress | None = None
) -> Restored:
    """Put a backup in the place of a workbook that is not open; what was there is kept."""
    return restore(path, backup, clock or SystemClock(), progress)


def contents_of_backup(path: Path) -> Contents:
    """What a backup holds, so that a person can tell it from others before choosing."""
    return contents_of(path)
