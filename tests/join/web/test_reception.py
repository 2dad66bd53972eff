"""Whenever a page loses its connection, it ends up with what the room sees."""

import asyncio
import json
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from facilitator.join.desk import State
from facilitator.join.door import Device
from facilitator.join.join_store import JoinStore
from facilitator.join.page_data import RoomData
from facilitator.join.patch import patched
from facilitator.join.web.events import Stream
from facilitator.join.web.reception import Reception
from tests.support.fake_desk import MEETING, FakeDesk, a_room

LOSE, FIND = "network lost", "network found"
STEPS = st.lists(
    st.sampled_from([LOSE, FIND, FIND]) | st.lists(st.sampled_from("abcd"), max_size=4),
    max_size=30,
)


class _Page:
    """A page that keeps what it was told, as the script of the real one does."""

    def __init__(self, reception: Reception, device: Device) -> None:
        self._reception, self._device = reception, device
        self._stream: Stream | None = None
        self._last = ""
        self.room: RoomData | None = None

    def connect(self) -> None:
        if self._stream is None:
            self._stream = Stream(self._hear)
            self._stream.send(self._reception.catch_up(self._device, self._last))
            self._reception.listen(self._device, self._stream)

    def lose(self) -> None:
        if self._stream is not None:
            self._reception.stop_listening(self._device, self._stream)
            self._stream = None

    def _hear(self, data: bytes) -> "asyncio.Future[None]":
        for text in data.decode().split("\n\n"):
            lines = dict(line.split(": ", 1) for line in text.split("\n") if line)
            self._take(lines.get("event", ""), json.loads(lines.get("data", "null")))
            self._last = lines.get("id", self._last)
        taken = asyncio.get_running_loop().create_future()
        taken.set_result(None)
        return taken

    def _take(self, name: str, data: object) -> None:
        if name == "all":
            self.room = data["room"]  # type: ignore[index]
        elif name == "room":
            assert self.room is not None
            self.room = patched(self.room, data)  # type: ignore[arg-type]


async def _ends_alike(steps: Sequence[str | list[str]]) -> None:
    store = JoinStore(None, MEETING)
    reception = Reception(FakeDesk(), store, patience=1)
    reception.admit_all(True)
    device, _ = reception.ask(store.door.code.token, "Ben", "10.0.0.7", "")
    assert device.state is State.IN
    page, room = _Page(reception, device), None
    for step in steps:
        if step == LOSE:
            page.lose()
        elif step == FIND:
            page.connect()
        else:
            room = a_room(*step)
            reception.publish(room)
    page.connect()
    assert page.room == room
    reception.close(keep=False)


@given(STEPS)
def test_page_ends_up_with_what_the_room_sees(steps: list[str | list[str]]) -> None:
    asyncio.run(_ends_alike(steps))
