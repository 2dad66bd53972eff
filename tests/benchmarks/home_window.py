"""The program as `main.py --data DIR` starts it, which also says when it is painted and
when its meetings are.

Arguments: the data folder and how many meetings must be listed. Qt is loaded where the program
itself loads it.
"""

import sys
from pathlib import Path

from facilitator.cli import dispatch
from facilitator.launch import Start


def run_watched(data: Path, start: Start) -> int:
    """Show the window as the program does, under watch."""
    run = load()
    from facilitator.ui.app import application
    from tests.benchmarks.home_watcher import WatchedApplication

    WatchedApplication.meetings = int(sys.argv[2])
    application.Application = WatchedApplication  # type: ignore[misc]
    return run(data, start)


if __name__ == "__main__":
    load = dispatch._window
    dispatch._window = lambda: run_watched
    dispatch.main(["--data", sys.argv[1]])
