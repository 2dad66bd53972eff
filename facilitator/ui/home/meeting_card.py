"""The content of a card that shows a meeting in a list."""

from facilitator.domain.text import shortened
from facilitator.storage.summary import MeetingSummary
from facilitator.ui.base import dates
from facilitator.ui.base.translate import counted, tr
from facilitator.ui.cards.card_content import CardContent, Stripe

LONGEST_TITLE = 120
"""Characters of a title in a list: a longer one would leave no room for other meetings."""


def meeting_content(meeting: MeetingSummary, stage: str) -> CardContent:
    """Return a row of the list; `stage` is the name of the current stage, empty if unknown."""
    parts = [shortened(meeting.team, LONGEST_TITLE), dates.day(meeting.held_on)]
    if stage:
        parts.append(tr("at {stage}", stage=stage))
    state = actions_state(
        meeting.actions, meeting.actions_open, meeting.actions_done, meeting.actions_late
    )
    return CardContent(
        text=shortened(meeting.title, LONGEST_TITLE),
        detail=" · ".join(part for part in parts if part),
        aside=state,
        stripe=Stripe.NONE,
        bold=True,
        alert=meeting.actions_late > 0,
    )


def actions_state(total: int, opened: int, done: int, late: int) -> str:
    """Return how many of a meeting's actions are open, late or done, for the list."""
    if not total:
        return ""
    if late:
        return counted(
            opened,
            tr("{n} action open, ‼ {late} late"),
            tr("{n} actions open, ‼ {late} late"),
            late=late,
        )
    if opened and done:
        return tr("{done} of {total} done", done=done, total=total)
    if opened:
        return counted(opened, tr("{n} action open"), tr("{n} actions open"))
    return counted(done, tr("{n} action done"), tr("{n} actions done"))
