"""Any keys in a window while another laptop does anything to the same meeting."""

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit
from pytestqt.qtbot import QtBot

from facilitator.domain.chain import arrange
from facilitator.domain.chain.chain import gaps
from facilitator.domain.records import Card
from facilitator.launch import Start
from facilitator.storage.store import Store
from facilitator.sync.sync_state import SyncState
from facilitator.ui.cards.card_list import CardList
from tests.support.held_together import in_its_team, random_deed
from tests.support.links import broken_links
from tests.support.random_meetings import VERBS
from tests.support.shared_rooms import (
    KITCHEN,
    SharedRoom,
    SyncByHand,
    TeamLog,
    joins,
    shared_records,
)
from tests.support.window import Room

SEEDS = [1, *(pytest.param(seed, marks=pytest.mark.soak) for seed in range(2, 52))]
STEPS = 120
NAMES = [name for name in VERBS if name not in ("throw", "vote", "hide")]
"""Each room has its own private writing and its own vote: the window has keys for them."""
KEYS = (
    *("PgDown",) * 2,
    *("Up",) * 6,
    *("Down",) * 3,
    *("Enter",) * 4,
    *("Ctrl+Z",) * 5,
    *("Ctrl+Y",) * 2,
    *("Space",) * 2,
    *("PgUp", "Ctrl+PgDown", "Ctrl+PgUp", "Ctrl+G", "Ctrl+Shift+G", "Ctrl+Tab"),
    *("F2", "Del", "1", "2", "Left", "Home", "End", "Tab", "Backspace", "Alt+Up", "Alt+Down"),
    *("Ctrl+H", "Ctrl+Shift+H"),
)
TEXTS = ("we are late", "fri", "<b>R&D</b>", "Owner", "schön 你好 مرحبا")


class WindowByHand:
    """A window at a shared meeting; what it sends and receives is said by the test."""

    def __init__(self, qtbot: QtBot, data: Path, log: TeamLog) -> None:
        self.room = Room(qtbot, data)
        self.sync: SyncByHand | None = None
        self.workspace = self.room.controller.workspace

        def make(
            folder: Path,
            store: Store,
            on_state: Callable[[SyncState], None],
            on_arrived: Callable[[frozenset[str]], None],
        ) -> SyncByHand:
            self.sync = SyncByHand(log, store, on_state, on_arrived)
            return self.sync

        self.workspace.shared_work.make_sync = make
        self.room.starts()
        joins(self.workspace.store, "Window")
        teams = self.workspace.teams
        teams.forget()
        teams.load()
        self.room.until(lambda: any(each.name == KITCHEN for each in teams.known.values()))
        self.workspace.shared_work.start()
        self.room.until(lambda: self.workspace.shared_work.is_on)
        self.room.controller.perform(Start("new", title="Monday", team=KITCHEN))
        self.room.passes_opening()
        self.session = self.room.session

    def sends(self) -> None:
        self.rests()
        assert self.sync is not None
        self.sync.sends()

    def rests(self) -> None:
        shared = self.workspace.shared_work
        busy = self.room.controller.working
        self.session.flush_pending()
        self.room.until(
            lambda: not (self.workspace.store.unsaved or shared.is_laying or busy().busy)
        )

    def receives(self) -> None:
        assert self.sync is not None
        self.rests()
        QCoreApplication.processEvents()
        before, gap = self.state(), self.session.step.gap
        cards = {card.id: card for card in self.session.meeting.all(Card) if self.is_at(card)}
        is_on_nothing = isinstance(self.room.focus, CardList) and not self.selected()
        self.sync.receives()
        QCoreApplication.processEvents()
        self.rests()
        meeting = self.session.meeting
        found = {each.id for each in gaps(meeting, self.session.exercise)}
        if self.session.step.gap != gap and gap not in found:
            # What was talked about is gone, or part of a group, or there is something by now.
            return
        if is_on_nothing or not all(meeting.get(Card, card) == cards[card] for card in cards):
            # What was selected or edited may be elsewhere: the keyboard is where it can type.
            return
        assert self.state() == before

    def selected(self) -> list[str]:
        focus = self.room.focus
        known = focus.selected_id if isinstance(focus, CardList) else None
        return [known] if known else []

    def is_at(self, card: Card) -> bool:
        """Whether a card has the keyboard, or is being edited."""
        editor = self.room.stage.editor.current
        edited = editor.item_id if editor is not None else None
        return card.id in (edited, *self.selected())

    def state(self) -> object:
        """Where the keyboard is, on what, and the words that are being typed there."""
        focus = self.room.focus
        words: object = None
        if isinstance(focus, QPlainTextEdit | QTextEdit):
            cursor = focus.textCursor()
            words = focus.toPlainText(), cursor.position(), cursor.anchor()
        elif isinstance(focus, QLineEdit):
            words = focus.text(), focus.cursorPosition(), focus.selectedText()
        return focus, words, self.selected(), self.session.step, self.room.entry


