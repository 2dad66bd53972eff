"""Two laptops hold meetings of one team: what one of them does comes to the other, once."""

from dataclasses import replace
from datetime import date
from random import Random

from facilitator.domain.answers import people_here
from facilitator.domain.chain import verbs
from facilitator.domain.change import Change, Edit, Verb
from facilitator.domain.facilitation.privacy import reveal
from facilitator.domain.records import Action, Answer, Card, new_id
from tests.support.links import broken_links
from tests.support.sharing_stores import PlainLog, SharingStore


def reworded(laptop: SharingStore, known: str, text: str) -> Change:
    card = laptop.meeting(known).all(Card)[0]
    return Change(known, Verb.EDIT, (Edit(card, replace(card, text=text)),), text)


def test_what_one_laptop_does_comes_to_the_other(
    ana: SharingStore, bo: SharingStore, log: PlainLog
) -> None:
    ana.begins_journal()
    monday = ana.begins()
    ana.adds(monday, "We are shut at noon")
    assert ana.store.sharing.state().result().waiting == 3
    ana.syncs()
    bo.syncs()
    assert bo.texts(monday) == ["We are shut at noon"]
    bo.adds(monday, "Nobody calls back")
    ana.adds(monday, "We whisper")
    bo.syncs()
    ana.syncs()
    bo.syncs()
    assert ana.shared_records(monday) == bo.shared_records(monday)
    assert len(ana.texts(monday)) == 3
    assert ana.store.sharing.state().result().waiting == 0
    assert len(log.entries) == 5


def test_an_answer_that_is_lost_doubles_nothing(
    ana: SharingStore, bo: SharingStore, log: PlainLog
) -> None:
    monday = ana.begins()
    ana.pushes()
    ana.pushes()
    ana.restart()
    ana.pushes()
    ana.adds(monday, "once")
    ana.syncs()
    bo.syncs()
    assert bo.texts(monday) == ["once"]
    assert len(log.entries) == 2


def test_the_later_of_two_values_holds_and_the_other_is_offered(
    ana: SharingStore, bo: SharingStore
) -> None:
    monday = ana.begins()
    ana.adds(monday, "Shut")
    ana.syncs()
    bo.syncs()
    ana.does(reworded(ana, monday, "Shut at noon"))
    bo.does(reworded(bo, monday, "Shut on Sundays"))
    ana.syncs()
    bo.syncs()
    ana.syncs()
    assert ana.texts(monday) == bo.texts(monday) == ["Shut on Sundays"]
    (conflict,) = ana.store.sharing.conflicts().result()
    assert (conflict.lost, conflict.lost_by) == ("Shut at noon", "ana")
    assert (conflict.kept, conflict.kept_by) == ("Shut on Sundays", "bo")
    assert conflict.lost_at is not None
    ana.does(reworded(ana, monday, "Shut at noon"))
    assert ana.store.sharing.conflicts(monday).result() == []


def test_who_settles_a_conflict_is_not_asked_again(ana: SharingStore, bo: SharingStore) -> None:
    monday = ana.begins()
    ana.adds(monday, "Shut")
    ana.syncs()
    bo.syncs()
    ana.does(reworded(ana, monday, "Shut at noon"))
    bo.does(reworded(bo, monday, "Shut on Sundays"))
    bo.syncs()
    ana.syncs()
    bo.syncs()
    (conflict,) = bo.store.sharing.conflicts(monday).result()
    bo.store.sharing.settle(conflict.id).result()
    bo.restart()
    assert bo.store.sharing.conflicts(monday).result() == []


def test_a_hidden_card_waits_until_its_room_reveals_it(
    ana: SharingStore, bo: SharingStore, log: PlainLog
) -> None:
    monday = ana.begins()
    ana.adds(monday, "Nobody may see this yet", hidden=True)
    ana.syncs()
    bo.syncs()
    assert "Nobody may see" not in log.words()
    bo.adds(monday, "from elsewhere")
    bo.syncs()
    ana.restart()
    ana.syncs()
    assert len(ana.texts(monday)) == 2
    ana.does(reveal(ana.meeting(monday), Random(1)))
    ana.syncs()
    bo.syncs()
    assert ana.shared_records(monday) == bo.shared_records(monday)
    assert len(bo.texts(monday)) == 2


def test_what_is_of_another_team_stays_here(ana: SharingStore, log: PlainLog) -> None:
    mine = ana.begins(team_id=None)
    ana.adds(mine, "nobody's business")
    assert ana.pushes() == 0


def test_a_team_that_is_only_read_is_never_written(ana: SharingStore, bo: SharingStore) -> None:
    monday = ana.begins()
    ana.syncs()
    bo.syncs()
    joined = bo.store.sharing.membership().result()
    assert joined is not None
    read = [replace(team, writes=False) for team in joined.teams]
    bo.store.sharing.set_teams("lead", read).result()
    bo.adds(monday, "stays here")
    assert bo.pushes() == 0
    state = bo.store.sharing.state().result()
    assert (state.waiting, state.only_here) == (0, 1)
    ana.adds(monday, "from the kitchen")
    ana.syncs()
    bo.syncs()
    assert set(bo.texts(monday)) == {"stays here", "from the kitchen"}
    bo.store.sharing.set_teams("lead", joined.teams).result()
    bo.syncs()
    ana.syncs()
    assert ana.shared_records(monday) == bo.shared_records(monday)


def test_what_a_promise_hangs_under_stays_on_both(ana: SharingStore, bo: SharingStore) -> None:
    monday = ana.begins()
    ana.does(people_here.tick_kind(ana.meeting(monday), "managers"))
    (here,) = ana.meeting(monday).all(Answer)
    promise = Action(
        id=new_id(), strategy=here.id, text="Ask them", place=0, owner="Lin", due=date(2026, 12, 4)
    )
    ana.does(verbs.commit_action(ana.meeting(monday), promise))
    ana.does(people_here.tick_kind(ana.meeting(monday), "managers"))
    ana.syncs()
    bo.syncs()
    assert ana.shared_records(monday) == bo.shared_records(monday)
    assert broken_links(bo.meeting(monday)) == broken_links(ana.meeting(monday)) == []


def test_a_lost_value_is_offered_also_where_the_other_was_typed_in_two_goes(
    ana: SharingStore, bo: SharingStore
) -> None:
    monday = ana.begins()
    ana.adds(monday, "Shut")
    ana.syncs()
    bo.syncs()
    ana.does(reworded(ana, monday, "Shut at noon"))
    for text in ("Closed", "Closed from noon", "Closed from noon on"):
        bo.does(reworded(bo, monday, text))
    ana.syncs()
    bo.syncs()
    ana.syncs()
    assert ana.texts(monday) == bo.texts(monday) == ["Closed from noon on"]
    (offered,) = ana.store.sharing.conflicts(monday).result()
    assert (offered.lost, offered.kept) == ("Shut at noon", "Closed from noon on")
    bo.does(reworded(bo, monday, "Having read it: closed"))
    bo.syncs()
    ana.syncs()
    assert ana.store.sharing.conflicts(monday).result() == []
