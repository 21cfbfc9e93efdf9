import pytest
from PySide6.QtCore import Qt

from ui.shell.command_palette import Hit, matched_parts, matches
from ui.shell.route import Route


@pytest.mark.parametrize(
    ("text", "wanted", "parts"),
    [
        ("João Pedro dos Santos", "joao", ["João"]),
        ("João Pedro dos Santos", "san jo", ["Jo", "San"]),
        ("Żółta łódź", "lodz", ["łódź"]),
        ("Oleksandra", "leks", []),
        ("Straße", "strasse", ["Straße"]),
        ("Print the run sheet", "", []),
    ],
)
def test_what_matched_is_marked_whatever_the_spelling(text, wanted, parts):
    assert [text[start : start + length] for start, length in matched_parts(text, wanted)] == parts


def test_every_word_typed_must_begin_a_word():
    assert matches("Copy the workbook to a stick", "stick co")
    assert not matches("Copy the workbook", "stick")
    assert matches("Anything", "")


def open_palette(qtbot, window, text=""):
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = window._palette
    qtbot.keyClicks(palette._field, text)
    palette._timer.stop()
    palette._search()
    return palette


def test_ctrl_k_opens_it_and_escape_gives_the_focus_back(qtbot, make_window):
    window = make_window()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    before = window.focusWidget()

    palette = open_palette(qtbot, window)
    assert palette.isVisible()
    assert palette._field.hasFocus()

    qtbot.keyClick(palette._field, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert window.focusWidget() is before


def test_a_few_letters_and_enter_do_a_command(qtbot, make_window):
    window = make_window()
    dark = window.theme.dark
    palette = open_palette(qtbot, window, ">light dark")

    assert [hit.words for hit in palette.hits()] == ["Light or dark"]
    qtbot.keyClick(palette._field, Qt.Key.Key_Return)

    assert window.theme.dark is not dark
    assert not palette.isVisible()


def test_arrows_step_over_headings(qtbot, make_window):
    window = make_window()
    palette = open_palette(qtbot, window)
    palette._show([Hit("People", "A", print), Hit("Do", "B", print)], "")
    rows = palette._model.rows()
    assert [row.do is None for row in rows] == [True, False, True, False]

    qtbot.keyClick(palette._field, Qt.Key.Key_Down)
    assert palette._list.currentIndex().row() == 3
    qtbot.keyClick(palette._field, Qt.Key.Key_Down)
    assert palette._list.currentIndex().row() == 1


def test_a_person_is_found_by_a_loose_spelling_and_opened(qtbot, make_window, sample):
    window = make_window(sample, Route("welcome"))
    palette = open_palette(qtbot, window, "joao")
    hits = palette.hits()
    assert hits[0].words == "João Pedro dos Santos Silva"
    assert hits[0].group == "People"

    went = []
    window.go = went.append
    window._find._go = went.append
    qtbot.keyClick(palette._field, Qt.Key.Key_Return)
    assert [route.screen for route in went] == ["person"]


def test_workshops_and_programmes_are_found(qtbot, make_window, sample):
    window = make_window(sample, Route("welcome"))
    palette = open_palette(qtbot, window, "future sk")
    assert "Programmes" in {hit.group for hit in palette.hits()}

    palette._field.setText("greener")
    palette._search()
    assert [hit.words for hit in palette.hits() if hit.group == "Workshops"] == [
        "Ideas for a greener street"
    ]


def test_what_nobody_is_called_is_said(qtbot, make_window):
    palette = open_palette(qtbot, make_window(), "xqzw")

    assert palette.hits() == []
    assert "xqzw" in palette._nothing.text()


def test_a_late_answer_to_an_old_question_is_dropped(qtbot, make_window):
    palette = open_palette(qtbot, make_window(), "back")
    asked = palette._asked
    palette._asked += 1

    async def late(_text):
        return [Hit("People", "Somebody else", print)]

    palette._find = late
    coroutine = palette._search_rest(asked, "old", [])
    with pytest.raises(StopIteration):
        coroutine.send(None)

    assert "Somebody else" not in [hit.words for hit in palette.hits()]


def test_keys_behind_the_palette_do_not_answer_while_it_is_open(qtbot, make_window):
    window = make_window()
    palette = open_palette(qtbot, window)
    route = window.route

    qtbot.keyClick(palette._field, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)

    assert window.route == route
    assert palette.isVisible()


def test_a_click_beside_it_closes_it(qtbot, make_window):
    palette = open_palette(qtbot, make_window())
    qtbot.mouseClick(palette, Qt.MouseButton.LeftButton, pos=palette.rect().bottomLeft())

    assert not palette.isVisible()
