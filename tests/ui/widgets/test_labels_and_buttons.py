from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.theme.tokens import Type
from ui.widgets.buttons import Button, IconButton
from ui.widgets.fields import Choice, SearchField
from ui.widgets.labels import TextLabel
from ui.widgets.painting import key_parts
from ui.widgets.toggles import RadioMark, Switch, TickBox

MARKUP = "<b>Robert</b>'); DROP & co"


def test_markup_in_a_name_is_shown_as_written(qtbot, theme):
    label = TextLabel(theme, MARKUP)
    qtbot.addWidget(label)

    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.text() == MARKUP


def test_a_cut_text_is_whole_in_the_tooltip_without_becoming_markup(qtbot, theme):
    label = TextLabel(theme, MARKUP * 4, elide=True)
    qtbot.addWidget(label)
    label.resize(80, 20)
    label.show()

    assert label.is_cut()
    assert "&lt;b&gt;Robert" in label.toolTip()

    label.resize(4000, 20)
    assert label.toolTip() == ""


def test_a_label_grows_with_the_text_size(qtbot, theme):
    label = TextLabel(theme, "Every mark saved", Type.SECTION)
    qtbot.addWidget(label)
    before = label.sizeHint()

    theme.choose(text_scale=200)

    assert label.sizeHint().width() > before.width() * 1.8
    assert label.sizeHint().height() > before.height() * 1.8


def test_an_ampersand_in_a_button_is_a_letter_and_no_accelerator(qtbot, theme):
    button = Button(theme, "Fish & chips")
    qtbot.addWidget(button)

    assert button.words == button.accessibleName() == "Fish & chips"
    assert button.shortcut().isEmpty()


def test_a_button_makes_room_for_its_icon_and_key(qtbot, theme):
    plain, full = Button(theme, "Run"), Button(theme, "Run", icon="play", keys="Ctrl+R")
    for button in (plain, full):
        qtbot.addWidget(button)
    with_key = full.sizeHint().width()

    assert with_key > plain.sizeHint().width()

    theme.choose(key_hints=False)
    assert plain.sizeHint().width() < full.sizeHint().width() < with_key


def test_a_stacked_button_has_its_key_below(qtbot, theme):
    button = Button(theme, "Next", icon="skip-forward", keys="PgDown", stacked=True)
    flat = Button(theme, "Next", icon="skip-forward", keys="PgDown")
    for each in (button, flat):
        qtbot.addWidget(each)

    assert button.sizeHint().height() > flat.sizeHint().height()
    assert button.sizeHint().width() < flat.sizeHint().width()


def test_an_icon_alone_says_its_words_to_readers_and_in_the_tooltip(qtbot, theme):
    button = IconButton(theme, "undo-2", "Undo", keys="Ctrl+Z")
    qtbot.addWidget(button)

    assert button.accessibleName() == "Undo"
    assert button.toolTip() == "Undo (Ctrl Z)"
    assert button.sizeHint().width() == button.sizeHint().height() >= 26


def test_keys_are_told_apart():
    assert key_parts("Ctrl+K") == ["Ctrl", "K"]
    assert key_parts("Up Down") == ["↑", "↓"]
    assert key_parts("+") == ["+"]
    assert key_parts("Ctrl++") == ["Ctrl", "+"]


def test_space_flips_what_has_the_focus(qtbot, theme):
    for kind in (Switch, TickBox):
        box = kind(theme, "Show key hints")
        qtbot.addWidget(box)
        box.show()
        with qtbot.waitSignal(box.toggled):
            qtbot.keyClick(box, Qt.Key.Key_Space)
        assert box.isChecked()
        assert box.accessibleName() == "Show key hints"


def test_a_click_anywhere_on_the_words_flips_a_switch(qtbot, theme):
    switch = Switch(theme, "Show it beside the name")
    qtbot.addWidget(switch)
    switch.resize(switch.sizeHint())
    switch.show()

    qtbot.mouseClick(switch, Qt.MouseButton.LeftButton, pos=switch.rect().center())

    assert switch.isChecked()


def test_of_radio_marks_in_one_place_only_one_is_on(qtbot, theme):
    place = QWidget()
    qtbot.addWidget(place)
    first, second = RadioMark(theme, "A", parent=place), RadioMark(theme, "B", parent=place)
    first.setChecked(True)
    second.click()

    assert (first.isChecked(), second.isChecked()) == (False, True)


def test_escape_empties_a_search_and_then_lets_go(qtbot, theme):
    field = SearchField(theme, "Name")
    qtbot.addWidget(field)
    field.show()
    qtbot.keyClicks(field, "joao")
    assert field._clear.isVisible()

    qtbot.keyClick(field, Qt.Key.Key_Escape)

    assert field.text() == ""
    assert not field._clear.isVisible()


def test_down_leads_from_the_search_to_the_list(qtbot, theme):
    field = SearchField(theme, "Name")
    qtbot.addWidget(field)

    with qtbot.waitSignal(field.left_downwards):
        qtbot.keyClick(field, Qt.Key.Key_Down)


def test_the_wheel_changes_a_choice_only_while_it_has_the_focus(qtbot, theme):
    from PySide6.QtCore import QPoint, QPointF
    from PySide6.QtGui import QWheelEvent
    from PySide6.QtWidgets import QApplication

    choice = Choice(theme)
    qtbot.addWidget(choice)
    choice.addItems(["A4", "Letter"])
    turn = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(choice, turn)

    assert choice.currentIndex() == 0
