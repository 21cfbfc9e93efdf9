"""Plans in and out: tables, packages for a colleague, calendars; as commands for any screen.

A screen asks `exchange_commands` for what it may offer and shows it in a menu and in the palette.
Files dropped onto that screen go the same way.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from typing_extensions import override

from facilitator.file_names import file_name
from ui.sentences import words
from ui.shell.command import Command
from ui.shell.route import Route
from ui.shell.screen import Screen
from ui.words import isolate, t, tn

PACKAGE_SUFFIX = ".facilitator-plan"
_TABLE_SUFFIXES = frozenset({".xlsx", ".csv", ".tsv"})


def table_kinds() -> str:
    """Tables that may come in, as the file dialog filters them."""
    return t("Tables ({kinds})", kinds="*.xlsx *.csv *.tsv *.txt")


def package_kinds() -> str:
    """Plan packages, as the file dialog filters them."""
    return t("Plan packages ({kinds})", kinds=f"*{PACKAGE_SUFFIX}")


def exchange_commands(
    screen: Screen, *, workshop_id: str | None = None, programme_id: str | None = None
) -> list[Command]:
    """What may come in and go out here: of one workshop, of a programme, or of neither (then only
    a package may come in). Also lets `screen` take such files when they are dropped on it.
    """
    take_drops(screen, workshop_id=workshop_id, programme_id=programme_id)
    ids = {"workshop_id": workshop_id, "programme_id": programme_id}

    def start(work: Callable[[], Coroutine[Any, Any, object]]) -> Callable[[], None]:
        return lambda: screen.spawn(work())

    def may_change() -> bool:
        return not screen.session.read_only

    found: list[Command] = []
    if workshop_id is not None:
        found += [
            Command(
                "exchange.import", t("Import from a spreadsheet…"),
                start(lambda: choose_table(screen, workshop_id)), "", "upload", may_change,
            ),
            Command(
                "exchange.sample", t("Get a sample table…"),
                start(lambda: save_sample_table(screen)), "", "file-spreadsheet",
            ),
        ]  # fmt: skip
    if workshop_id is not None or programme_id is not None:
        found += [
            Command(
                "exchange.export", t("Export as a table…"),
                start(lambda: save_table(screen, **ids)), "", "table",
            ),
            Command(
                "exchange.package", t("Hand on as a package…"),
                start(lambda: hand_on(screen, **ids)), "", "package",
            ),
        ]  # fmt: skip
    found.append(
        Command(
            "exchange.unpack", t("Take in a package…"),
            start(lambda: choose_package(screen, programme_id)), "", "download", may_change,
        )
    )  # fmt: skip
    if workshop_id is not None or programme_id is not None:
        found.append(
            Command(
                "exchange.calendar", t("Calendar file…"),
                start(lambda: save_calendar(screen, **ids)), "", "calendar-plus",
            )
        )  # fmt: skip
    return found


# In ----------------------------------------------------------------------------------------------


async def choose_table(screen: Screen, workshop_id: str) -> None:
    """Ask for a table and show what it would bring."""
    path = await screen.shell.choose_file_to_open(t("Which table?"), table_kinds())
    if path is not None:
        open_table(screen, path, workshop_id)


async def choose_package(screen: Screen, programme_id: str | None = None) -> None:
    """Ask for a package and show what it would bring."""
    path = await screen.shell.choose_file_to_open(t("Which package?"), package_kinds())
    if path is not None:
        open_package(screen, path, programme_id)


def open_table(screen: Screen, path: Path, workshop_id: str) -> None:
    """Show what a table would bring to a workshop."""
    screen.shell.go(Route("workshop.import", (workshop_id, str(path))))


def open_package(screen: Screen, path: Path, programme_id: str | None = None) -> None:
    """Show what a package would bring; `programme_id` is proposed as its place."""
    ids = (str(path),) if programme_id is None else (str(path), programme_id)
    screen.shell.go(Route("package.import", ids))


# Out ---------------------------------------------------------------------------------------------


async def save_sample_table(screen: Screen) -> None:
    """Write a table to fill in."""
    path = await _ask_where(
        screen,
        t("Save the sample table"),
        (t("Excel table (*.xlsx)"), t("CSV table (*.csv)")),
        file_name(t("Sample plan"), ".xlsx"),
    )
    if path is None:
        return
    await screen.session.ask(lambda _wb: _write_sample(path))
    _say_saved(screen, path)


async def save_table(
    screen: Screen, *, workshop_id: str | None = None, programme_id: str | None = None
) -> None:
    """Write the plan as a table that can be imported again."""
    title = await _title_of(screen, workshop_id, programme_id)
    kinds = [t("Excel table (*.xlsx)")]
    if workshop_id is not None:
        kinds.append(t("CSV table (*.csv)"))
    name = file_name(t("Plan {title}", title=title), ".xlsx")
    path = await _ask_where(screen, t("Export as a table"), kinds, name)
    if path is None:
        return
    name_of = words().name

    def write(wb: Any) -> None:
        if workshop_id is not None:
            wb.plan_files.export_workshop(workshop_id, path, word_of=name_of)
        else:
            wb.plan_files.export_programme(programme_id, path, word_of=name_of)

    await screen.shell.run_job(
        t("Writing {file}", file=isolate(path.name)), lambda _progress: screen.session.ask(write)
    )
    _say_saved(screen, path)


async def hand_on(
    screen: Screen, *, workshop_id: str | None = None, programme_id: str | None = None
) -> None:
    """Write a package without anybody in it, once the person has seen what it says."""
    # Read from disk when it is first wanted.
    from ui.planning.package_sheet import hand_on_package  # noqa: PLC0415

    title = await _title_of(screen, workshop_id, programme_id)
    path = await hand_on_package(screen, title, workshop_id=workshop_id, programme_id=programme_id)
    if path is not None:
        _say_saved(screen, path, show_folder=True)


async def save_calendar(
    screen: Screen, *, workshop_id: str | None = None, programme_id: str | None = None
) -> None:
    """Write the workshop, or all of the programme, for a calendar."""
    title = await _title_of(screen, workshop_id, programme_id)
    path = await _ask_where(
        screen, t("Save for a calendar"), [t("Calendars (*.ics)")], file_name(title, ".ics")
    )
    if path is None:
        return
    entries = await screen.session.ask(
        lambda wb: wb.plan_files.write_calendar(
            path, workshop_id=workshop_id, programme_id=programme_id
        )
    )
    screen.shell.notice(
        tn(
            "{n} workshop is in {file}",
            "{n} workshops are in {file}",
            entries,
            file=isolate(path.name),
        ),
        action=t("Open"),
        do=lambda: screen.shell.open_path(path),
    )


async def _ask_where(screen: Screen, title: str, kinds: Sequence[str], name: str) -> Path | None:
    return await screen.shell.choose_file_to_save(title, ";;".join(kinds), name)


async def _title_of(screen: Screen, workshop_id: str | None, programme_id: str | None) -> str:
    def read(wb: Any) -> str:
        if workshop_id is not None:
            return str(wb.planning.workshop_row(workshop_id).title)
        return str(wb.planning.programme(programme_id).title)

    return await screen.session.ask(read)


def _say_saved(screen: Screen, path: Path, *, show_folder: bool = False) -> None:
    target = path.parent if show_folder else path
    screen.shell.notice(
        t("Saved as {file}", file=isolate(path.name)),
        action=t("Show folder") if show_folder else t("Open"),
        do=lambda: screen.shell.open_path(target),
    )


def _write_sample(path: Path) -> None:
    from facilitator.exchange.plan_files import write_sample  # noqa: PLC0415 - as above

    write_sample(path)


# Dropped files -----------------------------------------------------------------------------------


def take_drops(screen: Screen, *, workshop_id: str | None, programme_id: str | None) -> None:
    """Let plans be dropped onto a screen: packages, and tables where there is a workshop."""
    if screen.findChild(_PlanDrops) is None:
        _PlanDrops(screen, workshop_id, programme_id)


class _PlanDrops(QObject):
    """Watches a screen for files that are plans."""

    def __init__(self, screen: Screen, workshop_id: str | None, programme_id: str | None) -> None:
        super().__init__(screen)
        self._screen = screen
        self._workshop_id = workshop_id
        self._programme_id = programme_id
        screen.setAcceptDrops(True)
        screen.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.DragEnter, QEvent.Type.Drop} and isinstance(
            event, QDragEnterEvent | QDropEvent
        ):
            path = self._plan_in(event)
            if path is not None:
                event.acceptProposedAction()
                if event.type() == QEvent.Type.Drop:
                    self._open(path)
                return True
        return super().eventFilter(watched, event)

    def _plan_in(self, event: QDragEnterEvent | QDropEvent) -> Path | None:
        if self._screen.session.read_only:
            return None
        for url in event.mimeData().urls():
            path = Path(url.toLocalFile())
            suffix = path.suffix.lower()
            is_table = suffix in _TABLE_SUFFIXES and self._workshop_id is not None
            if url.isLocalFile() and (is_table or suffix == PACKAGE_SUFFIX):
                return path
        return None

    def _open(self, path: Path) -> None:
        if path.suffix.lower() == PACKAGE_SUFFIX:
            open_package(self._screen, path, self._programme_id)
        elif self._workshop_id is not None:
            open_table(self._screen, path, self._workshop_id)
