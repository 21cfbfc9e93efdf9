"""Workshops in calendars: read back by the rules of RFC 5545."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.clock import SetClock
from facilitator.errors import Refused
from facilitator.exchange.calendar_file import CalendarEvent, calendar_text, folded
from facilitator.workbook import Workbook

NOW = datetime(2026, 9, 1, 12, tzinfo=UTC)


def an_event(**changes):
    start = datetime(2026, 9, 17, 16, 30, tzinfo=UTC)
    facts = {"uid": "1@facilitator", "title": "Evening", "start": start,
             "end": start.replace(hour=18), "made": NOW}  # fmt: skip
    return CalendarEvent(**(facts | changes))


def read(content):
    """The entries of a calendar file as dictionaries; every line is checked."""
    for line in content.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()
    assert content.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    text = content.decode().replace("\r\n ", "")
    entries, entry = [], None
    for line in text.split("\r\n"):
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            entry = {}
        elif line == "END:VEVENT":
            entries.append(entry)
            entry = None
        elif entry is not None:
            assert name not in entry
            entry[name] = re.sub(r"\\(.)", lambda found: found[1].replace("n", "\n"), value)
    return entries


def test_an_entry_says_what_when_and_where():
    (entry,) = read(calendar_text("C", [an_event(place="Library; room 2, left", sequence=4)]))

    assert entry["SUMMARY"] == "Evening"
    assert (entry["DTSTART"], entry["DTEND"]) == ("20260917T163000Z", "20260917T183000Z")
    assert entry["LOCATION"] == "Library; room 2, left"
    assert (entry["UID"], entry["SEQUENCE"], entry["STATUS"]) == ("1@facilitator", "4", "CONFIRMED")


def test_an_entry_without_a_length_has_no_end():
    event = an_event(end=an_event().start)

    assert "DTEND" not in read(calendar_text("C", [event]))[0]


@given(st.text(), st.text())
def test_any_text_is_folded_and_read_back(title, details):
    (entry,) = read(calendar_text("C", [an_event(title=title, details=details)]))

    def plain(text):
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]", "", text)

    assert entry["SUMMARY"] == plain(title)
    assert entry.get("DESCRIPTION", "") == plain(details)


@given(st.text(max_size=400))
def test_no_part_of_a_line_is_longer_than_75_octets(line):
    parts = folded(line.encode(errors="ignore").decode())

    assert all(len(part.encode()) <= 75 for part in parts)
    assert all(part.startswith(" ") for part in parts[1:])


# ------------------------------------------------------------------------------- from a workbook


@pytest.fixture
def workbook(tmp_path):
    path = tmp_path / "a.facilitator"
    with Workbook.create(path, time_zone="Europe/Lisbon", clock=SetClock(NOW)) as made:
        yield made


def entries_of(workbook, tmp_path, **asked):
    out = tmp_path / "c.ics"
    count = workbook.plan_files.write_calendar(out, **asked)
    entries = read(out.read_bytes())
    assert len(entries) == count
    return entries


@pytest.mark.parametrize(
    ("local", "zone", "utc"),
    [
        ("2026-10-24T17:30", "Europe/Lisbon", "20261024T163000Z"),
        ("2026-10-26T17:30", "Europe/Lisbon", "20261026T173000Z"),
        ("2026-03-29T01:30", "Europe/Lisbon", "20260329T013000Z"),  # a time the clocks skip
        ("2026-10-25T01:30", "Europe/Lisbon", "20261025T003000Z"),  # a time they show twice
        ("2026-01-01T00:15", "Asia/Kathmandu", "20251231T183000Z"),
    ],
)
def test_times_are_right_on_both_sides_of_a_change_of_the_clocks(
    workbook, tmp_path, local, zone, utc
):
    workshop = workbook.planning.add_workshop(None, "Evening", local, zone, 7200)

    assert entries_of(workbook, tmp_path, workshop_id=workshop)[0]["DTSTART"] == utc


def test_a_programme_is_an_entry_a_workshop_without_a_name_in_it(workbook, tmp_path):
    programme = workbook.load_sample()
    entries = entries_of(workbook, tmp_path, programme_id=programme)
    rows = workbook.planning.workshops(programme)

    assert [entry["UID"] for entry in entries] == [f"{row.id}@facilitator" for row in rows]
    assert all("Lantern Quay" in entry["LOCATION"] for entry in entries)
    content = (tmp_path / "c.ics").read_text(encoding="utf-8").replace("\r\n ", "")
    names = [member.name for member in workbook.centre.team()]
    names += [row["name"] for row in workbook.database.rows("SELECT name FROM participant")]
    assert [name for name in names if name in content] == []


def test_a_moved_workshop_keeps_its_uid_and_a_cancelled_one_says_so(workbook, tmp_path):
    workshop = workbook.planning.add_workshop(
        None, "Evening", "2026-09-17T17:30", "Europe/Lisbon", 7200
    )
    before = entries_of(workbook, tmp_path, workshop_id=workshop)[0]
    workbook.planning.update_workshop(workshop, starts_local="2026-09-18T17:30", status="cancelled")
    after = entries_of(workbook, tmp_path, workshop_id=workshop)[0]

    assert after["UID"] == before["UID"]
    assert int(after["SEQUENCE"]) > int(before["SEQUENCE"])
    assert (before["STATUS"], after["STATUS"]) == ("CONFIRMED", "CANCELLED")


def test_what_is_no_calendar_is_refused(workbook, tmp_path):
    empty = workbook.planning.add_programme("Empty")
    for code, name, asked in (
        ("plan-of-nothing", "c.ics", {}),
        ("plan-format-unknown", "c.txt", {"programme_id": empty}),
        ("programme-empty", "c.ics", {"programme_id": empty}),
    ):
        with pytest.raises(Refused, match=code):
            workbook.plan_files.write_calendar(tmp_path / name, **asked)
