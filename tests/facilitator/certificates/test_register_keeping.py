"""Signed certificates, what becomes of them, and what stays when people and programmes go."""

from datetime import date

import pytest

from facilitator.errors import Refused
from facilitator.planning.removal import remove_programmes
from facilitator.signing.verdict import Verdict
from tests.facilitator.certificates.sample_workbook import PASSPHRASE, candidate, person


@pytest.fixture
def issued(sample, sample_programme):
    sample.signing.make_key(PASSPHRASE)
    return sample.certificates.issue(sample_programme)


def verdict(workbook, row):
    return workbook.register.check(row.signed_text).verification.verdict


def test_every_certificate_is_signed_while_the_key_is_open(sample, issued):
    checked = [sample.register.check(row.signed_text) for row in issued]

    assert {each.verification.verdict for each in checked} == {Verdict.VALID}
    assert [each.row.id for each in checked] == [row.id for row in issued]
    assert [each.verification.statement.holder for each in checked] == [r.holder for r in issued]
    assert {each.differs for each in checked} == {()}


def test_what_was_issued_while_it_was_locked_is_signed_later(sample, sample_programme):
    rows = sample.certificates.issue(sample_programme)
    assert {row.signed_text for row in rows} == {""}
    with pytest.raises(Refused, match="signing-key-locked"):
        sample.certificates.sign_unsigned()
    sample.signing.make_key(PASSPHRASE)

    assert sample.certificates.sign_unsigned([rows[0].id]) == 1
    assert sample.certificates.sign_unsigned() == len(rows) - 1
    assert sample.certificates.sign_unsigned() == 0
    assert verdict(sample, sample.certificates.certificate(rows[3].id)) is Verdict.VALID


def test_revoked_and_replaced_are_known_here_at_once(sample, issued):
    sample.certificates.revoke(issued[0].id, "Issued by mistake.")
    new = sample.certificates.replace(issued[1].id)

    assert verdict(sample, issued[0]) is Verdict.REVOKED
    replaced = sample.register.check(issued[1].signed_text)
    assert replaced.verification.verdict is Verdict.REPLACED
    assert replaced.verification.by == new.printed_serial
    assert replaced.verification.on == date(2026, 10, 20)
    assert verdict(sample, new) is Verdict.VALID


def test_others_hear_of_it_by_a_list_without_names(sample, issued):
    from facilitator.signing.status_list import read_list
    from facilitator.signing.verdict import verify_text

    sample.certificates.revoke(issued[0].id, "Issued by mistake.")
    new = sample.certificates.replace(issued[1].id)
    content = sample.register.make_status_list()
    known = sample.signing.issuers()
    lists = {key: read_list(content, lambda each: known[each].public) for key in known}

    found = [verify_text(row.signed_text, known, lists) for row in (*issued[:3], new)]
    assert [each.verdict.value for each in found] == ["revoked", "replaced", "valid", "valid"]
    assert found[1].by == new.printed_serial
    assert issued[0].holder.encode() not in content
    assert b"mistake" not in content


def test_a_serial_is_found_as_it_is_printed_or_as_the_register_has_it(sample, issued):
    row = issued[4]

    assert sample.certificates.find(row.printed_serial.lower()) == row
    assert sample.certificates.find(row.serial) == row
    for typed, code in (
        (row.printed_serial[:-3] + "77" + row.printed_serial[-2:], "serial-mistyped"),
        ("nonsense", "serial-mistyped"),
        ("LQC-2026-9999", "serial-unknown"),
    ):
        with pytest.raises(Refused, match=code):
            sample.certificates.find(typed)


def test_the_register_outlives_the_person_without_the_name(sample, issued):
    row = issued[0]
    sample.certificates.decide(row.programme_id, row.participant_id, None, "Asked for none.")
    assert sample.register.keep_without_name(row.participant_id) == 1
    kept = sample.certificates.certificate(row.id)

    assert (kept.serial, kept.contact_minutes, kept.award) == (
        row.serial,
        row.contact_minutes,
        row.award,
    )
    assert (kept.participant_id, kept.holder, kept.statement, kept.signed_text) == (
        None,
        "",
        "",
        "",
    )
    assert kept.is_nameless
    assert sample.changes_of("certificate", row.id) == []
    # The paper is still good: its code is verified by the key, its number by the register.
    assert verdict(sample, row) is Verdict.VALID
    assert sample.certificates.sign_unsigned() == 0


def test_the_register_outlives_the_programme(sample, issued, sample_programme):
    with sample.database.action("test"):
        sample.database.update("programme", sample_programme, {"is_sample": 0})
    sample.print_batches.start([row.id for row in issued], "joined")
    with sample.database.action("programme-deleted", lasting=True):
        remove_programmes(sample.database, [sample_programme])
    kept = sample.certificates.register()

    assert [row.serial for row in kept] == [row.serial for row in issued]
    assert {row.programme_id for row in kept} == {None}
    assert verdict(sample, issued[0]) is Verdict.VALID


def test_a_register_can_be_let_go_from_its_programme(sample, issued, sample_programme):
    assert sample.register.keep_without_programme(sample_programme) == len(issued)
    assert sample.certificates.register(sample_programme) == []
    assert len(sample.certificates.register()) == len(issued)


def test_another_computer_numbers_with_a_tag_of_its_own(sample, sample_programme, tmp_path):
    from facilitator.certificates.serials import parse
    from tests.facilitator.certificates.sample_workbook import opened

    people = [each.participant_id for each in sample.certificates.candidates(sample_programme)]
    copy = tmp_path / "copy.facilitator"
    sample.copy_to(copy)
    here = sample.certificates.issue(sample_programme, people[:3])
    with opened(copy, user_folder=tmp_path / "other") as there:
        others = there.certificates.issue(sample_programme, people[:3])
        there.computers.choose_tag("B")
        more = there.certificates.issue(sample_programme, people[3:5])
        with pytest.raises(Refused, match="tag-wrong"):
            there.computers.choose_tag("b2")

    assert [row.serial for row in here] == [f"LQC-2026-000{number}" for number in (1, 2, 3)]
    assert not {row.serial for row in here} & {row.serial for row in others}
    assert len(parse(others[0].serial).tag) == 5
    assert [row.serial for row in more] == ["LQC-2026-B-0001", "LQC-2026-B-0002"]


def test_language_and_layout_are_chosen_for_a_programme_and_for_one_person(
    sample, sample_programme
):
    amina = person(sample, "p-amina")
    sample.certificates.choose(sample_programme, language="pt", template="stars")
    sample.certificates.choose(sample_programme, amina, language="ar", second_language="en")
    pages = sample.certificates.drafts(sample_programme)
    found = {
        page.certificate.participant_id: (
            page.certificate.language,
            page.certificate.second_language,
            page.certificate.template,
        )
        for page in pages
    }

    assert found.pop(amina) == ("ar", "en", "stars")
    assert set(found.values()) == {("pt", "", "stars")}
    sample.certificates.choose(sample_programme, amina, language="", second_language="")
    assert sample.certificates.drafts(sample_programme, [amina])[0].certificate.language == "pt"
    with pytest.raises(Refused, match="field-unknown"):
        sample.certificates.choose(sample_programme, colour="red")


def test_a_draft_has_no_serial_and_takes_none(sample, sample_programme):
    assert {page.certificate.serial for page in sample.certificates.drafts(sample_programme)} == {
        ""
    }
    assert sample.certificates.issue(sample_programme)[0].serial == "LQC-2026-0001"
    assert candidate(sample, sample_programme, "p-amina").due == ()
