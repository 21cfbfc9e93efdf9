"""Properties are judged by what they show, not by how busy the computer is."""

from hypothesis import settings

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
