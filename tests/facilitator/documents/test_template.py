import json
from dataclasses import replace

import pytest

from facilitator.documents.template import Box, ImageElement
from facilitator.documents.template_file import (
    SUFFIX,
    checked,
    read_template,
    shipped_template,
    shipped_templates,
    template_from,
    write_template,
)
from facilitator.errors import Refused
from facilitator.resources import resource


def a_template():
    return json.loads(resource("templates", "guilloche.json").read_text(encoding="utf-8"))


def an_element(data, name="holder"):
    return next(each for each in data["layouts"][0]["elements"] if each["id"] == name)


def place_of(data, name="holder"):
    ids = [each["id"] for each in data["layouts"][0]["elements"]]
    return f"layouts[0].elements[{ids.index(name)}]"


def refusal(data):
    content = data if isinstance(data, bytes) else json.dumps(data).encode()
    with pytest.raises(Refused) as refused:
        template_from(content)
    assert refused.value.code == "template-not-valid"
    return refused.value.params["where"], refused.value.params["why"]


def test_six_templates_are_shipped_each_named_after_its_file():
    assert set(shipped_templates()) == {
        "guilloche", "two-languages", "stars", "ink-saving", "lantern", "pre-printed",
    }  # fmt: skip
    for name in shipped_templates():
        assert shipped_template(name).name == name


@pytest.mark.parametrize("name", shipped_templates())
def test_a_template_is_written_as_it_was_read(name, tmp_path):
    template = shipped_template(name)
    out = tmp_path / f"shared{SUFFIX}"

    write_template(template, out)

    assert read_template(out) == template
    assert out.read_bytes() == resource("templates", f"{name}.json").read_bytes()


def test_a_picture_travels_with_its_template():
    picture = b"\x89PNG\r\n\x1a\n and so on"
    element = ImageElement(id="own", box=Box(10, 10, 20, 20), source="emblem")
    template = shipped_template("guilloche")
    layout = template.layouts[0].with_elements([*template.layouts[0].elements, element])
    changed = replace(template.with_layout(layout), pictures=(("emblem", picture),))

    assert checked(changed).pictures_by_name["emblem"] == picture


def test_a_template_that_does_not_exist_is_refused():
    with pytest.raises(Refused, match="template-unknown"):
        shipped_template("../../etc/passwd")


def test_what_is_not_json_is_refused():
    assert refusal(b"\xff\x00") == ("file", "not-json")
    assert refusal(b"[" * 100_000) == ("file", "not-json")
    assert refusal(b"[1]") == ("template", "not-an-object")


def test_a_huge_file_is_refused():
    assert refusal(b" " * 7_000_000) == ("file", "too-large")
    assert refusal(a_template() | {"title": "x" * 300_000}) == ("file", "too-large")


def test_a_template_of_another_version_is_refused():
    assert refusal(a_template() | {"format": 1}) == ("format", "made-by-another-version")


@pytest.mark.parametrize("number", [1e300, -1e9, "12", None, True, float("nan"), float("inf")])
def test_absurd_numbers_are_refused_by_name(number):
    data = a_template()
    an_element(data)["box"][2] = number

    where, why = refusal(data)

    assert where == f"{place_of(data)}.box"
    assert why in {"out-of-range", "not-a-number"}


@pytest.mark.parametrize("box", [[280, 10, 50, 10], [-60, 0, 50, 10], [10, 10, -5, 5]])
def test_a_box_off_the_page_is_refused(box):
    data = a_template()
    an_element(data)["box"] = box

    assert refusal(data) == (f"{place_of(data)}.box", "off-the-page")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("font", "Comic"),
        ("ink", "red"),
        ("align", "left"),
        ("when", ["always"]),
        ("hold", ["centre"]),
        ("run", "something"),
        ("size", 1000),
        ("lines", 1.5),
        ("language", "../x"),
        ("smaller_than", "nobody"),
        ("locked", 1),
        ("id", "../x"),
    ],
)
def test_unknown_words_are_refused_by_name(key, value):
    data = a_template()
    place = place_of(data)
    an_element(data)[key] = value

    where, _ = refusal(data)

    assert where == f"{place}.{key}"


@pytest.mark.parametrize("field", ["name", "holder.__class__", "0", "", "holder!r"])
def test_a_field_that_does_not_exist_is_refused_by_its_name(field):
    data = a_template()
    an_element(data)["text"] = f"For {{{field}}}"

    with pytest.raises(Refused) as refused:
        template_from(json.dumps(data).encode())

    assert refused.value.code == "template-field-unknown"
    assert refused.value.params["field"] == field


def test_a_lone_brace_is_refused():
    data = a_template()
    an_element(data)["text"] = "{holder"

    assert refusal(data) == (f"{place_of(data)}.text", "lone-brace")


def test_two_elements_of_one_id_are_refused():
    data = a_template()
    data["layouts"][0]["elements"].append(an_element(data))

    assert refusal(data)[1] == "twice"


def test_thousands_of_elements_are_refused():
    data = a_template()
    data["layouts"][0]["elements"] *= 20

    assert refusal(data) == ("layouts[0].elements", "not-a-list")


def test_a_colour_must_be_a_colour():
    data = a_template()
    data["inks"]["first"] = "#12345"

    assert refusal(data) == ("inks.first", "not-a-colour")


@pytest.mark.parametrize("content", ["%%%", "aGVsbG8=", 12])
def test_a_picture_must_be_a_picture(content):
    data = a_template() | {"pictures": {"emblem": content}}

    assert refusal(data) == ("pictures.emblem", "not-a-picture")


@pytest.mark.parametrize("name", shipped_templates())
def test_an_element_keeps_its_distance_to_what_it_holds_on_another_paper(name):
    for layout in shipped_template(name).layouts:
        wide, high = layout.width + 20, layout.height + 30
        fitted, scale = layout.fitted(wide, high)

        assert scale == 1.0
        for before, after in zip(layout.elements, fitted.elements, strict=True):
            moved = {"left": 0, "both": 0, "centre": 10, "right": 20}[before.across]
            grown = 20 if before.across == "both" else 0
            assert after.box.x == pytest.approx(before.box.x + moved)
            assert after.box.width == pytest.approx(before.box.width + grown)


def test_what_was_mirrored_twice_is_as_before():
    for layout in shipped_template("ink-saving").layouts:
        again = layout.mirrored().mirrored()
        for before, after in zip(layout.elements, again.elements, strict=True):
            assert after.across == before.across
            assert after.box.x == pytest.approx(before.box.x)
