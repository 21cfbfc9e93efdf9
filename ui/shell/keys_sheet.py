"""All keys that work here, in one sheet (Shift+F1)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QWidget

from ui.shell.command import Command
from ui.shell.dialogs import Sheet
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.labels import TextLabel
from ui.widgets.painting import keys_width
from ui.widgets.status_line import KeyHint, KeyHints
from ui.words import t


def keys_sheet(
    theme: Theme, window: QWidget, hints: Sequence[KeyHint], commands: Sequence[Command]
) -> Sheet:
    """The keys of the screen first, then those of every command that has one."""
    sheet = Sheet(theme, window, t("Keys"), main=t("Close"), width=520, name="keys_sheet")
    sheet.other_button.hide()
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setMinimumHeight(theme.px(320))
    body = QWidget()
    grid = QGridLayout(body)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(theme.space(4))
    grid.setVerticalSpacing(theme.space(2))
    grid.setColumnStretch(1, 1)
    with_keys = [
        KeyHint(command.shortcut, command.words) for command in commands if command.shortcut
    ]
    known = {hint.keys for hint in with_keys}
    here = [hint for hint in hints if hint.keys not in known]
    row = 0
    for heading, each in ((t("On this page"), here), (t("Commands"), with_keys)):
        if not each:
            continue
        grid.addWidget(TextLabel(theme, heading, Type.LABEL, color="text-3"), row, 0, 1, 2)
        row += 1
        for hint in each:
            grid.addWidget(_caps(theme, hint.keys), row, 0, Qt.AlignmentFlag.AlignLeading)
            grid.addWidget(TextLabel(theme, hint.words, wrap=True), row, 1)
            row += 1
    grid.setRowStretch(row, 1)
    area.setWidget(body)
    sheet.column.addWidget(area)
    return sheet


def _caps(theme: Theme, keys: str) -> KeyHints:
    caps = KeyHints(theme)
    caps.show_hints([KeyHint(keys, "")])
    caps.setFixedSize(keys_width(theme, keys) + 16, theme.line(Type.BODY) + 4)
    return caps
