"""Order among siblings as whole numbers with room between them."""

from collections.abc import Sequence

STEP = 1 << 20


def between(before: int | None, after: int | None, count: int = 1) -> list[int] | None:
    """Return `count` rising places strictly between two neighbours; None without room for them."""
    if before is None and after is None:
        return [STEP * (i + 1) for i in range(count)]
    if after is None:
        assert before is not None
        return [before + STEP * (i + 1) for i in range(count)]
    if before is None:
        return [after - STEP * (count - i) for i in range(count)]
    gap = (after - before) // (count + 1)
    if gap < 1:
        return None
    return [before + gap * (i + 1) for i in range(count)]


def spread(count: int) -> Sequence[int]:
    """Return places for a whole row of siblings, with room between them."""
    return range(STEP, STEP * (count + 1), STEP)
