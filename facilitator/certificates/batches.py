"""Printing many certificates: what was asked for, how far it came, who has theirs in hand.

A batch is written down before the first sheet, and each certificate is ticked when its sheet (or
its file) is there. Whatever stops it (a cancel, a printer that vanishes, a power cut) leaves the
rest "to print", and the batch goes on where it stopped; what failed says why and can be tried
again. All of it is lasting: paper is not undone.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from facilitator.certificates.certificates import Certificates
from facilitator.certificates.model import CertificateRow
from facilitator.clock import to_stamp
from facilitator.errors import NotFound, Refused
from facilitator.file_names import file_name, unique
from facilitator.ids import new_id
from facilitator.storage import Database


class Way(StrEnum):
    """Where a batch goes; the words of the schema."""

    JOINED = "joined"
    FILES = "files"
    PRINTER = "printer"


class ItemState(StrEnum):
    """Where one certificate of a batch stands; the words of the schema."""

    TO_PRINT = "to-print"
    PRINTED = "printed"
    FAILED = "failed"


class HandOutOrder(StrEnum):
    """In which order a pile is made: as people enrolled, by name, by serial."""

    ENROLMENT = "enrolment"
    NAME = "name"
    SERIAL = "serial"


FILE_FIELDS = ("name", "native_name", "serial", "award", "programme", "date")
"""What a pattern for file names may hold in braces."""

USUAL_PATTERN = "{name}-{serial}"


@dataclass(frozen=True, slots=True)
class BatchItem:
    """One certificate of a batch. `duplicate`: it had been printed before, so the page says so;
    `trouble`: the code of what went wrong; `done_at`: when it was printed or failed.
    """

    certificate_id: str
    serial: str
    holder: str
    position: int
    duplicate: bool
    state: ItemState
    trouble: str
    done_at: str | None
    handed_out_on: date | None


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch, in the order of its pile. `closed_at`: nobody wants the rest of it any more."""

    id: str
    programme_id: str | None
    title: str
    way: Way
    made_at: str
    closed_at: str | None
    items: tuple[BatchItem, ...]

    def in_state(self, state: ItemState) -> tuple[BatchItem, ...]:
        """The certificates that stand there."""
        return tuple(item for item in self.items if item.state is state)

    @property
    def is_open(self) -> bool:
        """Whether something is left to do."""
        done = all(item.state is ItemState.PRINTED for item in self.items)
        return self.closed_at is None and not done


