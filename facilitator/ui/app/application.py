"""Start the program with its window."""

import gc
import os
import signal
import sys
from contextlib import suppress
from itertools import chain
from pathlib import Path

from PySide6.QtCore import QSocketNotifier, Qt, QTimer
from PySide6.QtWidgets import QApplication

from facilitator import __version__, paths
from facilitator.domain.text import printable
from facilitator.garbage_collection import collect_by_hand, collect_due
from facilitator.launch import Start, command_line
from facilitator.settings import load_settings
from facilitator.ui.app.controller import Controller
from facilitator.ui.app.preload import steps
from facilitator.ui.base.first_paint import after_first_paint
from facilitator.ui.base.idle import Idle
from facilitator.ui.base.timers import later
from facilitator.ui.desktop.x11_key_times import watch_key_times
from facilitator.ui.shell.crash_reporter import CrashReporter
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.style import theme
from facilitator.ui.style.fonts import load_fonts

SWITCH_SECONDS = 0.0002
"""How long a working thread may keep the interpreter when the UI thread wants it."""

COLLECT_MS = 1000
"""Interval of the garbage collection."""

ICON_MS = 1000
"""From the first paint to the window's icon: decoding and scaling it would delay the meetings."""


class Application(QApplication):
    """The one application object; it owns the window, the controller and the crash reporter."""

    def __init__(self, data: Path) -> None:
        # As an argument: setStyle() returns a QStyle, a class that PySide takes long to load.
        super().__init__([sys.argv[0], "-style", "Fusion"])
        # Painting releases the interpreter often, and would wait 5 ms each time for an export.
        sys.setswitchinterval(SWITCH_SECONDS)
        self.key_times = watch_key_times(self)
        self.setApplicationName("facilitator")
        self.setApplicationDisplayName("Facilitator")
        self.setApplicationVersion(__version__)
        self.setDesktopFileName("facilitator")
        load_fonts()
        self.setPalette(theme.palette())
        self.setFont(theme.Metrics(1.0).font(theme.Type.BODY))
        self.data = data
        settings = load_settings(paths.settings_file(data))
        self.window = MainWindow()
        self.controller = Controller(data, settings, self.window)
        self.bugs = CrashReporter(
            data, self.window, lambda: self.controller.workspace.store.all_saved, self
        )
        self.controller.opened.connect(self.bugs.watch_for_hard_crashes)
        # These objects live as long as the program: to search them for garbage would stall typing.
        self.idle = Idle(self.window, chain(steps(self.controller), [gc.freeze]))
        self.controller.opened.connect(self.idle.start)
        self.bugs.restart_requested.connect(self.controller.shutdown.restart)
        self.controller.workspace.store_service.changed.connect(self.bugs.on_saving_changed)
        self.bugs.screen_lost.connect(self.controller.shutdown.on_screen_lost)
        self.window.restore_place(settings)

    def start(self, start: Start) -> None:
        """Show what the program was started for."""
        self.controller.start(start)
        after_first_paint(self.window, lambda: later(self, ICON_MS, self._show_icon))

    def _show_icon(self) -> None:
        """Show the picture of the program in the taskbar."""
        # Only here: a class that PySide takes long to load.
        from PySide6.QtGui import QIcon

        self.setWindowIcon(QIcon(str(paths.resources() / "icons" / "facilitator.png")))


def run(data: Path, start: Start) -> int:
    """Show the window until it is closed, and return the exit code.

    0, or 2 when the meetings could not be opened or the screen went away.
    """
    app = Application(data)
    app.bugs.install_hooks()
    later(app, 0, lambda: app.start(start))
    install_signal_handlers(app)
    # These objects live as long as the program: to search them for garbage would stall typing.
    gc.freeze()
    collect_on_ui_thread(app)
    lost_screen = app.exec() != 0
    # Logging out may end the event loop while the window is still open.
    app.controller.shutdown.save_unasked()
    app.bugs.uninstall_hooks()
    error = app.controller.open_error
    if error is not None and not app.controller.presence.handed_over:
        _say(str(error))
        return 2
    if app.controller.shutdown.next_start is not None:
        # Only here: the first window must not wait for it.
        import subprocess

        # Only now: the new one needs the database to itself.
        app.controller.workspace.store.close()
        subprocess.Popen(command_line(data, app.controller.shutdown.next_start))
    if app.controller.workspace.store_service.elsewhere:
        _say(app.controller.workspace.store_service.elsewhere)
        return 2
    return 2 if lost_screen or app.controller.workspace.store.displaced else 0


def collect_on_ui_thread(app: QApplication) -> QTimer:
    """Collect garbage on this thread alone, as often as the timer fires; see collect_by_hand()."""
    collect_by_hand()
    timer = QTimer(app)
    timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
    timer.timeout.connect(collect_due)
    timer.start(COLLECT_MS)
    return timer


def _say(sentence: str) -> None:
    # The terminal may be gone, as when the whole screen is.
    with suppress(OSError, ValueError):
        print(f"facilitator: {printable(sentence)}", file=sys.stderr, flush=True)


def install_signal_handlers(app: Application) -> None:
    """Close the window as the user would when the system or a terminal asks the program to end."""
    if sys.platform == "win32":
        # Logging out ends the event loop there, and after that the store is closed.
        return
    reader, writer = os.pipe()
    for pipe in (reader, writer):
        os.set_blocking(pipe, False)
    signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(number, lambda number, frame: None)
    notifier = QSocketNotifier(reader, QSocketNotifier.Type.Read, app)

    def end() -> None:
        os.read(reader, 64)
        app.controller.shutdown.unattended = True
        app.window.close()

    notifier.activated.connect(end)
