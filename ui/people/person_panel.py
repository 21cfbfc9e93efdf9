"""What happened with a person: programmes, observations, certificates; whom and what to ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from facilitator.attendance.model import PersonTotal
from facilitator.certificates.model import CertificateRow
from facilitator.errors import Refused
from facilitator.people.model import EnrolmentRow, EnrolmentStatus, Participant
from facilitator.skills.model import ObservationRow
from ui.day_words import day_month_year, hours_and_minutes, percent, period
from ui.people.fact_row import FactRow
from ui.people.people_words import (
    consent_answer,
    consent_answers,
    consent_purpose,
    consent_purposes,
    contact_kind,
    contact_kinds,
)
from ui.sentences import name_of, say_error
from ui.shell.route import Route
from ui.shell.screen import Screen
from ui.shell.shell import Shell
from ui.theme.tokens import Type
from ui.widgets.buttons import Button
from ui.widgets.emptied import emptied
from ui.widgets.fields import Choice
from ui.widgets.labels import TextLabel
from ui.widgets.side_panel import SidePanel
from ui.widgets.toggles import TickBox
from ui.words import isolate, t, tn

PANEL_WIDTH = 400
_MOST_OBSERVATIONS = 6


class PersonPanel(SidePanel):
    """Parts divided by hairlines; three of them take something new."""

    def __init__(self, shell: Shell, screen: Screen, participant_id: str) -> None:
        super().__init__(shell.theme, width=PANEL_WIDTH, name=t("What happened"))
        self._shell = shell
        self._screen = screen
        self._id = participant_id
        self._look = shell.theme
        self._programmes = self._part(t("Programmes"))
        self._contacts = self._part(t("Contacts"), self._build_contact())
        self._needs = self._part(t("Needs"))
        self._observations = self._part(t("Observations"))
        self._certificates = self._part(t("Certificates"))
        self._guardians = self._part(t("Guardians"), self._build_guardian())
        self._consents = self._part(t("What was agreed to"), self._build_consent())

    def show_facts(
        self,
        person: Participant,
        totals: Mapping[str, PersonTotal],
        observations: Sequence[ObservationRow],
        certificates: Sequence[CertificateRow],
        zone: ZoneInfo,
    ) -> None:
        """Fill all parts anew."""
        self._show_programmes(person, totals)
        self._show_contacts(person)
        self._show_needs(person)
        self._show_observations(observations, zone)
        self._show_certificates(certificates)
        self._show_guardians(person)
        self._show_consents(person)

    # ------------------------------------------------------------------------------- the parts

    def _show_programmes(self, person: Participant, totals: Mapping[str, PersonTotal]) -> None:
        emptied(self._programmes)
        for enrolment in person.enrolments:
            total = totals.get(enrolment.programme_id)
            row = FactRow(
                self._look,
                isolate(enrolment.programme_title),
                _enrolment_words(enrolment, total),
                chip="" if enrolment.status is EnrolmentStatus.ACTIVE else _status(enrolment),
                share=_share(total),
            )
            row.lead_to(
                self._shell,
                Route("programme.participants", (enrolment.programme_id,)),
                "to_programme",
            )
            self._programmes.addWidget(row)
        self._say_ifemptied(
            self._programmes,
            t("Not enrolled anywhere. Enrol people on a programme’s Participants page."),
        )

    def _show_contacts(self, person: Participant) -> None:
        emptied(self._contacts)
        for contact in person.contacts:
            second = contact_kind(contact.kind)
            if contact.label:
                second = f"{second}, {isolate(contact.label)}"
            self._contacts.addWidget(FactRow(self._look, isolate(contact.value), second))
        self._say_ifemptied(self._contacts, t("No way to reach them is written down."))

    def _show_needs(self, person: Participant) -> None:
        emptied(self._needs)
        told = [
            (name_of("need", "access"), person.access_needs),
            (name_of("need", "allergy"), person.allergies),
        ]
        for words, text in told:
            if text:
                self._needs.addWidget(FactRow(self._look, isolate(text), words))
        if person.minor:
            self._needs.addWidget(FactRow(self._look, name_of("need", "minor"), chip=""))
        self._say_ifemptied(self._needs, t("None known."))

    def _show_observations(self, observations: Sequence[ObservationRow], zone: ZoneInfo) -> None:
        emptied(self._observations)
        newest = list(reversed(observations))
        for seen in newest[:_MOST_OBSERVATIONS]:
            self._observations.addWidget(_observation_row(self._look, seen, zone))
        if len(newest) > _MOST_OBSERVATIONS:
            rest = tn("and {n} earlier", "and {n} earlier", len(newest) - _MOST_OBSERVATIONS)
            self._observations.addWidget(TextLabel(self._look, rest, Type.CAPTION, color="text-3"))
        self._say_ifemptied(
            self._observations, t("Nothing was noted yet. A blank is unknown, never zero.")
        )

    def _show_certificates(self, certificates: Sequence[CertificateRow]) -> None:
        emptied(self._certificates)
        for each in certificates:
            state = each.state.value
            second = t(
                "{serial}, issued {day}",
                serial=isolate(each.serial),
                day=day_month_year(each.issued_on),
            )
            self._certificates.addWidget(
                FactRow(
                    self._look,
                    isolate(each.title),
                    second,
                    chip=name_of("certificate-state", state),
                    tone="ok" if state == "issued" else "",
                )
            )
        self._say_ifemptied(self._certificates, t("None issued."))

    def _show_guardians(self, person: Participant) -> None:
        emptied(self._guardians)
        for guardian in person.guardians:
            collect = t("may collect") if guardian.may_collect else t("may not collect")
            relation = isolate(guardian.relation) if guardian.relation else ""
            contact = isolate(guardian.contact) if guardian.contact else ""
            second = ", ".join(p for p in (relation, contact, collect) if p)
            self._guardians.addWidget(FactRow(self._look, isolate(guardian.name), second))
        self._say_ifemptied(self._guardians, t("Only needed for people under 18."))

    def _show_consents(self, person: Participant) -> None:
        emptied(self._consents)
        shown: set[str] = set()
        for consent in reversed(person.consents):
            if consent.purpose in shown:
                continue  # the latest answer holds; the earlier ones stay in the trail
            shown.add(consent.purpose)
            given = day_month_year(consent.given_on) if consent.given_on else t("no date")
            who = f"{given}, {isolate(consent.given_by)}" if consent.given_by else given
            self._consents.addWidget(
                FactRow(
                    self._look,
                    consent_purpose(consent.purpose),
                    who,
                    chip=consent_answer(consent.answer),
                    tone={"yes": "ok", "no": "warn"}.get(consent.answer, ""),
                )
            )
        self._say_ifemptied(self._consents, t("Nobody was asked yet; then the answer is no."))

    # ------------------------------------------------------------------------------- something new

    def _build_contact(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._contact_kind = _choice(self._look, t("Kind of contact"), contact_kinds())
        self._contact = _field(t("Contact"), t("Number or address"), "new_contact")
        add = self._add_button(t("Add contact"), "add_contact", self._add_contact)
        self._contact.returnPressed.connect(add.click)
        column.addWidget(self._contact_kind)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self._contact, 1)
        row.addWidget(add)
        column.addLayout(row)
        return box

    def _build_guardian(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._guardian = _field(t("Guardian’s name"), t("Name"), "new_guardian")
        self._relation = _field(t("Relation"), t("Mother, uncle…"), "guardian_relation")
        self._guardian_contact = _field(t("Guardian’s phone"), t("Phone"), "guardian_contact")
        self._collect = TickBox(self._look, t("May collect"), name="may_collect")
        self._collect.setChecked(True)
        add = self._add_button(t("Add guardian"), "add_guardian", self._add_guardian)
        for pair in ((self._guardian,), (self._relation, self._guardian_contact)):
            row = QHBoxLayout()
            row.setSpacing(6)
            for part in pair:
                part.returnPressed.connect(add.click)
                row.addWidget(part, 1)
            column.addLayout(row)
        last = QHBoxLayout()
        last.addWidget(self._collect, 1)
        last.addWidget(add)
        column.addLayout(last)
        return box

    def _build_consent(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._purpose = _choice(self._look, t("Asked about"), consent_purposes())
        self._purpose.setObjectName("consent_purpose")
        column.addWidget(self._purpose)
        row = QHBoxLayout()
        row.setSpacing(6)
        self._answer = _choice(self._look, t("Answer"), consent_answers())
        self._answer.setObjectName("consent_answer")
        row.addWidget(self._answer, 1)
        row.addWidget(self._add_button(t("Keep answer"), "record_consent", self._record_consent))
        column.addLayout(row)
        return box

    async def _add_contact(self) -> None:
        kind, value = str(self._contact_kind.currentData()), self._contact.text()
        await self._shell.session.do(lambda wb: wb.people.add_contact(self._id, kind, value))
        self._contact.clear()
        self._shell.notice(t("The contact was added"), undo=True)

    async def _add_guardian(self) -> None:
        name, relation = self._guardian.text(), self._relation.text()
        contact, collect = self._guardian_contact.text(), self._collect.isChecked()
        await self._shell.session.do(
            lambda wb: wb.people.add_guardian(
                self._id, name, relation=relation, contact=contact, may_collect=collect
            )
        )
        for field in (self._guardian, self._relation, self._guardian_contact):
            field.clear()
        self._shell.notice(
            t("{name} was added as a guardian", name=isolate(name.strip())), undo=True
        )

    async def _record_consent(self) -> None:
        purpose, answer = str(self._purpose.currentData()), str(self._answer.currentData())
        zone = ZoneInfo(await self._shell.session.ask(lambda wb: wb.centre.time_zone()))
        today = self._shell.clock.now().astimezone(zone).date()
        await self._shell.session.do(
            lambda wb: wb.people.record_consent(self._id, purpose, answer, given_on=today)
        )
        self._shell.notice(
            t(
                "Kept: {what}: {answer}",
                what=consent_purpose(purpose),
                answer=consent_answer(answer),
            ),
            undo=True,
        )

    # ---------------------------------------------------------------------------------- private

    def _part(self, title: str, below: QWidget | None = None) -> QVBoxLayout:
        self.add_section(title)
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.add(box)
        if below is not None:
            self.add(below)
        return column

    def _add_button(self, words: str, name: str, work: Any) -> Button:
        button = Button(self._look, words, role="quiet", icon="plus", name=name)

        async def try_it() -> None:
            try:
                await work()
            except Refused as refusal:
                self._shell.notice(say_error(refusal))

        button.clicked.connect(lambda: self._screen.spawn(try_it()))
        return button

    def _say_ifemptied(self, column: QVBoxLayout, text: str) -> None:
        if not column.count():
            column.addWidget(TextLabel(self._look, text, Type.CAPTION, color="text-3", wrap=True))


def _observation_row(theme: Any, seen: ObservationRow, zone: ZoneInfo) -> FactRow:
    day = datetime.fromisoformat(seen.observed_at).astimezone(zone).date()
    who = ", ".join(
        filter(None, (day_month_year(day), seen.observer_name and isolate(seen.observer_name)))
    )
    note = isolate(f"“{seen.note}”") if seen.note else ""
    second = "\n".join(part for part in (note, who) if part)
    title = seen.indicator_title or seen.skill_title
    level = isolate(seen.level_label) if seen.level_label else ""
    return FactRow(theme, isolate(title), second, chip=level, tone="accent" if level else "")


def _enrolment_words(enrolment: EnrolmentRow, total: PersonTotal | None) -> str:
    since = day_month_year(enrolment.enrolled_on)
    if enrolment.left_on:
        since = period(enrolment.enrolled_on, enrolment.left_on)
    lines = [t("since {day}", day=since) if not enrolment.left_on else since]
    if total is not None and total.workshops_planned:
        lines.append(
            t(
                "{came} of {all} workshops, {time} of {offered} contact time ({share})",
                came=total.workshops_attended,
                all=total.workshops_planned,
                time=hours_and_minutes(total.contact_minutes),
                offered=hours_and_minutes(total.offered_minutes),
                share=percent(total.contact_percent),
            )
        )
    return "\n".join(lines)


def _share(total: PersonTotal | None) -> float | None:
    if total is None or not total.offered_minutes:
        return None
    return total.contact_minutes / total.offered_minutes


def _status(enrolment: EnrolmentRow) -> str:
    return name_of("enrolment", enrolment.status.value)


def _field(label: str, prompt: str, name: str) -> QLineEdit:
    field = QLineEdit()
    field.setObjectName(name)
    field.setAccessibleName(label)
    field.setPlaceholderText(prompt)
    field.setMaxLength(300)
    return field


def _choice(theme: Any, label: str, options: list[tuple[str, str]]) -> Choice:
    choice = Choice(theme)
    choice.setAccessibleName(label)
    for value, words in options:
        choice.addItem(words, value)
    return choice
