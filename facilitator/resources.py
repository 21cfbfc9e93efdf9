"""Where the data that ships with the product lies: content, fonts, icons, templates, help."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent / "resources"


def resource(*parts: str) -> Path:
    """The path of a shipped data file, for example ``resource("content", "skills.json")``."""
    return ROOT.joinpath(*parts)
