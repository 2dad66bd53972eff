"""A laptop with a projector beside it, for a whole run of tests.

    python -m pytest -p tests.support.two_screens

runs the tests that are marked `two_screens`, and no others. The platform of a process cannot
change once Qt has begun, so in any other run, which has one screen, they are skipped.
"""

import json
import os
from pathlib import Path

import pytest

two_screens = pytest.mark.two_screens
CONFIG = Path(__file__).resolve().with_name("two_screens.json")
PLATFORM = f"offscreen:configfile={CONFIG}"
SCREENS = [
    (screen["name"], screen["x"], screen["y"], screen["width"], screen["height"])
    for screen in json.loads(CONFIG.read_text("utf-8"))["screens"]
]
REASON = "needs two screens: python -m pytest -p tests.support.two_screens"


def pytest_configure() -> None:
    os.environ["QT_QPA_PLATFORM"] = PLATFORM


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what has its run with one screen."""
    others = [item for item in items if item.get_closest_marker("two_screens") is None]
    config.hook.pytest_deselected(items=others)
    items[:] = [item for item in items if item not in others]


def skip_where_one_screen_is(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skip the tests that are marked, where this is not their run; in their run, none."""
    if config.pluginmanager.has_plugin(__name__):
        return
    for item in items:
        if item.get_closest_marker("two_screens") is not None:
            item.add_marker(pytest.mark.skip(reason=REASON))
