"""Plans as the papers take them, with sensible defaults."""

from facilitator.documents.plan_sheet import (
    MaterialLine,
    MaterialsSheet,
    PlanActivity,
    PlanSheet,
    PlanTrack,
)

NOTE = "Say it slowly, and give everybody time to think about it. "


def an_activity(number=1, **changes):
    facts = {
        "start": f"{9 + number // 6:02d}:{number % 6}0",
        "end": f"{9 + (number + 1) // 6:02d}:{(number + 1) % 6}0",
        "minutes": "10 min",
        "title": f"Activity {number}.",
        "kind": "break" if number % 7 == 0 else "discussion",
        "kind_word": "Talk",
        "lead": "Grace Leader",
        "task": f"Task of {number}.",
        "say": NOTE * 2 + f"Said {number}.",
        "do": NOTE * 3 + f"Done {number}.",
        "watch": NOTE + f"Watched {number}.",
        "if_short": f"Short {number}.",
        "cut_minutes": 2,
        "materials": ("2 × Pens",),
        "skills": ("Adaptability",),
    }
    return PlanActivity(**(facts | changes))


def a_track(name, people, steps=2):
    made = tuple(
        PlanActivity(start="09:30", end="09:40", minutes="10 min", title=f"{name} step {number}",
                     task=f"{name} does {number}")
        for number in range(steps)
    )  # fmt: skip
    return PlanTrack(name, people, room="Tide Room", task=f"Task for {name}", steps=made)


def a_plan(count=10, **changes):
    facts = {
        "workshop_title": "Welcome to the learning city",
        "activities": tuple(an_activity(number) for number in range(1, count + 1)),
        "programme_title": "Future Skills",
        "issuer_name": "Lantern Quay",
        "issuer_contact": "12 Lantern Quay",
        "date": "17 September 2026",
        "time": "09:00–19:00",
        "place": "Library",
        "room": "Tide Room",
        "aim": "Meet each other.",
        "team": "Grace Leader",
        "end": "19:00",
    }
    return PlanSheet(**(facts | changes))


def a_materials_sheet(count=20, **changes):
    lines = tuple(
        MaterialLine(f"Material {number}.", number, "piece", reusable=number % 2 == 0,
                     packed=number == 1, used_in="Activity one")
        for number in range(1, count + 1)
    )  # fmt: skip
    return MaterialsSheet(**({"title": "Welcome", "lines": lines, "people": 24} | changes))
