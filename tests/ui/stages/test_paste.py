"""A paste of very many lines: with progress and Esc, one thing to undo, and the keys go on."""

import weakref
from threading import Event

import pytest

from facilitator.domain.change import Change, Verb
from facilitator.domain.limits import LONGEST_DRAFT, MOST_ITEMS
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Card, Side
from facilitator.launch import Start
from facilitator.progress import Progress
from facilitator.ui.workspace import large_change
from tests.support.window import OpenRoom, Room

LINES = 5_000


@pytest.fixture
def board(room: Room) -> Room:
    """A board on which long work is shown at once."""
    room.controller.working().show_due.setInterval(0)
    return room


@pytest.fixture
def goes_on(monkeypatch: pytest.MonkeyPatch) -> Event:
    """Holds every large change until it is set, however fast the machine."""
    event, apply = Event(), large_change._apply

    def held(meeting: Meeting, change: Change, progress: Progress) -> None:
        assert event.wait(20)
        apply(meeting, change, progress)

    monkeypatch.setattr(large_change, "_apply", held)
    return event


def lines(count: int) -> str:
    return "".join(f"Line {n}\r\n" for n in range(count))


def on_the_left(room: Room) -> list[str]:
    """Every card of the left column, without laying all of them out."""
    column = room.session.exercise.columns[0].id
    return [card.text for card in room.meeting.children(Card, column)]


def is_done(room: Room) -> None:
    room.until(lambda: not room.session.large.busy)


def test_what_is_typed_meanwhile_stays_and_all_of_it_is_one_thing_to_undo(
    board: Room, open_room: OpenRoom, goes_on: Event
) -> None:
    board.types("The first card")
    board.presses("Enter")
    board.pastes(lines(LINES))
    assert board.session.large.busy
    board.types("Typed meanwhile")
    board.presses("Enter")
    board.types("half a sent")
    goes_on.set()
    is_done(board)
    texts = on_the_left(board)
    assert texts[:3] == ["The first card", "Typed meanwhile", "Line 0"]
    assert (len(texts), texts[-1]) == (LINES + 2, f"Line {LINES - 1}")
    assert board.said.startswith("Added")
    assert board.entry == "half a sent"
    board.presses("Ctrl+Z")
    is_done(board)
    assert board.left() == texts[:2]
    board.presses("Ctrl+Y")
    is_done(board)
    board.leaves()
    assert on_the_left(open_room(Start("open", meeting=board.meeting_id))) == texts


def test_who_goes_to_all_meetings_meanwhile_finds_the_lines_on_the_board(
    board: Room, goes_on: Event
) -> None:
    meeting = board.meeting
    board.pastes(lines(LINES))
    board.controller.go_home()
    goes_on.set()
    board.until(lambda: meeting.count(Card) == LINES)
    board.controller.meetings.open_meeting(meeting.id)
    board.until(lambda: board.controller.host.screen is not None)
    assert len(on_the_left(board)) == LINES
    assert board.session.undo_stack.canUndo()


def test_esc_stops_it_and_nothing_was_added(board: Room) -> None:
    board.pastes(lines(100_000))
    board.until(board.controller.working().line.isVisible)
    board.presses("Esc")
    is_done(board)
    assert board.meeting.count(Card) == 0
    assert board.said == "Stopped; nothing was added."
    board.types("Back")
    board.presses("Enter")
    assert board.left() == ["Back"]


def test_more_than_a_meeting_holds_is_refused_with_both_numbers(board: Room) -> None:
    board.pastes("x\n" * (MOST_ITEMS + 1))
    is_done(board)
    assert board.said.startswith("200,001 lines are more than a meeting can hold (200,000 cards")
    assert board.meeting.count(Card) == 0


def test_while_very_much_is_taken_back_other_changes_wait_and_words_do_not(
    board: Room, goes_on: Event
) -> None:
    goes_on.set()
    board.pastes(lines(LINES))
    is_done(board)
    goes_on.clear()
    board.presses("Ctrl+Z")
    assert board.session.large.alone
    board.types("Not yet")
    board.presses("Enter")
    assert board.entry == "Not yet"
    assert board.said == "Many cards are still being changed. Try again in a moment."
    goes_on.set()
    is_done(board)
    board.presses("Enter")
    assert board.left() == ["Not yet"]


