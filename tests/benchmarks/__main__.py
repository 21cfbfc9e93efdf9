"""The one command: takes the figures and tells them.

    python -m tests.benchmarks [--quick] [--json FILE] [--markdown FILE] [--keep FOLDER] [--list]
        [NAME ...]

Without names all cases are run; `--quick` runs them on tiny sizes, to see that they still work.
`--keep FOLDER` keeps the made workbooks there for the next run: they take minutes to make.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from tests.benchmarks.harness import (
    FULL,
    QUICK,
    Figure,
    Place,
    Scale,
    as_json,
    as_markdown,
    print_table,
)
from tests.benchmarks.memory import memory_from_here, peak_megabytes

Case = Callable[[Place], Iterable[Figure]]
# In the order of the table; each is a function that gives its figures.
CASES = {
    "cold-start": "cold_start:cold_start",
    "generate": "opening:generate",
    "opening": "opening:opening",
    "search": "searching:search",
    "check-in": "check_in:check_in",
    "import": "imports:imports",
    "grid": "grids:grids",
    "grid-frames": "grid_frames:grid_frames",
    "certificates": "certificates:certificates",
    "export": "exports:exports",
    "agenda": "agendas:agenda",
    "library": "libraries:library",
    "console": "run_console:console",
    "drift": "run_drift:drift",
    "running": "run_live:running",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the cases that were asked for; the exit code is 0 unless one of them failed."""
    options = _options(arguments)
    if options.list:
        print("\n".join(CASES))
        return 0
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    # What it says about the fonts of a bare machine is no news here.
    os.environ.setdefault("QT_LOGGING_RULES", "qt.text.font.db*=false")
    scale = QUICK if options.quick else FULL
    names = options.names or list(CASES)
    with tempfile.TemporaryDirectory(prefix="benchmarks-", dir=options.keep) as folder:
        passing = Path(folder)
        kept = options.keep or passing / "kept"
        kept.mkdir(parents=True, exist_ok=True)
        os.environ["FACILITATOR_CONFIG_DIR"] = str(passing / "config")
        figures = []
        for name in names:
            place = Place(scale, passing / name, kept)
            figures += _apart(name, place) if scale.kept_apart else run_case(name, place)
    print_table(figures)
    if options.json:
        options.json.write_text(as_json(figures, scale.name) + "\n", encoding="utf-8")
    if options.markdown:
        options.markdown.write_text(as_markdown(figures), encoding="utf-8")
    return 0


def run_case(name: str, place: Place) -> list[Figure]:
    """One case in this process; figures without a peak of their own get that of the process."""
    module, _, function = CASES[name].partition(":")
    place.folder.mkdir(parents=True)
    case: Case = getattr(importlib.import_module(f"tests.benchmarks.{module}"), function)
    found = []
    memory_from_here()
    for figure in case(place):
        peak = figure.peak_megabytes or peak_megabytes()
        found.append(replace(figure, peak_megabytes=round(peak, 1)))
        memory_from_here()
    return found


def _apart(name: str, place: Place) -> list[Figure]:
    """One case in a process of its own."""
    print(f"… {name}", file=sys.stderr, flush=True)
    answer = place.folder.with_suffix(".json")
    root = Path(__file__).resolve().parents[2]
    code = (
        "import sys; from pathlib import Path; from tests.benchmarks.__main__ import answer_for;"
        "answer_for(*sys.argv[1:])"
    )
    given = (name, place.scale.name, str(place.folder), str(place.kept), str(answer))
    subprocess.run([sys.executable, "-c", code, *given], check=True, cwd=root)
    figures = json.loads(answer.read_text(encoding="utf-8"))["figures"]
    for figure in figures:
        del figure["ratio"]
    return [Figure(**figure) for figure in figures]


def answer_for(name: str, scale: str, folder: str, kept: str, answer: str) -> None:
    """What the other process does."""
    chosen: Scale = {"full": FULL, "quick": QUICK}[scale]
    figures = run_case(name, Place(chosen, Path(folder), Path(kept)))
    Path(answer).write_text(as_json(figures, scale), encoding="utf-8")


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("names", nargs="*", metavar="NAME", help="cases, all if none is named")
    parser.add_argument("--quick", action="store_true", help="tiny sizes: does it still work?")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures here")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="and here as a table")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep made workbooks here")
    parser.add_argument("--list", action="store_true", help="name the cases and end")
    options = parser.parse_args(arguments)
    for name in options.names:
        if name not in CASES:
            parser.error(f"there is no case {name!r}; --list names them")
    if options.keep is not None:
        options.keep.mkdir(parents=True, exist_ok=True)
    return options


if __name__ == "__main__":
    sys.exit(main())
