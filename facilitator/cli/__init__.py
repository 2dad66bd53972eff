"""The command line."""

from facilitator.cli.main import main

__all__ = ["main"]
