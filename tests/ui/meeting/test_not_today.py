"""What is open is told where people commit and close, and left for another day with a reason."""

from datetime import date

import pytest

from facilitator.domain.chain import verbs
from facilitator.domain.open_items.still_open import still_open
from facilitator.domain.records import Action, Excuse, Side, Strategy, new_id
from facilitator.export.json_format import loads
from facilitator.paths import resources
from facilitator.ui.audience.audience_window import AudienceWindow
from facilitator.ui.meeting.not_today.sheet import NotTodaySheet
from tests.support.audience import shown, texts
from tests.support.window import Room

COUNTS = (
    "Still open: 12 gaps not discussed, 4 of them flagged · "
    "2 excuses without a strategy · 1 strategy without an owner"
)
FIRST = "The toilet is for paying customers, children too"


@pytest.fixture
def closing(home: Room) -> Room:
    """The shipped sample, on its last stage."""
    return closes(home)


def closes(room: Room) -> Room:
    sample = (resources() / "samples" / "corner-bakery.json").read_bytes()
    room.takes_in(loads(sample))
    room.walks_to("who-when")
    assert plain(room.open_ends) == COUNTS
    room.walks_to("close")
    return room


def plain(text: str) -> str:
    """A sentence without the marks that isolate the words of users."""
    return text.replace("\u2068", "").replace("\u2069", "")


def sheet(room: Room) -> NotTodaySheet:
    return room.controller.host.not_today().sheet


def details(room: Room) -> list[str]:
    """What each open item lacks, and why it was left for another day."""
    faces = room.faces(Side.RIGHT)
    return [plain(" ".join(filter(None, (face.aside, face.detail)))) for face in faces]


def on_the_open(room: Room) -> None:
    """The first of what is open has the focus."""
    first = still_open(room.meeting, room.session.exercise).named[0].item.id
    room.stage.show_item(first)
    assert room.selected() == FIRST


def test_close_names_what_is_open_with_its_reason(closing: Room) -> None:
    assert plain(closing.open_ends) == COUNTS
    assert FIRST in closing.right()
    assert closing.face(Side.RIGHT, FIRST).aside == "policy that… · not discussed"
    # Who hears it hears all of it.
    spoken = closing.face(Side.RIGHT, FIRST).spoken
    assert spoken.endswith("policy that penalizes the customer, not discussed")
    assert plain(closing.view(Side.RIGHT).accessibleDescription()) == COUNTS


def test_the_way_down_from_the_plan_leads_through_what_is_open_and_back(closing: Room) -> None:
    closing.presses("Up")
    assert closing.stage.focused_side() is Side.LEFT
    last = closing.selected()
    closing.presses("Down")
    assert (closing.stage.focused_side(), closing.selected()) == (Side.RIGHT, FIRST)
    closing.presses("Up")
    assert (closing.stage.focused_side(), closing.selected()) == (Side.LEFT, last)
    closing.presses("Down", "End", "Down")
    assert closing.focus is closing.stage.entry.edit
    named = {hint.key: hint.does for hint in closing.screen.keys.hints}
    assert named["Up"] == "what is still open"
    closing.presses("Up")
    assert closing.stage.focused_side() is Side.RIGHT


def test_the_room_is_told_the_same(room: Room, audience: AudienceWindow) -> None:
    room.walks_to("where-not")
    room.says("Closed at noon", "No chairs", "The queue", "The phone")
    room.walks_to("close")
    counts = "Still open: 4 gaps not discussed"
    assert plain(room.open_ends) == counts
    assert room.stage.panels[Side.RIGHT].count_text == "3 here · 4 in all"

    def told() -> str:
        strip = shown(audience).open
        return plain(strip.text) if strip is not None else ""

    room.until(lambda: told() == counts)
    assert texts(audience, Side.RIGHT) == ["Closed at noon", "No chairs", "The queue"]


def test_one_several_or_all_are_left_for_another_day_with_a_reason_and_taken_up_again(
    closing: Room,
) -> None:
    on_the_open(closing)
    closing.presses("N")
    assert sheet(closing).isVisible()
    closing.presses("Enter")
    assert sheet(closing).message.text().startswith("Say why")
    closing.types("Nobody may decide")
    closing.presses("Enter")
    assert not sheet(closing).isVisible()
    assert plain(closing.open_ends).startswith("Still open: 11 gaps not discussed, 3 of them")
    assert plain(closing.open_ends).endswith("1 left for another day")
    (later,) = closing.meeting.deferrals
    assert (later.reason, len(later.deferred)) == ("Nobody may decide", 1)
    closing.presses("Ctrl+Z")
    assert plain(closing.open_ends) == COUNTS

    on_the_open(closing)
    closing.presses("Space", "Down", "Space", "N")
    closing.types("Head office decides")
    closing.presses("Enter")
    assert len(closing.meeting.deferrals[0].deferred) == 2
    assert not closing.stage.marked
    assert closing.stage.focused_side() is Side.RIGHT
    assert closing.face(Side.RIGHT, closing.selected()).aside.endswith(" · not discussed")

    closing.presses("N")
    assert sheet(closing).scope.text() == "All 13 that are open"
    sheet(closing).scope.click()
    closing.types("No time")
    closing.presses("Enter")
    assert plain(closing.open_ends) == "Still open: 15 left for another day"
    assert "not today: No time" in " ".join(details(closing))
    first = closing.meeting.deferrals[0].deferred[0].item
    closing.stage.show_item(first)
    closing.presses("N")
    assert plain(closing.open_ends) == (
        "Still open: 1 gap not discussed, and it is flagged · 14 left for another day"
    )
    assert not sheet(closing).isVisible()


def test_where_words_are_typed_the_letter_is_a_letter(closing: Room) -> None:
    closing.stage.focus_entry()
    closing.types("N")
    assert closing.entry == "N"
    assert not sheet(closing).isVisible()


def test_that_nothing_is_open_is_said_only_when_it_is_true(room: Room) -> None:
    room.walks_to("where-not")
    room.presses("Ctrl+H")
    room.says("Closed at noon")
    room.walks_to("close")
    assert plain(room.open_ends) == "Still open: 1 card still hidden"
    assert room.stage.panels[Side.RIGHT].look.empty == ""


def test_what_others_close_is_no_longer_marked(closing: Room) -> None:
    on_the_open(closing)
    closing.presses("Space")
    (marked,) = closing.stage.marked
    closing.session.execute(verbs.add_excuses(closing.meeting, marked, ["So says head office"]))
    excuse = closing.meeting.children(Excuse, marked)[0]
    closing.session.execute(verbs.add_strategies(closing.meeting, excuse.id, ["Ask them"]))
    strategy = closing.meeting.children(Strategy, excuse.id)[0]
    action = Action(
        id=new_id(), strategy=strategy.id, text="Ring", place=0, owner="Ana", due=date.today()
    )
    closing.session.execute(verbs.commit_action(closing.meeting, action))
    assert not closing.stage.marked
