"""Writes down what a program asks of the network, from its first moment on.

Python imports this by itself in every program started with this folder in PYTHONPATH, so programs
that a program starts are watched too. FACILITATOR_WATCH_FILE gets one JSON list a line: the
process, the event, and what it was about; "watching" first, "ended" last.
"""

import atexit
import json
import os
import sys

TALK = ("socket.", "urllib.", "http.", "ftplib.", "smtplib.", "poplib.", "imaplib.", "webbrowser.")
TARGET = os.environ["FACILITATOR_WATCH_FILE"]


def note(event, *about):
    line = json.dumps([os.getpid(), event, *map(str, about)]) + "\n"
    # One write a line: programs that run at once do not mix theirs.
    target = os.open(TARGET, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(target, line.encode())
    finally:
        os.close(target)


def stays_here(event, arguments):
    """Whether a socket is one between programs of this computer, as a desktop has many."""
    if event == "socket.__new__":
        family = arguments[1]
    else:
        family = getattr(arguments[0], "family", None) if arguments else None
    if sys.platform == "win32":
        # Pairs of sockets, with which a program wakes its own loop, are made of these there.
        address = arguments[1] if event in {"socket.bind", "socket.connect"} else None
        return event == "socket.__new__" or (address or [""])[0] in {"127.0.0.1", "::1"}
    return family is not None and family == sys.modules["_socket"].AF_UNIX


def hook(event, arguments):
    if event.startswith(TALK) and not stays_here(event, arguments):
        note(event, *arguments[1:])


def ended():
    note("ended", *sorted({"PySide6.QtNetwork", "ui", "facilitator"} & set(sys.modules)))


note("watching", *sys.orig_argv)
sys.addaudithook(hook)
atexit.register(ended)
