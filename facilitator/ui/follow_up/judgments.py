"""What is said of promises on their screen: asked for on a line, given, taken back and undone."""

from datetime import date

from PySide6.QtCore import QObject, Signal

from facilitator.domain.follow_up.register import ActionEntry, SaidVerdict
from facilitator.domain.records import RegisterState, Status
from facilitator.domain.text import says_something, shortened
from facilitator.ui.base import dates, phrases
from facilitator.ui.base.accessibility import announce
from facilitator.ui.base.translate import tr
from facilitator.ui.follow_up.follow_up_screen import FollowUpScreen
from facilitator.ui.follow_up.promise_list import spoken
from facilitator.ui.follow_up.promise_rows import RegisterRow, state_name
from facilitator.ui.follow_up.verdict_changes import Judgment, Made, Said, VerdictChanges
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.stages.verdicts.asked import Asked

LONGEST_QUOTE = 60


class Judgments(QObject):
    """The verdict that is asked for now, and those that were given."""

    given = Signal(object, object)
    """With the ActionEntry of which something was said and the SaidVerdict, which is on its way."""
    next_requested = Signal()
    """The list is to be shown as it is now: the next promise is selected in it."""
    judged = Signal(object, Status)
    """With the ActionEntry of which something was said; the next one is selected."""
    reapplied = Signal(object, bool)
    """With what was Made; True when it was undone, False when it was redone."""

    def __init__(self, screen: FollowUpScreen, changes: VerdictChanges, shell: MainWindow) -> None:
        super().__init__(shell)
        self._screen = screen
        self._changes = changes
        self._shell = shell
        self._judged: ActionEntry | None = None
        """The action of which something is being said."""
        self._excuse: Said | None = None
        """The excuse to which it is asked what would make it possible."""
        screen.verdict_chosen.connect(self.choose)
        screen.list.state_chosen.connect(self._on_state_chosen)
        screen.undo_requested.connect(self.undo)
        screen.redo_requested.connect(self.redo)
        screen.ask.answered.connect(self._on_answered)
        screen.ask.cancelled.connect(self._on_cancelled)

    def choose(self, status: Status) -> None:
        """Ask for the words of a verdict on the selected promise."""
        row = self._screen.list.selected
        if row is None:
            return
        if status is row.entry.status and self._take_back(row.entry):
            return
        self._judged, self._excuse = row.entry, None
        due = row.entry.due
        kept = dates.day(due) if due is not None and due >= date.today() else ""
        self._screen.ask.ask(Asked(status.value), row.entry.text, kept, row.entry.kind)
        self._screen.show_hints()

    def _take_back(self, entry: ActionEntry) -> bool:
        """Take back the verdict that is chosen once more; False where it is still on its way.

        What is not done yet may be told again on another day: progress once more, or an excuse.
        """
        last = entry.verdicts[-1]
        if not last.id or (last.day < date.today() and not entry.status.is_final):
            return False
        if last.between or last.container == entry.meeting:
            self._changes.withdraw(entry)
            self._shell.toast.say(tr("Taken back."), [(tr("Undo"), self.undo)])
        else:
            self._shell.toast.say(tr("That was said in a meeting, and can be taken back there."))
        return True

    def may_leave(self) -> bool:
        """Leave what is being asked unsaid, unless words were typed: they are not lost."""
        if self._judged is None or self._shell.screen_shown is not self._screen:
            return True
        if not says_something(self._screen.ask.words.field.text()):
            self._on_cancelled()
            return True
        if self._shell.sheet is not None:
            self._shell.sheet.close_sheet()
        self._screen.ask.words.setFocus()
        self._shell.toast.say(tr("Enter saves the verdict, Esc gives none."))
        return False

    def _on_state_chosen(self, state: RegisterState) -> None:
        row = self._screen.list.current
        if isinstance(row, RegisterRow):
            self._changes.note(row.entry, state)
            text = shortened(row.entry.text, LONGEST_QUOTE)
            said = tr("“{text}”: {state}.", text=text, state=state_name(state))
            self._shell.toast.say(said, [(tr("Undo"), self.undo)])

    def _on_answered(self, text: str, due: date | None) -> None:
        asked, entry = self._screen.ask.asked, self._judged
        if asked is None or entry is None:
            return
        if asked is Asked.STRATEGY:
            if says_something(text) and self._excuse is not None:
                self._changes.make_possible(entry, self._excuse, text)
                self._screen.ask.ask(Asked.STRATEGY, entry.text)
            else:
                self._finish()
            return
        status = Status(asked.value)
        said = self._changes.judge(Judgment(entry, status, text, due))
        words = " ".join(text.split())
        self.given.emit(entry, SaidVerdict(date.today(), status, words, due, between=True))
        if status is Status.EXCUSE:
            self._excuse = said
            self._screen.ask.ask(Asked.STRATEGY, entry.text)
            self._screen.show_hints()
        else:
            self._finish()
            self._shell.toast.say(_said(entry, status), [(tr("Undo"), self.undo)])
        self.judged.emit(entry, status)

    def _finish(self) -> None:
        """Go on to the next promise."""
        judged, promises = self._judged, self._screen.list
        following = promises.following()
        self.stop()
        self.next_requested.emit()
        if judged is not None and following is not None:
            promises.select_key(following)
        self._screen.focus_list()
        row = promises.selected
        if row is not None:
            announce(promises, spoken(row))

    def _on_cancelled(self) -> None:
        asked = self._screen.ask.asked
        if asked is Asked.STRATEGY:
            self._finish()
            return
        self.stop()
        self._screen.focus_list()

    def stop(self) -> None:
        """Ask nothing."""
        self._judged, self._excuse = None, None
        self._screen.ask.stop()
        self._screen.show_hints()

    def undo(self) -> None:
        """Undo the last verdict."""
        if not self._changes.can_undo:
            self._shell.toast.say(tr("There is nothing to undo."))
            return
        self._changes.undo(lambda made: self._reapplied(made, tr("Undone."), is_undone=True))

    def redo(self) -> None:
        """Give once more the verdict that was undone last."""
        if not self._changes.can_redo:
            self._shell.toast.say(tr("There is nothing to redo."))
            return
        self._changes.redo(lambda made: self._reapplied(made, tr("Redone."), is_undone=False))

    def _reapplied(self, made: Made, said: str, *, is_undone: bool) -> None:
        self._screen.list.remember(*made.about)
        subject = shortened(made.change.subject, LONGEST_QUOTE)
        self._shell.toast.say(tr("{said} “{text}”", said=said, text=subject))
        self.reapplied.emit(made, is_undone)


def _said(entry: ActionEntry, status: Status) -> str:
    text = shortened(entry.text, LONGEST_QUOTE)
    return tr("“{text}”: {verdict}.", text=text, verdict=phrases.verdict(status))
