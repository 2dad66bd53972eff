"""What is still open, in words: how much of it, and what each item lacks."""

from collections.abc import Sequence
from datetime import date

from facilitator.domain.exercise import Words
from facilitator.domain.open_items.open_item import OpenCounts
from facilitator.domain.records import Lack
from facilitator.ui.base.translate import counted, tr

Told = Sequence[tuple[int, str]]
"""For each kind of open item how many there are, and the phrase that says so."""


def still_open(counts: OpenCounts, words: Words) -> Sequence[str]:
    """Return how much is open, in ever fewer words; empty texts when nothing is."""
    return (
        _sentence(_open_counts(counts, words)),
        _sentence((*_gaps_in_short(counts, words), *_rest_in_short(counts, words))),
        _sentence((_all_gaps(counts, words), *_rest_in_short(counts, words))),
    )


def _sentence(found: Told) -> str:
    said = " · ".join(phrase for count, phrase in found if count)
    return tr("Still open: {counts}", counts=said) if said else ""


def _open_counts(counts: OpenCounts, words: Words) -> Told:
    bare = tr("{n} {gaps} not discussed", n=counts.not_discussed, gaps=_gaps(counts, words))
    an_action, a_strategy = words.action.with_article, words.strategy.with_article
    return (
        (counts.not_discussed, _flagged(bare, counts)),
        (
            counts.undecided,
            tr(
                "{n} flagged {gaps} without {an_action}",
                n=counts.undecided,
                gaps=words.gap.of(counts.undecided),
                an_action=an_action,
            ),
        ),
        (
            counts.excuses,
            tr(
                "{n} {excuses} without {a_strategy}",
                n=counts.excuses,
                excuses=words.excuse.of(counts.excuses),
                a_strategy=a_strategy,
            ),
        ),
        (
            counts.strategies,
            tr(
                "{n} {strategies} without an owner",
                n=counts.strategies,
                strategies=words.strategy.of(counts.strategies),
            ),
        ),
        (
            counts.actions,
            tr(
                "{n} {actions} without an owner or a date",
                n=counts.actions,
                actions=words.action.of(counts.actions),
            ),
        ),
        _answers(counts, words),
        *_beside(counts),
        *_unseen(counts),
    )


def _gaps_in_short(counts: OpenCounts, words: Words) -> Told:
    bare = tr("{n} {gaps} not discussed", n=counts.not_discussed, gaps=_gaps(counts, words))
    without = tr("{n} without {an_action}", n=counts.undecided, an_action=words.action.with_article)
    if not counts.not_discussed:
        gap = words.gap.of(counts.undecided)
        an_action = words.action.with_article
        without = tr(
            "{n} {gaps} without {an_action}", n=counts.undecided, gaps=gap, an_action=an_action
        )
    return (counts.not_discussed, _flagged_in_short(bare, counts.flagged)), (
        counts.undecided,
        without,
    )


def _all_gaps(counts: OpenCounts, words: Words) -> tuple[int, str]:
    """Return the gaps that are open, discussed or not, as one number."""
    n = counts.not_discussed + counts.undecided
    # What was discussed and is open nevertheless has a label.
    flagged = counts.flagged + counts.undecided
    if n and flagged == n:
        return n, tr("{n} flagged {gaps}", n=n, gaps=words.gap.of(n))
    return n, _flagged_in_short(tr("{n} {gaps}", n=n, gaps=words.gap.of(n)), flagged)


def _flagged_in_short(gaps: str, flagged: int) -> str:
    return tr("{gaps}, {n} flagged", gaps=gaps, n=flagged) if flagged else gaps


def _rest_in_short(counts: OpenCounts, words: Words) -> Told:
    some = (
        (words.excuse, counts.excuses),
        (words.strategy, counts.strategies),
        (words.action, counts.actions),
    )
    return (
        *((n, tr("{n} {items}", n=n, items=word.of(n))) for word, n in some),
        _answers(counts, words),
        *_beside(counts),
        (counts.hidden, tr("{n} hidden", n=counts.hidden)),
        (counts.later, tr("{n} not today", n=counts.later)),
    )


def _answers(counts: OpenCounts, words: Words) -> tuple[int, str]:
    """Return how many answers want an action and have none."""
    said = counted(
        counts.answers,
        tr("{n} answer without {an_action}"),
        tr("{n} answers without {an_action}"),
        an_action=words.action.with_article,
    )
    return counts.answers, said


def _beside(counts: OpenCounts) -> Told:
    """Return how much is open beside the chain of this meeting's own gaps."""
    unsaid = counted(
        counts.earlier, tr("{n} promise without a verdict"), tr("{n} promises without a verdict")
    )
    parked = tr("{n} still parked", n=counts.parked)
    asked = counted(counts.places, tr("{n} closing question"), tr("{n} closing questions"))
    return (counts.earlier, unsaid), (counts.parked, parked), (counts.places, asked)


def _unseen(counts: OpenCounts) -> Told:
    hidden = counted(counts.hidden, tr("{n} card still hidden"), tr("{n} cards still hidden"))
    later = tr("{n} left for another day", n=counts.later)
    return (counts.hidden, hidden), (counts.later, later)


def _gaps(counts: OpenCounts, words: Words) -> str:
    return words.gap.of(counts.not_discussed)


def _flagged(gaps: str, counts: OpenCounts) -> str:
    """Return how many gaps were not discussed, with how many of them have a label."""
    if not counts.flagged:
        return gaps
    if counts.flagged < counts.not_discussed:
        return tr("{gaps}, {n} of them flagged", gaps=gaps, n=counts.flagged)
    if counts.flagged == 1:
        return tr("{gaps}, and it is flagged", gaps=gaps)
    return tr("{gaps}, all of them flagged", gaps=gaps)


def lack(missing: Lack, words: Words, owner: str = "", due: date | None = None) -> str:
    """Return what something lacks that is open; of an action also which of the two."""
    if missing is Lack.EXCUSE:
        return tr("not discussed")
    if missing is Lack.STRATEGY:
        return tr("no {strategy}", strategy=words.strategy.one)
    if missing is Lack.ACTION:
        return tr("no {action}", action=words.action.one)
    if missing is Lack.VERDICT:
        return tr("no verdict")
    if missing is Lack.OUTCOME:
        return tr("parked")
    if owner:
        return tr("no date")
    return tr("no owner or date") if due is None else tr("no owner")
