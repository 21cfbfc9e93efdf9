"""A list of people of the centre that is edited in place: those who sign, the team."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from facilitator.errors import Refused
from ui.sentences import say_error
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.buttons import Button, IconButton
from ui.widgets.emptied import emptied
from ui.widgets.fields import Choice
from ui.widgets.forms import FormRow
from ui.widgets.kept_field import KeptField, Save, Spawn
from ui.widgets.labels import TextLabel, line
from ui.words import isolate, t


@dataclass(frozen=True)
class Member:
    """One row: `role` is a text to write, or one of the `roles` of the list."""

    id: str
    name: str
    role: str
    active: bool


Put = Callable[[str, Any], Coroutine[Any, Any, object]]


class MemberRow(QWidget):
    """Name and role of one person, kept as they are typed; a button to put them out of sight.

    Signals:
        put_away: the button was pressed.
        kept: something was kept.
    """

    put_away = Signal()
    kept = Signal()

    def __init__(
        self,
        theme: Theme,
        member: Member,
        words: tuple[str, str, str],
        roles: Sequence[tuple[str, str]],
        save: Save,
        spawn: Spawn,
    ) -> None:
        super().__init__()
        name_label, role_label, away = words
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(8)
        column.addLayout(row)
        self.name = QLineEdit()
        self.name.setAccessibleName(t("{what}: {name}", what=name_label, name=isolate(member.name)))
        self.name.setObjectName("member_name")
        self.role: QLineEdit | Choice
        if roles:
            self.role = Choice(theme)
            for value, text in roles:
                self.role.addItem(text, value)
        else:
            self.role = QLineEdit()
        self.role.setObjectName("member_role")
        self.role.setAccessibleName(t("{what}: {name}", what=role_label, name=isolate(member.name)))
        self._fields = []
        for key, field, share in (("name", self.name, 3), ("role", self.role, 2)):
            form_row = FormRow(theme, TextLabel(theme, ""), field, "")
            form_row.label.setParent(self)
            form_row.label.hide()
            row.addWidget(form_row.box, share)
            kept = KeptField(key, field, form_row, save, spawn)
            kept.kept.connect(self.kept)
            self._fields.append(kept)
        button = IconButton(theme, "archive", away, name="put_away")
        button.clicked.connect(self.put_away)
        row.addWidget(button)
        self.show_member(member)

    def show_member(self, member: Member) -> None:
        """Show what the file holds."""
        self._fields[0].show_value(member.name)
        self._fields[1].show_value(member.role)

    def flush(self) -> None:
        """Keep what is not kept yet."""
        for field in self._fields:
            field.flush()


class CrewList(QWidget):
    """The rows, those put away below, and a line to add one.

    `save(id, key, value)`, `add(name, role)` and `set_active(id, active)` are awaited.

    Signals:
        kept: something was kept.
    """

    kept = Signal()

    def __init__(
        self,
        theme: Theme,
        *,
        words: dict[str, str],
        roles: Sequence[tuple[str, str]],
        save: Callable[[str, str, Any], Coroutine[Any, Any, object]],
        add: Callable[[str, str], Coroutine[Any, Any, object]],
        set_active: Callable[[str, bool], Coroutine[Any, Any, object]],
        spawn: Spawn,
    ) -> None:
        super().__init__()
        self._theme = theme
        self._words = words
        self._roles = roles
        self._save = save
        self._add = add
        self._set_active = set_active
        self._spawn = spawn
        self._rows: dict[str, MemberRow] = {}
        self._order: list[str] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(TextLabel(theme, words["name"], Type.LABEL, color="text-3"), 3)
        head.addWidget(TextLabel(theme, words["role"], Type.LABEL, color="text-3"), 2)
        head.addSpacing(theme.control("height") + 8)
        column.addLayout(head)
        self._active = QVBoxLayout()
        self._active.setSpacing(8)
        column.addLayout(self._active)
        column.addWidget(line("hair"))
        column.addLayout(self._build_adding())
        self._trouble = TextLabel(theme, "", Type.CAPTION, color="danger", wrap=True)
        self._trouble.hide()
        column.addWidget(self._trouble)
        self._away = QVBoxLayout()
        self._away.setSpacing(4)
        column.addLayout(self._away)

    def _build_adding(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self._new_name = QLineEdit()
        self._new_name.setObjectName("new_name")
        self._new_name.setAccessibleName(self._words["new"])
        self._new_name.setPlaceholderText(self._words["new"])
        self._new_role: QLineEdit | Choice
        if self._roles:
            self._new_role = Choice(self._theme)
            for value, text in self._roles:
                self._new_role.addItem(text, value)
        else:
            self._new_role = QLineEdit()
            self._new_role.setPlaceholderText(self._words["role"])
        self._new_role.setObjectName("new_role")
        self._new_role.setAccessibleName(self._words["role"])
        add = Button(self._theme, self._words["add"], icon="plus", name="add_member")
        add.clicked.connect(lambda: self._spawn(self._add_now()))
        self._new_name.returnPressed.connect(add.click)
        row.addWidget(self._new_name, 3)
        row.addWidget(self._new_role, 2)
        row.addWidget(add)
        return row

    def show_members(self, members: Sequence[Member]) -> None:
        """Show all; rows that are being written in keep what is written."""
        active = [member for member in members if member.active]
        if [member.id for member in active] != self._order:
            self._rebuild(active)
        for member in active:
            self._rows[member.id].show_member(member)
        emptied(self._away)
        for member in members:
            if not member.active:
                self._away.addWidget(self._away_row(member))

    def flush(self) -> None:
        """Keep what is not kept yet."""
        for row in self._rows.values():
            row.flush()

    def _rebuild(self, active: Sequence[Member]) -> None:
        emptied(self._active)
        self._rows.clear()
        self._order = [member.id for member in active]
        words = (self._words["name"], self._words["role"], self._words["away"])
        for member in active:
            row = MemberRow(
                self._theme,
                member,
                words,
                self._roles,
                lambda key, value, who=member.id: self._save(who, key, value),  # type: ignore[misc]
                self._spawn,
            )
            row.put_away.connect(
                lambda who=member.id: self._spawn(self._set_active(who, False))  # type: ignore[misc]
            )
            row.kept.connect(self.kept)
            self._active.addWidget(row)
            row.show()
            self._rows[member.id] = row

    def _away_row(self, member: Member) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(TextLabel(self._theme, member.name, color="text-3"), 1)
        back = Button(self._theme, self._words["back"], role="link", name="bring_back")
        back.clicked.connect(lambda: self._spawn(self._set_active(member.id, True)))
        row.addWidget(back)
        return box

    async def _add_now(self) -> None:
        field = self._new_role
        role = str(field.currentData()) if isinstance(field, Choice) else field.text()
        try:
            await self._add(self._new_name.text(), role)
        except Refused as refusal:
            self._trouble.setText(say_error(refusal))
            self._trouble.show()
            return
        self._trouble.hide()
        self._new_name.clear()
        if isinstance(field, QLineEdit):
            field.clear()
        self._new_name.setFocus()
