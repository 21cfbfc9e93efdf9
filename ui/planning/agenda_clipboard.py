"""Activities on the computer's clipboard: whole for this program, as lines of text for others."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from facilitator.planning.clipping import Clipping, clippings_of_text, text_of

_FORMAT = "application/x-facilitator-plan+json"


@dataclass(frozen=True, slots=True)
class Clipped:
    """What the clipboard holds. `cut_ids` are activities to be taken away where they were cut,
    in `workshop_id` of the workbook at `path`.
    """

    clippings: Sequence[Clipping]
    workshop_id: str = ""
    path: str = ""
    cut_ids: Sequence[str] = field(default=())


def put(clipped: Clipped) -> None:
    """Put activities on the clipboard."""
    data = QMimeData()
    held = {
        "activities": list(clipped.clippings),
        "workshop": clipped.workshop_id,
        "path": clipped.path,
        "cut": list(clipped.cut_ids),
    }
    data.setData(_FORMAT, json.dumps(held, ensure_ascii=False).encode())
    data.setText(text_of(clipped.clippings))
    QGuiApplication.clipboard().setMimeData(data)


def found() -> Clipped | None:
    """What can be pasted as activities; None when there is nothing."""
    data = QGuiApplication.clipboard().mimeData()
    if data is None:
        return None
    if data.hasFormat(_FORMAT):
        held = _read(bytes(data.data(_FORMAT).data()))
        if held is not None:
            return held
    clippings = clippings_of_text(data.text()) if data.hasText() else []
    return Clipped(clippings) if clippings else None


def forget() -> None:
    """What was cut has arrived: it cannot arrive twice."""
    QGuiApplication.clipboard().clear()


def _read(content: bytes) -> Clipped | None:
    try:
        held: Any = json.loads(content)
        clippings = [dict(each) for each in held["activities"]]
        where = str(held["workshop"]), str(held["path"])
        cut = [str(each) for each in held["cut"]]
    except (ValueError, KeyError, TypeError):
        return None  # another version's: the text beside it is still good
    return Clipped(clippings, *where, cut) if clippings else None
