"""Everyone takes part: asked in turn, and writing in private what is revealed together."""

from typing import TYPE_CHECKING

from facilitator.domain.facilitation import privacy, rounds
from facilitator.domain.meeting import Meeting
from facilitator.domain.room.room_view import WRITTEN_IN_PRIVATE
from facilitator.ui.base.translate import counted, tr
from facilitator.ui.widgets.hint_bar import Hint

if TYPE_CHECKING:
    from facilitator.ui.stages.layout import StageLayout
    from facilitator.ui.stages.stage import Stage

WRITES_CARDS = WRITTEN_IN_PRIVATE


def writes_in_private(stage: "StageLayout") -> bool:
    """Whether what is typed on a stage is kept from the room."""
    return stage.session.meeting.bookmark.private and stage.script.kind in WRITES_CARDS


def show(stage: "StageLayout") -> None:
    """Whose turn it is and what is private, above the entry line and on it."""
    meeting, private = stage.session.meeting, writes_in_private(stage)
    # With a window of its own the room reads there whose turn it is, and the console in its bar.
    whose = None if stage.apart else rounds.whose_turn(meeting)
    stage.people.show_turn(whose, rounds.following(meeting))
    stage.people.show_note(*_note(stage, private))
    stage.entry.set_veiled(private and not stage.apart)


def hints(stage: "Stage") -> list[Hint]:
    """The keys that matter while somebody is asked or something is hidden."""
    meeting = stage.session.meeting
    shown = []
    if rounds.whose_turn(meeting) is not None:
        shown.append(Hint("F8", tr("next person"), 1))
    if meeting.bookmark.private:
        shown.append(Hint("Ctrl H", tr("end private writing"), 1))
    if privacy.veiled(meeting):
        shown.append(Hint("Ctrl Shift H", tr("reveal"), 1))
    return shown


def _note(stage: "StageLayout", private: bool) -> tuple[str, str]:
    """A chip and a sentence for who sits at the keyboard; both empty when all is seen."""
    if private and stage.apart:
        return tr("Private"), tr("Only you read what you type: the room sees how many cards.")
    if private:
        return tr("Private"), tr("The room sees dots; with a second screen you would read them.")
    if stage.session.meeting.bookmark.private:
        return tr("Seen by all"), tr("Only cards are private: what is written here is not.")
    waiting = hidden_sentence(stage.session.meeting)
    return (tr("Hidden"), waiting) if waiting else ("", "")


def hidden_sentence(meeting: Meeting) -> str:
    """Return how many cards are hidden, and the key that reveals them; empty when none is."""
    count = privacy.veiled(meeting)
    if not count:
        return ""
    return counted(
        count,
        tr("{n} card is hidden: Ctrl+Shift+H reveals it."),
        tr("{n} cards are hidden: Ctrl+Shift+H reveals them."),
    )
