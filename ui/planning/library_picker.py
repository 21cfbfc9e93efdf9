"""The library beside an agenda: what fits, where it would go, and what that does to the times."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from facilitator.planning.insertion import (
    PREVIEW_ID,
    AgendaPlace,
    place_behind,
    pushed,
    slots_of,
    stands_in,
    used_methods,
    wish_of,
    with_method,
)
from facilitator.planning.model import Agenda, MethodRow, WorkshopRow
from facilitator.planning.shelf import Wish
from facilitator.workbook import Workbook
from ui.planning.library_browser import MethodBrowser, foot_bar
from ui.planning.library_columns import Part
from ui.planning.library_places import LibraryPlaces
from ui.planning.plan_words import clock_text, minutes_of
from ui.shell.command import Command
from ui.shell.route import Route
from ui.shell.shell import Shell
from ui.widgets.buttons import Button
from ui.widgets.page_header import Crumb
from ui.widgets.status_line import KeyHint
from ui.words import isolate, t

_PLACES_WIDTH = 214


@dataclass(frozen=True, slots=True)
class _Read:
    workshop: WorkshopRow
    agenda: Agenda
    heads: int


class LibraryPicker(MethodBrowser):
    """Adds methods to the agenda of a workshop.

    Route: the workshop's id, and a method's to begin with if there is one; `focus` is the activity
    (or the step of a group) behind which the method is to stand, "" for the end; or the part of
    the library to begin with.
    """

    shows = frozenset(
        {"method", "method_skill", "activity", "activity_skill", "track", "workshop", "programme"}
    )

    def __init__(self, shell: Shell, route: Route) -> None:
        self._places = LibraryPlaces(shell.theme)
        super().__init__(shell, route, order=t("Best fit first"))
        self._workshop: WorkshopRow | None = None
        self._agenda: Agenda | None = None
        self._place = AgendaPlace(0)
        self._behind = route.focus if self.part is None else ""
        self._as_usual = False
        self._adding = False
        self._first = True
        if len(route.ids) > 1:
            self.want(route.ids[1])
        self._places.view.place_chosen.connect(self._go_to_place)
        self._places.view.method_dropped.connect(self._drop)

    # The window asks -----------------------------------------------------------------------------

    @override
    def title(self) -> str:
        return t("Add from the library")

    @override
    def trail(self) -> Sequence[Crumb]:
        if self._workshop is None:
            return ()
        return (Crumb(self._workshop.title, self._agenda_route()), Crumb(t("Agenda")))

    @override
    def keys(self) -> Sequence[KeyHint]:
        return (
            KeyHint("Up Down", t("choose")),
            KeyHint("Enter", t("add")),
            KeyHint("Alt+Up Down", t("move the place")),
            KeyHint("Shift+Enter", t("add, keep looking")),
            KeyHint("/", t("search")),
            KeyHint("F", t("filters")),
            KeyHint("Esc", t("back")),
        )

    @override
    def commands(self) -> Sequence[Command]:
        return (
            *super().commands(),
            Command(
                "picker.add",
                t("Add the method"),
                lambda: self.take(keep=False),
                icon="plus",
                enabled=self._may_add,
            ),
            Command(
                "picker.add_more",
                t("Add the method and keep looking"),
                lambda: self.take(keep=True),
                icon="plus",
                enabled=self._may_add,
            ),
            Command(
                "picker.up", t("Put it earlier"), lambda: self._move(-1), "Alt+Up", "chevron-up"
            ),
            Command(
                "picker.down", t("Put it later"), lambda: self._move(1), "Alt+Down", "chevron-down"
            ),
            Command(
                "picker.usual",
                t("Plan the time it usually takes"),
                self.take_usual,
                "U",
                "history",
                self._has_usual,
            ),
            Command("picker.back", t("Back to the agenda"), self._leave, "Esc", "arrow-left"),
        )

    # What the browser asks -----------------------------------------------------------------------

    @override
    def columns_before(self) -> Sequence[Part]:
        return (Part("places", t("Goes in here"), self._places, _PLACES_WIDTH, _PLACES_WIDTH),)

    @override
    def build_foot(self) -> QWidget:
        bar, column = foot_bar("picker_foot")
        row = QHBoxLayout()
        row.setContentsMargins(20, 12, 20, 12)
        row.setSpacing(8)
        self._add = Button(
            self.theme, t("Add"), role="main", keys="Enter", name="add_method_to_agenda"
        )
        self._add.clicked.connect(lambda: self.take(keep=False))
        self._more = Button(self.theme, t("Add and keep looking"), name="add_and_keep_looking")
        self._more.clicked.connect(lambda: self.take(keep=True))
        close = Button(self.theme, t("Close"), role="quiet", keys="Esc", name="close_picker")
        close.clicked.connect(self._leave)
        row.addWidget(self._add)
        row.addWidget(self._more)
        row.addStretch(1)
        row.addWidget(close)
        column.addLayout(row)
        return bar

    @override
    def read(self, workbook: Workbook) -> object:
        planning, workshop_id = workbook.planning, self.route.id
        return _Read(
            planning.workshop_row(workshop_id),
            planning.agenda(workshop_id),
            planning.heads(workshop_id),
        )

    @override
    def take_read(self, found: object) -> None:
        if not isinstance(found, _Read):
            return
        self._agenda = found.agenda
        if found.workshop != self._workshop:
            self._workshop = found.workshop
            self.shell.refresh_header()
        if self._first:
            self._first = False
            self.filters.expect(found.heads)
            self._place = place_behind(found.agenda, self._behind)
            return
        self._keep_place(found.agenda)

    @override
    def wish(self) -> Wish | None:
        return None if self._agenda is None else wish_of(self._agenda, self._place)

    @override
    def used(self) -> Collection[str]:
        return () if self._agenda is None else used_methods(self._agenda)

    @override
    def chose(self, row: MethodRow | None) -> None:
        if self.told is None or row is None or row.id != self.told.method.id:
            self._as_usual = False
        self._preview()

    @override
    def showed(self) -> None:
        self._preview()

    @override
    def adopt_words(self) -> str:
        usual = self.told.usual if self.told is not None else None
        if usual is None:
            return ""
        if self._as_usual:
            return t("Plan {n} min again", n=minutes_of(usual.planned_seconds))
        return t("Plan {n} min", n=minutes_of(usual.usual_seconds))

    @override
    def take_usual(self) -> None:
        if self._has_usual():
            self._as_usual = not self._as_usual
            self.show_told()
            self._preview()

    # The place -----------------------------------------------------------------------------------

    def _go_to_place(self, position: int) -> None:
        agenda = self._agenda
        if agenda is None:
            return
        last = len(stands_in(agenda, self._place.track_id))
        position = max(0, min(position, last))
        self._set_place(replace(self._place, position=position))

    def _set_place(self, place: AgendaPlace) -> None:
        if self._agenda is None or place == self._place:
            return
        self._place = place
        activities = stands_in(self._agenda, place.track_id)
        self._behind = activities[place.position - 1].id if place.position else ""
        # Another place asks for other methods; the one that is looked at stays the current one.
        self.sift()
        self._preview()

    def _move(self, by: int) -> None:
        self._go_to_place(self._place.position + by)

    def _keep_place(self, agenda: Agenda) -> None:
        """The agenda changed: the place stays behind the activity it was behind."""
        activities = stands_in(agenda, self._place.track_id)
        ids = [activity.id for activity in activities]
        if not self._behind:
            position = 0 if self._place.position == 0 else len(ids)
        elif self._behind in ids:
            position = ids.index(self._behind) + 1
        else:
            # What stood in front of it was taken back.
            position = max(0, min(self._place.position - 1, len(ids)))
        self._place = replace(self._place, position=position)
        self._behind = ids[position - 1] if position else ""

    def _preview(self) -> None:
        agenda, row = self._agenda, self._planned(self.methods.current())
        able = row is not None and self._may_add()
        self._add.setEnabled(able)
        self._more.setEnabled(able)
        if agenda is None:
            return
        if row is None:
            self._add.set_words(t("Add"))
            self._places.show_agenda(agenda, self._place, None)
            return
        after = with_method(agenda, self._place, row)
        self._places.show_agenda(after, self._place, pushed(agenda, after))
        slots = slots_of(after, self._place.track_id)
        start = next((slot.start for slot in slots if slot.activity_id == PREVIEW_ID), None)
        if start is not None:
            self._add.set_words(t("Add at {time}", time=clock_text(start)))
            self.fit_foot()

    def _planned(self, row: MethodRow | None) -> MethodRow | None:
        """The method with the minutes it is to be planned with."""
        seconds = self._seconds()
        if row is None or seconds is None:
            return row
        return replace(row, usual_seconds=seconds, min_seconds=min(row.min_seconds, seconds))

    def _seconds(self) -> int | None:
        usual = self.told.usual if self.told is not None else None
        return usual.usual_seconds if usual is not None and self._as_usual else None

    def _has_usual(self) -> bool:
        usual = self.told.usual if self.told is not None else None
        return usual is not None and usual.differs

    # Adding --------------------------------------------------------------------------------------

    def _may_add(self) -> bool:
        return not self.session.read_only

    @override
    def take(self, *, keep: bool) -> None:
        row = self.methods.current()
        if row is not None and self._may_add() and not self._adding:
            self._adding = True
            self.spawn(self._add_method(row, keep=keep))

    def _drop(self, method_id: str, position: int) -> None:
        row = self.row_of(method_id)
        if row is None or not self._may_add() or self._adding:
            return
        self._adding = True
        self._go_to_place(position)
        self.spawn(self._add_method(row, keep=True))

    async def _add_method(self, row: MethodRow, *, keep: bool) -> None:
        workshop_id, place, method_id = self.route.id, self._place, row.id
        current = self.methods.current()
        seconds = self._seconds() if current is not None and current.id == method_id else None
        time = self._time_of(replace(row, usual_seconds=seconds or row.usual_seconds))
        try:
            added: str = await self.session.do(
                lambda wb: wb.planning.add_activity_from_method(
                    workshop_id,
                    place.position,
                    method_id,
                    track_id=place.track_id,
                    planned_seconds=seconds,
                )
            )
        finally:
            self._adding = False
        self._behind = added
        self._place = replace(place, position=place.position + 1)
        said = t("“{title}” was added at {time}", title=isolate(row.title), time=time)
        if keep:
            # The list may have been shown with the agenda of before; the place is another now.
            self.reload()
            self.shell.notice(said, undo=True)
            return
        self.shell.go(self._agenda_route())
        self.shell.notice(said, undo=True)

    def _time_of(self, row: MethodRow) -> str:
        if self._agenda is None:
            return ""
        slots = slots_of(with_method(self._agenda, self._place, row), self._place.track_id)
        return next(
            (clock_text(each.start) for each in slots if each.activity_id == PREVIEW_ID), ""
        )

    def _agenda_route(self) -> Route:
        return Route("workshop.agenda", self.route.ids[:1], focus=self._behind)

    def _leave(self) -> None:
        search = self.methods.search
        if search.hasFocus() and search.text():
            search.clear()
            return
        self.shell.go(self._agenda_route())
