"""What makes a file ours, readable from its first hundred bytes."""

from __future__ import annotations

MAGIC = b"SQLite format 3\x00"

# The bytes "Fclt", at offset 68 of the file; SQLite keeps this number for the application, and
# `file` and others show it. Never to be changed.
APPLICATION_ID = 0x46636C74

SUFFIX = ".facilitator"
