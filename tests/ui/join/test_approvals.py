"""The facilitator looks at some of what phones send before it is in the meeting."""

from datetime import date, timedelta

import pytest

from facilitator.domain.chain import verbs
from facilitator.domain.contributions.contribution import AddCard, Promise
from facilitator.domain.facilitation.rounds import sign_cards
from facilitator.domain.records import Action, Card, Excuse, Side, Strategy
from tests.support.joined_room import Guest, JoinedRoom, data_of
from tests.support.phone import new_key


@pytest.fixture
def ana(joined: JoinedRoom) -> Guest:
    """Somebody who is in, while everything is looked at first."""
    ana = joined.comes_in("Ana")
    joined.joining.set_moderates(True)
    return ana


def test_a_card_waits_until_it_is_approved_and_the_phone_says_so(
    joined: JoinedRoom, ana: Guest
) -> None:
    room = joined.room
    sent = data_of(ana.card("They wait too long"))
    assert (sent["waits"], room.left()) == (True, [])
    (proposal,) = joined.joining.proposals
    assert joined.joining.name_of(proposal.device) == "Ana"
    assert proposal.contribution == AddCard(
        side=proposal.contribution.side,  # type: ignore[union-attr]
        text="They wait too long",
        anonymous=True,
    )
    ana.until(lambda page: page.waiting == ["They wait too long"])
    assert joined.joining.approve(proposal.id, "They wait far too long") == ""
    assert room.left() == ["They wait far too long"]
    assert room.meeting.all(Card)[0].id == sent["item"]
    ana.until(lambda page: (page.waiting, page.own) == ([], ["They wait far too long"]))
    assert joined.joining.proposals == ()
    # To approve was the facilitator's own doing.
    room.presses("Ctrl+Z")
    assert room.left() == []
    ana.until(lambda page: page.own == [])


def test_what_is_declined_goes_from_the_phone_and_was_never_on_the_wall(
    joined: JoinedRoom, ana: Guest
) -> None:
    ana.card("Rude words")
    joined.joining.decline(joined.joining.proposals[0].id)
    ana.until(lambda page: page.waiting == [] and page.own == [])
    assert joined.room.left() == []
    assert not any("'put'" in text and "Rude" in text for text in ana.heard)


def test_what_waits_can_be_taken_back_and_sent_twice_it_waits_once(
    joined: JoinedRoom, ana: Guest
) -> None:
    key = new_key()
    assert data_of(ana.card("One", key=key)) == data_of(ana.card("One", key=key))
    assert len(joined.joining.proposals) == 1
    assert ana.sends("back", of=key).status == 200
    assert joined.joining.proposals == ()
    ana.until(lambda page: page.waiting == [])


def test_what_is_approved_carries_no_name_that_was_not_kept_as_it_was_written(
    joined: JoinedRoom, ana: Guest
) -> None:
    ana.card("Without a name")
    joined.room.session.execute(sign_cards(joined.room.meeting, True))
    joined.joining.approve(joined.joining.proposals[0].id)
    (card,) = joined.room.meeting.all(Card)
    assert card.author == ""


def test_once_nothing_is_looked_at_first_any_more_cards_come_in_at_once(
    joined: JoinedRoom, ana: Guest
) -> None:
    joined.joining.set_moderates(False)
    assert data_of(ana.card("At once"))["waits"] is False
    assert joined.room.left() == ["At once"]


def test_a_promise_is_made_once_the_facilitator_has_confirmed_it(joined: JoinedRoom) -> None:
    room, ana = joined.room, joined.comes_in("Ana")
    room.says("They wait")
    (card,) = room.meeting.all(Card)
    room.session.execute(verbs.add_excuses(room.meeting, card.id, ["One slicer"]))
    (slicer,) = room.meeting.all(Excuse)
    room.session.execute(verbs.add_strategies(room.meeting, slicer.id, ["Buy a second one"]))
    (strategy,) = room.meeting.all(Strategy)
    due = date.today() + timedelta(days=14)
    reply = ana.sends("promise", parent=strategy.id, text="I buy the slicer", due=due.isoformat())
    assert data_of(reply)["waits"]
    assert room.meeting.all(Action) == []
    (proposal,) = joined.joining.proposals
    assert proposal.contribution == Promise(parent=strategy.id, text="I buy the slicer", due=due)
    joined.joining.approve(proposal.id)
    (action,) = room.meeting.all(Action)
    assert (action.owner, action.due, action.text) == ("Ana", due, "I buy the slicer")
    ana.until(
        lambda page: (
            page.you is not None
            and [each["text"] for each in page.you["actions"]] == ["I buy the slicer"]
        )
    )


def test_what_can_not_be_approved_any_more_says_why_and_stays(joined: JoinedRoom) -> None:
    room, ana = joined.room, joined.comes_in("Ana")
    joined.joining.set_moderates(True)
    gaps = room.session.exercise.column(Side.RIGHT).id
    room.session.execute(verbs.add_cards(room.meeting, gaps, ["They wait"]))
    (card,) = room.meeting.all(Card)
    data_of(ana.sends("link", kind="excuse", parent=card.id, text="One slicer"))
    room.session.execute(verbs.remove(room.meeting, [card]))
    (proposal,) = joined.joining.proposals
    assert joined.joining.approve(proposal.id) != ""
    assert joined.joining.proposals == (proposal,)


def test_who_has_left_is_named_on_what_still_waits(joined: JoinedRoom) -> None:
    room = joined.room
    room.session.execute(sign_cards(room.meeting, True))
    joined.joining.set_moderates(True)
    ana = joined.comes_in("Ana")
    data_of(ana.card("They wait too long"))
    assert joined.does(lambda: ana.phone.post("/leave")).status == 200
    room.until(lambda: joined.joining.people == ())
    (proposal,) = joined.joining.proposals
    assert joined.joining.approve(proposal.id) == ""
    assert [(card.text, card.author) for card in room.meeting.all(Card)] == [
        ("They wait too long", "Ana")
    ]


def test_nobody_is_named_on_a_card_for_which_no_name_is_kept(
    joined: JoinedRoom, ana: Guest
) -> None:
    data_of(ana.card("They wait too long"))
    assert [proposal.name for proposal in joined.joining.proposals] == [""]
