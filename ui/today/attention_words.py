"""What each thing that needs attention says, and where its button leads."""

from __future__ import annotations

from dataclasses import dataclass

from facilitator.reports.today import Attention
from ui.day_words import short_day
from ui.shell.route import Route
from ui.words import isolate, t, tn


@dataclass(frozen=True)
class AttentionWords:
    """Icon on a soft square, a sentence, the reason, and the button with its place."""

    icon: str
    tone: str
    headline: str
    reason: str
    button: str
    route: Route


def say_attention(each: Attention) -> AttentionWords:  # noqa: PLR0911 - one for each code
    """The words for one code of `facilitator.reports.today.Attention`."""
    title = isolate(each.title)
    day = short_day(each.on.date()) if each.on else ""
    workshop, programme = (each.workshop_id,), (each.programme_id,)
    if each.code == "run-unfinished":
        return AttentionWords(
            "timer-reset",
            "warn",
            t("“{title}” was running when the program closed", title=title),
            t("It can go on at the right second, or be finished."),
            t("Resume"),
            Route("workshop.run", workshop),
        )
    if each.code == "register-missing":
        return AttentionWords(
            "clipboard-list",
            "warn",
            t("Nobody is marked for “{title}”", title=title),
            t("{day}. The sign-in sheet is not entered yet.", day=day),
            t("Open check-in"),
            Route("workshop.checkin", workshop),
        )
    if each.code == "register-incomplete":
        return AttentionWords(
            "clipboard-list",
            "info",
            tn(
                "{n} person is not marked for “{title}”",
                "{n} people are not marked for “{title}”",
                each.count,
                title=title,
            ),
            t("{day}. Present, excused or absent: each counts differently.", day=day),
            t("Open check-in"),
            Route("workshop.checkin", workshop),
        )
    if each.code == "wrap-up-missing":
        return AttentionWords(
            "clipboard-pen",
            "info",
            t("Notes of “{title}” are not written", title=title),
            t("{day}. What worked, and what to change next time.", day=day),
            t("Write notes"),
            Route("workshop.wrapup", workshop),
        )
    if each.code == "missed-running":
        return AttentionWords(
            "phone-missed",
            "warn",
            tn(
                "{name} missed {n} workshop running",
                "{name} missed {n} workshops running",
                each.count,
                name=title,
            ),
            t("Somebody might call and ask."),
            t("Open person"),
            Route("person", (each.participant_id,)),
        )
    if each.code == "certificates-stale":
        return AttentionWords(
            "triangle-alert",
            "warn",
            tn(
                "{n} certificate no longer says what the register says",
                "{n} certificates no longer say what the register says",
                each.count,
            ),
            title,
            t("Look again"),
            Route("programme.certificates", programme),
        )
    return AttentionWords(
        "award",
        "ok",
        tn("{n} certificate is ready", "{n} certificates are ready", each.count),
        title,
        t("Look and issue"),
        Route("programme.certificates", programme),
    )
