"""The words of the session report, in the language of the window."""

from __future__ import annotations

from facilitator.documents.session_report import ReportLabels
from facilitator.reports.session import SessionWords
from ui.words import t


def report_labels() -> ReportLabels:
    """What stands over its columns and parts."""
    return ReportLabels(
        title=t("Session report"),
        planned_and_actual=t("Planned and actual"),
        started=t("Start"),
        activity=t("Activity"),
        planned=t("Planned"),
        actual=t("Actual"),
        total=t("Together"),
        bars=t("planned (outlined) and actual (filled)"),
        who_came=t("Who came"),
        skills=t("Skills observed"),
        notes=t("Notes"),
        next_time=t("What to change next time"),
        worked=t("What worked"),
        incidents=t("Incidents"),
        no_notes=t("No notes were taken."),
        no_skills=t("No observations were written down."),
        page=t("Page {page} of {pages}"),
    )


def session_words() -> SessionWords:
    """Its sentences, with places for the figures."""
    return SessionWords(
        began=t("Began at {time}, {minutes} min after the plan."),
        began_early=t("Began at {time}, {minutes} min before the plan."),
        began_on_time=t("Began at {time}, as planned."),
        ended=t("Ended at {time}, {minutes} min after the planned end."),
        ended_early=t("Ended at {time}, {minutes} min before the planned end."),
        ended_on_time=t("Ended at {time}, as planned."),
        paused=t("Paused for {minutes} min in all."),
        replanned=t("Re-planned while it ran: {count} ×."),
        not_finished=t("The run is not finished; this is how it stands."),
        came=t("{came} came, of {enrolled} enrolled."),
        apologies=t("{count} sent apologies, {absent} stayed away."),
        anonymous=t("{count} more were counted without a name."),
        headcount=t("Counted in the room: {count}."),
        skill=t("{skill}: noted {notes} ×, people: {people}"),
        levels=t("{label} {count} ×"),
        out_of_order=t("out of order"),
        replanned_row=t("re-planned"),
    )
