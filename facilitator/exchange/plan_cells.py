"""Cells of a plan: lengths, times of day, ticks, materials and skills, as people write them.

What is written here is read back here, exactly.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from facilitator.errors import Refused
from facilitator.people.folding import fold
from facilitator.planning.timing import MAX_ACTIVITY_SECONDS

DAY = 24 * 3600

_HOURS = r"(?:hours?|hrs?|h|stunden?|std|heures?|horas?|ore|ora|uur|uren|godz|saat|ч|час\w*|год)"
_MINUTES = (
    r"(?:minutes?|mins?|min|m|'|′|minuten?|minutos?|minut[iy]|minuut|dakika|dk|мин\w*|хв|分钟|分"
    r"|دقيقة|دقائق|דקות)"
)
_SECONDS = r"(?:seconds?|secs?|sec|s|sek|сек)"
_NUMBER = r"(\d+(?:[.,]\d+)?)"
_WORDED = re.compile(
    rf"(?:{_NUMBER}\s*{_HOURS}\.?)?\s*(?:{_NUMBER}\s*{_MINUTES}\.?)?"
    rf"\s*(?:{_NUMBER}\s*{_SECONDS}\.?)?$",
    re.IGNORECASE,
)
_HOURS_AND_REST = re.compile(rf"{_NUMBER}\s*{_HOURS}\.?\s*(\d{{1,2}})()$", re.IGNORECASE)
_PLAIN = re.compile(r"\d+(?:[.,]\d+)?$")
_CLOCK = re.compile(r"(?:(\d+) days?, )?(\d{1,3}):([0-5]?\d)(?::([0-5]\d))?$")
_ABOUT = re.compile(r"^(?:~|≈|ca\.?|approx\.?|about|env\.?)\s*", re.IGNORECASE)

_TIME = re.compile(
    r"(\d{1,2})(?:\s*[:.h]\s*([0-5]\d)(?::([0-5]\d))?)?\s*"
    r"(a\.?m\.?|p\.?m\.?|uhr|h|hrs)?(?:\s*\+\s*(\d))?$",
    re.IGNORECASE,
)
_DATED = re.compile(r"\d{4}-\d{2}-\d{2}[T ](\d{1,2}:\d{2})(?::\d{2})?$")
_COMPACT = re.compile(r"([01]\d|2[0-3])([0-5]\d)$")
_PART_OF_DAY = re.compile(r"0?[.,]\d{2,}$")
_RANGE = re.compile(r"\s*(?:[–—-]|\bto\b|\bbis\b)\s*")

_YES = frozenset(
    {"yes", "y", "x", "true", "1", "ja", "j", "oui", "si", "sim", "tak", "evet", "да", "так", "✓"}
)
_NO = frozenset({"", "no", "n", "false", "0", "nein", "non", "nao", "nie", "hayir", "нет", "ні"})


def seconds_of(text: str) -> int | None:
    """A length of time in seconds; None for an empty cell. A bare number is minutes.

    Refused: ``minutes-unreadable``, ``minutes-zero``, ``minutes-negative``, ``minutes-too-long``.
    """
    plain = _ABOUT.sub("", _digits(text).strip())
    if not plain:
        return None
    if plain[0] in "-−":
        raise Refused("minutes-negative", text=text)
    seconds = _length(plain)
    if seconds is None:
        raise Refused("minutes-unreadable", text=text)
    if seconds > MAX_ACTIVITY_SECONDS:
        raise Refused("minutes-too-long", text=text)
    if seconds == 0:
        raise Refused("minutes-zero", text=text)
    return seconds


def _length(plain: str) -> int | None:
    clock = _CLOCK.match(plain)
    if clock:
        days, hours, minutes, seconds = (int(part or 0) for part in clock.groups())
        return days * DAY + hours * 3600 + minutes * 60 + seconds
    if _PLAIN.match(plain):
        return _of_number(plain)
    worded = _WORDED.match(plain) or _HOURS_AND_REST.match(plain)
    if not worded or not any(worded.groups()):
        return None
    lengths = zip(worded.groups(), (3600, 60, 1), strict=True)
    return _whole(sum(_float(part or "0") * unit for part, unit in lengths))


def _of_number(plain: str) -> int:
    value = _float(plain)
    decimals = len(re.split("[.,]", plain)[1]) if not plain.isdigit() else 0
    # A spreadsheet keeps a time of day as a part of the day, and shows it so without a format.
    if value < 0.5 and decimals >= 5:
        return _whole(value * DAY)
    return _whole(value * 60)


def written_seconds(seconds: int) -> int | str:
    """Whole minutes as a number, anything else as ``h:mm:ss``."""
    if seconds % 60 == 0:
        return seconds // 60
    return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


@dataclass(frozen=True, slots=True)
class ReadTime:
    """A time of day in seconds after midnight. `half_open`: it may be in the afternoon as well."""

    seconds: int
    half_open: bool = False


def times_of(text: str) -> tuple[ReadTime | None, ReadTime | None]:
    """Start and end in a cell: ``17:30``, ``5:30 pm``, ``17:30–17:45``.

    Refused: ``time-unreadable``.
    """
    plain = _digits(text).strip()
    if not plain:
        return None, None
    whole = _time(plain)
    if whole is not None:
        return whole, None
    parts = _RANGE.split(plain)
    read = [_time(part) for part in parts]
    if len(parts) != 2 or read[0] is None or read[1] is None:
        raise Refused("time-unreadable", text=text)
    return read[0], read[1]


def _time(plain: str) -> ReadTime | None:
    dated = _DATED.match(plain)
    if dated:
        plain = dated[1]
    if _PART_OF_DAY.match(plain):
        return ReadTime(_whole(_float(plain) * DAY / 60) * 60)
    compact = _COMPACT.match(plain)
    if compact:
        return ReadTime(int(compact[1]) * 3600 + int(compact[2]) * 60)
    found = _TIME.match(plain)
    if not found or (found[2] is None and found[4] is None):
        return None
    hours, minutes, seconds = (int(found[group] or 0) for group in (1, 2, 3))
    half = (found[4] or "").lower()[:1]
    if half in ("a", "p"):
        if not 1 <= hours <= 12:
            return None
        hours = hours % 12 + (12 if half == "p" else 0)
    if hours > 24 or (hours == 24 and minutes):
        return None
    days = int(found[5] or 0)
    half_open = not half and 1 <= hours <= 12 and not plain.startswith("0") and not days
    return ReadTime(days * DAY + hours * 3600 + minutes * 60 + seconds, half_open)


def written_time(seconds: int) -> str:
    """``12:30``; with ``+1`` on the next day and with its seconds where it has any."""
    days, rest = divmod(seconds, DAY)
    text = f"{rest // 3600:02d}:{rest // 60 % 60:02d}"
    if rest % 60:
        text += f":{rest % 60:02d}"
    return f"{text} +{days}" if days else text


def yes_or_no(text: str) -> bool | None:
    """What a tick says; None where it says neither."""
    word = fold(text) or text.strip()
    if word in _YES:
        return True
    return False if word in _NO else None


# Materials ---------------------------------------------------------------------------------------

_PERS = {
    "session": "session",
    "workshop": "session",
    "person": "person",
    "participant": "person",
    "head": "person",
    "each": "person",
    "pair": "pair",
    "group": "group",
    "table": "group",
    **{f"group of {size}": f"group-of-{size}" for size in range(3, 7)},
}
_QUOTED = r'"(?:[^"]|"")*"'
_PER = "|".join(sorted(_PERS, key=len, reverse=True))
_CANONICAL = re.compile(
    rf"(?P<quantity>\d{{1,6}})\s*[x×]\s*(?P<label>{_QUOTED}|[^\"\[\]]+?)"
    r"(?:\s*\[(?P<unit>[^\[\]]*?)(?P<reusable>(?:,\s*)?reusable)?\])?"
    rf"(?:\s+per\s+(?P<per>{_PER}))?$",
    re.IGNORECASE,
)
_LEADING = re.compile(rf"(\d{{1,6}})\s+(.+?)(?:\s+(?:per|/)\s*({_PER}))?$", re.IGNORECASE)
_TRAILING = re.compile(rf"(.+?)\s*(?:[x×:]\s*(\d{{1,6}})|\((\d{{1,6}})(?:\s+per\s+({_PER}))?\))$",
                       re.IGNORECASE)  # fmt: skip
_PIECES = re.compile(rf"(?:{_QUOTED}|[^;\n\"]|\")+")
_NEEDS_QUOTES = re.compile(r'[;\n"\[\]]|\bper\b', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class MaterialWish:
    """A material as a table names it; `unit` and `reusable` matter when it is new."""

    label: str
    quantity: int = 1
    per: str = "session"
    unit: str = ""
    reusable: bool = False


def materials_of(text: str) -> tuple[MaterialWish, ...]:
    """The materials in a cell: one a line, or parted by semicolons or commas."""
    wishes: list[MaterialWish] = []
    for piece in _PIECES.findall(text):
        item = piece.strip()
        found = _CANONICAL.match(item)
        if found:
            label = found["label"].strip()
            if label.startswith('"'):
                label = label[1:-1].replace('""', '"')
            per = _PERS[found["per"].lower()] if found["per"] else "session"
            unit = (found["unit"] or "").strip().rstrip(",")
            wishes.append(
                MaterialWish(label, int(found["quantity"]), per, unit, bool(found["reusable"]))
            )
            continue
        wishes += [_loose(part) for part in _between_commas(item) if part.strip()]
    return tuple(wish for wish in wishes if wish.label and wish.quantity)


def _between_commas(item: str) -> list[str]:
    """Parted at commas, but not within brackets or numbers."""
    parts = [""]
    depth = 0
    for place, letter in enumerate(item):
        depth = max(depth + (letter == "(") - (letter == ")"), 0)
        in_number = item[place + 1 : place + 2].isdigit()
        if letter == "," and not depth and not in_number:
            parts.append("")
        else:
            parts[-1] += letter
    return parts


def _loose(text: str) -> MaterialWish:
    item = " ".join(text.strip(" \t.•*-–").split())
    found = _TRAILING.match(item)
    if found:
        per = _PERS[found[4].lower()] if found[4] else "session"
        return MaterialWish(found[1].strip(), int(found[2] or found[3]), per)
    found = _LEADING.match(item)
    if found:
        per = _PERS[found[3].lower()] if found[3] else "session"
        return MaterialWish(found[2].strip(), int(found[1]), per)
    return MaterialWish(item)


def written_material(wish: MaterialWish) -> str:
    """``2 × Sticky notes [note] per person``, as `materials_of` reads it back."""
    label = wish.label
    if _NEEDS_QUOTES.search(label):
        label = '"' + label.replace('"', '""') + '"'
    kind = ", ".join(part for part in (wish.unit, "reusable" if wish.reusable else "") if part)
    per = wish.per.replace("-", " ")
    return f"{wish.quantity} × {label}{f' [{kind}]' if kind else ''} per {per}"


# ------------------------------------------------------------------------------------------------


def pieces(text: str) -> list[str]:
    """The parts of a cell that holds several things: a line each, or between semicolons."""
    return [part.strip() for part in re.split(r"[;\n]", text) if part.strip()]


def _digits(text: str) -> str:
    """Digits of any script as 0 to 9."""
    if text.isascii():
        return text
    return "".join(
        str(unicodedata.digit(letter)) if letter.isdigit() and letter.isdecimal() else letter
        for letter in text.replace("\u00a0", " ").replace("\u202f", " ")
    )


def _float(text: str) -> float:
    return float(text.replace(",", "."))


def _whole(value: float) -> int:
    return round(min(value, 10.0**9))
