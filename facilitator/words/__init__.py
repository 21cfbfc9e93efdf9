"""The sentences behind the core's codes, for the window and the command line."""

from facilitator.words.words import Words

__all__ = ["Words"]
