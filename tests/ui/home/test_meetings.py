"""The list of meetings on the home screen, in a window that has nothing else."""

from datetime import date

import pytest

from facilitator.ui.base.lazy import Lazy
from facilitator.ui.home.home_screen import HomeScreen
from facilitator.ui.home.meetings import Meetings
from facilitator.ui.home.trash import Trash
from facilitator.ui.shell.busy import Busy
from tests.support.keyboard import settle
from tests.support.window import faces
from tests.support.workspace import Frame


@pytest.fixture
def screen(frame: Frame) -> HomeScreen:
    """The list of two meetings, with the keyboard on the upper one."""
    for title in ("Monday", "Tuesday"):
        frame.begins(title)
    frame.workspace.leave()
    frame.workspace.sessions.drop_all()
    home = HomeScreen(frame.shell)
    frame.shell.set_home(home, home.focus_start)
    trash = Trash(frame.workspace, frame.shell, home, Lazy(lambda: Busy(frame.shell)))
    Meetings(frame.workspace, home, trash).refresh()
    frame.show()
    frame.shell.show_home()
    frame.until(lambda: len(faces(home.list)) == 2)
    frame.presses("Down")
    return home


def test_enter_makes_the_selected_meeting_the_current_one(frame: Frame, screen: HomeScreen) -> None:
    upper = faces(screen.list)[0].text
    with frame.qtbot.waitSignal(frame.workspace.current_changed):
        frame.presses("Enter")
    assert frame.workspace.current is not None
    assert frame.workspace.current.meeting.details.title == upper


def test_a_deleted_meeting_leaves_the_list_at_once_and_comes_back(
    frame: Frame, screen: HomeScreen
) -> None:
    upper, lower = (face.text for face in faces(screen.list))
    frame.presses("Delete")
    assert [face.text for face in faces(screen.list)] == [lower]
    frame.until(lambda: upper in frame.said)
    frame.presses("Ctrl+Z")
    frame.until(lambda: {face.text for face in faces(screen.list)} == {upper, lower})


def test_nothing_is_opened_while_the_meetings_are_not_available(
    frame: Frame, screen: HomeScreen
) -> None:
    frame.workspace.check_availability_with(lambda: False)
    frame.presses("Enter")
    # What was asked of the store before is answered by then.
    frame.workspace.store.meetings(date.today()).result()
    settle()
    assert frame.workspace.current is None
