"""What one can do with certificates: see who earned what, issue, print, replace, revoke.

Issuing is lasting: a certificate in somebody's hands is not undone with a key, it is revoked or
replaced, and both stay in the register. What was printed is kept word for word; when the
attendance is corrected later, the candidate says that the certificate is stale, and why.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from zoneinfo import ZoneInfo

from facilitator.attendance.attendance import Attendance
from facilitator.attendance.model import PersonTotal
from facilitator.centre.centre import Centre
from facilitator.centre.model import CentreDetails
from facilitator.certificates import store
from facilitator.certificates.award_rules import AwardRules
from facilitator.certificates.computers import Computers
from facilitator.certificates.eligibility import Record, answer, highest_met
from facilitator.certificates.model import (
    AwardKind,
    Candidate,
    CertificateChoice,
    CertificateRow,
    CertificateRule,
    CertificateState,
    Override,
    PageFacts,
    PageSkill,
    RuleDraft,
    RuleSignatory,
    RulesPreview,
    StaleReason,
)
from facilitator.certificates.serials import following, parse, parse_printed, series
from facilitator.certificates.wording import AwardTexts, CertificateFacts, certificate_says
from facilitator.clock import to_stamp
from facilitator.errors import NotFound, Refused
from facilitator.ids import new_id
from facilitator.signing.signing import Signing
from facilitator.signing.statement_code import Statement
from facilitator.skills.model import Evidence, Framework
from facilitator.skills.skills import Skills
from facilitator.storage import Database

_NO_EVIDENCE = Evidence()
_SHOWS_SKILLS = "observed_skills_with_levels"

# So many sign where a rule names nobody: with the seal between them, the page is balanced.
_USUALLY_SIGN = 2


@dataclass(frozen=True, slots=True)
class _Ground:
    """All that certificates of one programme follow from, read at one moment."""

    words: store.ProgrammeWords
    rules: Sequence[CertificateRule]
    totals: Mapping[str, PersonTotal]
    evidence: Mapping[str, Evidence]
    framework: Framework
    choices: Mapping[str | None, CertificateChoice]

    def choice(self, participant_id: str) -> CertificateChoice:
        """How a person's certificates differ: their own choice, where they have none the
        programme's.
        """
        own = self.choices.get(participant_id, CertificateChoice())
        usual = self.choices.get(None, CertificateChoice())
        return replace(
            own,
            language=own.language or usual.language or self.words.language,
            second_language=own.second_language or usual.second_language,
            template=own.template or usual.template,
        )


class Certificates(AwardRules):
    """The certificates of one open workbook."""

    def __init__(
        self,
        database: Database,
        attendance: Attendance,
        skills: Skills,
        centre: Centre,
        signing: Signing,
        computers: Computers,
    ) -> None:
        super().__init__(database)
        self._attendance = attendance
        self._skills = skills
        self._centre = centre
        self._signing = signing
        self._computers = computers

    # Looking ------------------------------------------------------------------------------------

    def candidates(self, programme_id: str) -> list[Candidate]:
        """Everybody ever enrolled, in the order of enrolment, with what they earned and why not."""
        ground = self._ground(programme_id)
        overrides = store.read_overrides(self._database, programme_id)
        register = self.register(programme_id)
        valid: dict[str | None, list[CertificateRow]] = defaultdict(list)
        for row in register:
            if _is(row, CertificateState.ISSUED):
                valid[row.participant_id].append(row)
        revoked = {row.participant_id for row in register if _is(row, CertificateState.REVOKED)}
        return [
            replace(
                self._candidate(
                    person,
                    ground,
                    overrides.get(person.participant_id),
                    valid.get(person.participant_id, ()),
                ),
                was_revoked=person.participant_id in revoked,
            )
            for person in store.read_enrolled(self._database, programme_id)
        ]

    def preview_rules(self, programme_id: str, drafts: Sequence[RuleDraft]) -> RulesPreview:
        """Who would get what under these awards, lowest first; changes nothing.

        Only the conditions matter, so titles and texts may still be half written.
        """
        ground = self._ground(programme_id)
        keys = {rule.key: rule.id for rule in ground.rules}
        places = {draft.rule_id: str(place) for place, draft in enumerate(drafts)}
        decided = store.read_overrides(self._database, programme_id)
        given: list[str] = []
        enrolled = store.read_enrolled(self._database, programme_id)
        for person in enrolled:
            who = person.participant_id
            if who in decided:
                found = places.get(keys.get(decided[who].award_key or "", ""), "")
            else:
                record = _record(ground.totals.get(who), ground.evidence.get(who, _NO_EVIDENCE))
                results = [
                    answer(str(place), "", draft.conditions, record)
                    for place, draft in enumerate(drafts)
                ]
                highest = highest_met(results)
                found = highest.key if highest else ""
            given.append(found)
        counts = tuple(given.count(str(place)) for place in range(len(drafts)))
        return RulesPreview(counts, len(enrolled) - sum(counts))

    def register(self, programme_id: str | None = None) -> list[CertificateRow]:
        """Every certificate ever issued (of one programme, or of all), in the order of issue."""
        return store.read_register(self._database, programme_id=programme_id)

    def certificate(self, certificate_id: str) -> CertificateRow:
        """One line of the register; raises `NotFound`."""
        rows = store.read_register(self._database, certificate_id=certificate_id)
        if not rows:
            raise NotFound("certificate-unknown", id=certificate_id)
        return rows[0]

    def counts(self) -> dict[str, int]:
        """Valid certificates of the whole workbook, by award key."""
        return store.count_by_award(self._database)

    def pages(self, certificate_ids: Sequence[str], *, duplicate: bool = False) -> list[PageFacts]:
        """What the pages of these certificates say, in the order asked for."""
        details = self._centre.details()
        wanted = set(certificate_ids)
        rows = {row.id: row for row in self.register() if row.id in wanted}
        for certificate_id in certificate_ids:
            if certificate_id not in rows:
                raise NotFound("certificate-unknown", id=certificate_id)
        return [
            self._page(rows[certificate_id], details, duplicate=duplicate)
            for certificate_id in certificate_ids
        ]

    # Issuing ------------------------------------------------------------------------------------

    def issue(
        self,
        programme_id: str,
        participant_ids: Collection[str] | None = None,
        *,
        on: date | None = None,
        issued_on_by_person: Mapping[str, date] | None = None,
    ) -> list[CertificateRow]:
        """Issue a certificate to everybody who earned one and has none; gives the new rows.

        `participant_ids` narrows it to some; people whose certificate was revoked get a new one
        only when they are named there. `on` is the date printed (today if not given), and
        `issued_on_by_person` says it for single people. Serials follow the order of enrolment;
        where every award met is given, a person's lower ones come first. While a key is open each
        is signed. All in one lasting action: all are issued or none. Refused: ``centre-missing``
        while nobody has said who the centre is; ``nothing-to-issue`` when nobody is left to issue
        one to; ``microcredential-elements-missing``.
        """
        centre = self._centre.details()
        if centre is None:
            raise Refused("centre-missing")
        today = on or self._today(centre)
        days = issued_on_by_person or {}
        chosen = [
            candidate
            for candidate in self.candidates(programme_id)
            if candidate.due and _is_meant(candidate, participant_ids)
        ]
        if not chosen:
            raise Refused("nothing-to-issue")
        ground = self._ground(programme_id)
        drafts = [
            self._draft(candidate, award, ground, centre, days.get(candidate.participant_id, today))
            for candidate in chosen
            for award in candidate.due
        ]
        self._check_microcredentials(programme_id, {draft.award for draft in drafts})
        with self._database.action(
            "certificates-issued", lasting=True, count=len(drafts), title=ground.words.title
        ):
            return self._enter(drafts, centre.serial_prefix)

    def drafts(
        self, programme_id: str, participant_ids: Collection[str] | None = None
    ) -> list[PageFacts]:
        """The pages as they would be if all that is due were issued today: to look at, and for the
        list before printing. They have no serial.
        """
        centre = self._centre.details()
        if centre is None:
            raise Refused("centre-missing")
        ground, today = self._ground(programme_id), self._today(centre)
        return [
            self._page(
                self._draft(candidate, award, ground, centre, today), centre, duplicate=False
            )
            for candidate in self.candidates(programme_id)
            for award in candidate.due
            if _is_meant(candidate, participant_ids)
        ]

    def replace(self, certificate_id: str, *, on: date | None = None) -> CertificateRow:
        """Issue a new certificate in the place of a stale one; the old one becomes "replaced".

        It is of the same award if that is still given, else of the highest that the person has no
        certificate of. Refused: ``certificate-not-valid`` (revoked or already replaced),
        ``nothing-to-issue`` when there is none (revoke it instead).
        """
        old = self._valid(certificate_id)
        centre = self._centre.details()
        if centre is None:
            raise Refused("centre-missing")
        candidate = next(
            (
                each
                for each in self.candidates(old.programme_id or "")
                if each.participant_id == old.participant_id
            ),
            None,
        )
        award = _award_in_place_of(old, candidate) if candidate else None
        if candidate is None or award is None:
            raise Refused("nothing-to-issue")
        ground = self._ground(old.programme_id or "")
        draft = self._draft(candidate, award, ground, centre, on or self._today(centre))
        self._check_microcredentials(old.programme_id or "", {award})
        with self._database.action(
            "certificate-replaced", lasting=True, name=draft.holder, serial=old.serial
        ):
            self._set_state(old.id, CertificateState.REPLACED, "")
            (new,) = self._enter([replace(draft, replaces_id=old.id)], centre.serial_prefix)
        return new

    def revoke(self, certificate_id: str, reason: str) -> None:
        """Take a certificate's validity away; it stays in the register with the reason.

        Refused: ``reason-empty``, ``certificate-not-valid``.
        """
        if not reason.strip():
            raise Refused("reason-empty")
        row = self._valid(certificate_id)
        with self._database.action(
            "certificate-revoked", lasting=True, name=row.holder, serial=row.serial
        ):
            self._set_state(row.id, CertificateState.REVOKED, reason.strip())

    def sign_unsigned(self, certificate_ids: Collection[str] | None = None) -> int:
        """Sign the valid certificates that were issued while no key was open (all, or those named);
        gives how many. Refused as `Signing.sign`.
        """
        unsigned = [
            row
            for row in self.register()
            if _is(row, CertificateState.ISSUED)
            and not row.signed_text
            and not row.is_nameless
            and (certificate_ids is None or row.id in certificate_ids)
        ]
        if not unsigned:
            return 0
        signed = [self._signed(row) for row in unsigned]
        with self._database.action("certificates-signed", lasting=True, count=len(signed)):
            for row in signed:
                self._database.update(
                    "certificate", row.id, {"signed_text": row.signed_text, "key_id": row.key_id}
                )
        return len(signed)

    def find(self, typed: str) -> CertificateRow:
        """The line of the register for a serial that somebody typed from paper, with its check
        character or, as older papers have it, without.

        Refused: ``serial-mistyped`` when a character must be wrong, ``serial-unknown``.
        """
        wanted = typed.strip().upper()
        serial = parse_printed(wanted)
        if serial is None and parse(wanted) is None:
            raise Refused("serial-mistyped", serial=typed.strip()[:60])
        text = str(serial) if serial else wanted
        for row in self.register():
            if row.serial.upper() == text:
                return row
        raise Refused("serial-unknown", serial=typed.strip()[:60])

    # How certificates look ----------------------------------------------------------------------

    def choice(self, programme_id: str, participant_id: str | None = None) -> CertificateChoice:
        """How the certificates of a programme (or of one person in it) differ from the usual."""
        choices = store.read_choices(self._database, programme_id)
        return choices.get(participant_id, CertificateChoice())

    def choose(
        self, programme_id: str, participant_id: str | None = None, **changes: object
    ) -> None:
        """Change the named fields of `CertificateChoice` for a programme or one person in it; an
        empty value is the usual again. Refused: ``field-unknown``.
        """
        unknown = set(changes) - {each.name for each in fields(CertificateChoice)}
        if unknown:
            raise Refused("field-unknown", field=min(unknown))
        choice = replace(self.choice(programme_id, participant_id), **changes)  # type: ignore[arg-type]
        words = store.read_programme_words(self._database, programme_id)
        if words is None:
            raise NotFound("programme-unknown", id=programme_id)
        with self._database.action("certificate-choice-made", title=words.title):
            store.put_choice(self._database, programme_id, participant_id, choice)

    # Printing -----------------------------------------------------------------------------------

    def count_prints(self, certificate_ids: Collection[str]) -> None:
        """Remember that these were printed once more."""
        with self._database.action(
            "certificates-printed", lasting=True, count=len(certificate_ids)
        ):
            self._database.write_many(
                "UPDATE certificate SET prints = prints + 1 WHERE id = ?",
                [(certificate_id,) for certificate_id in certificate_ids],
            )

    # Deciding against the rules -----------------------------------------------------------------

    def decide(
        self, programme_id: str, participant_id: str, award_key: str | None, reason: str
    ) -> None:
        """Give an award (None: none at all) whatever the rules say, with the reason.

        Refused: ``reason-empty``, ``award-unknown``.
        """
        if not reason.strip():
            raise Refused("reason-empty")
        rule_ids = {rule.key: rule.id for rule in self.rules(programme_id)}
        if award_key is not None and award_key not in rule_ids:
            raise Refused("award-unknown", award=award_key)
        with self._database.action("award-decided", name=self._name_of(participant_id)):
            self._clear_decision(programme_id, participant_id)
            self._database.insert(
                "award_override",
                {
                    "id": new_id(),
                    "programme_id": programme_id,
                    "participant_id": participant_id,
                    "rule_id": None if award_key is None else rule_ids[award_key],
                    "reason": reason.strip(),
                    "decided_at": to_stamp(self._database.clock.now()),
                },
            )

    def follow_rules(self, programme_id: str, participant_id: str) -> None:
        """Take back a decision against the rules."""
        with self._database.action("award-by-rules", name=self._name_of(participant_id)):
            self._clear_decision(programme_id, participant_id)

    # --------------------------------------------------------------------------------------------

    def _ground(self, programme_id: str) -> _Ground:
        words = store.read_programme_words(self._database, programme_id)
        if words is None:
            raise NotFound("programme-unknown", id=programme_id)
        totals = self._attendance.person_totals(programme_id)
        return _Ground(
            words=words,
            rules=self.rules(programme_id),
            totals={total.participant_id: total for total in totals},
            evidence=self._skills.evidence(programme_id),
            framework=self._skills.framework(),
            choices=store.read_choices(self._database, programme_id),
        )

    def _check_microcredentials(self, programme_id: str, awards: Collection[str]) -> None:
        for rule in self.rules(programme_id):
            if rule.key in awards and rule.kind is AwardKind.MICROCREDENTIAL:
                missing = self.missing_elements(programme_id, RuleDraft.of(rule))
                if missing:
                    raise Refused("microcredential-elements-missing", missing=missing)

    def _signed(self, row: CertificateRow) -> CertificateRow:
        text = self._signing.sign(statement_of(row))
        return replace(row, signed_text=text, key_id=self._signing.unlocked_key_id or "")

    def _candidate(
        self,
        person: store.Enrolled,
        ground: _Ground,
        override: Override | None,
        valid: Sequence[CertificateRow],
    ) -> Candidate:
        record = _record(
            ground.totals.get(person.participant_id),
            ground.evidence.get(person.participant_id, _NO_EVIDENCE),
        )
        results = tuple(
            answer(rule.key, rule.title, rule.conditions, record) for rule in ground.rules
        )
        awards = tuple(result.key for result in results if result.met)
        if override is not None:
            awards = (override.award_key,) if override.award_key else ()
        elif ground.words.highest_only:
            awards = awards[-1:]
        award_key = awards[-1] if awards else None
        total = ground.totals.get(person.participant_id)
        stale = {row.id: _stale_reasons(row, awards, person, total) for row in valid}
        # Of several the one of the highest award, of none of these the latest.
        issued = next(
            (row for row in valid if row.award == award_key), valid[-1] if valid else None
        )
        held = {row.award for row in valid}
        if ground.words.highest_only and valid:
            # Whoever holds a certificate gets another in its place, not beside it.
            due: tuple[str, ...] = ()
        else:
            due = tuple(award for award in awards if award not in held)
        titles = {rule.key: rule.title for rule in ground.rules}
        return Candidate(
            participant_id=person.participant_id,
            name=person.name,
            native_name=person.native_name,
            sort_key=person.sort_key,
            award_key=award_key,
            award_title=titles.get(award_key or "", ""),
            results=results,
            issued=issued,
            stale_reasons=stale[issued.id] if issued else (),
            override=override,
            awards=awards,
            valid=tuple(valid),
            due=due,
            stale_by_certificate={key: reasons for key, reasons in stale.items() if reasons},
        )

    def _draft(
        self,
        candidate: Candidate,
        award: str,
        ground: _Ground,
        centre: CentreDetails,
        day: date,
    ) -> CertificateRow:
        """The row of the register as it would be issued, still without a serial."""
        rule = next(rule for rule in ground.rules if rule.key == award)
        choice = ground.choice(candidate.participant_id)
        total = ground.totals[candidate.participant_id]
        # Whoever was given an award by decision may never have come: the day of issue stands in.
        first_on, last_on = total.first_on or day, total.last_on or day
        skills = _skills_shown(
            ground.framework,
            ground.evidence.get(candidate.participant_id, _NO_EVIDENCE),
            rule.conditions.min_observed_level,
        )
        facts = CertificateFacts(
            holder=candidate.name,
            programme=ground.words.title,
            venue=ground.words.venue or centre.name,
            city=centre.city,
            first_on=first_on,
            last_on=last_on,
            workshops_attended=total.workshops_attended,
            workshops_planned=total.workshops_planned,
            contact_minutes=total.contact_minutes,
            outcomes=ground.words.outcomes,
            skills=[(skill.title, skill.level) for skill in skills],
        )
        texts = AwardTexts(
            rule.kind, rule.title, rule.statement, rule.small_print, ground.words.language
        )
        says = certificate_says(texts, facts, choice.language)
        return CertificateRow(
            id=new_id(),
            serial="",
            participant_id=candidate.participant_id,
            programme_id=rule.programme_id,
            rule_id=rule.id,
            award=rule.key,
            kind=rule.kind,
            title=says.title,
            holder=candidate.name,
            holder_native=candidate.native_name,
            programme_title=ground.words.title,
            statement=says.statement,
            small_print=says.small_print,
            issuer=centre.name,
            place=centre.city,
            signatories=rule.signatories or self._usual_signatories(centre.name),
            skills=skills if _SHOWS_SKILLS in rule.shows else (),
            workshops_attended=total.workshops_attended,
            workshops_planned=total.workshops_planned,
            contact_minutes=total.contact_minutes,
            offered_minutes=total.offered_minutes,
            first_on=first_on,
            last_on=last_on,
            issued_on=day,
            issued_at=to_stamp(self._database.clock.now()),
            language=says.language,
            template=choice.template or rule.template or ground.words.template,
            state=CertificateState.ISSUED,
            state_reason="",
            replaces_id=None,
            prints=0,
            second_language=choice.second_language,
            elements=rule.elements,
        )

    def has_usual_signatories(self) -> bool:
        """Whether anybody signs for the centre where a rule names nobody."""
        return bool(self._centre.signatories())

    def _usual_signatories(self, centre_name: str) -> tuple[RuleSignatory, ...]:
        """Who signs for the centre where a rule names nobody.

        While nobody is entered there is a line with the centre's name, for whoever signs by hand.
        """
        signing = self._centre.signatories()[:_USUALLY_SIGN]
        named = tuple(RuleSignatory(each.name, each.role) for each in signing)
        return named or (RuleSignatory(centre_name, ""),)

    def _enter(self, drafts: Sequence[CertificateRow], prefix: str) -> list[CertificateRow]:
        """Give serials and write the rows; inside an action. The numbers stay given whatever
        happens to the rows.
        """
        tag = self._computers.tag()
        by_year: dict[int, list[CertificateRow]] = defaultdict(list)
        for draft in drafts:
            by_year[draft.issued_on.year].append(draft)
        serials: dict[str, str] = {}
        for year, rows in by_year.items():
            name = series(prefix, year, tag)
            last = store.last_number(self._database, name)
            given = following(prefix, year, last, len(rows), tag)
            serials.update(zip((row.id for row in rows), map(str, given), strict=True))
            with self._database.log():
                store.keep_last_number(self._database, name, given[-1].number)
        entered = [replace(draft, serial=serials[draft.id]) for draft in drafts]
        if self._signing.can_sign:
            entered = [self._signed(row) for row in entered]
        for row in entered:
            self._database.insert("certificate", store.certificate_values(row))
        return entered

    def _page(
        self, row: CertificateRow, centre: CentreDetails | None, *, duplicate: bool
    ) -> PageFacts:
        native_language = self._database.value(
            "SELECT native_language FROM participant WHERE id = ?", (row.participant_id,)
        )
        return PageFacts(
            certificate=row,
            native_language=native_language or "",
            city=centre.city if centre else "",
            paper=centre.paper if centre else "A4",
            logo=centre.logo if centre else None,
            duplicate=duplicate,
        )

    def _valid(self, certificate_id: str) -> CertificateRow:
        row = self.certificate(certificate_id)
        if row.state is not CertificateState.ISSUED:
            raise Refused("certificate-not-valid", serial=row.serial)
        return row

    def _set_state(self, certificate_id: str, state: CertificateState, reason: str) -> None:
        zone = ZoneInfo(self._centre.time_zone())
        today = self._database.clock.now().astimezone(zone).date()
        values = {"state": state.value, "state_reason": reason, "state_on": today.isoformat()}
        self._database.update("certificate", certificate_id, values)

    def _clear_decision(self, programme_id: str, participant_id: str) -> None:
        self._database.write(
            "DELETE FROM award_override WHERE programme_id = ? AND participant_id = ?",
            (programme_id, participant_id),
        )

    def _name_of(self, participant_id: str) -> str:
        name: str | None = self._database.value(
            "SELECT name FROM participant WHERE id = ?", (participant_id,)
        )
        if name is None:
            raise NotFound("participant-unknown", id=participant_id)
        return name

    def _today(self, centre: CentreDetails) -> date:
        """Today where the centre is."""
        return self._database.clock.now().astimezone(ZoneInfo(centre.time_zone)).date()


def _is_meant(candidate: Candidate, participant_ids: Collection[str] | None) -> bool:
    if participant_ids is None:
        return not candidate.was_revoked
    return candidate.participant_id in participant_ids


def _award_in_place_of(old: CertificateRow, candidate: Candidate) -> str | None:
    """The award of the certificate that replaces an old one."""
    if old.award in candidate.awards:
        return old.award
    held = {row.award for row in candidate.valid if row.id != old.id}
    return next((award for award in reversed(candidate.awards) if award not in held), None)


def statement_of(row: CertificateRow) -> Statement:
    """What is signed of a certificate."""
    return Statement(
        serial=row.printed_serial,
        kind=row.kind.value,
        title=row.title,
        holder=row.holder,
        programme=row.programme_title,
        contact_minutes=row.contact_minutes,
        offered_minutes=row.offered_minutes,
        workshops_attended=row.workshops_attended,
        workshops_planned=row.workshops_planned,
        first_on=row.first_on,
        last_on=row.last_on,
        issued_on=row.issued_on,
    )


def _is(row: CertificateRow, state: CertificateState) -> bool:
    return row.state is state


def _record(total: PersonTotal | None, evidence: Evidence) -> Record:
    """What one person has to show; nothing of the register where there is no total."""
    return Record(
        workshops=total.workshops_attended if total else 0,
        contact_minutes=total.contact_minutes if total else 0,
        offered_minutes=total.offered_minutes if total else 0,
        end_self_check=evidence.end_self_check,
        observations=evidence.observations,
        skill_levels=evidence.skill_levels,
    )


def _skills_shown(
    framework: Framework, evidence: Evidence, least: int | None
) -> tuple[PageSkill, ...]:
    """The skills seen at the level the rule asks for or above, in the framework's order."""
    return tuple(
        PageSkill(skill.title, skill.short, framework.level_label(level))
        for skill in framework.skills
        if (level := evidence.skill_levels.get(skill.key, 0)) >= max(least or 1, 1)
    )


def _stale_reasons(
    issued: CertificateRow,
    awards: Collection[str],
    person: store.Enrolled,
    total: PersonTotal | None,
) -> tuple[StaleReason, ...]:
    reasons = []
    if issued.award not in awards:
        reasons.append(StaleReason.AWARD)
    if total is not None:
        printed = (issued.workshops_attended, issued.workshops_planned)
        if printed != (total.workshops_attended, total.workshops_planned):
            reasons.append(StaleReason.WORKSHOPS)
        if (issued.contact_minutes, issued.offered_minutes) != (
            total.contact_minutes,
            total.offered_minutes,
        ):
            reasons.append(StaleReason.MINUTES)
        dates = (total.first_on or issued.first_on, total.last_on or issued.last_on)
        if (issued.first_on, issued.last_on) != dates:
            reasons.append(StaleReason.DATES)
    if issued.holder != person.name:
        reasons.append(StaleReason.NAME)
    return tuple(reasons)
