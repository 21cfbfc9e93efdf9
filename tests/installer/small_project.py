"""A project small enough to be set up for real, within seconds and without a network.

It has the installer of this project, one locked package that lies beside it as a file, and a build
backend of its own that gives a `facilitator` command.
"""

from __future__ import annotations

import hashlib
import shutil
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

PYPROJECT = """
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]
[project]
name = "facilitator"
[tool.setuptools]
"""

BACKEND = """
import zipfile

NAME = "facilitator-0-py3-none-any.whl"
FILES = {
    "METADATA": "Metadata-Version: 2.1\\nName: facilitator\\nVersion: 0\\n",
    "WHEEL": "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n",
    "entry_points.txt": "[console_scripts]\\nfacilitator = grain:main\\n",
    "RECORD": "",
}

def build_editable(folder, config_settings=None, metadata_directory=None):
    with zipfile.ZipFile(folder + "/" + NAME, "w") as wheel:
        for name, text in FILES.items():
            wheel.writestr("facilitator-0.dist-info/" + name, text)
    return NAME
"""


def a_small_project(folder: Path) -> Path:
    """Lay the project out in `folder`, with the package `grain` 1 locked."""
    folder.mkdir()
    shutil.copytree(
        ROOT / "installer", folder / "installer", ignore=shutil.ignore_patterns("__pycache__")
    )
    (folder / "pyproject.toml").write_text(PYPROJECT, encoding="utf-8")
    (folder / "backend.py").write_text(BACKEND, encoding="utf-8")
    (folder / "facilitator").mkdir()
    (folder / "facilitator" / "__init__.py").touch()
    lock_grain(folder, 1)
    return folder


def lock_grain(folder: Path, version: int, digest: str | None = None) -> None:
    """Lock a version of the one package, with its true hash unless another one is given."""
    wheel = folder / f"grain-{version}-py3-none-any.whl"
    about = f"grain-{version}.dist-info/"
    with zipfile.ZipFile(wheel, "w") as file:
        file.writestr("grain.py", f"VERSION = {version}\n\ndef main():\n    print(VERSION)\n")
        file.writestr(
            f"{about}METADATA", f"Metadata-Version: 2.1\nName: grain\nVersion: {version}\n"
        )
        file.writestr(
            f"{about}WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        file.writestr(f"{about}RECORD", "")
    digest = digest or hashlib.sha256(wheel.read_bytes()).hexdigest()
    line = f"grain @ {wheel.as_uri()} --hash=sha256:{digest}\n"
    for lock in ("requirements.lock", "requirements-dev.lock"):
        (folder / lock).write_text(line, encoding="utf-8")
