"""The choice of the team that is shown, or of all teams."""

from collections.abc import Sequence

from facilitator.domain.text import shortened
from facilitator.services.text_match import best_matches
from facilitator.ui.base.translate import tr
from facilitator.ui.cards.card_content import CardContent, Stripe
from facilitator.ui.cards.picker_sheet import Found, PickerSheet
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.workspace.chosen_team import ChosenTeam

ALL = "all"
"""What is chosen for all teams; no team has that id."""
LONGEST_NAME = 60


class TeamChoice:
    """The list of all teams, to be chosen from by the mouse or by a part of a name."""

    def __init__(self, chosen: ChosenTeam, shell: MainWindow) -> None:
        self._chosen = chosen
        nothing = tr("No team has that name.")
        self.sheet = shell.add_sheet(
            PickerSheet(shell, tr("Choose the team"), tr("part of a name"), nothing)
        )
        self.sheet.chosen.connect(self._on_chosen)

    def ask(self) -> None:
        """Open the list, or close it if it is open."""
        if self.sheet.isVisible():
            self.sheet.close_sheet()
        else:
            self.sheet.ask(self._matching)

    def _matching(self, words: str) -> Sequence[Found]:
        names = {ALL: tr("All teams"), **{team.id: team.name for team in self._chosen.choices}}
        now = self._chosen.id or ALL
        return [(key, _content(names[key], key == now)) for key in best_matches(words, names)]

    def _on_chosen(self, key: str) -> None:
        self._chosen.choose(None if key == ALL else key)


def _content(name: str, is_shown: bool) -> CardContent:
    aside = tr("shown now") if is_shown else ""
    return CardContent(text=shortened(name, LONGEST_NAME), aside=aside, stripe=Stripe.NONE)
