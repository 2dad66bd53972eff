"""A change is worked out, something of another laptop is laid on, and only then it is written."""

from dataclasses import replace
from datetime import timedelta

import pytest

from facilitator.domain.chain import verbs
from facilitator.domain.change import Change, Edit, Verb
from facilitator.domain.facilitation.lifecycle import import_meeting
from facilitator.domain.facilitation.trash import erase
from facilitator.domain.follow_up.journal import judge_between
from facilitator.domain.follow_up.teams import begin_journal, joined
from facilitator.domain.follow_up.verdicts import judge
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import (
    Action,
    Bookmark,
    Card,
    Clock,
    EarlierAction,
    Record,
    Status,
    Verdict,
)
from facilitator.domain.search import SearchQuery
from tests.support.links import broken_links
from tests.support.sharing_stores import TEAM, TEAM_ID, SharingStore
from tests.support.small_meeting import FRIDAY, TODAY, Room


@pytest.fixture
def monday(ana: SharingStore, bo: SharingStore) -> str:
    """A meeting with a promise, which both laptops have."""
    room = Room()
    (card,) = room.cards("bad", "We answer late")
    room.action(room.strategy(room.excuse(card, "No time"), "Take turns"), "A roster")
    meeting = joined(room.meeting, TEAM_ID)
    ana.does(import_meeting(meeting.records()))
    in_step(ana, bo)
    return meeting.id


def in_step(*laptops: SharingStore) -> None:
    for _ in range(2):
        for each in laptops:
            each.syncs()


def promise(laptop: SharingStore, known: str) -> Action:
    (found,) = laptop.meeting(known).all(Action)
    return found


def late(laptop: SharingStore, other: SharingStore, change: Change, theirs: Change) -> None:
    """Write a change that was worked out before what the other laptop did was laid on."""
    other.does(theirs)
    other.syncs()
    laptop.pulls()
    laptop.does(change)


def records(meeting: Meeting) -> set[Record]:
    return {each for each in meeting.records() if not isinstance(each, Bookmark | Clock)}


def assert_equal(ana: SharingStore, bo: SharingStore, known: str) -> None:
    in_step(ana, bo)
    assert records(ana.meeting(known)) == records(bo.meeting(known))
    assert broken_links(ana.meeting(known)) == []
    assert not ana.store.sharing.state().result().waiting


def test_different_fields_of_one_promise_both_hold(
    ana: SharingStore, bo: SharingStore, monday: str
) -> None:
    action, next_week = promise(ana, monday), FRIDAY + timedelta(days=7)
    mine = Change(monday, Verb.EDIT, (Edit(action, replace(action, due=next_week)),))
    theirs = verbs.edit_text(bo.meeting(monday), promise(bo, monday), "A roster by Ana and Bo")
    late(ana, bo, mine, theirs)
    assert promise(ana, monday) == replace(action, due=next_week, text="A roster by Ana and Bo")
    assert_equal(ana, bo, monday)
    (hit,) = ana.store.search(SearchQuery(text="roster Bo")).result().hits
    assert "Ana and Bo" in hit.text


def test_a_promise_that_is_judged_comes_back(
    ana: SharingStore, bo: SharingStore, monday: str
) -> None:
    verdict = judge(ana.meeting(monday), promise(ana, monday), Status.DONE, TODAY)
    theirs = verbs.remove(bo.meeting(monday), [promise(bo, monday)])
    late(ana, bo, verdict, theirs)
    assert [each.text for each in ana.meeting(monday).all(Action)] == ["A roster"]
    assert_equal(ana, bo, monday)
    assert len(bo.meeting(monday).all(Verdict)) == 1


def test_what_came_under_an_item_keeps_it(ana: SharingStore, bo: SharingStore, monday: str) -> None:
    verdict = judge(bo.meeting(monday), promise(bo, monday), Status.DONE, TODAY)
    removal = verbs.remove(ana.meeting(monday), [promise(ana, monday)])
    late(ana, bo, removal, verdict)
    assert [each.text for each in ana.meeting(monday).all(Action)] == ["A roster"]
    assert_equal(ana, bo, monday)


