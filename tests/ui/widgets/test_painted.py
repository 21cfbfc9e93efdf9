import itertools

import pytest
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter

from ui.theme.palette import paper_palette
from ui.theme.tokens import tokens
from ui.widgets.agenda_strip import AgendaStrip, StripBlock
from ui.widgets.disc import DiscWidget, draw_disc
from ui.widgets.kind_mark import kind_path

SIDE = 201


def disc_image(palette, part, **more):
    image = QImage(SIDE, SIDE, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    draw_disc(painter, palette, QRectF(0, 0, SIDE, SIDE), part, **more)
    painter.end()
    return image


def colour_at(image, hour):
    """The colour halfway to an hour of a clock face."""
    import math

    angle = hour * math.pi / 6
    centre = SIDE / 2
    x = centre + math.sin(angle) * SIDE / 4
    y = centre - math.cos(angle) * SIDE / 4
    return image.pixelColor(round(x), round(y)).name()


def test_a_disc_shrinks_clockwise_from_twelve(theme):
    fill, track = (theme.color(name).name() for name in ("disc-fill", "disc-track"))

    three_quarters = disc_image(theme.palette, 0.75)
    assert [colour_at(three_quarters, hour) for hour in (1.5, 4.5, 7.5, 10.5)] == [
        track,
        fill,
        fill,
        fill,
    ]
    quarter = disc_image(theme.palette, 0.25)
    assert [colour_at(quarter, hour) for hour in (1.5, 4.5, 7.5, 10.5)] == [
        track,
        track,
        track,
        fill,
    ]


@pytest.mark.parametrize(
    ("part", "name"), [(0.0, "disc-track"), (1.0, "disc-fill"), (7, "disc-fill")]
)
def test_an_empty_and_a_whole_disc_are_of_one_colour(theme, part, name):
    image = disc_image(theme.palette, part)

    assert {colour_at(image, hour) for hour in range(12)} == {theme.color(name).name()}


def test_a_disc_repaints_only_when_it_would_look_different(qtbot, theme):
    disc = DiscWidget(theme, size=100)
    qtbot.addWidget(disc)
    disc.set_part(0.5)
    disc.set_part(0.50005)

    assert disc.part == 0.5
    disc.set_part(0.0)
    assert disc.part == 0.0


@pytest.mark.parametrize("family", sorted(tokens().kinds))
def test_the_mark_of_each_kind_fills_its_place_at_any_size(family):
    for side in (14.0, 40.0):
        where = QRectF(10, 20, side, side)
        bounds = kind_path(family, where).boundingRect()

        assert where.adjusted(-0.1, -0.1, 0.1, 0.1).contains(bounds)
        assert bounds.width() > side * 0.6


def test_the_mark_of_looking_back_is_a_ring_with_a_hole():
    path = kind_path("lookback", QRectF(0, 0, 14, 14))

    assert not path.contains(QPointF(7, 7))
    assert path.contains(QPointF(7, 2.3))


def test_marks_can_be_told_apart_by_shape_alone():
    outlines = set()
    for family in tokens().kinds:
        path = kind_path(family, QRectF(0, 0, 14, 14))
        outlines.add(
            tuple(path.contains(QPointF(x + 0.5, y + 0.5)) for x in range(14) for y in range(14))
        )

    assert len(outlines) == 8


def test_the_same_painter_draws_on_paper(theme):
    image = disc_image(paper_palette(), 0.5, hatched=True)
    colours = {image.pixelColor(x, y).saturation() for x in range(0, SIDE, 5) for y in range(SIDE)}

    assert colours == {0}


BLOCKS = (
    StripBlock("energiser", 600, "Sign in, 10 min", "17:30 Sign in"),
    StripBlock("break", 600, "Break, 10 min"),
    StripBlock("creative", 1800, "Build, 30 min"),
)


def test_blocks_are_as_wide_as_they_are_long_and_fill_the_strip(qtbot, theme):
    strip = AgendaStrip(theme)
    qtbot.addWidget(strip)
    strip.resize(600, 60)
    strip.set_blocks(BLOCKS, "18:20")
    rects = strip.block_rects()

    assert rects[0].left() == 0
    assert rects[-1].right() == 599
    assert abs(rects[2].width() - 3 * rects[0].width()) <= 12
    assert all(a.right() < b.left() for a, b in itertools.pairwise(rects))


def test_time_runs_from_right_to_left_in_a_mirrored_strip(qtbot, theme):
    strip = AgendaStrip(theme)
    qtbot.addWidget(strip)
    strip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    strip.resize(QSize(600, 60))
    strip.set_blocks(BLOCKS)
    rects = strip.block_rects()

    assert rects[0].right() == 599
    assert rects[2].left() == 0


def test_a_strip_tells_readers_what_it_shows(qtbot, theme):
    strip = AgendaStrip(theme)
    qtbot.addWidget(strip)
    strip.set_blocks(BLOCKS)

    assert strip.accessibleDescription() == "Sign in, 10 min; Break, 10 min; Build, 30 min"


def test_very_short_blocks_still_have_a_place(qtbot, theme):
    strip = AgendaStrip(theme)
    qtbot.addWidget(strip)
    strip.resize(300, 60)
    strip.set_blocks([StripBlock("input", 1, "a"), StripBlock("input", 36000, "b")])

    assert strip.block_rects()[0].width() >= 6
