"""Leave open items for another day, with a reason, and take them up again."""

from collections.abc import Callable, Sequence

from facilitator.domain.chain.deferrals import defer, take_up
from facilitator.domain.exercise import Kind
from facilitator.domain.open_items.open_item import OpenItem
from facilitator.domain.open_items.still_open import still_open
from facilitator.domain.records import Side
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.translate import counted, tr
from facilitator.ui.meeting.not_today.sheet import NotTodaySheet
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.stages.stage import Stage


class NotToday:
    """The command for what is selected or marked among the open items, or for all of them."""

    def __init__(self, shell: MainWindow, stage: Callable[[], Stage | None]) -> None:
        """Create it; `stage` returns the stage of the current meeting that is shown."""
        self._stage = stage
        self._chosen: Sequence[OpenItem] = ()
        self.sheet = shell.add_sheet(NotTodaySheet(shell))
        self.sheet.accepted.connect(self._on_accepted)

    def ask(self) -> None:
        """Ask why, or take up again what was left for another day."""
        stage = self._stage()
        if stage is None:
            return
        if stage.script.kind is not Kind.CLOSE:
            stage.say(_where(stage))
            return
        items = still_open(stage.session.meeting, stage.session.exercise).items
        on_open = stage.focused_side() is Side.RIGHT
        in_hand = [item.id for item in stage.items_in_hand(Side.RIGHT)] if on_open else []
        if in_hand and self._take_up(stage, in_hand):
            return
        self._chosen = [each for each in items if each.item.id in in_hand]
        if items:
            self.sheet.ask(_texts(self._chosen), _texts(items))
        else:
            stage.say(_nothing())

    def _take_up(self, stage: Stage, ids: Sequence[str]) -> bool:
        """Open again those of the items that were left; return False when none was."""
        meeting, exercise = stage.session.meeting, stage.session.exercise
        later = [
            each.item.id
            for record in still_open(meeting, exercise).not_today
            for each in record.items
            if each.item.id in ids
        ]
        change = take_up(meeting, later)
        if not later or not stage.session.execute(change):
            return False
        stage.set_marked(frozenset())
        stage.say(counted(len(later), tr("It is open again."), tr("{n} items are open again.")))
        return True

    def _on_accepted(self, reason: str, takes_all: bool) -> None:
        stage = self._stage()
        if stage is None:
            return
        meeting, exercise = stage.session.meeting, stage.session.exercise
        items = still_open(meeting, exercise).items
        ids = {each.item.id for each in self._chosen}
        wanted = [each.deferred for each in items if takes_all or each.item.id in ids]
        if not wanted:
            # Somebody else has closed it while the reason was typed.
            stage.say(_nothing())
        elif stage.attempt(lambda: defer(meeting, wanted, reason)):
            stage.set_marked(frozenset())
            self._select_next(stage)
            left = counted(
                len(wanted), tr("Left for another day."), tr("{n} items left for another day.")
            )
            stage.say(tr("{left} {key} undoes it.", left=left, key=catalog.UNDO.key))

    def _select_next(self, stage: Stage) -> None:
        """Select the first of what is still open, where the open items have the focus."""
        named = still_open(stage.session.meeting, stage.session.exercise).named
        if stage.focused_side() is Side.RIGHT and named:
            stage.select(Side.RIGHT, named[0].item.id)


def _nothing() -> str:
    return tr("There is nothing to leave for another day.")


def _texts(items: Sequence[OpenItem]) -> Sequence[str]:
    return [each.text for each in items]


def _where(stage: Stage) -> str:
    stages = stage.session.exercise.stages
    closing = next((script for script in stages if script.kind is Kind.CLOSE), None)
    if closing is None:
        return tr("This exercise has no closing stage.")
    return tr("Open items are listed on “{stage}”: go there first.", stage=closing.name)
