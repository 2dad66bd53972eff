"""The JSON Schema of an exercise file, for editors that complete and check while one types.

It says what a schema can say; what values say of each other, such as ids that must differ, only
the reader knows.
"""

import json
from typing import Any

import msgspec

from facilitator.domain.exercise import Kind, Tone
from facilitator.exercises.file_format import NEWEST, newer_keys
from facilitator.exercises.tables import ExerciseTable

DIALECT = "https://json-schema.org/draft/2020-12/schema"
NAME = "exercise.schema.json"
"""Beside the shipped exercises."""

Schema = dict[str, Any]

_SAID = {
    "ExerciseTable": {
        "format": "2, or 1 where nothing is used that only format 2 has",
        "id": "its name; the file is called like it, with .toml after it",
        "title": "what it is called where it is chosen",
        "summary": "what it is for, in a sentence or two",
        "source": "where its idea comes from",
        "meeting_title": "what its meetings are called unless they get another title",
        "columns": "the two columns of the board",
        "labels": "stamps for cards, each with a digit",
        "words": "what the links of the chain are called",
        "stages": "the steps of the meeting, in order",
        "opening": "what is shown before the first stage",
        "fields": "questions that are answered in a sentence",
        "checks": "questions asked of each gap, answered with yes, no or not yet",
        "close": "places to answer at the close: whom we ask, thank, tell",
        "weak": "wordings of an action that only reminds or trains",
        "weak_hint": "what the console asks about such an action",
        "next_after": "in how many weeks the exercise is due again",
        "daily_question": "what the team asks itself every day until then",
        "counts_labels": "whether the cards of each label are counted, beside the last time",
        "poster": "the title of the page for the wall",
    },
    "ColumnTable": {
        "tone": "what it speaks of",
        "mark": "one or two characters in its badge; that of a gap may be empty",
        "prompt": "the question on the entry line",
        "empty": "what it says while it is empty",
    },
    "LabelTable": {
        "choice": "of labels that say the same here, a card has at most one",
        "settled": "whether nothing has to follow from a card with it",
        "register": "the name of a list over all meetings that its cards belong in",
        "on": "the tones of the columns whose cards may carry it",
        "needs": "“action” where a card with it is open until there is one",
        "excludes": "the ids of labels that it can’t stand beside",
    },
    "WordsTable": {
        "instead_of": "leads from a strategy to its excuse",
        "because_of": "leads from an action to its gap",
        "sign": "asks how an action will show",
        "sign_short": "introduces the answer",
        "first": "heads what is changed first",
        "number": "asks how much of a gap there is",
        "number_short": "follows the answer, such as “a week”",
        "again": "asks in the review whether a gap was met again",
    },
    "StageTable": {
        "kind": "what is done on it",
        "name": "its name in the strip of stages",
        "question": "what is asked on the wall",
        "notes": "what the facilitator reads",
        "minutes": "how long it takes, in whole minutes",
        "active": "the column that is written in first; a board has to say it",
        "left": "how the left side is headed; a board has its columns",
        "right": "how the right side is headed; a board has its columns",
        "criteria": "what a statement is ticked against",
        "pinned": "lines that stand on the wall while it runs",
        "pinned_from": "ids of fields, or of stages with a statement, whose answers do",
        "field": "the id of the field that is answered on it",
        "rhythm": "its parts, each with its minutes",
        "anonymous": "whether no card carries a name",
        "from_strengths": "whether strategies may follow from strengths, too",
    },
    "FieldTable": {
        "name": "heads the answers",
        "prompt": "how an answer begins",
        "about": "whether it is asked once, or of each gap",
        "many": "whether there may be several answers",
        "choices": "what can be said of an answer",
        "open_choices": "those of the choices that are open until an action answers them",
        "brings": "what of the last meeting is offered again",
    },
    "CheckTable": {"name": "its short form, beside the answer"},
    "ClosingTable": {
        "kind": "what is promised there",
        "name": "its short form",
        "prompt": "asks for whom",
        "required": "whether it is open without an answer",
    },
    "OpeningTable": {
        "title": "what is shown large",
        "purpose": "why we meet, in one or two sentences",
        "name": "its name in the strip of stages",
        "notes": "what the facilitator reads",
        "minutes": "how long it takes, in whole minutes",
        "ground_rules": "proposed to a team without its own",
        "who": "the kinds of people who should be here",
    },
}
"""What each key is for, by its table; what it may hold is added."""


