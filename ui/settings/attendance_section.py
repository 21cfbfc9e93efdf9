"""How contact minutes are counted, programme by programme."""

from __future__ import annotations

from typing import Any

from typing_extensions import override

from facilitator.attendance.minutes import ROUNDINGS
from ui.settings.section import Section
from ui.shell.shell import Shell
from ui.theme.tokens import Type
from ui.widgets.cards import Note
from ui.widgets.fields import Choice
from ui.widgets.forms import Form
from ui.widgets.labels import TextLabel
from ui.words import isolate, t, tn


class AttendanceSection(Section):
    """The rule belongs to the programme and is printed on every report of it."""

    shows = frozenset({"programme"})

    def __init__(self, shell: Shell) -> None:
        super().__init__(
            shell,
            t("Attendance rules"),
            t("Funders differ, so each programme has its own. Reports print the rule they used."),
        )
        self._programme_id = ""
        choose = Form(self.theme)
        self._programme = Choice(self.theme, name="rule_programme")
        self._programme.activated.connect(lambda _at: self._choose())
        choose.add_row(t("Programme"), self._programme)
        self.column.addWidget(choose)
        self._rules = self.add_form(self._save)
        self._rules.switch(
            "breaks_count",
            t("Breaks"),
            t("Breaks count as contact time"),
            help_text=t("Most funders count without breaks."),
        )
        self._rules.choice(
            "rounding_minutes",
            t("Rounding"),
            [(step, _rounding(step)) for step in sorted(ROUNDINGS)],
            help_text=t("To the nearest step. Who was here is never rounded down to nothing."),
            width=280,
        )
        self._rules.note(
            "late_rule",
            t("Coming late"),
            help_text=t("In your own words, printed with the definitions."),
        )
        note = t(
            "Changing a rule counts every mark of this programme anew. Certificates that no longer "
            "match are flagged, not changed."
        )
        self.column.addWidget(Note(self.theme, note))
        self._none = TextLabel(
            self.theme, t("There is no programme yet."), Type.BODY, color="text-2"
        )
        self._none.hide()
        self.column.addWidget(self._none)
        self.end()

    @override
    async def load(self) -> None:
        rows = await self.session.ask(lambda wb: wb.planning.programmes())
        if not any(row.id == self._programme_id for row in rows):
            self._programme_id = rows[0].id if rows else ""
        self._programme.blockSignals(True)
        self._programme.clear()
        for row in rows:
            self._programme.addItem(isolate(row.title), row.id)
        self._programme.setCurrentIndex(self._programme.findData(self._programme_id))
        self._programme.blockSignals(False)
        self._rules.form.setEnabled(bool(rows))
        self._none.setVisible(not rows)
        if self._programme_id:
            await self._show()

    async def _show(self) -> None:
        key = self._programme_id
        programme = await self.session.ask(lambda wb: wb.planning.programme(key))
        self._rules.show_values(
            {
                "breaks_count": programme.breaks_count,
                "rounding_minutes": programme.rounding_minutes,
                "late_rule": programme.late_rule,
            }
        )

    def _choose(self) -> None:
        self._rules.flush()
        self._programme_id = str(self._programme.currentData())
        self.spawn(self._show())

    async def _save(self, key: str, value: Any) -> None:
        programme = self._programme_id
        await self.session.do(lambda wb: wb.planning.update_programme(programme, **{key: value}))


def _rounding(step: int) -> str:
    if not step:
        return t("To the minute")
    return tn("To {n} minute", "To {n} minutes", step)
