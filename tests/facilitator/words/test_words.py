import ast
import gettext
import re
import string
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

import pytest

import facilitator
from facilitator.attendance.model import Standing
from facilitator.centre.model import Sector, TeamRole
from facilitator.certificates.eligibility import Condition, ConditionCode
from facilitator.certificates.model import AwardKind, CertificateState, StaleReason
from facilitator.clock import to_stamp
from facilitator.errors import NotFound, Refused, StorageTrouble
from facilitator.live.model import Phase, RunStatus
from facilitator.people.model import EnrolmentStatus, NeedKind
from facilitator.planning.model import ActivityKind, KindFamily, TaskPhase, WorkshopStatus
from facilitator.storage.backup import Reason
from facilitator.storage.examine import Kind
from facilitator.words import Words, deeds, names, trouble

ROOT = Path(facilitator.__file__).parent
RAISED = {"Refused", "NotFound", "StorageTrouble"}
KEBAB = re.compile(r"[a-z]+(-[a-z0-9]+)+")
SENTENCES = {**trouble.FILE, **trouble.REFUSALS}

# Modules that choose the code of an error or the name of an action in a variable: whatever looks
# like a code there must have its words, but for what is named here.
CHOSEN = {
    "planning/programmes.py": set(),
    "planning/preparation.py": set(),
    "planning/methods.py": set(),
    "planning/fields.py": {"whole-group"},
    "exchange/tables.py": {"utf-16-le"},
    "exchange/table_sheet.py": {"other-sheets"},
    "people/care.py": set(),
    "people/people.py": set(),
    "sheets/pictures.py": set(),
    "sheets/sheets.py": set(),
    "storage/trouble.py": set(),
    "storage/restore.py": set(),
    "storage/workbook_file.py": set(trouble.NOTICES),
}


def modules():
    for path in sorted(ROOT.rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        if not name.startswith(("words/", "cli/")):
            yield name, ast.parse(path.read_text(encoding="utf-8"))


def calls(tree, names):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args:
            called = node.func
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            if name in names:
                yield node.args[0]


def literal_codes(tree, names):
    return {
        first.value
        for first in calls(tree, names)
        if isinstance(first, ast.Constant) and isinstance(first.value, str)
    }


def constants(tree):
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and KEBAB.fullmatch(node.value)
    }


def test_every_error_that_is_raised_has_its_sentence():
    raised = {code for _, tree in modules() for code in literal_codes(tree, RAISED)}

    assert raised - set(SENTENCES) == set()
    assert len(raised) > 80


def test_every_action_has_its_sentence():
    done = {name for _, tree in modules() for name in literal_codes(tree, {"action"})}

    assert done - set(deeds.ACTIONS) == set()
    assert len(done) > 50


def test_codes_that_are_chosen_in_a_variable_have_their_sentences_too():
    known = {*SENTENCES, *deeds.ACTIONS}
    choosing = {
        name: tree
        for name, tree in modules()
        if any(not isinstance(first, ast.Constant) for first in calls(tree, {*RAISED, "action"}))
    }

    assert set(choosing) - set(CHOSEN) == set(), "say here what codes they choose from"
    wordless = {
        (name, code)
        for name, tree in choosing.items()
        for code in constants(tree) - known - CHOSEN[name]
    }
    assert wordless == set()


def test_every_notice_and_every_verdict_on_a_file_has_its_sentence():
    notices = {code for _, tree in modules() for code in literal_codes(tree, {"Notice"})}
    examine = ast.parse((ROOT / "storage" / "examine.py").read_text(encoding="utf-8"))
    reasons = {
        node.value
        for call in ast.walk(examine)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "Verdict"
        for argument in call.args[1:2]
        for node in ast.walk(argument)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }

    assert notices - set(trouble.NOTICES) == set()
    assert reasons - set(trouble.FILE) == set()
    assert len(reasons) > 8


