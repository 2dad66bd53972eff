"""The board itself, where cards are added, and the stage where gaps are put in order."""

from collections.abc import Sequence

from facilitator.domain.boards.base import Board, Selection
from facilitator.domain.chain import arrange, verbs
from facilitator.domain.chain.chain import Gap, gap_above, gap_numbers, gaps
from facilitator.domain.change import Change
from facilitator.domain.exercise import Exercise, Tone
from facilitator.domain.facilitation.privacy import shown_cards, shown_ids, shown_members
from facilitator.domain.records import Card, Item, Side, Theme
from facilitator.domain.refusals import Reason, RefusedError


class CardBoard(Board):
    """Two columns of cards, each in the order in which it was said."""

    leads = False
    groups_cards = True

    def ids(self, side: Side, at: Selection) -> Sequence[str]:
        return shown_ids(self.meeting, self.exercise.column(side).id)

    def holds(self, side: Side, at: Selection, item_id: str | None) -> bool:
        card = self.meeting.get(Card, item_id)
        column = self.exercise.column(side).id
        return card is not None and card.column == column and not card.hidden

    def add(self, side: Side, at: Selection, texts: Sequence[str]) -> Change:
        column = self.exercise.column(side).id
        return verbs.add_cards(
            self.meeting, column, texts, anonymous=adds_anonymously(self, column)
        )

    def move(self, items: Sequence[Item], by: int, at: Selection) -> Change:
        cards = _cards(items)
        return arrange.move_by(self.meeting, self._siblings(cards), cards, by)

    def place(self, items: Sequence[Item], index: int, at: Selection) -> Change:
        cards = _cards(items)
        return arrange.move_to(self.meeting, self._siblings(cards), cards, index)

    def shift(self, items: Sequence[Item], to: Side, at: Selection) -> Change:
        column = self.exercise.column(to).id
        crossing = [card for card in _cards(items) if card.column != column]
        return arrange.move_cards(self.meeting, crossing, column)

    def drop(self, items: Sequence[Item], side: Side, index: int, at: Selection) -> Change:
        column = self.exercise.column(side).id
        if all(isinstance(item, Card) and item.column != column for item in items):
            return arrange.move_cards(self.meeting, _cards(items), column, index)
        return super().drop(items, side, index, at)

    def values(self) -> tuple[str, ...]:
        return tuple(label.text for label in self.exercise.labels)

    def values_on(self, side: Side) -> tuple[str, ...]:
        return label_names(self.exercise, self.exercise.column(side).tone)

    def value(self, number: int, item: Item | None, at: Selection) -> Change:
        """Put label `number` of those for its column on a card."""
        tones = {column.id: column.tone for column in self.exercise.columns}
        tone = tones.get(item.column, Tone.GAP) if isinstance(item, Card) else Tone.GAP
        return stamp(self, number, item, tone)

    def _siblings(self, cards: Sequence[Card]) -> list[Card]:
        return shown_cards(self.meeting, cards[0].column)


