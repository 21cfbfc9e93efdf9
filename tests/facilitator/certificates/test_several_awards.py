"""Where a programme gives every award that is met, each is a certificate of its own."""

import pytest

from facilitator.errors import Refused
from tests.facilitator.certificates.sample_workbook import candidate, person

ALL_THREE = ("record-of-attendance", "certificate-of-participation", "certificate-of-achievement")


@pytest.fixture
def programme(sample, sample_programme):
    with sample.database.action("test"):
        sample.database.update("programme", sample_programme, {"highest_award_only": 0})
    return sample_programme


def test_each_award_that_is_met_is_given(sample, programme):
    amina = candidate(sample, programme, "p-amina")
    assert amina.awards == amina.due == ALL_THREE
    assert amina.award_key == ALL_THREE[-1]

    rows = sample.certificates.issue(programme, [amina.participant_id])
    after = candidate(sample, programme, "p-amina")

    assert [row.award for row in rows] == list(ALL_THREE)
    assert len({row.serial for row in rows}) == 3
    assert (after.due, after.stale, after.issued.award) == ((), False, ALL_THREE[-1])
    with pytest.raises(Refused, match="nothing-to-issue"):
        sample.certificates.issue(programme, [amina.participant_id])


def test_the_one_that_is_no_longer_earned_is_stale_and_the_others_are_not(sample, programme):
    amina = candidate(sample, programme, "p-amina")
    sample.certificates.issue(programme, [amina.participant_id])
    sample.skills.take_back_self_check(amina.participant_id, programme, "end")

    after = candidate(sample, programme, "p-amina")
    (stale,) = after.stale_by_certificate
    assert sample.certificates.certificate(stale).award == ALL_THREE[-1]
    assert [each.value for each in after.stale_by_certificate[stale]] == ["award"]
    with pytest.raises(Refused, match="nothing-to-issue"):
        sample.certificates.replace(stale)


def test_a_decision_by_hand_gives_that_award_alone(sample, programme):
    amina = person(sample, "p-amina")
    sample.certificates.decide(programme, amina, ALL_THREE[1], "As she asked.")
    assert candidate(sample, programme, "p-amina").awards == (ALL_THREE[1],)
    sample.certificates.follow_rules(programme, amina)
    assert candidate(sample, programme, "p-amina").awards == ALL_THREE


def test_usually_only_the_highest_is_given(sample, sample_programme):
    amina = candidate(sample, sample_programme, "p-amina")

    assert amina.awards == amina.due == (ALL_THREE[-1],)
