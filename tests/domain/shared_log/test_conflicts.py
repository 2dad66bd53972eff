"""Two rooms change the same meeting without having read each other: what holds, row by row."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import TypeVar

import pytest

from facilitator.domain.answers import answers
from facilitator.domain.chain import arrange, verbs
from facilitator.domain.change import Change, Edit, Verb
from facilitator.domain.exercise import CheckQuestion, Field
from facilitator.domain.facilitation import rounds, trash
from facilitator.domain.follow_up import look_back, roti, verdicts
from facilitator.domain.records import (
    Action,
    ActionKind,
    Ballot,
    Card,
    Check,
    Details,
    EarlierAction,
    Excuse,
    Item,
    Origin,
    Status,
    Strategy,
    Theme,
    Verdict,
    new_id,
)
from facilitator.domain.shared_log.entry import Laid, Lost
from facilitator.domain.shared_log.integrate import integrate
from facilitator.domain.shared_log.take_lost import take_lost
from facilitator.domain.vote import tally
from tests.support.links import broken_links
from tests.support.log_of_tests import Laptop, LogOfTests, all_in_step
from tests.support.small_meeting import EXERCISE, FRIDAY, TODAY, Room

T = TypeVar("T", bound=Item)
NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)

PROMISE = EarlierAction(
    id="e-1",
    stage="review",
    text="ask",
    place=1,
    meeting="m-0",
    action="a-0",
    promised_on=TODAY,
)


class Site(Laptop):
    """A laptop with the deeds of a room."""

    def now(self, item: T) -> T:
        found = self.meeting.get(type(item), item.id)
        assert found is not None, f"{item.text!r} is gone"
        return found

    def adds(self, change: Change, kind: type[T]) -> T:
        self.does(change)
        (item,) = change.added
        assert isinstance(item, kind)
        return item

    def cards(self, *texts: str) -> list[Card]:
        change = verbs.add_cards(self.meeting, "bad", texts)
        self.does(change)
        return [item for item in change.added if isinstance(item, Card)]

    def excuse(self, gap: Card | Theme, text: str) -> Excuse:
        return self.adds(verbs.add_excuses(self.meeting, gap.id, [text]), Excuse)

    def origin(self, above: Excuse | Origin, text: str) -> Origin:
        return self.adds(verbs.add_origins(self.meeting, above.id, [text]), Origin)

    def strategy(self, above: Excuse | Origin, text: str) -> Strategy:
        return self.adds(verbs.add_strategies(self.meeting, above.id, [text]), Strategy)

    def action(self, strategy: Strategy, text: str) -> Action:
        draft = Action(
            id=new_id(), strategy=strategy.id, text=text, place=0, owner="Bo", due=FRIDAY
        )
        return self.adds(verbs.commit_action(self.meeting, draft), Action)

    def rewords(self, item: Item, text: str) -> None:
        self.does(verbs.edit_text(self.meeting, self.now(item), text))

    def removes(self, item: Item) -> None:
        self.does(verbs.remove(self.meeting, [self.now(item)]))

    def texts(self, kind: type[Item]) -> list[str]:
        return [item.text for item in self.meeting.all(kind)]


class Pair:
    """Ana's laptop and Bo's; what she does comes to the log first."""

    def __init__(self) -> None:
        self.log = LogOfTests()
        self.ana, self.bo = Site("ana", self.log), Site("bo", self.log)
        self.ana.does(Room().done[0])
        self.meet()

    def meet(self) -> None:
        all_in_step([self.ana, self.bo])
        assert self.ana.shared_records() == self.bo.shared_records()
        assert broken_links(self.ana.meeting) == broken_links(self.bo.meeting) == []


@pytest.fixture
def pair() -> Pair:
    return Pair()


def test_different_fields_and_labels_both_hold(pair: Pair) -> None:
    (card,) = pair.ana.cards("queue")
    action = pair.ana.action(pair.ana.strategy(pair.ana.excuse(card, "no staff"), "hire"), "ask")
    pair.meet()
    pair.ana.does(verbs.stamp(pair.ana.meeting, card, "policy"))
    pair.bo.does(verbs.stamp(pair.bo.meeting, card, "keep"))
    pair.ana.rewords(action, "advertise")
    later = replace(action, owner="Cem")
    pair.bo.does(Change(pair.bo.meeting.id, Verb.EDIT, (Edit(action, later),)))
    pair.meet()
    assert set(pair.bo.now(card).labels) == {"policy", "keep"}
    assert (pair.bo.now(action).text, pair.bo.now(action).owner) == ("advertise", "Cem")
    assert pair.ana.lost == []


def test_of_one_field_the_later_in_the_log_holds_and_the_other_is_kept(pair: Pair) -> None:
    (card,) = pair.ana.cards("queue")
    pair.meet()
    pair.bo.rewords(card, "long queue")
    pair.ana.rewords(card, "queue at noon")
    pair.meet()
    assert pair.ana.now(card).text == "long queue"
    kept = Lost(
        kind=Card,
        record=card.id,
        field="text",
        value="queue at noon",
        seq=len(pair.log.entries),
        kept="long queue",
    )
    assert pair.ana.lost == pair.bo.lost == [kept]


def test_who_wrote_what_holds_is_offered_what_it_took_the_place_of(pair: Pair) -> None:
    (card,) = pair.ana.cards("queue")
    pair.meet()
    pair.bo.rewords(card, "long queue")
    pair.ana.rewords(card, "queue at noon")
    pair.ana.syncs()
    pair.bo.pulls()
    assert pair.bo.now(card).text == "long queue"
    pair.meet()
    assert [lost.value for lost in pair.bo.lost] == ["queue at noon"]
    assert pair.bo.lost == pair.ana.lost


def test_of_two_answers_to_one_question_the_later_holds_and_the_other_is_kept(pair: Pair) -> None:
    (card,) = pair.ana.cards("queue")
    pair.meet()
    asked = Field(id="who", question="Who waits?", name="Who", prompt="")
    check = CheckQuestion(id="ours", question="Is it ours?", name="Ours")
    for site, text, said in ((pair.ana, "callers", Check.YES), (pair.bo, "guests", Check.NO)):
        site.does(answers.answer(site.meeting, asked, [text]))
        site.does(answers.check(site.meeting, check, card, said))
    pair.meet()
    (about_all,) = answers.answers_to(pair.ana.meeting, "who")
    (about_card,) = answers.answers_to(pair.ana.meeting, "ours", card.id)
    assert (about_all.text, about_card.choice) == ("guests", "no")
    assert {(lost.value, lost.kept) for lost in pair.ana.lost} == {
        ("callers", "guests"),
        ("yes", "no"),
    }


def test_the_same_words_in_both_rooms_are_no_conflict_nor_is_a_place(pair: Pair) -> None:
    one, two, three = pair.ana.cards("one", "two", "three")
    pair.meet()
    pair.ana.rewords(one, "1")
    pair.bo.rewords(one, "1")
    for site, index in ((pair.ana, 1), (pair.bo, 2)):
        meeting = site.meeting
        site.does(arrange.move_to(meeting, meeting.children(Card, "bad"), [site.now(one)], index))
    pair.meet()
    assert pair.ana.lost == pair.bo.lost == []
    assert pair.ana.texts(Card) == ["two", "three", "1"]
    assert pair.ana.now(two) and pair.ana.now(three)


@pytest.mark.parametrize("first", ["ana", "bo"])
def test_an_edit_wins_against_a_delete(pair: Pair, first: str) -> None:
    (card,) = pair.ana.cards("queue")
    pair.meet()
    deleting, editing = (pair.ana, pair.bo) if first == "ana" else (pair.bo, pair.ana)
    deleting.removes(card)
    editing.rewords(card, "long queue")
    pair.meet()
    assert deleting.texts(Card) == ["long queue"]


@pytest.mark.parametrize("first", ["ana", "bo"])
def test_a_card_that_is_only_moved_stays_deleted(pair: Pair, first: str) -> None:
    (card,) = pair.ana.cards("queue")
    pair.meet()
    deleting, moving = (pair.ana, pair.bo) if first == "ana" else (pair.bo, pair.ana)
    deleting.removes(card)
    moving.does(arrange.move_cards(moving.meeting, [card], "good"))
    pair.meet()
    assert moving.texts(Card) == []


@pytest.mark.parametrize("first", ["ana", "bo"])
def test_what_something_came_under_is_there_again_with_all_above_it(pair: Pair, first: str) -> None:
    (card,) = pair.ana.cards("queue")
    excuse = pair.ana.excuse(card, "no staff")
    pair.meet()
    deleting, adding = (pair.ana, pair.bo) if first == "ana" else (pair.bo, pair.ana)
    deleting.removes(card)
    adding.strategy(excuse, "hire")
    pair.meet()
    assert deleting.texts(Card) == ["queue"]
    assert deleting.texts(Excuse) == ["no staff"]
    assert deleting.texts(Strategy) == ["hire"]


def test_a_theme_goes_when_both_rooms_have_taken_out_one_of_its_two_cards(pair: Pair) -> None:
    one, two = pair.ana.cards("one", "two")
    pair.ana.does(arrange.group(pair.ana.meeting, [one, two], "both"))
    pair.meet()
    pair.ana.does(arrange.take_out(pair.ana.meeting, [pair.ana.now(one)]))
    pair.bo.does(arrange.take_out(pair.bo.meeting, [pair.bo.now(two)]))
    assert pair.bo.texts(Theme) == ["both"]
    pair.meet()
    assert pair.bo.texts(Theme) == []


def test_a_theme_without_cards_stays_as_long_as_an_excuse_hangs_under_it(pair: Pair) -> None:
    one, two = pair.ana.cards("one", "two")
    pair.ana.does(arrange.group(pair.ana.meeting, [one, two], "both"))
    pair.meet()
    (theme,) = pair.ana.meeting.all(Theme)
    pair.ana.does(verbs.remove(pair.ana.meeting, [pair.ana.now(one), pair.ana.now(two)]))
    excuse = pair.bo.excuse(theme, "no staff")
    pair.meet()
    assert pair.ana.now(excuse).gap == theme.id


def test_a_theme_of_cards_that_are_gone_does_not_come(pair: Pair) -> None:
    one, two = pair.ana.cards("one", "two")
    pair.meet()
    pair.ana.does(verbs.remove(pair.ana.meeting, [one, two]))
    pair.bo.does(arrange.group(pair.bo.meeting, [one, two], "both"))
    pair.meet()
    assert pair.bo.texts(Theme) == pair.bo.texts(Card) == []


def test_what_hangs_under_a_theme_that_did_not_come_brings_it(pair: Pair) -> None:
    one, two = pair.ana.cards("one", "two")
    pair.meet()
    pair.ana.does(verbs.remove(pair.ana.meeting, [one, two]))
    pair.bo.does(arrange.group(pair.bo.meeting, [one, two], "both"))
    pair.bo.excuse(pair.bo.meeting.all(Theme)[0], "no staff")
    pair.meet()
    assert pair.ana.texts(Theme) == ["both"]
    assert pair.ana.texts(Excuse) == ["no staff"]


def test_a_card_leaves_a_theme_that_was_split(pair: Pair) -> None:
    one, two, three = pair.ana.cards("one", "two", "three")
    pair.ana.does(arrange.group(pair.ana.meeting, [one, two], "both"))
    pair.meet()
    (theme,) = pair.ana.meeting.all(Theme)
    pair.ana.does(arrange.split(pair.ana.meeting, theme))
    pair.bo.does(arrange.put_in_theme(pair.bo.meeting, [three], theme))
    pair.meet()
    assert pair.bo.now(three).theme is None
    assert pair.bo.texts(Theme) == []


def test_of_two_whys_that_would_explain_each_other_the_later_move_does_not_hold(
    pair: Pair,
) -> None:
    (card,) = pair.ana.cards("queue")
    excuse = pair.ana.excuse(card, "no staff")
    one, two = pair.ana.origin(excuse, "one"), pair.ana.origin(excuse, "two")
    pair.meet()
    for site, origin, above in ((pair.ana, one, two), (pair.bo, two, one)):
        moved = Edit(origin, replace(origin, parent=above.id))
        site.does(Change(site.meeting.id, Verb.MOVE, (moved,)))
    pair.meet()
    assert (pair.bo.now(one).parent, pair.bo.now(two).parent) == (two.id, excuse.id)


def test_an_excuse_that_became_a_why_elsewhere_has_the_words_it_was_given_here(pair: Pair) -> None:
    (card,) = pair.ana.cards("queue")
    one, two = pair.ana.excuse(card, "one"), pair.ana.excuse(card, "two")
    pair.meet()
    pair.ana.does(arrange.excuse_to_origin(pair.ana.meeting, two, one))
    pair.bo.rewords(two, "second")
    pair.meet()
    assert pair.ana.texts(Origin) == ["second"]
    pair.ana.rewords(pair.ana.meeting.all(Origin)[0], "2nd")
    pair.meet()
    assert pair.bo.texts(Origin) == ["2nd"]


def test_raised_hands_of_two_rooms_add_up(pair: Pair) -> None:
    (card,) = pair.ana.cards("queue")
    pair.ana.does(tally.open_ballot(pair.ana.meeting, voters=10, secret=False))
    pair.ana.does(tally.set_dots(pair.ana.meeting, card, 2))
    pair.meet()
    pair.ana.does(tally.set_dots(pair.ana.meeting, card, 5))
    pair.bo.does(tally.set_dots(pair.bo.meeting, card, 6))
    pair.meet()
    (ballot,) = pair.bo.meeting.ballots
    assert tally.totals(pair.bo.meeting, ballot) == {card.id: 9}


def test_fingers_of_two_rooms_add_up_also_equal_ones(pair: Pair) -> None:
    pair.ana.does(roti.count_fingers(pair.ana.meeting, [5, 4]))
    pair.bo.does(roti.count_fingers(pair.bo.meeting, [5, 5]))
    pair.meet()
    assert sorted(roti.raised_in(pair.ana.meeting)) == [4, 5, 5, 5]
    pair.ana.does(roti.count_fingers(pair.ana.meeting, [4, 5, 5]))
    pair.bo.does(roti.count_fingers(pair.bo.meeting, []))
    pair.meet()
    assert roti.raised_in(pair.bo.meeting) == ()


def test_of_two_votes_that_were_opened_the_first_in_the_log_goes_on(pair: Pair) -> None:
    pair.ana.does(tally.open_ballot(pair.ana.meeting))
    (first,) = pair.ana.meeting.ballots
    pair.bo.does(tally.open_ballot(pair.bo.meeting))
    pair.meet()
    assert [ballot.id for ballot in pair.bo.meeting.ballots] == [first.id]


@pytest.mark.parametrize("secret", [False, True])
def test_dots_of_a_vote_that_does_not_go_on_are_kept_in_a_vote_that_is_closed(
    pair: Pair, secret: bool
) -> None:
    (card,) = pair.ana.cards("queue")
    pair.meet()
    pair.ana.does(tally.open_ballot(pair.ana.meeting, secret=secret))
    (first,) = pair.ana.meeting.ballots
    pair.bo.does(tally.open_ballot(pair.bo.meeting, voters=4, secret=secret))
    pair.bo.does(tally.set_dots(pair.bo.meeting, card, 3))
    pair.meet()
    open_one, other = sorted(pair.ana.meeting.ballots, key=lambda each: each.closed)
    assert (open_one.id, open_one.closed, other.closed) == (first.id, False, True)
    assert tally.totals(pair.ana.meeting, other) == {card.id: 3}


def test_verdicts_of_two_rooms_are_both_kept(pair: Pair) -> None:
    (card,) = pair.ana.cards("queue")
    action = pair.ana.action(pair.ana.strategy(pair.ana.excuse(card, "no staff"), "hire"), "ask")
    pair.meet()
    for site, status in ((pair.ana, Status.DONE), (pair.bo, Status.PROGRESS)):
        site.does(verdicts.judge(site.meeting, action, status, TODAY, ""))
    pair.meet()
    said = {verdict.status for verdict in pair.ana.meeting.all(Verdict)}
    assert said == {Status.DONE, Status.PROGRESS}


def test_a_promise_that_both_rooms_put_before_the_meeting_is_looked_back_on_once(
    pair: Pair,
) -> None:
    for site, known in ((pair.ana, "e-1"), (pair.bo, "e-2")):
        site.does(look_back.look_back(site.meeting, EXERCISE, [replace(PROMISE, id=known)]))
    pair.meet()
    assert pair.bo.texts(EarlierAction) == ["ask"]


def test_what_was_said_of_a_promise_that_both_rooms_put_before_the_meeting_is_kept(
    pair: Pair,
) -> None:
    for site, known in ((pair.ana, "e-1"), (pair.bo, "e-2")):
        site.does(look_back.look_back(site.meeting, EXERCISE, [replace(PROMISE, id=known)]))
        (before,) = site.meeting.all(EarlierAction)
        site.does(verdicts.judge(site.meeting, before, Status.DONE, TODAY, ""))
    pair.meet()
    assert pair.bo.meeting.count(Verdict) == 2


@pytest.mark.parametrize("first", ["ana", "bo"])
def test_a_meeting_that_is_edited_comes_back_from_the_trash(pair: Pair, first: str) -> None:
    discarding, editing = (pair.ana, pair.bo) if first == "ana" else (pair.bo, pair.ana)
    discarding.does(trash.discard(discarding.meeting, NOON))
    editing.cards("queue")
    pair.meet()
    assert discarding.meeting.details.discarded_at is None
    assert discarding.texts(Card) == ["queue"]


def test_in_the_trash_it_stays_when_all_was_read_before_or_both_discarded_it(pair: Pair) -> None:
    pair.ana.cards("queue")
    pair.meet()
    pair.bo.does(trash.discard(pair.bo.meeting, NOON))
    pair.ana.does(trash.discard(pair.ana.meeting, NOON))
    pair.meet()
    assert pair.ana.meeting.details.discarded_at is not None
    pair.bo.does(trash.restore(pair.bo.meeting))
    pair.meet()
    assert pair.ana.meeting.details.discarded_at is None


def test_an_erased_meeting_is_gone_everywhere_and_what_waited_goes_with_it(pair: Pair) -> None:
    pair.bo.cards("queue")
    pair.bo.does(trash.discard(pair.bo.meeting, NOON))
    told = pair.ana.does(trash.erase(pair.ana.meeting))
    assert (told.edits, told.subject) == ((), "")
    pair.ana.pushes()
    found = pair.bo.pulls()
    assert found is not None and found.is_erased
    assert (found.waiting, found.held) == ((), {})
    assert not pair.bo.meeting.is_there
    assert all(laid.applied.edits == () for laid in found.laid)


def test_two_laptops_that_had_the_same_meeting_have_it_once_with_what_both_added() -> None:
    log = LogOfTests()
    ana, bo = Site("ana", log), Site("bo", log)
    room = Room()
    (card,) = room.cards("bad", "queue")
    for site, label, text in ((ana, "policy", "long queue"), (bo, "keep", "queue at noon")):
        known = room.meeting.copy()
        known.apply(verbs.stamp(known, card, label))
        known.apply(verbs.edit_text(known, known.all(Card)[0], text))
        comings = tuple(Edit(None, record) for record in known.records())
        site.does(Change(known.id, Verb.IMPORT, comings))
    all_in_step([ana, bo])
    assert ana.shared_records() == bo.shared_records()
    assert set(ana.now(card).labels) == {"policy", "keep"}
    assert ana.now(card).text == "long queue"
    assert [(lost.field, lost.value, lost.kept) for lost in bo.lost] == [
        ("text", "queue at noon", "long queue")
    ]


def test_people_who_came_in_both_rooms_are_there_and_the_team_is_of_one_hand(pair: Pair) -> None:
    pair.ana.does(rounds.set_participants(pair.ana.meeting, ["Ana"]))
    pair.bo.does(rounds.set_participants(pair.bo.meeting, ["Bo"]))
    for site, name, team in ((pair.ana, "Counter", "t-1"), (pair.bo, "Kitchen", "t-2")):
        was = site.meeting.details
        named = replace(was, team=name, team_id=team)
        site.does(Change(was.id, Verb.DETAILS, (Edit(was, named),)))
    pair.meet()
    details = pair.ana.meeting.details
    assert isinstance(details, Details)
    assert details.participants == ("Ana", "Bo")
    assert (details.team, details.team_id) == ("Kitchen", "t-2")
    assert [(lost.field, lost.value) for lost in pair.ana.lost] == [("team", "Counter")]


def test_each_room_keeps_its_own_place_in_the_meeting(pair: Pair) -> None:
    bookmark = pair.bo.meeting.bookmark
    at = replace(bookmark, stage="rank", private=True)
    told = pair.bo.does(Change(bookmark.id, Verb.STEP, (Edit(bookmark, at),)))
    assert told.edits == ()
    pair.ana.cards("queue")
    pair.bo.cards("late")
    pair.meet()
    assert pair.bo.meeting.bookmark == at
    assert pair.ana.meeting.bookmark == bookmark


def test_a_meeting_that_still_waits_keeps_its_place_when_others_come_before_it() -> None:
    log = LogOfTests()
    ana, bo = Site("ana", log), Site("bo", log)
    begun = Room().done[0]
    for site in (ana, bo):
        site.does(begun)
    bookmark = bo.meeting.bookmark
    at = replace(bookmark, stage="rank")
    bo.does(Change(bookmark.id, Verb.STEP, (Edit(bookmark, at),)))
    all_in_step([ana, bo])
    assert bo.meeting.bookmark == at


def test_a_ballot_of_its_own_that_was_closed_is_kept_beside_the_one_that_goes_on(
    pair: Pair,
) -> None:
    (card,) = pair.ana.cards("queue")
    pair.meet()
    pair.ana.does(tally.open_ballot(pair.ana.meeting))
    pair.bo.does(tally.open_ballot(pair.bo.meeting))
    pair.bo.does(tally.set_dots(pair.bo.meeting, card, 1))
    pair.bo.does(tally.close_ballot(pair.bo.meeting, EXERCISE))
    pair.meet()
    closed = [ballot for ballot in pair.ana.meeting.ballots if ballot.closed]
    assert [type(ballot) for ballot in closed] == [Ballot]
    assert tally.totals(pair.ana.meeting, closed[0]) == {card.id: 1}


def test_what_cannot_be_taken_back_is_told_and_what_arrived_is_laid_on(pair: Pair) -> None:
    pair.bo.cards("late")
    (laid,) = pair.bo.waiting
    never = replace(pair.bo.meeting.all(Card)[0], text="never so")
    damaged = replace(laid.entry.change, edits=(Edit(None, never),))
    pair.ana.cards("queue")
    pair.ana.pushes()
    standing = replace(
        pair.bo.standing(pair.log.after(pair.bo.cursor)), waiting=(Laid(laid.entry, damaged),)
    )
    found = integrate(pair.bo.meeting, standing)
    assert found.is_damaged
    pair.bo.meeting.apply(found.change)
    assert sorted(pair.bo.texts(Card)) == ["late", "queue"]
    assert [each.entry.id for each in found.waiting] == [laid.entry.id]


def test_what_was_lost_can_be_taken_after_all_also_what_is_no_text(pair: Pair) -> None:
    (card,) = pair.ana.cards("queue")
    action = pair.ana.action(pair.ana.strategy(pair.ana.excuse(card, "no staff"), "hire"), "ask")
    pair.meet()
    for site, kind, due in ((pair.ana, ActionKind.ASK, TODAY), (pair.bo, ActionKind.TELL, None)):
        later = replace(action, kind=kind, due=due)
        site.does(Change(site.meeting.id, Verb.EDIT, (Edit(action, later),)))
    pair.meet()
    assert {(lost.field, lost.value) for lost in pair.bo.lost} == {
        ("kind", "ask"),
        ("due", TODAY.isoformat()),
    }
    for lost in pair.bo.lost[:]:
        taken = take_lost(pair.bo.meeting, lost.kind, lost.record, lost.field, lost.value)
        pair.bo.does(taken)
    pair.meet()
    found = pair.ana.now(action)
    assert (found.kind, found.due) == (ActionKind.ASK, TODAY)
    assert isinstance(found.kind, ActionKind)
