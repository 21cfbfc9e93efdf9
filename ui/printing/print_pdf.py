"""What any screen does with a paper it has made: print it, save it, show it.

`content` is a whole PDF. Nothing here knows what is on it.
"""

from __future__ import annotations

import shutil
import tempfile
import weakref
from pathlib import Path

from PySide6.QtWidgets import QDialog

from facilitator.documents.page_image import page_sizes
from facilitator.errors import Cancelled
from facilitator.file_names import file_name
from facilitator.whole_files import whole_file
from ui.printing.printer import (
    Errand,
    Printers,
    PrinterTrouble,
    SystemPrinters,
    lay_on_paper,
)
from ui.printing.printer_sheet import PrinterSheet
from ui.shell.screen import Screen
from ui.widgets.trouble_bar import Trouble, WayOut
from ui.words import isolate, t, tn

_TROUBLE = "printing"


async def print_pdf(
    screen: Screen,
    content: bytes,
    title: str,
    *,
    printers: Printers | None = None,
) -> bool:
    """Ask for a printer and print; gives whether the pages went to it.

    The pages are as large as the PDF says, on paper of that size. Without a printer, or when one
    fails, the trouble bar says so and offers to save or open the same pages as a file.
    """
    shell = screen.shell
    source = printers or SystemPrinters()
    known = source.known()
    if not known:
        shell.trouble(_no_printer(screen, content, title))
        return False
    pages = len(await shell.session.ask(lambda _workbook: page_sizes(content)))
    sheet = PrinterSheet(shell.theme, screen.window(), title, known, pages)
    accepted = await shell.ask_dialog(sheet)
    if accepted != QDialog.DialogCode.Accepted:
        return False
    return await _carry_out(screen, content, title, sheet.errand(), source)


async def save_pdf(screen: Screen, content: bytes, title: str, name: str = "") -> Path | None:
    """Ask where, and write the very pages; gives the file, None when there is none."""
    shell = screen.shell
    path = await shell.choose_file_to_save(
        t("Save {title} as a PDF", title=isolate(title)),
        t("PDF documents (*.pdf)"),
        name or file_name(title, ".pdf"),
    )
    if path is None:
        return None
    await shell.session.ask(lambda _workbook: _write(content, path))
    shell.notice(
        t("Saved as {file}", file=isolate(path.name)),
        action=t("Open"),
        do=lambda: shell.open_path(path),
    )
    return path


async def open_pdf(screen: Screen, content: bytes, title: str) -> None:
    """Show the pages with the program that this computer has for PDFs, from a passing file."""
    folder = Path(tempfile.mkdtemp(prefix="facilitator-"))
    # What was only looked at does not stay: it may name people.
    weakref.finalize(screen.window(), shutil.rmtree, folder, ignore_errors=True)
    path = folder / file_name(title, ".pdf")
    await screen.session.ask(lambda _workbook: _write(content, path))
    screen.shell.open_path(path)


async def _carry_out(
    screen: Screen, content: bytes, title: str, errand: Errand, printers: Printers
) -> bool:
    shell = screen.shell
    try:
        printer = printers.open(errand)
        sides = await shell.run_job(
            t("Printing {title}", title=isolate(title)),
            lambda progress: lay_on_paper(shell.session, printer, content, title, errand, progress),
        )
    except Cancelled:
        shell.notice(t("Printing was stopped. Pages that were out already stay good."))
        return False
    except PrinterTrouble as trouble:
        shell.trouble(_failed(screen, content, title, trouble, printers))
        return False
    shell.trouble_solved(_TROUBLE)
    shell.notice(
        tn(
            "{n} page of {title} went to {printer}",
            "{n} pages of {title} went to {printer}",
            sides,
            title=isolate(title),
            printer=isolate(errand.printer),
        )
    )
    return True


def _no_printer(screen: Screen, content: bytes, title: str) -> Trouble:
    return Trouble(
        _TROUBLE,
        t("No printer is set up on this computer."),
        t("The same pages can be saved and printed elsewhere, from a stick for example."),
        _ways_out(screen, content, title),
        icon="printer",
    )


def _failed(
    screen: Screen, content: bytes, title: str, trouble: PrinterTrouble, printers: Printers
) -> Trouble:
    name = isolate(trouble.params.get("printer", ""))
    says = {
        "printer-gone": t("The printer {printer} is no longer there.", printer=name),
        "printer-not-ready": t("The printer {printer} cannot be reached.", printer=name),
        "printer-stopped": t("The printer {printer} took no more pages.", printer=name),
    }
    again = WayOut(
        t("Print again…"),
        lambda: screen.shell.spawn(print_pdf(screen, content, title, printers=printers)),
        role="main",
    )
    return Trouble(
        _TROUBLE,
        says[trouble.code],
        t("See whether it is on, connected and has paper. Nothing is lost."),
        (again, *_ways_out(screen, content, title)),
        icon="printer",
    )


def _ways_out(screen: Screen, content: bytes, title: str) -> tuple[WayOut, ...]:
    shell = screen.shell
    return (
        WayOut(t("Save as PDF…"), lambda: shell.spawn(save_pdf(screen, content, title))),
        WayOut(t("Open as PDF"), lambda: shell.spawn(open_pdf(screen, content, title))),
    )


def _write(content: bytes, path: Path) -> None:
    with whole_file(path) as stream:
        stream.write(content)
