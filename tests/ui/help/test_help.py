import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QTextBrowser

from tests.ui.pseudo import faults_of
from ui.help.help_window import HelpWindow
from ui.help.topics import TOPIC_OF, found, topic, topic_for, topics
from ui.screens import SCREENS
from ui.widgets.rows import RowsView
from ui.words import PSEUDO, spoken


def help_of(window):
    window.commands.trigger("help.page")
    shown = window.findChild(HelpWindow)
    assert shown.isVisible()
    return shown


def test_f1_shows_the_topic_of_the_page_and_leaves_the_page_alone(show):
    window = show("reports")
    before = window.current
    assert help_of(window).shown() == "reports"
    assert window.current is before
    assert window.commands.find("help.page").shortcut == "F1"


def test_the_next_page_has_its_own_topic(show):
    window = show("people")
    shown = help_of(window)
    assert shown.shown() == "people"
    window.commands.trigger("go.library")
    assert help_of(window) is shown
    assert shown.shown() == "library"


def test_sections_of_the_settings_can_have_topics_of_their_own():
    assert topic_for("settings", "centre") == "settings"
    assert topic_for("settings", "backups") == "files"


@pytest.mark.parametrize("screen", sorted(SCREENS))
def test_every_screen_has_a_topic_that_exists(screen):
    assert screen in TOPIC_OF
    assert topic(TOPIC_OF[screen]).key == TOPIC_OF[screen]


def test_every_topic_has_a_title_and_something_to_say():
    for each in topics():
        assert each.title
        assert len(each.text) > 200, each.key


def test_a_search_finds_topics_by_words_and_shows_where(qtbot, show):
    window = show("people")
    shown = help_of(window)
    search = shown.findChild(QLineEdit, "search_help")
    qtbot.keyClicks(search, "pseudo-word")
    assert shown.findChild(RowsView, "topics").model().rowCount() == 0
    search.clear()
    qtbot.keyClicks(search, "clicker")
    assert shown.shown() == "run"
    text = shown.findChild(QTextBrowser)
    assert text.textCursor().selectedText().lower() == "clicker"


def test_topics_with_the_word_in_the_title_come_first():
    assert found("certificates")[0].key == "certificates"
    assert found("") == list(topics())


def test_escape_closes(qtbot, show):
    shown = help_of(show("people"))
    qtbot.keyClick(shown, Qt.Key.Key_Escape)
    assert not shown.isVisible()


def test_shortcuts_that_the_help_names_exist(show):
    """What the page of keys promises for everywhere is what the window does."""
    window = show("people")
    known = {command.shortcut for command in window.window_commands()}
    text = topic("keys").text
    for keys in ("Ctrl+K", "Ctrl+Z", "Ctrl+Shift+Z", "Alt+Left", "Ctrl+,", "F1", "Shift+F1", "F10"):
        assert keys in known
        assert re.search(rf"\b{re.escape(keys)}", text)


def test_every_text_around_the_help_can_be_translated(show):
    with spoken(PSEUDO):
        window = show("people")
        shown = help_of(window)
        QApplication.processEvents()
        titles = {each.title for each in topics()}
        assert faults_of(shown, titles) == []
