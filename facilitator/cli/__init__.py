"""The command line."""

from facilitator.cli.dispatch import main

__all__ = ["main"]
