"""The quiet lines below the columns in words."""

from collections.abc import Sequence

from facilitator.domain.answers.label_counts import CardsWithLabel, LabelCount, LabelCounts
from facilitator.domain.exercise import Exercise, Tone
from facilitator.domain.room.room_close import RoomClose, RoomPlace
from facilitator.ui.base import dates
from facilitator.ui.base.bidi import bidi_isolate
from facilitator.ui.base.translate import counted, number, tr

STRENGTH, GAP = "●", "○"
"""The signs of strengths and gaps, as on the badges of their columns."""
NO_BREAK = "\u00a0"
"""A space at which no line is broken."""


def label_line(found: LabelCounts) -> str:
    """Return how many cards carry each label, beside the last time; first what a sign means."""
    is_mixed = any(row.counts_strengths and row.counts_gaps for row in found.rows)
    parts = []
    if is_mixed:
        parts += [f"{STRENGTH}{NO_BREAK}{found.strengths} {GAP}{NO_BREAK}{found.gaps}"]
    for row in found.rows:
        said = f"{bidi_isolate(row.text)} {_amount(row, row.now, is_mixed=is_mixed)}"
        if row.before is not None:
            before = _amount(row, row.before, is_mixed=is_mixed)
            said = tr("{label_and_number} (was {before})", label_and_number=said, before=before)
        # What belongs together is not broken over two lines.
        parts.append(said.replace(" ", NO_BREAK))
    if found.last_on is not None:
        day = dates.day(found.last_on, with_weekday=False)
        at = int(is_mixed)
        parts[at] = tr("Beside {day}: {labels}", day=day, labels=parts[at])
    return " · ".join(parts)


def _amount(row: LabelCount, cards: CardsWithLabel, *, is_mixed: bool) -> str:
    strengths = f"{STRENGTH} {number(cards.strengths)}" if is_mixed else number(cards.strengths)
    gaps = f"{GAP} {number(cards.gaps)}" if is_mixed else number(cards.gaps)
    return " ".join([strengths] * row.counts_strengths + [gaps] * row.counts_gaps)


def spoken_lines(
    close: RoomClose | None, labels: LabelCounts | None, exercise: Exercise
) -> Sequence[str]:
    """Return the lines below the columns for a screen reader: what a sign means, in words."""
    headings = [exercise.column_of(tone).title for tone in (Tone.STRENGTH, Tone.GAP)]
    counts = _spoken_labels(labels, *headings) if labels is not None else ""
    return [line for line in (counts, daily_line(close)) if line]


def _spoken_labels(found: LabelCounts, strengths: str, gaps: str) -> str:
    said = []
    for row in found.rows:
        said.append(f"{row.text}: {_spoken(row, row.now, strengths, gaps)}")
        if row.before is not None:
            said.append(tr("last time {n}", n=_spoken(row, row.before, strengths, gaps)))
    return ", ".join(said)


def _spoken(row: LabelCount, cards: CardsWithLabel, strengths: str, gaps: str) -> str:
    parts = (
        (row.counts_strengths, cards.strengths, strengths),
        (row.counts_gaps, cards.gaps, gaps),
    )
    return ", ".join(f"{number(count)} {heading}" for counts, count, heading in parts if counts)


def daily_line(close: RoomClose | None) -> str:
    """Return the daily question; empty where there is none."""
    if close is None or not close.daily_question:
        return ""
    return tr("Every day: {question}", question=close.daily_question)


def place_line(close: RoomClose | None) -> str:
    """Return how many answer each question of the close, for who can’t press anything."""
    return " · ".join(map(place, close.places)) if close is not None else ""


def place(each: RoomPlace) -> str:
    """Return the name of a place with how many answer it."""
    if each.count:
        return tr("{place}: {n}", place=each.name, n=number(each.count))
    return tr("{place}: nobody yet", place=each.name) if each.is_open else each.name


def said_of_place(each: RoomPlace) -> str:
    """Return a place for a screen reader."""
    answers = counted(each.count, tr("{n} answer"), tr("{n} answers")) if each.count else ""
    missing = tr("not answered yet") if each.is_open else ""
    return ". ".join(filter(None, (each.name, each.question, answers or missing)))


def room_lines(close: RoomClose | None, labels: LabelCounts | None) -> Sequence[str]:
    """Return all lines that have something to say."""
    counts = label_line(labels) if labels is not None else ""
    return [line for line in (counts, daily_line(close)) if line]
