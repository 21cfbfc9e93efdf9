"""What the library and its picker share: filters, list and method, found as one types."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from facilitator.live.learned import Usual
from facilitator.planning.model import Method, MethodRow, MethodUse
from facilitator.planning.shelf import Facet, Shelf, Wish
from facilitator.workbook import Workbook
from ui.planning.hints_help import LibraryPart
from ui.planning.library_columns import LibraryColumns, Part
from ui.planning.library_filters import LibraryFilters
from ui.planning.library_list import LibraryList
from ui.planning.method_page import MethodPage
from ui.shell.command import Command
from ui.shell.route import Route
from ui.shell.screen import Screen
from ui.shell.shell import Shell
from ui.widgets.labels import line
from ui.words import t

LIST_WIDTH = 360
FILTER_WIDTH = 228
_PAGE_LEAST = 340
_PAGE_WIDTH = 640


@dataclass(frozen=True, slots=True)
class Told:
    """A method with what is known of it here."""

    method: Method
    usual: Usual | None
    uses: tuple[MethodUse, ...]


class MethodBrowser(Screen):
    """Filters, list and method; a subclass adds columns before them and a foot of buttons.

    Attributes:
        filters, methods: the panel and the list.
        told: the method that is shown in full, None while nothing fits.
        part: what the route asked to begin with (``focus`` "kind=..." or "skill=..."), else None.

    """

    def __init__(self, shell: Shell, route: Route, *, order: str, put_away: bool = False) -> None:
        super().__init__(shell, route)
        self.told: Told | None = None
        self._shelf: Shelf | None = None
        self._skills: dict[str, str] = {}
        self._wanted = ""
        self.filters = LibraryFilters(self.theme, put_away=put_away)
        self.methods = LibraryList(self.theme, order)
        self._page = MethodPage(self.theme)
        self._foot = self.build_foot()
        self._build()
        self.filters.changed.connect(self.sift)
        self.methods.typed.connect(lambda: self.sift(best=True))
        self.methods.row_chosen.connect(self._follow)
        self.methods.taken.connect(lambda keep: self.take(keep=keep))
        self.methods.loosen_requested.connect(self._loosen)
        self._page.usual_wanted.connect(self.take_usual)
        self.part = LibraryPart.from_focus(route.focus)
        if self.part is not None:
            self.filters.begin_with(self.part.kind or "", self.part.skill_id)

    # For subclasses ------------------------------------------------------------------------------

    def columns_before(self) -> Sequence[Part]:
        """Columns before the filters."""
        return ()

    def build_foot(self) -> QWidget:
        """The bar of buttons for the chosen method."""
        raise NotImplementedError

    def wish(self) -> Wish | None:
        """What would suit best; None orders by title."""
        return None

    def used(self) -> Collection[str]:
        """The methods marked as being in the agenda."""
        return ()

    def take(self, *, keep: bool) -> None:
        """Enter or a double click: do the main thing with the method."""

    def take_usual(self) -> None:
        """The learned time is wanted."""

    def adopt_words(self) -> str:
        """What the button beside a learned time says."""
        return ""

    def chose(self, row: MethodRow | None) -> None:
        """Another method is the current one."""

    def showed(self) -> None:
        """The current method is shown in full now."""

    # The window asks -----------------------------------------------------------------------------

    @override
    def first_focus(self) -> QWidget:
        return self.methods.search

    @override
    def foot(self) -> QWidget:
        return self._foot

    @override
    def commands(self) -> Sequence[Command]:
        return (
            Command("library.search", t("Search methods"), self._begin_search, "/", "search"),
            Command("library.filters", t("Filter methods"), self._begin_filters, "F", "filter"),
            Command("library.clear", t("Clear filters"), self.filters.clear, icon="x"),
        )

    def read(self, workbook: Workbook) -> object:  # noqa: ARG002 - for those that override it
        """What a subclass needs beyond the library; read on the workbook's thread."""
        return None

    def take_read(self, found: object) -> None:
        """What `read` gave, in the window's thread, before the list is shown."""

    @override
    async def load(self) -> None:
        def everything(workbook: Workbook) -> tuple[Shelf, list[tuple[str, str]], object]:
            framework = workbook.skills.framework()
            skills = [(skill.id, skill.title) for skill in framework.skills]
            return workbook.planning.shelf(), skills, self.read(workbook)

        self._shelf, skills, more = await self.session.ask(everything)
        self._skills = dict(skills)
        self.filters.offer_skills(skills)
        self.take_read(more)
        self.told = None
        self.sift()

    # Finding -------------------------------------------------------------------------------------

    def want(self, method_id: str) -> None:
        """Make this method the current one as soon as it is in the list."""
        self._wanted = method_id

    def sift(self, *, best: bool = False) -> None:
        """Show what fits the search and the filters now; `best` chooses what fits best, else the
        current method stays while it fits.
        """
        if self._shelf is None:
            return
        text = self.methods.search.text().strip()
        fit = self._shelf.fit(text, self.filters.chosen(), self.wish())
        current = self.methods.current()
        kept = current.id if current is not None and not best else ""
        wanted = self._wanted or kept
        if self._wanted and any(row.id == self._wanted for row in fit.rows):
            self._wanted = ""
        self.filters.show_fit(fit)
        self.methods.show_fit(fit, self.used(), wanted, self.filters)
        row = self.methods.current()
        if row is not None and self.told is None:
            self._follow(row)

    def row_of(self, method_id: str) -> MethodRow | None:
        """A method of the library."""
        return self._shelf.row(method_id) if self._shelf is not None else None

    def show_told(self) -> None:
        """Show the current method again, because what is said beside it changed."""
        if self.told is not None:
            self._page.show_method(
                self.told.method,
                self._skills,
                self.told.usual,
                self.told.uses,
                adopt=self.adopt_words(),
            )

    def show_list(self) -> None:
        """Bring the list to the front where columns share a place."""
        self._columns.show_part("methods")

    def _follow(self, row: MethodRow | None) -> None:
        self.chose(row)
        if row is None:
            self.told = None
            self._page.hide()
            self.showed()
            return
        self.spawn(self._show(row))

    async def _show(self, row: MethodRow) -> None:
        key = row.id

        def tell(workbook: Workbook) -> Told:
            planning = workbook.planning
            usual = workbook.live.usual_of_method(key)
            return Told(planning.method(key), usual, planning.uses(key))

        told: Told = await self.session.ask(tell)
        current = self.methods.current()
        if current is None or current.id != key:
            return
        other = self.told is None or self.told.method.id != key
        self.told = told
        self._page.show()
        self.show_told()
        if other:
            self._area.verticalScrollBar().setValue(0)
        self.showed()

    def _loosen(self, facet: Facet | None) -> None:
        if facet is None or facet is Facet.TEXT:
            self.methods.search.clear()
        if facet is None:
            self.filters.clear()
        elif facet is not Facet.TEXT:
            self.filters.loosen(facet)
        self.methods.search.setFocus()

    def _begin_search(self) -> None:
        self._columns.show_part("methods")
        self.methods.search.setFocus()
        self.methods.search.selectAll()

    def _begin_filters(self) -> None:
        self._columns.show_part("filters")
        self.filters.first_field().setFocus(Qt.FocusReason.ShortcutFocusReason)

    # Building ------------------------------------------------------------------------------------

    def _build(self) -> None:
        before = self.columns_before()
        parts = (
            *before,
            Part("filters", t("Filter"), self.filters, FILTER_WIDTH, FILTER_WIDTH),
            Part("methods", t("Methods"), self.methods, LIST_WIDTH, LIST_WIDTH),
            Part("method", t("The method"), self._build_page(), 0, _PAGE_LEAST),
        )
        sharing = (*(part.key for part in before), "filters") if before else ()
        self._columns = LibraryColumns(self.theme, parts, sharing=sharing, pinned="methods")
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(0)
        self._outer.addWidget(self._columns, 1)
        self._columns.folded_changed.connect(lambda _folded: self.fit_foot())
        self.fit_foot()

    def _build_page(self) -> QWidget:
        page = QWidget()
        page.setObjectName("method_column")
        self._page_column = QVBoxLayout(page)
        self._page_column.setContentsMargins(0, 0, 0, 0)
        self._page_column.setSpacing(0)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setAccessibleName(t("The chosen method"))
        body = QWidget()
        body.setProperty("paper", "canvas")
        column = QVBoxLayout(body)
        column.setContentsMargins(24, 18, 24, 24)
        self._page.setMaximumWidth(self.theme.px(_PAGE_WIDTH))
        column.addWidget(self._page)
        column.addStretch(1)
        self._area.setWidget(body)
        self._page_column.addWidget(self._area, 1)
        return page

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_foot()

    def fit_foot(self) -> None:
        """The buttons stand below the method, and below everything where there is less room."""
        room = self._columns.room_of_last()
        wide = not self._columns.folded and self._foot.sizeHint().width() <= room
        where: QBoxLayout = self._page_column if wide else self._outer
        if where.indexOf(self._foot) < 0:
            where.addWidget(self._foot)


def foot_bar(name: str) -> tuple[QWidget, QVBoxLayout]:
    """A bar for the lower edge with a line above it; gives it and its column."""
    bar = QWidget()
    bar.setObjectName(name)
    bar.setProperty("paper", "surface-alt")
    bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    column = QVBoxLayout(bar)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(line("horizontal"))
    return bar, column
