import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.certificates.statement import (
    PLACEHOLDERS,
    compose,
    date_in_words,
    dates_in_words,
    fill,
    has_lone_brace,
    list_of_outcomes,
    list_of_skills,
    time_in_words,
    unknown_placeholders,
)
from facilitator.resources import resource

SAMPLE = json.loads(resource("content", "sample_programme.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "person", SAMPLE["expected"]["participants"], ids=lambda p: p["participant"]
)
def test_contact_time_reads_as_on_the_sample_certificates(person):
    assert time_in_words(person["contact_minutes"]) == person["contact_time"]


def test_less_than_an_hour_is_said_in_minutes():
    assert time_in_words(45) == "45 min"


def test_dates_are_written_in_words():
    assert date_in_words(date(2026, 9, 7)) == "7 September 2026"


@pytest.mark.parametrize("rule", SAMPLE["certificate_rules"]["rules"], ids=lambda rule: rule["id"])
def test_the_statements_of_the_sample_use_known_placeholders_only(rule):
    assert unknown_placeholders(rule["statement"] + rule["small_print"]) == ()


def test_unknown_placeholders_are_named():
    assert unknown_placeholders("{display_name} {naem} {city} {naem}") == ("naem",)


def test_a_name_that_looks_like_a_placeholder_stays_a_name():
    filled = fill("{display_name} in {city}", {"display_name": "{city} {0.__class__}", "city": "X"})

    assert filled == "{city} {0.__class__} in X"


@given(st.dictionaries(st.sampled_from(PLACEHOLDERS), st.text()), st.text())
def test_text_without_braces_is_left_as_it_is(values, text):
    plain = text.replace("{", "(")

    assert fill(plain, values) == plain


@given(
    st.lists(st.sampled_from([*PLACEHOLDERS, "other", "__class__"]), max_size=8),
    st.fixed_dictionaries({name: st.text(max_size=20) for name in PLACEHOLDERS}),
)
def test_each_placeholder_becomes_its_value_and_nothing_else_changes(names, values):
    text = "|".join("{" + name + "}" for name in names)

    wanted = "|".join(values.get(name, "{" + name + "}") for name in names)
    assert fill(text, values) == wanted


def test_sentences_become_one_list():
    assert list_of_outcomes(["Listen well.", "Test a claim."]) == "Listen well; Test a claim"


def test_skills_are_listed_with_their_levels():
    assert list_of_skills([("Creativity", "Confident"), ("Adaptability", "Practising")]) == (
        "Creativity (Confident), Adaptability (Practising)"
    )


def test_one_day_and_several_are_said_in_words():
    first, last = date(2026, 9, 17), date(2026, 10, 15)

    assert dates_in_words(first, first) == "on 17 September 2026"
    assert dates_in_words(first, last) == "from 17 September 2026 to 15 October 2026"


@given(
    st.lists(st.sampled_from(PLACEHOLDERS), max_size=6),
    st.fixed_dictionaries(
        {name: st.text("ab, .", min_size=1).filter(str.strip) for name in PLACEHOLDERS}
    ),
)
def test_where_nothing_is_empty_composing_is_filling(names, values):
    text = ". ".join("Here {" + name + "}, there" for name in names)

    assert compose(text, values) == fill(text, values)


def test_what_is_empty_takes_its_comma_along():
    composed = compose("At {venue}, {city}, {dates}.", {"venue": "X", "city": "", "dates": "now"})

    assert composed == "At X, now."


def test_a_sentence_about_an_empty_list_is_left_out():
    text = "Aims: {learning_outcomes}. It was fun."

    assert compose(text, {"learning_outcomes": ""}) == "It was fun."
    assert compose("Aims {learning_outcomes}.", {"learning_outcomes": ""}) == "Aims."


@pytest.mark.parametrize("text", ["{display_name", "name}", "{{city}", "a } b {"])
def test_a_brace_without_its_partner_is_seen(text):
    assert has_lone_brace(text)


def test_placeholders_alone_leave_no_lone_brace():
    assert not has_lone_brace(" ".join("{" + name + "}" for name in PLACEHOLDERS))


def test_what_looks_like_a_placeholder_is_named_too():
    assert unknown_placeholders("{first date} {2}") == ("first date", "2")
