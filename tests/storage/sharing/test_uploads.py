"""What was here before a team was shared is told in steps, and a large import in pieces."""

from dataclasses import replace
from pathlib import Path

from facilitator.domain.change import Change
from facilitator.domain.facilitation.lifecycle import import_meeting
from facilitator.domain.follow_up.teams import begin_journal, id_for, join, merge
from facilitator.domain.records import Action, Bookmark, Card, Details, Excuse, Strategy, Theme
from facilitator.storage.sharing.pieces import MOST_EDITS
from tests.support.sharing_stores import DAY, TEAM, TEAM_ID, PlainLog, SharingStore


def large(known: str, count: int) -> Change:
    """A meeting whose every link points at something further on in its own file."""
    last = Action(id="a", strategy="s", text="Call back", place=1024, owner="Ana", due=None)
    details = Details(
        id=known, title="Years", exercise="any", held_on=DAY, team=TEAM, team_id=TEAM_ID, first="a"
    )
    cards = [
        Card(
            id=f"c{number}",
            column="gap",
            text=f"{number} of many",
            place=number * 1024,
            theme=f"t{number // 10}",
        )
        for number in range(count)
    ]
    themes = [
        Theme(id=f"t{number}", column="gap", text=f"theme {number}", place=number * 1024)
        for number in range(-(-count // 10))
    ]
    chain = [
        Strategy(id="s", parent="e", text="A list", place=1024),
        Excuse(id="e", gap="c0", text="No list", place=1024),
    ]
    bookmark = Bookmark(id=known, stage="first")
    return import_meeting([details, bookmark, last, *cards, *chain, *themes])


def test_a_large_import_is_told_in_pieces_and_comes_whole(
    ana: SharingStore, bo: SharingStore, log: PlainLog
) -> None:
    ana.does(large("m" * 32, 2_300))
    sizes = [len(each["body"]["edits"]) for each in ana.store.sharing.waiting(10_000).result()]
    assert len(sizes) > 4
    assert max(sizes) <= MOST_EDITS + 1
    # Others may read between any two of them.
    while ana.pushes(1):
        ana.pulls()
        bo.pulls()
    assert ana.shared_records("m" * 32) == bo.shared_records("m" * 32)
    assert bo.meeting("m" * 32).details.first == "a"
    assert bo.meeting("m" * 32).count(Theme) == 230
    assert len(bo.texts("m" * 32)) == 2_300


def test_what_was_here_before_is_told_once_it_is_asked_for(
    tmp_path: Path, bo: SharingStore, log: PlainLog
) -> None:
    cy = SharingStore(tmp_path / "cy", log)
    cy.begins_journal()
    known = [cy.begins(f"Meeting {number}") for number in range(3)]
    cy.adds(known[0], "Shut at noon")
    cy.adds(known[1], "Not yet for everybody", hidden=True)
    cy.begins("of nobody", None)
    cy.join()
    asked = cy.store.sharing.to_upload(TEAM_ID).result()
    assert (asked.meetings, asked.journals, asked.since) == (3, 1, DAY)
    assert asked.records > 8
    cy.adds(known[2], "Not told before that is asked for")
    assert cy.pushes() == 0
    assert cy.store.sharing.upload_next(TEAM_ID).result() == 3
    cy.restart()
    assert cy.store.sharing.to_upload(TEAM_ID).result().containers == 3
    cy.uploads()
    assert cy.store.sharing.to_upload(TEAM_ID).result().containers == 0
    cy.adds(known[0], "and goes on")
    cy.syncs()
    bo.syncs()
    for each in known:
        assert bo.shared_records(each) == cy.shared_records(each)
    assert bo.texts(known[0]) == ["Shut at noon", "and goes on"]
    assert bo.texts(known[1]) == []
    assert "Not yet for" not in log.words()
    assert TEAM_ID in bo.store.teams().result()
    cy.closes()


def test_a_meeting_that_joins_the_team_is_offered_and_stays_in_its_log(
    ana: SharingStore, bo: SharingStore, log: PlainLog
) -> None:
    ana.begins_journal()
    mine = ana.begins(team_id=None)
    ana.does(join(ana.meeting(mine), TEAM_ID))
    assert ana.pushes() == 1
    assert ana.store.sharing.to_upload(TEAM_ID).result().meetings == 1
    ana.uploads()
    ana.syncs()
    bo.syncs()
    assert bo.meeting(mine).details.team_id == TEAM_ID
    shared = ana.store.sharing.team_of(mine).result()
    assert shared is not None
    assert shared.id == TEAM_ID
    ana.does(begin_journal("Bar", DAY))
    ana.does(join(ana.meeting(mine), id_for("Bar")))
    ana.adds(mine, "of the bar by now")
    ana.syncs()
    bo.syncs()
    assert ana.store.sharing.team_of(mine).result() == ana.team
    assert bo.texts(mine) == ["of the bar by now"]
    assert bo.shared_records(mine) == ana.shared_records(mine)


def test_a_team_that_is_called_otherwise_here_is_told_once_it_is_merged(
    ana: SharingStore, bo: SharingStore
) -> None:
    ana.begins_journal()
    ana.does(begin_journal("Kueche", DAY))
    theirs = ana.begins(team_id=id_for("Kueche"))
    assert ana.store.sharing.to_upload(TEAM_ID).result().containers == 0
    into = ana.store.teams().result()[TEAM_ID]
    ana.does(merge(ana.meeting(id_for("Kueche")), into))
    asked = ana.store.sharing.to_upload(TEAM_ID).result()
    assert (asked.meetings, asked.journals) == (1, 1)
    ana.uploads()
    ana.adds(theirs, "from the kitchen")
    ana.syncs()
    bo.syncs()
    assert bo.texts(theirs) == ["from the kitchen"]
    assert bo.store.teams().result()[id_for("Kueche")].merged_into == TEAM_ID


def test_two_laptops_with_the_same_meeting_make_it_one(tmp_path: Path, log: PlainLog) -> None:
    both = large("m" * 32, 30)
    ana, bo = (SharingStore(tmp_path / name, log) for name in ("ana", "bo"))
    for laptop in (ana, bo):
        laptop.does(both)
    bo.adds("m" * 32, "only here")
    card = bo.meeting("m" * 32).all(Card)[0]
    bo.does(replace_card(bo, card, replace(card, text="called otherwise here")))
    for laptop in (ana, bo):
        laptop.join()
        laptop.uploads()
    ana.syncs()
    bo.syncs()
    ana.syncs()
    assert ana.shared_records("m" * 32) == bo.shared_records("m" * 32)
    assert len(ana.texts("m" * 32)) == 31
    told = log.entries[-1]["body"]["edits"]
    assert len(log.entries) == 2
    assert len(told) <= 2
    for laptop in (ana, bo):
        laptop.closes()


def replace_card(laptop: SharingStore, before: Card, after: Card) -> Change:
    from facilitator.domain.change import Edit, Verb

    return Change("m" * 32, Verb.EDIT, (Edit(before, after),))
