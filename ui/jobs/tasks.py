"""Coroutines that nobody waits for: kept alive, ended at closing, their failures shown."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, Protocol

_LONGEST_WAIT = 5.0


class Tasks(Protocol):
    """Where the window starts its coroutines."""

    def spawn(self, work: Coroutine[Any, Any, Any]) -> None: ...

    async def end(self) -> None: ...


class LoopTasks:
    """Runs coroutines on the event loop and tells `failed` what went wrong in any of them."""

    def __init__(self, failed: Callable[[BaseException], None]) -> None:
        self._failed = failed
        self._running: set[asyncio.Task[Any]] = set()

    def spawn(self, work: Coroutine[Any, Any, Any]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._running.add(task)
        task.add_done_callback(self._ended)

    async def end(self) -> None:
        """Cancel what runs and wait until it has ended, but for the task that asks.

        What will not end is left behind after a while: closing must not hang on it.
        """
        mine = asyncio.current_task()
        others = [task for task in self._running if task is not mine]
        for task in others:
            task.cancel()
        if others:
            await asyncio.wait(others, timeout=_LONGEST_WAIT)

    def __len__(self) -> int:
        return len(self._running)

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._running.discard(task)
        if task.cancelled():
            return
        error = task.exception()
        if error is not None:
            self._failed(error)


class DirectTasks:
    """Runs a coroutine to its end at once, with no loop: for tests and for pictures.

    It suits coroutines that await only a `DirectSession`; one that would really wait is refused.
    """

    def __init__(self, failed: Callable[[BaseException], None]) -> None:
        self._failed = failed

    def spawn(self, work: Coroutine[Any, Any, Any]) -> None:
        try:
            work.send(None)
        except StopIteration:
            return
        except Exception as error:  # noqa: BLE001 - the outermost edge of a coroutine
            self._failed(error)
            return
        work.close()
        raise RuntimeError("a coroutine waited, and there is no event loop to wait in")

    async def end(self) -> None:
        """Nothing runs on."""
