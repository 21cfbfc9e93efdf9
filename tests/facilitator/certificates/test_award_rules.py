from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facilitator.certificates.award_rules import MAX_SIGNATORIES, OFFERED_KINDS, RANGES, in_order
from facilitator.certificates.eligibility import Conditions
from facilitator.certificates.model import AwardKind, RuleDraft
from facilitator.certificates.statement import PLACEHOLDERS, unknown_placeholders
from facilitator.certificates.usual_rules import USUAL_RULES
from facilitator.clock import SetClock
from facilitator.documents import certificate_page
from facilitator.errors import NotFound, Refused
from facilitator.workbook import Workbook


@pytest.fixture
def workbook(tmp_path):
    clock = SetClock(datetime(2026, 10, 20, 10, 0, tzinfo=UTC))
    with Workbook.create(
        tmp_path / "centre.facilitator", centre_name="Mill House", time_zone="UTC", clock=clock
    ) as workbook:
        yield workbook


@pytest.fixture
def programme(workbook):
    return workbook.start_programme("Mending together")


def an_award(**changes):
    usual = RuleDraft(
        kind=AwardKind.PARTICIPATION,
        title="Took part",
        conditions=Conditions(min_workshops=1),
        statement="{display_name} took part.",
    )
    return replace(usual, **changes)


def drafts_of(workbook, programme):
    return [RuleDraft.of(rule) for rule in workbook.certificates.rules(programme)]


def two_people_at_two_workshops(workbook, programme):
    """Amina was at both workshops of an hour, Bo at the first."""
    workshops = [
        workbook.planning.add_workshop(programme, f"Evening of {starts}", starts, "UTC", 3600)
        for starts in ("2026-10-08T17:00", "2026-10-15T17:00")
    ]
    people = [workbook.people.add(name) for name in ("Amina El Idrissi", "Bo")]
    for person in people:
        workbook.people.enrol(person, programme, datetime(2026, 10, 1, tzinfo=UTC).date())
    for workshop in workshops:
        workbook.attendance.mark(workshop, people[0])
    workbook.attendance.mark(workshops[0], people[1])
    return workshops, people


def test_a_programme_that_is_started_gives_the_usual_awards_in_one_action(workbook, programme):
    kinds = [rule.kind for rule in workbook.certificates.rules(programme)]

    assert kinds == list(OFFERED_KINDS)
    assert workbook.undo().name == "programme-added"
    assert workbook.planning.programmes() == []
    assert workbook.certificates.rules(programme) == []


@pytest.mark.parametrize("draft", USUAL_RULES, ids=lambda draft: draft.kind.value)
def test_the_usual_awards_use_known_placeholders_only(draft):
    assert unknown_placeholders(draft.statement + draft.small_print) == ()


def test_the_usual_awards_are_not_given_twice(workbook, programme):
    with pytest.raises(Refused, match="awards-present"):
        workbook.certificates.give_usual_rules(programme)


def test_what_is_set_is_what_stands(workbook, programme):
    signatory = workbook.centre.add_signatory("Grace Obi", "Facilitator")
    conditions = Conditions(
        min_workshops=2,
        min_contact_percent=Decimal("66.7"),
        min_contact_minutes=90,
        needs_end_self_check=True,
        min_observations=3,
        min_observed_skills=2,
        min_observed_level=3,
    )
    award = an_award(
        kind=AwardKind.ACHIEVEMENT,
        conditions=conditions,
        small_print="At {venue}.",
        signatory_ids=(signatory,),
    )

    (rule,) = workbook.certificates.set_rules(programme, [award])

    assert rule.conditions == conditions
    assert replace(RuleDraft.of(rule), rule_id=None) == award
    assert [each.name for each in rule.signatories] == ["Grace Obi"]


def test_setting_the_same_awards_again_is_no_action(workbook, programme):
    before = workbook.history()

    workbook.certificates.set_rules(programme, drafts_of(workbook, programme))

    assert workbook.history() == before


def test_changing_moving_adding_and_removing_are_one_action_that_undo_takes_back(
    workbook, programme
):
    before = workbook.certificates.rules(programme)
    record, participation, _achievement = drafts_of(workbook, programme)
    added = an_award(title="Came often", conditions=Conditions(min_workshops=4))

    after = workbook.certificates.set_rules(
        programme, [added, replace(participation, title="Took part"), record]
    )

    assert [rule.title for rule in after] == ["Record of attendance", "Came often", "Took part"]
    assert workbook.history()[0].name == "award-rules-changed"
    workbook.undo()
    assert workbook.certificates.rules(programme) == before
    workbook.redo()
    assert workbook.certificates.rules(programme) == after


def test_awards_of_the_same_kind_are_counted_apart(workbook, programme):
    drafts = [an_award(title="One"), an_award(title="Two")]

    keys = [rule.key for rule in workbook.certificates.set_rules(programme, drafts)]

    assert keys == ["certificate-of-participation", "certificate-of-participation-2"]


