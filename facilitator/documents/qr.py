"""QR codes as one vector path, made quickly enough for a thousand certificates.

Choosing among the eight masks is nine tenths of the work of making a code; any of them is
readable, so one is fixed.
"""

from __future__ import annotations

import segno

_MASK = 2
QUIET_MODULES = 4
"""White modules that must stay free on each side."""


def qr_path(text: str, error: str = "m") -> tuple[str, int]:
    """The dark modules as PDF rectangles in units of one module (y upwards, origin at the lower
    left of the code without its quiet zone), and how many modules a side has.
    """
    code = segno.make(text, error=error, micro=False, mask=_MASK, boost_error=False)
    rows = [bytes(row) for row in code.matrix]
    count = len(rows)
    path: list[str] = []
    for index, row in enumerate(rows):
        bottom = count - 1 - index
        start = row.find(1)
        while start >= 0:
            end = row.find(0, start)
            end = count if end < 0 else end
            path.append(f"{start} {bottom} {end - start} 1 re")
            start = row.find(1, end)
    return " ".join(path) + " f", count
