"""The same pages over the real session: the workbook on its own thread, the loop turning."""

import asyncio

import pytest
from PySide6.QtWidgets import QLineEdit

from tests.ui.chosen import accept
from ui.jobs.session import WorkbookSession
from ui.jobs.tasks import LoopTasks
from ui.shell.main_window import MainWindow
from ui.shell.route import Route


@pytest.fixture
async def window(qtbot, theme, settings, clock, sample_path):
    session = WorkbookSession(clock=clock)
    await session.open(sample_path)
    made = MainWindow(theme, settings, session, clock, tasks=LoopTasks)
    qtbot.addWidget(made, before_close_func=lambda each: setattr(each, "_may_close", True))
    made._workbook_opened()
    made.show()
    yield made
    made.hide()
    await quiet(made)
    await made._tasks.end()
    await session.close(back_up=False)


async def quiet(window):
    """Until nothing runs that a screen began."""
    while window._busy_owners or window.session.busy:  # noqa: ASYNC110 - there is no event to wait for
        await asyncio.sleep(0.005)


async def test_leaving_a_section_at_once_keeps_what_was_written(window, qtbot):
    window.go(Route("settings", focus="centre"))
    await quiet(window)
    name = window.current.findChild(QLineEdit, "field_name")
    name.selectAll()
    qtbot.keyClicks(name, "Harbour House")
    window.current.choose("about")
    window.go(Route("people"))
    await quiet(window)
    details = await window.session.ask(lambda wb: wb.centre.details())
    assert details.name == "Harbour House"
    assert window._errors.shown == 0


async def test_running_through_all_sections_meets_none_that_is_gone(window):
    from ui.settings.sections import SECTIONS

    window.go(Route("settings"))
    for entry in (*SECTIONS, *reversed(SECTIONS)):
        window.current.choose(entry.key)
        await asyncio.sleep(0)
    await quiet(window)
    assert window._errors.shown == 0


async def test_restoring_opens_the_workbook_again_as_it_was_then(window):
    await window.session.do(lambda wb: wb.back_up())
    await window.session.do(lambda wb: wb.people.add("Zola Adeyemi"))
    window.go(Route("settings", focus="backups"))
    await quiet(window)
    accept(window)
    section = window.current._section
    await section._restore()
    await quiet(window)
    assert window.session.is_open
    found = await window.session.ask(lambda wb: wb.people.search("zola"))
    assert found == []
    reasons = await window.session.ask(lambda wb: [b.reason for b in wb.backups.all()])
    assert "before-restore" in reasons
    assert window._errors.shown == 0


async def test_a_restore_that_fails_leaves_the_workbook_open_as_it_was(window, tmp_path):
    from facilitator.errors import StorageTrouble

    broken = tmp_path / "broken.facilitator"
    broken.write_bytes(b"nothing")
    await window.session.do(lambda wb: wb.people.add("Zola Adeyemi"))
    with pytest.raises(StorageTrouble):
        await window.session.restore(broken)
    found = await window.session.ask(lambda wb: wb.people.search("zola"))
    assert len(found) == 1
