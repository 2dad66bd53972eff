"""An exercise with an opening slide, pinned lines, and a field and a definition to pin."""

from pathlib import Path

from facilitator import paths
from facilitator.domain.exercise import Exercise
from facilitator.exercises.loader import parse_exercise

PURPOSE = "A business lives on people who come back. Today we look at why they would."
RULES = ("Speak for yourself.", "No blame.")
WHO = ("employees", "managers")
RULE = "Everybody likes to feel important."


def _heading(name: str) -> str:
    return f'{{ title = "{name}", name = "{name}", prompt = "{name}?", empty = "No {name} yet." }}'


def _words(*names: str) -> str:
    return "\n".join(f'{name} = ["{name}", "{name}s"]' for name in names)


def text_of(exercise_id: str = "opened", *, next_after: int = 4, who: tuple[str, ...] = WHO) -> str:
    """Return the file of the exercise."""
    rules = ", ".join(f'"{rule}"' for rule in RULES)
    kinds = ", ".join(f'"{kind}"' for kind in who)
    return f"""
format = 2
id = "{exercise_id}"
title = "An opened exercise"
summary = "It says first why it is held."
source = "Nobody, nowhere"
meeting_title = "Opened"
next_after = {next_after}

[opening]
name = "Why we meet"
title = "Why do we meet?"
purpose = "{PURPOSE}"
notes = "Read it aloud."
minutes = 5
ground_rules = [{rules}]
who = [{kinds}]

[[columns]]
id = "good"
title = "Good"
tone = "strength"
mark = "#1"
prompt = "What is good?"
empty = "Nothing good yet."

[[columns]]
id = "bad"
title = "Bad"
tone = "gap"
mark = ""
prompt = "What is bad?"
empty = "Nothing bad yet."

[words]
{_words("gap", "excuse", "origin", "strategy", "action")}
instead_of = "instead of"
because_of = "because of"
sign = "How does it show?"
sign_short = "It shows"
first = "First of all"

[[fields]]
id = "whom"
question = "Whom do we want as customers?"
name = "Whom we want"
prompt = "We want…"

[[stages]]
id = "good"
kind = "board"
name = "Good"
question = "What is good?"
notes = "Begin with it."
minutes = 10
active = "left"
pinned = ["{RULE}"]
pinned_from = ["whom", "definition"]

[[stages]]
id = "definition"
kind = "statement"
name = "Our definition"
question = "What is good service?"
notes = "Together."
minutes = 10
left = {_heading("Definition")}
right = {_heading("Criterion")}
criteria = ["fair"]

[[stages]]
id = "close"
kind = "close"
name = "Close"
question = "What comes first?"
notes = "Read it."
minutes = 5
left = {_heading("Plan")}
right = {_heading("Open")}
"""


def exercise() -> Exercise:
    """Return the exercise as its file has it: the slide is put before the stages when held."""
    return parse_exercise(text_of(), "opened.toml")


def put_in(data: Path, exercise_id: str = "opened") -> None:
    """Let a user have it among their own exercises."""
    folder = paths.own_exercises_folder(data)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{exercise_id}.toml").write_text(text_of(exercise_id), "utf-8")
