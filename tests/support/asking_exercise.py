"""A made-up exercise that asks questions: about the meeting, and about each gap."""

from collections.abc import Iterable
from datetime import date

from facilitator.domain.chain.verbs import add_cards
from facilitator.domain.exercise import Exercise, Tone
from facilitator.domain.facilitation.lifecycle import MeetingSetup, begin
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Answer, Card, Record, Statement
from facilitator.exercises.loader import parse_exercise

NOVEMBER = date(2026, 11, 12)
TOML = """
format = 2
id = "asking"
title = "What we promise"
summary = "Say whom you want, what you promise, and whether you keep it."
source = "made up"
meeting_title = "What we promise"

[[columns]]
id = "kept"
title = "Where we keep our word"
tone = "strength"
mark = "#1"
prompt = "Where do we keep our word?"
empty = "What can a customer rely on?"

[[columns]]
id = "broken"
title = "Where we break it"
tone = "gap"
mark = ""
prompt = "Where do we break it?"
empty = "What did a customer wait for in vain?"

[words]
gap = ["gap", "gaps"]
excuse = ["excuse", "excuses"]
origin = ["origin", "origins"]
strategy = ["strategy", "strategies"]
action = ["action", "actions"]
instead_of = "instead of"
because_of = "because"
sign = "How will the customer notice?"
sign_short = "How the customer will notice"
first = "First"

[[fields]]
id = "whom"
question = "Whom do we want as customers?"
name = "Whom we want"
prompt = "People who…"

[[fields]]
id = "promises"
question = "Which promises do we make?"
name = "Our promises"
prompt = "We promise…"
many = true
choices = ["kept", "not always", "broken"]
open_choices = ["not always", "broken"]

[[fields]]
id = "expect"
question = "What can we expect of each other?"
name = "What we expect"
prompt = "Each of us…"
many = true
brings = "strategies"

[[fields]]
id = "today"
question = "What is on your mind today?"
name = "Today"
prompt = "Today…"
many = true
brings = "nothing"

[[fields]]
id = "customer"
question = "What kind of customer was it?"
name = "Kind of customer"
prompt = "a new one, a regular"
about = "gap"

[[fields]]
id = "steps"
question = "What happened, step by step?"
name = "What happened"
prompt = "then…"
about = "gap"
many = true

[[stages]]
id = "whom"
kind = "answers"
name = "Whom we want"
question = "Whom do we want as customers?"
notes = "One sentence."
minutes = 3
field = "whom"
left = { title = "Whom we want", name = "Whom", prompt = "…", empty = "Who would come back?" }
right = { title = "-", name = "-", prompt = "-", empty = "-" }

[[stages]]
id = "promises"
kind = "answers"
name = "Promises"
question = "Which promises do we make?"
notes = "Go through them one by one."
minutes = 5
field = "promises"
left = { title = "Our promises", name = "Promise", prompt = "…", empty = "What do we say?" }
right = { title = "-", name = "-", prompt = "-", empty = "-" }

[[stages]]
id = "where"
kind = "board"
name = "Where not"
question = "Where do we break it?"
notes = "Silently first."
minutes = 5
active = "right"

[[stages]]
id = "rank"
kind = "rank"
name = "What matters"
question = "What matters most?"
notes = "Biggest first."
minutes = 5
left = { title = "Gaps, biggest first", name = "Gap", prompt = "Another?", empty = "Nothing yet." }
right = { title = "In this group", name = "Card", prompt = "Another?", empty = "Nothing yet." }

[[stages]]
id = "why"
kind = "discuss"
name = "Why"
question = "Why?"
notes = "Ask why."
minutes = 5
left = { title = "Excuses", name = "Excuse", prompt = "Why?", empty = "Nothing yet." }
right = { title = "Origins", name = "Origin", prompt = "And why is that?", empty = "Nothing yet." }

[[stages]]
id = "definition"
kind = "statement"
name = "Definition"
question = "What does good service mean?"
notes = "In one sentence."
minutes = 5
left = { title = "In our words", name = "Definition", prompt = "It means…", empty = "Begin." }
right = { title = "It must say", name = "Criterion", prompt = "It means…", empty = "Begin." }
criteria = ["fair", "pleasant"]

[[stages]]
id = "close"
kind = "close"
name = "Close"
question = "What first?"
notes = "Read it aloud."
minutes = 5
left = { title = "The plan", name = "Next meeting", prompt = "When?", empty = "Nothing yet." }
right = { title = "Still open", name = "Next meeting", prompt = "When?", empty = "Nothing." }
"""


def asking() -> Exercise:
    """The exercise itself."""
    return parse_exercise(TOML, "asking.toml")


def asked(
    held_on: date = NOVEMBER,
    records: Iterable[Record] = (),
    gaps: Iterable[str] = (),
    exercise: Exercise | None = None,
) -> Meeting:
    """A meeting with that exercise, which keeps its text, with these records and gaps."""
    used = exercise or asking()
    meeting = Meeting()
    setup = MeetingSetup(title="Promises", team="Front desk")
    meeting.apply(begin(used, setup, held_on))
    meeting.apply(add_cards(meeting, used.column_of(Tone.GAP).id, list(gaps)))
    return Meeting.from_records([*meeting.records(), *records])


def said(meeting: Meeting, field: str) -> list[str]:
    """What was answered to a question about the meeting, in order."""
    return [each.text for each in meeting.children(Answer, "") if each.field == field]


def card(meeting: Meeting, text: str) -> Card:
    """The card of that text."""
    return next(each for each in meeting.all(Card) if each.text == text)


def statement_of(meeting: Meeting) -> Statement:
    """The one statement there is."""
    (found,) = meeting.all(Statement)
    return found
