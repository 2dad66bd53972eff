"""What participants send from their devices in a meeting, and what is refused."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from facilitator.domain.chain import arrange, verbs
from facilitator.domain.change import Verb
from facilitator.domain.change_builder import ChangeBuilder
from facilitator.domain.contributions.contribution import (
    AddCard,
    AddLink,
    AddStatement,
    Contribution,
    GiveDots,
    LinkKind,
    Promise,
    ProposeVerdict,
    RaiseFingers,
    SayYes,
    SetDone,
    SetLabels,
    TakeBack,
)
from facilitator.domain.facilitation import privacy, rounds
from facilitator.domain.facilitation.lifecycle import go_to_step
from facilitator.domain.follow_up.roti import count_fingers, raised_in
from facilitator.domain.records import (
    Action,
    Card,
    Excuse,
    Side,
    Statement,
    Status,
    Strategy,
    Verdict,
)
from facilitator.domain.refusals import Reason
from facilitator.domain.vote import tally
from tests.support.devices import Device
from tests.support.small_meeting import EXERCISE, FRIDAY, TODAY, Room, texts

ANONYMOUS = replace(
    EXERCISE,
    stages=tuple(
        replace(stage, active=Side.RIGHT, anonymous=True) if number == 0 else stage
        for number, stage in enumerate(EXERCISE.stages)
    ),
)
"""Whose board for the gaps is anonymous."""


def with_names(room: Room) -> None:
    room.does(rounds.set_participants(room.meeting, ["Ann", "Ben"]))
    room.does(rounds.sign_cards(room.meeting, True))
    room.does(rounds.begin_rounds(room.meeting))


def test_a_card_has_the_name_of_who_sent_it_and_not_of_whose_turn_it_is() -> None:
    room = Room()
    with_names(room)
    assert rounds.whose_turn(room.meeting) == "Ann"
    Device(room, "Ben").writes("late")
    Device(room).writes("slow")
    assert [(c.text, c.author) for c in room.meeting.all(Card)] == [("late", "Ben"), ("slow", "")]


def test_where_no_names_are_kept_a_card_has_none() -> None:
    room = Room()
    ben = Device(room, "Ben")
    ben.writes("before names were on")
    with_names(room)
    ben.sends(AddCard(side=Side.RIGHT, text="written before, sent late", anonymous=True))
    assert not any(card.author for card in room.meeting.all(Card))
    private = Room(ANONYMOUS)
    with_names(private)
    Device(private, "Ben").writes("on the anonymous stage")
    Device(private, "Ben").writes("for the other column there", Side.LEFT)
    private.does(go_to_step(private.meeting, "rank"))
    Device(private, "Ben").writes("for its column, later")
    assert not any(card.author for card in private.meeting.all(Card))
    Device(private, "Ben").writes("for the other one", Side.LEFT)
    assert [card.author for card in private.meeting.children(Card, "good")] == ["", "Ben"]


def test_a_card_is_taken_on_every_stage_and_is_hidden_while_all_write_in_private() -> None:
    room, seen = Room(), []
    ann = Device(room, "Ann")
    for stage in EXERCISE.stages:
        room.does(go_to_step(room.meeting, stage.id))
        seen.append(ann.writes(f"sent on {stage.id}"))
    room.does(privacy.begin_private(room.meeting))
    hidden = ann.writes("only mine")
    assert room.column("bad") == [
        *(f"sent on {stage.id}" for stage in EXERCISE.stages),
        "only mine",
    ]
    assert [card.id for card in room.meeting.hidden_cards()] == [hidden]
    assert [(item.id, item.hidden) for item in ann.view.items] == [
        *((card, False) for card in seen),
        (hidden, True),
    ]
    assert Device(room, "Ben").view.items == ()


def test_the_same_card_sent_again_is_one_card() -> None:
    room = Room()
    ann = Device(room)
    card = AddCard(side=Side.LEFT, text="good bread", labels=())
    ann.sends(card, "a" * 32)
    ann.sends(card, "a" * 32)
    assert (room.column("good"), ann.own.items) == (["good bread"], ("a" * 32,))


def test_a_card_gets_those_labels_that_fit_it() -> None:
    room = Room()
    ann = Device(room)
    card = AddCard(side=Side.RIGHT, text="a rule", labels=("keep", "nonsense", "policy", "drop"))
    known = ann.sends(card)
    ann.sends(AddCard(side=Side.LEFT, text="good bread", labels=("policy",)))
    bad, good = room.meeting.children(Card, "bad"), room.meeting.children(Card, "good")
    # Of labels that rule each other out the last one counts; strengths carry none here.
    assert ([c.labels for c in bad], [c.labels for c in good]) == ([("policy", "drop")], [()])
    ann.sends(SetLabels(item=known, labels=("keep",)))
    assert ann.view.items[0].labels == ("keep",)
    assert Device(room).refused(SetLabels(item=known, labels=())) is Reason.NOT_OWN


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("  two\r\nlines\t ", "two\nlines"),
        ("abc\u202egpj.exe", "abcgpj.exe"),
        ("\u2067عربي\u2069 and \u202bmore", "\u2067عربي\u2069 and more"),
        ("\u2066open\nclosed\u2069", "open\nclosed"),
        ("\u2067a\u202eb\u2069c\u202c", "\u2067ab\u2069c"),
        ("bell\x07 and null\x00", "bell and null"),
        ("<b>R&D</b>", "<b>R&D</b>"),
        ("👩‍🚒 ok", "👩‍🚒 ok"),
    ],
)
def test_text_is_text_and_turns_nothing_around(text: str, kept: str) -> None:
    room = Room()
    Device(room).writes(text)
    assert room.column("bad") == [kept]


@pytest.mark.parametrize("text", ["", "  \n ", "\u202e\u202c\u2069", "\u200b", "\x00"])
def test_a_text_without_words_is_refused(text: str) -> None:
    assert Device(Room()).refused(AddCard(side=Side.LEFT, text=text)) is Reason.EMPTY


def test_a_text_is_a_sentence_and_no_book() -> None:
    room = Room()
    Device(room).writes("x" * 500)
    for text in ("x" * 501, " " * 100_000 + "x", "x" * 6_000):
        assert Device(room).refused(AddCard(side=Side.LEFT, text=text)) is Reason.TOO_LONG
    assert room.meeting.count(Card) == 1


def test_the_chain_grows_under_what_is_there() -> None:
    room = Room()
    (gap,) = room.cards("bad", "they wait")
    (strength,) = room.cards("good", "we greet")
    ann = Device(room)
    excuse = ann.sends(AddLink(kind=LinkKind.EXCUSE, parent=gap.id, text="no staff"))
    origin = ann.sends(AddLink(kind=LinkKind.ORIGIN, parent=excuse, text="no money"))
    deeper = ann.sends(AddLink(kind=LinkKind.ORIGIN, parent=origin, text="no plan"))
    for parent in (excuse, origin, deeper):
        ann.sends(AddLink(kind=LinkKind.STRATEGY, parent=parent, text="hire"))
    ann.sends(AddStatement(stage="statement", text="we are there"))
    assert [item.text for item in ann.view.items] == [
        *("no staff", "no money", "no plan", "hire", "hire", "hire", "we are there"),
    ]
    # Nothing hangs where it has no sense, or under what is gone.
    wrong = [
        AddLink(kind=LinkKind.EXCUSE, parent=strength.id, text="x"),
        AddLink(kind=LinkKind.EXCUSE, parent=excuse, text="x"),
        AddLink(kind=LinkKind.ORIGIN, parent=gap.id, text="x"),
        AddLink(kind=LinkKind.STRATEGY, parent=gap.id, text="x"),
        AddLink(kind=LinkKind.STRATEGY, parent=strength.id, text="x"),
        AddLink(kind=LinkKind.STRATEGY, parent="0" * 32, text="x"),
        AddStatement(stage="board", text="x"),
    ]
    assert {ann.refused(each) for each in wrong} == {Reason.NOT_THERE}


def test_where_that_is_asked_for_a_strategy_follows_from_a_strength() -> None:
    stages = tuple(replace(stage, from_strengths=True) for stage in EXERCISE.stages)
    room = Room(replace(EXERCISE, stages=stages))
    (strength,) = room.cards("good", "we greet")
    Device(room).sends(AddLink(kind=LinkKind.STRATEGY, parent=strength.id, text="by name"))
    assert texts(room.meeting.children(Strategy, strength.id)) == ["by name"]


def test_an_excuse_for_a_card_that_was_grouped_meanwhile_is_still_taken() -> None:
    room = Room()
    gap, other = room.cards("bad", "they wait", "they wait long")
    room.does(arrange.group(room.meeting, [gap, other], "waiting"))
    Device(room).sends(AddLink(kind=LinkKind.EXCUSE, parent=gap.id, text="no staff"))
    assert texts(room.meeting.all(Excuse)) == ["no staff"]


def test_nothing_hangs_under_a_hidden_card() -> None:
    room = Room()
    room.does(privacy.begin_private(room.meeting))
    ann = Device(room)
    hidden = ann.writes("only mine")
    for device in (ann, Device(room)):
        link = AddLink(kind=LinkKind.EXCUSE, parent=hidden, text="no staff")
        assert device.refused(link) is Reason.NOT_THERE
    room.does(privacy.reveal(room.meeting, Random(1)))
    excuse = ann.sends(AddLink(kind=LinkKind.EXCUSE, parent=hidden, text="no staff"))
    builder = ChangeBuilder(room.meeting)
    builder.upsert(replace(room.meeting.all(Card)[0], hidden=True))
    room.does(builder.change(Verb.REVEAL))
    for kind in (LinkKind.ORIGIN, LinkKind.STRATEGY):
        link = AddLink(kind=kind, parent=excuse, text="no money")
        assert Device(room).refused(link) is Reason.NOT_THERE


def test_one_takes_back_ones_own_while_nobody_has_done_anything_with_it() -> None:
    room = Room()
    ann, ben = Device(room, "Ann"), Device(room, "Ben")
    card, kept = ann.writes("late"), ann.writes("slow")
    assert ben.refused(TakeBack(item=card)) is Reason.NOT_OWN
    ann.sends(TakeBack(item=card))
    assert (room.column("bad"), ann.own.items) == (["slow"], (kept,))
    assert ann.refused(TakeBack(item=card)) is Reason.NOT_OWN


def _builds(room: Room, card: Card) -> None:
    room.excuse(card, "no staff")


def _rewords(room: Room, card: Card) -> None:
    room.does(verbs.edit_text(room.meeting, card, "too slow"))


def _groups(room: Room, card: Card) -> None:
    room.does(arrange.group(room.meeting, [card, *room.cards("bad", "late")], "time"))


def _votes(room: Room, card: Card) -> None:
    room.does(tally.open_ballot(room.meeting, 1))
    Device(room).sends(GiveDots(gap=card.id, dots=1))


def _ranks(room: Room, card: Card) -> None:
    order = [card, *room.cards("bad", "late")]
    room.does(arrange.rank_by(room.meeting, order, [card], 1))


@pytest.mark.parametrize("does", [_builds, _rewords, _groups, _votes, _ranks])
def test_what_others_have_done_something_with_stays(does: Callable[[Room, Card], None]) -> None:
    room = Room()
    ann = Device(room)
    known = ann.writes("slow")
    assert ann.view.items[0].can_be_taken_back
    (card,) = room.meeting.all(Card)
    does(room, card)
    assert not ann.view.items[0].can_be_taken_back
    assert ann.refused(TakeBack(item=known)) is Reason.IN_USE


def test_a_statement_that_was_ticked_stays() -> None:
    room = Room()
    ann = Device(room)
    known = ann.sends(AddStatement(stage="statement", text="we are there"))
    (statement,) = room.meeting.all(Statement)
    room.does(verbs.tick(room.meeting, statement, "fair"))
    assert ann.refused(TakeBack(item=known)) is Reason.IN_USE


def test_dots_stay_within_the_limits_and_end_with_the_vote() -> None:
    room = Room()
    slow, late = room.cards("bad", "slow", "late")
    ann = Device(room)
    assert ann.refused(GiveDots(gap=slow.id, dots=1)) is Reason.NO_BALLOT
    room.does(tally.open_ballot(room.meeting, 0, dots=4, most=3))
    ann.sends(GiveDots(gap=slow.id, dots=2))
    ann.sends(GiveDots(gap=slow.id, dots=3))
    ann.sends(GiveDots(gap=late.id, dots=1))
    assert ann.refused(GiveDots(gap=late.id, dots=2)) is Reason.NO_DOTS_LEFT
    assert ann.refused(GiveDots(gap=slow.id, dots=4)) is Reason.TOO_MANY_FOR_ONE
    dots = ann.view.dots
    assert dots is not None
    assert (dict(dots.given), dots.left) == ({slow.id: 3, late.id: 1}, 0)
    ben = Device(room)
    assert ben.view.dots is not None
    assert (dict(ben.view.dots.given), ben.view.dots.left) == ({}, 4)
    (ballot,) = room.meeting.ballots
    assert [slip.id for slip in ballot.slips] == [ann.own.slip]
    room.does(tally.close_ballot(room.meeting, EXERCISE))
    ann.forgets()
    assert (ann.own.slip, ann.view.dots) == ("", None)
    assert ann.refused(GiveDots(gap=slow.id, dots=1)) is Reason.NO_BALLOT
    room.does(tally.open_ballot(room.meeting, 0))
    ann.sends(GiveDots(gap=late.id, dots=1))
    assert ann.own.slip != ballot.slips[0].id
    room.does(tally.close_ballot(room.meeting, EXERCISE))
    room.does(tally.open_ballot(room.meeting, 0))
    # Nor when what is over was not forgotten yet.
    before = ann.own.slip
    ann.sends(GiveDots(gap=late.id, dots=1))
    assert ann.own.slip != before


def test_who_has_voted_has_no_second_slip_when_the_vote_is_opened_again() -> None:
    room = Room()
    (slow,) = room.cards("bad", "slow")
    ann, ben = Device(room), Device(room)
    room.does(tally.open_ballot(room.meeting, 0, dots=4, most=3))
    ann.sends(GiveDots(gap=slow.id, dots=3))
    closed = tally.close_ballot(room.meeting, EXERCISE)
    room.does(closed)
    ann.forgets()
    ben.forgets()
    room.does(closed.inverse())
    dots = ann.view.dots
    assert dots is not None
    assert (dict(dots.given), dots.left) == ({}, 0)
    assert ann.refused(GiveDots(gap=slow.id, dots=3)) is Reason.NO_DOTS_LEFT
    # Who has not voted yet still can.
    ben.sends(GiveDots(gap=slow.id, dots=1))
    (ballot,) = room.meeting.ballots
    assert tally.totals(room.meeting, ballot) == {slow.id: 4}


def test_first_dots_sent_again_after_a_crash_make_no_second_slip() -> None:
    room = Room()
    ann, (slow,) = Device(room), room.cards("bad", "slow")
    room.does(tally.open_ballot(room.meeting, 0))
    before, dots = ann.own, GiveDots(gap=slow.id, dots=2)
    ann.sends(dots, "a" * 32)
    # The meeting was saved, and what the device has was not.
    ann.own = before
    ann.sends(dots, "a" * 32)
    (ballot,) = room.meeting.ballots
    assert tally.totals(room.meeting, ballot) == {slow.id: 2}
    assert [slip.id for slip in ballot.slips] == [ann.own.slip]


def promised(room: Room) -> tuple[str, Promise]:
    (gap,) = room.cards("bad", "they wait")
    strategy = room.strategy(room.excuse(gap, "no staff"), "hire")
    return strategy.id, Promise(parent=strategy.id, text="hire two", due=FRIDAY)


def test_a_promise_is_an_action_of_ones_own_with_ones_yes() -> None:
    room = Room()
    with_names(room)
    strategy, promise = promised(room)
    ann = Device(room, "Ann")
    known = ann.sends(promise)
    (action,) = room.meeting.all(Action)
    assert (action.id, action.strategy, action.owner, action.due, action.agreed) == (
        *(known, strategy, "Ann", FRIDAY, ("Ann",)),
    )
    (own,) = ann.view.actions
    assert (own.text, own.is_earlier, own.wants_yes) == ("hire two", False, False)
    room.does(verbs.commit_action(room.meeting, replace(action, sign="short queues")))
    ann.sends(promise, known)
    assert [(a.id, a.sign) for a in room.meeting.all(Action)] == [(known, "short queues")]
    # Once it is confirmed it is in the plan, and nothing that a device takes back.
    assert ann.refused(TakeBack(item=known)) is Reason.NOT_OWN
    yesterday = replace(promise, due=TODAY - timedelta(days=1))
    assert ann.refused(yesterday) is Reason.PAST_DAY
    assert ann.refused(replace(promise, parent="0" * 32)) is Reason.NOT_THERE
    assert ann.refused(replace(promise, text=" ")) is Reason.EMPTY
    assert Device(room).refused(promise) is Reason.NO_NAME


def test_one_says_yes_to_an_action_of_ones_own_and_what_became_of_it() -> None:
    room = Room()
    with_names(room)
    _, promise = promised(room)
    Device(room, "Ann").sends(promise)
    (action,) = room.meeting.all(Action)
    room.does(verbs.commit_action(room.meeting, replace(action, owner="Ann and ben")))
    ben = Device(room, "Ben")
    assert [each.wants_yes for each in ben.view.actions] == [True]
    ben.sends(SayYes(action=action.id))
    assert [each.wants_yes for each in ben.view.actions] == [False]
    assert room.now(action).agreed == ("Ann", "ben")
    said = ProposeVerdict(action=action.id, status=Status.EXCUSE)
    assert ben.refused(said) is Reason.EMPTY
    verdict = ben.sends(replace(said, text="no money"))
    ben.sends(replace(said, text="no money"), verdict)
    assert [(v.id, v.text) for v in room.meeting.all(Verdict)] == [(verdict, "no money")]
    assert texts(room.meeting.children(Excuse, verdict)) == ["no money"]
    for other in (SayYes(action=action.id), replace(said, text="no time")):
        assert Device(room, "Cem").refused(other) is Reason.NOT_OWN
        assert Device(room).refused(other) is Reason.NO_NAME


def test_fingers_are_raised_once_a_device_among_those_of_raised_hands() -> None:
    room = Room()
    room.does(count_fingers(room.meeting, [5, 5]))
    ann, ben = Device(room), Device(room)
    ann.sends(RaiseFingers(fingers=2))
    ben.sends(RaiseFingers(fingers=4))
    ann.sends(RaiseFingers(fingers=3))
    assert (sorted(raised_in(room.meeting)), ann.view.fingers) == ([3, 4, 5, 5], 3)
    # The key that takes back a hand takes one that was counted last.
    assert raised_in(room.meeting)[-1] == 5
    ann.sends(RaiseFingers(fingers=0))
    ben.sends(RaiseFingers(fingers=0))
    assert (raised_in(room.meeting), ben.view.fingers) == ((5, 5), None)


def test_fingers_that_were_cleared_are_not_taken_from_somebody_else() -> None:
    room = Room()
    ann = Device(room)
    ann.sends(RaiseFingers(fingers=4))
    room.does(count_fingers(room.meeting, []))
    ann.forgets()
    assert ann.view.fingers is None
    room.does(count_fingers(room.meeting, [4]))
    ann.sends(RaiseFingers(fingers=5))
    assert sorted(raised_in(room.meeting)) == [4, 5]


def test_the_order_of_fingers_does_not_tell_who_raised_which() -> None:
    found = set()
    for seed in range(40):
        room = Room()
        for number in (1, 2, 3, 4):
            Device(room, chance=Random(seed * 10 + number)).sends(RaiseFingers(fingers=number))
        found.add(raised_in(room.meeting))
    assert len(found) > 3


def test_being_done_alters_nothing_in_the_meeting() -> None:
    room = Room()
    before = room.meeting.records()
    ann = Device(room, "Ann")
    own = ann.own
    ann.sends(SetDone(is_done=True))
    assert (room.meeting.records(), ann.own) == (before, own)


def test_all_that_a_device_sends_late_is_refused_or_fits_the_meeting() -> None:
    room = Room()
    ann = Device(room, "Ann")
    gap = ann.writes("they wait")
    builder = ChangeBuilder(room.meeting)
    (card,) = room.meeting.all(Card)
    builder.delete(card)
    room.does(builder.change(Verb.REMOVE))
    late: list[Contribution] = [
        AddLink(kind=LinkKind.EXCUSE, parent=gap, text="no staff"),
        SetLabels(item=gap, labels=("keep",)),
        Promise(parent=gap, text="hire", due=FRIDAY),
        ProposeVerdict(action=gap, status=Status.DONE),
        SayYes(action=gap),
    ]
    assert {ann.refused(each) for each in late} == {Reason.NOT_THERE}
    ann.sends(TakeBack(item=gap))
    assert ann.own.items == ()


@pytest.mark.parametrize("between", ["", "\u200d", "\u034f"])
def test_no_tower_of_marks_covers_what_others_have_written(between: str) -> None:
    room = Room()
    Device(room).writes("e" + f"\u0301{between}" * 80 + " and on")
    (card,) = room.meeting.all(Card)
    assert 1 <= card.text.count("\u0301") <= 5
    assert card.text.endswith(" and on")
    # As much as a language needs is kept: Hebrew with its points and accents, Vietnamese, a family.
    for text in (
        "\u05e9\u05c1\u05bc\u05b8\u0591\u05bd",
        "Vie\u0323\u0302t",
        "👩🏽\u200d❤\ufe0f\u200d👨🏿",
    ):
        Device(room).writes(text)
        assert room.meeting.all(Card)[-1].text == text
