"""Excuses that several teams have in common, by their words; nobody is named in them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from facilitator.domain.follow_up.over_time import TeamExcuses
from facilitator.domain.follow_up.same_things import SameThings
from facilitator.domain.text import fold
from facilitator.export.without_names import without_people
from facilitator.services.recurrence import SimilarTexts

MOST = 3_000
"""Excuses that are compared, those said last: the work grows with their square."""
_NAME = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands for a name where words are compared: two teams do not agree in that somebody is named."""


@dataclass(frozen=True, slots=True)
class TeamSaid:
    """What one team has said."""

    team: str
    excuses: TeamExcuses


@dataclass(frozen=True, slots=True, kw_only=True)
class CommonExcuse:
    """An excuse that several teams have, in the words that were used most, without a name."""

    text: str
    teams: int
    times: int
    last: date


@dataclass(slots=True)
class _Said:
    """An excuse in all the words that are one, with how often each team said which."""

    words: Counter[str] = field(default_factory=Counter)
    """Of each sentence without names, how often it was said."""
    teams: set[str] = field(default_factory=set)
    last: date = date.min

    @property
    def times(self) -> int:
        return sum(self.words.values())

    @property
    def text(self) -> str:
        """The words that were used most."""
        return min(self.words, key=lambda words: (-self.words[words], words))

    def add(self, other: "_Said") -> None:
        self.words += other.words
        self.teams |= other.teams
        self.last = max(self.last, other.last)


def common_excuses(
    said: Sequence[TeamSaid], owners: Sequence[str], somebody: str
) -> list[CommonExcuse]:
    """Return the excuses of two teams or more, those first that most teams have.

    `somebody` is shown in place of each name. What people have confirmed to be the same counts as
    one, and what sounds similar does.
    """
    listed = list(dict.fromkeys(name for each in said for name in each.excuses.people))
    units = _units(said, listed, owners)
    found = [group for group in _gathered(units) if len(group.teams) > 1]
    found.sort(key=lambda group: (-len(group.teams), -group.times, group.text))
    return [
        CommonExcuse(
            text=_shown(group.text, somebody),
            teams=len(group.teams),
            times=group.times,
            last=group.last,
        )
        for group in found
    ]


def _shown(text: str, somebody: str) -> str:
    """Return words with `somebody` in place of each name, with a capital where they begin."""
    if text.startswith(_NAME):
        text = f"{somebody[:1].upper()}{somebody[1:]}{text[1:]}"
    return text.replace(_NAME, somebody)


def _units(said: Sequence[TeamSaid], listed: Iterable[str], owners: Iterable[str]) -> list[_Said]:
    """Return what was said, put together where the words are equal or people have said so."""
    every = [(each.team, excuse) for each in said for excuse in each.excuses.said]
    every.sort(key=lambda one: (one[1].day, one[1].id))
    every = every[-MOST:]
    masked = without_people([excuse.text for _, excuse in every], listed, owners, _NAME)
    same = SameThings(pair for each in said for pair in each.excuses.same)
    for (_, excuse), words in zip(every, masked, strict=True):
        same.join(excuse.id, f"words/{fold(words)}")
    units: dict[str, _Said] = defaultdict(_Said)
    met = set[str]()
    for (team, excuse), words in zip(every, masked, strict=True):
        if excuse.id not in met and words:
            met.add(excuse.id)
            one = _Said(Counter([words]), {team}, excuse.day)
            units[same.first(excuse.id)].add(one)
    return list(units.values())


def _gathered(units: Iterable[_Said]) -> list[_Said]:
    """Return what sounds similar in one; what is said by most gathers what is like it.

    What was gathered gathers nothing itself: similar to similar may be something else.
    """
    order = sorted(units, key=lambda unit: (-len(unit.teams), -unit.times, unit.text))
    texts = SimilarTexts()
    for unit in order:
        texts.add(unit.text)
    gathered = set[int]()
    found = []
    for number, unit in enumerate(order):
        if number in gathered:
            continue
        for _, other in texts.similar(unit.text):
            if other > number and other not in gathered:
                gathered.add(other)
                unit.add(order[other])
        found.append(unit)
    return found
