"""Whether two people may be one: what speaks for it, what against, and how strongly.

Names are compared as people vary them: accents, case, order of the words, particles left out, a
slip of the keyboard, another spelling, another script. Nicknames are not guessed. A birth date
that agrees makes a likeness strong; one that contradicts ends it, unless something that one person
alone has (a phone, an e-mail) agrees. Two people are never made one by a rule: a person decides.
Pure. Neighbours: `duplicates` finds the pairs worth comparing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from facilitator.people.folding import fold
from facilitator.people.transliteration import latin, skeleton


class LikeReason(StrEnum):
    """What speaks for two people being one, or against it."""

    SAME_NAME = "same-name"
    OTHER_ACCENTS = "other-accents"
    OTHER_ORDER = "other-order"
    SPELLING = "spelling"
    OTHER_SCRIPT = "other-script"
    PARTICLES = "particles"
    SHORTER_NAME = "shorter-name"
    SAME_BIRTH_DATE = "same-birth-date"
    BIRTH_DATE_SWAPPED = "birth-date-swapped"
    BIRTH_DATE_DIFFERS = "birth-date-differs"
    SAME_PHONE = "same-phone"
    SAME_EMAIL = "same-email"
    WALK_IN = "walk-in"


class Strength(StrEnum):
    """How strongly; `POSSIBLE` is worth a look, `STRONG` nearly always one person."""

    STRONG = "strong"
    LIKELY = "likely"
    POSSIBLE = "possible"


@dataclass(frozen=True, slots=True)
class Likened:
    """A person, as far as comparing needs to know. `phones` are digits only, `emails` folded."""

    id: str
    name: str
    native_name: str = ""
    birth_date: date | None = None
    phones: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()
    complete_later: bool = False


@dataclass(frozen=True, slots=True)
class Likeness:
    """How two people are alike."""

    strength: Strength
    reasons: tuple[LikeReason, ...]


# Words of names that are often left out; no name consists of them alone.
PARTICLES = frozenset(
    fold(
        "al el da de do dos das del della di du la le les van von der den ter ten zu zum bin ibn"
        " bint ben abu o y e af av ال"
    ).split()
)
_LEAST_PHONE = 6
_LEAST_SLIP = 4
_LEAST_SOUNDS = 4
_LONG_WORD = 8
_EXACT = frozenset(
    {
        LikeReason.SAME_NAME,
        LikeReason.OTHER_ACCENTS,
        LikeReason.OTHER_ORDER,
        LikeReason.PARTICLES,
    }
)


@lru_cache(maxsize=50_000)
def name_words(name: str) -> tuple[str, ...]:
    """The folded words of a name, sorted."""
    return tuple(sorted(fold(name).split()))


@lru_cache(maxsize=50_000)
def main_words(name: str) -> tuple[str, ...]:
    """The sorted words without particles; all of them where nothing else is left."""
    words = name_words(name)
    return tuple(word for word in words if word not in PARTICLES) or words


@lru_cache(maxsize=50_000)
def bones(name: str) -> tuple[str, ...]:
    """The sounds of the main words of a name, sorted."""
    return tuple(sorted(skeleton(" ".join(main_words(name))).split()))


def phone_digits(text: str) -> str:
    """The digits of a phone number that do not depend on the country's prefix; '' if too few."""
    digits = "".join(letter for letter in fold(text) if letter.isdigit())
    return digits[-9:] if len(digits) >= _LEAST_PHONE else ""


def likeness(one: Likened, other: Likened) -> Likeness | None:
    """How alike two people are; None when they are not worth a look. The order does not matter."""
    names = _name_reasons(one, other)
    dates = _date_reason(one.birth_date, other.birth_date)
    shared = _shared(one, other)
    if not names:
        return None
    guessed = bool(names & {LikeReason.SPELLING, LikeReason.OTHER_SCRIPT})
    weak = LikeReason.SHORTER_NAME in names or (guessed and not _long_enough(one, other))
    reasons = set(names) | shared | ({dates} if dates else set())
    if dates is LikeReason.BIRTH_DATE_DIFFERS:
        return _made(Strength.POSSIBLE, reasons) if shared and not weak else None
    sure = dates is LikeReason.SAME_BIRTH_DATE
    if weak:
        if not (sure or shared or dates):
            return None
        return _made(Strength.LIKELY if sure or shared else Strength.POSSIBLE, reasons)
    if one.complete_later or other.complete_later:
        reasons.add(LikeReason.WALK_IN)
    if sure or shared:
        return _made(Strength.STRONG, reasons)
    exact = names <= _EXACT
    return _made(Strength.LIKELY if exact or dates else Strength.POSSIBLE, reasons)


