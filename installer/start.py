"""Set the project up if need be, then open Facilitator.

    python3 installer/start.py                 set up and open the window
    python3 installer/start.py --setup-only    set up and stop
    python3 installer/start.py ARGUMENT...     set up and hand the arguments to `facilitator`

This file is readable by every Python, so that an old one can be told; see launch.py for the work.
"""

import os
import sys

# The project's root in place of this folder, whose test.py would hide Python's own `test`.
sys.path[0] = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))

from installer import required_python

if __name__ == "__main__":
    required_python.refuse_an_old_one("installer/start.py")

    from installer.launch import main

    sys.exit(main(sys.argv[1:]))
