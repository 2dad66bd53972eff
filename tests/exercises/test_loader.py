"""A broken exercise file is refused in one sentence that says where and what would be right."""

import re
from pathlib import Path

import pytest

from facilitator.domain.exercise import Kind, KindWords, Label
from facilitator.domain.follow_up.look_back import review_stage
from facilitator.domain.records import ActionKind, Side
from facilitator.errors import ExerciseError
from facilitator.exercises.exercise_library import with_review
from facilitator.exercises.loader import LARGEST, load_exercise, parse_exercise
from tests.support.answered_meeting import TOML

GOOD = """
id = "repair-shop"
title = "Repair shop"
summary = "Why bikes wait."
source = "Ourselves"
meeting_title = "Why bikes wait"

[[columns]]
id = "well"
title = "Goes well"
tone = "strength"
mark = "#1"
prompt = "What goes well?"
empty = "Say one."

[[columns]]
id = "waits"
title = "Waits"
tone = "gap"
mark = ""
prompt = "What waits?"
empty = "Say one."

[[labels]]
text = "no spare part"

[words]
gap = ["wait", "waits"]
excuse = ["excuse", "excuses"]
origin = ["origin", "origins"]
strategy = ["strategy", "strategies"]
action = ["action", "actions"]
instead_of = "instead of"
because_of = "because of"
sign = "How will it show?"
sign_short = "it shows"
first = "First of all"

[[stages]]
id = "collect"
kind = "board"
name = "Collect"
question = "What goes well?"
notes = "Everybody says one."
minutes = 8
active = "left"

[[stages]]
id = "definition"
kind = "statement"
name = "Define"
question = "When is a bike ready?"
notes = "Write one sentence."
minutes = 5
left = { title = "Ours", name = "Definition", prompt = "Ready means…", empty = "Begin." }
right = { title = "Has to say", name = "Criterion", prompt = "Ready means…", empty = "Begin." }
criteria = ["safe", "clean"]

[[stages]]
id = "who"
kind = "commit"
name = "Who"
question = "Who does it?"
notes = "One person, one day."
minutes = 5
left = { title = "Instead", name = "Instead", prompt = "Another?", empty = "None." }
right = { title = "Committed", name = "Action", prompt = "What?", empty = "None." }
"""
COLUMN = GOOD[GOOD.index("[[columns]]") : GOOD.index("[[columns]]", GOOD.index("[[columns]]") + 1)]
STAGES = GOOD[GOOD.index("[[stages]]") :]
TEN_LABELS = "".join(f'[[labels]]\ntext = "label {n}"\n' for n in range(10))

