"""How the fields of a row share its width: what is typed in one is seen whole."""

from collections.abc import Sequence

LEAST = 0.5
"""How much of its own share a field keeps when others need more."""


def shared_out(
    room: int, shares: Sequence[int], wanted: Sequence[int], least: Sequence[int], first: int
) -> list[int]:
    """Return the width of each field in pixels: its share, or more where its text needs it.

    `least` are the widths that none goes below. What the texts need goes to the `first` field, then
    to the others from the last to the first: in those at the end is what is not guessed from half.
    """
    own = [room * share / sum(shares) for share in shares]
    widths = [max(low, width * LEAST) for low, width in zip(least, own, strict=True)]
    left = room - sum(widths)
    if left < 0:
        return [round(width) for width in own]
    others = [at for at in range(len(shares) - 2, -1, -1) if at != first]
    for at in (first, *others, len(shares) - 1):
        more = min(left, max(0.0, wanted[at] - widths[at]))
        widths[at] += more
        left -= more
    lacks = [max(0.0, width - there) for width, there in zip(own, widths, strict=True)]
    share = left / sum(lacks) if sum(lacks) else 0
    return [round(there + lack * share) for there, lack in zip(widths, lacks, strict=True)]
