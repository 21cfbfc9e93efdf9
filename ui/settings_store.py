"""What this computer remembers about the window: looks, language, last files, where it stood.

Every setting is declared here once, with its type, default and check; nothing else is kept. What
belongs to a centre (its name, its rules) is in its workbook and not here. The file is JSON in the
person's configuration folder, or in the folder named by ``FACILITATOR_CONFIG_DIR``, so that tests
and a program on a stick touch nothing else. A damaged file is put aside and the defaults hold;
of a sound file only what is not declared, or does not fit, is left out, and a copy kept aside.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar, cast

from PySide6.QtCore import QObject, QStandardPaths, Signal

Value = TypeVar("Value")
FOLDER_VARIABLE = "FACILITATOR_CONFIG_DIR"
FILE_NAME = "settings.json"
MOST_RECENT = 8


class UnknownSetting(KeyError):
    """A setting that nobody declared."""


class WrongSetting(ValueError):
    """A value that the declaration of its setting refuses."""


@dataclass(frozen=True)
class Setting(Generic[Value]):
    """One declared setting: `fits` says whether a value from the file or a caller is allowed."""

    key: str
    default: Value
    fits: Callable[[object], bool]


def _one_of(*allowed: str) -> Callable[[object], bool]:
    return lambda value: isinstance(value, str) and value in allowed


def _whole(low: int, high: int) -> Callable[[object], bool]:
    # bool is an int to Python, but not to a person choosing a size.
    return lambda value: (
        isinstance(value, int) and not isinstance(value, bool) and low <= value <= high
    )


def _text(value: object) -> bool:
    return isinstance(value, str) and len(value) <= 1000


def _flag(value: object) -> bool:
    return isinstance(value, bool)


def _paths(value: object) -> bool:
    return isinstance(value, list) and len(value) <= MOST_RECENT and all(map(_text, value))


def _names(value: object) -> bool:
    return isinstance(value, list) and len(value) <= 100 and all(map(_text, value))


THEME = Setting("theme", "system", _one_of("system", "light", "dark"))
TEXT_SCALE = Setting("text_scale", 100, _whole(100, 200))
LANGUAGE = Setting("language", "", _text)
KEY_HINTS = Setting("key_hints", True, _flag)
REDUCED_MOTION = Setting("reduced_motion", False, _flag)
RECENT_WORKBOOKS: Setting[list[str]] = Setting("recent_workbooks", [], _paths)
ROOM_SCREEN = Setting("room_screen", "", _text)
ROOM_DARK = Setting("room_dark", False, _flag)
RUN_SOUND = Setting("run_sound", False, _flag)
RUN_VOLUME = Setting("run_volume", 70, _whole(0, 100))
GEOMETRY = Setting("geometry", "", _text)
PERSON = Setting("person", "", _text)
AGENDA_COLUMNS: Setting[list[str]] = Setting(
    "agenda_columns", ["kind", "least", "lead", "grouping"], _names
)

DECLARED: Mapping[str, Setting[Any]] = {
    each.key: each
    for each in (
        THEME,
        TEXT_SCALE,
        LANGUAGE,
        KEY_HINTS,
        REDUCED_MOTION,
        RECENT_WORKBOOKS,
        ROOM_SCREEN,
        ROOM_DARK,
        RUN_SOUND,
        RUN_VOLUME,
        GEOMETRY,
        PERSON,
        AGENDA_COLUMNS,
    )
}


class SettingsStore(QObject):
    """The settings of this computer; each change is written at once and atomically.

    Attributes:
        path: the settings file.
        put_aside: where a damaged or partly refused file was kept on loading, or None.

    Signals:
        changed(str): the setting of this key has another value.

    """

    changed = Signal(str)

    def __init__(self, folder: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.path = (folder or config_folder()) / FILE_NAME
        self.put_aside: Path | None = None
        self._values: dict[str, Any] = self._load()

    def get(self, setting: Setting[Value]) -> Value:
        """The value of a declared setting."""
        _declared(setting.key)
        value = self._values.get(setting.key, setting.default)
        # A list is handed out as a copy, so that nobody changes what is kept.
        return cast("Value", list(value) if isinstance(value, list) else value)

    def set(self, setting: Setting[Value], value: Value) -> None:
        """Keep a value; raises `UnknownSetting`, `WrongSetting` or `OSError` (cannot write)."""
        _declared(setting.key)
        if not setting.fits(value):
            raise WrongSetting(f"{setting.key}: {value!r}")
        if self.get(setting) == value:
            return
        self._values[setting.key] = list(value) if isinstance(value, list) else value
        self._save()
        self.changed.emit(setting.key)

    def remember_workbook(self, path: Path) -> None:
        """Put a workbook first in the list of recent ones."""
        text = str(path)
        others = [each for each in self.get(RECENT_WORKBOOKS) if each != text]
        self.set(RECENT_WORKBOOKS, [text, *others][:MOST_RECENT])

    def forget_workbook(self, path: Path) -> None:
        """Take a workbook that is no longer there off the list."""
        kept = [each for each in self.get(RECENT_WORKBOOKS) if each != str(path)]
        self.set(RECENT_WORKBOOKS, kept)

    def _load(self) -> dict[str, Any]:
        try:
            raw = self.path.read_bytes()
        except OSError:
            # Not there yet, or not to be read now (a stick pulled): defaults, nothing touched.
            return {}
        try:
            found = json.loads(raw.decode("utf-8"))
        except ValueError:
            found = None
        values = _fitting(found)
        if values != found:
            self.put_aside = self.path.with_name(f"{self.path.name}.damaged")
            self.put_aside.write_bytes(raw)
        return values

    def _save(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        beside = self.path.with_name(f"{self.path.name}.{os.getpid()}.new")
        text = json.dumps(self._values, ensure_ascii=False, indent=1, sort_keys=True)
        try:
            with beside.open("w", encoding="utf-8") as file:
                file.write(text + "\n")
                file.flush()
                os.fsync(file.fileno())
            beside.replace(self.path)
        except OSError:
            beside.unlink(missing_ok=True)
            raise


def config_folder() -> Path:
    """Where settings and the single-instance mark are kept for this person on this computer."""
    given = os.environ.get(FOLDER_VARIABLE)
    if given:
        return Path(given)
    place = QStandardPaths.StandardLocation.GenericConfigLocation
    return Path(QStandardPaths.writableLocation(place)) / "facilitator"


def _declared(key: str) -> Setting[Any]:
    try:
        return DECLARED[key]
    except KeyError:
        raise UnknownSetting(key) from None


def _fitting(found: object) -> dict[str, Any]:
    if not isinstance(found, dict):
        return {}
    return {
        key: value for key, value in found.items() if key in DECLARED and DECLARED[key].fits(value)
    }
