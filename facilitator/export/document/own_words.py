"""What was answered, defined and decided, as blocks."""

from collections import Counter
from collections.abc import Iterator

from facilitator.domain.records import Check
from facilitator.export import phrases
from facilitator.export.answers import sentences
from facilitator.export.answers.entries import AboutGap, FieldEntry, GivenAnswer
from facilitator.export.document.blocks import (
    Block,
    Box,
    Entry,
    Heading,
    Outline,
    Paragraph,
    Role,
)
from facilitator.export.document.details import action_entries
from facilitator.export.report import Report, StatementEntry


def own_words_blocks(report: Report) -> Iterator[Block]:
    """Yield what was answered and defined, in the order of the stages."""
    entries: list[FieldEntry | StatementEntry] = [*report.fields, *report.statements]
    if entries:
        yield Heading(text=phrases.STATEMENTS, level=2)
    for entry in sorted(entries, key=lambda entry: entry.stage):
        if isinstance(entry, StatementEntry):
            yield from _statement(entry, report)
        else:
            yield from _field(entry, report)


def decision_blocks(report: Report) -> Iterator[Block]:
    """Yield what was decided, each with the actions that follow or that there is none yet."""
    if report.decisions:
        yield Heading(text=sentences.DECIDED, level=2)
    for decision in report.decisions:
        yield Heading(text=sentences.decided(decision.name, len(decision.decided)), level=3)
        entries: list[Entry] = []
        for each in decision.decided:
            lacks = (sentences.no_action(report.words),) if each.lacks_action else ()
            entries.append(Entry(text=each.text, details=lacks))
            entries += action_entries(report, each.actions, 1)
        yield Outline(entries=tuple(entries))
    if report.decisions and report.undecided:
        yield Paragraph(text=sentences.not_decided(report.undecided, report.words))


def about_entries(about: AboutGap, report: Report) -> Iterator[Entry]:
    """Yield what was answered about a gap."""
    for entry in about.fields:
        for number, given in enumerate(entry.answers, start=1):
            words = phrases.SEPARATOR.join(filter(None, (given.text, given.choice)))
            text = f"{number}. {words}" if len(entry.answers) > 1 else words
            yield Entry(text=text, lead=entry.name if number == 1 else "")
            yield from action_entries(report, given.actions, 1)
    for check in about.checks:
        is_met = check.said is Check.YES
        yield Entry(
            text=f"{check.name}: {check.said}",
            box=Box.TICKED if is_met else Box.EMPTY,
            is_strong=not is_met,
        )
        yield from action_entries(report, check.actions, 1)


def about_notes(about: AboutGap) -> list[str]:
    """Return the same in a few words, for a card that has no place of its own."""
    notes = [
        sentences.answered(entry.name, "; ".join(_words(each) for each in entry.answers), "")
        for entry in about.fields
    ]
    return [*notes, *(sentences.answered(each.name, "", each.said) for each in about.checks)]


def _words(given: GivenAnswer) -> str:
    return f"{given.text} ({given.choice})" if given.text and given.choice else given.text


def _statement(entry: StatementEntry, report: Report) -> Iterator[Block]:
    yield Paragraph(
        text=entry.text,
        lead=entry.question,
        role=Role.STATEMENT,
        details=(sentences.as_said(report.day(entry.said_on)),) if entry.said_on else (),
    )
    if entry.criteria:
        yield Outline(
            entries=tuple(
                Entry(text=each.text, box=Box.TICKED if each.met else Box.EMPTY)
                for each in entry.criteria
            )
        )


def _field(entry: FieldEntry, report: Report) -> Iterator[Block]:
    """Yield the name of a field with its question, then each answer with its choice."""
    is_alone = len(entry.answers) == 1
    chosen = "" if is_alone else sentences.chosen(_counts(entry))
    details = tuple(filter(None, (entry.question, chosen)))
    yield Heading(text=entry.name, level=3, details=details)
    if is_alone:
        given = entry.answers[0]
        yield Paragraph(
            text=given.text,
            role=Role.STATEMENT,
            details=_said_on(given, report),
            aside=given.choice,
        )
        if given.actions:
            yield Outline(entries=tuple(action_entries(report, given.actions, 0)))
        return
    entries: list[Entry] = []
    for given in entry.answers:
        aside = tuple(filter(None, (given.choice,)))
        entries.append(
            Entry(
                text=given.text,
                details=_said_on(given, report),
                aside=aside,
                is_strong=given.is_open,
            )
        )
        entries += action_entries(report, given.actions, 1)
    yield Outline(entries=tuple(entries))


def _said_on(given: GivenAnswer, report: Report) -> tuple[str, ...]:
    return (sentences.as_said(report.day(given.said_on)),) if given.said_on else ()


def _counts(entry: FieldEntry) -> Counter[str]:
    """Return how many answers got each choice, in the order in which they came up."""
    return Counter(each.choice for each in entry.answers if each.choice)
