"""What was done, one sentence an action, for the notice bar and the history; in the past tense."""

from __future__ import annotations

from facilitator.words import certificate_words, sheet_words
from facilitator.words.marking import Plural, marked, marked_plural

ACTIONS: dict[str, str | Plural] = {
    **certificate_words.ACTIONS,
    **sheet_words.ACTIONS,
    "absence-entry-changed": marked("What was noted on an absence of {name} was changed"),
    "absence-entry-removed": marked("What was noted on an absence of {name} was removed"),
    "absence-followed-up": marked("{name} was asked after"),
    "activities-changed": marked_plural(
        "The activity “{title}” was changed", "{count} activities were changed"
    ),
    "activities-deleted": marked_plural(
        "The activity “{title}” was deleted", "{count} activities were deleted"
    ),
    "activities-duplicated": marked_plural(
        "The activity “{title}” was duplicated", "{count} activities were duplicated"
    ),
    "activities-pasted": marked_plural(
        "The activity “{title}” was pasted", "{count} activities were pasted"
    ),
    "activities-regrouped": marked_plural(
        "The activity “{title}” was moved to another group",
        "{count} activities were moved to another group",
    ),
    "activity-added": marked("The activity “{title}” was added"),
    "activity-changed": marked("The activity “{title}” was changed"),
    "activity-duplicated": marked("The activity “{title}” was duplicated"),
    "activity-moved": marked_plural(
        "The activity “{title}” was moved", "{count} activities were moved"
    ),
    "agenda-fitted": marked("“{title}” was fitted; it ends {minutes} min earlier"),
    "all-present": marked_plural(
        "{count} person was marked present at “{title}”",
        "{count} people were marked present at “{title}”",
    ),
    "attendance-checked-out": marked("{name} left"),
    "attendance-corrected": marked("The times of {name} were corrected"),
    "attendance-marked": marked("{name} was marked {status_words}"),
    "attendance-noted": marked("A note on {name} was written"),
    "attendance-unmarked": marked("The mark of {name} was removed"),
    "award-by-rules": marked("The award of {name} follows the rules again"),
    "award-decided": marked("The award of {name} was decided by hand"),
    "award-rules-changed": marked("The awards of “{title}” were changed"),
    "centre-described": marked("The centre was described"),
    "certificate-replaced": marked("Certificate {serial} of {name} was replaced"),
    "certificate-revoked": marked("Certificate {serial} of {name} was revoked"),
    "certificates-issued": marked_plural(
        "{count} certificate was issued for “{title}”",
        "{count} certificates were issued for “{title}”",
    ),
    "certificates-printed": marked_plural(
        "{count} certificate was printed", "{count} certificates were printed"
    ),
    "consent-recorded": marked("An answer of {name} on consent was recorded"),
    "consent-withdrawn": marked("An answer of {name} on consent was withdrawn"),
    "contact-changed": marked("A contact of {name} was changed"),
    "contact-removed": marked("A contact of {name} was removed"),
    "counting-changed": marked("How “{title}” counts was changed"),
    "field-added": marked("The question “{title}” was added"),
    "field-asked": marked("“{title}” is asked"),
    "field-changed": marked("The question “{title}” was changed"),
    "field-not-asked": marked("“{title}” is asked no longer"),
    "group-added": marked("The group of people “{title}” was added"),
    "group-joined": marked("{name} joined “{title}”"),
    "group-left": marked("{name} left “{title}”"),
    "group-removed": marked("The group of people “{title}” was removed"),
    "group-renamed": marked("A group of people was renamed “{title}”"),
    "guardian-changed": marked("A guardian of {name} was changed"),
    "guardian-removed": marked("A guardian of {name} was removed"),
    "handed-over": marked("{name} was handed over to {to}"),
    "head-named": marked("Somebody counted at “{title}” is {name}"),
    "pickup-code-made": marked("{name} got a pick-up code"),
    "pickup-code-removed": marked("The pick-up code of {name} was removed"),
    "person-erased": marked("A person was erased"),
    "status-added": marked("The status “{title}” was added"),
    "status-changed": marked("The status “{title}” was changed"),
    "status-hidden": marked("The status “{title}” was hidden"),
    "status-removed": marked("The status “{title}” was removed"),
    "status-shown": marked("The status “{title}” is offered again"),
    "statuses-ordered": marked("The statuses were put in order"),
    "workshop-meant-for": marked("Whom “{title}” is meant for was changed"),
    "contact-added": marked("A contact of {name} was added"),
    "content-added": marked("The skills and the methods library were added"),
    "guardian-added": marked("A guardian of {name} was added"),
    "heads-counted": marked("{heads} people without a name were counted at “{title}”"),
    "hint-brought-back": marked("Hints on “{title}” are shown again"),
    "hint-dismissed": marked("A hint on “{title}” was put aside"),
    "kit-item-added": marked("{label} was put on the packing list"),
    "kit-item-changed": marked("The number of {label} on the packing list was changed"),
    "kit-item-removed": marked("{label} was taken off the packing list"),
    "material-added": marked("The material “{label}” was added"),
    "material-changed": marked("The material “{label}” was changed"),
    "material-packed": marked("{label} was packed"),
    "material-unpacked": marked("{label} was unpacked"),
    "method-added": marked("The method “{title}” was added"),
    "method-archived": marked("The method “{title}” was archived"),
    "method-changed": marked("The method “{title}” was changed"),
    "method-copied": marked("The method “{title}” was copied"),
    "method-deleted": marked("The method “{title}” was deleted"),
    "method-unarchived": marked("The method “{title}” was brought back"),
    "note-changed": marked("A note was changed: {text}"),
    "note-deleted": marked("A note was deleted: {text}"),
    "note-taken": marked("A note was taken: {text}"),
    "observation-added": marked("An observation of {name} was added"),
    "observation-changed": marked("An observation of {name} was changed"),
    "observation-deleted": marked("An observation of {name} was deleted"),
    "participant-added": marked("{name} was added"),
    "participant-archived": marked("{name} was archived"),
    "participant-changed": marked("The details of {name} were changed"),
    "participant-enrolled": marked("{name} was enrolled in “{programme}”"),
    "participant-left": marked("{name} left the programme"),
    "participant-restored": marked("{name} was brought back"),
    "partner-added": marked("The partner {name} was added"),
    "partner-changed": marked("The partner {name} was changed"),
    "people-kept-apart": marked("{name} and somebody of a like name are two people"),
    "people-merged": marked("Two records of {name} were made one"),
    "people-not-kept-apart": marked("{name} may be the same as somebody of a like name"),
    "people-imported": marked_plural(
        "{count} person was added from “{file}”", "{count} people were added from “{file}”"
    ),
    "plan-columns-remembered": marked("The columns of “{file}” were remembered"),
    "plan-imported": marked_plural(
        "{count} activity of “{file}” came into “{title}”",
        "{count} activities of “{file}” came into “{title}”",
    ),
    "plan-package-imported": marked("The plan package “{title}” was taken in"),
    "programme-added": marked("The programme “{title}” was added"),
    "programme-archived": marked("The programme “{title}” was archived"),
    "programme-changed": marked("The programme “{title}” was changed"),
    "programme-duplicated": marked("The programme “{title}” was duplicated"),
    "programme-made": marked("The programme “{title}” was made from a template"),
    "programme-unarchived": marked("The programme “{title}” was brought back"),
    "room-added": marked("The room {name} was added"),
    "sample-opened": marked("The sample programme “{title}” was opened"),
    "sample-removed": marked("The sample programme was removed"),
    "self-check-handed-in": marked("A self-check of {name} was taken in"),
    "self-check-taken-back": marked("A self-check of {name} was removed"),
    "series-added": marked_plural(
        "The workshop “{title}” was added", "{count} workshops were added, from “{title}” on"
    ),
    "setting-changed": marked("A setting was changed"),
    "signatory-added": marked("{name} was added to those who sign"),
    "signatory-changed": marked("The signatory {name} was changed"),
    "task-added": marked("A task was added: {text}"),
    "task-deleted": marked("A task was deleted: {text}"),
    "task-done": marked("A task was done: {text}"),
    "task-not-done": marked("A task is to be done again: {text}"),
    "team-member-added": marked("{name} was added to the team"),
    "team-member-changed": marked("The team member {name} was changed"),
    "template-deleted": marked("The template “{title}” was deleted"),
    "template-renamed": marked("The template “{title}” was renamed"),
    "template-saved": marked("“{title}” was saved as a template"),
    "track-added": marked("The group “{name}” was added to “{title}”"),
    "track-changed": marked("The group “{name}” was changed"),
    "track-deleted": marked("The group “{name}” was deleted"),
    "track-duplicated": marked("The group “{name}” was duplicated"),
    "track-moved": marked("The group “{name}” was moved"),
    "tracks-added": marked_plural(
        "A group was added to “{title}”", "{count} groups were added to “{title}”"
    ),
    "usual-adopted": marked("“{title}” was planned for its usual {minutes} min"),
    "venue-added": marked("The venue {name} was added"),
    "venue-changed": marked("The venue {name} was changed"),
    "walk-in": marked("{name} walked in to “{title}”"),
    "workbook-made": marked("The workbook was made"),
    "workshop-added": marked("The workshop “{title}” was added"),
    "workshop-changed": marked("The workshop “{title}” was changed"),
    "workshop-deleted": marked("The workshop “{title}” was deleted"),
    "workshop-duplicated": marked("The workshop “{title}” was duplicated"),
    "workshop-held": marked("The workshop “{title}” was held"),
    "workshop-made": marked("The workshop “{title}” was made from a template"),
    "workshop-moved": marked("The workshop “{title}” was moved"),
    "workshop-wrapped-up": marked("The wrap-up of “{title}” was written"),
    "workshops-cancelled": marked_plural(
        "“{title}” was cancelled", "{count} workshops were cancelled"
    ),
    "workshops-deleted": marked_plural(
        "The workshop “{title}” was deleted", "{count} workshops were deleted"
    ),
    "workshops-not-cancelled": marked_plural(
        "“{title}” takes place after all", "{count} workshops take place after all"
    ),
    "workshops-numbered": marked("The workshops of “{title}” are numbered by date"),
    "workshops-shifted": marked_plural(
        "The workshop “{title}” was moved to another day",
        "{count} workshops were moved to other days",
    ),
}
