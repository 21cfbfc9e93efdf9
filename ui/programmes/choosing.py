"""Fields to choose in: a place or room by name, some of a list, a day, a language."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QDate, QLocale, QRect, Qt, QTime, Signal
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QDateTimeEdit,
    QLineEdit,
    QSizePolicy,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.fields import Choice
from ui.widgets.labels import TextLabel
from ui.widgets.painting import draw_icon, mirrored
from ui.widgets.toggles import TickBox
from ui.words import isolate, languages, locale

# Languages that many centres work in, besides those the window speaks.
_LANGUAGES = (
    *("am", "ar", "bg", "bn", "cs", "da", "de", "el", "en", "es", "et", "fa", "fi", "fr", "ga"),
    *("he", "hi", "hr", "hu", "hy", "id", "it", "ja", "ka", "ko", "lt", "lv", "mk", "ms", "my"),
    *("nb", "ne", "nl", "pa", "pl", "ps", "pt", "ro", "ru", "si", "sk", "sl", "so", "sq", "sr"),
    *("sv", "sw", "ta", "te", "th", "ti", "tr", "uk", "ur", "vi", "zh"),
)


class NamedChoice(Choice):
    """Choose one by name, or type the name of one that is not there yet.

    Signals:
        named: another one was chosen or written.
    """

    named = Signal()

    def __init__(self, theme: Theme, prompt: str, *, name: str) -> None:
        super().__init__(theme, name=name)
        self.setEditable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        line = self._line = QLineEdit(self)
        self.setLineEdit(line)
        line.setProperty("bare", "true")
        line.setPlaceholderText(prompt)
        line.setMaxLength(200)
        line.setObjectName(f"{name}_name")
        self.editTextChanged.connect(lambda _text: self.named.emit())

    def offer(self, options: Sequence[tuple[str, str]], chosen: str | None) -> None:
        """Offer pairs of id and name, and show the chosen one."""
        # What was chosen from other options goes with them; what was typed stays.
        written = self.new_name()
        self.blockSignals(True)
        self.clear()
        for key, words in options:
            self.addItem(words, key)
        place = self.findData(chosen) if chosen is not None else -1
        self.setCurrentIndex(place)
        if place < 0:
            self.setEditText(written)
        self._line.setCursorPosition(0)
        self._line.setAccessibleName(self.accessibleName())
        self.blockSignals(False)

    def chosen(self) -> str | None:
        """The id of the one that is named; None where there is none of that name."""
        place = self.findText(self.currentText().strip(), Qt.MatchFlag.MatchFixedString)
        return str(self.itemData(place)) if place >= 0 else None

    def new_name(self) -> str:
        """The name that was typed and that none has."""
        return "" if self.chosen() is not None else self.currentText().strip()


class TitleChoice(Choice):
    """One of a list of titles, which may be long: it takes the room there is, and no more."""

    def __init__(self, theme: Theme, *, name: str) -> None:
        super().__init__(theme, name=name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)


class TickList(QWidget):
    """Some of a few, each with a tick box; says what to do where there are none.

    Signals:
        changed: a tick was set or taken away.
    """

    changed = Signal()

    def __init__(
        self, theme: Theme, options: Sequence[tuple[str, str]], none: str, *, name: str
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(2)
        self._boxes: dict[str, TickBox] = {}
        self._before: tuple[str, ...] = ()
        for key, words in options:
            box = TickBox(theme, isolate(words), name=f"{name}_{key}")
            box.clicked.connect(self.changed)
            self._boxes[key] = box
            column.addWidget(box, 0, Qt.AlignmentFlag.AlignLeading)
        if not options:
            column.addWidget(TextLabel(theme, none, Type.BODY, color="text-3", wrap=True))
        else:
            self.setFocusProxy(next(iter(self._boxes.values())))

    def show_ticked(self, keys: Sequence[str]) -> None:
        """Tick these."""
        self._before = tuple(keys)
        for key, box in self._boxes.items():
            box.setChecked(key in keys)

    def ticked(self) -> tuple[str, ...]:
        """Those that are ticked: first those from before in their order, then the new ones."""
        on = [key for key, box in self._boxes.items() if box.isChecked()]
        # What is not offered any more (it was put away) stays tied unless it can be seen.
        kept = [key for key in self._before if key in on or key not in self._boxes]
        return (*kept, *(key for key in on if key not in kept))


class DayField(QDateEdit):
    """A day, typed or picked from the calendar that its icon opens."""

    def __init__(self, theme: Theme, day: QDate, *, name: str) -> None:
        super().__init__(day)
        self._theme = theme
        self.setObjectName(name)
        self.setCalendarPopup(True)
        self.setLocale(locale())
        _read_forwards(self)
        self.setDisplayFormat("ddd d MMMM yyyy")
        theme.changed.connect(self.update)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # A field with a calendar has its room for the text from the style sheet.
        self.lineEdit().setTextMargins(0, 0, 0, 0)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        size = self._theme.px(16)
        spot = QRect(self.width() - size - 10, (self.height() - size) // 2, size, size)
        where = mirrored(spot, self.rect(), self.layoutDirection())
        draw_icon(painter, self._theme, where, "calendar", "text-2")


class TimeField(QTimeEdit):
    """A time of the day, hours before minutes whichever way the window reads."""

    def __init__(self, start: QTime | None = None, *, name: str) -> None:
        super().__init__(start or QTime(0, 0))
        self.setObjectName(name)
        _read_forwards(self)
        self.setDisplayFormat("HH:mm")


def _read_forwards(field: QDateTimeEdit) -> None:
    """Qt turns the parts of dates and times around in a mirrored window; nobody writes 30:17.

    To be called before the format is set, which is when it does so.
    """
    mirrored_window = QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
    field.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    if mirrored_window:
        field.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


def language_choice(theme: Theme, chosen: str, *, name: str) -> Choice:
    """The languages by their names, each in its own."""
    field = Choice(theme, name=name)
    codes = dict.fromkeys((*languages(), *_LANGUAGES, chosen))
    named = sorted(((_called(code), code) for code in codes), key=lambda each: each[0].casefold())
    for words, code in named:
        field.addItem(isolate(words), code)
    field.setCurrentIndex(field.findData(chosen))
    return field


def _called(code: str) -> str:
    # Qt names these after one of the countries where they are spoken.
    own = {"en": "English", "es": "español", "pt": "português", "zh": "中文"}.get(code)
    own = own or QLocale(code).nativeLanguageName()
    return own[:1].upper() + own[1:] if own else code
