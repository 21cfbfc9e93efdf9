"""The pictures of planning: agendas empty, usual, long and in Arabic, and what goes with them.

The workbook is made anew for them, from the sample and a long day with parallel groups.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QDialog

from facilitator.exchange.plan_files import write_sample
from facilitator.exchange.plan_package_format import SUFFIX
from facilitator.planning.model import ActivityKind
from facilitator.workbook import Workbook
from ui.shell.main_window import MainWindow
from ui.shell.route import Route

_LONG = (
    ("Arriving, tea", "welcome"),
    ("Names and a street", "icebreaker"),
    ("What we agreed last time", "discussion"),
    ("How a budget works", "input"),
    ("Stand where you stand", "energiser"),
    ("Draw the street as it is", "creative"),
    ("Look at each other's streets", "discussion"),
    ("Break", "break"),
    ("Ask a neighbour", "practice"),
    ("What did I learn?", "reflection"),
)
_GROUPS = ("Trees", "Traffic", "Money", "Noise")
_STEPS = ("Read the card", "Walk and count", "Make a poster")
_ARABIC = (
    ("الترحيب والشاي", "welcome", 10),
    ("الأسماء والشارع الذي أسكن فيه", "icebreaker", 15),
    ("كيف تعمل ميزانية الحي", "input", 15),
    ("نرسم شارعنا كما هو اليوم", "creative", 30),
    ("استراحة", "break", 10),
    ("في مجموعات: أفكار لشارع أكثر خضرة", "group-work", 35),
    ("ماذا تعلمت اليوم؟", "reflection", 10),
    ("الختام والخطوة التالية", "closing", 5),
)


@dataclass(frozen=True)
class Scene:
    """One picture: where to go, and what to do there before it is taken."""

    name: str
    route: Route
    prepare: Callable[[MainWindow], object] = lambda _window: None


@dataclass(frozen=True)
class Plans:
    """The ids of what was planned for the pictures, and the files that are taken in."""

    programme: str
    usual: str
    empty: str
    long: str
    arabic: str
    table: Path
    package: Path


def plan_for_pictures(book: Workbook, folder: Path) -> Plans:
    """Plan it, beside the sample that is there."""
    planning = book.planning
    programme = planning.programmes()[0].id
    usual = planning.workshops(programme)[3].id
    own = planning.add_programme("A street for everybody", language="en")
    empty = planning.add_workshop(own, "Opening day", "2026-11-07T10:00", "Europe/Lisbon", 7200)
    long = planning.add_workshop(
        own, "The whole day out", "2026-11-14T08:30", "Europe/Lisbon", 36000, expected_heads=23
    )
    _fill(book, long)
    arabic = planning.add_workshop(
        own, "شارع للجميع", "2026-11-21T17:30", "Europe/Lisbon", 7200, expected_heads=18
    )
    for title, kind, minutes in _ARABIC:
        planning.add_activity(
            arabic, None, title, kind, minutes * 60, minimum_seconds=min(minutes, 5) * 60
        )
    planning.save_workshop_as_template(usual)
    planning.save_programme_as_template(programme)
    old = planning.duplicate_programme(programme, date(2025, 9, 18), title="Last year's round")
    planning.archive_programme(old)
    table, package = folder / "A spring evening.csv", folder / f"Green streets{SUFFIX}"
    write_sample(table)
    _write_package_of_a_colleague(package, folder)
    return Plans(own, usual, empty, long, arabic, table, package)


def plan_scenes(plans: Plans) -> Sequence[Scene]:
    """All of them, in the order in which one plans."""
    agenda = "workshop.agenda"
    return (
        Scene("agenda-empty", Route(agenda, (plans.empty,))),
        Scene("agenda-long", Route(agenda, (plans.long,))),
        Scene("agenda-arabic", Route(agenda, (plans.arabic,))),
        Scene("agenda-fit", Route(agenda, (plans.long,)), _does("agenda.fit")),
        Scene("library-beside-agenda", Route("workshop.library", (plans.usual,))),
        Scene("print-plan", Route("workshop.print", (plans.usual,))),
        Scene("kit", Route("workshop.kit", (plans.usual,))),
        Scene("programme-kit", Route("programme.kit", (plans.programme,))),
        Scene("import-plan", Route("workshop.import", (plans.empty, str(plans.table)))),
        Scene("import-package", Route("package.import", (str(plans.package),))),
        Scene(
            "series",
            Route("programme.workshops", (plans.programme,)),
            _does("workshops.series"),
        ),
        Scene("templates", Route("programmes.templates")),
        Scene("archived", Route("programmes.archived")),
    )


def _write_package_of_a_colleague(package: Path, folder: Path) -> None:
    """A plan that is not in the workbook yet."""
    with Workbook.create(folder / "colleague.facilitator", time_zone="Europe/Lisbon") as book:
        planning = book.planning
        programme = planning.add_programme("Green streets", summary="Three evenings on trees.")
        method = planning.add_method(
            "Count the trees", "group-work", 1200, summary="Pairs count what grows in a street."
        )
        for number, title in enumerate(("Look", "Choose", "Plant")):
            workshop = planning.add_workshop(
                programme, title, f"2026-11-{5 + 7 * number:02}T18:00", "Europe/Lisbon", 5400
            )
            for each, kind in _LONG[: 6 + number]:
                planning.add_activity(workshop, None, each, kind, 600)
            planning.add_activity_from_method(workshop, None, method)
        book.plan_files.write_package(package, programme_id=programme)


def _fill(book: Workbook, workshop_id: str) -> None:
    """Sixty activities in a day, three of them in parallel groups, two with locked starts."""
    planning = book.planning
    for number in range(60):
        title, kind = _LONG[number % len(_LONG)]
        minutes = 10 if ActivityKind(kind) is not ActivityKind.BREAK else 15
        key = planning.add_activity(
            workshop_id, None, title, kind, minutes * 60, minimum_seconds=300
        )
        if number in {15, 35, 55}:
            tracks = planning.add_tracks(key, _GROUPS)
            for track in tracks:
                for step in _STEPS:
                    planning.add_activity(
                        workshop_id, None, step, "group-work", 300, track_id=track
                    )
        if number in {27, 47}:
            hours = {27: 13, 47: 17}[number]
            planning.update_activity(key, locked_start_seconds=hours * 3600)


def _does(command: str) -> Callable[[MainWindow], object]:
    """Does a command; a dialog it opens stays open, as nobody answers."""

    async def stays_open(dialog: QDialog) -> int:
        dialog.open()
        return 0

    def prepare(window: MainWindow) -> None:
        window.ask_dialog = stays_open  # type: ignore[method-assign]
        window.commands.trigger(command)

    return prepare
