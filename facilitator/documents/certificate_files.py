"""Certificates as files: one document for all, or one file each.

All pages are set in one document; single files share its fonts, frames and pictures as the bytes
they already are, so that a thousand cost little more than one. Nothing is seen at the target
before it is whole.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from facilitator.documents.certificate_document import CertificateDocument
from facilitator.documents.certificate_page import CertificateSetter
from facilitator.documents.certificate_words import CertificatePage
from facilitator.errors import Refused
from facilitator.file_names import file_name, inside, unique
from facilitator.progress import NoProgress, Progress
from facilitator.whole_files import cannot_write, make_sure_of_folder, whole_file

_FEW = 20


def certificate_pdf(page: CertificatePage) -> bytes:
    """One certificate as a PDF, for a preview."""
    parts: list[bytes] = []
    _joined([page], NoProgress()).joined(_title(page), parts.append)
    return b"".join(parts)


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
    document = _joined(pages, watched)
    title = _title(pages[0]) if len(pages) == 1 else pages[0].title
    with whole_file(out) as stream:
        document.joined(title, stream.write)


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
    document = CertificateDocument()
    setter = CertificateSetter(document)
    for done, page in enumerate(pages, start=1):
        setter.add(page)
        progress.report(done, total)
    for path, content in zip(paths, document.single_files(), strict=True):
        with path.open("xb") as stream:
            stream.write(content)
        done += 1
        progress.report(done, total)
    _keep(paths)


def _keep(paths: Sequence[Path]) -> None:
    """Make sure that the files are on the disk before they get their names.

    One call for all where the system waits for it (Linux does, measured here at a fiftieth of
    the time of flushing a thousand files one by one); elsewhere, and for a few, each by itself.
    """
    if len(paths) > _FEW and sys.platform == "linux":
        os.sync()
        return
    for path in paths:
        with path.open("rb+") as stream:
            os.fsync(stream.fileno())


def _joined(pages: Sequence[CertificatePage], progress: Progress) -> CertificateDocument:
    document = CertificateDocument()
    setter = CertificateSetter(document)
    for done, page in enumerate(pages, start=1):
        setter.add(page)
        progress.report(done, len(pages))
    return document


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
