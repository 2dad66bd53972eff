"""What participants have sent and the facilitator looks at first."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from facilitator.domain.contributions.additions import keeps_names
from facilitator.domain.contributions.contribution import (
    CONFIRMED,
    MODERATED,
    AddCard,
    AddLink,
    AddStatement,
    Contribution,
    Promise,
    ProposeVerdict,
    SetLabels,
    TakeBack,
)
from facilitator.domain.exercise import Exercise
from facilitator.domain.meeting import Meeting
from facilitator.join.desk import Asked
from facilitator.join.join_file import Proposal
from facilitator.join.page_data import WaitingData

_CALLED: Mapping[type[Contribution], str] = {
    AddCard: "card",
    AddLink: "link",
    AddStatement: "statement",
    Promise: "promise",
    ProposeVerdict: "verdict",
}
"""What a page calls that which waits."""


class Proposals:
    """The proposals that wait, in the order in which they came."""

    def __init__(self) -> None:
        self.moderates = False
        """Whether everything that is written is looked at first."""
        self._waiting: dict[str, Proposal] = {}

    def __iter__(self) -> Iterator[Proposal]:
        return iter(tuple(self._waiting.values()))

    def __len__(self) -> int:
        return len(self._waiting)

    def restore(self, proposals: Iterable[Proposal]) -> None:
        """Go on with what waited when the program ended, before what has come since."""
        self._waiting = {each.id: each for each in proposals} | self._waiting

    def find(self, proposal_id: str) -> Proposal | None:
        return self._waiting.get(proposal_id)

    def waits(self, contribution: Contribution) -> bool:
        """Return whether a contribution is looked at first."""
        if isinstance(contribution, CONFIRMED):
            return True
        return self.moderates and isinstance(contribution, MODERATED)

    def add(self, asked: Asked, meeting: Meeting, exercise: Exercise) -> None:
        """Let a contribution wait; what is sent again is there already."""
        contribution = asked.contribution
        if isinstance(contribution, AddCard):
            # Names that are switched on later do not count for what is written now.
            kept = keeps_names(meeting, exercise, contribution.side)
            contribution = replace(contribution, anonymous=contribution.anonymous or not kept)
        proposal = Proposal(
            id=asked.item,
            device=asked.device,
            contribution=contribution,
            name=asked.own.name if is_named(contribution) else "",
        )
        self._waiting.setdefault(asked.item, proposal)

    def alter(self, asked: Asked) -> bool:
        """Take back or label what still waits, if it is that device's; False if it is not here."""
        contribution = asked.contribution
        if not isinstance(contribution, TakeBack | SetLabels):
            return False
        known = self._waiting.get(contribution.item)
        if known is None or known.device != asked.device:
            return False
        if isinstance(contribution, TakeBack):
            del self._waiting[known.id]
        elif isinstance(known.contribution, AddCard):
            card = replace(known.contribution, labels=contribution.labels)
            self._waiting[known.id] = replace(known, contribution=card)
        return True

    def drop(self, proposal_id: str) -> None:
        self._waiting.pop(proposal_id, None)

    def clear(self) -> None:
        """Forget all: joining has ended."""
        self._waiting.clear()
        self.moderates = False

    def drop_all_of(self, device: str) -> None:
        """Drop what a device that was removed still had waiting."""
        self._waiting = {id_: each for id_, each in self._waiting.items() if each.device != device}


def is_named(contribution: Contribution) -> bool:
    """Return whether the meeting will keep the name of who sent it."""
    match contribution:
        case Promise() | ProposeVerdict() | AddCard(anonymous=False):
            return True
        case _:
            return False


def words_of(contribution: Contribution) -> str:
    """Return the words that a contribution has; empty when it has none."""
    match contribution:
        case AddCard() | AddLink() | AddStatement() | Promise() | ProposeVerdict():
            return contribution.text
        case _:
            return ""


def waiting_data(proposal: Proposal) -> WaitingData:
    """Return what the page of its device shows of a proposal."""
    contribution = proposal.contribution
    called = _CALLED.get(type(contribution), "")
    return WaitingData(id=proposal.id, what=called, text=words_of(contribution))
