"""Set the project up if need be, then run everything that must hold.

    python3 installer/test.py                  lint, types, import contracts and all tests
    python3 installer/test.py ARGUMENT...      the same, with the arguments handed to pytest

This file is readable by every Python, so that an old one can be told; see checks.py for the work.
"""

import os
import sys

# The project's root in place of this folder, whose test.py would hide Python's own `test`.
sys.path[0] = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

from installer import required_python

if __name__ == "__main__":
    required_python.refuse_an_old_one("installer/test.py")

    from installer.checks import main

    sys.exit(main(sys.argv[1:]))
