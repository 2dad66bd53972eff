"""What was answered to the questions of an exercise, in the report and on paper."""

import json
from dataclasses import replace

import pytest

from facilitator.domain.answers.label_counts import CardsWithLabel, LastTime
from facilitator.domain.facilitation.privacy import begin_private
from facilitator.domain.follow_up.verdicts import judge
from facilitator.domain.records import (
    ActionKind,
    Answer,
    Check,
    EarlierAction,
    Statement,
    Status,
    new_id,
)
from facilitator.export.json_format import dumps
from facilitator.export.report import Report, build_report
from tests.support.answered_meeting import EARLIER, HELD, AnsweringTeam, whole_meeting
from tests.support.printed_plan import Printed, printed


@pytest.fixture(scope="module")
def whole() -> AnsweringTeam:
    return whole_meeting()


@pytest.fixture(scope="module")
def paper(whole: AnsweringTeam) -> Printed:
    return printed(whole.meeting, whole.exercise, today=HELD)


def report(team: AnsweringTeam) -> Report:
    return build_report(team.meeting, team.exercise, HELD)


@pytest.mark.parametrize(
    "told",
    [
        # What the team asks itself until the next meeting.
        "We ask ourselves every day Are we making progress or making excuses?",
        # Where the actions come from.
        "Put names on the mugs builds on “We know the regulars by name”",
        "Give Bo a key Our promises: “We open at seven” (not always)",
        "Write the new rule down because of: No refund without the receipt · procedure changed: "
        "not yet",
        # The close, once and with whom, by whom and when.
        "Whom will we ask this week? Three who never complain Ana Fri 27 Nov",
    ],
)
def test_the_first_page_tells_what_we_asked_and_where_each_action_comes_from(
    paper: Printed, told: str
) -> None:
    assert told in paper.pages[0]


@pytest.mark.parametrize(
    "told",
    [
        "About this meeting Purpose A shop is there to find guests and to keep them. Today we look",
        "Led by Owner Attended Ana Exercise Everything asked Source Nobody",
        "Whom we want Whom do we want? Regulars as we said on Sat 12 Sep",
        "What does good service mean here? Fast, and fair efficient fair",
        "Our promises Which promises do we make? · 1 kept, 1 broken, 1 not always",
        "We call back the same day kept A refund on our word broken",
        "Keep (1) No dogs inside Change (1) No refund without the receipt Tell every shift Ana",
        "Drop (1) Cash only before nine no step yet 1 rule not decided yet",
        "1 No refund without the receipt change Kind of guest A regular",
        "What happened 1. She asked 2. We said no 3. She left",
        "personal apology: yes procedure changed: not yet Write the new rule down",
        "Expectations that build on what works We know the regulars by name feeling important",
    ],
)
def test_the_pages_after_it_tell_answers_checks_and_decisions(paper: Printed, told: str) -> None:
    assert told in paper.text


def test_how_many_carry_a_label_is_told_beside_the_last_time(whole: AnsweringTeam) -> None:
    then = LastTime(EARLIER, {"important": CardsWithLabel(2, 3)})
    text = printed(whole.meeting, whole.exercise, today=HELD, last=then).text
    assert "Labels on cards, beside 12 Sep What works What fails" in text
    assert (
        "change 1 (was 0) drop 1 (was 0) rightly so 0 (was 0) feeling important 1 (was 2) 0 (was 3)"
        in text
    )
    alone = printed(whole.meeting, whole.exercise, today=HELD).text
    assert "Labels on cards What works What fails keep 1" in alone


def test_a_question_of_the_close_that_nobody_answered_is_open(paper: Printed) -> None:
    assert "1 closing question without an answer" in paper.pages[0]
    assert "1 closing question without an answer Whom will we thank?" in paper.text


def test_an_answer_of_the_last_meeting_is_ours_once_somebody_agrees() -> None:
    team = AnsweringTeam()
    offered = {"brought_from": new_id(), "said_on": EARLIER}
    answer = team.has(Answer(id="a", about="", field="whom", text="All", place=1, **offered))
    words = Statement(id="s", stage="definition", text="Quick", place=1, **offered)
    team.has(words)
    assert not report(team).fields and not report(team).statements
    team.has(replace(answer, id="b", brought_from=""))
    team.has(replace(words, id="t", brought_from=""))
    (field,), (statement,) = report(team).fields, report(team).statements
    assert [(each.text, each.said_on) for each in field.answers] == [("All", EARLIER)]
    assert (statement.text, statement.said_on) == ("Quick", EARLIER)


