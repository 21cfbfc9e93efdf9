"""Tables of plans as people send them, and agendas to compare."""

from dataclasses import replace

from openpyxl import Workbook as Sheets


def csv_of(path, *rows):
    lines = [";".join(str(cell) for cell in row) for row in rows]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def xlsx_of(path, *rows, merge=(), change=None):
    book = Sheets()
    sheet = book.active
    for row in rows:
        sheet.append(list(row))
    for cells in merge:
        sheet.merge_cells(cells)
    if change:
        change(book, sheet)
    book.save(path)
    return path


def without_keys(activity):
    """An activity as it is for people: no keys, no place."""
    return replace(
        activity,
        id="", seed_key=None, workshop_id="", track_id=None, method_id=None, lead_id=None,
        room_id=None,
        materials=tuple(replace(use, material_id="") for use in activity.materials),
        tracks=tuple(
            replace(track, id="", team_member_id=None, room_id=None,
                    steps=tuple(without_keys(step) for step in track.steps))
            for track in activity.tracks
        ),
    )  # fmt: skip


def for_people(agenda):
    return [without_keys(activity) for activity in agenda.activities]
