"""Lists of people as organisations really send them."""

from datetime import date

import pytest

from facilitator.errors import Refused
from facilitator.exchange.column_words import Field, meaning, says_total
from facilitator.exchange.formula_guard import guard
from facilitator.exchange.people_import import ImportAnswers, import_people, plan_import
from facilitator.exchange.written_dates import DateOrder, order_of, read_date
from facilitator.people.people import People
from facilitator.progress import CancelAfter, Cancelled
from tests.facilitator.people.names_in_many_scripts import TYPED

TODAY = date(2026, 10, 8)

MESSY = """\
Lantern Quay, list for Helen;;;;
;;;;
Name;Born;Tel;Where;Photo ok?
El Idrissi, Amina;24/03/1988;555 0142;Harbour;y
Kwame Mensah;17/11/1976;555 0110;Old town;yes
LI Xiuying 李秀英;1957;;Old Town;group
Nguyễn Thị Hoa;05/06/1996;555 0177;Harbour;y
Joao dos Santos;21/02/1989;555 0133;Riverside;
Sulastri;;;Harbour;y
;12/12/1990;555 0199;Hillside;y
Name;Born;Tel;Where;Photo ok?
Guðrún Helgadóttir;19/10/1956;;Old Town;y
Helgadottir Gudrun;19/10/1956;;old town;
=S. Ravichandran;23/05/1975;555 0164;Harbour;y
* asked for a quiet seat;;;;
Total: 11;;;;
"""


@pytest.fixture
def people(database):
    return People(database)


@pytest.fixture
def plan(tmp_path, people):
    """Plans the import of a text."""

    def make(text, **answers):
        path = tmp_path / "list.csv"
        path.write_text(text, encoding="utf-8")
        return plan_import(path, people, today=TODAY, answers=ImportAnswers(**answers))

    return make


def rows(found):
    return [(each.row, each.reason) for each in found]


def flags(found):
    return {(flag.code, flag.row) for flag in found.flags}


def test_a_messy_list_is_told_row_by_row(plan):
    found = plan(MESSY)
    assert found.header_row == 3
    assert found.columns == {
        0: Field.NAME, 1: Field.BIRTH_DATE, 2: Field.PHONE, 3: Field.DISTRICT,
    }  # fmt: skip
    assert [(each.row, each.name) for each in found.people] == [
        (4, "Amina El Idrissi"), (5, "Kwame Mensah"), (6, "LI Xiuying 李秀英"),
        (7, "Nguyễn Thị Hoa"), (8, "Joao dos Santos"), (9, "Sulastri"),
        (12, "Guðrún Helgadóttir"), (13, "Helgadottir Gudrun"), (14, "=S. Ravichandran"),
    ]  # fmt: skip
    assert rows(found.rejected) == [(10, "name-empty")]
    assert rows(found.ignored) == [
        (1, "title-row"), (2, "blank-row"), (11, "repeated-headings"), (15, "footnote"),
        (16, "total-row"),
    ]  # fmt: skip
    assert [group.rows for group in found.duplicates] == [(12, 13)]
    assert found.questions == ()
    assert flags(found) == {
        ("name-turned", 4), ("birth-year-only", 6), ("date-order-as-in-other-rows", 7),
        ("formula-kept-as-text", 14),
    }  # fmt: skip
    assert found.people[3].birth_date == date(1996, 6, 5)
    assert found.people[0].person.sort_as == "El Idrissi, Amina"


def test_every_row_of_the_file_is_accounted_for(plan):
    found = plan(MESSY)
    told = [each.row for each in (*found.people, *found.rejected, *found.ignored)]
    assert sorted([*told, found.header_row]) == list(range(1, 17))


def test_the_dry_run_prints_what_was_found(plan):
    told = plan(MESSY).as_json()
    assert told["persons"] == 9
    assert told["people"][0]["row"] == 4
    assert told["people"][0]["birth_date"] == "1988-03-24"
    assert told["duplicates"] == [[12, 13]]
    assert (told["encoding"], told["delimiter"], told["header_row"]) == ("utf-8", ";", 3)
    assert told["rejected"][0]["reason"] == "name-empty"


def test_planning_changes_nothing(plan, database):
    plan(MESSY)
    assert database.history() == []


def test_everybody_comes_in_at_once_and_goes_with_one_undo(plan, people, database):
    import_people(plan(MESSY), people)
    assert people.count() == 9
    assert len(database.history()) == 1
    amina = people.participant(people.search("amina")[0].id)
    assert (amina.name, amina.sort_key) == ("Amina El Idrissi", "el idrissi  amina")
    assert amina.contacts[0].value == "555 0142"
    database.undo()
    assert people.count() == 0


