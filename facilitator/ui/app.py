"""Starts the windowed program."""

import gc
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from facilitator import __version__, paths
from facilitator.settings import load_settings
from facilitator.start import Start
from facilitator.ui import theme
from facilitator.ui.controller import Controller
from facilitator.ui.windows.main_window import MainWindow

SWITCH_SECONDS = 0.0002
"""How long a thread that works may keep the interpreter from the window that wants it."""

Hook = Callable[[type[BaseException], BaseException, TracebackType | None], None]


class Application(QApplication):
    """The one application object; it holds the window and what works behind it."""

    def __init__(self, data: Path) -> None:
        # As an argument: setStyle() returns a QStyle, and PySide takes long to make that known.
        super().__init__([sys.argv[0], "-style", "Fusion"])
        # Painting gives the interpreter up often, and would wait 5 ms each time for an export.
        sys.setswitchinterval(SWITCH_SECONDS)
        self.setApplicationName("facilitator")
        self.setApplicationDisplayName("Facilitator")
        self.setApplicationVersion(__version__)
        self.setDesktopFileName("facilitator")
        theme.load_fonts()
        self.setPalette(theme.palette())
        self.setFont(theme.Metrics(1.0).font(theme.Type.BODY))
        self.data = data
        settings = load_settings(paths.settings_file(data))
        self.window = MainWindow(data)
        self.controller = Controller(data, settings, self.window)
        self.window.restore_place(settings)


def run(data: Path, start: Start) -> int:
    """Show the window until it is closed; 0, or 2 when the meetings could not be opened."""
    app = Application(data)
    sys.excepthook = app_excepthook(app)
    QTimer.singleShot(0, lambda: app.controller.start(start))
    # What stands by now stays to the end: looking through it for garbage would halt the typing.
    gc.freeze()
    app.exec()
    error = app.controller.open_error
    if error is not None:
        print(f"facilitator: {error}", file=sys.stderr)
        return 2
    return 0


def app_excepthook(app: Application) -> Hook:
    """What becomes of a bug: a report on disk and a sentence; the program goes on."""

    def hook(kind: type[BaseException], value: BaseException, trace: TracebackType | None) -> None:
        report = "".join(traceback.format_exception(kind, value, trace))
        try:
            app.data.mkdir(parents=True, exist_ok=True)
            with (app.data / "crash.log").open("a", encoding="utf-8") as log:
                log.write(f"facilitator {__version__}\n{report}\n")
        except OSError:
            sys.stderr.write(report)
        app.window.show_bug(report, saved=not app.controller.store.unsaved)

    return hook
