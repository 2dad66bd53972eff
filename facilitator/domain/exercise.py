"""The script of a meeting, as read from an exercise file: all that is text about meetings."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from facilitator.domain.records import ActionKind, Side


class Tone(StrEnum):
    """What a column of the board speaks of."""

    STRENGTH = "strength"
    GAP = "gap"


class Kind(StrEnum):
    """What is done on a stage; decides what is in its two columns."""

    REVIEW = "review"
    BOARD = "board"
    RANK = "rank"
    DISCUSS = "discuss"
    STRATEGIES = "strategies"
    STATEMENT = "statement"
    COMMIT = "commit"
    CLOSE = "close"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One of the two columns of the board.

    `mark` is the one or two characters in its badge, `empty` invites to add the first card.
    """

    id: str
    title: str
    tone: Tone
    mark: str
    prompt: str
    empty: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A stamp for gaps; of labels that share a `choice` a gap carries at most one.

    A gap with a label that is `settled` is decided: nothing has to follow from it. `id` is what is
    stored of it, `register` the name of a list over all meetings that its gaps belong in.
    """

    id: str
    text: str
    choice: str = ""
    settled: bool = False
    register: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """How one side of a stage is headed.

    `name` is the chip on the entry line, `prompt` its invitation; `empty` fills an empty column.
    """

    title: str
    name: str
    prompt: str
    empty: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One step of the exercise. `minutes` are whole minutes."""

    id: str
    kind: Kind
    name: str
    question: str
    notes: str
    minutes: int
    active: Side
    left: Heading
    right: Heading
    criteria: tuple[str, ...] = ()

    def heading(self, side: Side) -> Heading:
        return self.left if side is Side.LEFT else self.right


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A link of the chain as this exercise calls it."""

    one: str
    many: str

    @property
    def title(self) -> str:
        """The word for many, as it heads a list."""
        return self.many[:1].upper() + self.many[1:]

    def of(self, count: int) -> str:
        return self.one if count == 1 else self.many

    @property
    def with_article(self) -> str:
        """One of them, as "a strategy" or "an action"."""
        return f"an {self.one}" if self.one[:1].lower() in "aeiou" else f"a {self.one}"


@dataclass(frozen=True, slots=True, kw_only=True)
class KindWords:
    """What an exercise calls the kinds of action; empty where it has no word of its own."""

    do: str = ""
    ask: str = ""
    thank: str = ""
    find_out: str = ""

    def of(self, kind: ActionKind) -> str:
        words = {
            ActionKind.DO: self.do,
            ActionKind.ASK: self.ask,
            ActionKind.THANK: self.thank,
            ActionKind.FIND_OUT: self.find_out,
        }
        return words[kind]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The links of the chain, and how they are joined when shown.

    `instead_of` leads from a strategy to its excuse, `because_of` from an action to its gap,
    `sign` asks how an action will show, `sign_short` introduces the answer.
    """

    gap: Word
    excuse: Word
    origin: Word
    strategy: Word
    action: Word
    instead_of: str
    because_of: str
    sign: str
    sign_short: str
    first: str
    kinds: KindWords = KindWords()


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """A whole script. Exactly one column has the tone strength and one the tone gap."""

    id: str
    title: str
    summary: str
    source: str
    meeting_title: str
    columns: tuple[Column, Column]
    labels: tuple[Label, ...]
    words: Words
    stages: tuple[Stage, ...]

    @property
    def minutes(self) -> int:
        return sum(stage.minutes for stage in self.stages)

    def stage(self, stage_id: str) -> Stage:
        """Return the stage of that id, else the first: a script may have been changed since."""
        return next((s for s in self.stages if s.id == stage_id), self.stages[0])

    def label_texts(self, ids: Sequence[str]) -> tuple[str, ...]:
        """Return the texts of labels; what the script does not have is shown as it is stored."""
        if not ids:
            return ()
        texts = {label.id: label.text for label in self.labels}
        return tuple(texts.get(label_id, label_id) for label_id in ids)

    def index(self, stage: Stage) -> int:
        return self.stages.index(stage)

    def column(self, side: Side) -> Column:
        return self.columns[0] if side is Side.LEFT else self.columns[1]

    def column_of(self, tone: Tone) -> Column:
        return next(column for column in self.columns if column.tone is tone)
