"""Keys and verification in a terminal, from one laptop to another."""

import json
import shutil

import pytest
from click.testing import CliRunner

from facilitator.cli.program import program
from facilitator.signing import sealed_key
from facilitator.workbook import Workbook

PASSPHRASE = "tide room lantern"


def run(*arguments, exit_code=0):
    done = CliRunner().invoke(program, [str(each) for each in arguments])
    assert done.exit_code == exit_code, done.output
    return done


def told(*arguments, exit_code=0):
    return json.loads(run(*arguments, "--json", exit_code=exit_code).stdout)


@pytest.fixture(scope="module")
def _made(tmp_path_factory):
    """A workbook with the sample and its key, and its certificates on paper: made once."""
    folder = tmp_path_factory.mktemp("desk")
    file, secret = folder / "centre.facilitator", folder / "secret.txt"
    secret.write_text(PASSPHRASE + "\n", encoding="utf-8")
    real = sealed_key.sealed
    with pytest.MonkeyPatch.context() as cheap:
        cheap.setattr(sealed_key, "sealed", lambda pair, words, _cost: real(pair, words, 10))
        run("new", file, "--sample", "--time-zone", "Europe/Lisbon")
        made = told("keys", "make", file, "--passphrase-file", secret)
    assert len(made["recovery_lines"]) == 4
    with Workbook.open(file) as workbook:
        programme = workbook.planning.programmes()[0].id
    paper = folder / "paper"
    command = ("certificates", file, "--programme", programme, "--out", paper)
    run(*command, "--passphrase-file", secret)
    return folder


@pytest.fixture
def desk(tmp_path, _made):
    """The workbook, the file with its passphrase, the folder."""
    folder = tmp_path / "desk"
    shutil.copytree(_made, folder)
    return folder / "centre.facilitator", folder / "secret.txt", folder


def test_another_laptop_verifies_a_printed_page_with_no_workbook(desk):
    file, _, folder = desk
    page = min((folder / "paper").glob("*.pdf"))
    unknown = told("verify", page, exit_code=1)
    assert [each["verdict"] for each in unknown["codes"]] == ["unknown-issuer"]
    card = folder / "quay.facilitator-issuer"
    run("keys", "card", file, "--out", card)
    found = told("verify", page, "--issuer", card)

    assert found["holds"]
    (code,) = found["codes"]
    assert (code["verdict"], code["issuer"]) == ("valid", "Lantern Quay Community Centre")
    assert code["content"]["serial"].startswith("LQC-2026-")
    assert code["content"]["holder"].split()[0] in page.name


def test_a_list_of_what_was_revoked_travels_too(desk):
    file, secret, folder = desk
    with Workbook.open(file) as workbook:
        row = workbook.certificates.register()[0]
        workbook.certificates.revoke(row.id, "Issued by mistake.")
    card, listed = folder / "quay.facilitator-issuer", folder / "quay.facilitator-revocations"
    run("keys", "card", file, "--out", card)
    made = told("keys", "revocations", file, "--out", listed, "--passphrase-file", secret)
    assert (made["number"], made["certificates"]) == (1, 1)

    text = row.signed_text
    assert told("verify", text, "--issuer", card)["codes"][0]["verdict"] == "valid"
    late = told("verify", text, "--issuer", card, "--revocations", listed, exit_code=1)
    assert late["codes"][0]["verdict"] == "revoked"
    own = told("verify", text, "--workbook", file, exit_code=1)
    assert (own["codes"][0]["verdict"], own["codes"][0]["in_register"]) == ("revoked", True)


def test_a_changed_text_is_said_to_be_altered_in_a_sentence(desk):
    file, _, _ = desk
    with Workbook.open(file) as workbook:
        text = workbook.certificates.register()[0].signed_text
    changed = text[:120] + ("A" if text[120] != "A" else "B") + text[121:]
    done = run("verify", changed, "--workbook", file, exit_code=1)

    assert done.stdout.startswith("Altered.")
    assert "cannot be relied on" in done.stderr


def test_a_half_text_and_a_missing_file_are_unreadable(desk):
    file, _, folder = desk
    with Workbook.open(file) as workbook:
        text = workbook.certificates.register()[0].signed_text
    half = told("verify", text[: len(text) // 2], exit_code=1)["codes"][0]
    assert (half["verdict"], half["why"]) == ("unreadable", "cut-short")
    done = run("verify", folder / "none.pdf", exit_code=1)
    assert "Cannot be read" in done.stdout


def test_a_wrong_passphrase_and_a_lost_key_are_said_in_a_sentence(desk):
    file, secret, folder = desk
    kept = folder / "key.facilitator-key"
    run("keys", "backup", file, "--out", kept)
    wrong = folder / "wrong.txt"
    wrong.write_text("not the passphrase", encoding="utf-8")
    done = run("keys", "sign", file, "--passphrase-file", wrong, exit_code=1)
    assert "passphrase is not the one" in done.stderr
    other = folder / "other.facilitator"
    run("new", other, "--centre", "Lantern Quay")
    run("keys", "restore", other, kept, "--passphrase-file", secret)
    assert told("keys", "sign", other, "--passphrase-file", secret) == {"signed": 0}


def test_issuers_are_trusted_after_a_look_at_their_fingerprints(desk):
    file, _, folder = desk
    card, other = folder / "quay.facilitator-issuer", folder / "other.facilitator"
    run("keys", "card", file, "--out", card)
    run("new", other, "--centre", "Harbour House")
    run("keys", "trust", other, card, exit_code=1)
    assert told("keys", "trust", other, card, "--yes")["issuers"] == [
        "Lantern Quay Community Centre"
    ]
    assert [each["own"] for each in told("keys", "list", other)["keys"]] == [False]


def test_the_register_leaves_as_a_table(desk):
    file, _, folder = desk
    out = folder / "register.csv"
    run("export", "register", file, "--out", out)
    lines = out.read_text(encoding="utf-8-sig").splitlines()

    assert lines[0].startswith("Number")
    assert "LQC-2026-0001-" in lines[1]
    assert len(lines) == 24
    run("export", "register", file, "--out", folder / "register.xlsx")
    run("export", "register", file, "--out", folder / "register.odt", exit_code=1)


def test_a_badge_leaves_only_with_consent(desk):
    file, secret, folder = desk
    with Workbook.open(file) as workbook:
        row = workbook.certificates.register()[0]
    command = ("export", "badge", file, row.printed_serial, "--passphrase-file", secret, "--out")
    run(*command, folder / "badge.png", exit_code=1)
    with Workbook.open(file) as workbook:
        workbook.people.record_consent(row.participant_id, "badge", "yes")
    for name in ("badge.png", "badge.svg", "badge.json"):
        run(*command, folder / name)
        with Workbook.open(file) as workbook:
            found = workbook.badges.check((folder / name).read_bytes())
        assert (found.holds, found.issuer.own, found.taken_back) == (True, True, None)
