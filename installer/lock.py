"""Writes the lock files anew from the ranges in pyproject.toml.

    python3 installer/lock.py                    keep what is locked where it still fits
    python3 installer/lock.py --upgrade          take the newest that fits
    python3 installer/lock.py --upgrade-package reportlab

Needs uv (https://docs.astral.sh/uv/) on the path. The locks serve Linux, macOS and Windows on
every supported Python, carry the hash of every file, and say nothing of where they were made.
requirements.lock is what the app runs on, with the tool that installs the project itself;
requirements-dev.lock is the same and the tools to work on it.
"""

from __future__ import annotations

import subprocess
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HEADER = "# Written by `python3 installer/lock.py`, from the ranges in pyproject.toml.\n"
OLDEST_PYTHON = "3.11"


def main(arguments: Sequence[str]) -> int:
    """Write both lock files; the second is held to the pins of the first."""
    app = ROOT / "requirements.lock"
    _compile(app, [], arguments)
    _compile(ROOT / "requirements-dev.lock", ["--extra=dev", f"--constraint={app}"], arguments)
    return 0


def _compile(target: Path, more: Sequence[str], arguments: Sequence[str]) -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    subprocess.run(
        [
            *("uv", "pip", "compile", "pyproject.toml", "-"),
            *("--universal", f"--python-version={OLDEST_PYTHON}", "--generate-hashes"),
            *("--no-emit-index-url", "--no-emit-find-links", "--no-annotate", "--no-header"),
            *("--quiet", f"--output-file={target}"),
            *more,
            *arguments,
        ],
        cwd=ROOT,
        # The build backend is locked too, so that installing the project fetches nothing unknown.
        input="\n".join(settings["build-system"]["requires"]),
        text=True,
        check=True,
    )
    target.write_text(HEADER + target.read_text(encoding="utf-8"), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