class RankBoard(Board):
    """Gaps in rank order on the left; on the right the cards of the selected theme."""

    groups_cards = True

    def ids(self, side: Side, at: Selection) -> Sequence[str]:
        if side is Side.LEFT:
            return tuple(gap_numbers(self.meeting, self.exercise))
        return [card.id for card in shown_members(self.meeting, at.left)] if at.left else []

    def holds(self, side: Side, at: Selection, item_id: str | None) -> bool:
        if side is Side.LEFT:
            return item_id in gap_numbers(self.meeting, self.exercise)
        return super().holds(side, at, item_id)

    def leading(self, item: Item) -> str | None:
        return item.theme if isinstance(item, Card) else None

    def parent(self, side: Side, at: Selection) -> Item | None:
        return self.meeting.get(Theme, at.left) if side is Side.RIGHT else None

    def add(self, side: Side, at: Selection, texts: Sequence[str]) -> Change:
        column = self.exercise.column_of(Tone.GAP).id
        nameless = adds_anonymously(self, column)
        if side is Side.LEFT:
            return verbs.add_cards(self.meeting, column, texts, anonymous=nameless)
        theme = self.meeting.get(Theme, at.left)
        if theme is None:
            raise RefusedError(Reason.NO_THEME)
        return verbs.add_cards(self.meeting, theme.column, texts, theme.id, anonymous=nameless)

    def move(self, items: Sequence[Item], by: int, at: Selection) -> Change:
        if _in_theme(items):
            cards = _cards(items)
            siblings = shown_members(self.meeting, cards[0].theme or "")
            return arrange.move_by(self.meeting, siblings, cards, by)
        return arrange.rank_by(self.meeting, self._order(), _gaps(items), by)

    def place(self, items: Sequence[Item], index: int, at: Selection) -> Change:
        if _in_theme(items):
            cards = _cards(items)
            siblings = shown_members(self.meeting, cards[0].theme or "")
            return arrange.move_to(self.meeting, siblings, cards, index)
        return arrange.rank_to(self.meeting, self._order(), _gaps(items), index)

    def shift(self, items: Sequence[Item], to: Side, at: Selection) -> Change:
        """Put cards into the selected theme, or the one above (right); take them out (left)."""
        cards = _cards(items)
        if to is Side.LEFT:
            if not _in_theme(items):
                raise RefusedError(Reason.NO_THEME)
            return arrange.take_out(self.meeting, cards)
        theme = self._theme_for(cards, at)
        if theme is None:
            raise RefusedError(Reason.NO_THEME)
        return arrange.put_in_theme(self.meeting, cards, theme)

    def values(self) -> tuple[str, ...]:
        return label_names(self.exercise, Tone.GAP)

    def value(self, number: int, item: Item | None, at: Selection) -> Change:
        return stamp(self, number, item, Tone.GAP)

    def _order(self) -> Sequence[Gap]:
        return gaps(self.meeting, self.exercise)

    def _theme_for(self, cards: Sequence[Card], at: Selection) -> Theme | None:
        moving = {card.id for card in cards}
        if at.left not in moving:
            return self.meeting.get(Theme, at.left)
        above: Theme | None = None
        for gap in self._order():
            if gap.id in moving:
                break
            above = gap if isinstance(gap, Theme) else above
        return above


def adds_anonymously(board: Board, column: str) -> bool:
    """Return whether cards that are added to a column carry no name, whatever the meeting says.

    So it is on an anonymous stage, and elsewhere in the column of one.
    """
    return board.stage.anonymous or board.exercise.is_anonymous(column)


def label_names(exercise: Exercise, tone: Tone) -> tuple[str, ...]:
    """Return the texts of the labels for cards of a tone, as the keys from 1 put them on."""
    return tuple(label.text for label in exercise.labels_for(tone))


def stamp(board: Board, number: int, item: Item | None, tone: Tone) -> Change:
    """Put label `number` of those for a tone on the card or theme that an item leads back to.

    What was moved among the strengths and is a gap still gets none that is for gaps alone.
    """
    exercise = board.exercise
    labels = exercise.labels_for(tone)
    card = item if isinstance(item, Card | Theme) else gap_above(board.meeting, item)
    if card is not None and not labels:
        raise RefusedError(Reason.ONE_COLUMN_ONLY)
    if card is None or not 1 <= number <= len(labels):
        return board.nothing()
    label = labels[number - 1]
    if card.column not in {exercise.column_of(each).id for each in label.tones}:
        raise RefusedError(Reason.ONE_COLUMN_ONLY)
    return verbs.stamp(board.meeting, card, label.id, exercise.rivals_of(label))


def _cards(items: Sequence[Item]) -> list[Card]:
    cards = [item for item in items if isinstance(item, Card)]
    if len(cards) != len(items):
        raise RefusedError(Reason.OTHER_KIND)
    return cards


def _gaps(items: Sequence[Item]) -> list[Gap]:
    return [item for item in items if isinstance(item, Card | Theme)]


def _in_theme(items: Sequence[Item]) -> bool:
    return all(isinstance(item, Card) and item.theme for item in items)
