"""Checks on gaps: what is answered stays open until an action answers it, and is shown."""

from dataclasses import replace
from datetime import date

import pytest

from facilitator.domain.answers.answers import answer, check, check_of, choose
from facilitator.domain.boards import Selection, board_for
from facilitator.domain.chain import arrange, verbs
from facilitator.domain.chain.chain import all_actions, gap_text
from facilitator.domain.chain.deferrals import defer
from facilitator.domain.chain.flow import Step
from facilitator.domain.change import Change, Edit, Verb
from facilitator.domain.exercise import Kind
from facilitator.domain.follow_up import verdicts
from facilitator.domain.follow_up.look_back import look_back, open_promises
from facilitator.domain.open_items.still_open import still_open
from facilitator.domain.records import (
    Action,
    Answer,
    Card,
    Check,
    EarlierAction,
    Lack,
    Side,
    Status,
    Theme,
)
from facilitator.domain.room.entry import Attention, Entry
from facilitator.domain.room.room_view import Answered, DiscussedGap, RoomView, room_view
from tests.support.checked_exercise import CHECKED, LABELS, MENDED, PROMISES, SORRY
from tests.support.small_meeting import FRIDAY, TODAY, Room


@pytest.fixture
def room() -> Room:
    return Room(CHECKED)


def wanting(room: Room) -> list[tuple[str, str]]:
    """What is open of the answers: the question, and what was said."""
    found = still_open(room.meeting, CHECKED).items
    return [(each.text, each.choice) for each in found if isinstance(each.item, Answer)]


def commits(room: Room, given: Answer, text: str = "Ring her") -> Action:
    draft = Action(id="", strategy=given.id, text=text, place=0, owner="Baker", due=FRIDAY)
    change = room.does(verbs.commit_action(room.meeting, replace(draft, id=f"a-{text}")))
    (action,) = change.added
    assert isinstance(action, Action)
    return action


def view(room: Room, kind: Kind, selection: Selection | None = None) -> RoomView:
    stage = next(stage for stage in CHECKED.stages if stage.kind is kind)
    attention = Attention(selection=selection or Selection())
    return room_view(room.meeting, CHECKED, Step(stage), attention, Entry())


def test_no_and_not_yet_are_open_until_an_action_lives_or_it_becomes_yes(room: Room) -> None:
    (gap,) = room.cards("bad", "Closed at noon")
    room.strategy(room.excuse(gap, "We eat then"), "Take turns")
    for said in (Check.NO, Check.NOT_YET):
        room.does(check(room.meeting, SORRY, gap, said))
        assert wanting(room) == [(SORRY.question, said.value)]
    given = check_of(room.meeting, SORRY, gap)
    assert given is not None
    action = commits(room, given)
    assert wanting(room) == []
    assert gap_text(room.meeting, action) == "Closed at noon"
    room.verdict(action, Status.DROPPED)
    assert wanting(room) == [(SORRY.question, "not yet")], "what was dropped answers nothing"
    room.does(check(room.meeting, SORRY, gap, Check.YES))
    assert wanting(room) == []
    room.does(check(room.meeting, SORRY, gap, Check.YES))
    assert room.meeting.get(Answer, given.id) is not None, "an action hangs under it"
    while room.meeting.count(Answer):
        room.undoes()
    assert room.meeting.count(Action) == 0 and wanting(room) == []


def test_what_is_left_for_another_day_is_no_longer_counted(room: Room) -> None:
    (gap,) = room.cards("bad", "Closed at noon")
    room.does(check(room.meeting, MENDED, gap, Check.NO))
    (found,) = (each for each in still_open(room.meeting, CHECKED).items if each.choice)
    room.does(defer(room.meeting, [found.deferred], "after the holidays"))
    assert wanting(room) == []
    assert still_open(room.meeting, CHECKED).counts.answers == 0
    assert still_open(room.meeting, CHECKED).counts.later == 1


