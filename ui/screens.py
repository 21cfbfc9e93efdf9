"""The table of screens: which class shows which route, imported when it is first shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module

from ui.shell.route import Route
from ui.shell.screen import Screen
from ui.shell.shell import Shell


@dataclass(frozen=True)
class ScreenEntry:
    """Where a screen is (`module`, `class_name`) and which place of the rail it belongs to."""

    module: str
    class_name: str
    place: str

    def make(self, shell: Shell, route: Route) -> Screen:
        """Import the screen and make it."""
        kind: type[Screen] = getattr(import_module(self.module), self.class_name)
        return kind(shell, route)


SCREENS: Mapping[str, ScreenEntry] = {
    "welcome": ScreenEntry("ui.shell.welcome_screen", "WelcomeScreen", ""),
    "today": ScreenEntry("ui.today.today_screen", "TodayScreen", "today"),
    "programmes": ScreenEntry("ui.programmes.programmes_screen", "ProgrammesScreen", "programmes"),
    "programmes.templates": ScreenEntry(
        "ui.programmes.templates_screen", "TemplatesScreen", "programmes"
    ),
    "programmes.archived": ScreenEntry(
        "ui.programmes.archived_screen", "ArchivedScreen", "programmes"
    ),
    "programme.workshops": ScreenEntry("ui.programmes.workshops_tab", "WorkshopsTab", "programmes"),
    "programme.participants": ScreenEntry(
        "ui.programmes.participants_tab", "ParticipantsTab", "programmes"
    ),
    "programme.attendance": ScreenEntry(
        "ui.programmes.attendance_tab", "AttendanceTab", "programmes"
    ),
    "programme.skills": ScreenEntry("ui.programmes.skills_tab", "SkillsTab", "programmes"),
    "programme.certificates": ScreenEntry(
        "ui.programmes.certificates_tab", "CertificatesTab", "programmes"
    ),
    "workshop.agenda": ScreenEntry("ui.planning.agenda_screen", "AgendaScreen", "programmes"),
    "workshop.library": ScreenEntry("ui.planning.library_picker", "LibraryPicker", "programmes"),
    "workshop.checkin": ScreenEntry("ui.attendance.checkin_screen", "CheckInScreen", "programmes"),
    "workshop.run": ScreenEntry("ui.live.run_screen", "RunScreen", "programmes"),
    "workshop.observe": ScreenEntry("ui.skills.observe_screen", "ObserveScreen", "programmes"),
    "workshop.wrapup": ScreenEntry("ui.live.wrapup_screen", "WrapUpScreen", "programmes"),
    "workshop.report": ScreenEntry(
        "ui.live.session_report_screen", "SessionReportScreen", "programmes"
    ),
    "workshop.import": ScreenEntry(
        "ui.planning.plan_import_screen", "PlanImportScreen", "programmes"
    ),
    "package.import": ScreenEntry("ui.planning.package_screen", "PackageScreen", "programmes"),
    "workshop.kit": ScreenEntry("ui.planning.kit_screen", "KitScreen", "programmes"),
    "programme.kit": ScreenEntry("ui.planning.kit_screen", "KitScreen", "programmes"),
    "workshop.print": ScreenEntry("ui.planning.print_plan", "PrintScreen", "programmes"),
    "programme.print": ScreenEntry("ui.planning.print_plan", "PrintScreen", "programmes"),
    "people": ScreenEntry("ui.people.people_screen", "PeopleScreen", "people"),
    "people.import": ScreenEntry("ui.people.import_screen", "ImportScreen", "people"),
    "person": ScreenEntry("ui.people.person_screen", "PersonScreen", "people"),
    "library": ScreenEntry("ui.planning.library_screen", "LibraryScreen", "library"),
    "reports": ScreenEntry("ui.reports.reports_screen", "ReportsScreen", "reports"),
    "settings": ScreenEntry("ui.settings.settings_screen", "SettingsScreen", "settings"),
}
