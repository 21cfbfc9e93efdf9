"""Small things that widgets and delegates paint alike: text, key caps, chips, hairlines."""

from __future__ import annotations

import html

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeySequence, QPainter, QPen
from PySide6.QtWidgets import QStyle

from ui.theme.theme import Theme
from ui.theme.tokens import Type

START, END, CENTRE = (
    Qt.AlignmentFlag.AlignLeft,
    Qt.AlignmentFlag.AlignRight,
    Qt.AlignmentFlag.AlignHCenter,
)
CHIP_TONES = {
    "": ("sunken", "text-2"),
    "ok": ("ok-soft", "on-ok-soft"),
    "warn": ("warn-soft", "on-warn-soft"),
    "danger": ("danger-soft", "on-danger-soft"),
    "info": ("info-soft", "on-info-soft"),
    "accent": ("accent-soft", "on-accent-soft"),
}


def draw_line_of_text(
    painter: QPainter,
    rect: QRect,
    text: str,
    font: QFont,
    colour: QColor,
    *,
    align: Qt.AlignmentFlag = START,
    direction: Qt.LayoutDirection = Qt.LayoutDirection.LeftToRight,
) -> int:
    """Draw one line of plain text, shortened with "…" where it must be; returns its width.

    `align` START or END is as read: in a mirrored layout START is the right side.
    """
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.setFont(font)
    painter.setPen(colour)
    # The side follows the layout, the order of the words the text itself: a name keeps its own.
    painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    side = QStyle.visualAlignment(direction, align) | Qt.AlignmentFlag.AlignAbsolute
    painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, shown)
    return min(metrics.horizontalAdvance(shown), rect.width())


def mirrored(rect: QRect, within: QRect, direction: Qt.LayoutDirection) -> QRect:
    """`rect` laid out left to right in `within`, as it lies in a layout of this direction."""
    return QStyle.visualRect(direction, within, rect)


def key_parts(keys: str) -> list[str]:
    """The caps of a key combination as this system names them: ``"Ctrl+K"`` is Ctrl and K.

    Names of several keys in a row, such as ``"Up Down"``, are told apart by spaces.
    """
    parts: list[str] = []
    for each in keys.split():
        if each == "+":
            parts.append("+")
            continue
        native = QKeySequence(each).toString(QKeySequence.SequenceFormat.NativeText) or each
        plus = native.endswith("+")
        parts.extend(part for part in native.rstrip("+").split("+") if part)
        if plus:
            parts.append("+")
    return [_CAPS.get(part, part) for part in parts]


# As they stand on the keys themselves.
_CAPS = {
    "Up": "↑",
    "Down": "↓",
    "Left": "←",
    "Right": "→",
    "Return": "Enter",
    "PgDown": "PgDn",
    "-": "−",
}


def key_cap_width(theme: Theme, text: str) -> int:
    """Width of one cap with this text on it."""
    metrics = theme.metrics(Type.CAPTION, weight=500)
    return max(theme.px(20), metrics.horizontalAdvance(text) + theme.px(10) + 2)


def key_cap_height(theme: Theme) -> int:
    """Height of every cap."""
    return max(theme.px(18), theme.metrics(Type.CAPTION).height() + 2)


def draw_key_cap(
    painter: QPainter,
    theme: Theme,
    rect: QRect,
    text: str,
    *,
    ink: QColor | None = None,
    line: QColor | None = None,
    fill: QColor | None = None,
) -> None:
    """Draw one key cap that fills `rect`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(line or theme.color("border"), 1))
    painter.setBrush(fill or theme.color("surface-alt"))
    radius = theme.radius("chip")
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    painter.setFont(theme.font(Type.CAPTION, weight=500))
    painter.setPen(ink or theme.color("text-2"))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


def keys_width(theme: Theme, keys: str) -> int:
    """Width of all caps of a combination side by side."""
    return sum(key_cap_width(theme, part) + 6 for part in key_parts(keys)) - 6


def draw_keys(
    painter: QPainter,
    theme: Theme,
    rect: QRect,
    keys: str,
    *,
    within: QRect,
    direction: Qt.LayoutDirection,
) -> None:
    """Draw the caps of a combination from the left of `rect`; keys are never mirrored among
    themselves, only their place in `within` is.
    """
    height = key_cap_height(theme)
    where = mirrored(rect, within, direction)
    left = where.left()
    for part in key_parts(keys):
        width = key_cap_width(theme, part)
        cap = QRect(left, where.center().y() - height // 2, width, height)
        draw_key_cap(painter, theme, cap, part)
        left += width + 6


def chip_size(theme: Theme, text: str, icon: str = "") -> tuple[int, int]:
    """Width and height of a chip with these words."""
    metrics = theme.metrics(Type.CAPTION, weight=500)
    icon_part = theme.px(13) + theme.px(5) if icon else 0
    # Two pixels of air: hinting may make the painted text a little wider than measured.
    width = metrics.horizontalAdvance(text) + 2 + icon_part + 2 * theme.px(7)
    return width, max(theme.px(20), metrics.height() + 2)


def draw_chip(
    painter: QPainter,
    theme: Theme,
    rect: QRect,
    text: str,
    *,
    tone: str = "",
    icon: str = "",
    direction: Qt.LayoutDirection = Qt.LayoutDirection.LeftToRight,
) -> None:
    """Draw a state: soft fill, word, icon before it."""
    fill, ink = CHIP_TONES[tone]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(fill))
    radius = theme.radius("chip")
    painter.drawRoundedRect(QRectF(rect), radius, radius)
    inner = rect.adjusted(theme.px(7), 0, -theme.px(7), 0)
    if icon:
        size = theme.px(13)
        spot = QRect(inner.left(), inner.center().y() - size // 2 + 1, size, size)
        draw_icon(painter, theme, mirrored(spot, rect, direction), icon, ink)
        inner.setLeft(inner.left() + size + theme.px(5))
        inner = mirrored(inner, rect, direction)
    draw_line_of_text(
        painter,
        inner,
        text,
        theme.font(Type.CAPTION, weight=500),
        theme.color(ink),
        direction=direction,
    )
    painter.restore()


def plain_tip(text: str) -> str:
    """A text for `setToolTip`, which would read markup in a name as markup."""
    return f"<span>{html.escape(text)}</span>" if "<" in text or "&" in text else text


def draw_icon(
    painter: QPainter, theme: Theme, rect: QRect, name: str, color: str | QColor = "text-2"
) -> None:
    """Draw an icon that fills `rect` (square), sharp on the device painted on."""
    # The transform tells the density of the screen; asking the painter for its device does not
    # keep that device alive.
    ratio = max(1.0, abs(painter.deviceTransform().m11()))
    painter.drawPixmap(rect.topLeft(), theme.pixmap(name, color, rect.width(), ratio))


def draw_hairline(painter: QPainter, theme: Theme, left: int, right: int, y: int) -> None:
    """The thin line between two rows, sharp on any screen."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setPen(QPen(theme.color("hairline"), 1))
    painter.drawLine(left, y, right, y)
    painter.restore()


def draw_logo(painter: QPainter, rect: QRectF, colour: QColor) -> None:
    """The mark of the product: a disc with its first quarter gone."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    unit = rect.width() / 34
    centre = QPointF(rect.center())
    painter.setPen(QPen(colour, 2 * unit))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(centre, 15 * unit, 15 * unit)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    radius = 11.5 * unit
    pie = QRectF(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius)
    painter.drawPie(pie, 90 * 16, 270 * 16)
    painter.restore()
