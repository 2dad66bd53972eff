"""The tables of an exercise file: types that hold every limit, and what must be right in each."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Literal

from msgspec import Meta
from msgspec.structs import asdict

from facilitator.domain.exercise import (
    OWN_QUESTIONS,
    About,
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
from facilitator.exercises.file_format import Format
from facilitator.exercises.question_tables import (
    MOST,
    CheckTable,
    ClosingTable,
    FieldTable,
    OpeningTable,
    RhythmTable,
    Table,
)
from facilitator.exercises.text_types import (
    LONGEST_MARK,
    Chip,
    ChoiceName,
    HeadingTitle,
    Id,
    Line,
    Mark,
    Prose,
    Question,
    StageName,
    Summary,
    Title,
)
from facilitator.typed_reader import UnfitError, checked

MOST_MINUTES = 600

_ACTIVE = dict.fromkeys((Kind.REVIEW, Kind.STRATEGIES, Kind.COMMIT), Side.RIGHT)
"""The side that is active first, where it is not the left one; a board has to say it."""


WordPair = Annotated[
    tuple[HeadingTitle, ...],
    Meta(
        min_length=2,
        max_length=2,
        description='two words, for one and for many, such as ["excuse", "excuses"]',
    ),
]


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
    on: Annotated[tuple[Tone, ...], Meta(min_length=1, max_length=2)] | None = None
    needs: Literal["action"] | None = None
    excludes: Annotated[tuple[Id, ...], Meta(max_length=MOST)] | None = None

    def label(self) -> Label:
        return Label(
            id=self.id or self.text,
            text=self.text,
            choice=self.choice,
            settled=self.settled,
            register=self.register or "",
            tones=tuple(dict.fromkeys(self.on or (Tone.GAP,))),
            needs_action=self.needs is not None,
            excludes=self.excludes or (),
        )


class KindsTable(Table):
    """What the kinds of action are called; the program has a word for each that is missing."""

    do: Chip | None = None
    ask: Chip | None = None
    thank: Chip | None = None
    find_out: Chip | None = None
    tell: Chip | None = None

    def kinds(self) -> KindWords:
        return KindWords(**{key: word for key, word in asdict(self).items() if word})


class RepliesTable(Table):
    """What is asked in the review of an action of each kind."""

    do: HeadingTitle | None = None
    ask: HeadingTitle | None = None
    thank: HeadingTitle | None = None
    find_out: HeadingTitle | None = None
    tell: HeadingTitle | None = None

    def replies(self) -> KindWords:
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
    number: Title | None = None
    number_short: Chip | None = None
    replies: RepliesTable | None = None
    again: Title | None = None

    def words(self) -> Words:
        links = ("gap", "excuse", "origin", "strategy", "action")
        values = asdict(self) | {
            "kinds": self.kinds.kinds() if self.kinds else KindWords(),
            "number": self.number or "",
            "number_short": self.number_short or "",
            "replies": self.replies.replies() if self.replies else KindWords(),
            "again": self.again or "",
        }
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


_KINDS = {kind.value: kind for kind in Kind if kind is not Kind.OPENING}
"""The kinds of stage that a file has; what is shown first has its own table."""


def _kind(value: object) -> Kind:
    if not isinstance(value, str) or value not in _KINDS:
        raise ValueError
    return _KINDS[value]


if TYPE_CHECKING:
    # To a type checker it is what its check returns.
    StageKind = Kind
else:
    _right = f"one of {', '.join(f'“{kind}”' for kind in _KINDS)}"
    StageKind = checked(_kind, _right, schema={"enum": list(_KINDS)})

Pinned = Annotated[
    tuple[Line, ...],
    Meta(min_length=1, max_length=MOST, description=f"a list of 1 to {MOST} lines"),
]
Rhythm = Annotated[
    tuple[RhythmTable, ...],
    Meta(
        min_length=1,
        max_length=MOST,
        description='a list of parts such as { part = "silent", minutes = 3 }',
    ),
]


class StageTable(Table):
    id: Id
    kind: StageKind
    name: StageName
    question: Question
    notes: Prose
    minutes: Annotated[int, Meta(ge=1, le=MOST_MINUTES)]
    active: Side | None = None
    left: HeadingTable | None = None
    right: HeadingTable | None = None
    criteria: Criteria | None = None
    pinned: Pinned | None = None
    pinned_from: Annotated[tuple[Id, ...], Meta(max_length=MOST)] | None = None
    field: Id | None = None
    rhythm: Rhythm | None = None
    anonymous: bool = False
    from_strengths: bool = False

    def __post_init__(self) -> None:
        self._check_own_keys()
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

    def _check_own_keys(self) -> None:
        """Check what only one kind of stage has."""
        if self.kind is Kind.ANSWERS and self.field is None:
            raise UnfitError("field")
        if self.kind is not Kind.ANSWERS and self.field is not None:
            right = "left out, as only a stage of kind “answers” has one"
            raise UnfitError("field", right=right)
        if self.from_strengths and self.kind is not Kind.STRATEGIES:
            right = "left out, as only a stage of kind “strategies” has it"
            raise UnfitError("from_strengths", right=right)

    def stage(self, left: Column | None = None, right: Column | None = None) -> Stage:
        """Return the stage; one of a board is headed as the columns are."""
        changed = {
            "active": self.active or _ACTIVE.get(self.kind, Side.LEFT),
            "left": _heading(self.left, left),
            "right": _heading(self.right, right),
            "criteria": self.criteria or (),
            "pinned": self.pinned or (),
            "pinned_from": self.pinned_from or (),
            "field": self.field or "",
            "rhythm": tuple(part.step() for part in self.rhythm or ()),
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
    opening: OpeningTable | None = None
    fields: Annotated[tuple[FieldTable, ...], Meta(max_length=MOST)] = ()
    checks: Annotated[tuple[CheckTable, ...], Meta(max_length=MOST)] = ()
    close: Annotated[tuple[ClosingTable, ...], Meta(max_length=MOST)] = ()
    weak: Annotated[tuple[Title, ...], Meta(max_length=50)] = ()
    weak_hint: Line | None = None
    next_after: Annotated[int, Meta(ge=1, le=104)] | None = None
    daily_question: Line | None = None
    counts_labels: bool = False
    poster: Title | None = None

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
        self._check_questions()
        self._check_pinned()

    def _check_questions(self) -> None:
        asked = [each.id for each in self.fields]
        asked += [each.id for each in self.checks]
        asked += [each.id for each in self.close]
        counts = (len(self.fields), len(self.checks))
        seen: set[str] = set()
        for at, key in enumerate(asked):
            if key in seen or key in OWN_QUESTIONS:
                table, index = _place_in(at, counts)
                right = "different from the ids of all other fields, checks and close"
                if key in OWN_QUESTIONS:
                    right = "another id, as the program itself asks something under this one"
                raise UnfitError(table, index, "id", right=right)
            seen.add(key)

    def _check_pinned(self) -> None:
        about = {each.id: each.about for each in self.fields}
        stated = {stage.id for stage in self.stages if stage.kind is Kind.STATEMENT}
        for number, stage in enumerate(self.stages):
            if stage.field is not None and about.get(stage.field) is not About.MEETING:
                right = "the id of one of the fields that are about the meeting"
                raise UnfitError("stages", number, "field", right=right)
            for index, key in enumerate(stage.pinned_from or ()):
                if about.get(key) is not About.MEETING and key not in stated:
                    right = "the id of a field about the meeting, or of a stage of kind “statement”"
                    raise UnfitError("stages", number, "pinned_from", index, right=right)
        ids = {label.id for label in self.labels}
        for number, label in enumerate(self.labels):
            for index, key in enumerate(label.excludes or ()):
                if key not in ids or key == label.id:
                    right = "the id of another label"
                    raise UnfitError("labels", number, "excludes", index, right=right)

    def _check_label_ids(self) -> None:
        ids: list[str] = []
        for index, label in enumerate(self.labels):
            if label.id is None:
                raise UnfitError("labels", index, "id")
            ids.append(label.id)
        _check_different("labels", "id", ids)

    def exercise(self) -> Exercise:
        first, second = (Column(**asdict(column)) for column in self.columns)
        changed: dict[str, object] = {
            "columns": (first, second),
            "labels": tuple(label.label() for label in self.labels),
            "words": self.words.words(),
            "stages": tuple(stage.stage(first, second) for stage in self.stages),
        }
        if self.opening is not None:
            changed["opening"] = self.opening.opening()
        changed |= {
            "fields": tuple(each.field() for each in self.fields),
            "checks": tuple(each.check() for each in self.checks),
            "closing": tuple(each.place() for each in self.close),
            "weak_hint": self.weak_hint or "",
            "next_after": self.next_after or 0,
            "daily_question": self.daily_question or "",
            "poster": self.poster or "",
        }
        values = asdict(self) | changed
        del values["format"], values["close"]
        return Exercise(**values)


def _place_in(at: int, counts: tuple[int, int]) -> tuple[str, int]:
    """Return the table, and the index in it, of one of all fields, checks and places to close."""
    fields, checks = counts
    if at < fields:
        return "fields", at
    return ("checks", at - fields) if at < fields + checks else ("close", at - fields - checks)


def _check_different(tables: str, key: str, found: Sequence[str]) -> None:
    """Raise UnfitError for the first of the tables that says there what another one does."""
    seen: dict[str, int] = {}
    for index, text in enumerate(found):
        first = seen.setdefault(text.casefold(), index)
        if first != index:
            raise UnfitError(tables, index, key, right=f"different from {tables}[{first}].{key}")
