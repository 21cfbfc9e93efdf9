"""The filters of the library: each choice with how many fit it and all the other filters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSlider,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from facilitator.planning.model import ActivityKind
from facilitator.planning.shelf import Facet, Fit, MethodFilter
from ui.planning.plan_words import kind_word
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.buttons import Button
from ui.widgets.fields import Choice
from ui.widgets.forms import pad
from ui.widgets.labels import TextLabel
from ui.widgets.painting import END, draw_line_of_text, mirrored
from ui.widgets.toggles import TickBox, draw_tick
from ui.words import isolate, t, tn

MINUTES = (5, 10, 15, 20, 25, 30, 45, 60, 90)
"""The stops of the slider; behind the last one any length fits."""

ENERGIES = ("low", "medium", "high")
PREPARATIONS = ("none", "some", "lots")
_MOST_HEADS = 500


def energy_word(code: str) -> str:
    """How much energy a method asks for."""
    return {"low": t("Low"), "medium": t("Medium"), "high": t("High")}.get(code, code)


def preparation_word(code: str) -> str:
    """How much has to be prepared."""
    return {"none": t("Nothing"), "some": t("Some"), "lots": t("A lot")}.get(code, code)


class CountedTick(TickBox):
    """A tick with a word at the start and a count at the end of its whole width."""

    def __init__(self, theme: Theme, text: str, *, name: str) -> None:
        super().__init__(theme, text, name=name)
        self._label = text
        self._count = 0
        self.show_count(0)

    def show_count(self, count: int) -> None:
        """Show how many fit this choice."""
        self._count = count
        self.setAccessibleName(t("{choice}, {n}", choice=self._label, n=count))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        figures = self._theme.metrics(Type.CAPTION, tabular=True).horizontalAdvance("0000")
        return QSize(hint.width() + figures + 8, max(hint.height(), self._theme.px(26)))

    @override
    def minimumSizeHint(self) -> QSize:
        # A long name of a skill is cut rather than making the panel wider.
        return QSize(min(self.sizeHint().width(), self._theme.px(120)), self.sizeHint().height())

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            room = self.width() - self.sizeHint().width()
            self.setToolTip(self._label if room < 0 else "")
        return super().event(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme, direction = QPainter(self), self._theme, self.layoutDirection()
        mark, whole = self._mark_size(), self.rect()
        top = (whole.height() - mark.height()) // 2
        spot = QRect(0, top, mark.width(), mark.height())
        draw_tick(
            painter, theme, mirrored(spot, whole, direction), on=self.isChecked(), enabled=True
        )
        figures = theme.metrics(Type.CAPTION, tabular=True).horizontalAdvance("0000")
        # What fits nothing is quiet; it can still be ticked, for a choice of several.
        quiet = not self._count and not self.isChecked()
        words = whole.adjusted(mark.width() + 8, 0, -figures - 4, 0)
        draw_line_of_text(
            painter,
            mirrored(words, whole, direction),
            self._label,
            theme.font(Type.BODY),
            theme.color("text-3" if quiet else "text"),
            direction=direction,
        )
        count = QRect(whole.right() + 1 - figures, 0, figures, whole.height())
        draw_line_of_text(
            painter,
            mirrored(count, whole, direction),
            str(self._count),
            theme.font(Type.CAPTION, tabular=True),
            theme.color("text-3" if quiet else "text-2"),
            align=END,
            direction=direction,
        )


class StopSlider(QSlider):
    """A slider whose wheel changes nothing unless it has the focus: the panel scrolls instead."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._theme = theme
        theme.changed.connect(self._dress)
        self._dress()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._dress()

    def _dress(self) -> None:
        """Fill the side of the smaller numbers; a style sheet knows left and right only."""
        mirrored_now = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        track, accent = (self._theme.color(name).name() for name in ("disc-track", "accent"))
        sheet = (
            f"QSlider::sub-page:horizontal {{ background: {track}; }}"
            f"QSlider::add-page:horizontal {{ background: {accent}; border-radius: 2px; }}"
        )
        self.setStyleSheet(sheet if mirrored_now else "")

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class LibraryFilters(QWidget):
    """The panel.

    Signals:
        changed: a filter is another now; `chosen` says all of them.
    """

    changed = Signal()

    def __init__(self, theme: Theme, *, put_away: bool = False) -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName("library_filters")
        self.setAccessibleName(t("Filter"))
        self._skill_ids: tuple[str, ...] = ()
        self._ticks: dict[Facet, dict[str, CountedTick]] = {}
        self._quiet = False
        self._begin_skill = ""
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._build_head())
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = QWidget()
        body.setProperty("paper", "canvas")
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(16, 2, 16, 16)
        self._column.setSpacing(4)
        self._build_sizes()
        self._skills_at = self._column.count()
        self._add_group(Facet.ENERGY, t("Energy"), [(each, energy_word(each)) for each in ENERGIES])
        self._add_group(
            Facet.PREPARATION,
            t("Preparation"),
            [(each, preparation_word(each)) for each in PREPARATIONS],
        )
        self._add_group(Facet.OWN, t("Whose"), [("own", t("Our own"))])
        self._put_away = CountedTick(theme, t("Put away"), name="filter_put_away")
        self._put_away.clicked.connect(self._tell)
        self._put_away.setVisible(put_away)
        self._column.addWidget(self._put_away)
        self._column.addStretch(1)
        area.setWidget(body)
        outer.addWidget(area, 1)

    # Building ------------------------------------------------------------------------------------

    def _build_head(self) -> QWidget:
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 14, 16, 6)
        words = TextLabel(self._theme, t("Filter"), Type.LABEL, color="text-3")
        row.addWidget(words, 1)
        self._clear = Button(self._theme, t("Clear all"), role="link", name="clear_filters")
        self._clear.clicked.connect(self.clear)
        row.addWidget(self._clear)
        head.setMinimumHeight(self._theme.px(44))
        # Its place stays when there is nothing to clear: nothing below jumps.
        policy = self._clear.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._clear.setSizePolicy(policy)
        return head

    def _build_sizes(self) -> None:
        theme = self._theme
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(TextLabel(theme, t("Minutes"), Type.BODY, weight=500))
        self._upto = TextLabel(theme, "", Type.BODY, color="text-2")
        self._upto.setObjectName("minutes_words")
        row.addWidget(self._upto, 1)
        self._column.addLayout(row)
        self._minutes = StopSlider(theme)
        self._minutes.setObjectName("filter_minutes")
        self._minutes.setAccessibleName(t("Minutes"))
        self._minutes.setRange(0, len(MINUTES))
        self._minutes.setPageStep(1)
        self._minutes.setValue(len(MINUTES))
        self._minutes.setMinimumHeight(theme.px(24))
        self._minutes.valueChanged.connect(self._slid)
        self._column.addWidget(self._minutes)
        self._heads = QSpinBox()
        self._heads.setObjectName("filter_heads")
        self._heads.setAccessibleName(t("Group size"))
        self._heads.setRange(0, _MOST_HEADS)
        self._heads.setSpecialValueText(t("any"))
        self._heads.setKeyboardTracking(True)
        self._heads.valueChanged.connect(self._tell)
        pad(self._heads)
        self._heads.setFixedWidth(theme.px(88))
        theme.changed.connect(lambda: self._heads.setFixedWidth(theme.px(88)))
        sizes = QHBoxLayout()
        sizes.setContentsMargins(0, 6, 0, 4)
        label = TextLabel(theme, t("Group size"), Type.BODY, weight=500)
        label.setBuddy(self._heads)
        sizes.addWidget(label, 1)
        sizes.addWidget(self._heads)
        self._column.addLayout(sizes)
        self._kind = Choice(theme, name="filter_kind")
        self._kind.setAccessibleName(t("Kind"))
        self._kind.setSizeAdjustPolicy(
            Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._kind.setMinimumContentsLength(6)
        self._kind.addItem(t("Any kind"), "")
        for kind in ActivityKind:
            self._kind.addItem(kind_word(kind.value), kind.value)
        self._kind.activated.connect(self._tell)
        kinds = QHBoxLayout()
        kinds.setContentsMargins(0, 4, 0, 4)
        kinds.setSpacing(12)
        kind_label = TextLabel(theme, t("Kind"), Type.BODY, weight=500)
        kind_label.setBuddy(self._kind)
        kinds.addWidget(kind_label)
        kinds.addWidget(self._kind, 1)
        self._column.addLayout(kinds)
        self._say_minutes()

    def _add_group(
        self, facet: Facet, title: str, options: Sequence[tuple[str, str]], at: int = -1
    ) -> None:
        box = QWidget()
        box.setObjectName(f"filter_group_{facet.value}")
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(0)
        column.addWidget(TextLabel(self._theme, title, Type.BODY, weight=500))
        ticks: dict[str, CountedTick] = {}
        for key, words in options:
            tick = CountedTick(self._theme, words, name=f"filter_{facet.value}_{key}")
            tick.clicked.connect(self._tell)
            column.addWidget(tick)
            ticks[key] = tick
        self._ticks[facet] = ticks
        self._column.insertWidget(at, box)

    # What is chosen ------------------------------------------------------------------------------

    def offer_skills(self, skills: Sequence[tuple[str, str]]) -> None:
        """Offer skills, as pairs of id and title; what is ticked stays."""
        keys = tuple(key for key, _ in skills)
        if keys == self._skill_ids:
            return
        self._skill_ids = keys
        old = self.findChild(QWidget, f"filter_group_{Facet.SKILL.value}")
        if old is not None:
            self._column.removeWidget(old)
            old.deleteLater()
        options = [(key, isolate(title)) for key, title in skills]
        self._add_group(Facet.SKILL, t("Skill"), options, self._skills_at)
        self._tick_begun()

    def begin_with(self, kind: str = "", skill_id: str = "") -> None:
        """Begin with methods of one kind, or for one skill (as soon as skills are offered)."""
        self._quiet = True
        self._kind.setCurrentIndex(max(self._kind.findData(kind), 0))
        self._begin_skill = skill_id
        self._tick_begun()
        self._quiet = False

    def _tick_begun(self) -> None:
        tick = self._ticks.get(Facet.SKILL, {}).get(self._begin_skill)
        if tick is not None:
            tick.setChecked(True)
            self._begin_skill = ""

    def expect(self, heads: int) -> None:
        """Begin with so many people; 0 for any."""
        self._quiet = True
        self._heads.setValue(min(heads, _MOST_HEADS))
        self._quiet = False

    def chosen(self) -> MethodFilter:
        """All filters as they stand."""
        kind = str(self._kind.currentData())
        return MethodFilter(
            kinds=(ActivityKind(kind),) if kind else (),
            skill_ids=self._ticked(Facet.SKILL),
            seconds=self._seconds(),
            heads=self._heads.value() or None,
            energies=self._ticked(Facet.ENERGY),
            preparations=self._ticked(Facet.PREPARATION),
            own=True if self._ticked(Facet.OWN) else None,
            archived=self._put_away.isChecked(),
        )

    def loosen(self, facet: Facet) -> None:
        """Take one filter away."""
        self._quiet = True
        if facet is Facet.MINUTES:
            self._minutes.setValue(len(MINUTES))
        elif facet is Facet.HEADS:
            self._heads.setValue(0)
        elif facet is Facet.KIND:
            self._kind.setCurrentIndex(0)
        for tick in self._ticks.get(facet, {}).values():
            tick.setChecked(False)
        self._quiet = False
        self._tell()

    def clear(self) -> None:
        """Take all filters away."""
        self._quiet = True
        self._minutes.setValue(len(MINUTES))
        self._heads.setValue(0)
        self._kind.setCurrentIndex(0)
        for ticks in self._ticks.values():
            for tick in ticks.values():
                tick.setChecked(False)
        self._put_away.setChecked(False)
        self._quiet = False
        self._tell()

    def set_count(self) -> int:
        """How many filters are set."""
        chosen = self.chosen()
        plain = MethodFilter()
        names = ("kinds", "skill_ids", "seconds", "heads", "energies", "preparations", "own")
        many = sum(getattr(chosen, name) != getattr(plain, name) for name in names)
        return many + chosen.archived

    def words_of(self, facet: Facet) -> str:
        """A filter as it stands, in words: ``Minutes up to 15``."""
        if facet is Facet.MINUTES:
            return t("Minutes {span}", span=self._upto.text())
        if facet is Facet.HEADS:
            return tn("Group of {n}", "Group of {n}", self._heads.value())
        if facet is Facet.KIND:
            return self._kind.currentText().partition("\u2002")[0]
        on = [tick.text() for tick in self._ticks.get(facet, {}).values() if tick.isChecked()]
        joined = ", ".join(on).replace("&&", "&")
        if facet is Facet.ENERGY:
            return t("Energy: {choice}", choice=joined)
        if facet is Facet.PREPARATION:
            return t("Preparation: {choice}", choice=joined)
        return joined

    def show_fit(self, fit: Fit) -> None:
        """Show how many fit each choice."""
        for facet, ticks in self._ticks.items():
            counts: Mapping[str, int] = fit.counts[facet]
            for key, tick in ticks.items():
                tick.show_count(counts.get(key, 0))
        kinds = fit.counts[Facet.KIND]
        for place in range(1, self._kind.count()):
            kind = str(self._kind.itemData(place))
            # An en space parts the word from its figure.
            words = f"{kind_word(kind)}\u2002{kinds.get(kind, 0)}"
            if self._kind.itemText(place) != words:
                self._kind.setItemText(place, words)
        self._put_away.show_count(fit.archived)
        many = self.set_count()
        self._clear.set_words(tn("Clear {n}", "Clear {n}", many))
        self._clear.setVisible(many > 0)

    def first_field(self) -> QWidget:
        """Where the key for filters leads."""
        return self._minutes

    # Private -------------------------------------------------------------------------------------

    def _ticked(self, facet: Facet) -> tuple[str, ...]:
        return tuple(key for key, tick in self._ticks.get(facet, {}).items() if tick.isChecked())

    def _seconds(self) -> int | None:
        stop = self._minutes.value()
        return MINUTES[stop] * 60 if stop < len(MINUTES) else None

    def _slid(self, _stop: int) -> None:
        self._say_minutes()
        self._tell()

    def _say_minutes(self) -> None:
        seconds = self._seconds()
        words = t("any") if seconds is None else t("up to {n}", n=seconds // 60)
        self._upto.setText(words)
        self._minutes.setAccessibleDescription(words)

    def _tell(self, *_given: object) -> None:
        if not self._quiet:
            self.changed.emit()
