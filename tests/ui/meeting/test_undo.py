"""Undo and redo say what they did, and words that are being typed outlast what others change."""

from facilitator.domain.chain import verbs
from facilitator.domain.facilitation import rounds
from facilitator.domain.records import Action, Card, Side
from tests.support.window import Room


def add(room: Room, *texts: str) -> None:
    """Let cards be added that nobody typed into this window."""
    column = room.session.exercise.column(Side.LEFT).id
    room.session.execute(verbs.add_cards(room.meeting, column, list(texts)))


def reword(room: Room, before: str, after: str) -> None:
    """Let somebody else change a card."""
    card = next(card for card in room.meeting.all(Card) if card.text == before)
    room.session.apply(verbs.edit_text(room.meeting, card, after))


def edit_first_card(room: Room, text: str) -> None:
    first = room.meeting.children(Card, room.session.exercise.column(Side.LEFT).id)[0]
    room.stage.show_item(first.id)
    room.stage.edit_item(Side.LEFT, first.id)
    room.types(text)


def test_undo_does_not_say_that_it_undid_what_somebody_has_changed_since(room: Room) -> None:
    add(room, "one", "two")
    reword(room, "one", "one at noon")
    room.presses("Ctrl+Z")
    assert room.left() == ["one at noon"]
    assert room.said.endswith("Somebody has changed the rest since.")
    add(room, "three")
    reword(room, "three", "three at noon")
    room.presses("Ctrl+Z")
    assert room.left() == ["one at noon", "three at noon"]
    assert room.said == "Somebody has changed it since."


def test_words_that_are_being_typed_are_kept_when_something_is_redone(room: Room) -> None:
    add(room, "first")
    add(room, *(f"card {number}" for number in range(60)))
    room.screen.undo()
    edit_first_card(room, "!")
    room.screen.redo()
    assert room.left() == ["first!"]
    assert room.said == "There is nothing to redo."
    room.screen.undo()
    assert room.left() == ["first"]


def test_a_card_that_is_edited_stays_on_the_page_while_cards_come(room: Room) -> None:
    add(room, *(f"card {number}" for number in range(60)))
    view = room.view(Side.LEFT)
    edit_first_card(room, " and")
    add(room, "late", "later")
    room.types(" more")
    assert view.editor is not None
    assert view.editor.toPlainText() == "card 0 and more"
    room.presses("Enter")
    assert room.meeting.all(Card)[0].text == "card 0 and more"
    assert view.column.position(view.selected_id) == 0


def test_fields_of_an_action_that_is_edited_stay_while_cards_come(room: Room) -> None:
    room.walks_to("where-not")
    room.says("queue")
    room.walks_to("why")
    room.says("no staff")
    room.walks_to("instead")
    room.says("hire")
    room.walks_to("who-when")
    for words in ("a rota", "Cook", "tomorrow"):
        room.types(words)
        room.presses("Enter")
    room.presses("Enter")
    (action,) = room.meeting.all(Action)
    room.stage.edit_item(Side.RIGHT, action.id)
    room.types(" for all")
    add(room, "late")
    room.session.execute(rounds.set_participants(room.meeting, ["Ana"]))
    assert room.form.what.text() == "a rota for all"
    room.session.execute(verbs.edit_text(room.meeting, action, "a list"))
    assert room.form.what.text() == "a list"
