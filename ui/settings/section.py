"""One section of the settings: a heading, what it is for, fields that keep themselves."""

from __future__ import annotations

from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.shell.shell import Shell
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.forms import Form
from ui.widgets.kept_field import KeptForm, Save
from ui.widgets.labels import TextLabel, line
from ui.words import t


@dataclass(frozen=True)
class Found:
    """Something that "Find a setting" leads to: its words and the object name of its field."""

    words: str
    field: str = ""


class Section(QWidget):
    """Base of the sections. Shown in the middle; `aside` stands beside it where there is room.

    Attributes:
        shows: table names whose change makes `load` run again; empty means none.
        column: where the parts go.
        owner: the screen it is on; kept alive with it.

    """

    shows: frozenset[str] = frozenset()

    def __init__(self, shell: Shell, title: str, about: str) -> None:
        super().__init__()
        self.shell = shell
        self.owner: QWidget | None = None
        self._running = 0
        self._retired = False
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(16)
        head = QVBoxLayout()
        head.setSpacing(6)
        head.addWidget(TextLabel(self.theme, title, Type.TITLE, wrap=True))
        self.about = TextLabel(self.theme, about, color="text-2", wrap=True)
        head.addWidget(self.about)
        self.column.addLayout(head)
        self._forms: list[KeptForm] = []

    @property
    def theme(self) -> Theme:
        return self.shell.theme

    @property
    def session(self) -> Any:
        return self.shell.session

    def spawn(self, work: Coroutine[Any, Any, Any]) -> None:
        """Run a coroutine of this section, which lives until it has ended."""
        # Counted from now on: the coroutine itself begins at the loop's next turn.
        self._running += 1
        self.shell.spawn(self._counted(work), self.owner)

    async def load_now(self) -> None:
        """`load`, during which the section is not deleted."""
        self._running += 1
        await self._counted(self.load())

    def retire(self) -> None:
        """Another section is shown: keep what is written, and go once nothing runs any more."""
        self.flush()
        self.hide()
        self._retired = True
        if not self._running:
            self.deleteLater()

    async def _counted(self, work: Coroutine[Any, Any, Any]) -> None:
        try:
            await work
        finally:
            self._running -= 1
            if self._retired and not self._running:
                self.deleteLater()

    async def load(self) -> None:
        """Read what is shown."""

    def flush(self) -> None:
        """Keep what is not kept yet; the person goes elsewhere."""
        for form in self._forms:
            form.flush()

    def aside(self) -> QWidget | None:
        """What stands beside the section."""
        return None

    def add_form(self, save: Save, *, label_width: int = 148) -> KeptForm:
        """A form whose fields keep themselves through `save(key, value)`."""
        form = Form(self.theme, label_width=label_width)
        kept = KeptForm(self.theme, form, save, self.spawn)
        kept.kept.connect(self._say_kept)
        self._forms.append(kept)
        self.column.addWidget(form)
        return kept

    def add_heading(self, text: str) -> TextLabel:
        """A line, and a smaller heading below it."""
        self.column.addWidget(line("horizontal"))
        label = TextLabel(self.theme, text, Type.SECTION, wrap=True)
        self.column.addWidget(label)
        return label

    def add_words(self, text: str, *, color: str = "text-2") -> TextLabel:
        """A paragraph."""
        label = TextLabel(self.theme, text, color=color, wrap=True)
        self.column.addWidget(label)
        return label

    def end(self) -> None:
        """The rest of the page stays empty."""
        self.column.addStretch(1)

    def _say_kept(self) -> None:
        self.about.setText(t("Kept. Ctrl+Z takes it back."))
        self.about.set_color("ok")
