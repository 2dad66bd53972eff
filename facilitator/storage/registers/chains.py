"""What actions came from, read from the links of the chain alone and not from whole meetings."""

from collections.abc import Iterable

from sqlalchemy import Connection, select

from facilitator.domain.follow_up.register import ActionChain
from facilitator.domain.records import (
    Action,
    Answer,
    Card,
    EarlierAction,
    Excuse,
    Origin,
    Strategy,
    Theme,
    Verdict,
)
from facilitator.storage.db.connection import rows_of, transaction
from facilitator.storage.db.schema import cards
from facilitator.storage.registers.held import Held, read_fields

Key = tuple[str, str]
"""The id of a meeting or journal, and that of an item in it."""
_LINKS: tuple[tuple[type[Action | Answer | Excuse | Origin | Strategy | Verdict], str], ...] = (
    (Action, "strategy"),
    (Answer, "about"),
    (Strategy, "parent"),
    (Origin, "parent"),
    (Excuse, "gap"),
    (Verdict, "action"),
)


class Chains:
    """The links of some meetings and journals; the same answers as of the chain of a meeting."""

    def __init__(self, connection: Connection, held: Held, containers: Iterable[str]) -> None:
        wanted = list(containers)
        self._above: dict[Key, str] = {}
        self._causes: dict[Key, str] = {}
        for kind, link in _LINKS:
            fields = ["id", link, *(["text"] if kind in (Origin, Excuse) else [])]
            rows = read_fields(connection, held, kind, *fields, of=wanted)
            for container, known, parent, *text in rows:
                self._above[container, known] = parent
                if text:
                    self._causes[container, known] = text[0]
        of_cards = ("id", "theme", "text", "hidden")
        self._cards: dict[Key, tuple[str | None, str, bool]] = {
            (container, known): (theme, text, bool(hidden))
            for container, known, theme, text, hidden in read_fields(
                connection, held, Card, *of_cards, of=wanted
            )
        }
        self._themes: dict[Key, str] = {
            (container, known): text
            for container, known, text in read_fields(
                connection, held, Theme, "id", "text", of=wanted
            )
        }
        copies = read_fields(connection, held, EarlierAction, "id", "gap", of=wanted)
        self._copies: dict[Key, str] = {(each, known): gap for each, known, gap in copies}

    def of(self, container: str, item: str) -> ActionChain | None:
        """Return what an item came from; None where that is hidden from the room."""
        strategy = self._above.get((container, item), "")
        cause = self._causes.get((container, self._above.get((container, strategy), "")), "")
        top = self._top(container, item)
        key = container, top
        if key in self._cards:
            theme, text, hidden = self._cards[key]
            if hidden:
                # Also in a theme, which the room sees.
                return None
            if theme and (container, theme) in self._themes:
                return ActionChain(self._themes[container, theme], cause, theme)
            return ActionChain(text, cause, top)
        if key in self._themes:
            return ActionChain(self._themes[key], cause, top)
        return ActionChain(self._copies.get(key, ""), cause)

    def _top(self, container: str, item: str) -> str:
        met = {item}
        while (above := self._above.get((container, item))) is not None and above not in met:
            item = above
            met.add(item)
        return item


def containers_with_hidden(connection: Connection, held: Held) -> set[str]:
    """Return the meetings with a card that is hidden from the room."""
    with transaction(connection):
        found = {known for (known,) in rows_of(connection, _WITH_HIDDEN)}
    altered = {known for known, meeting in held.altered.items() if meeting.hidden_cards()}
    return (found & held.details.keys()) - held.altered.keys() | altered


_WITH_HIDDEN = select(cards.c.meeting_id).where(cards.c.hidden == 1).distinct()
