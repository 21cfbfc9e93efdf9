"""What the workshops of a series are called: one pattern for all, or a list, one title a line."""

from __future__ import annotations

import re

NUMBER = "{n}"
"""Stands in a title for the number of the workshop in its programme."""

_AT_THE_END = re.compile(r"(\d{1,4})(?!.*\d)")


def listed(text: str) -> list[str]:
    """The titles that were written, one a line; empty lines count for nothing."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def series_titles(text: str, workshops: int, first_number: int = 1) -> list[str]:
    """A title for each of so many workshops, the first of which has `first_number`.

    One line serves for all of them, several are taken one after another; ``{n}`` becomes the
    number. There may be fewer titles than workshops: `Series.add_series` refuses that.
    """
    lines = listed(text)
    if len(lines) == 1:
        lines = lines * workshops
    return [
        line.replace(NUMBER, str(first_number + place))
        for place, line in enumerate(lines[:workshops])
    ]


def next_title(title: str) -> str:
    """The title of the workshop after one: a number at its end counts on, else it is the same."""
    found = _AT_THE_END.search(title)
    if found is None or title[found.end() :].strip(" .)"):
        return title
    return f"{title[: found.start()]}{int(found[1]) + 1}{title[found.end() :]}"
