"""The first window waits for nothing that it does not show."""

import subprocess
import sys
from pathlib import Path

LATER = (
    "facilitator.domain.records",
    "facilitator.domain.exercise",
    "facilitator.domain.meeting",
    "facilitator.domain.facilitation",
    "facilitator.ui.widgets.sheet",
    "facilitator.ui.widgets.field",
    "facilitator.ui.stages",
    "facilitator.ui.meeting.meeting_screen",
    "facilitator.ui.audience.audience",
    "facilitator.ui.new_meeting.new_meeting",
    "facilitator.ui.backups",
    "facilitator.ui.timer.timer",
    "facilitator.exercises.loader",
    "facilitator.export",
    "facilitator.services",
    "facilitator.sync",
    "facilitator.hub",
    "http.client",
    "keyring",
    "ssl",
    "sqlalchemy",
    "reportlab",
    "rapidfuzz",
)
SLOW_CLASSES = ("QStyle", "QIcon")
"""Classes that PySide takes long to load."""


def test_what_a_meeting_needs_is_not_loaded_before_the_first_window() -> None:
    code = (
        "import sys, facilitator.ui.app.application\n"
        "print(*sys.modules, *vars(sys.modules['PySide6.QtWidgets']), "
        "*vars(sys.modules['PySide6.QtGui']))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert {name for name in (*LATER, *SLOW_CLASSES) if name in run.stdout.split()} == set()


BEFORE_THE_DATABASE = """
import sys, threading
from importlib.machinery import PathFinder
from pathlib import Path
from time import monotonic
from PySide6.QtCore import QEvent, QEventLoop, QObject
from facilitator.launch import Start
from facilitator.ui.app.application import Application
from tests.support.keyboard import QtHands

painted, key_taken, importers = [], threading.Event(), []

class Gate:
    def find_spec(self, name, path, target=None):
        if name != "sqlalchemy":
            return None
        spec = PathFinder.find_spec(name, path, target)
        load = spec.loader.exec_module

        def wait_and_load(module):
            importers.append(threading.current_thread().name)
            assert key_taken.wait(20), "the window waits for SQLAlchemy"
            load(module)

        spec.loader.exec_module = wait_and_load
        return spec

class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            painted.append(watched)
        return False

def until(done):
    end = monotonic() + 30
    while not done():
        assert monotonic() < end, (painted, importers)
        app.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)

sys.meta_path.insert(0, Gate())
app = Application(Path(sys.argv[1]))
watch, opened = Watch(), []
app.controller.home.installEventFilter(watch)
app.controller.opened.connect(lambda: opened.append(True))
app.controller.start(Start("home"))
until(lambda: painted and importers)
QtHands().presses("F1")
until(lambda: app.window.sheet is not None)
assert not opened
key_taken.set()
until(lambda: opened)
app.controller.shutdown.close()
print(importers)
"""


def test_the_window_is_painted_and_takes_keys_before_sqlalchemy_is_there(tmp_path: Path) -> None:
    """Only the writer imports it, and here it has to wait until a key has done something."""
    script = [sys.executable, "-c", BEFORE_THE_DATABASE, str(tmp_path / "data")]
    run = subprocess.run(script, capture_output=True, text=True, check=False, timeout=120)
    assert (run.returncode, run.stdout, run.stderr) == (0, "['writer']\n", "")
