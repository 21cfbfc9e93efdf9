import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from ui.widgets.beside import Beside


@pytest.fixture
def beside(qtbot, theme):
    made = Beside(
        theme, ("List", QWidget()), ("Page", QWidget()), fixed=0, fixed_width=300, least=400
    )
    qtbot.addWidget(made)
    made.show()
    return made


def test_both_parts_stand_side_by_side_where_there_is_room(beside):
    beside.resize(900, 400)
    assert all(part.isVisible() for part in beside._parts)
    assert beside._parts[0].width() == 300
    assert not beside.findChild(QPushButton, "part_1").isVisible()


def test_with_less_room_tabs_choose_which_part_is_shown(beside):
    beside.resize(600, 400)
    assert [part.isVisible() for part in beside._parts] == [True, False]
    beside.findChild(QPushButton, "part_2").click()
    assert [part.isVisible() for part in beside._parts] == [False, True]
    beside.resize(900, 400)
    assert all(part.isVisible() for part in beside._parts)


def test_larger_text_needs_more_room(beside, theme):
    beside.resize(900, 400)
    theme.choose(text_scale=200)
    assert beside.folded
