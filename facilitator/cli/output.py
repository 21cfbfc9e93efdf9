"""How commands speak: sentences for people, one JSON object for scripts, codes for both.

Exit codes: 0 done; 1 refused or in trouble, with one sentence on standard error; 2 wrong usage.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import IO, Any

import click

from facilitator.errors import FacilitatorError
from facilitator.words import Words

words = Words()
"""The command line speaks English; scripts read the codes in its JSON."""


class Refusal(click.ClickException):
    """A refusal or known trouble as the command line ends with it: its sentence, exit code 1."""

    exit_code = 1

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the sentence alone; nothing was used wrongly."""
        click.echo(self.message, file=file, err=file is None)


class SpeakingGroup(click.Group):
    """A group whose commands turn the core's errors into one sentence and exit code 1."""

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - as click declares it
        """Run the command."""
        try:
            return super().invoke(ctx)
        except FacilitatorError as error:
            raise Refusal(words.error(error)) from error


def speak_utf8() -> None:
    """Let names of any script pass through pipes, whatever the system's own encoding is."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure: Callable[..., None] | None = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def print_json(values: object) -> None:
    """One object on one line, at once."""
    click.echo(json.dumps(values, ensure_ascii=False, default=_plain))
    sys.stdout.flush()


def print_table(headings: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Columns under headings, as wide as what is in them."""
    texts = [list(headings), *([str(value) for value in row] for row in rows)]
    widths = [max(len(row[place]) for row in texts) for place in range(len(headings))]
    for row in texts:
        line = "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True))
        click.echo(line.rstrip())


def tell(values: Mapping[str, object], sentence: str, *, as_json: bool) -> None:
    """What a command did: for a script as one object, else as a sentence."""
    if as_json:
        print_json(dict(values))
    else:
        click.echo(sentence)


def _plain(value: object) -> object:
    """A value of the core as JSON knows it."""
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    for kind, written in _WRITTEN.items():
        if isinstance(value, kind):
            return written(value)
    raise TypeError(f"{type(value).__name__} has no place in JSON")


_WRITTEN: dict[type, Callable[[Any], object]] = {
    # A datetime is a date too.
    date: lambda value: value.isoformat(),
    Decimal: float,
    Enum: lambda value: value.value,
    Path: str,
    # Pictures are no matter for a terminal.
    bytes: lambda _value: None,
    tuple: list,
    frozenset: sorted,
}