def test_a_theme_shows_what_was_answered_about_its_cards_and_keeps_its_own(room: Room) -> None:
    first, second = room.cards("bad", "Closed at noon", "Nobody answers")
    room.does(check(room.meeting, SORRY, second, Check.NO))
    room.does(arrange.group(room.meeting, [first, second], "Hard to reach"))
    (theme,) = room.meeting.all(Theme)
    room.does(check(room.meeting, MENDED, theme, Check.NOT_YET))
    band = view(room, Kind.DISCUSS).band
    assert isinstance(band, DiscussedGap)
    shown = [(each.name, each.said, each.of) for each in band.checks]
    assert shown == [
        ("apology", None, ""),
        ("mended for good", Check.NOT_YET, ""),
        ("apology", Check.NO, "Nobody answers"),
    ]
    (card,) = view(room, Kind.RANK).columns[0].cards
    assert [each.said for each in card.checks] == [Check.NOT_YET, Check.NO]
    room.does(arrange.split(room.meeting, theme))
    assert {given.about for given in room.meeting.all(Answer)} == {first.id, second.id}
    assert len(wanting(room)) == 2


def test_themes_that_become_one_answer_each_check_once(room: Room) -> None:
    cards = room.cards("bad", *"abcd")
    for pair in (cards[:2], cards[2:]):
        room.does(arrange.group(room.meeting, [room.now(card) for card in pair], pair[0].text))
    for theme in room.meeting.all(Theme):
        room.does(check(room.meeting, SORRY, theme, Check.NO))
    room.does(arrange.group(room.meeting, room.meeting.all(Theme), "all"))
    assert wanting(room) == [(SORRY.question, "no")]


def test_nothing_of_a_hidden_card_is_shown(room: Room) -> None:
    (gap,) = room.cards("bad", "Closed at noon")
    room.does(check(room.meeting, SORRY, gap, Check.NO))
    room.meeting.apply(_becomes(room.now(gap), replace(room.now(gap), hidden=True)))
    assert wanting(room) == []
    for kind in (Kind.BOARD, Kind.RANK, Kind.DISCUSS, Kind.COMMIT, Kind.CLOSE):
        assert "apology" not in str(view(room, kind)), kind


def _becomes(before: Card, after: Card) -> Change:
    return Change("m", Verb.EDIT, (Edit(before, after),))


def test_after_the_strategies_come_the_answers_that_want_an_action(room: Room) -> None:
    (gap,) = room.cards("bad", "Closed at noon")
    strategy = room.strategy(room.excuse(gap, "We eat then"), "Take turns")
    room.does(check(room.meeting, MENDED, gap, Check.YES))
    room.does(check(room.meeting, SORRY, gap, Check.NO))
    room.does(answer(room.meeting, PROMISES, ["We ring back"]))
    (promise,) = (each for each in room.meeting.all(Answer) if each.text)
    room.does(choose(room.meeting, promise, "not always"))
    given = check_of(room.meeting, SORRY, gap)
    assert given is not None
    commit = next(stage for stage in CHECKED.stages if stage.kind is Kind.COMMIT)
    board = board_for(room.meeting, CHECKED, Step(commit))
    assert set(board.ids(Side.LEFT, Selection())) == {strategy.id, given.id, promise.id}
    assert board.ids(Side.LEFT, Selection())[0] == strategy.id
    band = view(room, Kind.COMMIT, Selection(left=given.id)).band
    assert isinstance(band, Answered)
    assert (band.text, band.about, band.said) == (SORRY.question, "Closed at noon", Check.NO)
    action = commits(room, given)
    assert action in all_actions(room.meeting, CHECKED)
    (earlier,) = open_promises([room.meeting])
    assert (earlier.text, earlier.gap) == ("Ring her", "Closed at noon")


