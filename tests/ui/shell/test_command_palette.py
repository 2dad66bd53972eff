"""Everything that can be done, by its name."""

from facilitator.domain.records import Side
from facilitator.ui.backups.backups_screen import BackupsScreen
from tests.support.window import Room, faces


def keys_of(room: Room) -> dict[str, str]:
    """What is listed, without what it is done to, and its key."""
    shown = faces(room.controller.palette().sheet.list)
    return {face.text.split(" · ")[0]: face.aside for face in shown}


def listed(room: Room) -> list[str]:
    return list(keys_of(room))


def does(room: Room, words: str) -> None:
    """Pick what is called so."""
    room.presses("Ctrl+K")
    room.says(words)


def test_a_part_of_the_name_is_enough(room: Room) -> None:
    does(room, "notes")
    assert room.window.sheet is room.controller.guide().sheet
    room.presses("Esc")
    does(room, "stage next")
    assert room.at == room.session.exercise.stages[2].id
    does(room, "STTAGE PREVOIUS")
    assert room.at == room.session.exercise.stages[1].id
    does(room, "go " + room.session.exercise.stages[-1].name)
    assert room.at == room.session.exercise.stages[-1].id
    does(room, "all meetings")
    assert room.window.stack.currentWidget() is room.controller.home


def test_a_vote_is_found_everywhere_and_says_where_it_is_held(room: Room) -> None:
    does(room, "vote")
    assert room.said == "You vote on the stage “What matters”: go there and press Ctrl+D."


def test_a_number_without_a_label_is_answered(room: Room) -> None:
    room.says("no chairs")
    room.presses("Alt+2")
    assert room.said == "There is no 2 here: the last one is 1."


def test_the_sentence_is_as_it_was_when_esc_goes_back(room: Room) -> None:
    room.types("half a sentence")
    room.presses("Left", "Left")
    cursor = room.stage.entry.edit.textCursor().position()
    for leaving in ("Esc", "Ctrl+K"):
        room.presses("Ctrl+K")
        room.types("quit")
        room.presses(leaving)
        assert room.window.sheet is None
        assert (room.entry, room.focus) == ("half a sentence", room.stage.entry.edit)
        assert room.stage.entry.edit.textCursor().position() == cursor
    does(room, "settings")
    room.presses("Ctrl+K", "Esc")
    assert (room.entry, room.focus) == ("half a sentence", room.stage.entry.edit)


def test_what_is_half_edited_is_kept(room: Room) -> None:
    room.says("no chairs")
    room.presses("Up", "Enter")
    room.types(" at all")
    room.presses("Ctrl+K", "Esc")
    assert room.left() == ["no chairs at all"]
    assert room.selected() == "no chairs at all"


def test_only_what_works_now_is_listed_with_its_key(room: Room) -> None:
    room.presses("Ctrl+K")
    assert {"Undo", "Remove", "Up", "Group the marked cards"} & set(listed(room)) == set()
    assert keys_of(room)["Next step"] == "PgDown"
    room.presses("Esc")
    room.presses("PgDown")
    room.says("first", "second")
    room.presses("Up", "Ctrl+K")
    shown = keys_of(room)
    assert (shown["Undo"], shown["Remove"], shown["Up"]) == ("Ctrl+Z", "Del", "Alt+Up")
    assert "Down" not in shown
    assert set(room.stage.board.values()) <= set(shown)
    room.says("move up")
    assert room.right() == ["second", "first"]
    does(room, "delete second")
    assert room.right() == ["first"]


def test_marked_cards_are_gathered_and_split_by_name(room: Room) -> None:
    room.presses("PgDown")
    room.says("no chairs", "nowhere to sit")
    room.presses("Up", "Space", "Up")
    does(room, "mark")
    does(room, "group")
    room.says("Seats")
    assert {face.detail for face in room.faces(Side.RIGHT)} == {"in “Seats”"}
    does(room, "ungroup")
    assert {face.detail for face in room.faces(Side.RIGHT)} == {""}


def test_on_the_home_screen_and_among_the_backups(home: Room) -> None:
    home.presses("Ctrl+K")
    assert "Export the plan" not in listed(home)
    home.says("backups")
    assert isinstance(home.window.stack.currentWidget(), BackupsScreen)
    home.presses("Ctrl+K")
    assert "Back up now" in listed(home)
    home.says("esc back")
    assert home.window.stack.currentWidget() is home.controller.home
    does(home, "sample")
    home.until(lambda: home.controller.host.screen is not None)


def test_every_stage_lists_what_can_be_done_there(home: Room) -> None:
    does(home, "sample")
    home.until(lambda: home.controller.host.screen is not None)
    for stage in home.session.exercise.stages:
        home.presses("Up", "Ctrl+K")
        assert "Next step" in listed(home), stage.id
        home.presses("Esc", "Ctrl+PgDown")
    home.presses("Up", "Ctrl+K")
    assert {"Go to it", "Change this first", "Done", "In progress"} <= set(listed(home))


def test_nothing_fits(room: Room) -> None:
    does(room, "xylophone")
    assert room.window.sheet is room.controller.palette().sheet
    assert listed(room) == []


def test_a_command_of_that_name_comes_before_others_that_are_about_it(room: Room) -> None:
    room.presses("Ctrl+K")
    room.types("markdown")
    assert listed(room) == ["Copy the plan as Markdown", "Export the plan"]
