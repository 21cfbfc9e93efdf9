import pytest
from PySide6.QtWidgets import QWidget

from ui.shell.command import AmbiguousShortcut, Command, CommandRegistry, check_unambiguous


@pytest.fixture
def registry(qtbot, theme):
    window = QWidget()
    qtbot.addWidget(window)
    made = CommandRegistry(theme, window)
    made.window = window
    return made


def test_one_command_serves_menu_palette_and_keys(registry):
    done = []
    registry.add([Command("file.open", "Open…", lambda: done.append(1), "Ctrl+O")])

    registry.action("file.open").trigger()
    registry.trigger("file.open")

    assert done == [1, 1]
    assert registry.action("file.open").shortcut().toString() == "Ctrl+O"


def test_a_command_that_is_not_possible_does_nothing(registry):
    done = []
    command = Command("edit.undo", "Undo", lambda: done.append(1), enabled=lambda: False)
    registry.add([command])

    assert registry.trigger("edit.undo") is False
    registry.action("edit.undo").trigger()
    assert done == []


def test_commands_of_a_screen_go_with_it(registry):
    registry.add([Command("a", "A", print, "Ctrl+A")])
    registry.show_screen([Command("b", "B", print, "L")])
    assert [command.key for command in registry.commands()] == ["b", "a"]

    registry.show_screen([])
    assert [command.key for command in registry.commands()] == ["a"]
    assert [action.objectName() for action in registry.window.actions()] == ["command_a"]


def test_the_same_keys_for_two_commands_are_refused(registry):
    registry.add([Command("a", "A", print, "Ctrl+Shift+Z")])

    with pytest.raises(AmbiguousShortcut):
        registry.show_screen([Command("b", "B", print, "Shift+Ctrl+Z")])


def test_keys_may_be_used_again_by_another_screen(registry):
    registry.show_screen([Command("a", "A", print, "L")])
    registry.show_screen([Command("b", "B", print, "L")])

    check_unambiguous(registry.commands())


def test_an_ampersand_in_a_command_is_no_accelerator(registry):
    registry.add([Command("a", "Fish & chips", print)])

    assert registry.action("a").text() == "Fish && chips"
