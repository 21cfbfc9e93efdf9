"""What was done, one sentence an action, for the notice bar and the history; in the past tense."""

from __future__ import annotations

from facilitator.words.marking import Plural, marked, marked_plural

ACTIONS: dict[str, str | Plural] = {
    "award-by-rules": marked("The award of {name} follows the rules again"),
    "award-decided": marked("The award of {name} was decided by hand"),
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
    "content-added": marked("The skills and the methods library were added"),
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
    "people-imported": marked_plural(
        "{count} person was added from “{file}”", "{count} people were added from “{file}”"
    ),
    "room-added": marked("The room {name} was added"),
    "sample-opened": marked("The sample programme “{title}” was opened"),
    "self-check-handed-in": marked("A self-check of {name} was taken in"),
    "self-check-taken-back": marked("A self-check of {name} was removed"),
    "setting-changed": marked("A setting was changed"),
    "signatory-added": marked("{name} was added to those who sign"),
    "signatory-changed": marked("The signatory {name} was changed"),
    "team-member-added": marked("{name} was added to the team"),
    "team-member-changed": marked("The team member {name} was changed"),
    "workbook-made": marked("The workbook was made"),
    "venue-added": marked("The venue {name} was added"),
    "venue-changed": marked("The venue {name} was changed"),
}
