"""Work off the UI thread: who is told what, where, and when the next begins."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from functools import partial
from threading import Event

import pytest
import shiboken6
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from facilitator.errors import StorageError
from facilitator.progress import Progress, Stopped
from facilitator.ui.base.tasks import Task, TaskQueue, Tasks
from tests.support.keyboard import settle


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    tasks = Tasks()
    yield tasks
    # Here and now: the collector might do it on any thread.
    tasks.deleteLater()
    settle()


def ended(how: Callable[["Future[int]"], object]) -> "Future[int]":
    future: Future[int] = Future()
    how(future)
    return future


def cancel(future: "Future[int]") -> None:
    future.cancel()
    future.set_running_or_notify_cancel()


OUTCOMES = {
    "success": lambda future: future.set_result(1),
    "error": lambda future: future.set_exception(StorageError("The disk is full.")),
    "cancelled": lambda future: future.set_exception(Stopped()),
    "bug": lambda future: future.set_exception(KeyError("a bug")),
    "given up": cancel,
}
"""What can come of a request; what others gave up is told to nobody."""


def noted(task: Task[int], told: list[str], name: str = "") -> Task[int]:
    """Write down everything that a task tells."""
    return (
        task.on_success(lambda _: told.append(f"{name} success".strip()))
        .on_error(lambda _: told.append(f"{name} error".strip()))
        .on_cancelled(lambda: told.append(f"{name} cancelled".strip()))
        .on_done(lambda: told.append(f"{name} done".strip()))
    )


def until_stopped(begun: Event, progress: Progress) -> int:
    while True:
        begun.set()
        progress(1, 2)


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_each_outcome_has_its_handler_and_done_comes_last(
    qtbot: QtBot, tasks: Tasks, outcome: str
) -> None:
    told: list[str] = []
    noted(tasks.follow(ended(OUTCOMES[outcome])), told).on_ended(lambda: told.append("ended"))
    with qtbot.capture_exceptions() as bugs:
        qtbot.waitUntil(lambda: "done" in told)
    assert told == ["ended", *({outcome} & {"success", "error", "cancelled"}), "done"]
    assert [kind for kind, _, _ in bugs] == ([KeyError] if outcome == "bug" else [])


def test_work_is_done_on_a_thread_and_told_on_that_of_the_owner(qtbot: QtBot, tasks: Tasks) -> None:
    seen: list[object] = []

    def work(progress: Progress) -> threading.Thread:
        progress(1, 4)
        return threading.current_thread()

    task = tasks.run(work)
    task.on_progress(seen.append)
    task.on_success(lambda thread: seen.append(thread is not threading.current_thread()))
    task.on_success(lambda _: seen.append(threading.current_thread() is threading.main_thread()))
    qtbot.waitUntil(lambda: len(seen) == 3)
    assert seen == [25, True, True]


def test_a_bug_in_a_handler_keeps_nobody_from_knowing_that_it_is_done(
    qtbot: QtBot, tasks: Tasks
) -> None:
    told: list[str] = []

    def stumble() -> None:
        told.append("stumbled")
        raise KeyError("a bug")

    task = tasks.run(lambda progress: 1)
    task.on_done(stumble).on_done(lambda: told.append("done"))
    with qtbot.capture_exceptions() as bugs:
        qtbot.waitUntil(lambda: "done" in told)
    assert told == ["stumbled", "done"]
    assert [kind for kind, _, _ in bugs] == [KeyError]


def test_a_cancelled_task_stops_at_its_next_report(qtbot: QtBot, tasks: Tasks) -> None:
    told: list[str] = []
    begun = Event()
    running = noted(tasks.run(partial(until_stopped, begun)), told, "running")
    waiting = noted(tasks.run(lambda progress: 1), told, "waiting")
    assert begun.wait(5)
    waiting.cancel()
    running.cancel()
    qtbot.waitUntil(lambda: len(told) == 4)
    assert sorted(told) == [
        f"{name} {what}" for name in ("running", "waiting") for what in ("cancelled", "done")
    ]


def test_what_ends_before_it_can_be_stopped_is_a_success(qtbot: QtBot, tasks: Tasks) -> None:
    told: list[str] = []
    begun, goes_on = Event(), Event()

    def work(progress: Progress) -> int:
        begun.set()
        assert goes_on.wait(5)
        return 1

    task = noted(tasks.run(work), told)
    assert begun.wait(5)
    task.cancel()
    goes_on.set()
    qtbot.waitUntil(lambda: "done" in told)
    assert told == ["success", "done"]


def test_who_finishes_stops_everything_and_leaves_no_thread(qtbot: QtBot) -> None:
    class Owner(QObject):
        pass

    owner = Owner()
    tasks = Tasks(owner)
    begun = Event()
    tasks.run(partial(until_stopped, begun))
    assert begun.wait(5)
    assert [each for each in threading.enumerate() if each.name.startswith("Owner")]
    tasks.finish()
    assert not [each for each in threading.enumerate() if each.name.startswith("Owner")]
    with pytest.raises(RuntimeError):
        tasks.run(lambda progress: 1)


# One after the other


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_the_next_begins_whatever_came_of_the_one_before(
    qtbot: QtBot, tasks: Tasks, outcome: str
) -> None:
    queue, told = TaskQueue(tasks), []
    for name, how in (("first", OUTCOMES[outcome]), ("next", OUTCOMES["success"])):

        def ask(
            progress: Progress,
            name: str = name,
            how: Callable[["Future[int]"], object] = how,
        ) -> "Future[int]":
            told.append(f"{name} begun")
            return ended(how)

        noted(queue.request(ask), told, name)
    assert queue.busy
    with qtbot.capture_exceptions() as bugs:
        qtbot.waitUntil(lambda: not queue.busy)
    assert [kind for kind, _, _ in bugs] == ([KeyError] if outcome == "bug" else [])
    first = [f"first {outcome}"] if outcome in ("success", "error", "cancelled") else []
    assert told == ["first begun", *first, "first done", "next begun", "next success", "next done"]


def test_what_cannot_even_be_begun_keeps_nobody_waiting(qtbot: QtBot, tasks: Tasks) -> None:
    queue, told = TaskQueue(tasks), []

    def refuse(progress: Progress) -> "Future[int]":
        raise RuntimeError("the store is closed")

    with pytest.raises(RuntimeError):
        queue.request(refuse)
    assert not queue.busy
    noted(queue.run(lambda progress: 1), told, "first")
    noted(queue.request(refuse), told, "refused")
    noted(queue.run(lambda progress: 1), told, "last")
    with qtbot.capture_exceptions() as bugs:
        qtbot.waitUntil(lambda: not queue.busy)
    assert [kind for kind, _, _ in bugs] == [RuntimeError]
    assert told == ["first success", "first done", "refused done", "last success", "last done"]


def test_of_what_was_cleared_it_is_told_only_that_it_is_done(qtbot: QtBot, tasks: Tasks) -> None:
    queue, told, begun = TaskQueue(tasks), [], Event()
    noted(queue.run(partial(until_stopped, begun)), told, "running")
    noted(queue.run(lambda progress: told.append("never") or 1), told, "waiting")
    assert begun.wait(5)
    queue.clear()
    assert not queue.busy
    noted(queue.run(lambda progress: 1), told, "next")
    qtbot.waitUntil(lambda: not queue.busy)
    assert sorted(told) == ["next done", "next success", "running done", "waiting done"]


def test_what_is_reported_while_the_owner_is_deleted_harms_nothing(qtbot: QtBot) -> None:
    """It crashed the program: a thread used the object in the moment of its deletion."""
    for _ in range(60):
        owner = QObject()
        tasks = Tasks(owner)
        futures: list[Future[int]] = [Future() for _ in range(40)]
        for future in futures:
            tasks.follow(future)
        begun = Event()
        reporting = threading.Thread(target=partial(report_all, futures, begun))
        reporting.start()
        begun.wait()
        shiboken6.delete(owner)
        reporting.join()


def report_all(futures: list["Future[int]"], begun: Event) -> None:
    for future in futures:
        future.set_result(1)
        begun.set()
