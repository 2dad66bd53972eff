"""Report bugs wherever they happen: log them, show them, and let the program continue."""

import faulthandler
import logging
import re
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    Qt,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
    qVersion,
)
from PySide6.QtGui import QGuiApplication

from facilitator import crash_report, durable, own_files
from facilitator.domain.text import printable
from facilitator.ui.base.lazy import Lazy
from facilitator.ui.base.translate import tr
from facilitator.ui.shell.main_window import MainWindow

if TYPE_CHECKING:
    # Imported when there is a bug: the first window must not wait for it.
    from facilitator.ui.shell.crash_sheet import CrashSheet

_GRAVE = (QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg)
_QT_FUNCTION = re.compile(r"Q[A-Za-z]+::[A-Za-z]+")
_SCREEN_LOST = re.compile(r"The (X11|Wayland) connection broke")
"""Message of Qt before it ends the program, on Wayland without returning to its event loop."""


class _Busy(threading.local):
    """A flag of each thread that is reporting a bug just now."""

    now = False


class CrashReporter(QObject):
    """The reporter of bugs on any thread; no error in it reaches the rest of the program.

    A bug at the same line is shown in a sheet once; after that it is counted, and a toast says so.
    """

    restart_requested = Signal()
    screen_lost = Signal()
    """The X server or the Wayland compositor has gone: the program may end right after this."""

    _reported = Signal(object)

    def __init__(
        self, data: Path, window: MainWindow, saved: Callable[[], bool], parent: QObject
    ) -> None:
        super().__init__(parent)
        self.log = crash_report.CrashLog(data)
        self._window = window
        self._saved = saved
        self._hard = data / "hard-crash.log"
        self._hard_file: IO[str] | None = None
        self._shown: set[str] = set()
        self._busy = _Busy()
        self.sheet = Lazy(self._make_sheet)
        self._log_handler = _LogHandler(self.report)
        self._hooks_before = sys.excepthook, threading.excepthook, sys.unraisablehook
        self._qt_before: Callable[..., object] | None = None
        # Queued: a bug in a paintEvent must not show a sheet in the middle of painting.
        self._reported.connect(self._on_reported, Qt.ConnectionType.QueuedConnection)

    def _make_sheet(self) -> "CrashSheet":
        from facilitator.ui.shell.crash_sheet import CrashSheet

        sheet = CrashSheet(self._window, self.log.file)
        sheet.restart_requested.connect(self.restart_requested)
        return sheet

    def install_hooks(self) -> None:
        """Install the hooks of the interpreter, of the log and of Qt's messages."""
        self._hooks_before = sys.excepthook, threading.excepthook, sys.unraisablehook
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread
        sys.unraisablehook = self._on_unraisable
        logging.getLogger("facilitator").addHandler(self._log_handler)
        self._qt_before = qInstallMessageHandler(self._on_qt_message)

    def watch_for_hard_crashes(self) -> None:
        """Let the interpreter log where it was if it crashes; collect the log of the last crash."""
        if sys.platform == "win32":
            # There, handled exceptions would be logged as well.
            return
        self.log.collect(self._hard)
        with suppress(OSError):
            durable.set_odd_aside(self._hard, own_files.HARD_CRASH.largest)
            self._hard.unlink(missing_ok=True)
            durable.make(self._hard)
            self._hard_file = self._hard.open("r+", encoding="utf-8")
            faulthandler.enable(self._hard_file)

    def uninstall_hooks(self) -> None:
        """Restore the hooks that were there before: the program ends."""
        qInstallMessageHandler(self._qt_before)
        logging.getLogger("facilitator").removeHandler(self._log_handler)
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._hooks_before
        if self._hard_file is not None:
            faulthandler.disable()
            self._hard_file.close()
            with suppress(OSError):
                self._hard.unlink()

    def on_saving_changed(self) -> None:
        """Update what the sheet says about saving, if it is shown."""
        if self.sheet.made is not None:
            self.sheet.made.say_saved(self._saved())

    def report(self, bug: BaseException) -> None:
        """Log a bug and have it shown; on any thread."""
        if self._busy.now:
            return
        self._busy.now = True
        try:
            report = crash_report.describe(bug, _surroundings())
            if not self.log.append(report) and self.log.count(report) == 1:
                lines = map(printable, report.text.split("\n"))
                print("\n".join(lines), file=sys.stderr)
            self._reported.emit(report)
        except Exception as second:  # noqa: BLE001 - a bug in here must not report itself
            _last_words(second)
        finally:
            self._busy.now = False

    def _on_reported(self, report: crash_report.Report) -> None:
        if self._busy.now:
            return
        self._busy.now = True
        try:
            if report.place not in self._shown:
                self._shown.add(report.place)
                self.sheet().show_bug(report.text, self._saved())
            elif self.sheet().isHidden():
                self._say_again()
        except Exception as second:  # noqa: BLE001 - a bug in the sheet itself is only logged
            with suppress(Exception):
                self.log.append(crash_report.describe(second))
            _last_words(second)
        finally:
            self._busy.now = False

    def _say_again(self) -> None:
        said = tr("The same bug again; your meeting is safe.")
        if self._window.toast.text != said:
            self._window.toast.say(said)

    def _on_exception(
        self, kind: type[BaseException], value: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._window.close_requested.emit()
            return
        self.report(value)

    def _on_thread(self, said: threading.ExceptHookArgs) -> None:
        if said.exc_value is not None and not issubclass(said.exc_type, SystemExit):
            self.report(said.exc_value)

    def _on_unraisable(self, said: "sys.UnraisableHookArgs") -> None:
        if said.exc_value is not None:
            self.report(said.exc_value)

    def _on_qt_message(self, kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        if self._qt_before is not None:
            self._qt_before(kind, context, message)
        else:
            with suppress(Exception):
                print(message, file=sys.stderr)
        if _SCREEN_LOST.match(message) and _is_main_thread():
            self.screen_lost.emit()
        if kind in _GRAVE and not self._busy.now:
            self._busy.now = True
            with suppress(Exception):
                # Only the name of Qt's function is logged: the rest may name a file.
                named = _QT_FUNCTION.match(message)
                what = (
                    f"Qt reported a problem in {named[0] if named else 'a place it does not name'}"
                )
                self.log.append(crash_report.describe_stack(what, _surroundings()))
            self._busy.now = False


class _LogHandler(logging.Handler):
    """A handler that reports the exceptions that are logged."""

    def __init__(self, report: Callable[[BaseException], None]) -> None:
        super().__init__(logging.ERROR)
        self._report = report

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info and record.exc_info[1] is not None:
            self._report(record.exc_info[1])


def _is_main_thread() -> bool:
    return threading.current_thread() is threading.main_thread()


def _surroundings() -> dict[str, str]:
    if not _is_main_thread():
        return {}
    screens = [
        f"{screen.size().width()}x{screen.size().height()} at {screen.devicePixelRatio():g}"
        for screen in QGuiApplication.screens()
    ]
    return {
        "Qt": f"{qVersion()}, {QGuiApplication.platformName()}",
        "Screens": ", ".join(screens),
    }


def _last_words(bug: BaseException) -> None:
    with suppress(Exception):
        kind = type(bug).__name__
        print(f"facilitator: a bug could not be shown ({kind})", file=sys.stderr)
