"""The five shipped exercises can be held as they are."""

from dataclasses import replace
from pathlib import Path

import pytest

from facilitator.domain.exercise import Kind, KindWords, Label, Tone
from facilitator.domain.records import ActionKind, Side
from facilitator.exercises.loader import load_exercise
from facilitator.export.phrases import action_kind
from facilitator.former_labels import former_labels
from facilitator.paths import resources

FILES = sorted((resources() / "exercises").glob("*.toml"))
WAY = [Kind.BOARD, Kind.BOARD, Kind.RANK, Kind.DISCUSS, Kind.STRATEGIES, Kind.COMMIT, Kind.CLOSE]

shipped = pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])


@shipped
def test_leads_from_two_columns_to_a_plan_within_the_hour(file: Path) -> None:
    exercise = load_exercise(file)
    kinds = [stage.kind for stage in exercise.stages if stage.kind is not Kind.STATEMENT]
    assert kinds == WAY
    assert 45 <= exercise.minutes <= 60
    assert exercise.source and exercise.summary


@shipped
def test_asks_for_strengths_first_and_for_gaps_second(file: Path) -> None:
    exercise = load_exercise(file)
    first, second = exercise.stages[:2]
    assert exercise.column(first.active) is exercise.column_of(Tone.STRENGTH)
    assert exercise.column(second.active) is exercise.column_of(Tone.GAP)


@shipped
def test_gives_the_facilitator_a_few_short_sentences_for_every_stage(file: Path) -> None:
    for stage in load_exercise(file).stages:
        sentences = [part for part in stage.notes.replace("?", ".").split(". ") if part]
        assert 2 <= len(sentences) <= 9, stage.id
        assert len(stage.notes) <= 360, stage.id


@shipped
def test_uses_typographic_quotes_and_ellipses(file: Path) -> None:
    exercise = load_exercise(file)
    for stage in exercise.stages:
        texts = [stage.question, stage.notes, stage.name, *stage.criteria]
        for heading in (stage.left, stage.right):
            texts += [heading.title, heading.name, heading.prompt, heading.empty]
        assert not [text for text in texts if "'" in text or '"' in text or "..." in text]


def test_hold_a_meeting_reads_as_it_was_drawn() -> None:
    exercise = load_exercise(resources() / "exercises" / "hold-a-meeting.toml")
    strip = [(stage.name, stage.minutes, stage.question) for stage in exercise.stages]
    assert strip == [
        ("Feel #1", 8, "Customers feel #1 when…"),
        ("Where we don’t", 8, "Where do we fall short today?"),
        ("What matters", 6, "What matters most?"),
        ("Why", 16, "Why do we treat the customer this way?"),
        ("What instead", 10, "What do we do instead?"),
        ("Who, when", 9, "Who does what, by when?"),
        ("Close", 3, "What do we change first?"),
    ]
    assert exercise.minutes == 60
    assert exercise.labels == (
        Label(
            id="penalizing-policy",
            text="policy that penalizes the customer",
            register="Rules that penalize customers",
        ),
    )
    why = exercise.stages[3]
    assert why.active is Side.LEFT
    assert why.left.prompt == "What do we tell ourselves?"
    assert exercise.stages[0].left.title == exercise.columns[0].title


def test_a_rule_is_kept_changed_or_dropped_but_only_one_of_these() -> None:
    exercise = load_exercise(resources() / "exercises" / "the-way-we-do-things.toml")
    exclusive = [label.text for label in exercise.labels if label.choice == "decision"]
    assert exclusive == ["keep", "change", "drop"]


@shipped
def test_says_whom_to_ask_and_thank_and_leaves_the_other_kinds_to_the_program(file: Path) -> None:
    words = load_exercise(file).words
    assert [action_kind(kind, words) for kind in ActionKind] == [
        *("do", "ask a customer", "thank a customer", "find out")
    ]
    plain = replace(words, kinds=KindWords())
    assert [action_kind(kind, plain) for kind in ActionKind] == ["do", "ask", "thank", "find out"]


@shipped
def test_every_label_that_was_stored_by_its_text_has_its_id_still(file: Path) -> None:
    former = former_labels()[file.stem]
    assert set(former.values()) <= {label.id for label in load_exercise(file).labels}
    ids_of_others = {own for text, own in former.items() if own in former and text != own}
    assert ids_of_others == set(), "an old text would be taken for the id of another label"


def test_a_definition_is_held_against_five_criteria() -> None:
    exercise = load_exercise(resources() / "exercises" / "what-good-service-means.toml")
    (stage,) = [stage for stage in exercise.stages if stage.kind is Kind.STATEMENT]
    assert stage.criteria[:4] == ("efficient", "fair", "cost-effective", "humanly satisfying")
    assert len(stage.criteria) == 5
