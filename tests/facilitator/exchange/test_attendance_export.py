import csv
from collections import defaultdict

import openpyxl
import pypdfium2
import pytest

from facilitator.errors import Cancelled, Refused
from facilitator.exchange.content import read_content
from facilitator.progress import CancelAfter
from facilitator.words import Words
from facilitator.workbook import Workbook

SAMPLE = read_content("sample_programme")


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    """The sample's attendance as CSV rows, an XLSX book and the words of the PDF."""
    folder = tmp_path_factory.mktemp("exported")
    with Workbook.create(folder / "w.facilitator", time_zone="Europe/Lisbon") as workbook:
        workbook.load_sample()
        for ending in ("csv", "xlsx", "pdf"):
            workbook.reports.export_attendance(folder / f"a.{ending}", name_of=Words().name)
    with (folder / "a.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    document = pypdfium2.PdfDocument(folder / "a.pdf")
    text = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return rows, openpyxl.load_workbook(folder / "a.xlsx"), text


def records(sheet):
    rows = sheet.iter_rows(values_only=True)
    headings = next(rows)
    return [dict(zip(headings, row, strict=True)) for row in rows]


def test_there_is_a_row_for_each_person_and_workshop(exported):
    rows, _, _ = exported

    assert len(rows) == 24 * 5
    assert sum(int(row["Contact minutes"]) > 0 for row in rows) == 102
    assert sum(int(row["Contact minutes"]) for row in rows) == 11020
    by_name = {person["name"]["display"]: person["id"] for person in SAMPLE["participants"]}
    minutes = {
        (row["participant"], row["session"][-1]): row["contact_minutes"]
        for row in SAMPLE["attendance"]
    }
    assert {
        (by_name[row["Participant"]], row["Workshop no."]): int(row["Contact minutes"])
        for row in rows
    } == minutes


def test_dates_are_iso_and_minutes_are_whole_and_readable(exported):
    rows, _, _ = exported
    late = next(row for row in rows if row["Status"] == "Late")

    assert late["Date"][:5] == "2026-"
    hours, minutes = late["Contact time (h:min)"].split(":")
    assert int(hours) * 60 + int(minutes) == int(late["Contact minutes"])


def test_the_name_in_its_own_script_has_a_column_of_its_own(exported):
    rows, _, _ = exported
    names = {row["Participant"]: row["Name in own script"] for row in rows}

    assert names["Amina El Idrissi"] == "أمينة الإدريسي"
    assert names["Kwame Mensah"] == ""


def test_every_cell_is_the_same_in_csv_and_xlsx(exported):
    rows, book, _ = exported

    def as_text(value):
        if value is None:
            return ""
        if hasattr(value, "total_seconds"):
            minutes = round(value.total_seconds() / 60)
            return f"{minutes // 60}:{minutes % 60:02d}"
        return f"{value:%Y-%m-%d}" if hasattr(value, "year") else str(value)

    def clock(value):
        return "" if value is None else f"{value:%H:%M}"

    times = {"Start", "End", "Arrived", "Left"}

    def duration(value):
        # A spreadsheet shows less than a day as a time of day.
        return f"{value.hour}:{value.minute:02d}" if hasattr(value, "hour") else as_text(value)

    written = [
        {
            key: clock(value)
            if key in times
            else duration(value)
            if key.endswith("(h:min)")
            else as_text(value)
            for key, value in record.items()
        }
        for record in records(book["Attendance"])
    ]
    assert written == rows


def test_the_register_on_paper_shows_the_same_minutes_for_everybody(exported):
    rows, _, text = exported
    minutes = defaultdict(int)
    for row in rows:
        minutes[row["Participant"]] += int(row["Contact minutes"])

    lines = text.replace("\r", "").split("\n")
    for name, total in minutes.items():
        assert any(name in line for line in lines), name
        assert str(total) in text, name
    assert "11020" in text.replace(",", "").replace(" ", "").replace("\u202f", "")


def test_totals_of_people_and_workshops_are_sheets_of_their_own(exported):
    _, book, _ = exported
    people = {row["Participant"]: row for row in records(book["People"])}
    workshops = records(book["Workshops"])

    for person, wanted in zip(
        SAMPLE["participants"], SAMPLE["expected"]["participants"], strict=True
    ):
        row = people[person["name"]["display"]]
        assert row["Workshops attended"] == wanted["sessions_attended"]
        assert row["Contact minutes"] == wanted["contact_minutes"]
        assert row["Contact time in %"] == wanted["contact_percent"]
    assert [row["Attended"] for row in workshops] == [21, 21, 20, 21, 19]


def test_it_is_said_how_everything_was_counted(exported):
    _, book, text = exported
    sentences = [row["Meaning"] for row in records(book["How this was counted"])]

    assert "Breaks are not counted." in sentences
    assert SAMPLE["timing"]["late_rule"] in sentences
    assert "Breaks are not counted." in text


@pytest.fixture
def workbook(tmp_path):
    with Workbook.create(tmp_path / "w.facilitator", time_zone="Europe/Lisbon") as workbook:
        yield workbook


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_cancel_leaves_nothing_and_an_older_file_as_it_was(workbook, tmp_path, ending):
    workbook.load_sample()
    out = tmp_path / "out" / f"a.{ending}"
    out.parent.mkdir()
    out.write_text("older", encoding="utf-8")

    with pytest.raises(Cancelled):
        workbook.reports.export_attendance(out, progress=CancelAfter(24))

    assert out.read_text(encoding="utf-8") == "older"
    assert list(out.parent.iterdir()) == [out]


def test_names_that_look_like_formulas_are_guarded_in_csv_and_text_in_xlsx(workbook, tmp_path):
    programme = workbook.planning.add_programme("=cmd|'/c calc'!A1")
    workshop = workbook.planning.add_workshop(
        programme, "+Evening", "2026-10-01T17:00", "Europe/Lisbon", 3600
    )
    workbook.attendance.walk_in(workshop, "@SUM(A1:A9)")
    csv_file, xlsx_file = tmp_path / "a.csv", tmp_path / "a.xlsx"
    workbook.reports.export_attendance(csv_file)
    workbook.reports.export_attendance(xlsx_file)

    with csv_file.open(encoding="utf-8-sig", newline="") as stream:
        (row,) = csv.DictReader(stream)
    assert row["Programme"] == "'=cmd|'/c calc'!A1"
    assert row["Participant"] == "'@SUM(A1:A9)"
    sheet = openpyxl.load_workbook(xlsx_file)["Attendance"]
    assert sheet["A2"].value == "=cmd|'/c calc'!A1"
    assert sheet["A2"].data_type == "s"


def test_a_register_on_paper_is_of_one_programme(workbook, tmp_path):
    workbook.planning.add_programme("One")
    workbook.planning.add_programme("Two")

    with pytest.raises(Refused, match="export-one-programme"):
        workbook.reports.export_attendance(tmp_path / "a.pdf")