class PrintBatches:
    """The batches of one open workbook, and the tick list for handing out."""

    def __init__(self, database: Database, certificates: Certificates) -> None:
        self._database = database
        self._certificates = certificates

    # Batches ------------------------------------------------------------------------------------

    def start(
        self,
        certificate_ids: Sequence[str],
        way: Way | str,
        *,
        order: HandOutOrder | str | None = None,
    ) -> Batch:
        """Write down what is to be printed, in the order given or in one that is named.

        Refused: ``no-certificates``, ``certificate-not-valid``; `NotFound` for an unknown one.
        """
        known = {row.id: row for row in self._certificates.register()}
        if not certificate_ids:
            raise Refused("no-certificates")
        rows = []
        for key in dict.fromkeys(certificate_ids):
            if key not in known:
                raise NotFound("certificate-unknown", id=key)
            if known[key].state.value != "issued":
                raise Refused("certificate-not-valid", serial=known[key].serial)
            rows.append(known[key])
        if order is not None:
            rows = self.in_order(rows, order)
        programmes = {row.programme_id for row in rows}
        one = len(programmes) == 1
        batch_id = new_id()
        with self._database.action("print-batch-started", lasting=True, count=len(rows)):
            self._database.insert(
                "print_batch",
                {
                    "id": batch_id,
                    "programme_id": rows[0].programme_id if one else None,
                    "title": rows[0].programme_title if one else "",
                    "way": Way(way).value,
                    "made_at": self._stamp(),
                },
            )
            for position, row in enumerate(rows):
                self._database.insert(
                    "print_item",
                    {
                        "id": new_id(),
                        "batch_id": batch_id,
                        "certificate_id": row.id,
                        "position": position,
                        "duplicate": int(row.prints > 0),
                    },
                )
        return self.batch(batch_id)

    def batch(self, batch_id: str) -> Batch:
        """A batch as it stands; raises `NotFound`."""
        found = self._read(batch_id)
        if not found:
            raise NotFound("print-batch-unknown", id=batch_id)
        return found[0]

    def batches(self, *, open_only: bool = False) -> list[Batch]:
        """All batches, the newest first; or those that stopped before their end."""
        return [batch for batch in self._read(None) if batch.is_open or not open_only]

    def remaining(self, batch_id: str, *, failed_too: bool = True) -> list[BatchItem]:
        """What is still to be printed, in order: here a stopped batch goes on."""
        wanted = {ItemState.TO_PRINT, ItemState.FAILED} if failed_too else {ItemState.TO_PRINT}
        return [item for item in self.batch(batch_id).items if item.state in wanted]

    def mark_printed(self, batch_id: str, certificate_ids: Collection[str]) -> None:
        """These are on paper (or in their files) now. Counts each print once, however often it is
        said. Refused: ``print-batch-closed``.
        """
        fresh = self._of(batch_id, certificate_ids, apart_from=ItemState.PRINTED)
        if not fresh:
            return
        with self._database.action("certificates-printed", lasting=True, count=len(fresh)):
            self._set(batch_id, fresh, ItemState.PRINTED, "")
            self._database.write_many(
                "UPDATE certificate SET prints = prints + 1 WHERE id = ?", [(key,) for key in fresh]
            )

    def mark_failed(self, batch_id: str, certificate_id: str, trouble: str) -> None:
        """This one came to nothing; `trouble` is the code of the error. The rest may go on."""
        fresh = self._of(batch_id, [certificate_id], apart_from=ItemState.PRINTED)
        if fresh:
            with self._database.action("print-failed", lasting=True, count=len(fresh)):
                self._set(batch_id, fresh, ItemState.FAILED, trouble)

    def mark_not_printed(self, batch_id: str, certificate_ids: Collection[str]) -> None:
        """These were ticked, but the printer jammed or the sheet was spoilt: print them again."""
        again = self._of(batch_id, certificate_ids, only=ItemState.PRINTED)
        if again:
            with self._database.action("print-taken-back", lasting=True, count=len(again)):
                self._set(batch_id, again, ItemState.TO_PRINT, "")
                self._database.write_many(
                    "UPDATE certificate SET prints = max(prints - 1, 0) WHERE id = ?",
                    [(key,) for key in again],
                )

    def close(self, batch_id: str) -> None:
        """Nobody wants the rest of it any more."""
        batch = self.batch(batch_id)
        if batch.closed_at is None:
            count = len(batch.items)
            with self._database.action("print-batch-closed", lasting=True, count=count):
                self._database.update("print_batch", batch_id, {"closed_at": self._stamp()})

    # Handing out --------------------------------------------------------------------------------

    def hand_out(self, certificate_ids: Collection[str], on: date) -> None:
        """Tick these: their holders have them. Undone like anything else."""
        rows = self._named(certificate_ids)
        with self._database.action(
            "certificates-handed-out", count=len(rows), name=rows[0].holder if rows else ""
        ):
            self._tick(rows, on.isoformat())

    def take_back_hand_out(self, certificate_ids: Collection[str]) -> None:
        """Take ticks away."""
        rows = self._named(certificate_ids)
        with self._database.action(
            "hand-out-taken-back", count=len(rows), name=rows[0].holder if rows else ""
        ):
            self._tick(rows, "")

    def in_order(
        self, rows: Sequence[CertificateRow], order: HandOutOrder | str
    ) -> list[CertificateRow]:
        """Certificates as a pile for handing out."""
        if HandOutOrder(order) is HandOutOrder.SERIAL:
            return sorted(rows, key=lambda row: (len(row.serial), row.serial))
        by = "sort_key" if HandOutOrder(order) is HandOutOrder.NAME else "place"
        places = self._places(by)
        return sorted(rows, key=lambda row: (places.get(_person(row), ("~", 0)), row.serial))

    # --------------------------------------------------------------------------------------------

    def _places(self, by: str) -> dict[tuple[str | None, str | None], tuple[str, int]]:
        rows = self._database.rows(
            "SELECT e.programme_id, e.participant_id, p.sort_key,"
            " row_number() OVER (ORDER BY e.id) AS place"
            " FROM enrolment e JOIN participant p ON p.id = e.participant_id"
        )
        return {
            (row["programme_id"], row["participant_id"]): (
                (_folded(row["sort_key"]), row["place"]) if by == "sort_key" else ("", row["place"])
            )
            for row in rows
        }

    def _named(self, certificate_ids: Collection[str]) -> list[CertificateRow]:
        return [self._certificates.certificate(key) for key in dict.fromkeys(certificate_ids)]

    def _tick(self, rows: Sequence[CertificateRow], day: str) -> None:
        for row in rows:
            self._database.update("certificate", row.id, {"handed_out_on": day})

    def _of(
        self,
        batch_id: str,
        certificate_ids: Collection[str],
        *,
        apart_from: ItemState | None = None,
        only: ItemState | None = None,
    ) -> list[str]:
        batch = self.batch(batch_id)
        if batch.closed_at is not None:
            raise Refused("print-batch-closed")
        wanted = set(certificate_ids)
        return [
            item.certificate_id
            for item in batch.items
            if item.certificate_id in wanted
            and item.state is not apart_from
            and only in (None, item.state)
        ]

    def _set(
        self, batch_id: str, certificate_ids: Sequence[str], state: ItemState, trouble: str
    ) -> None:
        done_at = None if state is ItemState.TO_PRINT else self._stamp()
        self._database.write_many(
            "UPDATE print_item SET state = ?, trouble = ?, done_at = ?"
            " WHERE batch_id = ? AND certificate_id = ?",
            [(state.value, trouble, done_at, batch_id, key) for key in certificate_ids],
        )

    def _read(self, batch_id: str | None) -> list[Batch]:
        items: dict[str, list[BatchItem]] = {}
        for row in self._database.rows(
            "SELECT i.*, c.serial, c.holder, c.handed_out_on FROM print_item i"
            " JOIN certificate c ON c.id = i.certificate_id"
            " WHERE ? IS NULL OR i.batch_id = ? ORDER BY i.position, i.id",
            (batch_id, batch_id),
        ):
            day = row["handed_out_on"]
            items.setdefault(row["batch_id"], []).append(
                BatchItem(
                    certificate_id=row["certificate_id"],
                    serial=row["serial"],
                    holder=row["holder"],
                    position=row["position"],
                    duplicate=bool(row["duplicate"]),
                    state=ItemState(row["state"]),
                    trouble=row["trouble"],
                    done_at=row["done_at"],
                    handed_out_on=date.fromisoformat(day) if day else None,
                )
            )
        rows = self._database.rows(
            "SELECT * FROM print_batch WHERE ? IS NULL OR id = ? ORDER BY made_at DESC, id DESC",
            (batch_id, batch_id),
        )
        return [
            Batch(
                id=row["id"],
                programme_id=row["programme_id"],
                title=row["title"],
                way=Way(row["way"]),
                made_at=row["made_at"],
                closed_at=row["closed_at"],
                items=tuple(items.get(row["id"], ())),
            )
            for row in rows
        ]

    def _stamp(self) -> str:
        return to_stamp(self._database.clock.now())


