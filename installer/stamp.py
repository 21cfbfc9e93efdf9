"""Knows whether the environment on the disk is the one the project asks for now.

The stamp is a small file in ``.venv``, written last. It holds one fingerprint for each set of
packages installed and one for the project itself. As every start reads it, this module stays
light: it imports little and starts no process.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

Kind = Literal["app", "dev"]
"""The packages of somebody who uses the app, or those and the tools to work on it."""

LOCK_NAMES: dict[Kind, str] = {"app": "requirements.lock", "dev": "requirements-dev.lock"}
STAMP_NAME = "facilitator-setup.json"
LOG_NAME = "setup.log"


@dataclass(frozen=True)
class Stamp:
    """What was installed: for which Python, in which project folder, and fingerprints of what.

    `finished` is false from the first change to the last.
    """

    finished: bool
    python: str = ""
    place: str = ""
    packages: dict[str, str] = field(default_factory=dict)
    project: str = ""


def environment_folder(root: Path) -> Path:
    """Where the environment of the project at `root` lives."""
    return root / ".venv"


def environment_python(root: Path) -> Path:
    """The Python of the project's environment, whether or not it is there."""
    if sys.platform == "win32":
        return environment_folder(root) / "Scripts" / "python.exe"
    return environment_folder(root) / "bin" / "python"


def this_python() -> str:
    """Name the kind of Python that runs this; packages built for another kind do not load."""
    return f"{sys.implementation.cache_tag}-{sys.platform}-{sys.maxsize.bit_length() + 1}"


def packages_fingerprint(root: Path, kind: Kind) -> str:
    """Fingerprint the locked packages of one kind, as this Python would install them here.

    The path counts too: an environment that was moved or copied points to where it came from.
    """
    lock = (root / LOCK_NAMES[kind]).read_bytes()
    return _digest(lock, this_python().encode(), os.fsencode(root))


def project_fingerprint(root: Path) -> str:
    """Fingerprint what decides how the project itself is installed: its metadata and version."""
    settings = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    deciding = [settings["build-system"], settings["project"], settings["tool"]["setuptools"]]
    version = (root / "facilitator" / "__init__.py").read_bytes()
    return _digest(json.dumps(deciding, sort_keys=True).encode(), version, os.fsencode(root))


def read_stamp(root: Path) -> Stamp | None:
    """Read the stamp; None if there is none, an unfinished one if it cannot be understood."""
    try:
        text = (environment_folder(root) / STAMP_NAME).read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return None
    try:
        return Stamp(**json.loads(text))
    except (ValueError, TypeError):
        return Stamp(finished=False)


def write_stamp(root: Path, stamp: Stamp) -> None:
    """Replace the stamp in one step, so that a kill leaves the old one or the new one."""
    target = environment_folder(root) / STAMP_NAME
    fresh = target.with_suffix(".new")
    fresh.write_text(json.dumps(vars(stamp), indent=1, sort_keys=True), encoding="utf-8")
    fresh.replace(target)


def is_current(root: Path, kind: Kind) -> bool:
    """Tell whether the environment can be used as it is, with nothing to install."""
    stamp = read_stamp(root)
    return (
        stamp is not None
        and stamp.finished
        and stamp.python == this_python()
        and stamp.packages.get(kind) == packages_fingerprint(root, kind)
        and stamp.project == project_fingerprint(root)
        and environment_python(root).exists()
    )


def _digest(*parts: bytes) -> str:
    digest = hashlib.sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()
