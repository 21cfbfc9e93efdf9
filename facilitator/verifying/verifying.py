"""Verifying a certificate from whatever somebody brings: a text, a picture, a PDF.

With a workbook its keys, lists and register answer; without one, the cards and lists in the files
that are given do.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from facilitator.certificates.register_keeping import Checked, RegisterKeeping
from facilitator.errors import Refused
from facilitator.signing.issuer_card import is_card, read_cards
from facilitator.signing.statement_code import looks_signed
from facilitator.signing.status_list import StatusList, read_list
from facilitator.signing.verdict import KnownIssuer, verify_text

_MAX_LIST = 25_000_000


@dataclass(frozen=True, slots=True)
class Outside:
    """Keys and lists from files, for verifying without a workbook."""

    issuers: Mapping[str, KnownIssuer]
    lists: Mapping[str, StatusList]

    @classmethod
    def of(cls, issuer_files: Iterable[Path] = (), list_files: Iterable[Path] = ()) -> Outside:
        """What these files hold. Refused as `read_cards` and `read_list`; ``not-found``."""
        issuers = {}
        for path in issuer_files:
            for card in read_cards(_content(path)):
                known = KnownIssuer(card.key_id, card.public, card.name, card.city)
                issuers[card.key_id] = known
        lists: dict[str, StatusList] = {}
        for path in list_files:
            listed = read_list(
                _content(path),
                lambda key_id: issuers[key_id].public if key_id in issuers else None,
            )
            held = lists.get(listed.key_id)
            if held is None or held.number < listed.number:
                lists[listed.key_id] = listed
        return cls(issuers, lists)


def check_text(text: str, register: RegisterKeeping | None, outside: Outside) -> Checked:
    """What to think of one text; the workbook answers first, then the files."""
    if register is not None:
        found = register.check(text)
        if found.verification.issuer is not None or not outside.issuers:
            return found
    return Checked(verify_text(text, outside.issuers, outside.lists))


def check_anything(
    source: str, register: RegisterKeeping | None = None, outside: Outside | None = None
) -> list[Checked]:
    """What to think of a pasted text, or of every signed code in the file of that name.

    A picture with codes none of which is signed gives one unreadable answer for each. Refused:
    ``no-code-found`` (with `file`), and as `codes_in_file`.
    """
    files = outside or Outside({}, {})
    if looks_signed(source):
        return [check_text(source, register, files)]
    path = Path(source)
    if _is_file(path):
        from facilitator.verifying.code_pictures import codes_in_file  # noqa: PLC0415

        text = _as_text(path)
        codes = [text] if text is not None else codes_in_file(path)
        if not codes:
            raise Refused("no-code-found", file=path.name)
        signed = [code for code in codes if looks_signed(code)]
        return [check_text(code, register, files) for code in signed or codes]
    return [check_text(source, register, files)]


def is_issuer_card(text: str) -> bool:
    """Whether what was scanned is an issuer's card rather than a certificate."""
    return is_card(text)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _as_text(path: Path) -> str | None:
    """The text of a small file that holds a code as text."""
    try:
        with path.open("rb") as stream:
            text = stream.read(20_000).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return None
    return text if looks_signed(text) else None


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(_MAX_LIST)
    except OSError:
        raise Refused("not-found", path=str(path)) from None
