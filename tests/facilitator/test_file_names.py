import unicodedata

import pytest

from facilitator.errors import Refused
from facilitator.file_names import MAX_BYTES, file_name, inside, unique
from tests.facilitator.documents.paper_builders import HARD_NAMES, NAMES


def test_a_name_and_its_number_make_a_readable_file_name():
    assert file_name("Ana Ruiz", ".pdf", "LQC-2026-0003") == "Ana-Ruiz-LQC-2026-0003.pdf"


@pytest.mark.parametrize("name", [*NAMES.values(), *HARD_NAMES.values()])
def test_any_name_gives_a_name_that_is_legal_on_every_file_system(name, tmp_path):
    made = file_name(name, ".pdf", "LQC-2026-0003")

    assert not set(made) & set('<>:"/\\|?*')
    assert not any(unicodedata.category(char) == "Cc" for char in made)
    assert len(made.encode()) <= MAX_BYTES
    assert made.endswith("LQC-2026-0003.pdf")
    (tmp_path / made).write_bytes(b"")


@pytest.mark.parametrize("name", ["CON", "con", "nul", "COM1", "lpt9", "Aux", "COM¹"])
def test_names_of_windows_devices_are_avoided(name):
    assert file_name(name, ".pdf") == f"file-{name}.pdf"


@pytest.mark.parametrize("name", ["", "...", " . ", "///", "\x00", "-"])
def test_a_name_of_which_nothing_is_left_still_gives_a_file_name(name):
    assert file_name(name, ".pdf") == "file.pdf"


def test_blanks_and_dots_never_stand_at_the_end():
    assert file_name("Ana Ruiz Jr. ") == "Ana-Ruiz-Jr"


def test_cutting_a_long_name_keeps_letters_with_their_marks():
    made = file_name("क्षि" * 40, ".pdf", "A-1")

    assert len(made.encode()) <= MAX_BYTES
    stem = made.removesuffix("-A-1.pdf")
    assert unicodedata.category(("क्षि" * 40)[len(stem)])[0] != "M"


def test_a_number_longer_than_a_file_name_is_cut_as_well():
    assert len(file_name("Ana", ".pdf", "9" * 500).encode()) == MAX_BYTES


@pytest.mark.parametrize("name", ["../a.pdf", "a/b.pdf", "..", ".", "", "C:a.pdf", "a\\b.pdf"])
def test_a_name_that_leads_out_of_its_folder_is_refused(name, tmp_path):
    with pytest.raises(Refused, match="file-name-leads-elsewhere"):
        inside(tmp_path, name)


def test_a_link_that_leads_out_of_the_folder_is_refused(tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a.pdf").symlink_to(tmp_path / "elsewhere.pdf")

    with pytest.raises(Refused, match="file-name-leads-elsewhere"):
        inside(folder, "a.pdf")


def test_names_that_some_systems_take_for_one_are_numbered():
    composed, decomposed = "é.pdf", "e\u0301.pdf"

    assert unique(["a.pdf", "A.pdf", "a.pdf", composed, decomposed]) == [
        "a.pdf",
        "A-2.pdf",
        "a-3.pdf",
        composed,
        f"{decomposed.removesuffix('.pdf')}-2.pdf",
    ]
