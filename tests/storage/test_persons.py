"""Names of people in the database, and the habits of a team, also while changes wait."""

from datetime import date, timedelta

from facilitator.domain.change import Change, Edit, Verb
from facilitator.domain.facilitation import lifecycle, trash
from facilitator.domain.facilitation.lifecycle import MeetingSetup
from facilitator.domain.facilitation.rounds import set_participants
from facilitator.domain.follow_up import templates
from facilitator.domain.follow_up.persons import NameUses
from facilitator.domain.follow_up.templates import Lead
from facilitator.domain.records import Card, Deferral
from facilitator.progress import no_progress
from facilitator.services.persons import read_changes, read_inverses, read_uses
from facilitator.storage.store import Store
from tests.support.series import PATIENCE, Series
from tests.support.stored_meetings import NOW

DAY = date(2026, 11, 2)
WEEK = timedelta(days=7)


def test_a_name_is_found_in_any_spelling_and_wherever_it_is(store: Store) -> None:
    desk = Series(store, "Front desk")
    plain, quoted, secret, other = (desk.meets(DAY + n * WEEK, f"Day {n}") for n in range(4))
    desk.does(plain, set_participants(plain, ["ČĖSNA"]))
    desk.does(quoted, set_participants(quoted, ['Ona "Česna" Bal']))
    card = Card(id="c", column="gaps", text="Česna sleeps", place=1, hidden=True)
    desk.does(secret, Change(secret.id, Verb.ADD, (Edit(None, card),)))
    reason = Deferral(id="d", place=1, reason="Česna is away")
    desk.does(other, Change(other.id, Verb.DEFER, (Edit(None, reason),)))
    found = store.naming("cesna").result(PATIENCE)
    assert set(found) == {plain.id, quoted.id, secret.id, other.id}
    # What is hidden is not told of.
    uses = read_uses(store, "Cesna", no_progress)
    assert uses == NameUses(meetings=2, takes_part=1, sentences=1)
    assert store.naming("Petras").result(PATIENCE) == []


def test_the_names_that_are_known_are_listed_once_and_in_order(store: Store) -> None:
    desk = Series(store, "Front desk")
    first, second = desk.meets(DAY), desk.meets(DAY + WEEK)
    desk.does(first, set_participants(first, ["Zoë", "ana"]))
    desk.promises(second, "Read it", due=DAY, owner="Ana and Karl")
    assert store.names().result(PATIENCE) == ["ana", "Karl", "Zoë"]


def test_what_is_changed_everywhere_is_as_before_once_it_is_undone(store: Store) -> None:
    desk = Series(store, "Front desk")
    journal = store.load(desk.team_id).result(PATIENCE)
    usual = MeetingSetup(title="Weekly", participants=("Ana", "Lin"))
    desk.does(journal, templates.set_template(journal, usual, ""))
    held = [desk.meets(DAY + n * WEEK, f"Day {n}") for n in range(3)]
    desk.promises(held[0], "Read it", due=DAY, owner="Ana")
    desk.does(held[2], trash.discard(held[2], NOW))
    before = [store.load(each.id).result(PATIENCE) for each in (journal, *held)]
    changes, _ = read_changes(store, "ANA", "", no_progress)
    assert {change.meeting for change in changes} == {journal.id, held[0].id}
    for change in changes:
        store.commit(change)
    assert read_uses(store, "Ana", no_progress) == NameUses()
    for change in read_inverses(store, changes, no_progress):
        store.commit(change)
    assert [store.load(each.id).result(PATIENCE) for each in (journal, *held)] == before


def test_the_habits_of_a_team_are_its_template_and_who_led_last(store: Store) -> None:
    desk = Series(store, "Front desk")
    assert store.habits([desk.team_id]).result(PATIENCE) == templates.TeamHabits()
    first, second, gone = (desk.meets(DAY + n * WEEK, f"Day {n}") for n in range(3))
    for meeting, led in ((first, "Ana"), (second, "Lin"), (gone, "Karl")):
        setup = MeetingSetup(title="A day", team="Front desk", facilitator=led)
        desk.does(meeting, lifecycle.describe(meeting, setup, desk.team_id))
    desk.does(second, lifecycle.set_next_facilitator(second, "Zoë"))
    desk.does(gone, trash.discard(gone, NOW))
    journal = store.load(desk.team_id).result(PATIENCE)
    usual = MeetingSetup(title="Weekly", ground_rules="One speaks\nPhones off", minutes=45)
    desk.does(journal, templates.set_template(journal, usual, "hold-a-meeting"))
    habits = store.habits([desk.team_id]).result(PATIENCE)
    assert habits.template == journal.template
    assert list(habits.leads) == [Lead(DAY + WEEK, "Lin", "Zoë"), Lead(DAY, "Ana")]
    assert habits.leads_next == "Zoë"
    filled = templates.filled_in(MeetingSetup(title="Default", facilitator="Me"), habits)
    assert (filled.title, filled.facilitator, filled.minutes) == ("Weekly", "Zoë", 45)
    desk.does(journal, templates.drop_template(journal))
    assert store.habits([desk.team_id]).result(PATIENCE).template is None
