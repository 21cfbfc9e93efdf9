"""The awards of a programme in one dialog, from the lowest to the highest, and who gets them."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid
from typing_extensions import override

from facilitator.centre.model import Signatory
from facilitator.certificates.award_rules import OFFERED_KINDS, in_order
from facilitator.certificates.eligibility import Conditions
from facilitator.certificates.model import AwardKind, RuleDraft, RulesPreview
from facilitator.errors import Refused
from facilitator.skills.model import Level
from facilitator.workbook import Workbook
from ui.day_words import hours_and_minutes, percent
from ui.programmes.award_form import AwardForm
from ui.programmes.saving_sheet import SavingSheet, Write
from ui.sentences import name_of
from ui.shell.screen import Screen
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.buttons import Button, IconButton
from ui.widgets.empty_state import EmptyState
from ui.widgets.kept_field import Spawn
from ui.widgets.labels import TextLabel, line
from ui.widgets.rows import RowsModel, RowsView, RowWords
from ui.words import isolate, t, tn

Preview = Callable[[list[RuleDraft]], Coroutine[Any, Any, RulesPreview]]

# So that typing a figure asks the workbook once.
_COUNT_AFTER_MS = 150
_LIST_SHARE = 0.33
_LIST_WIDTH, _WIDTH, _HEIGHT = 330, 1040, 660


@dataclass(frozen=True)
class RulesFacts:
    """The awards of a programme, and what their fields offer."""

    title: str
    drafts: tuple[RuleDraft, ...]
    usual: tuple[RuleDraft, ...]
    levels: tuple[Level, ...]
    signatories: tuple[Signatory, ...]


@dataclass(frozen=True)
class _Award:
    """A row of the list: the award, and how many would get it (None: not known yet)."""

    draft: RuleDraft
    people: int | None


def read_rules(workbook: Workbook, programme_id: str) -> RulesFacts:
    """All that the dialog shows, read at once."""
    drafts = tuple(RuleDraft.of(rule) for rule in workbook.certificates.rules(programme_id))
    named = {key for draft in drafts for key in draft.signatory_ids}
    signatories = workbook.centre.signatories(include_inactive=True)
    return RulesFacts(
        workbook.planning.programme(programme_id).title,
        drafts,
        workbook.certificates.usual_rules(),
        workbook.skills.framework().levels,
        tuple(each for each in signatories if each.active or each.id in named),
    )


async def edit_rules(screen: Screen, programme_id: str) -> None:
    """Let a person change the awards in a dialog; says so when they were changed."""

    async def write(fields: dict[str, Any]) -> None:
        drafts = fields["drafts"]
        await screen.session.do(lambda wb: wb.certificates.set_rules(programme_id, drafts))

    async def preview(drafts: list[RuleDraft]) -> RulesPreview:
        found: RulesPreview = await screen.session.ask(
            lambda wb: wb.certificates.preview_rules(programme_id, drafts)
        )
        return found

    facts = await screen.session.ask(lambda wb: read_rules(wb, programme_id))
    dialog = RulesEditor(
        screen.theme, screen.window(), facts, preview=preview, write=write, spawn=screen.spawn
    )
    if await screen.shell.ask_dialog(dialog):
        title = isolate(facts.title)
        screen.shell.notice(t("The awards of {title} were changed", title=title), undo=True)


class RulesEditor(SavingSheet):
    """Awards at the start side, the chosen one beside them, and below what they would give."""

    def __init__(
        self,
        theme: Theme,
        window: QWidget,
        facts: RulesFacts,
        *,
        preview: Preview,
        write: Write,
        spawn: Spawn,
    ) -> None:
        super().__init__(
            theme,
            window,
            t("Awards of this programme"),
            write=write,
            spawn=spawn,
            width=640,
            name="rules_editor",
        )
        self._facts = facts
        self._preview = preview
        self._drafts = list(facts.drafts)
        self._people: tuple[int, ...] = ()
        self._current = -1
        self._form = AwardForm(theme, facts.levels, facts.signatories)
        self._form.edited.connect(self._take)
        self.rows = self._form.rows
        self._build()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_COUNT_AFTER_MS)
        self._soon.timeout.connect(lambda: self._spawn(self.count()))
        self._show_list(0)
        self.begin()
        self._spawn(self.count())
        self._list.setFocus()

    # ------------------------------------------------------------------------------- building

    def _build(self) -> None:
        self.body.addWidget(self._form)
        place = self.column.indexOf(self.area)
        self.column.takeAt(place)
        parts = QHBoxLayout()
        parts.setSpacing(16)
        parts.addWidget(self._build_list())
        parts.addWidget(line("vertical"))
        self._pages = QStackedWidget()
        self._pages.addWidget(self.area)
        self._pages.addWidget(self._build_empty())
        parts.addWidget(self._pages, 1)
        self.column.insertLayout(0, parts, 1)
        self._told = TextLabel(self.theme, "", Type.BODY, weight=600, wrap=True)
        self._told.setObjectName("rules_preview")
        self.column.insertWidget(1, line("horizontal"))
        self.column.insertWidget(2, self._told)

    def _build_list(self) -> QWidget:
        side = QWidget()
        # With large text the form needs the room more than the list does.
        most = round(self.room().width() * _LIST_SHARE)
        side.setFixedWidth(min(self.theme.px(_LIST_WIDTH), most))
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        about = t("From the lowest to the highest. Each person gets the highest one they reach.")
        column.addWidget(TextLabel(self.theme, about, Type.CAPTION, color="text-2", wrap=True))
        self._model = RowsModel[_Award](self._row_words)
        self._list = RowsView(self.theme, name="awards", title=t("Awards"), framed=True)
        self._list.set_rows_model(self._model)
        self._list.current_changed.connect(lambda _row: self._choose())
        self._list.opened.connect(lambda _row: self._form.title_field().setFocus())
        column.addWidget(self._list, 1)
        row = QHBoxLayout()
        row.setSpacing(4)
        self._add = Button(self.theme, t("Add an award"), icon="plus", name="add_award")
        self._add.clicked.connect(self._offer_kinds)
        self._up = IconButton(self.theme, "chevron-up", t("Move up"), name="award_up")
        self._up.clicked.connect(lambda: self.move_award(-1))
        self._down = IconButton(self.theme, "chevron-down", t("Move down"), name="award_down")
        self._down.clicked.connect(lambda: self.move_award(1))
        self._remove = IconButton(
            self.theme, "trash-2", t("Remove this award"), name="remove_award"
        )
        self._remove.clicked.connect(self.remove_award)
        row.addWidget(self._add)
        row.addStretch(1)
        for button in (self._up, self._down, self._remove):
            row.addWidget(button)
        column.addLayout(row)
        return side

    def _build_empty(self) -> QWidget:
        usual = Button(
            self.theme, t("Begin with the usual three"), role="main", name="usual_awards"
        )
        usual.clicked.connect(self._begin_with_usual)
        return EmptyState(
            self.theme,
            t("No award yet"),
            t(
                "A record of attendance, a certificate of participation and a certificate of "
                "achievement suit most programmes. Everything in them can be changed."
            ),
            icon="award",
            buttons=(usual,),
        )

    @override
    def begin(self) -> None:
        super().begin()
        self.take_room(self.theme.px(_WIDTH), self.theme.px(_HEIGHT))

    # ---------------------------------------------------------------------------------- doing

    @override
    def done(self, result: int) -> None:
        self._soon.stop()
        super().done(result)

    @override
    def given(self) -> dict[str, Any]:
        return {"drafts": list(self._drafts)}

    def add_award(self, kind: AwardKind) -> None:
        """Add an award of a kind, above the others of its kind, and begin with its title."""
        usual = next(draft for draft in self._facts.usual if draft.kind is kind)
        taken = {draft.title.casefold() for draft in self._drafts}
        title = usual.title if usual.title.casefold() not in taken else ""
        draft = replace(usual, title=title)
        self._drafts = in_order([*self._drafts, draft])
        self._show_list(next(i for i, each in enumerate(self._drafts) if each is draft))
        self._form.title_field().setFocus()
        self._soon.start()

    def remove_award(self) -> None:
        """Take the chosen award out."""
        if 0 <= self._current < len(self._drafts):
            del self._drafts[self._current]
            self._show_list(min(self._current, len(self._drafts) - 1))
            self._soon.start()

    def move_award(self, steps: int) -> None:
        """Move the chosen award among those of its kind."""
        there = self._current + steps
        if self._may_move(steps):
            drafts = self._drafts
            drafts[self._current], drafts[there] = drafts[there], drafts[self._current]
            self._show_list(there)
            self._soon.start()

    async def count(self) -> None:
        """Ask the workbook who would get what, and say it."""
        asked = list(self._drafts)
        found = await self._preview(asked)
        if not isValid(self):
            return  # closed meanwhile
        if [draft.conditions for draft in asked] != [d.conditions for d in self._drafts]:
            return
        self._people = found.people
        self._say_counts(found)
        self._refill()

    def _begin_with_usual(self) -> None:
        self._drafts = list(self._facts.usual)
        self._show_list(0)
        self._soon.start()
        self._list.setFocus()

    def _offer_kinds(self) -> None:
        menu = QMenu(self)
        for kind in OFFERED_KINDS:
            menu.addAction(name_of("award-kind", kind.value)).setData(kind.value)
        menu.triggered.connect(lambda action: self.add_award(AwardKind(action.data())))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._add.mapToGlobal(QPoint(0, self._add.height())))

    def _may_move(self, steps: int) -> bool:
        there = self._current + steps
        if not (0 <= self._current < len(self._drafts) and 0 <= there < len(self._drafts)):
            return False
        return self._drafts[there].kind is self._drafts[self._current].kind

    def _take(self) -> None:
        draft = self._form.draft()
        if draft is None or not 0 <= self._current < len(self._drafts):
            return
        counts_anew = draft.conditions != self._drafts[self._current].conditions
        self._drafts[self._current] = draft
        self._refill()
        if counts_anew:
            self._soon.start()

    # -------------------------------------------------------------------------------- showing

    def _show_list(self, current: int) -> None:
        self._people = ()
        self._current = -1
        self._refill()
        self._pages.setCurrentIndex(0 if self._drafts else 1)
        self._list.setVisible(bool(self._drafts))
        if 0 <= current < len(self._drafts):
            self._list.setCurrentIndex(self._model.index(current))
            self._choose()
        self._allow()

    def _refill(self) -> None:
        known = len(self._people) == len(self._drafts)
        self._model.set_rows(
            [
                _Award(draft, self._people[place] if known else None)
                for place, draft in enumerate(self._drafts)
            ]
        )

    def _choose(self) -> None:
        place = self._list.currentIndex().row()
        if place == self._current or not 0 <= place < len(self._drafts):
            return
        self._current = place
        self.clear_errors()
        self._form.show_draft(self._drafts[place])
        self.area.verticalScrollBar().setValue(0)
        self._allow()

    def _allow(self) -> None:
        self._up.setEnabled(self._may_move(-1))
        self._down.setEnabled(self._may_move(1))
        self._remove.setEnabled(0 <= self._current < len(self._drafts))

    def _say_counts(self, found: RulesPreview) -> None:
        if not sum(found.people) + found.none:
            words = t("Nobody is enrolled yet, so nobody gets an award.")
        else:
            counts = " / ".join(str(count) for count in found.people) or "0"
            words = t("With these rules: {counts}, none {none}", counts=counts, none=found.none)
        self._told.setText(words)

    def _row_words(self, row: _Award) -> RowWords:
        draft = row.draft
        people = "" if row.people is None else tn("{n} person", "{n} people", row.people)
        return RowWords(
            draft.title.strip() or t("No title yet"),
            second=asked_in_words(draft.conditions, self._facts.levels),
            trailing=people,
            icon="award" if draft.kind is not AwardKind.ATTENDANCE else "clipboard-list",
            quiet=not draft.title.strip(),
        )

    @override
    def show_refusal(self, refusal: Refused) -> None:
        place = refusal.params.get("place")
        if isinstance(place, int) and place != self._current:
            self._list.setCurrentIndex(self._model.index(place))
        super().show_refusal(refusal)


def asked_in_words(conditions: Conditions, levels: tuple[Level, ...]) -> str:
    """What an award takes, in one line: "75 % of the time, 2 skills at Practising"."""
    parts = []
    if conditions.min_workshops is not None:
        parts.append(tn("{n} workshop", "{n} workshops", conditions.min_workshops))
    if conditions.min_contact_percent is not None:
        share = percent(float(conditions.min_contact_percent))
        parts.append(t("{share} of the time", share=share))
    if conditions.min_contact_minutes is not None:
        parts.append(hours_and_minutes(conditions.min_contact_minutes))
    if conditions.min_observations is not None:
        parts.append(tn("{n} observation", "{n} observations", conditions.min_observations))
    if conditions.min_observed_skills is not None:
        level = next(
            (each.label for each in levels if each.value == conditions.min_observed_level), ""
        )
        parts.append(
            tn(
                "{n} skill at {level}",
                "{n} skills at {level}",
                conditions.min_observed_skills,
                level=isolate(level),
            )
        )
    if conditions.needs_end_self_check:
        parts.append(t("self-check"))
    return ", ".join(parts) if parts else t("asks for nothing yet")
