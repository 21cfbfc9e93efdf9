"""A window seen from outside, by what a screen reader is told: AT-SPI, on Linux.

Used by the programs beside it, which run under the system's Python, which has `gi`, and know
nothing of the project.
"""

import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402 - after its version was asked for

PATIENCE = 20
PLACES = ("Programmes", "People", "Library", "Reports", "Settings")
PRESSED = {"push button", "button", "check box", "radio button", "page tab"}
NAMED = {
    *PRESSED,
    "combo box",
    "list",
    "list item",
    "page tab list",
    "spin button",
    "table",
    "text",
}


def until(look, what):
    """Wait until `look` gives something, and give that."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            found = look()
        except Exception:  # noqa: BLE001 - what was there a moment ago may be gone
            found = None
        if found:
            return found
        time.sleep(0.05)
    sys.exit(f"never came: {what}")


def application():
    desktop = Atspi.get_desktop(0)
    for number in range(desktop.get_child_count()):
        child = desktop.get_child_at_index(number)
        if child is not None and child.get_name() == "facilitator":
            return child
    return None


def below(node):
    """A node and all below it that is on screen."""
    seen = node.get_state_set().contains(Atspi.StateType.VISIBLE)
    if not seen and node.get_role_name() != "application":
        return
    yield node
    for number in range(node.get_child_count()):
        child = node.get_child_at_index(number)
        if child is not None:
            yield from below(child)


class Window:
    def __init__(self):
        self.root = until(application, "the program")
        self.faults = []

    def find(self, words, roles=NAMED):
        def look():
            for node in below(self.root):
                if node.get_role_name() in roles and node.get_name() == words:
                    return node
            return None

        return until(look, words)

    def says(self, words):
        return until(
            lambda: next((n.get_name() for n in below(self.root) if words in n.get_name()), None),
            words,
        )

    def arrive(self, place):
        """Wait for the page of a place: its title, not the button of the same name."""

        def look():
            for node in below(self.root):
                if node.get_name() == place and node.get_role_name() not in PRESSED:
                    return node.get_accessible_id().endswith("page_title")
            return False

        until(look, f"the page {place}")

    def press(self, words):
        press(self.find(words, PRESSED))

    def survey(self, place):
        """Remember what has no name here; a page that is still changing is looked at again."""

        def look():
            nodes = [node for node in below(self.root) if node.get_role_name() in NAMED]
            return [[n.get_role_name(), n.get_name(), n.get_accessible_id()] for n in nodes]

        self.faults += [[place, *each] for each in until(look, place) if not each[1]]


def press(node):
    """Do what a press does."""
    actions = [node.get_action_name(number) for number in range(node.get_n_actions())]
    node.do_action(actions.index("Press"))
