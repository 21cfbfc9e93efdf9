"""The steps of a note without a window: who is meant, what comes first, how one steps back."""

import pytest

from facilitator.planning.model import SkillAim
from facilitator.skills.model import Framework, Indicator, Level, Skill
from ui.skills.observe_flow import ObserveFlow, Person, Step, Target, matching, targets

PEOPLE = (
    Person("1", "Kim Min-ji", "Min-ji", "김민지"),
    Person("2", "Kwame Mensah", "Kwame"),
    Person("3", "Leïla Haddad", "Leïla", "ليلى حداد"),
    Person("4", "Amina El Idrissi", "Amina"),
)


def _indicator(key: str) -> Indicator:
    return Indicator(f"id-{key}", key, key.title(), "", "", (), {})


def _skill(key: str, *indicators: str) -> Skill:
    parts = tuple(_indicator(each) for each in indicators)
    return Skill(f"id-{key}", key, key.title(), key, "", "", parts)


FRAMEWORK = Framework(
    "f",
    "Skills",
    "1",
    "en",
    "",
    (Level(1, "aware", "Aware", "", ""),),
    (_skill("thinking", "question", "weigh"), _skill("creativity", "make", "imagine")),
)


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("", ["1", "2", "3", "4"]),
        ("k", ["1", "2"]),
        ("kw", ["2"]),
        ("leila", ["3"]),
        ("ae", ["4"]),
        ("김", ["1"]),
        ("zz", []),
    ],
)
def test_people_are_found_by_letters_of_any_name_and_by_initials(
    typed: str, ids: list[str]
) -> None:
    assert [person.id for person in matching(PEOPLE, typed)] == ids


def test_what_the_activity_aims_at_comes_first_then_the_same_skill() -> None:
    found = targets(FRAMEWORK, [SkillAim("id-creativity", "id-imagine")])
    assert [each.key for each in found] == ["imagine", "make", "question", "weigh"]
    assert [each.aimed for each in found] == [True, False, False, False]


def test_an_aim_at_a_whole_skill_brings_all_its_parts_to_the_front() -> None:
    found = targets(FRAMEWORK, [SkillAim("id-creativity")])
    assert [each.key for each in found][:2] == ["make", "imagine"]


def test_stepping_back_takes_back_one_answer_at_a_time() -> None:
    flow = ObserveFlow()
    flow.person = PEOPLE[0]
    flow.target = Target("make", "Make", FRAMEWORK.skills[1], None)
    flow.level = 3
    steps = [flow.step]
    steps += [flow.back() for _ in range(4)]

    assert steps == [Step.WORDS, Step.LEVEL, Step.SKILL, Step.WHO, Step.WHO]
