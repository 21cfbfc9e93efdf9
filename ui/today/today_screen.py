"""The first screen: the next workshop with one big button, and what needs attention."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import cast
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from facilitator.people.model import NeedKind, NeedRow
from facilitator.planning.model import Agenda, TaskRow, WorkshopRow, WorkshopStatus
from facilitator.reports.today import Today
from ui.day_words import day_and_month, from_to, period, time_of_day, whole_day
from ui.sentences import name_of
from ui.shell.command import Command
from ui.shell.route import Route
from ui.shell.screen import Screen
from ui.shell.shell import Shell
from ui.theme.tokens import Type
from ui.today.attention_words import AttentionWords, say_attention
from ui.today.series_strip import SeriesStrip, StripWorkshop
from ui.widgets.agenda_strip import AgendaStrip, StripBlock
from ui.widgets.buttons import Button
from ui.widgets.cards import Card, SectionHeading
from ui.widgets.chip import IconSquare
from ui.widgets.labels import IconLabel, TextLabel, line
from ui.widgets.page_header import Crumb
from ui.widgets.status_line import KeyHint
from ui.widgets.toggles import TickBox
from ui.words import isolate, t, tn

_MINUTE_MS = 60_000
_OLD_BACKUP_DAYS = 7
_MOST_NEEDS, _MOST_TASKS = 5, 6
# Logical pixels at 100 % text size.
_ROOM_FOR_TWO = 900
_NEED_ICONS = {
    NeedKind.ACCESS: "accessibility",
    NeedKind.ALLERGY: "leaf",
    NeedKind.MINOR: "shield-check",
}


class TodayScreen(Screen):
    """Two columns of cards; everything on them leads somewhere."""

    def __init__(self, shell: Shell, route: Route) -> None:
        super().__init__(shell, route)
        self._today: Today | None = None
        self._zone = ZoneInfo("UTC")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer.addWidget(self._area)
        self._run: Button | None = None
        self._checkin: Button | None = None
        self._first: Button | None = None
        self._columns: QBoxLayout | None = None
        self._minute = QTimer(self)
        self._minute.setInterval(_MINUTE_MS)
        self._minute.timeout.connect(self.reload)
        self._minute.start()

    # ------------------------------------------------------------------------- the window asks

    @override
    def title(self) -> str:
        hour = self._local_now().hour
        if hour < 12:
            return t("Good morning")
        return t("Good afternoon") if hour < 17 else t("Good evening")

    @override
    def trail(self) -> Sequence[Crumb]:
        now = self._local_now()
        return (Crumb(f"{whole_day(now.date())}, {time_of_day(now)}", None),)

    @override
    def keys(self) -> Sequence[KeyHint]:
        if self._workshop() is None:
            return (KeyHint("Ctrl+K", t("do anything")),)
        return (
            KeyHint("C", t("check in")),
            KeyHint("R", t("run")),
            KeyHint("A", t("agenda")),
            KeyHint("Ctrl+K", t("do anything")),
        )

    @override
    def commands(self) -> Sequence[Command]:
        places = (
            (
                "today.checkin",
                t("Check in people for the next workshop"),
                "checkin",
                "C",
                "user-check",
            ),
            ("today.run", t("Run the next workshop"), "run", "R", "play"),
            ("today.agenda", t("Open the agenda of the next workshop"), "agenda", "A", "list"),
        )
        return tuple(
            Command(
                key,
                words,
                lambda place=place: self._open(place),  # type: ignore[misc]
                shortcut,
                icon,
                enabled=lambda: self._workshop() is not None,
            )
            for key, words, place, shortcut, icon in places
        )

    @override
    def first_focus(self) -> QWidget | None:
        return self._first

    @override
    def about_to_leave(self) -> None:
        self._minute.stop()

    @override
    async def load(self) -> None:
        now = self.shell.clock.now()
        today, zone, backup = await self.session.ask(
            lambda wb: (wb.today.read(now), wb.centre.time_zone(), wb.backups.newest())
        )
        self._zone = ZoneInfo(zone)
        first_time, self._today = self._today is None, today
        age = (now - backup.taken_at).days if backup is not None else None
        had_focus = self._holds_focus()
        scrolled = self._area.verticalScrollBar().value()
        self._area.setWidget(self._build(today, age))
        self._area.verticalScrollBar().setValue(scrolled)
        focus = cast("QWidget | None", self.window().focusWidget())
        nowhere = focus is None or not self.isAncestorOf(focus)
        if self._first is not None and (had_focus or (first_time and nowhere)):
            self._first.setFocus()
        self.shell.refresh_header()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _fold(self) -> None:
        """Side by side where there is room for both columns, else one below the other."""
        if self._columns is None:
            return
        wide = self.width() >= self.theme.px(_ROOM_FOR_TWO)
        direction = QBoxLayout.Direction
        self._columns.setDirection(direction.LeftToRight if wide else direction.TopToBottom)
        side, top = (28, 24) if wide else (14, 14)
        self._columns.setContentsMargins(side, top, side, top)

    def _holds_focus(self) -> bool:
        return self._first is not None and self._first.hasFocus()

    # ------------------------------------------------------------------------------- building

    def _build(self, today: Today, backup_days: int | None) -> QWidget:
        page = QWidget()
        page.setObjectName("today_page")
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight, page)
        row.setSpacing(24)
        self._columns = row
        self._fold()
        main = QVBoxLayout()
        main.setSpacing(16)
        main.addWidget(self._build_next(today))
        main.addWidget(self._build_attention(today, backup_days))
        if today.series is not None and today.workshops:
            main.addWidget(self._build_series(today))
        main.addStretch(1)
        row.addLayout(main, 12)
        side = QVBoxLayout()
        side.setSpacing(20)
        if today.tasks:
            side.addWidget(self._build_tasks(today.tasks))
        if today.needs:
            side.addWidget(self._build_needs(today.needs))
        if today.team:
            side.addWidget(self._build_team(today))
        side.addStretch(1)
        if side.count() > 1:
            row.addLayout(side, 6)
        return page

    def _build_next(self, today: Today) -> QWidget:
        card = Card(padding=28, spacing=10, name="next_workshop")
        workshop, agenda = today.workshop, today.agenda
        if workshop is None or agenda is None:
            return self._build_nothing(card, today)
        self._add_when(card, workshop)
        card.column.addWidget(TextLabel(self.theme, workshop.title, Type.DISPLAY, wrap=True))
        card.column.addLayout(self._facts(today, workshop))
        if agenda.activities:
            strip = AgendaStrip(self.theme)
            strip.set_blocks(_blocks(agenda), end_words=time_of_day(workshop.ends_local))
            card.column.addSpacing(4)
            card.column.addWidget(strip)
        else:
            empty = TextLabel(
                self.theme, t("The agenda is still empty."), Type.BODY, color="text-2"
            )
            card.column.addWidget(empty)
        card.column.addSpacing(6)
        card.column.addLayout(self._buttons(agenda))
        return card

    def _build_nothing(self, card: Card, today: Today) -> QWidget:
        """Nothing is planned: what one can do instead."""
        self._checkin = self._run = None
        card.column.addWidget(
            TextLabel(self.theme, t("No workshop is planned"), Type.DISPLAY, wrap=True)
        )
        if today.series is None:
            about = t(
                "Make a programme and give it a first workshop, or open the sample to look around."
            )
        else:
            about = t(
                "All workshops of “{title}” are over. What is still to do stands below.",
                title=isolate(today.series.title),
            )
        card.column.addWidget(TextLabel(self.theme, about, Type.ROW, color="text-2", wrap=True))
        card.column.addSpacing(6)
        row = QHBoxLayout()
        row.setSpacing(12)
        target = Route("programmes")
        words, icon = t("Programmes"), "calendar-range"
        if today.series is not None:
            target = Route("programme.workshops", (today.series.id,))
            words, icon = t("Plan the next workshop"), "calendar-plus"
        button = Button(self.theme, words, role="main", size="hero", icon=icon, name="plan_next")
        self._first = button
        button.clicked.connect(lambda: self.shell.go(target))
        row.addWidget(button)
        row.addStretch(1)
        card.column.addLayout(row)
        return card

    def _add_when(self, card: Card, workshop: WorkshopRow) -> None:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(
            TextLabel(self.theme, self._when(workshop), Type.BODY, color="accent", weight=600)
        )
        if workshop.programme_id:
            place = t("Workshop {number} of {all}", number=workshop.number, all=workshop.of)
            row.addWidget(TextLabel(self.theme, place, Type.BODY, color="text-2"))
            row.addWidget(
                TextLabel(
                    self.theme, workshop.programme_title, Type.BODY, color="text-3", elide=True
                ),
                1,
            )
        row.addStretch(1)
        card.column.addLayout(row)

    def _facts(self, today: Today, workshop: WorkshopRow) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        expected = tn("{n} expected", "{n} expected", today.expected)
        if today.apologies:
            expected = tn(
                "{expected}, {n} apology",
                "{expected}, {n} apologies",
                today.apologies,
                expected=expected,
            )
        facts = [("clock", from_to(workshop.starts_local, workshop.ends_local))]
        if workshop.venue_name:
            facts.append(("map-pin", workshop.venue_name))
        facts.append(("users", expected))
        for icon, words in facts:
            row.addWidget(IconLabel(self.theme, icon, size=16))
            may_cut = icon == "map-pin"
            row.addWidget(TextLabel(self.theme, words, Type.ROW, color="text-2", elide=may_cut))
            row.addSpacing(14)
        row.addStretch(1)
        return row

    def _buttons(self, agenda: Agenda) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        empty = not agenda.activities
        self._checkin = Button(
            self.theme,
            t("Open check-in"),
            role="main",
            size="hero",
            icon="user-check",
            keys="C",
            name="open_checkin",
        )
        self._checkin.clicked.connect(lambda: self._open("checkin"))
        self._first = self._checkin
        self._run = Button(
            self.theme, t("Run"), size="hero", icon="play", keys="R", name="open_run"
        )
        self._run.clicked.connect(lambda: self._open("run"))
        agenda_words = t("Plan the agenda") if empty else t("Agenda and run sheet")
        sheet = Button(
            self.theme, agenda_words, role="quiet", size="large", icon="list", name="open_agenda"
        )
        sheet.clicked.connect(lambda: self._open("agenda"))
        for button in (self._checkin, self._run, sheet):
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _build_attention(self, today: Today, backup_days: int | None) -> QWidget:
        card = Card(padding=0, spacing=0, name="needs_attention")
        said = [say_attention(each) for each in today.attention]
        backup = _backup_words(backup_days)
        if backup is not None:
            said.append(backup)
        heading = SectionHeading(
            self.theme, t("Needs attention"), count=str(len(said)) if said else ""
        )
        heading.row.setContentsMargins(16, 12, 16, 12)
        card.column.addWidget(heading)
        for each in said:
            card.column.addWidget(line("hair"))
            card.column.addWidget(self._attention_row(each))
        if not said:
            card.column.addWidget(line("hair"))
            calm = TextLabel(
                self.theme, t("Nothing. Registers, notes and backups are complete."), color="text-2"
            )
            calm.setContentsMargins(16, 12, 16, 14)
            card.column.addWidget(calm)
        return card

    def _attention_row(self, words: AttentionWords) -> QWidget:
        part = QWidget()
        row = QHBoxLayout(part)
        row.setContentsMargins(16, 9, 16, 9)
        row.setSpacing(12)
        row.addWidget(IconSquare(self.theme, words.icon, words.tone))
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(TextLabel(self.theme, words.headline, Type.ROW, weight=500, elide=True))
        column.addWidget(
            TextLabel(self.theme, words.reason, Type.CAPTION, color="text-2", elide=True)
        )
        row.addLayout(column, 1)
        button = Button(self.theme, words.button, size="small")
        button.setAccessibleDescription(words.headline)
        button.clicked.connect(lambda: self.shell.go(words.route))
        row.addWidget(button)
        return part

    def _build_series(self, today: Today) -> QWidget:
        assert today.series is not None  # noqa: S101 - asked by the caller
        series = today.series
        about = tn("{n} enrolled", "{n} enrolled", series.enrolled)
        days = period(series.first_on, series.last_on)
        strip = SeriesStrip(
            self.theme,
            series.title,
            f"{days}, {about}" if days else about,
            [self._strip_workshop(each, today) for each in today.workshops],
        )
        strip.opened.connect(lambda key: self.shell.go(Route("workshop.agenda", (key,))))
        strip.title_opened.connect(
            lambda: self.shell.go(Route("programme.workshops", (series.id,)))
        )
        return strip

    def _strip_workshop(self, row: WorkshopRow, today: Today) -> StripWorkshop:
        is_next = today.workshop is not None and row.id == today.workshop.id
        day = day_and_month(row.starts_local.date())
        if row.status is WorkshopStatus.CANCELLED:
            return StripWorkshop(row.id, day, t("cancelled"), 0.0, chosen=False)
        if row.status is WorkshopStatus.HELD or row.came:
            came = tn("{n} came", "{n} came", row.came + row.anonymous)
            return StripWorkshop(row.id, day, came, 1.0, chosen=is_next)
        words = time_of_day(row.starts_local) if is_next else t("planned")
        return StripWorkshop(row.id, day, words, None if is_next else 0.0, chosen=is_next)

    def _build_tasks(self, tasks: Sequence[TaskRow]) -> QWidget:
        card = Card(name="before_the_doors_open", spacing=8)
        done = sum(1 for task in tasks if task.done_at is not None)
        head = QHBoxLayout()
        head.addWidget(
            TextLabel(self.theme, t("Before the doors open"), Type.SECTION, wrap=True), 1
        )
        share = t("{count} of {all}", count=done, all=len(tasks))
        head.addWidget(TextLabel(self.theme, share, Type.CAPTION, color="text-3"))
        card.column.addLayout(head)
        for task in tasks[:_MOST_TASKS]:
            row = QHBoxLayout()
            row.setSpacing(10)
            box = TickBox(self.theme, "", name=f"task_{task.id}")
            box.setAccessibleName(task.text)
            box.setChecked(task.done_at is not None)
            box.clicked.connect(lambda on, key=task.id: self.shell.spawn(self._tick(key, done=on)))
            row.addWidget(box, 0, Qt.AlignmentFlag.AlignTop)
            color = "text-2" if task.done_at is not None else "text"
            row.addWidget(TextLabel(self.theme, task.text, Type.BODY, color=color, wrap=True), 1)
            due = TextLabel(self.theme, task.due, Type.CAPTION, color="text-3")
            row.addWidget(due, 0, Qt.AlignmentFlag.AlignTop)
            card.column.addLayout(row)
        return card

    def _build_needs(self, needs: Sequence[NeedRow]) -> QWidget:
        card = Card(name="keep_in_mind", spacing=8)
        card.column.addWidget(SectionHeading(self.theme, t("Keep in mind")))
        hidden = QHBoxLayout()
        hidden.setSpacing(6)
        hidden.addWidget(IconLabel(self.theme, "eye-off", size=14, color="text-3"))
        words = t("Never on the room display")
        hidden.addWidget(TextLabel(self.theme, words, Type.CAPTION, color="text-3", wrap=True), 1)
        card.column.addLayout(hidden)
        for need in needs[:_MOST_NEEDS]:
            card.column.addWidget(line("hair"))
            row = QHBoxLayout()
            row.setSpacing(10)
            icon = IconLabel(self.theme, _NEED_ICONS[need.kind], size=16)
            row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
            column = QVBoxLayout()
            column.setSpacing(0)
            column.addWidget(TextLabel(self.theme, need.name, Type.BODY, weight=500, elide=True))
            text = need.text
            if need.kind is NeedKind.MINOR:
                text = (
                    t("Under 18. Guardian: {name}", name=isolate(need.text))
                    if text
                    else t("Under 18")
                )
            column.addWidget(TextLabel(self.theme, text, Type.CAPTION, color="text-2", wrap=True))
            row.addLayout(column, 1)
            card.column.addLayout(row)
        if len(needs) > _MOST_NEEDS:
            more = tn("and {n} more", "and {n} more", len(needs) - _MOST_NEEDS)
            card.column.addWidget(TextLabel(self.theme, more, Type.CAPTION, color="text-3"))
        return card

    def _build_team(self, today: Today) -> QWidget:
        card = Card(name="team_tonight", spacing=6)
        for member in today.team:
            row = QHBoxLayout()
            row.addWidget(TextLabel(self.theme, member.name, Type.BODY, weight=500, elide=True), 1)
            role = name_of("role", member.role) if member.role else ""
            row.addWidget(TextLabel(self.theme, role, Type.CAPTION, color="text-2"))
            card.column.addLayout(row)
        return card

    # ---------------------------------------------------------------------------------- deeds

    def _workshop(self) -> WorkshopRow | None:
        return self._today.workshop if self._today else None

    def _open(self, tab: str) -> None:
        workshop = self._workshop()
        if workshop is not None:
            self.shell.go(Route(f"workshop.{tab}", (workshop.id,)))

    async def _tick(self, task_id: str, *, done: bool) -> None:
        await self.session.do(lambda wb: wb.planning.set_task_done(task_id, done))

    def _local_now(self) -> datetime:
        return self.shell.clock.now().astimezone(self._zone)

    def _when(self, workshop: WorkshopRow) -> str:
        """In how long it begins, as one would say it."""
        now = self.shell.clock.now()
        local = now.astimezone(ZoneInfo(workshop.time_zone))
        days = (workshop.starts_local.date() - local.date()).days
        if workshop.starts_utc <= now:
            return t("On now, until {time}", time=time_of_day(workshop.ends_local))
        if days == 0:
            minutes = -(-int((workshop.starts_utc - now).total_seconds()) // 60)
            if minutes <= 90:
                return tn("Today, in {n} minute", "Today, in {n} minutes", minutes)
            return t("Today at {time}", time=time_of_day(workshop.starts_local))
        if days == 1:
            return t("Tomorrow at {time}", time=time_of_day(workshop.starts_local))
        return t(
            "{day}, {time}",
            day=whole_day(workshop.starts_local.date()),
            time=time_of_day(workshop.starts_local),
        )


def _blocks(agenda: Agenda) -> list[StripBlock]:
    """The activities as blocks; times stand under the first one and under breaks."""
    slots = {slot.activity_id: slot for slot in agenda.schedule.rows}
    blocks = []
    for place, activity in enumerate(agenda.activities):
        slot = slots[activity.id]
        under = ""
        if place == 0:
            under = f"{time_of_day(slot.start)} {activity.title}"
        elif not activity.counts_as_contact:
            under = t("{title} at {time}", title=activity.title, time=time_of_day(slot.start))
        length = timedelta(seconds=activity.planned_seconds)
        words = t(
            "{time} {title}, {minutes} min",
            time=time_of_day(slot.start),
            title=activity.title,
            minutes=round(length.total_seconds() / 60),
        )
        blocks.append(StripBlock(activity.kind.value, activity.planned_seconds, words, under=under))
    return blocks


def _backup_words(days: int | None) -> AttentionWords | None:
    """A backup that is old; None while there is a recent one, or the workbook is of today.

    Each day begins with a backup, so that only a workbook made today can have none.
    """
    if days is None or days < _OLD_BACKUP_DAYS:
        return None
    return AttentionWords(
        "hard-drive",
        "warn",
        tn("The backup is {n} day old", "The backup is {n} days old", days),
        t("Everything is safe in this file. A second place is safer."),
        t("Back up"),
        Route("settings", focus="backups"),
    )
