"""What went wrong or was refused, one sentence a code; parameters stand in braces."""

from __future__ import annotations

from facilitator.words import certificate_words, sheet_words
from facilitator.words.marking import marked

FILE = {
    "broken-references": marked("Parts of this workbook no longer fit together."),
    "cancelled": marked("Stopped. Nothing was changed."),
    "cannot-open": marked("The file “{path}” cannot be opened."),
    "cannot-write-file": marked("The file “{file}” could not be written: {reason_words}"),
    "content-not-checked": marked("The file is large; its content is checked in the background."),
    "copy-unsound": marked(
        "The copy “{path}” could not be read back. Choose another place for it."
    ),
    "damaged": marked("The file “{path}” is damaged. It can be replaced by a backup."),
    "days-out-of-range": marked("Between 1 and {limit} days can be moved at once."),
    "disk-full": marked("The disk is full. Make room and try again; what was saved is safe."),
    "empty": marked("The file “{path}” is empty."),
    "exists": marked("There is already a file “{path}”. Nothing was changed."),
    "foreign-schema": marked(
        "The file “{path}” has parts that this application did not make. It was not opened."
    ),
    "in-use": marked("The workbook is open elsewhere: {who} on {host}, since {since}."),
    "io-error": marked("The disk did not answer as it should. What was saved before is safe."),
    "locked": marked("The file is being written by another program. Try again in a moment."),
    "migration-failed": marked(
        "The workbook could not be brought up to date and was left as it was."
    ),
    "newer-version": marked(
        "The file “{path}” was made by a newer version. Update this one first."
    ),
    "no-permission": marked("This account may not read or write “{path}”."),
    "not-a-file": marked("“{path}” is not a file."),
    "not-a-workbook": marked("“{path}” is not a workbook."),
    "not-closed-cleanly": marked("It was not closed the last time; everything saved is there."),
    "not-found": marked("There is no “{path}”."),
    "older-version": marked(
        "It was made by an older version and is brought up to date on opening."
    ),
    "older-version-read-only": marked(
        "The file “{path}” was made by an older version. It must be writable to be opened."
    ),
    "other-application": marked("“{path}” belongs to another application."),
    "read-only": marked("The workbook is open for reading only."),
    "read-only-file": marked("The file is write-protected."),
    "read-only-folder": marked("The folder is write-protected."),
    "read-only-medium": marked("The disk is write-protected."),
    "recovery-needs-writing": marked(
        "The file “{path}” was not closed, and putting it right needs a place that can be written."
        " Copy it to this computer with all its parts."
    ),
    "run-log-unreadable": marked(
        "The log of this run holds something that this version does not know. Update it first."
    ),
    "run-plan-unreadable": marked(
        "The plan of this run was kept by another version and cannot be read by this one."
    ),
    "truncated": marked("The end of the file “{path}” is missing. It can be replaced by a backup."),
    "vanished": marked("The file “{path}” was moved, replaced or removed while it was open."),
}

NOTICES = {
    "backup-failed": marked("Today's backup could not be made: {code_words}"),
    "backup-made-room": marked("The disk is nearly full; older backups were removed: {removed}."),
    "conflict-copies": marked("Copies made by a sync program lie beside the workbook: {files}."),
    "lock-unsupported": marked(
        "This disk cannot tell whether somebody else has the workbook open. Let one person write."
    ),
    "low-space": marked("The disk is nearly full."),
    "network": marked("The workbook lies on a network drive; one on this computer is safer."),
    "open-elsewhere-perhaps": marked(
        "{who} on {host} may have the workbook open since {since}. Let one person write."
    ),
    "opened-read-only": marked("The workbook can be looked at but not changed."),
    "recovered": marked("The workbook was not closed the last time. Everything saved is there."),
    "removable": marked("The workbook lies on a stick; do not pull it out while it is open."),
    "synced": marked(
        "The workbook lies in a folder that {service} copies elsewhere; one outside it is safer."
    ),
}

