"""The sentences of a re-plan: what each way changes, and how its end stands to the one aimed at."""

from __future__ import annotations

from facilitator.live.replanning import ReplanWay, RunProposal
from facilitator.words.names import NAMES
from ui.live.run_words import whole_minutes
from ui.words import isolate, t, tn

_TITLES_SAID = 2


def way_words(way: ReplanWay) -> str:
    """What a way is called."""
    return t(NAMES["replan-way"][way.value])


def way_about(proposal: RunProposal) -> str:
    """What it changes, in one sentence."""
    gone = [
        change.title
        for change in proposal.changes
        if change.after_seconds is None and not change.step_of
    ]
    steps = sum(1 for change in proposal.changes if change.step_of and change.after_seconds is None)
    shorter = sum(
        1 for change in proposal.changes if change.after_seconds is not None and not change.step_of
    )
    if proposal.way is ReplanWay.SHIFT:
        return t("All minutes stay, the end moves.")
    if not proposal.changes:
        if proposal.way is ReplanWay.DROP:
            return t("Nothing more may be left out, or there is no need to.")
        return t("Nothing can be shorter, or there is no need to.")
    said: list[str] = []
    if gone:
        said.append(t("Leaves out {titles}.", titles=_titles(gone)))
    if shorter:
        said.append(tn("Shortens {n} activity.", "Shortens {n} activities.", shorter))
    if steps:
        said.append(tn("Leaves out {n} step of a group.", "Leaves out {n} steps of groups.", steps))
    saved = whole_minutes(proposal.gained_seconds)
    if saved > 0:
        said.append(tn("Saves {n} minute.", "Saves {n} minutes.", saved))
    return " ".join(said)


def end_chip(proposal: RunProposal) -> tuple[str, str]:
    """How the end stands to the one aimed at: words and tone of a chip."""
    late = whole_minutes(proposal.late_for_locks_seconds)
    if late > 0:
        return tn("{n} min late for a fixed start", "{n} min late for a fixed start", late), "warn"
    minutes = whole_minutes(proposal.over_seconds)
    if minutes > 0:
        return tn("{n} min after target", "{n} min after target", minutes), "warn"
    if minutes < 0:
        return tn("{n} min before target", "{n} min before target", -minutes), "ok"
    return t("on target"), "ok"


def _titles(titles: list[str]) -> str:
    named = ", ".join(isolate(title) for title in titles[:_TITLES_SAID])
    more = len(titles) - _TITLES_SAID
    if more > 0:
        return tn("{named} and {n} more", "{named} and {n} more", more, named=named)
    return named
