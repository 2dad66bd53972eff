"""Going through what is due this week, one promise after the other."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QObject

from facilitator.domain.follow_up.daily_question import DailyQuestion, daily_question
from facilitator.domain.follow_up.known_actions import Key
from facilitator.domain.follow_up.register import ActionEntry
from facilitator.domain.records import Status, Verdict
from facilitator.ui.base.translate import counted, tr
from facilitator.ui.follow_up.follow_up import FollowUp
from facilitator.ui.follow_up.verdict_changes import Made
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.workspace.workspace import Workspace


class DailyWalk(QObject):
    """What was said of the promises of one daily question; at the end it is told in a line."""

    def __init__(self, workspace: Workspace, follow_up: FollowUp, shell: MainWindow) -> None:
        super().__init__(follow_up)
        self._workspace = workspace
        self._follow_up = follow_up
        self._shell = shell
        self._known: Sequence[ActionEntry] = ()
        self._question: DailyQuestion | None = None
        """What could be asked now, of the promises that are known."""
        self._wording: tuple[str | None, str] = (None, "")
        """The team that was asked, and the words in which."""
        self._asked: frozenset[Key] = frozenset()
        self._said: dict[Key, Status] = {}
        follow_up.listed.connect(self._on_listed)
        follow_up.judgments.judged.connect(self._on_verdict_given)
        follow_up.judgments.reapplied.connect(self._on_verdict_reapplied)
        follow_up.screen.today.go_requested.connect(self._on_go_requested)

    def begin(self, question: DailyQuestion) -> None:
        """Show only what is asked; the first of it is selected."""
        self._asked = frozenset(entry.key for entry in question.entries)
        self._wording = question.team_id, question.wording
        self._said = {}
        self._follow_up.go_through(question.entries)

    def _on_listed(self) -> None:
        known = self._follow_up.every_entry
        if known is not self._known:
            self._known = known
            chosen = self._workspace.chosen_team.id
            self._question = self._worded(daily_question(known, date.today(), chosen))
        shown = None if self._follow_up.is_narrowed else self._question
        self._follow_up.screen.today.show_question(shown)

    def _worded(self, question: DailyQuestion | None) -> DailyQuestion | None:
        """Return what could be asked in the words in which that team was asked."""
        team, wording = self._wording
        if question is None or question.team_id != team:
            return question
        return replace(question, wording=wording)

    def _on_go_requested(self) -> None:
        if self._question is None:
            self._shell.toast.say(tr("Nothing is left to say this week."))
        else:
            self.begin(self._question)

    def _on_verdict_given(self, entry: ActionEntry, status: Status) -> None:
        if entry.key not in self._asked:
            return
        self._said[entry.key] = status
        self._tell_at_the_end()

    def _on_verdict_reapplied(self, made: Made, is_undone: bool) -> None:
        given = [edit.after for edit in made.change.edits if isinstance(edit.after, Verdict)]
        if made.about not in self._asked or not given:
            return
        if is_undone:
            self._said.pop(made.about, None)
        else:
            self._said[made.about] = given[0].status
            self._tell_at_the_end()

    def _tell_at_the_end(self) -> None:
        if not self._asked or self._asked - self._said.keys():
            return
        self._asked = frozenset()
        self._shell.toast.say(_summary(self._said), [(tr("Undo"), self._follow_up.judgments.undo)])


def _summary(said: dict[Key, Status]) -> str:
    """Return how often what was said."""
    found = list(said.values())
    done, progress = found.count(Status.DONE), found.count(Status.PROGRESS)
    excuses, dropped = found.count(Status.EXCUSE), found.count(Status.DROPPED)
    words = (
        (done, tr("{n} done", n=done)),
        (progress, tr("{n} progress", n=progress)),
        (excuses, counted(excuses, tr("1 excuse"), tr("{n} excuses"))),
        (dropped, tr("{n} dropped", n=dropped)),
    )
    what = ", ".join(text for count, text in words if count)
    return counted(len(found), tr("1 promise: {what}."), tr("{n} promises: {what}."), what=what)
