"""The look in force: light or dark, how large the text is, how much moves."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QGuiApplication, QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from ui.theme.fonts import font_of
from ui.theme.icons import Icons
from ui.theme.palette import Palette, screen_palette
from ui.theme.style_sheet import write_style_sheet
from ui.theme.tokens import Type, tokens


class Mode(Enum):
    """Which look a person chose."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


SMALLEST_TEXT, LARGEST_TEXT = 100, 200


class Theme(QObject):
    """Gives painters colours, fonts, icons and sizes; every widget takes one in its constructor.

    Attributes:
        palette: the colours in force.
        text_scale: size of the text in per cent, 100 to 200.
        key_hints: whether buttons show the key that does the same.

    Signals:
        changed: colours, text size, fonts or key hints are others now; repaint and measure again.

    """

    changed = Signal()

    def __init__(
        self,
        *,
        mode: Mode = Mode.SYSTEM,
        text_scale: int = 100,
        key_hints: bool = True,
        reduced_motion: bool = False,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.mode = mode
        self.text_scale = _within(text_scale)
        self.key_hints = key_hints
        self.reduced_motion = reduced_motion
        self._families = [tokens().family]
        self._icons = Icons()
        self._fonts: dict[tuple[Type, int | None, bool], QFont] = {}
        self._metrics: dict[tuple[Type, int | None, bool], QFontMetrics] = {}
        self.palette: Palette = screen_palette(dark=self._wants_dark())
        self._sheet: str | None = None
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)

    # ------------------------------------------------------------------------------- choices

    def choose(
        self,
        *,
        mode: Mode | None = None,
        text_scale: int | None = None,
        key_hints: bool | None = None,
        reduced_motion: bool | None = None,
    ) -> None:
        """Change what is given, once; emits `changed` when anything is different."""
        before = (self.mode, self.text_scale, self.key_hints, self.palette.dark)
        self.mode = mode or self.mode
        if text_scale is not None:
            self.text_scale = _within(text_scale)
        if key_hints is not None:
            self.key_hints = key_hints
        if reduced_motion is not None:
            self.reduced_motion = reduced_motion
        if before != (self.mode, self.text_scale, self.key_hints, self._wants_dark()):
            self._renew()

    def use_families(self, families: list[str]) -> None:
        """Take further font families, asked in this order for letters the first one lacks."""
        wanted = [tokens().family, *(each for each in families if each != tokens().family)]
        if wanted != self._families:
            self._families = wanted
            self._renew()

    @property
    def dark(self) -> bool:
        return self.palette.dark

    # --------------------------------------------------------------------- what painters need

    def color(self, name: str) -> QColor:
        """A colour by its token name, for example ``"text-2"``."""
        return self.palette[name]

    def font(self, step: Type, *, weight: int | None = None, tabular: bool = False) -> QFont:
        """The font of a step of the type scale, at the chosen text size."""
        key = (step, weight, tabular)
        if key not in self._fonts:
            size = tokens().scale[step]
            self._fonts[key] = font_of(
                self._families, self.exact(size.size), weight or size.weight, tabular=tabular
            )
        return QFont(self._fonts[key])

    def metrics(
        self, step: Type, *, weight: int | None = None, tabular: bool = False
    ) -> QFontMetrics:
        key = (step, weight, tabular)
        if key not in self._metrics:
            self._metrics[key] = QFontMetrics(self.font(step, weight=weight, tabular=tabular))
        return self._metrics[key]

    def line(self, step: Type) -> int:
        """Height of a line of text: the token's, never below what the font needs."""
        return max(self.px(tokens().scale[step].line), self.metrics(step).height())

    def row_height(self, name: str = "row") -> int:
        """Height of a list row (``row-dense``, ``row``, ``row-desk``); tall scripts have room."""
        tall = round(self.metrics(Type.ROW).height() * 1.3)
        return max(self.px(tokens().controls[name]), tall)

    def control(self, name: str) -> int:
        """A size of the ``control`` tokens (``height``, ``icon``, ``rail``…), at the text size."""
        return self.px(tokens().controls[name])

    def px(self, size: float) -> int:
        """Logical pixels at 100 % as pixels at the chosen text size; for what holds text."""
        return round(self.exact(size))

    def exact(self, size: float) -> float:
        return size * self.text_scale / 100

    @staticmethod
    def space(step: int) -> int:
        """Space between things, by step of the scale (1 is 4 px); it does not grow with text."""
        return tokens().spaces[str(step)]

    @staticmethod
    def radius(name: str) -> int:
        return tokens().radii[name]

    def duration(self, name: str) -> int:
        """Milliseconds of a movement; 0 when the person wants none."""
        if self.reduced_motion and name != "notice-stay":
            return 0
        return tokens().motions[name]

    def icon(self, name: str, color: str = "text-2", size: int | None = None) -> QIcon:
        """A Lucide icon as `QIcon`, for buttons and actions; grey when disabled."""
        return self._icons.icon(
            name, self.color(color), size or self.control("icon"), self.color("text-disabled")
        )

    def pixmap(
        self, name: str, color: str | QColor = "text-2", size: int | None = None, ratio: float = 1.0
    ) -> QPixmap:
        """A Lucide icon as a pixmap; `size` in logical pixels, `ratio` of the device painted on."""
        colour = color if isinstance(color, QColor) else self.color(color)
        return self._icons.pixmap(name, colour, size or self.control("icon"), ratio)

    # -------------------------------------------------------------------------- to the window

    def style_sheet(self) -> str:
        if self._sheet is None:
            self._sheet = write_style_sheet(self)
        return self._sheet

    def dress(self, app: QApplication) -> None:
        """Put fonts, colours and style sheet on the application; call again after `changed`."""
        app.setFont(self.font(Type.BODY))
        app.setPalette(self.qt_palette())
        app.setStyleSheet(self.style_sheet())

    def qt_palette(self) -> QPalette:
        """For what the style sheet does not reach: views, menus and native parts."""
        role = QPalette.ColorRole
        colours = {
            role.Window: "canvas",
            role.WindowText: "text",
            role.Base: "surface",
            role.AlternateBase: "surface",
            role.Text: "text",
            role.Button: "surface",
            role.ButtonText: "text",
            role.BrightText: "on-accent",
            role.ToolTipBase: "surface",
            role.ToolTipText: "text",
            role.PlaceholderText: "text-3",
            role.Highlight: "selection",
            role.HighlightedText: "text",
            role.Link: "accent",
            role.LinkVisited: "accent",
            role.Accent: "accent",
            role.Light: "surface",
            role.Midlight: "hairline",
            role.Mid: "border",
            role.Dark: "border-strong",
            role.Shadow: "scrim",
        }
        palette = QPalette()
        for each, name in colours.items():
            palette.setColor(each, self.color(name))
        for each in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, each, self.color("text-disabled"))
        return palette

    # ------------------------------------------------------------------------------- private

    def _wants_dark(self) -> bool:
        if self.mode is Mode.SYSTEM:
            hints = QGuiApplication.styleHints()
            return hints.colorScheme() == Qt.ColorScheme.Dark
        return self.mode is Mode.DARK

    def _follow_system(self, _scheme: Qt.ColorScheme) -> None:
        if self.mode is Mode.SYSTEM and self._wants_dark() != self.palette.dark:
            self._renew()

    def _renew(self) -> None:
        self.palette = screen_palette(dark=self._wants_dark())
        self._fonts.clear()
        self._metrics.clear()
        self._icons = Icons()
        self._sheet = None
        self.changed.emit()


def _within(text_scale: int) -> int:
    return min(max(text_scale, SMALLEST_TEXT), LARGEST_TEXT)
