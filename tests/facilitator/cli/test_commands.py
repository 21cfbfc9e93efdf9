import json
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner

from facilitator.cli.program import program
from facilitator.workbook import Workbook

COMMANDS = {
    *("new", "info", "check", "backup", "restore", "undo", "redo", "history", "people"),
    *("programmes", "workshops", "plan", "run", "checkin", "certificates", "export", "demo"),
    *("verify", "keys", "sheet"),
    "open",
}


def call(*arguments, stdin=None):
    return CliRunner().invoke(program, [str(each) for each in arguments], input=stdin)


def told(*arguments, stdin=None):
    """The one JSON object that a command prints."""
    done = call(*arguments, "--json", stdin=stdin)
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def _sample(tmp_path_factory):
    path = tmp_path_factory.mktemp("sample") / "sample.facilitator"
    with Workbook.create(path, time_zone="Europe/Lisbon") as workbook:
        workbook.load_sample()
    return path.read_bytes()


@pytest.fixture
def sample(tmp_path: Path, _sample):
    path = tmp_path / "Städtische Zukunft 城市.facilitator"
    path.write_bytes(_sample)
    return path


@pytest.fixture
def first_workshop(sample):
    return told("workshops", sample)["workshops"][0]["id"]


def test_every_command_of_the_manual_is_there_and_explains_itself():
    assert set(program.commands) == COMMANDS
    for name in COMMANDS:
        done = call(name, "--help")
        assert done.exit_code == 0
        assert program.commands[name].help


def test_a_new_workbook_is_made_with_the_sample(tmp_path):
    path = tmp_path / "a b ü.facilitator"

    assert told("new", path, "--sample", "--time-zone", "Europe/Lisbon")["sample"] is True
    assert told("check", path)["verdict"] == "sound"


def test_info_counts_the_sample_as_worked_out_by_hand(sample):
    info = told("info", sample)

    figures = {key: info[key] for key in info if key not in {"file", "centre"}}
    awards = {
        "certificate-of-achievement": 10,
        "certificate-of-participation": 10,
        "record-of-attendance": 3,
    }
    assert figures == {
        "programmes": 1,
        "workshops": 5,
        "activities": 51,
        "participants": 24,
        "attendances": 102,
        "contact_minutes": 11020,
        "observations": 48,
        "certificates": {},
        "awards_earned": awards,
    }


def test_a_refusal_is_one_sentence_on_standard_error_and_exit_code_1(sample):
    done = call("new", sample)

    assert done.exit_code == 1
    assert done.stdout == ""
    assert done.stderr == f"There is already a file “{sample}”. Nothing was changed.\n"


def test_wrong_usage_has_exit_code_2(sample):
    assert call("info").exit_code == 2
    assert call("run", sample).exit_code == 2
    assert call("nonsense").exit_code == 2


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"\xff\xd8\xff\xe0 a picture", "not-a-workbook"),
        (b"SQLite format 3\0" + b"\0" * 200, "truncated"),
    ],
)
def test_a_wrong_file_is_refused_with_a_sentence_and_left_as_it_is(tmp_path, content, reason):
    path = tmp_path / "strange.facilitator"
    path.write_bytes(content)

    for command in ("check", "info", "undo"):
        done = call(command, path)
        assert done.exit_code == 1, command
        assert done.stderr.count("\n") == 1, command
    checked = call("check", path, "--json")
    assert json.loads(checked.stdout)["verdict"] in {"refused", "repairable"}
    assert path.read_bytes() == content
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_a_missing_file_is_said_to_be_missing(tmp_path):
    done = call("info", tmp_path / "none.facilitator")

    assert done.exit_code == 1
    assert "none.facilitator" in done.stderr


def test_a_workbook_that_is_open_elsewhere_is_told_so_and_can_still_be_looked_at(sample):
    with Workbook.open(sample):
        checked = json.loads(call("check", sample, "--json").stdout)
        looked = call("people", "list", sample, "--json")
        written = call("people", "add", sample, "Nobody")

    assert (checked["verdict"], checked["reasons"]) == ("read-only", ["in-use"])
    assert looked.exit_code == 0
    assert written.exit_code == 1
    assert "open elsewhere" in written.stderr


