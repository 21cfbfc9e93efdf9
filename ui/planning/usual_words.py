"""What one's own past runs say about how long something takes, in words."""

from __future__ import annotations

from facilitator.live.learned import Usual
from ui.planning.plan_words import minutes_of
from ui.words import t, tn


def usual_short(usual: Usual) -> str:
    """Beside planned minutes, where there is little room: ``usually 21``."""
    return t("usually {minutes}", minutes=minutes_of(usual.usual_seconds))


def usual_sentence(usual: Usual) -> str:
    """``planned 15, usually 21`` with the number of runs it is known from."""
    runs = tn("known from {n} run", "known from {n} runs", usual.runs)
    said = t(
        "planned {planned}, usually {usual}",
        planned=minutes_of(usual.planned_seconds),
        usual=minutes_of(usual.usual_seconds),
    )
    return t("{said} ({runs})", said=said, runs=runs)
