"""A participant with a phone, in a real browser, takes part in a whole meeting of the program."""

import json
from collections.abc import Iterator
from functools import partial

import pytest

from facilitator.domain.records import Action, Card, Excuse, Origin, Strategy
from facilitator.domain.vote import tally
from tests.support.chromium import Chromium, Device
from tests.support.joined_room import JoinedRoom


class Participant:
    """Somebody with a phone; while they look and type, the program goes on."""

    def __init__(self, joined: JoinedRoom, phone: Device) -> None:
        self._joined, self._phone = joined, phone

    def scans(self) -> None:
        link = f"http://127.0.0.1:{self._joined.port}/#{self._joined.token}"
        self._joined.does(lambda: self._phone.open(link))

    def reads(self, text: str) -> None:
        self._joined.does(lambda: self._phone.wait_for(text))

    def no_longer_reads(self, text: str) -> None:
        gone = f"!document.body.innerText.includes({json.dumps(text)})"
        self._joined.does(lambda: self._phone.wait(gone))

    def taps(self, *names: str) -> None:
        for name in names:
            self._joined.does(partial(self._phone.tap, name))

    def clicks(self, place: str) -> None:
        """Click what has no name of its own."""
        self._joined.does(lambda: self._phone.wait(f"Boolean({place})"))
        self._joined.does(lambda: self._phone.read(f"{place}.click()"))

    def writes(self, text: str) -> None:
        """Type into the field that has the focus, and press Enter."""
        self._joined.does(lambda: self._phone.type(text))
        self._joined.does(lambda: self._phone.press("Enter", 13))


@pytest.fixture
def amira(browser: Chromium, joined: JoinedRoom) -> Iterator[Participant]:
    phone = Device(browser)
    yield Participant(joined, phone)
    assert phone.complaints == []
    phone.close()


def test_one_phone_takes_part_in_a_whole_meeting(joined: JoinedRoom, amira: Participant) -> None:
    room, joining = joined.room, joined.joining

    def has(number: int, kind: type[Card | Excuse | Origin | Strategy | Action]) -> None:
        room.until(lambda: room.meeting.count(kind) == number)

    amira.scans()
    amira.taps("Your name")
    amira.writes("Amira")
    amira.reads("The facilitator will let you in.")
    joining.admit_everyone()
    amira.reads("Customers feel #1 when…")

    room.walks_to("where-not")
    amira.reads("Where do we fall short today?")
    amira.taps("Where we don’t", "Your card")
    amira.writes("We keep callers on hold")
    has(1, Card)
    amira.taps("Take back")
    has(0, Card)
    amira.no_longer_reads("What you sent")
    amira.taps("Send to “Where we don’t”")
    has(1, Card)

    room.presses("Ctrl+H")
    amira.reads("Only you see it until the facilitator reveals all cards.")
    amira.taps("Your card")
    amira.writes("We laugh about them")
    has(2, Card)
    amira.reads("Only you see this")
    room.presses("Ctrl+Shift+H")
    amira.reads("On the wall: 2 cards")

    room.walks_to("what-matters")
    room.session.execute(tally.open_ballot(room.meeting, 0, 5, 3))
    amira.reads("5 of 5 dots left")
    amira.clicks("document.querySelectorAll('.dots button')[3]")
    amira.reads("4 of 5 dots left")
    room.until(lambda: _dots(joined) == [1])
    room.session.execute(tally.close_ballot(room.meeting, room.session.exercise))
    amira.reads("1. We laugh about them")

    room.walks_to("why")
    amira.taps("Excuse for “We laugh about them”")
    amira.writes("They never hear it")
    has(1, Excuse)
    amira.clicks("document.querySelectorAll('.pick')[1]")
    amira.writes("It began with one bad day")
    has(1, Origin)

    room.walks_to("instead")
    amira.taps("Strategy for “They never hear it”")
    amira.writes("Speak as if they hear it")
    has(1, Strategy)

    room.walks_to("who-when")
    amira.taps("I’ll do that")
    amira.clicks("document.querySelector('#promise-form button')")
    amira.reads("Waiting for the facilitator")
    room.until(lambda: len(joining.proposals) == 1)
    joining.approve(joining.proposals[0].id)
    has(1, Action)

    room.walks_to("close")
    amira.reads("Your actions")
    amira.taps("4")
    room.until(lambda: room.meeting.roti is not None and room.meeting.roti.fingers == (4,))
    room.goes_home()
    amira.reads("The meeting is paused")
    joining.stop()
    amira.reads("Joining has ended. What you sent is kept in the meeting.")


def _dots(joined: JoinedRoom) -> list[int]:
    ballot = tally.current(joined.room.meeting)
    return list(tally.totals(joined.room.meeting, ballot).values()) if ballot is not None else []
