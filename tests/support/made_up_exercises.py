"""Exercises for tests: one by hand, and any that a generator can think of."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from facilitator.domain.exercise import About, Kind, Part, Tone
from facilitator.domain.records import ActionKind
from facilitator.exercises.blanks import blank_exercise
from facilitator.exercises.writer import toml_of

Tables = dict[str, Any]
Draw = Callable[[st.SearchStrategy[Any]], Any]

_LETTERS = st.characters(
    codec="utf-8", categories=["L", "N", "P", "S", "Zs"], include_characters="\\\"#[]{}='\u202e "
)


def toml_with(right: str, wrong: str) -> str:
    """The blank exercise as a file, with one thing replaced."""
    text = toml_of({**blank_exercise(), "id": "ours"})
    assert right in text
    return text.replace(right, wrong, 1)


def lines(longest: int) -> st.SearchStrategy[str]:
    """Texts of one line that are not blank."""
    return st.text(_LETTERS, min_size=1, max_size=longest).map(lambda text: f"a{text}"[:longest])


def _proses() -> st.SearchStrategy[str]:
    words = st.text(_LETTERS, min_size=1, max_size=40)
    return st.lists(words, min_size=1, max_size=20).map(lambda each: "\n ".join(each)[:900] + ".")


def _headings() -> st.SearchStrategy[Tables]:
    return st.fixed_dictionaries(
        {"title": lines(40), "name": lines(24), "prompt": lines(200), "empty": lines(200)}
    )


@st.composite
def exercises(draw: Draw) -> Tables:
    """Tables of exercises that are right, with everything that can be in one."""
    fields = [
        {
            "id": f"field-{number}",
            "question": draw(lines(200)),
            "name": draw(lines(40)),
            "prompt": draw(lines(200)),
            "about": draw(st.sampled_from(About)).value,
            "many": draw(st.booleans()),
        }
        for number in range(draw(st.integers(0, 3)))
    ]
    labels = [
        {
            "id": f"label-{number}",
            "text": f"{number}{draw(lines(50))}",
            "on": draw(
                st.lists(st.sampled_from([tone.value for tone in Tone]), min_size=1, max_size=2)
            ),
        }
        for number in range(draw(st.integers(0, 3)))
    ]
    return blank_exercise() | {
        "id": "ours",
        "title": draw(lines(60)),
        "summary": draw(lines(900)),
        "weak": draw(st.lists(lines(60), max_size=4)),
        "counts_labels": draw(st.booleans()),
        "next_after": draw(st.integers(1, 104)),
        "labels": labels,
        "fields": fields,
        "checks": [
            {"id": "check", "question": draw(lines(200)), "name": draw(lines(24))}
            for _ in range(draw(st.integers(0, 1)))
        ],
        "close": [
            {
                "id": "place",
                "kind": draw(st.sampled_from(ActionKind)).value,
                "question": draw(lines(60)),
                "name": draw(lines(24)),
                "prompt": draw(lines(200)),
            }
            for _ in range(draw(st.integers(0, 1)))
        ],
        "opening": {
            "title": draw(lines(40)),
            "purpose": draw(lines(900)),
            "minutes": draw(st.integers(1, 600)),
            "ground_rules": draw(st.lists(lines(200), max_size=4)),
        },
        "stages": [draw(_stages(number)) for number in range(draw(st.integers(1, 6)))],
    }


@st.composite
def _stages(draw: Draw, number: int) -> Tables:
    kinds = [kind for kind in Kind if kind not in (Kind.OPENING, Kind.REVIEW, Kind.ANSWERS)]
    kind = draw(st.sampled_from(kinds))
    stage: Tables = {
        "id": f"stage-{number}",
        "kind": kind.value,
        "name": draw(lines(16)),
        "question": draw(lines(44)),
        "notes": draw(_proses()),
        "minutes": draw(st.integers(1, 600)),
        "anonymous": draw(st.booleans()),
        "pinned": draw(st.lists(lines(200), min_size=1, max_size=4)),
        "rhythm": draw(
            st.lists(
                st.fixed_dictionaries(
                    {
                        "part": st.sampled_from([part.value for part in Part]),
                        "minutes": st.integers(1, 60),
                    }
                ),
                min_size=1,
                max_size=4,
            )
        ),
    }
    if kind is Kind.BOARD:
        return stage | {"active": draw(st.sampled_from(["left", "right"]))}
    stage |= {"left": draw(_headings()), "right": draw(_headings())}
    return stage | ({"criteria": ["one", "two"]} if kind is Kind.STATEMENT else {})
