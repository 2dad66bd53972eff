"""The search over all meetings: what is found, in which order, and what no search may find."""

from datetime import UTC, date, datetime
from random import Random

import pytest

from facilitator.domain.chain.verbs import add_cards, add_excuses, edit_text, stamp
from facilitator.domain.exercise import Tone
from facilitator.domain.facilitation import privacy, trash
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Card, Status
from facilitator.domain.search import Hit, HitKind, SearchQuery
from facilitator.exercises.exercise_library import Library
from facilitator.storage.store import Store
from tests.support.series import Series

MAY, JUNE = date(2026, 5, 4), date(2026, 6, 1)
NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
GAP = Library().default.column_of(Tone.GAP).id
PATIENCE = 20


def found(store: Store, query: SearchQuery | str) -> list[str]:
    """The texts that a search finds, the best first."""
    return [hit.text for hit in hits(store, query)]


def hits(store: Store, query: SearchQuery | str) -> tuple[Hit, ...]:
    asked = SearchQuery(text=query) if isinstance(query, str) else query
    return store.search(asked).result(PATIENCE).hits


@pytest.fixture
def bakery(store: Store) -> Series:
    return Series(store, "Bakery")


@pytest.fixture
def may(bakery: Series) -> Meeting:
    """A meeting with a whole chain, in the words of several scripts."""
    meeting = bakery.meets(MAY, "Review of spring")
    bakery.promises(meeting, "Answer within a day", due=JUNE, owner="Žiga", gap="Pošta čaka")
    bakery.does(meeting, add_cards(meeting, GAP, ["等待太久", "Nobody says “it’s ready”"]))
    return meeting


def test_every_kind_of_text_is_found_whatever_its_script(
    store: Store, bakery: Series, may: Meeting
) -> None:
    june = bakery.meets(JUNE, "Review of summer")
    bakery.judges(june, "Answer within a day", Status.EXCUSE, "No time for that")
    told = {
        "spring": ("Review of spring", HitKind.MEETING),
        "POSTA": ("Pošta čaka", HitKind.CARD),
        "待": ("等待太久", HitKind.CARD),
        "its ready": ("Nobody says “it’s ready”", HitKind.CARD),
        "else look": ("Somebody else will look", HitKind.EXCUSE),
        "instead": ("Instead: Answer within a day", HitKind.STRATEGY),
        "ziga": ("Answer within a day", HitKind.ACTION),
    }
    for typed, (text, kind) in told.items():
        (hit,) = hits(store, typed)
        assert (hit.text, hit.kind) == (text, kind)
        assert (hit.meeting, hit.title, hit.team) == (may.id, "Review of spring", "Bakery")
    verdict = SearchQuery(text="no time", kinds=frozenset({HitKind.VERDICT}))
    (said,) = hits(store, verdict)
    assert (said.text, said.meeting) == ("No time for that", june.id)


def test_letters_for_private_use_are_letters_and_half_a_character_is_none(
    store: Store, bakery: Series
) -> None:
    """Pictures of fonts, such as the apple of a Mac, are no signs of the index."""
    meeting = bakery.meets(MAY)
    apple, icon = "\uf8ff computers", "\uf002 and \ue06f"
    bakery.does(meeting, add_cards(meeting, GAP, [apple, icon, "Nothing of it"]))
    assert found(store, "\uf8ff") == [apple]
    assert found(store, "\uf002") == found(store, "\ue06f") == [icon]
    assert found(store, "comp\ud83duters") == [apple]
    assert found(store, "\ud83d") == []


def test_the_best_comes_first(store: Store, bakery: Series) -> None:
    old = bakery.meets(MAY)
    bakery.does(old, add_cards(old, GAP, ["The plan is late", "Unplanned", "Late is the plan"]))
    new = bakery.meets(JUNE)
    bakery.does(new, add_cards(new, GAP, ["Their planning, too late", "They explanate"]))
    assert found(store, "plan") == [
        "Their planning, too late",
        *sorted(("The plan is late", "Late is the plan"), key=lambda text: _id(old, text)),
        "They explanate",
        "Unplanned",
    ]
    assert found(store, "the plan") == [
        *sorted(("The plan is late", "Late is the plan"), key=lambda text: _id(old, text)),
        "Their planning, too late",
        "They explanate",
    ]


