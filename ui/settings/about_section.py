"""Which version this is, who made what is in it, and under which licences."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, metadata

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

import facilitator
from facilitator.resources import resource
from facilitator.storage.engine import sqlite_version
from ui.settings.credits import FRAMEWORKS, LIBRARIES
from ui.settings.section import Section
from ui.shell.shell import Shell
from ui.theme.tokens import Type
from ui.widgets.buttons import Button
from ui.widgets.labels import TextLabel
from ui.words import isolate, t


class AboutSection(Section):
    """Version, credits, licences, libraries; all of it can be copied for a report."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(
            shell,
            t("About Facilitator"),
            t("Plan, run, attend, observe, certify and report workshops: one file, no network."),
        )
        self._version = t("Version {version}", version=isolate(facilitator.__version__))
        row = QHBoxLayout()
        row.addWidget(TextLabel(self.theme, self._version, Type.BODY_STRONG))
        copy = Button(
            self.theme, t("Copy all versions"), role="quiet", icon="copy", name="copy_versions"
        )
        copy.clicked.connect(self._copy)
        row.addWidget(copy)
        row.addStretch(1)
        self.column.addLayout(row)
        self.add_heading(t("Licences"))
        self._build_licences()
        self.add_heading(t("Frameworks our skills are related to"))
        self.add_words(t("Related to, never equivalent to; no publisher endorses this program."))
        self.column.addWidget(
            self._rows([(name, credit, licence) for name, credit, licence in FRAMEWORKS])
        )
        self.add_heading(t("Libraries"))
        self._libraries = _libraries()
        self.column.addWidget(self._rows(self._libraries))
        self.end()

    def _build_licences(self) -> None:
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for row, (what, licence) in enumerate(
            (
                (t("Program"), t("MIT licence. © 2026 The Facilitator authors.")),
                (
                    t("Methods, skills, sample, help"),
                    t(
                        "Creative Commons Attribution 4.0 (CC BY 4.0). "
                        "© 2026 The Facilitator authors."
                    ),
                ),
                (t("Fonts"), t("Noto fonts, SIL Open Font Licence 1.1. © Google and Adobe.")),
                (
                    t("Icons"),
                    t(
                        "Lucide, ISC licence. © Lucide contributors; some from Feather, MIT, "
                        "© Cole Bemis."
                    ),
                ),
                (t("What you write"), t("Yours. No licence here touches it.")),
            )
        ):
            grid.addWidget(TextLabel(self.theme, what, weight=500, wrap=True), row, 0)
            grid.addWidget(TextLabel(self.theme, licence, color="text-2", wrap=True), row, 1)
        grid.setColumnMinimumWidth(0, self.theme.px(148))
        self.column.addWidget(box)
        buttons = QHBoxLayout()
        for name, words, parts in (
            ("licence_fonts", t("Licence of the fonts"), ("fonts", "OFL.txt")),
            ("licence_icons", t("Licence of the icons"), ("icons", "LICENSE.txt")),
        ):
            button = Button(self.theme, words, role="link", name=name)
            path = resource(*parts)
            button.clicked.connect(lambda _on=False, path=path: self.shell.open_path(path))
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.column.addLayout(buttons)

    def _rows(self, rows: list[tuple[str, str, str]]) -> QWidget:
        """Name, what is said of it, licence; all of it stands as its makers wrote it."""
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for name, said, licence in rows:
            line = QHBoxLayout()
            line.setSpacing(16)
            first = TextLabel(self.theme, isolate(name), weight=500, wrap=True)
            first.setFixedWidth(self.theme.px(148))
            line.addWidget(first)
            line.addWidget(TextLabel(self.theme, isolate(said), color="text-2", wrap=True), 3)
            line.addWidget(TextLabel(self.theme, isolate(licence), color="text-3", wrap=True), 2)
            column.addLayout(line)
        return box

    def _copy(self) -> None:
        lines = [self._version, *(f"{name} {version}" for name, version, _ in self._libraries)]
        QApplication.clipboard().setText(
            "\n".join(lines).replace("\u2068", "").replace("\u2069", "")
        )
        self.shell.notice(t("The versions are on the clipboard"))


def _libraries() -> list[tuple[str, str, str]]:
    """Name, version and licence of what runs here; what is not installed is left out."""
    found = [
        ("Python", platform.python_version(), "PSF-2.0"),
        ("Qt", qVersion(), "LGPL-3.0-only"),
        ("SQLite", sqlite_version(), "Public domain"),
    ]
    for package, licence in LIBRARIES:
        try:
            facts = metadata(package)
        except PackageNotFoundError:
            continue
        found.append((str(facts["Name"]), str(facts["Version"]), licence))
    return found