def test_a_label_that_needs_an_action_is_open_before_it_is_discussed(room: Room) -> None:
    *_, last = room.cards("bad", *"abcde")
    (good,) = room.cards("good", "We greet by name")
    labels = {label.id: label for label in LABELS}
    room.does(verbs.stamp(room.meeting, last, "red"))
    found = {each.item.id: each.lack for each in still_open(room.meeting, CHECKED).named}
    assert found[last.id] is Lack.ACTION
    room.does(check(room.meeting, SORRY, last, Check.NO))
    given = check_of(room.meeting, SORRY, last)
    assert given is not None
    commits(room, given)
    assert last.id not in {each.item.id for each in still_open(room.meeting, CHECKED).items}
    room.meeting.apply(_becomes(good, replace(good, labels=(labels["change"].id,))))
    assert good.id in {each.item.id for each in still_open(room.meeting, CHECKED).named}


def test_labels_are_for_their_columns_and_put_off_those_they_exclude(room: Room) -> None:
    (good,), (bad,) = room.cards("good", "We greet by name"), room.cards("bad", "Closed at noon")
    stage = CHECKED.stages[0]

    def stamps(card: Card, number: int) -> tuple[str, ...]:
        board = board_for(room.meeting, CHECKED, Step(stage))
        room.does(board.value(number, room.now(card), Selection()))
        return room.now(card).labels

    board = board_for(room.meeting, CHECKED, Step(stage))
    assert board.values_on(Side.LEFT) == ("warm", "rare")
    assert board.values_on(Side.RIGHT) == ("red flag", "keep", "change", "warm")
    assert stamps(good, 1) == ("warm",)
    assert stamps(good, 2) == ("rare",)
    assert stamps(good, 1) == ("warm",), "neither stands beside the other"
    assert stamps(bad, 2) == ("keep",)
    assert stamps(bad, 3) == ("change",)
    assert stamps(bad, 4) == ("change", "warm")


def test_what_happened_again_is_said_once_for_a_gap_and_is_open(room: Room) -> None:
    first, second = (
        EarlierAction(
            id=f"e-{number}",
            stage="",
            text=f"Promise {number}",
            place=number,
            meeting="m-0",
            action=f"a-{number}",
            owner="Baker",
            due=None,
            promised_on=date(2026, 10, 1),
            gap="Closed at noon",
            excuse="",
            gap_id="g",
        )
        for number in (1, 2)
    )
    room.does(look_back(room.meeting, CHECKED, [first, second]))
    room.does(verdicts.say_again(room.meeting, room.now(first), Check.YES))
    assert verdicts.again_of(room.meeting, room.now(second)) is Check.YES
    assert wanting(room) == [("Did it happen again?", "yes")]
    (given,) = room.meeting.all(Answer)
    assert gap_text(room.meeting, given) == "Closed at noon"
    room.does(verdicts.judge(room.meeting, room.now(first), Status.DONE, TODAY))
    room.does(look_back(room.meeting, CHECKED, []))
    assert room.meeting.count(EarlierAction) == 1, "what was answered about stays"
    room.does(verdicts.say_again(room.meeting, room.now(first), Check.NO))
    assert wanting(room) == []
    room.undoes()
    assert wanting(room) == [("Did it happen again?", "yes")]


def test_what_is_under_a_hidden_card_of_a_theme_is_not_in_the_plan(room: Room) -> None:
    """A card can be written in private right into a theme, and hidden again by an undo."""
    (seen, secret) = room.cards("bad", "They wait", "quagga")
    room.does(arrange.group(room.meeting, [seen, secret], "At the door"))
    room.does(check(room.meeting, SORRY, secret, Check.NO))
    said = check_of(room.meeting, SORRY, secret)
    assert said is not None
    commits(room, said, "Say sorry for the quagga")
    card = room.meeting.by_id(Card)[secret.id]
    hides = (Edit(card, replace(card, hidden=True)),)
    room.does(Change(room.meeting.id, Verb.PRIVATE, hides))
    assert all_actions(room.meeting, CHECKED) == []
    assert not any("quagga" in repr(view(room, stage.kind)) for stage in CHECKED.stages)
