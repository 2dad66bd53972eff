"""A run of tests in which Qt cannot be imported: all but the interface works there.

python -m pytest -p tests.support.without_qt
"""

import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
QT = ("PySide6", "shiboken6")
FOLDERS = ("domain", "exercises", "export", "join", "services", "storage")
"""What is tried; a test there that kills programs needs none of Qt and is tried elsewhere."""


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    # As if they were not installed: not imported, and not found by what only looks for them.
    sys.modules.update(dict.fromkeys(QT))
    pluginmanager.set_blocked("pytest-qt")
    for option in ("qt_api", "qt_log_level_fail"):
        parser.addini(option, "read by pytest-qt, which is absent here")


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Leave out every folder that is not named above."""
    if collection_path == TESTS or not collection_path.is_relative_to(TESTS):
        return None
    return None if collection_path.relative_to(TESTS).parts[0] in FOLDERS else True


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    others = [item for item in items if item.get_closest_marker("killed") is not None]
    config.hook.pytest_deselected(items=others)
    items[:] = [item for item in items if item not in others]
