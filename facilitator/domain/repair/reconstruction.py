"""A whole meeting out of the records that are left of one: nothing that could be read is dropped.

What the records point at and nobody has any more is stood in for by a placeholder, so that the
chain from gap to action holds.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from facilitator.domain.exercise import Exercise, Kind, Tone
from facilitator.domain.meeting import Meeting
from facilitator.domain.order import STEP
from facilitator.domain.records import (
    Action,
    Answer,
    Ballot,
    Bookmark,
    Card,
    Clock,
    Details,
    EarlierAction,
    Excuse,
    GapNumber,
    Item,
    Listed,
    Origin,
    Parked,
    Record,
    Recurrence,
    RegisterNote,
    Roti,
    Script,
    Statement,
    Strategy,
    Team,
    TeamTemplate,
    Theme,
    Verdict,
    new_id,
    parent_of,
)
from facilitator.domain.repair.sanitize import (
    is_id,
    tidy,
    tidy_action,
    tidy_answer,
    tidy_ballot,
    tidy_bookmark,
    tidy_clock,
    tidy_deferral,
    tidy_details,
    tidy_earlier_action,
    tidy_gap_number,
    tidy_journal,
    tidy_line,
    tidy_lines,
    tidy_number,
    tidy_recurrence,
    tidy_register_note,
    tidy_team,
    tidy_template,
)

UNREADABLE = "(could not be read)"
"""What a placeholder says, and a record whose own text is gone."""
_DEEPEST = 200
"""Whys above one another."""
_LEADS_UP = (Excuse, Origin, Strategy, Action, Verdict, Answer)
"""The types of items that belong to an item of another type, or to one of their own."""


@dataclass(frozen=True, slots=True)
class Reconstruction:
    """`placeholders` replace what is lost; `named` says whether the details were there."""

    meeting: Meeting
    placeholders: int
    named: bool


def reconstruct(
    meeting_id: str,
    details: Details | None,
    bookmark: Bookmark | None,
    items: Iterable[Item],
    exercise: Exercise,
    today: date,
    others: Iterable[Clock | Script | Team | TeamTemplate | Roti | Listed] = (),
) -> Reconstruction:
    """Return a meeting that can be opened, saved and exported like any other.

    Of items with the same id, the first keeps it. `today` is the day of a meeting that lost its
    own.
    """
    known = meeting_id if is_id(meeting_id) else new_id()
    piecing = _Builder(known, items, exercise, today)
    others = list(others)
    team = next((each for each in others if isinstance(each, Team)), None)
    if _is_journal(details, team):
        heading = tidy_journal(details, team, known, today)
        team = team or Team(id=known, name=heading.team)
        others = [team, *(each for each in others if not isinstance(each, Team))]
    else:
        heading = tidy_details(details, known, exercise, today)
        others = [each for each in others if not isinstance(each, Team)]
    mark = tidy_bookmark(bookmark, known)
    items = piecing.whole()
    beside = [_beside(each, known, piecing) for each in others]
    meeting = Meeting.from_records([heading, mark, *beside, *items])
    return Reconstruction(meeting, piecing.placeholders, details is not None)


def _is_journal(details: Details | None, team: Team | None) -> bool:
    """Return whether what is left is of the journal of a team, which follows no exercise."""
    if details is None:
        return team is not None
    return not details.exercise and (team is not None or details.team_id == details.id)


def _beside(
    found: Clock | Script | Team | TeamTemplate | Roti | Listed, known: str, piecing: "_Builder"
) -> Record:
    """Return a record that is no item, cleaned up."""
    if isinstance(found, Clock):
        return tidy_clock(found, known)
    if isinstance(found, Team):
        return tidy_team(replace(found, name=tidy_line(found.name) or UNREADABLE), known)
    if isinstance(found, Roti | Script):
        return replace(found, id=known)
    if isinstance(found, TeamTemplate):
        return tidy_template(found, known)
    own = piecing.own(found.id)
    if isinstance(found, GapNumber):
        return tidy_gap_number(found, own)
    if isinstance(found, RegisterNote):
        return tidy_register_note(replace(found, text=tidy(found.text) or UNREADABLE), own)
    if isinstance(found, Ballot):
        return tidy_ballot(found, own)
    if isinstance(found, Recurrence):
        return tidy_recurrence(replace(found, text=tidy(found.text) or UNREADABLE), own)
    later = tidy_deferral(found, own)
    return replace(later, reason=later.reason or UNREADABLE)


def read_of(meeting: Meeting, kind: type[Item]) -> int:
    """Return how many items of a kind were read, without the placeholders of lost ones."""
    return sum(item.text != UNREADABLE for item in meeting.all(kind))


class _Builder:
    """The items of one meeting, each with an id of its own and a parent that is there."""

    def __init__(self, known: str, items: Iterable[Item], exercise: Exercise, today: date) -> None:
        self.placeholders = 0
        self._today = today
        self._exercise = exercise
        self._stand_ins: dict[tuple[type[Item], str], Item] = {}
        self._items: dict[str, Item] = {}
        self._taken = {known}
        for item in items:
            own = self.own(item.id)
            self._items[own] = self._tidied(replace(item, id=own))

    def own(self, wanted: object) -> str:
        """Return that id where nothing else has it, else a new one."""
        known = str(wanted) if is_id(wanted) and wanted not in self._taken else new_id()
        self._taken.add(known)
        return known

    def whole(self) -> list[Item]:
        """Return every item, and the placeholders it needs."""
        found = [self._joined(item) for item in self._items.values()]
        return [*self._without_circles(found), *self._stand_ins.values()]

    def _without_circles(self, found: list[Item]) -> list[Item]:
        """Return the items, what leads up to itself put under something that was lost."""
        known = {item.id: item for item in found}
        led: set[str] = set()
        for start in found:
            way: dict[str, None] = {}
            at: Item | None = start
            while at is not None and at.id not in led:
                if at.id in way and isinstance(at, Excuse):
                    known[at.id] = replace(at, gap=self._stand_in(Card, "").id)
                    break
                if at.id in way and isinstance(at, Origin):
                    known[at.id] = replace(at, parent=self._stand_in(Excuse, "").id)
                    break
                way[at.id] = None
                at = known.get(parent_of(at)) if isinstance(at, _LEADS_UP) else None
            led.update(way)
        return list(known.values())

    def _tidied(self, item: Item) -> Item:
        text = tidy(item.text) or UNREADABLE
        place = tidy_number(item.place)
        if isinstance(item, EarlierAction):
            return replace(tidy_earlier_action(item), text=tidy(item.text), place=place)
        if isinstance(item, Verdict):
            return replace(item, text=tidy(item.text), place=place)
        if isinstance(item, Parked):
            stage = item.stage if is_id(item.stage) else ""
            return replace(item, text=text, place=place, stage=stage)
        if isinstance(item, Excuse):
            return replace(item, text=text, place=place, ask=tidy_line(item.ask))
        if isinstance(item, Card | Theme):
            rank = item.rank if item.rank is None else tidy_number(item.rank)
            item = replace(item, text=text, place=place, rank=rank, labels=tidy_lines(item.labels))
            return replace(item, author=tidy_line(item.author)) if isinstance(item, Card) else item
        if isinstance(item, Action):
            return replace(tidy_action(item), text=text, place=place)
        if isinstance(item, Statement):
            brought = item.brought_from if is_id(item.brought_from) else ""
            ticks = tidy_lines(item.ticks)
            return replace(item, text=text, place=place, ticks=ticks, brought_from=brought)
        if isinstance(item, Answer):
            return replace(tidy_answer(item), text=tidy(item.text), place=place)
        return replace(item, text=text, place=place)

    def _joined(self, item: Item) -> Item:
        """Return the item under a parent that is there."""
        if isinstance(item, Card):
            return self._card(item)
        if isinstance(item, Theme):
            return replace(item, column=self._column(item.column))
        if isinstance(item, Excuse):
            return replace(item, gap=self._parent(item.gap, Card, Theme, Verdict))
        if isinstance(item, Origin):
            return self._origin(item)
        if isinstance(item, Strategy):
            parent = self._parent(item.parent, Excuse, Origin, Card, Theme)
            return replace(item, parent=parent)
        if isinstance(item, Answer):
            above = self._parent(item.about, Card, Theme, EarlierAction) if item.about else ""
            return replace(item, about=above)
        if isinstance(item, Action):
            return replace(item, strategy=self._parent(item.strategy, Strategy, Parked, Answer))
        if isinstance(item, Verdict):
            return replace(item, action=self._parent(item.action, EarlierAction, Action))
        return self._statement(item) if isinstance(item, Statement) else item

    def _card(self, card: Card) -> Card:
        column = self._column(card.column)
        theme = self._items.get(card.theme or "")
        belongs = isinstance(theme, Theme) and self._column(theme.column) == column
        return replace(card, column=column, theme=card.theme if belongs else None)

    def _column(self, column: str) -> str:
        known = {column.id for column in self._exercise.columns}
        return column if column in known else self._exercise.column_of(Tone.GAP).id

    def _origin(self, origin: Origin) -> Origin:
        above: Item | None = origin
        for _ in range(_DEEPEST):
            above = self._items.get(above.parent) if isinstance(above, Origin) else None
            if above is None or isinstance(above, Excuse):
                return replace(origin, parent=self._parent(origin.parent, Excuse, Origin))
        # A circle, or a chain that nobody made, is cut here.
        cut = replace(origin, parent=self._stand_in(Excuse, "").id)
        self._items[origin.id] = cut
        return cut

    def _statement(self, statement: Statement) -> Statement:
        stages = [stage.id for stage in self._exercise.stages]
        if statement.stage in stages:
            return statement
        kinds = [s.id for s in self._exercise.stages if s.kind is Kind.STATEMENT]
        return replace(statement, stage=(kinds or stages)[0])

    def _parent(self, wanted: str, kind: type[Item], *others: type[Item]) -> str:
        """Return the id of a parent of these kinds, or else of a placeholder of the first kind."""
        if isinstance(self._items.get(wanted), (kind, *others)):
            return wanted
        return self._stand_in(kind, wanted).id

    def _stand_in(self, kind: type[Item], wanted: str) -> Item:
        """Return the placeholder of the lost item of that id; one for all whose id is lost too."""
        key = kind, wanted if is_id(wanted) else ""
        if key not in self._stand_ins:
            own = wanted if key[1] and wanted not in self._taken else new_id()
            self._taken.add(own)
            self._stand_ins[key] = self._made(kind, own)
            self.placeholders += 1
        return self._stand_ins[key]

    def _made(self, kind: type[Item], own: str) -> Item:
        place = STEP * (len(self._items) + len(self._stand_ins) + 1)
        if kind is Strategy:
            above = self._stand_in(Excuse, "").id
            return Strategy(id=own, parent=above, text=UNREADABLE, place=place)
        if kind is EarlierAction:
            day = self._today
            return EarlierAction(
                id=own,
                stage="",
                text=UNREADABLE,
                place=place,
                meeting=own,
                action=own,
                promised_on=day,
            )
        if kind is Excuse:
            above = self._stand_in(Card, "").id
            return Excuse(id=own, gap=above, text=UNREADABLE, place=place)
        column = self._exercise.column_of(Tone.GAP).id
        return Card(id=own, column=column, text=UNREADABLE, place=place)
