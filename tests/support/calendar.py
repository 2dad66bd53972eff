"""A calendar for the window: it is whatever day a test says. Needs Qt."""

import sys
from datetime import date
from importlib import import_module
from pkgutil import walk_packages

import pytest

from facilitator import ui


class Calendar:
    """The day that it is for every part of the window, until the test is over."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, day: date) -> None:
        self.day = day
        calendar = self

        class Day(date):
            @classmethod
            def today(cls) -> date:  # type: ignore[override]
                return calendar.day

        for found in walk_packages(ui.__path__, f"{ui.__name__}."):
            # Whatever is imported later would have the day of the computer.
            import_module(found.name)
            module = sys.modules[found.name]
            if vars(module).get("date") is date:
                monkeypatch.setattr(module, "date", Day)
