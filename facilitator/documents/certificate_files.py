"""Certificates as files: one document for all, or one file each.

Everything is drawn as one document; single files are cut out of it, so that a thousand cost
little more than one. Nothing is seen at the target before it is whole.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from facilitator.documents.certificate_page import draw_certificate
from facilitator.documents.certificate_words import CertificatePage
from facilitator.documents.drawing import Drawing
from facilitator.documents.split import single_pages
from facilitator.errors import Refused
from facilitator.file_names import file_name, inside, unique
from facilitator.progress import NoProgress, Progress
from facilitator.whole_files import cannot_write, make_sure_of_folder, whole_file


def certificate_pdf(page: CertificatePage) -> bytes:
    """One certificate as a PDF, for a preview."""
    return _joined([page], NoProgress(), 1)


def write_certificates(
    pages: Sequence[CertificatePage], out: Path, progress: Progress | None = None
) -> None:
    """All certificates as one PDF, a page each, in the given order.

    Pages of one document share one paper; ``Refused("certificates-differ-in-paper")`` if they do
    not. Raises `Cancelled` or `StorageTrouble`; then nothing new is at `out`.
    """
    watched = progress or NoProgress()
    _refuse_none(pages)
    if len({page.sheet for page in pages}) > 1:
        raise Refused("certificates-differ-in-paper")
    content = _joined(pages, watched, len(pages))
    with whole_file(out) as stream:
        stream.write(content)


def write_certificate_files(
    pages: Sequence[CertificatePage], folder: Path, progress: Progress | None = None
) -> list[Path]:
    """One PDF for each certificate in `folder` (made if missing), named after its holder and
    number. Returns the paths in the order of the pages.

    All files are made aside and put in place together at the end: a cancel, an error or a full
    disk leaves the folder as it was. Files of the same names are replaced.
    """
    watched = progress or NoProgress()
    _refuse_none(pages)
    total = 2 * len(pages)
    names = unique(
        [file_name(page.holder_name, ".pdf", page.file_id or page.serial) for page in pages]
    )
    targets = [inside(folder, name) for name in names]
    made_folder = _first_missing(folder)
    aside: Path | None = None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=".part-", dir=folder))
        _write_aside(pages, [aside / name for name in names], watched, total)
        for name, target in zip(names, targets, strict=True):
            os.replace(aside / name, target)  # noqa: PTH105 - named for what it does
        make_sure_of_folder(folder)
        made_folder = None
    except OSError as trouble:
        raise cannot_write(folder, trouble) from trouble
    finally:
        if aside is not None:
            shutil.rmtree(aside, ignore_errors=True)
        if made_folder is not None:
            shutil.rmtree(made_folder, ignore_errors=True)
    return targets


def _write_aside(
    pages: Sequence[CertificatePage], paths: Sequence[Path], progress: Progress, total: int
) -> None:
    done = 0
    # A run of pages on one paper is one document; most batches are one run.
    for _, group in groupby(zip(pages, paths, strict=True), key=lambda pair: pair[0].sheet):
        pairs = list(group)
        some = [page for page, _ in pairs]
        joined = _joined(some, progress, total, done)
        done += len(some)
        singles = single_pages(
            joined, [_title(page) for page in some], [page.language for page in some]
        )
        for (_, path), content in zip(pairs, singles, strict=True):
            with path.open("xb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            done += 1
            progress.report(done, total)


def _joined(
    pages: Sequence[CertificatePage], progress: Progress, total: int, done: int = 0
) -> bytes:
    first = pages[0]
    languages = {page.language for page in pages}
    title = _title(first) if len(pages) == 1 else first.title
    drawing = Drawing(
        first.sheet, title, languages.pop() if len(languages) == 1 else "", mirrored=False
    )
    for index, page in enumerate(pages, start=1):
        draw_certificate(drawing, page)
        drawing.next_page()
        progress.report(done + index, total)
    return drawing.finish()


def _title(page: CertificatePage) -> str:
    return f"{page.title} – {page.holder_name}"


def _refuse_none(pages: Sequence[CertificatePage]) -> None:
    if not pages:
        raise Refused("no-certificates")


def _first_missing(folder: Path) -> Path | None:
    """The topmost folder that would have to be made, to be taken away again on failure."""
    missing: Path | None = None
    for candidate in (folder, *folder.parents):
        if candidate.exists():
            break
        missing = candidate
    return missing
