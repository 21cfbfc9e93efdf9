"""Who the centre is: printed on certificates, registers and sign-in sheets."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QBuffer, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from facilitator.centre.model import CentreDetails
from ui.settings.paper_head import PaperHead
from ui.settings.section import Section
from ui.shell.shell import Shell
from ui.theme.tokens import Type
from ui.widgets.buttons import Button
from ui.widgets.labels import TextLabel
from ui.words import t, tn

_LOGO_SIDE = 72
_MOST_PIXELS = 600
_MOST_NAMES = 12


class CentreSection(Section):
    """Name, place, logo; numbers and paper."""

    shows = frozenset({"centre", "certificate"})

    def __init__(self, shell: Shell) -> None:
        super().__init__(
            shell,
            t("Centre"),
            t(
                "Printed on certificates, registers and sign-in sheets. "
                "Changes are kept as you type."
            ),
        )
        self._details = CentreDetails(name="")
        who = self.add_form(self._save)
        who.text("name", t("Name"))
        who.text("address", t("Address"))
        who.text("city", t("City"), width=280)
        who.text("country", t("Country"), width=280)
        who.text("contact", t("Contact"), help_text=t("A phone number or an address to write to."))
        who.form.add_row(t("Logo"), self._build_logo())
        self.add_heading(t("Numbers and paper"))
        paper = self.add_form(self._save)
        paper.text("serial_prefix", t("Serial numbers"), width=160)
        paper.choice("paper", t("Paper"), [("A4", t("A4")), ("Letter", t("Letter"))], width=200)
        self._who, self._paper = who, paper
        self._preview = PaperHead(self.theme)
        self.end()

    def _build_logo(self) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        self._logo = QLabel()
        self._logo.setObjectName("logo")
        self._logo.setProperty("card", "true")
        self._logo.setAlignment(Qt.AlignmentFlag.AlignCenter)
        side = self.theme.px(_LOGO_SIDE)
        self._logo.setFixedSize(side, side)
        row.addWidget(self._logo)
        column = QVBoxLayout()
        column.setSpacing(4)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        choose = Button(self.theme, t("Choose…"), name="choose_logo")
        choose.clicked.connect(lambda: self.spawn(self._choose_logo()))
        self._remove = Button(self.theme, t("Remove"), role="quiet", name="remove_logo")
        self._remove.clicked.connect(lambda: self.spawn(self._remove_logo()))
        buttons.addWidget(choose)
        buttons.addWidget(self._remove)
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.addWidget(
            TextLabel(
                self.theme, t("A picture (PNG or JPEG) of 600 pixels or less is sharp enough."),
                Type.CAPTION, color="text-3", wrap=True,
            )
        )  # fmt: skip
        row.addLayout(column, 1)
        return box

    @override
    def aside(self) -> QWidget:
        """How it looks on paper."""
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(
            TextLabel(self.theme, t("How it looks on paper"), Type.LABEL, color="text-2")
        )
        self._preview = PaperHead(self.theme)
        self._preview.show_head(self._details, self._names)
        column.addWidget(self._preview)
        column.addWidget(
            TextLabel(
                self.theme, t("Certificates, registers and sign-in sheets use the same head."),
                Type.CAPTION, color="text-2", wrap=True,
            )
        )  # fmt: skip
        column.addStretch(1)
        return box

    _names: tuple[str, ...] = ()

    @override
    async def load(self) -> None:
        details, names, issued = await self.session.ask(_read)
        self._details = details or CentreDetails(name="")
        self._names = names
        values = {
            key: getattr(self._details, key)
            for key in ("name", "address", "city", "country", "contact", "serial_prefix", "paper")
        }
        self._who.show_values(values)
        self._paper.show_values(values)
        given = tn("{n} given so far.", "{n} given so far.", issued)
        never = t("A number is never used twice, also after a reprint.")
        self._paper.fields["serial_prefix"].row.set_help(f"{given} {never}")
        self._show_logo(self._details.logo)

    def _show_logo(self, logo: bytes | None) -> None:
        self._remove.setVisible(logo is not None)
        if logo is None:
            pixmap = self.theme.pixmap("building-2", "text-3", self.theme.px(28))
        else:
            side = self.theme.px(_LOGO_SIDE) - 12
            pixmap = QPixmap()
            pixmap.loadFromData(logo)
            pixmap = pixmap.scaled(
                QSize(side, side),
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        self._logo.setPixmap(pixmap)
        self._logo.setAccessibleName(t("Logo") if logo else t("No logo"))

    async def _save(self, key: str, value: Any) -> None:
        await self.session.do(lambda wb: wb.centre.describe(**{key: value}))

    async def _choose_logo(self) -> None:
        path = await self.shell.choose_file_to_open(
            t("Which picture?"), t("Pictures ({kinds})", kinds="*.png *.jpg *.jpeg")
        )
        if path is None:
            return
        reader = QImageReader(str(path))
        reader.setAutoTransform(True)
        image = reader.read()
        if image.isNull():
            self.shell.notice(t("That file is no picture that can be printed."))
            return
        logo = _png(image)
        await self.session.do(lambda wb: wb.centre.describe(logo=logo))
        self.shell.notice(t("The logo was changed"), undo=True)

    async def _remove_logo(self) -> None:
        await self.session.do(lambda wb: wb.centre.describe(logo=None))
        self.shell.notice(t("The logo was removed"), undo=True)


def _png(image: QImage) -> bytes:
    """The picture as a PNG, made smaller where it has more pixels than paper shows."""
    if max(image.width(), image.height()) > _MOST_PIXELS:
        image = image.scaled(
            _MOST_PIXELS,
            _MOST_PIXELS,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def _read(wb: Any) -> tuple[CentreDetails | None, tuple[str, ...], int]:
    """The centre, some names for the preview, and how many serials were given."""
    names = tuple(row.name for row in wb.people.search(limit=_MOST_NAMES))
    return wb.centre.details(), names, len(wb.certificates.register())
