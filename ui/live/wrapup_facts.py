"""What happened, on the Wrap-up tab: who came, planned against actual, notes, usual times.

It shows what it is given and asks for the rest; the screen reads and writes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from facilitator.attendance.model import Desk
from facilitator.live.learned import Usual
from facilitator.live.model import ActivityStatus, RunNote
from facilitator.live.summary import RunSummary, SummaryRow
from facilitator.planning.model import Agenda
from ui.attendance.desk_words import DeskWords
from ui.live.run_words import signed_minutes, whole_minutes
from ui.planning.plan_words import clock_text, minutes_of
from ui.planning.usual_words import usual_sentence
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.buttons import Button
from ui.widgets.cards import SectionHeading
from ui.widgets.labels import IconLabel, TextLabel
from ui.widgets.rows import RowsModel, RowsView, RowWords
from ui.widgets.tables import Cell, Column, TableModel, TableView
from ui.words import isolate, t, tn

_USUAL_SHOWN = 2


@dataclass(frozen=True)
class WrapUpFacts:
    """What the workbook knows of a workshop that is over, or nearly."""

    agenda: Agenda
    desk: Desk
    summary: RunSummary | None
    notes: Sequence[RunNote]
    usual: Mapping[str, Usual]
    words: DeskWords


@dataclass(frozen=True, slots=True)
class WrapLine:
    """One activity: planned, and what became of it if the workshop was run."""

    title: str
    kind: str
    start: str
    planned_seconds: int
    actual: SummaryRow | None


class WrapUpPanel(QWidget):
    """The left half of the tab.

    Signals:
        report_requested, reopen_requested: a button was pressed.
        usual_adopted(str, int): an activity is to be planned with so many seconds.
        next_time_written(str): something to change next time.
    """

    report_requested = Signal()
    reopen_requested = Signal()
    usual_adopted = Signal(str, int)
    next_time_written = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._zone = ZoneInfo("UTC")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(10)
        column.addLayout(self._build_figures())
        self._unmarked = TextLabel(theme, "", Type.CAPTION, color="warn", wrap=True)
        column.addWidget(self._unmarked)
        self._build_times(column)
        self._build_usual(column)
        self._build_notes(column)

    def show_facts(self, facts: WrapUpFacts, *, writable: bool) -> None:
        """Show what is known."""
        self._zone = ZoneInfo(facts.agenda.workshop.time_zone)
        self._show_people(facts)
        self._show_times(facts, writable=writable)
        self._show_usual(facts, writable=writable)
        self.notes.set_rows(list(facts.notes))
        self._notes_heading.set_count(str(len(facts.notes)) if facts.notes else "")
        self._no_notes.setVisible(not facts.notes)
        self.notes_view.setVisible(bool(facts.notes))
        self._next_time.setEnabled(writable)

    def next_time_kept(self) -> None:
        """What was written for next time is on disk."""
        self._next_time.clear()

    # Showing -------------------------------------------------------------------------------------

    def _show_people(self, facts: WrapUpFacts) -> None:
        rows, board = facts.desk.rows, facts.desk.board
        came = sum(1 for row in rows if facts.words.in_room(row.status_key))
        figures = (
            (str(came), t("came, of {n} expected", n=len(rows))),
            (str(board.apologies), t("apologies")),
            (str(board.absent), t("absent")),
            (str(board.not_yet), t("not marked")),
            (str(board.anonymous), t("without a name")),
        )
        for (figure, label), (number, words) in zip(self._figures, figures, strict=True):
            figure.setText(number)
            label.setText(words)
            # The first three always; of the others, what there is to see to.
            shown = number != "0" or (figure, label) in self._figures[:3]
            figure.setVisible(shown)
            label.setVisible(shown)
        self._unmarked.setVisible(board.not_yet > 0 and came > 0)
        self._unmarked.setText(
            tn(
                "{n} person has no mark yet. Check-in can still be completed.",
                "{n} people have no mark yet. Check-in can still be completed.",
                board.not_yet,
            )
        )

    def _show_times(self, facts: WrapUpFacts, *, writable: bool) -> None:
        summary = facts.summary
        actual = {row.activity_id: row for row in summary.rows} if summary else {}
        slots = {slot.activity_id: slot for slot in facts.agenda.schedule.rows}
        lines = [
            WrapLine(
                each.title,
                each.kind.value,
                clock_text(slots[each.id].start),
                each.planned_seconds,
                actual.get(each.id),
            )
            for each in facts.agenda.activities
        ]
        # An activity that was run and is no longer planned still took its time.
        planned = {each.id for each in facts.agenda.activities}
        lines += [
            WrapLine(row.title, row.kind, "", row.planned_seconds, row)
            for row in actual.values()
            if row.activity_id not in planned
        ]
        self.times.set_rows(lines)
        self._times_heading.set_aside(_sum_words(summary))
        self._run_words.setText(_course_words(summary, self._zone))
        self._run_words.setVisible(summary is not None)
        finished = summary is not None and summary.finished_at is not None
        self._report.setVisible(summary is not None)
        self._reopen.setVisible(finished)
        self._reopen.setEnabled(writable)

    def _show_usual(self, facts: WrapUpFacts, *, writable: bool) -> None:
        titles = {each.id: each.title for each in facts.agenda.activities}
        differing = [
            (key, usual) for key, usual in facts.usual.items() if usual.differs and key in titles
        ]
        self._usual_part.setVisible(bool(differing))
        for number, (row, words, button) in enumerate(self._usual_rows):
            row.setVisible(number < len(differing))
            if number >= len(differing):
                continue
            key, usual = differing[number]
            words.setText(
                t("{title}: {said}", title=isolate(titles[key]), said=usual_sentence(usual))
            )
            button.set_words(
                t("Plan {minutes} from now on", minutes=minutes_of(usual.usual_seconds))
            )
            button.setVisible(writable)
            button.setProperty("activity", (key, usual.usual_seconds))

    # Building ------------------------------------------------------------------------------------

    def _build_figures(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(28)
        self._figures: list[tuple[TextLabel, TextLabel]] = []
        for number in range(5):
            box = QVBoxLayout()
            box.setSpacing(0)
            step = Type.FIGURE if number == 0 else Type.TITLE
            figure = TextLabel(self._theme, "", step, tabular=True)
            figure.setObjectName(f"wrap_up_figure_{number}")
            label = TextLabel(self._theme, "", Type.CAPTION, color="text-2")
            box.addStretch(1)
            box.addWidget(figure)
            box.addWidget(label)
            row.addLayout(box)
            self._figures.append((figure, label))
        row.addStretch(1)
        return row

    def _build_times(self, column: QVBoxLayout) -> None:
        theme = self._theme
        self._times_heading = SectionHeading(theme, t("Planned and actual"))
        column.addWidget(self._times_heading)
        course = QHBoxLayout()
        course.setSpacing(8)
        self._run_words = TextLabel(theme, "", color="text-2", wrap=True)
        self._run_words.setObjectName("wrap_up_course")
        course.addWidget(self._run_words, 1)
        self._report = Button(
            theme, t("Session report"), size="small", icon="file-text", name="session_report"
        )
        self._report.clicked.connect(self.report_requested)
        self._reopen = Button(
            theme,
            t("Reopen the run"),
            role="quiet",
            size="small",
            icon="rotate-ccw",
            name="reopen_run",
        )
        self._reopen.clicked.connect(self.reopen_requested)
        course.addWidget(self._report, 0, Qt.AlignmentFlag.AlignTop)
        course.addWidget(self._reopen, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(course)
        self.times: TableModel[WrapLine] = TableModel(
            (
                Column(t("Start"), self._start_of, width=64),
                Column(t("Activity"), _title),
                Column(
                    t("Planned"),
                    lambda each: str(whole_minutes(each.planned_seconds)),
                    width=72,
                    figures=True,
                ),
                Column(t("Took"), _took, width=64, figures=True),
                Column(t("Difference"), _difference, width=88, figures=True),
            ),
            self,
        )
        table = TableView(
            theme,
            name="planned_and_actual",
            title=t("Planned and actual"),
            height="row-dense",
            framed=True,
        )
        table.setMinimumHeight(theme.px(180))
        table.set_table_model(self.times)
        column.addWidget(table, 3)

    def _build_usual(self, column: QVBoxLayout) -> None:
        self._usual_part = QWidget()
        part = QVBoxLayout(self._usual_part)
        part.setContentsMargins(0, 0, 0, 0)
        part.setSpacing(2)
        self._usual_rows: list[tuple[QWidget, TextLabel, Button]] = []
        for number in range(_USUAL_SHOWN):
            row = QWidget()
            box = QHBoxLayout(row)
            box.setContentsMargins(0, 0, 0, 0)
            box.setSpacing(6)
            box.addWidget(IconLabel(self._theme, "history", color="info", size=14))
            words = TextLabel(self._theme, "", Type.CAPTION, color="text-2", elide=True)
            words.setObjectName(f"wrap_up_usual_{number}")
            box.addWidget(words, 1)
            button = Button(self._theme, "", role="link", name=f"wrap_up_adopt_{number}")
            button.clicked.connect(
                lambda _=False, each=button: self.usual_adopted.emit(*each.property("activity"))
            )
            box.addWidget(button)
            part.addWidget(row)
            self._usual_rows.append((row, words, button))
        column.addWidget(self._usual_part)

    def _build_notes(self, column: QVBoxLayout) -> None:
        theme = self._theme
        self._notes_heading = SectionHeading(theme, t("Notes of the run"))
        column.addWidget(self._notes_heading)
        self._no_notes = TextLabel(
            theme,
            t("Nothing was noted while the workshop ran."),
            Type.CAPTION,
            color="text-3",
            wrap=True,
        )
        column.addWidget(self._no_notes)
        self.notes: RowsModel[RunNote] = RowsModel(self._words_of_note)
        self.notes_view = RowsView(
            theme, name="notes_of_the_run", title=t("Notes of the run"), framed=True
        )
        self.notes_view.set_rows_model(self.notes)
        column.addWidget(self.notes_view, 1)
        self._next_time = QLineEdit()
        self._next_time.setObjectName("wrap_up_next_time")
        self._next_time.setAccessibleName(t("One more thing to change next time"))
        self._next_time.setPlaceholderText(t("One more thing to change next time, then Enter"))
        self._next_time.setMaxLength(2000)
        self._next_time.returnPressed.connect(self._write_next_time)
        column.addWidget(self._next_time)

    def _write_next_time(self) -> None:
        text = self._next_time.text().strip()
        if text:
            self.next_time_written.emit(text)

    # Words ---------------------------------------------------------------------------------------

    def _start_of(self, each: WrapLine) -> Cell:
        if each.actual is not None and each.actual.visits:
            return Cell(clock_text(each.actual.visits[0][0].astimezone(self._zone)))
        return Cell(each.start, color="text-3")

    def _words_of_note(self, note: RunNote) -> RowWords:
        time = clock_text(note.noted_at.astimezone(self._zone))
        chip = t("next time") if note.next_time else ""
        return RowWords(
            note.text,
            trailing=time,
            second=note.activity_title,
            chip=chip,
            chip_tone="accent" if chip else "",
            strong=False,
        )


def _began(each: WrapLine) -> bool:
    return each.actual is not None and bool(each.actual.visits)


def _took(each: WrapLine) -> Cell:
    if each.actual is None or not _began(each) or not each.actual.actual_seconds:
        return Cell("")
    return Cell(str(whole_minutes(each.actual.actual_seconds)))


def _difference(each: WrapLine) -> Cell:
    actual = each.actual
    if actual is None or not _began(each) or actual.status is ActivityStatus.CURRENT:
        return Cell("")
    seconds = actual.actual_seconds - actual.planned_seconds
    words = signed_minutes(seconds)
    return Cell(words or "0", color="warn" if whole_minutes(seconds) > 0 else "text-2")


def _title(each: WrapLine) -> Cell:
    states = {
        ActivityStatus.SKIPPED: t("skipped"),
        ActivityStatus.LEFT_OUT: t("left out"),
        ActivityStatus.CURRENT: t("on now"),
    }
    found = []
    if each.actual is not None:
        found.append(states.get(each.actual.status, ""))
        found.append(t("out of order") if each.actual.out_of_order else "")
        found.append(t("re-planned") if each.actual.replanned else "")
    quiet = ", ".join(part for part in found if part)
    return Cell(each.title, quiet=quiet, kind=each.kind, strong=True)


def _sum_words(summary: RunSummary | None) -> str:
    if summary is None:
        return t("This workshop was not run with the clock.")
    planned = sum(row.planned_seconds for row in summary.rows)
    took = sum(row.actual_seconds for row in summary.rows)
    return t(
        "{took} min of {planned} planned", took=whole_minutes(took), planned=whole_minutes(planned)
    )


def _course_words(summary: RunSummary | None, zone: ZoneInfo) -> str:
    """When it began and ended, and what happened on the way."""
    if summary is None:
        return ""
    parts = [t("Began at {time}.", time=clock_text(summary.started_at.astimezone(zone)))]
    if summary.finished_at is not None:
        parts.append(t("Ended at {time}.", time=clock_text(summary.finished_at.astimezone(zone))))
    late = whole_minutes(summary.late_end_seconds)
    if summary.finished_at is not None and late:
        words = (
            tn("{n} min after the plan.", "{n} min after the plan.", late)
            if late > 0
            else tn("{n} min before the plan.", "{n} min before the plan.", -late)
        )
        parts.append(words)
    paused = whole_minutes(summary.paused_seconds)
    if paused:
        parts.append(tn("{n} min of pauses.", "{n} min of pauses.", paused))
    if summary.replanned:
        parts.append(tn("Re-planned once.", "Re-planned {n} times.", summary.replanned))
    return " ".join(parts)
