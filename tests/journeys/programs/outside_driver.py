"""Uses the window from outside as a screen reader would: visits all places, checks somebody in.

Prints what it found as JSON: fields and buttons without a name, rows and cells without words, what
was said.
"""

import json
import sys

from outside_window import PLACES, Atspi, Window


def main():
    window = Window()
    window.says("Open check-in")
    window.survey("Today")
    for place in PLACES:
        window.press(place)
        window.arrive(place)
        window.survey(place)
    window.press("Today")
    window.press("Open check-in")
    desk = window.find("People at the door")
    window.survey("Check-in")
    cells = desk.get_table_iface()
    people = [cells.get_accessible_at(row, 0).get_name() for row in range(cells.get_n_rows())]
    window.press("Walk-in")
    field = window.find("Name of the walk-in", {"text"})
    Atspi.EditableText.set_text_contents(field, sys.argv[1])
    window.press("Add and mark present")
    said = window.says(" is here; details can follow later")
    for tab in ("Agenda", "Run", "Observe", "Wrap-up"):
        window.press(tab)
        window.says(tab)
        window.survey(tab)
    print(json.dumps({"people": people, "said": said, "nameless": window.faults}))


main()
