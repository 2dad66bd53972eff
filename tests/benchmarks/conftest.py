"""Benchmarks run only when they are asked for, on a screen of their own, and never fail by time."""

import os
import shutil
import sys
from collections.abc import Iterator

import pytest

from tests.benchmarks.programs import Programs
from tests.support.figures import Figure, table
from tests.support.x_server import x_server

FIGURES = pytest.StashKey[list[Figure]]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[FIGURES] = []


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    if figures := config.stash.get(FIGURES, []):
        terminalreporter.section("figures, each against its floor in this run")
        for line in table(figures):
            terminalreporter.write_line(line)


@pytest.fixture(autouse=True, scope="session")
def _only_when_asked(request: pytest.FixtureRequest) -> None:
    """Skip before anything else is made: what a benchmark is about takes long to make."""
    if not request.config.getoption("benchmark_enable"):
        pytest.skip("a benchmark: run it apart with --benchmark-enable")


@pytest.fixture
def figures(request: pytest.FixtureRequest) -> list[Figure]:
    """What is put here stands in the table at the end of the run."""
    found: list[Figure] = request.config.stash.setdefault(FIGURES, [])
    return found


@pytest.fixture(scope="session")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Programs]:
    """Programs on a fresh virtual screen, or on none where there is no Xvfb."""
    environment = dict(os.environ)
    # What is installed starts from compiled files; the warm-up writes them here.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["PYTHONPYCACHEPREFIX"] = str(tmp_path_factory.mktemp("compiled"))
    for name in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY"):
        environment.pop(name, None)
    if not sys.platform.startswith("linux"):
        yield Programs(environment)
    elif shutil.which("Xvfb"):
        with x_server("-screen", "0", "1920x1080x24", "-noreset") as (_, display):
            yield Programs({**environment, "QT_QPA_PLATFORM": "xcb", "DISPLAY": display})
    else:
        yield Programs({**environment, "QT_QPA_PLATFORM": "offscreen"})
