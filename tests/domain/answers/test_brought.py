"""What a team said at its last meeting is offered at the next one, and becomes its own again."""

from dataclasses import replace
from datetime import timedelta

from facilitator.domain.answers.answers import answer, answers_to, choose, take
from facilitator.domain.answers.brought import brought, is_offered, last_meetings
from facilitator.domain.boards import Selection, board_for
from facilitator.domain.chain.flow import Step
from facilitator.domain.chain.verbs import add_excuses, add_statements, add_strategies, tick
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Answer, Excuse, Side, Statement
from tests.support.asking_exercise import NOVEMBER, asked, asking, card, said, statement_of

EXERCISE = asking()
WEEK = timedelta(days=7)


def answered(meeting: Meeting, field: str, *texts: str) -> None:
    known = EXERCISE.field_of(field)
    assert known is not None
    meeting.apply(answer(meeting, known, texts))


def last_time() -> Meeting:
    """A meeting with answers, choices, a ticked definition, a strategy, and one that is hidden."""
    meeting = asked(gaps=["Nobody calls back", "Said in private"])
    answered(meeting, "whom", "People who stay")
    answered(meeting, "promises", "We call back", "We are on time")
    answered(meeting, "today", "It is raining")
    meeting.apply(choose(meeting, answers_to(meeting, "promises")[0], "broken"))
    meeting.apply(add_statements(meeting, "definition", ["It is fair"]))
    meeting.apply(tick(meeting, statement_of(meeting), "fair"))
    for gap, text in (("Nobody calls back", "We say when"), ("Said in private", "A secret")):
        found = card(meeting, gap)
        meeting.apply(add_excuses(meeting, found.id, [f"Excuse for {gap}"]))
        (excuse,) = meeting.child_ids(Excuse, found.id)
        meeting.apply(add_strategies(meeting, excuse, [text]))
    hidden = replace(card(meeting, "Said in private"), hidden=True)
    others = [each for each in meeting.records() if each.id != hidden.id]
    return Meeting.from_records([*others, hidden])


def next_time(*last: Meeting) -> Meeting:
    return asked(NOVEMBER + WEEK, brought(EXERCISE, last))


def test_answers_strategies_and_statements_come_along_as_offers_without_choices() -> None:
    last = last_time()
    meeting = next_time(last)
    assert said(meeting, "whom") == ["People who stay"]
    assert said(meeting, "promises") == ["We call back", "We are on time"]
    assert said(meeting, "today") == [], "this question brings nothing"
    assert said(meeting, "expect") == ["We say when"], "nothing from under a hidden card"
    assert statement_of(meeting).ticks == ("fair",)
    offered = [*meeting.all(Answer), *meeting.all(Statement)]
    assert {(each.brought_from, each.said_on) for each in offered} == {(last.id, NOVEMBER)}
    assert all(each.choice == "" for each in meeting.all(Answer))
    places = [each.place for each in meeting.all(Answer)]
    assert len(set(places)) == len(places)


def test_what_was_taken_keeps_its_day_and_what_was_not_comes_again() -> None:
    first = last_time()
    second = next_time(first)
    kept, waiting = answers_to(second, "promises")
    second.apply(take(second, kept))
    answered(second, "expect", "We answer")
    third = next_time(second)
    again = {each.text: (each.brought_from, each.said_on) for each in third.all(Answer)}
    assert again[kept.text] == (second.id, NOVEMBER)
    assert again[waiting.text] == (first.id, NOVEMBER)
    assert again["We answer"] == (second.id, NOVEMBER + WEEK)
    assert said(third, "expect") == ["We say when", "We answer"]


def test_only_the_last_meetings_with_the_same_exercise_count_and_none_in_the_trash() -> None:
    early, late, same_day = asked(), asked(NOVEMBER + WEEK), asked(NOVEMBER + WEEK)
    answered(early, "promises", "Long ago")
    answered(late, "promises", "We call back")
    answered(same_day, "promises", "We call BACK", "We write")
    containers = [early, late, same_day]
    found = last_meetings(containers)["asking"]
    assert [each.text for each in brought(EXERCISE, found)] == ["We call back", "We write"]
    gone = frozenset((late.id, same_day.id))
    assert last_meetings(containers, gone) == {"asking": (early,)}


def test_words_of_an_erased_meeting_are_gone_from_the_board_and_come_along_no_further() -> None:
    meeting = next_time(last_time())
    emptied = [
        replace(each, text="") if isinstance(each, Answer | Statement) else each
        for each in meeting.records()
    ]
    meeting = Meeting.from_records(emptied)
    for stage in ("promises", "definition"):
        board = board_for(meeting, EXERCISE, Step(EXERCISE.stage(stage)))
        assert list(board.ids(Side.LEFT, Selection())) == []
    assert brought(EXERCISE, [meeting]) == []


def test_a_choice_a_tick_and_an_edit_agree_as_well() -> None:
    meeting = next_time(last_time())
    first, _ = answers_to(meeting, "promises")
    assert is_offered(first)
    meeting.apply(choose(meeting, first, "kept"))
    meeting.apply(tick(meeting, statement_of(meeting), "pleasant"))
    answered(meeting, "whom", "People who come back")
    assert not is_offered(meeting.get(Answer, first.id))
    assert not is_offered(statement_of(meeting))
    (whom,) = answers_to(meeting, "whom")
    assert (whom.text, whom.brought_from, whom.said_on) == ("People who come back", "", None)
