"""Making and changing the awards of a programme.

The awards of a programme are one whole, from the lowest to the highest, so they are given as one:
`AwardRules.set_rules` makes, changes, moves and removes in one action. Kinds stand in their order,
attendance below participation below achievement, so that nobody who showed skills is told that
they were merely there. What was issued stays as it was printed, whatever happens to its rule.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from facilitator.certificates import store
from facilitator.certificates.eligibility import Conditions
from facilitator.certificates.microcredential import (
    MAX_ELEMENT,
    SAID_WITH_THE_AWARD,
    missing_elements,
)
from facilitator.certificates.model import AwardKind, CertificateRule, RuleDraft
from facilitator.certificates.statement import (
    PLACEHOLDERS,
    has_lone_brace,
    unknown_placeholders,
)
from facilitator.certificates.usual_rules import USUAL_RULES
from facilitator.errors import NotFound, Refused
from facilitator.ids import new_id
from facilitator.people.names import clean_note, clean_text
from facilitator.storage import Database

MAX_SIGNATORIES = 4
"""How many a page has room for."""

MAX_TITLE, MAX_STATEMENT, MAX_SMALL_PRINT = 100, 800, 1200
"""The longest texts of an award, in characters: more would not be read on one page."""

OFFERED_KINDS = (AwardKind.ATTENDANCE, AwardKind.PARTICIPATION, AwardKind.ACHIEVEMENT)
"""What an award may be without more ado. A microcredential needs assessed outcomes and an issuer
entitled to give it: it is taken only from a draft that brings the elements it must have."""

RANGES: Mapping[str, tuple[int | Decimal, int | Decimal]] = {
    "min_workshops": (1, 500),
    "min_contact_percent": (Decimal("0.1"), Decimal(100)),
    "min_contact_minutes": (1, 60_000),
    "min_observations": (1, 1000),
    "min_observed_skills": (1, 100),
    "min_observed_level": (1, 8),
}
"""Lowest and highest figure of each condition; what is not asked for is None."""

_ORDER = {kind: place for place, kind in enumerate(AwardKind)}
_KEYS = {
    AwardKind.ATTENDANCE: "record-of-attendance",
    AwardKind.PARTICIPATION: "certificate-of-participation",
    AwardKind.ACHIEVEMENT: "certificate-of-achievement",
    AwardKind.MICROCREDENTIAL: "microcredential",
}
_SHOWN = (
    *("holder", "title", "issuer", "place", "dates", "sessions_attended", "contact_time"),
    *("signature", "serial"),
)
_SHOWN_OF_ACHIEVEMENT = ("learning_outcomes", "observed_skills_with_levels", "type_of_assessment")


def in_order(drafts: Sequence[RuleDraft]) -> list[RuleDraft]:
    """Drafts from the lowest kind to the highest; within a kind as they were given."""
    return sorted(drafts, key=lambda draft: _ORDER[draft.kind])


class AwardRules:
    """The awards of programmes: read, made, changed, taken away."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def rules(self, programme_id: str) -> list[CertificateRule]:
        """The awards of a programme, lowest first."""
        return store.read_rules(self._database, programme_id)

    def usual_rules(self) -> tuple[RuleDraft, ...]:
        """The awards that a programme usually gives, as drafts to begin from."""
        return USUAL_RULES

    def give_usual_rules(self, programme_id: str) -> list[CertificateRule]:
        """Give a programme without awards the usual ones. Refused: ``awards-present``."""
        if self.rules(programme_id):
            raise Refused("awards-present")
        return self.set_rules(programme_id, USUAL_RULES)

    def set_rules(self, programme_id: str, drafts: Sequence[RuleDraft]) -> list[CertificateRule]:
        """Let these be the awards of a programme, lowest first; gives them as they now stand.

        A draft with a `rule_id` changes that rule; a rule that no draft names goes. One action;
        the register is left alone. Refused with `place` (the draft, from 0) and `field`:
        ``title-empty``, ``title-too-long``, ``award-title-taken``, ``text-empty``,
        ``text-too-long``, ``placeholder-unknown``, ``brace-alone``, ``award-kind-not-offered``,
        ``award-kind-stays``, ``condition-out-of-range``, ``rule-asks-nothing``,
        ``rule-asks-no-presence``, ``achievement-without-evidence``, ``too-many-signatories``,
        ``microcredential-elements-missing`` (with `missing`, their codes); and
        ``award-decided-by-hand`` for an award that cannot go.
        """
        title = self._database.value("SELECT title FROM programme WHERE id = ?", (programme_id,))
        if title is None:
            raise NotFound("programme-unknown", id=programme_id)
        known = {rule.id: rule for rule in self.rules(programme_id)}
        checked = in_order(self._checked(drafts, known, programme_id))
        kept = {draft.rule_id for draft in checked}
        gone = [rule for rule in known.values() if rule.id not in kept]
        self._check_may_go(gone)
        with self._database.action("award-rules-changed", title=title):
            for rule in gone:
                store.remove_rule(self._database, rule.id)
            keys = {rule.key for rule in known.values() if rule.id in kept}
            for position, draft in enumerate(checked):
                if draft.rule_id is None:
                    keys.add(self._insert(programme_id, position, draft, keys))
                else:
                    self._update(known[draft.rule_id], position, draft)
        return self.rules(programme_id)

    # --------------------------------------------------------------------------------------------

    def _checked(
        self, drafts: Sequence[RuleDraft], known: dict[str, CertificateRule], programme_id: str
    ) -> list[RuleDraft]:
        titles: set[str] = set()
        named: set[str] = set()
        checked = []
        for place, given in enumerate(drafts):
            rule = None
            if given.rule_id is not None:
                rule = known.get(given.rule_id)
                if rule is None or given.rule_id in named:
                    raise NotFound("not-found", table="certificate_rule", key=given.rule_id)
                named.add(given.rule_id)
            draft = check_draft(given, place, rule)
            if draft.title.casefold() in titles:
                raise Refused("award-title-taken", place=place, field="title", title=draft.title)
            titles.add(draft.title.casefold())
            self._check_signatories(draft, place)
            self._check_elements(draft, place, programme_id)
            checked.append(draft)
        return checked

    def _check_signatories(self, draft: RuleDraft, place: int) -> None:
        if len(draft.signatory_ids) > MAX_SIGNATORIES:
            raise Refused(
                "too-many-signatories", place=place, field="signatories", limit=MAX_SIGNATORIES
            )
        for key in draft.signatory_ids:
            if self._database.value("SELECT 1 FROM signatory WHERE id = ?", (key,)) is None:
                raise NotFound("not-found", table="signatory", key=key)

    def missing_elements(self, programme_id: str, draft: RuleDraft) -> tuple[str, ...]:
        """What a microcredential of this programme still has to say; codes of
        `facilitator.certificates.microcredential.MANDATORY`.
        """
        words = store.read_programme_words(self._database, programme_id)
        country = self._database.value("SELECT country FROM centre") or ""
        outcomes = words.outcomes if words else ()
        return missing_elements(draft.elements, country=country, outcomes=outcomes)

    def _check_elements(self, draft: RuleDraft, place: int, programme_id: str) -> None:
        if draft.kind is not AwardKind.MICROCREDENTIAL:
            return
        missing = self.missing_elements(programme_id, draft)
        if missing:
            raise Refused(
                "microcredential-elements-missing", place=place, field="elements", missing=missing
            )

    def _check_may_go(self, gone: Sequence[CertificateRule]) -> None:
        for rule in gone:
            if self._database.value("SELECT 1 FROM award_override WHERE rule_id = ?", (rule.id,)):
                raise Refused("award-decided-by-hand", title=rule.title)

    def _insert(self, programme_id: str, position: int, draft: RuleDraft, keys: set[str]) -> str:
        rule_id, key = new_id(), _free_key(draft.kind, keys)
        self._database.insert(
            "certificate_rule",
            {
                "id": rule_id,
                "programme_id": programme_id,
                "key": key,
                **_values(draft, position),
                "shows": _shows(draft.kind),
            },
        )
        store.put_signatories(self._database, rule_id, draft.signatory_ids)
        return key

    def _update(self, rule: CertificateRule, position: int, draft: RuleDraft) -> None:
        self._database.update("certificate_rule", rule.id, _values(draft, position))
        if draft.signatory_ids != rule.signatory_ids:
            store.put_signatories(self._database, rule.id, draft.signatory_ids)


