from datetime import date

import pytest

from facilitator.centre.centre import Centre
from facilitator.errors import NotFound, Refused
from facilitator.signing.issuer_card import card_text, read_card
from facilitator.signing.signing import Signing
from facilitator.signing.status_list import Listed, ListedState
from facilitator.signing.verdict import Verdict
from tests.facilitator.signing.builders import OTHER, a_statement

PASSPHRASE = "tide room lantern"
DAY = date(2026, 10, 20)


@pytest.fixture
def signing(database):
    centre = Centre(database)
    centre.describe(name="Lantern Quay", city="Novaport")
    return Signing(database, centre, cost=10)


@pytest.fixture
def key(signing):
    return signing.make_key(PASSPHRASE).key


def test_a_new_key_signs_at_once_and_is_known_here(signing, key):
    found = signing.verify(signing.sign(a_statement()))

    assert found.verdict is Verdict.VALID
    assert (found.issuer.name, found.issuer.city, found.issuer.own) == (
        "Lantern Quay",
        "Novaport",
        True,
    )


def test_a_key_needs_a_centre(database):
    with pytest.raises(Refused, match="centre-missing"):
        Signing(database, Centre(database), cost=10).make_key(PASSPHRASE)


def test_a_locked_key_signs_nothing_until_its_passphrase_is_given(signing, key):
    signing.lock()
    with pytest.raises(Refused, match="signing-key-locked"):
        signing.sign(a_statement())
    with pytest.raises(Refused, match="passphrase-wrong"):
        signing.unlock("another passphrase")
    signing.unlock(PASSPHRASE)

    assert signing.verify(signing.sign(a_statement())).verdict is Verdict.VALID


def test_the_private_half_is_nowhere_in_the_file(signing, key, database, workbook_path):
    private = signing.pair().private
    database.close()

    for path in workbook_path.parent.iterdir():
        assert private not in path.read_bytes()
        assert private.hex().encode() not in path.read_bytes().lower()


def test_the_passphrase_can_be_changed_and_the_history_forgets_the_old_seal(signing, key, database):
    signing.change_passphrase(key.key_id, PASSPHRASE, "another passphrase")

    with pytest.raises(Refused, match="passphrase-wrong"):
        signing.unlock(PASSPHRASE)
    signing.unlock("another passphrase")
    assert database.changes_of("signing_key", key.key_id) == []


def test_a_second_key_takes_the_place_of_the_first_which_still_answers(signing, key, clock):
    text = signing.sign(a_statement(issued_on=date(2026, 10, 8)))
    with pytest.raises(Refused, match="signing-key-present"):
        signing.make_key(PASSPHRASE)
    second = signing.make_key(PASSPHRASE, instead=True).key

    old, new = signing.own_keys()
    assert (old.can_sign, new.can_sign) == (False, True)
    assert signing.active_key() == second
    assert signing.verify(text).verdict is Verdict.KEY_RETIRED
    assert signing.unlocked_key_id == second.key_id


def test_a_retired_key_signs_lists_and_no_certificates(signing, key):
    signing.retire_key(key.key_id, "The stick with its backup was lost.")

    with pytest.raises(Refused, match="signing-key-retired"):
        signing.sign(a_statement())
    signing.unlock(PASSPHRASE, key.key_id)
    with pytest.raises(Refused, match="signing-key-retired"):
        signing.sign(a_statement())
    signing.make_status_list([])
    assert signing.status_lists()[key.key_id].retired_on is not None


def test_a_key_comes_back_from_its_file_in_another_workbook(signing, key, database):
    content = signing.backup_file(key.key_id)
    assert signing.key(key.key_id).backed_up_at is not None
    with database.action("gone", lasting=True):
        database.delete("signing_key", key.key_id)
    signing.lock()

    with pytest.raises(Refused, match="passphrase-wrong"):
        signing.restore_from_file(content, "another passphrase")
    back = signing.restore_from_file(content, PASSPHRASE)
    assert back.key_id == key.key_id
    assert signing.unlock(PASSPHRASE).can_sign


def test_a_key_comes_back_from_paper_under_a_new_passphrase(signing, key, database):
    lines = signing.recovery_lines(key.key_id, PASSPHRASE)
    with database.action("gone", lasting=True):
        database.delete("signing_key", key.key_id)

    assert signing.restore_from_recovery("\n".join(lines), "the new passphrase").can_sign
    signing.unlock("the new passphrase")


def test_typing_the_lines_from_paper_proves_them(signing, key):
    lines = signing.recovery_lines(key.key_id, PASSPHRASE)
    assert signing.key(key.key_id).recovery_tested_at is None
    signing.test_recovery(key.key_id, " ".join(lines))

    assert signing.key(key.key_id).recovery_tested_at is not None


def test_lines_of_another_key_prove_nothing(signing, key):
    from facilitator.signing.sealed_key import recovery_lines

    with pytest.raises(Refused, match="recovery-of-other-key"):
        signing.test_recovery(key.key_id, " ".join(recovery_lines(OTHER)))


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"\xff", b"x" * 30_000, b"[" * 19_000])
def test_a_file_that_holds_no_key_is_refused(signing, content):
    with pytest.raises(Refused, match="key-unreadable"):
        signing.restore_from_file(content, PASSPHRASE)


def test_no_undo_takes_a_key_away(signing, key, database):
    assert database.undo().name == "centre-described"
    assert signing.own_keys() == [key]


def test_an_issuer_is_known_once_its_card_was_taken_over(signing, database):
    from facilitator.signing.statement_code import signed_text

    text = signed_text(a_statement(), OTHER.key_id, OTHER.sign)
    assert signing.verify(text).verdict is Verdict.UNKNOWN_ISSUER
    card = card_text(OTHER, "Harbour House", "Novaport", DAY)
    found = signing.look_at_card(card)
    assert (found.known, found.same_name) == (False, False)
    signing.add_issuer(card)
    assert signing.verify(text).verdict is Verdict.VALID
    signing.retire_issuer(OTHER.key_id, date(2026, 9, 1))
    assert signing.verify(text).verdict is Verdict.AFTER_RETIREMENT
    signing.remove_issuer(OTHER.key_id)
    assert signing.verify(text).verdict is Verdict.UNKNOWN_ISSUER
    with pytest.raises(NotFound):
        signing.remove_issuer(OTHER.key_id)


def test_a_card_with_a_known_name_and_another_key_is_pointed_out(signing, key):
    found = signing.look_at_card(card_text(OTHER, "LANTERN quay", "Novaport", DAY))

    assert (found.known, found.same_name) == (False, True)


def test_the_own_card_travels_as_text_and_as_file(signing, key):
    assert read_card(signing.own_card()).key_id == key.key_id
    assert [each.known for each in signing.look_at_cards(signing.issuers_file())] == [True]


def test_a_list_gets_a_new_number_only_when_something_changed(signing, key):
    entry = Listed("LQC-2026-0001-K", ListedState.REVOKED, DAY)
    first, again = signing.make_status_list([]), signing.make_status_list([])
    second = signing.make_status_list([entry])

    assert first == again
    assert signing.status_lists()[key.key_id].number == 2
    with pytest.raises(Refused, match="status-list-older"):
        signing.take_status_list(first)
    assert signing.take_status_list(second).entries == (entry,)


def test_another_list_of_the_same_number_is_refused(signing, key):
    from facilitator.signing.status_list import StatusList, signed_list

    signing.make_status_list([])
    other = StatusList(key.key_id, "Lantern Quay", 1, DAY, ())
    with pytest.raises(Refused, match="status-list-differs"):
        signing.take_status_list(signed_list(other, signing.pair().sign))
