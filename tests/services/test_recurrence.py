"""What a team has heard before: suggested by likeness, in any language; never what is hidden."""

from dataclasses import replace
from datetime import date
from random import Random
from time import perf_counter

import pytest

from facilitator.domain.chain.verbs import add_cards, add_excuses
from facilitator.domain.change import Change, Verb
from facilitator.domain.change_builder import ChangeBuilder
from facilitator.domain.exercise import Tone
from facilitator.domain.facilitation.privacy import begin_private, end_private
from facilitator.domain.follow_up.look_back import open_promises, put_before
from facilitator.domain.follow_up.recurrence import recognise_all
from facilitator.domain.follow_up.verdicts import judge
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Card, EarlierAction, Excuse, Status
from facilitator.services.recurrence import History, Occurrence
from tests.support.earlier_meetings import OCTOBER, SEPTEMBER, Held
from tests.support.small_meeting import EXERCISE

GAPS = EXERCISE.column_of(Tone.GAP).id
COLUMNS = {EXERCISE.id: GAPS}
TODAY = date(2026, 11, 18)


def history(*meetings: Meeting) -> History:
    return History.of(meetings, COLUMNS)


def suggested(of: History, meeting: Meeting, dismissed: frozenset[str] = frozenset()) -> list[str]:
    (excuse,) = meeting.all(Excuse)
    return [each.text for each in of.suggestion(meeting, excuse, dismissed)]


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ("There are too few of us in the morning", "We are too few in the morning"),
        ("the till cannot do that", "The till can’t do it"),
        ("We have no budget", "No budget for that"),
        ("Die Kasse kann das leider nicht", "Die Kasse kann das nicht"),
        ("Утром нас слишком мало", "Нас слишком мало утром"),
        ("それは本社が決めること", "それは本社が決めることです"),
        ("لا يسمح المدير بذلك", "المدير لا يسمح لنا بذلك"),
    ],
)
def test_an_excuse_that_sounds_like_an_earlier_one_is_found(now: str, then: str) -> None:
    others = [Held(excuse=each).meeting(EXERCISE) for each in ("Head office decides", then)]
    today = Held(day=TODAY, excuse=now).meeting(EXERCISE)
    assert suggested(history(*others), today) == [then]


def test_it_tells_the_days_and_what_replaced_it() -> None:
    first = Held(strategy="Open with two people").meeting(EXERCISE)
    again = Held(day=OCTOBER, excuse="We were too few in the morning").meeting(EXERCISE)
    later = Held(day=date(2027, 1, 4)).meeting(EXERCISE)
    today = Held(day=TODAY, excuse="Too few of us in the morning").meeting(EXERCISE)
    (excuse,) = today.all(Excuse)
    found = history(later, again, first, today).suggestion(today, excuse)
    # A meeting that is held after this one is none before it.
    assert [each.day for each in found if each.meeting != today.id] == [SEPTEMBER, OCTOBER]
    assert found[0].answers == ("Open with two people",)


def test_of_a_gap_it_tells_what_was_promised() -> None:
    first = Held(strategy="Open till two", action="Change the sign").meeting(EXERCISE)
    today = Held(day=TODAY, gap="We are closed at noon").meeting(EXERCISE)
    (gap,) = today.all(Card)
    (found,) = history(first).suggestion(today, gap)
    assert (found.text, found.answers, found.is_gap) == (
        "Closed at noon",
        ("Change the sign",),
        True,
    )


def test_what_is_hidden_now_or_was_hidden_then_is_never_compared() -> None:
    then = Held(gap="The queue", excuse="").meeting(EXERCISE)
    then.apply(begin_private(then))
    then.apply(add_cards(then, GAPS, ["The phone rings all morning"]))
    (hidden,) = then.hidden_cards()
    then.apply(add_excuses(then, hidden.id, ["Nobody picks up the phone"]))
    today = Held(day=TODAY, gap="The phone rings", excuse="Nobody picks up").meeting(EXERCISE)
    (gap,), (excuse,) = today.all(Card), today.all(Excuse)
    assert history(then).suggestion(today, gap) == ()
    assert history(then).suggestion(today, excuse) == ()

    today.apply(begin_private(today))
    today.apply(add_cards(today, GAPS, ["A queue"]))
    today.apply(end_private(today))
    (card,) = today.hidden_cards()
    assert history(then).suggestion(today, card) == ()
    assert len(history(then).suggestion(today, replace(card, hidden=False))) == 1


