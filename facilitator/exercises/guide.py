"""Read the facilitator's guide: what holds for all exercises, and what for a shipped one."""

from functools import cache
from pathlib import Path
from typing import Annotated

from msgspec import Meta
from msgspec.structs import asdict

from facilitator import file_reader
from facilitator.domain.exercise import Exercise, Kind, Stage
from facilitator.domain.facilitation.guide import Advice, Guide, StageGuide, Study, Trap
from facilitator.exercises.question_tables import Table
from facilitator.exercises.refusals import ID
from facilitator.exercises.text_types import Id, Line, Prose, Title
from facilitator.own_files import EXERCISE
from facilitator.parsed_text import parse_toml
from facilitator.paths import resources
from facilitator.typed_reader import typed

GENERAL = "general"
"""The name of the file that holds for all exercises; the others are named like theirs."""

Lines = Annotated[tuple[Line, ...], Meta(min_length=1)]


class AdviceTable(Table):
    title: Title
    points: Lines


class TrapTable(Table):
    title: Title
    sign: Line
    say: Line
    kinds: Annotated[tuple[Kind, ...], Meta(min_length=1)]


class StudyTable(Table):
    rule: Title
    finding: Line
    source: Title


class KindTable(Table):
    """What to say on a stage of this kind that has nothing of its own."""

    kind: Kind
    say: Lines


class StageTable(Table):
    id: Id
    say: Lines
    watch: Lines | None = None


class GeneralTable(Table):
    format: int
    about: Prose
    before: Lines
    sections: tuple[AdviceTable, ...]
    traps: tuple[TrapTable, ...]
    kinds: tuple[KindTable, ...]
    studies: tuple[StudyTable, ...]


class ExerciseTable(Table):
    format: int
    about: Prose
    before: Lines
    stages: tuple[StageTable, ...]


def guide_to(exercise: Exercise) -> Guide:
    """Return the guide to an exercise; to one without a file of its own, what holds for all.

    What is said of its stages is in its own words where it has them.
    """
    general, own = read_general(), read_own(exercise.id)
    traps = tuple(Trap(**asdict(table)) for table in general.traps)
    return Guide(
        exercise=exercise.title,
        about=own.about if own else exercise.summary,
        general=general.about,
        before=(own.before if own else ()) + general.before,
        stages=tuple(_stage(stage, general, own, traps) for stage in exercise.stages),
        advice=tuple(Advice(**asdict(table)) for table in general.sections),
        traps=traps,
        studies=tuple(Study(**asdict(table)) for table in general.studies),
        source=exercise.source,
    )


def _stage(
    stage: Stage, general: GeneralTable, own: ExerciseTable | None, traps: tuple[Trap, ...]
) -> StageGuide:
    known = next((table for table in own.stages if table.id == stage.id), None) if own else None
    of_kind = (table.say for table in general.kinds if table.kind is stage.kind)
    return StageGuide(
        stage=stage,
        say=known.say if known else next(of_kind, ()),
        watch=(known.watch if known else None) or (),
        traps=tuple(trap for trap in traps if stage.kind in trap.kinds),
    )


@cache
def read_general() -> GeneralTable:
    """Read what holds for all exercises; only the first call reads the file."""
    return typed(parse_toml(_text(_file(GENERAL))), GeneralTable)


@cache
def read_own(exercise_id: str) -> ExerciseTable | None:
    """Read what holds for one exercise, once; None where it has no file of its own."""
    if not ID.fullmatch(exercise_id) or exercise_id == GENERAL:
        return None
    file = _file(exercise_id)
    return typed(parse_toml(_text(file)), ExerciseTable) if file.is_file() else None


def _file(name: str) -> Path:
    return resources() / "guides" / f"{name}.toml"


def _text(file: Path) -> str:
    return file_reader.read(file, EXERCISE.largest).decode()
