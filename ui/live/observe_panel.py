"""Noting what somebody did without leaving the console: who, skill, level, a word, Enter.

A person is a digit or the letters one types, a skill and a level a digit each, Enter keeps it; the
word may stay empty. The sentence of each level stands beside its digit. What is shown here is
chosen with the rules and the widgets of the Observe tab.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget
from typing_extensions import override

from facilitator.planning.model import SkillAim
from facilitator.skills.model import Framework
from ui.live.console_panel import ConsolePanel
from ui.skills.numbered_list import NumberedLine, NumberedList
from ui.skills.observe_flow import ObserveFlow, Person, Step, Target, matching, targets
from ui.skills.step_cards import StepCards
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.buttons import Button
from ui.widgets.labels import TextLabel
from ui.words import isolate, t, tn


@dataclass(frozen=True)
class ObserveFacts:
    """Who can be noticed in what: those here, those not yet seen tonight first."""

    people: Sequence[Person]
    framework: Framework
    aims: Sequence[SkillAim]
    seen: int


@dataclass(frozen=True)
class Observation:
    """One note, complete."""

    person: Person
    target: Target
    level: int
    note: str


class ObservePanel(ConsolePanel):
    """The five keys.

    Signals:
        observed(object): an `Observation` is to be kept.
        all_requested: the Observe tab is asked for.
    """

    observed = Signal(object)
    all_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(
            theme,
            name="run_observe_panel",
            title=t("What did you see?"),
            about="",
            leave=t("back to the console"),
            parent=parent,
        )
        self._flow = ObserveFlow()
        self._facts: ObserveFacts | None = None
        self._targets: list[Target] = []
        self._cards = StepCards(theme)
        self.column.addWidget(self._cards)
        self._who = QLineEdit()
        self._who.setObjectName("run_observe_who")
        self._who.setPlaceholderText(t("Name, initials or number"))
        self._who.setAccessibleName(t("Who: name, initials or number"))
        self.column.addWidget(self._who)
        self._head = TextLabel(theme, "", Type.LABEL, color="text-2", elide=True)
        self._head.setObjectName("run_observe_question")
        self.column.addWidget(self._head)
        self._list = NumberedList(theme, name="run_observe_list", title=t("Choices"))
        self.column.addWidget(self._list, 1)
        self.column.addWidget(self._build_note())
        self.column.addLayout(self._build_foot())
        self._who.textChanged.connect(lambda _text: self._typed_who())
        self._note.returnPressed.connect(self._keep)
        for field in (self._who, self._note, self._list):
            field.installEventFilter(self)
        self._list.taken.connect(self._take)
        self._list.back_requested.connect(self._back)
        self._cards.step_requested.connect(self._go_back_to)

    @property
    def flow(self) -> ObserveFlow:
        """What was said so far."""
        return self._flow

    def begin(self, facts: ObserveFacts) -> None:
        """Ask who, of those that `facts` names."""
        self.show_facts(facts)
        self._flow.reset()
        self._note.clear()
        self._said.setText("")
        self._show_step()

    def show_facts(self, facts: ObserveFacts) -> None:
        """Take newer facts without losing what was said so far."""
        self._facts = facts
        self._targets = targets(facts.framework, facts.aims)
        self._seen.setText(
            tn("{n} note tonight", "{n} notes tonight", facts.seen) if facts.seen else ""
        )

    def be_low(self, low: bool) -> None:
        """Leave the room to the choices where there is little."""
        self._cards.setVisible(not low)
        self._seen.setVisible(not low)

    def kept(self, noted: Observation) -> None:
        """It is on disk."""
        level = self._facts.framework.level_label(noted.level) if self._facts else ""
        name = isolate(noted.person.name)
        self._said.setText(t("Noted: {name}, {level}", name=name, level=level))

    def not_kept(self, noted: Observation) -> None:
        """It could not be kept: it comes back, unless another one is being said."""
        if self._flow.step is not Step.WHO:
            return
        self._flow.person, self._flow.target = noted.person, noted.target
        self._flow.level = noted.level
        self._note.setText(noted.note)
        self._show_step()

    # Steps ---------------------------------------------------------------------------------------

    def _show_step(self) -> None:
        if self._facts is None:
            return
        flow, step = self._flow, self._flow.step
        label = self._facts.framework.level_label
        self._cards.show_answers(
            (
                flow.person.name if flow.person else "",
                flow.target.title if flow.target else "",
                label(flow.level) if flow.level is not None else "",
                self._note.text().strip(),
            ),
            step,
        )
        self._who.setVisible(step is Step.WHO)
        self._note_row.setVisible(step is Step.WORDS)
        show = {
            Step.WHO: self._show_people,
            Step.SKILL: self._show_targets,
            Step.LEVEL: self._show_levels,
            Step.WORDS: self._show_levels,
        }
        show[step]()
        fields: dict[Step, QWidget] = {Step.WHO: self._who, Step.WORDS: self._note}
        fields.get(step, self._list).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_people(self) -> None:
        people = self._facts.people if self._facts else ()
        found = matching(people, self._who.text())
        self._head.setText(t("Who did you see?") if found else t("Nobody here has that name."))
        self._list.set_lines(
            [
                NumberedLine(
                    each.id,
                    each.name,
                    beside="" if each.native_name == each.name else each.native_name,
                )
                for each in found
            ],
            none_yet=not self._who.text().strip(),
        )

    def _show_targets(self) -> None:
        self._head.setText(t("What did it show? What this activity aims at comes first."))
        self._list.set_lines(
            [
                NumberedLine(
                    each.key,
                    each.title,
                    beside=each.skill.title if each.indicator is not None else "",
                    chip=t("aim") if each.aimed else "",
                )
                for each in self._targets
            ]
        )

    def _show_levels(self) -> None:
        target = self._flow.target
        if target is None or self._facts is None:
            return
        self._head.setText(t("Between two? Take the lower one."))
        texts = target.indicator.descriptors if target.indicator is not None else {}
        self._list.set_lines(
            [
                NumberedLine(
                    level.value,
                    level.label,
                    texts.get(level.value, level.description),
                    level=min(max(level.value, 1), 4),
                )
                for level in self._facts.framework.levels
            ],
            self._flow.level,
        )

    def _typed_who(self) -> None:
        if self._flow.step is not Step.WHO or self._facts is None:
            return
        text = self._who.text().strip()
        found = matching(self._facts.people, text)
        if text and len(found) == 1:
            self._take(found[0].id)
            return
        self._show_people()

    def _take(self, value: Any) -> None:
        """Take the row that was chosen as the answer to the step that is on."""
        step = self._flow.step
        if step is Step.WHO:
            people = self._facts.people if self._facts else ()
            self._flow.person = next((each for each in people if each.id == value), None)
            self._said.setText("")
        elif step is Step.SKILL:
            self._flow.target = next((each for each in self._targets if each.key == value), None)
        else:
            self._flow.level = int(value)
        self._who.blockSignals(True)
        self._who.clear()
        self._who.blockSignals(False)
        self._show_step()

    def _back(self) -> None:
        if self._flow.step is Step.WHO:
            return
        self._flow.back()
        self._show_step()

    def _go_back_to(self, step: int) -> None:
        if step < self._flow.step:
            self._flow.go_back_to(Step(step))
            self._show_step()

    def _keep(self) -> None:
        person, target, level = self._flow.person, self._flow.target, self._flow.level
        if person is None or target is None or level is None:
            return
        noted = Observation(person, target, level, self._note.text().strip())
        # The next one can be said while this one is written; if that fails, it comes back.
        self._flow.reset()
        self._note.clear()
        self._show_step()
        self.observed.emit(noted)

    # Keys ----------------------------------------------------------------------------------------

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride and self._is_typed(event):
                # Letters and digits are answers here, also in the list: no act of the console.
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress and self._field_key(watched, event):
                return True
        return super().eventFilter(watched, event)

    def _is_typed(self, event: QKeyEvent) -> bool:
        held = event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier
            | Qt.KeyboardModifier.AltModifier
            | Qt.KeyboardModifier.MetaModifier
        )
        return not held and (
            (bool(event.text()) and event.text().isprintable())
            or event.key() in {Qt.Key.Key_Escape, Qt.Key.Key_Backspace}
        )

    def _field_key(self, watched: QObject, event: QKeyEvent) -> bool:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.key(event)
            return True
        if watched is self._note and key == Qt.Key.Key_Backspace and not self._note.text():
            self._back()
            return True
        return watched is self._who and self._who_key(event)

    def _who_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if event.text().isascii() and event.text().isdecimal():
            self._list.take_number(int(event.text()))
            return True
        if key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self._list.step(-1 if key == Qt.Key.Key_Up else 1)
            return True
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            # With nothing typed and nobody chosen by the arrows, Enter notes nobody.
            self._list.take_current()
            return True
        return False

    # Building ------------------------------------------------------------------------------------

    def _build_note(self) -> QWidget:
        self._note_row = QWidget()
        row = QHBoxLayout(self._note_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        self._note = QLineEdit()
        self._note.setObjectName("run_observe_note")
        self._note.setAccessibleName(t("What they did, in a few words"))
        self._note.setPlaceholderText(t("What they did, in a few words (may stay empty)"))
        keep = Button(self._theme, t("Save"), role="main", keys="Enter", name="run_observe_save")
        keep.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        keep.clicked.connect(self._keep)
        row.addWidget(self._note, 1)
        row.addWidget(keep)
        return self._note_row

    def _build_foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        self._said = TextLabel(self._theme, "", Type.BODY_STRONG, color="ok", elide=True)
        self._said.setObjectName("run_observe_said")
        self._seen = TextLabel(self._theme, "", Type.CAPTION, color="text-2")
        more = Button(
            self._theme, t("All of Observe"), role="quiet", size="small", name="run_observe_all"
        )
        more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        more.clicked.connect(self.all_requested)
        row.addWidget(self._said, 1)
        row.addWidget(self._seen)
        row.addWidget(more)
        return row
