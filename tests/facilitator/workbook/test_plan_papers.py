"""The papers of a plan, made from an open workbook."""

import pytest

from facilitator.documents.page_image import page_image
from facilitator.documents.plan_sheet import PlanPaperKind
from facilitator.errors import NotFound, Refused
from facilitator.words import Words
from facilitator.workbook import Workbook
from tests.facilitator.documents.paper_builders import page_count, text_of


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    path = tmp_path_factory.mktemp("papers") / "a.facilitator"
    with Workbook.create(path, time_zone="Europe/Lisbon") as workbook:
        workbook.load_sample(through="planned")
        yield workbook


@pytest.fixture(scope="module")
def workshops(sample):
    return sample.planning.workshops()


@pytest.mark.parametrize("kind", PlanPaperKind)
@pytest.mark.parametrize(("paper", "large"), [("A4", False), ("A5", False), ("Letter", True)])
def test_every_paper_of_every_workshop_is_written(sample, workshops, tmp_path, kind, paper, large):
    out = tmp_path / "paper.pdf"
    for workshop in workshops[:2]:
        pages = sample.reports.write_plan_paper(
            kind, out, workshop_id=workshop.id, paper=paper, large=large, name_of=Words().name
        )
        assert page_count(out.read_bytes()) == pages
        read = " ".join(text_of(out.read_bytes(), page) for page in range(pages))
        assert workshop.title in read


@pytest.mark.parametrize("kind", PlanPaperKind)
def test_what_is_previewed_is_what_is_printed(sample, workshops, tmp_path, kind):
    out = tmp_path / "paper.pdf"
    made = sample.reports.plan_paper(kind, workshop_id=workshops[0].id)
    sample.reports.write_plan_paper(kind, out, workshop_id=workshops[0].id)

    assert out.read_bytes() == made.content
    shown = sample.reports.paper_image(made.content, 300, made.pages - 1)
    assert shown == page_image(out.read_bytes(), 300, made.pages - 1)


def test_the_papers_of_a_programme_hold_those_of_its_workshops(sample, workshops):
    programme_id = workshops[0].programme_id
    made = sample.reports.plan_paper("agenda", programme_id=programme_id)

    assert made.pages == 5
    for page, workshop in enumerate(workshops):
        assert workshop.title in text_of(made.content, page)


def test_the_materials_of_a_programme_follow_the_rule_of_quantities(sample, workshops):
    programme_id = workshops[0].programme_id
    made = sample.reports.plan_paper("materials", programme_id=programme_id)
    read = " ".join(text_of(made.content, page) for page in range(made.pages))

    for row in sample.planning.programme_kit(programme_id):
        assert row.label.split(",")[0][:20] in read
        assert f"{row.total} × {row.unit}" in read


def test_nobody_can_be_found_on_what_participants_take_home(sample, workshops):
    team = {member.name for member in sample.centre.team()}
    for kind in ("agenda", "room-signs"):
        made = sample.reports.plan_paper(kind, workshop_id=workshops[0].id)
        read = " ".join(text_of(made.content, page) for page in range(made.pages))
        assert not [name for name in team if name in read]


@pytest.mark.parametrize(
    ("code", "asked"),
    [
        ("paper-unknown", {"kind": "script", "paper": "A3"}),
        ("plan-paper-unknown", {"kind": "poster"}),
        ("plan-of-nothing", {"kind": "script", "programme_id": "x"}),
    ],
)
def test_what_cannot_be_printed_is_refused(sample, workshops, code, asked):
    with pytest.raises(Refused, match=code):
        sample.reports.plan_paper(**{"workshop_id": workshops[0].id, **asked})


def test_a_programme_without_workshops_and_a_plan_without_groups_say_so(sample):
    empty = sample.planning.add_programme("Empty")
    alone = sample.planning.add_workshop(None, "Alone", "2026-10-25T17:30", "Europe/Lisbon")

    with pytest.raises(Refused, match="programme-empty"):
        sample.reports.plan_paper("script", programme_id=empty)
    with pytest.raises(Refused, match="no-group-tasks"):
        sample.reports.plan_paper("task-sheets", workshop_id=alone)
    with pytest.raises(NotFound):
        sample.reports.plan_paper("script", workshop_id="nobody")
