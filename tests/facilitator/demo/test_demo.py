import json

import pypdfium2
import pytest

from facilitator.demo import folder as demo_folder
from facilitator.demo import play
from facilitator.errors import Refused
from facilitator.workbook import Workbook, check_workbook


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo") / "output"
    said = []
    return folder, play(folder, say=said.append, screenshots=False), said


def test_every_figure_is_as_worked_out_by_hand(played):
    _, result, said = played

    assert result.differences == []
    assert result.figures["attendances"] == 102
    assert result.figures["contact_minutes"] == 11020
    assert sum(result.figures["certificates"].values()) == 23
    assert any("worked out by hand" in line for line in said)


def test_the_workbook_is_sound(played):
    _, result, _ = played

    assert check_workbook(result.workbook).kind.value == "sound"


def test_the_five_workshops_were_run_and_their_runs_are_finished(played):
    _, result, _ = played
    with Workbook.open(result.workbook, read_only=True) as workbook:
        assert workbook.live.unfinished() == []
        for workshop in workbook.planning.workshops():
            rows = workbook.live.actuals(workshop.id)
            assert sum(row.actual_seconds for row in rows) == 7200
            assert workshop.status.value == "held"


def test_the_extra_time_of_the_first_evening_is_taken_from_the_next_activity(played):
    _, result, _ = played
    with Workbook.open(result.workbook, read_only=True) as workbook:
        first = workbook.planning.workshops()[0]
        changes = [
            row.actual_seconds - row.planned_seconds for row in workbook.live.actuals(first.id)
        ]

    assert changes[2:4] == [120, -120]


def test_every_paper_opens(played):
    _, result, _ = played
    papers = [path for path in result.files if path.suffix == ".pdf"]

    assert len(papers) == 10 + 24 + 1
    for path in papers:
        document = pypdfium2.PdfDocument(path)
        assert len(document) >= 1
        document.close()


def test_only_what_a_demo_made_is_replaced(tmp_path):
    made_folder, made_file = tmp_path / "tables", tmp_path / "a.facilitator"
    made_folder.mkdir()
    (made_folder / "attendance.csv").write_text("old", encoding="utf-8")
    made_file.write_text("old", encoding="utf-8")
    demo_folder.remember(tmp_path, ["tables", "a.facilitator"])
    (tmp_path / "my own notes.txt").write_text("keep", encoding="utf-8")

    demo_folder.clear(tmp_path)

    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"my own notes.txt", demo_folder.LIST}


def test_a_folder_with_other_files_is_left_alone(tmp_path):
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")

    with pytest.raises(Refused) as refused:
        play(tmp_path, say=lambda _: None, screenshots=False)

    assert refused.value.code == "demo-folder-taken"
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_list_that_points_elsewhere_removes_nothing_there(tmp_path):
    outside = tmp_path / "outside.txt"
    outside.write_text("mine", encoding="utf-8")
    folder = tmp_path / "demo"
    folder.mkdir()
    listed = json.dumps({"made": ["../outside.txt"]})
    (folder / "made-by-demo.json").write_text(listed, encoding="utf-8")

    with pytest.raises(Refused):
        play(folder, say=lambda _: None, screenshots=False)

    assert outside.read_text(encoding="utf-8") == "mine"
