"""Keeps text from turning into a formula when a spreadsheet opens a CSV file.

A cell that begins with ``=``, ``+``, ``-``, ``@``, a tab or a carriage return is run as a formula
by common spreadsheets. Such text gets one apostrophe in front. So that the guard can be undone
exactly, text whose apostrophes are followed by one of these signs gets one more as well: `unguard`
takes one apostrophe away and gives back precisely what was guarded, for every text.
"""

from __future__ import annotations

import re

_RISKY = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")


def guard(text: str) -> str:
    """`text` as a CSV cell that no spreadsheet runs."""
    return f"'{text}" if _RISKY.match(text) else text


def unguard(cell: str) -> str:
    """The text that `guard` was given; any other cell as it is."""
    return cell[1:] if _GUARDED.match(cell) else cell