def _id(meeting: Meeting, text: str) -> str:
    return next(card.id for card in meeting.all(Card) if card.text == text)


def test_filters_by_team_kind_label_and_time(store: Store, bakery: Series) -> None:
    may, june = bakery.meets(MAY), bakery.meets(JUNE)
    other = Series(store, "Garage")
    elsewhere = other.meets(JUNE)
    for series, meeting in ((bakery, may), (bakery, june), (other, elsewhere)):
        series.does(meeting, add_cards(meeting, GAP, [f"Wait of {meeting.details.held_on}"]))
    (card,) = june.all(Card)
    label = Library().default.labels[0].id
    bakery.does(june, stamp(june, card, label))
    teams = frozenset({bakery.team_id})
    assert len(found(store, "wait")) == 3
    assert len(found(store, SearchQuery(text="wait", team_ids=teams))) == 2
    assert found(store, SearchQuery(text="wait", until=MAY)) == [f"Wait of {MAY}"]
    assert found(store, SearchQuery(team_ids=teams, since=JUNE, label=label)) == [card.text]
    assert found(store, SearchQuery(label=label)) == [card.text]
    assert found(store, SearchQuery(text="wait", kinds=frozenset({HitKind.EXCUSE}))) == []
    assert found(store, label) == []
    assert found(store, "") == []


def test_what_is_hidden_or_in_the_trash_is_found_once_it_is_there_again(
    store: Store, bakery: Series
) -> None:
    meeting = bakery.meets(MAY, "In private")
    bakery.does(meeting, privacy.begin_private(meeting))
    card = bakery.adds(meeting, add_cards(meeting, GAP, ["Whispered"]))
    bakery.does(meeting, add_excuses(meeting, card.id, ["Whispered because"]))
    assert found(store, "whisper") == []
    reveal = bakery.does(meeting, privacy.reveal(meeting, Random(1)))
    assert set(found(store, "whisper")) == {"Whispered", "Whispered because"}
    bakery.does(meeting, reveal.inverse())
    assert found(store, "whisper") == []
    bakery.does(meeting, reveal)
    bakery.does(meeting, trash.discard(meeting, NOW))
    assert found(store, "whisper") == found(store, "private") == []
    bakery.does(meeting, trash.restore(meeting))
    assert len(found(store, "whisper")) == 2
    shown = meeting.get(Card, card.id)
    assert shown is not None
    bakery.does(meeting, edit_text(meeting, shown, "Said aloud"))
    assert (found(store, "aloud"), found(store, "whispered")) == (
        ["Said aloud"],
        ["Whispered because"],
    )
    bakery.does(meeting, trash.erase(meeting))
    assert found(store, "whisper") == found(store, "aloud") == []


def test_what_is_said_between_meetings_is_found_with_its_day(
    store: Store, bakery: Series, may: Meeting
) -> None:
    bakery.judges_between("Answer within a day", Status.EXCUSE, JUNE, "The machine broke")
    (hit,) = hits(
        store, SearchQuery(text="machine", since=JUNE, kinds=frozenset({HitKind.VERDICT}))
    )
    assert (hit.is_journal, hit.held_on, hit.team) == (True, JUNE, "Bakery")


def test_more_is_said_when_there_is_more(store: Store, bakery: Series) -> None:
    meeting = bakery.meets(MAY)
    bakery.does(meeting, add_cards(meeting, GAP, [f"Card {n}" for n in range(61)]))
    results = store.search(SearchQuery(text="card")).result(PATIENCE)
    assert (len(results.hits), results.more) == (60, True)
