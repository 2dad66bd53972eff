"""Group the selected or marked cards with a theme or a card, found by a part of its text."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from facilitator.domain.chain.chain import Gap
from facilitator.domain.facilitation.privacy import shown_cards, shown_members
from facilitator.domain.records import Card, Theme
from facilitator.domain.text import shortened
from facilitator.services.text_match import best_matches
from facilitator.ui.base.translate import tr
from facilitator.ui.cards.card_content import CardContent
from facilitator.ui.cards.picker_sheet import Found, PickerSheet
from facilitator.ui.meeting.meeting_screen import MeetingScreen
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.stages import card_themes
from facilitator.ui.stages.item_cards import contents_without_vote
from facilitator.ui.stages.stage import Stage


class PutWith:
    """The list of the themes and cards of the current column."""

    def __init__(self, shell: MainWindow, screen: Callable[[], MeetingScreen | None]) -> None:
        """Create it; `screen` returns the screen of the current meeting."""
        self._screen = screen
        self.sheet = shell.add_sheet(
            PickerSheet(
                shell,
                tr("Add it to…"),
                tr("part of its words"),
                tr("No theme or card in this column matches."),
            )
        )
        self._gaps: Sequence[Gap] = ()
        self._targets: dict[str, Gap] = {}
        self.sheet.chosen.connect(self._on_chosen)

    def ask(self) -> None:
        """Open the sheet over the current stage, or say why there is nothing to choose from."""
        screen = self._screen()
        if screen is None:
            return
        stage = screen.stage
        # Commit what is being edited first, so that its words can be found and are not lost.
        if not card_themes.can_group(stage) or not stage.leave():
            return
        self._gaps = card_themes.in_hand(stage)
        if not self._gaps:
            stage.said.emit(
                tr("Select a card first, or mark several; then choose where they belong.")
            )
        elif len({gap.column for gap in self._gaps}) > 1:
            stage.said.emit(tr("A theme holds cards from one column only: unmark the others."))
        else:
            self._targets = _targets(stage, self._gaps)
            if self._targets:
                self.sheet.ask(lambda words: self._matching(stage, words), title=self._title())
            else:
                stage.said.emit(tr("There is no other card in this column to add it to."))

    def _title(self) -> str:
        if len(self._gaps) == 1:
            return tr("Add “{text}” to…", text=shortened(self._gaps[0].text, 36))
        return tr("Add the {n} marked cards to…", n=len(self._gaps))

    def _matching(self, stage: Stage, words: str) -> Sequence[Found]:
        """Return the targets that match; a theme matches by the text of its cards as well."""
        meeting = stage.session.meeting
        texts = {
            key: " ".join((gap.text, *(card.text for card in shown_members(meeting, key))))
            if isinstance(gap, Theme)
            else gap.text
            for key, gap in self._targets.items()
        }
        content_of = contents_without_vote(stage.board)
        return [(key, _short(content_of(key))) for key in best_matches(words, texts)]

    def _on_chosen(self, key: str) -> None:
        screen = self._screen()
        if screen is not None:
            card_themes.put_together(screen.stage, self._gaps, self._targets[key])


def _targets(stage: Stage, gaps: Sequence[Gap]) -> dict[str, Gap]:
    """Return the themes of the column and its other cards, without those to be put there."""
    meeting, column = stage.session.meeting, gaps[0].column
    taken = {gap.id for gap in gaps}
    themes_of = {gap.theme if isinstance(gap, Card) else None for gap in gaps}
    if len(themes_of) == 1:
        # All of them are in that theme already.
        taken |= {theme for theme in themes_of if theme}
    loose = [card for card in shown_cards(meeting, column) if not card.theme]
    found: list[Gap] = [*meeting.children(Theme, column), *loose]
    return {gap.id: gap for gap in found if gap.id not in taken}


def _short(content: CardContent) -> CardContent:
    return replace(content, text=shortened(content.text, 120), chips=(), outlined=True)
