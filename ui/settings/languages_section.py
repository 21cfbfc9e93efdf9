"""Languages, the time zone, and how dates are written."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

from PySide6.QtCore import QLocale
from typing_extensions import override

from ui.day_words import time_of_day, whole_day
from ui.settings.section import Section
from ui.settings_store import LANGUAGE
from ui.shell.shell import Shell
from ui.widgets.labels import TextLabel
from ui.words import isolate, languages, t


class LanguagesSection(Section):
    """The language belongs to this computer, the time zone to the centre."""

    shows = frozenset({"centre", "setting"})

    def __init__(self, shell: Shell) -> None:
        super().__init__(
            shell,
            t("Languages and dates"),
            t("The language is for this computer; the time zone is for the centre."),
        )
        window = self.add_form(self._save_language, label_width=190)
        window.choice(
            "language",
            t("Language of the window"),
            [
                ("", t("As this computer has it")),
                *((code, _own_name(code)) for code in languages()),
            ],
            help_text=t("Names of people are never translated."),
            width=320,
        )
        self._window = window
        zone = self.add_form(self._save_zone, label_width=190)
        zone.choice(
            "time_zone",
            t("Time zone"),
            [(name, name) for name in sorted(available_timezones())],
            help_text=t("For new workshops. Those that are planned keep the zone they have."),
            width=320,
        )
        self._zone = zone
        self._example = TextLabel(self.theme, "", color="text-2", wrap=True)
        self._example.setObjectName("date_example")
        zone.form.add_row(t("Dates and times"), self._example)
        self.end()

    @override
    async def load(self) -> None:
        zone = await self.session.ask(lambda wb: wb.centre.time_zone())
        self._zone.show_values({"time_zone": zone})
        self._window.show_values({"language": self.shell.settings.get(LANGUAGE)})
        now = self.shell.clock.now().astimezone()
        self._example.setText(t("{day}, {time}", day=whole_day(now.date()), time=time_of_day(now)))

    async def _save_language(self, _key: str, value: Any) -> None:
        self.shell.settings.set(LANGUAGE, str(value))
        self.shell.notice(t("The window speaks this language now."))

    async def _save_zone(self, _key: str, value: Any) -> None:
        zone = str(value)
        await self.session.do(lambda wb: _choose_zone(wb, zone))


def _choose_zone(wb: Any, zone: str) -> None:
    """The centre's zone; while nobody has said who the centre is, the workbook's."""
    if wb.centre.details() is None:
        wb.settings.choose("time-zone", zone)
        wb.centre.usual_time_zone = zone
    else:
        wb.centre.describe(time_zone=zone)


def _own_name(code: str) -> str:
    """A language in itself: Deutsch, العربية."""
    return isolate(QLocale(code).nativeLanguageName() or code)
