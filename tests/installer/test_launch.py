import os
import subprocess
import sys
from pathlib import Path

import pytest

from installer import launch, stamp

POSIX_ONLY = pytest.mark.skipif(os.name == "nt", reason="a shell script stands in for Python")


@pytest.mark.parametrize(
    ("environ", "system", "expected"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ""}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({"QT_QPA_PLATFORM": "vnc"}, "linux", True),
        ({}, "darwin", True),
        ({}, "win32", True),
    ],
)
def test_a_window_needs_a_display(environ, system, expected):
    assert launch.can_show_a_window(environ, system) is expected


@pytest.fixture
def ready(tmp_path, monkeypatch) -> Path:
    """A project that is set up, whose Python writes down what it was asked to do."""
    python = stamp.environment_python(tmp_path)
    python.parent.mkdir(parents=True)
    python.write_text(
        '#!/bin/sh\necho "$QT_QPA_PLATFORM|$PWD|$*" >> "$(dirname "$0")/asked"\n', encoding="utf-8"
    )
    python.chmod(0o755)
    monkeypatch.setattr(launch, "ROOT", tmp_path)
    monkeypatch.setattr(launch, "set_up", lambda *_: None)
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def asked(root: Path) -> list[str]:
    written = stamp.environment_python(root).with_name("asked")
    return written.read_text(encoding="utf-8").splitlines() if written.exists() else []


def running(line: list[str]) -> int:
    return subprocess.run(line, check=False).returncode


@POSIX_ONLY
def test_without_a_display_the_sample_programme_is_played_through(ready, capfd):
    code = launch.main([])

    said = capfd.readouterr().out
    assert code == 0
    assert asked(ready) == [f"offscreen|{ready}|-m facilitator demo demo-output"]
    assert said.startswith("There is no display here")
    assert str(ready / "demo-output") in said


@POSIX_ONLY
def test_a_demo_that_fails_promises_no_results(ready, capfd):
    stamp.environment_python(ready).write_text("#!/bin/sh\nexit 3\n", encoding="utf-8")

    assert launch.main([]) == 3
    assert "demo-output" not in capfd.readouterr().out


@POSIX_ONLY
def test_without_a_display_a_file_is_not_opened_in_a_window(ready, capfd):
    code = launch.main(["open", "spring.facilitator"])

    assert code == 1
    assert asked(ready) == []
    assert capfd.readouterr().err.startswith("There is no display here")


@POSIX_ONLY
def test_without_a_display_the_other_commands_work(ready, monkeypatch):
    monkeypatch.setattr(launch, "_become", running)

    assert launch.main(["info", "spring.facilitator", "--json"]) == 0
    assert asked(ready)[0].endswith("-m facilitator info spring.facilitator --json")


@POSIX_ONLY
def test_with_a_display_the_window_opens(ready, monkeypatch):
    monkeypatch.setattr(launch, "_become", running)
    monkeypatch.setenv("DISPLAY", ":0")

    assert launch.main([]) == 0
    assert asked(ready)[0].endswith("|-m facilitator")


@POSIX_ONLY
def test_set_up_only_stops_after_the_set_up(ready, capfd):
    assert launch.main(["--setup-only"]) == 0
    assert asked(ready) == []
    assert str(ready / ".venv" / "bin" / "facilitator") in capfd.readouterr().out
