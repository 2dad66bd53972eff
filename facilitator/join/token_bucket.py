"""How often a device may send something: a few at once, then one every so many seconds."""

AT_ONCE = 5
SECONDS_EACH = 2.0


class TokenBucket:
    """The tokens of one device: each contribution takes one, and time brings them back.

    The seconds that are passed in are those of a clock that never goes back.
    """

    __slots__ = ("_at", "_tokens")

    def __init__(self, seconds: float) -> None:
        self._tokens = float(AT_ONCE)
        self._at = seconds

    def take(self, seconds: float) -> float:
        """Take a token. Return 0, or in how many seconds there will be one."""
        self._tokens = min(AT_ONCE, self._tokens + max(0, seconds - self._at) / SECONDS_EACH)
        self._at = seconds
        # What sums of floats lack of a whole token must not cost another round trip.
        if self._tokens < 1 - 1e-9:
            return (1 - self._tokens) * SECONDS_EACH
        self._tokens = max(0.0, self._tokens - 1)
        return 0.0
