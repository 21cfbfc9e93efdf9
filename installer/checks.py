"""Runs everything that must hold; the work behind test.py.

The quick checks come first, but none hides another: all of them run, and the summary names each
that failed. The last line printed is pytest's own closing line.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from installer import stamp
from installer.launch import ROOT, set_up
from installer.trouble import spoken

CLOSING_LINE = re.compile(
    r"^=* ?(?:no tests (?:ran|collected)|\d+ (?:passed|failed|error|skipped|deselected|xfailed|"
    r"xpassed|warning)).* in [\d.]+s.*$"
)
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True)
class Check:
    """One thing that must hold: what the summary calls it, and the command that tells."""

    name: str
    command: Sequence[str]


@dataclass(frozen=True)
class Verdict:
    """How a check ended."""

    name: str
    held: bool
    seconds: float


def main(arguments: Sequence[str]) -> int:
    """Set up with the development tools, run all checks, and give the exit code."""
    return spoken(lambda: _check_all(arguments), os.fspath(ROOT))


def _check_all(arguments: Sequence[str]) -> int:
    set_up(ROOT, "dev")
    environ = {**os.environ, "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen")}
    verdicts = [_run(check, environ) for check in quick_checks(ROOT)]
    tests, closing = _run_tests(arguments, environ)
    verdicts.append(tests)
    print("\n" + summary(verdicts))
    print(closing, flush=True)
    return 0 if all(verdict.held for verdict in verdicts) else 1


def quick_checks(root: Path) -> list[Check]:
    """List the checks that read the code without running it."""
    python = os.fspath(stamp.environment_python(root))
    contracts = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"
    return [
        Check("lint", [python, "-m", "ruff", "check", "."]),
        Check("format", [python, "-m", "ruff", "format", "--check", "."]),
        Check("types", [python, "-m", "mypy"]),
        Check("import contracts", [python, "-c", contracts]),
    ]


def pytest_arguments(arguments: Sequence[str], cores: int) -> list[str]:
    """Give pytest's arguments: a person's own, or all tests spread over the cores."""
    if arguments:
        return list(arguments)
    return ["-n", str(min(cores, 4)), "--dist", "worksteal"] if cores > 1 else []


def closing_line(output: str, code: int) -> str:
    """Find pytest's last word; if it had none, it broke off, and that counts as a failure."""
    for line in reversed(output.splitlines()):
        plain = COLOUR.sub("", line)
        if CLOSING_LINE.match(plain):
            return plain
    return "0 passed, 0 failed" if code == 0 else "0 passed, 1 failed"


def summary(verdicts: Sequence[Verdict]) -> str:
    """Put what held and what failed in a small table, with one sentence at the end."""
    width = max(len(verdict.name) for verdict in verdicts)
    lines = [
        f"{each.name:<{width}}  {'ok' if each.held else 'FAILED':<6}  {each.seconds:6.1f} s"
        for each in verdicts
    ]
    failed = [verdict.name for verdict in verdicts if not verdict.held]
    lines.append(f"Failed: {', '.join(failed)}." if failed else "Everything holds.")
    return "\n".join(lines)


def _run(check: Check, environ: Mapping[str, str]) -> Verdict:
    began = time.monotonic()
    done = subprocess.run(
        check.command,
        cwd=ROOT,
        env=environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    verdict = Verdict(check.name, done.returncode == 0, time.monotonic() - began)
    print(f"{verdict.name}: {'ok' if verdict.held else 'FAILED'}", flush=True)
    if not verdict.held:
        print(done.stdout.decode("utf-8", "replace"), flush=True)
    return verdict


def _run_tests(arguments: Sequence[str], environ: Mapping[str, str]) -> tuple[Verdict, str]:
    """Run pytest, passing on what it says as it says it; give its verdict and its last word."""
    began = time.monotonic()
    colour = ["--color=yes"] if sys.stdout.isatty() else []
    with subprocess.Popen(
        [
            os.fspath(stamp.environment_python(ROOT)),
            *("-m", "pytest"),
            *colour,
            *pytest_arguments(arguments, os.cpu_count() or 1),
        ],
        cwd=ROOT,
        env=environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        bufsize=0,
    ) as process:
        said = bytearray()
        while process.stdout is not None and (piece := process.stdout.read(4096)):
            said += piece
            sys.stdout.buffer.write(piece)
            sys.stdout.flush()
    verdict = Verdict("tests", process.returncode == 0, time.monotonic() - began)
    return verdict, closing_line(said.decode("utf-8", "replace"), process.returncode)
