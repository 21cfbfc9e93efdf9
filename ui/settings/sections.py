"""The sections of the settings, in their order, imported when they are first shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ui.settings.section import Found
from ui.words import t


@dataclass(frozen=True)
class SectionEntry:
    """A section: its words are asked for each time, as the language may have changed."""

    key: str
    title: Callable[[], str]
    icon: str
    module: str
    class_name: str
    finds: Callable[[], Sequence[Found]]


SECTIONS: tuple[SectionEntry, ...] = (
    SectionEntry(
        "centre",
        lambda: t("Centre"),
        "building-2",
        "ui.settings.centre_section",
        "CentreSection",
        lambda: (
            Found(t("Name of the centre"), "field_name"),
            Found(t("Address"), "field_address"),
            Found(t("City"), "field_city"),
            Found(t("Logo"), "choose_logo"),
            Found(t("Serial numbers"), "field_serial_prefix"),
            Found(t("Paper size"), "field_paper"),
        ),
    ),
    SectionEntry(
        "signatories",
        lambda: t("Signatories"),
        "signature",
        "ui.settings.signatories_section",
        "SignatoriesSection",
        lambda: (Found(t("Who signs certificates"), "new_name"),),
    ),
    SectionEntry(
        "team",
        lambda: t("Team"),
        "users",
        "ui.settings.team_section",
        "TeamSection",
        lambda: (Found(t("Facilitators and helpers"), "new_name"),),
    ),
    SectionEntry(
        "skills",
        lambda: t("Skills"),
        "sparkles",
        "ui.settings.skills_section",
        "SkillsSection",
        lambda: (Found(t("Skill framework and levels")), Found(t("Related public frameworks"))),
    ),
    SectionEntry(
        "languages",
        lambda: t("Languages and dates"),
        "languages",
        "ui.settings.languages_section",
        "LanguagesSection",
        lambda: (
            Found(t("Language of the window"), "field_language"),
            Found(t("Time zone"), "field_time_zone"),
        ),
    ),
    SectionEntry(
        "look",
        lambda: t("Look"),
        "palette",
        "ui.settings.look_section",
        "LookSection",
        lambda: (
            Found(t("Light or dark"), "theme_system"),
            Found(t("Size of the text"), "text_size"),
            Found(t("Key hints"), "key_hints"),
            Found(t("Reduced motion"), "reduced_motion"),
            Found(t("Room display in dark"), "room_dark"),
        ),
    ),
    SectionEntry(
        "attendance",
        lambda: t("Attendance rules"),
        "clock",
        "ui.settings.attendance_section",
        "AttendanceSection",
        lambda: (
            Found(t("Breaks count as contact time"), "field_breaks_count"),
            Found(t("Rounding of minutes"), "field_rounding_minutes"),
        ),
    ),
    SectionEntry(
        "run",
        lambda: t("Running"),
        "timer",
        "ui.settings.run_section",
        "RunSection",
        lambda: (
            Found(t("Nearly time"), "field_warn_minutes"),
            Found(t("Last minute"), "field_last_minutes"),
            Found(t("Moments with a tone"), "field_cues"),
        ),
    ),
    SectionEntry(
        "backups",
        lambda: t("Backups"),
        "archive",
        "ui.settings.backups_section",
        "BackupsSection",
        lambda: (
            Found(t("Back up now"), "back_up_now"),
            Found(t("Copy to a stick"), "copy_to_stick"),
            Found(t("Restore a backup"), "backups"),
        ),
    ),
    SectionEntry(
        "workbook",
        lambda: t("Workbook"),
        "database",
        "ui.settings.workbook_section",
        "WorkbookSection",
        lambda: (
            Found(t("Sample programme"), "sample"),
            Found(t("What changed"), "history"),
        ),
    ),
    SectionEntry(
        "privacy",
        lambda: t("Privacy"),
        "shield",
        "ui.settings.privacy_section",
        "PrivacySection",
        lambda: (),
    ),
    SectionEntry(
        "about",
        lambda: t("About"),
        "info",
        "ui.settings.about_section",
        "AboutSection",
        lambda: (
            Found(t("Version")),
            Found(t("Licences and credits")),
            Found(t("Libraries")),
        ),
    ),
)
