from datetime import UTC, date, datetime

import pytest

from facilitator.clock import SetClock
from facilitator.errors import NotFound, Refused
from facilitator.exchange.content import read_content
from facilitator.exchange.sample import issue_dates
from facilitator.workbook import Workbook

SAMPLE = read_content("sample_programme")
EXPECTED = {person["participant"]: person for person in SAMPLE["expected"]["participants"]}


@pytest.fixture(scope="module")
def _sample(tmp_path_factory):
    path = tmp_path_factory.mktemp("sample") / "sample.facilitator"
    with Workbook.create(path, time_zone="Europe/Lisbon") as workbook:
        workbook.load_sample()
    return path.read_bytes()


@pytest.fixture
def workbook(tmp_path, _sample):
    path = tmp_path / "sample.facilitator"
    path.write_bytes(_sample)
    clock = SetClock(datetime(2026, 10, 20, 10, 0, tzinfo=UTC))
    with Workbook.open(path, clock=clock) as workbook:
        yield workbook


@pytest.fixture
def programme(workbook):
    return workbook.planning.programmes()[0].id


@pytest.fixture
def keys(workbook):
    """The sample's key of each participant."""
    rows = workbook.database.rows("SELECT id, seed_key FROM participant")
    return {row["id"]: row["seed_key"] for row in rows}


def issue_all(workbook, programme, keys):
    days = issue_dates(SAMPLE)
    by_person = {key: days[seed] for key, seed in keys.items()}
    return workbook.certificates.issue(programme, issued_on_by_person=by_person)


def candidate_of(workbook, programme, keys, seed):
    return next(
        each
        for each in workbook.certificates.candidates(programme)
        if keys[each.participant_id] == seed
    )


def test_everybody_is_a_candidate_for_the_award_worked_out_by_hand(workbook, programme, keys):
    awards = {
        keys[each.participant_id]: each.award_key
        for each in workbook.certificates.candidates(programme)
    }

    assert awards == {seed: person["award"] for seed, person in EXPECTED.items()}


def test_serials_and_dates_are_as_worked_out_by_hand(workbook, programme, keys):
    issued = issue_all(workbook, programme, keys)

    found = {keys[row.participant_id]: (row.serial, row.issued_on.isoformat()) for row in issued}
    assert found == {
        seed: (person["serial"], person["issue_date"])
        for seed, person in EXPECTED.items()
        if person["award"]
    }


def test_what_is_printed_is_kept_word_for_word(workbook, programme, keys):
    row = issue_all(workbook, programme, keys)[0]

    assert row.statement == (
        "This certifies that Amina El Idrissi completed the workshop series Future Skills in our"
        " City at Tide Room, Lantern Quay Community Centre, Novaport, from 17 September 2026 to"
        " 15 October 2026 (5 of 5 sessions, 9 h 10 min) and showed the skills listed below."
    )
    assert row.small_print.startswith("Skills shown: Critical thinking (Confident), ")
    assert workbook.certificates.certificate(row.id) == row


def test_issuing_again_issues_nothing(workbook, programme, keys):
    issue_all(workbook, programme, keys)

    with pytest.raises(Refused, match="nothing-to-issue"):
        workbook.certificates.issue(programme)


def test_undo_passes_over_issued_certificates(workbook, programme, keys):
    workbook.people.add("Somebody Else")
    issue_all(workbook, programme, keys)

    undone = workbook.undo()

    assert undone is not None
    assert undone.name == "participant-added"
    assert len(workbook.certificates.register(programme)) == 23


def test_a_number_is_never_given_twice(workbook, programme, keys):
    first = workbook.certificates.issue(programme, [next(iter(keys))])
    workbook.certificates.revoke(first[0].id, "Wrong person.")
    second = workbook.certificates.issue(programme, [next(iter(keys))])

    assert [first[0].serial, second[0].serial] == ["LQC-2026-0001", "LQC-2026-0002"]


def test_numbers_begin_anew_with_the_year(workbook, programme, keys):
    people = list(keys)
    rows = [
        *workbook.certificates.issue(programme, people[:1], on=date(2026, 12, 31)),
        *workbook.certificates.issue(programme, people[1:2], on=date(2027, 1, 1)),
    ]

    assert [row.serial for row in rows] == ["LQC-2026-0001", "LQC-2027-0001"]


def test_a_correction_of_the_register_shows_that_a_certificate_is_stale(workbook, programme, keys):
    issue_all(workbook, programme, keys)
    before = candidate_of(workbook, programme, keys, "p-kwame")
    workshop = workbook.planning.workshops(programme)[4].id

    workbook.attendance.mark(workshop, before.participant_id, "absent")

    after = candidate_of(workbook, programme, keys, "p-kwame")
    assert not before.stale
    assert {"workshops", "minutes", "dates"} == {reason.value for reason in after.stale_reasons}


