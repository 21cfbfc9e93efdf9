"""What the columns of a programme's workshops say."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate

from facilitator.planning.model import WorkshopStatus
from ui.day_words import from_to, hours_and_minutes
from ui.programmes.planned_rows import PlannedRow
from ui.programmes.when_words import clock_words
from ui.widgets.tables import Cell
from ui.words import locale, t


def day_and_year(day: date) -> str:
    """A day of a series that goes over the end of a year."""
    return locale().toString(QDate(day.year, day.month, day.day), "ddd d MMM yyyy")


def times(row: PlannedRow) -> str:
    """From when to when."""
    return from_to(row.row.starts_local, row.row.ends_local)


def planned(row: PlannedRow) -> Cell:
    """How long the agenda is, and how far it runs past its end."""
    if not row.seconds:
        return Cell(t("empty"), color="text-3")
    words = hours_and_minutes(row.seconds // 60)
    if not row.over:
        return Cell(words)
    over = -(-row.over // 60)
    return Cell(t("{time}, +{minutes}", time=words, minutes=over), color="on-warn-soft")


def hints(row: PlannedRow) -> Cell:
    """How many things deserve a look before the day."""
    workshop = row.row
    count = len(row.hints) + len({clash.other.workshop_id for clash in row.clashes})
    count += bool(clock_words(workshop.starts_local, workshop.time_zone))
    if not count or row.row.status is not WorkshopStatus.PLANNED:
        return Cell("")
    tone = "warn" if row.clashes else ""
    return Cell(str(count), chip_tone=tone, chip_icon="triangle-alert" if tone else "info")


def came(row: PlannedRow) -> Cell:
    """How many came, of all who are enrolled."""
    workshop = row.row
    if workshop.came or workshop.status is WorkshopStatus.HELD:
        came = workshop.came + workshop.anonymous
        return Cell(t("{count} of {all}", count=came, all=workshop.enrolled))
    return Cell("")


def state(row: PlannedRow) -> Cell:
    """Whether it is still to come."""
    words = {
        WorkshopStatus.HELD: (t("Held"), "ok", "check"),
        WorkshopStatus.PLANNED: (t("Planned"), "", ""),
        WorkshopStatus.CANCELLED: (t("Cancelled"), "warn", "x"),
    }
    text, tone, icon = words[row.row.status]
    return Cell(text, chip_tone=tone, chip_icon=icon)
