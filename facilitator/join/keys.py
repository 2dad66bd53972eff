"""What was answered to whom in the last hour, so that what is sent twice has one effect."""

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from hashlib import sha256

from facilitator.join.desk import Answer

LASTS_SECONDS = 3600
"""For so long a phone without a network may send again what it sent."""
MOST_OF_A_DEVICE = 500
"""A device sends one thing after the other, so it asks only about its last few."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A contribution with its answer, which the device gets once both are on the disk."""

    device: str
    key: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is remembered of an answer; which item was added follows from device and key."""

    is_taken: bool
    has_item: bool
    waits: bool
    why: str

    @classmethod
    def of(cls, answer: Answer) -> "Outcome":
        return cls(answer.is_taken, bool(answer.item), answer.waits, answer.why)


def mark_of(device: str, key: str) -> bytes:
    """Return what a key is remembered by: it leads to no device, unless that sends it again."""
    return sha256(f"{device}\0{key}".encode("utf-8", "surrogatepass")).digest()[:16]


class Keys:
    """The keys that are being answered, and those that were in the last hour.

    Times are whole seconds of the time of day, since they outlast the program.
    """

    def __init__(self) -> None:
        self._pending: dict[bytes, Future[Answer]] = {}
        self._outcomes: dict[bytes, Outcome] = {}
        self._alike: dict[Outcome, Outcome] = {}
        self._by_time: deque[tuple[int, bytes]] = deque()
        self._by_device: dict[str, deque[bytes]] = {}

    def __len__(self) -> int:
        return len(self._outcomes)

    def pending(self, device: str, key: str) -> Future[Answer] | None:
        """Return the answer to come that equal requests share."""
        return self._pending.get(mark_of(device, key))

    def outcome(self, device: str, key: str) -> Outcome | None:
        return self._outcomes.get(mark_of(device, key))

    def begin(self, device: str, key: str) -> Future[Answer]:
        """Return the answer to come of something new."""
        return self._pending.setdefault(mark_of(device, key), Future())

    def end(self, device: str, key: str) -> Future[Answer] | None:
        """Return the answer to come, which is pending no longer: it is known now, or never will."""
        return self._pending.pop(mark_of(device, key), None)

    def add(self, mark: bytes, outcome: Outcome, at: int, device: str = "") -> None:
        """Remember an outcome; of which device it is, is not known after a restart."""
        if mark in self._outcomes:
            return
        self._outcomes[mark] = self._alike.setdefault(outcome, outcome)
        self._by_time.append((at, mark))
        if device:
            marks = self._by_device.setdefault(device, deque())
            marks.append(mark)
            if len(marks) > MOST_OF_A_DEVICE:
                self._outcomes.pop(marks.popleft(), None)

    def drop_older(self, now: int) -> None:
        """Forget what is older than an hour."""
        while self._by_time and self._by_time[0][0] < now - LASTS_SECONDS:
            self._outcomes.pop(self._by_time.popleft()[1], None)

    def forget_device(self, device: str) -> None:
        """Stop counting for a device that is gone; its keys go with the hour."""
        self._by_device.pop(device, None)

    def entries(self) -> Iterator[tuple[int, bytes, Outcome]]:
        """Yield what is remembered, the oldest first."""
        for at, mark in self._by_time:
            if (outcome := self._outcomes.get(mark)) is not None:
                yield at, mark, outcome
