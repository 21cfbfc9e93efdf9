"""Chooses the sentence for a code in one language and fills in what it mentions.

The core raises and records codes with plain values; only the window and the command line turn them
into words, both through this class. What is filled in is never read as a template, so a person
called "{name}" stays a person.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Mapping
from decimal import Decimal

from facilitator.certificates.eligibility import Condition, ConditionCode
from facilitator.clock import from_stamp
from facilitator.errors import FacilitatorError
from facilitator.words import deeds, names, trouble
from facilitator.words.marking import Plural, marked

_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
_SENTENCES = {**trouble.REFUSALS, **trouble.FILE}
_UNKNOWN = marked("That is not possible ({code}).")
_ROW_GONE = marked("This is no longer there. Somebody may have removed it.")
_SOMEBODY = marked("somebody")
_SOMEWHERE = marked("another computer")


class Words:
    """The sentences of one language; `catalog` brings the translations, English without one."""

    def __init__(self, catalog: gettext.NullTranslations | None = None) -> None:
        self._catalog = catalog or gettext.NullTranslations()

    def error(self, error: FacilitatorError) -> str:
        """One plain sentence on what went wrong or was refused."""
        if error.code == "not-found" and "path" not in error.params:
            return self._catalog.gettext(_ROW_GONE)
        return self.trouble(error.code, error.params)

    def trouble(self, code: str, params: Mapping[str, object] | None = None) -> str:
        """The sentence for the code of an error, or for one reason of a verdict on a file."""
        text = _SENTENCES.get(code, _UNKNOWN)
        return self._filled(text, {"code": code, **self._worded(params or {})})

    def notice(self, code: str, params: Mapping[str, object] | None = None) -> str:
        """The sentence for something to be heard when a workbook was opened."""
        text = trouble.NOTICES.get(code, _UNKNOWN)
        return self._filled(text, {"code": code, **self._worded(params or {})})

    def action(self, name: str, params: Mapping[str, object] | None = None) -> str:
        """What was done, in the past tense and without a full stop."""
        values = dict(params or {})
        if "status" in values:
            # In the middle of a sentence: "was marked late".
            values["status_words"] = self.name("attendance", str(values["status"])).lower()
        return self._filled(deeds.ACTIONS.get(name, name), values)

    def name(self, group: str, code: str) -> str:
        """What a thing is called: `group` is a key of `facilitator.words.names.NAMES`.

        A code that the product does not know (a status of one's own) is its own name.
        """
        return self._catalog.gettext(names.NAMES[group].get(code, code))

    def condition(self, condition: Condition) -> str:
        """One condition of an award with its figures: ``69.1 % of 75 % contact time``."""
        if condition.code is ConditionCode.END_SELF_CHECK:
            text = names.SELF_CHECK_IN if condition.met else names.SELF_CHECK_MISSING
            return self._catalog.gettext(text)
        values = {
            "have": _plain(condition.have),
            "need": _plain(condition.need),
            "level": condition.level,
        }
        return self._filled(names.CONDITIONS[condition.code.value], values)

    def _worded(self, params: Mapping[str, object]) -> dict[str, object]:
        """The values with codes among them turned into words too."""
        values = {key: _local_time(value) for key, value in params.items()}
        if "reason" in values:
            reason = trouble.WRITE_REASONS.get(str(values["reason"]), str(values["reason"]))
            values["reason_words"] = self._catalog.gettext(reason)
        if "code" in values:
            values["code_words"] = self.trouble(str(values["code"]))
        if isinstance(values.get("files"), list | tuple):
            values["files"] = ", ".join(str(file) for file in values["files"])  # type: ignore[attr-defined]
        if "why" in values:
            values["why"] = self.name("not-valid-why", str(values["why"]))
        missing = values.get("missing")
        if isinstance(missing, list | tuple):
            named = [self.name("microcredential-element", str(each)) for each in missing]
            values["missing"] = ", ".join(named)
        if values.get("who") == "":
            values["who"] = self._catalog.gettext(_SOMEBODY)
        if values.get("host") == "":
            values["host"] = self._catalog.gettext(_SOMEWHERE)
        return values

    def _filled(self, text: str | Plural, values: Mapping[str, object]) -> str:
        if isinstance(text, tuple):
            count = values.get("count")
            number = count if isinstance(count, int) else 2
            chosen = self._catalog.ngettext(*text, number)
        else:
            chosen = self._catalog.gettext(text)
        return _PLACEHOLDER.sub(lambda found: str(values.get(found[1], found[0])), chosen)


def _local_time(value: object) -> object:
    """A stored moment as a person here reads it, day and minute; anything else as it is."""
    if isinstance(value, str) and _STAMP.fullmatch(value):
        return f"{from_stamp(value).astimezone():%Y-%m-%d %H:%M}"
    return value


def _plain(figure: Decimal) -> str:
    """A figure without needless zeros: ``75``, ``69.1``, ``100``."""
    return f"{figure.normalize():f}"
