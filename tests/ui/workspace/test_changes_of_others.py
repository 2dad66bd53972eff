"""Others change the meeting too: told as one, written at once, and never undone here."""

from collections.abc import Iterator
from concurrent.futures import Future
from functools import partial
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from facilitator.domain.chain import verbs
from facilitator.domain.change import Change, Verb
from facilitator.domain.facilitation import lifecycle
from facilitator.domain.facilitation.lifecycle import MeetingSetup
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Card
from facilitator.errors import StorageError
from facilitator.storage.store import Store
from facilitator.ui.workspace.session import Session
from facilitator.ui.workspace.undo import Reapplied
from tests.support.small_meeting import EXERCISE, TODAY, texts
from tests.support.transactions import Transactions


@pytest.fixture
def store(own_data_folder: Path) -> Iterator[Store]:
    store = Store(own_data_folder)
    store.start()
    yield store
    assert store.close(timeout=30)


@pytest.fixture
def session(store: Store, qtbot: QtBot) -> Iterator[Session]:
    begun = lifecycle.begin(EXERCISE, MeetingSetup(title="Monday"), TODAY)
    meeting = Meeting()
    meeting.apply(begun)
    store.commit(begun).result(timeout=30)
    session = Session(meeting, EXERCISE, store)
    yield session
    # As when a window closes: else it would be written when the store is closed already.
    session.flush_pending()


def adds(text: str, meeting: Meeting) -> Change:
    return verbs.add_cards(meeting, "bad", [text])


def rewords(card: str, text: str, meeting: Meeting) -> Change:
    found = meeting.get(Card, card)
    assert found is not None
    return verbs.edit_text(meeting, found, text)


def labels(card: str, label: str, meeting: Meeting) -> Change:
    found = meeting.get(Card, card)
    assert found is not None
    return verbs.stamp(meeting, found, label)


def arrive(session: Session, *words: str) -> "Future[None]":
    return session.apply_of_others([partial(adds, text) for text in words])


def cards(session: Session) -> list[str]:
    return texts(session.meeting.children(Card, "bad"))


def test_what_arrives_together_is_told_once_and_written_in_one_transaction(
    session: Session, store: Store, own_data_folder: Path
) -> None:
    told: list[tuple[Verb, int, int, bool]] = []
    session.changed.connect(
        lambda change: told.append(
            (change.verb, change.count, len(change.added), session.is_of_others)
        )
    )
    with Transactions(own_data_folder, store) as written:
        durable = arrive(session, "one", "two", "three")
        durable.result(timeout=30)
    assert told == [(Verb.ADD, 3, 3, True)]
    assert written.count == 1
    assert store.load(session.meeting.id).result(timeout=30) == session.meeting
    session.execute(adds("mine", session.meeting))
    assert told[-1] == (Verb.ADD, 1, 1, False)


def test_undo_takes_back_only_what_was_done_here(session: Session) -> None:
    session.execute(adds("mine", session.meeting))
    (mine,) = session.meeting.children(Card, "bad")
    arrive(session, "theirs")
    session.execute(rewords(mine.id, "mine, reworded", session.meeting))
    session.apply_of_others([partial(labels, mine.id, "other")])
    arrive(session, "theirs too")
    assert session.undo_stack.count() == 2
    assert session.undo() is Reapplied.ALL
    assert cards(session) == ["mine", "theirs", "theirs too"]
    after = session.meeting.get(Card, mine.id)
    assert after is not None and after.labels == ("other",)
    assert session.redo() is Reapplied.ALL
    assert cards(session) == ["mine, reworded", "theirs", "theirs too"]


def test_what_is_typed_is_not_written_with_what_arrives(session: Session) -> None:
    session.remember_draft("board", ("half a sen",))
    arrive(session, "theirs").result(timeout=30)
    assert lifecycle.draft_of(session.meeting, "board") == ()
    assert session.draft_of("board") == ("half a sen",)


def test_each_is_made_for_the_meeting_as_the_one_before_left_it(session: Session) -> None:
    def adds_another(meeting: Meeting) -> Change:
        (first,) = meeting.children(Card, "bad")
        return rewords(first.id, "one, reworded", meeting)

    session.apply_of_others([partial(adds, "one"), adds_another])
    assert cards(session) == ["one, reworded"]


def test_a_bug_in_one_leaves_those_before_it_in_the_meeting_and_on_disk(
    session: Session, store: Store
) -> None:
    def breaks(meeting: Meeting) -> Change:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        session.apply_of_others([partial(adds, "one"), breaks, partial(adds, "never")])
    session.apply_of_others([]).result(timeout=30)
    assert cards(session) == ["one"]
    assert store.load(session.meeting.id).result(timeout=30) == session.meeting


def test_once_the_meetings_are_closed_nothing_is_changed(session: Session, store: Store) -> None:
    assert store.close(timeout=30)
    refused = arrive(session, "too late")
    assert isinstance(refused.exception(timeout=30), StorageError)
    assert cards(session) == []
