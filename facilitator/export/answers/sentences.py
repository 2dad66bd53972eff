"""The English phrases about answers to the questions of an exercise."""

from collections.abc import Mapping, Sequence

from facilitator.domain.exercise import Words

DECIDED = "What we decided"
EVERY_DAY = "We ask ourselves every day"


def answered(name: str, text: str, choice: str) -> str:
    """Return an answer with the name of its question: "personal apology: not yet"."""
    said = f"“{text}” ({choice})" if text and choice else f"“{text}”" if text else choice
    return ": ".join(filter(None, (name, said)))


def as_said(day: str) -> str:
    """Return when something was first said that is still agreed to."""
    return f"as we said on {day}"


def chosen(counts: Mapping[str, int]) -> str:
    """Return how many answers got each choice: "4 kept, 1 broken"."""
    return ", ".join(f"{count} {choice}" for choice, count in counts.items())


def decided(label: str, count: int) -> str:
    """Return what heads the list of what was decided in one way."""
    return f"{label[:1].upper()}{label[1:]} ({count})"


def not_decided(count: int, words: Words) -> str:
    """Return how many were left without a decision."""
    return f"{count} {words.gap.of(count)} not decided yet"


def no_action(words: Words) -> str:
    """Return that nothing follows yet from what was decided."""
    return f"no {words.action.one} yet"


def labels(last_on: str) -> str:
    """Return what heads the numbers of the labels, beside those of the last time."""
    return f"Labels on cards, beside {last_on}" if last_on else "Labels on cards"


def cards(now: int, before: int | None) -> str:
    """Return how many cards carry a label, and how many did the last time."""
    return f"{now}" if before is None else f"{now} (was {before})"


def here(kinds: Sequence[str]) -> str:
    """Return what kinds of people were here."""
    *first, last = kinds
    return f"{', '.join(first)} and {last} were here" if first else f"{last} were here"


def builds_on(text: str) -> str:
    """Return the strength that an action builds on."""
    return f"builds on “{text}”"


def strengths(words: Words) -> str:
    """Return what heads the strengths from which something follows."""
    return f"{words.strategy.title} that build on what works"
