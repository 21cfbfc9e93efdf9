"""Beside the preview: how much comes in, how long it takes, and what a person may decide."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from facilitator.exchange.plan_cells import written_time
from facilitator.exchange.plan_table_rows import PlanImportPlan
from facilitator.planning.model import ActivityKind, Agenda
from ui.planning.plan_import_rows import PreviewRow, end_of_day, unknown_kinds
from ui.planning.plan_import_words import note_words
from ui.planning.plan_words import duration, kind_word
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.cards import Note
from ui.widgets.emptied import emptied
from ui.widgets.fields import Choice
from ui.widgets.labels import TextLabel, line
from ui.widgets.side_panel import SidePanel
from ui.widgets.toggles import RadioMark, Switch, TickBox
from ui.words import isolate, locale, t, tn

WIDTH = 340
_ABOUT_START = "starts-elsewhere"
_QUIET = {"columns-remembered", _ABOUT_START}


class ImportPanel(SidePanel):
    """Shows a plan and takes decisions.

    Signals:
        leave_out_chosen(bool), start_chosen(bool), replace_chosen(bool): what the switches say.
        kind_chosen(str, object): a word of the table is this `ActivityKind`.
    """

    leave_out_chosen = Signal(bool)
    start_chosen = Signal(bool)
    replace_chosen = Signal(bool)
    kind_chosen = Signal(str, object)

    def __init__(self, theme: Theme, file_name: str) -> None:
        super().__init__(theme, isolate(file_name), width=WIDTH, name="plan_import_panel")
        self._theme = theme
        self._build_counts()
        self._remembered = Note(theme, t("The columns were read as the last time."), tone="info")
        self.add(self._remembered)
        self._asks = QVBoxLayout()
        self._asks.setSpacing(8)
        self.add(_boxed(self._asks))
        self._build_decisions()
        self._kinds = QVBoxLayout()
        self._kinds.setSpacing(8)
        self._kinds_part = _boxed(self._kinds)
        self.add(self._kinds_part)
        self.add_section(t("Noticed"))
        self._noticed = TextLabel(theme, "", Type.CAPTION, color="text-2", wrap=True)
        self.add(self._noticed)
        self.add_section(t("The chosen row"))
        self._row = TextLabel(theme, "", color="text-2", wrap=True)
        self.add(self._row)
        self.show_row(None)

    def show_plan(self, plan: PlanImportPlan, agenda: Agenda, *, replace: bool) -> None:
        """Say what the plan would do."""
        counts = {"in": plan.activities, "no": len(plan.rejected), "out": len(plan.ignored)}
        for key, number in counts.items():
            self._numbers[key].setText(locale().toString(number))
        self._show_time(plan, agenda, replace=replace)
        self._remembered.setVisible(any(n.code == "columns-remembered" for n in plan.notes))
        emptied(self._asks)
        for question in plan.questions:
            note = Note(self._theme, _question_words(question.code), tone="warn")
            note.label.setObjectName(f"question_{question.code}")
            self._asks.addWidget(note)
        self._show_decisions(plan, agenda, replace=replace)
        self._show_kinds(plan)
        said = [note_words(note) for note in plan.notes if not note.row and note.code not in _QUIET]
        self._noticed.setText("\n".join(said) or t("Nothing unusual."))

    def show_row(self, row: PreviewRow | None) -> None:
        """Say everything about one row."""
        if row is None:
            self._row.setText(t("Choose a row to read what happens to it."))
            return
        self._row.setText(t("Row {n}: {what}", n=row.number, what=row.what))

    # Building -------------------------------------------------------------------------------------

    def _build_counts(self) -> None:
        counts = QWidget()
        row = QHBoxLayout(counts)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._numbers: dict[str, TextLabel] = {}
        for key, words, color in (
            ("in", t("come in"), "ok"),
            ("no", t("cannot"), "danger"),
            ("out", t("left out"), "text-2"),
        ):
            box = QVBoxLayout()
            box.setSpacing(0)
            number = TextLabel(self._theme, "0", Type.TITLE, color=color, tabular=True)
            number.setObjectName(f"count_{key}")
            box.addWidget(number)
            box.addWidget(TextLabel(self._theme, words, Type.CAPTION, color="text-2"))
            row.addLayout(box, 1)
            self._numbers[key] = number
        self.add(counts)
        self._time = TextLabel(self._theme, "", Type.BODY, weight=500, wrap=True)
        self._time.setObjectName("import_time")
        self.add(self._time)

    def _build_decisions(self) -> None:
        self.add_section(t("Where it goes"))
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(4, 0, 4, 0)
        column.setSpacing(4)
        group = QButtonGroup(box)
        self._behind = RadioMark(self._theme, t("Behind what is there"), name="import_behind")
        self._instead = RadioMark(self._theme, t("In the place of what is there"),
                                  name="import_instead")  # fmt: skip
        for mark in (self._behind, self._instead):
            group.addButton(mark)
            column.addWidget(mark)
        self._place = box
        self.add(box)
        self._behind.clicked.connect(lambda: self.replace_chosen.emit(False))
        self._instead.clicked.connect(lambda: self.replace_chosen.emit(True))
        self._start = Switch(self._theme, "", name="start_with_table")
        self._start.toggled.connect(self.start_chosen)
        self.add(self._start)
        self._leave_out = TickBox(self._theme, "", name="leave_out_rejected")
        self._leave_out.toggled.connect(self.leave_out_chosen)
        self.add(self._leave_out)

    # Showing --------------------------------------------------------------------------------------

    def _show_time(self, plan: PlanImportPlan, agenda: Agenda, *, replace: bool) -> None:
        if not plan.rows:
            self._time.setText("")
            return
        end = written_time(end_of_day(plan, agenda, replace=replace))
        self._time.setText(
            t("{length} in all, the day ends {end}", length=duration(plan.seconds), end=end)
        )

    def _show_decisions(self, plan: PlanImportPlan, agenda: Agenda, *, replace: bool) -> None:
        there = len(agenda.activities)
        self._place.setVisible(there > 0)
        self._instead.setText(
            tn(
                "In the place of the {n} activity there is",
                "In the place of the {n} activities there are",
                there,
            )
        )
        self._instead.setAccessibleName(self._instead.text())
        for mark, on in ((self._behind, not replace), (self._instead, replace)):
            with QSignalBlocker(mark):
                mark.setChecked(on)
        starts = next((note for note in plan.notes if note.code == _ABOUT_START), None)
        wanted = plan.answers.start_with_table
        can_start = (starts is not None or wanted) and (replace or not there)
        self._start.setVisible(can_start)
        if can_start and plan.starts_at is not None:
            time = written_time(plan.starts_at)
            self._start.setText(t("Start at {time}, as the table says", time=time))
            self._start.setAccessibleName(self._start.text())
            with QSignalBlocker(self._start):
                self._start.setChecked(wanted)
        rejected = len(plan.rejected)
        self._leave_out.setVisible(rejected > 0)
        self._leave_out.setText(
            tn(
                "Leave out the {n} row that cannot come in",
                "Leave out the {n} rows that cannot come in",
                rejected,
            )
        )
        self._leave_out.setAccessibleName(self._leave_out.text())
        with QSignalBlocker(self._leave_out):
            self._leave_out.setChecked(plan.answers.leave_out_rejected)

    def _show_kinds(self, plan: PlanImportPlan) -> None:
        asked: Mapping[str, str] = {
            **{word: kind.value for word, kind in plan.answers.kinds.items()},
            **unknown_kinds(plan),
        }
        emptied(self._kinds)
        self._kinds_part.setVisible(bool(asked))
        self._kinds.addWidget(line("hair"))
        heading = t("Words for kinds")
        self._kinds.addWidget(TextLabel(self._theme, heading, Type.LABEL, color="text-3"))
        for word, kind in asked.items():
            self._kinds.addWidget(self._kind_row(word, kind))

    def _kind_row(self, word: str, kind: str) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        label = TextLabel(self._theme, isolate(word), elide=True)
        row.addWidget(label, 1)
        choice = Choice(self._theme, name="kind_of_word")
        choice.setAccessibleName(t("Kind of {word}", word=isolate(word)))
        for each in ActivityKind:
            choice.addItem(kind_word(each.value), each)
        choice.setCurrentIndex(choice.findData(ActivityKind(kind)))
        choice.activated.connect(
            # Qt keeps an enumeration of texts as a plain text.
            lambda at: self.kind_chosen.emit(word, ActivityKind(choice.itemData(at)))
        )
        row.addWidget(choice)
        return box


def _question_words(code: str) -> str:
    known = {
        "columns-unclear": t(
            "Which column is the title, and which the minutes or the start? Choose above the"
            " columns."
        ),
    }
    return known[code]


def _boxed(inner: QVBoxLayout) -> QWidget:
    box = QWidget()
    box.setLayout(inner)
    inner.setContentsMargins(0, 0, 0, 0)
    return box