def _made(strength: Strength, reasons: set[LikeReason]) -> Likeness:
    order = list(LikeReason)
    return Likeness(strength, tuple(sorted(reasons, key=order.index)))


def _name_reasons(one: Likened, other: Likened) -> frozenset[LikeReason]:
    best: frozenset[LikeReason] = frozenset()
    for first in filter(None, (one.name, one.native_name)):
        for second in filter(None, (other.name, other.native_name)):
            found = compared_names(first, second)
            if found and (not best or len(found) < len(best) or LikeReason.SAME_NAME in found):
                best = found
            if LikeReason.SAME_NAME in best:
                return best
    return best


@lru_cache(maxsize=50_000)
def compared_names(one: str, other: str) -> frozenset[LikeReason]:
    """In what two names differ and are still one; empty when they are two names."""
    reason = LikeReason.SAME_NAME if one == other else _difference(one, other)
    return frozenset() if reason is None else frozenset({reason})


def _difference(one: str, other: str) -> LikeReason | None:
    first, second = main_words(one), main_words(other)
    if not first or not second:
        return None
    if first == second:
        return _other_words(one, other)
    if fold(one).replace(" ", "") == fold(other).replace(" ", "") or one_slip_apart(first, second):
        return LikeReason.SPELLING
    if bones(one) == bones(other) and _sounds_alike(one, other):
        in_script = is_foreign(one) != is_foreign(other)
        return LikeReason.OTHER_SCRIPT if in_script else LikeReason.SPELLING
    shorter, longer = sorted((set(first), set(second)), key=len)
    return LikeReason.SHORTER_NAME if shorter < longer else None


def _other_words(one: str, other: str) -> LikeReason:
    """How two names of the same main words differ."""
    if name_words(one) != name_words(other):
        return LikeReason.PARTICLES
    return LikeReason.OTHER_ACCENTS if fold(one) == fold(other) else LikeReason.OTHER_ORDER


def is_foreign(name: str) -> bool:
    """Whether a name is written in another script than Latin."""
    return not fold(name).isascii()


def one_slip_apart(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """Whether sorted words are the same but for one slip in one word of four letters or more."""
    if len(first) != len(second):
        return False
    left = list(first)
    right = []
    for word in second:
        if word in left:
            left.remove(word)
        else:
            right.append(word)
    return len(left) == len(right) == 1 and is_slip(left[0], right[0])


def is_slip(one: str, other: str) -> bool:
    """Whether two words differ by one letter that was left out, added, changed, or two swapped."""
    if min(len(one), len(other)) < _LEAST_SLIP or abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(one), len(other)) - start and one[-1 - end] == other[-1 - end]:
        end += 1
    rest, other_rest = one[start : len(one) - end], other[start : len(other) - end]
    swapped = len(rest) == 2 and rest == other_rest[::-1]
    return max(len(rest), len(other_rest)) <= 1 or swapped


def _sounds_alike(one: str, other: str) -> bool:
    """Whether two names of the same sounds also look alike; vowels that are not written aside."""
    sounds = sum(map(len, bones(one)))
    if sounds < _LEAST_SOUNDS:
        return False
    if is_foreign(one) or is_foreign(other):
        return True
    first, second = (sorted(latin(" ".join(main_words(name)))) for name in (one, other))
    common = sum(min(first.count(letter), second.count(letter)) for letter in set(first))
    return common * 5 >= max(len(first), len(second)) * 4


def _date_reason(one: date | None, other: date | None) -> LikeReason | None:
    if one is None or other is None:
        return None
    if one == other:
        return LikeReason.SAME_BIRTH_DATE
    if one.year == other.year and (one.month, one.day) == (other.day, other.month):
        return LikeReason.BIRTH_DATE_SWAPPED
    return LikeReason.BIRTH_DATE_DIFFERS


def _shared(one: Likened, other: Likened) -> set[LikeReason]:
    found = set()
    if one.phones & other.phones:
        found.add(LikeReason.SAME_PHONE)
    if one.emails & other.emails:
        found.add(LikeReason.SAME_EMAIL)
    return found


def _long_enough(one: Likened, other: Likened) -> bool:
    """Whether a likeness of spelling means something: at least two words, or eight letters."""
    shortest = min((main_words(one.name), main_words(other.name)), key=len)
    return len(shortest) > 1 or sum(map(len, shortest)) >= _LONG_WORD
