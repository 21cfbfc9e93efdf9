"""What an activity needs: a line a material, with how many of it that makes for those expected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from facilitator.planning.kit import multiplier
from facilitator.planning.model import Activity, Material, MaterialUse
from facilitator.words.names import NAMES
from ui.programmes.choosing import NamedChoice
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.buttons import Button, IconButton
from ui.widgets.fields import Choice
from ui.widgets.forms import pad
from ui.widgets.labels import TextLabel
from ui.widgets.toggles import TickBox
from ui.words import isolate, t, tn

_MOST = 9999
_BY_ROOM = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon


@dataclass(frozen=True, slots=True)
class Need:
    """One line as it stands in the form; `material_id` is None for a label that is new."""

    material_id: str | None
    label: str
    quantity: int
    per: str
    reusable: bool


def total_of(activity: Activity, quantity: int, per: str, heads: int) -> int:
    """How many of a thing an activity needs for so many people."""
    return quantity * multiplier(per, heads, activity.grouping, len(activity.tracks))


def materials_words(activity: Activity, heads: int) -> str:
    """``6 × Scrap box, 12 × Scissors``."""
    parts = []
    for use in activity.materials:
        count = total_of(activity, use.quantity, use.per, heads) if heads else use.quantity
        parts.append(f"{count} × {isolate(use.label)}")
    return ", ".join(parts)


class MaterialsField(QWidget):
    """Lines of materials, and a button for one more.

    Signals:
        changed: a line is another now, or gone.
    """

    changed = Signal()

    def __init__(self, theme: Theme, *, name: str = "materials_field") -> None:
        super().__init__()
        self._theme = theme
        self._known: Sequence[Material] = ()
        self._activity: Activity | None = None
        self._heads = 0
        self._lines: list[_Line] = []
        self.setObjectName(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._box = QVBoxLayout()
        self._box.setSpacing(6)
        column.addLayout(self._box)
        self._more = Button(
            theme, t("Add a material"), size="small", icon="plus", name="add_material_line"
        )
        self._more.clicked.connect(self._add_empty)
        column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeading)
        self.setFocusProxy(self._more)

    def show_materials(
        self, activity: Activity, known: Sequence[Material], heads: int, *, editable: bool
    ) -> None:
        """Show what an activity needs; lines that say the same stay as they are."""
        self._known, self._activity, self._heads = known, activity, heads
        self._more.setEnabled(editable)
        shown = [line.need() for line in self._lines]
        wanted = [_need_of(use) for use in activity.materials]
        if [need for need in shown if need is not None] != wanted:
            for line in self._lines:
                line.setParent(None)
                line.deleteLater()
            self._lines = []
            for use in activity.materials:
                self._add_line(use)
        for line in self._lines:
            line.setEnabled(editable)
            line.say_total(activity, heads)

    def needs(self) -> list[Need]:
        """All lines that name something."""
        return [need for line in self._lines if (need := line.need()) is not None]

    def _add_line(self, use: MaterialUse | None) -> _Line:
        line = _Line(self._theme, len(self._lines), self._known, use)
        line.changed.connect(self._tell)
        line.removed.connect(lambda: self._remove(line))
        self._lines.append(line)
        self._box.addWidget(line)
        return line

    def _add_empty(self) -> None:
        self._add_line(None).take_focus()

    def _remove(self, line: _Line) -> None:
        named = line.need() is not None
        self._lines.remove(line)
        line.setParent(None)
        line.deleteLater()
        self._more.setFocus()
        if named:
            self.changed.emit()

    def _tell(self) -> None:
        if self._activity is not None:
            for line in self._lines:
                line.say_total(self._activity, self._heads)
        self.changed.emit()


class _Line(QWidget):
    changed = Signal()
    removed = Signal()

    def __init__(
        self, theme: Theme, number: int, known: Sequence[Material], use: MaterialUse | None
    ) -> None:
        super().__init__()
        self._theme = theme
        self._known = {each.id: each for each in known}
        self.setObjectName(f"material_line_{number}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self._label = NamedChoice(
            theme, t("Choose a material, or type a new one"), name=f"material_{number}"
        )
        self._label.setAccessibleName(t("Material"))
        self._label.offer(
            [(each.id, each.label) for each in known], use.material_id if use else None
        )
        self._label.setSizeAdjustPolicy(_BY_ROOM)
        self._label.setMinimumContentsLength(10)
        self._count = QSpinBox()
        self._count.setObjectName(f"material_quantity_{number}")
        self._count.setAccessibleName(t("How many"))
        self._count.setRange(1, _MOST)
        self._count.setValue(use.quantity if use else 1)
        self._count.setFixedWidth(theme.px(84))
        pad(self._count)
        self._per = Choice(theme, name=f"material_per_{number}")
        self._per.setAccessibleName(t("For whom"))
        for per, words in NAMES["per"].items():
            self._per.addItem(t(words), per)
        self._per.setCurrentIndex(max(0, self._per.findData(use.per if use else "session")))
        self._again = TickBox(theme, t("used again"), name=f"material_reusable_{number}")
        self._again.setChecked(bool(use and use.reusable))
        self._total = TextLabel(theme, "", Type.CAPTION, color="text-2", tabular=True)
        self._total.setMinimumWidth(theme.px(44))
        remove = IconButton(theme, "x", t("Remove this material"), size="small")
        remove.setObjectName(f"material_remove_{number}")
        row.addWidget(self._label, 1)
        for widget in (self._count, self._per, self._total, self._again, remove):
            row.addWidget(widget)
        # When it is named, not with each letter on the way there.
        self._label.activated.connect(self._named)
        line = self._label.lineEdit()
        if line is not None:
            line.editingFinished.connect(self._named)
        self._count.editingFinished.connect(self._tell)
        self._per.activated.connect(self._tell)
        self._again.clicked.connect(self._tell)
        remove.clicked.connect(self.removed)
        self._before = self.need()

    def need(self) -> Need | None:
        """What the line says; None while it names nothing."""
        label = self._label.currentText().strip()
        if not label:
            return None
        return Need(
            self._label.chosen(),
            label,
            self._count.value(),
            str(self._per.currentData()),
            self._again.isChecked(),
        )

    def say_total(self, activity: Activity, heads: int) -> None:
        """Tell how many that makes."""
        need = self.need()
        if need is None or not heads:
            self._total.setText("")
            return
        total = total_of(activity, need.quantity, need.per, heads)
        self._total.setText(t("= {total}", total=total))
        people = tn("for {n} person", "for {n} people", heads)
        self._total.setToolTip(people)

    def take_focus(self) -> None:
        """Let the person name it."""
        self._label.setFocus()

    def _named(self) -> None:
        chosen = self._known.get(self._label.chosen() or "")
        if chosen is not None and self._before is None:
            self._again.setChecked(chosen.reusable)
        self._tell()

    def _tell(self) -> None:
        now = self.need()
        if now is not None and now != self._before:
            self._before = now
            self.changed.emit()


def _need_of(use: MaterialUse) -> Need:
    return Need(use.material_id, use.label, use.quantity, use.per, use.reusable)
