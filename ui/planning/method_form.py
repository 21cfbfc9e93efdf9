"""A method with all its fields, to write or to change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSpinBox, QWidget
from typing_extensions import override

from facilitator.planning.model import ActivityKind, Method
from ui.planning.library_filters import ENERGIES, PREPARATIONS, energy_word, preparation_word
from ui.planning.method_steps import MethodSteps
from ui.planning.plan_words import GROUPINGS, grouping_word, kind_word
from ui.programmes.choosing import NamedChoice, TickList
from ui.programmes.saving_sheet import SavingSheet, Write, text_field
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.cards import Note, SectionHeading
from ui.widgets.fields import Choice
from ui.widgets.forms import Form, FormRow, pad
from ui.widgets.kept_field import Spawn
from ui.widgets.labels import TextLabel
from ui.widgets.toggles import Switch
from ui.words import isolate, t

_LABELS = 132
_LONGEST_MINUTES = 24 * 60
_MOST_PEOPLE = 100_000
_USUAL_MINUTES = 15


@dataclass(frozen=True)
class MethodFacts:
    """A method (None: a new one), the skills there are as (id, title), and what is to become.

    `copy_of_shipped`: what is written becomes a method of one's own beside the one that came with
    the program.
    """

    method: Method | None
    skills: Sequence[tuple[str, str]]
    copy_of_shipped: bool = False


class MethodForm(SavingSheet):
    """All fields of one method. `given` also has `instead` for a copy of a shipped one."""

    def __init__(
        self, theme: Theme, window: QWidget, facts: MethodFacts, *, write: Write, spawn: Spawn
    ) -> None:
        super().__init__(
            theme, window, _title(facts), write=write, spawn=spawn, width=720, name="method_form"
        )
        self._facts = facts
        self._minutes: dict[str, QSpinBox] = {}
        self._people: dict[str, QSpinBox] = {}
        self._instead = Switch(theme, t("Put the original away"), name="method_instead")
        if facts.copy_of_shipped and facts.method is not None:
            self._say_what_becomes(facts.method)
        self._form = Form(theme, label_width=_LABELS)
        self._build_what()
        self._build_how_long()
        self._build_steps()
        self._build_notes()
        self._build_origin()
        self.body.addWidget(self._form)
        self.body.addStretch(1)
        self.begin()
        if facts.method is None or facts.copy_of_shipped:
            # A copy is made even of what nobody changed, and nothing is no method.
            self._as_found = {}
        self._method_title.setFocus()

    def title_given(self) -> str:
        """The title as it was saved."""
        return self._method_title.text().strip()

    # Building ------------------------------------------------------------------------------------

    def _say_what_becomes(self, method: Method) -> None:
        self.body.addWidget(
            Note(
                self.theme,
                t(
                    "“{title}” came with the program and stays as it is. What you write here"
                    " becomes a method of your own; credit and caution come along.",
                    title=isolate(method.title),
                ),
            )
        )
        self.body.addWidget(self._instead)

    def _build_what(self) -> None:
        method, form = self._facts.method, self._form
        self._method_title = self._line("title", t("Title"), method.title if method else "")
        self._aliases = self._line(
            "aliases",
            t("Other names"),
            ", ".join(method.aliases) if method else "",
            t("With commas between them; it is found by each of them."),
        )
        self._kind = Choice(self.theme, name="method_kind")
        for kind in ActivityKind:
            self._kind.addItem(kind_word(kind.value), kind.value)
        chosen = method.kind if method else ActivityKind.GROUP_WORK
        self._kind.setCurrentIndex(self._kind.findData(chosen.value))
        self.rows["kind"] = form.add_row(t("Kind"), self._kind, width=240)
        self._summary = self._text(
            "summary", t("What people do"), method.summary if method else "", 2
        )

    def _build_how_long(self) -> None:
        method, form = self._facts.method, self._form
        seconds = (
            (method.usual_seconds, method.min_seconds, method.max_seconds)
            if method
            else (_USUAL_MINUTES * 60, 10 * 60, 20 * 60)
        )
        row = self._numbers(
            self._minutes,
            (
                ("usual_seconds", t("usually")),
                ("min_seconds", t("at least")),
                ("max_seconds", t("at most")),
            ),
            [max(1, round(each / 60)) for each in seconds],
            _LONGEST_MINUTES,
        )
        label = form.add_row(t("Minutes"), row)
        self.rows |= dict.fromkeys(("usual_seconds", "min_seconds", "max_seconds"), label)
        self._minutes["usual_seconds"].valueChanged.connect(self._stretch)
        self._minutes["min_seconds"].valueChanged.connect(self._raise)
        self._minutes["max_seconds"].valueChanged.connect(self._lower)
        heads = (method.group_min, method.group_max) if method else (4, 30)
        row = self._numbers(
            self._people,
            (("group_min", t("from")), ("group_max", t("to"))),
            heads,
            _MOST_PEOPLE,
        )
        label = form.add_row(t("People"), row)
        self.rows |= dict.fromkeys(("group_min", "group_max"), label)
        least, most = self._people["group_min"], self._people["group_max"]
        least.valueChanged.connect(lambda n: most.setValue(max(n, most.value())))
        most.valueChanged.connect(lambda n: least.setValue(min(n, least.value())))
        self._grouping = NamedChoice(
            self.theme, t("Choose, or write it in your own words"), name="method_grouping"
        )
        self.rows["grouping"] = form.add_row(t("How people work"), self._grouping)
        own = method.grouping if method else ""
        words = [(grouping_word(each), grouping_word(each)) for each in GROUPINGS]
        self._grouping.offer(words, None)
        self._grouping.setEditText(own)
        self._energy = self._degrees("energy", t("Energy"), ENERGIES, energy_word)
        self._energy.setCurrentIndex(ENERGIES.index(method.energy if method else "medium"))
        self._preparation = self._degrees(
            "preparation", t("To prepare"), PREPARATIONS, preparation_word
        )
        prepare = method.preparation if method else "none"
        self._preparation.setCurrentIndex(PREPARATIONS.index(prepare))

    def _build_steps(self) -> None:
        method, form = self._facts.method, self._form
        form.add_whole(SectionHeading(self.theme, t("How it goes")))
        self._steps = MethodSteps(self.theme, method.steps if method else ())
        form.add_row(
            t("Steps"),
            self._steps,
            help_text=t("Enter begins the next step, Alt and an arrow moves one."),
        )
        self._steps.compare_with(self._minutes["usual_seconds"].value() * 60)
        self._say = self._text("say", t("Say"), method.say if method else "", 2)
        self._watch = self._text("watch", t("Watch for"), method.watch if method else "", 2)

    def _build_notes(self) -> None:
        method, form = self._facts.method, self._form
        self._skills = TickList(
            self.theme,
            self._facts.skills,
            t("There are no skills yet. Settings, Skills is where they are added."),
            name="method_skills",
        )
        self._skills.show_ticked(method.skill_ids if method else ())
        form.add_row(t("Skills"), self._skills)
        self._materials = self._text(
            "materials",
            t("Materials"),
            "\n".join(method.materials) if method else "",
            3,
            t("One thing a line. They come onto the packing list with the method."),
        )
        self._tip = self._text("tip", t("Tip"), method.tip if method else "", 2)
        self._inclusion = self._text(
            "inclusion",
            t("Everyone"),
            method.inclusion if method else "",
            2,
            t("Who might be left out, and what helps."),
        )

    def _build_origin(self) -> None:
        method, form = self._facts.method, self._form
        form.add_whole(SectionHeading(self.theme, t("Where it comes from")))
        self._credit = self._text(
            "origin_credit",
            t("Credit"),
            method.origin_credit if method else "",
            2,
            t("Who developed it; shown and printed wherever the method is."),
        )
        self._origin = self._text(
            "origin_summary", t("Where from"), method.origin_summary if method else "", 2
        )
        self._caution = self._text(
            "origin_caution",
            t("Caution"),
            method.origin_caution if method else "",
            2,
            t("What to mind: a protected name, a licence, a risk for people."),
        )

    # Fields --------------------------------------------------------------------------------------

    def _line(self, name: str, label: str, text: str, help_text: str = "") -> QLineEdit:
        field = QLineEdit(text)
        field.setObjectName(f"method_{name}")
        field.setMaxLength(1000)
        field.setCursorPosition(0)
        self.rows[name] = self._form.add_row(label, field, help_text=help_text)
        return field

    def _text(self, name: str, label: str, text: str, lines: int, help_text: str = "") -> Any:
        field = text_field(self.theme, f"method_{name}", text, lines=lines)
        self.rows[name] = self._form.add_row(label, field, help_text=help_text)
        return field

    def _numbers(
        self,
        into: dict[str, QSpinBox],
        fields: Sequence[tuple[str, str]],
        values: Sequence[int],
        most: int,
    ) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for (name, words), value in zip(fields, values, strict=True):
            field = QSpinBox()
            field.setObjectName(f"method_{name}")
            field.setAccessibleName(words)
            field.setRange(1, most)
            field.setValue(value)
            field.setFixedWidth(self.theme.px(84))
            pad(field)
            label = TextLabel(self.theme, words, Type.BODY, color="text-2")
            label.setBuddy(field)
            row.addWidget(label)
            row.addWidget(field)
            row.addSpacing(8)
            into[name] = field
        row.addStretch(1)
        box.setFocusProxy(into[fields[0][0]])
        return box

    def _degrees(self, name: str, label: str, options: Sequence[str], words: Any) -> Choice:
        field = Choice(self.theme, name=f"method_{name}")
        for option in options:
            field.addItem(words(option), option)
        row: FormRow = self._form.add_row(label, field, width=180)
        self.rows[name] = row
        return field

    def _stretch(self, usual: int) -> None:
        """The usual time lies between the shortest and the longest: they give way to it."""
        least, most = self._minutes["min_seconds"], self._minutes["max_seconds"]
        least.setValue(min(least.value(), usual))
        most.setValue(max(most.value(), usual))
        self._steps.compare_with(usual * 60)

    def _raise(self, least: int) -> None:
        usual = self._minutes["usual_seconds"]
        usual.setValue(max(usual.value(), least))

    def _lower(self, most: int) -> None:
        usual = self._minutes["usual_seconds"]
        usual.setValue(min(usual.value(), most))

    @override
    def given(self) -> dict[str, Any]:
        found: dict[str, Any] = {
            "title": self._method_title.text(),
            "aliases": _parts(self._aliases.text().split(",")),
            "kind": str(self._kind.currentData()),
            "summary": self._summary.toPlainText(),
            "grouping": self._grouping.currentText(),
            "energy": str(self._energy.currentData()),
            "preparation": str(self._preparation.currentData()),
            "steps": self._steps.steps(),
            "skill_ids": self._skills.ticked(),
            "materials": _parts(self._materials.toPlainText().splitlines()),
            "say": self._say.toPlainText(),
            "watch": self._watch.toPlainText(),
            "tip": self._tip.toPlainText(),
            "inclusion": self._inclusion.toPlainText(),
            "origin_credit": self._credit.toPlainText(),
            "origin_summary": self._origin.toPlainText(),
            "origin_caution": self._caution.toPlainText(),
        }
        found |= {name: field.value() * 60 for name, field in self._minutes.items()}
        found |= {name: field.value() for name, field in self._people.items()}
        if self._facts.copy_of_shipped:
            found["instead"] = self._instead.isChecked()
        return found


def _parts(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(text.strip() for text in texts if text.strip())


def _title(facts: MethodFacts) -> str:
    if facts.method is None:
        return t("New method")
    return t("Make it your own") if facts.copy_of_shipped else t("Edit the method")
