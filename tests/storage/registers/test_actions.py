"""The register of actions: what SQL finds equals what whole meetings say."""

from datetime import date
from pathlib import Path

from facilitator.domain.chain.arrange import group
from facilitator.domain.chain.verbs import add_cards
from facilitator.domain.exercise import Tone
from facilitator.domain.facilitation import privacy, trash
from facilitator.domain.facilitation.lifecycle import import_meeting
from facilitator.domain.facilitation.lifecycle import second as second_of
from facilitator.domain.follow_up import teams
from facilitator.domain.follow_up.look_back import open_promises
from facilitator.domain.follow_up.register import ActionEntry
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Card, Status
from facilitator.exercises.exercise_library import Library
from facilitator.services.team_history import ids_of
from facilitator.storage.store import Store
from tests.support.series import PATIENCE, Series
from tests.support.stored_meetings import NOW

FIRST, SECOND, THIRD = date(2026, 10, 1), date(2026, 10, 15), date(2026, 10, 29)
READ, CALL = "Read the mailbox", "Call back"


def entries(store: Store, *team_ids: str, with_chain: bool = False) -> dict[str, ActionEntry]:
    found = store.actions(team_ids or None, with_chain=with_chain).result(PATIENCE)
    by_text = {each.text: each for each in found}
    assert len(by_text) == len(found)
    return by_text


def same_as_asked_about(store: Store, team_id: str) -> bool:
    """Whether the open ones are those that the team's next meeting would look back on."""
    known = store.teams().result(PATIENCE)
    history = store.containers(ids_of(team_id, known)).result(PATIENCE)
    asked = {
        (each.meeting, each.action, each.text, each.owner, each.due, each.gap, each.excuse)
        for each in open_promises(history.found, history.gone)
    }
    found = store.actions([team_id], with_chain=True).result(PATIENCE)
    chains = {each.key: each.chain for each in found}
    return asked == {
        (*each.key, each.text, each.owner, each.due, chain.gap, chain.excuse)
        for each in found
        if each.is_open and (chain := chains[each.key]) is not None
    }


def held(series: Series) -> tuple[Meeting, Meeting, Meeting]:
    """Three meetings: two promises, and what was said of them in between and in the others."""
    first = series.meets(FIRST, "First")
    series.promises(first, READ, CALL, due=SECOND, owner="Ana and Tom")
    between = date(2026, 10, 8)
    series.judges_between(READ, Status.PROGRESS, between, "Three of five", date(2026, 11, 2))
    second = series.meets(SECOND, "Second")
    series.judges(second, READ, Status.EXCUSE, "The key was lost")
    series.judges(second, CALL, Status.PROGRESS, "Two were called")
    third = series.meets(THIRD, "Third")
    series.judges(third, CALL, Status.DONE, "All were called")
    return first, second, third


def test_an_action_knows_all_that_was_said_of_it(store: Store) -> None:
    series = Series(store, "Counter")
    first, second, third = held(series)
    found = entries(store, with_chain=True)
    read, call = found[READ], found[CALL]
    assert (read.meeting, read.title, read.held_on) == (first.id, "First", FIRST)
    assert (read.team_id, read.team, read.people) == (series.team_id, "Counter", ("Ana", "Tom"))
    assert (read.status, read.first_due, read.due) == (Status.EXCUSE, SECOND, date(2026, 11, 2))
    assert [(v.status, v.container, v.between) for v in read.verdicts] == [
        (Status.PROGRESS, series.team_id, True),
        (Status.EXCUSE, second.id, False),
    ]
    assert [(v.text, v.container) for v in call.verdicts] == [
        ("Two were called", second.id),
        ("All were called", third.id),
    ]
    assert call.status is Status.DONE
    assert read.chain is not None
    assert (read.chain.gap, read.chain.excuse) == (
        "Nobody reads the mailbox",
        "Somebody else will look",
    )
    assert read.chain.gap_id in {each.id for each in first.records()}
    assert same_as_asked_about(store, series.team_id)


def test_what_is_in_the_trash_neither_promises_nor_says_anything(store: Store) -> None:
    series = Series(store, "Counter")
    first, second, third = held(series)
    series.does(third, trash.discard(third, NOW))
    assert entries(store)[CALL].status is Status.PROGRESS
    series.does(first, trash.discard(first, NOW))
    assert entries(store) == {}
    series.does(first, trash.restore(first))
    series.does(second, trash.discard(second, NOW))
    assert entries(store)[CALL].verdicts == ()
    series.does(first, trash.erase(first))
    assert entries(store) == {}


def test_an_action_of_a_meeting_that_is_not_here_is_known_from_its_copy(
    store: Store, tmp_path: Path
) -> None:
    elsewhere = Store(tmp_path / "elsewhere")
    elsewhere.start()
    _, second, third = held(Series(elsewhere, "Counter"))
    assert elsewhere.close(PATIENCE)
    for each in (second, third):
        store.commit(import_meeting(each.records()))
    found = entries(store)
    assert [found[READ].here, found[READ].title, found[READ].held_on] == [False, "", FIRST]
    assert [v.text for v in found[READ].verdicts] == ["Three of five", "The key was lost"]
    assert found[CALL].status is Status.DONE


def test_a_copy_of_a_meeting_promises_nothing_anew(store: Store) -> None:
    series = Series(store, "Counter")
    first, *_ = held(series)
    store.commit(import_meeting(second_of(first).records()))
    found = entries(store)
    assert found[READ].meeting == first.id
    assert same_as_asked_about(store, series.team_id)


def test_merged_teams_are_one_and_meetings_of_no_team_are_there(store: Store) -> None:
    ours, theirs = Series(store, "Counter"), Series(store, "Desk")
    for series, text in ((ours, READ), (theirs, CALL)):
        series.promises(series.meets(FIRST), text, due=SECOND)
    alone = ours.meets(FIRST, "Alone")
    ours.promises(alone, "Sweep", due=SECOND)
    journal = store.load(theirs.team_id).result(PATIENCE)
    into = store.teams().result(PATIENCE)[ours.team_id]
    theirs.does(journal, teams.merge(journal, into))
    found = entries(store, theirs.team_id)
    assert {text: each.team for text, each in found.items()} == {
        READ: "Counter",
        CALL: "Counter",
        "Sweep": "Counter",
    }
    assert same_as_asked_about(store, ours.team_id)


def test_what_is_under_a_hidden_card_is_in_no_register(store: Store) -> None:
    series = Series(store, "Counter")
    meeting = series.meets(FIRST)
    series.promises(meeting, READ, due=SECOND)
    series.does(meeting, privacy.begin_private(meeting))
    column = Library().get(meeting.details.exercise).column_of(Tone.GAP).id
    series.does(meeting, add_cards(meeting, column, ["A secret"]))
    series.promises(meeting, "Tell it", due=SECOND, gap="A secret")
    assert entries(store).keys() == entries(store, with_chain=True).keys() == {READ}
    # The room sees a theme, and not each card in it.
    series.does(meeting, group(meeting, meeting.all(Card), "Mail"))
    found = entries(store, with_chain=True)
    assert entries(store).keys() == found.keys() == {READ}
    chain = found[READ].chain
    assert chain is not None
    assert chain.gap == "Mail"
