"""Runs a talkative command into a log, while one calm line says how far it is."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


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
    """Run `command` with nothing on standard input; what it says goes to the end of `log`.

    What it says is kept in memory too: on a full disk nothing more fits in the log, and the reason
    for the failure would be lost with it.
    """
    line = CalmLine(label)
    said: list[bytes] = []
    try:
        with subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=None if environ is None else dict(environ),
        ) as process:
            done = 0
            for heard in process.stdout or ():
                said.append(heard)
                if count is not None and heard.startswith(count.mark):
                    done += 1
                    line.show(f"{min(done, count.total)} of {count.total}")
    except BaseException:
        line.end("stopped")
        raise
    finally:
        with contextlib.suppress(OSError), log.open("ab") as sink:
            sink.writelines(said)
    line.end("done" if process.returncode == 0 else "failed")
    return Outcome(process.returncode, b"".join(said).decode("utf-8", "replace"))