def test_a_cancelled_import_leaves_nothing(plan, people):
    with pytest.raises(Cancelled):
        import_people(plan(MESSY), people, progress=CancelAfter(4))
    assert people.count() == 0


def test_people_of_the_workbook_are_pointed_out_and_never_merged(plan, people):
    known = people.add("João Santos", birth_date=date(1989, 2, 21))
    people.add("Anna Berg", birth_date=date(1950, 1, 1))
    found = plan("Name,Born\nSantos Joao,1989-02-21\nAnna Berg,1990-05-05\nBo,\n")
    assert [(group.rows, [k.id for k in group.known]) for group in found.duplicates] == [
        ((2,), [known])
    ]
    assert found.persons == 3
    without = plan("Name,Born\nSantos Joao,1989-02-21\nBo,\n", skip_rows=frozenset({2}))
    assert [each.name for each in without.people] == ["Bo"]


def test_people_of_one_name_with_other_birthdays_are_no_twins(plan):
    found = plan("Name,Born\nAnna Berg,1990-05-05\nAnna Berg,1991-05-05\n")
    assert found.duplicates == ()


def test_an_order_of_day_and_month_that_nothing_settles_is_asked(plan, people):
    text = "Name,Born\nAnna,05/06/1996\nBo,1/2/1980\nCleo,2001-02-03\n"
    found = plan(text)
    assert [(q.code, q.rows) for q in found.questions] == [("date-order", (2, 3))]
    assert [each.birth_date for each in found.people] == [None, None, date(2001, 2, 3)]
    with pytest.raises(Refused, match="import-questions-open"):
        import_people(found, people)
    answered = plan(text, date_order=DateOrder.MONTH_FIRST)
    assert answered.questions == ()
    assert answered.people[0].birth_date == date(1996, 5, 6)


def test_rows_that_settle_the_order_against_one_another_are_asked_about(plan):
    found = plan("Name,Born\nAnna,05/06/1996\nBo,24/12/1980\nCleo,12/24/1980\n")
    assert [q.rows for q in found.questions] == [(2,)]
    assert found.people[1].birth_date == date(1980, 12, 24)
    assert found.people[2].birth_date == date(1980, 12, 24)


@pytest.mark.parametrize(
    ("text", "name", "sort_as_family"),
    [
        ("First name,Last name\nAmina,El Idrissi\n", "Amina El Idrissi", "El Idrissi"),
        ("Nachname;Vorname\nMüller;Jürgen\n", "Jürgen Müller", "Müller"),
        ("Nom;Prénom\nLefèvre;Zoé\n", "Zoé Lefèvre", "Lefèvre"),
        ("Name;Vorname\nMüller;Jürgen\n", "Jürgen Müller", "Müller"),
        ("Apellidos;Nombres\nFernández Ortiz;María José\n", "María José Fernández Ortiz",
         "Fernández Ortiz"),
        ("姓,名\n李,秀英\n", "李秀英", "李"),
        ("Фамилия;Имя\nКоваленко;Олександра\n", "Олександра Коваленко", "Коваленко"),
        ("Soyadı;Adı\nYıldız;Mehmet\n", "Mehmet Yıldız", "Yıldız"),
    ],
)  # fmt: skip
def test_given_and_family_names_in_two_columns_become_one_name(plan, text, name, sort_as_family):
    person = plan(text).people[0].person
    assert (person.name, person.family) == (name, sort_as_family)


def test_a_first_name_repeated_beside_the_full_name_is_no_family_name(plan):
    found = plan("Name,First name\nAmina El Idrissi,Amina\nBo Zwick,Bo\n")
    assert [each.name for each in found.people] == ["Amina El Idrissi", "Bo Zwick"]


def test_a_list_without_headings_asks_where_the_names_are(plan):
    found = plan("1,Anna Berg,1990-01-02\n2,Bo Zwick,1991-01-02\n")
    assert found.header_row == 0
    assert [each.name for each in found.people] == ["Anna Berg", "Bo Zwick"]
    assert [q.code for q in found.questions] == ["name-column"]
    answered = plan(
        "1,Anna Berg,1990-01-02\n2,Bo Zwick,1991-01-02\n",
        columns={1: Field.NAME, 2: Field.BIRTH_DATE},
    )
    assert answered.questions == ()
    assert answered.people[0].birth_date == date(1990, 1, 2)


