"""Work that waits until a test lets it end."""

import threading
from collections.abc import Callable


class Gate:
    """Lets work begin, and tell how far it is, but not end before it is opened or stopped."""

    def __init__(self, work: Callable[..., object]) -> None:
        self._work = work
        self._open = threading.Event()
        self.begun = threading.Event()
        self.finished = threading.Event()

    def __call__(self, *arguments: object) -> object:
        progress = arguments[-1]
        assert callable(progress)
        self.begun.set()
        try:
            while not self._open.wait(0.01):
                progress(43, 100)
            return self._work(*arguments)
        finally:
            self.finished.set()

    def open(self) -> None:
        self._open.set()
