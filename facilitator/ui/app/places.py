"""The way to a place in a meeting that is not open yet."""

from PySide6.QtCore import QObject

from facilitator.ui.home.meetings import Meetings
from facilitator.ui.meeting.meeting_host import MeetingHost


class Places(QObject):
    """A meeting is opened, and as soon as it is shown, one item in it is selected."""

    def __init__(self, meetings: Meetings, host: MeetingHost) -> None:
        super().__init__(host)
        self._meetings = meetings
        self._host = host
        self._wanted = ("", "")
        """Ids of the meeting that is being opened, and of the item in it."""
        host.screen_shown.connect(self._on_screen_shown)

    def open(self, meeting_id: str, item_id: str = "") -> None:
        """Open a meeting at an item, where it is seen; without one as it was left.

        An item that is gone by now does not keep the meeting from being opened.
        """
        self._wanted = (meeting_id, item_id)
        self._meetings.open_meeting(meeting_id)

    def _on_screen_shown(self) -> None:
        (meeting_id, item_id), self._wanted = self._wanted, ("", "")
        screen = self._host.screen
        if screen is not None and item_id and screen.session.meeting.id == meeting_id:
            self._host.find_item(item_id)
