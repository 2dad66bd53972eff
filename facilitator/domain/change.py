"""A change is a value: which records come, go, or become what."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from facilitator.domain.merge import merge_record
from facilitator.domain.records import Card, Item, Record


class Verb(StrEnum):
    """What a change does; the interface has a sentence for each."""

    NOTHING = "nothing"
    BEGIN = "begin"
    IMPORT = "import"
    ADD = "add"
    EDIT = "edit"
    MOVE = "move"
    REMOVE = "remove"
    GROUP = "gather"
    SPLIT = "split"
    STAMP = "stamp"
    UNSTAMP = "unstamp"
    TICK = "tick"
    UNTICK = "untick"
    COMMIT = "commit"
    JUDGE = "judge"
    WITHDRAW = "withdraw"
    NOTICE = "notice"
    AGREE = "agree"
    PARK = "park"
    SETTLE = "settle"
    ROTI = "roti"
    RECOGNISE = "recognise"
    CLASSIFY = "classify"
    NUMBER = "number"
    REGISTER = "register"
    RENAME_TEAM = "rename_team"
    MERGE_TEAMS = "merge_teams"
    JOIN_TEAM = "join_team"
    SET_TEMPLATE = "set_template"
    DROP_TEMPLATE = "drop_template"
    RENAME_PERSON = "rename_person"
    LOOK_BACK = "look_back"
    CHOOSE_FIRST = "choose_first"
    SET_NEXT = "set_next"
    SET_NEXT_FACILITATOR = "set_next_facilitator"
    GROUND_RULES = "ground_rules"
    ANSWER = "answer"
    CHECK = "check"
    DETAILS = "details"
    ROSTER = "roster"
    SIGN = "sign"
    UNSIGN = "unsign"
    REVEAL = "reveal"
    BALLOT = "ballot"
    DOTS = "dots"
    SLIP = "slip"
    TALLY = "tally"
    DEFER = "defer"
    TAKE_UP = "take_up"
    DISCARD = "discard"
    RESTORE = "take_back"
    ERASE = "erase"
    STEP = "turn"
    PART = "part"
    ROUND = "round"
    PRIVATE = "private"
    CLOCK = "clock"
    DRAFT = "draft"


_NOT_UNDONE = frozenset(
    {
        Verb.NOTHING,
        Verb.BEGIN,
        Verb.IMPORT,
        Verb.STEP,
        Verb.PART,
        Verb.DRAFT,
        Verb.ROUND,
        Verb.PRIVATE,
        Verb.CLOCK,
        Verb.SLIP,
        Verb.DISCARD,
        Verb.RESTORE,
        Verb.ERASE,
        Verb.LOOK_BACK,
        Verb.JOIN_TEAM,
    }
)
"""Steps and unfinished text are saved but never undone: the way back is one key.

Time can't be undone either, nor whose turn it was: only changes that are not undone alter them.
With a card that is undone the turn goes back, by a change of its own.

A slip of dots is its voter's: nobody else takes it back.

What becomes of a whole meeting is undone where the meetings are listed.
"""


@dataclass(frozen=True, slots=True)
class Edit:
    """One record that comes (no before), goes (no after) or becomes another of the same id."""

    before: Record | None
    after: Record | None


@dataclass(frozen=True)
class Change:
    """All that one action of a user alters; what is read from it is worked out once.

    `subject` is the text of the thing it was done to, shortened where it is shown; `count` is how
    many things, and `targets` their ids where other things come or go along with them.
    """

    meeting: str
    verb: Verb
    edits: tuple[Edit, ...] = ()
    subject: str = ""
    count: int = 1
    targets: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.edits)

    def inverse(self) -> "Change":
        """Return the change that undoes this one exactly: same ids, same places."""
        edits = tuple(Edit(edit.after, edit.before) for edit in reversed(self.edits))
        return Change(self.meeting, self.verb, edits, self.subject, self.count, self.targets)

    def followed_by(self, later: "Change") -> "Change":
        """Return one change for this one and another that was made after it, named like that.

        Somebody else may have altered the same records in between: that is not part of it.
        """
        edits = _whole((*self.edits, *later.edits))
        return replace(later, edits=edits)

    @cached_property
    def keys(self) -> frozenset[tuple[type, str]]:
        """The type and id of each record that it alters."""
        records = (edit.after or edit.before for edit in self.edits)
        return frozenset((type(record), record.id) for record in records if record is not None)

    def overlaps(self, other: "Change") -> bool:
        """Return whether both alter the same record."""
        return not self.keys.isdisjoint(other.keys)

    @property
    def undoable(self) -> bool:
        return self.verb not in _NOT_UNDONE

    @cached_property
    def added(self) -> tuple[Item, ...]:
        """The items that were not there before, in order."""
        return tuple(e.after for e in self.edits if e.before is None and isinstance(e.after, Item))

    @cached_property
    def removed(self) -> tuple[Item, ...]:
        return tuple(e.before for e in self.edits if e.after is None and isinstance(e.before, Item))

    @cached_property
    def added_back(self) -> tuple[Item, ...]:
        """Of what was added, what it was done to."""
        targets = frozenset(self.targets)
        return tuple(item for item in self.added if item.id in targets) if targets else ()

    @cached_property
    def removed_targets(self) -> tuple[Item, ...]:
        """Of what was removed, what it was done to."""
        targets = frozenset(self.targets)
        return tuple(item for item in self.removed if item.id in targets) if targets else ()

    @cached_property
    def is_hidden(self) -> bool:
        """Whether cards came that are hidden from the room."""
        return any(isinstance(item, Card) and item.hidden for item in self.added)


def together(changes: Sequence[Change]) -> Change:
    """Return one change for several that were made one after another; there is at least one.

    It is named like the last that adds something, or else like the last of all.
    """
    named = next((each for each in reversed(changes) if each.added), changes[-1])
    edits = _whole(edit for change in changes for edit in change.edits)
    count = sum(change.count for change in changes if change.verb is named.verb)
    targets = tuple(target for change in changes for target in change.targets)
    return replace(named, edits=edits, count=count, targets=targets)


def _whole(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Return one edit for each record: from what it was before the first to what the last made it.

    Somebody else may have altered the same record in between: that is not part of it.
    """
    whole: dict[tuple[type, str], Edit] = {}
    for edit in edits:
        record = edit.after or edit.before
        if record is None:
            continue
        key = (type(record), record.id)
        after, known = edit.after, whole.get(key)
        if known is not None and known.after and edit.before and after:
            after = merge_record(edit.before, after, known.after)
        whole[key] = Edit(known.before if known is not None else edit.before, after)
    return tuple(edit for edit in whole.values() if edit.before != edit.after)
