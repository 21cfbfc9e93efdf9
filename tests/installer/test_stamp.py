import os
from pathlib import Path

import pytest

from installer import stamp
from installer.stamp import Stamp

PYPROJECT = """
[build-system]
requires = []
[project]
name = "small"
dependencies = ["click"]
[tool.setuptools]
packages = []
[tool.ruff]
line-length = 100
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "requirements.lock").write_text("click==8.1.0\n", encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text(PYPROJECT, encoding="utf-8")
    version = tmp_path / "facilitator" / "__init__.py"
    version.parent.mkdir()
    version.write_text('__version__ = "1"\n', encoding="utf-8")
    python = stamp.environment_python(tmp_path)
    python.parent.mkdir(parents=True)
    python.touch()
    stamp.write_stamp(tmp_path, a_finished_stamp(tmp_path))
    return tmp_path


def a_finished_stamp(root: Path) -> Stamp:
    return Stamp(
        finished=True,
        python=stamp.this_python(),
        place=os.fspath(root),
        packages={"app": stamp.packages_fingerprint(root, "app")},
        project=stamp.project_fingerprint(root),
    )


def test_a_finished_set_up_is_current(root):
    assert stamp.is_current(root, "app")


def test_a_stamp_is_read_as_it_was_written(root):
    assert stamp.read_stamp(root) == a_finished_stamp(root)


def test_no_environment_is_not_current(tmp_path):
    assert stamp.read_stamp(tmp_path) is None


def test_a_changed_lock_asks_for_a_set_up(root):
    (root / "requirements.lock").write_text("click==8.1.1\n", encoding="utf-8")

    assert not stamp.is_current(root, "app")


def test_a_new_version_of_the_project_asks_for_a_set_up(root):
    (root / "facilitator" / "__init__.py").write_text('__version__ = "2"\n', encoding="utf-8")

    assert not stamp.is_current(root, "app")


def test_a_new_command_of_the_project_asks_for_a_set_up(root):
    more = PYPROJECT.replace('name = "small"', 'name = "small"\nscripts = {small = "a:b"}')
    (root / "pyproject.toml").write_text(more, encoding="utf-8")

    assert not stamp.is_current(root, "app")


def test_a_changed_setting_of_a_checker_asks_for_nothing(root):
    more = PYPROJECT.replace("line-length = 100", "line-length = 90")
    (root / "pyproject.toml").write_text(more, encoding="utf-8")

    assert stamp.is_current(root, "app")


def test_the_packages_of_the_app_alone_do_not_serve_for_testing(root):
    (root / "requirements-dev.lock").write_text("click==8.1.0\n", encoding="utf-8")

    assert not stamp.is_current(root, "dev")


def test_another_python_asks_for_a_set_up(root, monkeypatch):
    monkeypatch.setattr(stamp, "this_python", lambda: "cpython-399-linux-64")

    assert not stamp.is_current(root, "app")


def test_a_python_that_went_away_asks_for_a_set_up(root):
    stamp.environment_python(root).unlink()

    assert not stamp.is_current(root, "app")


def test_a_copied_project_asks_for_a_set_up(root, tmp_path_factory):
    copy = tmp_path_factory.mktemp("elsewhere") / "project"
    root.rename(copy)

    assert not stamp.is_current(copy, "app")


def test_an_unfinished_set_up_is_not_current(root):
    stamp.write_stamp(root, Stamp(finished=False))

    assert not stamp.is_current(root, "app")


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"finished": true, "colour": "red"}'])
def test_a_damaged_stamp_counts_as_unfinished(root, text):
    (stamp.environment_folder(root) / stamp.STAMP_NAME).write_text(text, encoding="utf-8")

    assert stamp.read_stamp(root) == Stamp(finished=False)
