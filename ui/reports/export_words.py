"""The words of exported tables in the language of the window."""

from __future__ import annotations

from facilitator.exchange.attendance_export import AttendanceWords
from ui.words import t


def export_words() -> AttendanceWords:
    """Headings and definitions for registers and attendance tables."""
    return AttendanceWords(
        attendance=t("Attendance"),
        people=t("People"),
        workshops=t("Workshops"),
        definitions=t("How this was counted"),
        programme=t("Programme"),
        workshop_number=t("Workshop no."),
        workshop=t("Workshop"),
        date=t("Date"),
        start=t("Start"),
        end=t("End"),
        participant=t("Participant"),
        native_name=t("Name in own script"),
        status_heading=t("Status"),
        arrived=t("Arrived"),
        left=t("Left"),
        contact_minutes=t("Contact minutes"),
        offered_minutes=t("Offered minutes"),
        contact_time=t("Contact time (h:min)"),
        workshops_attended=t("Workshops attended"),
        workshops_planned=t("Workshops planned"),
        contact_percent=t("Contact time in %"),
        enrolled=t("Enrolled that day"),
        came=t("Attended"),
        term=t("Word"),
        meaning=t("Meaning"),
        attended_means=t("A person attended a workshop when contact minutes are above zero."),
        minutes_mean=t(
            "Contact minutes: the time between arriving and leaving that falls on activities which"
            " count as contact. Nothing before arriving or after leaving is counted."
        ),
        breaks_count=t("Breaks are counted."),
        breaks_do_not_count=t("Breaks are not counted."),
        not_rounded=t("Minutes are whole minutes, not rounded."),
        rounded=t("Minutes are rounded to {minutes} minutes for each person and workshop."),
        offered_means=t(
            "Offered minutes: all contact minutes that the workshop offered by its plan."
        ),
        percent_means=t(
            "Contact time in %: contact minutes of a person, of the minutes offered in all"
            " workshops of the programme, one decimal, half up."
        ),
        people_mean=t("Each person is counted once, however many workshops they attended."),
    )
