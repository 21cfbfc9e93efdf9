"""Lists of people that somebody sent: what would come in, what would not and why, and then it.

`plan_import` reads a file and changes nothing. Its plan names every row of the file: the people it
would make, the rows left out (titles, totals, repeated headings, blanks) and the rejected ones,
each with its number; who seems to be in the list twice or in the workbook already (never merged
unasked); and what has to be asked because guessing might be wrong. `import_people` then brings all
of it in as one action, or nothing.

Neighbours: `tables` (the file), `column_words` (headings), `written_dates`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from facilitator.errors import Refused
from facilitator.exchange.column_words import Field, meaning, says_total
from facilitator.exchange.formula_guard import unguard
from facilitator.exchange.people_export import OWN_HEADINGS
from facilitator.exchange.table import Column, Kind, Table
from facilitator.exchange.tables import (
    USUAL_LIMITS,
    Limits,
    ReadTable,
    TableFlag,
    TableRow,
    read_table,
)
from facilitator.exchange.written_dates import DateOrder, WrittenDate, order_of, read_date
from facilitator.people.age import AGE_BANDS, age_band_of
from facilitator.people.duplicates import like_pairs
from facilitator.people.folding import fold
from facilitator.people.likeness import Likened, phone_digits
from facilitator.people.model import KnownPerson, NewPerson
from facilitator.people.names import clean_text
from facilitator.people.people import People
from facilitator.progress import NoProgress, Progress

_HEADER_SEARCH = 40
_MOST_BLANKS_NAMED = 1_000
_NOTE_WORDS = 8
_CLOSE_LOOK = 10_000
_ROW = "row "
_SHEET_NAME = 31
# What may follow a comma without being a given name.
_SUFFIXES = frozenset(["jr", "sr", "ii", "iii", "iv", "phd", "md", "ma", "ba", "msc", "bsc"])


@dataclass(frozen=True, slots=True)
class ImportAnswers:
    """What a person decided about a file; empty: as detected.

    `header_row` 0 says that there is none. `columns` maps places (from 0) to what they hold.
    `skip_rows`: rows not to bring in, for example because they are known already.
    """

    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    header_row: int | None = None
    date_order: DateOrder | None = None
    columns: Mapping[int, Field] = field(default_factory=dict)
    skip_rows: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class ImportPerson:
    """A person who would come in, from a row of the file."""

    row: int
    name: str
    birth_date: date | None
    person: NewPerson


@dataclass(frozen=True, slots=True)
class LeftOutRow:
    """A row that makes nobody: rejected with something in it, or ignored as no person's row."""

    row: int
    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class Duplicates:
    """Rows that may be one person, and the people of the workbook who may be that person."""

    rows: tuple[int, ...]
    known: tuple[KnownPerson, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """Something to ask: "date-order" (which is the day?) or "name-column" (where are names?)."""

    code: str
    rows: tuple[int, ...]
    choices: tuple[str, ...]
    example: str


@dataclass(frozen=True, slots=True)
class PeopleImportPlan:
    """Everything that an import would do. `header_row` 0: none was found."""

    file_name: str
    people: tuple[ImportPerson, ...]
    rejected: tuple[LeftOutRow, ...]
    ignored: tuple[LeftOutRow, ...]
    duplicates: tuple[Duplicates, ...]
    questions: tuple[Question, ...]
    flags: tuple[TableFlag, ...]
    encoding: str
    delimiter: str
    header_row: int
    columns: Mapping[int, Field]
    headings: tuple[str, ...]
    date_order: DateOrder | None
    rows_read: int

    @property
    def persons(self) -> int:
        """How many people would come in."""
        return len(self.people)

    def as_json(self) -> dict[str, object]:
        """The plan as plain values, for a dry run."""
        return {
            "persons": self.persons,
            "people": [_person_json(person) for person in self.people],
            "rejected": [_row_json(row) for row in self.rejected],
            "ignored": [_row_json(row) for row in self.ignored],
            "duplicates": [list(group.rows) for group in self.duplicates if len(group.rows) > 1],
            "known": [
                {"row": row, "id": known.id, "name": known.name}
                for group in self.duplicates
                for known in group.known
                for row in group.rows
            ],
            "questions": [
                {
                    "code": question.code,
                    "rows": list(question.rows),
                    "choices": list(question.choices),
                    "example": question.example,
                }
                for question in self.questions
            ],
            "flags": [
                {"code": flag.code, "row": flag.row or None, "detail": flag.detail}
                for flag in self.flags
            ],
            "encoding": self.encoding,
            "delimiter": self.delimiter,
            "header_row": self.header_row or None,
            "columns": {str(place): str(held) for place, held in self.columns.items()},
            "date_order": str(self.date_order) if self.date_order else None,
        }


def plan_import(
    path: Path,
    people: People,
    *,
    today: date,
    answers: ImportAnswers | None = None,
    limits: Limits = USUAL_LIMITS,
) -> PeopleImportPlan:
    """What importing this file would do. Raises the refusals of `read_table`; changes nothing."""
    answers = answers or ImportAnswers()
    table = read_table(
        path,
        encoding=answers.encoding,
        delimiter=answers.delimiter,
        sheet=answers.sheet,
        limits=limits,
    )
    return _Planner(table, people, today, answers).plan(path.name)


def import_people(
    plan: PeopleImportPlan,
    people: People,
    *,
    programme_id: str | None = None,
    enrolled_on: date | None = None,
    progress: Progress | None = None,
) -> str:
    """Bring in everybody of a plan as one action, or nobody. Returns the import's id.

    Refused: ``import-questions-open`` while something has to be asked, ``import-nobody``.
    """
    if plan.questions:
        raise Refused("import-questions-open", count=len(plan.questions))
    if not plan.people:
        raise Refused("import-nobody", file=plan.file_name)
    return people.add_list(
        [each.person for each in plan.people],
        file_name=plan.file_name,
        rows_read=plan.rows_read,
        programme_id=programme_id,
        enrolled_on=enrolled_on,
        progress=progress or NoProgress(),
    )


class _Planner:
    """Makes the plan of one table, gathering what it finds on the way."""

    def __init__(
        self, table: ReadTable, people: People, today: date, answers: ImportAnswers
    ) -> None:
        self._table = table
        self._people = people
        self._today = today
        self._answers = answers
        self._as_written = False
        self._rejected: list[LeftOutRow] = []
        self._ignored: list[LeftOutRow] = []
        self._questions: list[Question] = []
        self._flags = list(table.flags)

    def plan(self, file_name: str) -> PeopleImportPlan:
        """The plan."""
        header, columns = self._columns()
        headings = header.cells if header else ()
        self._as_written = headings[: len(OWN_HEADINGS)] == OWN_HEADINGS
        rows = self._rows_of_people(header, columns)
        dates = self._dates(rows, columns)
        order = self._answers.date_order or order_of(dates.values())
        self._ask_for_dates(dates, order)
        found = []
        for row in rows:
            person = self._person(row, columns, dates.get(row.number), order)
            if person is not None and row.number not in self._answers.skip_rows:
                found.append(person)
        self._name_blanks()
        return PeopleImportPlan(
            file_name=file_name,
            people=tuple(found),
            rejected=tuple(self._rejected),
            ignored=tuple(sorted(self._ignored, key=lambda row: row.row)),
            duplicates=tuple(self._duplicates(found)),
            questions=tuple(self._questions),
            flags=tuple(self._flags),
            encoding=self._table.encoding,
            delimiter=self._table.delimiter,
            header_row=header.number if header else 0,
            columns=columns,
            headings=headings,
            date_order=order,
            rows_read=len(self._table.rows),
        )

    def _duplicates(self, found: Sequence[ImportPerson]) -> list[Duplicates]:
        """Same words first; a closer look at spelling and script where the list is not endless."""
        known = self._people.known()
        groups = list(_duplicates(found, known))
        if len(found) + len(known) <= _CLOSE_LOOK:
            groups.extend(_alike(found, self._people.twins.likened(), groups))
        return groups

    # Columns ------------------------------------------------------------------------------------

    def _columns(self) -> tuple[TableRow | None, dict[int, Field]]:
        header = self._header()
        columns: dict[int, Field] = {}
        if header is not None:
            for place, heading in enumerate(header.cells):
                held = meaning(heading)
                if held is not None and held not in columns.values():
                    columns[place] = held
            columns = self._family_under_name(header, columns)
        columns |= self._answers.columns
        if not _names_in(columns):
            columns = self._guessed_name_column(header, columns)
        return header, columns

    def _header(self) -> TableRow | None:
        rows = self._table.rows
        if self._answers.header_row is not None:
            wanted = self._answers.header_row
            return next((row for row in rows if row.number == wanted), None)
        best, best_known = None, 0
        for row in rows[:_HEADER_SEARCH]:
            meanings = [meaning(cell) for cell in row.cells]
            known = len({held for held in meanings if held is not None})
            # A title such as "List of participants" is one known cell in a row of its own.
            lonely = known == 1 and len(row.cells) == 1 and fold(row.cells[0]) not in _LONE_HEADINGS
            if known > best_known and not lonely:
                best, best_known = row, known
        return best

    def _family_under_name(
        self, header: TableRow, columns: Mapping[int, Field]
    ) -> dict[int, Field]:
        """A "name" beside a "first name" is the family name, unless it repeats that one."""
        held = {each: place for place, each in columns.items()}
        known = dict(columns)
        if Field.NAME not in held or Field.GIVEN not in held or Field.FAMILY in held:
            return known
        name, given = held[Field.NAME], held[Field.GIVEN]
        sample = [row for row in self._table.rows if row.number > header.number][:50]
        repeated = sum(
            bool(_cell(row, given)) and fold(_cell(row, given)) in fold(_cell(row, name))
            for row in sample
        )
        if repeated * 2 < len(sample):
            known[name] = Field.FAMILY
        return known

    def _guessed_name_column(
        self, header: TableRow | None, columns: Mapping[int, Field]
    ) -> dict[int, Field]:
        """Where names seem to be; asked about when there is more than one column."""
        first = header.number if header else 0
        rows = [row for row in self._table.rows if row.number > first]
        width = max((len(row.cells) for row in rows), default=0)
        scores = {
            place: sum(_looks_like_name(_cell(row, place)) for row in rows)
            for place in range(width)
            if place not in columns
        }
        if not scores or not max(scores.values()):
            return dict(columns)
        place = max(scores, key=lambda each: (scores[each], -each))
        if header is None:
            self._flags.append(TableFlag("no-headings"))
        if width > 1:
            example = next(text for row in rows if (text := _cell(row, place)))
            choices = tuple(str(each) for each in scores)
            self._questions.append(Question("name-column", (), choices, example))
        return {**columns, place: Field.NAME}

    # Rows ---------------------------------------------------------------------------------------

    def _rows_of_people(
        self, header: TableRow | None, columns: Mapping[int, Field]
    ) -> list[TableRow]:
        first = header.number if header else 0
        headings = [fold(cell) for cell in header.cells] if header else []
        found = []
        for row in self._table.rows:
            if row.number == first:
                continue
            reason = "title-row" if row.number < first else _no_person(row, headings, columns)
            if reason:
                self._ignored.append(LeftOutRow(row.number, reason, _shown(row)))
            else:
                found.append(row)
        return found

    def _name_blanks(self) -> None:
        present = {row.number for row in self._table.rows}
        last = max(present, default=0)
        blanks = [number for number in range(1, last) if number not in present]
        if self._table.delimiter and blanks[:1] == [1] and self._table.rows[0].number == 2:
            # A line "sep=;" is no row of the table.
            blanks = blanks[1:]
        self._ignored.extend(
            LeftOutRow(number, "blank-row", "") for number in blanks[:_MOST_BLANKS_NAMED]
        )

    def _dates(
        self, rows: Iterable[TableRow], columns: Mapping[int, Field]
    ) -> dict[int, WrittenDate]:
        places = [place for place, held in columns.items() if held is Field.BIRTH_DATE]
        if not places:
            return {}
        return {
            row.number: read_date(text, self._today)
            for row in rows
            if (text := _cell(row, places[0]))
        }

    def _ask_for_dates(self, dates: Mapping[int, WrittenDate], order: DateOrder | None) -> None:
        unsure = tuple(number for number, written in dates.items() if written.ambiguous)
        if not unsure:
            return
        if order is None:
            first = dates[unsure[0]]
            example = f"{first.day_first} / {first.month_first}"
            choices = tuple(str(each) for each in DateOrder)
            self._questions.append(Question("date-order", unsure, choices, example))
        elif self._answers.date_order is None:
            self._flags.extend(
                TableFlag("date-order-as-in-other-rows", number, str(order)) for number in unsure
            )

    # People -------------------------------------------------------------------------------------

    def _person(
        self,
        row: TableRow,
        columns: Mapping[int, Field],
        written: WrittenDate | None,
        order: DateOrder | None,
    ) -> ImportPerson | None:
        texts = {held: _cell(row, place) for place, held in columns.items()}
        names = _names(texts, as_written=self._as_written)
        if names.turned:
            self._flags.append(TableFlag("name-turned", row.number, names.name))
        birth_date = self._birth_date(row.number, texts, written, order)
        age_band = _age_band(texts.get(Field.AGE, ""))
        if written is not None and written.year is not None and not age_band:
            age_band = age_band_of(date(written.year, 7, 1), self._today)
            self._flags.append(TableFlag("birth-year-only", row.number, str(written.year)))
        person = NewPerson(
            name=names.name,
            given=names.given,
            family=names.family,
            sort_as=names.sort_as,
            call_name=texts.get(Field.CALL_NAME, ""),
            native_name=texts.get(Field.NATIVE_NAME, ""),
            birth_date=birth_date,
            age_band=age_band,
            phone=texts.get(Field.PHONE, ""),
            email=texts.get(Field.EMAIL, ""),
            gender=texts.get(Field.GENDER, ""),
            district=texts.get(Field.DISTRICT, ""),
            first_language=texts.get(Field.FIRST_LANGUAGE, ""),
            access_needs=texts.get(Field.ACCESS_NEEDS, ""),
            allergies=texts.get(Field.ALLERGIES, ""),
            notes=texts.get(Field.NOTES, ""),
        )
        try:
            person = self._people.checked(person)
        except Refused as refusal:
            self._rejected.append(LeftOutRow(row.number, refusal.code, _shown(row)))
            return None
        if person.name[:1] in "=+-@":
            self._flags.append(TableFlag("formula-kept-as-text", row.number, person.name))
        return ImportPerson(row.number, person.name, person.birth_date, person)

    def _birth_date(
        self,
        row: int,
        texts: Mapping[Field, str],
        written: WrittenDate | None,
        order: DateOrder | None,
    ) -> date | None:
        if written is None:
            return None
        read = written.read(order)
        text = texts.get(Field.BIRTH_DATE, "")
        if read is None:
            if written.year is None and not written.ambiguous:
                self._flags.append(TableFlag("birth-date-unreadable", row, text))
            return None
        if not date(1900, 1, 1) <= read <= self._today:
            self._flags.append(TableFlag("birth-date-impossible", row, text))
            return None
        if written.short_year:
            self._flags.append(TableFlag("birth-year-short", row, read.isoformat()))
        return read


_LONE_HEADINGS = frozenset(
    fold(word) for word in ("name", "names", "full name", "nom", "nombre", "nome", "姓名", "الاسم")
)


@dataclass(frozen=True, slots=True)
class _Names:
    """The names of a row."""

    name: str
    given: str = ""
    family: str = ""
    sort_as: str = ""
    turned: bool = False


def _names(texts: Mapping[Field, str], *, as_written: bool) -> _Names:
    """The names of a row; in a list of our own (`as_written`) no comma turns them around."""
    name = texts.get(Field.NAME, "")
    given, family = texts.get(Field.GIVEN, ""), texts.get(Field.FAMILY, "")
    if name and as_written:
        return _Names(name, given, family)
    if name:
        before, comma, after = name.partition(",")
        before, after = before.strip(), after.strip()
        if comma and before and after and "," not in after and fold(after) not in _SUFFIXES:
            return _Names(f"{after} {before}", given or after, family or before, name, turned=True)
        return _Names(name, given, family)
    if given and family:
        # Names of Han letters are written family first and without a space.
        unspaced = not (given + family).isascii() and _is_han(given) and _is_han(family)
        return _Names(family + given if unspaced else f"{given} {family}", given, family)
    return _Names(given or family, given, family)


def _is_han(text: str) -> bool:
    return all("\u3400" <= letter <= "\u9fff" or letter > "\U00020000" for letter in text)


def _age_band(text: str) -> str:
    """A band as written, or the band that an age is in."""
    if not text.isdecimal():
        return text
    age = int(text)
    for band in AGE_BANDS[:-1]:
        low, high = band.split("-")
        if int(low) <= age <= int(high):
            return band
    return AGE_BANDS[-1]


def _names_in(columns: Mapping[int, Field]) -> bool:
    return bool({Field.NAME, Field.GIVEN, Field.FAMILY} & set(columns.values()))


def _no_person(row: TableRow, headings: Sequence[str], columns: Mapping[int, Field]) -> str:
    """Why a row below the header is nobody's; empty when it may be somebody's."""
    folded = [fold(cell) for cell in row.cells]
    filled = [cell for cell in row.cells if cell.strip()]
    if (
        headings
        and folded == headings[: len(folded)]
        and sum(map(bool, folded)) >= min(2, len([heading for heading in headings if heading]))
    ):
        return "repeated-headings"
    if says_total(filled[0]) and not any(_looks_like_name(cell) for cell in filled[1:]):
        return "total-row"
    if len(filled) == 1 and len(columns) > 1 and _reads_like_note(filled[0]):
        return "footnote"
    return ""


def _reads_like_note(text: str) -> bool:
    note = text.strip()
    return (
        note.startswith(("*", "†", "#", "("))
        or len(note.split()) > _NOTE_WORDS
        or (note.endswith((".", ":")) and len(note.split()) > 3)
    )


def _looks_like_name(text: str) -> bool:
    return (
        any(letter.isalpha() for letter in text)
        and not any(letter.isdigit() for letter in text)
        and "@" not in text
        and len(text) < 80
    )


def _cell(row: TableRow, place: int) -> str:
    """A cell cleaned, with our own formula guard taken off."""
    return clean_text(unguard(row.cells[place])) if place < len(row.cells) else ""


def _shown(row: TableRow) -> str:
    return " | ".join(clean_text(cell) for cell in row.cells)[:300]


def _duplicates(
    found: Sequence[ImportPerson], known: Collection[KnownPerson]
) -> Iterable[Duplicates]:
    """Rows with the same words in their names, in any order and spelling, and no other birthday."""
    rows: dict[str, list[ImportPerson]] = defaultdict(list)
    for person in found:
        rows[_same_words(person.name)].append(person)
    in_workbook: dict[str, list[KnownPerson]] = defaultdict(list)
    for each in known:
        in_workbook[_same_words(each.name)].append(each)
    for words, alike in rows.items():
        for group in _by_birthday(alike):
            birthdays = {person.birth_date for person in group} - {None}
            twins = tuple(
                each
                for each in in_workbook.get(words, ())
                if each.birth_date is None or not birthdays or each.birth_date in birthdays
            )
            if len(group) > 1 or twins:
                yield Duplicates(tuple(person.row for person in group), twins)


def _alike(
    found: Sequence[ImportPerson], known: Sequence[Likened], groups: Iterable[Duplicates]
) -> Iterator[Duplicates]:
    """Rows that are alike in spelling, script or contacts, besides those in `groups` already."""
    rows = [
        Likened(
            id=f"{_ROW}{each.row}",
            name=each.name,
            native_name=each.person.native_name,
            birth_date=each.birth_date,
            phones=frozenset(filter(None, [phone_digits(each.person.phone)])),
            emails=frozenset(filter(None, [fold(each.person.email)])),
        )
        for each in found
    ]
    told = {
        pair
        for group in groups
        for row in group.rows
        for pair in (
            *((row, other) for other in group.rows),
            *((row, each.id) for each in group.known),
        )
    }
    people = {each.id: KnownPerson(each.id, each.name, each.birth_date) for each in known}
    for pair in like_pairs(rows):
        first, second = sorted(
            int(each.removeprefix(_ROW)) for each in (pair.one_id, pair.other_id)
        )
        if (first, second) not in told:
            yield Duplicates((first, second))
    for pair in like_pairs(rows, known):
        ids = (pair.one_id, pair.other_id)
        row = next(int(each.removeprefix(_ROW)) for each in ids if each.startswith(_ROW))
        twin = next(each for each in ids if not each.startswith(_ROW))
        if (row, twin) not in told:
            yield Duplicates((row,), (people[twin],))


def left_out_table(
    plan: PeopleImportPlan, words: Callable[[str], str], headings: tuple[str, str, str]
) -> Table:
    """The rejected rows as a table to send back: row, reason in words, what stood there.

    `headings`: over the three columns. For `csv_file.write_csv` and `xlsx_file.write_xlsx`.
    """
    columns = (
        Column(headings[0], Kind.NUMBER, 8),
        Column(headings[1], width=40),
        Column(headings[2], width=80),
    )
    rows = [(row.row, words(row.reason), row.text) for row in plan.rejected]
    return Table(plan.file_name[:_SHEET_NAME], columns, rows)


def _by_birthday(alike: Sequence[ImportPerson]) -> list[list[ImportPerson]]:
    """People of one name apart by birthday; those without one are with the first of them."""
    groups: dict[date, list[ImportPerson]] = {}
    unknown: list[ImportPerson] = []
    for person in alike:
        if person.birth_date is None:
            unknown.append(person)
        else:
            groups.setdefault(person.birth_date, []).append(person)
    parted = list(groups.values())
    if not parted:
        return [unknown]
    parted[0] = sorted([*parted[0], *unknown], key=lambda person: person.row)
    return parted


def _same_words(name: str) -> str:
    return " ".join(sorted(fold(name).split()))


def _person_json(person: ImportPerson) -> dict[str, object]:
    made = person.person
    return {
        "row": person.row,
        "name": person.name,
        "birth_date": person.birth_date.isoformat() if person.birth_date else None,
        "given": made.given,
        "family": made.family,
        "native_name": made.native_name,
        "call_name": made.call_name,
        "age_band": made.age_band,
        "phone": made.phone,
        "email": made.email,
        "gender": made.gender,
        "district": made.district,
    }


def _row_json(row: LeftOutRow) -> dict[str, object]:
    return {"row": row.row, "reason": row.reason, "text": row.text}
