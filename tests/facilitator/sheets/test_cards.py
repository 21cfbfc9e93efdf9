"""Cards and badges as printed, and cards given at the door."""

import pytest

from facilitator.centre.centre import Centre
from facilitator.documents.cards import CardKind, CardSheet, PersonCard, cards_pdf, grid_of
from facilitator.documents.paper import Paper, Sheet
from facilitator.errors import FacilitatorError
from facilitator.planning.planning import Planning
from facilitator.sheets.cards import Cards
from tests.facilitator.documents.paper_builders import (
    HARD_NAMES,
    NAMES,
    page_count,
    picture_of,
    text_of,
)

FREE = "7K2M9QX4TB"


@pytest.fixture
def cards(database, people, attendance):
    return Cards(
        database, Planning(database), people, attendance, Centre(database, usual_time_zone="UTC")
    )


def refusal(call, *args, **options):
    with pytest.raises(FacilitatorError) as refused:
        call(*args, **options)
    return refused.value.code


@pytest.mark.parametrize(("kind", "places"), [(CardKind.CARDS, 10), (CardKind.BADGES, 8)])
@pytest.mark.parametrize("paper", [Paper.A4, Paper.LETTER])
def test_places_lie_side_by_side_on_the_paper(kind, places, paper):
    sheet = Sheet(paper)
    grid = grid_of(kind, sheet)
    x, y = grid.at(grid.places - 1)

    assert grid.places == places
    assert x + grid.width <= sheet.width + 0.01
    assert y + grid.height <= sheet.height + 0.01


@pytest.mark.parametrize("kind", CardKind)
def test_every_name_is_on_its_card(kind):
    people = tuple(PersonCard(name, FREE) for name in list(NAMES.values())[:8])
    content, pages = cards_pdf(CardSheet(people, kind))

    assert pages == page_count(content) == 1
    assert "Amina El Idrissi" in text_of(content)
    assert "Nguyễn Thị Hồng Ngọc" in text_of(content)


@pytest.mark.parametrize("kind", CardKind)
@pytest.mark.parametrize("hard", HARD_NAMES)
def test_a_hard_name_stays_on_its_own_card(kind, hard):
    def beside(name):
        content, _ = cards_pdf(CardSheet((PersonCard(name, FREE),), kind))
        picture = picture_of(content)
        return picture.crop((picture.width // 2 + 8, 0, picture.width, picture.height)).tobytes()

    assert beside(HARD_NAMES[hard]) == beside("Ana")


def test_a_page_that_was_begun_is_used_up():
    person = PersonCard("Amina", FREE)
    whole, pages = cards_pdf(CardSheet((person,) * 3, start=9))
    picture = picture_of(cards_pdf(CardSheet((person,), start=10))[0])

    assert (pages, page_count(whole)) == (2, 2)
    assert min(picture.crop((0, 0, picture.width, picture.height * 3 // 4)).tobytes()) > 250


def test_nobody_and_a_place_beyond_the_page_are_refused():
    assert refusal(cards_pdf, CardSheet(())) == "no-cards"
    sheet = CardSheet((PersonCard("Amina"),), start=11)
    assert refusal(cards_pdf, sheet) == "start-position-out-of-range"


def test_a_card_tells_the_name_and_nothing_else_about_a_person(cards, people):
    key = people.add(
        "Amina El Idrissi", allergies="Zqnuts", phone="+351 555 0100", access_needs="Zqramp",
        district="Zqdistrict", notes="Zqnote", email="zq@example.org",
    )  # fmt: skip
    for kind in CardKind:
        text = text_of(cards.make(kind, [key])[0])
        assert "Amina El Idrissi" in text
        assert "Zq" not in text.replace(people.participant(key).card_code, "")
        assert "555" not in text
        assert "example.org" not in text


def test_everybody_of_a_programme_gets_a_card(cards, enrolled, tmp_path):
    out = tmp_path / "cards.pdf"
    cards.write("cards", out, programme_id="programme")

    text = text_of(out.read_bytes())
    assert all(name in text for name in ("Amina El Idrissi", "Dawit Bekele", "Skills"))


def test_an_unknown_card_becomes_the_walk_ins_own(cards, people, attendance, database):
    scan = cards.scan("7k2m9-qx4tb")
    assert (scan.code, scan.participant_id) == (FREE, None)

    key = cards.walk_in("w1", "Nova Pessoa", scan.code)

    assert cards.scan(FREE).participant_id == key
    assert [row.name for row in attendance.desk("w1").rows] == ["Nova Pessoa"]
    database.undo()
    assert cards.scan(FREE).participant_id is None
    assert attendance.desk("w1").rows == ()


def test_a_card_belongs_to_one_person(cards, enrolled):
    cards.give(enrolled[0], FREE)

    assert refusal(cards.give, enrolled[1], FREE) == "card-code-taken"
    assert refusal(cards.walk_in, "w1", "Ana", FREE) == "card-code-taken"
    assert refusal(cards.scan, "hello") == "not-a-card-code"
    assert cards.scan(FREE).participant_id == enrolled[0]
