"""``facilitator run``: a workshop run without a window, told in JSON lines, led by typed words.

Every tick prints one line, and so does every command once it is on disk. The workbook belongs to
the thread that opened it; another one only reads the commands.
"""

from __future__ import annotations

import queue
import shlex
import sys
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import click

from facilitator.cli.arguments import workbook_file, workshop
from facilitator.cli.output import print_json, words
from facilitator.clock import Clock, SystemClock, to_stamp
from facilitator.errors import FacilitatorError, Refused, StorageTrouble
from facilitator.live.cues import CueWatch
from facilitator.live.live import LiveRun
from facilitator.live.machine import ADVANCE_PATIENCE_MS
from facilitator.live.model import RoomChoice, RunStatus, RunView
from facilitator.live.replanning import replans
from facilitator.workbook import Workbook

_END_OF_INPUT = None


class FastClock:
    """A clock on which time passes a number of times as fast, from now on: for rehearsals."""

    def __init__(self, real: Clock, factor: float) -> None:
        self._real = real
        self._factor = factor
        self._now = real.now()
        self._boot = real.boot_seconds()

    def now(self) -> datetime:
        """The wall clock, sped up from the moment this clock was made."""
        return self._now + timedelta(seconds=self._passed())

    def boot_seconds(self) -> float:
        """Seconds since boot, sped up likewise."""
        return self._boot + self._passed()

    def boot_id(self) -> str:
        """A name of its own: its seconds do not compare with those of the real clock."""
        return f"{self._real.boot_id()}-fast-{self._boot}"

    def _passed(self) -> float:
        return (self._real.boot_seconds() - self._boot) * self._factor


@click.command()
@workbook_file
@workshop
@click.option("--resume", is_flag=True, help="Go on with the run that was left.")
@click.option(
    "--interval",
    default=1.0,
    show_default=True,
    type=click.FloatRange(0.01, 3600),
    help="Seconds between two lines.",
)
@click.option(
    "--speed",
    default=1.0,
    show_default=True,
    type=click.FloatRange(0.01, 100_000),
    help="How many times as fast time passes, for a rehearsal.",
)
@click.option("--practice", is_flag=True, help="Leave no trace: nothing is written.")
@click.option("--ticks", type=click.IntRange(1), help="Stop after so many lines.")
def run(
    file: Path,
    workshop_id: str,
    resume: bool,
    interval: float,
    speed: float,
    practice: bool,
    ticks: int | None,
) -> None:
    """Run a workshop without a window.

    Prints one JSON line a tick. Commands on standard input, one a line: pause, resume, next, back,
    extend SECONDS, shorten SECONDS, skip, unskip ID, go-to ID, correct-start SECONDS, not-counted
    SECONDS, catch-up, replan WAY (shrink, drop, drop-and-shrink), undo-replan, note TEXT, next-time
    TEXT, groups, turns COUNT SECONDS, break SECONDS, break-until HH:MM, timer-next, timer-pause,
    timer-resume or timer-remove ID, say TEXT (to the room), finish, reopen, quit. Each is answered
    by a line once it is on disk. The end of the input stops the program (with no input at all it
    runs on); a run that was left can be resumed.
    """
    clock: Clock = SystemClock()
    if speed != 1.0:
        clock = FastClock(clock, speed)
    with Workbook.open(file, clock=clock, read_only=practice) as workbook:
        if practice:
            live_run = workbook.live.practice(workshop_id, clock)
        else:
            live_run = (workbook.resume_run if resume else workbook.open_run)(workshop_id)
        # Fast time passes between two ticks, too.
        live_run.patience_ms = round(max(ADVANCE_PATIENCE_MS, 2000 * interval) * max(speed, 1))
        if live_run.view().state is RunStatus.READY:
            live_run.start()
        _Console(live_run, workshop_id).work(interval, ticks)


