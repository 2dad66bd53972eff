"""What can be written about each part of an exercise: one row for each value."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from facilitator.domain.exercise import About, Brings, Kind, Part, Tone
from facilitator.domain.records import ActionKind
from facilitator.exercises.draft import ExerciseDraft, Place
from facilitator.ui.base.translate import tr, tr_noop


class RowKind(Enum):
    """How a value is written."""

    LINE = auto()
    TEXT = auto()
    """Several lines."""
    LINES = auto()
    """A list, one entry a line."""
    NUMBER = auto()
    PAIR = auto()
    """Two words, with a slash between them."""
    RHYTHM = auto()
    """Parts of a stage with their minutes, separated by commas."""
    CHOICE = auto()
    SEVERAL = auto()
    """Any number of choices."""
    YES_NO = auto()


@dataclass(frozen=True, slots=True)
class Row:
    """One value of the draft: where it is, what it is called, and how it is written.

    `prompt` is shown while there is nothing. One that `can_be_empty` is left out then. `choices`
    are values, each with its text.
    """

    place: Place
    name: str
    kind: RowKind = RowKind.LINE
    prompt: str = ""
    can_be_empty: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    default: str = ""
    """The choice that is meant where there is nothing."""


KIND_NAMES = {
    Kind.BOARD: tr_noop("Collect on the board"),
    Kind.RANK: tr_noop("Group, and put in order"),
    Kind.DISCUSS: tr_noop("Ask why"),
    Kind.STRATEGIES: tr_noop("What instead"),
    Kind.COMMIT: tr_noop("Who does what, by when"),
    Kind.CLOSE: tr_noop("Close with the plan"),
    Kind.ANSWERS: tr_noop("Answer a question"),
    Kind.STATEMENT: tr_noop("Write a sentence together"),
    Kind.REVIEW: tr_noop("What became of promises"),
}
_PARTS = {
    Part.SILENT: tr_noop("silent"),
    Part.ROUND: tr_noop("round"),
    Part.READ: tr_noop("read"),
    Part.VOTE: tr_noop("vote"),
}
_ACTIONS = {
    ActionKind.DO: tr_noop("do something"),
    ActionKind.ASK: tr_noop("ask somebody"),
    ActionKind.THANK: tr_noop("thank somebody"),
    ActionKind.FIND_OUT: tr_noop("find out"),
    ActionKind.TELL: tr_noop("tell somebody"),
}


def rows_of(draft: ExerciseDraft, part: Place) -> Sequence[Row]:
    """Return the rows of a part of an exercise."""
    if not part:
        return tuple(_about())
    if part == ("words",):
        return tuple(_words(part))
    if part == ("opening",):
        return tuple(_opening(part))
    makers = {
        "columns": _column,
        "labels": _label,
        "fields": _field,
        "checks": _check,
        "stages": _stage,
        "close": _closing,
    }
    return tuple(makers[str(part[0])](draft, part))


def _about() -> Iterator[Row]:
    yield Row(("title",), tr("Title"))
    yield Row(("summary",), tr("What it is for"), RowKind.TEXT)
    yield Row(("source",), tr("Based on"))
    yield Row(("meeting_title",), tr("What its meetings are called"))
    yield Row(
        ("daily_question",),
        tr("The question for every day until the next meeting"),
        prompt=tr("optional"),
        can_be_empty=True,
    )
    yield Row(
        ("next_after",),
        tr("Due again after how many weeks?"),
        RowKind.NUMBER,
        tr("optional"),
        can_be_empty=True,
    )
    yield Row(
        ("weak",),
        tr("Words of an action that only reminds or trains"),
        RowKind.LINES,
        tr("one a line, such as “be careful” (optional)"),
        can_be_empty=True,
    )
    yield Row(
        ("weak_hint",),
        tr("What the console asks then"),
        prompt=tr("What would make it happen by itself? (optional)"),
        can_be_empty=True,
    )
    yield Row(("counts_labels",), tr("Count the cards of each label"), RowKind.YES_NO)
    yield Row(
        ("poster",), tr("Title of a poster for the wall"), prompt=tr("optional"), can_be_empty=True
    )


def _words(part: Place) -> Iterator[Row]:
    pairs = {
        "gap": tr("A gap, and several"),
        "excuse": tr("An excuse, and several"),
        "origin": tr("An origin, and several"),
        "strategy": tr("A strategy, and several"),
        "action": tr("An action, and several"),
    }
    for key, name in pairs.items():
        yield Row((*part, key), name, RowKind.PAIR)
    yield Row((*part, "instead_of"), tr("From a strategy to its excuse"))
    yield Row((*part, "because_of"), tr("From an action to its gap"))
    yield Row((*part, "sign"), tr("Asks how an action will show"))
    yield Row((*part, "sign_short"), tr("Heads the answer to that"))
    yield Row((*part, "first"), tr("What is changed first is called"))
    empty = tr("optional")
    number = (*part, "number")
    yield Row(number, tr("Asks how much of a gap there is"), prompt=empty, can_be_empty=True)
    short = (*part, "number_short")
    yield Row(short, tr("Follows that number"), prompt=tr("a week (optional)"), can_be_empty=True)
    again = (*part, "again")
    yield Row(again, tr("Asks whether it happened again"), prompt=empty, can_be_empty=True)
    for kind, name in _ACTIONS.items():
        key, does = kind.value.replace(" ", "_"), tr(name)
        said = tr("What it is called: {kind}", kind=does)
        yield Row((*part, "kinds", key), said, prompt=empty, can_be_empty=True)
    for kind, name in _ACTIONS.items():
        key, does = kind.value.replace(" ", "_"), tr(name)
        said = tr("Asked in the review: {kind}", kind=does)
        yield Row((*part, "replies", key), said, prompt=empty, can_be_empty=True)


def _opening(part: Place) -> Iterator[Row]:
    yield Row((*part, "title"), tr("Title on the wall"))
    yield Row((*part, "purpose"), tr("Why we meet, in two sentences"), RowKind.TEXT)
    yield Row((*part, "minutes"), tr("Minutes"), RowKind.NUMBER)
    yield _optional_lines((*part, "ground_rules"), tr("Ground rules"))
    yield _optional_lines((*part, "who"), tr("Who should be here"))
    yield _notes(part)


def _column(draft: ExerciseDraft, part: Place) -> Iterator[Row]:
    yield Row((*part, "title"), tr("Title"))
    tones = (
        (Tone.STRENGTH.value, tr("what goes well")),
        (Tone.GAP.value, tr("what doesn’t")),
    )
    yield Row((*part, "tone"), tr("What it is about"), RowKind.CHOICE, choices=tones)
    yield Row((*part, "mark"), tr("One or two characters for its badge"), prompt=tr("#1"))
    yield Row((*part, "prompt"), tr("Question on the entry line"))
    yield Row((*part, "empty"), tr("What it says while it is empty"))


def _label(draft: ExerciseDraft, part: Place) -> Iterator[Row]:
    yield Row((*part, "text"), tr("Label"))
    tones = (
        (Tone.STRENGTH.value, tr("what goes well")),
        (Tone.GAP.value, tr("what doesn’t")),
    )
    gap = Tone.GAP.value
    on = (*part, "on")
    yield Row(on, tr("For cards about"), RowKind.SEVERAL, choices=tones, default=gap)
    needs = (("", tr("no")), ("action", tr("yes, until there is one")))
    yield Row((*part, "needs"), tr("A card with it needs an action"), RowKind.CHOICE, choices=needs)
    yield Row((*part, "settled"), tr("Nothing has to follow from it"), RowKind.YES_NO)
    others = _others(draft, "labels", part, "text")
    if others:
        name = tr("Can’t be beside")
        yield Row((*part, "excludes"), name, RowKind.SEVERAL, choices=others)
    yield Row(
        (*part, "choice"),
        tr("Of labels with the same word here a card has only one"),
        prompt=tr("optional"),
        can_be_empty=True,
    )
    yield Row(
        (*part, "register"),
        tr("List over all meetings that its cards belong in"),
        prompt=tr("optional"),
        can_be_empty=True,
    )


def _field(draft: ExerciseDraft, part: Place) -> Iterator[Row]:
    yield Row((*part, "question"), tr("Question"))
    yield Row((*part, "name"), tr("Heading of the answers"))
    yield Row((*part, "prompt"), tr("How an answer begins"))
    about = ((About.MEETING.value, tr("the meeting")), (About.GAP.value, tr("each gap")))
    yield Row((*part, "about"), tr("What it is about"), RowKind.CHOICE, choices=about)
    yield Row((*part, "many"), tr("Several answers"), RowKind.YES_NO)
    yield _optional_lines((*part, "choices"), tr("What can be said of an answer"))
    yield _optional_lines((*part, "open_choices"), tr("Which of these need an action"))
    brings = (
        (Brings.ANSWERS.value, tr("the answers")),
        (Brings.STRATEGIES.value, tr("the strategies")),
        (Brings.NOTHING.value, tr("nothing")),
    )
    name = tr("Offered again at the next meeting")
    yield Row((*part, "brings"), name, RowKind.CHOICE, choices=brings)


def _check(draft: ExerciseDraft, part: Place) -> Iterator[Row]:
    yield Row((*part, "question"), tr("Question, answered with yes, no or not yet"))
    yield Row((*part, "name"), tr("Short, beside the answer"))


def _closing(draft: ExerciseDraft, part: Place) -> Iterator[Row]:
    yield Row((*part, "question"), tr("Question"))
    kinds = tuple((kind.value, tr(name)) for kind, name in _ACTIONS.items())
    yield Row((*part, "kind"), tr("What is promised"), RowKind.CHOICE, choices=kinds)
    yield Row((*part, "name"), tr("Short name"))
    yield Row((*part, "prompt"), tr("Whom? (on the entry line)"))
    yield Row((*part, "required"), tr("Open until it is answered"), RowKind.YES_NO)


def _stage(draft: ExerciseDraft, part: Place) -> Iterator[Row]:
    kind = draft.value((*part, "kind"))
    kinds = tuple((each.value, tr(name)) for each, name in KIND_NAMES.items())
    yield Row((*part, "question"), tr("Question on the wall"))
    yield Row((*part, "name"), tr("Name, in the strip of stages"))
    yield Row((*part, "kind"), tr("What is done"), RowKind.CHOICE, choices=kinds)
    yield Row((*part, "minutes"), tr("Minutes"), RowKind.NUMBER)
    yield _notes(part)
    yield from _only_for(draft, part, str(kind))
    yield _optional_lines((*part, "pinned"), tr("Lines that stay on the wall"))
    sources = (*_others(draft, "fields", part, "name"), *_statements(draft))
    if sources:
        name = tr("Answers that stay on the wall")
        yield Row((*part, "pinned_from"), name, RowKind.SEVERAL, choices=sources)
    example = tr("silent 3, round 4, read 2, vote 3 (optional)")
    rhythm = (*part, "rhythm")
    yield Row(rhythm, tr("Parts, with minutes"), RowKind.RHYTHM, example, can_be_empty=True)
    yield Row((*part, "anonymous"), tr("No names on cards"), RowKind.YES_NO)
    if kind != Kind.BOARD.value:
        yield from _heading((*part, "left"), tr("Left"))
        yield from _heading((*part, "right"), tr("Right"))


def _only_for(draft: ExerciseDraft, part: Place, kind: str) -> Iterator[Row]:
    """Yield what only this kind of stage has."""
    if kind == Kind.BOARD.value:
        titles = [draft.value(("columns", index, "title")) or "" for index in (0, 1)]
        sides = (("left", str(titles[0])), ("right", str(titles[1])))
        yield Row((*part, "active"), tr("Begins in the column"), RowKind.CHOICE, choices=sides)
    elif kind == Kind.STATEMENT.value:
        yield Row((*part, "criteria"), tr("Criteria to tick, one a line"), RowKind.LINES)
    elif kind == Kind.ANSWERS.value:
        fields = _others(draft, "fields", part, "question")
        choices = fields if fields else (("", tr("none yet: add a question first")),)
        yield Row((*part, "field"), tr("Which question"), RowKind.CHOICE, choices=choices)
    elif kind == Kind.STRATEGIES.value:
        name = tr("Strategies from strengths, too")
        yield Row((*part, "from_strengths"), name, RowKind.YES_NO)


def _heading(place: Place, side: str) -> Iterator[Row]:
    yield Row((*place, "title"), tr("{side}: heading", side=side))
    yield Row((*place, "name"), tr("{side}: name of an entry", side=side))
    yield Row((*place, "prompt"), tr("{side}: question on the entry line", side=side))
    yield Row((*place, "empty"), tr("{side}: while it is empty", side=side))


def _notes(part: Place) -> Row:
    name = tr("Notes for the facilitator")
    # An opening may do without; of a stage the reader says that they are missing.
    return Row((*part, "notes"), name, RowKind.TEXT, can_be_empty=part == ("opening",))


def _optional_lines(place: Place, name: str) -> Row:
    return Row(place, name, RowKind.LINES, tr("one a line (optional)"), can_be_empty=True)


def _others(draft: ExerciseDraft, name: str, part: Place, key: str) -> tuple[tuple[str, str], ...]:
    """Return the ids of the tables in a list, but that of this part, each with a text of it."""
    own = draft.value((*part, "id"))
    tables = draft.value((name,)) or ()
    return tuple((each["id"], str(each.get(key, ""))) for each in tables if each["id"] != own)


def _statements(draft: ExerciseDraft) -> Iterator[tuple[str, str]]:
    for stage in draft.value(("stages",)):
        if stage.get("kind") == Kind.STATEMENT.value:
            yield stage["id"], str(stage.get("name", ""))


# Between a value and the words that are written for it


def words_of(row: Row, value: object) -> str:
    """Return a value as it is written in its row."""
    if value is None:
        return ""
    if row.kind is RowKind.PAIR and isinstance(value, list):
        return " / ".join(map(str, value))
    if row.kind is RowKind.LINES and isinstance(value, list):
        return "\n".join(map(str, value))
    if row.kind is RowKind.RHYTHM and isinstance(value, list):
        return ", ".join(_part_words(each) for each in value)
    return str(value)


def value_of(row: Row, words: str) -> object:
    """Return the value that words mean; what makes no sense is kept, for the reader to refuse."""
    is_blank = not words.strip()
    if is_blank and (row.can_be_empty or row.kind is RowKind.NUMBER):
        return None
    if row.kind is RowKind.NUMBER:
        return _number(words)
    if row.kind is RowKind.PAIR:
        return [each.strip() for each in words.split("/", 1)]
    if row.kind is RowKind.LINES:
        return [line.strip() for line in words.split("\n") if line.strip()]
    if row.kind is RowKind.RHYTHM:
        return [_part_of(each) for each in words.split(",") if each.strip()]
    return words


def _number(words: str) -> object:
    words = words.strip()
    return int(words) if words.isdecimal() and len(words) < 9 else words


def _part_words(part: object) -> str:
    if not isinstance(part, dict):
        return str(part)
    name = next(
        (tr(text) for each, text in _PARTS.items() if each.value == part.get("part")),
        str(part.get("part", "")),
    )
    return f"{name} {part['minutes']}" if "minutes" in part else name


def _part_of(words: str) -> dict[str, object]:
    name, *minutes = words.split(maxsplit=1)
    known = {tr(text).casefold(): part.value for part, text in _PARTS.items()}
    part: dict[str, object] = {"part": known.get(name.casefold(), name)}
    return part | ({"minutes": _number(minutes[0])} if minutes else {})
