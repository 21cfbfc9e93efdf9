"""Draws every screen to PNG files: for the README, and for looking at them with a stranger's eyes.

    python -m ui.screenshots FOLDER                     the sample on one of its evenings
    python -m ui.screenshots WORKBOOK FOLDER            a workbook of one's own, looked at only
    python -m ui.screenshots FOLDER --looks light,dark,right-to-left,pseudo,large

One subfolder a look; 1366×768 unless `--size` says otherwise. No window appears: the pictures are
drawn off screen, and the same input gives the same pictures.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QEventLoop, QPoint, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog

from facilitator.clock import Clock, SetClock
from facilitator.demo import stage
from facilitator.workbook import Workbook
from ui.app import make_application
from ui.jobs.session import DirectSession
from ui.jobs.tasks import DirectTasks
from ui.live.room_display import RoomDisplay
from ui.plan_scenes import Scene, plan_for_pictures, plan_scenes
from ui.settings_store import SettingsStore
from ui.shell.main_window import MainWindow
from ui.shell.route import Route
from ui.theme.fonts import load_script_families
from ui.theme.theme import Mode, Theme
from ui.words import PSEUDO, direction, set_language

LOOKS = ("light", "dark", "right-to-left", "pseudo", "large")
_ZONE = "Europe/Lisbon"
_BEFORE = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)
_TONIGHT = datetime(2026, 10, 8, 15, 55, tzinfo=UTC)
_EVENINGS, _IN_MID_RUN = 3, "18:41"
_LARGE = 200
_SHADE = 0.35
_ROOM_SIZE = (1024, 768)


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw; gives the exit code."""
    choice = _choice(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as passing:
        # Nobody's own settings are read or changed by taking pictures.
        os.environ["FACILITATOR_CONFIG_DIR"] = passing
        app = make_application()
        families = load_script_families()
        width, height = (int(part) for part in choice.size.split("x"))
        for look in choice.looks:
            with _look(app, look, families) as theme:
                pictures = _Pictures(app, theme, choice.folder / look, (width, height))
                if choice.workbook is None:
                    _draw_sample(pictures, Path(passing))
                else:
                    _draw_workbook(pictures, choice.workbook, Path(passing))
            print(f"{choice.folder / look}")  # noqa: T201 - a program for the terminal
    return 0


def _choice(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m ui.screenshots", description=__doc__)
    parser.add_argument("paths", nargs="+", type=Path, metavar="[WORKBOOK] FOLDER")
    parser.add_argument("--looks", default="light,dark", help=", ".join(LOOKS))
    parser.add_argument("--size", default="1366x768", metavar="WxH")
    parsed = parser.parse_args(arguments)
    parsed.looks = parsed.looks.split(",")
    if len(parsed.paths) > 2 or not set(parsed.looks) <= set(LOOKS):
        parser.error(f"one workbook and one folder at most; looks are {', '.join(LOOKS)}")
    parsed.folder = parsed.paths[-1]
    parsed.workbook = parsed.paths[0] if len(parsed.paths) == 2 else None
    return parsed


@contextmanager
def _look(app: QApplication, look: str, families: list[str]) -> Iterator[Theme]:
    """The application dressed for one look."""
    set_language(PSEUDO if look == "pseudo" else "en")
    mirrored = look == "right-to-left"
    app.setLayoutDirection(Qt.LayoutDirection.RightToLeft if mirrored else direction())
    theme = Theme(
        mode=Mode.DARK if look == "dark" else Mode.LIGHT,
        text_scale=_LARGE if look == "large" else 100,
        reduced_motion=True,
    )
    theme.use_families(families)
    theme.dress(app)
    try:
        yield theme
    finally:
        set_language("en")
        app.setLayoutDirection(direction())


class _Pictures:
    """Takes pictures of one window and of the room display."""

    def __init__(
        self, app: QApplication, theme: Theme, folder: Path, size: tuple[int, int]
    ) -> None:
        self._app = app
        self._theme = theme
        self._folder = folder
        self._size = size
        folder.mkdir(parents=True, exist_ok=True)

    def draw(self, workbook: Workbook | None, clock: Clock, scenes: Sequence[Scene]) -> None:
        """One window, one picture a scene."""
        session = DirectSession(workbook, clock=clock)
        window = MainWindow(self._theme, SettingsStore(), session, clock, tasks=DirectTasks)
        window.resize(*self._size)
        if workbook is not None:
            window._workbook_opened()  # noqa: SLF001 - what opening with a loop would have done
        window.show()
        try:
            for scene in scenes:
                window.go(scene.route)
                scene.prepare(window)
                _settle()
                self._save(_with_dialogs(window), scene.name)
                self._save_room(scene.name)
                for dialog in _dialogs(window):
                    dialog.reject()
                    dialog.deleteLater()
        finally:
            for each in self._app.topLevelWidgets():
                each.hide()
            window.deleteLater()
            _settle()

    def _save(self, picture: QPixmap, name: str) -> None:
        if not picture.save(str(self._folder / f"{name}.png")):
            raise OSError(f"cannot write {self._folder / name}.png")

    def _save_room(self, name: str) -> None:
        for window in self._app.topLevelWidgets():
            if isinstance(window, RoomDisplay) and window.isVisible():
                window.showNormal()
                window.resize(*_ROOM_SIZE)
                _settle()
                self._save(window.grab(), f"{name}-room")
                window.hide()


def _dialogs(window: MainWindow) -> list[QDialog]:
    return [each for each in window.findChildren(QDialog) if each.isVisible()]


def _with_dialogs(window: MainWindow) -> QPixmap:
    """The window with the dialogs that are open before it, in its middle."""
    picture = window.grab()
    for dialog in _dialogs(window):
        sheet = dialog.grab()
        painter = QPainter(picture)
        shade = QColor(window.theme.color("scrim"))
        shade.setAlphaF(_SHADE)
        painter.fillRect(picture.rect(), shade)
        room = window.rect().center() - dialog.rect().center()
        painter.drawPixmap(QPoint(max(room.x(), 0), max(room.y(), 0)), sheet)
        painter.end()
    return picture


def _settle() -> None:
    """Let layouts, timers of a moment and deletions happen."""
    loop = QEventLoop()
    QTimer.singleShot(250, loop.quit)
    loop.exec()


def _draw_sample(pictures: _Pictures, folder: Path) -> None:
    """The sample: nothing open, a new workbook, before the doors open, in mid-run, at the end."""
    clock = SetClock(_BEFORE)
    pictures.draw(None, clock, [Scene("welcome", Route("welcome"))])
    fresh = _fresh(folder, "New centre")
    with Workbook.create(fresh, time_zone=_ZONE, clock=clock) as workbook:
        pictures.draw(workbook, clock, _EMPTY)
    made = _fresh(folder, "Lantern Quay 2026")
    with Workbook.create(made, time_zone=_ZONE, clock=clock) as workbook:
        programme = stage(workbook, clock, _EVENINGS)
        clock.set_wall(_TONIGHT)
        tonight = workbook.planning.workshops(programme)[_EVENINGS].id
        pictures.draw(workbook, clock, _before_doors(programme, tonight))
    made = _fresh(folder, "Lantern Quay 2026")
    clock = SetClock(_BEFORE)
    with Workbook.create(made, time_zone=_ZONE, clock=clock) as workbook:
        programme = stage(workbook, clock, _EVENINGS, until=_IN_MID_RUN)
        rows = workbook.planning.workshops(programme)
        pictures.draw(workbook, clock, _in_mid_run(rows[_EVENINGS].id, rows[0].id))
    made = _fresh(folder, "Lantern Quay 2026")
    clock = SetClock(datetime(2026, 10, 21, 9, 0, tzinfo=UTC))
    with Workbook.create(made, time_zone=_ZONE, clock=clock) as workbook:
        programme = workbook.load_sample()
        workbook.certificates.issue(programme)
        pictures.draw(workbook, clock, _at_the_end(workbook, programme))
    made = _fresh(folder, "Lantern Quay 2026")
    clock = SetClock(_BEFORE)
    with Workbook.create(made, time_zone=_ZONE, clock=clock) as workbook:
        workbook.load_sample(through="planned")
        pictures.draw(workbook, clock, plan_scenes(plan_for_pictures(workbook, made.parent)))


def _draw_workbook(pictures: _Pictures, file: Path, folder: Path) -> None:
    """A copy of somebody's workbook, as it is now."""
    copy = _fresh(folder, file.stem)
    shutil.copyfile(file, copy)
    with Workbook.open(copy) as workbook:
        programmes = workbook.planning.programmes()
        places = ("today", "programmes", "library", "settings")
        scenes = [Scene(place, Route(place)) for place in places]
        if programmes:
            programme = programmes[0].id
            scenes += _at_the_end(workbook, programme)
            workshops = workbook.planning.workshops(programme)
            if workshops:
                scenes += [
                    Scene(f"workshop-{tab}", Route(f"workshop.{tab}", (workshops[-1].id,)))
                    for tab in ("agenda", "checkin", "run", "observe", "wrapup")
                ]
        pictures.draw(workbook, workbook.clock, scenes)


def _fresh(folder: Path, name: str) -> Path:
    """A file name of its own, in a folder of its own."""
    return Path(tempfile.mkdtemp(dir=folder)) / f"{name}.facilitator"


_EMPTY = [
    Scene("empty-today", Route("today")),
    Scene("empty-programmes", Route("programmes")),
    Scene("empty-people", Route("people")),
    Scene("library", Route("library")),
    Scene("settings", Route("settings")),
]


def _before_doors(programme: str, workshop: str) -> list[Scene]:
    return [
        Scene("today", Route("today")),
        Scene("programmes", Route("programmes")),
        Scene("programme-workshops", Route("programme.workshops", (programme,))),
        Scene("programme-participants", Route("programme.participants", (programme,))),
        Scene("agenda", Route("workshop.agenda", (workshop,))),
        Scene("palette", Route("today"), lambda window: window.open_palette()),
    ]


def _in_mid_run(workshop: str, first: str) -> list[Scene]:
    return [
        Scene("run", Route("workshop.run", (workshop,))),
        Scene("checkin", Route("workshop.checkin", (workshop,))),
        Scene("observe", Route("workshop.observe", (workshop,))),
        Scene("wrapup", Route("workshop.wrapup", (first,))),
        Scene("room", Route("workshop.run", (workshop,)), _open_room_display),
    ]


def _open_room_display(window: MainWindow) -> None:
    """What the key on the console does."""
    window.commands.trigger("run.room")


def _at_the_end(workbook: Workbook, programme: str) -> list[Scene]:
    people = workbook.people.search(programme_id=programme, limit=1)
    scenes = [
        Scene("people", Route("people")),
        Scene("programme-attendance", Route("programme.attendance", (programme,))),
        Scene("programme-skills", Route("programme.skills", (programme,))),
        Scene("programme-certificates", Route("programme.certificates", (programme,))),
        Scene("reports", Route("reports")),
        *(
            Scene(f"settings-{section}", Route("settings", focus=section))
            for section in ("signatories", "skills", "backups", "workbook", "about")
        ),
    ]
    scenes += [Scene("person", Route("person", (row.id,))) for row in people]
    return scenes


if __name__ == "__main__":
    sys.exit(main())