class _Console:
    """Ticks, and does what is typed."""

    def __init__(self, live_run: LiveRun, workshop_id: str) -> None:
        self._run = live_run
        self._workshop_id = workshop_id
        self._lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._heard = False
        self._simple: dict[str, Callable[[], object]] = {
            "pause": live_run.pause,
            "resume": live_run.resume,
            "next": live_run.next,
            "back": live_run.back,
            "skip": live_run.skip,
            "finish": live_run.finish,
            "reopen": live_run.reopen,
            "catch-up": live_run.catch_up,
            "undo-replan": live_run.undo_replan,
            "groups": live_run.add_group_timers,
        }
        self._with_seconds: dict[str, Callable[[int], object]] = {
            "extend": live_run.extend,
            "shorten": live_run.shorten,
            "correct-start": live_run.correct_start,
            "not-counted": live_run.not_counted,
            "break": live_run.add_break_timer,
        }
        self._with_text: dict[str, Callable[[str], object]] = {
            "note": live_run.note,
            "go-to": live_run.go_to,
            "unskip": live_run.unskip,
            "next-time": lambda text: live_run.note(text, next_time=True),
            "replan": self._replan,
            "break-until": live_run.break_until,
            "turns": self._turns,
            "timer-next": live_run.timer_next,
            "timer-pause": live_run.timer_pause,
            "timer-resume": live_run.timer_resume,
            "timer-remove": live_run.timer_remove,
            "say": lambda text: live_run.show_in_room(RoomChoice(message=text)),
        }
        self._watch = CueWatch()

    def work(self, interval: float, ticks: int | None) -> None:
        """Until the run is finished, the input ends, or somebody says quit."""
        # A daemon: a read that nobody answers must not keep the program alive.
        threading.Thread(target=self._listen, name="commands", daemon=True).start()
        printed = 0
        next_tick = time.monotonic()
        while ticks is None or printed < ticks:
            view = self._ticked()
            self._print(view)
            printed += 1
            if view.state is RunStatus.FINISHED:
                return
            next_tick = max(next_tick + interval, time.monotonic())
            if not self._obey_until(next_tick):
                return

    def _ticked(self) -> RunView:
        """What holds now; a disk that is full for a while does not stop the clock."""
        try:
            return self._run.tick()
        except StorageTrouble as trouble:
            click.echo(words.error(trouble), err=True)
            return self._run.view()

    def _obey_until(self, moment: float) -> bool:
        """Do what is typed before `moment`; False when that ends the program."""
        while (left := moment - time.monotonic()) > 0:
            try:
                line = self._lines.get(timeout=left)
            except queue.Empty:
                return True
            if line is _END_OF_INPUT:
                if self._heard:
                    return False
                # Nobody ever spoke (no terminal, no pipe): the workshop goes on.
                time.sleep(max(0.0, moment - time.monotonic()))
                return True
            if line.strip() and not self._obey(line.strip()):
                return False
        return True

    def _obey(self, line: str) -> bool:
        self._heard = True
        command, _, rest = line.partition(" ")
        if command in {"quit", "exit"}:
            return False
        try:
            self._do(command, rest.strip())
        except FacilitatorError as error:
            sentence = words.error(error)
            print_json({"command": line, "refused": error.code, "sentence": sentence})
            return True
        view = self._run.view()
        self._print(view, command=line)
        return view.state is not RunStatus.FINISHED

    def _do(self, command: str, rest: str) -> None:
        if command in self._simple and not rest:
            self._simple[command]()
        elif command in self._with_seconds:
            self._with_seconds[command](_seconds(rest))
        elif command in self._with_text:
            self._with_text[command](rest)
        else:
            raise Refused(
                "command-unknown", command=shlex.join([command, rest] if rest else [command])
            )

    def _replan(self, way: str) -> None:
        """Take the re-plan of that name, if it is one that is offered now."""
        found = replans(*self._run.snapshot(), self._run.view().now)
        for proposal in found.proposals:
            if proposal.way.value == way:
                self._run.replan(proposal)
                return
        raise Refused("choice-unknown", value=way)

    def _turns(self, text: str) -> None:
        count, _, seconds = text.partition(" ")
        self._run.add_turn_timer(_seconds(count), _seconds(seconds))

    def _print(self, view: RunView, **more: object) -> None:
        titles = {activity.id: activity.title for activity in self._run.plan.activities}
        print_json(
            {
                "at": to_stamp(view.now.wall_utc),
                "workshop": self._workshop_id,
                "state": view.state.value,
                "activity": titles.get(view.activity_id or ""),
                "activity_id": view.activity_id,
                "number": None if view.index is None else view.index + 1,
                "of": len(view.rows),
                "elapsed": view.elapsed_seconds,
                "remaining": view.remaining_seconds,
                "overtime": view.overtime_seconds,
                "phase": view.phase.value,
                "ahead_behind": view.ahead_behind_seconds,
                "planned_end": to_stamp(view.planned_end),
                "projected_end": to_stamp(view.projected_end),
                **_beside(view),
                "cues": [
                    cue.kind.value for cue in self._watch.look(*self._run.snapshot(), view.now)
                ],
                **more,
            }
        )

    def _listen(self) -> None:
        """Hand on what is typed, line by line, as bytes: any text may come."""
        for raw in sys.stdin.buffer:
            self._lines.put(raw.decode("utf-8", errors="replace"))
        self._lines.put(_END_OF_INPUT)


def _beside(view: RunView) -> dict[str, object]:
    """What stands beside the time of the activity, where there is anything to say."""
    said: dict[str, object] = {}
    if view.countdown_seconds is not None:
        said["countdown"] = view.countdown_seconds
    if view.missed is not None:
        said["missed"] = {
            "seconds_ago": view.missed.seconds_ago,
            "likely": view.missed.likely_activity_id,
        }
    if view.away is not None:
        said["away"] = {"seconds": view.away.seconds, "certain": view.away.certain}
    if view.timers:
        said["timers"] = [
            {
                "id": timer.id,
                "kind": timer.kind.value,
                "label": timer.label,
                "lap": timer.lap,
                "laps": timer.laps,
                "left": timer.left_seconds,
                "state": timer.state.value,
            }
            for timer in view.timers
        ]
    return said


def _seconds(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise Refused("seconds-expected", text=text) from None
