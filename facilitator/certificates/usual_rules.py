"""The awards that a new programme begins with, so that its first certificate needs no form.

They are plain drafts: everything in them can be changed, and nothing refers to them afterwards.
The wording keeps to what a register and facilitators' notes can prove: a record says who was
there, a certificate of participation that it was most of the time, a certificate of achievement
which skills were seen.
"""

from __future__ import annotations

from decimal import Decimal

from facilitator.certificates.eligibility import Conditions
from facilitator.certificates.model import AwardKind, RuleDraft

_MOST_OF_THE_TIME = Decimal(75)
_SKILLS_SEEN, _FROM_LEVEL = 2, 2

_WHERE_AND_WHEN = "at {venue}, {city}, {dates}"

USUAL_RULES = (
    RuleDraft(
        kind=AwardKind.ATTENDANCE,
        title="Record of attendance",
        conditions=Conditions(min_workshops=1),
        statement=(
            "This is to record that {display_name} came to {sessions_attended} of"
            " {sessions_planned} workshops of {programme_title} " + _WHERE_AND_WHEN + ","
            " for {contact_time} in all."
        ),
        small_print="This page records attendance. What was learnt was not assessed.",
    ),
    RuleDraft(
        kind=AwardKind.PARTICIPATION,
        title="Certificate of participation",
        conditions=Conditions(min_contact_percent=_MOST_OF_THE_TIME),
        statement=(
            "This is to certify that {display_name} took part in {programme_title} "
            + _WHERE_AND_WHEN
            + ", in {sessions_attended} of {sessions_planned} workshops and for {contact_time}."
        ),
        small_print=(
            "The workshops aimed at: {learning_outcomes}. Attendance was kept in a register."
            " What was learnt was not assessed."
        ),
    ),
    RuleDraft(
        kind=AwardKind.ACHIEVEMENT,
        title="Certificate of achievement",
        conditions=Conditions(
            min_contact_percent=_MOST_OF_THE_TIME,
            min_observed_skills=_SKILLS_SEEN,
            min_observed_level=_FROM_LEVEL,
        ),
        statement=(
            "This is to certify that {display_name} took part in {programme_title} "
            + _WHERE_AND_WHEN
            + " ({sessions_attended} of {sessions_planned} workshops, {contact_time}), and showed"
            " the skills named below."
        ),
        small_print=(
            "Skills shown: {observed_skills_with_levels}. Facilitators saw them while people"
            " worked and noted them by described levels. This is not a national qualification."
        ),
    ),
)
"""Record of attendance, certificate of participation, certificate of achievement."""
