"""What was printed on a certificate stays as it was printed."""

from datetime import UTC, datetime
from pathlib import Path

from facilitator.clock import SetClock
from facilitator.workbook import Workbook


def test_a_later_observation_does_not_change_the_skills_on_an_issued_certificate(
    tmp_path: Path,
) -> None:
    clock = SetClock(datetime(2026, 10, 21, 9, 0, tzinfo=UTC))
    with Workbook.create(tmp_path / "c.facilitator", time_zone="UTC", clock=clock) as workbook:
        programme = workbook.load_sample()
        first = workbook.certificates.issue(programme)[0]
        printed = workbook.certificates.pages([first.id])[0].certificate.skills
        assert [skill.level for skill in printed] == ["Confident"] * 3
        last = workbook.planning.workshops(programme)[-1].id
        workbook.skills.observe(first.participant_id or "", last, "creativity", 4, "Led the group.")
        assert workbook.certificates.pages([first.id])[0].certificate.skills == printed


def test_a_rule_that_shows_no_skills_prints_none(tmp_path: Path) -> None:
    clock = SetClock(datetime(2026, 10, 21, 9, 0, tzinfo=UTC))
    with Workbook.create(tmp_path / "c.facilitator", time_zone="UTC", clock=clock) as workbook:
        issued = workbook.certificates.issue(workbook.load_sample())
        others = [row for row in issued if row.award != "certificate-of-achievement"]
        assert others
        assert all(row.skills == () for row in others)
