"""What is kept from the room is on no page but that of who wrote it, whatever a meeting does."""

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.contributions.contribution import (
    AddCard,
    AddLink,
    Contribution,
    GiveDots,
    LinkKind,
    Promise,
    RaiseFingers,
    SetLabels,
    TakeBack,
)
from facilitator.domain.exercise import Kind
from facilitator.domain.facilitation import privacy, rounds
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Ballot, Card, Excuse, Record, Side, Slip, Strategy, Vote
from facilitator.domain.refusals import RefusedError
from facilitator.domain.vote import tally
from facilitator.exercises.exercise_library import with_review
from facilitator.join.desk import State
from facilitator.join.page_data import RoomData, YouData
from facilitator.join.page_view import you_data
from facilitator.join.patch import patch
from tests.support.devices import Device, page_of
from tests.support.random_meetings import VERBS, Deed, courses
from tests.support.small_meeting import EXERCISE as SMALL
from tests.support.small_meeting import FRIDAY, Room

EXERCISE = with_review(SMALL)
KINDS = sorted({stage.kind for stage in EXERCISE.stages})
NAMES = ("Xann", "Xben", "Xcem")
Sent = tuple[int, int, int]
"""Which device sends what kind of contribution, about which item."""


def words_of(device: int, number: int) -> str:
    """A text that nobody else writes."""
    return f"Xword-{device}-{number}-"


def contribution(device: Device, sent: Sent, text: str) -> Contribution:
    _, what, which = sent
    meeting = device.room.meeting

    def one(ids: Sequence[str]) -> str:
        return ids[which % len(ids)] if ids else ""

    cards = [card.id for card in meeting.all(Card)]
    below = [item.id for kind in (Excuse, Strategy) for item in meeting.all(kind)]
    made: list[Contribution] = [
        TakeBack(item=one(device.own.items)),
        SetLabels(item=one(device.own.items), labels=("policy",)),
        GiveDots(gap=one(cards), dots=1 + which % 3),
        AddLink(kind=LinkKind.EXCUSE, parent=one(cards), text=text),
        AddLink(kind=LinkKind.STRATEGY, parent=one(below), text=text),
        RaiseFingers(fingers=which % 6),
        Promise(parent=one(below), text=text, due=FRIDAY),
    ]
    card = AddCard(side=list(Side)[which % 2], text=text, labels=("policy",))
    return made[what] if what < len(made) else card


def hidden_words(meeting: Meeting) -> set[str]:
    return {card.text for card in meeting.hidden_cards() if card.text.startswith("Xword")}


def seen_by(device: Device) -> YouData:
    return you_data(device.name, State.IN, device.view)


def check(devices: Sequence[Device], before: RoomData | None) -> RoomData:
    """Look for hidden words in what everybody gets now."""
    meeting = devices[0].room.meeting
    hidden = hidden_words(meeting)
    page = page_of(meeting, EXERCISE, Kind.BOARD)
    parts = [page, page_of(meeting, EXERCISE, Kind.RANK), patch(before, page) if before else None]
    for part in map(json.dumps, parts):
        assert not [words for words in hidden if words in part]
    for number, device in enumerate(devices):
        you = json.dumps(seen_by(device))
        own = f"Xword-{number}-"
        assert not [words for words in hidden if words in you and not words.startswith(own)]
    return page


def kept_secret(record: Record, meeting: Meeting, slips: set[str], sign: str) -> Record:
    """The record with other words, names and dots wherever a page may not tell of them."""
    if isinstance(record, Card) and record.hidden:
        return replace(record, text=sign, author=sign, labels=(sign,))
    if isinstance(record, Card) and not meeting.details.signed:
        return replace(record, author=sign)
    if isinstance(record, Ballot) and record.secret and not record.closed:
        votes = (Vote(gap=meeting.all(Card)[0].id, dots=len(sign)),) if meeting.all(Card) else ()
        kept = [slip for slip in record.slips if slip.id in slips]
        return replace(record, votes=votes, slips=(*kept, Slip(id=sign, votes=votes)))
    return record


def pages(meeting: Meeting) -> list[RoomData]:
    return [page_of(meeting, EXERCISE, kind) for kind in KINDS]


DEEDS = [name for name in VERBS if name not in ("rename a person", "ask")]


@given(
    course=courses(),
    sent=st.lists(
        st.tuples(st.integers(0, 2), st.integers(0, 12), st.integers(0, 99)),
        min_size=4,
        max_size=25,
    ),
    private_at=st.integers(0, 20),
    signed=st.booleans(),
)
def test_nothing_that_is_kept_from_the_room_is_on_a_page(
    course: list[Deed], sent: list[Sent], private_at: int, signed: bool
) -> None:
    room = Room(EXERCISE)
    room.does(rounds.set_participants(room.meeting, NAMES))
    room.does(rounds.sign_cards(room.meeting, signed))
    devices = [Device(room, name) for name in NAMES]
    page: RoomData | None = None
    for number in range(max(len(course), len(sent))):
        if number == private_at:
            room.does(privacy.begin_private(room.meeting))
        if number < len(course) and course[number].name in DEEDS:
            room.does(course[number].change(room.meeting, EXERCISE))
        if number < len(sent):
            device = devices[sent[number][0]]
            text = words_of(sent[number][0], number)
            with suppress(RefusedError):
                device.sends(contribution(device, sent[number], text))
        for device in devices:
            device.forgets()
        page = check(devices, page)
    meeting, slips = room.meeting, {device.own.slip for device in devices}
    shown, own = pages(meeting), [seen_by(device) for device in devices]
    for sign in ("Z", "Zzzzz"):
        records = [kept_secret(record, meeting, slips, sign) for record in meeting.records()]
        twin = Meeting.from_records(records)
        # Not even how long a word is, or how many dots there are, can be read from it.
        assert pages(twin) == shown
    hidden = {card.id for card in meeting.hidden_cards()}
    room.does(privacy.reveal(meeting, Random(1)))
    revealed = page_of(meeting, EXERCISE, Kind.BOARD)
    assert {card["id"] for card in revealed["cards"]} == {card.id for card in meeting.all(Card)}
    for device, before in zip(devices, own, strict=True):
        device.forgets()
        after = {item["id"] for item in seen_by(device)["items"]}
        assert not after & hidden
        assert after == {item["id"] for item in before["items"]} - hidden


def test_the_pages_look_at_what_devices_have_hidden() -> None:
    """The test above finds what it looks for: its devices have written something."""
    room = Room(EXERCISE)
    room.does(privacy.begin_private(room.meeting))
    devices = [Device(room, name) for name in NAMES]
    for number, device in enumerate(devices):
        device.sends(contribution(device, (number, 12, 1), words_of(number, 1)))
    room.does(tally.open_ballot(room.meeting, 1))
    assert hidden_words(room.meeting) == {words_of(number, 1) for number in range(3)}
    check(devices, None)
    assert words_of(1, 1) in json.dumps(seen_by(devices[1]))
    room.does(privacy.reveal(room.meeting, Random(1)))
    page = json.dumps(page_of(room.meeting, EXERCISE, Kind.BOARD))
    assert all(words_of(number, 1) in page for number in range(3))
