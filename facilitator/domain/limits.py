"""How large what is kept of a meeting can be, wherever it comes from.

Nothing that is typed or imported reaches these limits; a file that goes beyond them was damaged or
made to do harm. The length of one text is in `text.LONGEST`.
"""

from dataclasses import astuple, is_dataclass

LONGEST_ID = 100
"""Characters of an id."""
LONGEST_DRAFT = 100_000
"""Characters of an unfinished text, which is kept as it was typed until it fits."""
LONGEST_LIST = 1 << 24
"""Characters of a list as one text: participants, labels, votes, drafts."""
FARTHEST = 1 << 60
"""A place or a rank beyond that was never given, and leaves no room for others."""
HIGHEST = 1_000_000
"""Nobody counts more people, dots or minutes."""
MOST_SECONDS = 1_000_000_000
"""Of one stage: some thirty years."""
MOST_RECORDS = 1_500_000
"""Records of one kind in one meeting."""
MOST_MEETINGS = 100_000
"""Meetings in one database."""


def characters(value: object) -> int:
    """Return how many characters a value takes at most in a list that is kept as one text."""
    if isinstance(value, str):
        # A control character is written with six.
        return 6 * len(value) + 4
    if isinstance(value, tuple):
        return sum(map(characters, value)) + 4
    if is_dataclass(value) and not isinstance(value, type):
        return characters(astuple(value))
    return 24
