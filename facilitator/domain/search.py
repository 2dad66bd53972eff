"""A search over all meetings: what is asked, what is found, and what of a meeting is searched.

Typed words match as parts of the words in a text, compared as fold() has them. A card that is
hidden from the room is not searched, nor is anything that hangs under it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from facilitator.domain.records import (
    Action,
    Answer,
    Card,
    Details,
    Excuse,
    Item,
    Origin,
    Parked,
    Statement,
    Strategy,
    Theme,
    Verdict,
)
from facilitator.domain.text import fold

MOST_HITS = 60
"""Hits that are given at most: nobody reads further, but types another letter."""
MOST_WORDS = 24
"""Typed words, the first, that are searched for: a whole page may be pasted."""
_LABEL_LETTERS, _KIND_LETTERS = 0xE000, 0xF000
"""From here on Unicode has letters for private use; those that somebody types become others."""
_SIGN_ENDS = "\uf8ff"
_TYPED = {
    # Half a character is in no text.
    **dict.fromkeys([0, *range(0xD800, 0xE000)]),
    **{code: 0xF0000 + code for code in range(_LABEL_LETTERS, ord(_SIGN_ENDS) + 1)},
}
"""What becomes of letters that are typed: those for private use are pictures in some fonts."""


class HitKind(StrEnum):
    """What a hit is; `MEETING` is the title of one, with its team."""

    MEETING = "meeting"
    CARD = "card"
    THEME = "theme"
    EXCUSE = "excuse"
    ORIGIN = "origin"
    STRATEGY = "strategy"
    ACTION = "action"
    VERDICT = "verdict"
    STATEMENT = "statement"
    PARKED = "parked"
    ANSWER = "answer"


KIND_OF: dict[type[Details | Item], HitKind] = {
    Details: HitKind.MEETING,
    Card: HitKind.CARD,
    Theme: HitKind.THEME,
    Excuse: HitKind.EXCUSE,
    Origin: HitKind.ORIGIN,
    Strategy: HitKind.STRATEGY,
    Action: HitKind.ACTION,
    Verdict: HitKind.VERDICT,
    Statement: HitKind.STATEMENT,
    Parked: HitKind.PARKED,
    Answer: HitKind.ANSWER,
}
"""What is searched; an earlier action is only the copy of one."""
SEARCHED_FIELDS: dict[HitKind, tuple[str, ...]] = {
    **dict.fromkeys(HitKind, ("text",)),
    HitKind.MEETING: ("title", "team"),
    HitKind.ACTION: ("text", "owner", "sign", "when"),
}
"""The fields in whose words a search looks; the first is what is shown."""
NUMBERS = {kind: number for number, kind in enumerate(HitKind, start=1)}
"""What the kinds are called in a file; a new one comes last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchQuery:
    """What is searched for; of `None`, every one will do.

    `label` is the id of one that a card or theme carries. `since` and `until` are days of meetings,
    in a journal those of what is said there. Without a word, all that fits the rest is found.
    """

    text: str = ""
    team_ids: frozenset[str] | None = None
    kinds: frozenset[HitKind] | None = None
    label: str | None = None
    since: date | None = None
    until: date | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """The typed words, folded, each once."""
        return tuple(dict.fromkeys(_words(self.text)))[:MOST_WORDS]

    @property
    def wanted(self) -> tuple[str, ...]:
        """All that must be in a searched text."""
        return (*self.words, *([] if self.label is None else [label_sign(self.label)]))

    @property
    def phrase(self) -> str:
        """The typed words one after another, folded."""
        return " ".join(_words(self.text)[:MOST_WORDS])

    @property
    def is_blank(self) -> bool:
        """Whether nothing is asked for."""
        chosen = (self.team_ids, self.kinds, self.label, self.since, self.until)
        return not self.words and all(each is None for each in chosen)

    def accepts_day(self, day: date) -> bool:
        """Return whether a day is within the time that is asked for."""
        return (self.since is None or day >= self.since) and (
            self.until is None or day <= self.until
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A text that was found, and where: the `item` of a meeting or journal, of a title the meeting.

    `text` is as it was written, and so is what else of the item was searched, such as the owner of
    an action. `team` is what the team is called now, `held_on` the day of the meeting, in a journal
    of what is said there.
    """

    meeting: str
    item: str
    kind: HitKind
    text: str
    also: tuple[str, ...] = ()
    title: str
    team: str
    held_on: date
    is_journal: bool = False


@dataclass(frozen=True, slots=True)
class SearchResults:
    """The hits, the best first; `more` if there are others that are not among them."""

    hits: tuple[Hit, ...] = ()
    more: bool = False


def _words(text: str) -> list[str]:
    """Return the words of a text as they are compared; no sign is part of one."""
    folded = fold(text)
    return (folded if folded.isascii() and "\0" not in folded else folded.translate(_TYPED)).split()


def searched_text(fields: Iterable[str], kind: HitKind, labels: Iterable[str] = ()) -> str:
    """Return the text in which a search looks for words: folded, each word after a space.

    Behind them are signs for what it is and which labels it carries.
    """
    words = " ".join(_words(" ".join(fields)))
    return "".join([" ", words, kind_sign(kind), *map(label_sign, labels)])


def kind_sign(kind: HitKind) -> str:
    """Return what stands for a kind in a searched text; no typed word is part of it."""
    return f"{_SIGN_ENDS}{chr(_KIND_LETTERS + NUMBERS[kind])}{_SIGN_ENDS}"


def label_sign(label: str) -> str:
    """Return what stands for a label in a searched text; no typed word is part of it."""
    letters = (chr(_LABEL_LETTERS + ord(letter) % 0x1000) for letter in label)
    return f"{_SIGN_ENDS}{''.join(letters)}{_SIGN_ENDS}"


def ranker(query: SearchQuery) -> Callable[[str], int]:
    """Return what tells how well a text fits that holds every word.

    0 for all as typed, 1 where every typed word begins one of the text, else 2.
    """
    phrase = f" {query.phrase}"
    starts = [f" {word}" for word in query.words]

    def rank(searched: str) -> int:
        if phrase in searched:
            return 0
        return 1 if all(start in searched for start in starts) else 2

    return rank


def best_first(found: Iterable[tuple[int, Hit]]) -> SearchResults:
    """Return the best of hits with their ranks: of one rank those of the latest meetings."""
    ordered = sorted(found, key=_place_among)
    return SearchResults(
        tuple(hit for _, hit in ordered[:MOST_HITS]), more=len(ordered) > MOST_HITS
    )


def _place_among(ranked: tuple[int, Hit]) -> tuple[int, int, str, int, str]:
    found, hit = ranked
    return (found, -hit.held_on.toordinal(), hit.meeting, NUMBERS[hit.kind], hit.item)
