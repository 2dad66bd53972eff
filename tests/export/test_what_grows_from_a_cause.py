"""On paper an action leads back to the cause that it answers, and says all that was said of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pypdfium2

from facilitator.domain.chain import verbs
from facilitator.domain.exercise import Exercise
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Action, ActionKind, Origin, Strategy
from facilitator.export.paper import Paper
from facilitator.export.pdf.parts.printed_report import render_pdf
from facilitator.export.report import build_report
from tests.support.exported_meeting import Room

TODAY = date(2026, 11, 22)


def pages(meeting: Meeting, exercise: Exercise) -> list[str]:
    """The words of each page of the printed plan."""
    pdf = pypdfium2.PdfDocument(render_pdf(build_report(meeting, exercise, TODAY), Paper.A4).data)
    try:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in pdf]
    finally:
        pdf.close()


def test_a_strategy_says_which_origin_it_answers(
    room: Callable[[str], Room], exercise: Exercise
) -> None:
    team = room("Meeting")
    excuse = team.excuse(team.cards("bad", "Mail waits")[0].id, "No time", "One desk", "A move")
    team.action(team.strategy(excuse, "Share the mail"), "Make a rota", "Bo", TODAY)
    origin = next(o for o in team.meeting.all(Origin) if o.text == "A move")
    team.does(verbs.add_strategies(team.meeting, origin.id, ["Move back"]))
    (answer,) = team.meeting.children(Strategy, origin.id)
    team.action(answer, "move back", "Ana", TODAY)
    plan, behind = pages(team.meeting, exercise)[:2]
    assert "move back because of: Mail waits · instead of “A move”" in plan
    assert "Make a rota because of: Mail waits Bo" in plan
    assert "Excuse No time Origin One desk A move Strategy Share the mail Make a rota" in behind
    assert "Strategy move back instead of “A move” Ana" in behind


def test_what_else_was_said_of_an_action_is_printed_with_it(
    room: Callable[[str], Room], exercise: Exercise
) -> None:
    team = room("Meeting")
    excuse = team.excuse(team.cards("bad", "Mail waits")[0].id, "No time")
    made = team.action(team.strategy(excuse, "Share the mail"), "Make a rota", "Bo", TODAY)
    action = team.meeting.get(Action, made)
    assert action is not None
    more = replace(
        action,
        when="the mailbag comes",
        expected_excuse="no hands",
        sponsor="Ana",
        kind=ActionKind.FIND_OUT,
    )
    team.does(verbs.commit_action(team.meeting, more))
    for page in pages(team.meeting, exercise)[:2]:
        assert "When the mailbag comes, then: Make a rota" in page
        told = page.replace(" · ", " ")
        assert "find out the first excuse we will hear: “no hands” backed by Ana" in told
    team.does(verbs.commit_action(team.meeting, replace(more, when="if the mailbag comes")))
    assert "If the mailbag comes, then: Make a rota" in pages(team.meeting, exercise)[0]