def test_a_corrected_name_makes_a_certificate_stale_and_a_new_one_replaces_it(
    workbook, programme, keys
):
    issue_all(workbook, programme, keys)
    old = candidate_of(workbook, programme, keys, "p-hoa")
    workbook.people.update(old.participant_id, name="Nguyễn Thị Hòa")
    assert [
        reason.value for reason in candidate_of(workbook, programme, keys, "p-hoa").stale_reasons
    ] == ["name"]

    new = workbook.certificates.replace(old.issued.id)

    assert (new.holder, new.replaces_id, new.serial) == (
        "Nguyễn Thị Hòa",
        old.issued.id,
        "LQC-2026-0024",
    )
    assert workbook.certificates.certificate(old.issued.id).state.value == "replaced"
    assert not candidate_of(workbook, programme, keys, "p-hoa").stale


def test_a_revoked_certificate_is_not_issued_anew_by_the_next_batch(workbook, programme, keys):
    rows = issue_all(workbook, programme, keys)
    workbook.certificates.revoke(rows[0].id, "Issued by mistake.")

    with pytest.raises(Refused, match="nothing-to-issue"):
        workbook.certificates.issue(programme)
    assert candidate_of(workbook, programme, keys, "p-amina").was_revoked
    assert workbook.certificates.counts()["certificate-of-achievement"] == 9


def test_a_certificate_is_revoked_once_and_with_a_reason(workbook, programme, keys):
    row = issue_all(workbook, programme, keys)[0]

    with pytest.raises(Refused, match="reason-empty"):
        workbook.certificates.revoke(row.id, "  ")
    workbook.certificates.revoke(row.id, "Wrong name.")
    with pytest.raises(Refused, match="certificate-not-valid"):
        workbook.certificates.revoke(row.id, "Again.")


def test_an_award_can_be_decided_by_hand_with_a_reason(workbook, programme, keys):
    person = candidate_of(workbook, programme, keys, "p-ravichandran")
    award = "certificate-of-participation"

    workbook.certificates.decide(programme, person.participant_id, award, "Shift work.")
    decided = candidate_of(workbook, programme, keys, "p-ravichandran")
    assert (decided.award_key, decided.override.reason) == (award, "Shift work.")

    workbook.certificates.follow_rules(programme, person.participant_id)
    again = candidate_of(workbook, programme, keys, "p-ravichandran")
    assert (again.award_key, again.override) == ("record-of-attendance", None)


def test_an_award_can_be_withheld(workbook, programme, keys):
    person = candidate_of(workbook, programme, keys, "p-amina")
    workbook.certificates.decide(programme, person.participant_id, None, "Asked for none.")

    assert len(issue_all(workbook, programme, keys)) == 22


def test_all_are_issued_or_none(workbook, programme, keys, monkeypatch):
    seen = []

    def failing(row):
        seen.append(row)
        if len(seen) == 5:
            raise OSError("the disk")
        return real(row)

    from facilitator.certificates import store

    real = store.certificate_values
    monkeypatch.setattr(store, "certificate_values", failing)
    with pytest.raises(OSError, match="the disk"):
        issue_all(workbook, programme, keys)
    monkeypatch.undo()

    assert workbook.certificates.register() == []
    assert issue_all(workbook, programme, keys)[0].serial == "LQC-2026-0001"


def test_skills_are_on_the_page_of_those_awards_only_that_show_them(workbook, programme, keys):
    rows = issue_all(workbook, programme, keys)
    pages = workbook.certificates.pages([row.id for row in rows])

    shown = {page.certificate.award: bool(page.certificate.skills) for page in pages}
    assert shown == {
        "certificate-of-achievement": True,
        "certificate-of-participation": False,
        "record-of-attendance": False,
    }


def test_prints_are_counted(workbook, programme, keys):
    row = issue_all(workbook, programme, keys)[0]
    workbook.certificates.count_prints([row.id])
    workbook.certificates.count_prints([row.id])

    assert workbook.certificates.certificate(row.id).prints == 2


def test_a_centre_has_to_be_known_before_anything_is_issued(tmp_path):
    with Workbook.create(tmp_path / "w.facilitator") as workbook:
        programme = workbook.planning.add_programme("Sewing")
        with pytest.raises(Refused, match="centre-missing"):
            workbook.certificates.issue(programme)


def test_what_is_not_there_is_not_found(workbook):
    with pytest.raises(NotFound):
        workbook.certificates.certificate("none")
    with pytest.raises(NotFound):
        workbook.certificates.candidates("none")