# A piece of the good file, what stands there instead, and what is said about it.
BROKEN = {
    "stem": (
        'id = "repair-shop"',
        'id = "shop"',
        "id is “shop” and should be “repair-shop”, like the file's name without .toml",
    ),
    "id signs": (
        'id = "collect"',
        'id = "Collect!"',
        "stages[0].id is “Collect!” and should be a name of up to 60 lowercase letters, digits "
        "and hyphens",
    ),
    "no title": (
        'title = "Repair shop"\n',
        "",
        "title is missing and should be a text of 1 to 60 characters",
    ),
    "blank": (
        'title = "Repair shop"',
        'title = " "',
        "title is blank and should be a text of 1 to 60 characters",
    ),
    "number for text": (
        'source = "Ourselves"',
        "source = 5",
        "source is 5 and should be a text of 1 to 200 characters",
    ),
    "typo": (
        "minutes = 8",
        "minuts = 8",
        "stages[0].minuts is not a known key (did you mean minutes?)",
    ),
    "stray key": (
        'id = "well"',
        'id = "well"\nzzz = 1',
        "columns[0].zzz is not a known key (the keys are id, title, tone, mark, prompt, empty)",
    ),
    "one column": (
        COLUMN,
        "",
        "columns is a list of 1 and should be two tables, one of tone “strength” and one of "
        "tone “gap”",
    ),
    "two strengths": (
        'tone = "gap"\nmark = ""',
        'tone = "strength"\nmark = "b"',
        "columns[1].tone is “strength” and should be “gap”, as the other column is of tone "
        "“strength”",
    ),
    "tone": (
        'tone = "gap"',
        'tone = "sad"',
        "columns[1].tone is “sad” and should be one of “strength”, “gap”",
    ),
    "same columns": (
        'id = "waits"',
        'id = "well"',
        "columns[1].id is “well” and should be different from columns[0].id",
    ),
    "mark": (
        'mark = "#1"',
        'mark = "#12"',
        "columns[0].mark is “#12” and should be a text of at most 2 characters (it has 3)",
    ),
    "same stages": (
        'id = "who"',
        'id = "collect"',
        "stages[2].id is “collect” and should be different from stages[0].id",
    ),
    "no stage": (
        STAGES,
        "",
        "stages is missing and should be a list of tables, each headed [[stages]]",
    ),
    "kind": (
        'kind = "board"',
        'kind = "sing"',
        "stages[0].kind is “sing” and should be one of “review”, “answers”, “board”, “rank”, "
        "“discuss”, “strategies”, “statement”, “commit”, “close”",
    ),
    "long question": (
        'What goes well?"\nnotes',
        'What goes so well that each of us would tell it?"\nnotes',
        "stages[0].question is “What goes so well that each of us…” and should be a text of 1 "
        "to 44 characters (it has 48)",
    ),
    "long name": (
        '"Collect"',
        '"Collect them all!"',
        "stages[0].name is “Collect them all!” and should be a text of 1 to 16 characters (it "
        "has 17)",
    ),
    "no minutes": (
        "minutes = 8",
        "minutes = 0",
        "stages[0].minutes is 0 and should be a whole number from 1 to 600",
    ),
    "half a minute": (
        "minutes = 8",
        "minutes = 7.5",
        "stages[0].minutes is 7.5 and should be a whole number from 1 to 600",
    ),
    "true minutes": (
        "minutes = 8",
        "minutes = true",
        "stages[0].minutes is true and should be a whole number from 1 to 600",
    ),
    "endless": (
        "minutes = 8",
        "minutes = 601",
        "stages[0].minutes is 601 and should be a whole number from 1 to 600",
    ),
    "huge": (
        "minutes = 8",
        f"minutes = 0x{'f' * 5000}",
        "stages[0].minutes is a very long number and should be a whole number from 1 to 600",
    ),
    "no side": (
        'active = "left"\n',
        "",
        "stages[0].active is missing and should be one of “left”, “right”",
    ),
    "no heading": (
        STAGES[STAGES.rindex("right =") :],
        "",
        "stages[2].right is missing and should be a table of keys and values",
    ),
    "heading text": (
        'name = "Action", ',
        "",
        "stages[2].right.name is missing and should be a text of 1 to 24 characters",
    ),
    "no criteria": (
        'criteria = ["safe", "clean"]',
        "",
        "stages[1].criteria is missing and should be a list of 1 to 9 criteria, as a statement "
        "is ticked against them",
    ),
    "empty criteria": (
        '["safe", "clean"]',
        "[]",
        "stages[1].criteria is a list of 0 and should be a list of 1 to 9 criteria, as a "
        "statement is ticked against them",
    ),
    "criterion": (
        '["safe", "clean"]',
        '["safe", 3]',
        "stages[1].criteria[1] is 3 and should be a text of 1 to 60 characters",
    ),
    "same criteria": (
        '["safe", "clean"]',
        '["a", "A"]',
        "stages[1].criteria is a list of 2 and should be criteria that differ from each other",
    ),
    "criteria elsewhere": (
        "minutes = 8",
        'minutes = 8\ncriteria = ["safe"]',
        "stages[0].criteria is a list of 1 and should be left out, as only a stage of kind "
        "“statement” has them",
    ),
    "ten labels": (
        "[words]",
        f"{TEN_LABELS}[words]",
        "labels is a list of 11 and should be at most 9 labels, one for each key",
    ),
    "same labels": (
        "[words]",
        '[[labels]]\ntext = "No spare part"\n[words]',
        "labels[1].text is “No spare part” and should be different from labels[0].text",
    ),
    "word": (
        'gap = ["wait", "waits"]',
        'gap = "wait"',
        'words.gap is “wait” and should be two words, for one and for many, such as ["excuse", '
        '"excuses"]',
    ),
    "no words": (
        "[words]",
        "[wordz]",
        "wordz is not a known key (did you mean words?)",
    ),
    "syntax": (
        'id = "repair-shop"',
        "id = repair-shop",
        "the file is not valid TOML: Invalid value (at line 2, column 6)",
    ),
    "deep": (
        'id = "repair-shop"',
        f"id = {'[' * 20000}",
        "the file is nested too deeply",
    ),
}

