"""Typing a sheet back by keyboard: one key a line, forty lines in two minutes.

Pure state for a window to show: which line is next, what was said about each, what is typed. Keys:
Enter says "signed" and goes on; a status letter says that status and goes on; digits with Enter
jump to the line of that number; Backspace goes back one line and forgets what was said there.
"""

from __future__ import annotations

from collections.abc import Mapping

from facilitator.attendance.model import PRESENT
from facilitator.errors import Refused
from facilitator.sheets.model import BlankEntry, RowEntry, SheetEntries, SheetRow
from facilitator.sheets.times import read_time


class SheetEntry:
    """What was said about the lines so far; nothing is saved before `Sheets.record`.

    `letters`: the key of each status by its letter (in lower case).
    """

    def __init__(self, entries: SheetEntries, letters: Mapping[str, str]) -> None:
        self.entries = entries
        self._letters = {letter.lower(): key for letter, key in letters.items() if letter}
        self._rows = entries.rows
        self._at = 0
        self.digits = ""
        self.marks: dict[int, RowEntry] = {}
        self.blanks: dict[int, BlankEntry] = {}

    @property
    def row(self) -> SheetRow | None:
        """The line that is next; None past the last one."""
        return self._rows[self._at] if self._at < len(self._rows) else None

    def enter(self) -> None:
        """Signed; or, after digits, go to that line. Refused: "sheet-row-unknown"."""
        if self.digits:
            self.go_to(int(self.digits))
        elif self.row is not None and not self.row.blank:
            self.say(PRESENT)
        else:
            self.skip()

    def type(self, char: str) -> bool:
        """A character was typed; False when it means nothing here."""
        if char.isdecimal() and len(self.digits) < 4:
            self.digits += char
            return True
        status = self._letters.get(char.lower())
        if status is None or self.row is None or self.row.blank:
            return False
        self.say(status)
        return True

    def say(self, status_key: str) -> None:
        """The status of the next line; goes on to the one after it."""
        row = self.row
        if row is None or row.gone or row.blank:
            return self.skip()
        before = self.marks.get(row.number, RowEntry())
        self.marks[row.number] = RowEntry(status_key, before.arrived, before.left)
        return self.skip()

    def write_times(self, number: int, arrived: str = "", left: str = "") -> None:
        """The times written on a line. Refused: "time-not-understood", "sheet-row-unknown"."""
        for text in (arrived, left):
            read_time(text)
        self._known(number)
        status = self.marks.get(number, RowEntry()).status_key
        self.marks[number] = RowEntry(status, arrived, left)

    def write_name(self, number: int, name: str, participant_id: str | None = None) -> None:
        """Who wrote on a blank line; an empty name forgets it. Refused: "sheet-row-not-blank"."""
        if not self._known(number).blank:
            raise Refused("sheet-row-not-blank", row=number)
        if name.strip() or participant_id:
            self.blanks[number] = BlankEntry(name, participant_id)
        else:
            self.blanks.pop(number, None)

    def skip(self) -> None:
        """Leave the line as it is."""
        self.digits = ""
        self._at = min(self._at + 1, len(self._rows))

    def back(self) -> None:
        """Take back a digit, or the line before."""
        if self.digits:
            self.digits = self.digits[:-1]
        elif self._at:
            self._at -= 1
            self.marks.pop(self._rows[self._at].number, None)

    def go_to(self, number: int) -> None:
        """Make this line the next. Refused: "sheet-row-unknown"."""
        self.digits = ""
        self._known(number)
        self._at = number - 1

    def _known(self, number: int) -> SheetRow:
        if not 1 <= number <= len(self._rows):
            raise Refused("sheet-row-unknown", row=number)
        return self._rows[number - 1]
