"""When the phases of a running activity begin, for the whole centre."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from typing_extensions import override

from facilitator.errors import Refused
from facilitator.planning.model import PhaseRule
from ui.planning.phase_fields import moments_text, percent_text, read_moments, read_percent
from ui.planning.plan_words import read_minutes
from ui.settings.section import Section
from ui.shell.shell import Shell
from ui.widgets.cards import Note
from ui.words import t

_HOWS = ("warn", "last")


class RunSection(Section):
    """Warning, last minute and chosen moments, where activity and workshop say nothing else."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(
            shell,
            t("Running"),
            t("When a running activity changes its colour, its shape and its word."),
        )
        self._rule = PhaseRule()
        self._fields = self.add_form(self._save)
        labels = {"warn": t("Nearly time"), "last": t("Last minute")}
        for name in _HOWS:
            self._fields.text(
                f"{name}_minutes",
                labels[name],
                width=120,
                help_text=t("Minutes before the end. Empty: as usual."),
            )
            self._fields.text(
                f"{name}_percent",
                t("or, in percent"),
                width=120,
                help_text=t("When so much of the time is left. It goes before the minutes."),
            )
        self._fields.text(
            "cues",
            t("Moments with a tone"),
            width=240,
            help_text=t("Minutes before the end, such as 5, 2. Empty: none but the phases."),
        )
        note = t(
            "Usual is: nearly time three minutes before the end, at most a third of the time; the"
            " last minute one minute before it. Each activity can have its own in the agenda."
        )
        self.column.addWidget(Note(self.theme, note))
        self.end()

    @override
    async def load(self) -> None:
        self._rule = await self.session.ask(lambda wb: wb.live.usual_phases())
        rule = self._rule
        self._fields.show_values(
            {
                "warn_minutes": _minutes(rule.warn_seconds),
                "warn_percent": percent_text(rule.warn_percent),
                "last_minutes": _minutes(rule.last_seconds),
                "last_percent": percent_text(rule.last_percent),
                "cues": moments_text(rule.cues),
            }
        )

    async def _save(self, key: str, value: Any) -> None:
        rule = changed(self._rule, key, str(value or ""))
        await self.session.do(lambda wb: wb.live.set_usual_phases(rule))
        self._rule = rule


def changed(rule: PhaseRule, key: str, text: str) -> PhaseRule:
    """The rule with what was typed. Refused: "minutes-unreadable", "percent-out-of-range"."""
    if key == "cues":
        return replace(rule, cues=read_moments(key, text) or ())
    name, _, how = key.partition("_")
    if how == "percent":
        share: dict[str, Any] = {f"{name}_percent": read_percent(key, text)}
        return replace(rule, **share)
    seconds = read_minutes(text) if text.strip() else None
    if text.strip() and seconds is None:
        raise Refused("minutes-unreadable", text=text, field=key)
    minutes: dict[str, Any] = {f"{name}_seconds": seconds}
    return replace(rule, **minutes)


def _minutes(seconds: int | None) -> str:
    return "" if seconds is None else f"{seconds / 60:g}"
