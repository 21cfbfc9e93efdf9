"""What one can do with plans: programmes, workshops, agendas, the library, materials, tasks.

Every change is one named action that can be undone. Requests that break a rule raise `Refused`
with the codes of `facilitator.planning.fields` and change nothing; names of rows that are not
there (any more) raise `NotFound` ("not-found", with table and key).
"""

from __future__ import annotations

from facilitator.planning.advice import Advice
from facilitator.planning.fit import Fit
from facilitator.planning.methods import Methods
from facilitator.planning.programmes import Programmes
from facilitator.planning.removal import remove_sample_rows
from facilitator.planning.series import Series
from facilitator.planning.several import Several
from facilitator.planning.templates import Templates
from facilitator.planning.workshop_dates import WorkshopDates
from facilitator.planning.workshops import Workshops


class Planning(
    Programmes,
    Workshops,
    WorkshopDates,
    Series,
    Templates,
    Several,
    Fit,
    Advice,
    Methods,
):
    """Programmes, workshops, activities, methods, materials and tasks of one open workbook."""

    def has_sample(self) -> bool:
        """Whether a sample programme is in the workbook."""
        return self._db.value("SELECT 1 FROM programme WHERE is_sample = 1 LIMIT 1") is not None

    def remove_sample(self) -> int:
        """Remove the sample programme with everyone and everything that came with it and that
        nothing of one's own uses. How many programmes went.

        Undo brings all of it back but the logs of its runs, which no journal holds.
        """
        with self._db.action("sample-removed"):
            return remove_sample_rows(self._db)
