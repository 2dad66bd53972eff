"""Facilitator: guides a team's meeting from what customers feel to a plan that somebody owns."""

__version__ = "0.1.0"
