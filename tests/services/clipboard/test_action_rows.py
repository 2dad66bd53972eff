"""Rows of a spreadsheet as actions, whatever its columns are called and in which order."""

import pytest

from facilitator.services.clipboard.action_rows import action_rows
from facilitator.services.clipboard.reader import read

NAMES = ("What", "Who", "By when", "How will the customer notice?")
CHAIRS = ("Buy chairs", "Ana & Bob", "fri", "More seats")


@pytest.mark.parametrize(
    "copied",
    [
        "Buy chairs\tAna & Bob\tfri\tMore seats\nPaint",
        "What\tWho\tWhen\tSign\nBuy chairs\tAna & Bob\tfri\tMore seats\nPaint",
        "Task\tOwner\tDue date\nBuy chairs\tAna & Bob\tfri\tMore seats\nPaint",
        "WHO?\tACTION:\tDeadline\tStatus\nAna & Bob\tBuy chairs\tfri\tMore seats\n\tPaint",
        "\tBy when\tHow will the customer notice?\tWho\tWhat\n"
        "\tfri\tMore seats\tAna & Bob\tBuy chairs\n\t\t\t\tPaint",
    ],
)
def test_columns_are_taken_by_their_names_else_by_their_order(copied: str) -> None:
    assert action_rows(read(copied), NAMES) == [CHAIRS, ("Paint", "", "", "")]


@pytest.mark.parametrize("first", ["Task force\tWho knows", "Day\tDate", "Action", "Owner\tDue"])
def test_a_row_that_does_not_name_columns_is_an_action(first: str) -> None:
    assert len(action_rows(read(f"{first}\nPaint\tBob"), NAMES)) == 2


def test_a_single_row_is_an_action() -> None:
    assert action_rows(read("What\tWho"), NAMES) == [("What", "Who", "", "")]