def test_what_was_confirmed_or_dismissed_is_not_suggested_again() -> None:
    first = Held().meeting(EXERCISE)
    today = Held(day=TODAY).meeting(EXERCISE)
    (excuse,), (earlier,) = today.all(Excuse), first.all(Excuse)
    known = history(first)
    assert suggested(known, today, frozenset({earlier.id})) == []
    found = known.suggestion(today, excuse)
    today.apply(recognise_all(today, excuse, [each.heard for each in found]))
    assert suggested(known, today) == []


def test_a_meeting_imported_twice_says_nothing_twice() -> None:
    first = Held().meeting(EXERCISE)
    details = replace(first.details, id="again")
    others = [each for each in first.records() if each is not first.details]
    twice = Meeting.from_records([details, *others])
    today = Held(day=TODAY).meeting(EXERCISE)
    assert len(suggested(history(first, twice), today)) == 1
    # Nor is a meeting compared with a copy of itself.
    assert suggested(history(first), twice) == []


def test_the_life_of_an_excuse_is_what_people_have_confirmed_also_later() -> None:
    first = Held(strategy="Open with two people", action="Two at the counter").meeting(EXERCISE)
    second = Meeting()
    held = Held(day=OCTOBER, excuse="").meeting(EXERCISE)
    second = Meeting.from_records([*held.records(), *put_before(EXERCISE, open_promises([first]))])
    (promise,) = second.all(EarlierAction)
    second.apply(judge(second, promise, Status.EXCUSE, OCTOBER, "Not enough people"))
    (came_back,) = second.all(Excuse)
    (start,) = first.all(Excuse)
    occurrence = history(first).life(first, start)[0]
    second.apply(recognise_all(second, came_back, [occurrence.heard]))
    today = Held(day=TODAY, excuse="We are too few in the morning").meeting(EXERCISE)
    (excuse,) = today.all(Excuse)
    known = history(first, second)
    # What was linked by hand comes along, however it is worded.
    found = known.suggestion(today, excuse)
    assert [each.text for each in found] == ["We are too few in the morning", "Not enough people"]
    assert found[1].promise == "Two at the counter"
    assert known.life(today, excuse) == history(today).life(today, excuse)
    today.apply(recognise_all(today, excuse, [each.heard for each in found]))
    whole = history(first, second, today)
    assert [each.day for each in whole.life(today, excuse)] == [SEPTEMBER, OCTOBER, TODAY]
    assert whole.life(first, start) == whole.life(today, excuse)

    # Its meeting is in the trash: the copy of its words tells of it; once erased, nothing does.
    rest = history(second)
    assert next(each.text for each in rest.life(today, excuse)) == "We are too few in the morning"
    (copy, *_) = today.recurrences
    erased = today.copy()
    erased.apply(_emptied(erased))
    assert [each.text for each in History().life(erased, excuse)] == [excuse.text]
    assert copy.text


def _emptied(meeting: Meeting) -> Change:
    """As the words of an erased meeting are removed from those that copied them."""
    builder = ChangeBuilder(meeting)
    for each in meeting.recurrences:
        builder.upsert(replace(each, text=""))
    return builder.change(Verb.ERASE)


def test_one_of_5000_excuses_is_found_before_the_next_key() -> None:
    words, chance = [f"{c}{v}{c}{w}" for c in "bdfgklmnprst" for v in "aeiou" for w in "aeiou"], 7
    random = Random(chance)
    base = Held(gap="The queue").meeting(EXERCISE)
    (gap,) = base.all(Card)
    texts = [" ".join(random.choices(words, k=8)) for _ in range(5_000)]
    base.apply(add_excuses(base, gap.id, texts))
    known = history(base)
    assert len(known) == 5_002
    today = Held(day=TODAY, excuse=f"{texts[2_500]} now").meeting(EXERCISE)
    (excuse,) = today.all(Excuse)
    took, found = [], tuple[Occurrence, ...]()
    for _ in range(5):
        began = perf_counter()
        found = known.suggestion(today, excuse)
        took.append(perf_counter() - began)
    assert found[0].text == texts[2_500]
    assert min(took) < 0.1
