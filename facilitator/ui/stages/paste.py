"""A paste of a great many lines: prepared on a worker thread, with progress and Esc."""

from collections.abc import Iterator

from shiboken6 import isValid

from facilitator.domain.boards import board_for
from facilitator.domain.chain.verbs import check_room
from facilitator.domain.change import Change
from facilitator.domain.limits import MOST_ITEMS
from facilitator.domain.meeting import Meeting
from facilitator.errors import FacilitatorError
from facilitator.progress import Progress, part_of
from facilitator.services.clipboard.rows import text_of
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.clipboard import LargeCopy
from facilitator.ui.base.translate import counted, tr
from facilitator.ui.stages.context import StageContext

_OFTEN = 200
"""Lines from one report of progress to the next."""


def paste(stage: StageContext, copy: LargeCopy) -> None:
    """Add what a long text says to the active column; unfinished text stays as it is."""
    session, step, side, at = stage.session, stage.session.step, stage.side, stage.selection
    alone: list[str] = []

    def make(meeting: Meeting, progress: Progress) -> Change:
        rows, count = copy.rows(MOST_ITEMS, part_of(progress, 0, 40))
        check_room(meeting, count)
        lines = list(map(text_of, rows))
        board = board_for(meeting, session.exercise, step)
        if len(lines) < 2:
            alone.extend(lines)
            return board.nothing()
        return board.add(side, at, _ReportingLines(lines, part_of(progress, 40, 70)))

    def say(sentence: str) -> None:
        # If the meeting was left meanwhile, the lines are on the board all the same.
        if isValid(stage):
            stage.say(sentence)

    def done(change: Change) -> None:
        if alone and isValid(stage):
            stage.entry.edit.insertPlainText(alone[0])
        elif change:
            said = counted(change.count, tr("Added {n} line."), tr("Added {n} lines."))
            say(tr("{added} {key} undoes all of it.", added=said, key=catalog.UNDO.key))

    def failed(error: FacilitatorError) -> None:
        say(str(error))

    def cancelled() -> None:
        say(tr("Stopped; nothing was added."))

    # Where nothing can be added, say so at once.
    if stage.attempt(lambda: stage.board.add(side, at, ["."]), bool) is None:
        return
    task = session.large.prepare(tr("Adding what was pasted…"), make)
    if task is None:
        stage.say(
            tr("Something else is still running, so nothing was added; paste it again in a moment.")
        )
        return
    task.on_success(done).on_error(failed).on_cancelled(cancelled)


class _ReportingLines(list[str]):
    """Lines that report how many of them were read."""

    def __init__(self, lines: list[str], progress: Progress) -> None:
        super().__init__(lines)
        self._progress = progress

    def __iter__(self) -> Iterator[str]:
        for number, line in enumerate(super().__iter__()):
            if number % _OFTEN == 0:
                self._progress(number, len(self))
            yield line
