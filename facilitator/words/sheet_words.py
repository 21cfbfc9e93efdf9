"""What is said about sign-in sheets, cards, and pictures of them."""

from __future__ import annotations

from facilitator.words.marking import Plural, marked, marked_plural

REFUSALS = {
    "blank-lines-out-of-range": marked("A sheet has room for up to {most} blank lines."),
    "card-code-taken": marked("This card belongs to somebody else already."),
    "no-cards": marked("There is nobody to make a card for."),
    "not-a-card-code": marked("“{text}” is not the code of a card."),
    "not-a-sheet-code": marked("“{text}” is not the code of a sign-in sheet."),
    "picture-heic": marked(
        "“{file}” is in a phone's own format (HEIC) that cannot be read here. Set the camera to"
        " JPEG (“most compatible”), or send the picture as JPEG."
    ),
    "picture-not-found": marked("There is no file “{file}”."),
    "picture-not-readable": marked("“{file}” is not a picture or PDF that can be read."),
    "picture-too-large": marked("“{file}” is too large for a picture of a sheet."),
    "picture-too-many-pages": marked("“{file}” has more than {most} pages."),
    "picture-too-small": marked("“{file}” is too small to read anything from it."),
    "picture-without-sheet": marked(
        "No code of a sign-in sheet was found in “{file}”. Take the picture again with the whole"
        " page and its square code in view, sharp and without glare."
    ),
    "sheet-layout-unreadable": marked("This sheet was kept by another version."),
    "sheet-marks-missing": marked(
        "The black squares in the corners of page {page} are not in the picture. Take it again with"
        " the whole page in view."
    ),
    "sheet-page-unknown": marked("This sheet has {pages} pages; there is no page {page}."),
    "sheet-row-blank": marked("Line {row} is blank: say who wrote there."),
    "sheet-row-gone": marked("Who stands on line {row} is no longer in this workbook."),
    "sheet-row-not-blank": marked("On line {row} a name is printed already."),
    "sheet-row-twice": marked("The person on line {row} is on another line too."),
    "sheet-row-unknown": marked("The sheet has no line {row}."),
    "sheet-unknown": marked("The sheet {sheet} was not printed from this workbook."),
    "start-position-out-of-range": marked("The page has {most} places; there is no {position}."),
    "time-not-understood": marked("“{text}” is not a time of day, such as 17:45."),
}

ACTIONS: dict[str, str | Plural] = {
    "card-given": marked("{name} was given a card"),
    "card-walk-in": marked("{name} walked in to “{title}” with a card"),
    "sheet-entered": marked_plural(
        "{count} line of the sheet of “{title}” was entered",
        "{count} lines of the sheet of “{title}” were entered",
    ),
}

NAMES = {
    "judged": {
        "signed": marked("Signed"),
        "empty": marked("Empty"),
        "doubtful": marked("Please look"),
    },
    "doubt": {
        "little-ink": marked("very little ink"),
        "faint": marked("faint"),
        "from-next-row": marked("may belong to the next line"),
        "straight-line": marked("a straight line"),
        "crossed-out": marked("crossed out"),
        "box-not-found": marked("the box is not to be seen clearly"),
        "uneven-ground": marked("a stain or a shadow"),
    },
}
