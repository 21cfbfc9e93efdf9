"""Pages of a PDF onto paper: each is drawn as an image and laid on the sheet as large as it is.

The pages are the very ones that were previewed and that a saved file holds. They are drawn page by
page on the workbook's thread, so that the window stays live and Cancel works between two pages.
Windows and macOS block in their own print dialog; ours (`printer_sheet`) asks the same questions
without one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from facilitator.documents.page_image import PageImage, PageSize, page_image, page_sizes
from facilitator.errors import FacilitatorError
from facilitator.progress import Progress
from ui.jobs.session import Session

DOTS_PER_INCH = 300
"""What office printers show of type; finer costs time and memory and is not seen."""
_POINTS_PER_INCH = 72


class PrinterTrouble(FacilitatorError):
    """The printer, or the system's printing, did not take the pages."""


@dataclass(frozen=True)
class Errand:
    """What to print and how: pages from 1, both included."""

    printer: str
    first: int
    last: int
    copies: int = 1
    two_sided: bool = False
    grey: bool = False


@dataclass(frozen=True)
class PrinterFacts:
    """A printer as the system names it, and what it can do."""

    name: str
    words: str
    usual: bool = False
    two_sided: bool = False
    colour: bool = True


class Printers(Protocol):
    """Where printers come from: the system's, or a file in tests."""

    def known(self) -> Sequence[PrinterFacts]:
        """Every printer, the usual one first."""
        ...

    def open(self, errand: Errand) -> QPrinter:
        """A printer set up for an errand, not begun yet."""
        ...


class SystemPrinters:
    """The printers that this computer knows."""

    def known(self) -> Sequence[PrinterFacts]:
        usual = QPrinterInfo.defaultPrinterName()
        found = [_facts(info, usual) for info in QPrinterInfo.availablePrinters()]
        return sorted(found, key=lambda facts: (not facts.usual, facts.words.casefold()))

    def open(self, errand: Errand) -> QPrinter:
        info = QPrinterInfo.printerInfo(errand.printer)
        if info.isNull():
            raise PrinterTrouble("printer-gone", printer=errand.printer)
        return QPrinter(info, QPrinter.PrinterMode.HighResolution)


def _facts(info: QPrinterInfo, usual: str) -> PrinterFacts:
    sides = set(info.supportedDuplexModes())
    return PrinterFacts(
        info.printerName(),
        info.description() or info.printerName(),
        usual=info.printerName() == usual,
        two_sided=bool(
            sides & {QPrinter.DuplexMode.DuplexAuto, QPrinter.DuplexMode.DuplexLongSide}
        ),
        colour=QPrinter.ColorMode.Color in info.supportedColorModes(),
    )


async def lay_on_paper(
    session: Session,
    printer: QPrinter,
    content: bytes,
    title: str,
    errand: Errand,
    progress: Progress,
) -> int:
    """Print the pages of a PDF; gives how many sheets' sides were handed over.

    Raises `Cancelled` (the printer is told to throw away what it has), and `PrinterTrouble`
    ("printer-not-ready", "printer-stopped").
    """
    sizes = await session.ask(lambda _workbook: page_sizes(content))
    wanted = list(range(errand.first - 1, min(errand.last, len(sizes))))
    copies = _set_up(printer, title, errand)
    wanted *= copies
    _take_page_size(printer, sizes[wanted[0]])
    painter = QPainter()
    if not painter.begin(printer):
        raise PrinterTrouble("printer-not-ready", printer=errand.printer)
    try:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        # Without it text would be squeezed like a photograph, with a haze around each letter.
        painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
        for done, page in enumerate(wanted):
            progress.report(done, len(wanted))
            if done:
                _take_page_size(printer, sizes[page])
                if not printer.newPage():
                    raise PrinterTrouble("printer-stopped", printer=errand.printer)
            dots = round(sizes[page].width / _POINTS_PER_INCH * DOTS_PER_INCH)
            drawn = await session.ask(_drawing(content, dots, page))
            painter.drawImage(_whole_sheet(printer, sizes[page]), _image(drawn, grey=errand.grey))
        progress.report(len(wanted), len(wanted))
    except BaseException:
        printer.abort()
        raise
    finally:
        painter.end()
    return len(wanted)


def within(errand: Errand, pages: int) -> Errand:
    """An errand whose pages exist, in their order."""
    first = min(max(errand.first, 1), pages)
    return replace(errand, first=first, last=min(max(errand.last, first), pages))


def _drawing(content: bytes, dots: int, page: int) -> Callable[[object], PageImage]:
    """The drawing of one page, for the workbook's thread."""
    return lambda _workbook: page_image(content, dots, page)


def _set_up(printer: QPrinter, title: str, errand: Errand) -> int:
    """Tell the printer how; gives how often the pages must be drawn for the wanted copies."""
    printer.setDocName(title)
    printer.setFullPage(True)
    grey = QPrinter.ColorMode.GrayScale if errand.grey else QPrinter.ColorMode.Color
    printer.setColorMode(grey)
    sides = QPrinter.DuplexMode
    printer.setDuplex(sides.DuplexLongSide if errand.two_sided else sides.DuplexNone)
    if errand.copies > 1 and printer.supportsMultipleCopies():
        printer.setCollateCopies(True)
        printer.setCopyCount(errand.copies)
        return 1
    return errand.copies


def _take_page_size(printer: QPrinter, size: PageSize) -> None:
    """The sheet of this page: same paper, same way up, nothing scaled."""
    lying = size.width > size.height
    short, long = sorted((size.width, size.height))
    sheet = QPageSize(
        QSizeF(short, long), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch
    )
    way = QPageLayout.Orientation.Landscape if lying else QPageLayout.Orientation.Portrait
    layout = QPageLayout(sheet, way, QMarginsF(0, 0, 0, 0))
    layout.setMode(QPageLayout.Mode.FullPageMode)
    printer.setPageLayout(layout)


def _whole_sheet(printer: QPrinter, size: PageSize) -> QRectF:
    """Where a page goes: from the corner of the sheet, as large as it is."""
    scale = printer.resolution() / _POINTS_PER_INCH
    return QRectF(0, 0, size.width * scale, size.height * scale)


def _image(drawn: PageImage, *, grey: bool) -> QImage:
    image = QImage(
        drawn.pixels, drawn.width, drawn.height, drawn.stride, QImage.Format.Format_RGB32
    )
    # The copy owns its pixels; the bytes go with `drawn`.
    return image.convertToFormat(QImage.Format.Format_Grayscale8) if grey else image.copy()
