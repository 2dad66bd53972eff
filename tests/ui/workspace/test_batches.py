"""What one key does is one transaction, and all who listen hear of its changes in their order."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from facilitator.domain.chain import verbs
from facilitator.domain.change import Change, Verb
from facilitator.domain.facilitation import lifecycle, rounds
from facilitator.domain.facilitation.lifecycle import MeetingSetup
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Action, Card
from facilitator.storage.store import Store
from facilitator.ui.workspace.session import Session
from facilitator.ui.workspace.undo import Reapplied
from tests.support.small_meeting import EXERCISE, TODAY, texts
from tests.support.transactions import Transactions
from tests.support.window import Room as Window


@pytest.fixture
def store(own_data_folder: Path) -> Iterator[Store]:
    store = Store(own_data_folder)
    store.start()
    yield store
    assert store.close(timeout=30)


@pytest.fixture
def session(store: Store, qtbot: QtBot) -> Iterator[Session]:
    """A meeting of three people at its first stage."""
    setup = MeetingSetup(title="Monday", participants=["Ana", "Bo", "Cem"])
    begun = lifecycle.begin(EXERCISE, setup, TODAY)
    meeting = Meeting()
    meeting.apply(begun)
    store.commit(begun).result(timeout=30)
    yield Session(meeting, EXERCISE, store)
    # Disk equals memory.
    assert store.load(meeting.id).result(timeout=30) == meeting


def add(session: Session, text: str) -> Change:
    return verbs.add_cards(session.meeting, "bad", [text])


def test_all_hear_of_changes_in_the_order_in_which_they_were_made(session: Session) -> None:
    heard: dict[str, list[str]] = {"first": [], "second": []}

    def answer(change: Change) -> None:
        """Change something whenever a card comes, as the clock does."""
        heard["first"].append(change.subject)
        if change.subject == "one":
            session.execute(add(session, "two"))
            session.execute(add(session, "three"))

    session.changed.connect(answer)
    session.changed.connect(lambda change: heard["second"].append(change.subject))
    session.execute(add(session, "one"))
    assert heard["first"] == heard["second"] == ["one", "two", "three"]
    assert texts(session.meeting.children(Card, "bad")) == ["one", "two", "three"]


def test_a_listener_can_change_the_meeting_while_the_stack_pushes(session: Session) -> None:
    def answer(change: Change) -> None:
        if change.subject == "one":
            session.execute(add(session, "two"))

    session.changed.connect(answer)
    session.execute(add(session, "one"))
    assert on_stack(session) == ["add card “one”", "add card “two”"]
    session.undo()
    assert texts(session.meeting.children(Card, "bad")) == ["one"]


def test_a_listener_can_change_the_meeting_while_something_is_undone(session: Session) -> None:
    session.execute(add(session, "one"))
    session.execute(add(session, "two"))
    once = answer_once(session, "three")
    session.undo()
    assert once == ["three"]
    assert on_stack(session) == ["add card “one”", "add card “three”"]
    session.undo()
    assert texts(session.meeting.children(Card, "bad")) == ["one"]


def test_a_listener_can_change_the_meeting_while_something_is_redone(session: Session) -> None:
    for text in ("one", "two", "three"):
        session.execute(add(session, text))
    for _ in range(3):
        session.undo()
    once = answer_once(session, "four")
    session.redo()
    assert once == ["four"]
    assert on_stack(session) == ["add card “one”", "add card “four”"]
    session.undo()
    assert texts(session.meeting.children(Card, "bad")) == ["one"]


def on_stack(session: Session) -> list[str]:
    stack = session.undo_stack
    assert stack.index() == stack.count()
    return [stack.text(number) for number in range(stack.count())]


def answer_once(session: Session, text: str) -> list[str]:
    """Add a card with this text at the next change; return the list of what was added."""
    added: list[str] = []

    def answer(change: Change) -> None:
        if not added:
            added.append(text)
            session.execute(add(session, text))

    session.changed.connect(answer)
    return added


def test_undo_tells_how_much_of_a_change_could_be_undone(session: Session) -> None:
    session.execute(verbs.add_cards(session.meeting, "bad", ["one", "two"]))
    one, _ = session.meeting.children(Card, "bad")
    session.apply(verbs.edit_text(session.meeting, one, "one, reworded"))
    assert session.undo() is Reapplied.PART
    session.execute(add(session, "three"))
    (*_, three) = session.meeting.children(Card, "bad")
    assert session.undo() is Reapplied.ALL
    assert session.redo() is Reapplied.ALL
    session.apply(verbs.edit_text(session.meeting, three, "three, reworded"))
    assert session.undo() is Reapplied.NOTHING


def test_the_step_is_heard_of_after_the_change_that_led_to_it(session: Session) -> None:
    heard: list[str] = []
    session.changed.connect(lambda change: heard.append(change.verb))
    session.step_changed.connect(lambda: heard.append("step changed"))

    def follow(change: Change) -> None:
        if change.verb is Verb.ADD:
            session.go(1)

    session.changed.connect(follow)
    session.changed.connect(lambda change: heard.append(f"{change.verb} again"))
    session.execute(add(session, "one"))
    assert heard == ["add", "add again", "turn", "turn again", "step changed"]
    assert session.step.stage.id == "rank"


def test_a_batch_is_one_transaction_whatever_is_changed_in_it(
    session: Session, store: Store, own_data_folder: Path
) -> None:
    session.execute(rounds.begin_rounds(session.meeting))
    with Transactions(own_data_folder, store) as made, session.batch():
        session.execute_and_pass_turn(add(session, "one"))
        session.remember_draft("board", ("half",))
        session.execute(add(session, "two"))
    assert made.count == 1
    assert rounds.whose_turn(session.meeting) == "Bo"
    assert lifecycle.draft_of(session.meeting, "board") == ("half",)


def test_a_batch_that_comes_to_nothing_writes_nothing(
    session: Session, store: Store, own_data_folder: Path
) -> None:
    with Transactions(own_data_folder, store) as made, session.batch():
        session.execute(add(session, "one"))
        session.undo()
    assert made.count == 0


def test_a_fault_in_a_batch_keeps_no_change_before_it_from_being_written(
    session: Session,
) -> None:
    with pytest.raises(ZeroDivisionError), session.batch():
        session.execute(add(session, "one"))
        raise ZeroDivisionError
    assert texts(session.meeting.children(Card, "bad")) == ["one"]


def test_what_somebody_else_did_on_the_same_card_stays_with_undo_and_redo(
    session: Session,
) -> None:
    session.execute(add(session, "queue"))
    (card,) = session.meeting.all(Card)
    session.execute(verbs.edit_text(session.meeting, card, "queues"))
    session.apply(verbs.stamp(session.meeting, session.meeting.all(Card)[0], "policy"))
    session.undo()
    (card,) = session.meeting.all(Card)
    assert (card.text, card.labels) == ("queue", ("policy",))
    session.redo()
    (card,) = session.meeting.all(Card)
    assert (card.text, card.labels) == ("queues", ("policy",))


def test_the_turn_stays_when_nothing_of_a_card_can_be_taken_back(session: Session) -> None:
    session.execute(rounds.begin_rounds(session.meeting))
    session.execute_and_pass_turn(add(session, "queue"))
    (card,) = session.meeting.all(Card)
    session.apply(verbs.add_excuses(session.meeting, card.id, ["no staff"]))
    session.undo()
    assert rounds.whose_turn(session.meeting) == "Bo"
    assert session.meeting.count(Card) == 1


def test_a_large_change_takes_in_what_was_done_while_it_was_computed(session: Session) -> None:
    session.execute(add(session, "one"))
    session.execute(add(session, "two"))
    one, two = session.meeting.children(Card, "bad")
    twin = session.meeting.copy()
    removing = verbs.remove(twin, [one, two])
    twin.apply(removing)
    meanwhile = verbs.edit_text(session.meeting, one, "one, but late")
    session.apply(meanwhile)
    made = session.adopt(removing, twin, [meanwhile], undoable=False)
    assert [card.text for card in made.removed] == ["two"]
    assert texts(session.meeting.children(Card, "bad")) == ["one, but late"]


# The program


@dataclass(frozen=True)
class Key:
    """One key, and what was done before it."""

    does: str
    key: str
    stage: str = ""
    says: tuple[str, ...] = ()
    presses: tuple[str, ...] = ()
    types: str = ""


KEYS = (
    Key("add a card", "Enter", types="queue"),
    Key("go to the next stage", "PgDown", says=("queue",), types="late"),
    Key("go to the stage before", "PgUp", stage="what-matters"),
    Key("move a card up", "Alt+Up", says=("one", "two"), presses=("Up",)),
    Key("move a card across", "Alt+Right", says=("one",), presses=("Up",)),
    Key("remove a card", "Del", says=("one", "two"), presses=("Up",)),
    Key("reword a card", "Enter", says=("one",), presses=("Up", "Enter"), types="!"),
    Key("reword a card and go on", "PgDown", says=("one",), presses=("Up", "Enter"), types="!"),
    Key("put a label on a card", "1", stage="where-not", says=("one",), presses=("Up",)),
    Key("make a theme", "Enter", says=("one",), presses=("Up", "Space"), types="all"),
    Key("undo", "Ctrl+Z", says=("one",)),
    Key("redo", "Ctrl+Y", says=("one",), presses=("Ctrl+Z",)),
)


def comes_to_rest(room: Window) -> None:
    """Let all be written that is not of the key that follows, and the clock know its meeting."""
    clock = room.controller.timer().clock
    room.until(lambda: not clock.resuming)
    room.session.flush_pending()


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.does)
def test_what_one_key_does_is_one_transaction(room: Window, key: Key) -> None:
    if key.stage:
        room.walks_to(key.stage)
    room.says(*key.says)
    room.presses(*key.presses)
    room.types(key.types)
    comes_to_rest(room)
    heard: list[Change] = []
    room.session.changed.connect(heard.append)
    with Transactions(room.data, room.controller.workspace.store) as made:
        room.presses(key.key)
        # Nothing of it is left for later.
        room.session.flush_pending()
    assert made.count == 1, heard


def test_an_action_is_one_transaction_with_the_strategy_that_is_offered_next(room: Window) -> None:
    room.walks_to("where-not")
    room.says("queue")
    room.walks_to("why")
    room.says("no staff")
    room.walks_to("instead")
    room.says("hire", "ask around")
    room.walks_to("who-when")
    for words in ("a rota", "Cook", "tomorrow"):
        room.types(words)
        room.presses("Enter")
    room.types("shorter queues")
    comes_to_rest(room)
    with Transactions(room.data, room.controller.workspace.store) as made:
        room.presses("Enter")
        room.session.flush_pending()
    assert [action.text for action in room.meeting.all(Action)] == ["a rota"]
    assert made.count == 1


def test_saved_is_not_shown_of_a_change_before_it_is_written(room: Window) -> None:
    room.is_saved()
    shown: list[str] = []
    room.session.changed.connect(lambda: shown.append(room.saved))
    room.says("queue")
    room.presses("PgDown")
    assert {*shown} == {"Saving…"}
    room.is_saved()


def test_what_comes_to_nothing_leaves_it_saved(room: Window) -> None:
    room.is_saved()
    with room.session.batch():
        room.session.execute(rounds.sign_cards(room.meeting, True))
        room.session.undo()
    assert room.saved == "Saved"
