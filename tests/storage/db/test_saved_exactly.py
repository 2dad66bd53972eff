"""A meeting loaded from the database equals the one in memory, whatever was done and undone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator.domain.chain.verbs import add_cards, edit_text, remove
from facilitator.domain.change import Change, Edit, Verb
from facilitator.domain.exercise import Exercise
from facilitator.domain.facilitation.lifecycle import MeetingSetup, begin
from facilitator.domain.limits import LONGEST
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Card
from facilitator.exercises.exercise_library import Library
from facilitator.storage.db.problems import DamagedRowError
from facilitator.storage.db.rows import FIELDS, from_rows, to_row
from facilitator.storage.store import Store
from tests.support.random_meetings import TEXTS, Deed, courses
from tests.support.stored_meetings import DAY, begun


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    data: Path = tmp_path_factory.mktemp("data")
    store = Store(data)
    store.start()
    yield store
    assert store.close(timeout=10)


@pytest.fixture(scope="module")
def exercise() -> Exercise:
    return Library().default


@settings(max_examples=40)
@given(course=courses(longest=20), title=TEXTS, undoes=st.lists(st.booleans(), max_size=20))
def test_what_is_loaded_equals_what_is_in_memory(
    shared: Store, exercise: Exercise, course: list[Deed], title: str, undoes: list[bool]
) -> None:
    meeting = Meeting()
    invitation = MeetingSetup(title=title, team=title, participants=[title, "the cook"])
    _do(shared, meeting, begin(exercise, invitation, DAY))
    done: list[Change] = []
    for number, deed in enumerate(course):
        done.append(deed.change(meeting, exercise))
        _do(shared, meeting, done[-1])
        assert shared.load(meeting.id).result() == meeting
        if undoes[number : number + 1] == [True]:
            _do(shared, meeting, done.pop().inverse())
            assert shared.load(meeting.id).result() == meeting
    while done:
        _do(shared, meeting, done.pop().inverse())
    assert shared.load(meeting.id).result() == meeting


def _do(store: Store, meeting: Meeting, change: Change) -> None:
    meeting.apply(change)
    store.commit(change).result(timeout=10)


def test_a_change_that_names_records_twice_is_saved_as_it_ends(store: Store) -> None:
    meeting, begin_it = begun()
    store.commit(begin_it)
    edits: list[Edit] = []

    def do(change: Change) -> None:
        meeting.apply(change)
        edits.extend(change.edits)

    do(add_cards(meeting, "gap", ["We never call back", "Closed at noon"]))
    first, second = meeting.all(Card)
    do(edit_text(meeting, first, "We call back late"))
    do(remove(meeting, [second]))
    store.commit(Change(meeting.id, Verb.ADD, tuple(edits))).result()
    assert store.load(meeting.id).result() == meeting


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("text", b"no text"),
        ("text", "x" * (LONGEST + 1)),
        ("place", "1"),
        ("labels", "{}"),
        ("hidden", 2),
        ("id", None),
    ],
)
def test_among_many_rows_the_one_that_was_never_written_so_is_named(
    field: str, wrong: object
) -> None:
    cards = [Card(id=f"{n:032x}", column="gap", text="Nobody calls.", place=n) for n in range(9)]
    rows = [to_row(card, "m") for card in cards]
    read = [[row[name] for name in FIELDS[Card]] for row in rows]
    assert from_rows(Card, read) == cards
    read[4][FIELDS[Card].index(field)] = wrong
    named = str(wrong) if field == "id" else cards[4].id
    with pytest.raises(DamagedRowError, match=f"Card {named}"):
        from_rows(Card, read)
