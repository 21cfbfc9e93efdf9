"""The words of the window: every text a person reads passes through `t` or `tn`.

Texts are English in the code and looked up in gettext catalogs in `resources/translations`.
Placeholders are ``{name}``; what fills them is put in as it is and never read as a template, so a
person called "{title}" stays a person. The core gives codes; `facilitator.words` has the sentences
that the window and the command line share, and follows the language chosen here.
"""

from __future__ import annotations

import gettext
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QLocale, Qt

from facilitator.resources import resource

DOMAIN = "facilitator"
PSEUDO = "xx-pseudo"
_PLACEHOLDER = re.compile(r"\{([a-z_][a-z0-9_]*)\}")
_FIRST_STRONG_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"


class PseudoTranslations(gettext.NullTranslations):
    """A language for looking: accents, brackets and 40 % more letters, placeholders untouched.

    What shows without brackets was never given to `t`; what shows without its last bracket is cut.
    """

    def gettext(self, message: str) -> str:
        return pseudo(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return pseudo(msgid1 if n == 1 else msgid2)


class _Language:
    """The language in force, in one place of this module."""

    def __init__(self) -> None:
        self.code = "en"
        self.catalog: gettext.NullTranslations = gettext.NullTranslations()


_language = _Language()


def t(text: str, /, **values: object) -> str:
    """The text in the chosen language, its ``{placeholders}`` filled with `values`."""
    return _filled(_language.catalog.gettext(text), values)


def tn(singular: str, plural: str, n: int, /, **values: object) -> str:
    """The form of a text that `n` things take; ``{n}`` is filled with the number."""
    return _filled(_language.catalog.ngettext(singular, plural, n), {"n": n, **values})


def isolate(name: object) -> str:
    """A name as its own direction island, to be put into a sentence of any direction."""
    return f"{_FIRST_STRONG_ISOLATE}{name}{_POP_ISOLATE}"


def set_language(code: str) -> None:
    """Speak another language from now on; texts already shown are not looked up again."""
    if code == PSEUDO:
        catalog: gettext.NullTranslations = PseudoTranslations()
    else:
        folder = str(resource("translations"))
        catalog = gettext.translation(DOMAIN, folder, [code.replace("-", "_")], fallback=True)
    _language.code, _language.catalog = code, catalog


@contextmanager
def spoken(code: str) -> Iterator[None]:
    """Another language for the length of a block: tests, and documents in another language."""
    before = _language.code, _language.catalog
    set_language(code)
    try:
        yield
    finally:
        _language.code, _language.catalog = before


def catalog() -> gettext.NullTranslations:
    """The translations in force, for the sentences of `facilitator.words`."""
    return _language.catalog


def language() -> str:
    """The code of the language in force, for example ``"en"`` or ``"ar"``."""
    return _language.code


def languages() -> list[str]:
    """The codes of all languages there is a catalog for, English first."""
    found = sorted(path.parents[1].name for path in resource("translations").glob("*/*/*.mo"))
    return ["en", *(code.replace("_", "-") for code in found if code != "en")]


def best_language(chosen: str) -> str:
    """The language to speak: the chosen one, else the system's if there is a catalog for it."""
    if chosen:
        return chosen
    system = QLocale.system().name().replace("_", "-")
    known = languages()
    return next((each for each in (system, system.partition("-")[0]) if each in known), "en")


def direction() -> Qt.LayoutDirection:
    """Which way the chosen language runs, for `QApplication.setLayoutDirection`."""
    if _language.code == PSEUDO:
        return Qt.LayoutDirection.LeftToRight
    return QLocale(_language.code).textDirection()


def locale() -> QLocale:
    """How the chosen language writes dates and numbers."""
    return QLocale("en-GB" if _language.code in {"en", PSEUDO} else _language.code)


def pseudo(text: str) -> str:
    """The text as `PseudoTranslations` shows it."""
    parts = _PLACEHOLDER.split(text)
    accented = "".join(
        f"{{{part}}}" if index % 2 else part.translate(_ACCENTS) for index, part in enumerate(parts)
    )
    longer = max(1, round(sum(len(part) for part in parts[::2]) * 0.4))
    # In pieces, as a language of long words still has places to break a line.
    filling = " ".join("~" * min(8, longer - at) for at in range(0, longer, 8))
    return f"[{accented}{filling}]" if text else text


def is_pseudo(text: str) -> bool:
    """Whether a shown text came through `PseudoTranslations`, whole."""
    stripped = text.strip()
    return stripped.startswith("[") and stripped.endswith("]")


def has_letters(text: str) -> bool:
    """Whether a text holds anything to translate: digits, signs and key names do not count."""
    return any(unicodedata.category(letter).startswith("L") for letter in text)


def _filled(template: str, values: dict[str, object]) -> str:
    return _PLACEHOLDER.sub(lambda match: str(values.get(match.group(1), match.group(0))), template)


_ACCENTS = str.maketrans("AEIOUaeiouCcNnSsYy", "ÀÉÎÕÛàéîõûÇçÑñŠšÝý")
