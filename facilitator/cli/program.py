"""The ``facilitator`` command with all its commands."""

from __future__ import annotations

import click

import facilitator
from facilitator.cli.checkin_command import checkin
from facilitator.cli.demo_command import demo
from facilitator.cli.files import backup, check, history, info, new, redo, restore, undo
from facilitator.cli.keys_command import keys
from facilitator.cli.output import SpeakingGroup, speak_utf8
from facilitator.cli.papers import certificates, export
from facilitator.cli.people import people
from facilitator.cli.plan_commands import plan
from facilitator.cli.plans import programmes, workshops
from facilitator.cli.run_command import run
from facilitator.cli.sheet_command import sheet
from facilitator.cli.verify_command import verify
from facilitator.cli.window import open_window, start_window


@click.group(cls=SpeakingGroup, invoke_without_command=True)
@click.version_option(facilitator.__version__, prog_name="facilitator")
@click.pass_context
def program(context: click.Context) -> None:
    """Plan, run, attend, observe, certify and report workshops: one file, no network.

    Without a command the window opens. Exit codes: 0 done, 1 refused with a sentence on standard
    error, 2 wrong usage.
    """
    if context.invoked_subcommand is None:
        start_window(None)


for command in (
    open_window,
    *(new, info, check, backup, restore, undo, redo, history),
    *(people, programmes, workshops, plan),
    *(run, checkin, sheet),
    *(certificates, export),
    *(verify, keys),
    demo,
):
    program.add_command(command)


def main() -> None:
    """Run the command that the arguments name; never returns."""
    speak_utf8()
    program(prog_name="facilitator")
