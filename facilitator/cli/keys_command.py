"""Commands about keys: make one, keep it safe, give others the public half, know theirs."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from facilitator.cli.arguments import as_json, workbook_file
from facilitator.cli.output import SpeakingGroup, print_json, print_table, tell
from facilitator.errors import Refused
from facilitator.whole_files import whole_file
from facilitator.workbook import Workbook

_passphrase = click.option(
    "--passphrase-file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The passphrase is the first line of this file; else it is asked for.",
)
_out = click.option("--out", required=True, type=click.Path(path_type=Path), metavar="FILE")


@click.group(cls=SpeakingGroup)
def keys() -> None:
    """The keys that sign certificates, and those of other issuers."""


@keys.command("list")
@workbook_file
@as_json
def list_keys(file: Path, as_json: bool) -> None:
    """List the centre's keys and the issuers that are known."""
    with Workbook.open(file, read_only=True) as workbook:
        issuers = workbook.signing.issuers().values()
        own = {key.key_id: key for key in workbook.signing.own_keys()}
    rows = [
        {
            "key": each.key_id,
            "issuer": each.name,
            "own": each.own,
            "retired_on": each.retired_on,
            "fingerprint": own[each.key_id].fingerprint if each.key_id in own else "",
        }
        for each in issuers
    ]
    if as_json:
        print_json({"keys": rows})
        return
    print_table(
        ("Key", "Issuer", "", "Given up"),
        [
            (row["key"], row["issuer"], "own" if row["own"] else "", row["retired_on"] or "")
            for row in rows
        ],
    )


@keys.command("make")
@workbook_file
@_passphrase
@click.option("--instead", is_flag=True, help="Give up the key in use.")
@as_json
def make(file: Path, passphrase_file: Path | None, instead: bool, as_json: bool) -> None:
    """Make the centre's key. Prints the lines that belong on paper, under lock."""
    passphrase = read_passphrase(passphrase_file, confirm=True)
    with Workbook.open(file) as workbook:
        made = workbook.signing.make_key(passphrase, instead=instead)
    values = {
        "key": made.key.key_id,
        "fingerprint": made.key.fingerprint,
        "recovery_lines": made.recovery_lines,
    }
    lines = "\n".join(f"  {number}  {line}" for number, line in enumerate(made.recovery_lines, 1))
    sentence = (
        f"Made key {made.key.key_id}.\nFingerprint: {made.key.fingerprint}\n"
        f"Write these lines down and lock them away; whoever has them has the key:\n{lines}"
    )
    tell(values, sentence, as_json=as_json)


@keys.command("backup")
@workbook_file
@_out
@as_json
def backup_key(file: Path, out: Path, as_json: bool) -> None:
    """Write the key in use to a file, sealed under its passphrase."""
    with Workbook.open(file) as workbook:
        key = workbook.signing.active_key()
        if key is None:
            raise Refused("signing-key-missing")
        content = workbook.signing.backup_file(key.key_id)
    _write(out, content)
    tell({"key": key.key_id, "file": str(out)}, f"Wrote {out}.", as_json=as_json)


@keys.command("restore")
@workbook_file
@click.argument("source", type=click.Path(path_type=Path), metavar="KEYFILE")
@_passphrase
@as_json
def restore_key(file: Path, source: Path, passphrase_file: Path | None, as_json: bool) -> None:
    """Take a key over from its backup file."""
    passphrase = read_passphrase(passphrase_file)
    with Workbook.open(file) as workbook:
        key = workbook.signing.restore_from_file(_content(source), passphrase)
    tell({"key": key.key_id}, f"Restored key {key.key_id}.", as_json=as_json)


@keys.command("card")
@workbook_file
@_out
@as_json
def card(file: Path, out: Path, as_json: bool) -> None:
    """Write the public half of the centre's keys, for others to know it by."""
    with Workbook.open(file, read_only=True) as workbook:
        content = workbook.signing.issuers_file()
        text = workbook.signing.own_card()
    _write(out, content)
    tell({"file": str(out), "card": text}, f"Wrote {out}.", as_json=as_json)


@keys.command("trust")
@workbook_file
@click.argument("source", type=click.Path(path_type=Path), metavar="CARDFILE")
@click.option("--yes", is_flag=True, help="The fingerprints were compared.")
@as_json
def trust(file: Path, source: Path, yes: bool, as_json: bool) -> None:
    """Know the issuers of a file, after their fingerprints were compared with theirs."""
    with Workbook.open(file) as workbook:
        found = workbook.signing.look_at_cards(_content(source))
        if not yes:
            for each in found:
                click.echo(f"{each.card.name}, {each.card.city}: {each.card.fingerprint}", err=True)
            click.confirm("Did the issuers read you these fingerprints?", abort=True, err=True)
        for each in found:
            workbook.signing.add_issuer(each.card)
    names = [each.card.name for each in found]
    values = {"issuers": names, "same_name": [each.same_name for each in found]}
    tell(values, f"Known now: {', '.join(names)}.", as_json=as_json)


@keys.command("sign")
@workbook_file
@_passphrase
@as_json
def sign(file: Path, passphrase_file: Path | None, as_json: bool) -> None:
    """Sign the certificates that were issued while the key was locked."""
    passphrase = read_passphrase(passphrase_file)
    with Workbook.open(file) as workbook:
        workbook.signing.unlock(passphrase)
        count = workbook.certificates.sign_unsigned()
    tell({"signed": count}, f"{count} signed.", as_json=as_json)


@keys.command("revocations")
@workbook_file
@_out
@_passphrase
@as_json
def revocations(file: Path, out: Path, passphrase_file: Path | None, as_json: bool) -> None:
    """Write the signed list of everything that was revoked or replaced, for others."""
    passphrase = read_passphrase(passphrase_file)
    with Workbook.open(file) as workbook:
        key = workbook.signing.unlock(passphrase)
        content = workbook.register.make_status_list()
        listed = workbook.signing.status_lists()[key.key_id]
    _write(out, content)
    values = {"file": str(out), "number": listed.number, "certificates": len(listed.entries)}
    sentence = f"Wrote list number {listed.number} with {len(listed.entries)} certificates: {out}."
    tell(values, sentence, as_json=as_json)


@keys.command("take")
@workbook_file
@click.argument("source", type=click.Path(path_type=Path), metavar="LISTFILE")
@as_json
def take(file: Path, source: Path, as_json: bool) -> None:
    """Keep an issuer's list of what was revoked or replaced."""
    with Workbook.open(file) as workbook:
        listed = workbook.signing.take_status_list(_content(source))
    values = {"issuer": listed.issuer, "number": listed.number}
    tell(values, f"List number {listed.number} of {listed.issuer} is here now.", as_json=as_json)


def read_passphrase(path: Path | None, *, confirm: bool = False) -> str:
    """The first line of a file or of standard input, or what a person types unseen."""
    if path is not None:
        return _content(path).decode("utf-8", errors="replace").split("\n")[0].rstrip("\r")
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    asked: str = click.prompt("Passphrase", hide_input=True, confirmation_prompt=confirm, err=True)
    return asked


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(25_000_000)
    except OSError:
        raise Refused("not-found", path=str(path)) from None


def _write(out: Path, content: bytes) -> None:
    with whole_file(out) as stream:
        stream.write(content)
