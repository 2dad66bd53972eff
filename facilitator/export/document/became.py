"""What became of it, and what the meeting was held by, as blocks."""

from collections.abc import Iterator

from facilitator.export import phrases
from facilitator.export.document.blocks import Block, Entry, Heading, Outline
from facilitator.export.document.details import action_entries
from facilitator.export.follow_up import sentences
from facilitator.export.follow_up.became import JudgedEntry, VerdictEntry
from facilitator.export.report import Report


def flag_blocks(report: Report) -> Iterator[Block]:
    """Yield the gaps with a red flag, each with what became of it."""
    if not report.flags:
        return
    yield Heading(text=sentences.FLAGS, level=2)
    entries: list[Entry] = []
    for flag in report.flags:
        notes = (*flag.labels, phrases.became(flag, report.words))
        entries.append(Entry(text=flag.text, details=tuple(filter(None, notes))))
        entries += action_entries(report, flag.actions, 1)
    yield Outline(entries=tuple(entries))


def judged_blocks(report: Report) -> Iterator[Block]:
    """Yield what was said of the actions of this meeting so far."""
    if not report.judged:
        return
    yield Heading(text=sentences.SO_FAR, level=2)
    entries: list[Entry] = []
    for judged in report.judged:
        entries.append(_judged(judged))
        entries += [_said(each, report) for each in judged.said]
    yield Outline(entries=tuple(entries))


def about_blocks(report: Report) -> Iterator[Block]:
    """Yield who was there, why they met, and where the questions come from."""
    if not report.has_record:
        return
    yield Heading(text=phrases.ABOUT, level=2)
    entries = [Entry(text=text, lead=name) for name, text in report.about]
    yield Outline(entries=tuple(entries))


def _judged(judged: JudgedEntry) -> Entry:
    """Return an action; where an excuse was heard its owner is not named beside it."""
    owner = "" if judged.is_excused else judged.owner
    return Entry(text=judged.text, aside=(owner,) if owner else (), is_strong=True)


def _said(said: VerdictEntry, report: Report) -> Entry:
    name = phrases.capital(sentences.verdict(said.status, report.words))
    noticed = sentences.NOTICED[said.noticed] if said.noticed else ""
    due = sentences.now_by(report.day(said.due)) if said.due else ""
    notes = (report.day(said.day), said.text, due, noticed)
    return Entry(text=phrases.SEPARATOR.join(filter(None, notes)), depth=1, lead=name)
