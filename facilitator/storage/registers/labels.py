"""The registers of labels: which gaps are in one, read without loading meetings."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from sqlalchemy import Connection

from facilitator.domain.follow_up.known_actions import Key
from facilitator.domain.follow_up.registers import (
    FoundGap,
    RegisterEntry,
    RegisterLabels,
    entries,
)
from facilitator.domain.follow_up.teams import resolved
from facilitator.domain.records import Card, Recurrence, RegisterNote, Team, Theme
from facilitator.storage.db.problems import DamagedRowError
from facilitator.storage.db.rows import FIELDS, from_row, words_in
from facilitator.storage.registers.held import Held, Row, read_fields

_GAP = ("id", "column", "text", "labels")


def read_register_entries(
    connection: Connection,
    held: Held,
    teams: Mapping[str, Team],
    labels: Mapping[str, RegisterLabels],
    team_ids: Sequence[str] | None = None,
) -> list[RegisterEntry]:
    """Return what is in the registers of teams, or of all meetings.

    `labels` says of each exercise which labels belong in a register. What is hidden from the room
    is left out. Raises sqlite3.Error and DamagedRowError.
    """
    try:
        links = read_fields(connection, held, Recurrence, "item", "meeting", "earlier")
        same = [((own, item), (meeting, earlier)) for own, item, meeting, earlier in links]
        found = _Finder(connection, held, teams, labels).found(same)
        notes = [
            from_row(RegisterNote, dict(zip(FIELDS[RegisterNote], row, strict=True)))
            for _, *row in read_fields(connection, held, RegisterNote, *FIELDS[RegisterNote])
        ]
    except (KeyError, TypeError, ValueError) as error:
        raise DamagedRowError(f"the registers: {error}") from error
    made = entries(found, same, notes)
    if team_ids is None:
        return made
    wanted = {resolved(each, teams) for each in team_ids}
    return [entry for entry in made if entry.team_id in wanted]


class _Finder:
    """What finds the gaps that are in a register."""

    def __init__(
        self,
        connection: Connection,
        held: Held,
        teams: Mapping[str, Team],
        labels: Mapping[str, RegisterLabels],
    ) -> None:
        self._connection = connection
        self._held = held
        self._teams = teams
        self._labels = labels

    def found(self, same: Iterable[tuple[Key, Key]]) -> list[FoundGap]:
        """Return the gaps with a label of a register, and those that are the same as one."""
        labelled = {
            (container, known): self._gap(container, known, text, registers)
            for container, known, _, text, stored in self._rows(filled="labels")
            if (registers := self._registers(container, stored))
        }
        linked = _joined(same, labelled) - labelled.keys()
        others = [
            self._gap(container, known, text, ())
            for container, known, column, text, _ in self._rows(of={each for each, _ in linked})
            if (container, known) in linked and self._is_gap(container, column)
        ]
        return [*labelled.values(), *others]

    def _rows(self, of: Collection[str] | None = None, filled: str = "") -> Iterator[Row]:
        """Yield the stored cards and themes but for what is hidden from the room."""
        cards = read_fields(
            self._connection, self._held, Card, *_GAP, "hidden", of=of, filled=filled
        )
        yield from (row[:-1] for row in cards if not row[-1])
        yield from read_fields(self._connection, self._held, Theme, *_GAP, of=of, filled=filled)

    def _registers(self, container: str, stored: str) -> tuple[str, ...]:
        of = self._labels.get(self._held.details[container].exercise)
        names = of.registers if of is not None else {}
        return tuple(dict.fromkeys(names[each] for each in words_in(stored) if each in names))

    def _is_gap(self, container: str, column: str) -> bool:
        of = self._labels.get(self._held.details[container].exercise)
        return of is not None and of.gap_column == column

    def _gap(self, container: str, known: str, text: str, registers: tuple[str, ...]) -> FoundGap:
        details = self._held.details[container]
        team_id = details.team_id and resolved(details.team_id, self._teams)
        team = self._teams.get(team_id) if team_id else None
        return FoundGap(
            meeting=container,
            gap=known,
            title=details.title,
            held_on=details.held_on,
            team_id=team_id,
            team=team.name if team else details.team,
            text=text,
            registers=registers,
        )


def _joined(same: Iterable[tuple[Key, Key]], gaps: Collection[Key]) -> set[Key]:
    """Return gaps with all that are the same, over however many links."""
    beside: dict[Key, list[Key]] = {}
    for one, other in same:
        beside.setdefault(one, []).append(other)
        beside.setdefault(other, []).append(one)
    met, waiting = set(gaps), list(gaps)
    while waiting:
        fresh = {each for each in beside.get(waiting.pop(), ()) if each not in met}
        met |= fresh
        waiting += fresh
    return met
