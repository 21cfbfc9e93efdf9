"""Backups: what there is, one more now, a copy on a stick, and the way back."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QHBoxLayout
from typing_extensions import override

from facilitator.errors import StorageTrouble
from facilitator.storage.backup import Backup, Contents
from facilitator.workbook import contents_of_backup
from ui.day_words import day_month_year, time_of_day
from ui.sentences import name_of, say_error
from ui.settings.section import Section
from ui.shell.dialogs import Sheet
from ui.shell.route import Route
from ui.shell.shell import Shell
from ui.theme.tokens import Type
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, Note
from ui.widgets.labels import TextLabel
from ui.widgets.tables import Cell, Column, TableModel, TableView
from ui.words import isolate, locale, t, tn

_ROWS_SHOWN = 7


class BackupsSection(Section):
    """The list with date, reason and size; below it what is in the chosen one."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(
            shell,
            t("Backups"),
            t(
                "Made by themselves each day and before anything big; each is read back before an "
                "older one goes."
            ),
        )
        self._open: tuple[str, str] | None = None
        self.column.addLayout(self._build_buttons())
        self._model = TableModel[Backup](
            (
                Column(t("When"), _when),
                Column(t("Why"), lambda row: name_of("backup-reason", row.reason), 190),
                Column(t("Size"), lambda row: _size(row.size), 100, figures=True),
            )
        )
        self._table = TableView(
            self.theme, name="backups", title=t("Backups"), height="row-dense", framed=True
        )
        self._table.set_table_model(self._model)
        self._table.current_changed.connect(lambda row: self.spawn(self._show_contents(row)))
        self.column.addWidget(self._table)
        self._none = TextLabel(self.theme, t("There is no backup yet."), color="text-2")
        self.column.addWidget(self._none)
        self.column.addWidget(self._build_contents())
        self._folder = TextLabel(self.theme, "", Type.CAPTION, color="text-3", wrap=True)
        self.column.addWidget(self._folder)
        self.end()

    def _build_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        now = Button(self.theme, t("Back up now"), role="main", icon="archive", name="back_up_now")
        now.clicked.connect(lambda: self.spawn(self._back_up()))
        stick = Button(self.theme, t("Copy to a stick…"), icon="usb", name="copy_to_stick")
        stick.clicked.connect(self.shell.workbooks.copy_elsewhere)
        self._show_folder = Button(
            self.theme, t("Show the folder"), role="quiet", icon="folder-open", name="show_folder"
        )
        self._show_folder.clicked.connect(lambda: self.spawn(self._open_folder()))
        for button in (now, stick, self._show_folder):
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _build_contents(self) -> Card:
        self._card = Card(name="backup_contents")
        self._title = TextLabel(self.theme, "", Type.BODY_STRONG, wrap=True)
        self._card.column.addWidget(self._title)
        self._holds = TextLabel(self.theme, "", color="text-2", wrap=True)
        self._holds.setObjectName("backup_holds")
        self._card.column.addWidget(self._holds)
        row = QHBoxLayout()
        self._restore_button = Button(
            self.theme, t("Restore this backup…"), icon="rotate-ccw", name="restore_backup"
        )
        self._restore_button.clicked.connect(lambda: self.spawn(self._restore()))
        row.addWidget(self._restore_button)
        row.addStretch(1)
        self._card.column.addLayout(row)
        self._card.hide()
        return self._card

    @override
    async def load(self) -> None:
        backups, folder = await self.session.ask(lambda wb: (wb.backups.all(), wb.backups.folder))
        current = self._table.current_row()
        self._model.set_rows(backups)
        shown = min(max(len(backups), 2), _ROWS_SHOWN)
        self._table.setFixedHeight(self.theme.row_height("row-dense") * shown + self.theme.px(44))
        self._table.setVisible(bool(backups))
        self._none.setVisible(not backups)
        self._folder.setText(t("New ones go to {folder}", folder=isolate(folder)))
        self._show_folder.setEnabled(folder.exists())
        place = next(
            (n for n, row in enumerate(backups) if current and row.path == current.path), 0
        )
        if backups:
            self._table.setCurrentIndex(self._model.index(place, 0))

    async def _show_contents(self, row: Backup | None) -> None:
        self._card.setVisible(row is not None)
        if row is None:
            return
        path = row.path
        self._title.setText(t("In the backup of {when}", when=_when(row).text))
        try:
            contents = await self.session.ask(lambda _wb: contents_of_backup(path))
        except StorageTrouble as trouble:
            self._holds.setText(say_error(trouble))
            self._restore_button.setEnabled(False)
            return
        now = await self.session.ask(_contents_now)
        self._holds.setText(_holds(contents, now))
        self._restore_button.setEnabled(not self.session.read_only)

    # ---------------------------------------------------------------------------------- doing

    async def _back_up(self) -> None:
        await self.shell.run_job(
            t("Backing up"),
            lambda progress: self.session.do(lambda wb: wb.back_up(progress=progress)),
        )
        await self.load()
        self.shell.refresh_status()
        self.shell.notice(t("Backed up, and the copy was read back."))

    async def _open_folder(self) -> None:
        self.shell.open_path(await self.session.ask(lambda wb: wb.backups.folder))

    async def _restore(self) -> None:
        row: Backup | None = self._table.current_row()
        if row is None:
            return
        sheet = Sheet(
            self.theme,
            self.window(),
            t("Restore the backup of {when}?", when=_when(row).text),
            main=t("Restore"),
            other=t("Leave it as it is"),
            name="restore_sheet",
        )
        sheet.column.addWidget(TextLabel(self.theme, self._holds.text(), wrap=True))
        sheet.column.addWidget(
            Note(
                self.theme,
                t(
                    "The present state is kept first, as a backup “before a restore”. Restoring "
                    "that one takes this back."
                ),
                tone="ok",
                icon="shield-check",
            )
        )
        if await self.shell.ask_dialog(sheet):
            await self.restore_now(row)

    async def restore_now(self, row: Backup) -> None:
        """Let a backup take the place of the workbook and show it."""
        shell = self.shell
        await shell.run_job(
            t("Restoring"), lambda progress: self.session.restore(row.path, progress)
        )
        shell.go(Route("settings", focus="backups"))
        shell.notice(t("Restored. The state of before is in the list of backups."))


def _when(row: Backup) -> Cell:
    there = row.taken_at.astimezone()
    return Cell(
        t("{day}, {time}", day=day_month_year(there.date()), time=time_of_day(there)), strong=True
    )


def _size(size: int) -> str:
    return locale().formattedDataSize(size, 1, QLocale.DataSizeFormat.DataSizeSIFormat)


def _holds(contents: Contents, now: Contents) -> str:
    """What is in a backup, beside what the workbook has now."""
    parts = [
        tn("{n} person", "{n} people", contents.people),
        tn("{n} programme", "{n} programmes", contents.programmes),
        tn("{n} workshop", "{n} workshops", contents.workshops),
        tn("{n} mark", "{n} marks", contents.attendances),
        tn("{n} certificate", "{n} certificates", contents.certificates),
    ]
    text = ", ".join(parts)
    if contents == now:
        return t("{what}. The same as now.", what=text)
    present = t(
        "Now: {people} people, {workshops} workshops, {marks} marks, {certificates} certificates.",
        people=now.people,
        workshops=now.workshops,
        marks=now.attendances,
        certificates=now.certificates,
    )
    return f"{text}.\n{present}"


def _contents_now(wb: Any) -> Contents:
    """The open workbook told as a backup of it would be."""
    return wb.contents()
