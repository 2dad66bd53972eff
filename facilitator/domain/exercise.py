"""The script of a meeting, as read from an exercise file: all that is text about meetings."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from facilitator.domain.records import ActionKind, Side

HERE = "here"
"""What the kinds of people who are here are stored under, as answers about the meeting."""
AGAIN = "again"
"""The id of the question whether a gap was met again, which is asked in the review."""
OWN_QUESTIONS = (HERE, AGAIN)
"""What answers of the program's own are stored under: no question of an exercise has such an id."""


class Tone(StrEnum):
    """What a column of the board speaks of."""

    STRENGTH = "strength"
    GAP = "gap"


class Kind(StrEnum):
    """What is done on a stage; decides what is in its two columns."""

    OPENING = "opening"
    REVIEW = "review"
    ANSWERS = "answers"
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
    stored of it, `register` the name of a list over all meetings that its gaps belong in. `tones`
    are those of the columns whose cards may carry it; one that `needs_action` is open until there
    is one; `excludes` are the ids of labels that it can't stand beside.
    """

    id: str
    text: str
    choice: str = ""
    settled: bool = False
    register: str = ""
    tones: tuple[Tone, ...] = (Tone.GAP,)
    needs_action: bool = False
    excludes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """How one side of a stage is headed.

    `name` is the chip on the entry line, `prompt` its invitation; `empty` fills an empty column.
    """

    title: str
    name: str
    prompt: str
    empty: str


class Part(StrEnum):
    """What the room does in a part of a stage."""

    SILENT = "silent"
    ROUND = "round"
    READ = "read"
    VOTE = "vote"


@dataclass(frozen=True, slots=True, kw_only=True)
class RhythmStep:
    """A part of a stage, of so many whole minutes."""

    part: Part
    minutes: int


class About(StrEnum):
    """What a field is about: the meeting, or each gap."""

    MEETING = "meeting"
    GAP = "gap"


class Brings(StrEnum):
    """What of the team's last meeting is offered as answers to a field."""

    ANSWERS = "answers"
    STRATEGIES = "strategies"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A question that is answered in a sentence: once, or with `many` in several.

    `name` heads the answers where they are shown and printed. Each answer may get one of the
    `choices`; those in `open_choices` are open until an action answers them.
    """

    id: str
    question: str
    name: str
    prompt: str
    about: About = About.MEETING
    many: bool = False
    choices: tuple[str, ...] = ()
    open_choices: tuple[str, ...] = ()
    brings: Brings = Brings.ANSWERS


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckQuestion:
    """A question asked of each gap that is answered with yes, no or not yet.

    `name` is its short form, beside the answer.
    """

    id: str
    question: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingPlace:
    """A question at the close that actions answer: whom we ask, whom we thank, whom we tell.

    What is typed is whom, then by whom and by when. One that is `required` is open without any.
    """

    id: str
    kind: ActionKind
    question: str
    name: str
    prompt: str
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """What is shown before the first stage.

    `purpose` is one or two sentences, `ground_rules` are proposed to a team without its own, `who`
    are the kinds of people who should be here.
    """

    name: str
    title: str
    purpose: str
    notes: str
    minutes: int
    ground_rules: tuple[str, ...] = ()
    who: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One step of the exercise. `minutes` are whole minutes.

    `pinned` lines stand on the wall while it runs; `pinned_from` are ids of fields, and of stages
    with statements, whose answers do. `field` is the id of the field that is answered on a stage of
    that kind. `rhythm` are its parts, none where it has no parts. On one that is `anonymous` no
    card carries a name. With `from_strengths`, strategies may follow from strengths too.
    """

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
    pinned: tuple[str, ...] = ()
    pinned_from: tuple[str, ...] = ()
    field: str = ""
    rhythm: tuple[RhythmStep, ...] = ()
    anonymous: bool = False
    from_strengths: bool = False

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
    """What an exercise says of the kinds of action; empty where it has no words of its own."""

    do: str = ""
    ask: str = ""
    thank: str = ""
    find_out: str = ""
    tell: str = ""

    def of(self, kind: ActionKind) -> str:
        words = {
            ActionKind.DO: self.do,
            ActionKind.ASK: self.ask,
            ActionKind.THANK: self.thank,
            ActionKind.FIND_OUT: self.find_out,
            ActionKind.TELL: self.tell,
        }
        return words[kind]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The links of the chain, and how they are joined when shown.

    `instead_of` leads from a strategy to its excuse, `because_of` from an action to its gap,
    `sign` asks how an action will show, `sign_short` introduces the answer. `number` asks how much
    of a gap there is, and `number_short` follows the answer, such as "a week"; both are empty where
    the exercise has no words for that. `kinds` are the kinds of action, `replies` what is asked of
    one of each kind in the review, such as "What did they say?"; `again` asks whether a gap was met
    again since, and is empty where that is not asked.
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
    number: str = ""
    number_short: str = ""
    replies: KindWords = KindWords()
    again: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """A whole script. Exactly one column has the tone strength and one the tone gap.

    `weak` are words of an action that only reminds or trains, `weak_hint` is what the facilitator
    may ask then. `next_after` is in how many weeks the exercise is due again, 0 where it says
    nothing. `daily_question` is what the team asks itself until then. Of one that `counts_labels`,
    how many cards carry each is told beside the last time. `poster` is the title of the page for
    the wall, empty where there is none. `toml` is the text it was read from.
    """

    id: str
    title: str
    summary: str
    source: str
    meeting_title: str
    columns: tuple[Column, Column]
    labels: tuple[Label, ...]
    words: Words
    stages: tuple[Stage, ...]
    opening: Opening | None = None
    fields: tuple[Field, ...] = ()
    checks: tuple[CheckQuestion, ...] = ()
    closing: tuple[ClosingPlace, ...] = ()
    weak: tuple[str, ...] = ()
    weak_hint: str = ""
    next_after: int = 0
    daily_question: str = ""
    counts_labels: bool = False
    poster: str = ""
    toml: str = field(default="", compare=False, repr=False)

    def field_of(self, field_id: str) -> Field | None:
        """Return the field of that id."""
        return next((each for each in self.fields if each.id == field_id), None)

    def fields_about(self, about: About) -> tuple[Field, ...]:
        """Return the fields that are about the meeting, or about each gap."""
        return tuple(each for each in self.fields if each.about is about)

    def check_of(self, check_id: str) -> CheckQuestion | None:
        """Return the check of that id."""
        return next((each for each in self.checks if each.id == check_id), None)

    def question_of(self, field_id: str) -> str:
        """Return what an answer answers: the question of a field, check or place at the close.

        Of one that the exercise does not have, it is the id.
        """
        questions = {AGAIN: self.words.again} if self.words.again else {}
        questions |= {each.id: each.question for each in self.closing}
        questions |= {each.id: each.question for each in self.checks}
        questions |= {each.id: each.question for each in self.fields}
        return questions.get(field_id, field_id)

    def is_anonymous(self, column_id: str) -> bool:
        """Return whether cards of a column carry no name, as its own stage is anonymous."""
        return any(
            stage.anonymous
            and stage.kind is Kind.BOARD
            and self.column(stage.active).id == column_id
            for stage in self.stages
        )

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

    def labels_for(self, tone: Tone) -> tuple[Label, ...]:
        """Return the labels that cards of a column of that tone may carry."""
        return tuple(label for label in self.labels if tone in label.tones)

    def rivals_of(self, label: Label) -> tuple[str, ...]:
        """Return the ids of the labels that can't stand beside one, whichever of both says so."""
        return tuple(
            other.id
            for other in self.labels
            if other.id != label.id
            and (
                (label.choice and other.choice == label.choice)
                or other.id in label.excludes
                or label.id in other.excludes
            )
        )

    def index(self, stage: Stage) -> int:
        return self.stages.index(stage)

    def column(self, side: Side) -> Column:
        return self.columns[0] if side is Side.LEFT else self.columns[1]

    def column_of(self, tone: Tone) -> Column:
        return next(column for column in self.columns if column.tone is tone)
