"""Plays the sample programme through, from a plan to certificates, and compares the figures."""

from facilitator.demo.play import DemoResult, play

__all__ = ["DemoResult", "play"]
