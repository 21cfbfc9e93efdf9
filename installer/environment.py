"""Makes the project's environment (``.venv``) and keeps it what the lock file says.

Interrupted at any point, the next go repairs it: an unfinished stamp is written before the first
change and a finished one after the last. An environment that still works is only set aside while
its successor is built, and comes back if that fails.
"""

from __future__ import annotations

import dataclasses
import errno
import importlib.util
import os
import platform
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from installer import stamp
from installer.quiet import Count, Outcome, run_quietly
from installer.stamp import LOG_NAME, Kind, Stamp
from installer.system_libraries import is_debian, is_root, os_release
from installer.trouble import SetupTrouble, disk_full, not_writable

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

ROOM_NEEDED = 700_000_000
"""Bytes: measured 480 MB with the development tools, and the downloads beside it while it grows."""

QT_WHEELS_NEED_GLIBC = {"x86_64": (2, 34), "aarch64": (2, 39)}
"""From the file names of PySide6 6.11's Linux wheels (manylinux_2_34, manylinux_2_39)."""

NETWORK_SIGNS = re.compile(
    r"NewConnectionError|NameResolutionError|Temporary failure in name resolution"
    r"|Network is unreachable|ConnectTimeoutError|ReadTimeoutError|Read timed out"
    r"|Max retries exceeded|ProxyError|SSLError|Connection (?:refused|reset|aborted)"
    r"|RemoteDisconnected|getaddrinfo failed|IncompleteRead|Failed to establish a new connection"
    r"|Could not connect to"
)
DISK_SIGNS = re.compile(
    r"No space left on device|\[Errno 28\]|not enough space on the disk|\b112\]"
)
HASH_SIGNS = re.compile(r"DO NOT MATCH THE HASHES")
ABSENT_SIGN = re.compile(r"No matching distribution found for (\S+)")


def ensure(root: Path, kind: Kind) -> None:
    """Bring the environment of the project at `root` up to date, if it is not already.

    Raises SetupTrouble with a sentence for the person when it cannot be done, and OSError.
    """
    if stamp.is_current(root, kind):
        return
    _refuse_what_cannot_work(root)
    with _alone(root):
        # Another set-up may have done the work while this one waited for it.
        if not stamp.is_current(root, kind):
            _bring_up_to_date(root, kind)


def _bring_up_to_date(root: Path, kind: Kind) -> None:
    aside = root / ".venv.aside"
    if _is_usable(root):
        _install(root, kind)
    else:
        _set_aside(root, aside)
        try:
            if room_at(root) < ROOM_NEEDED:
                raise SetupTrouble(disk_full(os.fspath(root)))
            _create(root)
            _install(root, kind)
        except BaseException:
            _bring_back(root, aside)
            raise
    _remove(aside)


