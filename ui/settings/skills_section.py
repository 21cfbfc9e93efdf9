"""The skills the centre works with: what is looked for, the levels, related public frameworks."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget
from typing_extensions import override

from facilitator.skills.model import Framework
from ui.settings.section import Section
from ui.shell.shell import Shell
from ui.theme.tokens import Type
from ui.widgets.buttons import Button
from ui.widgets.chip import Chip
from ui.widgets.emptied import emptied
from ui.widgets.labels import TextLabel, line
from ui.words import isolate, t, tn


class SkillsSection(Section):
    """Shown, not edited yet: the framework that ships."""

    shows = frozenset({"framework", "skill", "indicator"})

    def __init__(self, shell: Shell) -> None:
        super().__init__(
            shell,
            t("Skills"),
            t("What facilitators look for and people rate themselves by. Levels are not grades."),
        )
        self._body = QVBoxLayout()
        self._body.setSpacing(16)
        self.column.addLayout(self._body)
        self.end()

    @override
    async def load(self) -> None:
        framework: Framework = await self.session.ask(lambda wb: wb.skills.framework())
        emptied(self._body)
        if not framework.skills:
            self._body.addWidget(TextLabel(self.theme, t("No framework is in this workbook.")))
            return
        self._add(TextLabel(self.theme, isolate(framework.title), Type.SECTION, wrap=True))
        self._add(
            TextLabel(
                self.theme,
                t(
                    "Version {version}. Licence: {licence}",
                    version=isolate(framework.version),
                    licence=isolate(framework.licence),
                ),
                Type.CAPTION,
                color="text-3",
                wrap=True,
            )
        )
        self._add(self._levels(framework))
        for skill in framework.skills:
            self._add(line("horizontal"))
            self._add(self._skill(skill))
        self._add(line("horizontal"))
        self._add(self._related(framework))

    def _levels(self, framework: Framework) -> QWidget:
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        for row, level in enumerate(framework.levels):
            chip = Chip(self.theme, isolate(f"{level.value} {level.label}"), tone="accent")
            grid.addWidget(chip, row, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
            words = TextLabel(self.theme, isolate(level.description), color="text-2", wrap=True)
            grid.addWidget(words, row, 1)
        return box

    def _skill(self, skill: Any) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(TextLabel(self.theme, isolate(skill.title), Type.BODY_STRONG, wrap=True))
        column.addWidget(TextLabel(self.theme, isolate(skill.summary), color="text-2", wrap=True))
        closed = tn("Show {n} part", "Show {n} parts", len(skill.indicators))
        more = Button(self.theme, closed, role="link", name=f"show_{skill.key}")
        column.addWidget(more, 0, Qt.AlignmentFlag.AlignLeading)
        parts = self._parts(skill)
        parts.hide()
        column.addWidget(parts)

        def turn() -> None:
            shown = parts.isHidden()
            parts.setVisible(shown)
            more.set_words(t("Hide the parts") if shown else closed)

        more.clicked.connect(turn)
        return box

    def _parts(self, skill: Any) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(16, 0, 0, 4)
        column.setSpacing(4)
        for indicator in skill.indicators:
            column.addWidget(TextLabel(self.theme, isolate(indicator.title), weight=500, wrap=True))
            lines = [isolate(f"{value}  {text}") for value, text in indicator.descriptors.items()]
            related = [
                t(
                    "Related to {framework} {code}: {title}",
                    framework=isolate(relation.framework_title.partition(":")[0]),
                    code=isolate(relation.code),
                    title=isolate(relation.title),
                )
                for relation in indicator.relations
            ]
            column.addWidget(
                TextLabel(self.theme, "\n".join(lines), Type.CAPTION, color="text-2", wrap=True)
            )
            if related:
                column.addWidget(
                    TextLabel(
                        self.theme, "\n".join(related), Type.CAPTION, color="text-3", wrap=True
                    )
                )
        return box

    def _related(self, framework: Framework) -> QWidget:
        credits_ = sorted(
            {
                relation.attribution
                for skill in framework.skills
                for indicator in skill.indicators
                for relation in indicator.relations
            }
        )
        heading = t("Related public frameworks (related, never equivalent):")
        text = "\n".join([heading, *(isolate(each) for each in credits_)])
        return TextLabel(self.theme, text, Type.CAPTION, color="text-3", wrap=True)

    def _add(self, widget: QWidget) -> None:
        self._body.addWidget(widget)
