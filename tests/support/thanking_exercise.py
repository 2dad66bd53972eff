"""A small exercise that asks at the close, counts its labels, and builds on strengths."""

from facilitator.domain.exercise import Exercise
from facilitator.exercises.loader import parse_exercise

FILE = """
format = 2
id = "thanking"
title = "Ask and thank"
summary = "A small check-up."
source = "Nobody"
meeting_title = "Check-up"
next_after = 4
daily_question = "Whom did we make feel important today?"
counts_labels = true

[[columns]]
id = "good"
title = "Where we do it"
tone = "strength"
mark = "+"
prompt = "Where?"
empty = "Nothing yet."

[[columns]]
id = "bad"
title = "Where we don’t"
tone = "gap"
mark = ""
prompt = "Where not?"
empty = "Nothing yet."

[[labels]]
id = "important"
text = "feeling important"
on = ["strength", "gap"]

[[labels]]
id = "early"
text = "stopped early"

[words]
gap = ["gap", "gaps"]
excuse = ["excuse", "excuses"]
origin = ["origin", "origins"]
strategy = ["strategy", "strategies"]
action = ["action", "actions"]
instead_of = "instead of"
because_of = "because of"
sign = "How will they notice?"
sign_short = "How they will notice"
first = "First"

[words.replies]
ask = "What did they tell us?"

[[close]]
id = "ask"
kind = "ask"
question = "Whom will we ask this week?"
name = "Ask"
prompt = "A customer, or a kind of customer"
required = true

[[close]]
id = "thank"
kind = "thank"
question = "Whom will we thank?"
name = "Thank"
prompt = "Somebody who came back"

[[stages]]
id = "board"
kind = "board"
name = "Board"
question = "Where do we do it?"
notes = "Ask."
minutes = 5
active = "right"

[[stages]]
id = "rank"
kind = "rank"
name = "Order"
question = "Which one first?"
notes = "Order them."
minutes = 5
left = { title = "Gaps", name = "Gap", prompt = "One more?", empty = "None." }
right = { title = "In this group", name = "In this group", prompt = "One more?", empty = "None." }

[[stages]]
id = "why"
kind = "discuss"
name = "Why"
question = "Why is that so?"
notes = "Ask why."
minutes = 5
left = { title = "Excuses", name = "Excuse", prompt = "Why?", empty = "None." }
right = { title = "Origins", name = "Origin", prompt = "And why?", empty = "None." }

[[stages]]
id = "instead"
kind = "strategies"
from_strengths = true
name = "Instead"
question = "What do we do?"
notes = "Look at the strengths too."
minutes = 5
left = { title = "Excuses and strengths", name = "Excuse", prompt = "One more?", empty = "None." }
right = { title = "What we do", name = "Strategy", prompt = "What do we do?", empty = "None." }

[[stages]]
id = "who"
kind = "commit"
name = "Who"
question = "Who does it?"
notes = "Names."
minutes = 5
left = { title = "What we do", name = "Strategy", prompt = "One more?", empty = "None." }
right = { title = "Committed", name = "Action", prompt = "What will you do?", empty = "None." }

[[stages]]
id = "close"
kind = "close"
name = "Close"
question = "Whom do we ask and thank?"
notes = "Read the plan aloud."
minutes = 5
left = { title = "The plan", name = "Next", prompt = "When do we meet?", empty = "Nothing yet." }
right = { title = "Open", name = "Next", prompt = "When do we meet?", empty = "Nothing is open." }
"""


def thanking_exercise() -> Exercise:
    """Return the exercise as it is read from its file."""
    return parse_exercise(FILE, "thanking.toml")
