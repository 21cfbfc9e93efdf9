"""The sample is removed in one step, whatever was done with it, and comes back with undo."""

from datetime import UTC, datetime
from pathlib import Path

from facilitator.clock import SetClock
from facilitator.demo import stage
from facilitator.workbook import Workbook


def test_removing_a_sample_that_was_run_can_be_undone_with_its_logs_and_notes(
    tmp_path: Path,
) -> None:
    clock = SetClock(datetime(2026, 9, 1, 9, 0, tzinfo=UTC))
    with Workbook.create(tmp_path / "c.facilitator", time_zone="UTC", clock=clock) as workbook:
        programme = stage(workbook, clock, 1)
        first = workbook.planning.workshops(programme)[0].id
        actuals, notes = workbook.live.actuals(first), workbook.live.notes(first)
        counts = workbook.counts()
        assert notes
        assert all(note.run_id for note in notes)
        workbook.planning.remove_sample()
        assert workbook.counts().participants == 0
        undone = workbook.undo()
        assert undone is not None
        assert undone.name == "sample-removed"
        assert workbook.counts() == counts
        assert (workbook.live.actuals(first), workbook.live.notes(first)) == (actuals, notes)
        workbook.redo()
        assert workbook.counts().participants == 0
        assert workbook.check_content() == ()
