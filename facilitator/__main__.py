"""Lets ``python -m facilitator`` do what the ``facilitator`` command does."""

from facilitator.cli import main

if __name__ == "__main__":
    main()
