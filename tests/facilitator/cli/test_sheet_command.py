"""Sign-in sheets by the command line: out, back, and entered."""

import json
from datetime import date

import pypdfium2
import pytest
from click.testing import CliRunner

from facilitator.cli.program import program
from facilitator.workbook import Workbook


@pytest.fixture
def workshop(tmp_path):
    path = tmp_path / "centre.facilitator"
    with Workbook.create(path, time_zone="Europe/Lisbon") as workbook:
        programme = workbook.planning.add_programme("Skills")
        workshop = workbook.planning.add_workshop(
            programme, "Welcome", "2026-10-08T17:30", "Europe/Lisbon", 7200
        )
        for name in ("Amina El Idrissi", "Bruno Costa"):
            workbook.people.enrol(workbook.people.add(name), programme, date(2026, 9, 1))
    return path, workshop


def run(*args):
    return CliRunner().invoke(program, [str(arg) for arg in args])


def test_a_sheet_goes_out_and_comes_back(workshop, tmp_path):
    path, key = workshop
    out = tmp_path / "sheet.pdf"
    printed = run("sheet", "print", path, "--workshop", key, "--out", out, "--json")
    code = json.loads(printed.output)["sheet"]
    scan = tmp_path / "scan.png"
    pypdfium2.PdfDocument(out.read_bytes())[0].render(scale=2.5).to_pil().save(scan)

    read = run("sheet", "read", path, scan, "--pictures-to", tmp_path / "boxes", "--json")
    entered = run("sheet", "enter", path, code, "--signed", "1-2", "--json")

    told = json.loads(read.output)["sheets"][0]
    assert told["sheet"] == code
    assert [row["judged"] for row in told["rows"]] == ["empty"] * 8
    assert len(list((tmp_path / "boxes").iterdir())) == 8
    assert json.loads(entered.output)["marked"] == 2


def test_a_picture_without_a_sheet_is_said_in_a_sentence(workshop, tmp_path):
    path, _ = workshop
    broken = tmp_path / "holiday.jpg"
    broken.write_bytes(b"no picture")

    read = run("sheet", "read", path, broken)

    assert read.exit_code == 1
    assert "“holiday.jpg” is not a picture or PDF" in read.output


@pytest.mark.parametrize("lines", ["one", "1-x", "-", "99999999999"])
def test_lines_that_are_no_lines_are_wrong_usage(workshop, lines):
    path, _ = workshop

    assert run("sheet", "enter", path, "S1-ZZZZZZZZ", "--signed", lines).exit_code == 2
