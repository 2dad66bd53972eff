"""Records from the JSON of a meeting: all checks of an imported file."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from facilitator.domain.limits import (
    MOST_BALLOTS,
    MOST_ITEMS,
    MOST_STAGES,
    MOST_STORED,
    MOST_VOTES,
)
from facilitator.domain.order import STEP
from facilitator.domain.records import (
    Action,
    Ballot,
    Bookmark,
    Card,
    Clock,
    Details,
    Draft,
    Excuse,
    Item,
    Origin,
    Record,
    Side,
    StageTime,
    Statement,
    Status,
    Strategy,
    Theme,
    Vote,
    parent_of,
)
from facilitator.export.json_part import Part, let_go, refusal
from facilitator.progress import Progress, no_progress

FORMAT = "facilitator-meeting"
VERSION = 1

_Found = Sequence[tuple[Part, Item]]
_OFTEN = 100
"""Items from one word about the progress to the next."""


def read_records(document: Part, progress: Progress = no_progress) -> list[Record]:
    """Return every record of a file, with places and ranks in the order of its lists.

    `progress` counts items. Raises InputRefusedError when a value or a reference is not as it
    must be.
    """
    _check_format(document)
    heading = document.part("meeting")
    details, bookmark = _details(heading), _bookmark(heading)
    found = _items(document, progress)
    ballots = _ballots(document)
    _check_ids(details.id, [*found, *ballots])
    _check_references(found)
    _check_origins(found)
    if details.first and not any(
        isinstance(item, Action) and item.id == details.first for _, item in found
    ):
        raise heading.refusal("first", "null or the id of one of the actions is needed")
    single: list[Record] = [details, bookmark, *_clock(document, details.id)]
    records = [*single, *(b for _, b in ballots), *(item for _, item in found)]
    let_go(found)
    return records


class Places:
    """Places given out in order; themes continue after the cards."""

    def __init__(self) -> None:
        self._counts: dict[tuple[type, str], int] = {}

    def next(self, kind: type[Item], parent: str) -> int:
        """Return the next place under a parent."""
        row = (Card if kind is Theme else kind, parent)
        count = self._counts[row] = self._counts.get(row, 0) + 1
        return count * STEP


def placed(items: Iterable[Item]) -> Iterator[Item]:
    """Yield the items with places in the order in which they come."""
    places = Places()
    for item in items:
        yield replace(item, place=places.next(type(item), parent_of(item)))


def _check_format(document: Part) -> None:
    if document.raw("format") != FORMAT:
        raise document.refusal(
            "format", f'"{FORMAT}" is needed: choose a file that Facilitator exported'
        )
    version = document.raw("version")
    if type(version) is not int or version < 1:
        raise document.refusal("version", f"the number {VERSION} is needed")
    if version > VERSION:
        raise document.refusal(
            "version",
            f"this program reads up to version {VERSION}: "
            "open it with a newer Facilitator that reads that version",
        )


def _details(part: Part) -> Details:
    return Details(
        id=part.id("id"),
        title=part.title("title"),
        exercise=part.id("exercise"),
        held_on=part.day("held_on"),
        team=part.line("team"),
        facilitator=part.line("facilitator"),
        participants=part.lines("participants", MOST_STORED),
        signed=part.switch("signed"),
        next_on=part.optional_day("next_on"),
        first=part.optional_id("first"),
    )


def _bookmark(part: Part) -> Bookmark:
    """Return where the meeting is; what is selected may be gone, as in a meeting on screen."""
    drafts = _drafts(part)
    has_side = part.raw("side") is not None
    return Bookmark(
        id=part.id("id"),
        stage="" if part.raw("stage") in (None, "") else part.id("stage"),
        gap=part.optional_id("gap"),
        side=part.choice("side", Side, '"left", "right" and null') if has_side else None,
        left=part.optional_id("left"),
        right=part.optional_id("right"),
        turn=part.line("turn") or None,
        seat=part.optional_number("seat") or 0,
        private=part.switch("private"),
        drafts=tuple({draft.stage: draft for draft in drafts}.values()),
    )


def _drafts(part: Part) -> list[Draft]:
    drafts = [
        Draft(stage=draft.id("stage"), fields=draft.verbatim("fields", MOST_STORED))
        for draft in part.few_parts("drafts", MOST_STORED)
    ]
    part.check_size("drafts", [[draft.stage, draft.fields] for draft in drafts])
    return drafts


def _clock(document: Part, meeting: str) -> list[Clock]:
    if document.raw("clock") is None:
        return []
    part = document.part("clock")
    return [
        Clock(
            id=meeting,
            minutes=part.optional_number("minutes", 1),
            stage=part.optional_id("stage"),
            since=part.optional_moment("since"),
            given=_times(part, "given"),
            spent=_times(part, "spent"),
        )
    ]


def _times(part: Part, key: str) -> tuple[StageTime, ...]:
    """Return the time of each stage; of a stage named twice, the last one counts."""
    found = (
        StageTime(stage=p.id("stage"), seconds=p.number("seconds"))
        for p in part.few_parts(key, MOST_STAGES)
    )
    return tuple({time.stage: time for time in found}.values())


def _ballots(document: Part) -> list[tuple[Part, Ballot]]:
    return [
        (part, _ballot(part, number * STEP))
        for number, part in enumerate(document.few_parts("ballots", MOST_BALLOTS), 1)
    ]


def _ballot(part: Part, place: int) -> Ballot:
    votes = (
        Vote(gap=vote.id("gap"), dots=vote.number("dots"))
        for vote in part.few_parts("votes", MOST_VOTES)
    )
    return Ballot(
        id=part.id("id"),
        place=place,
        voters=part.number("voters"),
        dots=part.number("dots"),
        most=part.number("most"),
        secret=part.switch("secret"),
        closed=part.switch("closed"),
        votes=tuple({vote.gap: vote for vote in votes}.values()),
    )


def _items(document: Part, progress: Progress) -> list[tuple[Part, Item]]:
    parts = [(part, read) for key, read in _READERS.items() for part in document.parts(key)]
    if len(parts) > MOST_ITEMS:
        raise refusal(
            f"The file holds {len(parts):,} cards and other items, more than the {MOST_ITEMS:,} "
            "that a meeting can hold",
            "leave some of them out",
        )
    places = Places()
    found: list[tuple[Part, Item]] = []
    for number, (part, read) in enumerate(parts):
        if number % _OFTEN == 0:
            progress(number, len(parts))
        found.append((part, read(part, places)))
    let_go(parts)
    return found


def _card(part: Part, places: Places) -> Item:
    known, column = part.id("id"), part.id("column")
    return Card(
        id=known,
        column=column,
        text=part.text("text"),
        place=places.next(Card, column),
        theme=part.optional_id("theme"),
        rank=_rank(part),
        labels=part.lines("labels", MOST_STORED),
        author=part.line("author"),
        hidden=part.switch("veiled"),
    )


def _theme(part: Part, places: Places) -> Item:
    known, column = part.id("id"), part.id("column")
    return Theme(
        id=known,
        column=column,
        text=part.text("name"),
        place=places.next(Theme, column),
        rank=_rank(part),
        labels=part.lines("labels", MOST_STORED),
    )


def _excuse(part: Part, places: Places) -> Item:
    known, gap = part.id("id"), part.id("gap")
    return Excuse(id=known, gap=gap, text=part.text("text"), place=places.next(Excuse, gap))


def _origin(part: Part, places: Places) -> Item:
    known, parent = part.id("id"), part.id("parent")
    place = places.next(Origin, parent)
    return Origin(id=known, parent=parent, text=part.text("text"), place=place)


def _strategy(part: Part, places: Places) -> Item:
    known, excuse = part.id("id"), part.id("excuse")
    place = places.next(Strategy, excuse)
    return Strategy(id=known, excuse=excuse, text=part.text("text"), place=place)


def _action(part: Part, places: Places) -> Item:
    has_status = part.raw("status") is not None
    offered = ", ".join(f'"{status}"' for status in Status)
    known, strategy = part.id("id"), part.id("strategy")
    return Action(
        id=known,
        strategy=strategy,
        text=part.text("text"),
        place=places.next(Action, strategy),
        owner=part.line("owner"),
        due=part.optional_day("due"),
        sign=part.line("sign"),
        status=part.choice("status", Status, offered) if has_status else Status.OPEN,
    )


def _statement(part: Part, places: Places) -> Item:
    known, stage = part.id("id"), part.id("stage")
    return Statement(
        id=known,
        stage=stage,
        text=part.text("text"),
        place=places.next(Statement, stage),
        ticks=part.lines("ticks", MOST_STORED),
    )


_READERS: dict[str, Callable[[Part, Places], Item]] = {
    "cards": _card,
    "themes": _theme,
    "excuses": _excuse,
    "origins": _origin,
    "strategies": _strategy,
    "actions": _action,
    "statements": _statement,
}


def _rank(part: Part) -> int | None:
    rank = part.rank("rank")
    return None if rank is None else rank * STEP


def _check_ids(meeting: str, found: Sequence[tuple[Part, Item | Ballot]]) -> None:
    known = {meeting}
    for part, item in found:
        if item.id in known:
            raise refusal(
                f'{part.at("id")} is "{item.id}", which something else in the file has',
                "an id of its own is needed",
            )
        known.add(item.id)


def _check_references(found: _Found) -> None:
    kinds: dict[str, type[Item]] = {item.id: type(item) for _, item in found}
    for part, item in found:
        key, parent, allowed, named = _reference(item)
        if parent is not None and kinds.get(parent) not in allowed:
            raise part.refusal(key, f"the id of {named} in this file is needed")


def _reference(item: Item) -> tuple[str, str | None, tuple[type[Item], ...], str]:
    """Return key and id of the item's parent, the types that it may be of, and their name."""
    if isinstance(item, Card):
        return "theme", item.theme, (Theme,), "one of the themes"
    if isinstance(item, Excuse):
        return "gap", item.gap, (Card, Theme), "a card or theme"
    if isinstance(item, Origin):
        return "parent", item.parent, (Excuse, Origin), "an excuse or origin"
    if isinstance(item, Strategy):
        return "excuse", item.excuse, (Excuse,), "one of the excuses"
    if isinstance(item, Action):
        return "strategy", item.strategy, (Strategy,), "one of the strategies"
    return "", None, (), ""


def _check_origins(found: _Found) -> None:
    """Check that every origin leads up to an excuse, and so never in a circle."""
    above = {item.id: item.parent for _, item in found if isinstance(item, Origin)}
    led: set[str] = set()
    for part, item in found:
        way: dict[str, None] = {}
        step = item.id
        while step in above and step not in led:
            if step in way:
                raise part.refusal("parent", "origins must lead to an excuse, without a circle")
            way[step] = None
            step = above[step]
        led |= way.keys()
