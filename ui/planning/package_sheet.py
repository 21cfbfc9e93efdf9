"""Handing a plan on: what the package holds, and which names in its texts are to be left out."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QDialog, QFrame, QScrollArea, QVBoxLayout, QWidget

from facilitator.exchange.plan_package import MadePackage
from facilitator.file_names import file_name
from ui.planning.plan_exchange import PACKAGE_SUFFIX, package_kinds
from ui.shell.dialogs import Sheet
from ui.shell.screen import Screen
from ui.theme.theme import Theme
from ui.theme.tokens import Type
from ui.widgets.cards import Note
from ui.widgets.labels import TextLabel
from ui.widgets.toggles import TickBox
from ui.words import isolate, t, tn

_MOST_SHOWN = 240


class PackageSheet(Sheet):
    """Says what goes into a package; `hidden` are the words to leave out of its texts."""

    def __init__(self, theme: Theme, window: QWidget, made: MadePackage) -> None:
        super().__init__(
            theme,
            window,
            t("Hand on {title}", title=isolate(made.title)),
            main=t("Save…"),
            width=560,
            name="package_sheet",
        )
        self._ticks: dict[str, TickBox] = {}
        facts = (
            tn("{n} workshop", "{n} workshops", made.workshops),
            tn("{n} activity", "{n} activities", made.activities),
            tn("{n} method", "{n} methods", made.methods),
            tn("{n} material", "{n} materials", made.materials),
        )
        self.column.addWidget(TextLabel(theme, ", ".join(facts), wrap=True))
        promise = t(
            "Nobody is in it: no participants, marks or ratings, no team, places or partners."
            " The colleague opens it with this program."
        )
        self.column.addWidget(Note(theme, promise, tone="info", icon="shield-check"))
        if made.mentions:
            self._build_mentions(made.mentions)

    def hidden(self) -> tuple[str, ...]:
        """The words that are ticked."""
        return tuple(word for word, tick in self._ticks.items() if tick.isChecked())

    def _build_mentions(self, mentions: tuple[str, ...]) -> None:
        theme = self.theme
        self.column.addWidget(
            TextLabel(theme, t("Words in the texts that may be somebody's name"), Type.LABEL)
        )
        about = t(
            "Full names are taken out by themselves. Tick those of these that are people;"
            " they are left out as well."
        )
        self.column.addWidget(TextLabel(theme, about, color="text-2", wrap=True))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(4, 4, 4, 4)
        column.setSpacing(6)
        for word in mentions:
            tick = TickBox(theme, isolate(word), name="mention")
            tick.setAccessibleName(t("Leave out {word}", word=isolate(word)))
            column.addWidget(tick)
            self._ticks[word] = tick
        column.addStretch(1)
        area.setWidget(box)
        area.setMinimumHeight(min(box.sizeHint().height() + 8, theme.px(_MOST_SHOWN)))
        self.column.addWidget(area, 1)


async def hand_on_package(
    screen: Screen, title: str, *, workshop_id: str | None, programme_id: str | None
) -> Path | None:
    """Show what would be in a package, ask where, and write it; gives the file."""
    shell = screen.shell
    made = await shell.run_job(
        t("Looking through {title}", title=isolate(title)),
        lambda _progress: screen.session.ask(
            lambda wb: _trial(wb.plan_files, workshop_id, programme_id)
        ),
    )
    sheet = PackageSheet(screen.theme, screen.window(), made)
    if await shell.ask_dialog(sheet) != QDialog.DialogCode.Accepted:
        return None
    hidden = sheet.hidden()
    path = await shell.choose_file_to_save(
        t("Hand on as a package"), package_kinds(), file_name(title, PACKAGE_SUFFIX)
    )
    if path is None:
        return None
    await shell.run_job(
        t("Writing {file}", file=isolate(path.name)),
        lambda _progress: screen.session.ask(
            lambda wb: wb.plan_files.write_package(
                path, workshop_id=workshop_id, programme_id=programme_id, hide=hidden
            )
        ),
    )
    return path


def _trial(plan_files: Any, workshop_id: str | None, programme_id: str | None) -> MadePackage:
    """What a package would hold, found by writing one that nobody sees."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / f"trial{PACKAGE_SUFFIX}"
        made: MadePackage = plan_files.write_package(
            out, workshop_id=workshop_id, programme_id=programme_id
        )
        return made
