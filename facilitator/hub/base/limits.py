"""How often the hub does something for whom."""

from facilitator.hub.base.bounds import MOST_PULLS
from facilitator.hub.base.rates import AtOnce, Rate


class Limits:
    """The rates of devices and addresses; an office behind one router is one address."""

    def __init__(self) -> None:
        self.joins = Rate(at_once=60, seconds_each=1.0)
        """By address, whether the code is right or wrong; nobody guesses 128 bits anyway."""
        self.failures = Rate(at_once=60, seconds_each=1.0)
        """Requests of an address with tokens that nobody has."""
        self.requests = Rate(at_once=2_000, seconds_each=0.01)
        """Requests of a device, other than pulls that wait."""
        self.entries = Rate(at_once=50_000, seconds_each=0.002)
        """Entries that a device pushes: years at its first upload, then 500 a second."""
        self.pulls = AtOnce(MOST_PULLS)
        """Pulls of a device, also those that wait, until their answers are read."""
        self.administrators = Rate(at_once=200, seconds_each=0.1)
