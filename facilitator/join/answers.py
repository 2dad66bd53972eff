"""Why a device is told that its contribution can't be taken, in a word of the page's own."""

from facilitator.domain.refusals import Reason, RefusedError
from facilitator.errors import InputRefusedError

_WORDS = {
    Reason.NO_BALLOT: "vote-over",
    Reason.TOO_MANY_FOR_ONE: "too-many-dots",
    Reason.NO_DOTS_LEFT: "no-dots-left",
    Reason.NO_SLIPS_LEFT: "vote-full",
    Reason.NO_GAP: "gone",
    Reason.NOT_THERE: "gone",
    Reason.NOT_OWN: "not-yours",
    Reason.IN_USE: "in-use",
    Reason.NO_NAME: "no-name",
    Reason.EMPTY: "empty",
    Reason.TOO_LONG: "too-long",
    Reason.PAST_DAY: "past-day",
}
NOT_NOW = "not-now"
"""What can't be done, for a reason that no page brings about."""
FULL = "full"
"""A meeting holds no more of it."""
WHYS = frozenset({*_WORDS.values(), NOT_NOW, FULL})
"""All words that a page has a sentence for."""


def why(refused: RefusedError | InputRefusedError) -> str:
    """Return the word for why a contribution was refused."""
    if isinstance(refused, InputRefusedError):
        return FULL
    return _WORDS.get(refused.reason, NOT_NOW)
