"""One question after the other: the next is asked whatever became of the one before."""

from collections.abc import Callable
from concurrent.futures import Future

import pytest
from pytestqt.qtbot import QtBot

from facilitator.errors import StorageError
from facilitator.progress import Stopped
from facilitator.ui.base.tasks import InTurn, Later


def ended(how: Callable[["Future[int]"], object]) -> "Future[int]":
    future: Future[int] = Future()
    how(future)
    return future


def cancel(future: "Future[int]") -> None:
    future.cancel()
    future.set_running_or_notify_cancel()


OUTCOMES = {
    "result": lambda future: future.set_result(1),
    "failure": lambda future: future.set_exception(StorageError("The disk is full.")),
    "stop": lambda future: future.set_exception(Stopped()),
    "cancelled": cancel,
    "bug": lambda future: future.set_exception(KeyError("a bug")),
}


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_the_next_has_its_turn(qtbot: QtBot, outcome: str) -> None:
    in_turn = InTurn(Later())
    told: list[str] = []
    for number, how in enumerate((OUTCOMES[outcome], OUTCOMES["result"])):
        in_turn.when(
            lambda how=how: ended(how),  # type: ignore[misc]
            lambda _, number=number: told.append(f"{number} result"),  # type: ignore[misc]
            lambda _: told.append("failure"),
            lambda: told.append("stop"),
            lambda number=number: told.append(f"{number} over"),  # type: ignore[misc]
        )
    assert in_turn.busy
    with qtbot.capture_exceptions() as bugs:
        qtbot.waitUntil(lambda: not in_turn.busy)
    assert [kind for kind, _, _ in bugs] == ([KeyError] if outcome == "bug" else [])
    first = {"result": ["0 result"], "failure": ["failure"], "stop": ["stop"]}.get(outcome, [])
    assert told == [*first, "0 over", "1 result", "1 over"]


def test_what_cannot_even_be_asked_keeps_nobody_from_his_turn(qtbot: QtBot) -> None:
    in_turn = InTurn(Later())
    told: list[int] = []

    def refuse() -> "Future[int]":
        raise RuntimeError("the store is closed")

    with pytest.raises(RuntimeError):
        in_turn.when(refuse, told.append, lambda error: None)
    assert not in_turn.busy
    in_turn.when(lambda: ended(OUTCOMES["result"]), told.append, lambda error: None)
    qtbot.waitUntil(lambda: told == [1])


def test_what_was_cleared_is_told_to_nobody(qtbot: QtBot) -> None:
    in_turn = InTurn(Later())
    told: list[str] = []
    for name in ("asked", "waiting"):
        in_turn.when(
            lambda: ended(OUTCOMES["result"]),
            lambda _, name=name: told.append(name),  # type: ignore[misc]
            lambda error: None,
            always=lambda name=name: told.append(f"{name} over"),  # type: ignore[misc]
        )
    in_turn.clear()
    assert not in_turn.busy
    in_turn.when(
        lambda: ended(OUTCOMES["result"]), lambda _: told.append("next"), lambda error: None
    )
    qtbot.waitUntil(lambda: not in_turn.busy)
    assert told == ["asked over", "next"]
