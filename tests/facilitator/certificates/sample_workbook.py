"""The sample programme in a workbook whose certificates can be issued and signed quickly."""

from datetime import UTC, datetime

from facilitator.clock import SetClock
from facilitator.workbook import Workbook

PASSPHRASE = "tide room lantern"
NOON = datetime(2026, 10, 20, 12, 0, tzinfo=UTC)


def made(path, **options):
    """The content of a closed workbook file with the sample in it."""
    with Workbook.create(path, time_zone="Europe/Lisbon", **options) as workbook:
        workbook.load_sample()
    return path.read_bytes()


def opened(path, **options):
    workbook = Workbook.open(path, clock=SetClock(NOON), **options)
    workbook.signing.cost = 10
    return workbook


def person(workbook, seed):
    """The id of a person of the sample by the key there."""
    return workbook.database.value("SELECT id FROM participant WHERE seed_key = ?", (seed,))


def candidate(workbook, programme, seed):
    wanted = person(workbook, seed)
    return next(
        each
        for each in workbook.certificates.candidates(programme)
        if each.participant_id == wanted
    )
