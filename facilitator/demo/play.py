"""The whole sample programme, from a plan to certificates and exports, in a folder to look at."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path

from facilitator.clock import SetClock
from facilitator.demo import folder as demo_folder
from facilitator.demo.compare import differences, table_differences
from facilitator.demo.evening import Evening, Keys
from facilitator.exchange.content import Content, read_content
from facilitator.exchange.sample import issue_dates
from facilitator.people.model import EnrolmentStatus
from facilitator.reports.wording import NameOf, code_itself
from facilitator.storage.examine import Kind
from facilitator.workbook import Workbook, check_workbook

WORKBOOK = "Future Skills in our City.facilitator"
_BACKUPS = "Future Skills in our City backups"
_ZONE = "Europe/Lisbon"
_FIRST_DAY = datetime(2026, 9, 22, 9, 0, tzinfo=UTC)
_SCREENS_SECONDS = 300

Say = Callable[[str], object]


@dataclass(slots=True)
class DemoResult:
    """What a demo made: files, figures, and what was not as worked out by hand (nothing, if well).

    `screenshots` says what became of the pictures of the screens.
    """

    workbook: Path
    files: list[Path] = field(default_factory=list)
    figures: dict[str, object] = field(default_factory=dict)
    differences: list[str] = field(default_factory=list)
    screenshots: str = ""


def play(
    folder: Path, *, say: Say, name_of: NameOf = code_itself, screenshots: bool = True
) -> DemoResult:
    """Play the sample into `folder`; `say` is told each step. Refused: ``demo-folder-taken``."""
    demo_folder.clear(folder)
    names = (WORKBOOK, _BACKUPS, "paper", "certificates", "tables", "screens")
    demo_folder.remember(folder, names)
    result = DemoResult(folder / WORKBOOK)
    content = read_content("sample_programme")
    clock = SetClock(_FIRST_DAY)
    with Workbook.create(result.workbook, time_zone=_ZONE, clock=clock) as workbook:
        _Story(workbook, clock, content, folder, result, say, name_of).play()
    verdict = check_workbook(result.workbook)
    if verdict.kind is not Kind.SOUND:
        result.differences.append(f"the workbook is {verdict.kind.value}: {verdict.reasons}")
    if screenshots:
        result.screenshots = _draw_screens(result.workbook, folder / "screens")
        say(result.screenshots)
    return result


def stage(workbook: Workbook, clock: SetClock, evenings: int, *, until: str | None = None) -> str:
    """Play so many evenings of the sample and, with `until`, the next one to that time of day.

    For pictures of the screens in the middle of a programme; gives the programme's id.
    """
    player = _Player(workbook, clock, read_content("sample_programme"))
    player.live(evenings)
    if until is not None:
        player.live_until(evenings, until)
    return player.programme_id


class _Player:
    """Plays the evenings of the programme in an open workbook."""

    def __init__(self, workbook: Workbook, clock: SetClock, content: Content) -> None:
        self._workbook = workbook
        self._clock = clock
        self._content = content
        self.programme_id = workbook.load_sample(through="planned")
        self.keys = self._read_keys()
        self._evening = Evening(workbook, clock, content, self.keys)

    def live(
        self, evenings: int, told: Callable[[Content], object] = lambda _workshop: None
    ) -> None:
        """The first evenings in their order; `told` hears of each when it is over."""
        for workshop in self._content["sessions"][:evenings]:
            self._evening.play(workshop)
            self._note_leavers(workshop)
            told(workshop)

    def live_until(self, place: int, until: str) -> None:
        """The evening at `place` (from 0) up to a time of day, in mid-run."""
        self._evening.play(self._content["sessions"][place], until=until)

    def _note_leavers(self, workshop: Content) -> None:
        """Who did not come back is noted on the day of the first workshop they are missing from;
        who never came, after the last.
        """
        is_last = workshop["id"] == self._content["sessions"][-1]["id"]
        rows = {row.participant_id: row for row in self._workbook.people.roster(self.programme_id)}
        for person in self._content["participants"]:
            row = rows[self.keys.people[person["id"]]]
            if row.status is not EnrolmentStatus.ACTIVE:
                continue
            note = person["status_note"] or ""
            if person["status"] == "withdrawn" and self._is_last_day(person["id"], workshop):
                day = date.fromisoformat(workshop["date"])
                self._workbook.people.leave(row.enrolment_id, day, person["status"], note)
            if person["status"] == "did-not-start" and is_last:
                self._workbook.people.leave(row.enrolment_id, None, person["status"], note)

    def _is_last_day(self, key: str, workshop: Content) -> bool:
        """Whether a person who withdrew was there for the last time."""
        gone = [
            row["session"]
            for row in self._content["attendance"]
            if row["participant"] == key and row["status"] == "withdrawn"
        ]
        order = [each["id"] for each in self._content["sessions"]]
        return order.index(workshop["id"]) + 1 == order.index(gone[0])

    def _read_keys(self) -> Keys:
        """Ids by the keys of the sample file, which the rows of the sample keep."""

        def ids(table: str) -> dict[str, str]:
            rows = self._workbook.database.rows(
                f"SELECT id, seed_key FROM {table} WHERE seed_key IS NOT NULL"  # noqa: S608
            )
            return {row["seed_key"]: row["id"] for row in rows}

        return Keys(ids("participant"), ids("workshop"), ids("activity"), ids("team_member"))


class _Story:
    """The whole programme, with everything that is taken away written on the way."""

    def __init__(
        self,
        workbook: Workbook,
        clock: SetClock,
        content: Content,
        folder: Path,
        result: DemoResult,
        say: Say,
        name_of: NameOf,
    ) -> None:
        self._workbook = workbook
        self._clock = clock
        self._content = content
        self._folder = folder
        self._result = result
        self._say = say
        self._name_of = name_of
        self._player = _Player(workbook, clock, content)
        self._programme_id = self._player.programme_id
        self._keys = self._player.keys

    def play(self) -> None:
        """The story in its order."""
        self._say(f"Planned: {self._content['title']}, {len(self._content['sessions'])} workshops.")
        self._write_sheets()
        self._player.live(len(self._content["sessions"]), self._tell_evening)
        self._issue_certificates()
        self._write_tables()
        self._compare()

    def _write_sheets(self) -> None:
        paper = self._made("paper")
        for workshop in self._content["sessions"]:
            workshop_id = self._keys.workshops[workshop["id"]]
            sign_in = paper / f"sign-in-sheet-{workshop['number']}.pdf"
            run_sheet = paper / f"run-sheet-{workshop['number']}.pdf"
            self._workbook.reports.write_sign_in_sheet(workshop_id, sign_in)
            self._workbook.reports.write_run_sheet(workshop_id, run_sheet, name_of=self._name_of)
            self._result.files += [sign_in, run_sheet]
        self._say(f"Printed: sign-in sheets and run sheets in {paper}.")

    def _tell_evening(self, workshop: Content) -> None:
        workshop_id = self._keys.workshops[workshop["id"]]
        board = self._workbook.attendance.desk(workshop_id).board
        actual = sum(row.actual_seconds for row in self._workbook.live.actuals(workshop_id))
        self._say(
            f"Held: {workshop['title']}, {board.here + board.gone} people, {actual // 60} minutes."
        )

    def _issue_certificates(self) -> None:
        last = self._content["sessions"][-1]
        days = issue_dates(self._content)
        self._clock.set_wall(datetime.fromisoformat(f"{last['date']}T12:00Z") + timedelta(days=5))
        issued = self._workbook.certificates.issue(
            self._programme_id,
            issued_on_by_person={self._keys.people[key]: day for key, day in days.items()},
        )
        folder = self._made("certificates")
        joined = folder / "all-certificates.pdf"
        ids = [row.id for row in issued]
        self._workbook.reports.write_certificates(ids, joined)
        files = self._workbook.reports.write_certificate_files(ids, folder)
        self._result.files += [joined, *files]
        self._say(f"Issued: {len(issued)} certificates in {folder}.")

    def _write_tables(self) -> None:
        tables = self._made("tables")
        for ending in ("csv", "xlsx", "pdf"):
            out = tables / f"attendance.{ending}"
            self._workbook.reports.export_attendance(out, self._programme_id, name_of=self._name_of)
            self._result.files.append(out)
        self._say(f"Written: the attendance register in {tables}.")

    def _compare(self) -> None:
        expected = self._content["expected"]
        keys = {participant_id: key for key, participant_id in self._keys.people.items()}
        tables = self._folder / "tables"
        found = [
            *differences(self._workbook, self._programme_id, expected, keys),
            *table_differences(tables / "attendance.csv", tables / "attendance.xlsx", expected),
        ]
        counts = self._workbook.counts()
        self._result.differences += found
        self._result.figures = {
            "participants": counts.participants,
            "attendances": counts.attendances,
            "contact_minutes": counts.contact_minutes,
            "observations": counts.observations,
            "certificates": counts.certificates,
        }
        if not found:
            self._say(
                f"Compared: {counts.attendances} attendances, {counts.contact_minutes} contact"
                f" minutes and {sum(counts.certificates.values())} certificates are as worked out"
                " by hand, for every person."
            )

    def _made(self, name: str) -> Path:
        path = self._folder / name
        path.mkdir(exist_ok=True)
        return path


def _draw_screens(workbook: Path, folder: Path) -> str:
    """Have the screens drawn by a program of its own; the demo goes on without them."""
    # The window may be missing from this installation; nothing of it is imported here.
    if find_spec("ui") is None or find_spec("ui.screenshots") is None:
        return "The screens were not drawn: this installation has no window."
    command = [sys.executable, "-m", "ui.screenshots", str(workbook), str(folder)]
    try:
        done = subprocess.run(  # noqa: S603 - our own program
            command, capture_output=True, timeout=_SCREENS_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"The screens were not drawn: {error}"
    if done.returncode:
        last = done.stderr.decode(errors="replace").strip().splitlines()[-1:]
        return f"The screens were not drawn: {' '.join(last)}"
    return f"Drawn: the screens in {folder}."
