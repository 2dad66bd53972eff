"""A meeting that is open in a window takes what arrived in memory, and then on disk just so."""

from dataclasses import replace

import pytest

from facilitator.domain.chain.verbs import add_cards
from facilitator.domain.change import Change
from facilitator.domain.meeting import Meeting, StaleChangeError
from facilitator.domain.records import new_id
from facilitator.domain.shared_log.entry import Entry, Laid, Standing
from facilitator.domain.shared_log.integrate import integrate
from facilitator.domain.shared_log.share import share
from facilitator.storage.sharing.states import NotNowError
from facilitator.storage.store import Store
from tests.support.sharing_stores import JOINED, TEAM_ID, SharingStore
from tests.support.small_disk import disk_that_takes_no_more


def opened_with_news(ana: SharingStore, bo: SharingStore) -> tuple[str, Meeting]:
    """A meeting that is open at Ana's, for which something from Bo has arrived."""
    monday = ana.begins()
    ana.syncs()
    bo.syncs()
    bo.adds(monday, "from Bo")
    bo.syncs()
    ana.takes_in(ana.log.after(ana.cursor))
    return monday, ana.meeting(monday)


def with_noted(standing: Standing, change: Change, known: str) -> Standing:
    """The standing with what was done after it was asked for."""
    told = share(change, standing.held)
    entry = Entry(
        id=known,
        team=TEAM_ID,
        meeting=change.meeting,
        site=standing.site,
        actor="ana",
        at=JOINED,
        base=0,
        change=told.change,
    )
    waiting = (*standing.waiting, Laid(entry, told.change))
    return replace(standing, waiting=waiting, held=told.held)


def test_what_is_done_while_it_is_asked_how_things_are_is_thought_of(
    ana: SharingStore, bo: SharingStore
) -> None:
    monday, meeting = opened_with_news(ana, bo)
    asked = ana.store.sharing.standing(monday)
    known, change = new_id(), add_cards(meeting, "gap", ["typed meanwhile"])
    meeting.apply(change)
    ana.store.commit(change, known)
    integrated = integrate(meeting, with_noted(asked.result(), change, known))
    meeting.apply(integrated.change)
    ana.store.sharing.write_integrated(monday, integrated).result()
    assert ana.meeting(monday) == meeting
    assert sorted(ana.texts(monday)) == ["from Bo", "typed meanwhile"]
    ana.syncs()
    bo.syncs()
    assert ana.shared_records(monday) == bo.shared_records(monday)


def test_what_nobody_thought_of_is_not_written_over(ana: SharingStore, bo: SharingStore) -> None:
    monday, meeting = opened_with_news(ana, bo)
    standing = ana.store.sharing.standing(monday).result()
    ana.adds(monday, "done elsewhere on this laptop")
    integrated = integrate(meeting, standing)
    with pytest.raises(StaleChangeError):
        ana.store.sharing.write_integrated(monday, integrated).result()
    assert ana.texts(monday) == ["done elsewhere on this laptop"]
    ana.lays()
    assert len(ana.texts(monday)) == 2


def test_nothing_is_laid_on_while_something_of_it_is_not_on_disk(
    ana: SharingStore, bo: SharingStore
) -> None:
    monday, meeting = opened_with_news(ana, bo)
    with disk_that_takes_no_more():
        change = add_cards(meeting, "gap", ["not saved yet"])
        ana.store.commit(change)
        with pytest.raises(NotNowError):
            ana.store.sharing.standing(monday).result()
        with pytest.raises(NotNowError):
            ana.store.sharing.lay(monday).result()
    ana.store.sharing.state().result()
    ana.does(add_cards(ana.meeting(monday), "gap", ["saved again"]))
    ana.syncs()
    bo.syncs()
    assert ana.shared_records(monday) == bo.shared_records(monday)
    assert len(bo.texts(monday)) == 3


def test_what_was_laid_on_and_not_saved_is_written_by_the_next_store(
    ana: SharingStore, bo: SharingStore
) -> None:
    monday, meeting = opened_with_news(ana, bo)
    standing = ana.store.sharing.standing(monday).result()
    integrated = integrate(meeting, standing)
    meeting.apply(integrated.change)
    later = add_cards(meeting, "gap", ["after that"])
    meeting.apply(later)
    with disk_that_takes_no_more():
        ana.store.sharing.write_integrated(monday, integrated)
        ana.store.commit(later)
        ana.store.close(timeout=10)
    earlier, outcomes = ana.store, list[BaseException | None]()
    ana.store = Store(ana.data)
    ana.store.replay_all(earlier, lambda _, done: outcomes.append(done.exception()))
    ana.store.start()
    assert ana.meeting(monday) == meeting
    assert outcomes == [None, None]
    ana.syncs()
    bo.syncs()
    assert ana.shared_records(monday) == bo.shared_records(monday)
    # What came from elsewhere is not told again.
    assert len(ana.log.entries) == 3
