"""Any deeds, undone and redone in any order, while walking and reopening: disk equals memory."""

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from PySide6.QtWidgets import QApplication

from facilitator.domain.boards import Selection
from facilitator.domain.facilitation import lifecycle
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Card, Side
from facilitator.storage.store import Store
from facilitator.ui.workspace.session import Session
from tests.support.links import broken_links
from tests.support.random_meetings import OPENING, TEXTS, Deed, deeds
from tests.support.small_meeting import EXERCISE, TODAY


class BackupMeeting(RuleBasedStateMachine):
    """One session on a data folder of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="session-"))
        self.store = Store(self.folder / "data")
        self.store.start()
        meeting = Meeting()
        begun = lifecycle.begin(EXERCISE, lifecycle.MeetingSetup(title="Monday"), TODAY)
        meeting.apply(begun)
        self.store.commit(begun)
        self.session = Session(meeting, EXERCISE, self.store)
        self.others = 0

    @initialize(opening=st.tuples(*(deeds([name]) for name in OPENING)))
    def opens(self, opening: tuple[Deed, ...]) -> None:
        for deed in opening:
            self.does(deed)

    @rule(deed=deeds())
    def does(self, deed: Deed) -> None:
        self.session.execute(deed.change(self.session.meeting, EXERCISE))

    @rule(times=st.integers(1, 5))
    def undoes(self, times: int) -> None:
        for _ in range(times):
            self.session.undo()

    @rule(times=st.integers(1, 5))
    def redoes(self, times: int) -> None:
        for _ in range(times):
            self.session.redo()

    @rule(by=st.sampled_from([1, -1]))
    def walks(self, by: int) -> None:
        self.session.go(by)

    @rule(stage=st.sampled_from(EXERCISE.stages))
    def jumps(self, stage: object) -> None:
        self.session.go_to_stage(stage)  # type: ignore[arg-type]

    @rule(stage=st.sampled_from(EXERCISE.stages), text=TEXTS)
    def types(self, stage: object, text: str) -> None:
        self.session.remember_draft(stage.id, (text,))  # type: ignore[attr-defined]

    @rule(side=st.sampled_from(list(Side)), which=st.integers(0, 20))
    def selects(self, side: Side, which: int) -> None:
        cards = self.session.meeting.all(Card)
        chosen = cards[which % len(cards)].id if cards else None
        self.session.remember_place(side, Selection(chosen, None))

    @rule(deed=deeds())
    def somebody_else_does(self, deed: Deed) -> None:
        """A change that is not on this undo stack, on whatever records."""
        self.session.apply(deed.change(self.session.meeting, EXERCISE))
        self.others += 1

    @precondition(lambda self: self.session.undo_stack.count() > 3 and not self.others)
    @rule()
    def undoes_all_and_redoes_it(self) -> None:
        # What was noted goes to disk with the first change, whichever it is.
        self.session.flush_pending()
        stack = self.session.undo_stack
        before, index = self.session.meeting.records(), stack.index()
        stack.setIndex(0)
        stack.setIndex(index)
        assert self.session.meeting.records() == before

    @rule()
    def checks(self) -> None:
        """Memory equals disk."""
        self.session.flush_pending()
        meeting = self.session.meeting
        assert broken_links(meeting) == []
        assert self.store.load(meeting.id).result(timeout=30) == meeting
        assert not self.store.unsaved

    @rule()
    def reopens(self) -> None:
        """Another morning: what can be undone is forgotten, nothing else."""
        self.session.flush_pending()
        evening = self.session.meeting
        assert self.store.close(timeout=30)
        self.store = Store(self.folder / "data")
        self.store.start()
        morning = self.store.load(evening.id).result(timeout=30)
        assert morning == evening
        self.session = Session(morning, EXERCISE, self.store)
        self.others = 0

    def teardown(self) -> None:
        try:
            self.checks()
        finally:
            self.store.close(timeout=30)
            shutil.rmtree(self.folder, ignore_errors=True)


@pytest.mark.usefixtures("qapp")
def test_forty_steps_of_anything() -> None:
    assert QApplication.instance() is not None
    machine = BackupMeeting.TestCase
    machine.settings = settings(max_examples=15, stateful_step_count=40, deadline=None)
    machine("runTest").runTest()


@pytest.mark.soak
@pytest.mark.usefixtures("qapp")
def test_a_thousand_steps_of_anything() -> None:
    machine = BackupMeeting.TestCase
    machine.settings = settings(max_examples=10, stateful_step_count=1_000, deadline=None)
    machine("runTest").runTest()
