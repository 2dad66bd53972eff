"""What the one application object sees to, whatever is shown."""

import gc
import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from facilitator.garbage_collection import collect_automatically, without_collecting
from facilitator.ui.app import application


class Cycle:
    """Garbage that only the collector finds."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def collecting_threads() -> Iterator[set[int]]:
    """The threads on which garbage is collected."""
    found: set[int] = set()

    def note(phase: str, facts: dict[str, int]) -> None:
        found.add(threading.get_ident())

    gc.callbacks.append(note)
    yield found
    gc.callbacks.remove(note)
    collect_automatically()


def make_garbage() -> None:
    with without_collecting():
        kept = [Cycle() for _ in range(2_000)]
    del kept
    for _ in range(20_000):
        Cycle()


def test_a_worker_never_collects_garbage_it_would_destroy_what_belongs_to_qt(
    qtbot: QtBot, collecting_threads: set[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(application, "COLLECT_MS", 20)
    app = application.QApplication.instance()
    assert isinstance(app, application.QApplication)
    timer = application.collect_on_ui_thread(app)
    worker = threading.Thread(target=make_garbage)
    worker.start()
    worker.join()

    qtbot.waitUntil(lambda: gc.get_count()[0] < gc.get_threshold()[0])

    assert collecting_threads == {threading.get_ident()}
    timer.stop()
