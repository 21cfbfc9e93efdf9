import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.errors import Refused
from facilitator.exchange.plan_cells import (
    MaterialWish,
    ReadTime,
    materials_of,
    seconds_of,
    times_of,
    written_material,
    written_seconds,
    written_time,
    yes_or_no,
)

PERS = ["session", "person", "pair", "group", *(f"group-of-{size}" for size in range(3, 7))]


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("15", 15), ("0:15", 15), ("00:15", 15), ("0:15:00", 15), ("15 min", 15), ("15min.", 15),
        ("15'", 15), ("1:30", 90), ("1h30", 90), ("1 h 30 min", 90), ("1,5 h", 90),
        ("2 hours", 120),
        ("90 Minuten", 90), ("~20", 20), ("ca. 20 min", 20), ("7.5", 7.5), ("1 Std 15 Min", 75),
        ("٢٠ دقيقة", 20), ("1 day, 0:00:00", 1440), ("45 s", 0.75), ("0.0104166666666667", 15),
        ("20 мин", 20), ("1 heure", 60),
    ],
)  # fmt: skip
def test_lengths_are_read_as_people_write_them(text, minutes):
    assert seconds_of(text) == minutes * 60


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("0", "minutes-zero"), ("0:00", "minutes-zero"), ("-5", "minutes-negative"),
        ("−5 min", "minutes-negative"), ("1441", "minutes-too-long"),
        ("9" * 400, "minutes-too-long"),
        ("99:00", "minutes-too-long"), ("soon", "minutes-unreadable"),
        ("10-15", "minutes-unreadable"),
        ("#VALUE!", "minutes-unreadable"), ("2026-09-17", "minutes-unreadable"),
        ("1e9", "minutes-unreadable"),
    ],
)  # fmt: skip
def test_lengths_that_cannot_be_are_refused_by_their_reason(text, code):
    with pytest.raises(Refused, match=code):
        seconds_of(text)


def test_an_empty_cell_says_no_length():
    assert seconds_of("  ") is None


@given(st.integers(1, 86_400))
def test_written_lengths_are_read_back(seconds):
    assert seconds_of(str(written_seconds(seconds))) == seconds


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("17:30", "17:30", None), ("17.30", "17:30", None), ("17h30", "17:30", None),
        ("5:30 pm", "17:30", None), ("5pm", "17:00", None), ("12 am", "00:00", None),
        ("12:15 PM", "12:15", None), ("1730", "17:30", None), ("17:30 Uhr", "17:30", None),
        ("17:30–17:45", "17:30", "17:45"), ("9:00 - 9:45", "09:00", "09:45"),
        ("2026-09-17 17:30", "17:30", None), ("0.729166666666667", "17:30", None),
        ("00:30 +1", "00:30 +1", None), ("17:30:30", "17:30:30", None), ("٠٩:٣٠", "09:30", None),
    ],
)  # fmt: skip
def test_times_of_day_are_read_as_people_write_them(text, start, end):
    found = [each and written_time(each.seconds) for each in times_of(text)]

    assert found == [start, end]


@pytest.mark.parametrize("text", ["25:00", "2026-09-17", "noon", "17:75", "13 pm", "15", "7/8"])
def test_what_is_no_time_of_day_is_refused(text):
    with pytest.raises(Refused, match="time-unreadable"):
        times_of(text)


def test_a_time_without_a_half_of_the_day_may_be_in_the_afternoon():
    assert times_of("1:30")[0] == ReadTime(5400, half_open=True)
    assert times_of("01:30")[0] == ReadTime(5400)
    assert times_of("1:30 am")[0] == ReadTime(5400)


@given(st.integers(0, 2 * 86_400))
def test_written_times_are_read_back(seconds):
    assert times_of(written_time(seconds))[0].seconds == seconds


def test_ticks_are_read_in_several_languages():
    assert [yes_or_no(text) for text in ("x", "Ja", "Sí", "no", "", "✓", "perhaps")] == [
        True, True, True, False, False, True, None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "wishes"),
    [
        ("Pens, paper, tape", [("Pens", 1), ("paper", 1), ("tape", 1)]),
        ("24 pens; 3 x Poster sheets", [("pens", 24), ("Poster sheets", 3)]),
        ("Pens (24)\nTape", [("Pens", 24), ("Tape", 1)]),
        ("- Pens: 6\n- Paper", [("Pens", 6), ("Paper", 1)]),
        ("Paper, A4 (white, thick)", [("Paper", 1), ("A4 (white, thick)", 1)]),
        ("", []),
    ],
)
def test_materials_are_read_from_loose_lists(text, wishes):
    assert [(wish.label, wish.quantity) for wish in materials_of(text)] == wishes


def test_quantities_per_head_are_read():
    assert materials_of("2 sticky notes per person; Cards (1 per group of 4)") == (
        MaterialWish("sticky notes", 2, "person"),
        MaterialWish("Cards", 1, "group-of-4"),
    )


labels = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cf")), min_size=1
).map(lambda text: " ".join(text.split())).filter(lambda text: text)  # fmt: skip


@given(
    st.lists(
        st.builds(
            MaterialWish,
            label=labels,
            quantity=st.integers(1, 99_999),
            per=st.sampled_from(PERS),
            unit=st.sampled_from(["", "pen", "sheet of 4"]),
            reusable=st.booleans(),
        )
    )
)
def test_written_materials_are_read_back(wishes):
    text = "\n".join(written_material(wish) for wish in wishes)

    assert list(materials_of(text)) == wishes


@pytest.mark.parametrize(
    "text",
    ['"' * 32_001, '"a' * 16_000, "3 x a [" + "b," * 16_000, "a," * 16_000 + ")", "9:" * 16_000],
)
def test_a_cell_as_long_as_a_cell_can_be_is_read_at_once(text):
    started = time.perf_counter()
    materials_of(text)

    assert time.perf_counter() - started < 1
