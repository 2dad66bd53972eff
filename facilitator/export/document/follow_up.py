"""What was promised before, parked or left to others, as blocks."""

from collections.abc import Iterator, Sequence

from facilitator.domain.records import ActionKind, Outcome, Status
from facilitator.domain.room.beside_last import BesideLast, SaidAgain
from facilitator.domain.text import fold
from facilitator.export import phrases
from facilitator.export.document.blocks import Block, Entry, Heading, Outline, Paragraph
from facilitator.export.follow_up import sentences
from facilitator.export.follow_up.entries import AnswerEntry, ParkedEntry, PromiseEntry, SaidEntry
from facilitator.export.report import Report

Listed = tuple[str, Sequence[str]]
"""A text, and what is told below it."""


def promise_blocks(report: Report) -> Iterator[Block]:
    """Yield what was promised before, and what was said of it.

    An excuse is under its action, without the name of who owns that.
    """
    if report.follow_up.promises:
        yield Heading(text=sentences.PROMISED, level=2)
        yield Outline(
            entries=tuple(
                entry
                for promise in report.follow_up.promises
                for entry in (_promise(promise, report), *_said(promise, report))
            )
        )


def beside_blocks(report: Report) -> Iterator[Block]:
    """Yield what came again since the last meeting, what moved, and what is new."""
    found = report.beside
    if found is None:
        return
    yield Heading(text=sentences.beside(report.day(found.last_on)), level=2)
    parts = beside_parts(report, found)
    for heading, entries in parts:
        yield Heading(text=heading, level=3)
        yield _listed(entries)
    if not parts:
        yield Paragraph(text=sentences.NOTHING_BESIDE)


def beside_parts(report: Report, found: BesideLast) -> list[tuple[str, list[Listed]]]:
    """Return the same in parts, those in which there is anything."""
    words = report.words
    parts: tuple[tuple[str, list[Listed]], ...] = (
        (sentences.SAID_AGAIN, [_again(each, found, report) for each in found.again]),
        (
            sentences.strengths(words),
            [
                (each.text, [phrases.was_gap(report.days([each.day]), words)])
                for each in found.strengths
            ],
        ),
        (
            sentences.NUMBERS,
            [
                (each.text, [sentences.moved(each.before, phrases.amount(each.now, words))])
                for each in found.amounts
            ],
        ),
        (sentences.NEW, [(text, []) for text in found.fresh]),
        (sentences.NOT_AGAIN, [(text, []) for text in found.not_again]),
    )
    return [(heading, entries) for heading, entries in parts if entries]


def ask_for_blocks(report: Report) -> Iterator[Block]:
    """Yield what is not the team's to decide, and whom to ask."""
    entries = asked_for(report)
    if entries:
        yield Heading(text=sentences.ASK_FOR, level=2)
        yield _listed(entries)


def asked_for(report: Report) -> list[Listed]:
    """Return what is not the team's to decide, and whom to ask."""
    entries: list[Listed] = []
    for entry in report.follow_up.ask_for:
        details = [sentences.ask(entry.ask)]
        if entry.because_of:
            details.append(f"{report.words.because_of}: {entry.because_of}")
        entries.append((entry.text, details))
    return entries


def parked_blocks(report: Report) -> Iterator[Block]:
    """Yield what was put aside."""
    entries = parked(report)
    if entries:
        yield Heading(text=sentences.PARKED, level=2)
        yield _listed(entries)


def parked(report: Report) -> list[Listed]:
    """Return what was put aside: what became an action, then what was put off, then the rest."""
    entries: list[Listed] = []
    for entry in sorted(report.follow_up.parked, key=_order_of_parked):
        action = report.words.action.one
        came = [f"{action}: {text}" for text in entry.actions] or [sentences.outcome(entry.outcome)]
        entries.append((entry.text, came))
    return entries


def _listed(entries: Sequence[Listed]) -> Outline:
    return Outline(
        entries=tuple(Entry(text=text, details=tuple(details)) for text, details in entries)
    )


def _order_of_parked(entry: ParkedEntry) -> int:
    return 0 if entry.actions else 1 + (Outcome.NEXT, Outcome.DROPPED, None).index(entry.outcome)


