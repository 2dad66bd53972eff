"""Ask each owner down the plan for a yes, and mark who said it."""

from collections.abc import Callable, Sequence

from facilitator.domain.chain.owners import agree, unasked
from facilitator.domain.exercise import Kind
from facilitator.domain.records import Action, Side
from facilitator.ui.base import dates
from facilitator.ui.base.translate import counted, tr
from facilitator.ui.meeting.agreement.sheet import AgreementSheet, Question
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.stages.stage import Stage


class Agreement:
    """The questions to the owners who have not said yes yet, one after the other."""

    def __init__(self, shell: MainWindow, stage: Callable[[], Stage | None]) -> None:
        """Create it; `stage` returns the stage of the current meeting that is shown."""
        self._stage = stage
        self._asked: Sequence[tuple[str, str]] = ()
        """The id of an action and the name of an owner, for each question."""
        self._at = 0
        self._yes = 0
        self.sheet = shell.add_sheet(AgreementSheet(shell))
        self.sheet.agreed.connect(self._on_agreed)
        self.sheet.step_requested.connect(self._on_step)

    def ask(self) -> None:
        """Begin with the selected action of the plan, or say why there is nobody to ask."""
        stage = self._stage()
        if stage is None or stage.script.kind is not Kind.CLOSE:
            return
        meeting, exercise = stage.session.meeting, stage.session.exercise
        asked = [(action.id, name) for action, name in unasked(meeting, exercise)]
        if not asked:
            any_action = meeting.count(Action) > 0
            nobody = tr("Nobody owns an action yet.")
            stage.say(tr("Every owner has said yes.") if any_action else nobody)
            return
        selected = stage.selection.left if stage.focused_side() is Side.LEFT else None
        begin = next((at for at, (key, _) in enumerate(asked) if key == selected), 0)
        self._asked, self._at, self._yes = (*asked[begin:], *asked[:begin]), 0, 0
        self._show(stage)

    def _show(self, stage: Stage) -> None:
        """Show the question that is next; those about actions that went are passed over."""
        meeting = stage.session.meeting
        while self._at < len(self._asked):
            key, name = self._asked[self._at]
            action = meeting.get(Action, key)
            if action is not None:
                stage.select(Side.LEFT, key)
                day = dates.day(action.due) if action.due else ""
                self.sheet.show_question(
                    Question(
                        name=name,
                        what=action.text,
                        day=day,
                        number=self._at + 1,
                        total=len(self._asked),
                    )
                )
                return
            self._at += 1
        self.sheet.close_sheet()
        if self._yes:
            stage.say(counted(self._yes, tr("{n} yes noted."), tr("{n} yeses noted.")))

    def _on_agreed(self) -> None:
        stage = self._stage()
        if stage is None:
            return
        key, name = self._asked[self._at]
        action = stage.session.meeting.get(Action, key)
        if action is not None and stage.session.execute(agree(stage.session.meeting, action, name)):
            self._yes += 1
        self._on_step(1)

    def _on_step(self, by: int) -> None:
        stage = self._stage()
        if stage is not None:
            self._at = max(0, self._at + by)
            self._show(stage)
