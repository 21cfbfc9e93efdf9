"""What the preview of a plan's import says of columns, rows and the file."""

from __future__ import annotations

from collections.abc import Mapping

from facilitator.exchange.plan_columns import PlanField
from facilitator.exchange.plan_table_rows import PlannedRow, RowNote
from ui.planning.plan_words import duration, kind_word
from ui.sentences import words
from ui.words import isolate, t

DELIMITERS = (",", ";", "\t", "|")
ENCODINGS = ("utf-8", "utf-16", "cp1252", "iso-8859-1", "iso-8859-2", "cp1250", "cp1251", "cp1256")


def field_words(held: PlanField) -> str:
    """What a column holds."""
    return {
        PlanField.START: t("Start"),
        PlanField.END: t("End"),
        PlanField.MINUTES: t("Minutes"),
        PlanField.TITLE: t("Title"),
        PlanField.GROUP: t("Parallel group"),
        PlanField.KIND: t("Kind"),
        PlanField.METHOD: t("Method"),
        PlanField.LEAD: t("Lead"),
        PlanField.GROUPING: t("Grouping"),
        PlanField.LAYOUT: t("Room layout"),
        PlanField.ROOM: t("Room"),
        PlanField.AIM: t("Aim"),
        PlanField.TASK: t("Task"),
        PlanField.SAY: t("Say"),
        PlanField.DO: t("Do"),
        PlanField.WATCH: t("Watch"),
        PlanField.NOTES: t("Notes"),
        PlanField.IF_SHORT: t("If short of time"),
        PlanField.CAN_LOSE: t("Can lose (min)"),
        PlanField.MINIMUM: t("Shortest (min)"),
        PlanField.OPTIONAL: t("Optional"),
        PlanField.LOCK: t("Fixed start"),
        PlanField.CONTACT: t("Counts as contact"),
        PlanField.MATERIALS: t("Materials"),
        PlanField.SKILLS: t("Skills"),
        PlanField.BY_ITSELF: t("Goes on by itself"),
        PlanField.WARN: t("Warning (s)"),
        PlanField.LAST: t("Last call (s)"),
    }[held]


def delimiter_words(delimiter: str) -> str:
    """What cuts a line into cells."""
    return {
        ",": t("comma"),
        ";": t("semicolon"),
        "\t": t("tab"),
        "|": t("upright line"),
    }.get(delimiter, isolate(delimiter))


def note_words(note: RowNote) -> str:
    """Why a row is rejected or left out, or what was made of it."""
    params: Mapping[str, object] = note.params
    if note.code == "kind-proposed":
        params = {**params, "kind": kind_word(str(params["kind"]))}
    return words().trouble(note.code, params)


def row_words(row: PlannedRow) -> str:
    """What a row becomes."""
    if row.is_group:
        return t("Parallel group")
    what = t("{length}, {kind}", length=duration(row.seconds), kind=kind_word(row.kind.value))
    if row.group:
        return t("Step of {group}: {what}", group=isolate(row.group), what=what)
    return what


def column_letter(place: int) -> str:
    """A column as spreadsheets name it: A, B … Z, AA."""
    letters = ""
    number = place + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