def test_a_meeting_in_which_nothing_was_said_prints_no_empty_blocks() -> None:
    team = AnsweringTeam()
    text = printed(team.meeting, team.exercise, today=HELD).text
    blocks = (
        "In our own words",
        "decided",
        "How we got here",
        "will we ask",
        "every day",
        "Labels",
    )
    assert [words for words in blocks if words in text] == []


def test_what_is_told_of_a_hidden_card_is_told_nowhere() -> None:
    team = AnsweringTeam()
    team.does(begin_private(team.meeting))
    for column in ("good", "bad"):
        card = team.card(column, f"zanzibar {column}", "change" if column == "bad" else "important")
        team.answers("who-was-it", "zanzibar guest", about=card.id)
        doubt = team.checks(card, Check.NO, "apology")
        team.action(doubt, "zanzibar under a check")
        team.action(team.strategy(card, "zanzibar strategy"), "zanzibar under a card")
    assert "zanzibar" not in repr(report(team))


def test_a_label_that_settles_a_gap_leaves_nothing_to_decide() -> None:
    team = AnsweringTeam()
    team.card("bad", "Cash only", "drop")
    team.card("bad", "No dogs inside", "rightly")
    team.card("bad", "One roll a head")
    assert report(team).undecided == 1


def test_a_dropped_action_is_none_for_a_decision(whole: AnsweringTeam) -> None:
    team = AnsweringTeam()
    gap = team.card("bad", "Cash only", "drop")
    action = team.action(team.strategy(team.excuse(gap, "Fees"), "Take cards"), "Buy a reader")
    (drop,) = report(team).decisions
    assert not drop.decided[0].lacks_action
    team.does(judge(team.meeting, action, Status.DROPPED, HELD))
    (drop,) = report(team).decisions
    assert drop.decided[0].lacks_action


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        (ActionKind.ASK, "Done What did they say? “The queue is too long”"),
        (ActionKind.DO, "Done The queue is too long"),
    ],
)
def test_the_review_prints_what_was_heard_and_whether_it_happened_again(
    kind: ActionKind, told: str
) -> None:
    team = AnsweringTeam()
    earlier = EarlierAction(
        id=new_id(),
        stage="review",
        text="Three regulars",
        place=1,
        meeting=new_id(),
        action=new_id(),
        promised_on=EARLIER,
        kind=kind,
    )
    team.has(earlier)
    team.does(judge(team.meeting, earlier, Status.DONE, HELD, "The queue is too long"))
    team.has(Answer(id="a", about=earlier.id, field="again", text="", place=1, choice="no"))
    text = printed(team.meeting, team.exercise, today=HELD).text
    assert f"{told} Did it happen again? No" in text
    assert ("promised Sat 12 Sep · ask" in text) is (kind is ActionKind.ASK)


def test_the_file_for_other_programs_says_where_each_action_comes_from(
    whole: AnsweringTeam,
) -> None:
    found = json.loads(dumps(whole.meeting, whole.exercise))
    by_id = {each["id"]: each for key in ("cards", "answers", "strategies") for each in found[key]}
    above = {each["text"]: by_id[each["strategy"]] for each in found["actions"]}
    names = by_id[above["Put names on the mugs"]["parent"]]
    assert names["text"] == "We know the regulars by name"
    assert above["Three who never complain"]["field"] == "ask"
    assert above["Write the new rule down"]["choice"] == "not yet"


@pytest.mark.parametrize("many", range(18, 40, 3))
def test_no_heading_is_alone_at_the_foot_of_a_page(many: int) -> None:
    team = AnsweringTeam()
    for number in range(many):
        team.answers("promises", f"Promise {number}", choice="broken" if number % 2 else "kept")
        team.card("bad", f"Rule {number}", ("keep", "change", "drop")[number % 3])
    pages = printed(team.meeting, team.exercise, today=HELD).pages
    labels = [f"{name} ({many // 3 + extra})" for name in ("Keep", "Change") for extra in (0, 1)]
    parts = ("In our own words", "Our promises", "What we decided", "How we got here")
    headings = (*parts, *labels, "Labels on cards", "What works What fails", "Still open")
    # The foot of a page is its number.
    bodies = [page.rpartition(" Page ")[0] for page in pages]
    assert [body[-40:] for body in bodies if body.endswith(headings)] == []