def check_draft(draft: RuleDraft, place: int, rule: CertificateRule | None = None) -> RuleDraft:
    """A draft cleaned, or Refused with `place` and `field`; `rule` is what it changes."""
    if rule is not None and rule.kind is not draft.kind:
        # Its key, under which certificates are counted, tells of the kind.
        raise Refused("award-kind-stays", place=place, field="kind")
    if rule is None and draft.kind not in OFFERED_KINDS and not draft.elements:
        raise Refused("award-kind-not-offered", place=place, field="kind")
    title = clean_text(draft.title)
    if not title:
        raise Refused("title-empty", place=place, field="title")
    if len(title) > MAX_TITLE:
        raise Refused(
            "title-too-long", place=place, field="title", length=len(title), limit=MAX_TITLE
        )
    statement = _checked_text(draft.statement, MAX_STATEMENT, place, "statement")
    if not statement.strip():
        raise Refused("text-empty", place=place, field="statement")
    return replace(
        draft,
        title=title,
        statement=statement,
        small_print=_checked_text(draft.small_print, MAX_SMALL_PRINT, place, "small_print"),
        conditions=_checked_conditions(draft.kind, draft.conditions, place),
        signatory_ids=tuple(dict.fromkeys(draft.signatory_ids)),
        elements={
            key: _checked_text(draft.elements[key], MAX_ELEMENT, place, "elements")
            for key in SAID_WITH_THE_AWARD
            if draft.elements.get(key, "").strip()
        },
    )


