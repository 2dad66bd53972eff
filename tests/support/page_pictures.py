"""Pictures of the page at every stage and in every state: for people to look at.

Run it as `python -m tests.support.page_pictures FOLDER`.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from facilitator.join.desk import Answer
from tests.support.chromium import Chromium, Device, chromium
from tests.support.page_room import PageRoom
from tests.support.page_states import BOARD, COMMIT, EVERY, OWN_ACTIONS, OWN_CARDS, REVIEW, you

LOOKS: dict[str, Callable[[Chromium], Device]] = {
    "light": lambda browser: Device(browser),
    "dark": lambda browser: Device(browser, is_dark=True),
    "large": lambda browser: Device(browser, zoom=2),
    "forced": lambda browser: Device(browser, features={"forced-colors": "active"}),
    "laptop": lambda browser: Device(browser, width=1280, height=800),
}
_FIELD = "document.querySelector('#card-text')"


class Album:
    """The pictures of one look."""

    def __init__(self, device: Device, room: PageRoom, folder: Path, look: str) -> None:
        self._device, self._room = device, room
        self._folder, self._look = folder, look

    def add(self, name: str, text: str, *, whole: bool = True) -> None:
        """Take a picture once a text can be read."""
        self._device.wait_for(text)
        # What comes has come.
        self._device.wait("document.getAnimations().every(each => each.playState === 'finished')")
        self._device.read("scrollTo(0, 0)")
        self._device.picture(self._folder / f"{self._look}-{name}.png", whole=whole)

    def fill(self) -> None:
        """Take all pictures, from the door to the end."""
        device, room = self._device, self._room
        device.open(room.address)
        self.add("scan", "Scan the code on the wall.")
        device.open(room.link)
        self.add("door", "Ask to come in")
        device.tap("Ask to come in")
        self.add("door-name", "This meeting needs one")
        device.tap("Your name")
        device.type("Amira")
        device.tap("Ask to come in")
        self.add("asked", "Hello, Amira")
        room.show(BOARD)
        room.admit()
        for name, (seen, own) in EVERY.items():
            room.show(seen, own)
            self.add(name, seen["question"])
        self._take_part()
        self._lose_the_network()
        room.show({**BOARD, "kind": "paused"})
        self.add("paused", "The meeting is paused")
        room.server.remove(room.people[0].id).result(30)
        self.add("removed", "has removed this device")

    def _take_part(self) -> None:
        device, room = self._device, self._room
        room.show(COMMIT, OWN_ACTIONS)
        device.tap("I’ll do that")
        self.add("commit-form", "By when?")
        device.tap("I’ll do that")
        room.show(REVIEW, OWN_ACTIONS)
        device.tap("Say how it went")
        device.tap("Progress")
        self.add("review-form", "New date (optional)")
        room.show(BOARD, OWN_CARDS)
        device.tap("We don’t")
        room.answers.append(Answer(is_taken=False, why="too-long"))
        self._write("This went on and on")
        self.add("not-taken-field", "That is too long.")
        device.read(f"{_FIELD}.value = ''; {_FIELD}.dispatchEvent(new Event('input'))")

    def _write(self, text: str) -> None:
        self._device.read(f"{_FIELD}.focus()")
        self._device.type(text)
        self._device.press("Enter", 13)

    def _lose_the_network(self) -> None:
        device, room = self._device, self._room
        device.set_network(False)
        for text in ("We forget to call back", "We leave them on hold"):
            self._write(text)
        self.add("offline", "No network: 2 cards wait")
        self.add("offline-screen", "No network: 2 cards wait", whole=False)
        device.set_network(True)
        device.wait_for("Connected")
        room.show(BOARD, you())


def main(folder: Path) -> None:
    """Take all pictures in every look."""
    folder.mkdir(parents=True, exist_ok=True)
    with chromium() as browser:
        for look, device in LOOKS.items():
            with PageRoom() as room:
                Album(device(browser), room, folder, look).fill()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
