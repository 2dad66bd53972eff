"""How many cards carry each label, beside the last time."""

from facilitator.domain.answers.label_counts import CardsWithLabel, label_counts, last_time
from facilitator.domain.chain import arrange, verbs
from facilitator.domain.chain.flow import Step
from facilitator.domain.exercise import Kind
from facilitator.domain.facilitation.privacy import begin_private
from facilitator.domain.records import Theme
from facilitator.domain.room.entry import Attention, Entry
from facilitator.domain.room.room_view import room_view
from facilitator.domain.vote import tally
from tests.support.small_meeting import EXERCISE as SMALL
from tests.support.small_meeting import TODAY, Room
from tests.support.thanking_exercise import thanking_exercise

EXERCISE = thanking_exercise()


def labelled(room: Room, column: str, label: str, *words: str) -> None:
    for card in room.cards(column, *words):
        room.does(verbs.stamp(room.meeting, card, label))


def test_cards_are_counted_on_both_sides_and_through_their_theme_but_not_hidden_ones() -> None:
    room = Room(EXERCISE)
    labelled(room, "good", "important", "by name", "a chair")
    labelled(room, "bad", "important", "no greeting")
    grouped = room.cards("bad", "queue", "till")
    room.does(arrange.group(room.meeting, grouped, "Waiting"))
    (theme,) = room.meeting.all(Theme)
    room.does(verbs.stamp(room.meeting, theme, "early"))
    room.does(begin_private(room.meeting))
    labelled(room, "bad", "early", "kept from the room")
    found = label_counts(room.meeting, EXERCISE)
    assert found is not None
    important, early = found.rows
    assert (important.now, important.before) == (CardsWithLabel(2, 1), None)
    assert (early.now, early.counts_strengths) == (CardsWithLabel(0, 2), False)


def test_beside_them_are_those_of_the_last_meeting() -> None:
    last, room = Room(EXERCISE), Room(EXERCISE)
    labelled(last, "bad", "important", "one", "two", "three")
    labelled(room, "bad", "important", "one")
    found = label_counts(room.meeting, EXERCISE, last_time(last.meeting, EXERCISE))
    assert found is not None
    assert found.last_on == TODAY
    assert [(row.now.gaps, row.before and row.before.gaps) for row in found.rows] == [
        (1, 3),
        (0, 0),
    ]


def test_the_room_sees_them_when_ranking_but_not_before_there_are_any_nor_in_a_vote() -> None:
    room = Room(EXERCISE)
    rank = next(each for each in EXERCISE.stages if each.kind is Kind.RANK)

    def seen() -> bool:
        view = room_view(room.meeting, EXERCISE, Step(rank), Attention(), Entry(), today=TODAY)
        return view.labels is not None

    assert not seen()
    labelled(room, "bad", "important", "one")
    assert seen()
    room.does(tally.open_ballot(room.meeting, voters=3))
    assert not seen()


def test_an_exercise_that_does_not_count_them_has_none() -> None:
    assert label_counts(Room(SMALL).meeting, SMALL) is None
