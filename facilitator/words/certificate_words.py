"""What went wrong, was done or was found with certificates, keys and codes, one sentence a code."""

from __future__ import annotations

from facilitator.words.marking import Plural, marked, marked_plural

REFUSALS = {
    "badge-unreadable": marked("This is no Open Badge that can be read."),
    "badge-picture-wrong": marked("The picture of a badge must be a sound PNG or SVG file."),
    "certificate-does-not-hold": marked("This cannot be relied on."),
    "consent-missing": marked("{name} has not agreed to this. Note the answer with the person."),
    "file-pattern-wrong": marked("“{name}” cannot be part of a pattern for file names."),
    "finding-blocks": marked("This cannot be let stand; it has to be mended first."),
    "issuer-card-forged": marked(
        "The card of “{name}” was not signed by its own key. Do not trust it."
    ),
    "issuer-card-unreadable": marked("This is no card of an issuer that can be read."),
    "issuer-unknown": marked("This issuer is not known here."),
    "key-unreadable": marked("This is no backup of a key, or it is damaged."),
    "microcredential-elements-missing": marked(
        "A microcredential must say more before the word may be used: {missing}."
    ),
    "no-code-found": marked("No code of a certificate was found in “{file}”."),
    "passphrase-long": marked("A passphrase has at most {limit} characters."),
    "passphrase-short": marked("A passphrase has at least {limit} characters."),
    "passphrase-wrong": marked("The passphrase is not the one of this key."),
    "pdf-unreadable": marked("“{file}” is not a PDF that can be read."),
    "picture-too-large": marked("The picture “{file}” is too large to look at."),
    "picture-unreadable": marked("“{file}” is not a picture that can be read."),
    "print-batch-closed": marked("This batch was ended. Start another for what is left."),
    "print-batch-unknown": marked("This batch is no longer there."),
    "recovery-line-wrong": marked("Line {line} has a wrong character. Compare it with the paper."),
    "recovery-lines-missing": marked(
        "All {lines} lines of the paper are needed, and nothing else."
    ),
    "recovery-of-other-key": marked("These lines are of another key."),
    "serial-mistyped": marked("“{serial}” cannot be a number: a character is wrong or missing."),
    "serial-unknown": marked("The register has no certificate with the number “{serial}”."),
    "signing-key-locked": marked("The key is locked. Give its passphrase first."),
    "signing-key-missing": marked("There is no key for signing here."),
    "signing-key-present": marked("“{name}” has a key already."),
    "signing-key-retired": marked("This key was given up and signs no certificates."),
    "signing-key-unknown": marked("This key is not in the workbook."),
    "statement-unreadable": marked("This code cannot be read."),
    "status-list-altered": marked(
        "The list of “{name}” was changed after it was signed. Do not use it."
    ),
    "status-list-differs": marked(
        "Another list number {number} of “{name}” is here already. Ask them which one is right."
    ),
    "status-list-of-unknown-issuer": marked("The key of “{name}” is not known here. Add it first."),
    "status-list-older": marked(
        "List number {number} is older than number {newer}, which is here."
    ),
    "status-list-unreadable": marked("This is no list of revoked certificates that can be read."),
    "tag-taken": marked("Another computer has the tag “{tag}”."),
    "tag-wrong": marked("A tag is a capital letter and up to seven more capitals or digits."),
}

ACTIONS: dict[str, str | Plural] = {
    "certificate-choice-made": marked("The look of certificates of “{title}” was chosen"),
    "certificates-handed-out": marked_plural(
        "The certificate of {name} was handed out", "{count} certificates were handed out"
    ),
    "certificates-signed": marked_plural(
        "{count} certificate was signed", "{count} certificates were signed"
    ),
    "finding-acceptance-taken-back": marked("A finding is no longer let stand"),
    "findings-accepted": marked_plural(
        "{count} finding was let stand", "{count} findings were let stand"
    ),
    "hand-out-taken-back": marked_plural(
        "The certificate of {name} is not handed out", "{count} certificates are not handed out"
    ),
    "issuer-added": marked("The issuer “{name}” is known now"),
    "issuer-key-retired": marked("The key of “{name}” was marked as given up"),
    "issuer-removed": marked("The issuer “{name}” is no longer known"),
    "print-batch-closed": marked("A batch of {count} certificates was ended"),
    "print-batch-started": marked_plural(
        "A batch of {count} certificate was started", "A batch of {count} certificates was started"
    ),
    "print-failed": marked_plural(
        "{count} certificate could not be printed", "{count} certificates could not be printed"
    ),
    "print-taken-back": marked_plural(
        "{count} certificate is to be printed again", "{count} certificates are to be printed again"
    ),
    "register-kept-without-name": marked_plural(
        "{count} line of the register was kept without its name",
        "{count} lines of the register were kept without their name",
    ),
    "register-kept-without-programme": marked("The register of “{title}” was kept by itself"),
    "serial-tag-chosen": marked("This computer numbers certificates with the tag {tag}"),
    "signing-key-backed-up": marked("A backup of the key was taken"),
    "signing-key-made": marked("A key for signing was made"),
    "signing-key-passphrase-changed": marked("The passphrase of the key was changed"),
    "signing-key-recovery-tested": marked("The key on paper was tested"),
    "signing-key-restored": marked("The key was restored"),
    "signing-key-retired": marked("The key was given up"),
    "status-list-made": marked("List number {number} of revoked certificates was made"),
    "status-list-taken": marked("The list of “{name}” was taken over"),
}

