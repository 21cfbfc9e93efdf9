import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ui.widgets.buttons import Button
from ui.widgets.cards import ActionCard
from ui.widgets.empty_state import EmptyState
from ui.widgets.focus_ring import FocusRing
from ui.widgets.forms import Form
from ui.widgets.job_bar import JobBar
from ui.widgets.notice_bar import NoticeBar
from ui.widgets.page_header import Crumb, PageHeader, Tab
from ui.widgets.rail import Rail, RailPlace
from ui.widgets.side_panel import SidePanel
from ui.widgets.status_line import KeyHint, Saving, StatusLine
from ui.widgets.trouble_bar import Trouble, TroubleBar, WayOut


@pytest.fixture
def window(qtbot):
    window = QWidget()
    window.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    window.resize(900, 600)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


def test_a_notice_offers_one_action_and_goes_when_it_is_taken(qtbot, theme, window):
    done = []
    bar = NoticeBar(theme, window)
    bar.say("Amina was added", action="Undo", keys="Ctrl+Z", do=lambda: done.append(1))

    bar.findChild(Button, "notice_action").click()

    assert done == [1]
    assert bar.text() == ""


def test_a_notice_goes_by_itself_but_not_under_the_pointer_or_the_focus(qtbot, theme, window):
    bar = NoticeBar(theme, window)
    # Away from where the offscreen pointer rests.
    bar.place(600, 500)
    bar.say("Amina was added", action="Undo")
    assert bar._timer.interval() == 8000

    bar.findChild(Button, "notice_action").setFocus()
    bar._time_is_up()
    assert bar.text() == "Amina was added"

    window.setFocus()
    bar._time_is_up()
    assert bar.text() == ""


def test_a_notice_stands_at_the_start_side(qtbot, theme, window):
    bar = NoticeBar(theme, window)
    bar.place(100, 32)
    bar.say("Amina was added")
    assert bar.x() == 100
    assert bar.geometry().bottom() + 1 == 600 - 32

    bar.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    bar.say("Amina was added")
    assert bar.geometry().right() + 1 == 900 - 100


def test_a_long_notice_stays_inside_the_window(qtbot, theme, window):
    bar = NoticeBar(theme, window)
    bar.place(100, 32)
    bar.say("Amina " * 100)

    assert window.rect().contains(bar.geometry())


def test_trouble_says_the_way_out_first_and_stays_until_solved(qtbot, theme, window):
    tried = []
    bar = TroubleBar(theme, window)
    bar.tell(
        Trouble(
            "disk-full",
            "The disk is full.",
            "17 marks are safe.",
            (WayOut("Try again", lambda: tried.append(1)), WayOut("Copy", print)),
            lasting=True,
        )
    )
    first = bar.findChild(Button, "way_out_1")
    first.click()

    assert first.property("role") == "main"
    assert tried == [1]
    assert bar.isVisible()
    assert not bar._close.isVisible()

    bar.solved("disk-full")
    assert not bar.isVisible()


def test_the_same_trouble_shows_once_and_another_waits_behind(qtbot, theme, window):
    bar = TroubleBar(theme, window)
    bar.tell(Trouble("locked", "Locked."))
    bar.tell(Trouble("disk-full", "Full."))
    bar.tell(Trouble("disk-full", "Still full."))

    assert [each.headline for each in bar.troubles()] == ["Locked.", "Still full."]
    bar.solved("disk-full")
    assert bar._headline.text() == "Locked."


def test_the_status_line_names_what_is_not_on_disk(qtbot, theme, window):
    line = StatusLine(theme, window)
    line.show_saving(Saving.SAVED)
    assert line._saving.text() == "Every mark saved"

    line.show_saving(Saving.NOT_SAVED, 2)
    assert line._saving.text() == "2 marks NOT SAVED yet"


def test_the_status_line_reads_its_keys_out(qtbot, theme, window):
    line = StatusLine(theme, window)
    line.show_keys([KeyHint("Ctrl+K", "do anything"), KeyHint("Enter", "present")])

    assert line.key_hints.accessibleName() == "Ctrl K: do anything; Enter: present"


def test_a_wrong_field_says_so_below_and_to_readers(qtbot, theme, window):
    form = Form(theme, parent=window)
    name = QLineEdit()
    row = form.add_row("Name", name, help_text="As on certificates")
    form.show()
    assert name.accessibleName() == "Name"

    row.set_error("A name is needed.")
    assert row.error.isVisible()
    assert name.property("wrong") == "true"
    assert name.accessibleDescription() == "A name is needed."

    row.set_error("")
    assert not row.error.isVisible()
    assert name.accessibleDescription() == "As on certificates"


