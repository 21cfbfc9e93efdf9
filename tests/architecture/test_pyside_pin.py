"""PySide6 6.12 loses references on Python older than 3.12 and aborts: nobody may get that pair."""

import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]
BROKEN_FROM = Version("6.12.0")
FIRST_SOUND_PYTHON = (3, 12)
QT_PARTS = ("pyside6-essentials", "shiboken6")
SYSTEMS = ("linux", "darwin", "win32")
PYTHONS = ("3.11", "3.12", "3.13")


def an_environment(python: str, system: str) -> dict[str, str]:
    return {
        **default_environment(),
        "python_version": python,
        "python_full_version": f"{python}.0",
        "sys_platform": system,
    }


def pins(lock: str) -> list[Requirement]:
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    return [
        Requirement(line.removesuffix("\\").strip())
        for line in lines
        if line and not line.startswith((" ", "#"))
    ]


def locked_versions(lock: str, name: str, python: str, system: str) -> list[Version]:
    return [
        Version(next(iter(pin.specifier)).version)
        for pin in pins(lock)
        if pin.name == name
        and (pin.marker is None or pin.marker.evaluate(an_environment(python, system)))
    ]


def declared() -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [line for lines in project["optional-dependencies"].values() for line in lines]
    return [Requirement(line) for line in [*project["dependencies"], *extras]]


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("part", QT_PARTS)
@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_the_lock_gives_every_python_a_sound_qt(lock, part, python, system):
    locked = locked_versions(lock, part, python, system)

    assert len(locked) == 1
    assert locked[0] < BROKEN_FROM


def test_the_declared_range_lets_nobody_have_the_broken_version():
    ranges = [requirement for requirement in declared() if requirement.name == "pyside6-essentials"]

    assert len(ranges) == 1
    assert ranges[0].marker is None
    for broken in ("6.12.0", "6.12.1", "6.13.0"):
        assert not ranges[0].specifier.contains(broken, prereleases=True)


def test_only_the_parts_of_pyside_that_are_used_are_asked_for():
    parts = {each.name.lower() for each in declared() if each.name.lower().startswith("pyside")}

    assert parts == {"pyside6-essentials"}


@pytest.mark.skipif(
    sys.version_info >= FIRST_SOUND_PYTHON, reason="every PySide6 is sound on Python 3.12 and newer"
)
def test_the_qt_that_is_installed_here_is_sound():
    assert Version(version("pyside6-essentials")) < BROKEN_FROM
