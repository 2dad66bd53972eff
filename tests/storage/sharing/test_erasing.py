"""An erased meeting is erased everywhere: its words are in no table, and no file beside it."""

from datetime import UTC, datetime

import pytest

from facilitator import paths
from facilitator.domain.facilitation import trash
from facilitator.domain.facilitation.lifecycle import import_meeting
from facilitator.domain.follow_up.teams import begin_journal
from facilitator.domain.records import (
    Action,
    Bookmark,
    Details,
    EarlierAction,
    GapNumber,
    PastNumber,
    Statement,
)
from facilitator.services.meeting_import import ImportPlan, plan_import
from facilitator.storage.sharing.states import NotNowError
from tests.support.sharing_stores import DAY, TEAM, TEAM_ID, PlainLog, SharingStore
from tests.support.small_meeting import EXERCISE

SECRET = "The boss eats for free"


def erases(laptop: SharingStore, known: str) -> None:
    laptop.does(trash.discard(laptop.meeting(known), datetime.now(UTC)))
    laptop.does(trash.erase(laptop.meeting(known)))


def files_with(laptop: SharingStore, words: str) -> list[str]:
    """The files of a data folder that hold these words once all of it is written anew."""
    laptop.store._read(lambda database, _: database.raw.execute("VACUUM") and None).result()
    laptop.closes()
    found = [
        file.name
        for file in laptop.data.rglob("*")
        if file.is_file() and words.encode() in file.read_bytes()
    ]
    laptop.store = laptop._opened()
    return found


def test_who_erases_a_meeting_erases_it_everywhere(
    ana: SharingStore, bo: SharingStore, log: PlainLog
) -> None:
    monday = ana.begins()
    ana.adds(monday, SECRET)
    ana.syncs()
    bo.syncs()
    assert paths.database_file(bo.data).name in files_with(bo, SECRET)
    erases(ana, monday)
    ana.syncs()
    assert [each["body"]["verb"] for each in log.entries] == ["import", "add", "erase"]
    assert log.entries[-1]["body"]["edits"] == []
    bo.syncs()
    assert ana.store.meetings(DAY).result() == bo.store.meetings(DAY).result() == []
    for laptop in (ana, bo):
        assert files_with(laptop, SECRET) == []
        assert laptop.store.sharing.to_lay().result() == []
        assert laptop.store.sharing.state().result().waiting == 0
        laptop.syncs()
    assert len(log.entries) == 3


def test_what_was_done_meanwhile_to_a_meeting_that_is_erased_is_kept_in_a_file(
    ana: SharingStore, bo: SharingStore
) -> None:
    monday = ana.begins()
    ana.syncs()
    bo.syncs()
    bo.adds(monday, "done while nobody knew")
    erases(ana, monday)
    ana.syncs()
    bo.pulls()
    (kept,) = bo.kept
    assert (kept.meeting, kept.title) == (monday, "Monday")
    assert kept.file is not None
    assert kept.file.read_text("utf-8") == "done while nobody knew"
    assert bo.store.meetings(DAY).result() == []
    assert bo.pushes() == 0


def test_an_erased_meeting_that_is_imported_again_is_another_one_for_everybody(
    ana: SharingStore, bo: SharingStore
) -> None:
    monday = ana.begins()
    ana.adds(monday, "kept")
    ana.syncs()
    bo.syncs()
    file = bo.meeting(monday)
    erases(ana, monday)
    ana.syncs()
    bo.syncs()
    plan, again = plan_import(file, EXERCISE, bo.store)
    assert (plan, again.details.title) == (ImportPlan.NEW, file.details.title)
    assert again.id != monday
    bo.does(import_meeting(again.records()))
    bo.syncs()
    ana.syncs()
    assert ana.texts(again.id) == ["kept"]


