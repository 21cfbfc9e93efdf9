"""What certificates are made of: rules, candidates, the register, what a page says."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from facilitator.certificates.eligibility import Conditions, RuleResult


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


@dataclass(frozen=True, slots=True)
class RuleDraft:
    """An award as somebody wants it. `rule_id`: the rule it changes; None: a new one.

    `signatory_ids` in the order of signing; none: whoever signs at the centre on the day of issue.
    """

    kind: AwardKind
    title: str
    conditions: Conditions
    statement: str
    small_print: str = ""
    signatory_ids: tuple[str, ...] = ()
    rule_id: str | None = None

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
    `prints`: how often it was printed since it was issued.
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

    @property
    def stale(self) -> bool:
        """Whether the certificate no longer says what the workbook says."""
        return bool(self.stale_reasons)


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
