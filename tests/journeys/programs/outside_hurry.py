"""Presses the places of the rail round and round while two others read all they are told.

Pages are left before they have been read from disk, and asked about while they go. Prints how often
a place was pressed, once the window has come to rest at Today and still tells so.
"""

import contextlib
import subprocess
import sys
import time

from outside_window import PATIENCE, PLACES, PRESSED, Atspi, Window, application, press, until

ROUNDS = 5
PAUSE = 0.06


def read(node):
    """Ask for everything of a node and of all below it, also of what is not on screen."""
    node.get_role_name()
    node.get_name()
    node.get_description()
    node.get_state_set()
    node.get_accessible_id()
    table = node.get_table_iface()
    if table is not None:
        for row in range(min(table.get_n_rows(), 20)):
            for column in range(table.get_n_columns()):
                table.get_accessible_at(row, column)
    for number in range(node.get_child_count()):
        child = node.get_child_at_index(number)
        if child is not None:
            read(child)


def read_on():
    """Read, again and again, until this program is ended."""
    end = time.monotonic() + 3 * PATIENCE
    while time.monotonic() < end:
        # What was there a moment ago may be gone.
        with contextlib.suppress(Exception):
            read(until(application, "the program"))


def main():
    window = Window()
    window.says("Open check-in")
    order = (*PLACES, "Today")
    buttons = [window.find(place, PRESSED) for place in order]
    readers = [subprocess.Popen([sys.executable, __file__, "read"]) for _ in range(2)]
    Atspi.set_timeout(5000, 5000)
    try:
        for _ in range(ROUNDS):
            for button in buttons:
                press(button)
                time.sleep(PAUSE)
    finally:
        for reader in readers:
            reader.kill()
            reader.wait()
    window.says("Open check-in")
    print(ROUNDS * len(buttons))


if sys.argv[1:] == ["read"]:
    read_on()
else:
    main()