def test_a_single_column_of_names_needs_no_heading(plan):
    found = plan("Anna Berg\nBo Zwick\n")
    assert (found.persons, found.questions) == (2, ())


def test_names_of_every_script_come_in_unharmed_and_our_guard_comes_off(plan):
    names = sorted({name for name, _ in TYPED})
    names += ["=cmd|' /C calc'!A0", "'Abd", "+Anna", "'=x", "<b>Bo</b>", "../../x"]
    lines = ["Name;Phone", *(f'"{guard(name)}";{guard("+44 1")}' for name in names)]
    found = plan("\n".join(lines))
    assert {each.name for each in found.people} == {*names} - {"J.R.R. Smith"} | {"J.R.R. Smith"}
    assert {each.person.phone for each in found.people} == {"+44 1"}


def test_names_too_long_are_rejected_with_their_row(plan):
    found = plan(f"Name,Tel\nAnna,1\n{'x' * 301},2\n")
    assert rows(found.rejected) == [(3, "name-too-long")]


def test_dates_that_cannot_be_are_flagged_and_left_out(plan):
    found = plan("Name,Born\nAnna,31/02/2000\nBo,2031-01-01\nCleo,soon\nDeva,13/1/99\n")
    assert flags(found) == {
        ("birth-date-unreadable", 2), ("birth-date-impossible", 3),
        ("birth-date-unreadable", 4), ("birth-year-short", 5),
    }  # fmt: skip
    assert [each.birth_date for each in found.people] == [None, None, None, date(1999, 1, 13)]


def test_ages_become_bands(plan):
    found = plan("Name,Age\nAnna,37\nBo,16-17\nCleo,80\n")
    assert [each.person.age_band for each in found.people] == ["35-44", "16-17", "75+"]


def test_nobody_to_import_is_refused(plan, people):
    with pytest.raises(Refused, match="import-nobody"):
        import_people(plan("Name,Tel\n,1\n"), people)


def test_people_can_be_enrolled_as_they_come(plan, people, database):
    with database.action("programme-added"):
        database.insert("programme", {"id": "p", "title": "Skills"})
    import_people(plan("Name\nAnna\nBo\n"), people, programme_id="p", enrolled_on=TODAY)
    assert [row.name for row in people.roster("p")] == ["Anna", "Bo"]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Full Name", Field.NAME), ("PRÉNOM", Field.GIVEN), ("Date of Birth (dd/mm/yyyy)",
        Field.BIRTH_DATE), ("E-Mail", Field.EMAIL), ("Mobile number", Field.PHONE),
        ("تاريخ الميلاد", Field.BIRTH_DATE), ("姓名", Field.NAME), ("Photo ok?", None), ("", None),
        ("Participant Name", Field.NAME), ("No.", None),
    ],
)  # fmt: skip
def test_headings_are_known_by_their_words(heading, field):
    assert meaning(heading) is field


def test_totals_are_told_from_people():
    assert says_total("Total: 11")
    assert says_total("Итого")
    assert not says_total("Tota Lindqvist")
    assert not says_total("Sum Ting 2")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("1988-03-24", date(1988, 3, 24)), ("1988/3/24", date(1988, 3, 24)),
        ("24.03.1988", date(1988, 3, 24)), ("5.6.96", date(1996, 6, 5)),
        ("24 March 1988", date(1988, 3, 24)), ("Mar 24, 1988", date(1988, 3, 24)),
        ("1er août 1990", date(1990, 8, 1)), ("3 de mayo de 1990", date(1990, 5, 3)),
        ("1990年3月24日", date(1990, 3, 24)), ("١٩٨٨-٠٣-٢٤", date(1988, 3, 24)),
        ("1988-03-24 00:00:00", date(1988, 3, 24)), ("5/5/2000", date(2000, 5, 5)),
        ("19880324", date(1988, 3, 24)), ("soon", None), ("99/99/1999", None),
    ],
)  # fmt: skip
def test_dates_are_read_as_written(text, day):
    assert read_date(text, TODAY).read(None) == day


def test_one_date_settles_the_order_of_the_others():
    dates = [read_date(text, TODAY) for text in ("05/06/1996", "24/03/1988")]
    assert order_of(dates) is DateOrder.DAY_FIRST
    assert dates[0].read(DateOrder.DAY_FIRST) == date(1996, 6, 5)
    assert order_of(dates[:1]) is None
