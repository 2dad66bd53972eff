"""The command palette: every command that works now, found by a part of its name."""

from collections.abc import Sequence

from facilitator.domain.text import fold, shortened
from facilitator.services.text_match import best_matches
from facilitator.ui.base.command_catalog import PALETTE
from facilitator.ui.base.commands import Command
from facilitator.ui.base.translate import tr
from facilitator.ui.cards.card_content import CardContent, Stripe
from facilitator.ui.cards.picker_sheet import Found, PickerSheet
from facilitator.ui.shell.main_window import MainWindow


class CommandPalette:
    """The list of the commands that work at the moment it is opened."""

    def __init__(self, shell: MainWindow) -> None:
        self._shell = shell
        self.sheet = shell.add_sheet(
            PickerSheet(shell, tr("Commands"), tr("part of a name"), tr("No command matches."))
        )
        self._commands: dict[str, Command] = {}
        self.sheet.chosen.connect(self._do)

    def ask(self) -> None:
        """Open the sheet, or close it if it is open."""
        if self.sheet.isVisible():
            self.sheet.close_sheet()
            return
        # Worked out before the sheet takes the focus: what is selected is what is meant.
        offered = [one for one in self._shell.commands() if one.spec is not PALETTE]
        self._commands = {str(n): command for n, command in enumerate(offered)}
        self.sheet.ask(self._matching)

    def _matching(self, words: str) -> Sequence[Found]:
        texts = {key: _read(command) for key, command in self._commands.items()}
        found = best_matches(words, texts)
        # Whoever types a part of a name means that command, before others that are about it.
        found.sort(key=lambda key: not _is_named(self._commands[key], words))
        return [(key, _content(self._commands[key])) for key in found]

    def _do(self, key: str) -> None:
        self._commands[key].run()


def _is_named(command: Command, words: str) -> bool:
    """Return whether the words are in the name of a command."""
    name = fold(command.name)
    return all(word in name for word in fold(words).split())


def _read(command: Command) -> str:
    """Return the text of a command that is searched."""
    return " ".join((command.name, command.also, command.key, command.about))


def _content(command: Command) -> CardContent:
    text = " · ".join(part for part in (command.name, shortened(command.about, 30)) if part)
    return CardContent(text=text, aside=command.key, stripe=Stripe.NONE)