def test_a_rule_may_change_or_go_and_the_register_stays(workbook, programme):
    two_people_at_two_workshops(workbook, programme)
    issued = workbook.certificates.issue(programme)

    workbook.certificates.set_rules(programme, [an_award(title="Something else")])

    register = workbook.certificates.register(programme)
    assert [replace(row, rule_id=None) for row in register] == [
        replace(row, rule_id=None) for row in issued
    ]
    workbook.undo()
    assert workbook.certificates.register(programme) == issued


def test_awards_that_certificates_were_issued_for_are_not_undone_away(workbook, programme):
    two_people_at_two_workshops(workbook, programme)
    workbook.certificates.set_rules(programme, [an_award()])
    issued = workbook.certificates.issue(programme)

    with pytest.raises(Refused, match="changed-since"):
        workbook.undo()

    assert workbook.certificates.register(programme) == issued


def test_an_award_that_was_given_by_hand_cannot_go(workbook, programme):
    _workshops, people = two_people_at_two_workshops(workbook, programme)
    workbook.certificates.decide(programme, people[1], "certificate-of-achievement", "Seen.")

    with pytest.raises(Refused, match="award-decided-by-hand"):
        workbook.certificates.set_rules(programme, drafts_of(workbook, programme)[:2])


REFUSED = {
    "title-empty": ({"title": " \u200b "}, "title"),
    "title-too-long": ({"title": "x" * 101}, "title"),
    "text-empty": ({"statement": "\n"}, "statement"),
    "text-too-long": ({"small_print": "x" * 1201}, "small_print"),
    "placeholder-unknown": ({"small_print": "At {vanue}."}, "small_print"),
    "brace-alone": ({"statement": "{display_name took part."}, "statement"),
    "award-kind-not-offered": ({"kind": AwardKind.MICROCREDENTIAL}, "kind"),
    "rule-asks-nothing": ({"conditions": Conditions()}, "min_workshops"),
    "rule-asks-no-presence": ({"conditions": Conditions(min_observations=1)}, "min_workshops"),
    "achievement-without-evidence": ({"kind": AwardKind.ACHIEVEMENT}, "min_observed_skills"),
}


@pytest.mark.parametrize("code", REFUSED)
def test_what_an_award_may_not_be_is_refused_beside_its_field(workbook, programme, code):
    changes, field = REFUSED[code]

    with pytest.raises(Refused, match=code) as refusal:
        workbook.certificates.set_rules(programme, [an_award(title="Fine"), an_award(**changes)])

    assert (refusal.value.params["place"], refusal.value.params["field"]) == (1, field)
    assert len(workbook.certificates.rules(programme)) == len(USUAL_RULES)


def test_an_unknown_placeholder_is_named(workbook, programme):
    with pytest.raises(Refused) as refusal:
        workbook.certificates.set_rules(programme, [an_award(statement="{naem} took part.")])

    assert refusal.value.params["name"] == "{naem}"


def test_two_awards_of_one_name_are_refused(workbook, programme):
    with pytest.raises(Refused, match="award-title-taken"):
        workbook.certificates.set_rules(programme, [an_award(), an_award(title="took  PART")])


def test_the_kind_of_an_award_stays(workbook, programme):
    (record, *_others) = drafts_of(workbook, programme)

    with pytest.raises(Refused, match="award-kind-stays"):
        workbook.certificates.set_rules(programme, [replace(record, kind=AwardKind.PARTICIPATION)])


@pytest.mark.parametrize("field", RANGES)
def test_figures_out_of_their_range_are_refused(workbook, programme, field):
    low, high = RANGES[field]
    seen = {"min_observed_skills": 1, "min_workshops": 1}
    for figure in (low - 1, high + 1):
        conditions = Conditions(**{**seen, field: figure})
        with pytest.raises(Refused, match="condition-out-of-range") as refusal:
            workbook.certificates.set_rules(
                programme, [an_award(kind=AwardKind.ACHIEVEMENT, conditions=conditions)]
            )
        assert refusal.value.params["field"] == field


def test_signatories_must_be_there_and_have_room(workbook, programme):
    with pytest.raises(NotFound):
        workbook.certificates.set_rules(programme, [an_award(signatory_ids=("nobody",))])
    many = tuple(workbook.centre.add_signatory(f"Signatory {n}") for n in range(5))
    with pytest.raises(Refused, match="too-many-signatories"):
        workbook.certificates.set_rules(programme, [an_award(signatory_ids=many)])


def test_as_many_may_sign_as_the_page_has_room_for():
    assert MAX_SIGNATORIES == certificate_page.MAX_SIGNATORIES


def test_a_rule_of_a_programme_that_is_not_there_is_not_found(workbook):
    with pytest.raises(NotFound):
        workbook.certificates.set_rules("nowhere", [an_award()])


