"""What every test starts with: Qt draws into memory, so that no test needs a display."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
