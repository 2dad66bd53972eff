"""What is told about a gap: in a sentence or in steps, kept through grouping, never of a secret."""

from dataclasses import replace

from facilitator.domain.answers.about_gap import Told, move_step, tell, tell_steps, told_about
from facilitator.domain.answers.answers import answers_to
from facilitator.domain.boards import Selection, board_for
from facilitator.domain.chain.arrange import group, split
from facilitator.domain.chain.flow import Step
from facilitator.domain.exercise import Field
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Answer, Card, Side, Theme
from facilitator.domain.room.room_card import RoomCards
from tests.support.asking_exercise import asked, asking, card

EXERCISE = asking()
LATE = "The van came late"


def question(name: str) -> Field:
    found = EXERCISE.field_of(name)
    assert found is not None
    return found


def told_meeting() -> Meeting:
    """A meeting in which a customer and two steps were told about a gap."""
    meeting = asked(gaps=[LATE, "Nobody said so"])
    gap = card(meeting, LATE)
    meeting.apply(tell(meeting, question("customer"), gap, "a regular"))
    meeting.apply(tell_steps(meeting, question("steps"), gap, ["waited", "called", "left"]))
    return meeting


ALL = (
    Told("Kind of customer", ("a regular",)),
    Told("What happened", ("waited", "called", "left"), steps=True),
)


def test_a_sentence_is_replaced_and_taken_back_and_steps_have_an_order() -> None:
    meeting = told_meeting()
    gap = card(meeting, LATE)
    assert told_about(meeting, EXERCISE, gap) == ALL
    assert not tell(meeting, question("customer"), gap, " a regular ")
    meeting.apply(move_step(meeting, answers_to(meeting, "steps", gap.id)[2], -1))
    meeting.apply(tell(meeting, question("customer"), gap, ""))
    (steps,) = told_about(meeting, EXERCISE, gap)
    assert steps.texts == ("waited", "left", "called")


def test_it_is_told_of_the_theme_too_and_goes_along_when_themes_come_and_go() -> None:
    meeting = told_meeting()
    meeting.apply(group(meeting, meeting.all(Card), "Transport"))
    (theme,) = meeting.all(Theme)
    assert told_about(meeting, EXERCISE, theme) == ALL, "what was told of its card"
    meeting.apply(tell(meeting, question("customer"), theme, "everybody"))
    everybody = Told("Kind of customer", ("everybody",))
    meeting.apply(group(meeting, [theme], "Vans"))
    (vans,) = meeting.all(Theme)
    assert told_about(meeting, EXERCISE, vans)[0] == everybody
    meeting.apply(split(meeting, vans))
    texts = {each.text for each in meeting.all(Answer)}
    assert texts == {"everybody", "a regular", "waited", "called", "left"}
    assert all(meeting.get(Card, each.about) for each in meeting.all(Answer))


def test_the_room_sees_it_on_the_card_unless_that_is_hidden() -> None:
    meeting = told_meeting()
    gap = card(meeting, LATE)
    for stage, side in (("where", Side.RIGHT), ("rank", Side.LEFT)):
        board = board_for(meeting, EXERCISE, Step(EXERCISE.stage(stage)))
        assert RoomCards(board, Selection()).of(gap.id, side).told == ALL
    others = [each for each in meeting.records() if each.id != gap.id]
    hidden = Meeting.from_records([*others, replace(gap, hidden=True)])
    assert told_about(hidden, EXERCISE, card(hidden, LATE)) == ()
    hidden.apply(group(hidden, [card(hidden, "Nobody said so"), card(hidden, LATE)], "Both"))
    assert told_about(hidden, EXERCISE, hidden.all(Theme)[0]) == ()