def test_where_a_rule_names_nobody_the_centre_signs(workbook, programme):
    for name in ("Grace Obi", "Helen Moss", "Third Person"):
        workbook.centre.add_signatory(name, "Coordinator")
    two_people_at_two_workshops(workbook, programme)

    row = workbook.certificates.issue(programme)[0]

    assert [each.name for each in row.signatories] == ["Grace Obi", "Helen Moss"]


def test_while_nobody_signs_there_is_a_line_for_the_centre(workbook, programme):
    two_people_at_two_workshops(workbook, programme)

    row = workbook.certificates.issue(programme)[0]

    assert [(each.name, each.role) for each in row.signatories] == [("Mill House", "")]


def test_a_certificate_of_a_bare_programme_reads_as_if_nothing_were_missing(workbook, programme):
    two_people_at_two_workshops(workbook, programme)

    amina, bo = workbook.certificates.issue(programme)

    assert amina.statement == (
        "This is to certify that Amina El Idrissi took part in Mending together at Mill House,"
        " from 8 October 2026 to 15 October 2026, in 2 of 2 workshops and for 2 h."
    )
    assert amina.small_print == (
        "Attendance was kept in a register. What was learnt was not assessed."
    )
    assert bo.statement == (
        "This is to record that Bo came to 1 of 2 workshops of Mending together at Mill House,"
        " on 8 October 2026, for 1 h in all."
    )


def test_a_preview_counts_as_the_candidates_do(workbook):
    programme = workbook.load_sample()
    drafts = drafts_of(workbook, programme)

    preview = workbook.certificates.preview_rules(programme, drafts)

    assert (preview.people, preview.none) == ((3, 10, 10), 1)


def test_a_preview_needs_no_words_and_changes_nothing(workbook):
    programme = workbook.load_sample()
    before = workbook.history()
    hard = an_award(title="", statement="", conditions=Conditions(min_workshops=6))

    preview = workbook.certificates.preview_rules(programme, [hard])

    assert (preview.people, preview.none) == ((0,), 24)
    assert workbook.history() == before


def test_a_preview_follows_what_was_decided_by_hand(workbook):
    programme = workbook.load_sample()
    nobody_yet = next(
        each for each in workbook.certificates.candidates(programme) if each.award_key is None
    )
    workbook.certificates.decide(
        programme, nobody_yet.participant_id, "certificate-of-achievement", "Shown elsewhere."
    )

    preview = workbook.certificates.preview_rules(programme, drafts_of(workbook, programme))

    assert (preview.people, preview.none) == ((3, 10, 11), 0)


FIGURES = st.fixed_dictionaries(
    {
        "min_workshops": st.none() | st.integers(1, 6),
        "min_contact_percent": st.none() | st.decimals(1, 100, places=1),
        "min_contact_minutes": st.none() | st.integers(1, 600),
        "needs_end_self_check": st.booleans(),
        "min_observations": st.none() | st.integers(1, 6),
        "min_observed_skills": st.integers(1, 6),
        "min_observed_level": st.integers(1, 4),
    }
)


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    path = tmp_path_factory.mktemp("sample") / "sample.facilitator"
    with Workbook.create(path, time_zone="Europe/Lisbon") as workbook:
        workbook.load_sample()
        yield workbook


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(figures=st.lists(FIGURES, min_size=1, max_size=3))
def test_whatever_the_rules_ask_the_preview_is_what_they_give(sample, figures):
    (row,) = sample.planning.programmes()
    drafts = [
        an_award(kind=AwardKind.ACHIEVEMENT, title=f"Award {n}", conditions=Conditions(**each))
        for n, each in enumerate(figures)
    ]

    preview = sample.certificates.preview_rules(row.id, drafts)
    sample.certificates.set_rules(row.id, drafts)

    titles = [each.award_title for each in sample.certificates.candidates(row.id)]
    assert preview.people == tuple(titles.count(draft.title) for draft in drafts)
    assert preview.none == titles.count("")


@given(st.lists(st.tuples(st.sampled_from(list(AwardKind)), st.text(max_size=3))))
def test_kinds_stand_in_their_order_and_the_rest_stays(pairs):
    drafts = [an_award(kind=kind, title=title) for kind, title in pairs]

    ordered = in_order(drafts)

    ranks = [list(AwardKind).index(draft.kind) for draft in ordered]
    assert ranks == sorted(ranks)
    for kind in AwardKind:
        assert [d.title for d in ordered if d.kind is kind] == [
            d.title for d in drafts if d.kind is kind
        ]


def test_every_placeholder_may_be_used(workbook, programme):
    text = " ".join("{" + name + "}" for name in PLACEHOLDERS)

    (rule,) = workbook.certificates.set_rules(programme, [an_award(statement=text)])

    assert rule.statement == text
