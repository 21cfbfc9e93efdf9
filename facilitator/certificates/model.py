"""What certificates are made of: rules, candidates, the register, what a page says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from facilitator.certificates.eligibility import Conditions, RuleResult
from facilitator.certificates.serials import printed


class AwardKind(StrEnum):
    """What an award says of its holder; the words of the schema."""

    ATTENDANCE = "attendance"
    PARTICIPATION = "participation"
    ACHIEVEMENT = "achievement"
    MICROCREDENTIAL = "microcredential"


class CertificateState(StrEnum):
    """Where a certificate stands in the register."""

    ISSUED = "issued"
    REPLACED = "replaced"
    REVOKED = "revoked"


class StaleReason(StrEnum):
    """What has changed since a certificate was issued."""

    AWARD = "award"
    WORKSHOPS = "workshops"
    MINUTES = "minutes"
    DATES = "dates"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class RuleSignatory:
    """Who signs for a rule's award."""

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class CertificateRule:
    """An award of a programme: what it needs, what it says, who signs.

    `statement` and `small_print` hold placeholders of `facilitator.certificates.statement`;
    `shows` names what the page shows besides; `template` empty: the programme's.
    """

    id: str
    programme_id: str
    position: int
    key: str
    title: str
    kind: AwardKind
    conditions: Conditions
    statement: str
    small_print: str
    shows: tuple[str, ...]
    template: str
    signatories: tuple[RuleSignatory, ...]
    signatory_ids: tuple[str, ...] = ()
    elements: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class RuleDraft:
    """An award as somebody wants it. `rule_id`: the rule it changes; None: a new one.

    `signatory_ids` in the order of signing; none: whoever signs at the centre on the day of issue.
    `elements`: what a microcredential says besides, by `facilitator.certificates.microcredential`.
    """

    kind: AwardKind
    title: str
    conditions: Conditions
    statement: str
    small_print: str = ""
    signatory_ids: tuple[str, ...] = ()
    rule_id: str | None = None
    elements: Mapping[str, str] = field(default_factory=dict, hash=False)

    @classmethod
    def of(cls, rule: CertificateRule) -> RuleDraft:
        """The rule as it stands, to be changed."""
        return cls(
            kind=rule.kind,
            title=rule.title,
            conditions=rule.conditions,
            statement=rule.statement,
            small_print=rule.small_print,
            signatory_ids=rule.signatory_ids,
            rule_id=rule.id,
            elements=rule.elements,
        )


@dataclass(frozen=True, slots=True)
class RulesPreview:
    """What rules would give: people for each draft in the order asked, people without an award."""

    people: tuple[int, ...]
    none: int


@dataclass(frozen=True, slots=True)
class PageSkill:
    """A skill as a page lists it: what it means in a few words, and the level in words."""

    title: str
    short: str
    level: str


@dataclass(frozen=True, slots=True)
class CertificateRow:
    """One line of the register, with everything that was printed.

    `signatories` as name and role; `skills` as they were printed, empty where the rule shows none.
    `prints`: how often it was printed since it was issued. `state_on`: the day it was revoked or
    replaced. `signed_text`: the signed statement as the text of its QR code, empty while unsigned.
    `handed_out_on`: the day its holder got it, if somebody ticked that.
    """

    id: str
    serial: str
    participant_id: str | None
    programme_id: str | None
    rule_id: str | None
    award: str
    kind: AwardKind
    title: str
    holder: str
    holder_native: str
    programme_title: str
    statement: str
    small_print: str
    issuer: str
    place: str
    signatories: tuple[RuleSignatory, ...]
    skills: tuple[PageSkill, ...]
    workshops_attended: int
    workshops_planned: int
    contact_minutes: int
    offered_minutes: int
    first_on: date
    last_on: date
    issued_on: date
    issued_at: str
    language: str
    template: str
    state: CertificateState
    state_reason: str
    replaces_id: str | None
    prints: int
    second_language: str = ""
    elements: Mapping[str, str] = field(default_factory=dict, hash=False)
    signed_text: str = ""
    key_id: str = ""
    state_on: date | None = None
    handed_out_on: date | None = None

    @property
    def printed_serial(self) -> str:
        """The serial with its check character, as it stands on paper."""
        return printed(self.serial)

    @property
    def is_nameless(self) -> bool:
        """Whether the person was erased, so that only the bare line is left."""
        return not self.holder


@dataclass(frozen=True, slots=True)
class Override:
    """An award given (or with no rule: withheld) against the rules, with the reason."""

    participant_id: str
    award_key: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """One person before the rules of a programme.

    `award_key` None: no award. `results`: every rule, lowest first, with what is met and what is
    missing. `issued`: the valid certificate, if there is one; `stale_reasons`: what has changed
    since it was issued, so that it should be replaced. `override`: the award was decided against
    the rules. `was_revoked`: a certificate of this programme was taken back from them.
    `awards`: all that are given, lowest first; only the highest where the programme says so. `due`:
    those of them without a certificate yet; `valid`: every valid certificate, in the order of
    issue, and what has changed since for those that are stale.
    """

    participant_id: str
    name: str
    native_name: str
    sort_key: str
    award_key: str | None
    award_title: str
    results: tuple[RuleResult, ...]
    issued: CertificateRow | None
    stale_reasons: tuple[StaleReason, ...]
    override: Override | None
    was_revoked: bool = False
    awards: tuple[str, ...] = ()
    valid: tuple[CertificateRow, ...] = ()
    due: tuple[str, ...] = ()
    stale_by_certificate: Mapping[str, tuple[StaleReason, ...]] = field(
        default_factory=dict, hash=False
    )

    @property
    def stale(self) -> bool:
        """Whether the certificate no longer says what the workbook says."""
        return bool(self.stale_reasons)


@dataclass(frozen=True, slots=True)
class CertificateChoice:
    """How certificates of a programme, or of one person in it, differ from what is usual; an empty
    value does not differ. Skills by key; `supplement_words`: the person's own, for the supplement.
    """

    language: str = ""
    second_language: str = ""
    template: str = ""
    supplement_skills: tuple[str, ...] = ()
    supplement_words: str = ""


@dataclass(frozen=True, slots=True)
class PageFacts:
    """Everything one printed certificate says, as plain values for the drawing.

    `duplicate`: printed again.
    """

    certificate: CertificateRow
    native_language: str
    city: str
    paper: str
    logo: bytes | None = field(repr=False)
    duplicate: bool
