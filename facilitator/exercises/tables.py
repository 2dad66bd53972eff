"""The tables of an exercise file: types that hold every limit, and what must be right in each."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

from msgspec import Meta, Struct
from msgspec.structs import asdict

from facilitator.domain.exercise import (
    Column,
    Exercise,
    Heading,
    Kind,
    KindWords,
    Label,
    Stage,
    Tone,
    Word,
    Words,
)
from facilitator.domain.records import Side
from facilitator.domain.text import clean, clean_line
from facilitator.errors import InputRefusedError
from facilitator.exercises.file_format import Format
from facilitator.exercises.refusals import ID, LINE
from facilitator.typed_reader import UnfitError, checked

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

_ACTIVE = dict.fromkeys((Kind.REVIEW, Kind.STRATEGIES, Kind.COMMIT), Side.RIGHT)
"""The side that is active first, where it is not the left one; a board has to say it."""


def _id(value: object) -> str:
    if not isinstance(value, str) or not ID.fullmatch(value):
        raise ValueError
    return value


def _text(longest: int, fewest: int = 1, *, one_line: bool = True) -> object:
    """Return the type of a cleaned text of so many characters."""
    length = f"{fewest} to {longest}" if fewest else f"at most {longest}"
    right = f"a text of {length} characters"

    def check(value: object) -> str:
        if not isinstance(value, str):
            raise ValueError
        try:
            text = clean_line(value) if one_line else clean(value)
        except InputRefusedError as refused:
            raise ValueError from refused
        if len(text) > longest:
            raise UnfitError(right=f"{right} (it has {len(text)})")
        if len(text) < fewest:
            raise ValueError
        return text

    return checked(check, right)


if TYPE_CHECKING:
    # To a type checker they are what their checks return; each on a line, as an alias has to be.
    Id = str
    Line = str
    Summary = str
    Prose = str
    Question = str
    StageName = str
    Title = str
    ChoiceName = str
    HeadingTitle = str
    Chip = str
    Mark = str
else:
    Id = checked(_id, "a name of up to 60 lowercase letters, digits and hyphens")
    Line = _text(LINE)
    Summary = _text(LONGEST_PROSE)
    Prose = _text(LONGEST_PROSE, one_line=False)
    Question = _text(LONGEST_QUESTION)
    StageName = _text(LONGEST_STAGE_NAME)
    Title = _text(LONGEST_TITLE)
    ChoiceName = _text(LONGEST_TITLE, 0)
    HeadingTitle = _text(LONGEST_HEADING)
    Chip = _text(LONGEST_CHIP)
    Mark = _text(LONGEST_MARK, 0)

WordPair = Annotated[
    tuple[HeadingTitle, ...],
    Meta(
        min_length=2,
        max_length=2,
        description='two words, for one and for many, such as ["excuse", "excuses"]',
    ),
]


class Table(Struct, forbid_unknown_fields=True):
    """A table of which every key is known."""


class ColumnTable(Table):
    id: Id
    title: HeadingTitle
    tone: Tone
    mark: Mark
    prompt: Line
    empty: Line

    def __post_init__(self) -> None:
        # The gap column's badge is an open ring, so it may stay without a mark.
        if self.tone is Tone.STRENGTH and not self.mark:
            raise UnfitError("mark", right=f"a text of 1 to {LONGEST_MARK} characters")


class LabelTable(Table):
    """A label; in format 1 it has no id but its text."""

    text: Title
    choice: ChoiceName = ""
    settled: bool = False
    id: Id | None = None
    register: Title | None = None

    def label(self) -> Label:
        return Label(**asdict(self) | {"id": self.id or self.text, "register": self.register or ""})


class KindsTable(Table):
    """What the kinds of action are called; the program has a word for each that is missing."""

    do: Chip | None = None
    ask: Chip | None = None
    thank: Chip | None = None
    find_out: Chip | None = None

    def kinds(self) -> KindWords:
        return KindWords(**{key: word for key, word in asdict(self).items() if word})


class WordsTable(Table):
    gap: WordPair
    excuse: WordPair
    origin: WordPair
    strategy: WordPair
    action: WordPair
    instead_of: Title
    because_of: Title
    sign: Title
    sign_short: Title
    first: Title
    kinds: KindsTable | None = None

    def words(self) -> Words:
        links = ("gap", "excuse", "origin", "strategy", "action")
        values = asdict(self) | {"kinds": self.kinds.kinds() if self.kinds else KindWords()}
        return Words(**values | {link: _word(values[link]) for link in links})


def _word(pair: WordPair) -> Word:
    one, many = pair
    return Word(one=one, many=many)


class HeadingTable(Table):
    title: HeadingTitle
    name: Chip
    prompt: Line
    empty: Line


Criteria = Annotated[
    tuple[Title, ...],
    Meta(
        min_length=1,
        max_length=MOST,
        description=f"a list of 1 to {MOST} criteria, as a statement is ticked against them",
    ),
]


class StageTable(Table):
    id: Id
    kind: Kind
    name: StageName
    question: Question
    notes: Prose
    minutes: Annotated[int, Meta(ge=1, le=MOST_MINUTES)]
    active: Side | None = None
    left: HeadingTable | None = None
    right: HeadingTable | None = None
    criteria: Criteria | None = None

    def __post_init__(self) -> None:
        if self.kind is Kind.BOARD:
            if self.active is None:
                raise UnfitError("active")
        elif self.left is None or self.right is None:
            raise UnfitError("right" if self.left else "left")
        if self.kind is Kind.STATEMENT:
            if self.criteria is None:
                raise UnfitError("criteria")
            if len({criterion.casefold() for criterion in self.criteria}) < len(self.criteria):
                raise UnfitError("criteria", right="criteria that differ from each other")
        elif self.criteria is not None:
            right = "left out, as only a stage of kind “statement” has them"
            raise UnfitError("criteria", right=right)

    def stage(self, left: Column | None = None, right: Column | None = None) -> Stage:
        """Return the stage; one of a board is headed as the columns are."""
        changed = {
            "active": self.active or _ACTIVE.get(self.kind, Side.LEFT),
            "left": _heading(self.left, left),
            "right": _heading(self.right, right),
            "criteria": self.criteria or (),
        }
        return Stage(**asdict(self) | changed)


def _heading(table: HeadingTable | None, column: Column | None) -> Heading:
    if table is not None:
        return Heading(**asdict(table))
    if column is None:
        raise UnfitError("left")
    title = column.title
    return Heading(title=title, name=title, prompt=column.prompt, empty=column.empty)


class ExerciseTable(Table, kw_only=True):
    format: Format = 1
    id: Id
    title: Title
    summary: Summary
    source: Line
    meeting_title: Title
    columns: Annotated[
        tuple[ColumnTable, ...],
        Meta(
            min_length=2,
            max_length=2,
            description="two tables, one of tone “strength” and one of tone “gap”",
        ),
    ]
    labels: Annotated[
        tuple[LabelTable, ...],
        Meta(max_length=MOST, description=f"at most {MOST} labels, one for each key"),
    ] = ()
    words: WordsTable
    stages: Annotated[tuple[StageTable, ...], Meta(min_length=1, description="at least one stage")]

    def __post_init__(self) -> None:
        first, second = self.columns
        _check_different("columns", "id", [column.id for column in self.columns])
        if first.tone is second.tone:
            other = Tone.GAP if first.tone is Tone.STRENGTH else Tone.STRENGTH
            right = f"“{other}”, as the other column is of tone “{first.tone}”"
            raise UnfitError("columns", 1, "tone", right=right)
        _check_different("labels", "text", [label.text for label in self.labels])
        if self.format > 1:
            self._check_label_ids()
        _check_different("stages", "id", [stage.id for stage in self.stages])
        reviews = [n for n, stage in enumerate(self.stages) if stage.kind is Kind.REVIEW]
        if len(reviews) > 1:
            right = f"another kind, as stages[{reviews[0]}] is a review already"
            raise UnfitError("stages", reviews[1], "kind", right=right)

    def _check_label_ids(self) -> None:
        ids: list[str] = []
        for index, label in enumerate(self.labels):
            if label.id is None:
                raise UnfitError("labels", index, "id")
            ids.append(label.id)
        _check_different("labels", "id", ids)

    def exercise(self) -> Exercise:
        first, second = (Column(**asdict(column)) for column in self.columns)
        changed = {
            "columns": (first, second),
            "labels": tuple(label.label() for label in self.labels),
            "words": self.words.words(),
            "stages": tuple(stage.stage(first, second) for stage in self.stages),
        }
        values = asdict(self) | changed
        del values["format"]
        return Exercise(**values)


def _check_different(tables: str, key: str, found: Sequence[str]) -> None:
    """Raise UnfitError for the first of the tables that says there what another one does."""
    seen: dict[str, int] = {}
    for index, text in enumerate(found):
        first = seen.setdefault(text.casefold(), index)
        if first != index:
            raise UnfitError(tables, index, key, right=f"different from {tables}[{first}].{key}")
