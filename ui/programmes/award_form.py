"""One award in the rules editor: what it is called, what it takes, what it says, who signs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import (
    QDoubleSpinBox,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from facilitator.centre.model import Signatory
from facilitator.certificates.award_rules import MAX_STATEMENT, RANGES
from facilitator.certificates.eligibility import Conditions
from facilitator.certificates.model import RuleDraft
from facilitator.certificates.statement import PLACEHOLDERS
from facilitator.skills.model import Level
from ui.programmes.choosing import TickList
from ui.programmes.saving_sheet import text_field
from ui.sentences import name_of
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.buttons import Button
from ui.widgets.cards import SectionHeading
from ui.widgets.fields import Choice
from ui.widgets.forms import Form, FormRow
from ui.widgets.kept_field import put_value
from ui.widgets.labels import TextLabel
from ui.widgets.toggles import Switch
from ui.words import isolate, t

_LABELS = 130
_FIGURES, _LEVELS = 150, 260
_HALF_AN_HOUR = 30


class PercentField(QDoubleSpinBox):
    """A share in percent: whole where it is whole, with one decimal where it is not."""

    def __init__(self) -> None:
        super().__init__()
        self.setDecimals(1)
        self.setRange(0.0, 100.0)
        self.setSingleStep(5.0)
        self.setSuffix(t(" %"))

    @override
    def textFromValue(self, val: float) -> str:
        return self.locale().toString(val, "f", 0 if val == int(val) else 1)

    def figure(self) -> Decimal | None:
        """The share exactly; None where it is not asked for."""
        return Decimal(f"{self.value():.1f}").normalize() if self.value() else None


class AwardForm(QWidget):
    """The fields of one award.

    Attributes:
        rows: the rows of the form by the names of their fields, for what is refused.

    Signals:
        edited: something in it is another than before.

    """

    edited = Signal()

    def __init__(
        self, theme: Theme, levels: Sequence[Level], signatories: Sequence[Signatory]
    ) -> None:
        super().__init__()
        self.setObjectName("award_form")
        self._theme = theme
        self._showing = False
        self._draft: RuleDraft | None = None
        self.rows: dict[str, FormRow] = {}
        self._figures: dict[str, QSpinBox | PercentField] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 16, 4)
        column.setSpacing(theme.space(4))
        column.addWidget(self._build_title())
        column.addWidget(SectionHeading(theme, t("What it takes"), aside=t("All of it together")))
        column.addWidget(self._build_conditions(levels))
        column.addWidget(SectionHeading(theme, t("What it says")))
        column.addWidget(self._build_texts(signatories))
        column.addStretch(1)

    # ------------------------------------------------------------------------------- building

    def _build_title(self) -> Form:
        form = Form(self._theme, label_width=_LABELS)
        self._title = QLineEdit()
        self._title.setObjectName("award_title")
        self._title.setMaxLength(100)
        self._title.textChanged.connect(self._tell)
        self.rows["title"] = form.add_row(t("Title"), self._title)
        return form

    def _build_conditions(self, levels: Sequence[Level]) -> Form:
        form = Form(self._theme, label_width=_LABELS)
        figures: tuple[tuple[str, str, str], ...] = (
            ("min_workshops", t("Workshops, at least"), ""),
            ("min_contact_percent", t("Contact time, share"), t("Of what all workshops offer.")),
            ("min_contact_minutes", t("Contact time, length"), ""),
            ("min_observations", t("Observations noted"), t("Notes by facilitators.")),
            ("min_observed_skills", t("Skills seen"), ""),
        )
        for key, words, about in figures:
            field = self._figure(key)
            self.rows[key] = form.add_row(words, field, help_text=about, width=_FIGURES)
        self._figures["min_contact_minutes"].setSuffix(t(" min"))
        self._figures["min_contact_minutes"].setSingleStep(_HALF_AN_HOUR)
        self._level = Choice(self._theme, name="min_observed_level")
        for level in levels:
            self._level.addItem(t("{level} or above", level=isolate(level.label)), level.value)
        self._level.currentIndexChanged.connect(self._tell)
        self.rows["min_observed_level"] = form.add_row(
            t("Seen at level"), self._level, width=_LEVELS
        )
        self._self_check = Switch(
            self._theme, t("Handed in on the last day"), name="needs_end_self_check"
        )
        self._self_check.toggled.connect(self._tell)
        form.add_row(t("Self-check"), self._self_check)
        return form

    def _figure(self, key: str) -> QSpinBox | PercentField:
        field: QSpinBox | PercentField
        if key == "min_contact_percent":
            field = PercentField()
        else:
            field = QSpinBox()
            field.setRange(0, int(RANGES[key][1]))
        field.setObjectName(key)
        field.setSpecialValueText(t("not asked"))
        field.valueChanged.connect(self._tell)
        self._figures[key] = field
        return field

    def _build_texts(self, signatories: Sequence[Signatory]) -> Form:
        theme = self._theme
        form = Form(theme, label_width=_LABELS)
        self._statement = text_field(theme, "award_statement", "", lines=4)
        self._small_print = text_field(theme, "award_small_print", "", lines=3)
        for field in (self._statement, self._small_print):
            field.textChanged.connect(self._tell)
        self.rows["statement"] = form.add_row(t("Statement"), self._statement)
        self.rows["small_print"] = form.add_row(
            t("Small print"),
            self._small_print,
            help_text=t("What was not assessed belongs here, so that nobody promises too much."),
        )
        form.add_row(t("Placeholders"), self._build_placeholders())
        self._signs = TickList(
            theme,
            [(each.id, _signs_as(each)) for each in signatories],
            t(
                "Nobody is entered yet, so there is a line with the centre’s name. Settings, "
                "Signatories is where people who sign are added."
            ),
            name="award_signatories",
        )
        self._signs.changed.connect(self._tell)
        self.rows["signatories"] = form.add_row(
            t("Signed by"),
            self._signs,
            help_text=t("With nobody ticked, the first two who sign at the centre.")
            if signatories
            else "",
        )
        return form

    def _build_placeholders(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._insert = Button(
            self._theme, t("Insert a placeholder"), icon="plus", name="insert_placeholder"
        )
        self._insert.clicked.connect(self._offer_placeholders)
        row = QHBoxLayout()
        row.addWidget(self._insert)
        row.addStretch(1)
        column.addLayout(row)
        told = "\n".join(f"{{{name}}}  {words}" for name, words in placeholder_words())
        column.addWidget(TextLabel(self._theme, told, Type.CAPTION, color="text-2", wrap=True))
        return box

    # -------------------------------------------------------------------------------- showing

    def show_draft(self, draft: RuleDraft) -> None:
        """Show an award to be changed."""
        self._showing = True
        self._draft = draft
        self._title.setText(draft.title)
        self._title.setCursorPosition(0)
        self._title.setAccessibleDescription(name_of("award-kind", draft.kind.value))
        asked = draft.conditions
        for key, field in self._figures.items():
            figure = getattr(asked, key) or 0
            if isinstance(field, PercentField):
                field.setValue(float(figure))
            else:
                field.setValue(figure)
        put_value(self._level, asked.min_observed_level or 1)
        self._self_check.setChecked(asked.needs_end_self_check)
        self._statement.setPlainText(draft.statement)
        self._small_print.setPlainText(draft.small_print)
        self._signs.show_ticked(draft.signatory_ids)
        self._allow_level()
        self._showing = False

    def draft(self) -> RuleDraft | None:
        """The award as the fields have it now."""
        if self._draft is None:
            return None
        figures = self._figures
        skills = figures["min_observed_skills"].value() or None
        percent = figures["min_contact_percent"]
        return replace(
            self._draft,
            title=self._title.text(),
            statement=self._statement.toPlainText(),
            small_print=self._small_print.toPlainText(),
            signatory_ids=self._signs.ticked(),
            conditions=Conditions(
                min_workshops=_asked(figures["min_workshops"]),
                min_contact_percent=percent.figure() if isinstance(percent, PercentField) else None,
                min_contact_minutes=_asked(figures["min_contact_minutes"]),
                needs_end_self_check=self._self_check.isChecked(),
                min_observations=_asked(figures["min_observations"]),
                min_observed_skills=int(skills) if skills else None,
                min_observed_level=self._level.currentData() if skills else None,
            ),
        )

    def title_field(self) -> QLineEdit:
        """Where a new award begins."""
        return self._title

    def clear_errors(self) -> None:
        """Take away what was said before."""
        for row in self.rows.values():
            row.set_error("")

    def _tell(self) -> None:
        if self._showing:
            return
        self._allow_level()
        self.edited.emit()

    def _allow_level(self) -> None:
        self._level.setEnabled(bool(self._figures["min_observed_skills"].value()))

    def _offer_placeholders(self) -> None:
        menu = QMenu(self)
        for name, words in placeholder_words():
            menu.addAction(f"{words}\t{{{name}}}").setData(name)
        menu.triggered.connect(lambda action: self.insert_placeholder(action.data()))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._insert.mapToGlobal(QPoint(0, self._insert.height())))

    def insert_placeholder(self, name: str) -> None:
        """Write a placeholder where the text was being written last."""
        field: QPlainTextEdit = self._statement
        if len(field.toPlainText()) < MAX_STATEMENT:
            field.insertPlainText("{" + name + "}")
        field.setFocus()


def placeholder_words() -> list[tuple[str, str]]:
    """Each placeholder with what stands in its place."""
    words = {
        "display_name": t("the person’s name"),
        "programme_title": t("the title of the programme"),
        "venue": t("the place of the programme"),
        "city": t("the centre’s city"),
        "dates": t("when the person came: one day, or from the first to the last"),
        "first_date": t("the first day the person came"),
        "last_date": t("the last day the person came"),
        "sessions_attended": t("how many workshops the person came to"),
        "sessions_planned": t("how many workshops there were"),
        "contact_time": t("the person’s contact time"),
        "learning_outcomes": t("what people can do afterwards, from the programme’s details"),
        "observed_skills_with_levels": t("the skills that were seen, with their levels"),
    }
    return [(name, words[name]) for name in sorted(PLACEHOLDERS, key=list(words).index)]


def _signs_as(signatory: Signatory) -> str:
    if not signatory.role:
        return signatory.name
    return t("{name}, {role}", name=isolate(signatory.name), role=isolate(signatory.role))


def _asked(field: QSpinBox | PercentField) -> int | None:
    return int(field.value()) or None
