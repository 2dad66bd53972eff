"""A window worked like in a room: keys go to whatever has the focus, what is shown is read back.

Needs Qt: only the tests of the interface and the journeys import it.
"""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from facilitator import paths
from facilitator.domain.chain.chain import gaps
from facilitator.domain.exercise import Kind
from facilitator.domain.facilitation.lifecycle import import_meeting
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Bookmark, Clock, Record, Side
from facilitator.launch import Start
from facilitator.settings import load_settings
from facilitator.ui.app.controller import Controller
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.cards.card_content import CardContent
from facilitator.ui.cards.card_list import CardList
from facilitator.ui.cards.column_view import ColumnView
from facilitator.ui.meeting.meeting_screen import MeetingScreen
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.stages.form.action_form import ActionForm
from facilitator.ui.stages.kinds.answer_stage import AnswerStage
from facilitator.ui.stages.kinds.close import CloseStage
from facilitator.ui.stages.kinds.commit import CommitStage
from facilitator.ui.stages.kinds.discuss import DiscussStage
from facilitator.ui.stages.stage import Stage
from facilitator.ui.style import theme
from facilitator.ui.style.fonts import load_fonts
from facilitator.ui.timer.clock_commands import Now, computers_clock
from facilitator.ui.workspace.session import Session
from tests.support.keyboard import QtHands, settle

LAPTOP, PROJECTOR = (1366, 768), (1920, 1080)
"""Widths and heights of windows, in pixels."""
PATIENCE = 20_000
"""Milliseconds in which anything on a busy machine has happened."""


def dress(app: QApplication) -> None:
    """What the program itself does to its application before the first window."""
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    # The last window closes many times in a run of tests; the event loops must survive it.
    app.setQuitOnLastWindowClosed(False)
    app.setStyle("Fusion")
    load_fonts()
    app.setPalette(theme.palette())
    app.setFont(theme.Metrics(1.0).font(theme.Type.BODY))


