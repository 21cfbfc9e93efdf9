"""A packing list in words: how much, for whom, which activities need it."""

from __future__ import annotations

from collections.abc import Sequence

from facilitator.planning.kit_list import KitLine, KitList, KitUse
from ui.words import isolate, locale, t, tn

_SHOWN_USES = 2


def per_words(quantity: int, per: str) -> str:
    """A quantity as the activity asks for it: ``1 per person``."""
    words = {
        "session": t("{n} for everybody together", n=quantity),
        "person": t("{n} per person", n=quantity),
        "pair": t("{n} per pair", n=quantity),
        "group": t("{n} per group", n=quantity),
    }
    known = words.get(per)
    if known is not None:
        return known
    return t("{n} per group of {size}", n=quantity, size=per.rpartition("-")[2])


def total_words(line: KitLine) -> str:
    """How much to pack: ``24 × sheet``. Units stand as they were written, in one form only."""
    number = locale().toString(line.row.total)
    if not line.row.unit:
        return number
    return t("{n} × {unit}", n=number, unit=isolate(line.row.unit))


def uses_words(line: KitLine, *, whole_programme: bool) -> str:
    """What a thing is for, short enough for a row."""
    if whole_programme:
        numbers = list(dict.fromkeys(use.workshop_number for use in line.uses))
        if numbers:
            return tn(
                "Workshop {numbers}",
                "Workshops {numbers}",
                len(numbers),
                numbers=", ".join(str(number) for number in numbers),
            )
    titles = list(dict.fromkeys(use.title for use in line.uses))
    if not titles:
        return t("Put on the list by hand")
    shown = ", ".join(isolate(title) for title in titles[:_SHOWN_USES])
    more = len(titles) - _SHOWN_USES
    return (
        tn("{shown} and {n} more", "{shown} and {n} more", more, shown=shown)
        if more > 0
        else (shown)
    )


def use_words(use: KitUse, *, whole_programme: bool) -> str:
    """One activity that asks for a thing."""
    each = per_words(use.quantity, use.per)
    if whole_programme:
        return t(
            "{number}: {title}, {each}",
            number=use.workshop_number,
            title=isolate(use.title),
            each=each,
        )
    return t("{title}, {each}", title=isolate(use.title), each=each)


def still_words(listed: KitList) -> str:
    """How far the packing is."""
    still, whole = listed.still_to_pack, len(listed.lines)
    if not whole:
        return ""
    if not still:
        return t("Everything is packed.")
    return tn("{n} of {whole} still to pack", "{n} of {whole} still to pack", still, whole=whole)


def heads_words(heads: Sequence[int]) -> str:
    """How many people the workshops of a programme are prepared for."""
    known = [number for number in heads if number]
    if not known:
        return t("Nobody is expected yet; quantities count for one group.")
    least, most = min(known), max(known)
    if least == most:
        return tn("For {n} person in each workshop", "For {n} people in each workshop", most)
    return t("For {least} to {most} people, as each workshop expects", least=least, most=most)
