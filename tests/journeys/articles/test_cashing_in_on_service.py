"""Cashing in on Customer Service, from its opening to the next meeting of the team."""

from pathlib import Path

import pytest

from facilitator.domain.records import Side
from facilitator.domain.room.room_card import Link
from facilitator.domain.room.room_view import Answered
from tests.support.articles import (
    as_file,
    column,
    commits,
    goes_on_to,
    invites,
    pinned,
    printed_plan,
    printed_poster,
    wall,
)
from tests.support.outline import Document
from tests.support.window import Room

pytestmark = pytest.mark.usefixtures("with_parts")

EXERCISE = "what-good-service-means"
BEST, WORST, HABIT = "The garage rang before I asked", "Cut off after an hour", "We let it ring"
DEFINITION = "Good service here means that every call ends with an answer and a day"
CRITERIA = [
    "efficient",
    "fair",
    "cost-effective",
    "humanly satisfying",
    "pleasurable",
    "a process from first contact to last",
    "would guide a new colleague",
]
SO_FAR = "We say our names"
FROM_THE_HABIT, FROM_THE_BEST = "Whoever is free picks up", "We ring before they have to ask"
STEP, SIGN = "A second phone", "It never rings out"
REACHED = "They reach us at once"


def test_what_good_service_means(home: Room, tmp_path: Path) -> None:
    invites(home, EXERCISE)
    sees_that_service_is_a_process(home)
    tells_the_best_and_the_worst(home)
    finds_the_habit_here(home)
    writes_its_own_definition(home)
    ticks_every_criterion(home)
    says_what_is_counted_on_so_far(home)
    expects_something_in_place_of_the_habit(home)
    expects_something_from_the_best(home)
    takes_a_step(home)
    agrees_when_to_look_again(home)
    is_in_the_file(as_file(home))
    is_printed(printed_plan(home, tmp_path / "plan.pdf"))
    is_on_one_page_for_the_wall(home, tmp_path / "poster.pdf")
    home.goes_home()
    invites(home, EXERCISE)
    asks_what_became_of_the_step(home)
    asks_whether_the_definition_still_holds(home)
    asks_whether_the_expectations_are_kept(home)


def sees_that_service_is_a_process(room: Room) -> None:
    opening = wall(room).opening
    assert opening is not None
    assert "done poorly where it is defined poorly" in opening.purpose
    assert "a process, not a set of gestures" in opening.purpose
    room.presses("PgDown")


def tells_the_best_and_the_worst(room: Room) -> None:
    assert "from the first contact to the last" in pinned(room)[0]
    room.says(BEST)
    goes_on_to(room, "worst")
    room.says(WORST)
    assert list(column(room)) == [BEST]


def finds_the_habit_here(room: Room) -> None:
    goes_on_to(room, "here-too")
    room.says(HABIT)


def writes_its_own_definition(room: Room) -> None:
    goes_on_to(room, "definition")
    assert pinned(room) == ["“We exceed expectations” says nothing. What would a customer see?"]
    room.says(DEFINITION)
    assert list(column(room, Side.RIGHT)) == CRITERIA


def ticks_every_criterion(room: Room) -> None:
    room.presses("Up", "Ctrl+Tab", "Home", "Space")
    assert column(room)[DEFINITION].met == 1
    room.presses(*["Down", "Space"] * (len(CRITERIA) - 1))
    assert all(card.is_ticked for card in column(room, Side.RIGHT).values())
    assert (column(room)[DEFINITION].met, column(room)[DEFINITION].criteria) == (7, 7)
    room.presses("Esc")


def says_what_is_counted_on_so_far(room: Room) -> None:
    goes_on_to(room, "so-far")
    assert pinned(room) == ["Our definition", DEFINITION]
    room.says(SO_FAR)
    room.presses("Up", "1")
    assert column(room)[SO_FAR].choice == "kept"


def expects_something_in_place_of_the_habit(room: Room) -> None:
    goes_on_to(room, "expect")
    assert pinned(room) == ["Our definition", DEFINITION]
    assert answered(room).text == HABIT
    room.says(FROM_THE_HABIT)


def expects_something_from_the_best(room: Room) -> None:
    room.presses("Ctrl+Down")
    assert (answered(room).text, answered(room).link) == (BEST, Link.CARD)
    room.says(FROM_THE_BEST)


def answered(room: Room) -> Answered:
    band = wall(room).band
    assert isinstance(band, Answered)
    return band


def takes_a_step(room: Room) -> None:
    goes_on_to(room, "who-when")
    assert pinned(room) == ["Our definition", DEFINITION]
    assert answered(room).text == FROM_THE_HABIT
    commits(room, STEP, "Ana", "fri", SIGN)
    band = answered(room)
    assert (band.text, band.about, band.builds_on) == (FROM_THE_BEST, BEST, True)


def agrees_when_to_look_again(room: Room) -> None:
    goes_on_to(room, "close")
    assert pinned(room) == ["Our definition", DEFINITION]
    assert wall(room).question == "What can a customer count on first?"
    assert FROM_THE_BEST in column(room, Side.RIGHT)
    room.says("in 8 weeks")


def is_in_the_file(document: Document) -> None:
    (definition,) = document["statements"]
    assert (definition["text"], definition["ticks"]) == (DEFINITION, CRITERIA)
    (so_far,) = document["answers"]
    assert (so_far["text"], so_far["choice"]) == (SO_FAR, "kept")
    parents = {each["text"]: each["parent"] for each in document["strategies"]}
    cards = {each["text"]: each["id"] for each in document["cards"]}
    excuses = {each["text"]: each["id"] for each in document["excuses"]}
    assert parents == {FROM_THE_HABIT: excuses[HABIT], FROM_THE_BEST: cards[BEST]}
    assert document["meeting"]["next_on"]


def is_printed(plan: str) -> None:
    for words in (DEFINITION, *CRITERIA, SO_FAR, FROM_THE_HABIT, FROM_THE_BEST, STEP, SIGN):
        assert words in plan
    assert f"{FROM_THE_BEST} builds on “{BEST}”" in plan


def is_on_one_page_for_the_wall(room: Room, path: Path) -> None:
    poster, pages = printed_poster(room, path)
    assert pages == 1
    for words in (DEFINITION, SO_FAR, FROM_THE_HABIT, FROM_THE_BEST, "We look at this again on"):
        assert words in poster
    assert HABIT not in poster


def asks_what_became_of_the_step(room: Room) -> None:
    reviewed = wall(room).reviewed
    assert reviewed is not None
    assert reviewed.text == STEP
    room.presses("1")
    entry = wall(room).entry
    assert entry is not None
    assert entry.prompt == "What can a customer count on now?"
    room.says(REACHED)


def asks_whether_the_definition_still_holds(room: Room) -> None:
    goes_on_to(room, "definition")
    assert column(room)[DEFINITION].is_brought
    room.presses("Enter")
    assert not column(room)[DEFINITION].is_brought


def asks_whether_the_expectations_are_kept(room: Room) -> None:
    goes_on_to(room, "so-far")
    assert pinned(room) == ["Our definition", DEFINITION]
    expected = column(room)
    assert set(expected) == {SO_FAR, FROM_THE_HABIT, FROM_THE_BEST}
    assert all(card.is_brought and not card.choice for card in expected.values())