def test_a_backup_is_a_workbook_and_replaces_nothing_unasked(sample, tmp_path):
    target = tmp_path / "stick.facilitator"

    assert told("backup", sample, target)["bytes"] == target.stat().st_size
    assert told("info", target)["attendances"] == 102
    again = call("backup", sample, target)
    assert again.exit_code == 1
    assert call("backup", sample, target, "--replace").exit_code == 0


def test_a_restore_can_be_undone_by_restoring_what_was_kept(sample, tmp_path):
    target = tmp_path / "kept.facilitator"
    told("backup", sample, target)
    told("people", "add", sample, "After the Backup")

    kept = told("restore", sample, target)["kept"]

    assert told("info", sample)["participants"] == 24
    assert told("info", kept)["participants"] == 25


def test_undo_and_redo_survive_from_one_start_to_the_next(sample):
    told("people", "add", sample, "Wanda Żółta")

    undone = told("undo", sample)
    assert undone["sentence"] == "Wanda Żółta was added"
    assert told("info", sample)["participants"] == 24
    assert told("redo", sample)["redone"] == "participant-added"
    assert told("info", sample)["participants"] == 25
    assert told("history", sample)["actions"][0]["name"] == "participant-added"
    assert call("redo", sample).exit_code == 1


def test_people_are_found_by_any_spelling(sample):
    found = told("people", "list", sample, "--search", "joao")

    assert [person["name"] for person in found["people"]] == ["João Pedro dos Santos Silva"]


def test_a_walk_in_is_added_enrolled_and_marked(sample, first_workshop):
    person = told("people", "add", sample, "Door Guest", "--workshop", first_workshop)

    again = call("checkin", sample, "--workshop", first_workshop, stdin=f"{person['id']}\n")
    assert json.loads(again.stdout)["outcome"] == "already"


def test_a_list_is_tried_and_then_brought_in(sample, tmp_path):
    table = tmp_path / "list.csv"
    table.write_text("Name;Phone\nAnna Ñandú;0123\nBob;\n", encoding="utf-8")

    tried = told("people", "import", sample, table, "--dry-run")
    assert (tried["persons"], tried["imported"]) == (2, 0)
    assert told("info", sample)["participants"] == 24

    assert told("people", "import", sample, table)["imported"] == 2
    assert told("info", sample)["participants"] == 26


def test_check_in_answers_each_line_with_one_object(sample, first_workshop):
    people = told("people", "list", sample)["people"]
    lines = f"{people[0]['id']}\n\nnobody at all\n{people[0]['id']}\n"

    done = call("checkin", sample, "--workshop", first_workshop, stdin=lines)

    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["ok"] for answer in answers] == [True, False, True]
    assert answers[1]["refused"] == "participant-unknown"
    assert done.exit_code == 1


