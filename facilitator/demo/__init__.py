"""Plays the sample programme through, from a plan to certificates, and compares the figures."""

from facilitator.demo.play import DemoResult, play, stage

__all__ = ["DemoResult", "play", "stage"]
