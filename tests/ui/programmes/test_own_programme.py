"""A programme of one's own, from its first title to the certificates on paper, by the window."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import QDate, Qt, QTime
from PySide6.QtWidgets import (
    QApplication,
    QDateEdit,
    QDialog,
    QDoubleSpinBox,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QTimeEdit,
    QWidget,
)

from facilitator.certificates.model import AwardKind, RuleDraft
from facilitator.clock import SetClock
from facilitator.planning.model import WorkshopStatus
from facilitator.workbook import Workbook
from tests.ui.pseudo import faults_of
from ui.programmes.choosing import NamedChoice
from ui.programmes.rules_editor import RulesEditor
from ui.programmes.saving_sheet import SavingSheet
from ui.shell.main_window import MainWindow
from ui.shell.route import Route
from ui.theme.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.fields import Choice
from ui.widgets.labels import TextLabel
from ui.widgets.rows import RowsView
from ui.widgets.toggles import Switch, TickBox
from ui.words import PSEUDO, spoken

MakeWindow = Callable[..., MainWindow]
AMINA, ARABIC = "Amina El Idrissi", "أمينة الإدريسي"


@pytest.fixture
def workbook(tmp_path: Path) -> Iterator[Workbook]:
    clock = SetClock(datetime(2026, 10, 21, 9, 0, tzinfo=UTC))
    made = Workbook.create(tmp_path / "Own.facilitator", time_zone="UTC", clock=clock)
    yield made
    made.close(back_up=False)


@pytest.fixture
def programme(workbook: Workbook) -> str:
    return workbook.start_programme("Mending together")


@pytest.fixture
def workshops(workbook: Workbook, programme: str) -> list[str]:
    return [
        workbook.planning.add_workshop(programme, title, starts, "UTC", 3600)
        for title, starts in (
            ("First repairs", "2026-10-08T17:30"),
            ("Second repairs", "2026-10-15T17:30"),
        )
    ]


@pytest.fixture
def people(workbook: Workbook, programme: str, workshops: list[str]) -> list[str]:
    """Amina was at both workshops, the second person at the first."""
    found = [workbook.people.add(name) for name in (AMINA, ARABIC)]
    for person in found:
        workbook.people.enrol(person, programme, date(2026, 10, 1))
        workbook.attendance.mark(workshops[0], person)
    workbook.attendance.mark(workshops[1], found[0])
    return found


def answering(window: MainWindow, act: Callable[[Any], object]) -> None:
    """Let `act` work in the next dialog as a person would; it ends with a click or Escape."""

    async def answer(dialog: QDialog) -> int:
        dialog.show()
        QApplication.processEvents()
        act(dialog)
        assert not dialog.isVisible(), "the dialog is still open"
        return dialog.result()

    window.ask_dialog = answer  # type: ignore[method-assign]


def part(dialog: QWidget, kind: type[Any], name: str) -> Any:
    found = dialog.findChild(kind, name)
    assert found is not None, name
    return found


def save(dialog: SavingSheet) -> None:
    dialog.main_button.click()


def test_a_programme_of_ones_own_goes_from_its_title_to_the_certificates_on_paper(
    make_window: MakeWindow, workbook: Workbook, tmp_path: Path, qtbot: Any
) -> None:
    window = make_window(workbook, Route("programmes"))

    async def name_it(dialog: QDialog) -> int:
        part(dialog, QLineEdit, "programme_title").setText("Mending together")
        part(dialog, Button, "sheet_main").click()
        return dialog.result()

    window.ask_dialog = name_it  # type: ignore[method-assign]
    window.commands.trigger("programmes.add")
    (row,) = workbook.planning.programmes()

    for title, day in (("First repairs", 8), ("Second repairs", 15)):

        async def plan_it(dialog: QDialog, title: str = title, day: int = day) -> int:
            part(dialog, QLineEdit, "workshop_title").setText(title)
            part(dialog, QDateEdit, "workshop_day").setDate(QDate(2026, 10, day))
            part(dialog, Button, "sheet_main").click()
            return dialog.result()

        window.go(Route("programme.workshops", (row.id,)))
        window.ask_dialog = plan_it  # type: ignore[method-assign]
        window.commands.trigger("workshops.add")

    found = [workbook.people.add(name) for name in (AMINA, ARABIC)]
    workshops = [each.id for each in workbook.planning.workshops(row.id)]
    for person in found:
        workbook.people.enrol(person, row.id, date(2026, 10, 1))
        workbook.attendance.mark(workshops[0], person)
    workbook.attendance.mark(workshops[1], found[0])
    for skill in ("creativity", "critical-thinking"):
        workbook.skills.observe(found[0], workshops[1], skill, 3)
    workbook.centre.describe(name="Mill House")

    window.go(Route("programme.certificates", (row.id,)))

    def ask_for_more(dialog: RulesEditor) -> None:
        awards = part(dialog, RowsView, "awards")
        awards.setCurrentIndex(awards.model().index(2, 0))
        part(dialog, QLineEdit, "award_title").setText("Certificate of skills")
        save(dialog)

    answering(window, ask_for_more)
    window.commands.trigger("certificates.rules")
    window.commands.trigger("certificates.issue")

    register = workbook.certificates.register(row.id)
    assert [(each.holder, each.title) for each in register] == [
        (AMINA, "Certificate of skills"),
        (ARABIC, "Record of attendance"),
    ]
    target = tmp_path / "all.pdf"
    workbook.reports.write_certificates([each.id for each in register], target)
    with pypdfium2.PdfDocument(target) as document:
        texts = [page.get_textpage().get_text_bounded() for page in document]
    assert AMINA in texts[0]
    assert "Mill House" in texts[0]
    assert len(texts) == 2


def test_an_own_programme_without_place_and_signatories_prints_its_papers(
    workbook: Workbook, programme: str, workshops: list[str], people: list[str], tmp_path: Path
) -> None:
    workbook.centre.describe(name="Mill House")
    rows = workbook.certificates.issue(programme)
    certificates, sheet = tmp_path / "c.pdf", tmp_path / "s.pdf"
    workbook.reports.write_certificates([row.id for row in rows], certificates)
    workbook.reports.write_sign_in_sheet(workshops[0], sheet)
    for target, pages in ((certificates, 2), (sheet, 1)):
        with pypdfium2.PdfDocument(target) as document:
            assert len(document) == pages
            text = document[0].get_textpage().get_text_bounded()
        assert ", ," not in text
        assert "{" not in text


def test_issuing_for_a_centre_without_a_name_leads_to_where_it_is_given(
    make_window: MakeWindow, workbook: Workbook, programme: str, people: list[str]
) -> None:
    window = make_window(workbook, Route("programme.certificates", (programme,)))
    window.commands.trigger("certificates.issue")
    headline = part(window, TextLabel, "trouble_headline")
    assert headline.isVisible()
    (way,) = [b for b in window.findChildren(Button) if b.words == "Describe the centre"]
    way.click()
    assert (window.route.screen, window.route.focus) == ("settings", "centre")
    assert not headline.isVisible()
    assert workbook.certificates.register() == []


def test_the_rules_say_who_would_get_what_and_undo_takes_them_back(
    make_window: MakeWindow, workbook: Workbook, programme: str, people: list[str], qtbot: Any
) -> None:
    window = make_window(workbook, Route("programme.certificates", (programme,)))
    told: list[str] = []

    def change(dialog: RulesEditor) -> None:
        line = part(dialog, TextLabel, "rules_preview")
        told.append(line.text())
        awards = part(dialog, RowsView, "awards")
        awards.setCurrentIndex(awards.model().index(1, 0))
        field = part(dialog, QDoubleSpinBox, "min_contact_percent")
        field.selectAll()
        qtbot.keyClicks(field, "50")
        qtbot.waitUntil(lambda: line.text() != told[0])
        told.append(line.text())
        save(dialog)

    answering(window, change)
    part(window, Button, "edit_rules").click()

    assert told == ["With these rules: 1 / 1 / 0, none 0", "With these rules: 0 / 2 / 0, none 0"]
    rule = workbook.certificates.rules(programme)[1]
    assert rule.conditions.min_contact_percent == Decimal(50)
    assert part(window, TextLabel, "awards_counts").text() == "2 × Certificate of participation"
    window.commands.trigger("edit.undo")
    rule = workbook.certificates.rules(programme)[1]
    assert rule.conditions.min_contact_percent == Decimal(75)


def test_a_condition_that_is_not_asked_for_says_so(
    make_window: MakeWindow, workbook: Workbook, programme: str
) -> None:
    window = make_window(workbook, Route("programme.certificates", (programme,)))

    def look(dialog: RulesEditor) -> None:
        assert part(dialog, QSpinBox, "min_workshops").text() == "1"
        assert part(dialog, QSpinBox, "min_observations").text() == "not asked"
        assert not part(dialog, Choice, "min_observed_level").isEnabled()
        dialog.reject()

    answering(window, look)
    before = workbook.history()
    window.commands.trigger("certificates.rules")
    assert workbook.history() == before


def test_what_is_wrong_in_an_award_is_said_beside_its_field_and_nothing_is_lost(
    make_window: MakeWindow, workbook: Workbook, programme: str, qtbot: Any
) -> None:
    window = make_window(workbook, Route("programme.certificates", (programme,)))

    def mistype(dialog: RulesEditor) -> None:
        statement = part(dialog, QPlainTextEdit, "award_statement")
        statement.setPlainText("{naem} came.")
        awards = part(dialog, RowsView, "awards")
        awards.setCurrentIndex(awards.model().index(2, 0))
        save(dialog)
        assert dialog.isVisible()
        assert awards.currentIndex().row() == 0
        row = dialog.rows["statement"]
        assert row.error.text() == "There is no placeholder {naem}."
        assert row.error.isVisible()
        assert statement.toPlainText() == "{naem} came."
        statement.setPlainText("{display_name} came.")
        save(dialog)

    answering(window, mistype)
    window.commands.trigger("certificates.rules")
    assert workbook.certificates.rules(programme)[0].statement == "{display_name} came."


def test_awards_are_added_moved_and_removed_by_their_buttons(
    make_window: MakeWindow, workbook: Workbook, programme: str
) -> None:
    window = make_window(workbook, Route("programme.certificates", (programme,)))

    def rebuild(dialog: RulesEditor) -> None:
        awards = part(dialog, RowsView, "awards")
        dialog.add_award(AwardKind.PARTICIPATION)
        assert awards.currentIndex().row() == 2
        assert not part(dialog, QWidget, "award_down").isEnabled()
        part(dialog, QLineEdit, "award_title").setText("Came often")
        part(dialog, QWidget, "award_up").click()
        awards.setCurrentIndex(awards.model().index(0, 0))
        part(dialog, QWidget, "remove_award").click()
        save(dialog)

    answering(window, rebuild)
    window.commands.trigger("certificates.rules")
    titles = [rule.title for rule in workbook.certificates.rules(programme)]
    assert titles == ["Came often", "Certificate of participation", "Certificate of achievement"]


def test_a_programme_without_awards_is_offered_the_usual_ones(
    make_window: MakeWindow, workbook: Workbook
) -> None:
    bare = workbook.planning.add_programme("From long ago")
    window = make_window(workbook, Route("programme.certificates", (bare,)))

    def take_the_usual(dialog: RulesEditor) -> None:
        part(dialog, Button, "usual_awards").click()
        save(dialog)

    answering(window, take_the_usual)
    part(window, Button, "choose_awards").click()
    assert len(workbook.certificates.rules(bare)) == 3
    assert not part(window, Button, "choose_awards").isVisible()


def test_who_signs_is_ticked(make_window: MakeWindow, workbook: Workbook, programme: str) -> None:
    helen = workbook.centre.add_signatory("Helen Marsh", "Coordinator")
    window = make_window(workbook, Route("programme.certificates", (programme,)))

    def tick(dialog: RulesEditor) -> None:
        part(dialog, TickBox, f"award_signatories_{helen}").click()
        save(dialog)

    answering(window, tick)
    window.commands.trigger("certificates.rules")
    first = RuleDraft.of(workbook.certificates.rules(programme)[0])
    assert first.signatory_ids == (helen,)


def test_the_details_of_a_programme_are_one_action(
    make_window: MakeWindow, workbook: Workbook, programme: str
) -> None:
    member = workbook.centre.add_team_member("Grace Obi")
    skill = workbook.skills.framework().skills[0]
    window = make_window(workbook, Route("programme.workshops", (programme,)))

    def fill(dialog: SavingSheet) -> None:
        part(dialog, QLineEdit, "programme_title").setText("Mending, together")
        part(dialog, NamedChoice, "venue").setEditText("Tide Room")
        part(dialog, QSpinBox, "programme_capacity").setValue(14)
        part(dialog, QPlainTextEdit, "programme_outcomes").setPlainText("Sew on.\n\nDarn.")
        part(dialog, TickBox, f"programme_team_{member}").click()
        part(dialog, TickBox, f"programme_skills_{skill.id}").click()
        breaks = part(dialog, Choice, "breaks_count")
        breaks.setCurrentIndex(breaks.findData(True))
        rounding = part(dialog, Choice, "rounding_minutes")
        rounding.setCurrentIndex(rounding.findData(15))
        save(dialog)

    answering(window, fill)
    part(window, Button, "edit_programme").click()
    found = workbook.planning.programme(programme)
    assert (found.title, found.venue_name, found.capacity) == ("Mending, together", "Tide Room", 14)
    assert (found.breaks_count, found.rounding_minutes) == (True, 15)
    assert [each.text for each in found.outcomes] == ["Sew on.", "Darn."]
    assert [each.name for each in found.team] == ["Grace Obi"]
    assert [each.key for each in found.skills] == [skill.key]
    window.commands.trigger("edit.undo")
    assert workbook.planning.programme(programme).title == "Mending together"
    assert workbook.centre.venues() == []


def test_a_programme_needs_a_title_and_says_so_beside_it(
    make_window: MakeWindow, workbook: Workbook, programme: str
) -> None:
    window = make_window(workbook, Route("programme.workshops", (programme,)))

    def empty(dialog: SavingSheet) -> None:
        part(dialog, QLineEdit, "programme_title").setText(" ")
        save(dialog)
        assert dialog.rows["title"].error.text() == "A title is needed."
        dialog.reject()

    answering(window, empty)
    window.commands.trigger("programme.edit")
    assert workbook.planning.programme(programme).title == "Mending together"


def test_saving_what_nobody_changed_is_no_action(
    make_window: MakeWindow, workbook: Workbook, programme: str, workshops: list[str]
) -> None:
    window = make_window(workbook, Route("programme.workshops", (programme,)))
    before = workbook.history()
    answering(window, save)
    for command in ("programme.edit", "workshops.edit"):
        window.commands.trigger(command)
    assert workbook.history() == before


def test_one_workshop_moves_and_the_others_stay(
    make_window: MakeWindow, workbook: Workbook, programme: str, workshops: list[str], qtbot: Any
) -> None:
    window = make_window(workbook, Route("workshop.agenda", (workshops[0],)))

    def move(dialog: SavingSheet) -> None:
        part(dialog, QDateEdit, "workshop_day").setDate(QDate(2026, 10, 9))
        part(dialog, QTimeEdit, "workshop_start").setTime(QTime(18, 0))
        part(dialog, QSpinBox, "workshop_minutes").setValue(90)
        part(dialog, NamedChoice, "venue").setEditText("Mill House")
        part(dialog, NamedChoice, "room").setEditText("Upstairs")
        part(dialog, QPlainTextEdit, "workshop_aim").setPlainText("Mend one thing.")
        save(dialog)

    answering(window, move)
    window.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_E)
    found, other = (workbook.planning.workshop(each) for each in workshops)
    assert (str(found.starts_local), found.target_seconds) == ("2026-10-09 18:00:00", 5400)
    assert (found.venue_name, found.room_name, found.aim) == (
        "Mill House",
        "Upstairs",
        "Mend one thing.",
    )
    assert (str(other.starts_local), other.venue_name) == ("2026-10-15 17:30:00", "")
    window.commands.trigger("edit.undo")
    assert workbook.planning.workshop(workshops[0]).venue_name == ""
    assert workbook.centre.venues() == []


def test_a_workshop_is_cancelled_and_planned_again(
    make_window: MakeWindow, workbook: Workbook, programme: str, workshops: list[str]
) -> None:
    window = make_window(workbook, Route("programme.workshops", (programme,)))

    def flip(dialog: SavingSheet) -> None:
        part(dialog, Switch, "workshop_cancelled").click()
        save(dialog)

    answering(window, flip)
    for status in (WorkshopStatus.CANCELLED, WorkshopStatus.PLANNED):
        window.commands.trigger("workshops.edit")
        assert workbook.planning.workshop(workshops[0]).status is status


def test_another_place_takes_its_rooms_along(
    make_window: MakeWindow, workbook: Workbook, programme: str, workshops: list[str]
) -> None:
    workbook.change_workshop(workshops[0], new_venue="Mill House", new_room="Upstairs")
    window = make_window(workbook, Route("programme.workshops", (programme,)))

    def elsewhere(dialog: SavingSheet) -> None:
        assert part(dialog, NamedChoice, "room").currentText() == "Upstairs"
        part(dialog, NamedChoice, "venue").setEditText("Library")
        assert part(dialog, NamedChoice, "room").currentText() == ""
        save(dialog)

    answering(window, elsewhere)
    window.commands.trigger("workshops.edit")
    found = workbook.planning.workshop(workshops[0])
    assert (found.venue_name, found.room_id) == ("Library", None)


@pytest.mark.parametrize(
    ("command", "tab"),
    [
        ("certificates.rules", "certificates"),
        ("programme.edit", "workshops"),
        ("workshops.edit", "workshops"),
    ],
)
def test_every_text_of_a_dialog_can_be_translated_and_every_field_has_a_name(
    make_window: MakeWindow, workbook: Workbook, theme: Theme, command: str, tab: str
) -> None:
    sample = workbook.load_sample()
    faults: list[str] = []
    nameless: list[str] = []

    def look(dialog: SavingSheet) -> None:
        data = {draft.title for draft in drafts} | {"UTC"}
        data |= {venue.name for venue in workbook.centre.venues()}
        data |= {room.name for venue in workbook.centre.venues() for room in venue.rooms}
        data |= {member.name for member in workbook.centre.team()}
        data |= {each.name for each in workbook.centre.signatories()}
        data |= {each.role for each in workbook.centre.signatories()}
        data |= placeholders
        faults.extend(faults_of(dialog, data))
        kinds = (QLineEdit, QPlainTextEdit, QSpinBox, QDoubleSpinBox, Choice, QDateEdit, QTimeEdit)
        nameless.extend(
            f"{type(field).__name__} {field.objectName()}"
            for kind in kinds
            for field in dialog.findChildren(kind)
            if not field.accessibleName() and not field.objectName().startswith("qt_")
        )
        dialog.reject()

    drafts = [RuleDraft.of(rule) for rule in workbook.certificates.rules(sample)]
    placeholders = {
        *("display_name", "programme_title", "venue", "city", "dates", "first_date", "last_date"),
        *("sessions_attended", "sessions_planned", "contact_time", "learning_outcomes"),
        "observed_skills_with_levels",
    }
    with spoken(PSEUDO):
        window = make_window(workbook, Route(f"programme.{tab}", (sample,)))
        answering(window, look)
        window.commands.trigger(command)
    assert faults == []
    assert nameless == []
