"""Whether a signed statement holds, and what to compare with the page.

A verdict is about the code. Only a person can see that the page around it says the same, so every
answer comes with the statement, altered or not. No network is asked: the answer is as good as the
keys and lists that this computer has, and says how old they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from facilitator.errors import Refused
from facilitator.signing.statement_code import SignedStatement, Statement, read_signed_text
from facilitator.signing.status_list import ListedState, StatusList


class Verdict(StrEnum):
    """What is to be thought of a code.

    ``key-retired``: signed by a known key that was given up later, and issued before that;
    ``after-retirement``: it says it was issued when the key had been given up, so somebody else
    may have signed it.
    """

    VALID = "valid"
    KEY_RETIRED = "key-retired"
    AFTER_RETIREMENT = "after-retirement"
    REPLACED = "replaced"
    REVOKED = "revoked"
    ALTERED = "altered"
    UNKNOWN_ISSUER = "unknown-issuer"
    UNREADABLE = "unreadable"

    @property
    def holds(self) -> bool:
        """Whether the certificate can be relied on."""
        return self in (Verdict.VALID, Verdict.KEY_RETIRED)


@dataclass(frozen=True, slots=True)
class KnownIssuer:
    """An issuer whose key somebody here has compared and taken over. `own`: this workbook's."""

    key_id: str
    public: bytes
    name: str
    city: str = ""
    own: bool = False
    retired_on: date | None = None


@dataclass(frozen=True, slots=True)
class Verification:
    """The answer for one code.

    `statement`: what the code says, to compare with the page; of an altered code it is what the
    code claims, and nothing more. `on`: when it was revoked or replaced, or the key retired; `by`:
    the serial in its place. `why`: for an unreadable code the code of the reason. `list_number`,
    `list_on`: the newest list of this issuer that was asked; None: no list was there, so that a
    certificate taken back would not be noticed.
    """

    verdict: Verdict
    statement: Statement | None = None
    key_id: str = ""
    issuer: KnownIssuer | None = None
    on: date | None = None
    by: str = ""
    why: str = ""
    list_number: int | None = None
    list_on: date | None = None


def verify_text(
    text: str,
    issuers: Mapping[str, KnownIssuer],
    lists: Mapping[str, StatusList],
) -> Verification:
    """What to think of a scanned or pasted text; never raises for what the text holds."""
    try:
        signed = read_signed_text(text)
    except Refused as refusal:
        return Verification(Verdict.UNREADABLE, why=str(refusal.params["why"]))
    return verify_signed(signed, issuers, lists)


def verify_signed(
    signed: SignedStatement,
    issuers: Mapping[str, KnownIssuer],
    lists: Mapping[str, StatusList],
) -> Verification:
    """What to think of a statement, by these keys and the newest lists, each by key id."""
    issuer = issuers.get(signed.key_id)
    statement = signed.statement
    if issuer is None:
        if statement is None:
            return Verification(Verdict.UNREADABLE, key_id=signed.key_id, why="garbled")
        return Verification(Verdict.UNKNOWN_ISSUER, statement, signed.key_id)
    listed = lists.get(signed.key_id)
    number, made_on = (listed.number, listed.made_on) if listed else (None, None)

    def answer(verdict: Verdict, **more: object) -> Verification:
        return Verification(
            verdict, statement, signed.key_id, issuer,
            list_number=number, list_on=made_on, **more,  # type: ignore[arg-type]
        )  # fmt: skip

    if statement is None or not signed.is_signed_by(issuer.public):
        return answer(Verdict.ALTERED)
    entry = listed.of(statement.serial) if listed else None
    if entry is not None:
        revoked = entry.state is ListedState.REVOKED
        verdict = Verdict.REVOKED if revoked else Verdict.REPLACED
        return answer(verdict, on=entry.on, by=entry.by)
    days = [issuer.retired_on, listed.retired_on if listed else None]
    retired_on = min((day for day in days if day is not None), default=None)
    if retired_on is None:
        return answer(Verdict.VALID)
    early = statement.issued_on <= retired_on
    return answer(Verdict.KEY_RETIRED if early else Verdict.AFTER_RETIREMENT, on=retired_on)
