"""The commands about plans: what they write, tell and refuse."""

import json

import pytest
from click.testing import CliRunner

from facilitator.cli.program import program
from facilitator.workbook import Workbook


def call(*arguments):
    return CliRunner().invoke(program, ["plan", *(str(each) for each in arguments)])


def told(*arguments):
    done = call(*arguments, "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def _sample(tmp_path_factory):
    path = tmp_path_factory.mktemp("sample") / "sample.facilitator"
    with Workbook.create(path, time_zone="Europe/Lisbon") as workbook:
        programme = workbook.load_sample(through="planned")
        workshops = [row.id for row in workbook.planning.workshops(programme)]
    return path.read_bytes(), programme, workshops


@pytest.fixture
def sample(tmp_path, _sample):
    path = tmp_path / "Städtische Zukunft 城市.facilitator"
    path.write_bytes(_sample[0])
    return path


@pytest.fixture
def programme(_sample):
    return _sample[1]


@pytest.fixture
def workshop(_sample):
    return _sample[2][0]


def test_a_table_is_looked_at_brought_in_and_taken_back(sample, workshop, tmp_path):
    table = tmp_path / "sample.csv"
    assert told("sample", table)["bytes"] > 500
    dry = told("import", sample, table, "--workshop", workshop, "--dry-run")
    assert (dry["activities"], dry["imported"]) == (5, 0)

    done = told("import", sample, table, "--workshop", workshop, "--replace")
    assert done["imported"] == 5
    with Workbook.open(sample) as workbook:
        titles = [each.title for each in workbook.planning.agenda(workshop).activities]
        assert titles[0] == "Arrive and sign in"
        assert len(titles) == 5
        workbook.undo()
        assert len(workbook.planning.agenda(workshop).activities) == 11


def test_rows_that_cannot_come_in_are_named_and_refused(sample, workshop, tmp_path):
    table = tmp_path / "plan.csv"
    table.write_text("Minutes;Activity\n10;Good\n0;Bad\n", encoding="utf-8")

    looked = call("import", sample, table, "--workshop", workshop, "--dry-run")
    assert "Row 3: An activity takes more than no time." in looked.stdout
    refused = call("import", sample, table, "--workshop", workshop)
    assert refused.exit_code == 1
    assert refused.stderr.count("\n") == 1
    assert told("import", sample, table, "--workshop", workshop, "--leave-out")["imported"] == 1


def test_columns_are_named_by_their_places(sample, workshop, tmp_path):
    table = tmp_path / "plan.csv"
    table.write_text("Eins;Zwei;Drei\nHallo;10;x\n", encoding="utf-8")

    ways = ("--header", "1", "--column", "1=title", "--column", "2=minutes", "--column", "3=")
    assert told("import", sample, table, "--workshop", workshop, *ways)["imported"] == 1
    wrong = call("import", sample, table, "--workshop", workshop, "--column", "one=title")
    assert wrong.exit_code == 2
    unknown = call("import", sample, table, "--workshop", workshop, "--column", "1=colour")
    assert unknown.exit_code == 1


def test_a_plan_is_exported_printed_and_put_in_a_calendar(sample, workshop, programme, tmp_path):
    assert told("export", sample, "--out", tmp_path / "w.xlsx", "--workshop", workshop)["bytes"]
    assert told("export", sample, "--out", tmp_path / "p.xlsx", "--programme", programme)["bytes"]
    for kind in ("run-sheet", "script", "agenda", "materials", "task-sheets", "room-signs"):
        out = tmp_path / f"{kind}.pdf"
        ways = ("--out", out, "--workshop", workshop, "--paper", "A5")
        assert told("print", sample, kind, *ways)["pages"] >= 1
        assert out.read_bytes().startswith(b"%PDF")
    large = told("print", sample, "agenda", "--out", tmp_path / "l.pdf", "--programme", programme,
                 "--large")  # fmt: skip
    assert large["pages"] >= 5
    calendar = told("calendar", sample, "--out", tmp_path / "c.ics", "--programme", programme)
    assert calendar["entries"] == 5


def test_a_package_goes_from_one_workbook_to_another(sample, programme, tmp_path):
    out = tmp_path / "plan.facilitator-plan"
    packed = told("package", sample, "--out", out, "--programme", programme)
    assert (packed["workshops"], packed["activities"]) == (5, 51)

    other = tmp_path / "other.facilitator"
    Workbook.create(other, time_zone="Asia/Beirut").close()
    dry = told("unpack", other, out, "--dry-run")
    assert (dry["new"], dry["imported"]) == (5, [])
    done = told("unpack", other, out, "--first-on", "2027-01-07", "--time-zone", "Asia/Beirut")
    assert len(done["imported"]) == 5
    again = call("unpack", other, out)
    assert again.exit_code == 1
    assert "here already" in again.stderr


def test_wrong_usage_is_told_apart_from_a_refusal(sample, workshop, programme, tmp_path):
    both = ("--workshop", workshop, "--programme", programme)
    assert call("export", sample, "--out", tmp_path / "x.xlsx", *both).exit_code == 2
    assert call("print", sample, "poster", "--out", tmp_path / "x.pdf", *both[:2]).exit_code == 2
    assert call("print", sample, "script", "--out", tmp_path / "x.pdf").exit_code == 1
    assert call("calendar", sample, "--out", tmp_path / "x.txt", *both[:2]).exit_code == 1
    assert list(tmp_path.glob("x.*")) == []
