"""The one list before paper is spent: what is wrong or worth a look, with whom, how to mend it.

This module finds what follows from the workbook; what shows only when a page is set (letters
without a shape, cramped names, coarse pictures) is found where pages are drawn and put into the
same list. A finding is about something (the letters, the other person): when it was accepted and
something else turns up, that is a new finding.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from facilitator.certificates import store
from facilitator.certificates.certificates import Certificates
from facilitator.certificates.model import AwardKind, Candidate, RuleDraft
from facilitator.clock import to_stamp
from facilitator.errors import Refused
from facilitator.ids import new_id
from facilitator.signing.signing import Signing
from facilitator.storage import Database

CONSENT = "data-processing"
"""The purpose that people agree to before their names are kept in a register."""


class FindingCode(StrEnum):
    """What a line of the list is about."""

    CENTRE_MISSING = "centre-missing"
    NOT_ELIGIBLE = "not-eligible"
    ALREADY_ISSUED = "already-issued"
    STALE = "stale"
    TWINS = "twins"
    MISSING_CONSENT = "missing-consent"
    ODD_NAME = "odd-name"
    NO_SIGNATORY = "no-signatory"
    NOT_SIGNED = "not-signed"
    ELEMENTS_MISSING = "elements-missing"
    MISSING_GLYPHS = "missing-glyphs"
    OVERFLOW = "overflow"
    COARSE_PICTURE = "coarse-picture"
    BROKEN_PICTURE = "broken-picture"
    LOST_FONT = "lost-font"


class Fix(StrEnum):
    """Where a click leads."""

    PERSON = "person"
    ATTENDANCE = "attendance"
    RULES = "rules"
    CONSENT = "consent"
    CENTRE = "centre"
    SIGNATORIES = "signatories"
    KEY = "key"
    LAYOUT = "layout"
    REGISTER = "register"
    FONTS = "fonts"


BLOCKING = frozenset(
    {
        FindingCode.CENTRE_MISSING,
        FindingCode.NOT_ELIGIBLE,
        FindingCode.ELEMENTS_MISSING,
        FindingCode.MISSING_GLYPHS,
        FindingCode.BROKEN_PICTURE,
    }
)
"""Findings that no acceptance passes over for issuing or printing this one; the others go on."""

_FIXES = {
    FindingCode.CENTRE_MISSING: Fix.CENTRE,
    FindingCode.NOT_ELIGIBLE: Fix.ATTENDANCE,
    FindingCode.ALREADY_ISSUED: Fix.REGISTER,
    FindingCode.STALE: Fix.REGISTER,
    FindingCode.TWINS: Fix.PERSON,
    FindingCode.MISSING_CONSENT: Fix.CONSENT,
    FindingCode.ODD_NAME: Fix.PERSON,
    FindingCode.NO_SIGNATORY: Fix.SIGNATORIES,
    FindingCode.NOT_SIGNED: Fix.KEY,
    FindingCode.ELEMENTS_MISSING: Fix.RULES,
    FindingCode.MISSING_GLYPHS: Fix.PERSON,
    FindingCode.OVERFLOW: Fix.LAYOUT,
    FindingCode.COARSE_PICTURE: Fix.CENTRE,
    FindingCode.BROKEN_PICTURE: Fix.CENTRE,
    FindingCode.LOST_FONT: Fix.FONTS,
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One line. `participant_id` None: of the whole batch. `about`: what was found, for the words
    and for telling findings apart. `certificate_id`: the certificate that it is about, if any.
    """

    code: FindingCode
    participant_id: str | None = None
    name: str = ""
    about: str = ""
    certificate_id: str | None = None
    accepted: bool = False

    @property
    def fix(self) -> Fix:
        """Where it is mended."""
        return _FIXES[self.code]

    @property
    def blocks(self) -> bool:
        """Whether this certificate must not be printed until it is mended."""
        return self.code in BLOCKING

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes it the same finding again."""
        return self.code.value, self.participant_id or "", self.about


@dataclass(frozen=True, slots=True)
class Preflight:
    """The list, those that block first, then those still to be looked at."""

    findings: tuple[Finding, ...]

    @property
    def is_clear(self) -> bool:
        """Whether printing may begin: nothing blocks, everything else was accepted."""
        return all(each.accepted and not each.blocks for each in self.findings)

    @property
    def blocked(self) -> frozenset[str]:
        """People whose certificates must wait; the others may be printed when is accepted."""
        return frozenset(
            each.participant_id for each in self.findings if each.blocks and each.participant_id
        )


class Preflights:
    """Makes the list for one open workbook and remembers what was accepted."""

    def __init__(self, database: Database, certificates: Certificates, signing: Signing) -> None:
        self._database = database
        self._certificates = certificates
        self._signing = signing

    def check(
        self,
        programme_id: str,
        participant_ids: Collection[str] | None = None,
        *,
        drawn: Iterable[Finding] = (),
        has_centre: bool = True,
    ) -> Preflight:
        """The list for these people (all of the programme who are due one, if not given).

        `drawn`: what was found while setting the pages.
        """
        candidates = self._certificates.candidates(programme_id)
        asked = [
            each
            for each in candidates
            if (each.participant_id in participant_ids if participant_ids is not None else each.due)
        ]
        findings = [] if has_centre else [Finding(FindingCode.CENTRE_MISSING)]
        findings += self._of_people(asked, chosen=participant_ids is not None)
        findings += self._of_names(asked, candidates)
        findings += self._of_programme(programme_id, asked)
        findings += drawn
        accepted = self._accepted(programme_id)
        marked = [replace(each, accepted=each.key in accepted) for each in findings]
        marked.sort(key=lambda each: (not each.blocks, each.accepted))
        return Preflight(tuple(marked))

    def accept(self, programme_id: str, findings: Sequence[Finding]) -> None:
        """Let findings stand, on the record. Refused: ``finding-blocks`` for one that may not."""
        for finding in findings:
            if finding.blocks:
                raise Refused("finding-blocks", name=finding.name)
        known = self._accepted(programme_id)
        fresh = [each for each in findings if each.key not in known]
        with self._database.action("findings-accepted", count=len(fresh)):
            for finding in fresh:
                self._database.insert(
                    "accepted_finding",
                    {
                        "id": new_id(),
                        "programme_id": programme_id,
                        "participant_id": finding.participant_id,
                        "code": finding.code.value,
                        "about": finding.about,
                        "accepted_at": to_stamp(self._database.clock.now()),
                    },
                )

    def take_back(self, programme_id: str, finding: Finding) -> None:
        """Accept a finding no longer."""
        with self._database.action("finding-acceptance-taken-back", name=finding.name):
            self._database.write(
                "DELETE FROM accepted_finding WHERE programme_id = ? AND participant_id IS ?"
                " AND code = ? AND about = ?",
                (programme_id, finding.participant_id, finding.code.value, finding.about),
            )

    # --------------------------------------------------------------------------------------------

    def _of_people(self, asked: Sequence[Candidate], *, chosen: bool) -> list[Finding]:
        findings = []
        answers = store.latest_answers(self._database, CONSENT)
        for each in asked:
            who = (each.participant_id, each.name)
            if chosen and not each.awards:
                findings.append(Finding(FindingCode.NOT_ELIGIBLE, *who))
            elif chosen and not each.due and each.issued is not None:
                serial = each.issued.printed_serial
                found = Finding(FindingCode.ALREADY_ISSUED, *who, serial)
                findings.append(replace(found, certificate_id=each.issued.id))
            for key, reasons in each.stale_by_certificate.items():
                about = ", ".join(reason.value for reason in reasons)
                findings.append(Finding(FindingCode.STALE, *who, about, certificate_id=key))
            if answers.get(each.participant_id) != "yes":
                about = answers.get(each.participant_id, "")
                findings.append(Finding(FindingCode.MISSING_CONSENT, *who, about))
            odd = odd_characters(each.name)
            if odd:
                findings.append(Finding(FindingCode.ODD_NAME, *who, odd))
        return findings

    def _of_names(
        self, asked: Sequence[Candidate], everybody: Sequence[Candidate]
    ) -> list[Finding]:
        """Two people whose names look the same on paper."""
        by_name: dict[str, list[Candidate]] = defaultdict(list)
        for each in everybody:
            by_name[_as_printed(each.name)].append(each)
        findings = []
        for each in asked:
            twins = [
                other
                for other in by_name[_as_printed(each.name)]
                if other.participant_id != each.participant_id
            ]
            if twins:
                about = ",".join(sorted(other.participant_id for other in twins))
                findings.append(
                    Finding(FindingCode.TWINS, each.participant_id, each.name, about=about)
                )
        return findings

    def _of_programme(self, programme_id: str, asked: Sequence[Candidate]) -> list[Finding]:
        findings = []
        due = {award for each in asked for award in each.due}
        for rule in self._certificates.rules(programme_id):
            if rule.key not in due:
                continue
            if rule.kind is AwardKind.MICROCREDENTIAL:
                missing = self._certificates.missing_elements(programme_id, RuleDraft.of(rule))
                if missing:
                    about = ", ".join(missing)
                    findings.append(Finding(FindingCode.ELEMENTS_MISSING, about=about))
            if not rule.signatories and not self._certificates.has_usual_signatories():
                findings.append(Finding(FindingCode.NO_SIGNATORY, about=rule.title))
        if due and not self._signing.can_sign:
            about = "locked" if self._signing.active_key() else "no-key"
            findings.append(Finding(FindingCode.NOT_SIGNED, about=about))
        return findings

    def _accepted(self, programme_id: str) -> frozenset[tuple[str, str, str]]:
        rows = self._database.rows(
            "SELECT code, participant_id, about FROM accepted_finding WHERE programme_id = ?",
            (programme_id,),
        )
        return frozenset((row["code"], row["participant_id"] or "", row["about"]) for row in rows)


def odd_characters(name: str) -> str:
    """Characters that hardly belong in a name that is printed: signs that turn the direction of
    writing, controls, markup and formula characters, pictures; as ``U+202E`` and the like.
    """
    odd = [
        char
        for char in name
        if unicodedata.category(char) in {"Cc", "Cn", "Co", "Cs", "So", "Sk", "Sm"}
        or char in "<>{}[]\\|/=@#*%_\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069\u202c"
    ]
    return " ".join(f"U+{ord(char):04X}" for char in dict.fromkeys(odd))


def _as_printed(name: str) -> str:
    """The name as the eye takes it in: no unseen characters, no difference of small and capital."""
    plain = unicodedata.normalize("NFKC", name)
    seen = "".join(char for char in plain if unicodedata.category(char) != "Cf")
    return " ".join(seen.casefold().split())
