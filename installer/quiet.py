"""Runs a talkative command into a log, while one calm line says how far it is."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

GLANCE_SECONDS = 0.2
"""How often the log is looked at for progress."""


@dataclass(frozen=True)
class Outcome:
    """How a command ended, and what it added to the log."""

    code: int
    text: str


@dataclass(frozen=True)
class Count:
    """How progress shows in a log: each `mark` at the start of a line is one of `total`."""

    mark: bytes
    total: int


class CalmLine:
    """One line of progress: rewritten in a terminal, said once anywhere else."""

    def __init__(self, label: str) -> None:
        """Show `label`, and keep it in front of whatever follows."""
        self._label = label
        self._shown = ""
        self._alive = sys.stdout.isatty()
        self._began = time.monotonic()
        if self._alive:
            self.show("")
        else:
            print(f"{label} ...", flush=True)

    def show(self, progress: str) -> None:
        """Rewrite the line with how far it is; nothing where lines cannot be rewritten."""
        text = f"{self._label} ... {progress}"
        if self._alive and text != self._shown:
            sys.stdout.write("\r" + text.ljust(len(self._shown)))
            sys.stdout.flush()
            self._shown = text

    def end(self, word: str) -> None:
        """Close the line with how it ended."""
        seconds = time.monotonic() - self._began
        if self._alive:
            self.show(f"{word} ({seconds:.0f} s)")
            print(flush=True)
        else:
            print(f"  {word} ({seconds:.0f} s)", flush=True)


def run_quietly(
    command: Sequence[str | os.PathLike[str]],
    label: str,
    log: Path,
    environ: Mapping[str, str] | None = None,
    count: Count | None = None,
) -> Outcome:
    """Run `command` with nothing on standard input; what it says goes to the end of `log`."""
    line = CalmLine(label)
    with log.open("ab") as sink:
        begins_at = sink.tell()
        try:
            with subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=sink,
                stderr=subprocess.STDOUT,
                env=None if environ is None else dict(environ),
            ) as process:
                _watch(process, line, log, begins_at, count)
        except BaseException:
            line.end("stopped")
            raise
    line.end("done" if process.returncode == 0 else "failed")
    return Outcome(process.returncode, _from(log, begins_at).decode("utf-8", "replace"))


def _watch(
    process: subprocess.Popen[bytes], line: CalmLine, log: Path, begins_at: int, count: Count | None
) -> None:
    while True:
        try:
            process.wait(GLANCE_SECONDS)
        except subprocess.TimeoutExpired:
            if count is not None:
                done = (b"\n" + _from(log, begins_at)).count(b"\n" + count.mark)
                line.show(f"{min(done, count.total)} of {count.total}")
        else:
            return


def _from(log: Path, position: int) -> bytes:
    with log.open("rb") as file:
        file.seek(position)
        return file.read()
