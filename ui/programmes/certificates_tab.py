"""Who earned which certificate and why; the page itself beside the list; issue, save, revoke."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QInputDialog, QVBoxLayout, QWidget
from typing_extensions import override

from facilitator.certificates.model import Candidate, CertificateRow, CertificateRule
from facilitator.certificates.preflight import Preflight
from facilitator.documents.page_image import PageImage
from facilitator.errors import Refused
from facilitator.workbook import Workbook
from ui.printing.print_pdf import print_pdf
from ui.programmes.certificate_preview import CertificatePreview
from ui.programmes.findings_sheet import FindingsSheet
from ui.programmes.look_sheet import choose_look
from ui.programmes.programme_tab import ProgrammeTab
from ui.programmes.rules_editor import edit_rules
from ui.sentences import words
from ui.shell.command import Command
from ui.shell.route import Route
from ui.shell.shell import Shell
from ui.theme.tokens import Type
from ui.widgets.buttons import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.labels import TextLabel, line
from ui.widgets.rows import RowsModel, RowsView, RowWords
from ui.widgets.status_line import KeyHint
from ui.widgets.trouble_bar import Trouble, WayOut
from ui.words import isolate, t, tn

# So that holding an arrow key runs down the list without drawing every page on the way.
_PREVIEW_AFTER_MS = 120

_NO_CENTRE = "centre-missing"


@dataclass(frozen=True)
class _Heading:
    """A line that parts the list."""

    words: str


class CertificatesTab(ProgrammeTab):
    """Groups: ready to issue, to look at again, issued, none yet with the reason."""

    shows = frozenset(
        {
            "certificate",
            "certificate_rule",
            "certificate_choice",
            "attendance",
            "observation",
            "self_check",
        }
        | {"enrolment", "participant", "award_override", "activity", "workshop", "centre"}
    )

    def __init__(self, shell: Shell, route: Route) -> None:
        super().__init__(shell, route)
        self._candidates: list[Candidate] = []
        self._rules: list[CertificateRule] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._build_list(), 1)
        row.addWidget(line("vertical"))
        self._preview = CertificatePreview(self.theme)
        row.addWidget(self._preview, 1)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PREVIEW_AFTER_MS)
        self._soon.timeout.connect(self._draw_now)

    def _build_list(self) -> QWidget:
        side = QWidget()
        side.setObjectName("certificates_side")
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(24, 16, 24, 12)
        head.setSpacing(6)
        self._summary = TextLabel(self.theme, "", Type.SECTION, wrap=True)
        self._summary.setObjectName("awards_summary")
        self._edit_rules = Button(
            self.theme, t("Rules…"), icon="list-checks", keys="R", name="edit_rules"
        )
        self._edit_rules.clicked.connect(self._open_rules)
        self._told_awards = TextLabel(self.theme, "", Type.BODY, color="text-2", wrap=True)
        self._told_awards.setObjectName("awards_counts")
        self._edit_look = Button(
            self.theme, t("Look…"), icon="palette", keys="L", name="choose_look"
        )
        self._edit_look.clicked.connect(self._open_look)
        first = QHBoxLayout()
        first.setSpacing(12)
        first.addWidget(self._summary, 1)
        first.addWidget(self._edit_look)
        first.addWidget(self._edit_rules)
        head.addLayout(first)
        head.addWidget(self._told_awards)
        column.addLayout(head)
        column.addWidget(line("horizontal"))
        self._model = RowsModel[Candidate | _Heading](self._row_words)
        self._list = RowsView(
            self.theme, name="candidates", title=t("Who gets which certificate"), inset=24
        )
        self._list.set_rows_model(self._model)
        self._list.current_changed.connect(lambda _row: self._current_changed())
        self._list.opened.connect(self._open_person)
        column.addWidget(self._list, 1)
        self._empty = EmptyState(
            self.theme,
            t("Nobody is enrolled yet"),
            t("Certificates follow from attendance and from what was observed."),
            icon="award",
        )
        self._empty.hide()
        column.addWidget(self._empty, 1)
        self._no_rules = self._build_no_rules()
        self._no_rules.hide()
        column.addWidget(self._no_rules, 1)
        column.addWidget(line("horizontal"))
        self._foot = self._build_buttons()
        column.addWidget(self._foot)
        return side

    def _build_no_rules(self) -> EmptyState:
        choose = Button(
            self.theme, t("Choose the awards…"), role="main", icon="award", name="choose_awards"
        )
        choose.clicked.connect(self._open_rules)
        return EmptyState(
            self.theme,
            t("This programme gives no award yet"),
            t("Say which certificates there are and what each takes; the rest follows by itself."),
            icon="award",
            buttons=(choose,),
        )

    def _build_buttons(self) -> QWidget:
        part = QWidget()
        row = QHBoxLayout(part)
        row.setContentsMargins(24, 12, 24, 12)
        row.setSpacing(12)
        self._issue = Button(self.theme, t("Issue"), role="main", icon="award", name="issue")
        self._issue.clicked.connect(lambda: self.shell.spawn(self._issue_all()))
        self._print = Button(self.theme, t("Print…"), icon="printer", name="print_certificates")
        self._print.clicked.connect(lambda: self.shell.spawn(self._print_all()))
        self._save = Button(
            self.theme, t("Save as PDF"), icon="file-down", name="save_certificates"
        )
        self._save.clicked.connect(lambda: self.shell.spawn(self._save_joined()))
        self._each = Button(self.theme, t("One file each"), name="save_each")
        self._each.clicked.connect(lambda: self.shell.spawn(self._save_each()))
        self._revoke = Button(self.theme, t("Revoke…"), role="quiet", name="revoke")
        self._revoke.clicked.connect(lambda: self.shell.spawn(self._revoke_one()))
        row.addWidget(self._issue)
        row.addWidget(self._print)
        row.addWidget(self._save)
        row.addWidget(self._each)
        row.addStretch(1)
        row.addWidget(self._revoke)
        return part

    # ------------------------------------------------------------------------- the window asks

    @override
    def foot(self) -> QWidget | None:
        return self._foot

    @override
    def first_focus(self) -> QWidget:
        return self._list

    @override
    def keys(self) -> Sequence[KeyHint]:
        return (
            KeyHint("Up", t("before")),
            KeyHint("Down", t("next")),
            KeyHint("Ctrl+I", t("issue")),
            KeyHint("Ctrl+P", t("print")),
            KeyHint("L", t("look")),
            KeyHint("R", t("rules")),
            KeyHint("Enter", t("open person")),
        )

    @override
    def commands(self) -> Sequence[Command]:
        return (
            Command(
                "certificates.issue",
                t("Issue certificates to everybody who earned one"),
                lambda: self.shell.spawn(self._issue_all()),
                "Ctrl+I",
                "award",
                enabled=lambda: bool(self._ready()),
            ),
            Command(
                "certificates.print",
                t("Print all certificates"),
                lambda: self.shell.spawn(self._print_all()),
                "Ctrl+P",
                "printer",
                enabled=lambda: bool(self._issued()),
            ),
            Command(
                "certificates.look",
                t("Choose how the certificates look"),
                self._open_look,
                "L",
                "palette",
                enabled=lambda: not self.session.read_only,
            ),
            Command(
                "certificates.save",
                t("Save all certificates as one PDF"),
                lambda: self.shell.spawn(self._save_joined()),
                "Ctrl+S",
                "file-down",
                enabled=lambda: bool(self._issued()),
            ),
            Command(
                "certificates.rules",
                t("Edit the rules of the awards"),
                self._open_rules,
                "R",
                "list-checks",
                enabled=lambda: not self.session.read_only,
            ),
            Command(
                "certificates.replace",
                t("Replace this certificate by a corrected one"),
                lambda: self.shell.spawn(self._replace_one()),
                icon="repeat-2",
                enabled=self._is_stale,
            ),
        )

    @override
    def about_to_leave(self) -> None:
        self._soon.stop()

    @override
    async def show_programme(self) -> None:
        programme_id = self.programme_id
        self._rules, self._candidates, centre = await self.session.ask(
            lambda wb: (
                wb.certificates.rules(programme_id),
                wb.certificates.candidates(programme_id),
                wb.centre.details(),
            )
        )
        if centre is not None:
            self.shell.trouble_solved(_NO_CENTRE)
        self._show()

    # -------------------------------------------------------------------------------- showing

    def _show(self) -> None:
        chosen = self._current()
        self._tell_summary()
        rows: list[Candidate | _Heading] = []
        groups = (
            (t("Look again: changed since it was issued"), [c for c in self._issued() if c.stale]),
            (t("Earned, not issued yet"), self._ready()),
            (t("Issued"), [c for c in self._issued() if not c.stale]),
            (t("None yet, with the reason"), [c for c in self._candidates if _has_none(c)]),
        )
        for heading, people in groups:
            if people:
                rows.append(_Heading(f"{heading}  {len(people)}"))
                rows.extend(people)
        self._model.set_rows(rows)
        self._list.setVisible(bool(rows) and bool(self._rules))
        self._empty.setVisible(not rows and bool(self._rules))
        self._no_rules.setVisible(not self._rules)
        self._edit_rules.setVisible(bool(self._rules))
        self._edit_rules.setEnabled(not self.session.read_only)
        self._edit_look.setVisible(bool(self._rules))
        self._edit_look.setEnabled(not self.session.read_only)
        place = next(
            (
                i
                for i, row in enumerate(rows)
                if isinstance(row, Candidate)
                and (chosen is None or row.participant_id == chosen.participant_id)
            ),
            None,
        )
        if place is not None:
            self._list.setCurrentIndex(self._model.index(place))
        self._allow()
        self._soon.start()

    def _tell_summary(self) -> None:
        earned = [each for each in self._candidates if each.award_key is not None]
        self._summary.setText(
            tn(
                "{count} of {n} person gets a certificate",
                "{count} of {n} people get a certificate",
                len(self._candidates),
                count=len(earned),
            )
        )
        count_of = Counter(each.award_title for each in earned)
        told = [
            f"{count_of[rule.title]} × {rule.title}"
            for rule in reversed(self._rules)
            if count_of[rule.title]
        ]
        self._told_awards.setText("   ".join(told))

    def _row_words(self, row: Candidate | _Heading) -> RowWords:
        if isinstance(row, _Heading):
            return RowWords(row.words, heading=True)
        if row.issued is not None:
            if row.stale:
                return RowWords(
                    row.name,
                    native=row.native_name if row.native_name != row.name else "",
                    second=self._stale_words(row),
                    trailing=row.issued.serial,
                    icon="triangle-alert",
                    icon_color="warn",
                )
            return RowWords(
                row.name,
                native=row.native_name if row.native_name != row.name else "",
                second=row.issued.title,
                trailing=row.issued.serial,
                icon="circle-check",
                icon_color="ok",
            )
        if row.award_key is not None:
            return RowWords(
                row.name,
                native=row.native_name if row.native_name != row.name else "",
                second=self._award_words(row),
                icon="award",
                icon_color="accent",
            )
        return RowWords(
            row.name,
            native=row.native_name if row.native_name != row.name else "",
            second=self._missing_words(row, lowest=True),
            icon="circle-minus",
            quiet=True,
        )

    def _award_words(self, row: Candidate) -> str:
        """The award, and what the next higher one still lacks."""
        if row.override is not None:
            return t(
                "{award}, decided: {reason}", award=row.award_title, reason=row.override.reason
            )
        missing = self._missing_words(row)
        if not missing:
            return row.award_title
        return t("{award}. For the next: {missing}", award=row.award_title, missing=missing)

    def _missing_words(self, row: Candidate, *, lowest: bool = False) -> str:
        unmet = [result for result in row.results if not result.met]
        if not unmet:
            return ""
        told = unmet[0] if lowest or row.award_key is not None else unmet[-1]
        return ", ".join(words().condition(each) for each in told.missing)

    def _stale_words(self, row: Candidate) -> str:
        names = {
            "award": t("another award now"),
            "workshops": t("another number of workshops"),
            "minutes": t("other contact time"),
            "dates": t("other dates"),
            "name": t("another name"),
        }
        return ", ".join(names[reason.value] for reason in row.stale_reasons)

    def _current(self) -> Candidate | None:
        row = self._list.current_row()
        return row if isinstance(row, Candidate) else None

    def _current_changed(self) -> None:
        self._allow()
        self._soon.start()

    def _allow(self) -> None:
        ready, issued = self._ready(), self._issued()
        self._issue.set_words(t("Issue {n}", n=len(ready)) if ready else t("Issue"))
        self._issue.setEnabled(bool(ready) and not self.session.read_only)
        self._save.set_words(t("Save {n} as PDF", n=len(issued)) if issued else t("Save as PDF"))
        self._save.setEnabled(bool(issued))
        self._print.setEnabled(bool(issued))
        self._each.setEnabled(bool(issued))
        current = self._current()
        self._revoke.setEnabled(current is not None and current.issued is not None)
        self._issue.set_role("main" if ready else "")
        self._print.set_role("main" if issued and not ready else "")

    def _ready(self) -> list[Candidate]:
        return [c for c in self._candidates if c.award_key is not None and c.issued is None]

    def _issued(self) -> list[Candidate]:
        return [c for c in self._candidates if c.issued is not None]

    def _issued_ids(self) -> list[str]:
        return [c.issued.id for c in self._candidates if c.issued is not None]

    def _is_stale(self) -> bool:
        current = self._current()
        return current is not None and current.stale

    def _draw_now(self) -> None:
        # The workbook may have been closed, with the window, since the page was asked for.
        if self.session.is_open:
            self.spawn(self._draw())

    async def _draw(self) -> None:
        current = self._current()
        if current is None:
            self._preview.show_words("")
            return
        page = await self.session.ask(
            _page_of(current, self.programme_id, self._preview.wanted_pixels())
        )
        if self._current() != current:
            return
        if page is None:
            self._preview.show_words("")
        else:
            self._preview.show_page(page, current.name)

    def _open_person(self, row: object) -> None:
        if isinstance(row, Candidate):
            self.shell.go(Route("person", (row.participant_id,)))

    # ---------------------------------------------------------------------------------- deeds

    def _open_look(self) -> None:
        self.spawn(choose_look(self, self.programme_id, self._shown_in_looks()))

    def _shown_in_looks(self) -> Candidate | None:
        """Whose certificate the pictures of the templates show: the one in view, if it has one."""
        current = self._current()
        with_page = [each for each in self._candidates if not _has_none(each)]
        if current in with_page:
            return current
        return next(iter(with_page), None)

    def _open_rules(self) -> None:
        self.spawn(edit_rules(self, self.programme_id))

    async def _issue_all(self) -> None:
        programme_id = self.programme_id
        try:
            issued: list[CertificateRow] = await self.session.do(
                lambda wb: wb.certificates.issue(programme_id)
            )
        except Refused as refusal:
            self._lead_to_centre(refusal)
            return
        self.shell.notice(
            tn("{n} certificate issued", "{n} certificates issued", len(issued)),
            action=t("Save as PDF"),
            do=lambda: self.shell.spawn(self._save_joined()),
        )

    async def _replace_one(self) -> None:
        current = self._current()
        if current is None or current.issued is None:
            return
        old = current.issued
        try:
            new = await self.session.do(lambda wb: wb.certificates.replace(old.id))
        except Refused as refusal:
            self._lead_to_centre(refusal)
            return
        self.shell.notice(t("{old} is replaced by {new}", old=old.serial, new=new.serial))

    def _lead_to_centre(self, refusal: Refused) -> None:
        """Nobody issues for a centre without a name: say so, with the way to give it one."""
        if refusal.code != _NO_CENTRE:
            raise refusal

        def describe() -> None:
            self.shell.trouble_solved(_NO_CENTRE)
            self.shell.go(Route("settings", focus="centre"))

        way = WayOut(t("Describe the centre"), describe)
        self.shell.trouble(
            Trouble(
                _NO_CENTRE,
                t("Certificates need the name of the centre that gives them"),
                t("Nothing was issued. Name and city stand on every page; both are quickly said."),
                (way,),
                icon="building-2",
            )
        )

    async def _revoke_one(self) -> None:
        current = self._current()
        if current is None or current.issued is None:
            return
        issued = current.issued
        dialog = QInputDialog(self)
        dialog.setObjectName("revoke_dialog")
        dialog.setWindowTitle(t("Revoke a certificate"))
        dialog.setLabelText(
            t(
                "Why is {serial} of {name} revoked? It stays in the register with the reason.",
                serial=issued.serial,
                name=isolate(current.name),
            )
        )
        if not await self.shell.ask_dialog(dialog):
            return
        reason = dialog.textValue()
        await self.session.do(lambda wb: wb.certificates.revoke(issued.id, reason))
        self.shell.notice(t("{serial} is revoked", serial=issued.serial))

    async def _looked_at(self) -> list[str]:
        """The certificates to print, after what was found on their pages was looked at; none where
        somebody would rather mend it first.
        """
        programme_id, ids = self.programme_id, self._issued_ids()
        found: Preflight = await self.shell.run_job(
            t("Looking at the pages"),
            lambda progress: self.session.ask(
                lambda wb: wb.preflights.check(
                    programme_id, (), drawn=wb.reports.certificate_findings(ids, progress)
                )
            ),
        )
        # A name may stand on a page twice; one line is enough to say what is wrong with it.
        once = {each.key: each for each in found.findings}.values()
        told = [each for each in once if each.blocks or not each.accepted]
        if not told:
            return ids
        blocked = [each for each in told if each.blocks]
        # What blocks and is nobody's own (a broken picture) is on every page.
        of_all = any(each.participant_id is None for each in blocked)
        left_out = {each.certificate_id for each in blocked}
        left = [] if of_all else [each for each in ids if each not in left_out]
        sheet = FindingsSheet(self.theme, self.window(), told, len(left))
        accepted = await self.shell.ask_dialog(sheet)
        if sheet.wanted is not None and sheet.wanted.participant_id is not None:
            self.shell.go(Route("person", (sheet.wanted.participant_id,)))
        if not accepted:
            return []
        seen = [each for each in told if not each.blocks]
        if seen and not self.session.read_only:
            await self.session.do(lambda wb: wb.preflights.accept(programme_id, seen))
        return left

    async def _print_all(self) -> None:
        ids = await self._looked_at()
        if not ids:
            return
        content = await self.shell.run_job(
            t("Drawing certificates"),
            lambda progress: self.session.ask(
                lambda wb: wb.reports.certificates_pdf(ids, progress)
            ),
        )
        title = self.programme.title if self.programme else ""
        await print_pdf(self, content, t("Certificates {title}", title=title))

    async def _save_joined(self) -> None:
        ids = await self._looked_at()
        if not ids:
            return
        title = self.programme.title if self.programme else ""
        target = await self.shell.choose_file_to_save(
            t("Save certificates"),
            t("PDF document (*.pdf)"),
            t("Certificates {title}.pdf", title=title),
        )
        if target is None:
            return
        await self.shell.run_job(
            t("Drawing certificates"),
            lambda progress: self.session.ask(
                lambda wb: wb.reports.write_certificates(ids, target, progress)
            ),
        )
        self._tell_saved(len(ids), target.name, lambda: self.shell.open_path(target))

    async def _save_each(self) -> None:
        ids = await self._looked_at()
        if not ids:
            return
        folder = await self.shell.choose_folder(t("Folder for the certificates"))
        if folder is None:
            return
        await self.shell.run_job(
            t("Drawing certificates"),
            lambda progress: self.session.ask(
                lambda wb: wb.reports.write_certificate_files(ids, folder, progress)
            ),
        )
        self._tell_saved(len(ids), folder.name, lambda: self.shell.open_path(folder))

    def _tell_saved(self, count: int, where: str, show: Callable[[], object]) -> None:
        self.shell.notice(
            tn(
                "{n} certificate saved in {where}",
                "{n} certificates saved in {where}",
                count,
                where=isolate(where),
            ),
            action=t("Open"),
            do=show,
        )


def _has_none(candidate: Candidate) -> bool:
    return candidate.award_key is None and candidate.issued is None


def _page_of(
    candidate: Candidate, programme_id: str, width: int
) -> Callable[[Workbook], PageImage | None]:
    """The drawing of somebody's page, for the workbook's thread: as issued, or as it would be."""
    issued, who = candidate.issued, candidate.participant_id

    def drawn(workbook: Workbook) -> PageImage | None:
        if issued is not None:
            return workbook.reports.certificate_image(issued.id, width)
        if candidate.award_key is None or workbook.centre.details() is None:
            return None
        return workbook.reports.certificate_draft_image(programme_id, who, width)

    return drawn
