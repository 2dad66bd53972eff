"""Facilitator: guides a team's meeting from an honest look to a plan that somebody owns."""

__version__ = "0.1.0"
