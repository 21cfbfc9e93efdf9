"""The program itself, with somebody at its keyboard who runs today's workshop and says so.

`window_in_mid_run.py FILE` starts the window as the desktop does, begins the run, moves on once,
and prints a line after each step that the window shows as done. Then it waits to be killed.
"""

import asyncio
import os
import sys

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtWidgets import QApplication

from tests.journeys.person import Keyboard
from ui import app
from ui.shell.main_window import MainWindow


async def run_the_workshop() -> None:
    """What a facilitator does, from the first screen on."""
    window = next(each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow))
    person = Keyboard(window)
    window.activateWindow()
    await person.until(lambda: person.sees("Open check-in"), "the next workshop")
    await person.presses("R")
    await person.until(lambda: person.sees("Start"), "the console")
    await person.presses("Space")
    await person.until(lambda: person.sees("Pause"), "the run")
    print("started", flush=True)
    await person.presses("PgDown")
    await person.until(lambda: person.text("#run_now_title") == "Second", "the second activity")
    print("second", flush=True)


async def _live(*arguments: object) -> int:
    task = asyncio.get_running_loop().create_task(run_the_workshop())
    code = await live(*arguments)
    task.cancel()
    return code


live = app._live
app._live = _live
sys.exit(app.main(sys.argv[1:]))
