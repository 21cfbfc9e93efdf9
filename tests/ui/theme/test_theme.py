import re

import pytest
from PySide6.QtGui import QColor, QFontInfo, QTextLayout

from facilitator.resources import resource
from ui.theme.icons import icon_pixmap
from ui.theme.palette import paper_palette, screen_palette
from ui.theme.theme import Mode, Theme
from ui.theme.tokens import Type, kind_family, tokens


def test_a_change_of_looks_is_told_once(qtbot, theme):
    told = []
    theme.changed.connect(lambda: told.append(theme.dark))

    theme.choose(mode=Mode.DARK, text_scale=150, key_hints=False)

    assert told == [True]
    assert theme.color("text").name().upper() == tokens().colours["dark"]["text"]


def test_choosing_what_is_already_so_tells_nothing(qtbot, theme):
    with qtbot.assertNotEmitted(theme.changed):
        theme.choose(mode=Mode.LIGHT, text_scale=100)


@pytest.mark.parametrize(("asked", "given"), [(50, 100), (100, 100), (150, 150), (900, 200)])
def test_text_grows_to_twice_its_size_and_never_shrinks(theme, asked, given):
    theme.choose(text_scale=asked)

    assert theme.text_scale == given
    assert theme.font(Type.BODY).pixelSize() == round(13 * given / 100)


def test_a_row_is_never_lower_than_its_text_needs(theme):
    for scale in (100, 125, 150, 175, 200):
        theme.choose(text_scale=scale)
        for name in ("row-dense", "row", "row-desk"):
            assert theme.row_height(name) >= theme.metrics(Type.ROW).height()


def test_the_three_weights_of_the_main_family_are_really_there(theme):
    weights = [
        QFontInfo(theme.font(Type.BODY, weight=weight)).weight() for weight in (400, 500, 600)
    ]

    assert weights == [400, 500, 600]
    assert QFontInfo(theme.font(Type.BODY)).family() == "Noto Sans"


@pytest.mark.parametrize(
    "name",
    [
        "أمينة الإدريسي",
        "יעל בן־דוד",
        "अंजलि",
        "அஞ்சலி",
        "অঞ্জলি",
        "สมชาย ศรีสุข",
        "ដារ៉ា",
        "ዳዊት በቀለ ታደሰ",
        "ნინო ბერიძე",
        "Արամ",
        "അഞ്ജലി മേനോൻ",
        "ರವಿ",
        "રવિ",
        "ਰਵੀ",
        "රවි",
        "ລາວ",
        "မြန်မာ",
        "李秀英",
        "田中 優希",
        "김민지",
    ],
)
def test_a_name_in_any_script_is_drawn_with_bundled_letters(theme, name):
    layout = QTextLayout(name, theme.font(Type.ROW))
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    runs = layout.glyphRuns()

    assert {run.rawFont().familyName().split()[0] for run in runs} == {"Noto"}
    assert 0 not in [glyph for run in runs for glyph in run.glyphIndexes()]


def test_the_style_sheet_has_no_open_placeholder(theme):
    for mode in (Mode.LIGHT, Mode.DARK):
        theme.choose(mode=mode)
        assert re.findall(r"[@$~][\w-]+", theme.style_sheet()) == []


def test_an_icon_takes_the_colour_asked_for(qapp):
    drawn = icon_pixmap("check", QColor("#ff0000"), 24, 2.0).toImage()
    inks = {
        drawn.pixelColor(x, y).name()
        for x in range(drawn.width())
        for y in range(drawn.height())
        if drawn.pixelColor(x, y).alpha() == 255
    }

    assert inks == {"#ff0000"}
    assert (drawn.width(), drawn.height()) == (48, 48)


def test_every_icon_is_drawn_in_the_current_colour_and_nothing_else():
    for path in resource("icons").glob("*.svg"):
        colours = re.findall(r'(?:stroke|fill)="([^"]+)"', path.read_text(encoding="utf-8"))
        assert set(colours) <= {"none", "currentColor"}, path.name


def test_every_icon_named_in_the_window_is_there(qapp):
    root = resource().parent / "ui"
    named = set()
    for path in root.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        named.update(re.findall(r'icon="([a-z0-9-]+)"', text))

    assert [name for name in sorted(named) if not resource("icons", f"{name}.svg").exists()] == []


def test_every_kind_of_activity_has_a_family():
    kinds = "welcome closing icebreaker energiser input discussion decision group-work creative"
    families = [kind_family(kind) for kind in kinds.split()]

    assert families[:4] == ["frame", "frame", "warmup", "warmup"]
    with pytest.raises(KeyError):
        kind_family("karaoke")


def test_paper_is_printed_in_black_grey_and_white():
    palette = paper_palette()
    saturations = {palette[name].saturation() for name in palette.names()}

    assert saturations == {0}
    assert palette.kind("make").mark == palette.kind("talk").mark


def test_a_colour_handed_out_is_a_copy():
    palette = screen_palette(dark=False)
    palette["accent"].setRed(255)

    assert palette["accent"].name().upper() == tokens().colours["light"]["accent"]


def test_reduced_motion_keeps_notices_as_long(theme):
    moving = Theme(mode=Mode.LIGHT)

    assert (theme.duration("base"), moving.duration("base")) == (0, 150)
    assert theme.duration("notice-stay") == moving.duration("notice-stay") == 8000
