"""The set-up for real, on a small project: made, left alone, repaired, and never made worse."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from installer import environment, stamp
from installer.quiet import run_quietly
from installer.trouble import SetupTrouble
from tests.installer.small_project import a_small_project, lock_grain


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    root = a_small_project(tmp_path_factory.mktemp("made") / "project")
    environment.ensure(root, "app")
    return root


@pytest.fixture
def root(tmp_path) -> Path:
    return a_small_project(tmp_path / "project")


@pytest.fixture
def count_of_commands(monkeypatch) -> list[str]:
    labels: list[str] = []

    def counting(command, label, *more):
        labels.append(label)
        return run_quietly(command, label, *more)

    monkeypatch.setattr(environment, "run_quietly", counting)
    return labels


def grain_in(root: Path) -> str:
    command = stamp.environment_python(root).with_name(
        "facilitator.exe" if os.name == "nt" else "facilitator"
    )
    return subprocess.run([command], capture_output=True, text=True, check=True).stdout.strip()


def test_a_set_up_leaves_a_command_that_works(made):
    assert grain_in(made) == "1"
    assert stamp.is_current(made, "app")


def test_a_second_set_up_runs_nothing(made, count_of_commands):
    environment.ensure(made, "app")

    assert count_of_commands == []


def test_a_changed_lock_is_followed_without_making_the_environment_anew(root, count_of_commands):
    environment.ensure(root, "app")
    count_of_commands.clear()
    lock_grain(root, 2)

    environment.ensure(root, "app")

    assert grain_in(root) == "2"
    assert len(count_of_commands) == 2


def test_what_no_longer_fits_its_hash_is_refused_and_what_was_there_still_works(root):
    environment.ensure(root, "app")
    lock_grain(root, 2, digest="0" * 64)

    with pytest.raises(SetupTrouble, match="not the one the project was tested with"):
        environment.ensure(root, "app")

    assert grain_in(root) == "1"
    lock_grain(root, 3)
    environment.ensure(root, "app")
    assert grain_in(root) == "3"


def test_an_interrupted_set_up_is_made_anew(root, monkeypatch):
    def interrupted(command, label, *more):
        if label.startswith("Installing"):
            raise KeyboardInterrupt
        return run_quietly(command, label, *more)

    with monkeypatch.context() as patch:
        patch.setattr(environment, "run_quietly", interrupted)
        with pytest.raises(KeyboardInterrupt):
            environment.ensure(root, "app")
    left_behind = stamp.environment_folder(root) / "left behind"
    left_behind.touch()
    assert not stamp.is_current(root, "app")

    environment.ensure(root, "app")

    assert grain_in(root) == "1"
    assert not left_behind.exists()


def test_an_environment_of_another_python_is_replaced(root):
    environment.ensure(root, "app")
    found = stamp.read_stamp(root)
    assert found is not None
    stamp.write_stamp(root, stamp.Stamp(**{**vars(found), "python": "cpython-399-linux-64"}))
    left_behind = stamp.environment_folder(root) / "left behind"
    left_behind.touch()

    environment.ensure(root, "app")

    assert grain_in(root) == "1"
    assert not left_behind.exists()
    assert not (root / ".venv.aside").exists()


def test_an_environment_comes_back_if_its_successor_cannot_be_made(root, monkeypatch):
    environment.ensure(root, "app")
    found = stamp.read_stamp(root)
    assert found is not None
    stamp.write_stamp(root, stamp.Stamp(**{**vars(found), "python": "cpython-399-linux-64"}))
    monkeypatch.setattr(environment, "room_at", lambda _: environment.ROOM_NEEDED - 1)

    with pytest.raises(SetupTrouble, match="is full"):
        environment.ensure(root, "app")

    assert grain_in(root) == "1"


@pytest.mark.skipif(os.name == "nt", reason="environments hold no links to Python there")
def test_an_environment_whose_python_went_away_is_made_anew(root):
    broken = stamp.environment_python(root)
    broken.parent.mkdir(parents=True)
    broken.symlink_to(root / "gone" / "python")

    environment.ensure(root, "app")

    assert grain_in(root) == "1"


def test_a_full_disk_is_told_before_anything_is_made(root, monkeypatch):
    monkeypatch.setattr(environment, "room_at", lambda _: environment.ROOM_NEEDED - 1)

    with pytest.raises(SetupTrouble, match="free about 700 MB"):
        environment.ensure(root, "app")

    assert not stamp.environment_folder(root).exists()


def test_a_folder_that_cannot_be_written_is_told_before_anything_is_made(root, monkeypatch):
    monkeypatch.setattr(environment.os, "access", lambda *_: False)

    with pytest.raises(SetupTrouble, match="Nothing can be written in"):
        environment.ensure(root, "app")

    assert not stamp.environment_folder(root).exists()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("OSError: [Errno 28] No space left on device", "is full"),
        ("NewConnectionError: Temporary failure in name resolution", "connect this computer"),
        ("ERROR: HTTPSConnectionPool: Read timed out.", "connect this computer"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM", "it was refused"),
        ("ERROR: No matching distribution found for x==1", "no build of x==1 for this system"),
        ("first\nERROR: something else\n\n", "The set-up failed: ERROR: something else"),
        ("", "no reason was given"),
    ],
)
def test_what_a_failed_command_said_becomes_a_sentence(said, sentence):
    told = environment.reason(said, "/home/maria/facilitator")

    assert sentence in told
    assert "\n" not in told


@pytest.mark.parametrize(
    ("name", "version", "machine", "sentence"),
    [
        ("glibc", "2.36", "x86_64", None),
        ("glibc", "2.34", "x86_64", None),
        ("glibc", "2.31", "x86_64", "glibc 2.34 or newer (Debian 12, Ubuntu 22.04"),
        ("glibc", "2.36", "aarch64", "glibc 2.39 or newer (Debian 13, Ubuntu 24.04"),
        ("", "", "x86_64", "another C library"),
        ("glibc", "2.40", "riscv64", "and this is riscv64"),
    ],
)
def test_a_linux_that_qt_is_not_built_for_is_told(name, version, machine, sentence):
    told = environment.unfit_libc(name, version, machine)

    assert (told is None) if sentence is None else (told is not None and sentence in told)


@pytest.mark.skipif(sys.platform == "win32", reason="the lock is another one there")
def test_a_second_set_up_waits_for_the_first(made, monkeypatch, capfd):
    tries = iter([False, False, True])
    naps = []
    monkeypatch.setattr(environment, "_try_to_lock", lambda _: next(tries))
    monkeypatch.setattr(environment.time, "sleep", naps.append)
    monkeypatch.setattr(stamp, "is_current", lambda *_: bool(naps))

    environment.ensure(made, "app")

    assert len(naps) == 1
    assert "waiting for it" in capfd.readouterr().out
