"""The window as the desktop starts it, with a workbook; goes to every screen, then closes.

`window_opened_and_closed.py FILE PROGRAMME WORKSHOP PERSON LIST TABLE PACKAGE` prints the screens
it went to. The others are the ids of what is shown, and what is to be imported: a list of people, a
plan in a table, and a package.
"""

import asyncio
import os
import sys

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtWidgets import QApplication

from tests.journeys.person import Person
from ui import app
from ui.screens import SCREENS
from ui.shell.main_window import MainWindow
from ui.shell.route import Route


async def look_around() -> None:
    window = next(each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow))
    person = Person(window)
    await person.until(lambda: window.session.is_open and not window.session.busy, "the workbook")
    programme, workshop, someone, people, table, package = sys.argv[2:]
    shown = {
        "programme": (programme,),
        "workshop": (workshop,),
        "workshop.import": (workshop, table),
        "person": (someone,),
        "people.import": (people,),
        "package.import": (package,),
    }
    for screen in SCREENS:
        window.go(Route(screen, shown.get(screen) or shown.get(screen.partition(".")[0], ())))
        await asyncio.sleep(0.02)
        await person.until(lambda: not window.session.busy, "the screen's figures")
        if window.route is not None and window.route.screen == screen:
            print(screen, flush=True)
    window.close()


async def _live(*arguments: object) -> int:
    task = asyncio.get_running_loop().create_task(look_around())
    # Whatever went wrong, the program ends and says so.
    task.add_done_callback(lambda _: [each.close() for each in QApplication.topLevelWidgets()])
    code = await live(*arguments)
    await task
    return code


live = app._live
app._live = _live
sys.exit(app.main(sys.argv[1:2]))
