"""The command line: the same jobs without a window."""

from facilitator.cli.program import main

__all__ = ["main"]