def test_what_cant_be_stopped_does_not_say_so_and_esc_goes_home_as_ever(
    board: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    board.pastes(lines(LINES))
    is_done(board)
    seen, apply = Event(), large_change._apply

    def held(meeting: Meeting, change: Change, progress: Progress) -> None:
        apply(meeting, change, progress)
        assert seen.wait(20)

    monkeypatch.setattr(large_change, "_apply", held)
    line, session = board.controller.working().line, board.session
    board.presses("Ctrl+Z")
    board.until(lambda: line.accessibleDescription() == "90 %")
    assert line.accessibleName() == line.words == "Changing many cards…"
    board.presses("Esc")
    board.until(lambda: board.stage.entry_actions.leaving.is_ready)
    board.presses("Esc")
    assert board.controller.host.screen is None
    seen.set()
    board.until(lambda: not session.large.busy)
    assert session.meeting.count(Card) == 0


def test_the_turn_passes_after_the_lines_came_and_after_they_went(board: Room) -> None:
    board.presses("Ctrl+R")
    board.says("Anna, Ben, Carla")
    board.presses("Esc", "Ctrl+F8")
    told: list[tuple[Verb, int, str]] = []

    def note(change: Change) -> None:
        if change.verb in (Verb.ADD, Verb.ROUND):
            turn = board.meeting.bookmark.turn if change.verb is Verb.ROUND else None
            told.append((change.verb, board.meeting.count(Card), turn or ""))

    board.session.changed.connect(note)
    board.pastes(lines(LINES))
    is_done(board)
    board.presses("Ctrl+Z")
    # Nothing is said of the turn while the cards are still there.
    assert board.meeting.bookmark.turn == "Ben"
    is_done(board)
    board.presses("Ctrl+Y")
    is_done(board)
    came, passed = (Verb.ADD, LINES, ""), (Verb.ROUND, LINES, "Ben")
    gone, back = (Verb.ADD, 0, ""), (Verb.ROUND, 0, "Anna")
    assert told == [came, passed, gone, back, came, passed]


def test_when_a_card_goes_meanwhile_the_lines_come_all_the_same(
    board: Room, goes_on: Event
) -> None:
    board.types("Goes")
    board.presses("Enter")
    board.pastes(lines(LINES))
    board.presses("Up", "Del")
    assert board.left() == []
    goes_on.set()
    is_done(board)
    assert board.said.startswith("Added")
    assert on_the_left(board)[0] == "Line 0"
    assert board.meeting.count(Card) == LINES


def test_a_large_meeting_that_is_let_go_of_takes_no_memory_any_more(board: Room) -> None:
    board.pastes(lines(20_000))
    is_done(board)
    meeting = weakref.ref(board.meeting)
    board.controller.go_home()
    board.presses("Ctrl+N", "Enter")
    board.until(lambda: board.controller.host.screen is not None)
    board.says("Another meeting")
    known = meeting()
    assert known is not None and known.id != board.meeting.id
    board.controller.workspace.sessions.drop(known.id)
    del known
    board.until(lambda: meeting() is None)


def test_esc_stops_a_paste_before_anything_is_shown_of_it(board: Room, goes_on: Event) -> None:
    board.controller.working().show_due.setInterval(60_000)
    board.pastes(lines(LINES))
    assert not board.controller.working().line.isVisible()
    board.presses("Esc")
    goes_on.set()
    is_done(board)
    assert board.controller.host.screen is not None
    assert board.said == "Stopped; nothing was added."
    assert board.meeting.count(Card) == 0


def test_who_quits_meanwhile_finds_what_was_taken_back_gone_and_what_was_pasted_there(
    board: Room, open_room: OpenRoom
) -> None:
    board.types("The first card")
    board.presses("Enter")
    board.pastes(lines(LINES))
    is_done(board)
    board.presses("Ctrl+Z")
    assert board.session.large.alone
    board.leaves()
    again = open_room(Start("open", meeting=board.meeting_id))
    assert on_the_left(again) == ["The first card"]
    again.pastes(lines(LINES))
    assert again.session.large.busy
    again.leaves()
    assert len(on_the_left(open_room(Start("open", meeting=again.meeting_id)))) == LINES + 1


@pytest.mark.parametrize("sheet", ["Ctrl+F", "Ctrl+K", "Ctrl+R", "Ctrl+I"])
def test_a_field_takes_no_more_than_it_can_show(board: Room, sheet: str) -> None:
    board.presses(sheet)
    before = board.focus.text()  # type: ignore[attr-defined]
    board.pastes(lines(LINES))
    assert board.focus.text() == before  # type: ignore[attr-defined]
    assert board.said.startswith("That is too long: a text can have")
    assert "Nothing was added" in board.said


def test_one_word_of_very_many_letters_is_refused_wherever_a_sentence_is_written(
    board: Room,
) -> None:
    board.types("A card")
    board.presses("Enter")
    for word in ("x" * (LONGEST_DRAFT + 1), "x" * 1_000_000):
        board.pastes(word)
        is_done(board)
        assert board.entry == ""
        assert "nothing was added" in board.said.casefold()
    board.presses("Up", "Enter")
    board.pastes("x" * 1_000_000)
    assert board.view(Side.LEFT).editor is not None
    assert board.view(Side.LEFT).editor.toPlainText() == "A card"
    board.presses("Enter")
    board.stage.focus_entry()
    board.pastes("x" * LONGEST_DRAFT)
    board.types("y")
    assert board.entry == "x" * LONGEST_DRAFT
