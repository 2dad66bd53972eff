"""What a user does in a meeting, left to chance: each thing as commands to the puppet."""

import random
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

Commands = list[dict[str, Any]]

STRAY = (
    *("Up", "Down", "Down", "Left", "Right", "Home", "End", "Space", "1", "2", "Tab", "F6"),
    *("Alt+Up", "Alt+Down", "Alt+Left", "Alt+Right", "Alt+1", "Alt+2", "Ctrl+G", "F1", "F4"),
    *("Del", "Backspace", "Enter", "Esc", "Ctrl+Up", "Ctrl+Down"),
)
"""Keys that mean something else on every stage."""
LEAVES: dict[str, Any] = {"leaves": []}
WORDS = ("late", "nobody asks", "<b>R&D</b>", "in 2 weeks", "%s {n}", "schön 你好 مرحبا", "fri")


def press(*keys: str) -> dict[str, Any]:
    return {"presses": keys}


def types(text: str) -> dict[str, Any]:
    return {"types": [text]}


class Doings:
    """An endless source of things to do; no sentence is said twice."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._numbers = count(1)
        self._likely: list[tuple[int, Callable[[], Commands]]] = [
            (30, self.say),
            (8, self._half),
            (5, self._paste),
            (10, lambda: [press("Ctrl+Z")]),
            (5, lambda: [press("Ctrl+Y")]),
            (10, lambda: [press(chance.choice(("PgDown", "PgDown", "PgUp", "Ctrl+PgDown")))]),
            (5, lambda: [press("Ctrl+Tab")]),
            (4, self._edit),
            (4, self._vote),
            (4, self._private),
            (2, self._export),
            (2, self._backup),
            (3, self._other_meeting),
            (2, self._home_and_back),
            (20, lambda: [press(chance.choice(STRAY))]),
        ]

    def __iter__(self) -> Iterator[Commands]:
        weights, doings = zip(*self._likely, strict=True)
        while True:
            yield self._chance.choices(doings, weights)[0]()

    def sentence(self) -> str:
        return f"{self._chance.choice(WORDS)} {next(self._numbers)}"

    def say(self) -> Commands:
        return [types(self.sentence()), press("Enter")]

    def _half(self) -> Commands:
        return [types(self.sentence())]

    def _paste(self) -> Commands:
        lines = "\n".join(self.sentence() for _ in range(self._chance.randint(1, 40)))
        return [{"pastes": [lines]}, press("Enter")]

    def _edit(self) -> Commands:
        return [press("Up", "F2"), types(self.sentence()), press("Enter")]

    def _vote(self) -> Commands:
        digits = (str(self._chance.randint(0, 9)) for _ in range(4))
        return [press("Ctrl+D", "Enter"), *(press(digit, "Down") for digit in digits)]

    def _private(self) -> Commands:
        begins = [press("Ctrl+H"), *self.say(), *self.say()]
        return [*begins, press("Ctrl+Shift+H")] if self._chance.random() < 0.6 else begins

    def _export(self) -> Commands:
        return [press("Ctrl+E", "Enter"), *self.say(), press("Esc")]

    def _backup(self) -> Commands:
        return [
            LEAVES,
            {"clicks": ["Backups"]},
            press("Ctrl+B", "Esc"),
            press("Enter"),
        ]

    def _other_meeting(self) -> Commands:
        return [LEAVES, press("Ctrl+N"), types(self.sentence()), press("Enter"), *self.say()]

    def _home_and_back(self) -> Commands:
        return [LEAVES, *(press("Down"),) * self._chance.randint(0, 3), press("Enter")]