GOOD_2 = (
    GOOD.replace(
        'text = "no spare part"', 'id = "no-part"\ntext = "no spare part"\nregister = "Parts"'
    )
    .replace(
        "[words]",
        '[words]\nnumber = "How many riders a week?"\nnumber_short = "a week"\n'
        'kinds = { ask = "ask a rider" }',
    )
    .replace('id = "who"\nkind = "commit"', 'id = "who"\nkind = "review"')
    .replace("\n", "format = 2\n", 1)
)
"""The good file with all that only format 2 has."""

# A piece of that file, what stands there instead, and what is said about it.
BROKEN_2 = {
    "newer": (
        "format = 2",
        "format = 3\nsings = true",
        "format is 3 and should be 1 or 2 (for 3 you need a newer Facilitator)",
    ),
    "no number": ("format = 2", 'format = "two"', "format is “two” and should be 1 or 2"),
    "true": ("format = 2", "format = true", "format is true and should be 1 or 2"),
    "zero": ("format = 2", "format = 0", "format is 0 and should be 1 or 2"),
    "id in format 1": (
        "format = 2\n",
        "",
        "labels[0].id is a key of format 2, so the file should begin with format = 2",
    ),
    "register in format 1": (
        GOOD_2[: GOOD_2.index("register")],
        GOOD[: GOOD.index("text = ")],
        "labels[0].register is a key of format 2, so the file should begin with format = 2",
    ),
    "kinds in format 1": (
        GOOD_2[: GOOD_2.index("[words]")],
        GOOD[: GOOD.index("[words]")],
        "words.kinds is a key of format 2, so the file should begin with format = 2",
    ),
    "number in format 1": (
        GOOD_2[: GOOD_2.index("gap = [")],
        GOOD[: GOOD.index("gap = [")] + 'number = "How many riders a week?"\n',
        "words.number is a key of format 2, so the file should begin with format = 2",
    ),
    "review in format 1": (
        GOOD_2[: GOOD_2.index("gap = [")],
        GOOD[: GOOD.index("gap = [")],
        "stages[2].kind is “review”, a kind of format 2, so the file should begin with format = 2",
    ),
    "no id": (
        'id = "no-part"\n',
        "",
        "labels[0].id is missing and should be a name of up to 60 lowercase letters, digits and "
        "hyphens",
    ),
    "same ids": (
        "[words]",
        '[[labels]]\nid = "no-part"\ntext = "none"\n[words]',
        "labels[1].id is “no-part” and should be different from labels[0].id",
    ),
    "a question of the program's own": (
        "[words]",
        '[[checks]]\nid = "again"\nquestion = "Did it happen again?"\nname = "again"\n[words]',
        "checks[0].id is “again” and should be another id, as the program itself asks something "
        "under this one",
    ),
    "blank register": (
        '"Parts"',
        '" "',
        "labels[0].register is blank and should be a text of 1 to 60 characters",
    ),
    "two reviews": (
        'id = "collect"\nkind = "board"',
        'id = "before"\nkind = "review"\nname = "Before"\nquestion = "What became of it?"\n'
        'notes = "Ask."\nminutes = 5\n'
        f"{STAGES[STAGES.index('left = {') : STAGES.index('criteria')]}"
        '\n[[stages]]\nid = "collect"\nkind = "board"',
        "stages[3].kind is “review” and should be another kind, as stages[0] is a review already",
    ),
    "unknown kind of action": (
        'ask = "ask a rider"',
        'asks = "ask a rider"',
        "words.kinds.asks is not a known key (did you mean ask?)",
    ),
    "typo": (
        'register = "Parts"',
        'registre = "Parts"',
        "labels[0].registre is not a known key (did you mean register?)",
    ),
}


def test_the_good_file_says_what_it_says() -> None:
    exercise = parse_exercise(GOOD, "repair-shop.toml")
    assert exercise.minutes == 18
    assert [stage.kind for stage in exercise.stages] == [Kind.BOARD, Kind.STATEMENT, Kind.COMMIT]
    assert [stage.active for stage in exercise.stages] == [Side.LEFT, Side.LEFT, Side.RIGHT]
    collect, define, _ = exercise.stages
    assert (collect.right.title, collect.right.name, collect.right.prompt) == (
        "Waits",
        "Waits",
        "What waits?",
    )
    assert define.criteria == ("safe", "clean")
    assert exercise.words.gap.of(1) == "wait"
    assert exercise.columns[1].mark == ""


