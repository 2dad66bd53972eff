"""The tables of an exercise file that ask something: its opening, fields, checks and the close."""

from typing import Annotated

from msgspec import Meta, Struct
from msgspec.structs import asdict

from facilitator.domain.exercise import (
    About,
    Brings,
    CheckQuestion,
    ClosingPlace,
    Field,
    Opening,
    Part,
    RhythmStep,
)
from facilitator.domain.records import ActionKind
from facilitator.exercises.text_types import (
    Chip,
    HeadingTitle,
    Id,
    Line,
    Prose,
    StageName,
    Summary,
    Title,
)
from facilitator.typed_reader import UnfitError

MOST = 9
"""Labels, fields, checks and criteria: each has one of the keys 1 to 9."""
MOST_MINUTES = 600

Minutes = Annotated[int, Meta(ge=1, le=MOST_MINUTES)]
Lines = Annotated[tuple[Line, ...], Meta(max_length=MOST)]
Choices = Annotated[
    tuple[Chip, ...],
    Meta(min_length=2, max_length=MOST, description=f"a list of 2 to {MOST} choices"),
]


class Table(Struct, forbid_unknown_fields=True):
    """A table of which every key is known."""


class OpeningTable(Table):
    title: HeadingTitle
    purpose: Summary
    minutes: Minutes
    name: StageName = "Why we meet"
    notes: Prose = ""
    ground_rules: Lines = ()
    who: Annotated[tuple[Chip, ...], Meta(max_length=MOST)] = ()

    def opening(self) -> Opening:
        return Opening(**asdict(self))


class FieldTable(Table):
    id: Id
    question: Line
    name: HeadingTitle
    prompt: Line
    about: About = About.MEETING
    many: bool = False
    choices: Choices | None = None
    open_choices: Annotated[tuple[Chip, ...], Meta(max_length=MOST)] | None = None
    brings: Brings = Brings.ANSWERS

    def __post_init__(self) -> None:
        choices = self.choices or ()
        if len(set(choices)) < len(choices):
            raise UnfitError("choices", right="choices that differ from each other")
        for index, choice in enumerate(self.open_choices or ()):
            if choice not in choices:
                raise UnfitError("open_choices", index, right="one of the choices")

    def field(self) -> Field:
        given = {"choices": self.choices or (), "open_choices": self.open_choices or ()}
        return Field(**asdict(self) | given)


class CheckTable(Table):
    id: Id
    question: Line
    name: Chip

    def check(self) -> CheckQuestion:
        return CheckQuestion(**asdict(self))


class ClosingTable(Table):
    """A place to answer at the close."""

    id: Id
    kind: ActionKind
    question: Title
    name: Chip
    prompt: Line
    required: bool = False

    def place(self) -> ClosingPlace:
        return ClosingPlace(**asdict(self))


class RhythmTable(Table):
    part: Part
    minutes: Minutes

    def step(self) -> RhythmStep:
        return RhythmStep(part=self.part, minutes=self.minutes)
