"""What the facilitator removes of what came from devices, and what is forgotten at the reveal."""

from random import Random

import pytest

from facilitator.domain.contributions.contribution import AddCard, GiveDots, RaiseFingers, TakeBack
from facilitator.domain.contributions.own import Own
from facilitator.domain.contributions.removal import remove_hidden, withdraw_all
from facilitator.domain.facilitation import privacy
from facilitator.domain.follow_up.roti import raised_in
from facilitator.domain.records import Card, Side
from facilitator.domain.refusals import Reason, RefusedError
from facilitator.domain.vote import tally
from tests.support.devices import Device
from tests.support.small_meeting import Room


def test_all_that_a_removed_device_sent_goes_in_one_change_that_can_be_undone() -> None:
    room = Room()
    troll, ann = Device(room, "Troll"), Device(room, "Ann")
    ann.writes("late")
    for text in ("silly", "sillier"):
        troll.writes(text)
    room.does(tally.open_ballot(room.meeting, 0))
    for device, fingers in ((troll, 1), (ann, 5)):
        device.sends(GiveDots(gap=room.meeting.all(Card)[0].id, dots=2))
        device.sends(RaiseFingers(fingers=fingers))
    before = room.meeting.copy()
    change = room.does(withdraw_all(room.meeting, troll.own))
    assert (room.column("bad"), raised_in(room.meeting)) == (["late"], (5,))
    assert [slip.id for slip in room.meeting.ballots[-1].slips] == [ann.own.slip]
    assert change.undoable
    room.undoes()
    assert room.meeting == before


def test_of_a_device_that_sent_nothing_nothing_is_removed() -> None:
    assert not withdraw_all(Room().meeting, Own(name="Ann"))


def test_a_hidden_card_is_removed_without_a_word_of_it() -> None:
    room = Room()
    (seen,) = room.cards("bad", "seen")
    room.does(privacy.begin_private(room.meeting))
    ann = Device(room, "Ann")
    known = ann.writes("quagga")
    for change in (remove_hidden(room.meeting, known), withdraw_all(room.meeting, ann.own)):
        assert change.removed
        assert change.subject == "", "it is what undo is called by"
    room.does(remove_hidden(room.meeting, known))
    assert (room.column("bad"), ann.view.items) == (["seen"], ())
    for gone in (known, seen.id):
        with pytest.raises(RefusedError) as raised:
            remove_hidden(room.meeting, gone)
        assert raised.value.reason is Reason.NOT_THERE
    room.undoes()
    assert [item.text for item in ann.view.items] == ["quagga"]


def test_at_the_reveal_it_is_forgotten_who_sent_what_was_hidden() -> None:
    room = Room()
    ann = Device(room, "Ann")
    ann.writes("said openly")
    room.does(privacy.begin_private(room.meeting))
    hidden = ann.writes("only mine")
    room.does(privacy.end_private(room.meeting))
    later = ann.writes("openly again")
    ann.forgets()
    assert hidden in ann.own.items
    assert hidden not in ann.own.seen
    room.does(privacy.reveal(room.meeting, Random(1)))
    # Even before the server has forgotten it, nothing of it is shown as one's own.
    assert [item.text for item in ann.view.items] == ["said openly", "openly again"]
    ann.forgets()
    assert (hidden in ann.own.items, later in ann.own.items) == (False, True)
    assert ann.refused(TakeBack(item=hidden)) is Reason.NOT_OWN
    # Sent once more, as after a crash, it is nobody's either.
    ann.sends(AddCard(side=Side.RIGHT, text="only mine"), hidden)
    assert hidden not in ann.own.items
    assert sorted(room.column("bad")) == ["only mine", "openly again", "said openly"]
