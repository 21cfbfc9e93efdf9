"""What a supplement says: the skills a person chose to show, with the sentences of their levels,
the hours, and their own words. Only with their consent, and never more than was seen.
"""

from __future__ import annotations

from dataclasses import dataclass

from facilitator.certificates import store
from facilitator.certificates.certificates import Certificates
from facilitator.certificates.model import CertificateRow, CertificateState
from facilitator.errors import Refused
from facilitator.skills.model import Framework, Skill
from facilitator.skills.skills import Skills
from facilitator.storage import Database

CONSENT = "supplement"
"""The purpose that somebody must have answered with yes."""


@dataclass(frozen=True, slots=True)
class SupplementSkill:
    """A skill as it was seen. `sentences`: what the level means for each indicator that was noted,
    or, where notes named none, what the skill is; `times`: how often it was noted.
    """

    key: str
    title: str
    short: str
    level: str
    level_description: str
    sentences: tuple[str, ...]
    times: int


@dataclass(frozen=True, slots=True)
class Supplement:
    """The page that goes with a certificate."""

    certificate: CertificateRow
    skills: tuple[SupplementSkill, ...]
    own_words: str


class Supplements:
    """Makes supplements in one open workbook."""

    def __init__(self, database: Database, certificates: Certificates, skills: Skills) -> None:
        self._database = database
        self._certificates = certificates
        self._skills = skills

    def skills_to_choose(self, programme_id: str, participant_id: str) -> list[SupplementSkill]:
        """Every skill that was seen of a person in a programme, in the framework's order."""
        framework = self._skills.framework()
        evidence = self._skills.evidence(programme_id).get(participant_id)
        levels = evidence.skill_levels if evidence else {}
        return [
            self._skill(skill, levels[skill.key], framework, programme_id, participant_id)
            for skill in framework.skills
            if levels.get(skill.key, 0) > 0
        ]

    def supplement(self, certificate_id: str) -> Supplement:
        """The supplement of a valid certificate: the chosen skills (all that were seen, while
        nobody chose), and the words chosen for it, or those of the last sheet handed in.

        Refused: ``certificate-not-valid``, ``consent-missing`` (with `name` and `purpose`).
        """
        row = self._certificates.certificate(certificate_id)
        if row.state is not CertificateState.ISSUED or not row.participant_id:
            raise Refused("certificate-not-valid", serial=row.serial)
        if store.latest_answers(self._database, CONSENT).get(row.participant_id) != "yes":
            raise Refused("consent-missing", name=row.holder, purpose=CONSENT)
        if row.programme_id is None:
            return Supplement(row, (), "")
        choice = self._certificates.choice(row.programme_id, row.participant_id)
        seen = self.skills_to_choose(row.programme_id, row.participant_id)
        chosen = [
            each
            for each in seen
            if not choice.supplement_skills or each.key in choice.supplement_skills
        ]
        words = choice.supplement_words or self._last_words(row.programme_id, row.participant_id)
        return Supplement(row, tuple(chosen), words)

    def _skill(
        self,
        skill: Skill,
        level: int,
        framework: Framework,
        programme_id: str,
        participant_id: str,
    ) -> SupplementSkill:
        noted = [
            each
            for each in self._skills.observations(
                programme_id=programme_id, participant_id=participant_id
            )
            if each.skill_key == skill.key
        ]
        keys = {each.indicator_key for each in noted if (each.level or 0) >= level}
        sentences = [
            indicator.descriptors[level]
            for indicator in skill.indicators
            if indicator.key in keys and level in indicator.descriptors
        ]
        described = next((each for each in framework.levels if each.value == level), None)
        return SupplementSkill(
            key=skill.key,
            title=skill.title,
            short=skill.short,
            level=framework.level_label(level),
            level_description=described.description if described else "",
            sentences=tuple(sentences) or ((skill.summary,) if skill.summary else ()),
            times=len(noted),
        )

    def _last_words(self, programme_id: str, participant_id: str) -> str:
        words: str | None = self._database.value(
            "SELECT own_words FROM self_check WHERE programme_id = ? AND participant_id = ?"
            " AND occasion = 'end'",
            (programme_id, participant_id),
        )
        return words or ""
