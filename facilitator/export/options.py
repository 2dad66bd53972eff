"""What is asked of an export, besides its format."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from facilitator.domain.answers.label_counts import LastTime
from facilitator.domain.exercise import Exercise
from facilitator.domain.facilitation.guide import Guide
from facilitator.domain.follow_up.register import ActionEntry
from facilitator.domain.meeting import Meeting
from facilitator.domain.room.beside_last import BesideLast
from facilitator.export import phrases
from facilitator.export.paper import Paper


class What(StrEnum):
    """A part of a meeting that can be written by itself; `RECORD` is all of it."""

    PLAN = "plan"
    RECORD = "record"
    WEEK = "week"
    POSTER = "poster"
    GUIDE = "guide"
    ACTIONS = "actions"
    CARDS = "cards"


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How a file is to be made, as far as its format has a choice.

    `what` is None for the first that a format can write. `beside` is the meeting beside the last
    one of its team, where a record is to tell that; `last` has the numbers of the labels of the
    last one. `promises` are all actions of the team, for a week sheet, and `guide` is the one to
    the exercise. With `owner` a calendar has only what is theirs, and `as_events` gives events
    instead of tasks.
    """

    today: date
    what: What | None = None
    paper: Paper = Paper.A4
    is_landscape: bool = False
    has_check_columns: bool = False
    has_signatures: bool = True
    logo: Path | None = None
    without_names: bool = False
    day_text: phrases.DayText = phrases.day_in_english
    beside: BesideLast | None = None
    last: LastTime | None = None
    promises: Sequence[ActionEntry] = ()
    owner: str = ""
    as_events: bool = False
    guide: Guide | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """What a file is made from."""

    meeting: Meeting
    exercise: Exercise
    options: Options
