"""Printing a plan by hand: the paper that is chosen, seen, turned, made near, saved and printed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from facilitator.documents.page_image import page_sizes
from facilitator.documents.plan_sheet import PlanPaperKind
from facilitator.planning.model import ActivityKind
from facilitator.workbook import Workbook
from tests.ui.pseudo import faults_of
from ui.planning.print_plan import PrintScreen, open_print
from ui.printing.page_view import PageView, Zoom
from ui.sentences import words
from ui.shell.main_window import MainWindow
from ui.shell.route import Route
from ui.words import spoken


@pytest.fixture
def window(make_window: Callable[..., MainWindow], book: Workbook, workshop_id: str) -> MainWindow:
    return make_window(book, Route("workshop.print", (workshop_id,)))


@pytest.fixture
def screen(window: MainWindow) -> PrintScreen:
    found = window.findChild(PrintScreen)
    assert found is not None
    return found


def said(screen: PrintScreen, name: str) -> str:
    return screen.findChild(object, name).text()


def view(screen: PrintScreen) -> PageView:
    return screen.findChild(PageView)


def save_to(window: MainWindow, path: Path) -> bytes:
    async def choose(title: str, kinds: str, name: str = "") -> Path:
        return path

    window.choose_file_to_save = choose
    window.commands.trigger("print.save")
    return path.read_bytes()


def test_the_agenda_opens_the_papers_of_its_workshop(
    make_window: Callable[..., MainWindow], book: Workbook, workshop_id: str
) -> None:
    window = make_window(book, Route("workshop.agenda", (workshop_id,)))
    window.spawn(open_print(window.current, workshop_id=workshop_id))

    assert window.current.route == Route("workshop.print", (workshop_id,), "run-sheet")


def test_the_run_sheet_is_on_show_at_once(screen: PrintScreen) -> None:
    assert said(screen, "page_number") == "Page 1 of 1"
    assert not view(screen)._image.isNull()


@pytest.mark.parametrize(("key", "kind"), list(enumerate(PlanPaperKind, 1)))
def test_a_number_chooses_the_paper(
    window: MainWindow, screen: PrintScreen, key: int, kind: PlanPaperKind
) -> None:
    QTest.keyClick(window.focusWidget() or window, str(key))

    assert screen._panel.choices.kind is kind
    assert screen.findChild(object, f"paper_{kind.value}").isChecked()
    assert kind is PlanPaperKind.ROOM_SIGNS or said(screen, "pages_there_are")


def test_what_is_saved_is_what_was_seen(
    window: MainWindow, screen: PrintScreen, book: Workbook, workshop_id: str, tmp_path: Path
) -> None:
    window.commands.trigger("print.script")
    saved = save_to(window, tmp_path / "script.pdf")

    assert saved == screen._made.content
    drawn = book.reports.paper_image(saved, view(screen).wanted_pixels(), 0)
    shown = view(screen)._image
    assert (shown.width(), shown.height()) == (drawn.width, drawn.height)
    assert bytes(shown.constBits()) == drawn.pixels


def test_pages_are_turned_by_key_and_stop_at_the_ends(
    window: MainWindow, screen: PrintScreen
) -> None:
    window.commands.trigger("print.script")
    pages = len(screen._sizes)
    assert pages > 1

    for _ in range(pages + 1):
        window.commands.trigger("print.next")
    assert said(screen, "page_number") == f"Page {pages} of {pages}"
    assert not screen.findChild(object, "next_page").isEnabled()

    window.commands.trigger("print.previous")
    assert said(screen, "page_number") == f"Page {pages - 1} of {pages}"


def test_nearer_shows_more_pixels_and_a_page_is_scrolled_before_it_is_turned(
    window: MainWindow, screen: PrintScreen
) -> None:
    window.commands.trigger("print.script")
    before = view(screen)._image.width()
    for _ in range(len(Zoom) - 1):
        window.commands.trigger("print.nearer")

    assert view(screen).zoom is Zoom.LARGEST
    assert view(screen)._image.width() > 2 * before
    window.commands.trigger("print.next")
    assert said(screen, "page_number").startswith("Page 1 ")
    assert view(screen).verticalScrollBar().value() > 0


@pytest.mark.parametrize(
    ("name", "size"),
    [("sheet_a4", (595, 842)), ("sheet_letter", (612, 792)), ("sheet_a5", (420, 595))],
)
def test_the_chosen_sheet_is_the_one_that_is_made(
    window: MainWindow, screen: PrintScreen, tmp_path: Path, name: str, size: tuple[int, int]
) -> None:
    screen.findChild(object, name).click()
    (first, *_) = page_sizes(save_to(window, tmp_path / "a.pdf"))

    assert (round(first.width), round(first.height)) == size


def test_large_print_takes_more_pages_and_says_how_many(screen: PrintScreen) -> None:
    screen.findChild(object, "large_print").click()

    assert len(screen._sizes) > 1
    assert said(screen, "pages_there_are") == f"{len(screen._sizes)} pages"
    assert not screen.findChild(object, "with_notes").isVisible()


def test_a_paper_that_has_nothing_on_it_is_a_sentence(
    make_window: Callable[..., MainWindow], book: Workbook
) -> None:
    programme = book.planning.programmes()[0].id
    bare = book.planning.add_workshop(programme, "Bare", "2026-12-01T17:30", "Europe/London", 7200)
    book.planning.add_activity(bare, None, "Hello", ActivityKind.WELCOME, 600)
    window = make_window(book, Route("workshop.print", (bare,), "task-sheets"))
    screen = window.findChild(PrintScreen)

    assert view(screen).accessibleName() == words().trouble("no-group-tasks")
    assert not screen.findChild(object, "print").isEnabled()
    assert not window.commands.trigger("print.print")


def test_a_programme_prints_all_its_workshops(
    make_window: Callable[..., MainWindow], book: Workbook
) -> None:
    programme = book.planning.programmes()[0].id
    window = make_window(book, Route("programme.print", (programme,)))
    screen = window.findChild(PrintScreen)

    assert len(screen._sizes) >= 5
    window.commands.trigger("print.leave")
    assert window.current.route == Route("programme.workshops", (programme,))


def test_the_preview_follows_a_change_of_the_plan(
    screen: PrintScreen, book: Workbook, workshop_id: str
) -> None:
    before = screen._made.content
    first = book.planning.agenda(workshop_id).activities[0].id
    book.planning.update_activity(first, title="Something else altogether")
    screen.reload()

    assert screen._made.content != before


def test_esc_leads_back_to_the_agenda(window: MainWindow, workshop_id: str) -> None:
    QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_Escape)

    assert window.current.route == Route("workshop.agenda", (workshop_id,))


def test_every_word_is_translated_and_whole(
    make_window: Callable[..., MainWindow], book: Workbook, workshop_id: str
) -> None:
    with spoken("xx-pseudo"):
        window = make_window(book, Route("workshop.print", (workshop_id,)))
        assert faults_of(window.findChild(PrintScreen)) == []
