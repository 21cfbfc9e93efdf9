"""A plan to fill in: what the import of plans reads, shown by a small evening.

It stands beside the import button, so that nobody has to guess what the columns may hold.
"""

from __future__ import annotations

from facilitator.exchange.plan_columns import HEADINGS, PlanField
from facilitator.exchange.plan_export import COLUMNS
from facilitator.exchange.table import Table, Value

_F = PlanField

_ROWS: tuple[dict[PlanField, Value], ...] = (
    {
        _F.START: "17:30", _F.END: "17:40", _F.MINUTES: 10, _F.TITLE: "Arrive and sign in",
        _F.KIND: "Welcome", _F.GROUPING: "Whole group", _F.TASK: "Make a name label.",
        _F.SAY: "Welcome. We finish at half past six.", _F.DO: "Show exits and the quiet corner.",
        _F.CONTACT: "yes",
        _F.MATERIALS: "1 × Name labels [label] per person\n6 × Marker pens [pen, reusable]"
        " per session",
    },
    {
        _F.START: "17:40", _F.END: "17:55", _F.MINUTES: 15, _F.TITLE: "Hopes and concerns",
        _F.KIND: "Discussion", _F.GROUPING: "Pairs", _F.CONTACT: "yes",
        _F.TASK: "Write one hope and one concern.", _F.CAN_LOSE: 5, _F.MINIMUM: 10,
        _F.IF_SHORT: "Read out only three.", _F.MATERIALS: "2 × Sticky notes [note] per person",
        _F.SKILLS: "Emotional intelligence",
    },
    {
        _F.START: "17:55", _F.END: "18:15", _F.MINUTES: 20, _F.TITLE: "Two corners of the street",
        _F.KIND: "Group work", _F.GROUPING: "Groups of 4", _F.CONTACT: "yes",
        _F.WATCH: "Groups that wait for a leader.",
    },
    {_F.GROUP: "Group A", _F.TASK: "Look at the street by day."},
    {
        _F.START: "17:55", _F.END: "18:10", _F.MINUTES: 15, _F.TITLE: "Draw the street",
        _F.GROUP: "Group A", _F.KIND: "Creative work", _F.GROUPING: "Whole group",
        _F.CONTACT: "yes", _F.MATERIALS: "1 × Poster sheets [sheet] per group",
    },
    {_F.GROUP: "Group B", _F.TASK: "Look at the street by night."},
    {
        _F.START: "17:55", _F.END: "18:15", _F.MINUTES: 20, _F.TITLE: "Tell the story",
        _F.GROUP: "Group B", _F.KIND: "Discussion", _F.GROUPING: "Whole group", _F.CONTACT: "yes",
    },
    {
        _F.START: "18:15", _F.END: "18:25", _F.MINUTES: 10, _F.TITLE: "Break", _F.KIND: "Break",
        _F.GROUPING: "Whole group", _F.LOCK: "18:15", _F.CONTACT: "no",
    },
    {
        _F.START: "18:25", _F.END: "18:30", _F.MINUTES: 5, _F.TITLE: "Exit ticket",
        _F.KIND: "Closing", _F.GROUPING: "Alone", _F.OPTIONAL: "yes", _F.CONTACT: "yes",
    },
)  # fmt: skip


def sample_table() -> Table:
    """The sample with every column that the import knows."""
    rows = [
        tuple(
            {_F.LAYOUT: "any" if _F.TITLE in row else None, **row}.get(field) for field in HEADINGS
        )
        for row in _ROWS
    ]
    return Table("Plan", COLUMNS, rows)
