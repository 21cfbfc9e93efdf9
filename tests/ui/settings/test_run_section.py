"""When phases begin, for the whole centre."""

from typing import Any

import pytest
from PySide6.QtWidgets import QLineEdit

from facilitator.errors import Refused
from facilitator.planning.model import PhaseRule
from facilitator.workbook import Workbook
from ui.settings.run_section import RunSection, changed
from ui.shell.route import Route


@pytest.mark.parametrize(
    ("key", "text", "expected"),
    [
        ("warn_minutes", "5", PhaseRule(warn_seconds=300)),
        ("warn_minutes", "", PhaseRule()),
        ("last_percent", "10 %", PhaseRule(last_percent=10)),
        ("cues", "5, 2", PhaseRule(cues=(300, 120))),
    ],
)
def test_what_is_typed_becomes_the_rule(key: str, text: str, expected: PhaseRule) -> None:
    assert changed(PhaseRule(), key, text) == expected


@pytest.mark.parametrize("key", ["warn_minutes", "last_percent", "cues"])
def test_what_is_no_number_is_refused_in_words(key: str) -> None:
    with pytest.raises(Refused):
        changed(PhaseRule(), key, "soon")


def test_what_is_typed_in_the_settings_is_the_centres(
    make_window: Any, qtbot: Any, tmp_path: Any
) -> None:
    with Workbook.create(tmp_path / "centre.facilitator", time_zone="Europe/Lisbon") as book:
        window = make_window(book, Route("settings", focus="run"))
        section = window.findChild(RunSection)
        field = section.findChild(QLineEdit, "field_warn_percent")
        qtbot.keyClicks(field, "30")
        section.flush()
        assert book.live.usual_phases().warn_percent == 30
