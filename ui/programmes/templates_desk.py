"""Templates by hand: keep a plan as one, choose one, give one another name, take one away.

Every function asks what it needs over the screen it is given, does it, and says so with undo.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from facilitator.planning.model import TemplateKind, TemplateRow
from ui.day_words import hours_and_minutes
from ui.programmes.saving_sheet import SavingSheet, Write
from ui.shell.dialogs import Sheet
from ui.shell.screen import Screen
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.fields import SearchField
from ui.widgets.forms import Form
from ui.widgets.kept_field import Spawn
from ui.widgets.labels import TextLabel
from ui.widgets.rows import RowsModel, RowsView, RowWords
from ui.words import isolate, t, tn

_SEARCH_FROM = 8
"""Fewer templates than this are seen at a glance."""


async def save_workshop_as_template(screen: Screen, workshop_id: str) -> str | None:
    """Keep the plan of a workshop as a template, under a title that is asked for; gives its id.

    None when the person thought better of it.
    """
    title = await screen.session.ask(lambda wb: wb.planning.workshop(workshop_id).title)

    async def write(new_title: str) -> str:
        return await screen.session.do(
            lambda wb: wb.planning.save_workshop_as_template(workshop_id, title=new_title)
        )

    return await _save(screen, title, t("A new workshop can begin with this plan."), write)


async def save_programme_as_template(screen: Screen, programme_id: str) -> str | None:
    """Keep a programme with all its plans as a template; gives its id, None when called off."""
    title = await screen.session.ask(lambda wb: wb.planning.programme(programme_id).title)

    async def write(new_title: str) -> str:
        return await screen.session.do(
            lambda wb: wb.planning.save_programme_as_template(programme_id, title=new_title)
        )

    about = t("A new programme can begin with all its workshops, aims and certificate rules.")
    return await _save(screen, title, about, write)


async def choose_template(
    screen: Screen, makes: TemplateKind = TemplateKind.WORKSHOP
) -> TemplateRow | None:
    """Let a person choose a template of one kind; None when there is none or nothing was chosen."""
    rows = await screen.session.ask(lambda wb: wb.planning.templates())
    rows = [row for row in rows if row.makes is makes]
    if not rows:
        screen.shell.notice(none_yet(makes))
        return None
    dialog = TemplateChoice(screen.theme, screen.window(), rows)
    if not await screen.shell.ask_dialog(dialog):
        return None
    return dialog.chosen()


async def rename_template(screen: Screen, row: TemplateRow) -> None:
    """Ask for another title of a template."""
    given: list[str] = []

    async def write(fields: dict[str, Any]) -> None:
        title = str(fields["title"])
        await screen.session.do(lambda wb: wb.planning.rename_template(row.id, title))
        given.append(title)

    dialog = TitleSheet(
        screen.theme,
        screen.window(),
        t("Rename the template"),
        row.title,
        write=write,
        spawn=screen.spawn,
    )
    if await screen.shell.ask_dialog(dialog) and given:
        screen.shell.notice(t("Renamed to {title}", title=isolate(given[0])), undo=True)


async def delete_template(screen: Screen, row: TemplateRow) -> None:
    """Take a template away; what was made from it stays, and undo brings it back."""
    await screen.session.do(lambda wb: wb.planning.delete_template(row.id))
    screen.shell.notice(t("The template {title} was deleted", title=isolate(row.title)), undo=True)


def none_yet(makes: TemplateKind) -> str:
    """What to do where there is no template of a kind."""
    if makes is TemplateKind.WORKSHOP:
        return t("There is no template yet. Any workshop can be saved as one.")
    return t("There is no template yet. Any programme can be saved as one.")


def template_facts(row: TemplateRow) -> str:
    """``5 workshops, 9 h 10 min`` or ``10 activities, 2 h``."""
    length = hours_and_minutes(row.seconds // 60)
    if row.makes is TemplateKind.PROGRAMME:
        many = tn("{n} workshop", "{n} workshops", row.workshops)
    else:
        many = tn("{n} activity", "{n} activities", row.activities)
    return t("{many}, {length}", many=many, length=length)


async def _save(
    screen: Screen, title: str, about: str, keep: Callable[[str], Coroutine[Any, Any, str]]
) -> str | None:
    made: list[tuple[str, str]] = []

    async def write(fields: dict[str, Any]) -> None:
        new_title = str(fields["title"])
        made.append((await keep(new_title), new_title))

    dialog = TitleSheet(
        screen.theme,
        screen.window(),
        t("Save as a template"),
        title,
        about=about,
        fresh=True,
        write=write,
        spawn=screen.spawn,
    )
    if not await screen.shell.ask_dialog(dialog) or not made:
        return None
    key, given = made[0]
    screen.shell.notice(t("{title} was saved as a template", title=isolate(given)), undo=True)
    return key


class TitleSheet(SavingSheet):
    """Asks for one title. With `fresh` it saves even where the title stays as it was."""

    def __init__(
        self,
        theme: Theme,
        window: QWidget,
        heading: str,
        title: str,
        *,
        about: str = "",
        fresh: bool = False,
        write: Write,
        spawn: Spawn,
    ) -> None:
        super().__init__(
            theme, window, heading, write=write, spawn=spawn, width=480, name="title_sheet"
        )
        form = Form(theme, label_width=70)
        self._title = QLineEdit(title)
        self._title.setObjectName("template_title")
        self._title.setMaxLength(300)
        self.rows["title"] = form.add_row(t("Title"), self._title, help_text=about)
        self.body.addWidget(form)
        self.body.addStretch(1)
        self.begin()
        if fresh:
            self._as_found = {}
        self._title.selectAll()
        self._title.setFocus()

    @override
    def given(self) -> dict[str, Any]:
        return {"title": self._title.text()}


class TemplateChoice(Sheet):
    """A list of templates; Enter or a double click takes one."""

    def __init__(self, theme: Theme, window: QWidget, rows: Sequence[TemplateRow]) -> None:
        super().__init__(
            theme,
            window,
            t("Choose a template"),
            main=t("Use this template"),
            width=520,
            name="template_choice",
        )
        self._all = tuple(rows)
        self._search = SearchField(theme, t("Find a template"), name="template_search")
        self._search.setVisible(len(rows) >= _SEARCH_FROM)
        self._search.textChanged.connect(self._show)
        self.column.addWidget(self._search)
        self._model: RowsModel[TemplateRow] = RowsModel(_words)
        self._list = RowsView(
            theme, name="templates", title=t("Templates"), height="row", framed=True
        )
        self._list.set_rows_model(self._model)
        self._list.setMinimumHeight(theme.px(220))
        self._list.opened.connect(lambda _row: self.accept())
        self._search.left_downwards.connect(self._list.setFocus)
        self.column.addWidget(self._list, 1)
        self._none = TextLabel(theme, t("No template has this in its title."), Type.BODY)
        self._none.hide()
        self.column.addWidget(self._none)
        self._show("")
        (self._search if len(rows) >= _SEARCH_FROM else self._list).setFocus()

    def chosen(self) -> TemplateRow | None:
        """The template that was chosen."""
        index = self._list.currentIndex()
        return self._model.row(index) if index.isValid() else None

    def _show(self, text: str) -> None:
        wanted = text.strip().casefold()
        found = [row for row in self._all if wanted in row.title.casefold()]
        self._model.set_rows(found)
        if found:
            self._list.setCurrentIndex(self._model.index(0))
        self._none.setVisible(not found)
        self.main_button.setEnabled(bool(found))


def _words(row: TemplateRow) -> RowWords:
    return RowWords(row.title, second=template_facts(row))
