"""How well photographs of sign-in sheets are read, over as many as wanted.

    python -m tests.benchmarks.sheet_photographs 200 [--hardness 1.0] [--first 0]

Every photograph is made from its seed, so a bad one can be made again and looked at.
"""

import argparse
import statistics
import time
from collections import Counter

from facilitator.errors import Refused
from facilitator.sheets.model import Judged, PrintedSheet, SheetRow
from facilitator.sheets.page_finding import find_codes
from facilitator.sheets.pictures import pictures_of
from facilitator.sheets.reading import read_page
from tests.facilitator.sheets.photographs import (
    SIGNED,
    a_sheet,
    flat_page,
    photograph,
    signed_page,
)


def read(page, content):
    """The judgement of each row (from 0); None when the page could not be read."""
    layout = page.layout
    rows = [
        SheetRow(index + 1, place.page, None, blank=index >= layout.names)
        for index, place in enumerate(layout.rows)
    ]
    sheet = PrintedSheet("", page.code, "", layout, (), "")
    picture = next(pictures_of(content))
    codes = [code for code in find_codes(picture) if code.sheet == page.code]
    if not codes:
        return None
    try:
        found = read_page(picture, codes[0], sheet, rows)
    except Refused:
        return None
    return {row.row.number - 1: row for row in found.rows}


def main():
    options = argparse.ArgumentParser()
    options.add_argument("count", type=int)
    options.add_argument("--hardness", type=float, default=1.0)
    options.add_argument("--first", type=int, default=0)
    asked = options.parse_args()
    sheet = a_sheet()
    clean = flat_page(sheet)
    table, seconds, unread, wrong = Counter(), [], [], []
    for seed in range(asked.first, asked.first + asked.count):
        page = signed_page(sheet, seed, clean=clean)
        content, _ = photograph(page.picture, seed, hardness=asked.hardness)
        start = time.perf_counter()
        judged = read(page, content)
        seconds.append(time.perf_counter() - start)
        if judged is None:
            unread.append(seed)
            continue
        for row, kind in page.truth.items():
            shown = judged[row].judged
            table[kind or "nothing", shown.value] += 1
            if kind in SIGNED and shown is Judged.EMPTY:
                wrong.append((seed, row, kind))
            if not kind and shown is Judged.SIGNED:
                wrong.append((seed, row, "nothing"))
    report(table, seconds, unread, wrong, asked.count)


def report(table, seconds, unread, wrong, count):
    print(f"{'put into the box':18}" + "".join(f"{each.value:>10}" for each in Judged))
    for kind in sorted({kind for kind, _ in table}):
        print(f"{kind:18}" + "".join(f"{table[kind, each.value]:>10}" for each in Judged))
    signed = {each: sum(table[kind, each.value] for kind in set(SIGNED)) for each in Judged}
    nothing = {each: table["nothing", each.value] for each in Judged}
    all_signed, all_nothing = sum(signed.values()), sum(nothing.values())
    said_signed = signed[Judged.SIGNED] + nothing[Judged.SIGNED]
    print(f"photographs {count}, not read {len(unread)}: {unread}")
    print(
        f"signed: {all_signed} boxes, called signed {signed[Judged.SIGNED] / all_signed:.2%},"
        f" doubtful {signed[Judged.DOUBTFUL] / all_signed:.2%},"
        f" empty {signed[Judged.EMPTY]} ({signed[Judged.EMPTY] / all_signed:.3%})"
    )
    print(
        f"nothing: {all_nothing} boxes, called empty {nothing[Judged.EMPTY] / all_nothing:.2%},"
        f" doubtful {nothing[Judged.DOUBTFUL] / all_nothing:.2%},"
        f" signed {nothing[Judged.SIGNED]}"
    )
    print(f"precision of signed {signed[Judged.SIGNED] / max(1, said_signed):.3%}")
    print(f"wrong: {wrong}")
    print(f"seconds a photograph: median {statistics.median(seconds):.2f}, most {max(seconds):.2f}")


if __name__ == "__main__":
    main()
