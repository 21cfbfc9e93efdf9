"""Restores two backups in turn, for ever. Usage: restore_again.py WORKBOOK ONE OTHER."""

import sys
from itertools import cycle
from pathlib import Path

from facilitator.clock import SystemClock
from facilitator.storage.restore import restore

workbook, *backups = (Path(argument) for argument in sys.argv[1:])
print("open", flush=True)
for backup in cycle(backups):
    restore(workbook, backup, SystemClock())
    print(backup.name, flush=True)