class Room(QtHands):
    """The program on one data folder, from the first window to the last."""

    def __init__(
        self,
        qtbot: QtBot,
        data: Path,
        size: tuple[int, int] = LAPTOP,
        now: Now = computers_clock,
    ) -> None:
        self.qtbot = qtbot
        self.data = data
        self.window = MainWindow()
        settings = load_settings(paths.settings_file(data))
        self.controller = Controller(data, settings, self.window, now)
        self.window.resize(*size)
        self.window.show()
        self.closed = False
        self._meeting_id = ""

    def starts(self, start: Start | None = None, *, opening: bool = False) -> "Room":
        """Show what the program was started for, and wait until it is there.

        A meeting is at its first stage then, past the slide it opens with unless `opening`.
        """
        wanted = start or Start("home")
        self.controller.start(wanted)
        self.window.activateWindow()
        self.until(self.window.isActiveWindow)
        if wanted.action == "open":
            self.until(lambda: self.controller.workspace.current is not None)
        # Whether they can be opened or not: then it is known.
        self.until(self.controller.workspace.store.meetings(date.today()).done)
        settle()
        if not opening:
            self.passes_opening()
        return self

    def passes_opening(self) -> None:
        """Go on from the slide that a meeting opens with, where there is one."""
        session = self.controller.workspace.current
        if session is not None and session.step.stage.kind is Kind.OPENING:
            session.go(1)
            settle()

    def leaves(self) -> None:
        """Quit as a user does, and wait until all is on disk."""
        if self.closed:
            return
        self.closed = True
        if self.controller.workspace.current is not None:
            self._meeting_id = self.meeting.id
        self.window.close()
        self.until(lambda: not self.window.isVisible())
        for thing in (self.window, self.controller):
            thing.deleteLater()
        settle()

    def until(self, wanted: Callable[[], bool]) -> None:
        """Let the program go on until something is so."""
        self.qtbot.waitUntil(wanted, timeout=PATIENCE)

    # What the room sees

    @property
    def session(self) -> Session:
        assert self.controller.workspace.current is not None, "no meeting is open"
        return self.controller.workspace.current

    @property
    def meeting(self) -> Meeting:
        return self.session.meeting

    @property
    def screen(self) -> MeetingScreen:
        assert self.controller.host.screen is not None, "no meeting is shown"
        return self.controller.host.screen

    @property
    def meeting_id(self) -> str:
        """The id of the meeting that was open last."""
        return self._meeting_id

    def texts(self) -> list[str]:
        """What all visible labels say."""
        return [label.text() for label in self.window.findChildren(QLabel) if label.isVisible()]

    @property
    def stage(self) -> Stage:
        return self.screen.stage

    @property
    def band(self) -> str:
        """What stands large across the board: the gap under discussion, or what is answered."""
        stage = self.stage
        assert isinstance(stage, DiscussStage | AnswerStage)
        assert stage.band is not None
        return stage.band.text

    @property
    def first_change(self) -> str:
        """What stands at the head of the plan as changed first."""
        assert isinstance(self.stage, CloseStage)
        assert self.stage.band is not None
        return self.stage.band.text

    @property
    def open_ends(self) -> str:
        """What the stage says is still open."""
        assert self.stage.parts.open is not None
        return self.stage.parts.open.text

    @property
    def form(self) -> ActionForm:
        assert isinstance(self.stage, CommitStage)
        return self.stage.form

    @property
    def at(self) -> str:
        """The id of the stage at hand."""
        return self.stage.script.id

    @property
    def entry(self) -> str:
        """What is half-typed on the entry line."""
        return self.stage.entry.text

    @property
    def said(self) -> str:
        """The sentence that is shown for a while, empty when none is."""
        return self.window.toast.text

    @property
    def saved(self) -> str:
        """What stands at the right of the line of keys."""
        return self.screen.keys.state

    def view(self, side: Side) -> ColumnView:
        return self.stage.panels[side].view

    def faces(self, side: Side) -> list[CardContent]:
        return faces(self.view(side))

    def face(self, side: Side, text: str) -> CardContent:
        """How the item of that text looks."""
        return next(face for face in self.faces(side) if face.text == text)

    def left(self) -> list[str]:
        return [face.text for face in self.faces(Side.LEFT)]

    def right(self) -> list[str]:
        return [face.text for face in self.faces(Side.RIGHT)]

    def selected(self) -> str:
        """The text of the item that has the focus, empty when none has."""
        view = self.focus
        if not isinstance(view, CardList) or view.selected_id is None:
            return ""
        return faces(view)[view.column.position(view.selected_id)].text

    def left_to_discuss(self) -> list[str]:
        """The gaps of the meeting, the weightiest first."""
        return [gap.text for gap in gaps(self.meeting, self.session.exercise)]

    def hints(self) -> list[str]:
        """The keys that are said to work now."""
        return [hint.key for hint in self.screen.keys.hints]

    # Shorter ways to a state in which a test begins

    def goes_home(self) -> None:
        """Leave the meeting by name: Esc would ask first, and wait until that can be read."""
        self.window.run_command(catalog.ALL_MEETINGS)
        settle()

    def walks_to(self, stage: str) -> None:
        """Go to a stage at once, as its place on the strip does; not step by step."""
        with self.session.batch():
            assert self.stage.leave(), "what is being written cannot be left"
            self.session.go_to_stage(self.session.exercise.stage(stage))
        assert self.at == stage
        settle()

    def steps(self, key: str) -> None:
        """Press a key that leaves the step; again where hidden cards make it ask."""
        before = self.session.step
        self.presses(key)
        asks = self.screen.privacy.leaving
        if self.session.step == before and asks.is_asked:
            self.until(lambda: asks.is_ready)
            self.presses(key)

    def takes_in(self, meeting: Meeting) -> None:
        """A meeting made elsewhere is brought in and opened."""
        self.controller.workspace.store.commit(import_meeting(meeting.records()))
        self.controller.meetings.open_meeting(meeting.id)
        self.until(lambda: self.controller.host.screen is not None)

    def is_saved(self) -> None:
        """Wait until it says so, perhaps with how it is shared."""
        self.until(lambda: self.saved.partition(" · ")[0] == "Saved")


def faces(view: CardList) -> list[CardContent]:
    """Every item of a column as it looks, also those on other pages."""
    return [view.column.layout(i).content for i in range(len(view.column.ids))]


def contents(meeting: Meeting) -> list[Record]:
    """All that a meeting holds but where it stands."""
    return [record for record in meeting.records() if not isinstance(record, Bookmark | Clock)]


def keyboard_back(room: Room) -> None:
    """Give the keyboard to the console: here every window that is shown takes it."""
    room.window.activateWindow()
    room.until(room.window.isActiveWindow)


OpenRoom = Callable[..., Room]
"""From a Start, a window size and a clock, all optional, to a window."""


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> QApplication:
    dress(qapp)
    return qapp


@pytest.fixture
def open_room(dressed: QApplication, qtbot: QtBot, own_data_folder: Path) -> Iterator[OpenRoom]:
    """Opens windows, one after the other, on the same meetings."""
    rooms: list[Room] = []

    def open_one(
        start: Start | None = None,
        size: tuple[int, int] = LAPTOP,
        now: Now = computers_clock,
        *,
        opening: bool = False,
    ) -> Room:
        for room in rooms:
            room.leaves()
        rooms.append(Room(qtbot, own_data_folder, size, now))
        return rooms[-1].starts(start, opening=opening)

    yield open_one
    for room in rooms:
        room.leaves()


@pytest.fixture
def room(open_room: OpenRoom) -> Room:
    """A new meeting at its first stage."""
    return open_room(Start("new", title="Monday"))


@pytest.fixture
def home(open_room: OpenRoom) -> Room:
    """The home screen of a computer without meetings."""
    return open_room()
