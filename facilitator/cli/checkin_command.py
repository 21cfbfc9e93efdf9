"""``facilitator checkin``: a scanner at the door; each line is answered once it is on disk."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from facilitator.attendance.attendance import Attendance
from facilitator.attendance.model import PRESENT
from facilitator.cli.arguments import workbook_file, workshop
from facilitator.cli.output import Refusal, print_json, words
from facilitator.errors import FacilitatorError, NotFound
from facilitator.workbook import Workbook


@click.command()
@workbook_file
@workshop
@click.option("--status", default=PRESENT, show_default=True, help="The status to mark with.")
def checkin(file: Path, workshop_id: str, status: str) -> None:
    """Mark people as they come.

    Reads participant ids or card codes from standard input, a line each, and answers each with one
    JSON line, only after the mark is on disk. A second scan keeps the first arrival. Exit code 1
    when any line was refused.
    """
    refused = 0
    with Workbook.open(file) as workbook:
        # Asked once before the first line, so that a wrong id is said at once.
        workbook.planning.workshop(workshop_id)
        for raw in sys.stdin.buffer:
            code = raw.decode("utf-8", errors="replace").strip()
            if not code:
                continue
            answer = _mark(workbook.attendance, workshop_id, code, status)
            refused += answer["ok"] is False
            print_json(answer)
    if refused:
        raise Refusal(f"{refused} refused.")


def _mark(attendance: Attendance, workshop_id: str, code: str, status: str) -> dict[str, object]:
    try:
        participant_id = attendance.find_card(code)
        if participant_id is None:
            raise NotFound("participant-unknown", id=code)
        mark = attendance.mark(workshop_id, participant_id, status)
    except FacilitatorError as error:
        # A full disk may have room again at the next line; what was answered before is safe.
        sentence = words.error(error)
        return {"ok": False, "code": code, "refused": error.code, "sentence": sentence}
    return {
        "ok": True,
        "code": code,
        "participant": mark.participant_id,
        "name": mark.name,
        "status": mark.status_key,
        "arrived": mark.arrived_local,
        "left": mark.left_local,
        "outcome": mark.outcome.value,
        "sequence": mark.sequence,
    }
