"""What a running console and its room display ask of the computer, second after second, and whether
its frames stay short while a thousand certificates are written beside it.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QLabel, QMainWindow

from facilitator.clock import SetClock, SystemClock
from facilitator.workbook import Workbook
from tests.benchmarks.certificates import _describe
from tests.benchmarks.harness import Figure, Place, percentile
from tests.benchmarks.made_workbook import TODAY, Shape, WorkbookSize, made_workbook
from tests.benchmarks.qt_window import application, product_window, shown
from ui.live.now_panel import NowPanel
from ui.live.run_keeper import RunKeeper
from ui.shell.route import Route

_TITLE = "Ideas for a greener street"
_FRAME_MS = 40
_LONG_MS = 50


def running(place: Place) -> Iterator[Figure]:
    """A minute (a second when quick) of a run in real time, against a window with a label."""
    full = place.scale.kept_apart
    seconds = 60 if full else 1
    bare = _bare(seconds)
    path = place.folder / "sample.facilitator"
    clock = SystemClock()
    with Workbook.create(path, time_zone="Europe/London", clock=clock) as workbook:
        workbook.load_sample(through="planned")
        row = next(row for row in workbook.planning.workshops() if row.title == _TITLE)
        workbook.open_run(row.id).start()
        with product_window(workbook, clock, Route("workshop.run", (row.id,))) as window:
            keeper = RunKeeper.of(window, window)
            keeper.rooms.open()
            busy = _processor(seconds)
            yield Figure(
                f"{seconds} s of a run: console and room display",
                busy * 1000,
                "ms",
                bare * 1000,
                "bare QMainWindow with a label that counts, once a second",
                seconds,
                f"{busy / seconds * 100:.1f} % of one processor",
            )
            yield from _frames(keeper, place, 1000 if full else 5)
            keeper.rooms.close()


def _bare(seconds: int) -> float:
    application()
    window, label = QMainWindow(), QLabel("0:00")
    window.setCentralWidget(label)
    timer = QTimer(window)
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    began = time.monotonic()
    timer.timeout.connect(lambda: label.setText(f"{time.monotonic() - began:.0f}"))
    timer.start(1000)
    with shown(window):
        return _processor(seconds)


def _processor(seconds: int) -> float:
    """Seconds of the processor that so many seconds of the event loop take."""
    application().processEvents()
    before = time.process_time()
    loop = QEventLoop()
    QTimer.singleShot(seconds * 1000, loop.quit)
    loop.exec()
    return time.process_time() - before


def _frames(keeper: RunKeeper, place: Place, count: int) -> Iterator[Figure]:
    """Frames of the console while certificates are written in a thread."""
    alone = _painted(keeper, lambda: time.sleep(2 if place.scale.kept_apart else 0.2))
    shape = Shape(count, 4)
    made = made_workbook(place.folder, WorkbookSize(count, (shape,), count * 4))
    with Workbook.open(made.path, clock=SetClock(TODAY)) as workbook:
        programme_id = made.programme(workbook, shape)
        _describe(workbook, programme_id)
        ids = [row.id for row in workbook.certificates.issue(programme_id)]
        out = place.folder / "all.pdf"
    taken = _painted(keeper, lambda: _write(made.path, ids, out))
    long = sum(1 for each in taken if each > _LONG_MS)
    against = "the same with nothing else to do"
    note = f"{long} of {len(taken)} frames took more than {_LONG_MS} ms"
    name = f"a frame of the console while {count:,} certificates are written"
    yield Figure(
        f"{name}, p99",
        percentile(taken, 0.99),
        "ms",
        percentile(alone, 0.99),
        against,
        len(taken),
        note,
    )
    yield Figure(f"{name}, the longest", max(taken), "ms", max(alone), against, len(taken))


def _write(path, ids: list[str], out) -> None:
    with Workbook.open(path, clock=SetClock(TODAY), read_only=True) as workbook:
        workbook.reports.write_certificates(ids, out)


def _painted(keeper: RunKeeper, work: Callable[[], object]) -> list[float]:
    """Milliseconds from when each frame was due until it was painted, as long as `work` lasts.

    A frame is a tick and the whole middle of the console, though a second changes less.
    """
    thread = threading.Thread(target=work)
    now = keeper.parent().findChild(NowPanel)
    taken: list[float] = []
    loop = QEventLoop()
    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    due = [time.perf_counter() + _FRAME_MS / 1000]

    def frame() -> None:
        began = min(due[0], time.perf_counter())
        keeper._tick()
        now.repaint()
        ended = time.perf_counter()
        taken.append((ended - began) * 1000)
        due[0] = ended + _FRAME_MS / 1000
        if not thread.is_alive():
            loop.quit()
            return
        timer.start(_FRAME_MS)

    timer.setSingleShot(True)
    timer.timeout.connect(frame)
    thread.start()
    timer.start(_FRAME_MS)
    loop.exec()
    thread.join()
    return taken
