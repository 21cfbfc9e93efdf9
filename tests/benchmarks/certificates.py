"""Certificates as PDF: all in one document, and a file for each."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from facilitator.clock import SetClock
from facilitator.workbook import Workbook
from tests.benchmarks.harness import Figure, Place, timed
from tests.benchmarks.made_workbook import TODAY, Shape, WorkbookSize, made_workbook
from tests.benchmarks.memory import memory_from_here, peak_megabytes

_STATEMENT = (
    "took part in {programme_title} at {venue}, {city}, from {first_date} to {last_date}:"
    " {sessions_attended} of {sessions_planned} workshops, {contact_time} of contact time."
)


def certificates(place: Place) -> Iterator[Figure]:
    """Issuing, joined, separate; holders' names in many scripts, all different."""
    count = place.scale.certificates
    shape = Shape(count, 4)
    made = made_workbook(place.folder, WorkbookSize(count, (shape,), count * 4))
    with Workbook.open(made.path, clock=SetClock(TODAY)) as workbook:
        programme_id = made.programme(workbook, shape)
        _describe(workbook, programme_id)
        ids: list[str] = []
        issuing = timed(
            lambda: ids.extend(row.id for row in workbook.certificates.issue(programme_id))
        )
        out, folder = place.folder / "all.pdf", place.folder / "each"
        # The first page loads fonts and templates: not what a hundred of them cost.
        first = timed(lambda: workbook.reports.certificate_preview(ids[0]))
        memory_from_here()
        joined = timed(lambda: workbook.reports.write_certificates(ids, out))
        joined_peak = peak_megabytes()
        memory_from_here()
        paths: list[Path] = []
        separate = timed(
            lambda: paths.extend(workbook.reports.write_certificate_files(ids, folder))
        )
        separate_peak = peak_megabytes()
    blank = timed(lambda: _one_line_pages(len(ids)))
    contents = [path.read_bytes() for path in paths]
    copies = place.folder / "copies"
    copies.mkdir()
    written = timed(lambda: _written(contents, copies))
    yield Figure(
        "issuing a certificate, of so many at once",
        issuing / len(ids) * 1000,
        "ms",
        rounds=len(ids),
        note="with everybody's totals and awards worked out anew",
    )
    yield Figure(
        "a certificate's page in one document",
        joined / len(ids) * 1000,
        "ms",
        blank / len(ids) * 1000,
        "ReportLab: a page with one line of text",
        len(ids),
        f"{len(ids) / joined:.0f} a second; {out.stat().st_size / len(ids) / 1000:.1f} kB a page;"
        f" the very first page takes {first * 1000:.0f} ms",
        joined_peak,
    )
    yield Figure(
        "a certificate as a file of its own",
        separate / len(ids) * 1000,
        "ms",
        written / len(ids) * 1000,
        "writing and flushing the same bytes",
        len(ids),
        f"{len(ids) / separate:.0f} a second; {sum(map(len, contents)) / len(ids) / 1000:.1f} kB"
        " a file",
        separate_peak,
    )


def _describe(workbook: Workbook, programme_id: str) -> None:
    """The centre, who signs, and one rule that everybody with a single workshop meets."""
    workbook.centre.describe(name="Library Quarter", city="London", country="United Kingdom")
    signatory_id = workbook.centre.add_signatory("Grace Osei", "Lead facilitator")
    database = workbook.database
    with database.action("programme-changed", title="Certificates"):
        database.insert(
            "certificate_rule",
            {
                "id": "rule",
                "programme_id": programme_id,
                "position": 0,
                "key": "attendance",
                "title": "Certificate of attendance",
                "kind": "attendance",
                "min_workshops": 1,
                "statement": _STATEMENT,
            },
        )
        database.insert(
            "rule_signatory", {"id": "signs", "rule_id": "rule", "signatory_id": signatory_id}
        )


def _one_line_pages(count: int) -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=landscape(A4))
    for number in range(count):
        canvas.drawString(72, 300, f"Certificate {number}")
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def _written(contents: list[bytes], folder: Path) -> None:
    for number, content in enumerate(contents):
        with (folder / f"{number}.pdf").open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
