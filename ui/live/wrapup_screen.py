"""The Wrap-up tab: what was planned and what happened, and what the team wants to remember."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid
from typing_extensions import override

from facilitator.errors import FacilitatorError
from facilitator.planning.model import WorkshopRow, WorkshopStatus, WrapUp
from ui.attendance.desk_words import DeskWords
from ui.live.run_words import whole_minutes
from ui.live.wrapup_facts import WrapUpFacts, WrapUpPanel
from ui.planning.saved_text import SavedText
from ui.planning.workshop_screen import WorkshopScreen
from ui.shell.command import Command
from ui.shell.route import Route
from ui.shell.shell import Shell
from ui.theme.tokens import Type
from ui.widgets.buttons import Button
from ui.widgets.cards import SectionHeading
from ui.widgets.chip import Chip
from ui.widgets.labels import TextLabel, line
from ui.widgets.status_line import KeyHint
from ui.words import isolate, t, tn

_MOST_HEADS = 100_000
_SIDE_FROM = 1000
_BESIDE_FROM = 860
_ANY_WIDTH = 16_777_215
_FIELDS = ("worked", "change_next", "incidents")


@dataclass(frozen=True)
class _Read:
    facts: WrapUpFacts
    wrap_up: WrapUp


class WrapUpScreen(WorkshopScreen):
    """Planned against actual, who came, notes of the run; words saved as they are typed."""

    shows = frozenset({"wrap_up", "workshop", "activity", "attendance", "run_note", "run_event"})

    def __init__(self, shell: Shell, route: Route) -> None:
        super().__init__(shell, route)
        self._unsaved = 0
        self._heads_known = False
        self._held = Button(
            self.theme, t("Mark as held"), role="main", icon="check", name="mark_as_held"
        )
        self._build()
        self._connect()

    # What the window asks ------------------------------------------------------------------------

    @override
    def header_actions(self) -> Sequence[QWidget]:
        return (self._state, self._held)

    @override
    def first_focus(self) -> QWidget | None:
        return self._texts["worked"]

    @override
    def keys(self) -> Sequence[KeyHint]:
        return (KeyHint("Ctrl+Return", t("save now")), KeyHint("Ctrl+P", t("session report")))

    @override
    def commands(self) -> Sequence[Command]:
        return [
            Command(
                "wrapup.held",
                t("Mark the workshop as held"),
                self._toggle_held,
                icon="check",
                enabled=lambda: not self.session.read_only,
            ),
            Command("wrapup.report", t("Session report"), self._open_report, "Ctrl+P", "file-text"),
        ]

    @override
    async def load(self) -> None:
        workshop_id = self.workshop_id

        def read(wb: Any) -> _Read:
            facts = WrapUpFacts(
                agenda=wb.planning.agenda(workshop_id),
                desk=wb.attendance.desk(workshop_id),
                summary=wb.live.summary(workshop_id),
                notes=wb.live.notes(workshop_id),
                usual=wb.live.usual(workshop_id),
                words=DeskWords(tuple(wb.attendance.statuses())),
            )
            return _Read(facts, wb.planning.wrap_up(workshop_id))

        row = await self.load_workshop()
        self._show(row, await self.session.ask(read))

    @override
    def about_to_leave(self) -> None:
        for text in self._texts.values():
            text.save_now()

    # Showing -------------------------------------------------------------------------------------

    def _show(self, row: WorkshopRow, found: _Read) -> None:
        writable = not self.session.read_only
        held = row.status is WorkshopStatus.HELD
        self._state.set_state(
            t("Held") if held else t("Not held yet"), "ok" if held else "", "check" if held else ""
        )
        self._held.set_words(t("Take back “held”") if held else t("Mark as held"))
        self._held.set_role("" if held else "main")
        self._held.setEnabled(writable)
        self._facts.show_facts(found.facts, writable=writable)
        for name, text in self._texts.items():
            text.show_text(getattr(found.wrap_up, name))
            text.setReadOnly(not writable)
        self._show_heads(found.wrap_up)

    def _show_heads(self, wrap_up: WrapUp) -> None:
        heads = wrap_up.headcount
        self._heads.blockSignals(True)
        if not self._heads.hasFocus():
            self._heads.setValue(-1 if heads is None else heads)
        self._heads.setEnabled(not self.session.read_only)
        self._heads.blockSignals(False)

    # Saving --------------------------------------------------------------------------------------

    def _write(self, **values: object) -> None:
        # Of the window: what was written is saved even if one leaves the screen at once.
        self.shell.spawn(self._save(values))

    async def _save(self, values: dict[str, object]) -> None:
        workshop_id = self.workshop_id
        try:
            await self.session.do(lambda wb: wb.planning.save_wrap_up(workshop_id, **values))
        except FacilitatorError:
            if isValid(self):
                for name in values.keys() & self._texts.keys():
                    self._texts[name].keep_unsaved()
                self._say_saved(t("Not saved"), "danger")
            raise
        if isValid(self) and not any(text.is_unsaved() for text in self._texts.values()):
            self._say_saved(t("Saved"), "ok")

    def _say_saved(self, words: str, ink: str) -> None:
        self._saved.setText(words)
        self._saved.set_color(ink)

    def _open_report(self) -> None:
        self.shell.go(Route("workshop.report", (self.workshop_id,)))

    async def _reopen(self) -> None:
        workshop_id = self.workshop_id
        await self.session.do(lambda wb: wb.live.resume(workshop_id).reopen())
        if isValid(self):
            self.go_to_tab("run")

    async def _adopt(self, activity_id: str, seconds: int) -> None:
        await self.session.do(lambda wb: wb.planning.adopt_usual(activity_id, seconds))
        minutes = whole_minutes(seconds)
        self.shell.notice(
            tn(
                "Planned with {n} minute from now on",
                "Planned with {n} minutes from now on",
                minutes,
            ),
            undo=True,
        )

    async def _add_next_time(self, text: str) -> None:
        workshop_id = self.workshop_id
        await self.session.do(lambda wb: wb.live.add_note(workshop_id, text))
        if isValid(self):
            self._facts.next_time_kept()

    def _toggle_held(self) -> None:
        self.spawn(self._set_held())

    async def _set_held(self) -> None:
        if self.workshop is None:
            return
        workshop_id, title = self.workshop_id, self.workshop.title
        self.about_to_leave()
        if self.workshop.status is WorkshopStatus.HELD:
            await self.session.do(
                lambda wb: wb.planning.update_workshop(workshop_id, status=WorkshopStatus.PLANNED)
            )
            words = t("“{title}” counts as planned again", title=isolate(title))
        else:
            await self.session.do(lambda wb: wb.planning.save_wrap_up(workshop_id, finished=True))
            words = t("“{title}” was held", title=isolate(title))
        self.shell.notice(words, undo=True)

    # Building ------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._state = Chip(self.theme, "", name="held_state")
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = QWidget()
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight, body)
        self._halves.setContentsMargins(0, 0, 0, 0)
        self._halves.setSpacing(0)
        self._facts = WrapUpPanel(self.theme)
        self._halves.addWidget(self._facts, 1)
        self._side = self._build_words()
        self._halves.addWidget(self._side)
        area.setWidget(body)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    def _build_words(self) -> QWidget:
        side = QFrame()
        side.setObjectName("side_panel")
        side.setFixedWidth(self.theme.px(420))
        outer = QVBoxLayout(side)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        heading = SectionHeading(self.theme, t("For next time"))
        heading.row.setContentsMargins(20, 14, 20, 12)
        self._saved = TextLabel(self.theme, t("Saved as you type"), Type.CAPTION, color="text-3")
        self._saved.setObjectName("wrap_up_saved")
        heading.row.addWidget(self._saved)
        outer.addWidget(heading)
        outer.addWidget(line("horizontal"))
        body = QWidget()
        body.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        body.setProperty("paper", "surface")
        column = QVBoxLayout(body)
        column.setContentsMargins(20, 14, 20, 16)
        column.setSpacing(6)
        labels = (
            t("What worked"),
            t("What to change next time"),
            t("Incidents, and what was done"),
        )
        self._texts: dict[str, SavedText] = {}
        for name, label in zip(_FIELDS, labels, strict=True):
            words = TextLabel(self.theme, label, Type.BODY_STRONG)
            text = SavedText(self.theme, label, name=f"wrap_up_{name}", lines=4)
            words.setBuddy(text)
            column.addWidget(words)
            column.addWidget(text, 1)
            column.addSpacing(6)
            self._texts[name] = text
        column.addLayout(self._build_heads())
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(body)
        outer.addWidget(area, 1)
        return side

    def _build_heads(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        label = TextLabel(self.theme, t("Heads counted in the room"), Type.BODY_STRONG)
        self._heads = QSpinBox()
        self._heads.setObjectName("wrap_up_headcount")
        self._heads.setAccessibleName(t("Heads counted in the room"))
        # One below nought stands for "nobody counted".
        self._heads.setRange(-1, _MOST_HEADS)
        self._heads.setSpecialValueText("–")
        self._heads.setKeyboardTracking(False)
        self._heads.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._heads.setMinimumWidth(self.theme.px(96))
        label.setBuddy(self._heads)
        row.addWidget(label, 1)
        row.addWidget(self._heads)
        return row

    def _connect(self) -> None:
        facts = self._facts
        facts.report_requested.connect(self._open_report)
        facts.reopen_requested.connect(lambda: self.spawn(self._reopen()))
        facts.usual_adopted.connect(lambda key, seconds: self.spawn(self._adopt(key, seconds)))
        facts.next_time_written.connect(lambda text: self.spawn(self._add_next_time(text)))
        self._held.clicked.connect(lambda _checked=False: self._toggle_held())
        for name, text in self._texts.items():
            text.written.connect(lambda: self._say_saved(t("Writing…"), "text-3"))
            text.save_requested.connect(lambda words, name=name: self._write(**{name: words}))
        self._heads.valueChanged.connect(
            lambda value: self._write(headcount=None if value < 0 else value)
        )

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        scale = self.theme.text_scale / 100
        if self.width() < _BESIDE_FROM * scale:
            # Large text or a small window: one below the other, and the whole scrolls.
            self._halves.setDirection(QBoxLayout.Direction.TopToBottom)
            self._side.setMinimumWidth(0)
            self._side.setMaximumWidth(_ANY_WIDTH)
            return
        self._halves.setDirection(QBoxLayout.Direction.LeftToRight)
        wide = self.width() >= _SIDE_FROM * scale
        self._side.setFixedWidth(self.theme.px(420 if wide else 340))