@pytest.mark.parametrize(
    ("group", "kinds"),
    [
        ("kind", ActivityKind),
        ("kind-family", KindFamily),
        ("workshop-status", WorkshopStatus),
        ("task-phase", TaskPhase),
        ("run-state", RunStatus),
        ("phase", Phase),
        ("role", TeamRole),
        ("sector", Sector),
        ("enrolment", EnrolmentStatus),
        ("need", NeedKind),
        ("award-kind", AwardKind),
        ("certificate-state", CertificateState),
        ("stale", StaleReason),
        ("verdict", Kind),
        ("backup-reason", Reason),
    ],
)
def test_every_member_of_a_closed_set_has_its_name(group, kinds: type[StrEnum]):
    assert {each.value for each in kinds} == set(names.NAMES[group])


def test_everybody_who_is_not_marked_has_a_word_for_why():
    assert {each.value for each in Standing} - {"enrolled"} <= set(names.NAMES["attendance"])


def test_a_sentence_says_what_it_is_about():
    error = Refused("name-too-long", letters=312, limit=300)

    assert Words().error(error) == "The name has 312 letters; 300 is the most."


def test_the_reason_why_a_file_could_not_be_written_is_said_in_words():
    error = StorageTrouble("cannot-write-file", file="a.pdf", reason="disk-full")

    assert Words().error(error) == "The file “a.pdf” could not be written: the disk is full."


def test_a_row_that_is_gone_is_told_apart_from_a_file_that_is_not_there():
    row = Words().error(NotFound("not-found", table="venue", key="1"))
    file = Words().error(StorageTrouble("not-found", path="x.facilitator"))

    assert row != file
    assert "x.facilitator" in file


def test_an_action_is_told_in_the_past_tense():
    words = Words()

    assert words.action("attendance-marked", {"name": "Amina", "status": "late"}) == (
        "Amina was marked late"
    )


def test_numbers_choose_between_one_and_many():
    words = Words()
    told = [words.action("people-imported", {"count": n, "file": "a.csv"}) for n in (1, 2)]

    assert told == ["1 person was added from “a.csv”", "2 people were added from “a.csv”"]


def test_a_name_with_braces_stays_a_name():
    told = Words().action("participant-added", {"name": "{name} {0.__class__}"})

    assert told == "{name} {0.__class__} was added"


def test_what_is_missing_for_an_award_is_said_in_figures():
    condition = Condition(ConditionCode.CONTACT_PERCENT, False, Decimal("69.1"), Decimal(75))

    assert Words().condition(condition) == "69.1 % of 75 % contact time"


@pytest.mark.parametrize("code", ConditionCode)
def test_every_condition_has_its_words(code):
    told = Words().condition(Condition(code, False, Decimal(0), Decimal(1), 2))

    assert told
    assert "{" not in told


def test_a_status_of_ones_own_is_its_own_name():
    assert Words().name("attendance", "on the ferry") == "on the ferry"


def test_sentences_come_in_the_language_of_the_catalog():
    class Shouting(gettext.NullTranslations):
        def gettext(self, message):
            return message.upper()

    assert Words(Shouting()).name("kind", "break") == "BREAK"


@pytest.mark.parametrize("text", [*SENTENCES.values(), *trouble.NOTICES.values()])
def test_sentences_end_as_sentences_and_their_placeholders_are_plain(text):
    assert text[-1] in ".}" or text.endswith(")")
    fields = [name for _, name, _, _ in string.Formatter().parse(text) if name is not None]
    assert all(re.fullmatch("[a-z_]+", field) for field in fields)


def test_a_moment_in_a_sentence_is_a_local_day_and_minute():
    since = datetime(2026, 10, 8, 16, 25, 3, tzinfo=UTC)
    told = Words().trouble("in-use", {"who": "grace", "host": "desk", "since": to_stamp(since)})
    assert told.endswith(f"grace on desk, since {since.astimezone():%Y-%m-%d %H:%M}.")


def test_what_is_wrong_with_a_template_is_said_in_words():
    refusal = Refused("template-not-valid", where="layouts[0].title", why="off-the-page")
    assert Words().error(refusal) == (
        "The certificate template is not valid at layouts[0].title: it lies beyond the page"
    )
