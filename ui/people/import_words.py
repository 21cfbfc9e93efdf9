"""What the preview of an import says of rows and of the file."""

from __future__ import annotations

from datetime import date

from facilitator.errors import Refused
from facilitator.exchange.column_words import Field
from facilitator.exchange.table_rows import TableFlag
from ui.day_words import day_month_year
from ui.sentences import say_error
from ui.words import isolate, t

DELIMITERS = (",", ";", "\t", "|")
ENCODINGS = ("utf-8", "utf-16", "cp1252", "iso-8859-1", "iso-8859-2", "cp1250", "cp1251", "cp1256")


def delimiter_words(delimiter: str) -> str:
    """What cuts a line into cells."""
    words = {
        ",": t("comma"),
        ";": t("semicolon"),
        "\t": t("tab"),
        "|": t("upright line"),
    }
    return words.get(delimiter, isolate(delimiter))


def field_words(held: Field) -> str:
    """What a column holds."""
    return {
        Field.NAME: t("Name"),
        Field.GIVEN: t("Given name"),
        Field.FAMILY: t("Family name"),
        Field.NATIVE_NAME: t("In their own script"),
        Field.CALL_NAME: t("What to call them"),
        Field.BIRTH_DATE: t("Date of birth"),
        Field.AGE: t("Age"),
        Field.PHONE: t("Phone"),
        Field.EMAIL: t("E-mail"),
        Field.GENDER: t("Gender"),
        Field.DISTRICT: t("District"),
        Field.FIRST_LANGUAGE: t("First language"),
        Field.ACCESS_NEEDS: t("Access needs"),
        Field.ALLERGIES: t("Allergies"),
        Field.NOTES: t("Notes"),
    }[held]


def reason_words(reason: str) -> str:
    """Why a row makes nobody."""
    known = {
        "title-row": t("Title row, left out"),
        "repeated-headings": t("Column names again, left out"),
        "total-row": t("Total row, left out"),
        "footnote": t("Footnote, left out"),
        "blank-row": t("Empty row, left out"),
        "name-empty": t("No name: cannot come in"),
    }
    return known.get(reason) or say_error(Refused(reason))


def flag_words(flag: TableFlag) -> str:
    """What was noticed about a row or about the whole file."""
    detail = isolate(flag.detail)
    known = {
        "nul-removed": t("Unreadable signs were taken out."),
        "quotes-unbalanced": t(
            "A quotation mark is never closed; the lines were read as they stand."
        ),
        "letters-damaged": t(
            "Some letters were damaged before the file came here. Look at the names."
        ),
        "encoding-guessed": t(
            "The letters were guessed as {detail}. Look at the names.", detail=detail
        ),
        "mixed-encodings": t("Other letters than in the rest of the file. Look at the name."),
        "other-sheets": t("The file has other sheets: {detail}.", detail=detail),
        "no-headings": t("No row with column names was found."),
        "date-order-as-in-other-rows": t("Day and month read as in the other rows"),
        "name-turned": t("Turned round: {detail}", detail=detail),
        "birth-year-only": t("Only the year is known: kept as an age"),
        "birth-date-unreadable": t("“{detail}” is no date: left empty", detail=detail),
        "birth-date-impossible": t("“{detail}” cannot be: left empty", detail=detail),
        "birth-year-short": t("The year has two digits: read as {detail}", detail=detail),
        "formula-kept-as-text": t("Begins like a formula: kept as text"),
    }
    return known.get(flag.code, t("Noticed: {code}", code=isolate(flag.code)))


def birthday(day: date | None) -> str:
    """A date of birth in a cell."""
    return day_month_year(day) if day else ""
