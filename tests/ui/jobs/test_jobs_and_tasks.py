import asyncio
import gc
import threading
import time

import pytest

from facilitator.errors import Cancelled
from ui.jobs.garbage import GarbageTimer
from ui.jobs.job import SHOW_AFTER_MS, Job
from ui.jobs.tasks import DirectTasks, LoopTasks
from ui.jobs.watchdog import StallWatchdog


async def until(condition, seconds=5.0):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited too long"
        await asyncio.sleep(0.005)


async def test_what_goes_wrong_in_a_task_is_told(qapp):
    failures = []
    tasks = LoopTasks(failures.append)

    async def fail():
        raise ValueError("told")

    tasks.spawn(fail())
    await until(lambda: failures)

    assert str(failures[0]) == "told"
    assert len(tasks) == 0


async def test_tasks_end_with_the_window_and_clean_up(qapp):
    cleaned = []
    tasks = LoopTasks(cleaned.append)

    async def wait_for_ever():
        try:
            await asyncio.Event().wait()
        finally:
            cleaned.append("cleaned")

    tasks.spawn(wait_for_ever())
    await asyncio.sleep(0)
    await tasks.end()

    assert cleaned == ["cleaned"]
    assert len(tasks) == 0


async def test_a_task_may_end_the_tasks_without_ending_itself(qapp):
    failures, ended = [], []
    tasks = LoopTasks(failures.append)

    async def close():
        await tasks.end()
        ended.append(True)

    tasks.spawn(close())
    await until(lambda: ended)
    assert failures == []


def test_without_a_loop_a_coroutine_runs_at_once():
    done, failures = [], []
    tasks = DirectTasks(failures.append)

    async def work():
        done.append(1)

    async def fail():
        raise ValueError("told")

    tasks.spawn(work())
    tasks.spawn(fail())

    assert done == [1]
    assert [type(error) for error in failures] == [ValueError]


def test_without_a_loop_nothing_may_wait():
    class Later:
        def __await__(self):
            yield

    async def wait():
        await Later()

    with pytest.raises(RuntimeError, match="no event loop"):
        DirectTasks(print).spawn(wait())


async def test_a_short_job_shows_no_bar(qtbot):
    job = Job("Short")
    with qtbot.assertNotEmitted(job.progressed):

        async def work(progress):
            progress.report(1, 2)
            return "done"

        assert await job.run(work) == "done"


async def test_a_long_job_says_what_and_how_far_after_half_a_second(qapp):
    job, told = Job("Importing"), []
    began = time.monotonic()
    job.progressed.connect(lambda *facts: told.append((time.monotonic() - began, facts)))

    async def work(progress):
        progress.report(120, 500)
        await until(lambda: told)

    await job.run(work)

    when, facts = told[0]
    assert facts == ("Importing", "120 of 500", 120, 500)
    assert when >= SHOW_AFTER_MS / 1000 - 0.02


async def test_cancel_is_answered_at_the_next_report_and_its_real_end_awaited(qapp):
    job, steps, ended = Job("Importing"), threading.Event(), []

    def plain_work(progress):
        try:
            for step in range(10_000_000):
                progress.report(step, 10_000_000)
                steps.set()
                time.sleep(0)
        finally:
            ended.append(True)

    async def work(progress):
        await asyncio.to_thread(plain_work, progress)

    running = asyncio.ensure_future(job.run(work))
    await until(steps.is_set)
    job.cancel()
    with pytest.raises(Cancelled):
        await running

    assert ended == [True]


def test_how_long_is_said_once_it_can_be_known(qapp, monkeypatch):
    job = Job("Importing")
    job.progress.report(250, 1000)
    job._began = time.monotonic() - 10

    assert job.how_far() == "250 of 1000, 30 seconds left"
    job.progress.report(10, 1000)
    assert job.how_far() == "10 of 1000, 16 minutes left"
    job._began = time.monotonic()
    assert job.how_far() == "10 of 1000"


def test_a_job_that_does_not_know_its_size_names_none(qapp):
    assert Job("Reading").how_far() == ""


def test_only_the_gui_thread_collects_while_the_window_lives(qapp):
    was_on = gc.isenabled()
    timer = GarbageTimer()
    try:
        assert not gc.isenabled()

        class Loop:
            pass

        freed = []
        import weakref

        loops = [Loop() for _ in range(2000)]
        for loop in loops:
            loop.me = loop
        weakref.finalize(loops[0], freed.append, 1)
        del loops, loop
        timer.collect()
        assert freed == [1]
    finally:
        timer.stop()
        if not was_on:
            gc.disable()


def test_a_stall_is_reported_once_with_the_line_that_stalls(qapp):
    reports = []
    told = threading.Event()

    def report(text):
        reports.append(text)
        told.set()

    dog = StallWatchdog(report, stall=0.02)
    try:
        qapp.processEvents()
        # Stands still on purpose, until the watchdog has noticed.
        told.wait(5)
    finally:
        dog.stop()

    assert len(reports) == 1
    assert "told.wait(5)" in reports[0]
