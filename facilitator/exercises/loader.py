"""Load an exercise file, whole or not at all."""

import tomllib
from collections.abc import Sequence
from pathlib import Path

from facilitator import durable
from facilitator.domain.exercise import (
    Column,
    Exercise,
    Heading,
    Kind,
    Label,
    Stage,
    Tone,
    Word,
    Words,
)
from facilitator.domain.records import Side
from facilitator.exercises.toml_table import Table, refusal
from facilitator.own_files import EXERCISE

LARGEST = EXERCISE.largest
"""Bytes of an exercise file."""
MOST = 9
"""Labels of an exercise and criteria of a stage: each has one of the keys 1 to 9."""
LONGEST_QUESTION = 44
"""Characters that fit one line at the size the room reads."""
LONGEST_STAGE_NAME = 16
LONGEST_TITLE = 60
LONGEST_HEADING = 40
LONGEST_CHIP = 24
LONGEST_MARK = 2
LONGEST_PROSE = 1_000
MOST_MINUTES = 600
MOST_DOTS = 50
"""Dots on one line."""

_ACTIVE = {Kind.STRATEGIES: Side.RIGHT, Kind.COMMIT: Side.RIGHT}
"""The side that is active first, where it is not the left one; a board has to say it."""


def load_exercise(path: Path, named: str = "") -> Exercise:
    """Read a UTF-8 TOML file whose stem is the exercise's id; `named` is what the user typed.

    Raises ExerciseError, naming file, key and what would be right.
    """
    name = named or path.name or str(path)
    try:
        data = durable.read_start(path, LARGEST + 1)
    except FileNotFoundError:
        problem = "there is no file of that name and it should be an exercise file"
        raise refusal(name, problem) from None
    except OSError as error:
        raise refusal(name, f"the file cannot be read ({durable.reason(error)})") from error
    if len(data) > LARGEST:
        right = f"an exercise file should have at most {LARGEST // 1024} KiB"
        raise refusal(name, f"the file is too large and {right}")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        problem = f"byte {error.start + 1} is no UTF-8 and the file should be saved as UTF-8"
        raise refusal(name, problem) from error
    return parse_exercise(text, name)


def parse_exercise(text: str, name: str) -> Exercise:
    """Read a TOML text; `name` is its file's name, whose stem is the exercise's id.

    Raises ExerciseError, naming file, key and what would be right.
    """
    # tomllib needs memory in the square of the parts of a dotted key; a key never spans lines.
    for number, line in enumerate(text.split("\n"), start=1):
        if line.count(".") > MOST_DOTS:
            problem = (
                f"line {number} has {line.count('.')} dots and should have at most {MOST_DOTS}"
            )
            raise refusal(name, problem)
    try:
        values = tomllib.loads(text)
    except RecursionError:
        raise refusal(name, "its lists are nested too deeply to be an exercise") from None
    except ValueError as error:
        raise refusal(name, f"it is no valid TOML: {error}") from error
    return _exercise(Table(name, "", values))


def _exercise(table: Table) -> Exercise:
    table.only(
        "id",
        "title",
        "summary",
        "source",
        "meeting_title",
        "columns",
        "labels",
        "words",
        "stages",
    )
    exercise_id = table.identifier("id")
    if exercise_id != Path(table.file).stem:
        raise table.error("id", f"“{Path(table.file).stem}”, like the file's name without .toml")
    columns = _columns(table)
    return Exercise(
        id=exercise_id,
        title=table.line("title", LONGEST_TITLE),
        summary=table.line("summary", LONGEST_PROSE),
        source=table.line("source"),
        meeting_title=table.line("meeting_title", LONGEST_TITLE),
        columns=columns,
        labels=_labels(table),
        words=_words(table.table("words")),
        stages=_stages(table, columns),
    )


def _columns(table: Table) -> tuple[Column, Column]:
    right = "two tables, one of tone “strength” and one of tone “gap”"
    parts = table.tables("columns", 2, 2, right)
    first, second = (_column(part) for part in parts)
    _all_different(parts, "id", [first.id, second.id])
    if first.tone is second.tone:
        other = Tone.GAP if first.tone is Tone.STRENGTH else Tone.STRENGTH
        raise parts[1].error("tone", f"“{other}”, as the other column is of tone “{first.tone}”")
    return first, second


