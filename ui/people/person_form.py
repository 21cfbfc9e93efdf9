"""What can be written about a person: the name first, the rest behind "More" with a reason each."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from facilitator.errors import Refused
from facilitator.exchange.written_dates import DateOrder, read_date
from facilitator.people.model import Participant
from ui.day_words import day_month_year
from ui.people.people_words import age_bands, internet_answers, language_name, work_statuses
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.buttons import Button
from ui.widgets.forms import Form
from ui.widgets.kept_field import KeptForm, Save, Spawn
from ui.widgets.labels import TextLabel
from ui.words import isolate, t

_LABELS = 150


class PersonForm(QWidget):
    """The editable part of a person's page; every field keeps itself.

    Attributes:
        more: the button that shows and hides what is optional.

    """

    def __init__(self, theme: Theme, save: Save, spawn: Spawn, today: date) -> None:
        super().__init__()
        self._theme = theme
        self._today = today
        self._save_raw = save
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(4))
        self._says = TextLabel(theme, "", Type.CAPTION, color="text-3")
        self._says.setObjectName("form_says")
        column.addWidget(self._says)
        self._names = KeptForm(theme, Form(theme, label_width=_LABELS), self._save, spawn)
        self._optional = KeptForm(theme, Form(theme, label_width=_LABELS), self._save, spawn)
        for each in (self._names, self._optional):
            each.kept.connect(self._say_kept)
        self._build_names()
        self._build_optional()
        column.addWidget(self._names.form)
        self.more = Button(theme, "", role="quiet", icon="chevron-down", name="more_details")
        self.more.setCheckable(True)
        self.more.toggled.connect(self._show_more)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(self._optional.form)
        self._show_more(False)
        self.say_as_you_type()

    def say_as_you_type(self) -> None:
        """What the line above the form says before anything was changed."""
        self._says.setText(t("Changes are kept as you type."))
        self._says.set_color("text-3")

    def show_person(self, person: Participant) -> None:
        """Show what the file holds; what is being written stays."""
        values = {key: getattr(person, key) for key in _PLAIN}
        values["birth_date"] = day_month_year(person.birth_date) if person.birth_date else ""
        for form in (self._names, self._optional):
            form.show_values(values)
        language = self._optional.fields["first_language"]
        language.row.set_help(self._language_help(person.first_language))
        native = self._names.fields["native_language"]
        native.row.set_help(self._language_help(person.native_language))

    def flush(self) -> None:
        """Keep what is not kept yet."""
        self._names.flush()
        self._optional.flush()

    def name_field(self) -> QLineEdit:
        """Where the focus begins."""
        return self._name

    def _build_names(self) -> None:
        form = self._names
        self._name = form.text(
            "name", t("Name"), help_text=t("Printed exactly so on certificates.")
        )
        form.text(
            "call_name",
            t("What to call them"),
            help_text=t("Said aloud and written on the name badge."),
            width=280,
        )
        form.text("native_name", t("In their own script"), width=280)
        form.text("native_language", t("Language of that name"), width=120)

    def _build_optional(self) -> None:
        form = self._optional
        form.text(
            "birth_date",
            t("Date of birth"),
            help_text=t("Tells who is under 18 and needs a guardian."),
            width=200,
        )
        form.choice(
            "age_band",
            t("Age"),
            age_bands(),
            help_text=t("Enough for most funders, and asks less than a date of birth."),
            width=200,
        )
        form.text(
            "gender",
            t("Gender"),
            help_text=t("In the person’s own word; counted in totals only."),
            width=280,
        )
        form.text("first_language", t("First language"), width=120)
        form.text(
            "district",
            t("District"),
            help_text=t("Shows whom the programme reaches; not an address."),
            width=280,
        )
        form.choice(
            "work_status",
            t("Work"),
            work_statuses(),
            help_text=t("Asked by some funders; counted in totals only."),
            width=280,
        )
        form.choice(
            "internet_at_home",
            t("Internet at home"),
            internet_answers(),
            help_text=t("Decides whether a link or a paper goes home."),
            width=280,
        )
        form.text(
            "disability",
            t("Disability"),
            help_text=t("Only if the person wants it counted; needs are below."),
        )
        form.note(
            "access_needs",
            t("Access needs"),
            help_text=t("So that the room fits. Shown to the team at check-in, never on a screen."),
        )
        form.note(
            "allergies", t("Allergies"), help_text=t("So that the food is safe for everybody.")
        )
        form.text("name_note", t("About the name"), help_text=t("How it is spoken, for example."))
        form.note("notes", t("Notes"), help_text=t("Write what the person may read."), lines=3)

    async def _save(self, key: str, value: Any) -> None:
        if key == "birth_date":
            value = self._read_birth_date(str(value))
        await self._save_raw(key, value)

    def _read_birth_date(self, text: str) -> date | None:
        if not text.strip():
            return None
        read = read_date(text.strip(), self._today).read(DateOrder.DAY_FIRST)
        if read is None:
            raise Refused("birth-date-impossible", value=text.strip())
        return read

    def _language_help(self, code: str) -> str:
        name = language_name(code)
        if name:
            return isolate(name)
        return t("A short code such as “ar”, so that letters are drawn the right way.")

    def _show_more(self, on: bool) -> None:
        self._optional.form.setVisible(on)
        self.more.set_icon("chevron-up" if on else "chevron-down")
        self.more.set_words(t("Less") if on else t("More: age, language, needs, notes"))

    def _say_kept(self) -> None:
        self._says.setText(t("Kept. Ctrl+Z takes it back."))
        self._says.set_color("ok")


_PLAIN = (
    *("name", "call_name", "native_name", "native_language", "age_band", "gender"),
    *("first_language", "district", "work_status", "internet_at_home", "disability"),
    *("access_needs", "allergies", "name_note", "notes"),
)
