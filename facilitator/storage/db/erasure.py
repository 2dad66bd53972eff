"""Remove the words of an erased meeting that other meetings and journals have as copies."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace

from sqlalchemy import Connection, bindparam, select, update

from facilitator.domain.records import (
    Details,
    EarlierAction,
    GapNumber,
    PastNumber,
    PastVerdict,
    Record,
    Verdict,
)
from facilitator.storage.db.connection import rows_of
from facilitator.storage.db.problems import DamagedRowError
from facilitator.storage.db.rows import FIELDS, from_row, to_row
from facilitator.storage.db.schema import (
    actions,
    answers,
    earlier_actions,
    excuses,
    meetings,
    origins,
    recurrences,
    register_notes,
    statements,
    strategies,
    verdicts,
)

Key = tuple[str, str]
"""The id of a meeting or journal, and that of a record in it."""


def forget_copies(connection: Connection, meeting: str, gone: Iterable[Record]) -> None:
    """Remove what others have of an erased meeting, whose records are `gone`."""
    _forget_gaps(connection, meeting)
    for statement in _FORGET:
        connection.execute(statement, {"erased": meeting})
    records = list(gone)
    _forget_sayings(connection, records)
    _forget_numbers(connection, records)


def _forget_gaps(connection: Connection, meeting: str) -> None:
    """Remove the gaps of the meeting where new actions grew from what was said of its own."""
    for container, action in grown_from(connection, meeting):
        connection.execute(_NO_GAP, {"of": container, "promised": action})


def grown_from(connection: Connection, meeting: str) -> Iterator[Key]:
    """Yield the meeting and the id of each action that grew from what was said of those of one.

    Copies of it tell of the gap in that meeting, from one meeting to the next for as long as there
    is something new to do.
    """
    waiting = [_key(row) for row in rows_of(connection, _COPIES_OF, {"of": meeting})]
    met = set(waiting)
    while waiting:
        container, copy = waiting.pop()
        for action in _actions_below(connection, container, copy):
            yield container, action
            keys = {"of": container, "promised": action}
            later = {_key(row) for row in rows_of(connection, _COPIES, keys)}
            waiting += later - met
            met |= later


def _key(row: Sequence[str]) -> Key:
    container, copy = row
    return container, copy


def _actions_below(connection: Connection, container: str, copy: str) -> Iterator[str]:
    """Yield the actions of a container that grew from what is said of an earlier one in it."""
    said = rows_of(connection, _SAID, {"container": container, "copy": copy})
    above = {known for (known,) in said}
    if not above:
        return
    children: dict[str, list[str]] = {}
    for statement in _LINKS:
        for known, parent in rows_of(connection, statement, {"container": container}):
            children.setdefault(parent, []).append(known)
    own = {known for known, _ in rows_of(connection, _LINKS[-1], {"container": container})}
    waiting, met = list(above), set(above)
    while waiting:
        under = [each for each in children.get(waiting.pop(), ()) if each not in met]
        met.update(under)
        waiting += under
    yield from met & own


def _forget_sayings(connection: Connection, gone: list[Record]) -> None:
    """Remove what was said in a meeting of actions of others, which later meetings tell again."""
    copies = {each.id: each for each in gone if isinstance(each, EarlierAction)}
    said: dict[str, set[PastVerdict]] = {}
    for verdict in (each for each in gone if isinstance(each, Verdict)):
        if verdict.text and (copy := copies.get(verdict.action)) is not None:
            past = PastVerdict(day=verdict.day, status=verdict.status, text=verdict.text)
            said.setdefault(copy.action, set()).add(past)
    for action, words in said.items():
        # By its id alone: where a meeting is there twice, the copy may name either.
        for container, *row in rows_of(connection, _TOLD, {"promised": action}):
            with suppress(DamagedRowError):
                values = dict(zip(FIELDS[EarlierAction], row, strict=True))
                _forget_history(connection, container, from_row(EarlierAction, values), words)


def _forget_history(
    connection: Connection, container: str, known: EarlierAction, words: set[PastVerdict]
) -> None:
    history = tuple(replace(past, text="") if past in words else past for past in known.history)
    if history != known.history:
        row = to_row(replace(known, history=history), container)
        keys = {"container": container, "copy": known.id}
        connection.execute(_HISTORY, keys | {"told": row["history"]})


def _forget_numbers(connection: Connection, gone: list[Record]) -> None:
    """Remove the numbers on gaps that were given in a meeting, which its team tells again later.

    A copy knows of each only the day and the value.
    """
    said = {PastNumber(day=n.day, value=n.value) for n in gone if isinstance(n, GapNumber)}
    team = next((each.team_id for each in gone if isinstance(each, Details)), None)
    if not said or team is None:
        return
    for container, *row in rows_of(connection, _NUMBERED, {"team": team}):
        with suppress(DamagedRowError):
            known = from_row(EarlierAction, dict(zip(FIELDS[EarlierAction], row, strict=True)))
            kept = tuple(past for past in known.numbers if past not in said)
            if kept != known.numbers:
                numbers = to_row(replace(known, numbers=kept), container)["numbers"]
                keys = {"container": container, "copy": known.id, "told": numbers}
                connection.execute(_NUMBERS, keys)


_copy = earlier_actions.c
_is_copy = (_copy.meeting == bindparam("of")) & (_copy.action == bindparam("promised"))
_COPIES_OF = select(_copy.meeting_id, _copy.id).where(_copy.meeting == bindparam("of"))
_COPIES = select(_copy.meeting_id, _copy.id).where(_is_copy)
_NO_GAP = update(earlier_actions).where(_is_copy).values(gap="", gap_id="", numbers="[]")
_SAID = select(verdicts.c.id).where(
    verdicts.c.meeting_id == bindparam("container"), verdicts.c.action == bindparam("copy")
)
_LINKS = tuple(
    select(each.c.id, each.c[parent]).where(each.c.meeting_id == bindparam("container"))
    for each, parent in (
        (verdicts, "action"),
        (excuses, "gap"),
        (origins, "parent"),
        (strategies, "parent"),
        (actions, "strategy"),
    )
)
"""What each item belongs to; actions last."""
_TOLD = select(_copy.meeting_id, *(_copy[name] for name in FIELDS[EarlierAction])).where(
    _copy.action == bindparam("promised")
)
_HISTORY = (
    update(earlier_actions)
    .where(_copy.meeting_id == bindparam("container"), _copy.id == bindparam("copy"))
    .values(history=bindparam("told"))
)
_NUMBERED = (
    select(_copy.meeting_id, *(_copy[name] for name in FIELDS[EarlierAction]))
    .join_from(earlier_actions, meetings, meetings.c.id == _copy.meeting_id)
    .where(meetings.c.team_id == bindparam("team"), _copy.numbers != "[]")
)
_NUMBERS = (
    update(earlier_actions)
    .where(_copy.meeting_id == bindparam("container"), _copy.id == bindparam("copy"))
    .values(numbers=bindparam("told"))
)
_FORGET = (
    update(earlier_actions)
    .where(_copy.meeting == bindparam("erased"))
    .values(text="", owner="", gap="", excuse="", history="[]", gap_id="", numbers="[]"),
    *(
        update(each).where(each.c.meeting == bindparam("erased")).values(text="")
        for each in (recurrences, register_notes)
    ),
    *(
        update(each).where(each.c.brought_from == bindparam("erased")).values(text="")
        for each in (answers, statements)
    ),
)