def test_the_rail_tells_which_place_was_chosen(qtbot, theme):
    places = (RailPlace("today", "Today", "sun"), RailPlace("people", "People", "users"))
    rail = Rail(theme, places, menu_words="Menu")
    qtbot.addWidget(rail)

    with qtbot.waitSignal(rail.chosen) as chosen:
        rail.button("people").click()
    assert chosen.args == ["people"]

    rail.show_place("nowhere")
    assert not rail.button("people").isChecked()


def test_the_rail_grows_with_the_text(qtbot, theme):
    rail = Rail(theme, (RailPlace("p", "Programmes", "sun"),), menu_words="Menu")
    qtbot.addWidget(rail)
    assert rail.width() == 92

    theme.choose(text_scale=200)
    assert rail.width() > 150


def test_tabs_and_crumbs_lead_to_their_targets(qtbot, theme):
    header = PageHeader(theme)
    qtbot.addWidget(header)
    header.resize(900, 60)
    header.show()
    header.show_page("Ideas", [Crumb("Programmes", "there"), Crumb("Workshop 4")])
    header.tabs.set_tabs([Tab("a", "Agenda", "A"), Tab("b", "Run", "B", "5")], "a")

    with qtbot.waitSignal(header.target_chosen) as chosen:
        header.tabs.setCurrentIndex(1)
    assert chosen.args == ["B"]
    with qtbot.waitSignal(header.target_chosen) as chosen:
        header.findChild(Button).click()
    assert chosen.args == ["there"]


def test_showing_tabs_tells_nothing(qtbot, theme):
    header = PageHeader(theme)
    qtbot.addWidget(header)
    with qtbot.assertNotEmitted(header.target_chosen):
        header.tabs.set_tabs([Tab("a", "Agenda", "A"), Tab("b", "Run", "B")], "b")
        header.tabs.set_tabs([Tab("c", "Other", "C")], "c")


def test_a_job_bar_asks_once_and_then_says_that_it_is_stopping(qtbot, theme, window):
    bar = JobBar(theme, window)
    bar.show_job("Importing people", "120 of 500", 120, 500)
    with qtbot.waitSignal(bar.cancel_requested):
        bar.findChild(Button, "job_cancel").click()
    bar.show_stopping()

    assert not bar.findChild(Button, "job_cancel").isEnabled()
    bar.leave()
    assert bar.findChild(Button, "job_cancel").isEnabled()


def test_the_ring_follows_the_keyboard_and_not_the_fields(qtbot, theme, window):
    ring = FocusRing(theme, window)
    column = QVBoxLayout(window)
    button, field = Button(theme, "Run"), QLineEdit()
    column.addWidget(button)
    column.addWidget(field)
    button.show()
    field.show()

    button.setFocus(Qt.FocusReason.TabFocusReason)
    assert ring.around() is button
    assert ring._ring.geometry().contains(button.geometry())

    field.setFocus(Qt.FocusReason.TabFocusReason)
    assert ring.around() is None
    assert not ring._ring.isVisible()


def test_the_ring_outlives_the_page_it_was_on(qtbot, theme, window):
    from PySide6.QtCore import QEvent
    from PySide6.QtWidgets import QApplication

    ring = FocusRing(theme, window)
    for _ in range(2):
        page = QWidget(window)
        button = Button(theme, "Run", parent=page)
        page.show()
        button.setFocus(Qt.FocusReason.TabFocusReason)
        assert ring.around() is button
        page.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_a_card_that_is_a_choice_answers_to_the_keyboard(qtbot, theme, window):
    card = ActionCard(theme, "Open", "A file", icon="folder-open", keys="Ctrl+O", parent=window)
    card.show()
    with qtbot.waitSignal(card.clicked):
        qtbot.keyClick(card, Qt.Key.Key_Space)
    assert card.accessibleDescription() == "A file"


def test_a_side_panel_keeps_its_parts_in_order(qtbot, theme, window):
    panel = SidePanel(theme, "Needs", parent=window)
    panel.add_section("First")
    panel.add(Button(theme, "One"))
    panel.add_section("Second")
    kinds = [panel.column.itemAt(n).widget() for n in range(panel.column.count())]

    assert [getattr(w, "words", None) or getattr(w, "text", lambda: "")() for w in kinds if w][
        :2
    ] == ["First", "One"]


def test_an_empty_state_says_what_the_page_is_for(qtbot, theme, window):
    empty = EmptyState(theme, "No people yet", "They come with a list.", parent=window)

    assert empty.title.text() == "No people yet"
