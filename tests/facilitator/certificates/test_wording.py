"""Certificates in the language of who reads them; a batch may hold many."""

from facilitator.certificates.model import CertificateChoice
from tests.facilitator.certificates.sample_workbook import person


def row_of(rows, participant):
    return next(row for row in rows if row.participant_id == participant)


def test_a_batch_holds_each_persons_own_language(sample, sample_programme):
    amina, others = person(sample, "p-amina"), "en"
    sample.certificates.choose(sample_programme, amina, language="ar")
    rows = sample.certificates.issue(sample_programme)
    arabic = row_of(rows, amina)
    assert arabic.language == "ar"
    assert arabic.title in {"شهادة مشاركة", "شهادة إنجاز", "إفادة حضور"}
    assert "سبتمبر ٢٠٢٦" in arabic.statement
    assert "17 September" not in arabic.statement
    assert {row.language for row in rows if row is not arabic} == {others}
    assert any("17 September 2026" in row.statement for row in rows)


def test_a_programme_in_its_own_language_fills_its_own_sentences(sample, sample_programme):
    sample.planning.update_programme(sample_programme, language="de")
    row = sample.certificates.issue(sample_programme)[0]
    assert row.language == "de"
    assert "17. September 2026" in row.statement
    assert row.title == sample.certificates.rules(sample_programme)[-1].title


def test_a_language_without_words_stays_in_that_of_the_programme(sample, sample_programme):
    sample.certificates.choose(sample_programme, language="mn")
    row = sample.certificates.issue(sample_programme)[0]
    assert row.language == "en"
    assert "17 September 2026" in row.statement


def test_a_country_changes_dates_and_leaves_the_sentence(sample, sample_programme):
    sample.certificates.choose(sample_programme, language="en-US")
    row = sample.certificates.issue(sample_programme)[0]
    assert "September 17, 2026" in row.statement
    assert row.title == sample.certificates.rules(sample_programme)[-1].title


def test_a_choice_of_language_is_taken_back_in_one_step(sample, sample_programme):
    sample.certificates.choose(sample_programme, language="fr", template="stars-portrait")
    sample.undo()
    assert sample.certificates.choice(sample_programme) == CertificateChoice()
