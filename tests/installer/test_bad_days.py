"""start.py as a person runs it, on days when something is wrong: one sentence, no traceback."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from installer import stamp
from installer.trouble import told
from tests.installer.small_project import a_small_project

POSIX_ONLY = pytest.mark.skipif(os.name == "nt", reason="needs POSIX signals or mounts")
NO_VENV_MODULE = """
import sys

class Absent:
    def find_spec(self, name, path=None, target=None):
        if name == "ensurepip":
            raise ModuleNotFoundError(name)

sys.meta_path.insert(0, Absent())
"""


@pytest.fixture
def root(tmp_path) -> Path:
    return a_small_project(tmp_path / "project")


def environ(**more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    return {**kept, "PIP_CONFIG_FILE": os.devnull, "PIP_NO_CACHE_DIR": "1", **more}


def start(root: Path, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, root / "installer" / "start.py", "--setup-only"],
        env=environ(**more),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def lock_something_from_an_index(root: Path) -> None:
    (root / "requirements.lock").write_text(
        f"click==8.1.8 --hash=sha256:{'0' * 64}\n", encoding="utf-8"
    )


@pytest.fixture
def mounted() -> Iterator:
    """Mount things for one test; skip it where that is not allowed."""
    places: list[Path] = []

    def mount(place: Path, *options: str) -> None:
        done = subprocess.run(
            ["mount", *options, place], capture_output=True, text=True, check=False
        )
        if done.returncode:
            pytest.skip(f"nothing can be mounted here: {done.stderr.strip()}")
        if place not in places:
            places.append(place)

    if os.name == "nt" or os.geteuid() != 0:
        pytest.skip("only root can mount; the patched twin of this test runs everywhere")
    yield mount
    for place in reversed(places):
        subprocess.run(["umount", place], check=True)


def assert_one_sentence(done: subprocess.CompletedProcess[str], beginning: str) -> None:
    assert done.returncode == 1
    assert done.stderr.startswith(beginning), done.stderr
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stdout + done.stderr


def test_a_python_without_its_venv_module(root, tmp_path):
    (tmp_path / "sitecustomize.py").write_text(NO_VENV_MODULE, encoding="utf-8")

    done = start(root, PYTHONPATH=str(tmp_path))

    assert_one_sentence(done, "This Python {}.{} came without its venv".format(*sys.version_info))


def test_no_network_at_the_first_set_up(root):
    lock_something_from_an_index(root)

    done = start(root, PIP_INDEX_URL="http://127.0.0.1:9/simple")

    assert_one_sentence(done, "The packages could not be fetched: connect this computer")


@POSIX_ONLY
def test_a_disk_too_small(root, tmp_path, mounted):
    small = tmp_path / "small"
    small.mkdir()
    mounted(small, "-t", "tmpfs", "-o", "size=20m", "tmpfs")
    subprocess.run(["cp", "-r", root, small], check=True)

    done = start(small / "project")

    assert_one_sentence(done, f"The disk that holds {small / 'project'} is full")


@POSIX_ONLY
def test_a_disk_that_fills_up_on_the_way(root, tmp_path, mounted):
    small = tmp_path / "small"
    small.mkdir()
    mounted(small, "-t", "tmpfs", "-o", "size=4m", "tmpfs")
    subprocess.run(["cp", "-r", root, small], check=True)
    module = small / "project" / "installer" / "environment.py"
    believing = module.read_text(encoding="utf-8").replace("700_000_000", "0")
    module.write_text(believing, encoding="utf-8")

    done = start(small / "project")

    assert_one_sentence(done, f"The disk that holds {small / 'project'} is full")


@POSIX_ONLY
def test_a_project_on_a_read_only_disk(root, tmp_path, mounted):
    disc = tmp_path / "disc"
    disc.mkdir()
    mounted(disc, "--bind", root)
    mounted(disc, "-o", "remount,ro,bind")

    done = start(disc)

    assert_one_sentence(done, f"Nothing can be written in {disc}")


@POSIX_ONLY
def test_stopped_with_ctrl_c_and_gone_on_with(root):
    good_lock = (root / "requirements.lock").read_text(encoding="utf-8")
    lock_something_from_an_index(root)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        silent.settimeout(60)
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/simple"
        with subprocess.Popen(
            [sys.executable, root / "installer" / "start.py", "--setup-only"],
            env=environ(PIP_INDEX_URL=address),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        ) as process:
            connection, _ = silent.accept()
            os.killpg(process.pid, signal.SIGINT)
            said = process.communicate(timeout=60)[1]
            connection.close()

    assert process.returncode == 130
    assert said.strip() == "Stopped. Run this again to go on."
    (root / "requirements.lock").write_text(good_lock, encoding="utf-8")
    assert start(root).returncode == 0
    assert stamp.is_current(root, "app")


def test_a_set_up_needs_no_network_the_second_time(root):
    first = start(root)
    second = start(root, PIP_INDEX_URL="http://127.0.0.1:9/simple")

    assert (first.returncode, second.returncode) == (0, 0)
    assert second.stdout.startswith("Facilitator is ready")


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (OSError(28, "No space left on device"), "is full"),
        (OSError(30, "Read-only file system", "/mnt/x"), "Nothing can be written in /mnt/x"),
        (PermissionError(13, "Permission denied", "/mnt/x"), "Nothing can be written in /mnt/x"),
        (OSError(5, "Input/output error", "/mnt/x"), "Input/output error (/mnt/x)"),
    ],
)
@POSIX_ONLY
def test_an_error_of_the_system_becomes_a_sentence(error, sentence):
    assert sentence in told(error, "/home/maria/facilitator")
