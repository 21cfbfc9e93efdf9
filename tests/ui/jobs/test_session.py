"""The real session: the workbook lives on its own thread and the loop keeps turning."""

import asyncio
import threading

import pytest

from facilitator.errors import Refused, StorageTrouble
from ui.jobs.session import DirectSession, NothingOpen, WorkbookSession


@pytest.fixture
async def session(qapp, clock):
    made = WorkbookSession(clock=clock)
    yield made
    await made.close(back_up=False)


async def test_the_workbook_is_asked_on_a_thread_of_its_own(session, sample_path):
    await session.open(sample_path)
    threads = {await session.ask(lambda _workbook: threading.get_ident()) for _ in range(3)}

    assert len(threads) == 1
    assert threading.get_ident() not in threads


async def test_opening_tells_where_and_closing_tells_that(qtbot, session, sample_path):
    with qtbot.waitSignal(session.opened):
        await session.open(sample_path)
    assert (session.path, session.read_only, session.is_open) == (sample_path, False, True)

    with qtbot.waitSignal(session.closed):
        await session.close()
    assert not session.is_open
    assert [t.name for t in threading.enumerate() if t.name.startswith("workbook")] == []


async def test_a_change_is_told_in_the_gui_thread_with_what_changed(qtbot, session, sample_path):
    await session.open(sample_path)
    told = []
    session.changed.connect(lambda kinds: told.append((kinds, threading.get_ident())))

    name = "Amina"
    await session.do(lambda workbook: workbook.people.add(name))
    for _ in range(50):
        if told:
            break
        await asyncio.sleep(0.01)

    kinds, thread = told[0]
    assert "participant" in kinds
    assert thread == threading.get_ident()


async def test_the_window_lives_while_the_workbook_is_busy(session, sample_path):
    await session.open(sample_path)
    gate = threading.Event()
    waiting = asyncio.ensure_future(session.do(lambda _workbook: gate.wait(10)))
    turns = 0
    while turns < 20:
        await asyncio.sleep(0)
        turns += 1
    assert not waiting.done()
    assert session.busy

    gate.set()
    assert await waiting is True
    assert not session.busy


async def test_a_change_is_finished_although_nobody_waits_for_it_any_more(session, sample_path):
    await session.open(sample_path)
    gate, done = threading.Event(), []

    def change(_workbook):
        gate.wait(10)
        done.append(1)

    waiting = asyncio.ensure_future(session.do(change))
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    gate.set()

    # The next question waits its turn behind the change.
    assert await session.ask(lambda _workbook: list(done)) == [1]


async def test_an_error_reaches_who_asked(session, sample_path):
    await session.open(sample_path)

    with pytest.raises(Refused) as refused:
        await session.do(lambda workbook: workbook.people.add("   "))
    assert refused.value.code == "name-empty"


async def test_a_wrong_file_leaves_the_open_workbook_open(session, sample_path, tmp_path):
    await session.open(sample_path)
    wrong = tmp_path / "wrong.facilitator"
    wrong.write_bytes(b"no workbook")

    with pytest.raises(StorageTrouble):
        await session.open(wrong)

    assert session.path == sample_path
    assert await session.ask(lambda workbook: workbook.people.count()) > 0


async def test_another_workbook_takes_the_place_of_the_first(session, sample_path, tmp_path):
    await session.open(sample_path)
    await session.create(tmp_path / "new.facilitator", centre_name="New")

    assert session.path == tmp_path / "new.facilitator"
    assert await session.ask(lambda workbook: workbook.people.count()) == 0
    # The first one is let go of, and can be opened again.
    await session.open(sample_path)


async def test_asking_with_nothing_open_is_a_fault(session):
    with pytest.raises(NothingOpen):
        await session.ask(lambda workbook: workbook.people.count())


def test_the_session_of_tests_speaks_the_same_words():
    def public(kind):
        return {name for name in vars(kind) if not name.startswith("_")}

    assert public(WorkbookSession) <= public(DirectSession)
