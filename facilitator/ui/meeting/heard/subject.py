"""The excuse, gap or strength of a stage that is spoken of now."""

from facilitator.domain.boards.review import ReviewBoard
from facilitator.domain.chain.chain import excuse_above
from facilitator.domain.exercise import Kind, Tone
from facilitator.domain.follow_up.recurrence import recurrences_of
from facilitator.domain.records import Card, Excuse, Theme
from facilitator.domain.vote import tally
from facilitator.ui.stages.stage import Stage

Subject = Excuse | Card | Theme
"""What a team may have heard before; of a strength it is the gap that it was."""

ENTERED = (Kind.REVIEW, Kind.BOARD, Kind.RANK, Kind.DISCUSS)
"""The kinds of stages on which excuses and gaps are entered."""


def subject_of(stage: Stage) -> Subject | None:
    """Return the excuse or card that is selected, or the excuse that what is selected has."""
    meeting = stage.session.meeting
    item = stage.selected_item()
    if isinstance(item, Card | Theme):
        return item
    if isinstance(item, Excuse):
        return item
    if isinstance(stage.board, ReviewBoard):
        return stage.board.excuse(stage.selection)
    return excuse_above(meeting, item) or excuse_above(meeting, meeting.find(stage.selection.left))


def suggested_for(stage: Stage) -> Subject | None:
    """Return what may be suggested as heard before: nothing while something is written in private.

    Where a gap is discussed that is the gap itself, until there is an excuse.
    """
    meeting = stage.session.meeting
    if stage.script.kind not in ENTERED or tally.current(meeting) is not None:
        return None
    subject = subject_of(stage)
    if subject is None and stage.script.kind is Kind.DISCUSS:
        item = meeting.find(stage.board.gap_id)
        subject = item if isinstance(item, Card | Theme) else None
    is_card = isinstance(subject, Card | Theme)
    if is_card and meeting.bookmark.private:
        # Whoever writes in private is not to wonder whether it was their card that was compared.
        return None
    return subject


def is_strength(stage: Stage, item: Subject | None) -> bool:
    """Return whether an item is among the strengths: what it was before is a gap."""
    column = stage.session.exercise.column_of(Tone.STRENGTH).id
    return isinstance(item, Card | Theme) and item.column == column


def has_life(stage: Stage, item: Subject | None) -> bool:
    """Return whether there is anything to tell of an item: of a strength, if it was a gap."""
    if item is None:
        return False
    return not is_strength(stage, item) or bool(recurrences_of(stage.session.meeting, item.id))