def _checked_text(text: str, limit: int, place: int, field: str) -> str:
    # A page sets its paragraphs itself: a line break of the form would only be a gap in it.
    cleaned = " ".join(clean_note(text).split())
    if len(cleaned) > limit:
        raise Refused("text-too-long", place=place, field=field, length=len(cleaned), limit=limit)
    unknown = unknown_placeholders(cleaned)
    if unknown:
        name = "{" + unknown[0] + "}"
        raise Refused("placeholder-unknown", place=place, field=field, name=name)
    if has_lone_brace(cleaned):
        example = "{" + PLACEHOLDERS[0] + "}"
        raise Refused("brace-alone", place=place, field=field, example=example)
    return cleaned


def _checked_conditions(kind: AwardKind, given: Conditions, place: int) -> Conditions:
    asked = given
    if given.min_observed_skills is None:
        asked = replace(given, min_observed_level=None)
    elif given.min_observed_level is None:
        asked = replace(given, min_observed_level=1)
    for field, (low, high) in RANGES.items():
        figure = getattr(asked, field)
        if figure is not None and not low <= figure <= high:
            raise Refused("condition-out-of-range", place=place, field=field, low=low, high=high)
    presence = (asked.min_workshops, asked.min_contact_percent, asked.min_contact_minutes)
    evidence = (asked.min_observations, asked.min_observed_skills)
    nothing = all(figure is None for figure in (*presence, *evidence))
    if nothing and not asked.needs_end_self_check:
        raise Refused("rule-asks-nothing", place=place, field="min_workshops")
    if kind in (AwardKind.ACHIEVEMENT, AwardKind.MICROCREDENTIAL):
        if all(figure is None for figure in evidence):
            raise Refused("achievement-without-evidence", place=place, field="min_observed_skills")
    elif all(figure is None for figure in presence):
        raise Refused("rule-asks-no-presence", place=place, field="min_workshops")
    return asked


def _values(draft: RuleDraft, position: int) -> dict[str, object]:
    return {
        "position": position,
        "title": draft.title,
        "kind": draft.kind.value,
        "statement": draft.statement,
        "small_print": draft.small_print,
        "elements": json.dumps(dict(draft.elements), ensure_ascii=False),
        **store.condition_values(draft.conditions),
    }


def _shows(kind: AwardKind) -> str:
    assessed = kind in (AwardKind.ACHIEVEMENT, AwardKind.MICROCREDENTIAL)
    more = _SHOWN_OF_ACHIEVEMENT if assessed else ()
    return json.dumps([*_SHOWN, *more])


def _free_key(kind: AwardKind, taken: set[str]) -> str:
    key, number = _KEYS[kind], 1
    while key in taken:
        number += 1
        key = f"{_KEYS[kind]}-{number}"
    return key
