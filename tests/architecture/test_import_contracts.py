"""Imports go one way, and each library has its one door; pyproject.toml has the contracts."""

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINT_IMPORTS = (
    "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
)
NOT_IN_A_LAYER = {"__init__", "__main__"}


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", LINT_IMPORTS],
        cwd=folder,
        env={"PYTHONIOENCODING": "utf-8", "NO_COLOR": "1", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def imported_by(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names.add(node.module)
    return {name.partition(".")[0] for name in names}


def test_the_contracts_hold():
    done = lint_imports(ROOT)

    assert done.returncode == 0, done.stdout + done.stderr


def test_every_part_of_the_core_has_its_layer():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    layers = " ".join(next(each for each in contracts if each["id"] == "layers")["layers"])
    parts = {
        path.stem
        for path in (ROOT / "facilitator").iterdir()
        if path.suffix == ".py" or (path.is_dir() and any(path.glob("**/*.py")))
    }

    homeless = [
        part for part in sorted(parts - NOT_IN_A_LAYER) if f"(facilitator.{part})" not in layers
    ]

    assert homeless == [], "give each its place in the layers contract in pyproject.toml"


def test_the_event_loop_of_qt_is_imported_in_one_module():
    doors = [
        path.relative_to(ROOT).as_posix()
        for folder in ("facilitator", "ui")
        for path in (ROOT / folder).rglob("*.py")
        if "qasync" in imported_by(path)
    ]

    assert len(doors) <= 1


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("facilitator/people/names.py", "import facilitator.planning.timing"),
        ("facilitator/workbook.py", "import facilitator.words"),
        ("facilitator/exchange/tables.py", "import facilitator.documents.page"),
        ("facilitator/storage/disk.py", "import ui.app"),
        ("facilitator/live/clockwork.py", "import asyncio"),
        ("facilitator/live/clockwork.py", "from PySide6 import QtCore"),
        ("facilitator/people/names.py", "import sqlite3"),
        ("facilitator/workbook.py", "import sqlite_utils"),
        ("ui/app.py", "import sqlite3"),
        ("facilitator/certificates/layout.py", "import reportlab"),
        ("ui/app.py", "import segno"),
    ],
)
def test_an_import_that_breaks_the_order_of_the_house_is_found(tmp_path, module, line):
    (tmp_path / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    for name in (
        *("ui/__init__.py", "ui/app.py", "facilitator/__init__.py", "facilitator/words.py"),
        *("facilitator/planning/__init__.py", "facilitator/planning/timing.py"),
        *("facilitator/documents/__init__.py", "facilitator/documents/page.py"),
        str(Path(module).parent / "__init__.py"),
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    intact = lint_imports(tmp_path)
    (tmp_path / module).write_text(line + "\n", encoding="utf-8")

    broken = lint_imports(tmp_path)

    assert intact.returncode == 0, intact.stdout + intact.stderr
    assert broken.returncode == 1
    assert "1 broken" in broken.stdout
