"""The neutral report that every format is written from."""

from collections.abc import Callable
from datetime import date

from facilitator.domain.chain import arrange, chain, verbs
from facilitator.domain.exercise import Exercise
from facilitator.domain.facilitation import lifecycle
from facilitator.domain.facilitation.rounds import set_participants
from facilitator.domain.follow_up.verdicts import judge
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Action, Status, new_id
from facilitator.domain.vote import tally
from facilitator.export import phrases
from facilitator.export.report import build_report
from tests.support.exported_meeting import Room

TODAY = date(2026, 11, 22)


def test_the_plan_is_in_order_of_days(bakery: Meeting, exercise: Exercise) -> None:
    report = build_report(bakery, exercise, TODAY)
    assert [row.text for row in report.plan] == ["Tell every shift", "Ring head office"]
    assert report.first == report.plan[0]
    assert report.next_on == date(2026, 12, 14)


def test_who_signs(bakery: Meeting, exercise: Exercise) -> None:
    report = build_report(bakery, exercise, TODAY)
    assert report.signatures == ("Shift lead", "Counter")
    ring = next(a for a in bakery.all(Action) if a.owner == "Counter")
    bakery.apply(judge(bakery, ring, Status.DROPPED, TODAY))
    assert build_report(bakery, exercise, TODAY).signatures == ("Shift lead",)


def test_people_who_own_an_action_together_sign_once_each(
    bakery: Meeting, exercise: Exercise
) -> None:
    owners = ["Counter & Ana", "ana, Bob and Zoë", "Zoe/Counter", "Shift lead"]
    strategy = bakery.all(Action)[0].strategy
    for owner in owners:
        action = Action(
            id=new_id(), strategy=strategy, text="Sweep", place=0, owner=owner, due=TODAY
        )
        bakery.apply(verbs.commit_action(bakery, action))
    signatures = build_report(bakery, exercise, TODAY).signatures
    assert sorted(signatures) == ["Counter", "Shift lead"], "Ana, Bob and Zoë were not there"
    bakery.apply(set_participants(bakery, []))
    signatures = build_report(bakery, exercise, TODAY).signatures
    assert sorted(signatures) == ["Ana", "Bob", "Counter", "Shift lead", "Zoë"], "nobody knows"


def test_how_far_the_meeting_has_come_is_told_until_its_close(
    bakery: Meeting, exercise: Exercise
) -> None:
    assert build_report(bakery, exercise, TODAY).as_of == "board"
    bakery.apply(lifecycle.go_to_step(bakery, exercise.stages[-1].id))
    assert build_report(bakery, exercise, TODAY).as_of == "", "the last stage, where none closes"


def test_what_became_of_flags_and_of_our_own_actions(bakery: Meeting, exercise: Exercise) -> None:
    queue = chain.gaps(bakery, exercise)[1]
    bakery.apply(verbs.stamp(bakery, queue, "habit"))
    flags = build_report(bakery, exercise, TODAY).flags
    told = [(each.place, each.labels, len(each.actions), each.was_discussed) for each in flags]
    assert told == [(1, ("house policy",), 2, True), (2, ("habit",), 0, False)]
    for action in bakery.all(Action):
        bakery.apply(judge(bakery, action, Status.DROPPED, TODAY))
    report = build_report(bakery, exercise, TODAY)
    assert report.as_of == "", "the meeting is over, at whatever stage"
    assert all(each.lacks_action for each in report.flags)
    assert [(each.text, each.said[0].status) for each in report.judged] == [
        ("Tell every shift", Status.DROPPED),
        ("Ring head office", Status.DROPPED),
    ]


def test_the_chain_keeps_order_and_depth(bakery: Meeting, exercise: Exercise) -> None:
    receipt, queue = build_report(bakery, exercise, TODAY).chain
    assert receipt.labels == ("house policy",)
    assert [card.text for card in queue.cards] == ["Two tills closed", "Nobody looks up"]
    rule = receipt.excuses[0]
    assert [(o.text, o.depth) for o in rule.origins] == [("A fraud in 2019", 0), ("Never asked", 1)]
    assert [a.text for s in rule.strategies for a in s.actions] == [
        "Ring head office",
        "Tell every shift",
    ]


def test_a_gap_tells_its_dots_once_a_vote_has_ended(
    room: Callable[[str], Room], exercise: Exercise
) -> None:
    team = room("Meeting")
    phone, mail, _ = team.cards("bad", "Phone rings out", "Mail waits", "No chairs")

    def told() -> list[tuple[str, int | None]]:
        chain = build_report(team.meeting, exercise, TODAY).chain
        return [(gap.text, gap.dots) for gap in chain]

    assert {dots for _, dots in told()} == {None}
    team.does(tally.open_ballot(team.meeting, voters=3))
    team.does(tally.set_dots(team.meeting, phone, 1))
    team.does(tally.set_dots(team.meeting, mail, 4))
    assert {dots for _, dots in told()} == {None}
    team.does(tally.close_ballot(team.meeting, exercise))
    assert told() == [("Mail waits", 4), ("Phone rings out", 1), ("No chairs", 0)]


def test_gaps_with_as_many_dots_share_a_place_on_paper_too(
    room: Callable[[str], Room], exercise: Exercise
) -> None:
    team = room("Meeting")
    gaps = team.cards("bad", "Phone rings out", "Mail waits", "No chairs")
    team.does(tally.open_ballot(team.meeting, voters=3))
    for gap, dots in zip(gaps, (5, 5, 2), strict=True):
        team.does(tally.set_dots(team.meeting, gap, dots))
    team.does(tally.close_ballot(team.meeting, exercise))
    assert [gap.place for gap in build_report(team.meeting, exercise, TODAY).chain] == [1, 1, 3]


def test_an_excuse_of_a_gathered_card_names_the_card(
    room: Callable[[str], Room], exercise: Exercise
) -> None:
    team = room("Meeting")
    cards = team.cards("bad", "Phone rings out", "Mail waits")
    team.excuse(cards[1].id, "No time")
    team.does(arrange.group(team.meeting, cards, "Out of reach"))
    gap = build_report(team.meeting, exercise, TODAY).chain[0]
    assert [(e.text, e.card) for e in gap.excuses] == [("No time", "Mail waits")]


def test_cards_of_a_column_that_is_gone_are_told_all_the_same(
    room: Callable[[str], Room], exercise: Exercise
) -> None:
    team = room("Meeting")
    team.cards("old column", "Kept")
    other = build_report(team.meeting, exercise, TODAY).columns[2]
    assert [card.text for card in other.cards] == ["Kept"]


def test_days_in_words() -> None:
    assert phrases.day_in_english(date(2026, 11, 27), True, False) == "Fri 27 Nov"
    assert phrases.day_in_english(date(2026, 11, 22), False, True) == "22 Nov 2026"
