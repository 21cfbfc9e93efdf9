"""What to look at before certificates are printed: one list that names each person."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from facilitator.certificates.preflight import Finding, FindingCode
from ui.sentences import name_of
from ui.shell.dialogs import Sheet
from ui.theme.theme import Theme
from ui.widgets.labels import TextLabel
from ui.widgets.rows import RowsModel, RowsView, RowWords
from ui.words import t, tn

_HEIGHT = 260


class FindingsSheet(Sheet):
    """Goes on when it is accepted; `wanted` is the finding that somebody wants to mend instead.

    `left`: how many certificates can be printed as they are; none, and there is only the mending.
    """

    def __init__(
        self, theme: Theme, window: QWidget, findings: Sequence[Finding], left: int
    ) -> None:
        super().__init__(
            theme,
            window,
            t("Before these are printed"),
            main=tn("Go on with {n}", "Go on with {n}", left),
            width=560,
            name="findings_sheet",
        )
        self.wanted: Finding | None = None
        if any(each.blocks for each in findings):
            told = t("Certificates marked red are left out until they are mended.")
        else:
            told = t("Everything prints. Look whether you like it so.")
        self.column.addWidget(TextLabel(theme, told, color="text-2", wrap=True))
        self._model = RowsModel[Finding](_words_of)
        view = RowsView(theme, name="findings", title=t("What was found"), framed=True)
        view.set_rows_model(self._model)
        view.setMinimumHeight(theme.px(_HEIGHT))
        self._model.set_rows(list(findings))
        view.setCurrentIndex(self._model.index(0))
        view.opened.connect(self._mend)
        self.column.addWidget(view, 1)
        keys = t("Enter opens the person to mend it.")
        self.column.addWidget(TextLabel(theme, keys, color="text-2", wrap=True))
        self.main_button.setEnabled(left > 0)
        self.main_button.setDefault(False)
        self.main_button.setAutoDefault(False)
        view.setFocus()

    def _mend(self, row: object) -> None:
        if isinstance(row, Finding) and row.participant_id is not None:
            self.wanted = row
            self.reject()


def _words_of(finding: Finding) -> RowWords:
    what = name_of("finding", finding.code.value)
    about = _about(finding)
    return RowWords(
        finding.name or t("All of them"),
        second=t("{what}: {about}", what=what, about=about) if about else what,
        icon="circle-alert" if finding.blocks else "triangle-alert",
        icon_color="danger" if finding.blocks else "warn",
    )


def _about(finding: Finding) -> str:
    """What was found, as people call it."""
    if finding.code is FindingCode.OVERFLOW:
        places = {
            "holder": t("the name"),
            "native_name": t("the name in its own script"),
            "title": t("the title"),
            "statement": t("the sentence"),
            "small_print": t("the small print"),
            "issuer": t("the centre"),
        }
        return places.get(finding.about, finding.about)
    return finding.about
