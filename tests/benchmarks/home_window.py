"""The program as `main.py --data DIR` starts it, which also says when its meetings are painted.

Arguments: the data folder and how many meetings must be listed.
"""

import sys
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer

from facilitator.cli import main
from facilitator.ui import app
from facilitator.ui.widgets.column_view import ColumnView


class Watcher(QObject):
    """Leaves the window once the list was painted with all meetings."""

    def __init__(self, application: app.Application, meetings: int) -> None:
        super().__init__(application)
        self._list: ColumnView = application.window.home.list
        self._close = application.controller.leaving.close
        self._meetings = meetings
        self._list.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and len(self._list.column.ids) == self._meetings:
            self._list.viewport().removeEventFilter(self)
            QTimer.singleShot(0, self._say_painted)
        return False

    def _say_painted(self) -> None:
        print("painted", flush=True)
        self._close()


class WatchedApplication(app.Application):
    def __init__(self, data: Path) -> None:
        super().__init__(data)
        self.watcher = Watcher(self, int(sys.argv[2]))


if __name__ == "__main__":
    app.Application = WatchedApplication  # type: ignore[misc]
    main(["--data", sys.argv[1]])
