"""How certificates look, what is said before they are printed, and printing them."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QDialog

from facilitator.certificates.model import CertificateChoice
from facilitator.clock import SetClock
from facilitator.documents.page_image import page_sizes
from facilitator.workbook import Workbook
from tests.ui.pseudo import faults_of
from ui.programmes import certificates_tab
from ui.programmes.look_sheet import TEMPLATES
from ui.programmes.template_picture import TemplatePicture
from ui.shell.main_window import MainWindow
from ui.shell.route import Route
from ui.widgets.rows import RowsView
from ui.words import PSEUDO, spoken

MakeWindow = Callable[..., MainWindow]
Deed = Callable[[QDialog], None]


@pytest.fixture
def workbook(tmp_path: Path) -> Iterator[Workbook]:
    clock = SetClock(datetime(2026, 10, 21, 9, 0, tzinfo=UTC))
    made = Workbook.create(tmp_path / "Centre.facilitator", time_zone="UTC", clock=clock)
    yield made
    made.close(back_up=False)


@pytest.fixture
def programme(workbook: Workbook) -> str:
    return workbook.load_sample()


@pytest.fixture
def window(make_window: MakeWindow, workbook: Workbook, programme: str) -> MainWindow:
    return make_window(workbook, Route("programme.certificates", (programme,)))


def press(within: Any, name: str) -> None:
    found = within.findChild(QAbstractButton, name)
    assert found is not None, name
    found.click()


def take(dialog: QDialog, name: str, value: str) -> None:
    field = dialog.findChild(QComboBox, name)
    assert field is not None
    field.setCurrentIndex(field.findData(value))
    field.activated.emit(field.currentIndex())


def answers(window: MainWindow, deed: Deed) -> list[QDialog]:
    """Do this in the next dialog; gives the dialogs that came."""
    came: list[QDialog] = []

    async def answer(dialog: QDialog) -> int:
        came.append(dialog)
        dialog.show()
        deed(dialog)
        dialog.hide()
        return dialog.result()

    window.ask_dialog = answer  # type: ignore[method-assign]
    return came


def test_a_template_is_chosen_by_its_picture_and_taken_back_in_one_step(
    window: MainWindow, workbook: Workbook, programme: str
) -> None:
    def choose(dialog: QDialog) -> None:
        pictures = dialog.findChildren(TemplatePicture)
        assert len(pictures) == len(TEMPLATES)
        assert all(picture.has_picture for picture in pictures)
        press(dialog, "template_stars")
        press(dialog, "look_portrait")
        take(dialog, "look_second_language", "fr")
        press(dialog, "sheet_main")

    answers(window, choose)
    press(window, "choose_look")
    chosen = workbook.certificates.choice(programme)
    assert (chosen.template, chosen.second_language) == ("stars-portrait", "fr")
    window.commands.trigger("edit.undo")
    assert workbook.certificates.choice(programme) == CertificateChoice()


def test_one_person_gets_a_language_of_their_own(
    window: MainWindow, workbook: Workbook, programme: str
) -> None:
    amina = workbook.people.search("Amina")[0].id

    def choose(dialog: QDialog) -> None:
        take(dialog, "look_whom", amina)
        take(dialog, "look_language", "ar")
        press(dialog, "sheet_main")

    answers(window, choose)
    press(window, "choose_look")
    assert workbook.certificates.choice(programme).language == ""
    rows = workbook.certificates.issue(programme)
    assert {row.holder for row in rows if row.language == "ar"} == {"Amina El Idrissi"}


def test_a_template_that_only_stands_leaves_no_choice(window: MainWindow) -> None:
    seen: list[tuple[bool, bool]] = []

    def look(dialog: QDialog) -> None:
        press(dialog, "template_lantern")
        lying = dialog.findChild(QAbstractButton, "look_landscape")
        standing = dialog.findChild(QAbstractButton, "look_portrait")
        seen.append((lying.isEnabled(), standing.isChecked()))
        dialog.reject()

    answers(window, look)
    press(window, "choose_look")
    assert seen == [(False, True)]


def test_a_page_is_seen_before_it_is_issued(window: MainWindow, qtbot: Any) -> None:
    preview = window.findChild(certificates_tab.CertificatePreview)
    qtbot.waitUntil(lambda: "Amina" in preview.accessibleName())


def with_an_odd_letter(workbook: Workbook, programme: str) -> None:
    amina = workbook.people.search("Amina")[0].id
    workbook.people.update(amina, name="Amina \U00012000")
    workbook.certificates.issue(programme)


def test_who_has_letters_without_a_font_is_named_and_left_out(
    window: MainWindow, workbook: Workbook, programme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_an_odd_letter(workbook, programme)
    told: list[str] = []
    printed: list[bytes] = []

    def go_on(dialog: QDialog) -> None:
        view = dialog.findChild(RowsView, "findings")
        model = view.model()
        told.extend(str(model.index(row, 0).data()) for row in range(model.rowCount()))
        press(dialog, "sheet_main")

    async def to_printer(_screen: Any, content: bytes, _title: str) -> bool:
        printed.append(content)
        return True

    monkeypatch.setattr(certificates_tab, "print_pdf", to_printer)
    answers(window, go_on)
    window.commands.trigger("certificates.print")
    assert len(told) == 1
    assert told[0].startswith("Amina")
    assert len(page_sizes(printed[0])) == 22


def test_a_finding_leads_to_the_person_and_prints_nothing(
    window: MainWindow, workbook: Workbook, programme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_an_odd_letter(workbook, programme)
    amina = workbook.people.search("Amina")[0].id

    def mend(dialog: QDialog) -> None:
        view = dialog.findChild(RowsView, "findings")
        view.opened.emit(view.current_row())

    async def to_printer(*_given: Any) -> bool:
        raise AssertionError("printed")

    monkeypatch.setattr(certificates_tab, "print_pdf", to_printer)
    answers(window, mend)
    press(window, "print_certificates")
    assert (window.route.screen, window.route.ids) == ("person", (amina,))


def test_sound_certificates_go_to_the_printer_unasked(
    window: MainWindow, workbook: Workbook, programme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    workbook.certificates.issue(programme)
    titles: list[str] = []

    async def to_printer(_screen: Any, content: bytes, title: str) -> bool:
        assert content.startswith(b"%PDF")
        titles.append(title)
        return True

    monkeypatch.setattr(certificates_tab, "print_pdf", to_printer)
    came = answers(window, lambda dialog: dialog.reject())
    press(window, "print_certificates")
    assert came == []
    assert titles == ["Certificates Future Skills in our City"]


def test_every_word_of_the_look_can_be_translated_and_has_room(
    make_window: MakeWindow, workbook: Workbook, programme: str
) -> None:
    faults: list[str] = []

    def look(dialog: QDialog) -> None:
        QApplication.processEvents()
        faults.extend(faults_of(dialog, set()))
        dialog.reject()

    with spoken(PSEUDO):
        window = make_window(workbook, Route("programme.certificates", (programme,)))
        answers(window, look)
        press(window, "choose_look")
    assert faults == []


def test_every_word_before_printing_can_be_translated_and_has_room(
    make_window: MakeWindow, workbook: Workbook, programme: str
) -> None:
    workbook.certificates.choose(programme, template="two-languages-landscape")
    with_an_odd_letter(workbook, programme)
    faults: list[str] = []
    names = {person.name for person in workbook.people.roster(programme)}

    def look(dialog: QDialog) -> None:
        QApplication.processEvents()
        faults.extend(faults_of(dialog, names))
        dialog.reject()

    with spoken(PSEUDO):
        window = make_window(workbook, Route("programme.certificates", (programme,)))
        came = answers(window, look)
        press(window, "print_certificates")
    assert len(came) == 1
    assert faults == []


def test_what_was_let_stand_is_not_asked_again(
    window: MainWindow, workbook: Workbook, programme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    workbook.certificates.choose(programme, template="two-languages-landscape")
    workbook.certificates.issue(programme)
    printed: list[bytes] = []

    async def to_printer(_screen: Any, content: bytes, _title: str) -> bool:
        printed.append(content)
        return True

    monkeypatch.setattr(certificates_tab, "print_pdf", to_printer)
    came = answers(window, lambda dialog: press(dialog, "sheet_main"))
    press(window, "print_certificates")
    press(window, "print_certificates")
    assert len(came) == 1
    assert [len(page_sizes(content)) for content in printed] == [23, 23]
