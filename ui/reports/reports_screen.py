"""Reports: choose a programme, read its figures, take them away on paper or in a table."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from facilitator.exchange.attendance_export import definitions
from facilitator.file_names import file_name
from facilitator.planning.model import ProgrammeRow
from ui.day_words import period
from ui.reports.export_words import export_words
from ui.reports.report_data import ReportData, read_report
from ui.reports.report_page import ReportPage
from ui.sentences import name_of
from ui.shell.command import Command
from ui.shell.route import Route
from ui.shell.screen import Screen
from ui.shell.shell import Shell
from ui.theme.tokens import Type
from ui.widgets.beside import Beside
from ui.widgets.buttons import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.fields import Choice
from ui.widgets.labels import TextLabel
from ui.widgets.side_panel import SidePanel
from ui.widgets.status_line import KeyHint
from ui.words import isolate, t

_PANEL = 300


class ReportsScreen(Screen):
    """The route's first id, if there is one, is the programme to begin with."""

    shows = frozenset(
        {
            *("programme", "workshop", "activity", "enrolment", "participant", "attendance"),
            *("anonymous_count", "observation", "self_check", "self_rating", "certificate"),
        }
    )

    def __init__(self, shell: Shell, route: Route) -> None:
        super().__init__(shell, route)
        self._programme_id = route.ids[0] if route.ids else ""
        self._data: ReportData | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._panel = SidePanel(self.theme, t("Take away"), width=_PANEL)
        self._build_panel()
        self._beside = Beside(
            self.theme,
            (t("Figures"), self._build_main()),
            (t("Take away"), self._panel),
            fixed=1,
            fixed_width=_PANEL,
            least=560,
        )
        row.addWidget(self._beside)
        row.addWidget(self._build_empty())

    def _build_main(self) -> QWidget:
        main = QWidget()
        column = QVBoxLayout(main)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._bar = QWidget()
        top = QHBoxLayout(self._bar)
        top.setContentsMargins(24, 16, 24, 8)
        top.setSpacing(12)
        label = TextLabel(self.theme, t("Programme"), weight=500)
        self._choice = Choice(self.theme, name="report_programme")
        self._choice.setAccessibleName(t("Programme"))
        self._choice.setMinimumWidth(self.theme.px(200))
        self._choice.activated.connect(lambda _at: self._choose())
        label.setBuddy(self._choice)
        self._when = TextLabel(self.theme, "", color="text-2", elide=True)
        top.addWidget(label)
        top.addWidget(self._choice)
        top.addWidget(self._when)
        top.addStretch(1)
        column.addWidget(self._bar)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._page = ReportPage(self.theme)
        self._area.setWidget(self._page)
        column.addWidget(self._area, 1)
        return main

    def _build_empty(self) -> EmptyState:
        sample = Button(
            self.theme, t("Open the sample programme"), icon="sparkles", name="open_sample"
        )
        sample.clicked.connect(self.shell.workbooks.open_sample)
        self._empty = EmptyState(
            self.theme,
            t("No programme to report on yet"),
            t(
                "Once people have come to a workshop, the figures that funders ask for stand "
                "here, each with what it is a part of."
            ),
            icon="file-chart-column",
            buttons=(sample,),
        )
        self._empty.hide()
        return self._empty

    def _build_panel(self) -> None:
        for name, words, icon, about, do in (
            (
                "export_register",
                t("Register (PDF)"),
                "printer",
                t("People by workshops, with lines for signatures."),
                lambda: self._export("pdf"),
            ),
            (
                "export_xlsx",
                t("Attendance (Excel)"),
                "file-spreadsheet",
                t("Three sheets: attendance, people, workshops; and the definitions."),
                lambda: self._export("xlsx"),
            ),
            (
                "export_csv",
                t("Attendance (CSV)"),
                "table",
                t("One row for each person and workshop, for any program."),
                lambda: self._export("csv"),
            ),
        ):
            button = Button(self.theme, words, icon=icon, name=name)
            button.clicked.connect(lambda _on=False, do=do: self.spawn(do()))
            self._panel.add(button)
            self._panel.add(TextLabel(self.theme, about, Type.CAPTION, color="text-3", wrap=True))
        self._panel.add(
            TextLabel(
                self.theme,
                t("All three hold the same figures."),
                Type.CAPTION,
                color="text-2",
                wrap=True,
            )
        )
        self._written = TextLabel(self.theme, "", Type.CAPTION, color="text-2", wrap=True)
        self._open_written = Button(
            self.theme, t("Open"), role="soft", icon="external-link", name="open_written"
        )
        self._open_written.clicked.connect(self._open_last)
        self._last: Path | None = None
        self._panel.add(self._written)
        self._panel.add(self._open_written)
        self._written.hide()
        self._open_written.hide()
        self._panel.add_section(t("How this was counted"))
        self._definitions = TextLabel(self.theme, "", Type.CAPTION, color="text-2", wrap=True)
        self._definitions.setObjectName("definitions")
        self._panel.add(self._definitions)

    # ------------------------------------------------------------------------- the window asks

    @override
    def title(self) -> str:
        return t("Reports")

    @override
    def first_focus(self) -> QWidget:
        return self._choice

    @override
    def keys(self) -> Sequence[KeyHint]:
        return (
            KeyHint("Ctrl+P", t("register")),
            KeyHint("Ctrl+E", t("Excel")),
            KeyHint("F1", t("how figures are counted")),
        )

    @override
    def commands(self) -> Sequence[Command]:
        def ready() -> bool:
            return self._data is not None

        def command(
            key: str, words: str, keys: str, icon: str, do: Callable[[], Coroutine[Any, Any, None]]
        ) -> Command:
            return Command(key, words, lambda: self.spawn(do()), keys, icon, enabled=ready)

        return (
            command(
                "reports.register", t("Write the register (PDF)"), "Ctrl+P", "printer",
                lambda: self._export("pdf"),
            ),
            command(
                "reports.xlsx", t("Write attendance (Excel)"), "Ctrl+E", "file-spreadsheet",
                lambda: self._export("xlsx"),
            ),
            command(
                "reports.csv", t("Write attendance (CSV)"), "", "table",
                lambda: self._export("csv"),
            ),
        )  # fmt: skip

    @override
    async def load(self) -> None:
        rows = await self.session.ask(lambda wb: wb.planning.programmes())
        self._offer(rows)
        there = bool(self._programme_id)
        self._beside.setVisible(there)
        self._empty.setVisible(not there)
        if not there:
            self._data = None
            return
        key = self._programme_id
        data = await self.session.ask(lambda wb: read_report(wb, key))
        if key == self._programme_id:
            self._show(data, rows)

    def _offer(self, rows: Sequence[ProgrammeRow]) -> None:
        if not any(row.id == self._programme_id for row in rows):
            self._programme_id = rows[0].id if rows else ""
        self._choice.blockSignals(True)
        self._choice.clear()
        for row in rows:
            self._choice.addItem(isolate(row.title), row.id)
        self._choice.setCurrentIndex(self._choice.findData(self._programme_id))
        self._choice.blockSignals(False)

    def _show(self, data: ReportData, rows: Sequence[ProgrammeRow]) -> None:
        self._data = data
        place = self._area.verticalScrollBar().value()
        self._page.show_report(data)
        self._area.verticalScrollBar().setValue(place)
        chosen = next(row for row in rows if row.id == data.programme.id)
        self._when.setText(period(chosen.first_on, chosen.last_on))
        sentences = definitions(data.programme, export_words())
        own = data.programme.late_rule
        self._definitions.setText(
            "\n\n".join(isolate(each) if each == own else each for each in sentences)
        )

    # ---------------------------------------------------------------------------------- doing

    def _choose(self) -> None:
        self._programme_id = str(self._choice.currentData())
        self._area.verticalScrollBar().setValue(0)
        self.shell.replace_route(Route("reports", (self._programme_id,)))
        self.reload()

    async def _export(self, kind: str) -> None:
        data = self._data
        if data is None:
            return
        programme_id, words = data.programme.id, export_words()
        kinds, what = {
            "pdf": (t("PDF ({pattern})", pattern="*.pdf"), t("register")),
            "xlsx": (t("Excel workbook ({pattern})", pattern="*.xlsx"), t("attendance")),
            "csv": (t("CSV ({pattern})", pattern="*.csv"), t("attendance")),
        }[kind]
        proposed = file_name(f"{data.programme.title} {what}", f".{kind}")
        target = await self.shell.choose_file_to_save(t("Where shall it go?"), kinds, proposed)
        if target is None:
            return
        await self.shell.run_job(
            t("Writing {file}", file=isolate(target.name)),
            lambda progress: self.session.ask(
                lambda wb: wb.reports.export_attendance(
                    target, programme_id, progress, name_of=name_of, words=words
                )
            ),
        )
        self._say_written(target)

    def _say_written(self, target: Path) -> None:
        self._last = target
        self._written.setText(t("Written: {file}", file=isolate(target.name)))
        self._written.show()
        self._open_written.show()
        self.shell.notice(
            t("{file} is written", file=isolate(target.name)),
            action=t("Open"),
            do=self._open_last,
        )

    def _open_last(self) -> None:
        if self._last is not None:
            self.shell.open_path(self._last)
