"""The words of an erased meeting that others have copied, and changes of a log without them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from facilitator.domain.change import Change, Edit
from facilitator.domain.records import (
    Answer,
    EarlierAction,
    GapNumber,
    PastNumber,
    PastVerdict,
    Record,
    Recurrence,
    RegisterNote,
    Statement,
    Verdict,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasedWords:
    """What is to be forgotten: the same that is removed from the records themselves.

    `grown` are the meeting and id of each action that grew from what was said of those of the
    erased one, `said` what it said of each action, and `numbers` what it counted, which is told
    again in `numbered`: the meetings and the journal of its team.
    """

    meeting: str
    grown: frozenset[tuple[str, str]] = frozenset()
    said: Mapping[str, frozenset[PastVerdict]] = field(default_factory=dict)
    numbers: frozenset[PastNumber] = frozenset()
    numbered: frozenset[str] = frozenset()

    def without(self, change: Change) -> Change:
        """Return a change without the words; the same one if it has none of them."""
        container = change.meeting
        edits = tuple(
            Edit(self._plain(edit.before, container), self._plain(edit.after, container))
            for edit in change.edits
        )
        if edits == change.edits:
            return change
        return Change(container, change.verb, edits, "", change.count, change.targets)

    def _plain(self, record: Record | None, container: str) -> Record | None:
        if isinstance(record, EarlierAction):
            return self._plain_copy(record, container)
        if isinstance(record, Recurrence | RegisterNote) and record.meeting == self.meeting:
            return replace(record, text="")
        if isinstance(record, Answer | Statement) and record.brought_from == self.meeting:
            return replace(record, text="")
        return record

    def _plain_copy(self, copy: EarlierAction, container: str) -> EarlierAction:
        if copy.meeting == self.meeting:
            plain = replace(copy, text="", owner="", gap="", excuse="", history=())
            return replace(plain, gap_id="", numbers=())
        if (copy.meeting, copy.action) in self.grown:
            copy = replace(copy, gap="", gap_id="", numbers=())
        if said := self.said.get(copy.action):
            history = (replace(p, text="") if p in said else p for p in copy.history)
            copy = replace(copy, history=tuple(history))
        if container in self.numbered:
            numbers = tuple(past for past in copy.numbers if past not in self.numbers)
            copy = replace(copy, numbers=numbers)
        return copy


def erased_words(
    meeting: str,
    gone: Iterable[Record],
    grown: Iterable[tuple[str, str]],
    numbered: Iterable[str],
) -> ErasedWords:
    """Return what is to be forgotten of a meeting whose records are `gone`."""
    gone = list(gone)
    copies = {each.id: each for each in gone if isinstance(each, EarlierAction)}
    said: dict[str, set[PastVerdict]] = {}
    for verdict in (each for each in gone if isinstance(each, Verdict)):
        if verdict.text and (copy := copies.get(verdict.action)) is not None:
            past = PastVerdict(day=verdict.day, status=verdict.status, text=verdict.text)
            said.setdefault(copy.action, set()).add(past)
    return ErasedWords(
        meeting=meeting,
        grown=frozenset(grown),
        said={action: frozenset(words) for action, words in said.items()},
        numbers=frozenset(
            PastNumber(day=n.day, value=n.value) for n in gone if isinstance(n, GapNumber)
        ),
        numbered=frozenset(numbered),
    )
