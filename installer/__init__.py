"""Makes the project ready to run on a new machine, starts it and checks it.

``start.py`` and ``test.py`` are the two commands a newcomer types. Everything in this folder uses
the standard library alone, as nothing else is there yet when it runs.
"""
