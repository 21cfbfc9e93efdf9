"""The navigation rail: the places of the program, icon over word, at the start side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QMenu,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.painting import draw_icon, draw_logo


@dataclass(frozen=True)
class RailPlace:
    """One place: `key` is what `Rail.chosen` tells; a `last` place stands at the foot."""

    key: str
    words: str
    icon: str
    tip: str = ""
    last: bool = False


class RailButton(QAbstractButton):
    """One place of the rail."""

    def __init__(self, theme: Theme, place: RailPlace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon_name = place.icon
        self.key = place.key
        self.words = place.words
        self.trouble = False
        self.setObjectName(f"rail_{place.key}")
        self.setText(place.words.replace("&", "&&"))
        self.setAccessibleName(place.words)
        self.setToolTip(place.tip)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)
        theme.changed.connect(self.update)

    def set_words(self, words: str) -> None:
        """Say something else; it is also the accessible name."""
        self.words = words
        self.setText(words.replace("&", "&&"))
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        theme = self._theme
        width = theme.metrics(Type.LABEL).horizontalAdvance(self.words) + 6
        height = theme.px(20) + 3 + theme.line(Type.CAPTION) + 14
        return QSize(max(width, theme.control("rail") - 10), height)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def enterEvent(self, event: QEvent) -> None:
        self.update()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        if on or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("surface" if on else "sunken"))
            painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
        ink = "accent" if on else "text" if self.underMouse() else "text-2"
        size = theme.px(20)
        spot = QRect((self.width() - size) // 2, 8, size, size)
        draw_icon(painter, theme, spot, self._icon_name, ink)
        if self.trouble:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("danger"))
            painter.drawEllipse(QRect(spot.right() - 2, spot.top() - 2, 8, 8))
        painter.setFont(theme.font(Type.LABEL if on else Type.CAPTION))
        painter.setPen(theme.color(ink))
        words = QRect(0, spot.bottom() + 3, self.width(), theme.line(Type.CAPTION))
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self.words)


class LogoButton(QAbstractButton):
    """The mark of the product; opens the menu of the workbook."""

    def __init__(self, theme: Theme, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("main_menu")
        self.set_words(words)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._menu: QMenu | None = None
        self.clicked.connect(self.open_menu)
        theme.changed.connect(self.updateGeometry)

    def set_words(self, words: str) -> None:
        self.setAccessibleName(words)
        self.setToolTip(words)

    def set_menu(self, menu: QMenu) -> None:
        """Open this menu from now on; the one before is thrown away."""
        if self._menu is not None:
            self._menu.deleteLater()
        self._menu = menu

    def open_menu(self) -> None:
        """Show the menu beside the mark, without blocking."""
        if self._menu is None:
            return
        right_to_left = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        at = QPoint(0 if not right_to_left else self.width(), self.height())
        self._menu.popup(self.mapToGlobal(at))

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(44), self._theme.px(44))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = self._theme.px(34)
        rect = QRectF(0, 0, side, side)
        rect.moveCenter(QRectF(self.rect()).center())
        color = "accent-hover" if self.underMouse() else "accent"
        draw_logo(painter, rect, self._theme.color(color))


class Rail(QWidget):
    """The rail.

    Signals:
        chosen(str): a place was clicked or chosen with the keyboard.
    """

    chosen = Signal(str)

    def __init__(
        self,
        theme: Theme,
        places: Sequence[RailPlace],
        *,
        menu_words: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(5, 12, 5, 10)
        column.setSpacing(2)
        self.logo = LogoButton(theme, menu_words)
        column.addWidget(self.logo, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(6)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._buttons: dict[str, RailButton] = {}
        for place in places:
            if place.last:
                column.addStretch(1)
            button = RailButton(theme, place)
            self._group.addButton(button)
            self._buttons[place.key] = button
            button.clicked.connect(self._tell)
            column.addWidget(button)
        self._fix()
        theme.changed.connect(self._fix)

    def show_place(self, key: str) -> None:
        """Mark the place a person is in; an unknown key marks none."""
        button = self._buttons.get(key)
        if button is not None:
            button.setChecked(True)
            return
        checked = self._group.checkedButton()
        if checked is not None:
            self._group.setExclusive(False)
            checked.setChecked(False)
            self._group.setExclusive(True)

    def show_words(self, places: Sequence[RailPlace]) -> None:
        """Say the same places in other words: another language was chosen."""
        for place in places:
            self._buttons[place.key].set_words(place.words)
        self._fix()

    def show_trouble(self, key: str, *, on: bool) -> None:
        """A dot at a place, only for trouble there."""
        self._buttons[key].trouble = on
        self._buttons[key].update()

    def button(self, key: str) -> RailButton:
        return self._buttons[key]

    def _tell(self) -> None:
        sender = self._group.checkedButton()
        if isinstance(sender, RailButton):
            self.chosen.emit(sender.key)

    def _fix(self) -> None:
        widest = max((each.sizeHint().width() for each in self._buttons.values()), default=0)
        self.setFixedWidth(max(92, widest + 10))