def _is_usable(root: Path) -> bool:
    """Tell whether packages can be installed into the environment as it stands."""
    found = stamp.read_stamp(root)
    if found is not None and (not found.finished or found.python != stamp.this_python()):
        return False
    try:
        settings = (stamp.environment_folder(root) / "pyvenv.cfg").read_text(encoding="utf-8")
    except OSError:
        return False
    version = re.search(r"^version(?:_info)? *= *(\d+\.\d+)", settings, re.MULTILINE)
    if version is None or version[1] != "{}.{}".format(*sys.version_info):
        return False
    if found is not None and found.place != os.fspath(root):
        return False  # moved or copied here: its scripts point to where it came from
    try:
        trial = subprocess.run(
            [stamp.environment_python(root), "-I", "-c", "import pip"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    except OSError:
        return False
    return trial.returncode == 0


def _set_aside(root: Path, aside: Path) -> None:
    """Keep a finished environment until its successor is there; clear away an unfinished one."""
    folder = stamp.environment_folder(root)
    found = stamp.read_stamp(root)
    if found is not None and found.finished and found.place == os.fspath(root):
        _remove(aside)
        folder.rename(aside)
    else:
        _remove(folder)


def _bring_back(root: Path, aside: Path) -> None:
    if aside.exists():
        folder = stamp.environment_folder(root)
        _remove(folder)
        aside.rename(folder)


def _remove(path: Path) -> None:
    if path.is_symlink() or path.is_file():
        path.unlink()
    elif path.exists():
        shutil.rmtree(path)


def _create(root: Path) -> None:
    folder = stamp.environment_folder(root)
    folder.mkdir()
    stamp.write_stamp(root, Stamp(finished=False))
    # In two steps, as venv keeps to itself why its own call of ensurepip failed.
    place, python = os.fspath(folder), os.fspath(stamp.environment_python(root))
    for label, command in (
        ("Making .venv", [_base_python(), "-I", "-m", "venv", "--without-pip", place]),
        ("Giving it pip", [python, "-I", "-m", "ensurepip"]),
    ):
        outcome = run_quietly(command, label, folder / LOG_NAME)
        if outcome.code:
            raise SetupTrouble(_why_not(outcome, root))


def _base_python() -> str:
    """Give the Python outside any environment: the one that runs this may be about to go."""
    return getattr(sys, "_base_executable", None) or sys.executable


def _install(root: Path, kind: Kind) -> None:
    folder = stamp.environment_folder(root)
    log = folder / LOG_NAME
    downloads = folder / "downloads"
    lock = root / stamp.LOCK_NAMES[kind]
    total = lock.read_text(encoding="utf-8").count("==")
    before = stamp.read_stamp(root)
    stamp.write_stamp(root, Stamp(finished=False))
    downloads.mkdir(exist_ok=True)
    python = os.fspath(stamp.environment_python(root))
    pip = [python, "-I", "-m", "pip", "--no-input", "install"]
    try:
        outcome = run_quietly(
            [
                *pip,
                *("--require-hashes", "--no-deps", "--only-binary=:all:", "--progress-bar=off"),
                *("--retries=2", "--timeout=30", f"--requirement={lock}"),
            ],
            f"Installing {total} packages (some minutes the first time)",
            log,
            _pip_environ(downloads),
            Count(b"Collecting ", total),
        )
        if outcome.code == 0:
            # All that this needs was installed a moment ago, so the network is left alone.
            outcome = run_quietly(
                [*pip, "--no-index", "--no-deps", "--no-build-isolation", f"--editable={root}"],
                "Installing Facilitator",
                log,
                _pip_environ(downloads),
            )
    finally:
        shutil.rmtree(downloads, ignore_errors=True)
    if outcome.code:
        if before is not None and before.finished:
            # pip gave up in good order: what is there still works, and the next go mends it.
            stamp.write_stamp(root, dataclasses.replace(before, packages={}))
        raise SetupTrouble(_why_not(outcome, root))
    # The development lock holds every pin of the app's own (tests/installer/test_lock.py).
    kinds: tuple[Kind, ...] = ("app", "dev") if kind == "dev" else ("app",)
    stamp.write_stamp(
        root,
        Stamp(
            finished=True,
            python=stamp.this_python(),
            place=os.fspath(root),
            packages={each: stamp.packages_fingerprint(root, each) for each in kinds},
            project=stamp.project_fingerprint(root),
        ),
    )


def _pip_environ(downloads: Path) -> dict[str, str]:
    """Keep a person's own pip settings (mirror, proxy, certificates) but for where things go.

    Downloads are unpacked beside the environment: a small /tmp must not stop the set-up.
    """
    misleading = {"PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_DRY_RUN", "PIP_NO_BINARY"}
    environ = {name: value for name, value in os.environ.items() if name not in misleading}
    place = os.fspath(downloads)
    return environ | {
        "PIP_USER": "0",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_ROOT_USER_ACTION": "ignore",
        "TMPDIR": place,
        "TEMP": place,
        "TMP": place,
    }


def _refuse_what_cannot_work(root: Path) -> None:
    for name in ("venv", "ensurepip"):
        if not _has_module(name):
            raise SetupTrouble(no_venv_module())
    _refuse_an_old_system()
    if not os.access(root, os.W_OK):
        raise SetupTrouble(not_writable(os.fspath(root)))


def room_at(folder: Path) -> int:
    """Bytes free for us on the disk that holds `folder`."""
    return shutil.disk_usage(folder).free


def _has_module(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except ImportError:
        return False


def no_venv_module() -> str:
    """Say that Python came without its venv module, and how to get it on this system."""
    version = "{}.{}".format(*sys.version_info)
    if is_debian(os_release()):
        sudo = "" if is_root() else "sudo "
        way = f"run `{sudo}apt-get install -y python{version}-venv`"
    else:
        way = (
            "install your system's package for it, or Python from https://www.python.org/downloads/"
        )
    return f"This Python {version} came without its venv module: {way}, and run this again."


def _refuse_an_old_system() -> None:
    """Tell a Linux for which Qt is not built, before some hundred megabytes are fetched."""
    if not sys.platform.startswith("linux"):
        return
    name, version = platform.libc_ver()
    sentence = unfit_libc(name, version, platform.machine())
    if sentence:
        raise SetupTrouble(sentence)


def unfit_libc(name: str, version: str, machine: str) -> str | None:
    """Say why Qt cannot run with this C library, or None if it can."""
    needed = QT_WHEELS_NEED_GLIBC.get(machine)
    if needed is None:
        known = " and ".join(QT_WHEELS_NEED_GLIBC)
        return f"Qt for Python is built for Linux on {known}, and this is {machine}."
    wanted = "{}.{}".format(*needed)
    newer = "Debian 12, Ubuntu 22.04, Fedora 36" if needed == (2, 34) else "Debian 13, Ubuntu 24.04"
    if name != "glibc":
        return (
            f"Qt for Python needs a Linux with glibc {wanted} or newer ({newer} or later); "
            "this one has another C library."
        )
    if tuple(int(part) for part in version.split(".")[:2]) < needed:
        return f"Qt for Python needs glibc {wanted} or newer ({newer} or later); this is {version}."
    return None


def _why_not(outcome: Outcome, root: Path) -> str:
    return reason(outcome.text, os.fspath(root))


def reason(text: str, folder: str) -> str:
    """Find the sentence for why a command failed in what it said."""
    log = stamp.environment_folder(Path(folder)) / LOG_NAME
    if DISK_SIGNS.search(text):
        return disk_full(folder)
    if HASH_SIGNS.search(text):
        return (
            "A downloaded package is not the one the project was tested with, so it was refused: "
            "run this again, and if it stays so, ask who looks after your network."
        )
    if NETWORK_SIGNS.search(text):
        return (
            "The packages could not be fetched: connect this computer to the internet for the "
            "first set-up and run this again; afterwards no network is needed."
        )
    absent = ABSENT_SIGN.search(text)
    if absent:
        return f"There is no build of {absent[1]} for this system and Python (see {log})."
    said = [line.strip() for line in text.splitlines() if line.strip()]
    last = said[-1] if said else "no reason was given"
    return f"The set-up failed: {last} (all of it is in {log})."


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Let one set-up of this project work at a time; a second one says so and waits."""
    with (root / ".venv.lock").open("a+b") as file:
        if not _try_to_lock(file):
            print("Another set-up of this project is at work; waiting for it.", flush=True)
            while not _try_to_lock(file):
                time.sleep(0.2)
        yield


def _try_to_lock(file: IO[bytes]) -> bool:
    """Take the lock on an open file if nobody has it; closing the file gives it back."""
    try:
        if sys.platform == "win32":
            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in (errno.EACCES, errno.EAGAIN, errno.EDEADLK):
            return False
        raise
    return True
