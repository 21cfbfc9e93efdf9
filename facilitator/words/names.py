"""What things are called: kinds, states, roles and conditions, one word or phrase a code."""

from __future__ import annotations

from facilitator.words import certificate_words, sheet_words
from facilitator.words.marking import marked

NAMES: dict[str, dict[str, str]] = {
    **certificate_words.NAMES,
    **sheet_words.NAMES,
    "kind": {
        "welcome": marked("Welcome"),
        "icebreaker": marked("Icebreaker"),
        "energiser": marked("Energiser"),
        "input": marked("Input"),
        "discussion": marked("Discussion"),
        "group-work": marked("Group work"),
        "creative": marked("Creative work"),
        "practice": marked("Practice"),
        "decision": marked("Decision"),
        "reflection": marked("Reflection"),
        "assessment": marked("Self-check"),
        "break": marked("Break"),
        "closing": marked("Closing"),
    },
    "kind-family": {
        "frame": marked("Opening and closing"),
        "warmup": marked("Warming up"),
        "input": marked("Input"),
        "talk": marked("Talking"),
        "make": marked("Making"),
        "practise": marked("Practising"),
        "lookback": marked("Looking back"),
        "pause": marked("Break"),
    },
    "grouping": {
        "whole-group": marked("Whole group"),
        "individual": marked("Alone"),
        "pairs": marked("Pairs"),
        "groups-of-3": marked("Groups of 3"),
        "groups-of-4": marked("Groups of 4"),
        "groups-of-5": marked("Groups of 5"),
        "groups-of-6": marked("Groups of 6"),
    },
    "per": {
        "session": marked("per workshop"),
        "person": marked("per person"),
        "pair": marked("per pair"),
        "group-of-3": marked("per group of 3"),
        "group-of-4": marked("per group of 4"),
        "group-of-5": marked("per group of 5"),
        "group-of-6": marked("per group of 6"),
        "group": marked("per group"),
    },
    "attendance": {
        "present": marked("Present"),
        "late": marked("Late"),
        "left-early": marked("Left early"),
        "excused": marked("Excused"),
        "absent": marked("Absent"),
        "not-enrolled": marked("Not enrolled"),
        "withdrawn": marked("Withdrawn"),
        "guest": marked("Guest"),
        "other-group": marked("Other group"),
    },
    "like-reason": {
        "same-name": marked("same name"),
        "other-accents": marked("same name with other accents or capitals"),
        "other-order": marked("same words in another order"),
        "spelling": marked("another spelling"),
        "other-script": marked("sounds the same in another script"),
        "particles": marked("same name with or without “de”, “el” and the like"),
        "shorter-name": marked("one name is part of the other"),
        "same-birth-date": marked("same date of birth"),
        "birth-date-swapped": marked("day and month of birth are swapped"),
        "birth-date-differs": marked("another date of birth"),
        "same-phone": marked("same phone"),
        "same-email": marked("same e-mail"),
        "walk-in": marked("one of them walked in"),
    },
    "likeness": {
        "strong": marked("Very likely one person"),
        "likely": marked("Likely one person"),
        "possible": marked("Perhaps one person"),
    },
    "handover-way": {
        "guardian": marked("Guardian"),
        "code": marked("Pick-up code"),
        "alone": marked("Went alone"),
        "decided": marked("Decided by the team"),
    },
    "minutes-rule": {
        "times": marked("Minutes between arriving and leaving"),
        "whole": marked("The whole workshop"),
        "none": marked("No minutes"),
    },
    "asked-field": {
        "birth_date": marked("Date of birth"),
        "age_band": marked("Age group"),
        "gender": marked("Gender"),
        "first_language": marked("First language"),
        "district": marked("District"),
        "work_status": marked("Work"),
        "disability": marked("Disability"),
        "internet_at_home": marked("Internet at home"),
        "access_needs": marked("Access needs"),
        "allergies": marked("Allergies"),
    },
    "asked-because": {
        "birth_date": marked("To know who is a minor and needs a guardian’s answer."),
        "age_band": marked("Funders ask how many people of which age came; nobody is named."),
        "gender": marked("Funders ask whom the workshops reach; nobody is named."),
        "first_language": marked("So that we can explain and print in a language you read."),
        "district": marked("To see which parts of the town are reached."),
        "work_status": marked("Funders ask whom the workshops reach; nobody is named."),
        "disability": marked("To see whether the workshops are open to everybody."),
        "internet_at_home": marked("So that nothing is asked of you that needs it."),
        "access_needs": marked("So that the room and the activities suit you."),
        "allergies": marked("So that nobody is harmed by food or material."),
    },
    "workshop-status": {
        "planned": marked("Planned"),
        "held": marked("Held"),
        "cancelled": marked("Cancelled"),
    },
    "run-state": {
        "ready": marked("Ready"),
        "running": marked("Running"),
        "paused": marked("Paused"),
        "finished": marked("Finished"),
    },
    "phase": {
        "time-enough": marked("Time enough"),
        "warning": marked("Coming to an end"),
        "last-minute": marked("Last minute"),
        "overtime": marked("Overtime"),
    },
    "task-phase": {
        "before": marked("Before"),
        "during": marked("During"),
        "after": marked("After"),
    },
    "role": {
        "lead-facilitator": marked("Lead facilitator"),
        "co-facilitator": marked("Co-facilitator"),
        "facilitator": marked("Facilitator"),
        "helper": marked("Helper"),
        "coordinator": marked("Coordinator"),
        "organiser": marked("Organiser"),
    },
    "sector": {
        "public-sector": marked("Public sector"),
        "civil-society": marked("Civil society"),
        "education": marked("Education"),
        "cultural-institution": marked("Cultural institution"),
        "employer": marked("Employer"),
        "other": marked("Other"),
    },
    "enrolment": {
        "active": marked("Enrolled"),
        "withdrawn": marked("Withdrawn"),
        "did-not-start": marked("Did not start"),
    },
    "need": {
        "access": marked("Access need"),
        "allergy": marked("Allergy"),
        "minor": marked("Under 18"),
    },
    "award-kind": {
        "attendance": marked("Record of attendance"),
        "participation": marked("Certificate of participation"),
        "achievement": marked("Certificate of achievement"),
        "microcredential": marked("Microcredential"),
    },
    "certificate-state": {
        "issued": marked("Issued"),
        "replaced": marked("Replaced"),
        "revoked": marked("Revoked"),
    },
    "stale": {
        "award": marked("earned another award"),
        "workshops": marked("another number of workshops"),
        "minutes": marked("other contact time"),
        "dates": marked("other dates"),
        "name": marked("another name"),
    },
    "action-state": {
        "done": marked("Done"),
        "undone": marked("Undone"),
        "dropped": marked("Undone"),
        "lasting": marked("Lasting"),
    },
    "verdict": {
        "sound": marked("sound"),
        "read-only": marked("can be read but not changed"),
        "refused": marked("refused"),
        "repairable": marked("damaged, but can be replaced by a backup"),
    },
    "backup-reason": {
        "daily": marked("daily"),
        "closing": marked("on closing"),
        "before-migration": marked("before an update"),
        "before-import": marked("before an import"),
        "before-erasure": marked("before an erasure"),
        "before-workshop": marked("before a workshop"),
        "before-restore": marked("before a restore"),
        "by-hand": marked("by hand"),
    },
    "fit-way": {
        "shrink": marked("Shorten to the shortest times"),
        "drop": marked("Drop what is optional"),
        "drop-and-shrink": marked("Drop some, shorten the rest"),
        "cut": marked("Cut a whole activity, keep the rest as it is"),
    },
    "replan-way": {
        "shift": marked("Shift everything"),
        "shrink": marked("Shrink to the least"),
        "drop": marked("Drop the optional"),
        "drop-and-shrink": marked("Drop some, shrink the rest"),
    },
    "cue": {
        "warning": marked("Coming to an end"),
        "last-minute": marked("Last minute"),
        "overtime": marked("Time is up"),
        "moment": marked("A chosen moment"),
        "advance": marked("About to go on by itself"),
        "turn": marked("Next turn"),
        "timer-over": marked("A timer is over"),
    },
    "timer-kind": {
        "group": marked("Group timer"),
        "turn": marked("Turn timer"),
        "break": marked("Break"),
        "silent": marked("Silent timer"),
    },
    "timer-state": {
        "running": marked("Running"),
        "paused": marked("Paused"),
        "over": marked("Over"),
    },
    "room-layout": {
        "disc": marked("Disc only"),
        "disc-task": marked("Disc and task"),
        "agenda": marked("Agenda"),
        "break": marked("Break"),
        "welcome": marked("Welcome"),
        "thanks": marked("Thanks"),
    },
    "clock-mode": {
        "down": marked("Time left"),
        "up": marked("Time gone"),
        "clock": marked("Time of day"),
        "none": marked("No clock"),
    },
    "activity-status": {
        "waiting": marked("To come"),
        "current": marked("On now"),
        "done": marked("Done"),
        "skipped": marked("Skipped"),
        "left-out": marked("Left out"),
    },
    "attention": {
        "register-missing": marked("The register is missing"),
        "register-incomplete": marked("The register has gaps"),
    },
}

