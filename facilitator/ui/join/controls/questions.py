"""Questions before somebody is removed, or joining ends."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject

from facilitator.domain.contributions.own import Own
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.translate import counted, tr
from facilitator.ui.join.joining import Joining
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.shell.question_sheet import QuestionSheet

Answer = tuple[str, Callable[[], object]]


class Questions(QObject):
    """One question at a time; Esc leaves everything as it is."""

    def __init__(self, joining: Joining, shell: MainWindow, go_back: Callable[[], object]) -> None:
        """Create it; `go_back` shows the list of people, when nobody is removed after all."""
        super().__init__(shell)
        self._go_back = go_back
        self._joining = joining
        self._shell = shell
        self._answers: Sequence[Answer] = ()
        self.sheet = shell.add_sheet(QuestionSheet(shell, "", ("", "")))
        self.sheet.answered.connect(self._on_answered)

    def ask_remove(self, device: str, name: str) -> None:
        """Ask whether somebody is to be removed."""
        self._ask(
            tr("Remove {name}?", name=name),
            tr(
                "This device can’t come back in. If anything was sent from it, you are asked next "
                "whether to keep that."
            ),
            (
                (tr("Remove {name}", name=name), lambda: self._joining.remove(device)),
                (tr("Cancel"), self._go_back),
            ),
        )

    def ask_withdraw(self, name: str, own: Own, left: int) -> None:
        """Ask whether what a removed device sent is to be removed too; `left` is how much."""
        who = name or tr("The device")
        if not left:
            self._shell.toast.say(tr("{name} was removed.", name=who))
            return
        things = counted(left, tr("{n} card"), tr("{n} cards"))
        self._ask(
            tr("{name} was removed", name=who),
            tr(
                "{things} came from that device. If you remove them, what others added below goes "
                "too. {key} brings everything back.",
                things=things,
                key=catalog.UNDO.key,
            ),
            (
                (tr("Keep what was sent"), _nothing),
                (
                    counted(left, tr("Remove {n} card too"), tr("Remove {n} cards too")),
                    lambda: self._withdraw(own),
                ),
            ),
        )

    def _withdraw(self, own: Own) -> None:
        count = self._joining.withdraw(own)
        removed = counted(count, tr("{n} thing removed."), tr("{n} things removed."))
        key = catalog.UNDO.key
        self._shell.toast.say(tr("{removed} {key} undoes it.", removed=removed, key=key))

    def ask_stop(self, *, is_open: bool, inside: int) -> None:
        """Ask whether those who are in stay."""
        stay = tr("Nobody new, but those who are in stay")
        end = tr("Stop for everyone")
        answers: list[Answer] = [(end, self._stop), (tr("Cancel"), _nothing)]
        if is_open and inside:
            answers = [(stay, self._close_door), (end, self._stop)]
        self._ask(
            tr("Stop joining?"),
            tr("The code stops working. Everything that was sent is kept in the meeting."),
            answers,
        )

    def _stop(self) -> None:
        self._joining.stop()
        self._shell.toast.say(tr("Joining has ended. Everything that was sent is kept."))

    def _close_door(self) -> None:
        self._joining.close_door()
        self._shell.toast.say(tr("Nobody new can join. Those who are in stay."))

    def _ask(self, title: str, message: str, answers: Sequence[Answer]) -> None:
        self._answers = answers
        self.sheet.ask_with(title, message, [text for text, _ in answers])

    def _on_answered(self, number: int) -> None:
        self._answers[number][1]()


def _nothing() -> None:
    """Leave everything as it is."""
