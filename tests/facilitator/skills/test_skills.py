import pytest

from facilitator.errors import NotFound, Refused
from facilitator.exchange.content import read_content
from facilitator.workbook import Workbook

SAMPLE = read_content("sample_programme")


@pytest.fixture(scope="module")
def _planned(tmp_path_factory):
    path = tmp_path_factory.mktemp("sample") / "sample.facilitator"
    with Workbook.create(path, time_zone="Europe/Lisbon") as workbook:
        workbook.load_sample(through="planned")
    return path.read_bytes()


@pytest.fixture
def workbook(tmp_path, _planned):
    path = tmp_path / "sample.facilitator"
    path.write_bytes(_planned)
    with Workbook.open(path) as workbook:
        yield workbook


@pytest.fixture
def place(workbook):
    """A programme, its first workshop and one participant."""
    programme = workbook.planning.programmes()[0].id
    workshop = workbook.planning.workshops(programme)[0].id
    return programme, workshop, workbook.people.search("amina")[0].id


def test_the_framework_is_there_with_everything_to_look_for(workbook):
    framework = workbook.skills.framework()

    assert [level.label for level in framework.levels] == [
        "Aware",
        "Practising",
        "Confident",
        "Leading others",
    ]
    assert len(framework.skills) == 5
    indicators = [each for skill in framework.skills for each in skill.indicators]
    assert len(indicators) == 22
    assert all(set(each.descriptors) == {1, 2, 3, 4} for each in indicators)
    assert all(each.look_for and each.relations for each in indicators)


def test_an_observation_of_an_indicator_counts_for_its_skill(workbook, place):
    programme, workshop, person = place
    workbook.skills.observe(person, workshop, "question-claims", 3, "Asked who says so.")

    (row,) = workbook.skills.observations(programme_id=programme)
    assert (row.skill_key, row.indicator_key, row.level_label) == (
        "critical-thinking",
        "question-claims",
        "Confident",
    )
    evidence = workbook.skills.evidence(programme)[person]
    assert (evidence.observations, evidence.skill_levels) == (1, {"critical-thinking": 3})


def test_a_note_without_a_level_is_a_note_and_no_zero(workbook, place):
    programme, workshop, person = place
    workbook.skills.observe(person, workshop, "creativity", None, "Listened today.")

    evidence = workbook.skills.evidence(programme)[person]
    assert (evidence.observations, evidence.skill_levels) == (1, {})


def test_the_highest_level_seen_is_what_counts(workbook, place):
    programme, workshop, person = place
    for level in (2, 4, 3):
        workbook.skills.observe(person, workshop, "creativity", level)

    assert workbook.skills.evidence(programme)[person].skill_levels == {"creativity": 4}


@pytest.mark.parametrize(
    ("skill", "level", "note", "code"),
    [
        ("flying", 2, "", "skill-unknown"),
        ("creativity", 5, "", "level-unknown"),
        ("creativity", None, "  ", "observation-empty"),
    ],
)
def test_what_makes_no_observation_is_refused(workbook, place, skill, level, note, code):
    _, workshop, person = place

    with pytest.raises(Refused, match=code):
        workbook.skills.observe(person, workshop, skill, level, note)
    assert workbook.skills.count() == 0


def test_an_observation_can_be_corrected_deleted_and_brought_back(workbook, place):
    _, workshop, person = place
    key = workbook.skills.observe(person, workshop, "creativity", 2, "Drew.")

    workbook.skills.change_observation(key, level=3, note="Drew and tested.")
    assert workbook.skills.observation(key).level == 3
    workbook.skills.delete_observation(key)
    with pytest.raises(NotFound):
        workbook.skills.observation(key)
    workbook.undo()
    assert workbook.skills.observation(key).note == "Drew and tested."


def test_sheets_give_the_uplift_worked_out_by_hand(workbook, place):
    programme = place[0]
    hand_in_everything(workbook, programme)

    for skill in workbook.skills.uplift(programme):
        for comparison, wanted in SAMPLE["expected"]["totals"]["uplift"][skill.skill_key].items():
            change = getattr(skill, comparison)
            assert {each: float(getattr(change, each)) for each in wanted} == wanted


def hand_in_everything(workbook, programme):
    ids = {
        row["seed_key"]: row["id"]
        for row in workbook.database.rows("SELECT id, seed_key FROM participant")
    }
    for seed, key in ids.items():
        rows = [row for row in SAMPLE["self_check"]["ratings"] if row["participant"] == seed]
        for occasion, moments in (("start", ("start",)), ("end", ("then", "now"))):
            sheet = {each: {row["skill"]: row[each] for row in rows} for each in moments}
            if any(level is not None for levels in sheet.values() for level in levels.values()):
                workbook.skills.hand_in_self_check(key, programme, occasion, sheet)


def test_a_sheet_handed_in_again_replaces_the_first(workbook, place):
    programme, _, person = place
    for level in (2, 3):
        workbook.skills.hand_in_self_check(
            person, programme, "start", {"start": {"creativity": level, "adaptability": None}}
        )

    (rating,) = workbook.skills.self_ratings(programme)
    assert (rating.skill_key, rating.start, rating.now) == ("creativity", 3, None)
    assert len(workbook.skills.self_checks(programme)) == 1


def test_ratings_of_another_moment_do_not_belong_on_a_sheet(workbook, place):
    programme, _, person = place

    with pytest.raises(Refused, match="self-check-wrong-moment"):
        workbook.skills.hand_in_self_check(person, programme, "start", {"now": {"creativity": 3}})


def test_a_sheet_can_be_taken_back(workbook, place):
    programme, _, person = place
    sheet = {"then": {"creativity": 2}, "now": {"creativity": 3}}
    workbook.skills.hand_in_self_check(person, programme, "end", sheet)
    assert workbook.skills.evidence(programme)[person].end_self_check

    workbook.skills.take_back_self_check(person, programme, "end")

    assert workbook.skills.evidence(programme) == {}
    assert workbook.skills.self_ratings(programme) == []
