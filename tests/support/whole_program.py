"""The program itself, with all its modules loaded before it begins."""

import sys
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import facilitator
from facilitator.cli.dispatch import main as begin

ROOT = Path(__file__).resolve().parents[2]
_RUNS = "facilitator.__main__"
"""To import it is to start."""
_SELDOM = "facilitator.storage.db.migrations"

for found in walk_packages(facilitator.__path__, "facilitator."):
    if found.name != _RUNS and not found.name.startswith(_SELDOM):
        import_module(found.name)


def main() -> None:
    sys.argv[0] = str(ROOT / "main.py")
    begin()