def exercise_schema() -> Schema:
    """Return the JSON Schema of an exercise file, draft 2020-12."""
    whole = msgspec.json.schema(ExerciseTable, schema_hook=_of_type)
    tables: Schema = {name: _plain(table) for name, table in whole["$defs"].items()}
    for name, keys in _SAID.items():
        for key, said in keys.items():
            _say(tables[name]["properties"][key], said)
    tables["StageTable"]["allOf"] = _stage_rules()
    tables["ColumnTable"]["allOf"] = [_mark_rule()]
    exercise = tables.pop("ExerciseTable")
    exercise["allOf"] = [_tone_rule(), _format_rule()]
    title = "An exercise of Facilitator"
    return {"$schema": DIALECT, **exercise, "title": title, "$defs": tables}


def schema_text() -> str:
    """Return the schema as the file that is shipped has it."""
    return json.dumps(exercise_schema(), indent=2, ensure_ascii=False) + "\n"


def _of_type(kind: Any) -> Schema:  # noqa: ANN401 - the types that checked() makes
    return {"type": "string", "description": kind.right, **kind.schema}


def _plain(schema: Any) -> Any:  # noqa: ANN401 - any part of a schema
    """Return a part without null, which TOML does not have."""
    if isinstance(schema, list):
        return [_plain(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    if "anyOf" in schema:
        left = [each for each in schema["anyOf"] if each != {"type": "null"}]
        rest = {key: each for key, each in schema.items() if key != "anyOf"}
        schema = {**(left[0] if len(left) == 1 else {"anyOf": left}), **rest}
    return {
        key: _plain(each) for key, each in schema.items() if not (key == "default" and each is None)
    }


def _say(schema: Schema, said: str) -> None:
    known = schema.get("description")
    schema["description"] = f"{said}: {known}" if known else said


def _is(key: str, *values: str) -> Schema:
    """Return the condition that a key has one of these values."""
    return {"properties": {key: {"enum": list(values)}}, "required": [key]}


def _stage_rules() -> list[Schema]:
    return [
        {
            "if": _is("kind", Kind.BOARD.value),
            "then": {"required": ["active"]},
            "else": {"required": ["left", "right"]},
        },
        {
            "if": _is("kind", Kind.STATEMENT.value),
            "then": {"required": ["criteria"]},
            "else": {"properties": {"criteria": False}},
        },
        {
            "if": _is("kind", Kind.ANSWERS.value),
            "then": {"required": ["field"]},
            "else": {"properties": {"field": False}},
        },
        {
            "if": {"not": _is("kind", Kind.STRATEGIES.value)},
            "then": {"properties": {"from_strengths": {"const": False}}},
        },
    ]


def _mark_rule() -> Schema:
    filled = {"properties": {"mark": {"minLength": 1}}}
    return {"if": _is("tone", Tone.STRENGTH.value), "then": filled}


def _tone_rule() -> Schema:
    """Return that of the two columns one is of each tone."""
    each = [{"contains": _is("tone", tone.value)} for tone in Tone]
    return {"properties": {"columns": {"allOf": each}}}


def _format_rule() -> Schema:
    """Return that format 2 needs ids of labels, and that format 1 lacks what came with 2."""
    ids: Schema = {"labels": {"items": {"required": ["id"]}}}
    lacking: Schema = {}
    for table, keys in newer_keys().items():
        none = dict.fromkeys(keys, False)
        if not table:
            lacking |= none
        elif table == "words":
            lacking[table] = {"properties": none}
        else:
            lacking[table] = {"items": {"properties": none}}
    return {
        "if": {"properties": {"format": {"const": NEWEST}}, "required": ["format"]},
        "then": {"properties": ids},
        "else": {"properties": lacking},
    }
