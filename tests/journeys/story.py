"""One centre's story, told twice: the people, the plan, and what the file must hold at the end."""

from __future__ import annotations

from datetime import UTC, datetime

CENTRE = "Lantern Quay Centre"
PROGRAMME = "Mending Together"
WORKSHOP = "First repairs"

AMINA = "Amina El Idrissi"
ARABIC = "أمينة الإدريسي"
MARKUP = "<b>=1+1</b> ../x"
WALK_IN = "Zoë O’Brien"
ENROLLED = (AMINA, ARABIC, MARKUP)
EVERYBODY = (*ENROLLED, WALK_IN)

# Title, minutes: the plan of the evening.
ACTIVITIES = (("Welcome", 10), ("Mend in pairs", 25), ("Look back", 10))
NOTE = "More needles next time"
SKILL, LEVEL = "Make, test and improve", "Practising"
SEEN = "Tried three stitches and kept the best"
WORKED = "Pairs of strangers"


class Evening:
    """The day of the workshop; its times are UTC, as is the centre's time zone."""

    def at(self, time: str) -> datetime:
        return datetime.fromisoformat(f"2026-10-08T{time}").replace(tzinfo=UTC)


EVENING = Evening()
