"""Everything about one person on one page: the form, and beside it what happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from facilitator.attendance.model import PersonTotal
from facilitator.certificates.model import CertificateRow
from facilitator.people.model import Participant
from facilitator.skills.model import ObservationRow
from ui.people.person_form import PersonForm
from ui.people.person_panel import PANEL_WIDTH, PersonPanel
from ui.shell.command import Command
from ui.shell.route import Route
from ui.shell.screen import Screen
from ui.shell.shell import Shell
from ui.theme.tokens import Type
from ui.widgets.beside import Beside
from ui.widgets.buttons import Button
from ui.widgets.cards import Note
from ui.widgets.labels import TextLabel
from ui.widgets.page_header import Crumb
from ui.widgets.status_line import KeyHint
from ui.words import isolate, t

_FORM_WIDTH = 660


@dataclass(frozen=True)
class PersonFacts:
    """What the page shows, read at one moment."""

    person: Participant
    totals: dict[str, PersonTotal]
    observations: tuple[ObservationRow, ...]
    certificates: tuple[CertificateRow, ...]


class PersonScreen(Screen):
    """One participant."""

    shows = frozenset(
        {
            *("participant", "participant_contact", "guardian", "consent", "enrolment"),
            *("attendance", "observation", "certificate", "workshop", "activity"),
        }
    )

    def __init__(self, shell: Shell, route: Route) -> None:
        super().__init__(shell, route)
        self._person: Participant | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._panel = PersonPanel(shell, self, route.id)
        row.addWidget(
            Beside(
                self.theme,
                (t("Details"), self._build_form()),
                (t("What happened"), self._panel),
                fixed=1,
                fixed_width=PANEL_WIDTH,
                least=440,
            )
        )
        self._archive_button = Button(
            self.theme, t("Archive"), icon="archive", name="archive_person"
        )
        self._archive_button.clicked.connect(self._archive_or_restore)

    def _build_form(self) -> QWidget:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        body = QWidget()
        body.setProperty("paper", "canvas")
        outer = QHBoxLayout(body)
        outer.setContentsMargins(36, 24, 24, 24)
        middle = QWidget()
        middle.setMaximumWidth(self.theme.px(_FORM_WIDTH))
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._heading = TextLabel(self.theme, t("Details"), Type.TITLE, wrap=True)
        column.addWidget(self._heading)
        self._archived = Note(
            self.theme,
            t("This person is archived: in no list, but marks and certificates stay."),
        )
        self._archived.hide()
        column.addWidget(self._archived)
        self._later = Note(
            self.theme,
            t("Came in at the door with a name only. Fill in the rest when there is time."),
        )
        self._later.hide()
        column.addWidget(self._later)
        self._done_later = Button(
            self.theme, t("The details are complete"), icon="check", name="details_complete"
        )
        self._done_later.clicked.connect(lambda: self.spawn(self._save("complete_later", False)))
        self._done_later.hide()
        column.addWidget(self._done_later)
        self._form = PersonForm(
            self.theme, self._save, self.spawn, self.shell.clock.now().astimezone().date()
        )
        column.addWidget(self._form)
        column.addStretch(1)
        outer.addWidget(middle, 1)
        outer.addStretch(0)
        area.setWidget(body)
        return area

    # ------------------------------------------------------------------------- the window asks

    @override
    def title(self) -> str:
        return isolate(self._person.name) if self._person else t("Person")

    @override
    def trail(self) -> Sequence[Crumb]:
        return (Crumb(t("People"), Route("people")),)

    @override
    def header_actions(self) -> Sequence[QWidget]:
        return (self._archive_button,)

    @override
    def first_focus(self) -> QWidget:
        return self._form.name_field()

    @override
    def keys(self) -> Sequence[KeyHint]:
        return (
            KeyHint("Tab", t("next field")),
            KeyHint("Ctrl+Z", t("undo")),
            KeyHint("Alt+Left", t("back to the list")),
        )

    @override
    def commands(self) -> Sequence[Command]:
        archived = self._person is not None and self._person.archived_at is not None
        words = t("Bring this person back") if archived else t("Archive this person")
        return (
            Command("person.archive", words, self._archive_or_restore, icon="archive"),
            Command(
                "person.more",
                t("Show or hide what is optional"),
                self._form.more.toggle,
                "Ctrl+M",
                "chevron-down",
            ),
        )

    @override
    def about_to_leave(self) -> None:
        self._form.flush()

    @override
    async def load(self) -> None:
        key = self.route.id
        facts = await self.session.ask(lambda wb: _facts(wb, key))
        person = self._person = facts.person
        self._form.show_person(person)
        zone = await self.session.ask(lambda wb: wb.centre.time_zone())
        self._panel.show_facts(
            person, facts.totals, facts.observations, facts.certificates, ZoneInfo(zone)
        )
        archived = person.archived_at is not None
        self._archived.setVisible(archived)
        self._later.setVisible(person.complete_later)
        self._done_later.setVisible(person.complete_later)
        self._archive_button.set_words(t("Bring back") if archived else t("Archive"))
        self._archive_button.set_icon("undo-2" if archived else "archive")
        self.shell.refresh_header()

    # ---------------------------------------------------------------------------------- doing

    async def _save(self, key: str, value: Any) -> None:
        person_id = self.route.id
        await self.session.do(lambda wb: wb.people.update(person_id, **{key: value}))

    def _archive_or_restore(self) -> None:
        self.spawn(self._archive_or_restore_now())

    async def _archive_or_restore_now(self) -> None:
        person = self._person
        if person is None:
            return
        if person.archived_at is None:
            await self.session.do(lambda wb: wb.people.archive(person.id))
            self.shell.notice(t("{name} is archived", name=isolate(person.name)), undo=True)
        else:
            await self.session.do(lambda wb: wb.people.restore(person.id))
            self.shell.notice(t("{name} is back", name=isolate(person.name)), undo=True)


def _facts(wb: Any, participant_id: str) -> PersonFacts:
    person: Participant = wb.people.participant(participant_id)
    totals = {}
    for enrolment in person.enrolments:
        for total in wb.attendance.person_totals(enrolment.programme_id):
            if total.participant_id == participant_id:
                totals[enrolment.programme_id] = total
    certificates = [
        row
        for enrolment in person.enrolments
        for row in wb.certificates.register(enrolment.programme_id)
        if row.participant_id == participant_id
    ]
    observations = tuple(wb.skills.observations(participant_id=participant_id))
    return PersonFacts(person, totals, observations, tuple(certificates))
