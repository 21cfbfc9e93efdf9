"""Pages on paper: as large as they are, the very ones that were made, stopped when asked."""

import asyncio
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QDialog
from reportlab.lib.pagesizes import A4, A5, LETTER, landscape
from reportlab.pdfgen.canvas import Canvas

from facilitator.documents.page_image import page_image, page_sizes
from facilitator.errors import Cancelled
from facilitator.workbook import Workbook
from tests.ui.pseudo import faults_of
from ui.printing.print_pdf import open_pdf, print_pdf, save_pdf
from ui.printing.printer import Errand, PrinterFacts, PrinterTrouble, lay_on_paper
from ui.printing.printer_sheet import PrinterSheet
from ui.shell.main_window import MainWindow
from ui.theme.theme import Theme
from ui.words import spoken


def a_paper(*sizes: tuple[float, float]) -> bytes:
    """A PDF whose pages have a frame 20 points from the edge, and a bar for each page's number."""
    stream = BytesIO()
    canvas = Canvas(stream)
    for number, (width, height) in enumerate(sizes, 1):
        canvas.setPageSize((width, height))
        canvas.rect(20, 20, width - 40, height - 40)
        canvas.rect(60, height / 2, 40 * number, 40, fill=1)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def a_pdf_printer(path: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def ink(content: bytes) -> tuple[int, int, int, int]:
    """Where the ink begins and ends on the first page, 600 dots across: the frame."""
    drawn = page_image(content, 600)
    lines = range(0, len(drawn.pixels), drawn.stride)
    rows = [drawn.pixels[at : at + drawn.stride : 4] for at in lines]
    inked = [number for number, row in enumerate(rows) if min(row) < 128]
    # Above the bar, only the two upright lines of the frame are dark.
    upright = [number for number, dot in enumerate(rows[drawn.height // 4]) if dot < 128]
    return inked[0], inked[-1], upright[0], upright[-1]


class AtOnce:
    """A session that draws pages at once; printing asks no workbook for anything."""

    async def ask(self, question: Callable[[None], object]) -> object:
        return question(None)


class Steps:
    """Notes how far it was told the work is; asks to stop at one step."""

    def __init__(self, stop_at: int = -1) -> None:
        self.told: list[tuple[int, int]] = []
        self._stop_at = stop_at

    def report(self, done: int, total: int) -> None:
        self.told.append((done, total))
        if done == self._stop_at:
            raise Cancelled


class PrintersInFiles:
    """Printers of a test: each writes a PDF."""

    def __init__(self, folder: Path, *names: str, broken: str = "") -> None:
        self.folder = folder
        self._names = names
        self._broken = broken

    def known(self) -> list[PrinterFacts]:
        return [PrinterFacts(name, name, two_sided=True) for name in self._names]

    def open(self, errand: Errand) -> QPrinter:
        if self._broken:
            raise PrinterTrouble(self._broken, printer=errand.printer)
        return a_pdf_printer(self.folder / f"{errand.printer}.pdf")


def printed(tmp_path: Path, content: bytes, errand: Errand, steps: Steps | None = None) -> bytes:
    out = tmp_path / "printed.pdf"
    printer = a_pdf_printer(out)
    session, progress = AtOnce(), steps or Steps()
    asyncio.run(lay_on_paper(session, printer, content, "A paper", errand, progress))
    return out.read_bytes()


@pytest.mark.parametrize("size", [A4, LETTER, A5, landscape(A4)])
def test_a_printed_page_is_as_large_as_the_page_that_was_made(
    qapp: object, tmp_path: Path, size: tuple[float, float]
) -> None:
    made = printed(tmp_path, a_paper(size), Errand("p", 1, 1))

    (sheet,) = page_sizes(made)
    assert (sheet.width, sheet.height) == pytest.approx(size, abs=1.5)


def test_what_is_printed_is_what_was_made_at_the_same_place(qapp: object, tmp_path: Path) -> None:
    content = a_paper(A4)

    made = printed(tmp_path, content, Errand("p", 1, 1))

    # At 600 dots across, two are less than a millimetre.
    assert ink(made) == pytest.approx(ink(content), abs=2)


def test_only_the_chosen_pages_are_printed_as_often_as_wanted(qapp: object, tmp_path: Path) -> None:
    content = a_paper(A4, landscape(A4), A5, A4)
    steps = Steps()

    made = printed(tmp_path, content, Errand("p", 2, 3, copies=2), steps)

    lying = [size.width > size.height for size in page_sizes(made)]
    assert lying == [True, False, True, False]
    assert steps.told[-1] == (4, 4)


def test_stopping_ends_between_two_pages(qapp: object, tmp_path: Path) -> None:
    steps = Steps(stop_at=1)

    with pytest.raises(Cancelled):
        printed(tmp_path, a_paper(A4, A4, A4), Errand("p", 1, 3), steps)

    assert steps.told == [(0, 3), (1, 3)]


def test_a_grey_print_has_no_colour(qapp: object, tmp_path: Path) -> None:
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=A5)
    canvas.setFillColorRGB(0.9, 0.1, 0.1)
    canvas.rect(50, 50, 200, 200, fill=1)
    canvas.save()

    made = printed(tmp_path, stream.getvalue(), Errand("p", 1, 1, grey=True))

    pixels = page_image(made, 200).pixels
    assert all(
        max(pixels[at : at + 3]) - min(pixels[at : at + 3]) < 6 for at in range(0, len(pixels), 4)
    )


@pytest.fixture
def window(make_window: Callable[..., MainWindow], tmp_path: Path, clock: object) -> MainWindow:
    book = Workbook.create(tmp_path / "centre.facilitator", time_zone="UTC", clock=clock)
    yield make_window(book)
    book.close(back_up=False)


def accepts(window: MainWindow, do: Callable[[PrinterSheet], object] = lambda _sheet: None) -> None:
    """Every dialog is answered with its main button, after `do`."""

    async def answer(dialog: QDialog) -> int:
        do(dialog)
        return QDialog.DialogCode.Accepted

    window.ask_dialog = answer


def test_printing_asks_how_and_says_where_the_pages_went(
    window: MainWindow, tmp_path: Path
) -> None:
    accepts(window)
    printers = PrintersInFiles(tmp_path, "Office", "Hall")

    window.spawn(print_pdf(window.current, a_paper(A4, A4), "Run sheet", printers=printers))

    assert len(page_sizes((tmp_path / "Office.pdf").read_bytes())) == 2
    assert "Office" in window._notice_bar.text()


def test_without_a_printer_a_file_is_offered(window: MainWindow, tmp_path: Path) -> None:
    content = a_paper(A4)
    target = tmp_path / "run sheet.pdf"

    async def choose(title: str, kinds: str, name: str = "") -> Path:
        return target

    window.choose_file_to_save = choose
    window.spawn(
        print_pdf(window.current, content, "Run sheet", printers=PrintersInFiles(tmp_path))
    )
    trouble = window._trouble_bar.troubles()[-1]
    assert "No printer" in trouble.headline

    trouble.ways_out[0].do()

    assert target.read_bytes() == content


@pytest.mark.parametrize("code", ["printer-gone", "printer-not-ready", "printer-stopped"])
def test_a_printer_that_fails_is_named_and_one_may_try_again(
    window: MainWindow, tmp_path: Path, code: str
) -> None:
    accepts(window)
    broken = PrintersInFiles(tmp_path, "Office", broken=code)

    window.spawn(print_pdf(window.current, a_paper(A4), "Run sheet", printers=broken))

    trouble = window._trouble_bar.troubles()[-1]
    assert "Office" in trouble.headline
    assert len(trouble.ways_out) == 3


def test_a_saved_file_holds_the_very_pages(window: MainWindow, tmp_path: Path) -> None:
    content, target = a_paper(A4), tmp_path / "kept.pdf"

    async def choose(title: str, kinds: str, name: str = "") -> Path:
        return target

    window.choose_file_to_save = choose

    window.spawn(save_pdf(window.current, content, "Run sheet"))

    assert target.read_bytes() == content


def test_opening_shows_a_passing_file(window: MainWindow) -> None:
    shown: list[bytes] = []
    window.open_path = lambda path: shown.append(path.read_bytes())
    content = a_paper(A4)

    window.spawn(open_pdf(window.current, content, "Run sheet"))

    assert shown == [content]


def test_the_sheet_gives_what_was_chosen(qtbot, theme: Theme, window: MainWindow) -> None:
    known = [PrinterFacts("a", "A", two_sided=True), PrinterFacts("b", "B", colour=False)]
    sheet = PrinterSheet(theme, window, "Run sheet", known, 5)
    qtbot.addWidget(sheet)

    sheet._first.setValue(4)
    sheet._copies.setValue(3)
    sheet._two_sided.click()
    assert sheet.errand() == Errand("a", 4, 5, 3, two_sided=True)

    sheet._printer.setCurrentIndex(1)
    sheet._printer.activated.emit(1)
    assert sheet.errand() == Errand("b", 4, 5, 3, two_sided=False, grey=True)


def test_every_word_of_the_sheet_is_translated_and_whole(
    qtbot, theme: Theme, window: MainWindow
) -> None:
    with spoken("xx-pseudo"):
        sheet = PrinterSheet(theme, window, "Run", [PrinterFacts("a", "HP")], 3)
        qtbot.addWidget(sheet)
        sheet.show()
        assert faults_of(sheet, ["HP", "Run"]) == []
