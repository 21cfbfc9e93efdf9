"""What was written comes in again unchanged, and lists that mean harm do none."""

import io
import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator.errors import Refused
from facilitator.exchange.csv_file import write_csv
from facilitator.exchange.formula_guard import unguard
from facilitator.exchange.people_export import write_people
from facilitator.exchange.people_import import (
    ImportAnswers,
    import_people,
    left_out_table,
    plan_import,
)
from facilitator.exchange.table import Column, Table
from facilitator.exchange.tables import read_table
from facilitator.people.names import clean_name
from facilitator.people.people import People
from facilitator.storage.workbook_file import create_workbook, open_database
from tests.facilitator.people.names_in_many_scripts import TYPED

TODAY = date(2026, 10, 8)
HOSTILE = [
    "=1+1", "'=cmd", "''@x", "+351", "-Anna", "@home", "Anna, the 2nd", 'Ann "A" O’Brien', "O'Neil",
    "Ann;Bo", "Ann\tBo", "Total", "#Anna", "*Bo", "123", "Anna Maria | Bo", "نور", "李秀英",
]  # fmt: skip


@pytest.fixture
def people(database):
    return People(database)


def written(people, path, **more):
    write_people(people, path, **more)
    return path


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_people_that_were_exported_come_in_again_unchanged(tmp_path, people, clock, suffix):
    for place, name in enumerate([*HOSTILE, *(name for name, _ in TYPED)]):
        people.add(
            name,
            birth_date=date(1990, 4, 3) if place % 2 else None,
            phone="+351 912 345 678" if place % 3 else "",
            call_name="=call" if place == 4 else "",
            native_name="نور" if place == 5 else "",
            allergies="nuts",
            district="Harbour",
        )
    path = written(people, tmp_path / f"people{suffix}")
    assert "nuts" not in path.read_bytes().decode("utf-8", "ignore")

    again = tmp_path / "again.facilitator"
    create_workbook(again)
    other = open_database(again, clock)
    copied = People(other)
    plan = plan_import(path, copied, today=TODAY)
    assert plan.rejected == plan.questions == ()
    import_people(plan, copied)
    assert facts(copied) == facts(people)
    other.close()


def facts(people):
    return sorted(
        (
            person.name, person.call_name, person.native_name, str(person.birth_date),
            person.district,
            [(each.kind, each.value) for each in person.contacts],
        )
        for person in (people.participant(row.id) for row in people.search(limit=1000))
    )  # fmt: skip


texts = st.text(st.characters(exclude_categories=["Cs"], max_codepoint=0x2FFF), max_size=12)


@settings(max_examples=60)
@given(st.lists(st.sampled_from(HOSTILE) | texts, min_size=1, max_size=5))
def test_any_cell_is_read_as_it_was_written(tmp_path_factory, names):
    cleaned = []
    for name in names:
        try:
            cleaned.append(clean_name(name))
        except Refused:
            continue
    if not cleaned:
        return
    path = tmp_path_factory.mktemp("trip") / "list.csv"
    stream = io.BytesIO()
    write_csv(Table("t", (Column("Name"), Column("x")), [(name, "x") for name in cleaned]), stream)
    path.write_bytes(stream.getvalue())
    rows = read_table(path).rows[1:]
    assert [unguard(row.cells[0]) for row in rows] == cleaned


def test_needs_leave_only_when_somebody_asks_for_them(tmp_path, people):
    people.add("Amina", allergies="nuts", access_needs="ramp")
    assert "nuts" not in written(people, tmp_path / "a.csv").read_text("utf-8-sig")
    text = written(people, tmp_path / "b.csv", needs=True).read_text("utf-8-sig")
    assert "nuts" in text
    assert "ramp" in text


def test_rejected_rows_go_back_with_their_reasons(tmp_path, people):
    path = tmp_path / "list.csv"
    path.write_text(f"Name,Tel\nAnna,1\n,555\n{'x' * 400},2\n", encoding="utf-8")
    plan = plan_import(path, people, today=TODAY)
    table = left_out_table(plan, str.upper, ("Row", "Why", "What"))
    assert [row[:2] for row in table.rows] == [(3, "NAME-EMPTY"), (4, "NAME-TOO-LONG")]
    stream = io.BytesIO()
    write_csv(table, stream)
    assert stream.getvalue().decode("utf-8-sig").startswith("Row,Why,What\r\n3,NAME-EMPTY,")


def test_likely_twins_are_pointed_out_in_the_file_and_in_the_workbook(tmp_path, people):
    known = people.add("Олександр Шевченко")
    path = tmp_path / "list.csv"
    path.write_text(
        "Name,Tel\nMohammed Hussein,1\nMuhammad Hussain,2\nOleksandr Shevchenko,3\nEva,4\n",
        encoding="utf-8",
    )
    plan = plan_import(path, people, today=TODAY)
    assert [(each.rows, [k.id for k in each.known]) for each in plan.duplicates] == [
        ((2, 3), []), ((4,), [known]),
    ]  # fmt: skip
    assert plan.persons == 4, "never merged unasked"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("list.xls", b"<html><body><table><tr><td>Anna", "table-is-web-page"),
        ("list.csv", b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "table-is-picture"),
    ],
)
def test_what_is_no_list_is_refused_and_nothing_changes(tmp_path, people, name, content, code):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(Refused) as refused:
        plan_import(path, people, today=TODAY)
    assert refused.value.code == code
    assert people.count() == 0


def test_fifty_thousand_rows_are_read_in_seconds(tmp_path, people):
    path = tmp_path / "list.csv"
    with path.open("w", encoding="utf-8") as stream:
        stream.write("Name,Born\n")
        stream.writelines(
            f"Person {n} Name{n % 977},{1950 + n % 50}-01-02\n" for n in range(50_000)
        )
    begun = time.process_time()
    plan = plan_import(path, people, today=TODAY, answers=ImportAnswers())
    assert plan.persons == 50_000
    assert time.process_time() - begun < 10
