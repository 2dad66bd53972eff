"""What somebody sent and the facilitator looks at first, in words."""

from dataclasses import dataclass, replace

from facilitator.domain.contributions.contribution import (
    AddCard,
    AddLink,
    AddStatement,
    Contribution,
    LinkKind,
    Promise,
    ProposeVerdict,
)
from facilitator.domain.exercise import Exercise
from facilitator.domain.meeting import Meeting
from facilitator.domain.text import shortened
from facilitator.ui.base import dates, phrases
from facilitator.ui.base.translate import tr

LONGEST = 80
"""Characters of what a proposal is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownProposal:
    """A proposal on the sheet: who and what, its own words, and a smaller line.

    `can_be_empty` says that it may have no words. One that is `kept_back` must not be seen by the
    room before the facilitator has approved it.
    """

    id: str
    heading: str
    text: str
    detail: str = ""
    can_be_empty: bool = False
    kept_back: bool = False


def shown_proposal(
    proposal_id: str,
    contribution: Contribution,
    name: str,
    meeting: Meeting,
    exercise: Exercise,
) -> ShownProposal:
    """Return a proposal in words; `name` is empty where nobody may know whose it is."""
    match contribution:
        case Promise():
            return _promise(proposal_id, contribution, name, meeting)
        case ProposeVerdict():
            return _verdict(proposal_id, contribution, name, meeting)
        case AddCard(text=text, side=side):
            what = tr("A card for “{column}”", column=exercise.column(side).title)
        case AddLink(text=text):
            what = _link(contribution, meeting, exercise)
        case AddStatement(text=text):
            what = tr("A sentence for “{stage}”", stage=exercise.stage(contribution.stage).name)
        case _:
            raise TypeError(type(contribution).__name__)
    heading = tr("{name}: {what}", name=name, what=what) if name else what
    return ShownProposal(id=proposal_id, heading=heading, text=text, kept_back=True)


def _promise(proposal_id: str, promise: Promise, name: str, meeting: Meeting) -> ShownProposal:
    due = tr("By {day}.", day=dates.day(promise.due))
    about = _about(meeting, promise.parent)
    return ShownProposal(
        id=proposal_id,
        heading=tr("{name}: “I’ll do that”", name=name),
        text=promise.text,
        detail=" ".join(filter(None, (due, tr("For: {text}", text=about) if about else ""))),
    )


def _verdict(
    proposal_id: str, verdict: ProposeVerdict, name: str, meeting: Meeting
) -> ShownProposal:
    about = _about(meeting, verdict.action)
    said = phrases.verdict(verdict.status)
    due = tr("New day: {day}.", day=dates.day(verdict.due)) if verdict.due else ""
    return ShownProposal(
        id=proposal_id,
        heading=tr("{name} says: {verdict}", name=name, verdict=said),
        text=verdict.text,
        detail=" ".join(filter(None, (tr("About: {text}", text=about) if about else "", due))),
        can_be_empty=True,
    )


def _link(link: AddLink, meeting: Meeting, exercise: Exercise) -> str:
    words = exercise.words
    word = {
        LinkKind.EXCUSE: words.excuse,
        LinkKind.ORIGIN: words.origin,
        LinkKind.STRATEGY: words.strategy,
    }[link.kind]
    return tr("{kind} under “{text}”", kind=word.one, text=_about(meeting, link.parent))


def _about(meeting: Meeting, item_id: str) -> str:
    item = meeting.find(item_id)
    return shortened(item.text, LONGEST) if item is not None else ""


def with_words(contribution: Contribution, text: str) -> Contribution:
    """Return a contribution with the words that the facilitator has put in order."""
    match contribution:
        case Promise() | ProposeVerdict() | AddCard() | AddLink() | AddStatement():
            return replace(contribution, text=text)
        case _:
            return contribution