def test_in_format_1_a_label_is_its_text() -> None:
    for text in (GOOD, f"format = 1\n{GOOD}"):
        exercise = parse_exercise(text, "repair-shop.toml")
        assert exercise.labels == (Label(id="no spare part", text="no spare part"),)
        assert exercise.words.kinds == KindWords()
        assert exercise.words.number == exercise.words.number_short == ""


def test_format_2_has_labels_with_ids_and_registers_kinds_of_action_and_a_review() -> None:
    exercise = parse_exercise(GOOD_2, "repair-shop.toml")
    assert exercise.labels == (Label(id="no-part", text="no spare part", register="Parts"),)
    assert exercise.label_texts(["no-part", "gone"]) == ("no spare part", "gone")
    assert exercise.words.kinds.of(ActionKind.ASK) == "ask a rider"
    assert exercise.words.kinds.of(ActionKind.FIND_OUT) == ""
    assert exercise.words.number == "How many riders a week?"
    assert exercise.words.number_short == "a week"
    assert [stage.kind for stage in with_review(exercise).stages].count(Kind.REVIEW) == 1


def test_a_review_takes_no_name_that_a_stage_has() -> None:
    exercise = parse_exercise(GOOD.replace('id = "who"', 'id = "review"'), "repair-shop.toml")
    stages = with_review(exercise).stages
    assert [stage.id for stage in stages] == ["review-2", "collect", "definition", "review"]
    assert stages[0].id == review_stage(exercise)


def without_line(refusal: str) -> str:
    """A refusal as it would be if it did not say on which line."""
    return re.sub(r"\A(\S+), line \d+:", r"\1:", refusal)


@pytest.mark.parametrize("defect", BROKEN)
def test_a_defect_is_named_with_file_key_and_what_is_right(defect: str) -> None:
    right, wrong, sentence = BROKEN[defect]
    with pytest.raises(ExerciseError) as refused:
        parse_exercise(GOOD.replace(right, wrong, 1), "repair-shop.toml")
    safe = "Your meetings are safe; correct the file and try again."
    assert without_line(str(refused.value)) == f"repair-shop.toml: {sentence}. {safe}"


@pytest.mark.parametrize("defect", BROKEN_2)
def test_a_defect_of_format_2_is_named_in_one_sentence(defect: str) -> None:
    right, wrong, sentence = BROKEN_2[defect]
    assert right in GOOD_2
    with pytest.raises(ExerciseError) as refused:
        parse_exercise(GOOD_2.replace(right, wrong, 1), "repair-shop.toml")
    safe = "Your meetings are safe; correct the file and try again."
    assert without_line(str(refused.value)) == f"repair-shop.toml: {sentence}. {safe}"


def test_control_characters_do_not_reach_the_room() -> None:
    text = GOOD.replace("Everybody says one.", "Everybody\\u0000 says\\tone.")
    assert parse_exercise(text, "repair-shop.toml").stages[0].notes == "Everybody says one."


def test_a_file_saved_by_a_windows_editor_is_read(tmp_path: Path) -> None:
    file = tmp_path / "repair-shop.toml"
    file.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert load_exercise(file).title == "Repair shop"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (None, "there is no such file"),
        (GOOD.encode("utf-16"), "byte 1 is not UTF-8; save the file as UTF-8"),
        (b"#" * (LARGEST + 1), "the file is too large: an exercise file can have up to"),
        (b"a." * 999 + b"a = 1", "the file has 999 dots in line 1 and should have at most 50"),
        (b"", "id is missing and should be a name of up to 60 lowercase letters"),
    ],
    ids=["missing", "utf-16", "too large", "dotted", "empty"],
)
def test_a_file_that_is_no_text_is_refused(
    tmp_path: Path, data: bytes | None, sentence: str
) -> None:
    file = tmp_path / "repair-shop.toml"
    if data is not None:
        file.write_bytes(data)
    with pytest.raises(ExerciseError, match=re.escape(f"repair-shop.toml: {sentence}")):
        load_exercise(file)


@pytest.mark.parametrize("taken", ["here", "again"])
@pytest.mark.parametrize("known", ["promises", "apology", "ask"])
def test_the_ids_that_the_program_keeps_answers_under_are_refused(known: str, taken: str) -> None:
    """Who is here, and whether a gap was met again, are answers too."""
    right = TOML.replace(f'id = "{known}"\n', f'id = "{taken}"\n', 1).replace(
        f'field = "{known}"', f'field = "{taken}"'
    )
    with pytest.raises(ExerciseError, match=rf"\]\.id is “{taken}” and should be another id"):
        parse_exercise(right, "asked.toml")
