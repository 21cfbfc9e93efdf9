import pytest

from facilitator.documents.fonts import Role, bundled_fonts, missing_characters
from facilitator.resources import resource
from tests.facilitator.documents.paper_builders import NAMES


@pytest.mark.parametrize("script", NAMES)
def test_a_font_is_bundled_for_each_script_that_is_promised(script):
    assert missing_characters(NAMES[script]) == []


def test_what_no_font_can_draw_is_named_once_each_in_order():
    assert missing_characters("Ana 😀🎉😀") == ["😀", "🎉"]


def test_blanks_and_joiners_are_never_missing():
    assert missing_characters("a\u200d\u200c\u2068b\u2069 \u00a0\t") == []


def test_arabic_in_a_certificate_is_set_in_a_book_hand_and_urdu_hangs():
    fonts = bundled_fonts()

    assert fonts.script_face("Arab", Role.DISPLAY).path.name == "NotoNaskhArabic-SemiBold.ttf"
    assert fonts.script_face("Arab", Role.SANS).path.name == "NotoSansArabic-Regular.ttf"
    assert fonts.script_face("Arab", Role.SERIF, "ur").path.name == "NotoNastaliqUrdu-Regular.ttf"


def test_fonts_are_opened_only_when_needed():
    fonts = type(bundled_fonts())(resource("fonts"))

    fonts.face_for("A", "Latn", Role.SANS)

    assert len(fonts._faces) == 1


def test_the_licence_and_the_notices_lie_beside_the_fonts():
    notices = resource("fonts", "OFL.txt").read_text(encoding="utf-8")

    assert "SIL OPEN FONT LICENSE Version 1.1" in notices
    for name in bundled_fonts().file_names:
        assert name in notices