@pytest.fixture
def both(
    dressed: QApplication, qtbot: QtBot, tmp_path: Path
) -> Iterator[tuple[WindowByHand, SharedRoom]]:
    log = TeamLog()
    window = WindowByHand(qtbot, tmp_path / "window", log)
    window.sends()
    window.receives()
    other = SharedRoom(qtbot, tmp_path / "other", log, "Other")
    other.receives()
    workspace, session = other.workspace, window.session
    there = workspace.store.load(session.meeting.id).result()
    workspace.open(there, session.exercise)
    yield window, other
    other.close()
    window.room.leaves()


@pytest.mark.parametrize("seed", SEEDS)
def test_arrivals_move_nothing_under_the_hands(
    both: tuple[WindowByHand, SharedRoom], seed: int
) -> None:
    window, other = both
    room, dice = window.room, Random(seed)
    for number in range(STEPS):
        does = dice.random()
        if does < 0.15:
            room.types(dice.choice(TEXTS))
            room.presses(*("Enter",) * dice.choice((0, 1, 1)))
        elif does < 0.55:
            room.presses(dice.choice(KEYS))
        elif does < 0.75:
            deed = random_deed(dice, NAMES, f"Other {number}")
            session = other.session
            session.execute(in_its_team(deed.change(session.meeting, session.exercise)))
        elif does < 0.85:
            other.session.undo()
        elif does < 0.95:
            other.sends()
            window.receives()
        else:
            window.sends()
            other.receives()
        assert room.controller.workspace.current is window.session
    for _ in range(3):
        window.sends()
        other.receives()
        other.sends()
        window.receives()
    assert broken_links(window.session.meeting, window.session.exercise) == []
    hidden = [card for card in window.session.meeting.all(Card) if card.hidden]
    open_votes = [vote for vote in window.session.meeting.ballots if not vote.closed]
    if not hidden and not open_votes:
        mine = shared_records(window.session.meeting)
        assert mine == shared_records(other.session.meeting)
    stored = window.workspace.store.load(window.session.meeting.id).result()
    assert stored == window.session.meeting


def test_words_of_a_card_that_others_move_away_while_it_is_edited_are_kept(
    both: tuple[WindowByHand, SharedRoom],
) -> None:
    window, other = both
    room = window.room
    room.stage.focus_words()
    room.types("We answer late")
    room.presses("Enter")
    window.sends()
    other.receives()
    room.presses("Up", "F2", "End")
    assert room.stage.editor.current is not None
    room.types(", every day")
    session = other.session
    (card,) = session.meeting.all(Card)
    session.execute(
        arrange.move_cards(session.meeting, [card], session.exercise.columns[1].id, None)
    )
    other.sends()
    assert window.sync is not None
    window.sync.receives()
    QCoreApplication.processEvents()
    window.rests()
    (found,) = window.session.meeting.all(Card)
    assert found.column == session.exercise.columns[1].id
    assert found.text == "We answer late, every day"
