"""What is open although no excuse leads to it: places at the close, and strategies of strengths."""

from collections.abc import Iterator
from dataclasses import replace

from facilitator.domain.answers.closing_places import answer_at, is_answered
from facilitator.domain.chain.chain import gap_above, strategies_of_cards
from facilitator.domain.chain.status import status_of
from facilitator.domain.exercise import Exercise
from facilitator.domain.meeting import Meeting
from facilitator.domain.open_items.open_item import OpenItem
from facilitator.domain.records import Action, Lack, Status


def open_places(meeting: Meeting, exercise: Exercise) -> Iterator[OpenItem]:
    """Yield the places at the close that are required and have no answer.

    Of what nobody answered there may be no record yet; its id is the one that it will have.
    """
    for place in exercise.closing:
        if place.required and not is_answered(meeting, place):
            asked = replace(answer_at(meeting, place), text=place.question)
            yield OpenItem(item=asked, lack=Lack.ACTION, gap=None)


def open_strategies_of_cards(meeting: Meeting) -> Iterator[OpenItem]:
    """Yield the strategies that follow from a card itself and led to no action."""
    for strategy in strategies_of_cards(meeting):
        actions = meeting.children(Action, strategy.id)
        if all(status_of(meeting, action) is Status.DROPPED for action in actions):
            card = gap_above(meeting, strategy)
            words = card.text if card is not None else ""
            yield OpenItem(item=strategy, lack=Lack.ACTION, gap=card, gap_text=words)
