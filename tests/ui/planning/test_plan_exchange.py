"""Plans in and out by hand: a table with its columns, a package, a calendar, files dropped."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from facilitator.clock import SetClock
from facilitator.exchange.plan_columns import PlanField
from facilitator.workbook import Workbook
from tests.ui.pseudo import faults_of
from ui.planning.package_screen import PackageScreen
from ui.planning.package_sheet import PackageSheet
from ui.planning.plan_exchange import exchange_commands
from ui.planning.plan_import_screen import PlanImportScreen
from ui.planning.plan_import_table import ImportTable
from ui.shell.main_window import MainWindow
from ui.shell.route import Route
from ui.words import spoken

PLAN = """Evening plan;;;;
Time;What;Minutes;Who;Type
18:00;Arrive;15;Grace;Welcome
18:15;Paint the map;45;;Atelier
19:00;Break;ten;;Break
19:10;Look back;20;;Reflection
"""
HEADINGS_UNKNOWN = """Alpha;Beta;Gamma
Arrive;15;x
Paint;45;y
"""


@pytest.fixture
def plan_file(tmp_path: Path) -> Path:
    path = tmp_path / "evening.csv"
    path.write_text(PLAN, encoding="utf-8")
    return path


@pytest.fixture
def open_import(
    make_window: Callable[..., MainWindow], book: Workbook, workshop_id: str
) -> Callable[[Path], PlanImportScreen]:
    def show(path: Path) -> PlanImportScreen:
        window = make_window(book, Route("workshop.import", (workshop_id, str(path))))
        found = window.findChild(PlanImportScreen)
        assert found is not None
        return found

    return show


def state_of(screen: PlanImportScreen) -> dict[int, str]:
    return {row.number: row.state for row in screen.findChild(ImportTable).model().rows()}


def words_of(screen: PlanImportScreen, number: int) -> str:
    rows = screen.findChild(ImportTable).model().rows()
    return next(row.what for row in rows if row.number == number)


def choose(screen: PlanImportScreen, place: int, held: PlanField | None) -> None:
    choice = screen.findChild(ImportTable).header().choices()[place]
    at = choice.findData(held) if held is not None else 0
    choice.setCurrentIndex(at)
    choice.activated.emit(at)


def titles(book: Workbook, workshop_id: str) -> list[str]:
    return [activity.title for activity in book.planning.agenda(workshop_id).activities]


def answers_file(window: MainWindow, path: Path | None) -> None:
    async def choose_file(title: str, kinds: str, name: str = "") -> Path | None:
        return path

    window.choose_file_to_save = choose_file
    window.choose_file_to_open = choose_file


def command(screen: object, key: str, **ids: str) -> Callable[[], object]:
    return {each.key: each for each in exchange_commands(screen, **ids)}[f"exchange.{key}"].do


# A table in ---------------------------------------------------------------------------------------


def test_every_row_says_by_its_number_what_becomes_of_it(open_import, plan_file) -> None:
    screen = open_import(plan_file)

    assert state_of(screen) == {1: "out", 2: "out", 3: "in", 4: "in", 5: "no", 6: "in"}
    assert "ten" in words_of(screen, 5)
    assert screen.findChild(ImportTable).current_row().number == 5


def test_nothing_comes_in_while_a_row_cannot_until_it_is_left_out(
    open_import, plan_file, book, workshop_id
) -> None:
    screen = open_import(plan_file)
    before = titles(book, workshop_id)
    bring = screen.findChild(object, "bring_in")
    assert not bring.isEnabled()

    screen.findChild(object, "leave_out_rejected").click()
    assert titles(book, workshop_id) == before
    bring.click()

    assert titles(book, workshop_id) == [*before, "Arrive", "Paint the map", "Look back"]
    window = screen.shell
    assert window.current.route.screen == "workshop.agenda"
    window.commands.trigger("edit.undo")
    assert titles(book, workshop_id) == before


def test_the_plan_may_take_the_place_of_what_is_there(
    open_import, plan_file, book, workshop_id
) -> None:
    screen = open_import(plan_file)
    screen.findChild(object, "leave_out_rejected").click()
    screen.findChild(object, "import_instead").click()
    assert "19:20" not in screen.findChild(object, "import_time").text()

    switch = screen.findChild(object, "start_with_table")
    assert switch.isVisible()
    switch.click()
    assert "19:20" in screen.findChild(object, "import_time").text()
    screen.findChild(object, "bring_in").click()

    assert titles(book, workshop_id) == ["Arrive", "Paint the map", "Look back"]
    assert book.planning.workshop(workshop_id).starts_local.hour == 18


def test_unknown_columns_are_asked_for_and_remembered(
    open_import, tmp_path, book, workshop_id
) -> None:
    path = tmp_path / "odd.csv"
    path.write_text(HEADINGS_UNKNOWN, encoding="utf-8")
    screen = open_import(path)
    assert screen.findChild(object, "question_columns-unclear") is not None
    header = screen.findChild(object, "import_header")
    at = header.findData(1)
    header.setCurrentIndex(at)
    header.activated.emit(at)

    choose(screen, 0, PlanField.TITLE)
    choose(screen, 1, PlanField.MINUTES)
    assert state_of(screen) == {1: "out", 2: "in", 3: "in"}
    screen.findChild(object, "bring_in").click()
    assert titles(book, workshop_id)[-2:] == ["Arrive", "Paint"]


def test_choosing_what_another_column_held_takes_it_from_that_one(open_import, plan_file) -> None:
    screen = open_import(plan_file)
    choose(screen, 3, PlanField.TITLE)

    held = [each.currentData() for each in screen.findChild(ImportTable).header().choices()]
    assert held.count(PlanField.TITLE) == 1
    assert held[3] == PlanField.TITLE


def test_a_word_for_a_kind_can_be_told(open_import, plan_file) -> None:
    screen = open_import(plan_file)
    choice = screen.findChild(object, "kind_of_word")
    at = next(n for n in range(choice.count()) if choice.itemData(n) == "creative")
    choice.activated.emit(at)

    assert "Creative work" in words_of(screen, 4)


def test_the_key_goes_to_the_next_row_that_cannot_come_in(open_import, plan_file) -> None:
    screen = open_import(plan_file)
    table = screen.findChild(ImportTable)
    table.setCurrentIndex(table.model().index(0, 0))
    screen.shell.commands.trigger("import.next")

    assert table.current_row().number == 5


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.csv", b"", "no rows"),
        ("b.xlsx", b"%PDF-1.7 ", "PDF"),
        ("c.csv", b"What;Minutes\n" + b"Talk;5\n" * 10_000, "10000"),
    ],
)
def test_a_file_that_is_no_plan_is_told_in_a_sentence(
    open_import, tmp_path, name: str, content: bytes, says: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    screen = open_import(path)

    assert screen.findChild(object, "unreadable").isVisible()
    assert says in screen._wrong.text.text()
    assert not screen.findChild(object, "bring_in").isEnabled()


def test_the_choices_lie_over_their_columns_in_both_directions(open_import, plan_file) -> None:
    for direction in (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft):
        QApplication.instance().setLayoutDirection(direction)
        table = open_import(plan_file).findChild(ImportTable)
        for place, choice in enumerate(table.header().choices()):
            cell = table.visualRect(table.model().index(0, place + 2))
            assert abs(choice.geometry().center().x() - cell.center().x()) < 4


def test_every_word_of_the_import_is_translated_and_whole(
    make_window, book, workshop_id, plan_file
) -> None:
    with spoken("xx-pseudo"):
        window = make_window(book, Route("workshop.import", (workshop_id, str(plan_file))))
        data = {"Future Skills in our City", "Ideas for a greener street", "evening.csv", "UTF"}
        assert faults_of(window.findChild(PlanImportScreen), data | {"Atelier"}) == []


# Out ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_an_exported_table_comes_in_again(window, book, workshop_id, tmp_path, suffix) -> None:
    path = tmp_path / f"plan{suffix}"
    answers_file(window, path)
    command(window.current, "export", workshop_id=workshop_id)()
    plan = book.plan_files.plan_import(path, workshop_id)

    assert [row.title for row in plan.rows] == titles(book, workshop_id)
    assert plan.rejected == ()


def test_the_sample_table_is_offered_and_reads_without_a_question(
    window, book, workshop_id, tmp_path
) -> None:
    path = tmp_path / "sample.xlsx"
    answers_file(window, path)
    command(window.current, "sample", workshop_id=workshop_id)()

    plan = book.plan_files.plan_import(path, workshop_id)
    assert plan.rows
    assert not plan.questions


def test_a_calendar_file_holds_the_workshops(window, book, tmp_path) -> None:
    path = tmp_path / "all.ics"
    answers_file(window, path)
    command(window.current, "calendar", programme_id=book.planning.programmes()[0].id)()

    assert path.read_text(encoding="utf-8").count("BEGIN:VEVENT") == 5
    assert "5 workshops" in window._notice_bar.text()


def test_thinking_better_of_it_writes_nothing(window, workshop_id, tmp_path) -> None:
    answers_file(window, None)
    for key in ("export", "sample", "calendar", "import", "unpack"):
        command(window.current, key, workshop_id=workshop_id)()

    assert window.current.route.screen == "workshop.agenda"


def test_only_a_package_comes_in_where_there_is_no_workshop(window) -> None:
    keys = [each.key for each in exchange_commands(window.current)]

    assert keys == ["exchange.unpack"]


# Packages -----------------------------------------------------------------------------------------


def hand_on(window: MainWindow, path: Path, tick: str = "", **ids: str) -> list[str]:
    """Hand a plan on as a person does; gives the words that were shown for looking at."""
    seen: list[str] = []

    async def answer(dialog: QDialog) -> int:
        assert isinstance(dialog, PackageSheet)
        seen.extend(dialog._ticks)
        if tick:
            dialog._ticks[tick].click()
        return QDialog.DialogCode.Accepted

    window.ask_dialog = answer
    answers_file(window, path)
    command(window.current, "package", **ids)()
    return seen


def test_words_that_may_be_names_are_shown_and_left_out_when_ticked(
    window, book, workshop_id, tmp_path
) -> None:
    first = book.planning.agenda(workshop_id).activities[0].id
    book.planning.update_activity(first, say="Grace shows the way to the garden.")
    path = tmp_path / "street.facilitator-plan"

    assert "Grace" in hand_on(window, path, "Grace", workshop_id=workshop_id)

    again = book.plan_files.package_import(path)
    told = [each["fields"]["say"] for each in again.content["workshops"][0]["activities"]]
    assert not any("Grace" in text for text in told)


@pytest.fixture
def other_book(tmp_path: Path) -> Workbook:
    clock = SetClock(datetime(2026, 9, 1, 8, 0, tzinfo=UTC))
    made = Workbook.create(tmp_path / "other.facilitator", time_zone="UTC", clock=clock)
    made.centre.add_team_member("Mara", "facilitator")
    yield made
    made.close(back_up=False)


@pytest.fixture
def package(book: Workbook, tmp_path: Path) -> Path:
    path = tmp_path / "city.facilitator-plan"
    book.plan_files.write_package(path, programme_id=book.planning.programmes()[0].id)
    return path


def test_a_package_is_shown_then_taken_in_and_taken_back(make_window, other_book, package) -> None:
    window = make_window(other_book, Route("package.import", (str(package),)))
    screen = window.findChild(PackageScreen)
    assert screen._model.rows()[0].title == "Welcome to the learning city"
    assert other_book.planning.programmes() == []

    screen.findChild(object, "package_moved").click()
    screen.findChild(object, "package_first_on").setDate(QDate(2027, 3, 1))
    QTest.mouseClick(screen.findChild(object, "take_in"), Qt.MouseButton.LeftButton)

    (programme,) = other_book.planning.programmes()
    rows = other_book.planning.workshops(programme.id)
    assert (len(rows), str(rows[0].starts_local.date())) == (5, "2027-03-01")
    assert window.current.route == Route("programme.workshops", (programme.id,))
    window.commands.trigger("edit.undo")
    assert other_book.planning.programmes() == []


def test_what_is_here_already_comes_in_only_as_a_copy(make_window, book, package) -> None:
    window = make_window(book, Route("package.import", (str(package),)))
    screen = window.findChild(PackageScreen)
    take = screen.findChild(object, "take_in")
    assert not take.isEnabled()

    screen.findChild(object, "package_copies").click()
    assert take.isEnabled()
    take.click()
    assert len(book.planning.programmes()) == 2


def test_a_role_of_the_package_is_given_to_somebody_here(make_window, other_book, package) -> None:
    window = make_window(other_book, Route("package.import", (str(package),)))
    screen = window.findChild(PackageScreen)
    role = screen._roles["lead-facilitator"]
    role.setCurrentIndex(1)
    screen.findChild(object, "take_in").click()

    (programme,) = other_book.planning.programmes()
    first = other_book.planning.workshops(programme.id)[0].id
    assert "Mara" in [member.name for member in other_book.planning.workshop(first).team]


def test_a_damaged_package_is_told_in_a_sentence(make_window, book, tmp_path) -> None:
    path = tmp_path / "torn.facilitator-plan"
    path.write_bytes(b"PK\x03\x04 torn")
    window = make_window(book, Route("package.import", (str(path),)))
    screen = window.findChild(PackageScreen)

    assert screen.findChild(object, "unreadable").isVisible()
    assert "torn.facilitator-plan" in screen._wrong.text.text()


def test_every_word_of_a_package_is_translated_and_whole(make_window, book, package) -> None:
    with spoken("xx-pseudo"):
        window = make_window(book, Route("package.import", (str(package),)))
        data = {"Future Skills in our City", "city.facilitator-plan"}
        data |= {row.title for row in book.planning.workshops()}
        data |= {member.name for member in book.centre.team()}
        assert faults_of(window.findChild(PackageScreen), data) == []


# Dropped ------------------------------------------------------------------------------------------


def drop(widget: object, path: Path) -> bool:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), action, mime, button, none)
    enter.ignore()
    QApplication.sendEvent(widget, enter)
    if not enter.isAccepted():
        return False
    QApplication.sendEvent(widget, QDropEvent(QPointF(5, 5), action, mime, button, none))
    return True


def test_a_table_dropped_on_a_workshop_is_previewed(window, workshop_id, plan_file) -> None:
    exchange_commands(window.current, workshop_id=workshop_id)

    assert drop(window.current, plan_file)
    assert window.current.route == Route("workshop.import", (workshop_id, str(plan_file)))


def test_a_package_dropped_where_there_is_no_workshop_is_previewed(
    make_window, book, package, plan_file
) -> None:
    window = make_window(book, Route("programmes"))
    exchange_commands(window.current)

    assert not drop(window.current, plan_file)
    assert drop(window.current, package)
    assert window.current.route == Route("package.import", (str(package),))
