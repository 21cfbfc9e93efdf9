import errno
import os

import pytest

from facilitator.errors import Cancelled, StorageTrouble
from facilitator.whole_files import whole_file


def test_a_finished_file_holds_what_was_written_and_nothing_lies_beside_it(tmp_path):
    with whole_file(tmp_path / "a.txt") as stream:
        stream.write(b"whole")

    assert (tmp_path / "a.txt").read_bytes() == b"whole"
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_a_cancel_leaves_the_older_file_as_it_was(tmp_path):
    target = tmp_path / "a.txt"
    target.write_bytes(b"older")

    def write_half():
        with whole_file(target) as stream:
            stream.write(b"half")
            raise Cancelled

    with pytest.raises(Cancelled):
        write_half()

    assert target.read_bytes() == b"older"
    assert list(tmp_path.iterdir()) == [target]


def test_a_full_disk_is_known_trouble_and_leaves_nothing(tmp_path, monkeypatch):
    def full(_handle):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(StorageTrouble) as trouble, whole_file(tmp_path / "a.txt") as stream:
        stream.write(b"more than fits")

    assert trouble.value.code == "cannot-write-file"
    assert trouble.value.params["reason"] == "disk-full"
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_known_trouble(tmp_path):
    with (
        pytest.raises(StorageTrouble) as trouble,
        whole_file(tmp_path / "no" / "a.txt") as stream,
    ):
        stream.write(b"")

    assert trouble.value.params["reason"] == "folder-missing"
