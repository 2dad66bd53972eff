"""Says when the home screen is painted and when all its meetings are, and closes the window."""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer

from facilitator.ui.app.application import Application


class Watcher(QObject):
    """Leaves the window once the list was painted with all meetings."""

    def __init__(self, application: Application, meetings: int) -> None:
        super().__init__(application)
        self._home = application.controller.home
        self._home.installEventFilter(self)
        self._list = application.controller.home.list
        self._close = application.controller.shutdown.close
        self._meetings = meetings
        self._list.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and watched is self._home:
            self._home.removeEventFilter(self)
            QTimer.singleShot(0, lambda: print("painted", flush=True))
        elif event.type() == QEvent.Type.Paint and len(self._list.column.ids) == self._meetings:
            self._list.viewport().removeEventFilter(self)
            QTimer.singleShot(0, self._say_listed)
        return False

    def _say_listed(self) -> None:
        print("listed", flush=True)
        self._close()


class WatchedApplication(Application):
    meetings = 0
    """How many must be listed."""

    def __init__(self, data: Path) -> None:
        super().__init__(data)
        self.watcher = Watcher(self, self.meetings)
