"""A second pair of eyes: what is said, why, what helps, and putting it aside."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from facilitator.planning.model import ActivityKind, Agenda
from facilitator.workbook import Workbook
from tests.ui.pseudo import faults_of
from ui.planning.hints_help import LibraryPart, Recent, place_for_break, read_advice
from ui.planning.hints_list import HintList, HintRow
from ui.planning.hints_panel import HintsButton, HintsPanel
from ui.theme.theme import Theme
from ui.words import spoken


@pytest.fixture
def panel(qtbot: Any, theme: Theme) -> HintsPanel:
    panel = HintsPanel(theme)
    qtbot.addWidget(panel)
    panel.resize(panel.width(), 700)
    panel.show()
    return panel


@pytest.fixture
def bare(book: Workbook) -> str:
    """Two hours of making, at a stretch, with an aim that gets no time."""
    skill = book.skills.framework().skills[0].id
    bare = book.planning.add_workshop(
        None, "Bare", "2026-12-05T09:00", "Europe/London", 5400, skills=[skill]
    )
    for number in range(4):
        title = f"Part {number}"
        book.planning.add_activity(
            bare, None, title, "creative", 1800, grouping="pairs", minimum_seconds=1500
        )
    return bare


def _show(panel: HintsPanel, book: Workbook, workshop_id: str, **more: Any) -> Agenda:
    agenda = book.planning.agenda(workshop_id)
    panel.show_agenda(agenda, {})
    panel.show_advice(read_advice(book, agenda), agenda, **more)
    return agenda


def _headlines(panel: HintsPanel) -> list[str]:
    return [row.accessibleName() for row in panel.findChildren(HintRow) if row.isVisible()]


def _press(qtbot: Any, panel: HintsPanel, name: str, at: int = 0) -> None:
    links = [link for link in panel.findChildren(QPushButton, name) if link.isVisible()]
    qtbot.mouseClick(links[at], Qt.MouseButton.LeftButton)


def test_a_day_that_is_well_made_is_left_alone(
    panel: HintsPanel, book: Workbook, workshop_id: str
) -> None:
    _show(panel, book, workshop_id)

    assert _headlines(panel) == []
    nothing = panel.findChild(QLabel, "no_hints")
    assert nothing.isVisible()
    assert nothing.text().startswith("Nothing to say")
    assert panel.heading is not None
    assert panel.heading.count.text() == "0"


def test_each_hint_says_what_and_on_demand_why(
    qtbot: Any, panel: HintsPanel, book: Workbook, bare: str
) -> None:
    _show(panel, book, bare)
    assert "The plan ends 30 min after the end that was set" in _headlines(panel)
    assert "No time to look back" in _headlines(panel)
    reasons = [each for each in panel.findChildren(QLabel, "hint_reason") if each.isVisible()]
    assert reasons == []

    _press(qtbot, panel, "hint_why")
    reasons = [each for each in panel.findChildren(QLabel, "hint_reason") if each.isVisible()]
    assert len(reasons) == 1
    assert "give 20 min" in reasons[0].text()
    # It stays open when the agenda is read again, with other hints or not.
    book.planning.update_activity(
        book.planning.agenda(bare).activities[0].id, kind=ActivityKind.WELCOME
    )
    _show(panel, book, bare)
    reasons = [each for each in panel.findChildren(QLabel, "hint_reason") if each.isVisible()]
    assert len(reasons) == 1


def test_links_ask_for_what_helps(qtbot: Any, panel: HintsPanel, book: Workbook, bare: str) -> None:
    ids = [each.id for each in book.planning.agenda(bare).activities]
    recent = Recent(ids[2], 1500, 1800)
    _show(panel, book, bare, recent=recent)
    asked: list[object] = []
    hints = panel.hints
    hints.back_requested.connect(asked.append)
    hints.fit_requested.connect(lambda: asked.append("fit"))
    hints.break_requested.connect(asked.append)
    hints.methods_requested.connect(asked.append)
    hints.go_requested.connect(asked.append)
    for name in ("hint_back", "hint_fit", "hint_break", "hint_methods", "hint_go"):
        _press(qtbot, panel, name)

    assert asked == [recent, "fit", 2, LibraryPart(ActivityKind.REFLECTION), ids[3]]


def test_taking_back_is_not_offered_once_the_minutes_are_others(
    panel: HintsPanel, book: Workbook, bare: str
) -> None:
    ids = [each.id for each in book.planning.agenda(bare).activities]
    _show(panel, book, bare, recent=Recent(ids[2], 1500, 2400))

    assert panel.findChildren(QPushButton, "hint_back") == []


def test_methods_are_counted_as_the_library_will_show_them(
    panel: HintsPanel, book: Workbook, bare: str
) -> None:
    _show(panel, book, bare)
    words = [link.text() for link in panel.findChildren(QPushButton, "hint_methods")]
    many = book.planning.count_methods("", LibraryPart(ActivityKind.REFLECTION).chosen)

    assert many > 1
    assert f"See {many} methods" in words


def test_what_is_put_aside_is_counted_and_can_come_back(
    qtbot: Any, panel: HintsPanel, book: Workbook, bare: str
) -> None:
    _show(panel, book, bare)
    before = _headlines(panel)
    with qtbot.waitSignal(panel.hints.dismiss_requested) as asked:
        _press(qtbot, panel, "dismiss_hint")
    (hint,) = asked.args
    book.planning.dismiss_hint(hint.place_id, hint.code, hint.about)
    _show(panel, book, bare)
    assert _headlines(panel) == before[1:]

    back = panel.findChild(QPushButton, "bring_back_hints")
    assert back.text() == "Bring back 1 put aside"
    with qtbot.waitSignal(panel.hints.bring_back_requested):
        qtbot.mouseClick(back, Qt.MouseButton.LeftButton)


def test_a_plan_that_is_only_looked_at_offers_reasons_and_no_changes(
    panel: HintsPanel, book: Workbook, bare: str
) -> None:
    _show(panel, book, bare, editable=False)
    names = {link.objectName() for link in panel.findChildren(QPushButton) if link.isVisible()}

    assert names == {"hint_why", "hint_go", "hint_methods"}


def test_a_break_parts_a_long_stretch_in_the_middle(book: Workbook, bare: str) -> None:
    agenda = book.planning.agenda(bare)
    hint = next(each for each in book.planning.hints(bare) if each.code == "no-break")

    assert place_for_break(hint, agenda) == 2


def test_an_aim_without_minutes_is_marked_by_more_than_colour(
    panel: HintsPanel, book: Workbook, bare: str
) -> None:
    _show(panel, book, bare)
    bars = panel.findChild(object, "minutes_by_skill")

    assert "no minutes yet" in bars.accessibleDescription()


def test_shelves_are_found_again_in_a_route() -> None:
    for part in (LibraryPart(ActivityKind.WELCOME), LibraryPart(skill_id="0199")):
        assert LibraryPart.from_focus(part.focus) == part
    assert LibraryPart.from_focus("") is None
    assert LibraryPart.from_focus("kind=nonsense") is None


def test_links_are_not_made_anew_while_nothing_changes(
    panel: HintsPanel, book: Workbook, bare: str
) -> None:
    _show(panel, book, bare)
    before = panel.findChildren(HintRow)
    _show(panel, book, bare)

    assert panel.findChildren(HintRow) == before


def test_the_button_says_how_many(qtbot: Any, theme: Theme) -> None:
    button = HintsButton(theme)
    qtbot.addWidget(button)
    said = [button.words]
    for count in (1, 3):
        button.show_count(count)
        said.append(button.words)

    assert said == ["No hints", "1 hint", "3 hints"]


def test_every_word_of_the_panel_can_be_translated(
    qtbot: Any, theme: Theme, book: Workbook, bare: str
) -> None:
    with spoken("xx-pseudo"):
        panel = HintsPanel(theme)
        qtbot.addWidget(panel)
        panel.resize(panel.width(), 900)
        panel.show()
        _show(panel, book, bare)
        for link in panel.findChildren(QPushButton, "hint_why"):
            link.click()
        # Each round lets the scroll area give its parts the height they asked for.
        for _ in range(4):
            QApplication.processEvents()
        assert panel.findChild(HintList) is not None
        assert faults_of(panel) == []