def test_words_that_it_writes_over_are_offered_to_who_wrote_them(
    ana: SharingStore, bo: SharingStore, monday: str
) -> None:
    (card,) = ana.meeting(monday).all(Card)
    mine = verbs.edit_text(ana.meeting(monday), card, "We answer after ten")
    theirs = verbs.edit_text(bo.meeting(monday), card, "We never answer")
    late(ana, bo, mine, theirs)
    assert [each.text for each in ana.meeting(monday).all(Card)] == ["We answer after ten"]
    assert_equal(ana, bo, monday)
    (conflict,) = bo.store.sharing.conflicts(monday).result()
    assert (conflict.lost, conflict.kept) == ("We never answer", "We answer after ten")


def test_it_can_be_taken_back_for_what_comes_below_it(
    ana: SharingStore, bo: SharingStore, monday: str, caplog: pytest.LogCaptureFixture
) -> None:
    (card,) = ana.meeting(monday).all(Card)
    mine = verbs.edit_text(ana.meeting(monday), card, "We answer after ten")
    theirs = verbs.stamp(bo.meeting(monday), card, "other")
    late(ana, bo, mine, theirs)
    bo.does(verbs.add_cards(bo.meeting(monday), "bad", ["Nobody greets"]))
    stamped = next(each for each in bo.meeting(monday).all(Card) if each.labels)
    bo.does(verbs.edit_text(bo.meeting(monday), stamped, "We never answer"))
    bo.syncs()
    assert_equal(ana, bo, monday)
    assert not [each for each in caplog.records if each.levelname == "WARNING"]
    (found,) = [each for each in bo.meeting(monday).all(Card) if each.labels]
    assert found.text == "We answer after ten"


def test_who_erases_a_meeting_erases_what_came_since(
    ana: SharingStore, bo: SharingStore, monday: str
) -> None:
    theirs = verbs.add_cards(bo.meeting(monday), "bad", ["Nobody greets"])
    late(ana, bo, erase(ana.meeting(monday)), theirs)
    in_step(ana, bo)
    for laptop in (ana, bo):
        assert laptop.store.meetings(TODAY).result() == []
        assert not laptop.store.search(SearchQuery(text="greets")).result().hits


def test_nothing_is_done_to_what_was_erased_elsewhere(
    ana: SharingStore, bo: SharingStore, monday: str
) -> None:
    verdict = judge(ana.meeting(monday), promise(ana, monday), Status.DONE, TODAY)
    late(ana, bo, verdict, erase(bo.meeting(monday)))
    assert ana.store.meetings(TODAY).result() == []
    in_step(ana, bo)
    assert not ana.store.sharing.state().result().waiting


def test_a_journal_that_both_begin_is_one(ana: SharingStore, bo: SharingStore, monday: str) -> None:
    mine, meeting = begin_journal(TEAM, TODAY), ana.meeting(monday)
    late(ana, bo, mine, begin_journal(TEAM, TODAY + timedelta(days=1)))
    action = promise(ana, monday)
    known = EarlierAction(
        id="copy",
        stage="",
        meeting=monday,
        action=action.id,
        text=action.text,
        place=1,
        promised_on=TODAY,
    )
    verdict = judge_between(ana.meeting(TEAM_ID), known, Status.DONE, TODAY)
    late(ana, bo, verdict, verbs.add_cards(meeting, "bad", ["Nobody greets"]))
    assert_equal(ana, bo, TEAM_ID)
    assert_equal(ana, bo, monday)
    assert len(bo.meeting(TEAM_ID).all(Verdict)) == 1


def test_who_has_it_open_learns_that_it_is_another_now(
    ana: SharingStore, bo: SharingStore, monday: str
) -> None:
    told: list[str] = []
    ana.store.sharing.on_fitted = told.append
    ana.adds(monday, "Nobody greets")
    assert told == []
    (card, _) = ana.meeting(monday).all(Card)
    mine = verbs.edit_text(ana.meeting(monday), card, "We answer after ten")
    late(ana, bo, mine, verbs.edit_text(bo.meeting(monday), card, "We never answer"))
    assert told == [monday]
