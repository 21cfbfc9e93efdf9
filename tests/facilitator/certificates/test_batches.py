"""A batch knows what is on paper; one that stopped goes on where it stopped."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.certificates.batches import (
    HandOutOrder,
    ItemState,
    certificate_file_names,
    check_file_pattern,
)
from facilitator.errors import NotFound, Refused
from tests.facilitator.certificates.sample_workbook import opened


@pytest.fixture
def issued(sample, sample_programme):
    return sample.certificates.issue(sample_programme)


def ids(rows):
    return [row.id for row in rows]


def test_a_stopped_batch_goes_on_where_it_stopped(sample, issued):
    batch = sample.print_batches.start(ids(issued), "printer")
    sample.print_batches.mark_printed(batch.id, ids(issued[:7]))
    path = sample.path
    sample.close()
    with opened(path) as again:
        (left,) = again.print_batches.batches(open_only=True)

        assert [item.certificate_id for item in again.print_batches.remaining(left.id)] == ids(
            issued[7:]
        )
        again.print_batches.mark_printed(left.id, ids(issued[7:]))
        assert again.print_batches.batches(open_only=True) == []
        assert {row.prints for row in again.certificates.register()} == {1}


@pytest.fixture
def sample(tmp_path, _sample_content):
    """One that a test may close by itself."""
    path = tmp_path / "sample.facilitator"
    path.write_bytes(_sample_content)
    workbook = opened(path)
    yield workbook
    from contextlib import suppress

    with suppress(Exception):
        workbook.close(back_up=False)


def test_saying_it_twice_counts_one_print(sample, issued):
    batch = sample.print_batches.start(ids(issued[:2]), "joined")
    for _ in range(3):
        sample.print_batches.mark_printed(batch.id, ids(issued[:2]))

    assert sample.certificates.certificate(issued[0].id).prints == 1


def test_what_failed_says_why_and_can_be_tried_again(sample, issued):
    batch = sample.print_batches.start(ids(issued[:3]), "files")
    sample.print_batches.mark_failed(batch.id, issued[1].id, "disk-full")
    sample.print_batches.mark_printed(batch.id, [issued[0].id, issued[2].id])

    (failed,) = sample.print_batches.remaining(batch.id)
    assert (failed.state, failed.trouble, failed.serial) == (
        ItemState.FAILED,
        "disk-full",
        issued[1].serial,
    )
    assert sample.print_batches.remaining(batch.id, failed_too=False) == []
    sample.print_batches.mark_printed(batch.id, [issued[1].id])
    assert not sample.print_batches.batch(batch.id).is_open


def test_a_spoilt_sheet_is_printed_again_and_a_second_batch_is_marked_duplicate(sample, issued):
    batch = sample.print_batches.start(ids(issued[:2]), "printer")
    sample.print_batches.mark_printed(batch.id, ids(issued[:2]))
    sample.print_batches.mark_not_printed(batch.id, [issued[0].id])
    assert sample.certificates.certificate(issued[0].id).prints == 0
    second = sample.print_batches.start(ids(issued[:3]), "printer")

    assert [item.duplicate for item in second.items] == [False, True, False]


def test_an_ended_batch_takes_no_more_ticks(sample, issued):
    batch = sample.print_batches.start(ids(issued[:2]), "joined")
    sample.print_batches.close(batch.id)

    assert not sample.print_batches.batch(batch.id).is_open
    with pytest.raises(Refused, match="print-batch-closed"):
        sample.print_batches.mark_printed(batch.id, ids(issued[:1]))


def test_only_valid_certificates_are_printed(sample, issued):
    sample.certificates.revoke(issued[0].id, "Wrong person.")
    with pytest.raises(Refused, match="certificate-not-valid"):
        sample.print_batches.start(ids(issued), "joined")
    with pytest.raises(Refused, match="no-certificates"):
        sample.print_batches.start([], "joined")
    with pytest.raises(NotFound):
        sample.print_batches.start(["none"], "joined")
    with pytest.raises(NotFound):
        sample.print_batches.batch("none")


def test_the_pile_lies_in_the_order_of_handing_out(sample, issued):
    def names(order):
        batch = sample.print_batches.start(ids(issued), "joined", order=order)
        return [item.holder for item in batch.items]

    people = {row.holder: row.participant_id for row in issued}
    sort_keys = {
        row["id"]: row["sort_key"]
        for row in sample.database.rows("SELECT id, sort_key FROM participant")
    }
    assert names(HandOutOrder.ENROLMENT) == names("serial") == [row.holder for row in issued]
    by_name = [sort_keys[people[name]].casefold() for name in names(HandOutOrder.NAME)]
    assert by_name[0][0] <= by_name[5][0] <= by_name[-1][0]
    assert names(HandOutOrder.NAME) != names(HandOutOrder.SERIAL)


def test_handing_out_is_ticked_and_the_tick_taken_back(sample, issued):
    day = date(2026, 10, 22)
    batch = sample.print_batches.start(ids(issued[:2]), "joined")
    sample.print_batches.hand_out(ids(issued[:2]), day)
    assert [item.handed_out_on for item in sample.print_batches.batch(batch.id).items] == [day, day]
    sample.print_batches.take_back_hand_out([issued[0].id])
    assert sample.certificates.certificate(issued[0].id).handed_out_on is None
    assert sample.undo().name == "hand-out-taken-back"
    assert sample.certificates.certificate(issued[0].id).handed_out_on == day


def test_files_are_named_after_a_pattern(issued):
    assert certificate_file_names(issued[:1]) == ["Amina-El-Idrissi-LQC-2026-0001.pdf"]
    assert certificate_file_names(issued[:1], "{serial} {date} {award}") == [
        "LQC-2026-0001-2026-10-20-Certificate-of-achievement.pdf"
    ]
    names = certificate_file_names(issued, "{award}")
    assert len({name.casefold() for name in names}) == len(issued)


@pytest.mark.parametrize(
    "pattern",
    ["", "certificate", "{name", "{name!r}", "{}", "{name.__class__}", "}{name}", "{Name}"],
)
def test_a_pattern_holds_known_fields_and_one_at_least(pattern):
    with pytest.raises(Refused, match="file-pattern-wrong"):
        check_file_pattern(pattern)


@given(st.text(max_size=40).filter(lambda text: "{" not in text))
def test_a_pattern_without_a_field_is_refused(pattern):
    with pytest.raises(Refused, match="file-pattern-wrong"):
        check_file_pattern(pattern)
