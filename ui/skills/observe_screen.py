"""The Observe tab: noting what somebody did, in five keys, without looking away for long."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QStackedLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid
from typing_extensions import override

from facilitator.attendance.model import Desk, DeskRow
from facilitator.clock import from_stamp
from facilitator.errors import FacilitatorError
from facilitator.live.model import RunStatus, RunView
from facilitator.planning.model import Activity, Agenda
from facilitator.skills.model import (
    Framework,
    ObservationRow,
    Occasion,
    SelfCheck,
    SelfRating,
)
from ui.attendance.desk_words import DeskWords
from ui.planning.plan_words import clock_text
from ui.planning.workshop_screen import WorkshopScreen
from ui.shell.command import Command
from ui.shell.route import Route
from ui.shell.shell import Shell
from ui.skills.noted_list import Noted, NotedList
from ui.skills.numbered_list import NumberedLine, NumberedList
from ui.skills.observe_flow import ObserveFlow, Person, Step, Target, matching, targets
from ui.skills.seen_strip import SeenChip, SeenStrip
from ui.skills.self_check_panel import SelfCheckPanel, Sheets
from ui.skills.step_cards import StepCards
from ui.theme.tokens import Type
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, SectionHeading
from ui.widgets.empty_state import EmptyState
from ui.widgets.fields import Choice
from ui.widgets.labels import TextLabel, line
from ui.widgets.status_line import KeyHint
from ui.words import isolate, t, tn

_NOTED_FROM = 980
_HINTS_FROM = 620
_SEEN_FROM = 440


@dataclass(frozen=True)
class _Read:
    """What the screen shows, read at one moment."""

    agenda: Agenda
    desk: Desk
    framework: Framework
    notes: list[ObservationRow]
    run: RunView | None
    in_room: frozenset[str]
    ratings: list[SelfRating]
    sheets: list[SelfCheck]


@dataclass(frozen=True)
class _Said:
    """One note, complete."""

    person: Person
    target: Target
    level: int
    note: str
    activity_id: str | None


class ObserveScreen(WorkshopScreen):
    """Who, skill, level, words, Enter; beside it what was noted tonight."""

    shows = frozenset(
        {
            *("observation", "self_check", "attendance", "participant"),
            *("activity", "activity_skill", "workshop"),
        }
    )

    def __init__(self, shell: Shell, route: Route) -> None:
        super().__init__(shell, route)
        self._flow = ObserveFlow()
        self._read: _Read | None = None
        self._people: list[Person] = []
        self._targets: list[Target] = []
        self._chosen_activity = False
        self._build()
        self._connect()

    # What the window asks ------------------------------------------------------------------------

    @override
    def header_actions(self) -> Sequence[QWidget]:
        return (self._self_checks,)

    @override
    def first_focus(self) -> QWidget | None:
        return self._who if self._flow.step is Step.WHO else self._list

    @override
    def keys(self) -> Sequence[KeyHint]:
        return (
            KeyHint("1", t("to 9 choose")),
            KeyHint("Backspace", t("step back")),
            KeyHint("Enter", t("save")),
            KeyHint("Esc", t("begin again")),
            KeyHint("Ctrl+Z", t("undo last note")),
        )

    @override
    def commands(self) -> Sequence[Command]:
        return [
            Command(
                "observe.again", t("Begin the note again"), self._begin_again, icon="rotate-ccw"
            ),
            Command(
                "observe.sheets",
                t("Take in self-check sheets"),
                self._open_sheets,
                icon="clipboard-list",
                enabled=self._self_checks.isEnabled,
            ),
            Command(
                "observe.run", t("Back to the run"), lambda: self.go_to_tab("run"), icon="play"
            ),
        ]

    @override
    async def load(self) -> None:
        workshop_id = self.workshop_id

        def read(wb: Any) -> _Read:
            words = DeskWords(tuple(wb.attendance.statuses()))
            desk: Desk = wb.attendance.desk(workshop_id)
            here = {row.participant_id for row in desk.rows if words.in_room(row.status_key)}
            return _Read(
                agenda=wb.planning.agenda(workshop_id),
                desk=desk,
                framework=wb.skills.framework(),
                notes=wb.skills.observations(workshop_id=workshop_id),
                run=wb.live.report(workshop_id),
                in_room=frozenset(here),
                ratings=wb.skills.self_ratings(desk.programme_id) if desk.programme_id else [],
                sheets=wb.skills.self_checks(desk.programme_id) if desk.programme_id else [],
            )

        await self.load_workshop()
        found = await self.session.ask(read)
        first = self._read is None
        self._read = found
        # Before anybody is marked, everybody who is expected can be noticed.
        rows = [row for row in found.desk.rows if row.participant_id in found.in_room]
        self._people = [_person(row) for row in rows or found.desk.rows]
        self._show_activities(found)
        self._show_notes(found)
        self._show_sheets(found, first=first)
        self._self_checks.setEnabled(found.desk.programme_id is not None)
        self._pages.setCurrentIndex(0 if self._people and found.framework.skills else 1)
        self._show_step(keep_focus=not first)

    # Showing -------------------------------------------------------------------------------------

    def _show_sheets(self, found: _Read, *, first: bool) -> None:
        last = self.workshop is not None and 1 < self.workshop.number == self.workshop.of
        occasion = Occasion.END if last else Occasion.START
        sheets = Sheets(
            people=[_person(row) for row in found.desk.rows],
            skills=found.framework.skills,
            levels=found.framework.levels,
            ratings=found.ratings,
            handed_in=found.sheets,
        )
        self._sheets.show_sheets(sheets, occasion if first else None)

    @property
    def _taking_in(self) -> bool:
        """Whether self-check sheets are on screen instead of observing."""
        return self._halves.currentWidget() is self._sheets_half

    def _open_sheets(self) -> None:
        opened = self._taking_in
        self._halves.setCurrentIndex(0 if opened else 1)
        self._self_checks.set_words(t("Self-check sheets") if opened else t("Back to observing"))
        if opened:
            self._show_step()
        else:
            self._sheets.setFocus()

    def _take_in(
        self, person_id: str, occasion: str, ratings: dict[str, dict[str, int | None]], own: str
    ) -> None:
        self.spawn(self._hand_in(person_id, occasion, ratings, own))

    async def _hand_in(
        self, person_id: str, occasion: str, ratings: dict[str, dict[str, int | None]], own: str
    ) -> None:
        programme_id = self._read.desk.programme_id if self._read else None
        if programme_id is None:
            return
        await self.session.do(
            lambda wb: wb.skills.hand_in_self_check(
                person_id, programme_id, occasion, ratings, own_words=own
            )
        )
        if isValid(self):
            self._sheets.sheet_saved()

    def _show_activities(self, found: _Read) -> None:
        now = self._activity.currentData() if self._chosen_activity else None
        if now is None:
            now = self._activity_now(found)
        self._activity.blockSignals(True)
        self._activity.clear()
        for activity in found.agenda.activities:
            self._activity.addItem(activity.title, activity.id)
        index = self._activity.findData(now)
        self._activity.setCurrentIndex(max(index, 0))
        self._activity.blockSignals(False)
        self._find_targets()

    def _activity_now(self, found: _Read) -> str | None:
        """What is on: by the run, else by the clock, else the first that aims at a skill."""
        run = found.run
        if run is not None and run.state in {RunStatus.RUNNING, RunStatus.PAUSED}:
            return run.activity_id
        now = self.shell.clock.now()
        for slot in found.agenda.schedule.rows:
            if slot.start <= now < slot.end:
                return slot.activity_id
        return next((each.id for each in found.agenda.activities if each.skills), None)

    def _find_targets(self) -> None:
        if self._read is None:
            return
        activity = self._current_activity()
        aims = activity.skills if activity is not None else ()
        self._targets = targets(self._read.framework, aims)

    def _current_activity(self) -> Activity | None:
        key = self._activity.currentData()
        if self._read is None:
            return None
        return next((each for each in self._read.agenda.activities if each.id == key), None)

    def _show_notes(self, found: _Read) -> None:
        zone = ZoneInfo(found.agenda.workshop.time_zone)
        notes = sorted(found.notes, key=lambda row: row.observed_at, reverse=True)
        rows = [
            Noted(row, clock_text(from_stamp(row.observed_at).astimezone(zone))) for row in notes
        ]
        self._noted.set_rows(rows)
        self._noted_heading.set_count(str(len(rows)))
        self._show_seen()

    def _show_seen(self) -> None:
        if self._read is None:
            return
        seen = {row.participant_id for row in self._read.notes}
        now = self._flow.person.id if self._flow.person is not None else ""
        self._seen.set_chips(
            [
                SeenChip(each.id, each.short, each.id in seen, each.id == now)
                for each in self._people
            ]
        )
        count = sum(1 for each in self._people if each.id in seen)
        words = t("{count} of {all}", count=count, all=len(self._people))
        if count < len(self._people):
            words = t("{count} of {all}. The others are waiting to be noticed.", count=count,
                      all=len(self._people))  # fmt: skip
        self._seen_words.setText(words)

    def _show_step(self, *, keep_focus: bool = False) -> None:
        flow, step = self._flow, self._flow.step
        levels = self._read.framework.level_label if self._read else str
        self._cards.show_answers(
            (
                flow.person.name if flow.person else "",
                flow.target.title if flow.target else "",
                levels(flow.level) if flow.level is not None else "",
                self._note.text().strip(),
            ),
            step,
        )
        self._who.setVisible(step is Step.WHO)
        self._note_part.setVisible(step is Step.WORDS)
        show = {
            Step.WHO: self._show_people,
            Step.SKILL: self._show_targets,
            Step.LEVEL: self._show_levels,
            Step.WORDS: self._show_levels,
        }
        show[step]()
        self._show_seen()
        if self._taking_in:
            return
        if keep_focus and not (self._list.hasFocus() or self._who.hasFocus()):
            return
        fields: dict[Step, QWidget] = {Step.WHO: self._who, Step.WORDS: self._note}
        fields.get(step, self._list).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_people(self) -> None:
        found = matching(self._people, self._who.text())
        self._head.setText(t("Who did you see?"))
        self._aside.setText(
            tn("{n} person here", "{n} people here", len(self._people))
            if found
            else t("Nobody here has that name.")
        )
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
        self._see.hide()

    def _show_targets(self) -> None:
        self._head.setText(t("What did it show?"))
        self._aside.setText(t("What this activity aims at comes first."))
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
        self._see.hide()

    def _show_levels(self) -> None:
        target = self._flow.target
        if target is None or self._read is None:
            return
        skill = target.skill.title
        self._head.setText(f"{skill}: {target.title}" if target.indicator else skill)
        self._aside.setText(t("Between two? Take the lower one."))
        texts = target.indicator.descriptors if target.indicator is not None else {}
        lines = [
            NumberedLine(
                level.value,
                level.label,
                texts.get(level.value, level.description),
                level=min(max(level.value, 1), 4),
            )
            for level in self._read.framework.levels
        ]
        self._list.set_lines(lines, self._flow.level)
        look_for = target.indicator.look_for if target.indicator is not None else ()
        self._see_words.setText("\n".join(look_for[:3]))
        self._see.setVisible(bool(look_for) and self.height() >= self.theme.px(_HINTS_FROM))

    # Noting --------------------------------------------------------------------------------------

    def _typed_who(self) -> None:
        if self._flow.step is not Step.WHO:
            return
        text = self._who.text().strip()
        found = matching(self._people, text)
        if text and len(found) == 1:
            self._take(found[0].id)
            return
        self._show_people()

    def _take(self, value: Any) -> None:
        """Take the row that was chosen as the answer to the step that is on."""
        step = self._flow.step
        if step is Step.WHO:
            self._flow.person = next((each for each in self._people if each.id == value), None)
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
        self._flow.back()
        self._show_step()

    def _go_back_to(self, step: int) -> None:
        if step < self._flow.step:
            self._flow.go_back_to(Step(step))
            self._show_step()

    def _begin_again(self) -> None:
        self._flow.reset()
        self._note.clear()
        self._show_step()

    def _begin_with(self, person_id: str) -> None:
        self._flow.go_back_to(Step.WHO)
        self._take(person_id)

    def _save(self) -> None:
        person, target, level = self._flow.person, self._flow.target, self._flow.level
        if person is None or target is None or level is None:
            return
        activity = self._current_activity()
        said = _Said(
            person, target, level, self._note.text().strip(), activity.id if activity else None
        )
        # The next note can be typed while this one is written; if that fails, it comes back.
        self._begin_again()
        self.shell.spawn(self._observe(said))

    async def _observe(self, said: _Said) -> None:
        workshop_id = self.workshop_id
        try:
            await self.session.do(
                lambda wb: wb.skills.observe(
                    said.person.id,
                    workshop_id,
                    said.target.key,
                    said.level,
                    said.note,
                    activity_id=said.activity_id,
                )
            )
        except FacilitatorError:
            if isValid(self) and self._flow.step is Step.WHO:
                self._flow.person, self._flow.target = said.person, said.target
                self._flow.level = said.level
                self._note.setText(said.note)
                self._show_step()
            raise
        if not isValid(self):
            return
        label = self._read.framework.level_label(said.level) if self._read else ""
        self._said.setText(t("Noted: {name}, {level}", name=isolate(said.person.name), level=label))

    def _delete(self, observation_id: str) -> None:
        self.spawn(self._remove(observation_id))

    async def _remove(self, observation_id: str) -> None:
        await self.session.do(lambda wb: wb.skills.delete_observation(observation_id))
        self.shell.notice(t("The note was removed"), undo=True)

    # Keys ----------------------------------------------------------------------------------------

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if watched is self._who and self._who_key(event):
                return True
            if watched is self._note and self._note_key(event):
                return True
        return super().eventFilter(watched, event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self._flow.step is Step.WHO and not self._who.text():
                self.go_to_tab("run")
            else:
                self._who.clear()
                self._begin_again()
            return
        super().keyPressEvent(event)

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

    def _note_key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Backspace and not self._note.text():
            self._back()
            return True
        return False

    # Building ------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._pages = QStackedWidget()
        self._pages.addWidget(self._build_pad())
        self._pages.addWidget(self._build_empty())
        observing = QWidget()
        row = QHBoxLayout(observing)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._pages, 1)
        self._noted_part = self._build_noted()
        row.addWidget(self._noted_part)
        self._sheets = SelfCheckPanel(self.theme)
        self._halves = QStackedLayout(self)
        self._halves.setContentsMargins(0, 0, 0, 0)
        self._halves.addWidget(observing)
        # In an area of its own the sheet's width is no claim on the other half's.
        self._sheets_half = QScrollArea()
        self._sheets_half.setWidgetResizable(True)
        self._sheets_half.setFrameShape(QFrame.Shape.NoFrame)
        self._sheets_half.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._sheets_half.setWidget(self._sheets)
        self._halves.addWidget(self._sheets_half)
        self._self_checks = Button(
            self.theme, t("Self-check sheets"), icon="clipboard-list", name="self_check_sheets"
        )

    def _build_pad(self) -> QWidget:
        pad = QWidget()
        column = QVBoxLayout(pad)
        column.setContentsMargins(28, 20, 28, 16)
        column.setSpacing(14)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(TextLabel(self.theme, t("What did you see?"), Type.SECTION))
        top.addWidget(TextLabel(self.theme, t("in"), color="text-2"))
        self._activity = Choice(self.theme, name="observe_activity")
        self._activity.setAccessibleName(t("Activity"))
        top.addWidget(self._activity)
        top.addStretch(1)
        self._said = TextLabel(self.theme, "", Type.BODY_STRONG, color="ok", elide=True)
        self._said.setObjectName("observe_said")
        top.addWidget(self._said)
        column.addLayout(top)
        self._cards = StepCards(self.theme)
        column.addWidget(self._cards)
        self._who = QLineEdit()
        self._who.setObjectName("observe_who")
        self._who.setPlaceholderText(t("Name, initials or number"))
        self._who.setAccessibleName(t("Who: name, initials or number"))
        self._who.setMinimumHeight(self.theme.control("height-large"))
        column.addWidget(self._who)
        column.addWidget(self._build_list(), 1)
        self._note_part = self._build_note()
        column.addWidget(self._note_part)
        self._seen_part = self._build_seen()
        column.addWidget(self._seen_part)
        return pad

    def _build_list(self) -> QWidget:
        card = Card(padding=1, spacing=0, name="card")
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 10, 16, 10)
        self._head = TextLabel(self.theme, "", Type.BODY_STRONG, elide=True)
        self._head.setObjectName("observe_question")
        self._aside = TextLabel(self.theme, "", Type.CAPTION, color="text-2")
        row.addWidget(self._head, 1)
        row.addWidget(self._aside)
        card.column.addWidget(head)
        card.column.addWidget(line("hair"))
        self._list = NumberedList(self.theme, name="observe_list", title=t("Choices"))
        card.column.addWidget(self._list, 1)
        self._see = QWidget()
        see = QHBoxLayout(self._see)
        see.setContentsMargins(16, 8, 16, 10)
        see.setSpacing(12)
        label = TextLabel(self.theme, t("You may see"), Type.LABEL, color="text-2")
        see.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
        self._see_words = TextLabel(self.theme, "", Type.CAPTION, color="text-2", wrap=True)
        see.addWidget(self._see_words, 1)
        card.column.addWidget(self._see)
        return card

    def _build_note(self) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        self._note = QLineEdit()
        self._note.setObjectName("observe_note")
        self._note.setAccessibleName(t("What they did, in a few words"))
        self._note.setPlaceholderText(t("What they did, in a few words (may stay empty)"))
        self._note.setMinimumHeight(self.theme.control("height-large"))
        save = Button(
            self.theme, t("Save"), role="main", size="large", keys="Enter", name="save_observation"
        )
        save.clicked.connect(lambda _checked=False: self._save())
        row.addWidget(self._note, 1)
        row.addWidget(save)
        return box

    def _build_seen(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(TextLabel(self.theme, t("Seen tonight"), Type.LABEL, color="text-2"))
        self._seen_words = TextLabel(self.theme, "", Type.CAPTION, color="text-2")
        self._seen_words.setObjectName("seen_words")
        row.addWidget(self._seen_words, 1)
        column.addLayout(row)
        self._seen = SeenStrip(self.theme)
        column.addWidget(self._seen)
        return box

    def _build_noted(self) -> QWidget:
        part = QFrame()
        part.setObjectName("side_panel")
        part.setFixedWidth(self.theme.px(420))
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._noted_heading = SectionHeading(
            self.theme, t("Noted tonight"), count="0", aside=t("Only the team sees this")
        )
        self._noted_heading.row.setContentsMargins(16, 14, 16, 12)
        column.addWidget(self._noted_heading)
        column.addWidget(line("horizontal"))
        self._noted = NotedList(self.theme)
        column.addWidget(self._noted, 1)
        return part

    def _build_empty(self) -> QWidget:
        check_in = Button(
            self.theme, t("Go to Check-in"), role="main", size="large", name="observe_check_in"
        )
        check_in.clicked.connect(lambda _checked=False: self.go_to_tab("checkin"))
        return EmptyState(
            self.theme,
            t("Nobody is here yet"),
            t(
                "During the workshop you can note in five keys what somebody did: who, which"
                " skill, at which level. Mark people as present first."
            ),
            icon="eye",
            buttons=(check_in,),
            name="empty_observe",
        )

    def _connect(self) -> None:
        self._who.textChanged.connect(lambda _text: self._typed_who())
        self._who.installEventFilter(self)
        self._note.installEventFilter(self)
        self._note.returnPressed.connect(self._save)
        self._list.taken.connect(self._take)
        self._list.back_requested.connect(self._back)
        self._cards.step_requested.connect(self._go_back_to)
        self._seen.person_chosen.connect(self._begin_with)
        self._noted.delete_requested.connect(self._delete)
        self._sheets.sheet_given.connect(self._take_in)
        self._self_checks.clicked.connect(lambda _checked=False: self._open_sheets())
        self._activity.activated.connect(lambda _index: self._another_activity())

    def _another_activity(self) -> None:
        self._chosen_activity = True
        self._find_targets()
        self._show_step()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        scale = self.theme.text_scale / 100
        self._noted_part.setVisible(self.width() >= _NOTED_FROM * scale)
        self._seen_part.setVisible(self.height() >= _SEEN_FROM * scale)


def _person(row: DeskRow) -> Person:
    short = row.call_name or (row.name.split() or [row.name])[0]
    return Person(row.participant_id, row.name, short, row.native_name)
