"""How reports come by words for codes: the caller brings them, in the reader's language."""

from __future__ import annotations

from collections.abc import Callable

NameOf = Callable[[str, str], str]
"""Words a code: group ("kind", "attendance", ...) and code, as `facilitator.words.Words.name`."""


def code_itself(_group: str, code: str) -> str:
    """For readers who know the codes."""
    return code
