"""What a room keeps to itself is in nothing that the log is told, until it is revealed."""

from dataclasses import replace
from random import Random

import pytest

from facilitator.domain.chain import arrange, verbs
from facilitator.domain.change import Change, Edit, Verb
from facilitator.domain.facilitation import privacy
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Ballot, Bookmark, Card, Excuse, Theme
from facilitator.domain.shared_log.share import share
from facilitator.domain.vote import tally
from tests.support.log_of_tests import Laptop, LogOfTests, all_in_step
from tests.support.small_meeting import EXERCISE, Room

SECRET = "We hang up on them"


class Pair:
    """Ana's room, which writes in private, and Bo's."""

    def __init__(self) -> None:
        self.log = LogOfTests()
        self.ana, self.bo = Laptop("ana", self.log), Laptop("bo", self.log)
        self.ana.does(Room().done[0])
        self.ana.does(verbs.add_cards(self.ana.meeting, "bad", ["queue"]))
        self.meet()

    def meet(self) -> None:
        all_in_step([self.ana, self.bo])
        assert self.ana.shared_records() == self.bo.shared_records()

    def hides(self, text: str = SECRET) -> Card:
        self.ana.does(privacy.begin_private(self.ana.meeting))
        change = verbs.add_cards(self.ana.meeting, "bad", [text])
        hidden = replace(change.added[0], hidden=True)  # type: ignore[call-arg]
        assert isinstance(hidden, Card)
        told = self.ana.does(replace(change, edits=(Edit(None, hidden),), targets=(hidden.id,)))
        assert told.edits == ()
        return hidden

    def told(self) -> str:
        """All that the log has, and what waits for it."""
        waiting = [laid.entry for laid in self.ana.waiting]
        return repr([*self.log.entries, *waiting])


@pytest.fixture
def pair() -> Pair:
    return Pair()


def test_a_hidden_card_and_all_under_it_wait_until_they_are_revealed(pair: Pair) -> None:
    card = pair.hides()
    pair.ana.does(verbs.add_excuses(pair.ana.meeting, card.id, ["They call too often"]))
    pair.ana.does(verbs.edit_text(pair.ana.meeting, card, SECRET + " at noon"))
    pair.meet()
    assert SECRET not in pair.told() and "too often" not in pair.told()
    assert pair.ana.meeting.count(Card) == 2
    told = pair.ana.does(privacy.reveal(pair.ana.meeting, Random(1)))
    assert (told.verb, told.count) == (Verb.REVEAL, 1)
    pair.meet()
    assert pair.ana.held == {}
    assert [c.text for c in pair.bo.meeting.all(Card)] == ["queue", SECRET + " at noon"]
    assert [e.text for e in pair.bo.meeting.all(Excuse)] == ["They call too often"]


def test_a_reveal_that_is_undone_hides_the_card_in_its_own_room_alone(pair: Pair) -> None:
    card = pair.hides()
    revealed = privacy.reveal(pair.ana.meeting, Random(1))
    pair.ana.does(revealed)
    told = pair.ana.does(revealed.inverse())
    assert told.edits == ()
    pair.ana.does(verbs.edit_text(pair.ana.meeting, card, "They hang up on us"))
    pair.meet()
    assert [c.text for c in pair.bo.meeting.all(Card)] == ["queue", SECRET]
    assert [c.hidden for c in pair.ana.meeting.all(Card)] == [False, True]
    pair.ana.does(privacy.reveal(pair.ana.meeting, Random(1)))
    pair.meet()
    assert [c.text for c in pair.bo.meeting.all(Card)] == ["queue", "They hang up on us"]


def test_of_a_hidden_card_that_is_removed_nothing_is_ever_told(pair: Pair) -> None:
    card = pair.hides()
    told = pair.ana.does(verbs.remove(pair.ana.meeting, [card]))
    assert (told.edits, pair.ana.held) == ((), {})
    pair.meet()
    assert SECRET not in pair.told()


def test_a_change_of_which_something_is_held_is_told_without_its_words(pair: Pair) -> None:
    hidden = pair.hides()
    (shown,) = (card for card in pair.ana.meeting.all(Card) if not card.hidden)
    change = verbs.remove(pair.ana.meeting, [hidden, shown])
    told = pair.ana.does(replace(change, subject=SECRET, targets=(hidden.id, shown.id)))
    assert [edit.before for edit in told.edits] == [shown]
    assert (told.subject, told.count, told.targets) == ("", 1, ())