def test_an_answer_at_the_door_is_given_only_when_the_mark_is_on_disk(sample, first_workshop):
    person = told("people", "add", sample, "Kim")["id"]
    command = [sys.executable, "-m", "facilitator", "checkin", str(sample)]
    with subprocess.Popen(
        [*command, "--workshop", first_workshop],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        process.stdin.write(f"{person}\n")
        process.stdin.flush()
        answer = json.loads(process.stdout.readline())
        process.kill()
        process.stdin.close()

    again = call("checkin", sample, "--workshop", first_workshop, stdin=f"{person}\n")
    assert answer["ok"]
    assert json.loads(again.stdout)["outcome"] == "already"


def ticks(done):
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_run_prints_ticks_and_obeys_what_is_typed(sample, first_workshop):
    typed = "pause\nresume\nextend 60\nnext\nback\nnonsense\nextend soon\nnote all well\nfinish\n"

    lines = ticks(call("run", sample, "--workshop", first_workshop, stdin=typed))

    said = [(line.get("command", ""), line.get("refused", line.get("state"))) for line in lines]
    assert said == [
        ("", "running"),
        ("pause", "paused"),
        ("resume", "running"),
        ("extend 60", "running"),
        ("next", "running"),
        ("back", "running"),
        ("nonsense", "command-unknown"),
        ("extend soon", "seconds-expected"),
        ("note all well", "running"),
        ("finish", "finished"),
    ]
    assert lines[0]["activity"] == "Arrive, sign in and find your feet"
    assert lines[0]["number"] == 1
    assert lines[0]["of"] == 11


def test_a_run_that_was_left_is_resumed_where_it_stood(sample, first_workshop):
    begun = ticks(call("run", sample, "--workshop", first_workshop, stdin="next\nquit\n"))
    refused = call("run", sample, "--workshop", first_workshop, stdin="")
    resumed = ticks(
        call("run", sample, "--workshop", first_workshop, "--resume", "--ticks", "1", stdin="")
    )

    assert refused.exit_code == 1
    assert resumed[0]["activity_id"] == begun[-1]["activity_id"]
    assert resumed[0]["elapsed"] >= begun[-1]["elapsed"]


def test_time_can_pass_faster_for_a_rehearsal(sample, first_workshop):
    options = ("--speed", "6000", "--interval", "0.05", "--ticks", "3")

    lines = ticks(call("run", sample, "--workshop", first_workshop, *options, stdin=""))

    assert lines[-1]["elapsed"] > 300


def test_certificates_are_issued_once_and_written_each_or_joined(sample, tmp_path):
    programme = told("programmes", sample)["programmes"][0]["id"]
    options = ("--programme", programme, "--on", "2026-10-20")

    first = told("certificates", sample, *options, "--out", tmp_path / "each")
    second = told("certificates", sample, *options, "--out", tmp_path / "one", "--joined")

    assert (first["issued"], len(first["files"])) == (23, 23)
    assert (second["issued"], len(second["files"])) == (0, 1)
    assert first["certificates"] == second["certificates"]
    for path in (*first["files"], *second["files"]):
        assert Path(path).read_bytes().startswith(b"%PDF")


def test_attendance_is_exported_by_the_ending_of_the_file(sample, tmp_path):
    for ending, beginning in (("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK"), ("pdf", b"%PDF")):
        out = tmp_path / f"register.{ending}"
        told("export", "attendance", sample, "--out", out)
        assert out.read_bytes().startswith(beginning)
    done = call("export", "attendance", sample, "--out", tmp_path / "register.odt")
    assert done.exit_code == 1
    assert not (tmp_path / "register.odt").exists()


def test_a_closed_pipe_ends_a_command_without_a_trace(sample):
    command = f"{sys.executable} -m facilitator history {str(sample)!r} --json | head -c 1"

    done = subprocess.run(command, shell=True, capture_output=True, encoding="utf-8", check=False)

    assert "Traceback" not in done.stderr


def test_a_run_is_replanned_and_timed_without_a_window(sample, first_workshop):
    soon = f"{datetime.now(ZoneInfo('Europe/Lisbon')) + timedelta(minutes=20):%H:%M}"
    typed = (
        "extend 1800\nreplan shrink\nundo-replan\nreplan nonsense\nturns 6 120\nturns six 120\n"
        f"break-until {soon}\ntimer-next nowhere\nsay Water is by the door.\n"
        "next-time More paper.\nnext\ncatch-up\nquit\n"
    )
    lines = ticks(call("run", sample, "--workshop", first_workshop, stdin=typed))
    after = {line["command"]: line for line in lines if "command" in line}

    assert after["replan shrink"]["projected_end"] < after["extend 1800"]["projected_end"]
    # Wall clock and counted time are read one after the other: a millisecond may lie between.
    late = (ended(after["undo-replan"]) - ended(after["extend 1800"])).total_seconds()
    assert -0.1 < late < 60
    assert [timer["laps"] for timer in after["turns 6 120"]["timers"]] == [6]
    assert [timer["kind"] for timer in after[f"break-until {soon}"]["timers"]] == ["turn", "break"]
    assert [timer["kind"] for timer in after["next"]["timers"]] == ["break"]
    refused = {command: line["refused"] for command, line in after.items() if "refused" in line}
    assert refused == {
        "replan nonsense": "choice-unknown",
        "turns six 120": "seconds-expected",
        "timer-next nowhere": "timer-unknown",
        "catch-up": "already-there",
    }


def ended(line):
    return datetime.fromisoformat(line["projected_end"])


def test_a_practice_run_leaves_the_file_as_it_was(sample, first_workshop):
    before = sample.read_bytes()
    options = ("--practice", "--speed", "60", "--ticks", "2", "--interval", "0.05")
    lines = ticks(call("run", sample, "--workshop", first_workshop, *options, stdin=""))

    assert lines[-1]["elapsed"] >= 3
    assert sample.read_bytes() == before
    assert call("run", sample, "--workshop", first_workshop, "--resume").exit_code != 0
