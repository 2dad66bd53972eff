"""A projector beside a laptop: halves of one X screen, of which one comes and goes."""

import subprocess

from tests.support.xhands import XHands

MIDDLE = 960
"""Where the projector's part of the screen begins, in pixels."""
FULL, SMALLER = (960, 1080), (800, 600)
"""Widths and heights of the projector, in pixels."""


class Projector:
    """The right half of the X screen as a monitor of its own, which comes and goes."""

    def __init__(self, hands: XHands) -> None:
        self._hands = hands
        self.plugged = False
        self._xrandr("--setmonitor", "laptop", "960/250x1080/290+0+0", "screen")

    def _xrandr(self, *arguments: str) -> None:
        subprocess.run(
            ["xrandr", *arguments], env=self._hands.environment, check=True, capture_output=True
        )

    def plug(self, size: tuple[int, int] = FULL) -> None:
        width, height = size
        area = f"{width}/250x{height}/290+{MIDDLE}+0"
        self._xrandr("--setmonitor", "projector", area, "none")
        self.plugged = True

    def pull(self) -> None:
        self._xrandr("--delmonitor", "projector")
        self.plugged = False

    def flips(self) -> None:
        """It comes when it is away, and goes when it is there."""
        if self.plugged:
            self.pull()
        else:
            self.plug()
