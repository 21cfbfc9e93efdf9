"""Marks texts that are translated later, so that the tool that collects texts finds them."""

from __future__ import annotations

Plural = tuple[str, str]
"""The forms for one and for more; which number decides is the parameter ``count``."""


def marked(text: str) -> str:
    """A text to translate when it is shown."""
    return text


def marked_plural(singular: str, plural: str) -> Plural:
    """A text in the forms that a number takes."""
    return (singular, plural)
