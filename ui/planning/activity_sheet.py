"""All details of one activity in a form that saves itself, one field after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid
from typing_extensions import override

from facilitator.centre.model import TeamMember
from facilitator.errors import Refused
from facilitator.planning.model import Activity, ActivityKind, Agenda, Material, MethodRow
from facilitator.planning.parallel import heads_of_tracks
from facilitator.planning.timing import MAX_ACTIVITY_SECONDS, Slot
from facilitator.skills.model import Framework
from facilitator.workbook import Workbook
from ui.planning.activity_materials import MaterialsField, Need
from ui.planning.activity_skills import SkillsField
from ui.planning.activity_words import LAYOUTS, clock_of, layout_word, lock_near, read_time
from ui.planning.phase_fields import moments_text, percent_text, read_moments, read_percent
from ui.planning.plan_words import (
    GROUPINGS,
    clock_text,
    duration,
    grouping_word,
    kind_word,
    minutes_of,
    read_minutes,
)
from ui.shell.dialogs import Sheet
from ui.shell.screen import Screen
from ui.theme.tokens import Type
from ui.widgets.buttons import IconButton
from ui.widgets.forms import Form
from ui.widgets.kept_field import KeptForm
from ui.widgets.kind_mark import KindMark
from ui.widgets.labels import TextLabel, line
from ui.words import isolate, t, tn

_WIDTH, _HEIGHT, _LABELS = 760, 900, 150
_AROUND = 56
_ROOM_WORDS = 12
_MINUTES = {
    "planned_seconds": False,
    "minimum_seconds": True,
    "can_lose_seconds": True,
    "warn_seconds": True,
    "last_seconds": True,
}
_PERCENTS = frozenset({"warn_percent", "last_percent"})
_CHOICES = frozenset({"lead_id", "room_id", "method_id"})


@dataclass(frozen=True)
class _Facts:
    agenda: Agenda
    framework: Framework
    team: tuple[TeamMember, ...]
    rooms: tuple[tuple[str, str], ...]
    methods: tuple[MethodRow, ...]
    materials: tuple[Material, ...]
    heads: int
    heads_of: dict[str, int]


async def open_activity(
    screen: Screen, workshop_id: str, activity_id: str, *, chosen_now: Callable[[str], None]
) -> None:
    """Show all details of an activity in a dialog; others of the agenda are a key away.

    `chosen_now` is told which activity was looked at last.
    """
    facts = await screen.session.ask(lambda wb: _read(wb, workshop_id))
    sheet = ActivitySheet(screen, workshop_id, facts, activity_id)
    await screen.shell.ask_dialog(sheet)
    if isValid(screen):
        chosen_now(sheet.activity_id)


class ActivitySheet(Sheet):
    """A form over one activity. What is written is on disk as soon as one leaves the field.

    Attributes:
        activity_id: the activity that is shown.

    """

    def __init__(self, screen: Screen, workshop_id: str, facts: _Facts, activity_id: str) -> None:
        super().__init__(
            screen.theme,
            screen.window(),
            t("All details"),
            main=t("Done"),
            width=_WIDTH,
            name="activity_sheet",
        )
        self._screen = screen
        self._workshop_id = workshop_id
        self._facts = facts
        self._editable = not screen.session.read_only
        self.activity_id = activity_id
        self.other_button.hide()
        self._build_head()
        self._build_form()
        self._fit()
        self._show(other=True)
        self.form.fields["title"].field.setFocus()

    # Showing -------------------------------------------------------------------------------------

    def _show(self, *, other: bool = False) -> None:
        found = self._found()
        if found is None:
            self.accept()  # it was removed meanwhile
            return
        activity, slot = found
        self._mark.set_kind(activity.kind)
        self._title.setText(activity.title)
        times = t("{start} to {end}", start=clock_text(slot.start), end=clock_text(slot.end))
        ids = [each.id for each, _ in self._all()]
        place = t("{number} of {all}", number=ids.index(activity.id) + 1, all=len(ids))
        self._about.setText(t("{times} · {place}", times=times, place=place))
        self._before.setEnabled(ids[0] != activity.id)
        self._after.setEnabled(ids[-1] != activity.id)
        values = self._values(activity)
        if other:
            for field in self.form.fields.values():
                field.show_value(values[field.key])
                # What stood in the field before was saved with the activity before.
                field.show_value(values[field.key])
        self.form.show_values(values)
        heads = self._facts.heads_of.get(activity.track_id or "", self._facts.heads)
        self._skills.show_aims(activity, slot.seconds, editable=self._editable)
        self._materials.show_materials(
            activity, self._facts.materials, heads, editable=self._editable
        )
        self._say_helps(activity, slot)

    def _say_helps(self, activity: Activity, slot: Slot) -> None:
        fields = self.form.fields
        split = slot.seconds - activity.planned_seconds if activity.tracks else 0
        longest = t("Its longest group takes {time}.", time=duration(slot.seconds))
        fields["planned_seconds"].row.set_help(longest if split > 0 else "")
        words = len(activity.task.split())
        long = tn(
            "The room reads {most} words at a glance; this is {n} word.",
            "The room reads {most} words at a glance; these are {n}.",
            words,
            most=_ROOM_WORDS,
        )
        usual = t("What people see on the wall while they work.")
        fields["task"].row.set_help(long if words > _ROOM_WORDS else usual)

    def _values(self, activity: Activity) -> dict[str, Any]:
        values: dict[str, Any] = {
            key: getattr(activity, key) for key in self.form.fields if key != "lock"
        }
        for key in _MINUTES:
            seconds = values[key]
            empty = seconds is None or (key == "can_lose_seconds" and not seconds)
            values[key] = "" if empty else minutes_of(seconds)
        for key in _PERCENTS:
            values[key] = percent_text(values[key])
        values["cues"] = moments_text(activity.cues)
        for key in _CHOICES:
            values[key] = values[key] or ""
        values["kind"] = activity.kind.value
        lock = activity.locked_start_seconds
        values["lock"] = "" if lock is None else clock_of(lock)
        return values

    def _all(self) -> list[tuple[Activity, Slot]]:
        """Activities and steps in the order of the day, each with its slot."""
        agenda = self._facts.agenda
        found = []
        for activity, slot in zip(agenda.activities, agenda.schedule.rows, strict=True):
            found.append((activity, slot))
            for track, steps in zip(activity.tracks, slot.tracks, strict=True):
                found += list(zip(track.steps, steps, strict=True))
        return found

    def _found(self) -> tuple[Activity, Slot] | None:
        return next((each for each in self._all() if each[0].id == self.activity_id), None)

    # Saving --------------------------------------------------------------------------------------

    async def _keep(self, key: str, value: Any) -> None:
        # The activity that was shown when the person wrote, not the one shown when it is saved.
        activity_id = self.activity_id
        fields = self._fields_for(key, value)
        await self._screen.session.do(lambda wb: wb.planning.update_activity(activity_id, **fields))
        await self._again()

    def _fields_for(self, key: str, value: Any) -> dict[str, Any]:
        readers: dict[str, Callable[[str, str], Any]] = {
            **dict.fromkeys(_MINUTES, _seconds),
            **dict.fromkeys(_PERCENTS, read_percent),
            "cues": read_moments,
        }
        if key in readers:
            return {key: readers[key](key, str(value))}
        if key in _CHOICES:
            return {key: value or None}
        if key == "kind":
            return {key: ActivityKind(value)}
        if key != "lock":
            return {key: value}
        found = self._found()
        typed = read_time(str(value))
        if not str(value).strip() or found is None:
            return {"locked_start_seconds": None}
        if typed is None:
            raise Refused("time-unreadable", text=value, field="lock")
        start = self._facts.agenda.schedule.start
        return {"locked_start_seconds": lock_near(typed, start, found[1].start)}

    def _keep_aims(self) -> None:
        activity_id, aims = self.activity_id, self._skills.aims()
        self._spawn(self._do(lambda wb: wb.planning.update_activity(activity_id, skills=aims)))

    def _keep_materials(self) -> None:
        activity_id, needs = self.activity_id, self._materials.needs()
        self._spawn(self._do(lambda wb: _put_materials(wb, activity_id, needs)))

    async def _do(self, change: Callable[[Workbook], object]) -> None:
        await self._screen.session.do(change)
        await self._again()

    async def _again(self) -> None:
        workshop_id = self._workshop_id
        facts = await self._screen.session.ask(lambda wb: _read(wb, workshop_id))
        if isValid(self):
            self._facts = facts
            self._show()

    def _spawn(self, work: Any) -> None:
        # Of the window: what was written is saved even if the dialog is closed at once.
        self._screen.shell.spawn(work)

    @override
    def done(self, result: int) -> None:
        self.form.flush()
        super().done(result)

    # Going on ------------------------------------------------------------------------------------

    def step(self, by: int) -> None:
        """Show the activity before (−1) or after (1)."""
        ids = [each.id for each, _ in self._all()]
        place = ids.index(self.activity_id) + by if self.activity_id in ids else -1
        if 0 <= place < len(ids):
            self.form.flush()
            self.activity_id = ids[place]
            self._show(other=True)

    # Building ------------------------------------------------------------------------------------

    def _build_head(self) -> None:
        theme = self.theme
        row = QHBoxLayout()
        row.setSpacing(8)
        self._mark = KindMark(theme, "welcome")
        self._title = TextLabel(theme, "", Type.SECTION, elide=True)
        self._title.setObjectName("activity_sheet_title")
        self._about = TextLabel(theme, "", Type.CAPTION, color="text-2", tabular=True)
        self._before = IconButton(
            theme, "chevron-up", t("The activity before"), keys="Ctrl+PgUp", name="activity_before"
        )
        self._after = IconButton(
            theme,
            "chevron-down",
            t("The activity after"),
            keys="Ctrl+PgDown",
            name="activity_after",
        )
        self._before.clicked.connect(lambda _checked=False: self.step(-1))
        self._after.clicked.connect(lambda _checked=False: self.step(1))
        QShortcut(QKeySequence("Ctrl+PgUp"), self, lambda: self.step(-1))
        QShortcut(QKeySequence("Ctrl+PgDown"), self, lambda: self.step(1))
        row.addWidget(self._mark)
        row.addWidget(self._title, 1)
        for widget in (self._about, self._before, self._after):
            row.addWidget(widget)
        self.column.addLayout(row)

    def _build_form(self) -> None:
        theme = self.theme
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        content = QWidget()
        content.setProperty("paper", "canvas")
        content.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(content)
        column.setContentsMargins(4, 4, 16, 4)
        form = Form(theme, label_width=_LABELS)
        self.form = KeptForm(theme, form, self._keep, self._spawn)
        self._build_what()
        self._build_notes()
        self._build_time()
        self._build_who()
        self._build_aims()
        column.addWidget(form)
        column.addStretch(1)
        area.setWidget(content)
        self.column.addWidget(area, 1)
        content.setEnabled(True)
        for kept in self.form.fields.values():
            kept.field.setEnabled(self._editable)

    def _heading(self, words: str) -> None:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(line("hair"))
        column.addWidget(TextLabel(self.theme, words, Type.SECTION))
        self.form.form.add_whole(box)

    def _build_what(self) -> None:
        form, facts = self.form, self._facts
        form.text("title", t("Title"))
        kinds = [(kind.value, kind_word(kind)) for kind in ActivityKind]
        form.choice("kind", t("Kind"), kinds, width=260)
        methods = [(each.id, isolate(each.title)) for each in facts.methods]
        known = {each.id for each in facts.methods}
        for each, _slot in self._all():
            if each.method_id and each.method_id not in known:
                known.add(each.method_id)
                methods.append((each.method_id, isolate(each.method_title)))
        method = form.choice(
            "method_id",
            t("Method"),
            [("", t("No method of the library")), *methods],
            help_text=t("Where it comes from. Changing this changes nothing else here."),
        )
        # As wide as the form, not as the longest title of the library.
        method.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        method.setMinimumContentsLength(12)
        form.note("aim", t("Aim"), lines=2, help_text=t("Why you do it; for you alone."))

    def _build_notes(self) -> None:
        form = self.form
        self._heading(t("What to say and do"))
        form.note("task", t("Task for the room"), lines=2)
        form.note("say", t("Say"), lines=3)
        form.note("do", t("Do"), lines=4)
        form.note("watch", t("Watch"), lines=2)

    def _build_time(self) -> None:
        form = self.form
        self._heading(t("Time"))
        form.text("planned_seconds", t("Minutes"), width=120)
        form.text(
            "minimum_seconds",
            t("Least minutes"),
            width=120,
            help_text=t("How short it may get when time runs out. Empty: as planned."),
        )
        form.text(
            "lock",
            t("Locked start"),
            width=120,
            help_text=t(
                "A time like 18:25 that it may not begin before or after. Empty: it follows."
            ),
        )
        form.note("if_short", t("If short of time"), lines=2)
        form.text(
            "can_lose_seconds",
            t("That saves"),
            width=120,
            help_text=t("Minutes that are won by it."),
        )
        form.switch("optional", t("Leaving out"), t("It may be left out altogether"))
        form.switch("auto_advance", t("When time is up"), t("Go on to the next by itself"))
        form.switch(
            "counts_as_contact", t("Contact time"), t("Counts as time together with people")
        )
        usual = t("Minutes before the end. Empty: as usual.")
        share = t("When so much of the time is left. It goes before the minutes.")
        form.text("warn_seconds", t("First warning"), width=120, help_text=usual)
        form.text("warn_percent", t("or, in percent"), width=120, help_text=share)
        form.text("last_seconds", t("Last call"), width=120, help_text=usual)
        form.text("last_percent", t("or, in percent"), width=120, help_text=share)
        moments = t("Minutes before the end, such as 5, 2. Empty: as usual.")
        form.text("cues", t("Moments with a tone"), width=240, help_text=moments)

    def _build_who(self) -> None:
        form, facts = self.form, self._facts
        self._heading(t("Who and where"))
        team = [(each.id, isolate(each.name)) for each in facts.team]
        known = {key for key, _ in team}
        team += [
            (each.id, isolate(each.name))
            for each in facts.agenda.workshop.team
            if each.id not in known
        ]
        form.choice("lead_id", t("Lead"), [("", t("Nobody yet")), *team], width=320)
        groupings = [(each, grouping_word(each)) for each in GROUPINGS]
        form.choice("grouping", t("Grouping"), groupings, width=260)
        rooms = [(key, isolate(name)) for key, name in facts.rooms]
        form.choice("room_id", t("Room"), [("", t("As the workshop")), *rooms], width=320)
        layouts = [(each, layout_word(each)) for each in LAYOUTS]
        form.choice("room_layout", t("How the room is set"), layouts, width=320)

    def _build_aims(self) -> None:
        form, facts = self.form.form, self._facts
        self._heading(t("Skills it gives room to"))
        self._skills = SkillsField(self.theme)
        first = {skill.id for skill in facts.agenda.workshop.skills}
        self._skills.offer(facts.framework, first)
        self._skills.changed.connect(self._keep_aims)
        form.add_row(t("Skills"), self._skills)
        self._materials = MaterialsField(self.theme)
        self._materials.changed.connect(self._keep_materials)
        people = tn("Totals are for {n} person.", "Totals are for {n} people.", facts.heads)
        self._heading(t("Materials"))
        self._materials.setAccessibleName(t("Materials"))
        form.add_whole(self._materials)
        if facts.heads:
            form.add_whole(TextLabel(self.theme, people, Type.CAPTION, color="text-3", wrap=True))

    def _fit(self) -> None:
        window = self._screen.window().size()
        width = min(self.theme.px(_WIDTH), window.width() - _AROUND)
        self.setMinimumWidth(width)
        self.resize(width, min(self.theme.px(_HEIGHT), window.height() - _AROUND))


def _seconds(key: str, text: str) -> int | None:
    """What was typed as minutes. Raises `Refused` with the sentence for the field."""
    if not text.strip() and _MINUTES[key]:
        return 0 if key == "can_lose_seconds" else None
    seconds = read_minutes(text)
    if seconds is None:
        raise Refused("minutes-unreadable", text=text, field=key)
    if seconds == 0 and key == "planned_seconds":
        raise Refused("minutes-zero", field=key)
    if seconds > MAX_ACTIVITY_SECONDS:
        raise Refused("minutes-too-long", text=text, field=key)
    return seconds


def _put_materials(wb: Workbook, activity_id: str, needs: Sequence[Need]) -> None:
    """Let an activity need these; labels that are new become materials first."""
    uses = []
    known = {each.id: each for each in wb.planning.materials_known()}
    for need in needs:
        material_id = need.material_id or wb.planning.add_material(
            need.label, reusable=need.reusable
        )
        if material_id in known and known[material_id].reusable != need.reusable:
            wb.planning.update_material(material_id, reusable=need.reusable)
        uses.append((material_id, need.quantity, need.per))
    wb.planning.update_activity(activity_id, materials=uses)


def _read(wb: Workbook, workshop_id: str) -> _Facts:
    agenda = wb.planning.agenda(workshop_id)
    heads = wb.planning.heads(workshop_id)
    venues = wb.centre.venues(include_inactive=True)
    rooms = next((each.rooms for each in venues if each.id == agenda.workshop.venue_id), ())
    return _Facts(
        agenda,
        wb.skills.framework(),
        tuple(wb.centre.team()),
        tuple((room.id, room.name) for room in rooms),
        tuple(wb.planning.methods(limit=2000)),
        tuple(wb.planning.materials_known()),
        heads,
        heads_of_tracks(agenda.activities, heads),
    )
