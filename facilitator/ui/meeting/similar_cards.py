"""Suggest similar cards to group, one pair at a time, when the user asks for it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject

from facilitator.domain.chain.chain import Gap
from facilitator.domain.exercise import Kind, Tone
from facilitator.domain.facilitation.privacy import shown_cards
from facilitator.domain.records import Card, Theme
from facilitator.errors import FacilitatorError
from facilitator.progress import Progress
from facilitator.services.similarity import Pair, similar_pairs
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.tasks import Task, Tasks
from facilitator.ui.base.translate import counted, tr
from facilitator.ui.cards.card_content import CardContent
from facilitator.ui.meeting.meeting_screen import MeetingScreen
from facilitator.ui.meeting.similar_cards_sheet import SimilarCardsSheet
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.stages import card_themes
from facilitator.ui.stages.item_cards import contents_without_vote
from facilitator.ui.stages.stage import Stage


class SimilarCards(QObject):
    """The pairs of similar cards; a dismissed pair is not shown again while the program runs."""

    def __init__(self, shell: MainWindow, screen: Callable[[], MeetingScreen | None]) -> None:
        """Create it; `screen` returns the screen of the current meeting."""
        super().__init__(shell)
        self._shell = shell
        self._screen = screen
        self.sheet = shell.add_sheet(SimilarCardsSheet(shell))
        self._tasks = Tasks(self)
        self._search: Task[list[Pair]] | None = None
        self._pairs: list[tuple[Gap, Gap]] = []
        self._at = 0
        self._dismissed: set[frozenset[str]] = set()
        self.sheet.agreed.connect(self._on_agreed)
        self.sheet.dismissed.connect(self._on_dismissed)
        self.sheet.other_requested.connect(self._on_other_requested)

    def ask(self) -> None:
        """Search for pairs on a thread, while the user can type on."""
        screen = self._screen()
        if screen is None:
            return
        stage = screen.stage
        # Commit what is being edited first: its words count as well.
        if not card_themes.can_group(stage) or not stage.leave():
            return
        columns = [{gap.id: gap.text for gap in gaps} for gaps in _columns(stage)]
        if self._search is not None:
            self._search.forget()
        self._search = self._tasks.run(partial(_pairs, columns))
        self._search.on_success(partial(self._on_found, stage, stage.entry.text))
        self._search.on_error(self._on_failed)

    def finish(self) -> None:
        """Cancel the search for pairs, and wait for the end of it."""
        if self._search is not None:
            self._search.forget()
        self._tasks.finish()

    def _on_failed(self, error: FacilitatorError) -> None:
        self._shell.toast.say(str(error))

    def _on_found(self, stage: Stage, typed: str, found: list[Pair]) -> None:
        shown = self._screen()
        if shown is None or shown.stage is not stage or self._shell.sheet:
            return
        pairs = [(stage.session.meeting.find(a), stage.session.meeting.find(b)) for a, b in found]
        self._pairs = [
            (a, b)
            for a, b in pairs
            if isinstance(a, Card | Theme) and isinstance(b, Card | Theme)
            # Two cards that are in themes already were put there on purpose.
            if _is_loose(a) or _is_loose(b)
        ]
        left = [pair for pair in self._pairs if _ids(pair) not in self._dismissed]
        none_else = len(left) < len(self._pairs)
        self._pairs, self._at = left, 0
        if not left:
            stage.said.emit(
                tr("No other cards here are similar.")
                if none_else
                else tr("No cards here are similar.")
            )
        elif stage.entry.text != typed:
            # A sheet that opened while somebody types would take the next Enter.
            one, many = tr("{n} similar pair"), tr("{n} similar pairs")
            pairs_alike = counted(len(left), one, many)
            stage.said.emit(
                tr("{pairs}: {key} shows them.", pairs=pairs_alike, key=catalog.SIMILAR.key)
            )
        else:
            self._show()
            self.sheet.open()

    def _show(self) -> None:
        screen = self._screen()
        assert screen is not None
        content_of = contents_without_vote(screen.stage.board)
        shown = [(gap.id, _plain(content_of(gap.id))) for gap in self._pairs[self._at]]
        self.sheet.show_pair(shown, self._at + 1, len(self._pairs))

    def _on_other_requested(self, by: int) -> None:
        self._at = (self._at + by) % len(self._pairs)
        self._show()

    def _on_dismissed(self) -> None:
        self._dismissed.add(_ids(self._pairs.pop(self._at)))
        if self._pairs:
            self._at %= len(self._pairs)
            self._show()
        else:
            self.sheet.close_sheet()
            self._shell.toast.say(tr("No other cards here are similar."))

    def _on_agreed(self) -> None:
        ids = [gap.id for gap in self._pairs[self._at]]
        self.sheet.close_sheet()
        screen = self._screen()
        if screen is None:
            return
        stage = screen.stage
        one, other = map(stage.session.meeting.find, ids)
        if not isinstance(one, Card | Theme) or not isinstance(other, Card | Theme):
            return
        theme = _theme_of(stage, one) or _theme_of(stage, other)
        if theme is None:
            card_themes.put_together(stage, [one], other)
        else:
            loose = other if _theme_of(stage, one) == theme else one
            card_themes.put_together(stage, [loose], theme)


def _columns(stage: Stage) -> Iterator[list[Gap]]:
    """Yield what may be grouped, column by column, the active one first."""
    meeting, exercise = stage.session.meeting, stage.session.exercise
    if stage.script.kind is Kind.BOARD:
        for side in (stage.side, stage.side.other):
            yield [*shown_cards(meeting, exercise.column(side).id)]
    else:
        column = exercise.column_of(Tone.GAP).id
        yield [*meeting.children(Theme, column), *shown_cards(meeting, column)]


def _pairs(columns: Sequence[Mapping[str, str]], progress: Progress) -> list[Pair]:
    return [pair for texts in columns for pair in similar_pairs(texts, progress)]


def _is_loose(gap: Gap) -> bool:
    return isinstance(gap, Card) and not gap.theme


def _theme_of(stage: Stage, gap: Gap) -> Theme | None:
    if isinstance(gap, Theme):
        return gap
    return stage.session.meeting.get(Theme, gap.theme)


def _ids(pair: tuple[Gap, Gap]) -> frozenset[str]:
    return frozenset(gap.id for gap in pair)


def _plain(content: CardContent) -> CardContent:
    return replace(content, outlined=True)
