"""What was seen of the skills in a programme, and how people rated themselves before and after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QTableView, QVBoxLayout, QWidget
from typing_extensions import override

from facilitator.skills.model import Framework
from facilitator.skills.progress import SkillUplift
from ui.programmes.grid_view import GridHeader
from ui.programmes.programme_tab import ProgrammeTab
from ui.programmes.skills_map import PersonLevels, SkillsMapDelegate, SkillsMapModel
from ui.shell.route import Route
from ui.shell.shell import Shell
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.bars import ChangeBar
from ui.widgets.cards import SectionHeading
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import TextLabel
from ui.widgets.side_panel import SidePanel
from ui.widgets.status_line import KeyHint
from ui.words import t, tn


@dataclass(frozen=True)
class _Shown:
    framework: Framework
    people: tuple[PersonLevels, ...]
    uplift: tuple[SkillUplift, ...]
    sheets_in: int


class SkillsTab(ProgrammeTab):
    """Heat map of levels seen, and counts of higher, same and lower self-ratings."""

    shows = frozenset({"observation", "self_check", "skill", "enrolment", "participant"})

    def __init__(self, shell: Shell, route: Route) -> None:
        super().__init__(shell, route)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        main = QVBoxLayout()
        main.setContentsMargins(24, 16, 24, 16)
        main.setSpacing(12)
        self._heading = SectionHeading(
            self.theme, t("Seen by facilitators"), aside=t("Highest level seen of each skill")
        )
        main.addWidget(self._heading)
        self._model = SkillsMapModel()
        self._view = QTableView()
        self._view.setObjectName("skills_map")
        self._view.setAccessibleName(t("Skills seen"))
        self._view.setProperty("framed", "true")
        self._view.setShowGrid(False)
        self._view.setTabKeyNavigation(False)
        self._view.setSelectionMode(QTableView.SelectionMode.NoSelection)
        self._view.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self._view.verticalHeader().hide()
        self._view.setHorizontalHeader(GridHeader(self.theme, self._view))
        self._view.setModel(self._model)
        self._view.setItemDelegate(SkillsMapDelegate(self.theme, self._view))
        self._view.doubleClicked.connect(
            lambda index: self.shell.go(
                Route("person", (self._model.person(index.row()).participant_id,))
            )
        )
        main.addWidget(self._view, 1)
        self._empty = EmptyState(
            self.theme,
            t("Nothing has been observed yet"),
            t(
                "During a workshop, open Observe: who, which skill, which level, a few words. "
                "It takes five keys."
            ),
            icon="eye",
        )
        self._empty.hide()
        main.addWidget(self._empty, 1)
        row.addLayout(main, 1)
        self._panel = SidePanel(self.theme, t("Self-ratings"), width=356)
        self._changes = _Changes(self.theme)
        self._panel.add(self._changes)
        self._caveat = TextLabel(self.theme, "", Type.CAPTION, color="text-2", wrap=True)
        self._panel.add(self._caveat)
        row.addWidget(self._panel)
        self.theme.changed.connect(self._measure)

    @override
    def keys(self) -> Sequence[KeyHint]:
        return (KeyHint("Ctrl+K", t("do anything")),)

    @override
    def first_focus(self) -> QWidget:
        return self._view

    @override
    async def show_programme(self) -> None:
        programme_id = self.programme_id

        def read(wb):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202 - the open workbook
            evidence = wb.skills.evidence(programme_id)
            notes = Counter(
                each.participant_id for each in wb.skills.observations(programme_id=programme_id)
            )
            people = tuple(
                PersonLevels(
                    row.participant_id,
                    row.name,
                    dict(evidence[row.participant_id].skill_levels)
                    if row.participant_id in evidence
                    else {},
                    notes[row.participant_id],
                )
                for row in wb.people.roster(programme_id)
            )
            sheets = [
                sheet for sheet in wb.skills.self_checks(programme_id) if sheet.occasion == "end"
            ]
            return _Shown(
                wb.skills.framework(), people, wb.skills.uplift(programme_id), len(sheets)
            )

        self._show(await self.session.ask(read))

    def _show(self, shown: _Shown) -> None:
        labels = {level.value: level.label for level in shown.framework.levels}
        skills = tuple((skill.key, skill.title) for skill in shown.framework.skills)
        self._model.show_levels(skills, labels, shown.people)
        seen = sum(1 for person in shown.people if person.notes)
        some = any(person.notes for person in shown.people)
        self._heading.set_count(t("{n} of {all} people", n=seen, all=len(shown.people)))
        self._heading.setVisible(some)
        self._view.setVisible(some)
        self._empty.setVisible(not some)
        self._changes.show_changes(shown.uplift)
        self._panel.setVisible(bool(shown.sheets_in))
        self._caveat.setText(
            t(
                "Self-ratings of {n} of {all} participants; people who left early are not "
                "included; levels are not test results.",
                n=shown.sheets_in,
                all=len(shown.people),
            )
        )
        self._measure()

    def _measure(self) -> None:
        theme = self.theme
        self._view.verticalHeader().setDefaultSectionSize(theme.row_height("row-dense"))
        header = self._view.horizontalHeader()
        last = self._model.columnCount() - 1
        for column in range(self._model.columnCount()):
            mode = QHeaderView.ResizeMode
            if column in {0, last}:
                header.setSectionResizeMode(column, mode.Interactive)
                header.resizeSection(column, theme.px(210 if column == 0 else 80))
            else:
                header.setSectionResizeMode(column, mode.Stretch)


class _Changes(QWidget):
    """For each skill: bars of how many rated themselves higher, the same and lower, as counts."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(14)
        self._parts: list[QWidget] = []

    def show_changes(self, uplift: Sequence[SkillUplift]) -> None:
        for old in self._parts:
            self._column.removeWidget(old)
            old.deleteLater()
        self._parts = [self._part(each) for each in uplift]
        for part in self._parts:
            self._column.addWidget(part)

    def _part(self, uplift: SkillUplift) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addWidget(TextLabel(self._theme, uplift.skill_title, Type.BODY, weight=600))
        comparisons = (
            (t("Then and now, last day"), uplift.then_to_now),
            (t("First day to last day"), uplift.start_to_now),
        )
        for words, change in comparisons:
            if change.pairs:
                head = tn("{words}: {n} pair", "{words}: {n} pairs", change.pairs, words=words)
                column.addWidget(TextLabel(self._theme, head, Type.CAPTION, color="text-2"))
                column.addWidget(ChangeBar(self._theme, change, change.pairs))
        return part
