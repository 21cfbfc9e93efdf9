"""Days, times of the day, lengths and shares in words, the same on every screen."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QDate

from ui.words import locale, t


def day_and_month(day: date) -> str:
    """17 Sep."""
    return locale().toString(QDate(day.year, day.month, day.day), "d MMM")


def whole_day(day: date) -> str:
    """Thursday 8 October 2026."""
    return locale().toString(QDate(day.year, day.month, day.day), "dddd d MMMM yyyy")


def short_day(day: date) -> str:
    """Thu 8 October."""
    return locale().toString(QDate(day.year, day.month, day.day), "ddd d MMMM")


def day_month_year(day: date) -> str:
    """8 October 2026."""
    return locale().toString(QDate(day.year, day.month, day.day), "d MMMM yyyy")


def time_of_day(moment: datetime) -> str:
    """17:30, as the moment's own clock shows it."""
    return f"{moment:%H:%M}"


def from_to(start: datetime, end: datetime) -> str:
    """17:30 to 19:30."""
    return t("{start} to {end}", start=time_of_day(start), end=time_of_day(end))


def period(first: date | None, last: date | None) -> str:
    """17 September to 15 October 2026; one day alone; nothing without days."""
    if first is None or last is None:
        return ""
    if first == last:
        return day_month_year(first)
    start = locale().toString(QDate(first.year, first.month, first.day), "d MMMM")
    if first.year != last.year:
        start = day_month_year(first)
    return t("{start} to {end}", start=start, end=day_month_year(last))


def hours_and_minutes(minutes: int) -> str:
    """9 h 10 min; 9 h; 10 min."""
    hours, rest = divmod(minutes, 60)
    if hours and rest:
        return t("{hours} h {minutes} min", hours=hours, minutes=rest)
    if hours or not minutes:
        return t("{hours} h", hours=hours)
    return t("{minutes} min", minutes=rest)


def percent(value: float) -> str:
    """98.2 %, without a decimal where it would be zero; half up."""
    rounded = int(value * 10 + 0.5) / 10
    decimals = 0 if rounded == int(rounded) else 1
    return t("{number} %", number=locale().toString(rounded, "f", decimals))
