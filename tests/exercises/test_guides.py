"""The facilitator's guide knows every stage of every shipped exercise, and helps with any other."""

import re
import tomllib

import pytest

from facilitator.domain.exercise import Kind
from facilitator.exercises.exercise_library import Library, as_held
from facilitator.exercises.guide import guide_to
from facilitator.exercises.loader import parse_exercise
from facilitator.paths import resources

FOLDER = resources() / "guides"
SHIPPED = Library().shipped_ids()


@pytest.mark.parametrize("exercise_id", SHIPPED)
def test_each_stage_of_a_shipped_exercise_is_in_its_guide_and_no_other(exercise_id: str) -> None:
    written = tomllib.loads((FOLDER / f"{exercise_id}.toml").read_text(encoding="utf-8"))
    exercise = Library().get(exercise_id)
    assert [stage["id"] for stage in written["stages"]] == [each.id for each in exercise.stages]
    guide = guide_to(as_held(exercise, looks_back=True))
    kinds = {each.stage.kind for each in guide.stages}
    assert {Kind.OPENING, Kind.REVIEW} <= kinds, "what the program adds is led, too"
    assert all(each.say for each in guide.stages)
    assert guide.source == exercise.source


def test_an_exercise_without_a_guide_has_the_general_one_and_its_own_notes() -> None:
    text = Library().get("hold-a-meeting").toml.replace('id = "hold-a-meeting"', 'id = "ours"')
    own = parse_exercise(text.replace("Start with what we are good at.", "Ours."), "ours.toml")
    guide = guide_to(own)
    assert guide.about == own.summary
    first = guide.stages[0]
    assert first.stage.notes.startswith("Ours.")
    assert first.say and not first.watch, "what is said on any board"
    assert "Blame" in [trap.title for trap in first.traps]


def test_every_kind_of_stage_has_a_trap_and_the_traps_say_what_to_say() -> None:
    guide = guide_to(Library().default)
    assert {kind for trap in guide.traps for kind in trap.kinds} == set(Kind)
    titles = {trap.title for trap in guide.traps}
    assert {"Blame", "Arguing", "Rushing to solutions", "Complaining in circles"} <= titles
    advice = {each.title: " ".join(each.points) for each in guide.advice}
    assert "Leaders speak last" in advice["While you lead"]
    assert "Count to ten" in advice["When the room is silent"]


def test_each_rule_names_a_study_with_its_authors_and_year_and_promises_no_money() -> None:
    studies = guide_to(Library().default).studies
    cited = " ".join(study.source for study in studies)
    for author in ("Harkin", "Gollwitzer", "Muchnik", "Lorenz", "Postmes", "Paulus", "Kauffeld"):
        assert author in cited
    for author in ("Lehtinen", "Card", "RCA²", "Bone", "Stephens", "Tannenbaum", "Sheeran"):
        assert author in cited
    for study in studies:
        assert re.search(r", (19|20)\d\d$", study.source), study.source
        assert study.finding.count(". ") == 0, "one sentence each"
        assert not re.search(r"\b(profit|sales|revenue|spend|money|\$|€)", study.finding)
