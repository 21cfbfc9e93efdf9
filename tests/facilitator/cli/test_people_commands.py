"""The commands about people: import with answers, export, duplicates, merge."""

import json

import pytest
from click.testing import CliRunner

from facilitator.cli.program import program
from facilitator.workbook import Workbook

KEYS = {
    "persons", "people", "rejected", "ignored", "duplicates", "questions", "flags", "encoding",
    "delimiter", "header_row",
}  # fmt: skip


@pytest.fixture
def file(workbook_path, clock):
    with Workbook.open(workbook_path, clock=clock) as workbook:
        workbook.people.add("Maria Silva", phone="+351 912 345 678", allergies="nuts")
        workbook.people.add("María Silva")
    return workbook_path


def run(*args):
    done = CliRunner().invoke(program, [str(arg) for arg in args])
    assert done.exit_code == 0, done.output
    return done.output


def test_a_dry_run_names_every_row_and_takes_answers_as_options(file, tmp_path):
    table = tmp_path / "list.csv"
    table.write_text("x;Anna;1\nx;;2\nx;Bo;3\n", encoding="utf-8")
    rejected = tmp_path / "rejected.csv"
    told = json.loads(
        run(
            "people", "import", file, table, "--dry-run", "--json", "--column", "2=name",
            "--header-row", "0", "--skip-row", "3", "--rejected", rejected,
        )
    )  # fmt: skip
    assert set(told) >= KEYS
    assert [(each["row"], each["name"], each["birth_date"]) for each in told["people"]] == [
        (1, "Anna", None)
    ]
    assert [each["row"] for each in told["rejected"]] == [2]
    assert rejected.read_text("utf-8-sig").splitlines()[1].startswith("2,A name is needed.")
    assert json.loads(run("people", "list", file, "--json"))["count"] == 2


def test_a_column_that_is_none_is_wrong_usage(file, tmp_path):
    done = CliRunner().invoke(
        program, ["people", "import", str(file), str(tmp_path / "x"), "--column", "0=secret"]
    )
    assert done.exit_code == 2


def test_duplicates_are_listed_and_merged_and_written(file, tmp_path):
    [pair] = json.loads(run("people", "duplicates", file, "--json"))["pairs"]
    assert pair["strength"] == "likely"
    ids = (pair["one_id"], pair["other_id"])
    assert not json.loads(run("people", "merge", file, *ids, "--dry-run", "--json"))["merged"]
    assert json.loads(run("people", "merge", file, *ids, "--json"))["merged"]
    assert "Maria" in run("people", "list", file)
    out = tmp_path / "out.csv"
    assert "1 people written" in run("people", "export", file, out)
    text = out.read_text("utf-8-sig")
    assert "'+351 912" in text
    assert "nuts" not in text
    run("undo", file)
    assert json.loads(run("people", "list", file, "--json"))["count"] == 2
