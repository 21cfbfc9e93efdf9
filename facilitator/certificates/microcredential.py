"""What must be on a page that calls itself a microcredential.

The mandatory elements of Annex I of the Council Recommendation of 16 June 2022 on a European
approach to micro-credentials (2022/C 243/02). Some follow from the certificate itself, some the
centre and the programme must have said, some are said with the award. Having them all makes no
page recognised; without one of them the word is not used.
"""

from __future__ import annotations

from collections.abc import Mapping

SAID_WITH_THE_AWARD = (
    "workload",
    "level",
    "assessment",
    "participation",
    "quality-assurance",
)
"""Elements that are texts of the award: notional workload; level in a framework, or that none
applies; type of assessment; form of participation; type of quality assurance."""

MANDATORY = (
    *("learner", "title", "country", "awarding-body", "date-of-issue", "learning-outcomes"),
    *SAID_WITH_THE_AWARD,
)
"""All eleven, in the order of the annex."""

MAX_ELEMENT = 300


def missing_elements(
    elements: Mapping[str, str], *, country: str, outcomes: tuple[str, ...]
) -> tuple[str, ...]:
    """The mandatory elements that nobody has said yet, in the order of the annex. The learner, the
    title, the awarding body and the date are on every certificate.
    """
    said = {
        "country": country.strip(),
        "learning-outcomes": "".join(outcomes).strip(),
        **{key: elements.get(key, "").strip() for key in SAID_WITH_THE_AWARD},
    }
    return tuple(element for element in MANDATORY if element in said and not said[element])