def _column(table: Table) -> Column:
    table.only("id", "title", "tone", "mark", "prompt", "empty")
    tone = Tone(table.one_of("tone", [tone.value for tone in Tone]))
    # The gap column's badge is an open ring, so it may stay without a mark.
    read_mark = table.line if tone is Tone.STRENGTH else table.line_or_blank
    return Column(
        id=table.identifier("id"),
        title=table.line("title", LONGEST_HEADING),
        tone=tone,
        mark=read_mark("mark", LONGEST_MARK),
        prompt=table.line("prompt"),
        empty=table.line("empty"),
    )


def _labels(table: Table) -> tuple[Label, ...]:
    parts = table.tables("labels", 0, MOST, f"at most {MOST} labels, one for each key")
    labels = tuple(_label(part) for part in parts)
    _all_different(parts, "text", [label.text for label in labels])
    return labels


def _label(table: Table) -> Label:
    table.only("text", "choice")
    choice = table.line_or_blank("choice", LONGEST_TITLE) if "choice" in table.values else ""
    return Label(text=table.line("text", LONGEST_TITLE), choice=choice)


def _words(table: Table) -> Words:
    links = ("gap", "excuse", "origin", "strategy", "action")
    joints = ("instead_of", "because_of", "sign", "sign_short", "first")
    table.only(*links, *joints)
    gap, excuse, origin, strategy, action = (_word(table, link) for link in links)
    instead_of, because_of, sign, sign_short, first = (
        table.line(joint, LONGEST_TITLE) for joint in joints
    )
    return Words(
        gap=gap,
        excuse=excuse,
        origin=origin,
        strategy=strategy,
        action=action,
        instead_of=instead_of,
        because_of=because_of,
        sign=sign,
        sign_short=sign_short,
        first=first,
    )


def _word(table: Table, key: str) -> Word:
    right = 'two words, for one and for many, such as ["excuse", "excuses"]'
    one, many = table.lines(key, 2, 2, LONGEST_HEADING, right)
    return Word(one=one, many=many)


def _stages(table: Table, columns: tuple[Column, Column]) -> tuple[Stage, ...]:
    parts = table.tables("stages", 1, None, "at least one stage")
    stages = tuple(_stage(part, columns) for part in parts)
    _all_different(parts, "id", [stage.id for stage in stages])
    return stages


def _stage(table: Table, columns: tuple[Column, Column]) -> Stage:
    table.only(
        "id",
        "kind",
        "name",
        "question",
        "notes",
        "minutes",
        "active",
        "left",
        "right",
        "criteria",
    )
    kind = Kind(table.one_of("kind", [kind.value for kind in Kind]))
    return Stage(
        id=table.identifier("id"),
        kind=kind,
        name=table.line("name", LONGEST_STAGE_NAME),
        question=table.line("question", LONGEST_QUESTION),
        notes=table.prose("notes", LONGEST_PROSE),
        minutes=table.whole("minutes", 1, MOST_MINUTES),
        active=_active(table, kind),
        left=_heading(table, Side.LEFT, kind, columns[0]),
        right=_heading(table, Side.RIGHT, kind, columns[1]),
        criteria=_criteria(table, kind),
    )


def _active(table: Table, kind: Kind) -> Side:
    if "active" not in table.values and kind is not Kind.BOARD:
        return _ACTIVE.get(kind, Side.LEFT)
    return Side(table.one_of("active", [side.value for side in Side]))


def _heading(table: Table, side: Side, kind: Kind, column: Column) -> Heading:
    if kind is Kind.BOARD and side not in table.values:
        title = column.title
        return Heading(title=title, name=title, prompt=column.prompt, empty=column.empty)
    part = table.table(side)
    part.only("title", "name", "prompt", "empty")
    return Heading(
        title=part.line("title", LONGEST_HEADING),
        name=part.line("name", LONGEST_CHIP),
        prompt=part.line("prompt"),
        empty=part.line("empty"),
    )


def _criteria(table: Table, kind: Kind) -> tuple[str, ...]:
    if kind is not Kind.STATEMENT:
        if "criteria" in table.values:
            raise table.error("criteria", "left out, as only a stage of kind “statement” has them")
        return ()
    right = f"a list of 1 to {MOST} criteria, as a statement is ticked against them"
    found = table.lines("criteria", 1, MOST, LONGEST_TITLE, right)
    if len({criterion.casefold() for criterion in found}) < len(found):
        raise table.error("criteria", "criteria that differ from each other")
    return found


def _all_different(parts: Sequence[Table], key: str, found: Sequence[str]) -> None:
    seen: dict[str, Table] = {}
    for part, text in zip(parts, found, strict=True):
        first = seen.setdefault(text.casefold(), part)
        if first is not part:
            raise part.error(key, f"another one than {first.place(key)}")
