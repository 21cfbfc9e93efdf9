import ast
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from installer.required_python import newer_on, sentence

ROOT = Path(__file__).resolve().parents[2]
READ_BY_EVERY_PYTHON = ("__init__.py", "required_python.py", "start.py", "test.py")
NEWER_THAN_PYTHON_2 = (
    *(ast.JoinedStr, ast.AnnAssign, ast.NamedExpr, ast.AsyncFunctionDef, ast.Await, ast.Nonlocal),
    *(ast.Starred, ast.YieldFrom, ast.MatMult, ast.Match),
)


def old_pythons() -> list[str]:
    versions = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    switched = [str(path) for path in sorted(versions.glob("*/bin/python"))]
    named = [shutil.which(f"python{version}") for version in ("2.7", "3.6", "3.8", "3.9", "3.10")]
    return [python for python in (*switched, *named) if python and is_old(python)]


def is_old(python: str) -> bool:
    done = subprocess.run(
        [python, "-c", "import sys; sys.exit(sys.version_info < (3, 11))"],
        capture_output=True,
        check=False,
    )
    return done.returncode == 1


@pytest.mark.parametrize("script", ["start.py", "test.py"])
def test_an_old_python_is_told_in_one_sentence(script):
    pythons = old_pythons()
    if not pythons:
        pytest.skip("there is no Python older than 3.11 on this machine")
    for python in pythons:
        done = subprocess.run(
            [python, ROOT / "installer" / script],
            env={"PATH": "", "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            check=False,
        )

        assert done.returncode == 1
        assert done.stderr.startswith("Facilitator needs Python 3.11 or newer, and this is Python")
        assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("name", READ_BY_EVERY_PYTHON)
def test_the_first_files_use_no_syntax_newer_than_python_2(name):
    source = (ROOT / "installer" / name).read_bytes()
    tree = ast.parse(source)

    newer = [node for node in ast.walk(tree) if isinstance(node, NEWER_THAN_PYTHON_2)]
    annotated = [
        node
        for node in ast.walk(tree)
        if (isinstance(node, ast.arg) and node.annotation)
        or (isinstance(node, ast.FunctionDef) and (node.returns or node.args.kwonlyargs))
    ]

    assert newer == []
    assert annotated == []
    assert source.isascii()


def test_an_old_python_names_a_newer_one_that_is_there():
    told = sentence("installer/start.py", (3, 8, 18), "python3.12")

    assert "this is Python 3.8" in told
    assert "`python3.12 installer/start.py`" in told


def test_an_old_python_says_where_to_get_a_newer_one():
    told = sentence("installer/start.py", (3, 8, 18), None)

    assert "https://www.python.org/downloads/" in told
    assert "apt-get install python3 python3-venv" in told


@pytest.mark.skipif(os.name == "nt", reason="writes shell scripts as stand-ins for Python")
def test_a_newer_python_counts_only_if_it_runs(tmp_path):
    for folder, name, code in (("dead", "python3.13", 127), ("alive", "python3.12", 0)):
        stand_in = tmp_path / folder / name
        stand_in.parent.mkdir()
        stand_in.write_text(f"#!/bin/sh\nexit {code}\n", encoding="utf-8")
        stand_in.chmod(0o755)

    assert newer_on(str(tmp_path / "dead")) is None
    assert newer_on(os.pathsep.join([str(tmp_path / "dead"), str(tmp_path / "alive")])) == (
        "python3.12"
    )
