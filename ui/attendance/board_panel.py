"""Beside the list: who is here as a disc, heads without a name, the last marks, needs on a key."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from facilitator.attendance.model import Board, Mark
from facilitator.people.model import NeedKind, NeedRow
from ui.attendance.desk_words import DeskWords
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.buttons import Button, IconButton
from ui.widgets.disc import DiscWidget
from ui.widgets.labels import IconLabel, TextLabel, line
from ui.widgets.side_panel import SidePanel
from ui.words import t, tn

_MARKS_SHOWN = 4
_NEED_ICONS = {
    NeedKind.ACCESS: "accessibility",
    NeedKind.ALLERGY: "triangle-alert",
    NeedKind.MINOR: "shield-check",
}


class BoardPanel(SidePanel):
    """The live board of the desk.

    Signals:
        undo_requested: the newest mark is to be taken back.
        heads_changed(int): so many people without a name are here.
        needs_toggled: needs are to be shown, or hidden again.
    """

    undo_requested = Signal()
    heads_changed = Signal(int)
    needs_toggled = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, width=316, name=t("Who is here"))
        self._look = theme
        self._heads_now = 0
        self.column.setSpacing(12)
        self.column.setContentsMargins(20, 18, 20, 16)
        self._build_disc()
        self.add(line("hair"))
        self._build_figures()
        self.add(line("hair"))
        self._build_heads()
        self.add_section(t("Last marks"))
        self._marks_box = QWidget()
        self._marks = QVBoxLayout(self._marks_box)
        self._marks.setContentsMargins(0, 0, 0, 0)
        self._marks.setSpacing(6)
        self.add(self._marks_box)
        self._build_needs()

    def show_board(self, board: Board, heads: int) -> None:
        """Show the figures."""
        places = board.capacity or board.enrolled
        here = board.here + board.anonymous
        self._here.setText(str(here))
        if board.capacity:
            words = tn("here, of {n} place", "here, of {n} places", places)
        else:
            words = tn("here, of {n} enrolled", "here, of {n} enrolled", places)
        self._of.setText(words)
        over = bool(board.capacity) and here > places
        self._full.setText(
            tn("{n} more than there is room for", "{n} more than there is room for", here - places)
            if over
            else ""
        )
        self._full.setVisible(over)
        self._disc.set_part(min(here / places, 1.0) if places else 0.0)
        self._disc.set_look(fill="disc-warn" if over else "disc-fill")
        self._disc.setAccessibleName(f"{here} {words}")
        figures = (board.not_yet, board.apologies, board.gone, board.absent)
        for label, figure in zip(self._figures, figures, strict=True):
            label.setText(str(figure))
        for widget in self._absent:
            widget.setVisible(board.absent > 0)
        self._heads_now = heads
        self._heads.setText(str(heads))
        self._fewer.setEnabled(heads > 0 and self._writable)

    def show_marks(self, marks: Sequence[Mark], words: DeskWords) -> None:
        """Show the newest marks, the newest first with Undo."""
        _empty(self._marks)
        if not marks:
            hint = TextLabel(
                self._look, t("Nobody is marked yet."), Type.CAPTION, color="text-3", wrap=True
            )
            self._marks.addWidget(hint)
        for number, mark in enumerate(marks[:_MARKS_SHOWN]):
            self._marks.addWidget(self._mark_row(mark, words, newest=number == 0))

    def show_needs(self, needs: Sequence[NeedRow] | None) -> None:
        """Show needs, or hide them with None."""
        _empty(self._needs)
        hidden = needs is None
        self._eye.set_icon("eye" if hidden else "eye-off")
        self._eye.set_words(t("Show") if hidden else t("Hide"))
        if needs is None:
            words = t("Hidden, as others may look on.")
            self._needs.addWidget(
                TextLabel(self._look, words, Type.CAPTION, color="text-3", wrap=True)
            )
            return
        if not needs:
            words = t("Nothing to know of those here.")
            self._needs.addWidget(
                TextLabel(self._look, words, Type.CAPTION, color="text-3", wrap=True)
            )
        for need in needs:
            self._needs.addWidget(self._need_row(need))
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 4, 0, 0)
        foot.setSpacing(6)
        foot.addWidget(IconLabel(self._look, "eye-off", color="text-3", size=14))
        foot.addWidget(
            TextLabel(self._look, t("Never on the room display"), Type.CAPTION, color="text-3"), 1
        )
        box = QWidget()
        box.setLayout(foot)
        self._needs.addWidget(box)

    def set_writable(self, *, writable: bool) -> None:
        """Whether marks can be made at all."""
        self._writable = writable
        self._more.setEnabled(writable)
        self._fewer.setEnabled(writable and self._heads_now > 0)

    # --------------------------------------------------------------------------------- private

    def _build_disc(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(18)
        self._disc = DiscWidget(self._look, size=88, ground="surface", name="here_disc")
        row.addWidget(self._disc)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        self._here = TextLabel(self._look, "", Type.FIGURE, tabular=True)
        self._here.setObjectName("here_figure")
        self._of = TextLabel(self._look, "", color="text-2", wrap=True)
        self._full = TextLabel(self._look, "", Type.CAPTION, color="warn", wrap=True)
        for label in (self._here, self._of, self._full):
            words.addWidget(label)
        words.addStretch(1)
        row.addLayout(words, 1)
        box = QWidget()
        row.setContentsMargins(0, 0, 0, 0)
        box.setLayout(row)
        self.add(box)

    def _build_figures(self) -> None:
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(0)
        grid.setHorizontalSpacing(10)
        self._figures: list[TextLabel] = []
        names = (
            ("not_yet_figure", t("not yet")),
            ("apologies_figure", t("apologies")),
            ("gone_figure", t("gone home")),
            ("absent_figure", t("absent")),
        )
        for column, (name, words) in enumerate(names):
            figure = TextLabel(self._look, "0", Type.TITLE, tabular=True)
            figure.setObjectName(name)
            self._figures.append(figure)
            grid.addWidget(figure, 0, column)
            label = TextLabel(self._look, words, Type.CAPTION, color="text-2")
            grid.addWidget(label, 1, column)
            self._absent = (figure, label)
        grid.setColumnStretch(len(names), 1)
        self.add(box)

    def _build_heads(self) -> None:
        self._writable = True
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        label = TextLabel(self._look, t("Heads without a name"), wrap=True)
        row.addWidget(label, 1)
        self._fewer = IconButton(
            self._look, "minus", t("One head fewer"), role="", size="small", name="fewer_heads"
        )
        self._heads = TextLabel(self._look, "0", Type.BODY_STRONG, tabular=True)
        self._heads.setObjectName("heads_figure")
        self._heads.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._heads.setMinimumWidth(self._look.px(28))
        self._more = IconButton(
            self._look, "plus", t("One head more"), role="", size="small", name="more_heads"
        )
        row.addWidget(self._fewer)
        row.addWidget(self._heads)
        row.addWidget(self._more)
        self._fewer.clicked.connect(lambda _checked=False: self._count(-1))
        self._more.clicked.connect(lambda _checked=False: self._count(1))
        self.add(box)

    def _build_needs(self) -> None:
        self.add(line("hair"))
        head = QWidget()
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(
            TextLabel(self._look, t("Needs of those here"), Type.LABEL, color="text-3"), 1
        )
        self._eye = Button(
            self._look,
            t("Show"),
            role="quiet",
            size="small",
            icon="eye",
            keys="F6",
            name="show_needs",
        )
        self._eye.clicked.connect(lambda _checked=False: self.needs_toggled.emit())
        row.addWidget(self._eye)
        self.add(head)
        box = QWidget()
        box.setObjectName("needs_list")
        self._needs = QVBoxLayout(box)
        self._needs.setContentsMargins(0, 0, 0, 0)
        self._needs.setSpacing(8)
        self.add(box)

    def _mark_row(self, mark: Mark, words: DeskWords, *, newest: bool) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        gone = bool(mark.left_local) and words.in_room(mark.status_key)
        time = mark.left_local if gone else mark.arrived_local
        shown = time or words.status(mark.status_key)
        row.addWidget(TextLabel(self._look, shown, Type.CAPTION, color="text-2", tabular=True))
        row.addWidget(TextLabel(self._look, mark.name, elide=True), 1)
        if newest and self._writable:
            undo = Button(self._look, t("Undo"), role="link", name="undo_last_mark")
            undo.clicked.connect(lambda _checked=False: self.undo_requested.emit())
            row.addWidget(undo)
        return box

    def _need_row(self, need: NeedRow) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(IconLabel(self._look, _NEED_ICONS[need.kind], size=16), 0, top)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(TextLabel(self._look, need.name, Type.BODY, elide=True))
        text = need.text
        if need.kind is NeedKind.MINOR:
            text = t("Under 18. Guardians: {names}", names=text) if text else t("Under 18")
        words.addWidget(TextLabel(self._look, text, Type.CAPTION, color="text-2", wrap=True))
        row.addLayout(words, 1)
        return box

    def _count(self, by: int) -> None:
        # Shown at once: somebody clicks as often as people come in.
        self._heads_now = max(0, self._heads_now + by)
        self._heads.setText(str(self._heads_now))
        self._fewer.setEnabled(self._heads_now > 0)
        self.heads_changed.emit(self._heads_now)


def _empty(column: QVBoxLayout) -> None:
    while column.count():
        item = column.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
