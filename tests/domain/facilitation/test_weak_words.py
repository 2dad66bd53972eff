"""What only reminds or trains is told from what merely has the same letters."""

import pytest

from facilitator.domain.facilitation.weak_words import weak_wording

WEAK = ("be careful", "remind", "train", "tell staff", "try", "plan")


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ("Be careful at the till", "be careful"),
        ("Everyone should BE MORE CAREFUL", "be careful"),
        ("being very careful with orders", "be careful"),
        ("Remind everyone on Monday", "remind"),
        ("We keep reminding each other", "remind"),
        ("Staff gets reminded.", "remind"),
        ("Träin the new ones", "train"),
        ("More training for the counter", "train"),
        ("Book a training session", "train"),
        ("Trained by Friday", "train"),
        ("Retrain all of us", "train"),
        ("We don’t wait; we train people", "train"),
        ("Telling staff again", "tell staff"),
        ("Try harder", "try"),
        ("Ana tries again", "try"),
        ("Planning ahead", "plan"),
    ],
)
def test_what_only_asks_people_for_it_is_weak(text: str, wording: str) -> None:
    assert weak_wording(text, WEAK) == wording


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Ask the trainers for their list",
        "A second phone in the training room",
        "Print the bus and train station on the map",
        "For guests who come by train",
        "The train is late: open at ten",
        "The till shows a reminder by itself",
        "Nobody has to remind us: the oven beeps",
        "A sign instead of training",
        "Stop reminding people",
        "So that we don't need to be careful",
        "Constraints on the form",
        "Carefully worded letters",
        "A careful look at the queue",
        "Restrain the price",
    ],
)
def test_what_has_the_same_letters_is_not(text: str) -> None:
    assert weak_wording(text, WEAK) == ""


def test_without_weak_wordings_nothing_is() -> None:
    assert weak_wording("Remind everyone", ()) == ""
    assert weak_wording("Remind everyone", ("…", "")) == ""