def certificate_file_names(
    rows: Sequence[CertificateRow], pattern: str = USUAL_PATTERN, suffix: str = ".pdf"
) -> list[str]:
    """A file name for each certificate after a pattern of `FILE_FIELDS` in braces; legal on every
    file system, no two the same there. Refused: ``file-pattern-wrong`` with `name`, the part of
    the pattern that is no field.
    """
    check_file_pattern(pattern)
    names = []
    for row in rows:
        values = {
            "name": row.holder,
            "native_name": row.holder_native or row.holder,
            "serial": row.serial,
            "award": row.title,
            "programme": row.programme_title,
            "date": row.issued_on.isoformat(),
        }
        text, ident = pattern, ""
        # The serial goes to the end where the pattern has it there: what is long is cut before it.
        if pattern.endswith("{serial}"):
            text, ident = pattern.removesuffix("{serial}"), row.serial
        names.append(file_name(_filled(text, values), suffix, ident))
    return unique(names)


def check_file_pattern(pattern: str) -> None:
    """Refused: ``file-pattern-wrong``; a pattern is at most 200 characters with one field at
    least.
    """
    parts = pattern.replace("{", "\0{").split("\0")
    found = 0
    for part in parts[1:]:
        field, closed, _ = part[1:].partition("}")
        if not closed or field not in FILE_FIELDS:
            raise Refused("file-pattern-wrong", name=part[:40])
        found += 1
    if not found or len(pattern) > 200 or "}" in parts[0]:
        raise Refused("file-pattern-wrong", name=pattern[:40])


def _filled(pattern: str, values: dict[str, str]) -> str:
    """Filled in one pass: a name with braces stays a name."""
    first, *parts = pattern.replace("{", "\0{").split("\0")
    text = [first]
    for part in parts:
        field, _, rest = part[1:].partition("}")
        text.append(values[field] + rest)
    return "".join(text)


def _person(row: CertificateRow) -> tuple[str | None, str | None]:
    return row.programme_id, row.participant_id


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKD", text).casefold()
