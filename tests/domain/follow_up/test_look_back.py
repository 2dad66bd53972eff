"""What a team has promised and not done, whatever became of the meetings in which it did."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from time import perf_counter

import pytest

from facilitator.domain.chain import verbs
from facilitator.domain.chain.status import looked_back_on
from facilitator.domain.change import Change, Edit, Verb
from facilitator.domain.facilitation.lifecycle import MeetingSetup, begin, second
from facilitator.domain.follow_up import parking_lot
from facilitator.domain.follow_up.look_back import (
    carried_over,
    look_back,
    open_promises,
    put_before,
)
from facilitator.domain.follow_up.verdicts import judge, tick
from facilitator.domain.meeting import Meeting
from facilitator.domain.open_items.still_open import still_open
from facilitator.domain.records import (
    Action,
    Card,
    EarlierAction,
    Excuse,
    Origin,
    Outcome,
    Parked,
    PastVerdict,
    Status,
    Strategy,
    new_id,
)
from facilitator.domain.room.reviewed import review_counts
from facilitator.errors import InputRefusedError
from facilitator.exercises.exercise_library import with_review
from tests.support.promises import promised
from tests.support.small_meeting import EXERCISE

FIRST, SECOND, THIRD = date(2026, 10, 1), date(2026, 10, 15), date(2026, 10, 29)
REVIEWED = with_review(EXERCISE)


def meets(day: date, *before: Meeting) -> Meeting:
    """A meeting that looks back on what was promised in others."""
    meeting = Meeting()
    along = put_before(EXERCISE, open_promises(before))
    meeting.apply(begin(REVIEWED, MeetingSetup(title="Next"), day, brought_along=along))
    return meeting


def judges(meeting: Meeting, text: str, status: Status, said: str = "") -> None:
    copy = next(each for each in meeting.all(EarlierAction) if each.text == text)
    meeting.apply(judge(meeting, copy, status, meeting.details.held_on, said))


def asked(containers: Sequence[Meeting], gone: frozenset[str] = frozenset()) -> list[str]:
    return [promise.text for promise in open_promises(containers, gone)]


@pytest.fixture
def first() -> Meeting:
    return promised(EXERCISE, ["Read", "Call", "Smile"], FIRST)


def test_what_is_open_comes_with_its_copy_and_the_biggest_success_first(first: Meeting) -> None:
    met = meets(SECOND, first)
    judges(met, "Read", Status.EXCUSE, "No time")
    judges(met, "Call", Status.PROGRESS, "Two of five")
    judges(met, "Smile", Status.DONE)
    call, read = open_promises([met, first])
    assert (call.text, read.text) == ("Call", "Read")
    assert read.gap == "Complaints go to a mailbox nobody reads"
    assert read.excuse == "Somebody else will look"
    assert (read.meeting, read.promised_on) == (first.id, FIRST)
    assert read.history == (PastVerdict(day=SECOND, status=Status.EXCUSE, text="No time"),)


def test_what_answers_an_origin_is_instead_of_that_origin(first: Meeting) -> None:
    (excuse, *_) = first.all(Excuse)
    first.apply(verbs.add_origins(first, excuse.id, ["Two have left"]))
    (origin,) = first.all(Origin)
    first.apply(verbs.add_strategies(first, origin.id, ["Hire someone"]))
    strategy = first.children(Strategy, origin.id)[0]
    action = Action(
        id=new_id(), strategy=strategy.id, text="Write the ad", place=0, owner="Bob", due=SECOND
    )
    first.apply(verbs.commit_action(first, action))
    (ad,) = [each for each in open_promises([first]) if each.text == "Write the ad"]
    assert ad.excuse == "Two have left"


def test_a_meeting_that_was_imported_twice_doubles_nothing(first: Meeting) -> None:
    again = second(first)
    assert again.id != first.id
    assert sorted(asked([first, again])) == sorted(asked([again, first])) == sorted(asked([first]))
    met = meets(SECOND, first, again)
    judges(met, "Read", Status.DONE)
    judges(met, "Call", Status.PROGRESS, "Two")
    (call, _) = open_promises([first, again, met, second(met)])
    assert (call.text, len(call.history)) == ("Call", 1)


def test_a_series_that_lacks_its_last_meeting_asks_by_the_copies(first: Meeting) -> None:
    met = meets(SECOND, first)
    judges(met, "Read", Status.DONE)
    assert asked([met]) == ["Call", "Smile"]
    assert asked([meets(THIRD, met)]) == ["Call", "Smile"]
    assert asked([met], frozenset({first.id})) == [], "unless that one is in the trash"


def test_what_was_erased_is_asked_by_nobody(first: Meeting) -> None:
    met = meets(SECOND, first)
    copies = [replace(copy, text="", gap="", excuse="") for copy in met.all(EarlierAction)]
    others = [record for record in met.records() if not isinstance(record, EarlierAction)]
    assert asked([Meeting.from_records([*others, *copies])]) == []


def test_of_two_meetings_on_a_day_the_later_one_counts(first: Meeting) -> None:
    morning = meets(SECOND, first)
    judges(morning, "Read", Status.EXCUSE, "No time")
    noon = meets(SECOND, first, morning)
    while noon.id > morning.id:
        noon = meets(SECOND, first, morning)
    judges(noon, "Read", Status.DONE)
    assert "Read" not in asked([first, morning, noon])


def test_verdicts_of_the_future_and_of_a_clock_set_back_keep_their_order(first: Meeting) -> None:
    ahead, behind = meets(date(2099, 1, 1), first), meets(SECOND, first)
    judges(ahead, "Read", Status.DONE)
    judges(behind, "Read", Status.EXCUSE, "No time")
    assert "Read" not in asked([first, ahead, behind]), "what is said of the latest day counts"
    back = meets(FIRST - timedelta(days=5), first)
    with pytest.raises(InputRefusedError, match="is before the day on which that was promised"):
        judges(back, "Read", Status.DONE)


def test_looking_back_again_keeps_what_was_judged_and_doubles_nothing(first: Meeting) -> None:
    met = meets(SECOND, first)
    judges(met, "Read", Status.PROGRESS)
    call = next(action for action in first.all(Action) if action.text == "Call")
    first.apply(tick(first, call, SECOND))
    met.apply(look_back(met, REVIEWED, open_promises([first, met])))
    assert sorted(each.text for each in met.all(EarlierAction)) == ["Read", "Smile"]


def test_what_was_put_off_comes_up_at_the_next_meeting_once(first: Meeting) -> None:
    first.apply(parking_lot.park(first, "board", ["Chairs", "Lights", "Keys"]))
    chairs, lights, _ = first.all(Parked)
    first.apply(parking_lot.settle(first, chairs, Outcome.NEXT))
    first.apply(parking_lot.settle(first, lights, Outcome.DROPPED))
    (brought,) = carried_over([first])
    assert (brought.text, brought.outcome) == ("Chairs", None)
    assert brought.id != chairs.id
    assert carried_over([first, meets(SECOND, first)]) == carried_over([]) == []


def test_a_thousand_open_actions_are_asked_about_at_once() -> None:
    texts = [f"Promise {number}" for number in range(1000)]
    last = promised(EXERCISE, texts, FIRST)
    met = meets(SECOND, last)
    assert met.count(EarlierAction) == 1000
    judges(met, "Promise 7", Status.DONE)
    started = perf_counter()
    found = open_promises([last, met])
    assert perf_counter() - started < 5
    assert len(found) == 999
    assert [each.text for each in found[:2]] == ["Promise 0", "Promise 1"]


def test_a_verdict_counts_after_one_of_the_last_meeting_from_a_clock_that_was_ahead(
    first: Meeting,
) -> None:
    ahead = meets(SECOND, first)
    copy = next(each for each in ahead.all(EarlierAction) if each.text == "Call")
    ahead.apply(judge(ahead, copy, Status.PROGRESS, THIRD + timedelta(days=400), "Two of five"))
    met = meets(THIRD, first, ahead)
    judges(met, "Call", Status.DONE)
    assert "Call" not in asked([first, ahead, met])


def test_what_hangs_under_a_hidden_card_is_not_asked_aloud(first: Meeting) -> None:
    (card,) = first.all(Card)
    hides = Edit(card, replace(card, hidden=True))
    first.apply(Change(first.id, Verb.EDIT, (hides,)))
    assert asked([first]) == []
    first.apply(Change(first.id, Verb.EDIT, (hides,)).inverse())
    assert len(asked([first])) == 3


def test_of_a_meeting_and_its_copy_the_one_looked_back_on_before_is_asked(first: Meeting) -> None:
    met = meets(SECOND, first)
    for _ in range(5):
        twin = second(first)
        promises = open_promises([first, twin, met])
        assert {promise.meeting for promise in promises} == {first.id}
        assert len(promises) == 3


@pytest.mark.parametrize("outcome", [None, *Outcome])
def test_what_was_put_off_to_another_meeting_of_the_day_comes_up_once_more_at_most(
    first: Meeting, outcome: Outcome | None
) -> None:
    first.apply(parking_lot.park(first, "board", ["The chairs"]))
    first.apply(parking_lot.settle(first, first.all(Parked)[0], Outcome.NEXT))
    for _ in range(5):
        met = Meeting()
        setup = MeetingSetup(title="In the afternoon")
        met.apply(begin(EXERCISE, setup, FIRST, brought_along=carried_over([first])))
        met.apply(parking_lot.settle(met, met.all(Parked)[0], outcome))
        comes_up = carried_over(sorted([first, met], key=lambda each: each.id))
        assert len(comes_up) == (outcome is Outcome.NEXT)


def test_what_was_erased_is_looked_back_on_only_where_something_was_said_of_it(
    first: Meeting,
) -> None:
    met = meets(SECOND, first)
    judges(met, "Read", Status.DONE, "Every morning")
    copies = met.all(EarlierAction)
    blank = tuple(Edit(copy, replace(copy, text="", gap="", excuse="")) for copy in copies)
    met.apply(Change(met.id, Verb.EDIT, blank))
    assert len(looked_back_on(met)) == 1
    counts = review_counts(met)
    assert (counts.total, counts.done, counts.left) == (1, 1, 0)
    assert still_open(met, REVIEWED).counts.earlier == 0
