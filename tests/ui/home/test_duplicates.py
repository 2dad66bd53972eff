"""A meeting is duplicated on the home screen, and the copy goes to the trash by one key."""

from facilitator.domain.records import Card
from tests.support.screens import listed, trash_link
from tests.support.window import Room


def test_a_copy_is_listed_and_chosen_and_one_key_puts_it_in_the_trash(three: Room) -> None:
    three.presses("Down", "Down", "Ctrl+D")
    three.until(lambda: "Tuesday (copy)" in listed(three))
    home = three.controller.home
    three.until(lambda: home.list.selected_id == copy_id(three))
    assert three.said.startswith("“Tuesday (copy)” begins today")
    three.presses("Ctrl+Z")
    three.until(lambda: "Tuesday (copy)" not in listed(three))
    three.until(lambda: trash_link(three) == "Trash (1)")
    three.presses("Ctrl+Z")
    three.until(lambda: "Tuesday (copy)" in listed(three))


def test_a_copy_with_its_cards_opens_with_them_and_is_no_longer_undone(three: Room) -> None:
    workspace = three.controller.workspace
    three.presses("Down", "Enter")
    three.until(lambda: workspace.current is not None)
    three.types("Nobody answers")
    three.presses("Enter")
    three.controller.go_home()
    three.until(lambda: three.window.is_home)
    three.until(lambda: three.controller.home.list.hasFocus())
    three.presses("Ctrl+Shift+D")
    three.until(lambda: copy_id(three) != "")
    three.until(lambda: three.controller.home.list.selected_id == copy_id(three))
    three.presses("Enter")
    three.until(lambda: workspace.current is not None)
    assert [card.text for card in three.meeting.all(Card)] == ["a card of Monday", "Nobody answers"]
    assert three.meeting.details.title.endswith("(copy)")
    three.controller.go_home()
    three.presses("Ctrl+Z")
    assert three.said == "There is nothing to undo."


def copy_id(room: Room) -> str:
    """The id of the copy that is listed, empty as long as none is."""
    copies = (m.id for m in room.controller.meetings.listed if m.title.endswith("(copy)"))
    return next(copies, "")