def _again(each: SaidAgain, found: BesideLast, report: Report) -> Listed:
    """Return what was said again, and the details below it."""
    details = [] if each.is_gap else [report.words.excuse.one]
    if each.day != found.last_on:
        details.append(f"on {report.day(each.day)}")
    if each.before and fold(each.before) != fold(each.text):
        details.append(sentences.said_then(each.before))
    if each.place is not None and each.place_before is not None:
        details.append(sentences.placed(each.place_before, each.place))
    if each.amount is not None:
        now = phrases.amount(each.amount, report.words)
        before = each.amount_before
        details.append(sentences.moved(before, now) if before is not None else now)
    return each.text, details


def _promise(promise: PromiseEntry, report: Report) -> Entry:
    """Return the promise with its owner and its day, and in small where it came from."""
    due = report.day(promise.due) if promise.due else ""
    return Entry(
        text=promise.text,
        details=tuple(promise_details(promise, report)),
        aside=tuple(filter(None, (promise_owner(promise), due))),
        is_strong=True,
    )


def promise_details(promise: PromiseEntry, report: Report) -> list[str]:
    """Return where a promise came from, and what there is to know about it."""
    words = report.words
    details = [sentences.promised_on(report.day(promise.promised_on))]
    if promise.kind is not ActionKind.DO:
        details.append(phrases.action_kind(promise.kind, words))
    if promise.because_of:
        details.append(f"{words.because_of}: {promise.because_of}")
    if promise.instead_of:
        details.append(f"{words.instead_of}: {promise.instead_of}")
    past = [(report.day(past.day), past.value) for past in promise.amounts]
    details.append(phrases.amounts(past, promise.amount, words))
    if promise.late:
        details.append(phrases.late(""))
    return [detail for detail in details if detail]


def promise_owner(promise: PromiseEntry) -> str:
    """Return who owns a promise: an excuse is not pinned on anybody in what leaves the room."""
    return "" if _is_excused(promise) else promise.owner


def _is_excused(promise: PromiseEntry) -> bool:
    said = [each.status for each in promise.said]
    before = [each.status for each in promise.history]
    return Status.EXCUSE in (*said, *before)


def _said(promise: PromiseEntry, report: Report) -> Iterator[Entry]:
    """Yield what was said of a promise here, or that nothing was, then what was said before."""
    if not promise.said:
        yield Entry(text=sentences.NO_VERDICT, depth=1)
    for said in promise.said:
        text = verdict_words(said, promise, report)
        yield Entry(
            text=text, depth=1, lead=phrases.capital(sentences.verdict(said.status, report.words))
        )
        for answer in said.answers:
            yield from _answer(answer, report)
    if promise.met:
        yield Entry(text=sentences.met_again(promise.again, promise.met), depth=1)
    for past in promise.history:
        day = report.day(past.day)
        yield Entry(text=sentences.said_before(day, past.status, past.text, report.words), depth=1)


def _answer(answer: AnswerEntry, report: Report) -> Iterator[Entry]:
    words = report.words
    about = phrases.about_excuse(answer.kind, answer.ask, report.days(answer.heard))
    if about:
        yield Entry(text=about, depth=2)
    for origin in answer.origins:
        yield Entry(text=origin, depth=2, lead=phrases.capital(words.origin.one))
    for strategy in answer.strategies:
        yield Entry(text=strategy.text, depth=2, lead=phrases.capital(words.strategy.one))
        for action in strategy.actions:
            yield Entry(text=action, depth=3, lead=phrases.capital(words.action.one))


def verdict_words(said: SaidEntry, promise: PromiseEntry, report: Report) -> str:
    """Return what was said with a verdict, and what it changed."""
    is_reply = said.text and promise.reply and said.status in (Status.DONE, Status.PROGRESS)
    notes = [sentences.replied(promise.reply, said.text) if is_reply else said.text]
    notes += [sentences.now_by(report.day(said.due))] if said.due else []
    notes += [sentences.NOTICED[said.noticed]] if said.noticed else []
    return phrases.SEPARATOR.join(note for note in notes if note)
