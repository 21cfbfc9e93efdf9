"""The choices that belong to one workbook, each declared once: key, kind, usual value.

What belongs to one person's screen (theme, window size) is not here: the window keeps that.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from facilitator.errors import Refused
from facilitator.storage import Database

Value = str | int | bool


@dataclass(frozen=True, slots=True)
class Setting:
    """A choice. `usual` also tells its kind: text, number or yes/no."""

    key: str
    usual: Value


SETTINGS = {
    setting.key: setting
    for setting in (
        # The zone of new workshops while the centre itself has not said who it is.
        Setting("time-zone", "UTC"),
        # What the columns of plans in tables hold, by their headings: kept by the import of plans.
        Setting("plan-columns", "{}"),
        # When the phases of a run begin and what is heard, where a plan says nothing.
        Setting("run-phases", "{}"),
    )
}


class WorkbookSettings:
    """Reads and keeps the declared choices; any other key is refused."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def value(self, key: str) -> Value:
        """What was chosen, or the usual value. Refused: ``setting-unknown``."""
        setting = _declared(key)
        kept = self._database.value("SELECT value FROM setting WHERE key = ?", (key,))
        value = setting.usual if kept is None else json.loads(kept)
        return value if type(value) is type(setting.usual) else setting.usual

    def choose(self, key: str, value: Value) -> None:
        """Keep a choice. Refused: ``setting-unknown``, ``setting-wrong-kind``."""
        setting = _declared(key)
        if type(value) is not type(setting.usual):
            raise Refused("setting-wrong-kind", key=key)
        with self._database.action("setting-changed", key=key):
            self._database.write(
                "INSERT INTO setting (key, value) VALUES (?, ?)"
                " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
                (key, json.dumps(value, ensure_ascii=False)),
            )


def _declared(key: str) -> Setting:
    if key not in SETTINGS:
        raise Refused("setting-unknown", key=key)
    return SETTINGS[key]
