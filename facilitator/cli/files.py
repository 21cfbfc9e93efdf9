"""Commands about the workbook file: make, look, check, keep, restore, undo, history."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from facilitator.cli.arguments import as_json, workbook_file
from facilitator.cli.output import Refusal, print_json, print_table, tell, words
from facilitator.errors import Refused, StorageTrouble
from facilitator.exchange.sample import Through
from facilitator.storage.examine import Kind
from facilitator.workbook import Workbook, check_workbook, restore_workbook


@click.command()
@workbook_file
@click.option("--sample", is_flag=True, help="Open the sample programme in it.")
@click.option(
    "--through",
    type=click.Choice([each.value for each in Through]),
    default=Through.HELD.value,
    show_default=True,
    help="How far the sample programme has come.",
)
@click.option("--centre", default="", metavar="NAME", help="The name of the centre.")
@click.option("--time-zone", metavar="ZONE", help="Such as Europe/Lisbon; else this computer's.")
@as_json
def new(
    file: Path, sample: bool, through: str, centre: str, time_zone: str | None, as_json: bool
) -> None:
    """Make a new workbook."""
    with Workbook.create(file, centre_name=centre, time_zone=time_zone) as workbook:
        if sample:
            workbook.load_sample(through=through)
    tell({"file": str(file), "sample": sample}, f"Made {file}.", as_json=as_json)


@click.command()
@workbook_file
@as_json
def info(file: Path, as_json: bool) -> None:
    """Tell what a workbook holds."""
    with Workbook.open(file, read_only=True) as workbook:
        counts = asdict(workbook.counts())
        details = workbook.centre.details()
    told = {"file": str(file), "centre": details.name if details else "", **counts}
    if as_json:
        print_json(told)
        return
    for key, value in told.items():
        shown = value
        if isinstance(value, dict):
            shown = ", ".join(f"{name}: {number}" for name, number in value.items()) or 0
        click.echo(f"{key.replace('_', ' ')}: {shown}")


@click.command()
@workbook_file
@as_json
def check(file: Path, as_json: bool) -> None:
    """Judge a workbook as opening it would, changing nothing.

    Exit code 1 when it could not be opened.
    """
    verdict = check_workbook(file)
    details = {"path": str(file), **verdict.details}
    sentences = [words.trouble(code, details) for code in verdict.reasons]
    fit = verdict.kind in (Kind.SOUND, Kind.READ_ONLY)
    if as_json:
        print_json(
            {
                "file": str(file),
                "verdict": verdict.kind.value,
                "reasons": list(verdict.reasons),
                "sentences": sentences,
                "version": verdict.version,
            }
        )
    elif fit:
        for sentence in (f"{file}: {words.name('verdict', verdict.kind.value)}.", *sentences):
            click.echo(sentence)
    if not fit:
        raise Refusal(" ".join(sentences))


@click.command()
@workbook_file
@click.argument("dest", type=click.Path(path_type=Path), metavar="DEST")
@click.option("--replace", is_flag=True, help="Replace DEST if it is there already.")
@as_json
def backup(file: Path, dest: Path, replace: bool, as_json: bool) -> None:
    """Copy a workbook to DEST (a file or a folder), proven by reading it back.

    Works while the workbook is open elsewhere.
    """
    target = dest / file.name if dest.is_dir() else dest
    if target.exists() and not replace:
        raise StorageTrouble("exists", path=str(target))
    with Workbook.open(file, read_only=True) as workbook:
        workbook.copy_to(target)
    values = {"file": str(file), "backup": str(target), "bytes": target.stat().st_size}
    tell(values, f"Copied to {target} and read back.", as_json=as_json)


@click.command()
@workbook_file
@click.argument("source", type=click.Path(path_type=Path), metavar="BACKUP")
@as_json
def restore(file: Path, source: Path, as_json: bool) -> None:
    """Put BACKUP in the place of a workbook; what was there is kept first."""
    restored = restore_workbook(file, source)
    values = {
        "file": str(file),
        "backup": str(source),
        "kept": str(restored.kept) if restored.kept else None,
        "kept_is_sound": restored.was_sound,
    }
    sentence = f"Restored {file} from {source}."
    if restored.kept:
        sentence += f" What was there before is kept as {restored.kept}."
    tell(values, sentence, as_json=as_json)


@click.command()
@workbook_file
@as_json
def undo(file: Path, as_json: bool) -> None:
    """Take back the latest action that can be."""
    with Workbook.open(file) as workbook:
        record = workbook.undo()
    if record is None:
        raise Refused("nothing-to-undo")
    sentence = words.action(record.name, record.params)
    values = {"undone": record.name, "params": dict(record.params), "sentence": sentence}
    tell(values, f"Taken back: {sentence}.", as_json=as_json)


@click.command()
@workbook_file
@as_json
def redo(file: Path, as_json: bool) -> None:
    """Do again what was undone last."""
    with Workbook.open(file) as workbook:
        record = workbook.redo()
    if record is None:
        raise Refused("nothing-to-redo")
    sentence = words.action(record.name, record.params)
    values = {"redone": record.name, "params": dict(record.params), "sentence": sentence}
    tell(values, f"Done again: {sentence}.", as_json=as_json)


@click.command()
@workbook_file
@click.option("--limit", default=200, show_default=True, type=click.IntRange(1, 100_000))
@as_json
def history(file: Path, limit: int, as_json: bool) -> None:
    """List what was done, the newest first."""
    with Workbook.open(file, read_only=True) as workbook:
        records = workbook.history(limit)
    if as_json:
        actions = [
            {**asdict(record), "sentence": words.action(record.name, record.params)}
            for record in records
        ]
        print_json({"actions": actions})
        return
    rows = [
        (
            record.done_at[:19].replace("T", " "),
            words.action(record.name, record.params),
            words.name("action-state", record.state) if record.state != "done" else "",
        )
        for record in records
    ]
    print_table(("When (UTC)", "What", ""), rows)
