"""How the window looks on this computer."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from ui.settings.section import Section
from ui.settings_store import (
    KEY_HINTS,
    REDUCED_MOTION,
    ROOM_DARK,
    TEXT_SCALE,
    THEME,
    Setting,
)
from ui.shell.shell import Shell
from ui.theme.tokens import Type
from ui.widgets.fields import Choice
from ui.widgets.forms import Form
from ui.widgets.labels import TextLabel
from ui.widgets.toggles import RadioMark, Switch
from ui.words import t

_SIZES = (100, 125, 150, 175, 200)


class LookSection(Section):
    """Theme, size of the text, key hints, motion; at once and on this computer only.

    Signals:
        changed: something looks different now.
    """

    changed = Signal()

    def __init__(self, shell: Shell) -> None:
        super().__init__(
            shell, t("Look"), t("For this computer only; the workbook does not carry it.")
        )
        form = Form(self.theme)
        self._themes: dict[str, RadioMark] = {}
        form.add_row(t("Colours"), self._build_themes())
        form.add_row(
            t("Size of the text"), self._build_size(), width=160,
            help_text=t("Ctrl and plus or minus does the same anywhere."),
        )  # fmt: skip
        form.add_row(t("Key hints"), self._switch(KEY_HINTS, t("Show the key beside what it does")))
        form.add_row(
            t("Motion"),
            self._switch(REDUCED_MOTION, t("Nothing slides or fades; clocks still move")),
        )
        form.add_row(
            t("Room display"), self._switch(ROOM_DARK, t("In dark, for rooms with little light"))
        )
        self.column.addWidget(form)
        self._sample = TextLabel(self.theme, "", Type.CAPTION, color="text-3")
        self.end()

    def _build_themes(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 6, 0, 6)
        column.setSpacing(8)
        group = QButtonGroup(box)
        for key, words in (
            ("system", t("As this computer has it")),
            ("light", t("Light")),
            ("dark", t("Dark")),
        ):
            mark = RadioMark(self.theme, words, name=f"theme_{key}")
            mark.clicked.connect(lambda _on=False, key=key: self._set(THEME, key))
            group.addButton(mark)
            column.addWidget(mark)
            self._themes[key] = mark
        return box

    def _build_size(self) -> Choice:
        self._size = Choice(self.theme, name="text_size")
        for size in _SIZES:
            self._size.addItem(t("{number} %", number=size), size)
        self._size.activated.connect(
            lambda _at: self._set(TEXT_SCALE, int(self._size.currentData()))
        )
        return self._size

    def _switch(self, setting: Setting[bool], words: str) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 6, 0, 6)
        switch = Switch(self.theme, words, name=setting.key)
        switch.setChecked(self.shell.settings.get(setting))
        switch.clicked.connect(lambda on: self._set(setting, bool(on)))
        row.addWidget(switch)
        row.addStretch(1)
        return box

    @override
    async def load(self) -> None:
        settings = self.shell.settings
        self._themes[settings.get(THEME)].setChecked(True)
        scale = settings.get(TEXT_SCALE)
        at = self._size.findData(scale)
        if at < 0:
            self._size.addItem(t("{number} %", number=scale), scale)
            at = self._size.count() - 1
        self._size.setCurrentIndex(at)

    def _set(self, setting: Setting, value: object) -> None:  # type: ignore[type-arg]
        self.shell.settings.set(setting, value)
        self.changed.emit()
