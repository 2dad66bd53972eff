"""What a screen reader hears of the real program, over a real accessibility bus of its own."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Queue
from threading import Thread

from tests.support.xhands import XHands, running, until

PYTHON = "/usr/bin/python3"
"""The system's own: the AT-SPI library comes from the system, not from PyPI."""
_READER = Path(__file__).with_name("atspi_reader.py")
_TRY = "import gi; gi.require_version('Atspi', '2.0'); from gi.repository import Atspi"
_PATIENCE = 20.0
"""Seconds in which anything on a slow machine is answered."""

Part = dict[str, object]
"""`role`, `name`, `description`, `text`, and `place`: which of how many beside each other."""


def missing() -> list[str]:
    """What is not installed here and has to be."""
    found = [name for name in ("dbus-daemon",) if shutil.which(name) is None]
    if not Path("/usr/share/dbus-1/services/org.a11y.Bus.service").exists():
        found.append("at-spi2-core")
    tried = [PYTHON, "-c", _TRY]
    if not Path(PYTHON).exists() or subprocess.run(tried, capture_output=True).returncode:
        found.append("gir1.2-atspi-2.0 and python3-gi")
    return found


class Ears:
    """Follows what is announced, and asks what is shown."""

    def __init__(self, reader: subprocess.Popen[str]) -> None:
        self._reader = reader
        self._answers: Queue[object] = Queue()
        self.said: list[str] = []
        """All that was announced, in order."""
        self.focus: Part = {}
        """What got the focus last."""
        self.ready = False
        self.listening = Thread(target=self._listen, daemon=True)
        """Ends with the reader."""
        self.listening.start()

    def _listen(self) -> None:
        assert self._reader.stdout is not None
        for line in self._reader.stdout:
            heard = json.loads(line)
            self.ready = self.ready or "ready" in heard
            if "said" in heard:
                self.said.append(heard["said"])
            if "focus" in heard:
                self.focus = heard["focus"]
            if "answer" in heard:
                self._answers.put(heard["answer"])

    def ask(self, question: str) -> object:
        assert self._reader.stdin is not None
        self._reader.stdin.write(f"{question}\n")
        self._reader.stdin.flush()
        try:
            return self._answers.get(timeout=_PATIENCE)
        except Empty:
            raise AssertionError(f"no answer to {question!r}") from None

    def parts(self) -> list[Part]:
        """All that is shown."""
        found = self.ask("parts")
        assert isinstance(found, list)
        return found

    def items(self, name: str) -> list[str]:
        """The names of what a list holds; empty while there is no such list."""
        found = self.ask(f"items {name}")
        return [str(item["name"]) for item in found] if isinstance(found, list) else []

    def hears(self, sentence: str) -> None:
        """Wait until that is announced; what came before it is past."""
        self._hears(sentence, lambda said: said == sentence)

    def hears_of(self, beginning: str) -> str:
        """Wait until something is announced that begins like that; returns all of it."""
        return self._hears(beginning, lambda said: said.startswith(beginning))

    def _hears(self, what: str, meant: Callable[[str], bool]) -> str:
        try:
            until(lambda: any(map(meant, self.said)), f"“{what}”")
        except AssertionError as vain:
            raise AssertionError(f"{vain}, heard: {self.said}") from None
        number, found = next(each for each in enumerate(self.said) if meant(each[1]))
        del self.said[: number + 1]
        return found


@contextmanager
def ears(hands: XHands, folder: Path) -> Iterator[Ears]:
    """A message bus with a screen reader on it, for the programs that the hands work."""
    runtime = folder / "runtime"
    runtime.mkdir(mode=0o700)
    hands.environment["XDG_RUNTIME_DIR"] = str(runtime)
    read, write = os.pipe()
    bus = ["dbus-daemon", "--session", "--nofork", f"--print-address={write}"]
    with running(bus, env=hands.environment, pass_fds=(write,)):
        os.close(write)
        with os.fdopen(read) as said:
            hands.environment["DBUS_SESSION_BUS_ADDRESS"] = said.readline().strip()
        pipe = subprocess.PIPE
        with subprocess.Popen(
            [PYTHON, _READER], env=hands.environment, stdin=pipe, stdout=pipe, text=True
        ) as reader:
            heard = Ears(reader)
            try:
                until(lambda: heard.ready, "the screen reader")
                yield heard
            finally:
                reader.terminate()
                heard.listening.join()
