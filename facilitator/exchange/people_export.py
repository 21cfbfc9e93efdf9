"""People as a table that `people_import` reads back unchanged.

The headings are words that the import knows. Needs and allergies are health data: they are left
out unless somebody asks for them.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from facilitator.exchange.csv_file import write_csv
from facilitator.exchange.formula_guard import guard
from facilitator.exchange.table import Column, Kind, Table, Value
from facilitator.exchange.xlsx_file import write_xlsx
from facilitator.people.model import Participant
from facilitator.people.people import People
from facilitator.whole_files import whole_file

_PAGE = 500
_COLUMNS = (
    Column("Full name", width=28),
    Column("Preferred name", width=16),
    Column("Given name", width=16),
    Column("Family name", width=16),
    Column("Native name", width=24),
    Column("Date of birth", Kind.DATE, 12),
    Column("Age band", width=10),
    Column("Phone", width=18),
    Column("Email", width=24),
    Column("Gender", width=12),
    Column("District", width=16),
    Column("First language", width=14),
)
_NEEDS = (Column("Access needs", width=28), Column("Allergies", width=28))


OWN_HEADINGS = tuple(column.heading for column in _COLUMNS)
"""What stands over a list of our own, in which every name is exactly as the person writes it."""


def write_people(
    people: People, out: Path, *, programme_id: str | None = None, needs: bool = False
) -> None:
    """Write everybody, or those of a programme, by name: XLSX by the name's end, else CSV.

    `needs` adds access needs and allergies. Whole or not at all.
    """
    table = people_table(people, programme_id=programme_id, needs=needs)
    with whole_file(out) as stream:
        if out.suffix.lower() == ".xlsx":
            rows = (tuple(_as_typed(value) for value in row) for row in table.rows)
            write_xlsx((Table(table.name, table.columns, rows),), stream)
        else:
            write_csv(table, stream)


def people_table(
    people: People, *, programme_id: str | None = None, needs: bool = False, title: str = "People"
) -> Table:
    """The table that `write_people` writes."""
    columns = (*_COLUMNS, *_NEEDS) if needs else _COLUMNS
    return Table(title, columns, _rows(people, programme_id, needs=needs))


def _as_typed(value: Value) -> Value:
    """A cell for XLSX, where nothing is guarded but what looks as if it were.

    Readers take one apostrophe off in any file, as CSV files are often saved as XLSX by others.
    """
    return guard(value) if isinstance(value, str) and value.startswith("'") else value


def _rows(people: People, programme_id: str | None, *, needs: bool) -> Iterator[tuple[Value, ...]]:
    offset = 0
    while page := people.search(programme_id=programme_id, limit=_PAGE, offset=offset):
        for row in page:
            yield _row(people.participant(row.id), needs=needs)
        offset += len(page)


def _row(person: Participant, *, needs: bool) -> tuple[Value, ...]:
    told = (
        person.name,
        person.call_name,
        person.given,
        person.family,
        person.native_name,
        person.birth_date,
        person.age_band,
        _first(person, "phone"),
        _first(person, "email"),
        person.gender,
        person.district,
        person.first_language,
    )
    return (*told, person.access_needs, person.allergies) if needs else told


def _first(person: Participant, kind: str) -> str:
    return next((each.value for each in person.contacts if each.kind == kind), "")
