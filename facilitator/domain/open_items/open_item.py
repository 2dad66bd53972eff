"""What is open in a meeting, as values: an item and what it lacks, and how much there is of it."""

from dataclasses import dataclass

from facilitator.domain.chain.chain import Gap
from facilitator.domain.records import (
    Action,
    Answer,
    Deferral,
    Deferred,
    EarlierAction,
    Excuse,
    Lack,
    Parked,
    Strategy,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenItem:
    """An item that lacks the next link of its chain, with the gap that it leads back to.

    What came from an earlier meeting leads back to a gap of that one, of which only the words are
    here; what was parked leads back to none. `labels` are the ids of those of a gap, and of
    the cards of a theme; with one that is not only counted the gap `is_flagged`. `asked` is the
    question that an answer without words answers, such as a check, else its words; `choice` is
    what was chosen of it.
    """

    item: Gap | Excuse | Strategy | Action | EarlierAction | Parked | Answer
    lack: Lack
    gap: Gap | None
    gap_text: str = ""
    labels: tuple[str, ...] = ()
    is_flagged: bool = False
    asked: str = ""
    choice: str = ""

    @property
    def text(self) -> str:
        """The words that it is told in."""
        return self.asked or self.item.text

    @property
    def deferred(self) -> Deferred:
        """What is kept of it when it is left for another day."""
        return Deferred(item=self.item.id, lack=self.lack)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCounts:
    """How much is open, by kind; `flagged` of the gaps that were not discussed are flagged.

    `undecided` are flagged gaps that led to no action, though they were discussed or a label
    demands one; `answers` are those that want an action, such as a check with "no". `hidden` are
    the cards of the column of gaps that were never revealed, `later` what was left for another
    day, `earlier` the actions of earlier meetings that nobody judged, `parked` what was put aside
    and forgotten, `places` the questions of the close that nobody answered.
    """

    earlier: int = 0
    parked: int = 0
    places: int = 0

    not_discussed: int = 0
    flagged: int = 0
    undecided: int = 0
    excuses: int = 0
    strategies: int = 0
    actions: int = 0
    answers: int = 0
    hidden: int = 0
    later: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class NotToday:
    """Open items that were left for another day, and why."""

    deferral: Deferral
    items: tuple[OpenItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StillOpen:
    """All that is open; false when nothing is, but perhaps what was left for another day.

    `named` are the gaps that matter most, in their order, then every excuse, strategy and action;
    `others` the gaps that are only counted.
    """

    named: tuple[OpenItem, ...] = ()
    others: tuple[OpenItem, ...] = ()
    not_today: tuple[NotToday, ...] = ()
    counts: OpenCounts = OpenCounts()

    @property
    def items(self) -> tuple[OpenItem, ...]:
        """All that is open and may be known: what is named, then what is only counted."""
        return (*self.named, *self.others)

    def __bool__(self) -> bool:
        return bool(self.named or self.others or self.counts.hidden)
