"""``facilitator open``: the window, started only when it is asked for."""

from __future__ import annotations

import sys
from pathlib import Path

import click


@click.command("open")
@click.argument(
    "file", type=click.Path(path_type=Path), metavar="[FILE]", required=False, default=None
)
def open_window(file: Path | None) -> None:
    """Open the window, with a workbook if one is named."""
    start_window(file)


def start_window(file: Path | None) -> None:
    """Start the window and end with its exit code."""
    # Loading the window takes long and needs a display; no other command should wait for it.
    from ui.app import main  # noqa: PLC0415

    sys.exit(main([str(file)] if file else []))