def test_a_change_has_no_words_of_what_is_hidden_though_it_leaves_that_as_it_is(
    pair: Pair,
) -> None:
    hidden = pair.hides()
    (shown,) = [card for card in pair.ana.meeting.all(Card) if not card.hidden]
    moved = Edit(shown, replace(shown, column="good"))
    change = Change(pair.ana.meeting.id, Verb.MOVE, (moved,), SECRET, 2, (hidden.id, shown.id))
    told = pair.ana.does(change)
    assert (told.edits, told.subject, told.count, told.targets) == ((moved,), "", 1, ())


def test_a_theme_of_hidden_cards_waits_for_the_first_card_that_is_shown(pair: Pair) -> None:
    one, two = pair.hides(), pair.hides("We are late")
    pair.ana.does(arrange.group(pair.ana.meeting, [one, two], "Rude"))
    pair.meet()
    assert "Rude" not in pair.told()
    (theme,) = pair.ana.meeting.all(Theme)
    (shown,) = (card for card in pair.ana.meeting.all(Card) if not card.hidden)
    pair.ana.does(arrange.put_in_theme(pair.ana.meeting, [shown], theme))
    pair.meet()
    assert [card.text for card in pair.bo.meeting.members(theme.id)] == ["queue"]
    assert SECRET not in pair.told()


def test_the_dots_of_a_secret_vote_are_told_when_it_is_closed(pair: Pair) -> None:
    (card,) = pair.ana.meeting.all(Card)
    pair.ana.does(tally.open_ballot(pair.ana.meeting, voters=3))
    told = pair.ana.does(tally.set_dots(pair.ana.meeting, card, 4))
    assert told.edits == ()
    pair.meet()
    assert all(not ballot.votes for ballot in pair.bo.meeting.ballots)
    pair.ana.does(tally.close_ballot(pair.ana.meeting, EXERCISE))
    pair.meet()
    (ballot,) = pair.bo.meeting.ballots
    assert tally.totals(pair.bo.meeting, ballot) == {card.id: 4}


def test_dots_of_the_other_room_come_when_the_vote_is_closed_here(pair: Pair) -> None:
    (card,) = pair.ana.meeting.all(Card)
    pair.ana.does(tally.open_ballot(pair.ana.meeting, voters=3))
    pair.meet()
    pair.ana.does(tally.set_dots(pair.ana.meeting, card, 4))
    pair.bo.does(tally.set_dots(pair.bo.meeting, card, 2))
    pair.ana.does(tally.close_ballot(pair.ana.meeting, EXERCISE))
    pair.ana.pushes()
    found = pair.bo.pulls()
    assert found is not None and found.released is not None
    assert pair.bo.held == {}
    pair.meet()
    (ballot,) = pair.ana.meeting.ballots
    assert tally.totals(pair.ana.meeting, ballot) == {card.id: 6}


def test_what_is_held_is_laid_on_what_others_did(pair: Pair) -> None:
    hidden = pair.hides()
    pair.bo.does(verbs.add_cards(pair.bo.meeting, "bad", ["late"]))
    pair.meet()
    assert pair.ana.held == {(Card, hidden.id): Edit(None, hidden)}
    assert {card.text for card in pair.ana.meeting.all(Card)} == {"queue", "late", SECRET}


def test_of_a_bookmark_only_the_stage_is_told_and_only_when_it_comes() -> None:
    bookmark = Bookmark(id="m", stage="board", private=True, turn="Ana", seat=3)
    shared = share(Change("m", Verb.BEGIN, (Edit(None, bookmark),)), {})
    assert shared.change.edits == (Edit(None, Bookmark(id="m", stage="board")),)
    assert shared.held == {}
    moved = Edit(bookmark, replace(bookmark, stage="rank"))
    assert share(Change("m", Verb.STEP, (moved,)), {}).change.edits == ()


def test_a_vote_on_what_is_not_told_is_not_told() -> None:
    hidden = Card(id="h", column="bad", text=SECRET, place=1, hidden=True)
    votes = (tally.Vote(gap="h", dots=2), tally.Vote(gap="c", dots=1))
    open_one = Ballot(id="b", place=1, voters=1, dots=3, most=3)
    change = Change("m", Verb.DOTS, (Edit(open_one, replace(open_one, votes=votes)),))
    held = {(Card, "h"): Edit(None, hidden)}
    shared = share(change, held)  # type: ignore[arg-type]
    (edit,) = shared.change.edits
    assert isinstance(edit.after, Ballot)
    assert [vote.gap for vote in edit.after.votes] == ["c"]
    shown = Change("m", Verb.REVEAL, (Edit(hidden, replace(hidden, hidden=False)),))
    told = share(shown, shared.held)
    assert told.held == {}
    meeting = Meeting.from_records([open_one])
    for each in (shared.change, told.change):
        meeting.apply(each)
    assert meeting.ballots == [replace(open_one, votes=votes)]
