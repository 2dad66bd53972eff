"""From many excuses on one gap to what to do instead, and back with the same key."""

from dataclasses import dataclass
from typing import Protocol

from facilitator.domain.boards import Selection
from facilitator.domain.chain.chain import Gap, excuses_of
from facilitator.domain.chain.what_instead import excuses_without_strategy
from facilitator.domain.exercise import Exercise, Kind
from facilitator.domain.exercise import Stage as Script
from facilitator.domain.records import Card, Excuse, Side, Theme
from facilitator.ui.base.translate import tr
from facilitator.ui.stages.stage import Stage
from facilitator.ui.workspace.session import Session


class Walked(Protocol):
    """The screen of a meeting, as far as one goes there and back on it."""

    @property
    def session(self) -> Session: ...
    @property
    def stage(self) -> Stage: ...

    def may_leave(self) -> bool:
        """Return whether the stage can be left, its edits kept; if not, say why."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody asked why: the stage, the gap, and what was selected."""

    stage: str
    gap: str
    side: Side
    selection: Selection


class WhatInstead:
    """The way there and back; each gap is suggested once, until its stage is left for others."""

    def __init__(self, screen: Walked) -> None:
        self._screen = screen
        self._answered: set[str] = set()
        """The ids of gaps for which it was used or declined."""
        self.came_from: Place | None = None
        """Where the same key goes back to; None unless somebody is there because of it."""

    @property
    def gap(self) -> Gap | None:
        """The gap under discussion."""
        stage = self._screen.stage
        if stage.script.kind is not Kind.DISCUSS:
            return None
        meeting = self._screen.session.meeting
        return meeting.get(Theme, stage.board.gap_id) or meeting.get(Card, stage.board.gap_id)

    def due(self) -> list[Excuse]:
        """Return the excuses for which it may be asked what to do instead; empty for none."""
        gap = self.gap
        if gap is None or gap.id in self._answered or self._stage() is None:
            return []
        return excuses_without_strategy(self._screen.session.meeting, gap)

    def decline(self) -> None:
        """Suggest it for this gap no longer."""
        if self.gap is not None and self.due():
            self._answered.add(self.gap.id)

    def look(self) -> None:
        """Forget where to go back to, and what was declined, once neither stage is shown."""
        if self._screen.stage.script.kind not in (Kind.DISCUSS, Kind.STRATEGIES):
            self._answered.clear()
            self.came_from = None
        elif self._screen.stage.script.kind is Kind.DISCUSS:
            self.came_from = None

    def go(self) -> None:
        """Go to what replaces the excuses of this gap, or back to where one asked why."""
        if self.gap is not None:
            self._go_there(self.gap)
        elif self.came_from is not None:
            self._go_back(self.came_from)
        else:
            why = next((s for s in self._exercise.stages if s.kind is Kind.DISCUSS), None)
            if why is not None:
                self._screen.stage.say(
                    tr("This key works where you ask why: “{stage}”.", stage=why.name)
                )

    def _go_there(self, gap: Gap) -> None:
        screen, stage = self._screen, self._screen.stage
        there, excuses = self._stage(), excuses_of(screen.session.meeting, gap)
        if there is None or not excuses:
            word = screen.session.exercise.words.excuse
            stage.say(
                tr(
                    "There is nothing to replace yet: write down {an_excuse} first.",
                    an_excuse=word.with_article,
                )
            )
            return
        if not screen.may_leave():
            return
        self._answered.add(gap.id)
        place = Place(stage.script.id, gap.id, stage.side, stage.selection)
        with screen.session.batch():
            screen.session.go_to_stage(there)
            screen.stage.select(Side.LEFT, excuses[0].id)
            screen.stage.focus_entry()
        # Only now: while it was on the way, the stage before was still shown.
        self.came_from = place
        screen.stage.update_hints()

    def _go_back(self, place: Place) -> None:
        screen = self._screen
        if not screen.may_leave():
            return
        with screen.session.batch():
            screen.session.go_to_stage(self._exercise.stage(place.stage), place.gap)
            stage = screen.stage
            stage.activate(place.side)
            for side in Side:
                item = place.selection.on(side)
                if stage.board.holds(side, stage.selection, item):
                    stage.select(side, item)
            stage.focus_entry()

    @property
    def _exercise(self) -> Exercise:
        return self._screen.session.exercise

    def _stage(self) -> Script | None:
        """Return the stage on which excuses are replaced."""
        stages = self._exercise.stages
        return next((stage for stage in stages if stage.kind is Kind.STRATEGIES), None)
