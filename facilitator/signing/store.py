"""Keys, known issuers and status lists in the workbook file: rows in and out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from facilitator.signing.key_pair import fingerprint_of
from facilitator.signing.verdict import KnownIssuer
from facilitator.storage import Database, Row


@dataclass(frozen=True, slots=True)
class SigningKey:
    """One of the centre's own keys. `sealed` None: its private half is not in this workbook.

    `backed_up_at`, `recovery_tested_at`: when somebody last took its backup file or typed its
    lines from paper; None: never.
    """

    key_id: str
    public: bytes
    sealed: bytes | None = field(repr=False)
    card: str
    issuer: str
    made_at: str
    backed_up_at: str | None
    recovery_tested_at: str | None
    retired_on: date | None
    retire_reason: str

    @property
    def fingerprint(self) -> str:
        """What people compare."""
        return fingerprint_of(self.public)

    @property
    def can_sign(self) -> bool:
        """Whether it is in use and its private half is here."""
        return self.retired_on is None and self.sealed is not None


def read_keys(database: Database) -> list[SigningKey]:
    """The centre's own keys, the newest last."""
    return [_key(row) for row in database.rows("SELECT * FROM signing_key ORDER BY made_at, rowid")]


def read_issuers(database: Database) -> list[KnownIssuer]:
    """The issuers taken over from others, by name."""
    rows = database.rows("SELECT * FROM known_issuer ORDER BY name, id")
    return [
        KnownIssuer(
            key_id=row["id"],
            public=row["public_key"],
            name=row["name"],
            city=row["city"],
            retired_on=_day(row["retired_on"]),
        )
        for row in rows
    ]


def read_list_contents(database: Database) -> dict[str, bytes]:
    """The newest status list of each key, as its file."""
    rows = database.rows("SELECT key_id, content FROM status_list")
    return {row["key_id"]: row["content"] for row in rows}


def _key(row: Row) -> SigningKey:
    return SigningKey(
        key_id=row["id"],
        public=row["public_key"],
        sealed=row["sealed"],
        card=row["card"],
        issuer=row["issuer"],
        made_at=row["made_at"],
        backed_up_at=row["backed_up_at"],
        recovery_tested_at=row["recovery_tested_at"],
        retired_on=_day(row["retired_on"]),
        retire_reason=row["retire_reason"],
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
