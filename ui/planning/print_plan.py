"""Printing a plan: choose a paper, see its very pages, then print, save or open them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from facilitator.documents.page_image import PageSize, page_sizes
from facilitator.documents.paper import Paper
from facilitator.documents.plan_sheet import PlanPaperKind
from facilitator.errors import Refused
from facilitator.reports.plan_papers import MadePaper
from ui.planning.print_panel import KINDS, WIDTH, PrintChoices, PrintPanel
from ui.planning.print_words import paper_words, plan_labels
from ui.printing.page_view import NEARER, PageView, Zoom
from ui.printing.print_pdf import open_pdf, print_pdf, save_pdf
from ui.sentences import say_error, words
from ui.shell.command import Command
from ui.shell.route import Route
from ui.shell.screen import Screen
from ui.shell.shell import Shell
from ui.theme.tokens import Type
from ui.widgets.beside import Beside
from ui.widgets.buttons import IconButton
from ui.widgets.fields import Choice
from ui.widgets.labels import TextLabel, line
from ui.widgets.page_header import Crumb
from ui.widgets.status_line import KeyHint
from ui.words import locale, spoken, t, tn


async def open_print(
    screen: Screen,
    *,
    workshop_id: str | None = None,
    programme_id: str | None = None,
    paper: PlanPaperKind = PlanPaperKind.RUN_SHEET,
) -> None:
    """Show the papers of a workshop or of a whole programme, `paper` first."""
    if workshop_id is not None:
        screen.shell.go(Route("workshop.print", (workshop_id,), paper.value))
    else:
        screen.shell.go(Route("programme.print", (programme_id or "",), paper.value))


@dataclass(frozen=True)
class _Subject:
    """Whose papers these are. `language` is what they are written in."""

    title: str
    programme_id: str | None
    programme_title: str
    language: str
    usual_paper: Paper


class PrintScreen(Screen):
    """The papers of a workshop (``workshop.print``) or of a programme (``programme.print``).

    The route's focus is the paper to begin with.
    """

    def __init__(self, shell: Shell, route: Route) -> None:
        super().__init__(shell, route)
        self._subject: _Subject | None = None
        self._made: MadePaper | None = None
        self._sizes: tuple[PageSize, ...] = ()
        self._page = 0
        self._asked = 0
        self._panel = PrintPanel(self.theme)
        self._view = PageView(self.theme)
        self._build()
        self._connect()
        known = {kind.value for kind in KINDS}
        kind = PlanPaperKind(route.focus) if route.focus in known else KINDS[0]
        self._panel.show_choices(PrintChoices(kind))
        self._panel.set_ready(False)

    @property
    def workshop_id(self) -> str | None:
        return self.route.id if self.route.screen == "workshop.print" else None

    @property
    def programme_id(self) -> str | None:
        return self.route.id if self.route.screen == "programme.print" else None

    # Building -------------------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        middle = QWidget()
        inner = QVBoxLayout(middle)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self._build_bar())
        inner.addWidget(line("horizontal"))
        inner.addWidget(self._view, 1)
        column.addWidget(
            Beside(
                self.theme,
                (t("Pages"), middle),
                (t("Which paper"), self._panel),
                fixed=1,
                fixed_width=WIDTH,
                least=440,
            )
        )

    def _build_bar(self) -> QWidget:
        bar = QWidget()
        bar.setProperty("paper", "surface-alt")
        bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(bar)
        row.setContentsMargins(24, 8, 24, 8)
        row.setSpacing(8)
        self._back = IconButton(
            self.theme, "chevron-left", t("Previous page"), name="previous_page"
        )
        self._on = IconButton(self.theme, "chevron-right", t("Next page"), name="next_page")
        self._where = TextLabel(self.theme, "", Type.BODY, color="text-2", tabular=True)
        self._where.setObjectName("page_number")
        for widget in (self._back, self._where, self._on):
            row.addWidget(widget)
        row.addStretch(1)
        self._sheet_words = TextLabel(self.theme, "", Type.CAPTION, color="text-3")
        row.addWidget(self._sheet_words)
        self._zoom = Choice(self.theme, name="zoom")
        self._zoom.setAccessibleName(t("How near"))
        shown = {Zoom.WHOLE: t("Whole page"), Zoom.WIDTH: t("Full width")}
        for zoom in NEARER:
            percent = f"{locale().toString(round((zoom.scale or 0) * 100))} %"
            self._zoom.addItem(shown.get(zoom, percent), zoom)
        row.addWidget(self._zoom)
        return bar

    def _connect(self) -> None:
        self._panel.chosen.connect(self._take)
        self._panel.print_wanted.connect(self._print)
        self._panel.save_wanted.connect(self._save)
        self._panel.open_wanted.connect(self._open)
        self._view.turned.connect(self._turn)
        self._view.pixels_wanted.connect(lambda _pixels: self._draw())
        self._back.clicked.connect(lambda: self._turn(-1))
        self._on.clicked.connect(lambda: self._turn(1))
        self._zoom.activated.connect(lambda at: self._view.set_zoom(NEARER[at]))

    # What the window asks -------------------------------------------------------------------------

    @override
    def title(self) -> str:
        return t("Print")

    @override
    def trail(self) -> Sequence[Crumb]:
        found = self._subject
        if found is None:
            return ()
        crumbs = []
        if found.programme_id is not None:
            target = Route("programme.workshops", (found.programme_id,))
            crumbs.append(Crumb(found.programme_title, target))
        if self.workshop_id is not None:
            crumbs.append(Crumb(found.title, Route("workshop.agenda", (self.workshop_id,))))
        return crumbs

    @override
    def first_focus(self) -> QWidget:
        return self._panel.first()

    @override
    def keys(self) -> Sequence[KeyHint]:
        return (
            KeyHint("1-6", t("paper")),
            KeyHint("PgUp PgDown", t("page")),
            KeyHint("Z", t("nearer")),
            KeyHint("Ctrl+P", t("print")),
            KeyHint("Ctrl+S", t("save as PDF")),
            KeyHint("Esc", t("back")),
        )

    @override
    def commands(self) -> Sequence[Command]:
        papers = [self._paper_command(kind, str(n)) for n, kind in enumerate(KINDS, 1)]
        ready = self._is_ready
        return (
            *papers,
            Command("print.print", t("Print…"), self._print, "Ctrl+P", "printer", ready),
            Command("print.save", t("Save PDF…"), self._save, "Ctrl+S", "file-down", ready),
            Command("print.open", t("Open as PDF"), self._open, "", "external-link", ready),
            Command(
                "print.next", t("Next page"), lambda: self._view.go_on(1), "PgDown", "chevron-right"
            ),
            Command(
                "print.previous",
                t("Previous page"),
                lambda: self._view.go_on(-1),
                "PgUp",
                "chevron-left",
            ),
            Command("print.nearer", t("Nearer"), self._nearer, "Z", "search"),
            Command("print.leave", t("Back"), self._leave, "Esc", in_palette=False),
        )

    def _paper_command(self, kind: PlanPaperKind, keys: str) -> Command:
        return Command(
            f"print.{kind.value}",
            paper_words(kind).title,
            lambda: self._panel.choose_kind(kind),
            keys,
            "file-text",
            about=t("Paper"),
        )

    @override
    async def load(self) -> None:
        if self._subject is None:
            self._subject = await self._read_subject()
            self._panel.show_choices(replace(self._panel.choices, paper=self._subject.usual_paper))
            self.shell.refresh_header()
        await self._make()

    async def _read_subject(self) -> _Subject:
        workshop_id, programme_id = self.workshop_id, self.programme_id

        def read(wb: Any) -> _Subject:
            planning, details = wb.planning, wb.centre.details()
            key, title = programme_id, ""
            if workshop_id is not None:
                row = planning.workshop_row(workshop_id)
                key, title = row.programme_id, row.title
            programme = planning.programme(key) if key is not None else None
            language = details.language if details else "en"
            return _Subject(
                title or (programme.title if programme else ""),
                key,
                programme.title if programme else "",
                programme.language if programme else language,
                Paper(details.paper) if details else Paper.A4,
            )

        found: _Subject = await self.session.ask(read)
        return found

    # The pages ------------------------------------------------------------------------------------

    async def _make(self) -> None:
        """Make the pages anew; where others were asked for meanwhile, leave it to them."""
        self._asked += 1
        turn, chosen = self._asked, self._panel.choices
        subject = self._subject
        with spoken(subject.language if subject else "en"):
            labels, name_of = plan_labels(), words().name
        ids = {"workshop_id": self.workshop_id, "programme_id": self.programme_id}
        try:
            made, sizes = await self.session.ask(
                lambda wb: _made(
                    wb.reports.plan_paper(
                        chosen.kind, **ids, paper=chosen.paper.value, large=chosen.large,
                        with_notes=chosen.with_notes, every_group=chosen.every_group,
                        name_of=name_of, labels=labels,
                    )
                )
            )  # fmt: skip
        except Refused as refusal:
            if turn == self._asked:
                self._show_refusal(say_error(refusal))
            return
        if turn == self._asked:
            self._show_pages(made, sizes)

    def _show_refusal(self, sentence: str) -> None:
        self._made, self._sizes, self._page = None, (), 0
        self._view.show_words(sentence)
        self._panel.show_pages("")
        self._panel.set_ready(False)
        self._say_where()

    def _show_pages(self, made: MadePaper, sizes: tuple[PageSize, ...]) -> None:
        self._made, self._sizes = made, sizes
        self._page = min(self._page, made.pages - 1)
        self._panel.show_pages(tn("{n} page", "{n} pages", made.pages))
        self._panel.set_ready(True)
        self._show_page()

    def _show_page(self) -> None:
        self._say_where()
        if not self._sizes:
            return
        here = t("Page {page} of {pages}", page=self._page + 1, pages=len(self._sizes))
        self._view.show_size(self._sizes[self._page], f"{self._paper_title()}: {here}")

    def _draw(self) -> None:
        if self._made is not None:
            self.spawn(self._draw_page(self._made, self._page, self._view.wanted_pixels()))

    async def _draw_page(self, made: MadePaper, page: int, pixels: int) -> None:
        drawn = await self.session.ask(
            lambda wb: wb.reports.paper_image(made.content, pixels, page)
        )
        if made is self._made and page == self._page:
            self._view.show_image(drawn)

    def _say_where(self) -> None:
        pages = len(self._sizes)
        self._where.setText(
            t("Page {page} of {pages}", page=self._page + 1, pages=pages) if pages else ""
        )
        self._back.setEnabled(self._page > 0)
        self._on.setEnabled(self._page + 1 < pages)
        self._sheet_words.setText("")
        if pages:
            size = self._sizes[self._page]
            across, down = (round(side / 72 * 25.4) for side in (size.width, size.height))
            self._sheet_words.setText(t("{across} × {down} mm", across=across, down=down))

    def _paper_title(self) -> str:
        return paper_words(self._panel.choices.kind).title

    def _document_title(self) -> str:
        title = self._subject.title if self._subject else ""
        return t("{paper} {title}", paper=self._paper_title(), title=title)

    # Doing ----------------------------------------------------------------------------------------

    def _take(self, choices: PrintChoices) -> None:
        if choices.kind.value != self.route.focus:
            self._page = 0
            self.shell.replace_route(Route(self.route.screen, self.route.ids, choices.kind.value))
        self.spawn(self._make())

    def _turn(self, way: int) -> None:
        page = self._page + way
        if 0 <= page < len(self._sizes):
            self._page = page
            self._show_page()

    def _next(self) -> None:
        self._view.go_on(1)

    def _previous(self) -> None:
        self._view.go_on(-1)

    def _nearer(self) -> None:
        at = (NEARER.index(self._view.zoom) + 1) % len(NEARER)
        self._zoom.setCurrentIndex(at)
        self._view.set_zoom(NEARER[at])

    def _is_ready(self) -> bool:
        return self._made is not None

    def _print(self) -> None:
        if self._made is not None:
            self.spawn(print_pdf(self, self._made.content, self._document_title()))

    def _save(self) -> None:
        if self._made is not None:
            self.spawn(save_pdf(self, self._made.content, self._document_title()))

    def _open(self) -> None:
        if self._made is not None:
            self.spawn(open_pdf(self, self._made.content, self._document_title()))

    def _leave(self) -> None:
        if self.workshop_id is not None:
            self.shell.go(Route("workshop.agenda", (self.workshop_id,)))
        else:
            self.shell.go(Route("programme.workshops", self.route.ids))


def _made(made: MadePaper) -> tuple[MadePaper, tuple[PageSize, ...]]:
    return made, page_sizes(made.content)
