"""The timeline with its heading, its zoom, and the three ends of the day at its foot."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from facilitator.live.learned import Usual
from facilitator.planning.model import Agenda
from ui.planning.hints_panel import HintsButton
from ui.planning.plan_words import clock_text, contact_words
from ui.planning.timeline import Timeline
from ui.planning.timeline_scale import Fit
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.buttons import IconButton
from ui.widgets.cards import SectionHeading
from ui.widgets.labels import TextLabel, line
from ui.words import t

_WIDTH = 300
_AROUND = 28


class TimelinePane(QFrame):
    """The column beside the table.

    Attributes:
        timeline: the blocks, with all signals.
        hints: opens the hints where they have no room beside the timeline; hidden elsewhere.

    """

    def __init__(
        self,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        now: Callable[[], datetime] | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._agenda: Agenda | None = None
        self.setObjectName("timeline_part")
        self.timeline = Timeline(theme, now=now)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(4)
        column.addLayout(self._build_head())
        column.addWidget(self._build_area(), 1)
        column.addWidget(line("horizontal"))
        column.addLayout(self._build_ends())
        self.timeline.previewed.connect(self._preview)
        self.timeline.pointer_dragged.connect(self._keep_in_view)
        self._measure()
        theme.changed.connect(self._measure)

    def show_agenda(self, agenda: Agenda, usual: Mapping[str, Usual] | None = None) -> None:
        """Show another state of the plan."""
        self._agenda = agenda
        self.timeline.show_agenda(agenda, usual)
        self._contact.setText(contact_words(agenda))
        self._show_ends(agenda)
        self._tell_zoom()

    def choose(self, activity_id: str) -> None:
        """Show which activity is the current one, and bring it into view."""
        self.timeline.choose(activity_id)
        rect = self.timeline.block_rect(activity_id)
        viewport = self._area.viewport()
        if rect.isNull() or viewport is None:
            return
        top = self._area.verticalScrollBar().value()
        # A block that can be seen stays where it is.
        if rect.top() < top or rect.bottom() > top + viewport.height():
            self._area.ensureVisible(rect.center().x(), rect.top(), 0, _AROUND)
            self._area.ensureVisible(rect.center().x(), rect.bottom(), 0, _AROUND)

    # ------------------------------------------------------------------------------- building

    def _build_head(self) -> QVBoxLayout:
        head = QVBoxLayout()
        head.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(2)
        row.addWidget(SectionHeading(self._theme, t("Timeline")), 1)
        self._smaller = IconButton(
            self._theme, "minus", t("Smaller"), size="small", name="timeline_smaller"
        )
        self._larger = IconButton(
            self._theme, "plus", t("Larger"), size="small", name="timeline_larger"
        )
        self._whole = IconButton(
            self._theme, "maximize", t("Whole day"), size="small", name="timeline_whole"
        )
        self._whole.setCheckable(True)
        self._smaller.clicked.connect(lambda _checked=False: self._zoom(-1))
        self._larger.clicked.connect(lambda _checked=False: self._zoom(1))
        self._whole.clicked.connect(lambda checked: self._toggle_whole(checked=checked))
        for button in (self._smaller, self._larger, self._whole):
            row.addWidget(button)
        head.addLayout(row)
        self._contact = TextLabel(self._theme, "", Type.CAPTION, color="text-2", wrap=True)
        self._contact.setObjectName("timeline_contact")
        self.hints = HintsButton(self._theme)
        self.hints.hide()
        below = QHBoxLayout()
        below.addWidget(self._contact, 1)
        below.addWidget(self.hints)
        head.addLayout(below)
        return head

    def _build_area(self) -> QScrollArea:
        area = QScrollArea()
        area.setObjectName("timeline_area")
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self.timeline)
        area.viewport().setAutoFillBackground(False)
        area.viewport().installEventFilter(self)
        self.timeline.setAutoFillBackground(False)
        self._area = area
        return area

    def _build_ends(self) -> QHBoxLayout:
        ends = QHBoxLayout()
        self._ends: list[TextLabel] = []
        names = (
            (t("Longest end"), "longest_end"),
            (t("Planned end"), "planned_end"),
            (t("Shortest end"), "shortest_end"),
        )
        for words, name in names:
            box = QVBoxLayout()
            box.setSpacing(0)
            box.addWidget(TextLabel(self._theme, words, Type.CAPTION, color="text-2", wrap=True))
            figure = TextLabel(self._theme, "", Type.TITLE, tabular=True)
            figure.setObjectName(name)
            box.addWidget(figure)
            self._ends.append(figure)
            ends.addLayout(box)
            if len(self._ends) < len(names):
                ends.addStretch(1)
        return ends

    # --------------------------------------------------------------------------------- living

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.timeline.remeasure()
            self._tell_zoom()
        return super().eventFilter(watched, event)

    def _preview(self, agenda: Agenda | None) -> None:
        shown = agenda or self._agenda
        if shown is not None:
            self._show_ends(shown)

    def _show_ends(self, agenda: Agenda) -> None:
        times = agenda.schedule
        ends = (times.longest_end, times.end, times.shortest_end)
        for label, end in zip(self._ends, ends, strict=True):
            label.setText(clock_text(end))
            over = times.target_end is not None and end > times.target_end
            label.set_color("warn" if over else "text")

    def _keep_in_view(self, point: QPoint) -> None:
        self._area.ensureVisible(point.x(), point.y(), 0, _AROUND)

    def _zoom(self, by: int) -> None:
        self.timeline.zoom(by)
        self._tell_zoom()
        self.choose(self.timeline.chosen)

    def _toggle_whole(self, *, checked: bool) -> None:
        self.timeline.set_fit(Fit.WHOLE if checked else Fit.LEGIBLE)
        self._tell_zoom()
        self.choose(self.timeline.chosen)

    def _tell_zoom(self) -> None:
        self._whole.setChecked(self.timeline.fit is Fit.WHOLE)

    def _measure(self) -> None:
        self.setFixedWidth(self._theme.px(_WIDTH))
