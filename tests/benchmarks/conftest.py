"""Benchmarks run only when they are asked for, on a screen of their own, and never fail by time."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.benchmarks.programs import Programs
from tests.support.figures import Figure, table

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


@pytest.fixture(autouse=True)
def _only_when_asked(request: pytest.FixtureRequest) -> None:
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
    elif xvfb := shutil.which("Xvfb"):
        command = [xvfb, "-displayfd", "1", "-screen", "0", "1920x1080x24", "-noreset"]
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        ) as server:
            assert server.stdout is not None
            number = server.stdout.readline().strip()
            assert number, "Xvfb found no free display"
            yield Programs({**environment, "QT_QPA_PLATFORM": "xcb", "DISPLAY": f":{number}"})
            server.terminate()
    else:
        yield Programs({**environment, "QT_QPA_PLATFORM": "offscreen"})
