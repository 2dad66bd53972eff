"""An exercise whose stages have parts: strengths, gaps without names, gaps to vote on, and on."""

from pathlib import Path

from facilitator import paths
from facilitator.domain.exercise import Exercise
from facilitator.exercises.loader import parse_exercise

ID = "in-parts"
TOML = f"""\
format = 2
id = "{ID}"
title = "In parts"
summary = "A small exercise."
source = "Ours"
meeting_title = "In parts"
weak = ["be careful", "remind", "train"]
weak_hint = "What would make it happen by itself?"

[[columns]]
id = "good"
title = "Good"
tone = "strength"
mark = "#1"
prompt = "What is good?"
empty = "Nothing yet."

[[columns]]
id = "bad"
title = "Bad"
tone = "gap"
mark = ""
prompt = "What is bad?"
empty = "Nothing yet."

[words]
gap = ["gap", "gaps"]
excuse = ["excuse", "excuses"]
origin = ["origin", "origins"]
strategy = ["strategy", "strategies"]
action = ["action", "actions"]
instead_of = "instead of"
because_of = "because of"
sign = "How will it show?"
sign_short = "Shows"
first = "First"

[[stages]]
id = "strengths"
kind = "board"
name = "Good"
question = "What is good?"
notes = "Say it."
minutes = 5
active = "left"

[[stages]]
id = "gaps"
kind = "board"
name = "Bad"
question = "What is bad?"
notes = "Say it, too."
minutes = 10
active = "right"
anonymous = true
rhythm = [
    {{ part = "silent", minutes = 3 }},
    {{ part = "round", minutes = 4 }},
    {{ part = "read", minutes = 1 }},
    {{ part = "silent", minutes = 2 }},
]

[[stages]]
id = "rank"
kind = "rank"
name = "Matters"
question = "What matters?"
notes = "Vote."
minutes = 5
left = {{ title = "Gaps", name = "Gap", prompt = "A gap?", empty = "None." }}
right = {{ title = "In it", name = "In it", prompt = "One more?", empty = "None." }}
rhythm = [{{ part = "read", minutes = 2 }}, {{ part = "vote", minutes = 3 }}]

[[stages]]
id = "why"
kind = "discuss"
name = "Why"
question = "Why?"
notes = "Ask."
minutes = 10
left = {{ title = "Excuses", name = "Excuse", prompt = "Why?", empty = "None." }}
right = {{ title = "Origins", name = "Origin", prompt = "And why is that?", empty = "None." }}

[[stages]]
id = "instead"
kind = "strategies"
name = "Instead"
question = "What instead?"
notes = "Replace."
minutes = 10
left = {{ title = "Excuses", name = "Excuse", prompt = "Another?", empty = "None." }}
right = {{ title = "Instead", name = "Instead", prompt = "What instead?", empty = "None." }}

[[stages]]
id = "who"
kind = "commit"
name = "Who"
question = "Who, when?"
notes = "Commit."
minutes = 10
left = {{ title = "Instead", name = "Instead", prompt = "Another?", empty = "None." }}
right = {{ title = "Committed", name = "Action", prompt = "What?", empty = "None." }}

[[stages]]
id = "close"
kind = "close"
name = "Close"
question = "What first?"
notes = "Close."
minutes = 3
left = {{ title = "Plan", name = "Next", prompt = "When?", empty = "None." }}
right = {{ title = "Open", name = "Next", prompt = "When?", empty = "None." }}
"""


def in_parts() -> Exercise:
    """The exercise, as it is read from its file."""
    return parse_exercise(TOML, f"{ID}.toml")


def put_in(data: Path) -> None:
    """Put its file where a team has its own exercises."""
    folder = paths.own_exercises_folder(data)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{ID}.toml").write_text(TOML, encoding="utf-8")