REFUSALS = {
    **certificate_words.REFUSALS,
    **sheet_words.REFUSALS,
    "achievement-without-evidence": marked(
        "A certificate of achievement asks for skills or observations that were noted."
    ),
    "activity-done": marked("This activity is already done."),
    "activity-skipped": marked("This activity was skipped."),
    "activity-unknown": marked("This activity is not part of the workshop."),
    "afternoon-assumed": marked("{text} was read as a time in the afternoon."),
    "agenda-changed-since": marked("The agenda was changed since. Look at the proposals again."),
    "agenda-empty": marked("The agenda is empty. Add an activity first."),
    "already-counted": marked("{name} is marked already and was not counted without a name."),
    "already-finished": marked("The workshop is already finished."),
    "already-paused": marked("The workshop is already paused."),
    "already-started": marked("The workshop has already started."),
    "already-there": marked("This activity is already on."),
    "answer-empty": marked("An answer is needed."),
    "award-decided-by-hand": marked(
        "“{title}” was given to somebody by hand, so it cannot be removed."
    ),
    "award-kind-not-offered": marked("This kind of award is not offered."),
    "award-kind-stays": marked("The kind of an award stays. Remove it and add another."),
    "award-title-taken": marked("Another award is called “{title}”."),
    "award-unknown": marked("This programme has no award “{award}”."),
    "awards-present": marked("This programme already has awards."),
    "birth-date-impossible": marked("“{value}” cannot be a date of birth."),
    "brace-alone": marked("A brace stands alone. Placeholders look like this: {example}."),
    "centre-missing": marked("Say first which centre issues the certificates (Settings, Centre)."),
    "certificate-not-valid": marked("Certificate {serial} was already revoked or replaced."),
    "certificate-unknown": marked("There is no such certificate."),
    "certificates-differ-in-paper": marked(
        "These certificates are made for different paper. Print them one after the other."
    ),
    "changed-since": marked("This can no longer be taken back: it was changed since."),
    "choice-unknown": marked("“{value}” is not one of the choices."),
    "columns-remembered": marked("The columns were read as the last time."),
    "columns-unclear": marked(
        "Say which column holds the titles and which the minutes or the starts."
    ),
    "command-unknown": marked("There is no command “{command}” here."),
    "condition-out-of-range": marked("This lies between {low} and {high}."),
    "consent-unknown": marked("There is no such answer on consent."),
    "contact-entry-empty": marked("Say at least how it was tried, or what was heard."),
    "contact-entry-unknown": marked("There is no such note on an absence."),
    "contact-unknown": marked("There is no such contact."),
    "field-answer-wrong": marked("“{value}” is no answer to “{title}”."),
    "field-choices-empty": marked("Name at least one answer to choose from."),
    "field-label-empty": marked("The question needs a name."),
    "field-name-taken": marked("“{title}” is asked already."),
    "field-reason-empty": marked("Say why it is asked: people read the reason beside it."),
    "field-shipped": marked("This is changed with the details of the person."),
    "group-name-empty": marked("The group needs a name."),
    "group-name-taken": marked("Another group is called “{title}”."),
    "group-of-other-programme": marked("“{title}” is a group of another programme."),
    "group-unknown": marked("There is no such group."),
    "guardian-unknown": marked("There is no such guardian."),
    "missed-out-of-range": marked("At most {most} workshops can be waited for."),
    "no-heads-left": marked("Nobody is counted without a name there."),
    "not-allowed-to-collect": marked("{name} may not collect this person."),
    "pickup-code-missing": marked("This person has no pick-up code."),
    "pickup-code-wrong": marked("That is not the pick-up code."),
    "rounding-not-offered": marked("Rounding to {minutes} minutes is not offered."),
    "status-in-use": marked("“{title}” stays as it is: {count} marks have it. Hide it instead."),
    "status-label-empty": marked("The status needs a name."),
    "status-letter-length": marked("The sign of a status has one to {most} letters."),
    "status-letter-taken": marked("“{letter}” is the sign of “{title}”."),
    "status-name-taken": marked("There is a status “{title}” already."),
    "status-needed": marked("“{title}” is needed and cannot be hidden."),
    "contact-empty": marked("A number or an address is needed."),
    "correction-out-of-range": marked("The start cannot be moved that far."),
    "date-invalid": marked("“{value}” is not a date this workbook can hold."),
    "demo-folder-taken": marked(
        "The folder “{path}” holds other files. Name an empty or a new folder."
    ),
    "encoding-guessed": marked(
        "How the letters are written was guessed ({text}); look at letters with accents."
    ),
    "end-row": marked("This row only says when the day ends."),
    "enrolment-unknown": marked("There is no such enrolment."),
    "export-format-unknown": marked(
        "“{file}” ends in none of .csv, .xlsx and .pdf, so the format is not known."
    ),
    "export-one-programme": marked(
        "A register on paper is of one programme, and there are several. Say which one."
    ),
    "extension-too-long": marked("An activity can last {most_minutes} minutes at most."),
    "field-unknown": marked("There is no field “{field}”."),
    "file-name-leads-elsewhere": marked("“{name}” would lead out of the chosen folder."),
    "gap-becomes-lock": marked(
        "There is free time in front of it, so its start is fixed at {text}."
    ),
    "gap-left-out": marked("There is free time in front of it ({text}), which is left out."),
    "group-without-activity": marked(
        "This is a step of a group, but no activity stands in front of it."
    ),
    "groups-out-of-range": marked("So many groups cannot be made."),
    "heading-row": marked("A heading within the table."),
    "heads-out-of-range": marked("That number of people cannot be right."),
    "import-nobody": marked("There is nobody in “{file}” who could be added."),
    "import-questions-open": marked(
        "Something in this list has to be decided first; look at what would come in."
    ),
    "kind-proposed": marked("The kind “{text}” is not known; “{kind}” is proposed."),
    "kinds-guessed": marked("The table says no kinds; they were guessed from the titles."),
    "lead-added": marked("{text} is not in the team yet and would be added."),
    "leaves-before-arriving": marked("Nobody leaves before arriving."),
    "leaves-before-enrolled": marked("Nobody leaves before being enrolled ({since})."),
    "letters-damaged": marked("Some letters were damaged before this file was made."),
    "level-unknown": marked("There is no level {level}."),
    "lock-before-previous-ends": marked(
        "Its fixed start lies {minutes} min before the end of the activity in front of it."
    ),
    "lock-out-of-range": marked("A start cannot be fixed at that time."),
    "message-too-long": marked(
        "The room can read {limit} characters at most; this message has {length}."
    ),
    "method-in-use": marked(
        "“{title}” stands in {count} agendas, so it stays. It can be put away instead."
    ),
    "method-left-out": marked(
        "The method “{text}” is not in the library; the activity comes in without it."
    ),
    "method-shipped": marked(
        "“{title}” came with the program and stays as it is. Make a copy of it your own instead."
    ),
    "minimum-over-planned": marked("The shortest time is longer than the planned one."),
    "merged-filled": marked("Cells merged over several rows count for each of the rows."),
    "merged-not-filled": marked(
        "A merged cell reaches down to row {last}. What it says was taken for this row only."
    ),
    "minutes-missing": marked("There are no minutes, and none follow from the next start."),
    "minutes-negative": marked("Minutes cannot be less than none: “{text}”."),
    "minutes-out-of-range": marked("That length of time is not possible here."),
    "minutes-too-long": marked("“{text}” is longer than a day."),
    "minutes-unreadable": marked("“{text}” is not a length of time."),
    "minutes-zero": marked("An activity takes more than no time."),
    "mixed-encodings": marked("Some letters of this row are written in another way than the rest."),
    "name-empty": marked("A name is needed."),
    "name-too-long": marked("The name has {letters} letters; {limit} is the most."),
    "no-certificates": marked("There are no certificates to print."),
    "no-group-tasks": marked("Nothing in this plan is done in groups that have a task."),
    "no-groups": marked("This activity has no parallel groups."),
    "no-next-activity": marked("There is no next activity. Finish the workshop instead."),
    "no-previous-activity": marked("This is the first activity."),
    "no-replan": marked("There is no re-plan to take back."),
    "not-finished": marked("The workshop is not finished."),
    "not-in-room": marked("With this status nobody was in the room, so there are no times."),
    "not-marked": marked("This person is not marked yet."),
    "not-paused": marked("The workshop is not paused."),
    "not-run-yet": marked("This workshop has not been run yet."),
    "not-running": marked("The workshop is not running."),
    "not-skipped": marked("This activity was not skipped."),
    "nothing-to-issue": marked("There is nobody to issue a certificate to."),
    "nothing-to-redo": marked("There is nothing to do again."),
    "nothing-to-replan": marked("Nothing is left that could be changed."),
    "nothing-to-undo": marked("There is nothing to take back."),
    "nul-removed": marked("Characters that cannot be read were left out."),
    "observation-empty": marked("Choose a level or write a note."),
    "other-sheets": marked("The file has other sheets, which were not read: {text}."),
    "package-damaged": marked("“{file}” is damaged or was changed. Ask for it once more."),
    "package-newer": marked("“{file}” was made by a newer version. Update this one first."),
    "package-not-a-package": marked("“{file}” is not a plan package."),
    "package-not-found": marked("There is no file “{file}”."),
    "package-not-valid": marked("The plan package is not valid at {where}: {why}"),
    "package-nothing-new": marked("Everything in this plan package is here already."),
    "package-too-large": marked("“{file}” is too large for a plan package and was not read."),
    "package-unreadable": marked("“{file}” cannot be read."),
    "paper-unknown": marked("There is no paper called “{paper}”."),
    "merge-with-itself": marked("{name} is one record already."),
    "participant-merged": marked("{name} was found to be another person, whose record holds all."),
    "participant-unknown": marked("There is no such participant."),
    "per-unknown": marked("“{value}” is no way to count material."),
    "percent-out-of-range": marked("A share of the time lies between {low} and {high} percent."),
    "placeholder-unknown": marked("There is no placeholder {name}."),
    "plan-field-unknown": marked("A plan has no field “{field}”."),
    "plan-format-unknown": marked(
        "“{file}” ends in none of {formats}, so the format is not known."
    ),
    "plan-import-empty": marked("There is no activity in “{file}” that could come in."),
    "plan-import-questions-open": marked(
        "Something in this plan has to be decided first; look at what would come in."
    ),
    "plan-import-rows-rejected": marked(
        "{count} rows cannot come in as they are. Correct them, or have them left out."
    ),
    "plan-of-nothing": marked("Name either a workshop or a programme."),
    "plan-paper-unknown": marked("“{kind}” is not one of the papers of a plan."),
    "plan-too-long": marked(
        "This plan has {rows} rows; {most} activities are the most for one workshop."
    ),
    "programme-empty": marked("“{title}” has no workshops yet."),
    "programme-unknown": marked("There is no such programme."),
    "purpose-empty": marked("Say what the consent is for."),
    "quantity-out-of-range": marked("The number to pack lies between 1 and {most}."),
    "quotes-unbalanced": marked(
        "A quotation mark is opened and not closed; the table may be read wrongly."
    ),
    "range-reversed": marked("The lower end of the range is above the upper one."),
    "qr-too-long": marked("This is too long for one square code."),
    "reason-empty": marked("Say why."),
    "register-not-square": marked("The register does not fit together. Please report this."),
    "repeated-headings": marked("The headings once more."),
    "replan-out-of-date": marked(
        "“{title}” has changed in the meantime. Look at the proposals again."
    ),
    "rhythm-out-of-range": marked("Workshops cannot follow each other at that distance."),
    "room-left-out": marked("The room “{text}” is not known at this place and is left out."),
    "room-without-venue": marked("Say first at which place this room is."),
    "rule-asks-no-presence": marked("Say how many workshops or how much contact time it takes."),
    "rule-asks-nothing": marked("Say what this award asks for."),
    "run-none": marked("This workshop was never run."),
    "run-on-another-day": marked("This workshop is planned for another day ({planned})."),
    "run-unfinished": marked("This workshop is already being run. Resume it."),
    "sample-present": marked("The sample programme is already in this workbook."),
    "seconds-expected": marked("“{text}” is not a number of seconds."),
    "self-check-wrong-moment": marked("These ratings do not belong on this sheet."),
    "serial-prefix-wrong": marked("A prefix for serials has 1 to 8 characters and no blanks."),
    "series-empty": marked("No day is left on which a workshop would take place."),
    "series-too-long": marked("{limit} workshops are the most that can be added at once."),
    "series-without-end": marked("Say how many workshops there are, or until when."),
    "setting-unknown": marked("There is no setting “{key}”."),
    "setting-wrong-kind": marked("This value does not suit the setting “{key}”."),
    "skill-left-out": marked("There is no skill “{text}”; it is left out."),
    "skill-unknown": marked("There is no skill “{skill}” in the framework."),
    "speed-out-of-range": marked("A rehearsal goes {least} to {most} times as fast."),
    "start-before-previous": marked(
        "It would start at {text}, before the activity in front of it."
    ),
    "start-contradicts": marked(
        "It starts {minutes} min before the activity in front of it ends; the lengths count."
    ),
    "starts-elsewhere": marked(
        "The table starts at {text}, the workshop at another time; the lengths count."
    ),
    "status-unknown": marked("There is no attendance status “{status}”."),
    "table-bomb": marked("“{file}” unpacks to far more than a list of people and was not read."),
    "table-broken": marked("“{file}” is damaged. Open it in a spreadsheet and save it again."),
    "table-cell-too-long": marked("A cell of this table is too long to be read."),
    "table-empty": marked("“{file}” holds no rows."),
    "table-encoding-wrong": marked("“{file}” is not written in {encoding}."),
    "table-has-password": marked("“{file}” is protected by a password. Save it without one."),
    "table-is-archive": marked("“{file}” is a packed folder, not a table."),
    "table-is-database": marked("“{file}” is a database, not a table."),
    "table-is-document": marked(
        "“{file}” is a document, not a table. Save the list as CSV or XLSX."
    ),
    "table-is-old-excel": marked(
        "“{file}” is in the format of Excel before 2007. Save it as XLSX or CSV."
    ),
    "table-is-pdf": marked("“{file}” is a PDF, not a table."),
    "table-is-picture": marked("“{file}” is a picture, not a table."),
    "table-is-program": marked("“{file}” is a program, not a table."),
    "table-is-web-page": marked(
        "“{file}” is a web page, not a table. Save the list as CSV or XLSX."
    ),
    "table-is-xml": marked("“{file}” is XML, not a table. Save the list as CSV or XLSX."),
    "table-not-found": marked("There is no file “{file}”."),
    "table-not-text": marked("“{file}” is not a table."),
    "table-sheet-unknown": marked("“{file}” has no sheet “{sheet}”."),
    "table-too-large": marked("This table is too large to be read at once."),
    "table-too-slow": marked(
        "Reading the table took longer than {seconds} seconds and was stopped."
    ),
    "table-too-wide": marked("This table has more than {columns} columns."),
    "table-unreadable": marked("“{file}” cannot be read."),
    "target-missing": marked("Say first at what time “{title}” should end."),
    "target-out-of-range": marked("A workshop lasts between a minute and a day."),
    "task-without-place": marked("Say which programme or workshop the task is for."),
    "template-field-unknown": marked(
        "The certificate template has a field “{field}” at {where}, and there is no such field."
    ),
    "template-not-valid": marked("The certificate template is not valid at {where}: {why}"),
    "template-unknown": marked("There is no certificate template “{name}”."),
    "text-empty": marked("A text is needed."),
    "text-too-long": marked("The text has {length} characters; {limit} is the most."),
    "time-unreadable": marked("“{text}” is not a time of day."),
    "time-zone-unknown": marked("There is no time zone “{zone}”."),
    "timer-first-lap": marked("This is the first turn."),
    "timer-last-lap": marked("This was the last turn."),
    "timer-not-running": marked("This timer already stands still."),
    "timer-out-of-range": marked(
        "A timer has {most_laps} turns at most, each of a second to {most_minutes} minutes."
    ),
    "timer-running": marked("This timer is running."),
    "timer-unknown": marked("There is no such timer any more."),
    "title-empty": marked("A title is needed."),
    "title-row": marked("A line above the headings."),
    "title-too-long": marked("The title has {length} characters; {limit} is the most."),
    "titles-do-not-match": marked("There are {titles} titles for {workshops} workshops."),
    "too-many-moments": marked("{most} moments for a sound are enough for one activity."),
    "too-many-signatories": marked("There is room for {limit} signatories."),
    "too-many-timers": marked("{most} timers at once are enough. Remove one first."),
    "total-row": marked("A row of totals."),
    "track-in-track": marked("Parallel groups cannot be split once more."),
    "unknown-kind": marked("There is no kind of activity “{value}”."),
    "workshop-has-records": marked(
        "“{title}” has a register or notes. Cancel it instead of deleting it."
    ),
    "workshop-unknown": marked("There is no such workshop."),
    "workshop-was-held": marked("“{title}” was held; what happened keeps its day."),
}

WRITE_REASONS = {
    "disk-full": marked("the disk is full."),
    "folder-missing": marked("its folder does not exist."),
    "in-use": marked("another program has it open."),
    "is-a-folder": marked("it is a folder."),
    "name-too-long": marked("its name is too long."),
    "not-allowed": marked("this account may not write there."),
    "read-only": marked("the disk is write-protected."),
    "unknown": marked("the disk did not accept it."),
}
