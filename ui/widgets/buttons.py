"""Buttons: words, an icon before them, the key that does the same after them."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QWidget,
)
from typing_extensions import override

from ui.theme.style_sheet import NOTICE_COLOURS
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.painting import (
    draw_icon,
    draw_key_cap,
    draw_line_of_text,
    key_cap_height,
    key_cap_width,
    key_parts,
    mirrored,
    plain_tip,
)

_PADDING = {"small": 8, "": 12, "large": 16, "hero": 24}
_ICON = {"small": 16, "": 16, "large": 18, "hero": 22}
_GAP = {"small": 6, "": 8, "large": 8, "hero": 12}
_INK = {
    "": "text",
    "main": "on-accent",
    "quiet": "text-2",
    "soft": "on-accent-soft",
    "danger": "danger",
    "link": "accent",
    "trouble": "on-danger-soft",
}
_STRONG = {"main", "soft", "link", "notice", "trouble"}


class Button(QPushButton):
    """A button in one of the roles of the design.

    `role`: ``""`` plain, ``"main"`` (one a region), ``"quiet"``, ``"soft"``, ``"danger"``,
    ``"link"``. `size`: ``""``, ``"small"``, ``"large"``, ``"hero"``. `keys` (``"Ctrl+N"``) are only
    painted, while key hints are shown; the shortcut itself belongs to a command. With `stacked` the
    key stands under the word, as in the bar of the run console.
    """

    def __init__(  # noqa: PLR0913 - looks, each by name
        self,
        theme: Theme,
        text: str,
        *,
        role: str = "",
        size: str = "",
        icon: str = "",
        keys: str = "",
        stacked: bool = False,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words = ""
        self._icon_name = icon
        self._keys = keys
        self._stacked = stacked
        self._role = role
        self._size = size
        self.setProperty("role", role)
        self.setProperty("extent", size)
        if name:
            self.setObjectName(name)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.set_words(text)
        theme.changed.connect(self._remeasure)

    @property
    def words(self) -> str:
        """The text as given (Qt's own doubles every "&")."""
        return self._words

    def set_words(self, text: str) -> None:
        """Show another text; it is also the accessible name."""
        self._words = text
        super().setText(text.replace("&", "&&"))
        self.setAccessibleName(text)
        self._remeasure()

    def set_icon(self, icon: str) -> None:
        self._icon_name = icon
        self._remeasure()

    def set_keys(self, keys: str) -> None:
        self._keys = keys
        self._remeasure()

    def set_role(self, role: str) -> None:
        """Take another role; the style is looked up anew."""
        self._role = role
        self.setProperty("role", role)
        self.style().unpolish(self)
        self.style().polish(self)
        self._remeasure()

    @override
    def sizeHint(self) -> QSize:
        self.ensurePolished()
        theme = self._theme
        height = self._base_height()
        width = 2 * self._padding() + self._content_width()
        if self._stacked and self._caps():
            height += key_cap_height(theme) + theme.px(6)
        return QSize(width, height)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        option.icon = QIcon()
        option.state &= ~QStyle.StateFlag.State_HasFocus
        self.style().drawControl(QStyle.ControlElement.CE_PushButton, option, painter, self)
        ink = self._ink()
        rect = self.rect()
        if self._stacked and self._caps():
            cap_height = key_cap_height(self._theme)
            upper = rect.adjusted(0, self._theme.px(4), 0, -cap_height - self._theme.px(6))
            self._paint_words(painter, upper, ink)
            lower = QRect(rect.left(), upper.bottom() + 1, rect.width(), cap_height)
            self._paint_caps(painter, lower, ink, centred=True)
            return
        self._paint_words(painter, rect, ink)

    # ------------------------------------------------------------------------------- private

    def _paint_words(self, painter: QPainter, rect: QRect, ink: QColor) -> None:
        theme, direction = self._theme, self.layoutDirection()
        room = rect.adjusted(self._padding(), 0, -self._padding(), 0)
        content = self._words_width() if self._stacked else self._content_width()
        width = min(content, room.width())
        left = room.left() + (room.width() - width) // 2
        if self._icon_name:
            size = self._icon_size()
            spot = QRect(left, rect.center().y() - size // 2 + (size % 2 == 0), size, size)
            draw_icon(painter, theme, mirrored(spot, rect, direction), self._icon_name, ink)
            left += size + (self._gap() if self._words else 0)
        caps_width = 0 if self._stacked else self._caps_width()
        text_width = room.left() + (room.width() + width) // 2 - left - caps_width
        if self._words:
            text_rect = QRect(left, rect.top(), text_width, rect.height())
            draw_line_of_text(
                painter,
                mirrored(text_rect, rect, direction),
                self._words,
                self._font(),
                ink,
                direction=direction,
            )
        if caps_width:
            height = key_cap_height(theme)
            start = left + text_width
            cap_rect = QRect(start, rect.center().y() - height // 2, caps_width, height)
            self._paint_caps(painter, mirrored(cap_rect, rect, direction), ink)

    def _paint_caps(
        self, painter: QPainter, rect: QRect, ink: QColor, *, centred: bool = False
    ) -> None:
        text = " ".join(self._caps())
        width = key_cap_width(self._theme, text)
        if centred:
            left = rect.center().x() - width // 2
        elif self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            left = rect.left()
        else:
            left = rect.right() - width + 1
        cap = QRect(left, rect.top(), width, rect.height())
        if self._role in {"main", "soft", "notice"} or not self.isEnabled():
            clear = QColor(Qt.GlobalColor.transparent)
            line = QColor(ink)
            line.setAlphaF(0.6)
            draw_key_cap(painter, self._theme, cap, text, ink=ink, line=line, fill=clear)
        else:
            draw_key_cap(painter, self._theme, cap, text)

    def _caps(self) -> list[str]:
        return key_parts(self._keys) if self._keys and self._theme.key_hints else []

    def _caps_width(self) -> int:
        caps = self._caps()
        if not caps:
            return 0
        return key_cap_width(self._theme, " ".join(caps)) + self._gap()

    def _words_width(self) -> int:
        metrics = QFontMetrics(self._font())
        width = metrics.horizontalAdvance(self._words) + 2 if self._words else 0
        if self._icon_name:
            width += self._icon_size() + (self._gap() if self._words else 0)
        return width

    def _content_width(self) -> int:
        width = self._words_width()
        if self._stacked:
            caps = self._caps()
            cap_width = key_cap_width(self._theme, " ".join(caps)) if caps else 0
            return max(width, cap_width)
        return width + self._caps_width()

    def _font(self) -> QFont:
        weight = 600 if self._role in _STRONG else 500
        if self._size == "hero":
            font = self._theme.font(Type.ROW, weight=weight)
            font.setPixelSize(self._theme.px(16))
            return font
        step = Type.ROW if self._size == "large" else Type.BODY
        return self._theme.font(step, weight=weight)

    def _ink(self) -> QColor:
        if not self.isEnabled():
            return self._theme.color("text-disabled")
        if self._role.startswith("notice"):
            name = "notice-accent" if self._role == "notice" else "notice-text-2"
            return QColor(NOTICE_COLOURS[name][self._theme.dark])
        if self._role == "quiet" and (self.underMouse() or self.isChecked()):
            return self._theme.color("text")
        return self._theme.color(_INK[self._role])

    def _base_height(self) -> int:
        names = {"": "height", "small": "height-small", "large": "height-large"}
        if self._role == "link":
            return max(self._theme.px(22), QFontMetrics(self._font()).height())
        name = names.get(self._size, "height-hero")
        return max(self._theme.control(name), QFontMetrics(self._font()).height() + 6)

    def _padding(self) -> int:
        if self._role == "link":
            return 2
        return _PADDING[self._size]

    def _icon_size(self) -> int:
        return self._theme.px(_ICON[self._size])

    def _gap(self) -> int:
        return _GAP[self._size]

    def _remeasure(self) -> None:
        self.updateGeometry()
        self.update()


class IconButton(Button):
    """A button of one icon; its words are in the tooltip and for screen readers."""

    def __init__(
        self,
        theme: Theme,
        icon: str,
        text: str,
        *,
        role: str = "quiet",
        size: str = "",
        keys: str = "",
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, "", role=role, size=size, icon=icon, name=name, parent=parent)
        self.setProperty("shape", "icon")
        self.setAccessibleName(text)
        caps = " ".join(key_parts(keys)) if keys else ""
        self.setToolTip(plain_tip(f"{text} ({caps})" if caps else text))

    @override
    def sizeHint(self) -> QSize:
        height = self._base_height()
        return QSize(height, height)
