"""Tells a Python that is too old so in one sentence.

Written so that Python 2.7 and every Python 3 can read it: an old Python must reach the sentence,
not stop at a syntax error.
"""

import os
import subprocess
import sys

OLDEST = (3, 11)
NEWER_NAMES = ("python3.13", "python3.12", "python3.11", "python3.14")


def refuse_an_old_one(script):
    """Leave with exit code 1 and a sentence if this Python is too old; say which one would do."""
    if sys.version_info >= OLDEST:
        return
    sys.stderr.write(
        sentence(script, sys.version_info, newer_on(os.environ.get("PATH", ""))) + "\n"
    )
    sys.exit(1)


def sentence(script, version, newer):
    """Say what is needed and how to get it; `newer` is a fitting command that is already there."""
    have = "Facilitator needs Python %d.%d or newer, and this is Python %d.%d" % (
        OLDEST + tuple(version[:2])
    )
    if newer:
        return "%s: run `%s %s` instead." % (have, newer, script)
    return (
        "%s: get a newer one from https://www.python.org/downloads/ (Debian 12, Ubuntu 24.04 and "
        "later: sudo apt-get install python3 python3-venv) and run %s again with it."
        % (have, script)
    )


def newer_on(path):
    """Give the first command in the folders of `path` that is a fitting Python, or None."""
    for name in NEWER_NAMES:
        for folder in path.split(os.pathsep):
            candidate = os.path.join(folder, name)
            if folder and os.access(candidate, os.X_OK) and _works(candidate):
                return name
    return None


def _works(candidate):
    """Tell whether a command runs and can make environments; version switchers leave dead ones."""
    with open(os.devnull, "r+") as nowhere:
        try:
            return (
                subprocess.call(
                    [candidate, "-c", "import ensurepip, venv"],
                    stdin=nowhere,
                    stdout=nowhere,
                    stderr=nowhere,
                )
                == 0
            )
        except OSError:
            return False
