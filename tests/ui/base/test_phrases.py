"""What the screen says is what the paper says."""

from dataclasses import replace

import pytest

from facilitator.domain.exercise import KindWords
from facilitator.domain.records import ActionKind
from facilitator.exercises.exercise_library import Library
from facilitator.export import phrases as paper
from facilitator.ui.base import phrases as screen


@pytest.mark.parametrize("kind", ActionKind)
def test_the_kinds_of_action_are_called_the_same_on_screen_and_paper(kind: ActionKind) -> None:
    words = Library().default.words
    for known in (words, replace(words, kinds=KindWords())):
        assert screen.action_kind(kind, known) == paper.action_kind(kind, known)
