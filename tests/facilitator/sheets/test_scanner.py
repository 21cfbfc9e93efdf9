"""Codes that a scanner types, and codes in pictures."""

import io

import pypdfium2
import pytest
from PIL import Image

from facilitator.documents.cards import CardKind, CardSheet, PersonCard, cards_pdf
from facilitator.sheets.code_pictures import CodeKind, Frame, codes_seen, read_codes
from facilitator.sheets.codes import new_sheet_code, read_sheet_code
from facilitator.sheets.scanner import Scanner

CODE = "7K2M9QX4TB"


def typed(scanner, text, start=10.0, step=0.008):
    at = start
    for char in text:
        scanner.key(char, at)
        at += step
    return at - step


def test_a_scanner_with_enter_gives_its_code():
    scanner = Scanner()
    last = typed(scanner, CODE)

    assert scanner.enter(last + 0.01) == CODE


def test_a_scanner_without_enter_gives_its_code_a_moment_later():
    scanner = Scanner()
    last = typed(scanner, CODE)

    assert scanner.idle(last + 0.05) is None
    assert scanner.idle(last + 0.2) == CODE
    assert scanner.idle(last + 0.4) is None


def test_a_person_who_types_as_much_is_no_scanner():
    scanner = Scanner()
    last = typed(scanner, CODE, step=0.09)

    assert scanner.enter(last + 0.05) is None


def test_letters_typed_just_before_a_scan_are_not_part_of_the_code():
    scanner = Scanner()
    typed(scanner, "am", start=1.0, step=0.2)
    last = typed(scanner, CODE, start=2.0)

    assert scanner.enter(last + 0.01) == CODE


def test_two_scans_one_after_the_other_are_two_codes():
    scanner = Scanner()
    codes = [scanner.enter(typed(scanner, CODE, start=at) + 0.01) for at in (1.0, 1.5)]

    assert codes == [CODE, CODE]


def test_a_barcode_of_something_else_is_no_card():
    scanner = Scanner()

    assert scanner.enter(typed(scanner, "4006381333931") + 0.01) is None


def test_a_flood_of_keys_is_forgotten():
    scanner = Scanner()
    last = typed(scanner, "A" * 100_000, step=0.0001)

    assert scanner.enter(last) is None


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("S1-7K2M9QX4/3", ("S1-7K2M9QX4", 3)),
        ("s1-7k2m9qx4", ("S1-7K2M9QX4", 1)),
        (" 7K2M 9QX4 ", ("S1-7K2M9QX4", 1)),
        ("S1-7K2M9QXO", ("S1-7K2M9QX0", 1)),
        (CODE, None),
        ("", None),
        ("hello", None),
    ],
)
def test_a_sheet_code_is_read_however_it_is_written(text, meant):
    assert read_sheet_code(text) == meant


def test_sheet_codes_differ_and_read_as_themselves():
    codes = {new_sheet_code() for _ in range(100)}

    assert len(codes) == 100
    assert all(read_sheet_code(code) == (code, 1) for code in codes)


def test_the_codes_of_printed_cards_are_read_back(tmp_path):
    people = tuple(PersonCard(f"Person {number}", f"7K2M9QX4{number:02}") for number in range(12))
    path = tmp_path / "cards.pdf"
    path.write_bytes(cards_pdf(CardSheet(people, CardKind.CARDS))[0])

    found = read_codes(path)

    assert {code.code for code in found} == {person.code for person in people}
    assert {code.kind for code in found} == {CodeKind.CARD}


class FakeCamera:
    """Shows pictures that were made beforehand."""

    def __init__(self, *frames):
        self._frames = frames

    def frames(self):
        yield from self._frames


def frame_with(code):
    content, _ = cards_pdf(CardSheet((PersonCard("Amina", code),), CardKind.CARDS))
    picture = pypdfium2.PdfDocument(content)[0].render(scale=2).to_pil().convert("L")
    cut = picture.crop((0, 0, picture.width, picture.height // 2))
    return Frame(cut.tobytes(), cut.width, cut.height)


def test_a_card_held_before_a_camera_is_seen_once():
    first, second = frame_with(CODE), frame_with("7K2M9QX4TC")
    nothing = Frame(bytes(640 * 480), 640, 480)
    torn = Frame(b"abc", 640, 480)

    seen = codes_seen(FakeCamera(nothing, first, first, torn, first, second))

    assert [code.code for code in seen] == [CODE, "7K2M9QX4TC"]


def test_a_picture_without_a_code_has_none(tmp_path):
    content = io.BytesIO()
    Image.effect_noise((600, 400), 60).save(content, "PNG")
    path = tmp_path / "nothing.png"
    path.write_bytes(content.getvalue())

    assert read_codes(path) == []
