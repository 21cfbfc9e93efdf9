"""The session report of a workshop: its very pages, then print, save or open them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from facilitator.documents.page_image import PageSize, page_sizes
from facilitator.errors import Refused
from facilitator.reports.plan_papers import MadePaper
from ui.live.report_words import report_labels, session_words
from ui.planning.workshop_screen import WorkshopScreen
from ui.printing.page_view import PageView
from ui.printing.print_pdf import open_pdf, print_pdf, save_pdf
from ui.sentences import say_error, words
from ui.shell.command import Command
from ui.shell.route import Route
from ui.shell.shell import Shell
from ui.theme.tokens import Type
from ui.widgets.buttons import Button, IconButton
from ui.widgets.labels import TextLabel, line
from ui.widgets.page_header import Crumb, Tab
from ui.widgets.status_line import KeyHint
from ui.widgets.toggles import Switch
from ui.words import t


class SessionReportScreen(WorkshopScreen):
    """Shows the report of the last run (``workshop.report``); names only when asked for."""

    shows = frozenset({"run_event", "run_note", "wrap_up", "attendance", "observation"})

    def __init__(self, shell: Shell, route: Route) -> None:
        super().__init__(shell, route)
        self._made: MadePaper | None = None
        self._sizes: tuple[PageSize, ...] = ()
        self._page = 0
        self._view = PageView(self.theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._build_bar())
        column.addWidget(line())
        column.addWidget(self._view, 1)
        self._view.turned.connect(self._turn)
        self._view.pixels_wanted.connect(lambda _pixels: self._draw())

    # What the window asks ------------------------------------------------------------------------

    @override
    def title(self) -> str:
        return t("Session report")

    @override
    def trail(self) -> Sequence[Crumb]:
        if self.workshop is None:
            return ()
        back = Route("workshop.wrapup", self.route.ids)
        return (*super().trail()[:1], Crumb(self.workshop.title, back))

    @override
    def tabs(self) -> Sequence[Tab]:
        return ()

    @override
    def first_focus(self) -> QWidget | None:
        return self._print

    @override
    def keys(self) -> Sequence[KeyHint]:
        return (
            KeyHint("PgUp PgDown", t("page")),
            KeyHint("Ctrl+P", t("print")),
            KeyHint("Ctrl+S", t("save as PDF")),
            KeyHint("Esc", t("back")),
        )

    @override
    def commands(self) -> Sequence[Command]:
        return (
            Command("report.print", t("Print…"), self._do_print, "Ctrl+P", "printer", self._ready),
            Command(
                "report.save", t("Save PDF…"), self._do_save, "Ctrl+S", "file-down", self._ready
            ),
            Command(
                "report.open", t("Open as PDF"), self._do_open, "", "external-link", self._ready
            ),
            Command("report.next", t("Next page"), lambda: self._turn(1), "PgDown"),
            Command("report.previous", t("Previous page"), lambda: self._turn(-1), "PgUp"),
            Command("report.leave", t("Back"), self._leave, "Esc", in_palette=False),
        )

    @override
    async def load(self) -> None:
        await self.load_workshop()
        workshop_id, names = self.workshop_id, self._names.isChecked()
        labels, sentences, name_of = report_labels(), session_words(), words().name

        def make(wb: Any) -> tuple[MadePaper, tuple[PageSize, ...]]:
            made = wb.reports.session_report(
                workshop_id, names=names, name_of=name_of, words=sentences, labels=labels
            )
            return made, page_sizes(made.content)

        try:
            self._made, self._sizes = await self.session.ask(make)
        except Refused as refusal:
            self._made, self._sizes = None, ()
            self._view.show_words(say_error(refusal))
        self._page = min(self._page, max(len(self._sizes) - 1, 0))
        for button in (self._print, self._save, self._open):
            button.setEnabled(self._ready())
        self._show_page()

    # Showing -------------------------------------------------------------------------------------

    def _show_page(self) -> None:
        pages = len(self._sizes)
        here = t("Page {page} of {pages}", page=self._page + 1, pages=pages) if pages else ""
        self._where.setText(here)
        self._back.setEnabled(self._page > 0)
        self._on.setEnabled(self._page + 1 < pages)
        if pages:
            self._view.show_size(self._sizes[self._page], here)

    def _draw(self) -> None:
        if self._made is not None:
            self.spawn(self._draw_page(self._made, self._page, self._view.wanted_pixels()))

    async def _draw_page(self, made: MadePaper, page: int, pixels: int) -> None:
        drawn = await self.session.ask(
            lambda wb: wb.reports.paper_image(made.content, pixels, page)
        )
        if made is self._made and page == self._page:
            self._view.show_image(drawn)

    def _turn(self, way: int) -> None:
        page = self._page + way
        if 0 <= page < len(self._sizes):
            self._page = page
            self._show_page()

    # Doing ---------------------------------------------------------------------------------------

    def _ready(self) -> bool:
        return self._made is not None

    def _document_title(self) -> str:
        title = self.workshop.title if self.workshop else ""
        return t("{paper} {title}", paper=t("Session report"), title=title)

    def _do_print(self) -> None:
        if self._made is not None:
            self.spawn(print_pdf(self, self._made.content, self._document_title()))

    def _do_save(self) -> None:
        if self._made is not None:
            self.spawn(save_pdf(self, self._made.content, self._document_title()))

    def _do_open(self) -> None:
        if self._made is not None:
            self.spawn(open_pdf(self, self._made.content, self._document_title()))

    def _leave(self) -> None:
        self.shell.go(Route("workshop.wrapup", self.route.ids))

    def _build_bar(self) -> QWidget:
        theme = self.theme
        bar = QWidget()
        bar.setProperty("paper", "surface-alt")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(bar)
        row.setContentsMargins(24, 8, 24, 8)
        row.setSpacing(8)
        self._back = IconButton(theme, "chevron-left", t("Previous page"), name="previous_page")
        self._on = IconButton(theme, "chevron-right", t("Next page"), name="next_page")
        self._where = TextLabel(theme, "", Type.BODY, color="text-2", tabular=True)
        self._back.clicked.connect(lambda: self._turn(-1))
        self._on.clicked.connect(lambda: self._turn(1))
        for widget in (self._back, self._where, self._on):
            row.addWidget(widget)
        row.addStretch(1)
        self._names = Switch(theme, t("With names and incidents"), name="report_names")
        self._names.toggled.connect(lambda _on: self.reload())
        row.addWidget(self._names)
        self._open = Button(theme, t("Open as PDF"), role="quiet", name="report_open")
        self._save = Button(theme, t("Save PDF…"), icon="file-down", name="report_save")
        self._print = Button(
            theme, t("Print…"), role="main", icon="printer", keys="Ctrl+P", name="report_print"
        )
        for button, do in (
            (self._open, self._do_open),
            (self._save, self._do_save),
            (self._print, self._do_print),
        ):
            button.clicked.connect(lambda _=False, do=do: do())
            row.addWidget(button)
        return bar
