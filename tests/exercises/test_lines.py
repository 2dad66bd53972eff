"""A refused exercise file is named with the line of what is wrong, however it is written."""

import pytest

from facilitator.errors import ExerciseError
from facilitator.exercises.lines import line_of
from facilitator.exercises.loader import parse_exercise
from tests.support.made_up_exercises import toml_with

ODD = '''\
# A comment with [brackets] and a = sign
title = "a # that is no comment, and a \\" quote"
long = """
minutes = 3
[[stages]] \\"""
"""
words.gap = ["one", # first
  "many",
]
"quoted.key" = 1
raw = \'\'\'it's
here\'\'\'

[[stages]]
id = "first"
left = { title = "a, b } c", rows = [1, [2, 3]], deep = { x = 1 } }

[stages.right]
title = "of the first"

[[stages]]  # the second
id = "second"
rhythm = [
  { part = "silent", minutes = 3 },
  { part = "round",
    minutes = 4 },
]

[words.kinds]
ask = "ask"
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("title", 2),
        ("long", 3),
        ("words.gap", 7),
        ("words.gap[0]", 7),
        ("words.gap[1]", 8),
        ("raw", 11),
        ("stages", 14),
        ("stages[0]", 14),
        ("stages[0].id", 15),
        ("stages[0].left.title", 16),
        ("stages[0].left.rows[1][0]", 16),
        ("stages[0].left.deep.x", 16),
        ("stages[0].right", 18),
        ("stages[0].right.title", 19),
        ("stages[1]", 21),
        ("stages[1].id", 22),
        ("stages[1].rhythm[0].minutes", 24),
        ("stages[1].rhythm[1]", 25),
        ("words.kinds.ask", 30),
        ("stages[1].minutes", 21),
        ("stages[0].right.name", 18),
        ("words.kinds.thank", 29),
        ("summary", None),
    ],
)
def test_what_is_there_has_its_line_and_what_is_missing_that_of_its_table(
    path: str, line: int | None
) -> None:
    assert line_of(ODD, path) == line


def test_a_refusal_says_line_key_and_what_would_be_right() -> None:
    text = toml_with("minutes = 8", "minutes = 0")
    number = next(n for n, line in enumerate(text.split("\n"), 1) if line == "minutes = 0")
    with pytest.raises(ExerciseError) as refused:
        parse_exercise(text, "ours.toml")
    assert str(refused.value) == (
        f"ours.toml, line {number}: stages[0].minutes is 0 and should be a whole number from 1 to "
        "600. Your meetings are safe; correct the file and try again."
    )


def test_a_windows_text_has_the_same_lines() -> None:
    assert line_of(ODD.replace("\n", "\r\n"), "stages[1].id") == 22
