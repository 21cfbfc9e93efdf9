"""What a workshop is: title, day, time, length, place, aim, people, and whether it takes place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PySide6.QtCore import QDate, QTime
from PySide6.QtWidgets import QLineEdit, QSpinBox, QWidget
from typing_extensions import override

from facilitator.centre.model import TeamMember, Venue
from facilitator.planning.clashes import Booking
from facilitator.planning.model import Workshop, WorkshopStatus
from facilitator.workbook import Workbook
from ui.programmes.aimed_skills import AimedSkill, aimed_skills
from ui.programmes.choosing import DayField, NamedChoice, TickList, TimeField
from ui.programmes.saving_sheet import SavingSheet, Write, text_field
from ui.programmes.when_words import draft_booking, notes_on
from ui.shell.screen import Screen
from ui.theme.theme import Theme
from ui.widgets.forms import Form
from ui.widgets.kept_field import Spawn
from ui.widgets.toggles import Switch
from ui.words import isolate, t

_LABELS = 140
_LONGEST_MINUTES = 24 * 60
_MOST_PEOPLE = 100_000


@dataclass(frozen=True)
class WorkshopFacts:
    """A workshop, and what its fields offer."""

    workshop: Workshop
    venues: tuple[Venue, ...]
    team: tuple[TeamMember, ...]
    skills: tuple[AimedSkill, ...]
    bookings: tuple[Booking, ...]
    agenda_seconds: int


def read_workshop(workbook: Workbook, workshop_id: str) -> WorkshopFacts:
    """All that the dialog shows, read at once."""
    agenda = workbook.planning.agenda(workshop_id)
    return WorkshopFacts(
        agenda.workshop,
        tuple(workbook.centre.venues()),
        tuple(workbook.centre.team()),
        aimed_skills(workbook, agenda.workshop.programme_id, workshop_id),
        () if agenda.workshop.is_template else tuple(workbook.planning.bookings()),
        agenda.schedule.total_seconds if agenda.activities else 0,
    )


async def edit_workshop(screen: Screen, workshop_id: str) -> None:
    """Let a person change a workshop in a dialog; says so when it was changed."""

    async def write(fields: dict[str, Any]) -> None:
        await screen.session.do(lambda wb: wb.change_workshop(workshop_id, **fields))

    facts = await screen.session.ask(lambda wb: read_workshop(wb, workshop_id))
    dialog = WorkshopDetails(screen.theme, screen.window(), facts, write=write, spawn=screen.spawn)
    if await screen.shell.ask_dialog(dialog):
        title = dialog.title_given()
        screen.shell.notice(t("{title} was changed", title=isolate(title)), undo=True)


class WorkshopDetails(SavingSheet):
    """A form over the details of one workshop; the others of its programme stay as they are."""

    def __init__(
        self, theme: Theme, window: QWidget, facts: WorkshopFacts, *, write: Write, spawn: Spawn
    ) -> None:
        super().__init__(
            theme,
            window,
            t("Workshop details"),
            write=write,
            spawn=spawn,
            width=620,
            name="workshop_details",
        )
        self._facts = facts
        self._form = Form(theme, label_width=_LABELS)
        self._build_when()
        self._build_where()
        self._build_who()
        self.body.addWidget(self._form)
        self.body.addStretch(1)
        self._watch()
        self.begin()
        self._title.setFocus()

    def title_given(self) -> str:
        """The title as it was saved."""
        return self._title.text().strip()

    def _build_when(self) -> None:
        workshop, form = self._facts.workshop, self._form
        self._title = QLineEdit(workshop.title)
        self._title.setObjectName("workshop_title")
        self._title.setMaxLength(300)
        self._title.setCursorPosition(0)
        self.rows["title"] = form.add_row(t("Title"), self._title)
        starts = workshop.starts_local
        self._day = DayField(
            self.theme, QDate(starts.year, starts.month, starts.day), name="workshop_day"
        )
        self.rows["starts_local"] = form.add_row(
            t("Day"),
            self._day,
            help_text=t("Only this workshop moves; the others keep their days."),
            width=240,
        )
        self._start = TimeField(QTime(starts.hour, starts.minute), name="workshop_start")
        self._start_row = form.add_row(t("Starts at"), self._start, width=120)
        self._minutes = QSpinBox()
        self._minutes.setObjectName("workshop_minutes")
        self._minutes.setRange(0, _LONGEST_MINUTES)
        self._minutes.setSingleStep(5)
        self._minutes.setSuffix(t(" min"))
        self._minutes.setSpecialValueText(t("as long as the agenda"))
        self._minutes.setValue(round((workshop.target_seconds or 0) / 60))
        self.rows["target_seconds"] = form.add_row(t("Planned length"), self._minutes, width=240)

    def _build_where(self) -> None:
        workshop, form, theme = self._facts.workshop, self._form, self.theme
        self._venue = NamedChoice(theme, t("Choose a place, or type a new one"), name="venue")
        self.rows["venue_id"] = form.add_row(t("Place"), self._venue)
        self._venue.offer([(each.id, each.name) for each in self._facts.venues], workshop.venue_id)
        self._room = NamedChoice(theme, t("Choose a room, or type a new one"), name="room")
        self.rows["room_id"] = form.add_row(t("Room"), self._room)
        self._offer_rooms(workshop.room_id)
        self._venue.named.connect(lambda: self._offer_rooms(None))
        self._room_note = text_field(theme, "room_note", workshop.room_note, lines=2)
        self.rows["room_note"] = form.add_row(
            t("How the room is set"),
            self._room_note,
            help_text=t("Tables, chairs, what has to be there; for whoever opens up."),
        )

    def _build_who(self) -> None:
        workshop, form, theme = self._facts.workshop, self._form, self.theme
        self._aim = text_field(theme, "workshop_aim", workshop.aim, lines=3)
        self.rows["aim"] = form.add_row(
            t("Aim"), self._aim, help_text=t("Stands at the head of the run sheet.")
        )
        self._skills = TickList(
            theme,
            [(each.id, each.words()) for each in self._facts.skills],
            t("There are no skills in this workbook."),
            name="workshop_skills",
        )
        self._skills.show_ticked([each.id for each in workshop.skills])
        self.rows["skills"] = form.add_row(
            t("Skills aimed at"),
            self._skills,
            help_text=t("The minutes are those that the agenda gives to each."),
        )
        self._heads = QSpinBox()
        self._heads.setObjectName("expected_heads")
        self._heads.setRange(0, _MOST_PEOPLE)
        self._heads.setSpecialValueText(t("all who are enrolled"))
        self._heads.setValue(workshop.expected_heads or 0)
        self.rows["expected_heads"] = form.add_row(
            t("People expected"),
            self._heads,
            help_text=t("The packing list and the sizes of groups follow from it."),
            width=240,
        )
        offered = [(each.id, each.name) for each in self._facts.team]
        before = [(each.id, each.name) for each in workshop.team]
        self._team = TickList(
            theme,
            list(dict([*offered, *before]).items()),
            t("Nobody is in the team yet. Settings, Team is where people are added."),
            name="workshop_team",
        )
        self._team.show_ticked([each.id for each in workshop.team])
        self.rows["team"] = form.add_row(t("Team"), self._team)
        self._cancelled = Switch(theme, t("This workshop is cancelled"), name="workshop_cancelled")
        self._cancelled.setChecked(workshop.status is WorkshopStatus.CANCELLED)
        # What was held happened; it can be undone or corrected, not called off.
        if workshop.status is not WorkshopStatus.HELD:
            self.rows["status"] = form.add_row(
                t("Takes place"),
                self._cancelled,
                help_text=t(
                    "A cancelled workshop stays in the list and counts for nobody's hours."
                ),
            )

    def _watch(self) -> None:
        self._day.dateChanged.connect(self._tell_when)
        self._start.timeChanged.connect(self._tell_when)
        self._minutes.valueChanged.connect(self._tell_when)
        self._venue.named.connect(self._tell_when)
        self._room.named.connect(self._tell_when)
        self._team.changed.connect(self._tell_when)
        self._cancelled.toggled.connect(self._tell_when)
        self._tell_when()

    def _tell_when(self) -> None:
        """Say under the start who is wanted twice then, and what the clocks do."""
        workshop = self._facts.workshop
        names = {each.id: each.name for each in self._facts.team}
        names.update((each.id, each.name) for each in workshop.team)
        draft = draft_booking(
            self._starts(),
            workshop.time_zone,
            self._minutes.value() * 60 or self._facts.agenda_seconds,
            workshop_id=workshop.id,
            venue_id=self._venue.chosen(),
            room_id=self._room.chosen() if self._room.isEnabled() else None,
            people=[(key, names.get(key, "")) for key in self._team.ticked()],
        )
        to_come = workshop.status is not WorkshopStatus.HELD and not self._cancelled.isChecked()
        told = notes_on(draft, workshop.time_zone, self._facts.bookings if to_come else ())
        zone = t("Time zone: {zone}", zone=isolate(workshop.time_zone))
        self._start_row.set_help(told or zone)
        self._start_row.help.set_color("on-warn-soft" if told else "text-3")

    def _offer_rooms(self, chosen: str | None) -> None:
        venue_id = self._venue.chosen()
        venue = next((each for each in self._facts.venues if each.id == venue_id), None)
        rooms = [(room.id, room.name) for room in venue.rooms] if venue else []
        self._room.offer(rooms, chosen)
        self._room.setEnabled(bool(self._venue.currentText().strip()))

    def _starts(self) -> datetime:
        day, start = self._day.date(), self._start.time()
        return datetime(  # noqa: DTZ001 - a wall time; its zone stays
            day.year(), day.month(), day.day(), start.hour(), start.minute()
        )

    @override
    def given(self) -> dict[str, Any]:
        workshop = self._facts.workshop
        roles = {each.id: each.role for each in workshop.team}
        usual = {each.id: each.role.value for each in self._facts.team}
        fields: dict[str, Any] = {
            "title": self._title.text(),
            "starts_local": self._starts(),
            "target_seconds": self._minutes.value() * 60 or None,
            "venue_id": self._venue.chosen(),
            "new_venue": self._venue.new_name(),
            "room_id": self._room.chosen() if self._room.isEnabled() else None,
            "new_room": self._room.new_name() if self._room.isEnabled() else "",
            "room_note": self._room_note.toPlainText(),
            "aim": self._aim.toPlainText(),
            "skills": list(self._skills.ticked()),
            "expected_heads": self._heads.value() or None,
            "team": [(key, roles.get(key, usual.get(key, ""))) for key in self._team.ticked()],
        }
        if workshop.status is not WorkshopStatus.HELD:
            cancelled = self._cancelled.isChecked()
            fields["status"] = WorkshopStatus.CANCELLED if cancelled else WorkshopStatus.PLANNED
        return fields
