"""How much is still open, in ever fewer words that are as true as the many."""

from facilitator.domain.open_items.open_item import OpenCounts
from facilitator.exercises.exercise_library import Library
from facilitator.ui.cards.open_text import still_open

WORDS = Library().default.words


def test_fewer_words_count_a_discussed_gap_among_the_gaps() -> None:
    counts = OpenCounts(not_discussed=4, flagged=2, undecided=1, excuses=2)
    assert still_open(counts, WORDS)[1:] == (
        "Still open: 4 gaps not discussed, 2 flagged · 1 without an action · 2 excuses",
        "Still open: 5 gaps, 3 flagged · 2 excuses",
    )
    decided = OpenCounts(undecided=2)
    assert still_open(decided, WORDS)[1:] == (
        "Still open: 2 gaps without an action",
        "Still open: 2 flagged gaps",
    )
