"""Tables as text: which encoding, which delimiter, and the rows.

UTF-8 and UTF-16 are recognised for certain. Anything else is one of the older encodings, told
apart by how much the letters it would give look like words; that is a guess, and flagged as one.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections import Counter
from collections.abc import Iterator

from facilitator.errors import Refused
from facilitator.exchange.table_rows import Budget, Limits, ReadTable, TableFlag, TableRow

DELIMITERS = (",", ";", "\t", "|")
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_SAMPLE = 200_000
_SAMPLE_ROWS = 200
_MOST_LINES_IN_A_CELL = 50

# Older encodings with the letters that texts in them are full of, likeliest first among equals.
_OLDER = (
    ("cp1252", "àáâãäåæçèéêëìíîïñòóôõöøùúûüßœÀÁÂÄÅÆÇÈÉÊËÍÎÑÓÔÖØÚÜ’‘“”–…"),
    ("cp1250", "ąćęłńóśźżĄĆĘŁŃŚŹŻáčďéěíňřšťúůýžÁČĎÉŇŘŠŤÚŽőűŐŰăâîșțşţđäöüß’“”–…"),
    ("cp1251", "абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЭЮЯІЇЄ«»–№"),
    ("cp1254", "çğıöşüâîûÇĞİÖŞÜ’“”–…"),
    ("cp1253", "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩΆΈΉΊΌΎΏ"),
    ("cp1255", "אבגדהוזחטיךכלםמןנסעףפץצקרשת"),
    ("cp1256", "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئةى،؛؟"),
    ("cp1257", "ąčęėįšųūžĄČĘĖĮŠŲŪŽāēģīķļņĀĒĢĪĶĻŅõäöü"),
    ("cp874", "".join(map(chr, (*range(0xE01, 0xE3B), *range(0xE40, 0xE4F))))),
    ("koi8-r", "абвгдежзийклмнопрстуфхцчшщъыьэюяёАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЭЮЯ"),
    ("cp850", "àáâãäåæçèéêëìíîïñòóôõöøùúûüßÀÁÂÄÅÆÇÈÉÊËÍÎÑÓÔÖØÚÜ"),
)
_OLDER_ASIAN = (("cp932", "euc_jp"), ("gb18030", "gb2312"), ("cp949", "euc_kr"), ("big5", "big5"))


def read_text(
    data: bytes, encoding: str, delimiter: str, limits: Limits, file_name: str
) -> ReadTable:
    """The rows of a text. Refused: ``table-encoding-wrong``, ``table-empty``, limits."""
    flags: list[TableFlag] = []
    if encoding:
        text, used = _decoded_as(data, encoding, file_name), encoding
    else:
        text, used = _decoded(data, flags)
    if "\0" in text:
        text = text.replace("\0", "")
        flags.append(TableFlag("nul-removed"))
    text, told = _without_separator_line(text)
    used_delimiter = delimiter or told or _delimiter(text)
    skipped = 1 if told else 0
    strict = _strict_quotes(text, used_delimiter)
    if not strict:
        flags.append(TableFlag("quotes-unbalanced"))
    budget = Budget(limits)
    rows = []
    for number, cells in enumerate(_records(text, used_delimiter, strict=strict), 1 + skipped):
        kept = budget.take(number, cells)
        if kept:
            rows.append(TableRow(number, kept))
    if not rows:
        raise Refused("table-empty", file=file_name)
    return ReadTable(tuple(rows), used, used_delimiter, tuple(flags))


# Letters ----------------------------------------------------------------------------------------


def _decoded_as(data: bytes, encoding: str, file_name: str) -> str:
    try:
        return data.decode(encoding)
    except (LookupError, UnicodeError) as error:
        raise Refused("table-encoding-wrong", file=file_name, encoding=encoding) from error


def _decoded(data: bytes, flags: list[TableFlag]) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = data.decode(encoding, errors="replace")
            if "\ufffd" in text:
                flags.append(TableFlag("letters-damaged"))
            return text, encoding
    wide = _wide_encoding(data)
    if wide:
        flags.append(TableFlag("encoding-guessed", detail=wide))
        return data.decode(wide, errors="replace"), wide
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    mixed = _mixed(data)
    if mixed is not None:
        text, rows = mixed
        flags.extend(TableFlag("mixed-encodings", row) for row in rows[:100])
        return text, "utf-8"
    guessed = _older_encoding(data)
    flags.append(TableFlag("encoding-guessed", detail=guessed))
    return data.decode(guessed, errors="replace"), guessed


def _wide_encoding(data: bytes) -> str:
    sample = data[:4096]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    most = len(sample) // 2
    if odd > most * 0.4 and even < most * 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > most * 0.4 and odd < most * 0.1 else ""


def _mixed(data: bytes) -> tuple[str, list[int]] | None:
    """The text when most lines with letters beyond ASCII are UTF-8 and a few are not."""
    lines = data.split(b"\n")
    parts: list[str] = []
    wrong: list[int] = []
    right = 0
    for number, line in enumerate(lines, 1):
        try:
            parts.append(line.decode("utf-8"))
            right += not line.isascii()
        except UnicodeDecodeError:
            parts.append(line.decode("cp1252", errors="replace"))
            wrong.append(number)
    return ("\n".join(parts), wrong) if right > len(wrong) else None


def _older_encoding(data: bytes) -> str:
    sample = b"\n".join(line for line in data[:_SAMPLE].split(b"\n") if not line.isascii())
    best, best_score = "cp1252", float("-inf")
    for encoding, letters in _OLDER:
        score = _score(sample, encoding, frozenset(letters))
        if score > best_score + 1e-9:
            best, best_score = encoding, score
    for encoding, common in _OLDER_ASIAN:
        score = _asian_score(sample, encoding, common)
        if score > best_score + 1e-9:
            best, best_score = encoding, score
    return best


def _score(sample: bytes, encoding: str, usual: frozenset[str]) -> float:
    """How much the bytes look like words in this encoding; 1 is all usual letters."""
    text = sample.decode(encoding, errors="replace")
    score = 0.0
    count = 0
    before = " "
    for letter in text:
        if not letter.isascii():
            count += 1
            score += 1.0 if letter in usual else _unusual(letter)
            score -= _clash(before, letter)
        elif letter.isalpha() and not before.isascii() and before.isalpha():
            score -= 1.0 * (_script(before) != "LATIN")
        before = letter
    return score / max(count, 1)


def _clash(before: str, letter: str) -> float:
    """How badly a letter follows another: signs of a wrong guess."""
    if not letter.isalpha():
        return 0.0
    script = _script(letter)
    if not before.isalpha():
        # In a list of people most words begin with a capital, where the script has any.
        return 0.3 * (letter.islower() and script in ("CYRILLIC", "GREEK"))
    clash = 0.7 * (before.islower() and letter.isupper())
    clash += 1.0 * (_script(before) != script)
    # No language in Latin letters writes words of accented letters alone.
    return clash + 0.4 * (script == "LATIN" and not before.isascii())


def _asian_score(sample: bytes, encoding: str, common: str) -> float:
    """Two bytes a letter, so a good guess is worth more than letters one by one."""
    try:
        text = sample.decode(encoding)
    except UnicodeDecodeError:
        # The sample may end within a letter.
        text = sample.decode(encoding, errors="replace")
        if text.count("\ufffd") > 1:
            return float("-inf")
    wide = [letter for letter in text if not letter.isascii()]
    usual = 0
    for letter in wide:
        try:
            letter.encode(common)
            usual += letter < "\uff61" or letter > "\uff9f"
        except UnicodeEncodeError:
            usual -= 1
    script = Counter(map(_script, wide))
    kana_or_hangul = script["HIRAGANA"] + script["KATAKANA"] + script["HANGUL"]
    bonus = 0.1 if kana_or_hangul else 0.0
    return (
        1.05 * usual / max(len(wide), 1) + bonus if len(wide) * 2 >= _beyond_ascii(sample) else -1
    )


def _beyond_ascii(sample: bytes) -> int:
    return sum(1 for byte in sample if byte > 127)


def _unusual(letter: str) -> float:
    if letter == "\ufffd":
        return -2.0
    return 0.1 if letter.isalpha() else -0.6


def _script(letter: str) -> str:
    return unicodedata.name(letter, "").split(" ", 1)[0].split("-")[0]


# Rows -------------------------------------------------------------------------------------------


def _without_separator_line(text: str) -> tuple[str, str]:
    """The text without a first line such as ``sep=;``, and the delimiter it names."""
    first, _, rest = text.partition("\n")
    line = first.strip().strip('"').lower()
    if line.startswith("sep=") and len(first.strip().strip('"')) == 5:
        return rest, first.strip().strip('"')[4]
    if first.strip("\r") == "sep=\t":
        return rest, "\t"
    return text, ""


def _delimiter(text: str) -> str:
    """The delimiter that cuts most rows into the same number of cells, above one."""
    best, best_score = ",", 0.0
    for delimiter in DELIMITERS:
        counts: Counter[int] = Counter()
        for number, cells in enumerate(_records(text[:_SAMPLE], delimiter, strict=True)):
            if number >= _SAMPLE_ROWS:
                break
            if any(cell.strip() for cell in cells):
                counts[len(cells)] += 1
        several = {width: rows for width, rows in counts.items() if width > 1}
        if not several:
            continue
        width, rows = max(several.items(), key=lambda item: (item[1], item[0]))
        score = rows / sum(counts.values()) + min(width, 20) / 1000
        if score > best_score + 1e-9:
            best, best_score = delimiter, score
    return best


def _strict_quotes(text: str, delimiter: str) -> bool:
    """Whether quotes are closed: an open one would swallow the rest of the list as one cell."""
    if '"' not in text:
        return True
    try:
        return (
            all(
                cell.count("\n") <= _MOST_LINES_IN_A_CELL
                for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
                for cell in cells
            )
            and text.count('"') % 2 == 0
        )
    except csv.Error:
        return False


def _records(text: str, delimiter: str, *, strict: bool) -> Iterator[list[str]]:
    lines = io.StringIO(text, newline="")
    if strict:
        reader = csv.reader(lines, delimiter=delimiter)
    else:
        reader = csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE)
    while True:
        try:
            yield next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise Refused("table-cell-too-long", row=reader.line_num, letters=131072) from error
