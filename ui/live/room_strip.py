"""What the room sees, small, and everything that one can let it see: beside the console."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from facilitator.live.model import ClockMode, RoomChoice, RoomLayout
from facilitator.words.names import NAMES
from ui.live.room_display import RoomCanvas
from ui.live.room_screens import RoomPlace, RoomScreens
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.buttons import Button
from ui.widgets.fields import Choice
from ui.widgets.labels import TextLabel
from ui.words import isolate, t

LAYOUTS: tuple[RoomLayout | None, ...] = (None, *RoomLayout)
"""In the order of their key; None is what fits the moment."""


def layout_words(layout: RoomLayout | None) -> str:
    """What a layout is called."""
    return t("Automatic") if layout is None else t(NAMES["room-layout"][layout.value])


class RoomStrip(QWidget):
    """A small likeness of the room display, and the choices for it.

    Signals:
        open_requested, dark_requested(bool), next_screen_requested, message_requested
        layout_chosen(object): a `RoomLayout`, or None for what fits the moment.
        clock_chosen(object): a `ClockMode`.
    """

    open_requested = Signal()
    dark_requested = Signal(bool)
    next_screen_requested = Signal()
    message_requested = Signal()
    blank_requested = Signal()
    layout_chosen = Signal(object)
    clock_chosen = Signal(object)

    def __init__(self, theme: Theme, rooms: RoomScreens, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rooms = rooms
        self._shown: RoomChoice | None = None
        self.setObjectName("run_room_preview")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(TextLabel(theme, t("The room sees"), Type.LABEL, color="text-3"), 1)
        self._open = Button(theme, "", size="small", keys="D", icon="monitor", name="run_room_open")
        self._open.clicked.connect(self.open_requested)
        head.addWidget(self._open)
        column.addLayout(head)
        frame = QFrame()
        frame.setProperty("card", "true")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(4, 4, 4, 4)
        self.canvas = _FourToThree(theme, dark=rooms.dark)
        self.canvas.setObjectName("run_room_likeness")
        inside.addWidget(self.canvas)
        column.addWidget(frame)
        self._where = TextLabel(theme, "", Type.CAPTION, color="text-2", wrap=True)
        self._where.setObjectName("run_room_where")
        column.addWidget(self._where)
        column.addLayout(self._build_choices())
        column.addLayout(self._build_buttons())
        self._message = TextLabel(theme, "", Type.CAPTION, color="text-2", elide=True)
        self._message.setObjectName("run_room_said")
        column.addWidget(self._message)
        self.show_place()
        self.show_choice(RoomChoice())

    def _build_choices(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(6)
        self._layout_choice = Choice(self._theme, name="run_room_layout")
        self._layout_choice.setAccessibleName(t("Layout for the room"))
        self._layout_choice.setToolTip(t("Another layout for the room (Y)"))
        for layout in LAYOUTS:
            self._layout_choice.addItem(layout_words(layout), layout)
        self._clock_choice = Choice(self._theme, name="run_room_clock")
        self._clock_choice.setAccessibleName(t("Clock for the room"))
        self._clock_choice.setToolTip(t("Another clock for the room (Shift+V)"))
        for mode in ClockMode:
            self._clock_choice.addItem(t(NAMES["clock-mode"][mode.value]), mode)
        for choice, chosen in (
            (self._layout_choice, self.layout_chosen),
            (self._clock_choice, self.clock_chosen),
        ):
            choice.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            choice.setMinimumContentsLength(6)
            choice.setSizeAdjustPolicy(
                Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            choice.activated.connect(
                lambda at, choice=choice, chosen=chosen: chosen.emit(choice.itemData(at))
            )
            row.addWidget(choice, 1)
        return row

    def _build_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(2)
        theme = self._theme
        self._say = Button(
            theme, t("Message"), size="small", role="quiet", keys="E", name="run_room_message"
        )
        self._say.clicked.connect(self.message_requested)
        self._blank = Button(
            theme, t("Blank"), size="small", role="quiet", keys="B", name="run_room_blank"
        )
        self._blank.setCheckable(True)
        self._blank.clicked.connect(self.blank_requested)
        self._dark = Button(theme, t("Dark"), size="small", role="quiet", name="run_room_dark")
        self._dark.setCheckable(True)
        self._dark.setChecked(self._rooms.dark)
        self._dark.toggled.connect(self.dark_requested)
        self._screen = Button(
            theme, t("Other screen"), size="small", role="quiet", name="run_room_screen"
        )
        self._screen.clicked.connect(self.next_screen_requested)
        for button in (self._open, self._say, self._blank, self._dark, self._screen):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            if button is not self._open:
                row.addWidget(button)
        row.addStretch(1)
        return row

    def show_choice(self, choice: RoomChoice) -> None:
        """Show what was chosen for the room."""
        if choice == self._shown:
            return
        self._shown = choice
        self._layout_choice.setCurrentIndex(LAYOUTS.index(choice.layout))
        self._clock_choice.setCurrentIndex(list(ClockMode).index(choice.mode))
        self._message.setText(t("It says: {message}", message=isolate(choice.message)))
        self._message.setVisible(bool(choice.message))

    def show_place(self) -> None:
        """Say where the display is now."""
        place = self._rooms.place
        words = {
            RoomPlace.CLOSED: "",
            RoomPlace.SCREEN: t(
                "Full screen on screen {number}.", number=self._rooms.screen_number
            ),
            RoomPlace.WINDOW: t("In a window: there is only this screen."),
            RoomPlace.FULL: t("It covers this screen. Esc brings the console back."),
            RoomPlace.WAITING: t("Its screen is gone. It comes back with the screen."),
        }
        self._where.setText(words[place])
        self._where.setVisible(bool(words[place]))
        closed = place is RoomPlace.CLOSED
        self._open.set_words(t("Open") if closed else t("Close"))
        self._open.setAccessibleName(
            t("Open the room display") if closed else t("Close the room display")
        )
        self._blank.setEnabled(not closed)
        self._blank.setChecked(self._rooms.blank and not closed)
        self._screen.setVisible(place is RoomPlace.SCREEN and self._rooms.has_choice)
        self._dark.blockSignals(True)
        self._dark.setChecked(self._rooms.dark)
        self._dark.blockSignals(False)
        self.canvas.use_dark(self._rooms.dark)


class _FourToThree(RoomCanvas):
    """A room canvas that keeps the shape of a projector's picture."""

    def __init__(self, theme: Theme, *, dark: bool) -> None:
        super().__init__(theme, dark=dark)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @override
    def heightForWidth(self, width: int) -> int:
        return round(width * 0.75)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def sizeHint(self) -> QSize:
        return QSize(248, 186)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(120, 90)
