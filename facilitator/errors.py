"""What can go wrong, as codes: the words belong to the window and the command line.

Two kinds matter to a person in front of the screen. *Known trouble* (a full disk, a locked or
damaged file, a refused request) gets a plain sentence and a way out. Anything else is a bug of
ours and travels as an ordinary exception to the outermost edge, which offers a report.
"""

from __future__ import annotations


class FacilitatorError(Exception):
    """Base of every error this product raises on purpose.

    `code` names the sentence in `facilitator.words` (kebab-case, for example ``"name-empty"``);
    `params` are the plain values that the sentence mentions (names, numbers, file names).
    """

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params

    def __str__(self) -> str:
        if not self.params:
            return self.code
        shown = ", ".join(f"{key}={value!r}" for key, value in sorted(self.params.items()))
        return f"{self.code} ({shown})"


class Refused(FacilitatorError):
    """A request that breaks a rule; nothing was changed, and it may be made again, corrected."""


class NotFound(Refused):
    """A request names something that the workbook does not hold (any more)."""


class StorageTrouble(FacilitatorError):
    """Known trouble with the file or the disk; what was acknowledged before is safe."""


class Cancelled(FacilitatorError):
    """The person asked to stop; nothing half-made was left."""

    def __init__(self) -> None:
        super().__init__("cancelled")
