"""The window: rail, header, the screen in the middle, status line; and what a screen is offered.

All wiring between the parts is in one block, `_wire`. The window knows no business; it goes to
routes, runs coroutines and jobs, shows notices and trouble, and closes in stages.
"""

from __future__ import annotations

import base64
from collections import Counter
from collections.abc import Callable, Coroutine, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import (
    QByteArray,
    QCoreApplication,
    QEvent,
    QObject,
    Qt,
    QTimer,
    QUrl,
    Signal,
)
from PySide6.QtGui import (
    QAccessible,
    QCloseEvent,
    QDesktopServices,
    QDragEnterEvent,
    QDropEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QGridLayout,
    QMainWindow,
    QMenu,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid
from typing_extensions import override

from facilitator.clock import Clock
from facilitator.errors import StorageTrouble
from ui.help.help_window import HelpWindow
from ui.help.topics import topic_for
from ui.jobs.job import Job, Work
from ui.jobs.session import Session
from ui.jobs.tasks import LoopTasks, Tasks
from ui.machine.machine import Machine, quiet_computer
from ui.screens import SCREENS, ScreenEntry
from ui.sentences import say_error
from ui.settings_store import (
    GEOMETRY,
    KEY_HINTS,
    LANGUAGE,
    REDUCED_MOTION,
    TEXT_SCALE,
    THEME,
    SettingsStore,
)
from ui.shell.command import Command, CommandRegistry
from ui.shell.command_palette import CommandPalette
from ui.shell.dialogs import chosen_file, chosen_folder, finished
from ui.shell.error_presenter import ErrorPresenter
from ui.shell.failed_screen import FailedScreen
from ui.shell.finder import WorkbookFinder
from ui.shell.keys_sheet import keys_sheet
from ui.shell.route import History, Route
from ui.shell.screen import Screen
from ui.shell.workbooks import SUFFIX, Workbooks, say_backup
from ui.theme.theme import LARGEST_TEXT, SMALLEST_TEXT, Mode, Theme
from ui.widgets.fields import FindButton
from ui.widgets.focus_ring import FocusRing
from ui.widgets.job_bar import JobBar
from ui.widgets.notice_bar import NoticeBar
from ui.widgets.page_header import PageHeader
from ui.widgets.rail import Rail, RailPlace
from ui.widgets.status_line import Saving, StatusLine
from ui.widgets.trouble_bar import ReadOnlyBar, Trouble, TroubleBar, WayOut
from ui.words import best_language, direction, isolate, set_language, t, tn

Result = TypeVar("Result")
_SAVING_SHOWS_AFTER_MS = 250
_IDLE_MS = 20_000
_BACKUP_AGE_MS = 10 * 60_000
_LEAST_SIZE = (900, 560)
_USUAL_SIZE = (1366, 768)


class MainWindow(QMainWindow):
    """The one window; it is the `Shell` of every screen.

    Attributes:
        theme, settings, session, clock, workbooks: as `Shell` tells them.
        commands: the commands that hold now.
        current: the screen on show.

    Signals:
        closed: everything is put away and the program may end.
        route_changed(object): another route is on show.

    """

    closed = Signal()
    route_changed = Signal(object)

    def __init__(
        self,
        theme: Theme,
        settings: SettingsStore,
        session: Session,
        clock: Clock,
        *,
        tasks: Callable[[Callable[[BaseException], None]], Tasks] = LoopTasks,
        screens: Mapping[str, ScreenEntry] = SCREENS,
        machine: Machine | None = None,
    ) -> None:
        super().__init__()
        self.theme = theme
        self.settings = settings
        self.session = session
        self.clock = clock
        self.machine = machine or quiet_computer()
        self.workbooks = Workbooks(self)
        self.commands = CommandRegistry(theme, self)
        self.current: Screen | None = None
        self._screens = screens
        self._history = History()
        self._tasks = tasks(self.present_error)
        self._busy_owners: Counter[QWidget] = Counter()
        self._job: Job | None = None
        self._waiting_marks = 0
        self._lets_go_of_marks = False
        self._notice_takes_back = False
        self._writing_troubles: set[str] = set()
        self._closing = False
        self._may_close = False
        self._palette: CommandPalette | None = None
        self._help: HelpWindow | None = None
        self.setObjectName("main_window")
        self.setWindowTitle("Facilitator")
        self.setMinimumSize(*_LEAST_SIZE)
        self.setAcceptDrops(True)
        self._build()
        self._errors = ErrorPresenter(theme, self, self._trouble_bar, self)
        self._find = WorkbookFinder(session, self.go)
        self._saving_timer = self._make_timer(_SAVING_SHOWS_AFTER_MS, self._show_saving)
        self._idle_timer = self._make_timer(_IDLE_MS, self._tidy_up)
        self._backup_timer = self._make_timer(_BACKUP_AGE_MS, self.refresh_status, once=False)
        self._wire()
        self._place_window()

    # ------------------------------------------------------------------ building and wiring

    def _build(self) -> None:
        theme = self.theme
        frame = QWidget()
        frame.setObjectName("frame")
        grid = QGridLayout(frame)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        self._rail = Rail(theme, _places(), menu_words=t("Menu"))
        self._header = PageHeader(theme)
        self._find_button = FindButton(
            theme, t("Find anything"), keys="Ctrl+K", name="find_anything"
        )
        self._trouble_bar = TroubleBar(theme)
        self._read_only_bar = ReadOnlyBar(theme)
        self._job_bar = JobBar(theme)
        self._status = StatusLine(theme)
        page = QWidget()
        page.setObjectName("page")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header)
        column.addWidget(self._trouble_bar)
        column.addWidget(self._read_only_bar)
        self._middle = QVBoxLayout()
        self._middle.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._middle, 1)
        column.addWidget(self._job_bar)
        grid.addWidget(self._rail, 0, 0)
        grid.addWidget(page, 0, 1)
        grid.addWidget(self._status, 1, 0, 1, 2)
        grid.setRowStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.setCentralWidget(frame)
        self._notice_bar = NoticeBar(theme, self)
        self._ring = FocusRing(theme, self)

    def _wire(self) -> None:
        self.commands.add(self.window_commands())
        self._rail.logo.set_menu(self._main_menu())
        self._rail.chosen.connect(self._go_to_place)
        self._header.target_chosen.connect(self._go_to_target)
        self._find_button.clicked.connect(self.open_palette)
        self._job_bar.cancel_requested.connect(self._cancel_job)
        self.session.changed.connect(self._refresh)
        self.session.opened.connect(self._workbook_opened)
        self.session.closed.connect(self._workbook_closed)
        self.session.busy_changed.connect(self._note_saving)
        self.settings.changed.connect(self._take_setting)
        self.theme.changed.connect(self._redress)

    def window_commands(self) -> Sequence[Command]:
        """The commands that hold on every screen."""

        def is_open() -> bool:
            return self.session.is_open

        going = [
            Command(
                f"go.{place.key}",
                t("Go to {place}", place=place.words),
                lambda key=place.key: self._go_to_place(key),  # type: ignore[misc]
                keys,
                place.icon,
                enabled=is_open,
            )
            for place, keys in zip(
                _places(), ("Ctrl+1", "Ctrl+2", "Ctrl+3", "Ctrl+4", "Ctrl+5", "Ctrl+,"), strict=True
            )
        ]
        return [
            Command(
                "palette.open",
                t("Find anything"),
                self.open_palette,
                "Ctrl+K",
                "search",
                in_palette=False,
            ),
            *going,
            Command(
                "go.back",
                t("Back"),
                self.go_back,
                "Alt+Left",
                "arrow-left",
                enabled=self._history.can_go_back,
            ),
            Command(
                "go.forward",
                t("Forward"),
                self.go_forward,
                "Alt+Right",
                "arrow-right",
                enabled=self._history.can_go_forward,
            ),
            *self.workbooks.commands(),
            Command("look.dark", t("Light or dark"), self._switch_dark, icon="moon"),
            Command("look.larger", t("Larger text"), lambda: self._scale(+25), "Ctrl++", "plus"),
            Command("look.smaller", t("Smaller text"), lambda: self._scale(-25), "Ctrl+-", "minus"),
            Command("help.page", t("Help for this page"), self.show_help, "F1", "life-buoy"),
            Command("help.keys", t("Keys"), self.show_keys, "Shift+F1", "keyboard"),
            Command("menu.open", t("Menu"), self._rail.logo.open_menu, "F10", in_palette=False),
            Command("app.quit", t("Quit"), self.close, "Ctrl+Q", "log-out"),
        ]

    def _main_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setObjectName("main_menu_list")
        groups = (
            ("file.new", "file.open", "file.sample"),
            ("edit.undo", "edit.redo"),
            ("file.backup", "file.copy", "file.close"),
            ("palette.open", "help.page", "help.keys", "look.dark"),
            ("app.quit",),
        )
        for number, group in enumerate(groups):
            if number:
                menu.addSeparator()
            for key in group:
                menu.addAction(self.commands.action(key))

        def grey_out() -> None:
            for group in groups:
                for key in group:
                    action = self.commands.action(key)
                    action.setEnabled(self.commands.find(key).enabled())

        def wake() -> None:
            # An action greyed in the menu would also lose its keys.
            for group in groups:
                for key in group:
                    self.commands.action(key).setEnabled(True)

        menu.aboutToShow.connect(grey_out)
        menu.aboutToHide.connect(wake)
        return menu

    # -------------------------------------------------------------------- Shell: going places

    def go(self, route: Route) -> None:
        """Show another place; without a workbook, the welcome page instead of most."""
        self._history.visit(self._allowed(route))
        self._show_current()

    def replace_route(self, route: Route) -> None:
        self._history.current = route
        if self.current is not None:
            self.current.route = route
        self.refresh_header()
        self.route_changed.emit(route)

    def go_back(self) -> None:
        if self._history.back() is not None:
            self._show_current()

    def go_forward(self) -> None:
        if self._history.forward() is not None:
            self._show_current()

    @property
    def route(self) -> Route | None:
        """The route on show."""
        return self._history.current

    def refresh_header(self) -> None:
        screen = self.current
        if screen is None:
            return
        self._header.show_page(screen.title(), screen.trail())
        self._header.tabs.set_tabs(screen.tabs(), screen.tab_key())
        actions = list(screen.header_actions()) or [self._find_button]
        self._header.show_actions(actions)
        self._status.show_keys(screen.keys())
        self.commands.show_screen([*screen.commands(), *self._tab_commands(screen)])
        file = f" · {self.session.path.stem}" if self.session.path is not None else ""
        self.setWindowTitle(f"{screen.title()}{file} · Facilitator")

    def _tab_commands(self, screen: Screen) -> list[Command]:
        """The tabs of the page for the keyboard: each by name, its neighbours by key."""
        tabs = list(screen.tabs())
        keys = [tab.key for tab in tabs]
        if screen.tab_key() not in keys:
            return []
        now = keys.index(screen.tab_key())

        def go(place: int) -> Callable[[], object]:
            return lambda: self._go_to_target(tabs[place % len(tabs)].target)

        return [
            *(
                Command(
                    f"tab.{tab.key}",
                    t("Go to {place}", place=tab.words),
                    go(place),
                    icon="arrow-right",
                )
                for place, tab in enumerate(tabs)
                if place != now
            ),
            Command("tab.next", t("Next tab"), go(now + 1), "Ctrl+Tab", in_palette=False),
            Command("tab.before", t("Tab before"), go(now - 1), "Ctrl+Shift+Tab", in_palette=False),
        ]

    def _allowed(self, route: Route) -> Route:
        entry_needs_workbook = route.screen != "welcome"
        if entry_needs_workbook and not self.session.is_open:
            return Route("welcome")
        return route

    def _show_current(self) -> None:
        route = self._history.current
        if route is None:
            return
        entry = self._screens[route.screen]
        try:
            screen = entry.make(self, route)
        except Exception as error:  # noqa: BLE001 - a screen of ours failed; the window lives on
            self.present_error(error)
            screen = FailedScreen(self, route)
        self._leave_current()
        self.current = screen
        self._middle.addWidget(screen)
        screen.show()
        self._rail.show_place(entry.place)
        self.refresh_header()
        foot = screen.foot()
        if foot is not None:
            foot.installEventFilter(self)
        self._place_notice()
        self._notice_bar.raise_()
        first = screen.first_focus()
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        self.route_changed.emit(route)
        screen.reload()

    def _leave_current(self) -> None:
        screen, self.current = self.current, None
        if screen is None:
            return
        screen.about_to_leave()
        self._header.show_actions([])
        self._middle.removeWidget(screen)
        screen.hide()
        if not self._busy_owners[screen]:
            self._take_down(screen)

    def _go_to_place(self, key: str) -> None:
        self.go(Route(key))
        route = self._history.current
        if route is not None:
            self._rail.show_place(self._screens[route.screen].place)

    def _go_to_target(self, target: object) -> None:
        if isinstance(target, Route):
            self.go(target)

    # ---------------------------------------------------------------- Shell: work and jobs

    def spawn(self, work: Coroutine[Any, Any, Any], owner: QWidget | None = None) -> None:
        # Counted from now on: the coroutine itself begins at the loop's next turn, and a screen
        # that is left before that must not be deleted.
        whose = owner or self.current or self
        self._busy_owners[whose] += 1
        self._tasks.spawn(self._owned(work, whose))

    async def _owned(self, work: Coroutine[Any, Any, Any], owner: QWidget) -> None:
        """Keep a screen that was left alive until its coroutines have ended."""
        try:
            await work
        finally:
            self._busy_owners[owner] -= 1
            if not self._busy_owners[owner]:
                del self._busy_owners[owner]
                if isinstance(owner, Screen) and owner is not self.current and isValid(owner):
                    self._take_down(owner)

    def _take_down(self, screen: Screen) -> None:
        """Delete a hidden screen at the loop's next turn.

        Readers of the screen were told that the page is hidden. They are not told again of each
        of its hundreds of widgets while these are half destroyed: Qt asks the dying for their
        parents to say so, and was once seen to end the program there.
        """
        QTimer.singleShot(0, screen, lambda: self._delete_unheard(screen))

    @staticmethod
    def _delete_unheard(screen: Screen) -> None:
        heard = QAccessible.isActive()
        QAccessible.setActive(False)
        try:
            screen.deleteLater()
            QCoreApplication.sendPostedEvents(screen, QEvent.Type.DeferredDelete)
        finally:
            QAccessible.setActive(heard)

    async def run_job(self, what: str, work: Work[Result]) -> Result:
        job = Job(what, self)
        before, self._job = self._job, job
        job.progressed.connect(self._job_bar.show_job)
        try:
            return await job.run(work)
        finally:
            self._job = before
            self._job_bar.leave()
            job.deleteLater()

    def _cancel_job(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job_bar.show_stopping()

    async def ask_dialog(self, dialog: QDialog) -> int:
        return await finished(dialog)

    async def choose_file_to_open(self, title: str, kinds: str, name: str = "") -> Path | None:
        return await chosen_file(self, title, kinds, name=name)

    async def choose_file_to_save(self, title: str, kinds: str, name: str = "") -> Path | None:
        return await chosen_file(self, title, kinds, name=name, save=True)

    async def choose_folder(self, title: str) -> Path | None:
        return await chosen_folder(self, title)

    def open_path(self, path: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self.notice(t("It is at {place}.", place=isolate(path)))

    # ------------------------------------------------------------------- Shell: telling

    def notice(
        self,
        text: str,
        *,
        undo: bool = False,
        action: str = "",
        keys: str = "",
        do: Callable[[], object] | None = None,
    ) -> None:
        if undo:
            action, keys, do = t("Undo"), "Ctrl+Z", self.workbooks.undo
        self._notice_takes_back = bool(keys)
        self._notice_bar.say(text, action=action, keys=keys, do=do)
        self._place_notice()

    def trouble(self, trouble: Trouble) -> None:
        self._trouble_bar.tell(trouble)

    def trouble_solved(self, key: str) -> None:
        self._trouble_bar.solved(key)

    def present_error(
        self, error: BaseException, *, again: Callable[[], object] | None = None
    ) -> None:
        if isinstance(error, StorageTrouble) and self._is_of_the_workbook(error):
            self._writing_troubles.add(error.code)
        self._errors.present(error, again=again)

    def _is_of_the_workbook(self, error: StorageTrouble) -> bool:
        path = self.session.path
        return path is not None and error.params.get("path") == str(path)

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        self._status.show_facts(facts)

    def show_waiting(self, marks: int) -> None:
        self._waiting_marks = marks
        if not marks:
            self.trouble_solved("closing-with-marks")
        self._show_saving()

    def refresh_status(self) -> None:
        if self.session.is_open:
            self.spawn(self._read_backup_age(), self)

    def copy_elsewhere(self) -> None:
        """A way out of trouble with the disk."""
        self.workbooks.copy_elsewhere()

    def open_read_only(self, path: Path) -> None:
        """A way out when somebody else has the workbook open."""
        self.workbooks.open(path, read_only=True)

    def open_palette(self) -> None:
        """Show the command palette."""
        if self._palette is None:
            self._palette = CommandPalette(
                self.theme,
                self,
                commands=self.commands.commands,
                find=self._find.find,
                spawn=self.spawn,
            )
        self._palette.open()

    def show_help(self) -> None:
        """Show the help for this page beside it."""
        if self._help is None:
            self._help = HelpWindow(self.theme, self)
        route = self.current.route if self.current is not None else Route("welcome")
        self._help.show_topic(topic_for(route.screen, route.focus))
        self._help.show()
        self._help.raise_()
        self._help.activateWindow()

    def show_keys(self) -> None:
        """Show all keys that work here."""
        hints = self.current.keys() if self.current is not None else ()
        sheet = keys_sheet(self.theme, self, hints, self.commands.commands())
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.open()

    # ------------------------------------------------------------------- the workbook's news

    def _refresh(self, kinds: frozenset[str]) -> None:
        for key in self._writing_troubles:
            # Something is on disk again, so what kept it off is over.
            self._trouble_bar.solved(key)
        self._writing_troubles.clear()
        if self._notice_takes_back:
            # Something else was done since: Undo would take that back, not what the notice says.
            self._notice_bar.leave()
            self._notice_takes_back = False
        if self.current is not None:
            self.current.refresh(kinds)
        self._idle_timer.start()

    def _workbook_opened(self) -> None:
        self._history.clear()
        self._trouble_bar.clear()
        self._say_workbook()

    def _say_workbook(self) -> None:
        """What the frame says about the open workbook."""
        path = self.session.path
        self._status.show_file(path.name if path is not None else "")
        self._read_only_bar.show_reason(
            t("This workbook can be looked at, and nothing in it can be changed.")
            if self.session.read_only
            else ""
        )
        self._show_saving()
        self.refresh_status()

    def _workbook_closed(self) -> None:
        self._history.clear()
        self._status.show_file("")
        self._status.show_backup("")
        self._read_only_bar.show_reason("")
        self._show_saving()

    def _note_saving(self, busy: bool) -> None:
        if busy:
            # Most changes are on disk before anybody could read the word.
            self._saving_timer.start()
        else:
            self._saving_timer.stop()
            self._show_saving()

    def _show_saving(self) -> None:
        self._status.show_saving(self._saving(), self._waiting_marks)

    def _saving(self) -> Saving:
        if not self.session.is_open:
            return Saving.NOTHING_OPEN
        if self._waiting_marks:
            return Saving.NOT_SAVED
        if self.session.read_only:
            return Saving.READ_ONLY
        return Saving.SAVING if self.session.busy else Saving.SAVED

    async def _read_backup_age(self) -> None:
        newest = await self.session.ask(lambda workbook: workbook.backups.newest())
        taken = newest.taken_at if newest is not None else None
        self._status.show_backup(say_backup(taken, self.clock.now()))

    def _tidy_up(self) -> None:
        if self.session.is_open and not self.session.read_only:
            self.spawn(self.session.ask(lambda workbook: workbook.idle()), self)

    # ------------------------------------------------------------------------------ looks

    def _take_setting(self, key: str) -> None:
        if key == THEME.key:
            self.theme.choose(mode=Mode(self.settings.get(THEME)))
        elif key == TEXT_SCALE.key:
            self.theme.choose(text_scale=self.settings.get(TEXT_SCALE))
        elif key == KEY_HINTS.key:
            self.theme.choose(key_hints=self.settings.get(KEY_HINTS))
        elif key == REDUCED_MOTION.key:
            self.theme.choose(reduced_motion=self.settings.get(REDUCED_MOTION))
        elif key == LANGUAGE.key:
            self._speak(self.settings.get(LANGUAGE))

    def _speak(self, code: str) -> None:
        """Take another language: the frame says its words anew, the screen is made again."""
        set_language(best_language(code))
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.setLayoutDirection(direction())
        self._rail.show_words(_places())
        self._rail.logo.set_words(t("Menu"))
        self._find_button.set_words(t("Find anything"))
        self.commands.replace(self.window_commands())
        self._rail.logo.set_menu(self._main_menu())
        if self._palette is not None:
            self._palette.deleteLater()
            self._palette = None
        self._say_workbook()
        self._show_current()

    def _redress(self) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            self.theme.dress(app)
        self._place_notice()

    def _switch_dark(self) -> None:
        self.settings.set(THEME, "light" if self.theme.dark else "dark")

    def _scale(self, step: int) -> None:
        scale = min(max(self.theme.text_scale + step, SMALLEST_TEXT), LARGEST_TEXT)
        self.settings.set(TEXT_SCALE, scale)

    # ---------------------------------------------------------------------- place and size

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        moves = {QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide}
        if event.type() in moves and self.current is not None and watched is self.current.foot():
            self._place_notice()
        return super().eventFilter(watched, event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_notice()

    def _place_notice(self) -> None:
        start = self._rail.width() + self.theme.space(6)
        above = self._status.height() + self.theme.space(1)
        foot = self.current.foot() if self.current is not None else None
        if foot is not None and foot.isVisible():
            # What one is about to press must not vanish under what one has just done.
            above += foot.height()
        self._notice_bar.place(start, above)

    def _place_window(self) -> None:
        kept = self.settings.get(GEOMETRY)
        if kept:
            self.restoreGeometry(QByteArray(base64.b64decode(kept)))
        else:
            self.resize(*_USUAL_SIZE)

    def _make_timer(self, wait: int, do: Callable[[], object], *, once: bool = True) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(once)
        timer.setInterval(wait)
        timer.timeout.connect(do)
        if not once:
            timer.start()
        return timer

    # ------------------------------------------------------------------------ files dropped

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped_workbook(event) is not None:
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        path = _dropped_workbook(event)
        if path is not None:
            event.acceptProposedAction()
            self.workbooks.open(path)

    # ---------------------------------------------------------------------- closing in stages

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self._may_close:
            event.accept()
            return
        # The first request only starts the stages; the last one closes for good.
        event.ignore()
        if not self._closing:
            self._closing = True
            self._tasks.spawn(self._close_in_stages())

    async def _close_in_stages(self) -> None:
        try:
            if not self._stage_nothing_waits():
                return
            await self._stage_stop_work()
            await self._tasks.end()
            self._stage_keep_geometry()
            if not await self._stage_close_workbook():
                return
        finally:
            self._closing = False
        self._stage_leave()

    def _stage_nothing_waits(self) -> bool:
        """Marks that the disk did not take are not dropped unasked."""
        if not self._waiting_marks or self._lets_go_of_marks:
            return True
        waiting = tn(
            "{n} mark is not on the disk yet.",
            "{n} marks are not on the disk yet.",
            self._waiting_marks,
        )
        self.trouble(
            Trouble(
                "closing-with-marks",
                waiting,
                t("They are tried again every few seconds while the window is open."),
                (WayOut(t("Close and lose them"), self._close_without_marks),),
                icon="hard-drive",
            )
        )
        return False

    def _close_without_marks(self) -> None:
        self._lets_go_of_marks = True
        self.close()

    async def _stage_stop_work(self) -> None:
        if self.current is not None:
            self.current.about_to_leave()
        self._cancel_job()

    def _stage_keep_geometry(self) -> None:
        geometry = base64.b64encode(self.saveGeometry().data()).decode("ascii")
        try:
            self.settings.set(GEOMETRY, geometry)
        except OSError as error:
            # Where the window stood is not worth keeping a person from going home.
            self.present_error(StorageTrouble("cannot-write-file", file=str(error.filename)))

    async def _stage_close_workbook(self) -> bool:
        try:
            await self.session.close()
        except StorageTrouble as error:
            self.trouble(
                Trouble(
                    "closing",
                    t("The workbook could not be backed up on closing."),
                    say_error(error),
                    (
                        WayOut(t("Copy the workbook elsewhere…"), self.copy_elsewhere),
                        WayOut(t("Close without a backup"), self._close_without_backup),
                    ),
                    icon="hard-drive",
                )
            )
            return False
        return True

    def _close_without_backup(self) -> None:
        async def close() -> None:
            await self.session.close(back_up=False)
            self.close()

        self.spawn(close(), self)

    def _stage_leave(self) -> None:
        for timer in (self._saving_timer, self._idle_timer, self._backup_timer):
            timer.stop()
        self._notice_bar.leave()
        self._may_close = True
        # A window does not close again while it is still being asked to.
        QTimer.singleShot(0, self, self._close_for_good)

    def _close_for_good(self) -> None:
        self.close()
        self.closed.emit()


def _places() -> tuple[RailPlace, ...]:
    return (
        RailPlace("today", t("Today"), "sun"),
        RailPlace("programmes", t("Programmes"), "calendar-range"),
        RailPlace("people", t("People"), "users"),
        RailPlace("library", t("Library"), "library"),
        RailPlace("reports", t("Reports"), "file-chart-column"),
        RailPlace("settings", t("Settings"), "settings", last=True),
    )


def _dropped_workbook(event: QDropEvent) -> Path | None:
    for url in event.mimeData().urls():
        path = Path(url.toLocalFile())
        if url.isLocalFile() and path.suffix == SUFFIX:
            return path
    return None
