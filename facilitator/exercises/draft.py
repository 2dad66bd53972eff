"""An exercise while it is changed: its tables, right or wrong, and the way back."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from facilitator.domain.exercise import Exercise, Kind
from facilitator.exercises.blanks import Table, blank_part, blank_stage
from facilitator.exercises.faults import faults_of
from facilitator.exercises.file_format import NEWEST
from facilitator.exercises.loader import exercise_of
from facilitator.exercises.names import free_name
from facilitator.parsed_text import Fault

Place = tuple[str | int, ...]
"""The way to a value: keys, and indexes in lists, as ("stages", 2, "minutes")."""

LISTS = ("columns", "labels", "fields", "checks", "stages", "close")
"""The lists of tables, in which all have an id."""
_ID_OF = {"labels": "label", "fields": "question", "checks": "check", "close": "place"}
_ONLY_OF = {
    "active": (Kind.BOARD,),
    "criteria": (Kind.STATEMENT,),
    "field": (Kind.ANSWERS,),
    "from_strengths": (Kind.STRATEGIES,),
}
"""The keys that only some kinds of stage have."""
MOST_STEPS = 500
"""Steps that can be undone."""


class ExerciseDraft:
    """The tables of one exercise, of the newest format; every change of them can be undone."""

    def __init__(self, tables: Table) -> None:
        self._tables = _newest(deepcopy(tables))
        self._saved = deepcopy(self._tables)
        self._undo: list[tuple[Table, Place]] = []
        self._redo: list[tuple[Table, Place]] = []
        self._typing: Place | None = None
        """Where the last change was typed: what follows there is the same step."""

    @property
    def tables(self) -> Table:
        """The tables as they are now; they must not be altered."""
        return self._tables

    @property
    def is_changed(self) -> bool:
        """Whether there is anything to save."""
        return self._tables != self._saved

    def faults(self) -> tuple[Fault, ...]:
        """Return all that is wrong."""
        return faults_of(self._tables)

    def exercise(self) -> Exercise | None:
        """Return the exercise; None while something is wrong."""
        try:
            return exercise_of(self._tables)
        except Fault:
            return None

    def mark_saved(self, saved: Table) -> None:
        """Note that these tables are saved now."""
        self._saved = deepcopy(saved)

    def resume(self, tables: Table) -> None:
        """Go on with changes that were not saved: to undo leads to what was."""
        if _newest(deepcopy(tables)) != self._tables:
            self._begin(())
            self._tables = _newest(deepcopy(tables))

    def name(self, exercise_id: str) -> None:
        """Let the exercise have this id, whatever is undone."""
        for tables in (self._tables, *(each for each, _ in (*self._undo, *self._redo))):
            tables["id"] = exercise_id

    def value(self, place: Place) -> Any:  # noqa: ANN401 - whatever a file may hold
        """Return what is at a place; None where there is nothing."""
        found: Any = self._tables
        for step in place:
            try:
                found = found[step]
            except (KeyError, IndexError, TypeError):
                return None
        return found

    # Changes

    def put(self, place: Place, value: object, *, typing: bool = True) -> None:
        """Put a value at a place, None to have nothing there; typed, it goes on with a step."""
        if self.value(place) == value:
            return
        if not (typing and self._typing == place):
            self._begin(place)
        self._typing = place if typing else None
        above, key = self._above(place), place[-1]
        if value is None:
            above.pop(key, None)
        else:
            above[key] = value

    def add(self, name: str, kind: Kind | None = None, after: int | None = None) -> Place:
        """Add a part to one of the lists, `after` one that is there, and return its place."""
        listed = list(self.value((name,)) or ())
        index = len(listed) if after is None else after + 1
        place: Place = (name, index)
        self._begin(place)
        part = blank_stage(kind) if kind is not None else blank_part(name)
        base = kind.value if kind is not None else _ID_OF[name]
        new: Table = {"id": free_name(base, self._ids()), **part}
        if kind is Kind.ANSWERS:
            new["field"] = next(self._meeting_fields(), "")
        if name == "labels":
            new["text"] = _free_text(new["text"], [each.get("text") for each in listed])
        self._tables.setdefault(name, []).insert(index, new)
        return place

    def add_opening(self) -> Place:
        """Add what is shown before the first stage, and return its place."""
        self._begin(("opening",))
        self._tables["opening"] = blank_part("opening")
        return ("opening",)

    def set_kind(self, index: int, kind: Kind) -> None:
        """Let a stage be of another kind: it gets what that needs and loses what it can't have."""
        stage = self._tables["stages"][index]
        if stage.get("kind") == kind.value:
            return
        self._begin(("stages", index, "kind"))
        blank = blank_stage(kind)
        kept = {key: each for key, each in stage.items() if kind in _ONLY_OF.get(key, (kind,))}
        if kind is Kind.BOARD:
            kept.pop("left", None)
            kept.pop("right", None)
        needed = {key: each for key, each in blank.items() if key not in kept}
        if kind is Kind.ANSWERS:
            needed["field"] = next(self._meeting_fields(), "")
        self._tables["stages"][index] = {**kept, **needed, "kind": kind.value}

    def can_remove(self, place: Place) -> bool:
        """Return whether an exercise can do without this part."""
        if place == ("opening",):
            return True
        if len(place) != 2 or place[0] == "columns":
            return False
        return place[0] != "stages" or len(self._tables["stages"]) > 1

    def remove(self, place: Place) -> None:
        """Remove a part, and what refers to it."""
        if not self.can_remove(place):
            return
        self._begin(place)
        gone = self.value(place).get("id")
        key = place[-1]
        self._above(place).pop(key)
        name = str(place[0])
        if not self._tables.get(name, True):
            del self._tables[name]
        for table in (*self._tables.get("stages", ()), *self._tables.get("labels", ())):
            for reference in ("pinned_from", "excludes"):
                if gone in table.get(reference, ()):
                    table[reference] = [each for each in table[reference] if each != gone]
                    if not table[reference]:
                        del table[reference]

    def move(self, place: Place, by: int) -> Place:
        """Move a part up (-1) or down (1) in its list; return where it is then."""
        if len(place) != 2 or place[0] == "columns" or not isinstance(place[1], int):
            return place
        listed, index = self._tables[str(place[0])], place[1]
        if not 0 <= index + by < len(listed):
            return place
        self._begin(place)
        listed.insert(index + by, listed.pop(index))
        return (place[0], index + by)

    # The way back

    def undo(self) -> Place | None:
        """Undo the last step; return where it was, None when there is none."""
        return self._step(self._undo, self._redo)

    def redo(self) -> Place | None:
        """Do again what was undone last; return where it was, None when there is nothing."""
        return self._step(self._redo, self._undo)

    def end_step(self) -> None:
        """Let what is typed next be a step of its own."""
        self._typing = None

    def _step(
        self, back: list[tuple[Table, Place]], forth: list[tuple[Table, Place]]
    ) -> Place | None:
        self._typing = None
        while back:
            tables, place = back.pop()
            # A step whose words were deleted in their field again has nothing to undo.
            if tables != self._tables:
                forth.append((self._tables, place))
                self._tables = tables
                return place
        return None

    def _begin(self, place: Place) -> None:
        self._typing = None
        self._undo.append((deepcopy(self._tables), place))
        del self._undo[:-MOST_STEPS]
        self._redo.clear()

    def _above(self, place: Place) -> Any:  # noqa: ANN401
        """Return the table or list in which the last step of a place is, made where missing."""
        found: Any = self._tables
        for step in place[:-1]:
            found = found.setdefault(step, {}) if isinstance(found, dict) else found[step]
        return found

    def _meeting_fields(self) -> Iterator[str]:
        for field in self._tables.get("fields", ()):
            if field.get("about", "meeting") == "meeting":
                yield field["id"]

    def _ids(self) -> set[str]:
        return {
            str(table.get("id"))
            for name in LISTS
            for table in self._tables.get(name, ())
            if isinstance(table, dict)
        }


def _newest(tables: Table) -> Table:
    """Return the tables as those of the newest format, in which labels have ids."""
    taken: set[str] = set()
    for label in tables.get("labels", ()):
        if "id" not in label:
            label["id"] = free_name(label.get("text", ""), taken)
        taken.add(label["id"])
    return {**tables, "format": NEWEST}


def _free_text(text: str, taken: list[Any]) -> str:
    number, found = 2, text
    while found in taken:
        found, number = f"{text} {number}", number + 1
    return found
