"""The two locks hold together, fit the declared ranges and hash every file they name."""

import re
import tomllib
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
LOCKS = ("requirements.lock", "requirements-dev.lock")
PIN = re.compile(
    r"^(?P<requirement>[^#\s].*?)(?: \\)?$(?P<hashes>(?:\n    --hash=.*)*)", re.MULTILINE
)
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}(?: \\)?$")


def entries(lock: str) -> dict[str, tuple[Requirement, list[str]]]:
    text = (ROOT / lock).read_text(encoding="utf-8")
    found = {}
    for match in PIN.finditer(text):
        requirement = Requirement(match["requirement"])
        found[canonicalize_name(requirement.name)] = (requirement, match["hashes"].split("\n")[1:])
    return found


def settings() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def asked_for(lock: str) -> list[Requirement]:
    project = settings()["project"]
    lines = [*project["dependencies"], *settings()["build-system"]["requires"]]
    if lock == "requirements-dev.lock":
        lines += project["optional-dependencies"]["dev"]
    return [Requirement(line) for line in lines]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_is_exact_and_hashed(lock):
    for requirement, hashes in entries(lock).values():
        assert [each.operator for each in requirement.specifier] == ["=="], requirement
        assert hashes, requirement
        assert all(HASH.search(line) for line in hashes), requirement


@pytest.mark.parametrize("lock", LOCKS)
def test_all_that_the_project_asks_for_is_locked_within_its_range(lock):
    locked = entries(lock)
    for wanted in asked_for(lock):
        pin = next(iter(locked[canonicalize_name(wanted.name)][0].specifier)).version
        assert wanted.specifier.contains(pin), wanted


@pytest.mark.parametrize("lock", LOCKS)
def test_what_the_locked_packages_need_is_locked_too(lock):
    locked = entries(lock)
    absent = []
    for name, (requirement, _) in locked.items():
        try:
            if version(name) != next(iter(requirement.specifier)).version:
                continue
        except PackageNotFoundError:
            continue
        needs = [Requirement(line) for line in requires(name) or []]
        absent += [
            f"{name} needs {need}"
            for need in needs
            if (need.marker is None or need.marker.evaluate({"extra": ""}))
            and canonicalize_name(need.name) not in locked
        ]

    assert absent == []


def test_the_development_lock_holds_every_pin_of_the_app():
    app, dev = entries("requirements.lock"), entries("requirements-dev.lock")

    assert {name: dev.get(name) for name in app} == app


def test_somebody_who_only_uses_the_app_gets_no_test_tools():
    app = entries("requirements.lock")
    tools = {
        canonicalize_name(Requirement(line).name)
        for line in settings()["project"]["optional-dependencies"]["dev"]
    }

    assert tools.isdisjoint(app)
