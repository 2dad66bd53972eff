"""What a stage shows of rounds and of private writing."""

from facilitator.domain.facilitation import privacy, rounds
from facilitator.domain.meeting import Meeting
from facilitator.domain.room.room_view import is_private
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.translate import counted, tr
from facilitator.ui.stages.context import PrivacyContext
from facilitator.ui.widgets.hint_bar import Hint


def show(stage: PrivacyContext) -> None:
    """Show whose turn it is and what is private, above the entry line and on it."""
    meeting, private = stage.session.meeting, is_private(stage.session.meeting, stage.script)
    whose = rounds.whose_turn(meeting) if stage.shows_turn else None
    stage.people.show_turn(whose, rounds.following(meeting))
    stage.people.show_note(*_note(stage, private))
    stage.entry.set_masked(private and not stage.apart)


def hints(meeting: Meeting) -> list[Hint]:
    """Return the keys that matter during a round or while something is hidden."""
    shown = []
    if rounds.whose_turn(meeting) is not None:
        shown.append(Hint(catalog.NEXT_PERSON, tr("next person"), 1))
    if meeting.bookmark.private:
        shown.append(Hint(catalog.PRIVATE, tr("end private writing")))
    if privacy.count_hidden(meeting):
        shown.append(Hint(catalog.REVEAL, tr("reveal")))
    return shown


def _note(stage: PrivacyContext, private: bool) -> tuple[str, str]:
    """Return a chip and a sentence for the person at the keyboard; both empty when all is seen."""
    if private and stage.apart:
        return tr("Private"), tr(
            "Only you see what you type. The room sees how many cards there are."
        )
    if private:
        return tr("Private"), tr("Hidden while you type. On a second screen you could read along.")
    if stage.session.meeting.bookmark.private:
        return tr("Visible to all"), tr("Only cards are private: the room sees what you type here.")
    waiting = hidden_sentence(stage.session.meeting)
    return (tr("Hidden"), waiting) if waiting else ("", "")


def hidden_sentence(meeting: Meeting) -> str:
    """Return how many cards are hidden, and the key that reveals them; empty when none is."""
    count = privacy.count_hidden(meeting)
    if not count:
        return ""
    return counted(
        count,
        tr("{n} card is hidden: {key} reveals it."),
        tr("{n} cards are hidden: {key} reveals them."),
        key=catalog.REVEAL.key,
    )
