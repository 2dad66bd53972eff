"""A person's name is changed or left out everywhere, and can be brought back."""

from dataclasses import replace

import pytest

from facilitator.domain.change import Change, Edit, Verb
from facilitator.domain.facilitation import rounds
from facilitator.domain.facilitation.lifecycle import MeetingSetup, keep_draft
from facilitator.domain.follow_up import teams, templates
from facilitator.domain.follow_up.persons import (
    NameUses,
    cleaned_name,
    rename_person,
    uses_of,
)
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Action, Card, EarlierAction, Excuse, Record
from facilitator.domain.text import fold
from facilitator.errors import InputRefusedError
from tests.support.small_meeting import FRIDAY, TODAY, Room


def alters(room: Room, *pairs: tuple[Record, Record]) -> None:
    edits = tuple(Edit(before, after) for before, after in pairs)
    room.does(Change(room.meeting.id, Verb.EDIT, edits))


@pytest.fixture
def room() -> Room:
    """Tom takes part, leads, owns, backs, agrees, wrote cards and is asked, in many spellings."""
    room = Room()
    details = room.meeting.details
    alters(
        room,
        (
            details,
            replace(
                details,
                participants=("Lin", "Tóm", "Karl"),
                facilitator="Tom & Ana",
                next_facilitator="tom",
                title="Monday with Tom",
            ),
        ),
    )
    room.does(rounds.begin_rounds(room.meeting))
    room.does(rounds.next_person(room.meeting))
    open_card, secret = room.cards("bad", "We never call Tom back", "Tom sleeps")
    alters(
        room,
        (open_card, replace(open_card, author="Tom")),
        (secret, replace(secret, author="Tom", hidden=True)),
    )
    excuse = room.excuse(room.now(open_card), "No time")
    alters(room, (excuse, replace(excuse, ask="TOM")))
    action = room.action(room.strategy(room.now(excuse), "Call at nine"), "Call Tomas")
    alters(room, (action, replace(action, owner="Tom, Lin", sponsor="Tom", agreed=("Tom",))))
    earlier = EarlierAction(
        id="earlier",
        stage="review",
        text="Ask Tom",
        place=1,
        meeting="other",
        action="one",
        owner="Lin and Tom",
        due=FRIDAY,
        promised_on=TODAY,
    )
    room.does(Change(room.meeting.id, Verb.LOOK_BACK, (Edit(None, earlier),)))
    room.does(keep_draft(room.meeting, "commit", ("Call Tom today", "Tom", "Lin, Tom")))
    return room


def test_a_name_is_changed_wherever_somebody_is_named_and_in_no_sentence(room: Room) -> None:
    room.does(rename_person(room.meeting, "Tom", "Thomas"))
    meeting, details = room.meeting, room.meeting.details
    assert details.participants == ("Lin", "Thomas", "Karl")
    assert (details.facilitator, details.next_facilitator) == ("Thomas & Ana", "Thomas")
    assert rounds.whose_turn(meeting) == "Thomas"
    assert {card.author for card in meeting.all(Card)} == {"Thomas"}
    (action,), (earlier,), (excuse,) = (
        meeting.all(Action),
        meeting.all(EarlierAction),
        meeting.all(Excuse),
    )
    assert (action.owner, action.sponsor, action.agreed) == ("Thomas, Lin", "Thomas", ("Thomas",))
    assert (earlier.owner, earlier.text, excuse.ask) == ("Lin and Thomas", "Ask Tom", "Thomas")
    assert meeting.bookmark.drafts[0].fields == ("Call Tom today", "Thomas", "Lin, Thomas")
    assert details.title == "Monday with Tom"
    assert action.text == "Call Tomas"


def test_a_name_is_left_out_and_everything_is_as_before_once_that_is_undone(room: Room) -> None:
    before = room.meeting.copy()
    room.does(rename_person(room.meeting, "tom", ""))
    meeting = room.meeting
    assert meeting.details.participants == ("Lin", "Karl")
    assert meeting.details.facilitator == "Ana"
    assert rounds.whose_turn(meeting) == "Karl"
    assert [action.owner for action in meeting.all(Action)] == ["Lin"]
    left = [text for each in meeting.records() for text in _names(each)]
    assert "tom" not in map(fold, left)
    assert uses_of(meeting, "Tom").takes_part == 0
    room.undoes()
    assert room.meeting == before


def _names(record: Record) -> list[str]:
    match record:
        case Action():
            return [record.owner, record.sponsor, *record.agreed]
        case Card():
            return [record.author]
        case EarlierAction():
            return [record.owner]
        case Excuse():
            return [record.ask]
    return []


def test_two_names_of_one_person_become_one(room: Room) -> None:
    room.does(rename_person(room.meeting, "Tom", "Lin"))
    assert room.meeting.details.participants == ("Lin", "Karl")
    (action,) = room.meeting.all(Action)
    assert (action.owner, action.agreed) == ("Lin", ("Lin",))
    assert rounds.whose_turn(room.meeting) == "Lin"


def test_a_spelling_is_changed_and_nothing_else_of_that_person(room: Room) -> None:
    room.does(rename_person(room.meeting, "Tom", "Tóm"))
    assert room.meeting.details.participants == ("Lin", "Tóm", "Karl")
    assert room.meeting.details.facilitator == "Tóm & Ana"


def test_what_is_told_of_a_name_leaves_out_what_is_hidden(room: Room) -> None:
    # Of the two cards one is hidden; the title, the other card's words are sentences.
    assert uses_of(room.meeting, "TOM") == NameUses(
        meetings=1, takes_part=1, leads=1, actions=1, cards=1, sentences=2
    )
    assert uses_of(room.meeting, "Peter") == NameUses()


def test_the_names_that_a_team_begins_with_are_changed_too() -> None:
    journal = Meeting()
    journal.apply(teams.begin_journal("Front desk", TODAY))
    setup = MeetingSetup(title="Weekly", participants=("Tom", "Lin"))
    journal.apply(templates.set_template(journal, setup, "bakery"))
    journal.apply(rename_person(journal, "tom", ""))
    assert journal.template is not None
    assert journal.template.participants == ("Lin",)


def test_one_name_is_one_person() -> None:
    assert cleaned_name("  Maria \n Jensen ") == "Maria Jensen"
    for typed in ("Tom and Lin", "x" * 300):
        with pytest.raises(InputRefusedError):
            cleaned_name(typed)
