import json

import pytest

from facilitator.documents.template import shipped_template, shipped_templates, template_from
from facilitator.errors import Refused
from facilitator.resources import resource


def a_template():
    return json.loads(resource("templates", "guilloche.json").read_text(encoding="utf-8"))


def refusal(data):
    content = data if isinstance(data, bytes) else json.dumps(data).encode()
    with pytest.raises(Refused) as refused:
        template_from(content)
    assert refused.value.code == "template-not-valid"
    return refused.value.params["where"], refused.value.params["why"]


def test_each_shipped_template_is_sound_and_named_after_its_file():
    assert "guilloche" in shipped_templates()
    for name in shipped_templates():
        assert shipped_template(name).name == name


def test_a_template_that_does_not_exist_is_refused():
    with pytest.raises(Refused, match="template-unknown"):
        shipped_template("../../etc/passwd")


def test_what_is_not_json_is_refused():
    assert refusal(b"\xff\x00") == ("file", "not-json")
    assert refusal(b"[" * 100_000) == ("file", "not-json")
    assert refusal(b"[1]") == ("template", "not-an-object")


def test_a_huge_file_is_refused_unread():
    assert refusal(b" " * 300_000) == ("file", "too-large")


def test_a_template_of_a_later_version_is_refused():
    assert refusal(a_template() | {"format": 2}) == ("format", "made-by-another-version")


@pytest.mark.parametrize("number", [1e300, -1e9, "12", None, True, float("nan"), float("inf")])
def test_absurd_numbers_are_refused_by_name(number):
    data = a_template()
    data["layouts"]["landscape"]["fields"][2]["width"] = number

    where, why = refusal(data)

    assert where == "layouts.landscape.fields[2].width"
    assert why in {"out-of-range", "not-a-number"}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("field", "holder.__class__"),
        ("font", "Comic"),
        ("ink", "red"),
        ("align", "left"),
        ("when", ["always"]),
        ("from", ["centre"]),
        ("run", "something"),
        ("sizes", [10]),
    ],
)
def test_unknown_words_are_refused_by_name(key, value):
    data = a_template()
    data["layouts"]["portrait"]["fields"][2][key] = value

    where, _ = refusal(data)

    assert where == f"layouts.portrait.fields[2].{key}"


def test_thousands_of_fields_are_refused():
    data = a_template()
    data["layouts"]["landscape"]["fields"] *= 20

    assert refusal(data) == ("layouts.landscape.fields", "not-a-list")


def test_a_colour_must_be_a_colour():
    data = a_template()
    data["inks"]["first"] = "#12345"

    assert refusal(data) == ("inks.first", "not-a-colour")
