"""The session report: two pages on what happened, with names only where they were asked for."""

from datetime import UTC, datetime

import pytest

from facilitator.clock import SetClock
from facilitator.errors import Refused
from facilitator.live.model import RunStatus
from facilitator.words.words import Words
from facilitator.workbook import Workbook
from tests.facilitator.documents.paper_builders import page_count
from tests.facilitator.documents.paper_builders import text_of as text_on

START = datetime(2026, 10, 8, 16, 30, tzinfo=UTC)


def text_of(content):
    return " ".join(text_on(content, page) for page in range(page_count(content)))


@pytest.fixture
def book(tmp_path):
    clock = SetClock(START)
    path = tmp_path / "centre.facilitator"
    with Workbook.create(path, centre_name="Quay", time_zone="Europe/London", clock=clock) as book:
        yield book


@pytest.fixture
def workshop_id(book):
    programme = book.start_programme("Future skills")
    made = book.planning.add_workshop(
        programme, "Greener street", "2026-10-08T17:30", "Europe/London", 2400
    )
    for title, minutes in (("Open", 10), ("Make", 20), ("Close", 10)):
        book.planning.add_activity(made, None, title, "creative", minutes * 60)
    for name in ("Amina Diallo", "Bo Berg"):
        book.people.enrol(book.people.add(name), programme, START.date())
    return made


@pytest.fixture
def run(book, workshop_id):
    run = book.live.open(workshop_id)
    book.clock.pass_seconds(120)
    run.start()
    person = book.attendance.desk(workshop_id).rows[0].participant_id
    book.attendance.mark(workshop_id, person, "present")
    book.skills.observe(person, workshop_id, book.skills.framework().skills[0].key, 2, "")
    run.note("Drawing in threes worked.")
    book.clock.pass_seconds(720)
    run.next()
    run.note("Start with the map.", next_time=True)
    book.clock.pass_seconds(1200)
    run.finish()
    return run


def test_it_tells_what_happened_in_two_pages(book, workshop_id, run, tmp_path):
    out = tmp_path / "report.pdf"

    assert run.view().state is RunStatus.FINISHED
    assert book.reports.write_session_report(workshop_id, out, name_of=Words().name) == 2
    text = text_of(out.read_bytes())
    for words in (
        "Began at 17:32, 2 min after the plan.",
        "Ended at 18:04, 6 min before the planned end.",
        "Drawing in threes worked.",
        "Start with the map.",
        "1 came, of 2 enrolled.",
        "noted 1",
        "Left out",
        "+2",
    ):
        assert words in text


def test_names_stand_in_it_only_when_they_were_asked_for(book, workshop_id, run):
    book.planning.save_wrap_up(workshop_id, incidents="Amina cut her finger.")

    assert "Amina" not in text_of(book.reports.session_report(workshop_id).content)
    named = text_of(book.reports.session_report(workshop_id, names=True).content)
    came = book.attendance.desk(workshop_id).rows[0].name
    missing = book.attendance.desk(workshop_id).rows[1].name
    assert came in named
    assert "cut her finger" in named
    assert missing not in named.replace("Amina cut", "")


def test_there_is_no_report_of_what_was_never_run(book, workshop_id):
    with pytest.raises(Refused, match="not-run-yet"):
        book.reports.session_report(workshop_id)
    book.live.open(workshop_id)
    with pytest.raises(Refused, match="not-run-yet"):
        book.reports.session_report(workshop_id)


def test_a_report_of_a_run_that_is_on_says_so(book, workshop_id):
    book.live.open(workshop_id).start()

    assert "not finished" in text_of(book.reports.session_report(workshop_id).content)


def test_long_notes_go_on_to_further_pages(book, workshop_id, run):
    for number in range(60):
        book.live.add_note(workshop_id, f"Note {number}: " + "more time for drawing " * 12)
    made = book.reports.session_report(workshop_id, paper="A5")

    assert made.pages > 2
    assert "Note 59" in text_of(made.content)