def test_nothing_is_erased_before_there_is_a_place_to_keep_what_was_done(
    ana: SharingStore, bo: SharingStore
) -> None:
    monday = ana.begins()
    ana.syncs()
    bo.syncs()
    bo.adds(monday, "done while nobody knew")
    erases(ana, monday)
    ana.syncs()
    bo.store.sharing.keep = None
    with pytest.raises(NotNowError):
        bo.pulls()
    assert bo.texts(monday) == ["done while nobody knew"]
    bo.store.sharing.keep = bo._keep
    bo.lays()
    assert bo.store.meetings(DAY).result() == []


def test_entries_that_the_hub_refuses_hold_up_no_others(
    ana: SharingStore, bo: SharingStore
) -> None:
    monday, tuesday = ana.begins("Monday"), ana.begins("Tuesday")
    waiting = ana.store.sharing.waiting().result()
    refused = {each["id"]: "too large" for each in waiting if each["meeting"] == monday}
    (kept,) = ana.store.sharing.refused(refused).result()
    assert (kept.meeting, kept.title, kept.reason) == (monday, "Monday", "too large")
    ana.adds(tuesday, "goes on")
    state = ana.store.sharing.state().result()
    assert (state.waiting, state.refused) == (2, 1)
    ana.syncs()
    bo.syncs()
    assert bo.texts(tuesday) == ["goes on"]
    assert len(ana.store.meetings(DAY).result()) == 2


def copies(erased: str, action: str) -> list[EarlierAction | Statement]:
    return [
        EarlierAction(
            id="j1",
            stage="",
            text=SECRET,
            place=1024,
            meeting=erased,
            action=action,
            owner="Ana",
            promised_on=DAY,
            gap=SECRET,
            numbers=(PastNumber(day=DAY, value=7),),
        ),
        Statement(
            id="s1", stage="words", text=SECRET, place=1024, brought_from=erased, said_on=DAY
        ),
    ]


def test_words_that_later_meetings_copied_go_from_the_log_as_well(
    ana: SharingStore, bo: SharingStore, log: PlainLog
) -> None:
    first, second = "a" * 32, "b" * 32
    ana.does(begin_journal(TEAM, DAY))
    old = Details(id=first, title="Old", exercise="x", held_on=DAY, team=TEAM, team_id=TEAM_ID)
    promised = Action(id="a1", strategy="s", text=SECRET, place=1024, owner="Ana", due=None)
    number = GapNumber(id="n1", place=1024, item="c1", value=7, day=DAY)
    ana.does(import_meeting([old, Bookmark(id=first, stage="first"), number, promised]))
    new = Details(id=second, title="New", exercise="x", held_on=DAY, team=TEAM, team_id=TEAM_ID)
    ana.does(import_meeting([new, Bookmark(id=second, stage="first"), *copies(first, "a1")]))
    ana.adds(second, "stays")
    ana.syncs()
    bo.syncs()
    bo.adds(second, "waits")
    erases(ana, first)
    ana.syncs()
    bo.syncs()
    ana.syncs()
    assert ana.shared_records(second) == bo.shared_records(second)
    assert sorted(bo.texts(second)) == ["stays", "waits"]
    for laptop in (ana, bo):
        assert files_with(laptop, SECRET) == []
    # What is known of the log can still be taken back and laid on again.
    log.entries[:] = log.entries[:-1]
    bo.adds(second, "later")
    bo.syncs()
    ana.syncs()
    assert ana.shared_records(second) == bo.shared_records(second)
    assert ana.meeting(second).all(EarlierAction)[0].text == ""


def test_a_meeting_that_was_erased_here_stays_erased_when_its_words_come_late(
    ana: SharingStore, bo: SharingStore, log: PlainLog
) -> None:
    monday = ana.begins()
    ana.syncs()
    bo.syncs()
    bo.adds(monday, SECRET)
    bo.pushes()
    erases(ana, monday)
    ana.syncs()
    bo.syncs()
    assert ana.store.meetings(DAY).result() == bo.store.meetings(DAY).result() == []
    for laptop in (ana, bo):
        assert files_with(laptop, SECRET) == []
        laptop.syncs()
