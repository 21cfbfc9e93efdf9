"""Every pair of colours that the tokens promise can be read, also by people who see otherwise."""

import itertools
import math

import pytest

from ui.theme.style_sheet import NOTICE_COLOURS
from ui.theme.tokens import tokens

# Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB.
SEEN = {
    "everybody": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "without red cones": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "without green cones": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "without blue cones": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
THEMES = ("light", "dark")


def linear(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]


def contrast(one, other):
    light = [0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in (linear(one), linear(other))]
    return (max(light) + 0.05) / (min(light) + 0.05)


def oklab(colour, seen):
    base = linear(colour)
    r, g, b = (max(0.0, sum(m * c for m, c in zip(row, base, strict=True))) for row in SEEN[seen])
    long = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3)
    middle = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3)
    short = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("group", "needed"), [("text", 4.5), ("shape", 3.0)])
def test_every_promised_pair_can_be_read(theme, group, needed):
    colours = tokens().colours[theme]
    faint = [
        pair
        for pair in tokens().contrast[group]
        if contrast(colours[pair[0]], colours[pair[1]]) < needed
    ]

    assert faint == []


@pytest.mark.parametrize("theme", THEMES)
def test_the_word_in_the_cell_of_each_level_can_be_read(theme):
    levels = tokens().levels[theme]

    assert min(contrast(levels[f"on-{n}"], levels[str(n)]) for n in range(1, 5)) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
def test_the_mark_of_each_kind_stands_out_from_its_block(theme):
    kinds = tokens().kinds.values()

    assert min(contrast(kind[theme]["mark"], kind[theme]["soft"]) for kind in kinds) >= 3.0


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("seen", SEEN)
def test_any_two_kinds_differ_for(theme, seen):
    kinds = tokens().kinds
    nearest = min(
        100 * math.dist(oklab(one[theme]["mark"], seen), oklab(other[theme]["mark"], seen))
        for one, other in itertools.combinations(kinds.values(), 2)
    )

    assert nearest >= 5


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("ink", ["notice-text", "notice-text-2", "notice-accent"])
def test_the_notice_bar_can_be_read_in_both_themes(dark, ink):
    assert contrast(NOTICE_COLOURS[ink][dark], NOTICE_COLOURS["notice"][dark]) >= 4.5
