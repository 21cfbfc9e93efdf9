"""The register lasts: what stays of it when a programme or a person goes, and what others are told
of certificates that hold no longer.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from facilitator.certificates import store
from facilitator.certificates.certificates import Certificates
from facilitator.certificates.model import CertificateRow, CertificateState
from facilitator.certificates.serials import printed
from facilitator.errors import Refused
from facilitator.signing.signing import Signing
from facilitator.signing.status_list import Listed, ListedState
from facilitator.signing.verdict import Verdict, Verification
from facilitator.storage import Database


@dataclass(frozen=True, slots=True)
class Checked:
    """What is to be thought of a code, with the line of the own register where there is one.

    `differs`: fields of the code that the register tells otherwise; none for an honest one.
    """

    verification: Verification
    row: CertificateRow | None = None
    replaced_by: CertificateRow | None = None
    differs: tuple[str, ...] = ()


class RegisterKeeping:
    """What keeps the register whole, in one open workbook."""

    def __init__(self, database: Database, certificates: Certificates, signing: Signing) -> None:
        self._database = database
        self._certificates = certificates
        self._signing = signing

    def keep_without_name(self, participant_id: str) -> int:
        """Take a person out of the register: serial, award, hours and dates stay, everything that
        names them goes, also from the history. How many lines. For the erasure of a person.
        """
        rows = self._database.rows(
            "SELECT id FROM certificate WHERE participant_id = ?", (participant_id,)
        )
        with self._database.action("register-kept-without-name", lasting=True, count=len(rows)):
            for row in rows:
                self._database.update(
                    "certificate",
                    row["id"],
                    {
                        "participant_id": None,
                        "holder": "",
                        "holder_native": "",
                        "statement": "",
                        "small_print": "",
                        "skills": "[]",
                        "signed_text": "",
                        "state_reason": "",
                    },
                )
                self._database.scrub("certificate", row["id"])
            for table in ("certificate_choice", "accepted_finding", "award_override"):
                found = self._database.rows(
                    f"SELECT id FROM {table} WHERE participant_id = ?",  # noqa: S608
                    (participant_id,),
                )
                for each in found:
                    self._database.delete(table, each["id"])
                    self._database.scrub(table, each["id"])
        return len(rows)

    def keep_without_programme(self, programme_id: str) -> int:
        """Let the register go its own way when a programme is deleted: every line keeps what was
        printed. How many lines. Inside the action that deletes the programme, or alone.
        """
        words = store.read_programme_words(self._database, programme_id)
        title = words.title if words else ""
        with self._database.action("register-kept-without-programme", title=title):
            count = self._database.write(
                "UPDATE certificate SET programme_id = NULL, rule_id = NULL WHERE programme_id = ?",
                (programme_id,),
            )
            self._database.write(
                "UPDATE print_batch SET programme_id = NULL WHERE programme_id = ?", (programme_id,)
            )
            for table in ("certificate_choice", "accepted_finding", "award_override"):
                self._database.write(
                    f"DELETE FROM {table} WHERE programme_id = ?",  # noqa: S608
                    (programme_id,),
                )
        return count

    # What others are told -----------------------------------------------------------------------

    def taken_back(self, key_id: str) -> list[Listed]:
        """What a status list of this key says, in the order of issue."""
        register = self._certificates.register()
        by = {row.replaces_id: printed(row.serial) for row in register if row.replaces_id}
        return [
            Listed(
                serial=row.printed_serial,
                state=ListedState(row.state.value),
                on=row.state_on or row.issued_on,
                by=by.get(row.id, "") if row.state is CertificateState.REPLACED else "",
            )
            for row in register
            if row.state is not CertificateState.ISSUED and row.key_id == key_id
        ]

    def make_status_list(self, key_id: str | None = None) -> bytes:
        """The signed list of everything that was revoked or replaced, as a file for others.

        `key_id`: of which key; the open one if not given. Refused: ``signing-key-locked``.
        """
        wanted = key_id or self._signing.unlocked_key_id
        if wanted is None:
            raise Refused("signing-key-locked")
        return self._signing.make_status_list(self.taken_back(wanted), wanted)

    # Checking -----------------------------------------------------------------------------------

    def check(self, text: str) -> Checked:
        """What to think of a scanned or pasted code, by all keys and lists that are here and by
        the own register, which knows of today.
        """
        found = self._signing.verify(text)
        statement = found.statement
        issuer = found.issuer
        if statement is None or issuer is None or not issuer.own:
            return Checked(found)
        if found.verdict is Verdict.ALTERED:
            return Checked(found, self._row(statement.serial))
        row = self._row(statement.serial)
        if row is None:
            return Checked(found)
        newer = next((each for each in self._certificates.register() if each.replaces_id == row.id),
                     None)  # fmt: skip
        if row.state is CertificateState.REVOKED:
            found = replace(found, verdict=Verdict.REVOKED, on=row.state_on)
        elif row.state is CertificateState.REPLACED:
            by = newer.printed_serial if newer else ""
            found = replace(found, verdict=Verdict.REPLACED, on=row.state_on, by=by)
        return Checked(found, row, newer, _differences(row, found))

    def _row(self, serial: str) -> CertificateRow | None:
        try:
            return self._certificates.find(serial)
        except Refused:
            return None


def _differences(row: CertificateRow, found: Verification) -> tuple[str, ...]:
    statement = found.statement
    if statement is None or row.is_nameless or row.signed_text == "":
        return ()
    pairs = {
        "contact_minutes": (row.contact_minutes, statement.contact_minutes),
        "kind": (row.kind.value, statement.kind),
        "issued_on": (row.issued_on, statement.issued_on),
        "first_on": (row.first_on, statement.first_on),
        "last_on": (row.last_on, statement.last_on),
    }
    return tuple(name for name, (kept, said) in pairs.items() if kept != said)
