"""What the page shows on each stage, as JSON."""

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from facilitator.domain.chain import arrange
from facilitator.domain.chain.flow import Step
from facilitator.domain.change import Verb
from facilitator.domain.change_builder import ChangeBuilder
from facilitator.domain.contributions.contribution import GiveDots
from facilitator.domain.exercise import Kind
from facilitator.domain.facilitation import privacy, rounds, timing
from facilitator.domain.follow_up.look_back import look_back
from facilitator.domain.records import EarlierAction, Side
from facilitator.domain.refusals import Reason, RefusedError
from facilitator.domain.room.device_view import MOST, device_view
from facilitator.domain.room.entry import Attention, Entry
from facilitator.domain.room.room_clock import RoomClock
from facilitator.domain.room.room_view import room_view
from facilitator.domain.vote import tally
from facilitator.errors import InputRefusedError
from facilitator.exercises.exercise_library import with_review
from facilitator.join.answers import WHYS, why
from facilitator.join.desk import State
from facilitator.join.page_view import page_view, you_data
from tests.support.devices import Device, page_of
from tests.support.small_meeting import EXERCISE, TODAY, Room


def test_the_board_has_both_columns_with_the_labels_that_fit_them() -> None:
    room = Room()
    room.cards("good", "we greet")
    room.cards("bad", "they wait")
    room.does(privacy.begin_private(room.meeting))
    room.cards("bad", "hidden")
    page = page_of(room.meeting, EXERCISE, Kind.BOARD)
    assert (page["stage"], page["kind"], page["question"]) == ("board", "board", "board?")
    assert (page["private"], page["names"], page["people"]) == (True, False, 2)
    assert [(c["side"], c["name"], c["tone"], c["hidden"]) for c in page["columns"]] == [
        ("left", "good", "strength", 0),
        ("right", "bad", "gap", 1),
    ]
    left, right = ([label["id"] for label in c["labels"]] for c in page["columns"])
    assert (left, right) == ([], ["policy", "keep", "drop"])
    assert [(c["side"], c["link"], c["text"]) for c in page["cards"]] == [
        ("left", "card", "we greet"),
        ("right", "card", "they wait"),
    ]
    assert json.loads(json.dumps(page)) == page


def test_where_gaps_are_ranked_a_card_is_sent_for_their_column_of_the_board() -> None:
    room = Room()
    gap, other = room.cards("bad", "they wait", "they wait long")
    room.does(arrange.group(room.meeting, [gap, other], "waiting"))
    room.cards("bad", "late")
    room.does(tally.open_ballot(room.meeting, 3, dots=4, most=2))
    page = page_of(room.meeting, EXERCISE, Kind.RANK)
    (column,) = page["columns"]
    assert (column["side"], column["tone"]) == ("right", "gap")
    assert [(c["side"], c["text"], c["members"]) for c in page["cards"]] == [
        ("right", "waiting", 2),
        ("right", "late", 0),
    ]
    vote = page["vote"]
    assert vote is not None
    assert (vote["dots"], vote["most"], vote["secret"]) == (4, 2, True)
    assert vote["gaps"] == [card["id"] for card in page["cards"]]
    assert page_of(room.meeting, EXERCISE, Kind.BOARD)["vote"] is None


def test_a_secret_vote_has_no_totals_before_it_ends() -> None:
    room = Room()
    gap, _ = room.cards("bad", "they wait", "late")
    room.does(tally.open_ballot(room.meeting, 0))
    before = page_of(room.meeting, EXERCISE, Kind.RANK)
    Device(room).sends(GiveDots(gap=gap.id, dots=2))
    assert page_of(room.meeting, EXERCISE, Kind.RANK) == before
    room.does(tally.close_ballot(room.meeting, EXERCISE))
    page = page_of(room.meeting, EXERCISE, Kind.RANK)
    assert [(c["text"], c["dots"]) for c in page["cards"]] == [("they wait", 2), ("late", 0)]


def test_what_is_discussed_can_be_answered_with_an_excuse_and_each_excuse_with_an_origin() -> None:
    room = Room()
    gap, _ = room.cards("bad", "they wait", "late")
    excuse = room.excuse(gap, "no staff")
    origin = room.origin(excuse, "no money")
    page = page_of(room.meeting, EXERCISE, Kind.DISCUSS)
    assert page["band"] == {"heading": "Gap 1/2", "text": "they wait", "lines": []}
    assert page["about"] == [
        {"id": gap.id, "text": "they wait", "adds": ["excuse"]},
        {"id": excuse.id, "text": "no staff", "adds": ["origin"]},
        {"id": origin.id, "text": "no money", "adds": ["origin"]},
    ]
    assert page_of(Room().meeting, EXERCISE, Kind.DISCUSS)["about"] == []


def test_what_the_room_looks_at_is_answered_first() -> None:
    room = Room()
    (gap,) = room.cards("bad", "they wait")
    first, second = room.excuse(gap, "no staff"), room.excuse(gap, "no time")
    page = page_of(room.meeting, EXERCISE, Kind.STRATEGIES, second.id, Side.RIGHT)
    assert [(a["text"], a["adds"]) for a in page["about"]] == [
        ("no time", ["strategy"]),
        ("no staff", ["strategy"]),
    ]
    assert page["band"] == {"heading": "Excuse 2/2", "text": "no time", "lines": ["they wait"]}
    room.strategy(first, "hire")
    hiring = page_of(room.meeting, EXERCISE, Kind.COMMIT)
    assert [(a["text"], a["adds"]) for a in hiring["about"]] == [("hire", ["promise"])]


