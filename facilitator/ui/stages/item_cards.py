"""How each kind of record looks on a stage."""

from collections.abc import Mapping

from facilitator.domain.boards import Board
from facilitator.domain.chain.chain import gap_above
from facilitator.domain.exercise import Exercise, Kind, Tone
from facilitator.domain.facilitation.privacy import shown_members
from facilitator.domain.facilitation.rounds import author_shown
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import (
    Action,
    Card,
    Excuse,
    Item,
    Origin,
    Statement,
    Status,
    Strategy,
    Theme,
)
from facilitator.domain.text import shortened
from facilitator.ui.base import dates, phrases
from facilitator.ui.base.bidi import bidi_isolate
from facilitator.ui.base.translate import counted, number, tr
from facilitator.ui.cards.card_content import CardContent, Stripe

FIGURE_SPACE = "\u2007"
"""A space as wide as a digit."""
_STRIPE = {Tone.STRENGTH: Stripe.STRENGTH, Tone.GAP: Stripe.GAP}


class ItemCards:
    """The contents of cards, for the items of one board."""

    def __init__(self, board: Board, ranks: Mapping[str, int]) -> None:
        """Take the board, and the number before each gap on the stage that puts them in order."""
        self._board = board
        self._meeting: Meeting = board.meeting
        self._exercise: Exercise = board.exercise
        self._ranks = ranks

    def of(self, item_id: str) -> CardContent:
        """Return how an item looks."""
        item = self._meeting.find(item_id)
        if isinstance(item, Card):
            return self._card(item)
        if isinstance(item, Theme):
            return self._theme(item)
        if isinstance(item, Excuse):
            return self._excuse(item)
        if isinstance(item, Origin):
            return CardContent(text=item.text, depth=self._board.depth(item))
        if isinstance(item, Strategy):
            return self._strategy(item)
        if isinstance(item, Action):
            return self._action(item)
        if isinstance(item, Statement):
            met = tr("{n} of {total} met", n=len(item.ticks), total=len(self._board.stage.criteria))
            # Its column is white paper, not the ground of strengths.
            return CardContent(text=item.text, detail=met, stripe=Stripe.STRENGTH, outlined=True)
        return CardContent(text=item_id)

    def _card(self, card: Card) -> CardContent:
        tone = next((c.tone for c in self._exercise.columns if c.id == card.column), Tone.GAP)
        theme = self._meeting.get(Theme, card.theme)
        in_board = self._board.stage.kind is Kind.BOARD
        return CardContent(
            text=card.text,
            number=self._number(card.id),
            stripe=_STRIPE[tone],
            chips=card.labels,
            outlined=self._board.stage.kind is Kind.RANK and theme is not None,
            detail=" · ".join(
                part
                for part in (
                    shortened(author_shown(self._meeting, card), 30),
                    tr("in “{theme}”", theme=shortened(theme.text, 50))
                    if theme and in_board
                    else "",
                )
                if part
            ),
        )

    def _theme(self, theme: Theme) -> CardContent:
        count = len(shown_members(self._meeting, theme.id))
        return CardContent(
            text=theme.text,
            number=self._number(theme.id),
            stripe=Stripe.GAP,
            chips=theme.labels,
            detail=counted(count, tr("{n} card gathered"), tr("{n} cards gathered")),
            bold=True,
        )

    def _number(self, gap_id: str) -> str:
        """Return the rank of a gap, padded so that the texts are aligned."""
        if gap_id not in self._ranks:
            return ""
        return number(self._ranks[gap_id]).rjust(len(number(len(self._ranks))), FIGURE_SPACE)

    def _excuse(self, excuse: Excuse) -> CardContent:
        gap = gap_above(self._meeting, excuse)
        if self._board.stage.kind is Kind.DISCUSS:
            # Under a theme it still shows the card to which it was said.
            card = self._meeting.get(Card, excuse.gap)
            in_theme = card is not None and gap is not None and gap.id != card.id
            detail = shortened(card.text, 60) if in_theme and card else ""
        else:
            detail = shortened(gap.text, 60) if gap else ""
        count = self._meeting.child_count(Strategy, excuse.id)
        answered = self._board.stage.kind is Kind.STRATEGIES and count > 0
        return CardContent(
            text=excuse.text, detail=detail, aside=f"✓ {number(count)}" if answered else ""
        )

    def _strategy(self, strategy: Strategy) -> CardContent:
        excuse = self._meeting.get(Excuse, strategy.excuse)
        detail = ""
        if excuse is not None and self._board.stage.kind is not Kind.STRATEGIES:
            detail = (
                f"{self._exercise.words.instead_of} “{bidi_isolate(shortened(excuse.text, 50))}”"
            )
        count = self._meeting.child_count(Action, strategy.id)
        taken = self._board.stage.kind is Kind.COMMIT and count > 0
        return CardContent(
            text=strategy.text, detail=detail, aside=f"✓ {number(count)}" if taken else ""
        )

    def _action(self, action: Action) -> CardContent:
        closing = self._board.stage.kind is Kind.CLOSE
        due = dates.day(action.due) if action.due else tr("no day yet")
        parts = [action.owner or tr("nobody yet"), due]
        notes = []
        if action.status is not Status.OPEN:
            notes.append(phrases.verdict(action.status).capitalize())
        if action.sign and not closing:
            notes.append(f"{self._exercise.words.sign_short}: {bidi_isolate(action.sign)}")
        detail = " · ".join(notes)
        first = closing and self._meeting.details.first == action.id
        who = " · ".join(parts)
        return CardContent(
            text=action.text,
            aside=f"★ {who}" if first else who,
            stripe=Stripe.STRENGTH if first else Stripe.CHAIN,
            outlined=first,
            detail=detail[:1].upper() + detail[1:],
            muted=action.status in (Status.DONE, Status.DROPPED),
            ticked=action.status is Status.DONE if closing else None,
        )


def item_text(item: Item | None) -> str:
    """Return the text of an item; empty for none."""
    return item.text if item else ""
