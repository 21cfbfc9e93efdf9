"""Ways to end in time, read side by side before one is taken."""

from collections.abc import Callable
from datetime import time
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTime
from PySide6.QtWidgets import QLabel, QRadioButton, QTimeEdit, QWidget

from facilitator.planning.fitting import FitWay
from facilitator.workbook import Workbook
from tests.ui.pseudo import faults_of
from ui.planning.fit_sheet import FitSheet, ProposalCard
from ui.theme.theme import Theme
from ui.words import spoken

MakeSheet = Callable[..., FitSheet]


@pytest.fixture
def make_sheet(qtbot: Any, theme: Theme, book: Workbook) -> MakeSheet:
    page = QWidget()
    page.resize(1200, 760)
    qtbot.addWidget(page)

    def make(workshop_id: str, end: time | None = None) -> FitSheet:
        sheet = FitSheet(theme, page, book.planning.agenda(workshop_id))
        sheet.show_proposals(book.planning.fit_proposals(workshop_id, end), in_time=False)
        page.show()
        sheet.show()
        return sheet

    return make


@pytest.fixture
def too_long(book: Workbook, workshop_id: str) -> str:
    """Ten minutes over; the closing may be dropped."""
    activities = book.planning.agenda(workshop_id).activities
    book.planning.update_activity(activities[7].id, planned_seconds=35 * 60)
    book.planning.update_activity(activities[9].id, optional=True)
    return workshop_id


def _words(sheet: QWidget) -> list[str]:
    return [each.text() for each in sheet.findChildren(QLabel) if each.isVisible()]


def test_proposals_stand_side_by_side_with_what_they_do(
    qtbot: Any, make_sheet: MakeSheet, book: Workbook, too_long: str
) -> None:
    sheet = make_sheet(too_long)
    shrink, drop, *_ = sheet.findChildren(ProposalCard)
    asked = {proposal.way: proposal for proposal in book.planning.fit_proposals(too_long)}

    assert shrink.geometry().right() < drop.geometry().left()
    change = asked[FitWay.SHRINK].changes[0]
    before, after = change.before_seconds // 60, (change.after_seconds or 0) // 60
    assert any(f"{before} → {after}" in words for words in _words(shrink))
    assert "One-word close" in _words(drop)
    assert "5 min dropped" in _words(drop)


def test_the_gentlest_that_fits_is_marked_and_another_can_be_clicked(
    qtbot: Any, make_sheet: MakeSheet, book: Workbook, too_long: str
) -> None:
    sheet = make_sheet(too_long)
    cards = sheet.findChildren(ProposalCard)
    assert sheet.chosen == next(card.proposal for card in cards if card.proposal.fits)

    qtbot.mouseClick(cards[-1], Qt.MouseButton.LeftButton)
    assert sheet.chosen == cards[-1].proposal
    assert sum(mark.isChecked() for mark in sheet.findChildren(QRadioButton)) == 1


def test_what_is_not_enough_says_what_stays_over(
    qtbot: Any, make_sheet: MakeSheet, book: Workbook, too_long: str
) -> None:
    sheet = make_sheet(too_long)
    dropping = next(
        card for card in sheet.findChildren(ProposalCard) if card.proposal.way is FitWay.DROP
    )

    assert dropping.mark.accessibleDescription().endswith("5 min still over")


def test_another_end_asks_for_other_proposals(
    qtbot: Any, make_sheet: MakeSheet, book: Workbook, too_long: str
) -> None:
    sheet = make_sheet(too_long)
    field = sheet.findChild(QTimeEdit, "fit_end")
    assert sheet.end == time(19, 30)

    with qtbot.waitSignal(sheet.end_changed):
        field.setTime(QTime(19, 20))
    assert sheet.end == time(19, 20)


def test_where_nothing_helps_the_sheet_says_so(make_sheet: MakeSheet, book: Workbook) -> None:
    bare = book.planning.add_workshop(None, "Bare", "2026-12-05T09:00", "Europe/London", 1200)
    book.planning.add_activity(bare, None, "Welcome", "welcome", 1800)
    sheet = make_sheet(bare)

    assert sheet.findChildren(ProposalCard) == []
    said = sheet.findChild(QLabel, "no_proposals")
    assert said.isVisible()
    assert said.text().startswith("Nothing here may be shortened or dropped")
    assert not sheet.main_button.isEnabled()


def test_every_word_of_the_sheet_can_be_translated(
    qtbot: Any, make_sheet: MakeSheet, book: Workbook, too_long: str
) -> None:
    data = {each.title for each in book.planning.agenda(too_long).activities}
    with spoken("xx-pseudo"):
        sheet = make_sheet(too_long)
        assert faults_of(sheet, data=data) == []
