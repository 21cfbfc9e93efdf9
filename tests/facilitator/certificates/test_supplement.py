"""A supplement shows chosen skills and own words, and only with consent."""

import pytest

from facilitator.errors import Refused
from tests.facilitator.certificates.sample_workbook import person


@pytest.fixture
def row(sample, sample_programme):
    return sample.certificates.issue(sample_programme)[0]


def agree(sample, answer="yes"):
    sample.people.record_consent(person(sample, "p-amina"), "supplement", answer)


def test_without_consent_there_is_none(sample, row):
    with pytest.raises(Refused, match="consent-missing"):
        sample.supplements.supplement(row.id)
    agree(sample)
    sample.supplements.supplement(row.id)
    agree(sample, "no")
    with pytest.raises(Refused, match="consent-missing"):
        sample.supplements.supplement(row.id)


def test_it_shows_what_was_seen_with_the_sentences_of_the_levels(sample, row):
    agree(sample)
    supplement = sample.supplements.supplement(row.id)

    assert {skill.title for skill in supplement.skills} == {skill.title for skill in row.skills}
    assert all(skill.sentences and skill.level and skill.times for skill in supplement.skills)
    assert supplement.certificate == row


def test_chosen_skills_and_words_are_shown_instead(sample, sample_programme, row):
    agree(sample)
    amina = person(sample, "p-amina")
    first, *_ = sample.supplements.skills_to_choose(sample_programme, amina)
    sample.certificates.choose(
        sample_programme, amina, supplement_skills=(first.key,), supplement_words="I dare more."
    )
    supplement = sample.supplements.supplement(row.id)

    assert [skill.key for skill in supplement.skills] == [first.key]
    assert supplement.own_words == "I dare more."


def test_a_revoked_certificate_has_none(sample, row):
    agree(sample)
    sample.certificates.revoke(row.id, "Wrong person.")
    with pytest.raises(Refused, match="certificate-not-valid"):
        sample.supplements.supplement(row.id)
