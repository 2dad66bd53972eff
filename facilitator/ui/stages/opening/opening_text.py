"""The slide that a meeting opens with, in words."""

from facilitator.domain.room.opening import RoomOpening
from facilitator.ui.base import phrases
from facilitator.ui.base.translate import counted, tr


def rules_heading() -> str:
    """Return what heads the ground rules."""
    return tr("What we agree on")


def people_heading() -> str:
    """Return what heads the people who should be here."""
    return tr("Who is here?")


def reminder(shown: RoomOpening) -> str:
    """Return who is missing, as a question; empty where nobody is."""
    if not shown.missing:
        return ""
    return tr(
        "Only {here} are here. Who can speak for {missing}?",
        here=phrases.listed(shown.here),
        missing=phrases.listed(shown.missing),
    )


def length(shown: RoomOpening) -> str:
    """Return how long the meeting takes."""
    return counted(shown.minutes, tr("We have {n} minute."), tr("We have {n} minutes."))


def spoken(shown: RoomOpening) -> str:
    """Return all of the slide as sentences, for a screen reader."""
    parts = [shown.title, shown.purpose]
    if shown.rules:
        rules = " ".join(map(_sentence, shown.rules))
        parts.append(tr("{heading}: {rules}", heading=rules_heading(), rules=rules))
    if shown.people:
        here = phrases.listed(shown.here) or tr("nobody is ticked yet")
        parts.append(tr("{question} {people}", question=people_heading(), people=here))
    return " ".join(_sentence(part) for part in (*parts, reminder(shown), length(shown)) if part)


def _sentence(text: str) -> str:
    return text if text.rstrip()[-1:] in ".?!…" else f"{text.rstrip()}."
