"""What is shipped must not know the machine it was written on, nor where packages came from."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# Put together from pieces, as this file is looked at too.
MACHINE_PATHS = re.compile(rb"(?<![\w.-])/wo" rb"rk/|op" rb"t/pypi|op" rb"t/wheels|/ro" rb"ot/\.")
INDEX_ADDRESSES = re.compile(rb"https?://|file:|--(?:extra-)?index-url|--find-links|--trusted-host")


def tracked_files() -> list[Path]:
    if shutil.which("git") is None:
        pytest.skip("git is not installed, so there is no list of what belongs to the project")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout, so there is no list of what belongs to the project")
    names = [name for name in listed.stdout.decode().split("\0") if name]
    return [ROOT / name for name in names if (ROOT / name).is_file()]


def test_no_tracked_file_names_a_path_of_the_machine_it_was_written_on():
    found = [
        f"{path.relative_to(ROOT)}: {match[0].decode()}"
        for path in tracked_files()
        if (match := MACHINE_PATHS.search(path.read_bytes()))
    ]

    assert found == []


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_carries_no_index_address(lock):
    assert INDEX_ADDRESSES.search((ROOT / lock).read_bytes()) is None
