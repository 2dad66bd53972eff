"""What every test stands on: no window on a real screen, no file in the user's folder."""

import faulthandler
import gc
import os
import signal
import sys
from collections.abc import Generator, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from facilitator.garbage_collection import collect_by_hand, collect_due
from tests.support.long_day import leave_the_last_hour
from tests.support.needs import fail_where_all_is_installed
from tests.support.same_examples import pick_nothing_from_the_program
from tests.support.two_screens import skip_where_one_screen_is

if TYPE_CHECKING:
    from tests.support.chromium import Chromium

# What helps several tests tells as much as a test when it fails.
HELPERS = {
    f"tests.support.{file.stem}" for file in (Path(__file__).parent / "support").glob("*.py")
}
pytest.register_assert_rewrite(*HELPERS.difference(sys.modules))

# Until all tests are found: what is made there stays.
gc.disable()

# Hundreds of tests say "today", and the run must not end on another day.
leave_the_last_hour(datetime.now().astimezone())

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# No test reads or writes what the user of this computer keeps in secret.
os.environ.setdefault("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")

# What is printed must not depend on the fonts of the computer.
os.environ.setdefault("FACILITATOR_SYSTEM_FONTS", "0")

# Hundreds of programs are started: none has to compile what another has compiled.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

_SLOW_ALLOWED = [HealthCheck.too_slow]
# Every run of the suite tries the same examples, so that it says the same of the same program;
# `--hypothesis-profile=search` looks for others.
settings.register_profile(
    "suite", deadline=None, max_examples=40, derandomize=True, suppress_health_check=_SLOW_ALLOWED
)
settings.register_profile(
    "search", deadline=None, max_examples=400, suppress_health_check=_SLOW_ALLOWED
)
settings.load_profile("suite")
pick_nothing_from_the_program()


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Run one worker more than there are processors: many tests wait, for a disk or a program."""
    return (os.cpu_count() or 1) + 1


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    fail_where_all_is_installed(report)
    return report


def pytest_collection_finish() -> None:
    """Let no collection of garbage look through what is there for as long as the tests run."""
    gc.collect()
    gc.freeze()
    gc.enable()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    skip_where_one_screen_is(config, items)


@pytest.fixture(scope="session")
def browser() -> "Iterator[Chromium]":
    """The browser of those who join: one for all tests of a process, a new phone for each."""
    from tests.support.chromium import chromium

    with chromium() as found:
        yield found


@pytest.fixture(autouse=True)
def own_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A fresh data folder for each test, so that none touches the user's."""
    folder = tmp_path / "data"
    monkeypatch.setenv("FACILITATOR_DATA", str(folder))
    return folder


@pytest.fixture(autouse=True)
def garbage_is_collected_here() -> Iterator[None]:
    """Where Qt is loaded, no worker of a test collects what belongs to Qt; see the program."""
    if "PySide6.QtCore" in sys.modules:
        collect_by_hand()
    yield
    collect_due()


@pytest.fixture
def never_hangs() -> Iterator[None]:
    """Ends a test that waits for a pipe, for nothing else would."""

    def end(number: int, frame: object) -> None:
        # What the other threads wait for; the error itself shows this one.
        faulthandler.dump_traceback(sys.__stderr__)
        raise TimeoutError("it hangs")

    before = signal.signal(signal.SIGALRM, end)
    signal.alarm(60)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)