def test_a_long_list_of_what_can_be_answered_has_an_end() -> None:
    room = Room()
    (gap,) = room.cards("bad", "they wait")
    excuses = [room.excuse(gap, f"excuse {number}") for number in range(MOST + 5)]
    page = page_of(room.meeting, EXERCISE, Kind.STRATEGIES, excuses[-1].id)
    assert len(page["about"]) == MOST
    assert page["about"][0]["id"] == excuses[-1].id


def test_names_are_kept_only_where_the_stage_keeps_them() -> None:
    room = Room()
    room.does(rounds.set_participants(room.meeting, ["Ann", "Ben"]))
    for kind in (Kind.BOARD, Kind.RANK):
        assert not page_of(room.meeting, EXERCISE, kind)["names"]
    room.does(rounds.sign_cards(room.meeting, True))
    room.does(rounds.begin_rounds(room.meeting))
    Device(room, "Ben").writes("late")
    page = page_of(room.meeting, EXERCISE, Kind.BOARD)
    assert (page["names"], page["turn"]) == (True, {"name": "Ann", "following": "Ben"})
    assert [card["author"] for card in page["cards"]] == ["Ben"]
    board = EXERCISE.stages[0]
    stages = (replace(board, active=Side.RIGHT, anonymous=True), *EXERCISE.stages[1:])
    anonymous = replace(EXERCISE, stages=stages)
    for kind in (Kind.BOARD, Kind.RANK):
        nameless = page_of(room.meeting, anonymous, kind)
        assert not nameless["names"]
        assert not any(card["author"] for card in nameless["cards"])
    # Neither has a link of the chain, though its stage would show names.
    assert not page_of(room.meeting, EXERCISE, Kind.DISCUSS)["names"]


def test_each_column_says_whether_names_are_kept_for_it() -> None:
    room = Room()
    room.does(rounds.sign_cards(room.meeting, True))
    good = EXERCISE.stages[0]
    bad = replace(good, id="bad", active=Side.RIGHT, anonymous=True)
    exercise = replace(EXERCISE, stages=(good, bad, *EXERCISE.stages[1:]))
    page = page_of(room.meeting, exercise, Kind.BOARD)
    assert [(column["side"], column["names"]) for column in page["columns"]] == [
        ("left", True),
        ("right", False),
    ]
    assert page["names"]
    assert not page_of(room.meeting, exercise, Kind.RANK)["names"]


def test_the_close_has_the_plan_each_promise_once_and_asks_for_fingers() -> None:
    room = Room()
    (gap,) = room.cards("bad", "they wait")
    strategy = room.strategy(room.excuse(gap, "no staff"), "hire")
    action = room.action(strategy, "hire two")
    builder = ChangeBuilder(room.meeting)
    builder.upsert(replace(action, owner=""))
    room.does(builder.change(Verb.EDIT))
    page = page_of(room.meeting, EXERCISE, Kind.CLOSE)
    ids = [card["id"] for card in page["cards"]]
    assert ids.count(action.id) == 1
    assert len(ids) == len(set(ids))
    assert page["fingers"]
    assert not page_of(room.meeting, EXERCISE, Kind.COMMIT)["fingers"]


def test_the_review_shows_large_what_is_reviewed() -> None:
    room = Room(with_review(EXERCISE))
    promise = EarlierAction(
        id="e" * 32,
        stage="",
        text="Call back",
        place=0,
        meeting="m",
        action="a",
        owner="Ann",
        promised_on=TODAY,
        gap="They wait",
    )
    room.does(look_back(room.meeting, room.exercise, [promise]))
    (earlier,) = room.meeting.all(EarlierAction)
    page = page_of(room.meeting, room.exercise, Kind.REVIEW, earlier.id)
    assert page["band"] == {
        "heading": "Action 1/1",
        "text": "Call back",
        "lines": ["Ann", "They wait"],
    }
    (own,) = Device(room, "ann").view.actions
    assert (own.text, own.is_earlier, own.wants_yes) == ("Call back", True, False)


def test_the_time_is_told_where_the_room_sees_it() -> None:
    room = Room()
    now = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
    room.does(timing.start(room.meeting, EXERCISE, now))
    step = Step(EXERCISE.stages[0])
    clock = RoomClock.of(room.meeting, EXERCISE, now)
    view = room_view(room.meeting, EXERCISE, step, Attention(), Entry(text="typed"), clock)
    page = page_view(view, device_view(room.meeting, EXERCISE, step), EXERCISE)
    assert page["clock"] == {"left": 300, "runs": True}
    assert "typed" not in json.dumps(page)
    assert page_of(room.meeting, EXERCISE, Kind.BOARD)["clock"] is None


def test_a_participant_sees_their_own_and_how_they_are_called() -> None:
    room = Room()
    ann = Device(room, "Ann")
    ann.writes("late")
    room.does(tally.open_ballot(room.meeting, 0, dots=4, most=2))
    you = you_data("Ann", State.IN, ann.view, is_done=True)
    assert (you["name"], you["state"], you["done"], you["fingers"]) == ("Ann", "in", True, None)
    assert [(item["text"], item["side"], item["back"]) for item in you["items"]] == [
        ("late", "right", True)
    ]
    assert you["dots"] == {"given": {}, "left": 4, "dots": 4, "most": 2}
    assert you_data("Ben", State.ASKED)["items"] == []


@pytest.mark.parametrize("reason", Reason)
def test_every_refusal_is_a_word_of_the_page(reason: Reason) -> None:
    assert why(RefusedError(reason)) in WHYS
    assert why(InputRefusedError("Full.")) in WHYS
