"""How the team got to its plan, as blocks: the chain of every gap, and what is still open."""

from collections.abc import Iterator, Sequence

from facilitator.domain.exercise import Tone
from facilitator.domain.text import fold
from facilitator.export import phrases
from facilitator.export.answers import sentences
from facilitator.export.chain_entries import ExcuseEntry, GapEntry, StrategyEntry
from facilitator.export.document.blocks import Block, Entry, Heading, Outline, Paragraph, Role
from facilitator.export.document.details import action_entry
from facilitator.export.document.own_words import about_entries, about_notes
from facilitator.export.document.places import STILL_OPEN, Places, gap_id
from facilitator.export.report import OpenEntry, Report

Listed = tuple[str, tuple[str, ...]]
"""A text, and what is told below it."""


def chain_blocks(report: Report, places: Places) -> Iterator[Block]:
    """Yield the gaps in their order; those that were not discussed are listed."""
    if report.chain:
        yield Heading(text=phrases.CHAIN, level=2)
    bare: list[Entry] = []
    for number, gap in enumerate(report.chain):
        if not (gap.excuses or gap.cards or gap.about or gap.strategies):
            bare.append(_bare_gap(gap, report, number))
            continue
        if bare:
            yield Outline(entries=tuple(bare))
            bare = []
        yield _gap_heading(gap, report, number)
        yield Outline(entries=tuple(_gap(gap, report, places)))
    if bare:
        yield Outline(entries=tuple(bare))


def strength_blocks(report: Report, places: Places) -> Iterator[Block]:
    """Yield the strengths from which strategies follow."""
    if report.strengths:
        yield Heading(text=sentences.strengths(report.words), level=2)
    for strength in report.strengths:
        yield Heading(text=strength.text, level=3, details=strength.labels, tone=Tone.STRENGTH)
        yield Outline(
            entries=tuple(
                entry
                for strategy in strength.strategies
                for entry in _strategy(strategy, report, places)
            )
        )


def open_blocks(report: Report) -> Iterator[Block]:
    """Yield all that is open, then what was left for another day and why."""
    if not report.still_open:
        return
    yield Heading(text=phrases.STILL_OPEN, level=2, id=STILL_OPEN)
    for title, entries in open_parts(report):
        yield Heading(text=title, level=3)
        yield Outline(entries=tuple(Entry(text=text, details=details) for text, details in entries))
    if report.still_open.counts.hidden:
        yield Paragraph(text=phrases.hidden(report.still_open.counts.hidden), role=Role.STRONG)


def open_parts(report: Report) -> Iterator[tuple[str, list[Listed]]]:
    """Yield the kinds of what is open, with each text and what is told below it."""
    found, words = report.still_open, report.words
    counts = found.counts
    parts: tuple[tuple[str, Sequence[OpenEntry]], ...] = (
        (phrases.not_discussed(counts, words), found.gaps),
        (phrases.undecided(counts.undecided, words), found.undecided),
        (phrases.without_strategy(counts.excuses, words), found.excuses),
        (phrases.without_owner(counts.strategies, words), found.strategies),
        (phrases.incomplete(counts.actions, words), found.actions),
        (phrases.without_action(counts.answers, words), found.answers),
        (phrases.unjudged(counts.earlier), found.earlier),
        (phrases.still_parked(counts.parked), found.parked),
        (phrases.closing_questions(counts.places), found.places),
    )
    for title, entries in parts:
        if entries:
            yield title, [_open_entry(each, report, says_lack=False) for each in entries]
    for later in found.not_today:
        # Here the heading does not say what each lacks.
        listed = [_open_entry(each, report, says_lack=True) for each in later.entries]
        if listed:
            yield phrases.not_today(later.reason), listed


def _open_entry(entry: OpenEntry, report: Report, *, says_lack: bool) -> Listed:
    details = [*entry.labels, *([entry.lack] if says_lack else [])]
    if entry.because_of:
        details.append(f"{report.words.because_of}: {entry.because_of}")
    if entry.builds_on:
        details.append(sentences.builds_on(entry.builds_on))
    return entry.text, tuple(details)


def gap_notes(gap: GapEntry, report: Report) -> tuple[str, ...]:
    """Return what is told below a gap: how much of it there is, its labels, when it was heard."""
    amount = phrases.amount(gap.amount, report.words) if gap.amount is not None else ""
    notes = (amount, *gap.labels, phrases.heard_before(report.days(gap.heard)))
    return tuple(filter(None, notes))


def _bare_gap(gap: GapEntry, report: Report, number: int) -> Entry:
    """Return a gap that was not discussed: its number and text alone."""
    return Entry(
        text=gap.text,
        lead=str(gap.place),
        details=gap_notes(gap, report),
        aside=(phrases.dots(gap.dots),) if gap.dots else (),
        id=gap_id(number),
    )


def _gap_heading(gap: GapEntry, report: Report, number: int) -> Heading:
    return Heading(
        text=gap.text,
        level=3,
        id=gap_id(number),
        lead=str(gap.place),
        details=gap_notes(gap, report),
        aside=phrases.dots(gap.dots) if gap.dots else "",
        tone=Tone.GAP,
    )


def _gap(gap: GapEntry, report: Report, places: Places) -> Iterator[Entry]:
    """Yield the cards of a gap, what was answered about it, and its chain."""
    for card in gap.cards:
        details = (*card.labels, *about_notes(card.about))
        yield Entry(text=card.text, details=details, is_small=True)
    yield from about_entries(gap.about, report)
    for excuse in gap.excuses:
        yield from _excuse(excuse, report, places)
    for strategy in gap.strategies:
        yield from _strategy(strategy, report, places)


def _excuse(excuse: ExcuseEntry, report: Report, places: Places) -> Iterator[Entry]:
    words = report.words
    yield Entry(
        text=excuse.text,
        lead=phrases.capital(words.excuse.one),
        details=excuse_notes(excuse, report),
        is_strong=True,
    )
    for origin in excuse.origins:
        lead = phrases.capital(words.origin.one)
        yield Entry(text=origin.text, depth=1 + origin.depth, lead=lead)
    for strategy in excuse.strategies:
        yield from _strategy(strategy, report, places, depth=1)
    for origin in excuse.origins:
        for strategy in origin.strategies:
            yield from _strategy(strategy, report, places, depth=1, origin=origin.text)


def excuse_notes(excuse: ExcuseEntry, report: Report) -> tuple[str, ...]:
    """Return what is told below an excuse: its card, what is behind it, when it was heard."""
    notes = (
        f"{report.words.because_of}: {excuse.card}" if excuse.card else "",
        phrases.about_excuse(excuse.kind, excuse.ask, report.days(excuse.heard)),
    )
    return tuple(filter(None, notes))


def _strategy(
    strategy: StrategyEntry, report: Report, places: Places, depth: int = 0, origin: str = ""
) -> Iterator[Entry]:
    """Yield a strategy with its actions; an action in the very same words stands for both.

    Of one that answers an origin it says which.
    """
    lead = phrases.capital(report.words.strategy.one)
    notes = [phrases.instead_of(origin, report.words)] if origin else []
    same = next((a for a in strategy.actions if fold(a.text) == fold(strategy.text)), None)
    if same is None:
        yield Entry(text=strategy.text, depth=depth, lead=lead, details=tuple(notes))
    else:
        link = places.action(same)
        yield action_entry(report, same, depth, lead=lead, notes=notes, link=link)
    for action in strategy.actions:
        if action is not same:
            yield action_entry(report, action, depth + 1, link=places.action(action))
