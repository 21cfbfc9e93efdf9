import random
from datetime import UTC, datetime, timedelta

from facilitator.storage.thinning import kept

NOW = datetime(2026, 10, 8, 15, 0, tzinfo=UTC)


def days_ago(days: float) -> datetime:
    return NOW - timedelta(days=days)


def test_all_of_today_and_yesterday_is_kept() -> None:
    taken = [NOW - timedelta(hours=hours) for hours in range(38)]
    assert kept(taken, NOW) == set(taken)


def test_of_older_days_the_newest_is_kept() -> None:
    morning, evening = days_ago(5.2), days_ago(5)
    assert kept([NOW, morning, evening], NOW) == {NOW, evening}


def test_days_without_a_backup_do_not_count() -> None:
    monthly = [days_ago(400 + 3 * n) for n in range(10)]
    assert kept(monthly, NOW) == set(monthly)


def test_the_newest_is_always_kept() -> None:
    assert kept([days_ago(5000)], NOW) == {days_ago(5000)}
    assert kept([], NOW) == frozenset()


def test_what_was_taken_before_the_clock_was_set_back_is_kept() -> None:
    ahead = [NOW + timedelta(days=n) for n in range(40)]
    assert kept(ahead, NOW) == set(ahead)


def test_over_400_days_the_last_days_weeks_and_months_stay_covered() -> None:
    chance = random.Random(3)
    present: frozenset[datetime] = frozenset()
    ever: list[datetime] = []
    for day in range(400):
        opening = datetime(2026, 1, 1, 8, 0, tzinfo=UTC) + timedelta(days=day)
        # On a quarter of the days nobody works; on others there are up to three backups.
        for minutes in sorted(chance.sample(range(700), chance.randrange(4))):
            now = opening + timedelta(minutes=minutes)
            ever.append(now)
            present = kept(present | {now}, now)
            assert now in present
        for form, count in (("%Y-%m-%d", 14), ("%G-%V", 8), ("%Y-%m", 6)):
            spans = {f"{moment:{form}}": moment for moment in ever}
            # The last backup of each of the latest days, weeks and months is still there.
            assert set(list(spans.values())[-count:]) <= present
        older = [moment for moment in present if moment.date() < opening.date() - timedelta(days=1)]
        assert len(older) <= 14 + 8 + 6
    assert len(ever) > 500


def test_thinning_twice_removes_nothing_more() -> None:
    taken = [days_ago(n * 1.7) for n in range(200)]
    once = kept(taken, NOW)
    assert kept(once, NOW) == once
