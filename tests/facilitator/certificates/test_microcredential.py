"""The word microcredential needs assessment and every mandatory element."""

from dataclasses import replace
from decimal import Decimal

import pytest

from facilitator.certificates.eligibility import Conditions
from facilitator.certificates.microcredential import MANDATORY, SAID_WITH_THE_AWARD
from facilitator.certificates.model import AwardKind, RuleDraft
from facilitator.errors import Refused

ELEMENTS = {key: f"Words on {key}." for key in SAID_WITH_THE_AWARD}
DRAFT = RuleDraft(
    kind=AwardKind.MICROCREDENTIAL,
    title="Microcredential in facilitation",
    conditions=Conditions(
        min_contact_percent=Decimal(75), min_observed_skills=3, min_observed_level=2
    ),
    statement="{display_name} was assessed.",
    elements=ELEMENTS,
)


@pytest.fixture
def drafts(sample, sample_programme):
    return [RuleDraft.of(rule) for rule in sample.certificates.rules(sample_programme)]


def test_there_are_eleven_mandatory_elements():
    assert len(MANDATORY) == 11


def test_it_is_refused_with_what_is_missing(sample, sample_programme, drafts):
    sample.centre.describe(country="")
    draft = replace(DRAFT, elements={**ELEMENTS, "level": " "})
    with pytest.raises(Refused, match="microcredential-elements-missing") as refusal:
        sample.certificates.set_rules(sample_programme, [*drafts, draft])

    assert refusal.value.params["missing"] == ("country", "level")


def test_without_assessment_the_word_is_not_used(sample, sample_programme, drafts):
    draft = replace(DRAFT, conditions=Conditions(min_contact_percent=Decimal(75)))
    with pytest.raises(Refused, match="achievement-without-evidence"):
        sample.certificates.set_rules(sample_programme, [*drafts, draft])


def test_without_any_element_it_is_not_offered(sample, sample_programme, drafts):
    with pytest.raises(Refused, match="award-kind-not-offered"):
        sample.certificates.set_rules(sample_programme, [*drafts, replace(DRAFT, elements={})])


def test_with_all_of_them_it_is_given_and_they_stay_with_the_certificate(
    sample, sample_programme, drafts
):
    sample.centre.describe(country="Portugal")
    sample.certificates.set_rules(sample_programme, [*drafts, DRAFT])
    rows = sample.certificates.issue(sample_programme)
    micro = [row for row in rows if row.kind is AwardKind.MICROCREDENTIAL]

    assert micro
    assert all(row.elements == ELEMENTS for row in micro)


def test_an_element_that_is_gone_on_the_day_of_issue_stops_it(sample, sample_programme, drafts):
    sample.centre.describe(country="Portugal")
    sample.certificates.set_rules(sample_programme, [*drafts, DRAFT])
    sample.centre.describe(country="")

    with pytest.raises(Refused, match="microcredential-elements-missing"):
        sample.certificates.issue(sample_programme)
    assert sample.certificates.register() == []