NAMES: dict[str, dict[str, str]] = {
    "verdict-on-code": {
        "valid": marked("Valid"),
        "key-retired": marked("Valid; its key was given up later"),
        "after-retirement": marked("Not valid: signed after its key was given up"),
        "replaced": marked("Replaced by another"),
        "revoked": marked("Revoked"),
        "altered": marked("Altered"),
        "unknown-issuer": marked("Issuer not known here"),
        "unreadable": marked("Cannot be read"),
    },
    "verdict-meaning": {
        "valid": marked("The issuer signed exactly this. Compare it with the page."),
        "key-retired": marked(
            "The issuer signed exactly this, and later gave up the key. Compare it with the page."
        ),
        "after-retirement": marked(
            "The key was given up before the day of issue, so somebody else may have signed."
        ),
        "replaced": marked("The issuer gave the holder another certificate in its place."),
        "revoked": marked("The issuer took this certificate back."),
        "altered": marked("The issuer did not sign this. Do not rely on it; ask the issuer."),
        "unknown-issuer": marked(
            "Nobody here has the key of the issuer. Ask them for their card and compare it."
        ),
        "unreadable": marked("There is no whole code of a certificate in it."),
    },
    "unreadable": {
        "not-a-statement": marked("it is no signed code of a certificate"),
        "too-long": marked("it is far too long"),
        "cut-short": marked("a part of it is missing"),
        "newer-format": marked("it was made by a newer version"),
        "garbled": marked("it is damaged"),
    },
    "finding": {
        "centre-missing": marked("Nobody has said yet who issues certificates"),
        "not-eligible": marked("Has not earned an award"),
        "already-issued": marked("Has a certificate already"),
        "stale": marked("Something has changed since it was issued"),
        "twins": marked("Somebody else has the same name"),
        "missing-consent": marked("Has not agreed to the register"),
        "odd-name": marked("The name has characters that names do not have"),
        "no-signatory": marked("Nobody signs"),
        "not-signed": marked("The code will not be signed, so nobody can verify it"),
        "elements-missing": marked("A microcredential must say more"),
        "missing-glyphs": marked("No font here has these characters"),
        "overflow": marked("The text is too long for its place"),
        "coarse-picture": marked("The picture prints coarse"),
        "broken-picture": marked("The picture cannot be read"),
        "lost-font": marked("A font is not here"),
    },
    "microcredential-element": {
        "learner": marked("the learner"),
        "title": marked("the title"),
        "country": marked("the country of the issuer"),
        "awarding-body": marked("the awarding body"),
        "date-of-issue": marked("the date of issue"),
        "learning-outcomes": marked("learning outcomes"),
        "workload": marked("the workload"),
        "level": marked("the level"),
        "assessment": marked("the type of assessment"),
        "participation": marked("the form of participation"),
        "quality-assurance": marked("the quality assurance"),
    },
    "not-valid-why": {
        "lone-brace": marked("a brace has no partner"),
        "made-by-another-version": marked("it was made by another version"),
        "missing": marked("it is missing"),
        "not-a-colour": marked("it is not a colour"),
        "not-a-language": marked("it is not a language"),
        "not-a-list": marked("it is not a list"),
        "not-a-list-of-words": marked("it is not a list of words"),
        "not-a-number": marked("it is not a number"),
        "not-a-picture": marked("it is not a picture that can be read"),
        "not-a-plain-name": marked("it is not a plain name"),
        "not-a-whole-number": marked("it is not a whole number"),
        "not-a-word": marked("it is not text"),
        "not-an-object": marked("it is not a set of named values"),
        "not-json": marked("it is not JSON"),
        "not-so-many-numbers": marked("it has too few or too many numbers"),
        "not-yes-or-no": marked("it is neither yes nor no"),
        "off-the-page": marked("it lies beyond the page"),
        "out-of-range": marked("the number is too small or too large"),
        "taken": marked("the name has a meaning already"),
        "too-large": marked("it is too large"),
        "twice": marked("it is there twice"),
        "twice-the-same-way": marked("two layouts lie the same way"),
        "unknown": marked("it is not known here"),
    },
    "print-state": {
        "to-print": marked("To print"),
        "printed": marked("Printed"),
        "failed": marked("Failed"),
    },
    "hand-out-order": {
        "enrolment": marked("As people enrolled"),
        "name": marked("By name"),
        "serial": marked("By number"),
    },
}