CONDITIONS = {
    "workshops": marked("{have} of {need} workshops"),
    "contact-percent": marked("{have} % of {need} % contact time"),
    "contact-minutes": marked("{have} of {need} minutes of contact time"),
    "observations": marked("{have} of {need} observations"),
    "observed-skills": marked("{have} of {need} skills seen at level {level} or above"),
}
SELF_CHECK_IN = marked("last self-check handed in")
SELF_CHECK_MISSING = marked("last self-check not handed in")

# What an agenda is told: the headline, and why somebody would say so.
HINTS: dict[str, tuple[str, str]] = {
    "lock-overlap": (
        marked("“{title}” begins {minutes} min before the activity in front of it ends"),
        marked("Its start is fixed. Shorten what comes before, or let it begin later."),
    ),
    "over-target": (
        marked("The plan ends {minutes} min after the end that was set"),
        marked(
            "What comes last gets cut in the room, and that is where people look back."
            " Shortest times and optional activities give {gain} min."
        ),
    ),
    "no-break": (
        marked("{minutes} min without a break from “{title}” on"),
        marked(
            "After an hour or so people need water, air and a word with each other."
            " Five minutes are enough to count."
        ),
    ),
    "too-much-input": (
        marked("{percent} % of the time people listen"),
        marked("Above {most} % little stays. Turn part of it into something people do."),
    ),
    "no-reflection": (
        marked("No time to look back"),
        marked(
            "People learn when they say what they learned."
            " Add a reflection or a self-check, if only five minutes."
        ),
    ),
    "skill-without-time": (
        marked("No minutes for {skill}"),
        marked(
            "It is one of the aims, but no activity gives room to it:"
            " nobody could be seen using it."
        ),
    ),
    "materials-missing": (
        marked("No materials listed for “{title}”"),
        marked("The method asks for: {materials}. What is not listed is not packed."),
    ),
    "long-standing": (
        marked("{count} activities in a row on one’s feet, {minutes} min from “{title}” on"),
        marked("Not everybody can stand that long. Put something seated in between."),
    ),
    "no-opening": (
        marked("It begins with “{title}”"),
        marked(
            "People arrive, sign in and look around first."
            " A welcome of five minutes gives latecomers a start, too."
        ),
    ),
    "nothing-quiet": (
        marked("Everything happens in the whole group"),
        marked("Some never speak before many. Give them a moment alone, in pairs or in threes."),
    ),
}
