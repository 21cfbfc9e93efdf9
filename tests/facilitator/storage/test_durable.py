"""Files take their places whole, also where a disk knows no second names for a file."""

import os
from errno import EPERM
from pathlib import Path

import pytest

from facilitator.storage.durable import put_in_new_place


@pytest.fixture(params=["links", "no links"])
def _disk(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_source: Path, _target: Path) -> None:
        raise PermissionError(EPERM, "a stick knows no links")

    if request.param == "no links":
        monkeypatch.setattr(os, "link", refused)


@pytest.mark.usefixtures("_disk")
def test_a_finished_file_comes_to_its_new_place(tmp_path: Path) -> None:
    finished, target = tmp_path / "finished", tmp_path / "target"
    finished.write_bytes(b"new")

    put_in_new_place(finished, target)

    assert [path.name for path in tmp_path.iterdir()] == ["target"]
    assert target.read_bytes() == b"new"


@pytest.mark.usefixtures("_disk")
def test_what_is_in_the_place_stays(tmp_path: Path) -> None:
    finished, target = tmp_path / "finished", tmp_path / "target"
    finished.write_bytes(b"new")
    target.write_bytes(b"old")

    with pytest.raises(FileExistsError):
        put_in_new_place(finished, target)

    assert target.read_bytes() == b"old"
    assert finished.read_bytes() == b"new"
