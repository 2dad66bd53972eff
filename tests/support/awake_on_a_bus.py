"""A program of its own on a message bus of its own: says what a desktop hears of Awake."""

import subprocess

from PySide6.QtCore import QCoreApplication

from facilitator.ui.desktop.keep_awake import KeepAwake


def main() -> None:
    app = QCoreApplication([])
    awake = KeepAwake()
    with subprocess.Popen(["dbus-monitor"], stdout=subprocess.PIPE, text=True) as monitor:
        assert monitor.stdout is not None
        heard = iter(monitor.stdout)
        # With its own name gone the monitor hears all.
        next(line for line in heard if "NameLost" in line)
        awake.set(True)
        next(line for line in heard if "member=Inhibit" in line)
        print("asked", flush=True)
        awake.set(False)
        next(line for line in heard if "NameLost" in line)
        print("let go", flush=True)
        monitor.terminate()
    app.quit()


main()
