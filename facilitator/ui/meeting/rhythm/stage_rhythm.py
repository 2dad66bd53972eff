"""Lead through the parts of a stage: one key goes on, and each part does what it is for."""

from random import SystemRandom
from typing import Protocol

from facilitator.domain.exercise import Kind, Part
from facilitator.domain.exercise import Stage as Script
from facilitator.domain.facilitation import privacy, rhythm
from facilitator.domain.room.room_rhythm import room_rhythm
from facilitator.domain.vote import tally
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.translate import counted, tr
from facilitator.ui.stages.rhythm.part_text import part_with_time
from facilitator.ui.stages.rhythm.parts_row import PartsRow
from facilitator.ui.stages.stage import Stage
from facilitator.ui.timer.clock_text import ClockText
from facilitator.ui.workspace.session import Session


class Guard(Protocol):
    """What keeps unfinished private text from being seen."""

    def may_be_seen(self, session: Session, here: Script) -> bool:
        """Return whether there is none; if there is some, say so."""


class Led(Protocol):
    """The screen of a meeting, as far as its parts need it."""

    @property
    def session(self) -> Session: ...
    @property
    def stage(self) -> Stage: ...
    @property
    def privacy(self) -> Guard: ...

    def commit_edits(self) -> bool:
        """Commit unfinished text; False when it can't be."""


class StageRhythm:
    """The parts of the stage that is shown, on the screen of a meeting."""

    def __init__(self, screen: Led) -> None:
        self._screen = screen
        self._clock: ClockText | None = None
        self._console: PartsRow | None = None
        self.rows: dict[Stage, PartsRow] = {}
        """The row of each stage that has parts and was shown."""

    # Showing

    def show_on(self, console: PartsRow) -> None:
        """Show the parts on the console, too."""
        self._console = console
        console.part_requested.connect(self._on_part_requested)

    def show_time(self, shown: ClockText) -> None:
        """Show the time that is left."""
        self._clock = shown
        self.refresh()

    def refresh(self) -> None:
        """Show the parts as they are now: beside the stage, or on it once one goes on."""
        session, stage = self._screen.session, self._screen.stage
        found = room_rhythm(session.meeting, session.exercise, stage.script)
        left = self._clock.clock.part_left if self._clock is not None else None
        row = self.rows.get(stage)
        if row is None and found is not None:
            row = self.rows[stage] = PartsRow(stage)
            row.part_requested.connect(self._on_part_requested)
            stage.parts.place_above_entry(row)
        if row is not None:
            row.set_metrics(stage.metrics)
            is_on = found is not None and found.at is not None and not stage.apart
            row.show_rhythm(found if is_on else None, left)
        if self._console is not None:
            self._console.show_rhythm(found if stage.apart else None, left)

    # Going on

    def walk(self, by: int) -> bool:
        """Go from the part that goes on to the next (by=1) or the one before, if there is one.

        Where one gap after the other is discussed, the same key goes to the next gap.
        """
        session = self._screen.session
        meeting, exercise = session.meeting, session.exercise
        if session.step.stage.kind is Kind.DISCUSS or rhythm.index_now(meeting, exercise) is None:
            return False
        index = rhythm.neighbour(meeting, exercise, by)
        if index is not None:
            self.go_to(index)
        return index is not None

    def go(self, by: int) -> None:
        """Begin the next part (by=1) or the one before on any stage; at the ends, say so."""
        session, stage = self._screen.session, self._screen.stage
        index = rhythm.neighbour(session.meeting, session.exercise, by)
        is_on = rhythm.index_now(session.meeting, session.exercise) is not None
        if index is not None:
            self.go_to(index)
        elif is_on and by < 0:
            self.end()
        elif not session.step.stage.rhythm:
            stage.say(tr("This stage has no parts."))
        elif is_on:
            key = catalog.NEXT_STAGE.key
            stage.say(tr("This is the last part: {key} goes to the next stage.", key=key))
        else:
            key = catalog.NEXT_PART.key
            stage.say(tr("No part has begun: {key} begins the first one.", key=key))

    def _on_part_requested(self, index: int) -> None:
        """Begin a part that was clicked; one that goes on ends."""
        session = self._screen.session
        if index == rhythm.index_now(session.meeting, session.exercise):
            self.end()
        else:
            self.go_to(index)

    def end(self) -> None:
        """End the parts: the stage goes on as one whole."""
        session, stage = self._screen.session, self._screen.stage
        if self._may_begin(is_seen=True):
            session.execute(rhythm.begin_part(session.meeting, session.exercise, None, self._spent))
            key = catalog.NEXT_PART.key
            stage.say(tr("The parts have ended: {key} begins the first one again.", key=key))

    def _may_begin(self, *, is_seen: bool) -> bool:
        """Return whether edits are kept, and no words are seen that are still written in private.

        `is_seen` says that the room sees what is typed from now on.
        """
        screen = self._screen
        if not screen.commit_edits():
            return False
        return not is_seen or screen.privacy.may_be_seen(screen.session, screen.stage.script)

    def go_to(self, index: int) -> None:
        """Begin a part, unless words would be seen that are still being written in private."""
        session, stage = self._screen.session, self._screen.stage
        meeting, exercise = session.meeting, session.exercise
        parts = rhythm.parts_of(meeting, exercise, stage.script)
        if not 0 <= index < len(parts):
            return
        part = parts[index].part
        if not self._may_begin(is_seen=part is not Part.SILENT):
            return
        hidden = privacy.count_hidden(meeting) if part in rhythm.REVEALING else 0
        with session.batch():
            if hidden:
                change = privacy.reveal(meeting, SystemRandom())
                session.execute_and_begin_part(change, index, self._spent)
            else:
                session.execute(rhythm.begin_part(meeting, exercise, index, self._spent))
        if rhythm.index_now(meeting, exercise) != index:
            # A large change is still being made.
            return
        said = tr("{part}.", part=part_with_time(parts[index], None))
        stage.say(f"{said} {_revealed(hidden)}" if hidden else said)
        is_voted = part is Part.VOTE and stage.script.kind is Kind.RANK
        if is_voted and tally.current(meeting) is None:
            stage.request(catalog.VOTE)

    @property
    def _spent(self) -> int:
        """The seconds that the stage took until now."""
        return max(0, self._clock.clock.spent) if self._clock is not None else 0


def _revealed(count: int) -> str:
    return tr(
        "{cards} {key} hides them again.",
        cards=counted(count, tr("{n} card revealed."), tr("{n} cards revealed.")),
        key=catalog.UNDO.key,
    )
