"""What one can do with keys: make one, open it, sign, keep it safe, give it up; know others'.

The private half of a key is in the workbook only under its passphrase, and in memory only from
`unlock` to `lock`. Everything about one's own keys is lasting: no undo brings a key back or takes
one away. Other centres' keys are taken over by a person who compared the fingerprint.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from facilitator.centre.centre import Centre
from facilitator.clock import to_stamp
from facilitator.errors import NotFound, Refused
from facilitator.signing import issuer_card, sealed_key, status_list, store
from facilitator.signing.issuer_card import IssuerCard, card_text, read_card
from facilitator.signing.key_file import KeptKey, key_file, read_key_file
from facilitator.signing.key_pair import KeyPair
from facilitator.signing.statement_code import Statement, signed_text
from facilitator.signing.status_list import Listed, StatusList
from facilitator.signing.store import SigningKey
from facilitator.signing.verdict import KnownIssuer, Verification, verify_text
from facilitator.storage import Database


@dataclass(frozen=True, slots=True)
class MadeKey:
    """A key that was just made, with what belongs on paper now."""

    key: SigningKey
    recovery_lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IssuerFound:
    """A card before it is taken over. `known`: the key is here already; `same_name`: an issuer of
    this name is known by another key, so that somebody must ask before trusting this one.
    """

    card: IssuerCard
    known: bool
    same_name: bool


class Signing:
    """The keys of one open workbook.

    `cost`: log2 of scrypt's N for new seals; a test may choose a cheap one.
    """

    def __init__(
        self, database: Database, centre: Centre, *, cost: int = sealed_key.USUAL_COST
    ) -> None:
        self._database = database
        self._centre = centre
        self.cost = cost
        self._open: KeyPair | None = None
        self._sign: Callable[[bytes], bytes] | None = None
        # Of the key that is open: many signatures ask.
        self._retired: frozenset[str] = frozenset()

    # One's own keys -----------------------------------------------------------------------------

    def own_keys(self) -> list[SigningKey]:
        """The centre's keys, retired ones too, the newest last."""
        return store.read_keys(self._database)

    def key(self, key_id: str) -> SigningKey:
        """One of the centre's keys; raises `NotFound`."""
        for key in self.own_keys():
            if key.key_id == key_id:
                return key
        raise NotFound("signing-key-unknown", key=key_id)

    def active_key(self) -> SigningKey | None:
        """The key that signs: the newest that is neither retired nor elsewhere."""
        return next((key for key in reversed(self.own_keys()) if key.can_sign), None)

    def make_key(self, passphrase: str, *, instead: bool = False) -> MadeKey:
        """Make the centre's key and leave it open for signing.

        `instead`: the key in use is retired as of today. Refused: ``centre-missing``,
        ``signing-key-present``, ``passphrase-short``, ``passphrase-long``.
        """
        old = self.active_key()
        if old is not None and not instead:
            raise Refused("signing-key-present", name=old.issuer)
        pair = KeyPair.fresh()
        sealed = sealed_key.sealed(pair, passphrase, self.cost)
        with self._database.action("signing-key-made", lasting=True):
            if old is not None:
                self._retire(old.key_id, "replaced", self._today())
            self._insert(pair, sealed)
        self._take(pair)
        return MadeKey(self.key(pair.key_id), sealed_key.recovery_lines(pair))

    def unlock(self, passphrase: str, key_id: str | None = None) -> SigningKey:
        """Open a key (the active one if none is named) for signing until `lock`. A retired one
        signs status lists and nothing else. Refused: ``signing-key-missing``, ``passphrase-wrong``.
        """
        key = self.key(key_id) if key_id else self.active_key()
        if key is None:
            raise Refused("signing-key-missing")
        self._take(self._opened(key, passphrase))
        return key

    def lock(self) -> None:
        """Forget the private half."""
        self._open = self._sign = None

    @property
    def unlocked_key_id(self) -> str | None:
        """The key that is open for signing; None: none is."""
        return self._open.key_id if self._open else None

    @property
    def can_sign(self) -> bool:
        """Whether a key is open that signs certificates."""
        return self._open is not None and self._open.key_id not in self._retired

    def change_passphrase(self, key_id: str, old: str, new: str) -> None:
        """Seal a key with another passphrase; the history forgets the old seal.

        Backups of the workbook and of the key that were taken before still open with the old one.
        """
        key = self.key(key_id)
        content = sealed_key.sealed(self._opened(key, old), new, self.cost)
        with self._database.action("signing-key-passphrase-changed", lasting=True):
            self._database.update("signing_key", key_id, {"sealed": content, "backed_up_at": None})
            self._database.scrub("signing_key", key_id)

    def retire_key(self, key_id: str, reason: str, on: date | None = None) -> None:
        """Give a key up as of a day. What it signed until then still holds, and its holder should
        make a status list at once, so that others hear of it. Refused: ``reason-empty``.
        """
        if not reason.strip():
            raise Refused("reason-empty")
        self.key(key_id)
        with self._database.action("signing-key-retired", lasting=True):
            self._retire(key_id, reason.strip(), on or self._today())
        self._note_retired()

    # Keeping it safe ----------------------------------------------------------------------------

    def backup_file(self, key_id: str) -> bytes:
        """The key as a file for a stick, under its passphrase; that it was taken is remembered."""
        key = self.key(key_id)
        if key.sealed is None:
            raise Refused("signing-key-missing")
        content = key_file(KeptKey(key.public, key.sealed, key.card, key.made_at))
        with self._database.action("signing-key-backed-up", lasting=True):
            self._database.update("signing_key", key_id, {"backed_up_at": self._stamp()})
        return content

    def restore_from_file(self, content: bytes, passphrase: str) -> SigningKey:
        """Take a key over from its backup file. Refused: ``key-unreadable``, ``passphrase-wrong``,
        ``centre-missing``.
        """
        kept = read_key_file(content)
        pair = sealed_key.opened(kept.sealed, kept.public, passphrase)
        return self._restore(pair, kept.sealed)

    def recovery_lines(self, key_id: str, passphrase: str) -> tuple[str, ...]:
        """The lines to print and lock away. Whoever has them has the key."""
        return sealed_key.recovery_lines(self._opened(self.key(key_id), passphrase))

    def test_recovery(self, key_id: str, typed: str) -> None:
        """Prove that the lines on paper give this key again; that is remembered.

        Refused: ``recovery-line-wrong`` (with `line`), ``recovery-lines-missing``,
        ``recovery-of-other-key``.
        """
        key = self.key(key_id)
        if sealed_key.from_recovery(typed).public != key.public:
            raise Refused("recovery-of-other-key")
        with self._database.action("signing-key-recovery-tested", lasting=True):
            self._database.update("signing_key", key_id, {"recovery_tested_at": self._stamp()})

    def restore_from_recovery(self, typed: str, passphrase: str) -> SigningKey:
        """Take a key over from its lines on paper, under a new passphrase."""
        pair = sealed_key.from_recovery(typed)
        return self._restore(pair, sealed_key.sealed(pair, passphrase, self.cost))

    # Signing ------------------------------------------------------------------------------------

    def sign(self, statement: Statement) -> str:
        """The text of the QR code for a statement. Refused: ``signing-key-locked``,
        ``signing-key-retired``.
        """
        key_id, sign = self._signer()
        if key_id in self._retired:
            raise Refused("signing-key-retired")
        return signed_text(statement, key_id, sign)

    def pair(self) -> KeyPair:
        """The open key itself, for other signed formats. Refused as `sign`."""
        if self._open is None:
            raise Refused("signing-key-locked")
        if self._open.key_id in self._retired:
            raise Refused("signing-key-retired")
        return self._open

    def make_status_list(self, entries: Sequence[Listed], key_id: str | None = None) -> bytes:
        """The signed list of what was taken back, as its file; kept here too.

        Its number rises only when something changed. Refused: ``signing-key-locked`` while that
        key is not open.
        """
        open_id, sign = self._signer()
        key = self.key(key_id or open_id)
        if key.key_id != open_id:
            raise Refused("signing-key-locked")
        old_content = store.read_list_contents(self._database).get(key.key_id)
        old = self.status_lists().get(key.key_id) if old_content else None
        number = old.number if old else 0
        if old and old_content:
            kept = (old.entries, old.retired_on, old.issuer)
            if kept == (tuple(entries), key.retired_on, key.issuer):
                return old_content
        listed = StatusList(
            key_id=key.key_id, issuer=key.issuer, number=number + 1, made_on=self._today(),
            entries=tuple(entries), retired_on=key.retired_on,
        )  # fmt: skip
        content = status_list.signed_list(listed, sign)
        with self._database.action("status-list-made", lasting=True, number=listed.number):
            self._keep_list(listed, content)
        return content

    # Others' keys -------------------------------------------------------------------------------

    def issuers(self) -> dict[str, KnownIssuer]:
        """Everybody whose signatures are known here, by key id; one's own keys first."""
        own = {
            key.key_id: KnownIssuer(
                key.key_id, key.public, key.issuer, read_card(key.card).city,
                own=True, retired_on=key.retired_on,
            )
            for key in self.own_keys()
        }  # fmt: skip
        others = {each.key_id: each for each in store.read_issuers(self._database)}
        return {**others, **own}

    def look_at_card(self, text: str) -> IssuerFound:
        """A card to compare before it is taken over. Refused as `read_card`."""
        return self._found(read_card(text))

    def look_at_cards(self, content: bytes) -> list[IssuerFound]:
        """The cards of a file, to compare. Refused as `read_card`."""
        return [self._found(card) for card in issuer_card.read_cards(content)]

    def add_issuer(self, card_or_text: IssuerCard | str) -> None:
        """Trust an issuer's key, after its fingerprint was compared."""
        text = card_or_text if isinstance(card_or_text, str) else ""
        card = read_card(text) if isinstance(card_or_text, str) else card_or_text
        if card.key_id in self.issuers():
            return
        with self._database.action("issuer-added", name=card.name):
            self._database.insert(
                "known_issuer",
                {
                    "id": card.key_id,
                    "public_key": card.public,
                    "card": text,
                    "name": card.name,
                    "city": card.city,
                    "added_at": self._stamp(),
                },
            )

    def remove_issuer(self, key_id: str) -> None:
        """Know an issuer no longer; what it signed is of an unknown issuer again."""
        issuer = self._other(key_id)
        with self._database.action("issuer-removed", name=issuer.name):
            self._database.delete("known_issuer", key_id)

    def retire_issuer(self, key_id: str, on: date | None) -> None:
        """Note that an issuer gave a key up (lost it, had it stolen) on a day; None: it did not."""
        issuer = self._other(key_id)
        with self._database.action("issuer-key-retired", name=issuer.name):
            day = on.isoformat() if on else None
            self._database.update("known_issuer", key_id, {"retired_on": day})

    def own_card(self) -> str:
        """The card of the key in use, as a text for a QR code. Refused: ``signing-key-missing``."""
        key = self.active_key()
        if key is None:
            raise Refused("signing-key-missing")
        return key.card

    def issuers_file(self) -> bytes:
        """The cards of the centre's own keys, for others, as a file."""
        keys = self.own_keys()
        if not keys:
            raise Refused("signing-key-missing")
        return issuer_card.cards_file([key.card for key in keys])

    def status_lists(self) -> dict[str, StatusList]:
        """The newest status list of each known key."""
        known = self.issuers()
        lists = {}
        for key_id, content in store.read_list_contents(self._database).items():
            if key_id in known:
                lists[key_id] = status_list.read_list(content, lambda each: known[each].public)
        return lists

    def take_status_list(self, content: bytes) -> StatusList:
        """Keep an issuer's list. Refused as `read_list`; ``status-list-older`` when a newer one is
        here; ``status-list-differs`` when another of the same number is.
        """
        known = self.issuers()
        listed = status_list.read_list(
            content, lambda key_id: known[key_id].public if key_id in known else None
        )
        held = self.status_lists().get(listed.key_id)
        if held and held.number > listed.number:
            raise Refused("status-list-older", number=listed.number, newer=held.number)
        if held and held.number == listed.number and held != listed:
            raise Refused("status-list-differs", number=listed.number, name=listed.issuer)
        with self._database.action("status-list-taken", lasting=True, name=listed.issuer):
            self._keep_list(listed, content)
        return listed

    def verify(self, text: str) -> Verification:
        """What to think of a scanned or pasted text, by all keys and lists that are here."""
        return verify_text(text, self.issuers(), self.status_lists())

    # --------------------------------------------------------------------------------------------

    def _take(self, pair: KeyPair) -> None:
        self._open, self._sign = pair, pair.signer().sign
        self._note_retired()

    def _note_retired(self) -> None:
        self._retired = frozenset(key.key_id for key in self.own_keys() if key.retired_on)

    def _signer(self) -> tuple[str, Callable[[bytes], bytes]]:
        if self._open is None or self._sign is None:
            raise Refused("signing-key-locked")
        return self._open.key_id, self._sign

    def _opened(self, key: SigningKey, passphrase: str) -> KeyPair:
        if key.sealed is None:
            raise Refused("signing-key-missing")
        return sealed_key.opened(key.sealed, key.public, passphrase)

    def _insert(self, pair: KeyPair, sealed: bytes) -> None:
        details = self._centre.details()
        if details is None:
            raise Refused("centre-missing")
        card = card_text(pair, details.name, details.city, self._today())
        self._database.insert(
            "signing_key",
            {
                "id": pair.key_id,
                "public_key": pair.public,
                "sealed": sealed,
                "card": card,
                "issuer": details.name,
                "made_at": self._stamp(),
            },
        )

    def _restore(self, pair: KeyPair, sealed: bytes) -> SigningKey:
        with self._database.action("signing-key-restored", lasting=True):
            if any(key.key_id == pair.key_id for key in self.own_keys()):
                self._database.update("signing_key", pair.key_id, {"sealed": sealed})
                self._database.scrub("signing_key", pair.key_id)
            else:
                self._insert(pair, sealed)
        return self.key(pair.key_id)

    def _retire(self, key_id: str, reason: str, on: date) -> None:
        values = {"retired_on": on.isoformat(), "retire_reason": reason}
        self._database.update("signing_key", key_id, values)

    def _keep_list(self, listed: StatusList, content: bytes) -> None:
        key_id = listed.key_id
        self._database.write("DELETE FROM status_list WHERE key_id = ?", (key_id,))
        self._database.insert(
            "status_list",
            {
                "key_id": key_id,
                "number": listed.number,
                "made_on": listed.made_on.isoformat(),
                "content": content,
            },
        )

    def _found(self, card: IssuerCard) -> IssuerFound:
        known = self.issuers()
        named = {each.name.casefold() for each in known.values() if each.key_id != card.key_id}
        return IssuerFound(card, card.key_id in known, card.name.casefold() in named)

    def _other(self, key_id: str) -> KnownIssuer:
        for issuer in store.read_issuers(self._database):
            if issuer.key_id == key_id:
                return issuer
        raise NotFound("issuer-unknown", key=key_id)

    def _today(self) -> date:
        zone = ZoneInfo(self._centre.time_zone())
        return self._database.clock.now().astimezone(zone).date()

    def _stamp(self) -> str:
        return to_stamp(self._database.clock.now())
