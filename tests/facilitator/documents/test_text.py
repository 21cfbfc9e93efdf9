import pytest

from facilitator.documents.drawing import Drawing
from facilitator.documents.fonts import Role, bundled_fonts
from facilitator.documents.paper import Sheet
from facilitator.documents.text import Typesetter, plain_text
from tests.facilitator.documents.paper_builders import HARD_NAMES, NAMES, text_of


@pytest.fixture(scope="module")
def setter():
    return Typesetter(bundled_fonts())


@pytest.mark.parametrize("script", NAMES)
@pytest.mark.parametrize("role", [Role.SANS, Role.DISPLAY])
def test_a_name_of_any_script_comes_back_from_the_page_as_it_was_typed(script, role):
    drawing = Drawing(Sheet(), "Test", "en")
    drawing.write(NAMES[script], 20, 40, 24, role)
    drawing.next_page()

    assert plain_text(NAMES[script]) in text_of(drawing.finish())


@pytest.mark.parametrize("kind", HARD_NAMES)
def test_a_hard_name_is_drawn_and_read_back_without_what_cannot_be_seen(kind):
    drawing = Drawing(Sheet(), "Test", "en")
    fitted = drawing.setter.fit_line(
        HARD_NAMES[kind], Role.DISPLAY, (40, 14), (500, 60), max_lines=2
    )
    drawing.put_fitted(fitted, 10, 20)
    drawing.next_page()

    read = text_of(drawing.finish()).replace(" ", "").replace("\ufffe", "-")
    for word in plain_text(HARD_NAMES[kind]).split():
        assert word in read


def test_controls_and_overrides_do_not_reach_the_page():
    assert plain_text("A\x00n\u202ea\u202c\n Ruiz\ud83d ") == "Ana Ruiz\ufffd"


def test_decomposed_letters_are_composed():
    assert plain_text("e\u0301") == "é"


def test_letters_of_one_word_may_come_from_different_fonts(setter):
    line = setter.line("Leïla ليلى 李", Role.SERIF)

    assert {piece.face.path.name for piece in line.pieces} == {
        "NotoSerif-Regular.ttf",
        "NotoNaskhArabic-Regular.ttf",
        "NotoSansCJK-Subset.otf",
    }


def test_latin_is_real_text_and_arabic_is_drawn(setter):
    assert all(piece.plain for piece in setter.line("Ana Ruiz", Role.SANS).pieces)
    assert not any(piece.plain for piece in setter.line("أمينة", Role.SANS).pieces)


def test_han_letters_take_the_form_of_the_text_s_country(setter):
    glyphs = {
        language: setter.line("直", Role.SANS, language).pieces[0].glyphs[0].number
        for language in ("zh-Hans", "ja")
    }

    assert glyphs["zh-Hans"] != glyphs["ja"]


def test_lines_are_no_wider_than_asked(setter):
    text = "Find many ideas for a greener street and build, test and improve one of them. " * 4
    lines = setter.wrap(text, Role.SERIF, 12, 200)

    assert len(lines) > 5
    assert max(line.width for line in lines) * 12 <= 200
    assert " ".join(line.text for line in lines) == plain_text(text)


@pytest.mark.parametrize("text", ["x" * 300, "ក្រុង" * 60, "日本語" * 60, "ไทย" * 60])
def test_a_text_without_blanks_is_broken_between_letters(setter, text):
    lines = setter.wrap(text, Role.SANS, 12, 200)

    assert max(line.width for line in lines) * 12 <= 200
    assert "".join(line.text for line in lines) == text


def test_no_line_of_japanese_starts_with_closing_punctuation(setter):
    lines = setter.wrap("今日は、とても、よい、天気、です。" * 6, Role.SANS, 12, 90)

    assert len(lines) > 3
    assert not any(line.text[0] in "、。" for line in lines)


def test_a_short_name_keeps_its_size(setter):
    fitted = setter.fit_line("Ana", Role.DISPLAY, (40, 20), (600, 60), max_lines=2)

    assert (len(fitted.lines), fitted.size, fitted.cramped) == (1, 40, False)


def test_a_longer_name_shrinks_before_it_takes_a_second_line(setter):
    name = "João Pedro dos Santos Silva Pereira"
    wide = setter.width(name, Role.DISPLAY, 40)

    shrunk = setter.fit_line(name, Role.DISPLAY, (40, 20), (wide * 0.7, 80), max_lines=2)
    broken = setter.fit_line(name, Role.DISPLAY, (40, 30), (wide * 0.55, 80), max_lines=2)

    assert len(shrunk.lines) == 1
    assert 20 <= shrunk.size < 40
    assert len(broken.lines) == 2


@pytest.mark.parametrize("kind", HARD_NAMES)
def test_no_name_leaves_its_box(setter, kind):
    fitted = setter.fit_line(HARD_NAMES[kind], Role.DISPLAY, (40, 20), (500, 55), max_lines=2)

    assert max(line.width for line in fitted.lines) * fitted.size <= 500.01
    tallest = 55 if fitted.size > 3 else 60
    assert fitted.height <= tallest + 0.01 or kind == "marks"


def test_a_name_that_only_fits_very_small_says_so(setter):
    assert setter.fit_line("x" * 300, Role.DISPLAY, (40, 20), (500, 55), max_lines=2).cramped


def test_a_paragraph_shrinks_until_it_stands_in_its_box(setter):
    text = "completed the workshop series at the community centre " * 12
    fitted = setter.fit_paragraph(text, Role.SERIF, (14, 8), (300, 90))

    assert fitted.height <= 90
    assert fitted.size < 14


def test_the_same_input_gives_the_same_bytes():
    def draw():
        drawing = Drawing(Sheet(), "Test", "en")
        for index, name in enumerate(NAMES.values()):
            drawing.write(name, 20, 20 + index * 7, 14)
        drawing.qr("LQC-2026-0001", 150, 20, 25)
        drawing.next_page()
        return drawing.finish()

    assert draw() == draw()
