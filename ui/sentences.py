"""What the core's codes mean, in the language of the window; the sentences are shared with the
command line and live in `facilitator.words`.
"""

from __future__ import annotations

from collections.abc import Mapping

from facilitator.errors import FacilitatorError
from facilitator.words import Words
from ui.words import catalog


def words() -> Words:
    """The shared sentences in the language in force."""
    return Words(catalog())


def say_error(error: FacilitatorError) -> str:
    """One sentence on what went wrong or was refused."""
    return words().error(error)


def say_action(name: str, params: Mapping[str, object]) -> str:
    """What an action of the journal did: "Amina was added"."""
    return words().action(name, params)


def say_notice(code: str, params: Mapping[str, object]) -> str:
    """What a person should hear about the workbook that was opened."""
    return words().notice(code, params)


def name_of(group: str, code: str) -> str:
    """What a code is called: ``name_of("kind", "creative")``; groups as in `facilitator.words`."""
    return words().name(group, code)
