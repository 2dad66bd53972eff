"""What a search can be narrowed to, as it is listed and typed."""

from datetime import date

import pytest
from PySide6.QtWidgets import QApplication

from facilitator.domain.search import HitKind
from facilitator.exercises.exercise_library import Library
from facilitator.ui.search.filters import Period, kind_options, label_options, time_options
from tests.support.calendar import Calendar

TODAY = date(2026, 11, 29)
SEPTEMBER = Period(date(2026, 9, 1), date(2026, 9, 30))


@pytest.fixture(autouse=True)
def today(dressed: QApplication, monkeypatch: pytest.MonkeyPatch) -> Calendar:
    return Calendar(monkeypatch, TODAY)


def periods(typed: str) -> list[Period]:
    return [Period.of_key(option.key) for option in time_options(typed, TODAY)]


def test_the_usual_times_are_offered_first() -> None:
    assert [option.name for option in time_options("", TODAY)] == [
        *("This month", "Last month", "This year", "Last year")
    ]
    assert periods("")[1] == Period(date(2026, 10, 1), date(2026, 10, 31))
    assert periods("last y")[0] == Period(date(2025, 1, 1), date(2025, 12, 31))


@pytest.mark.parametrize(
    ("typed", "period"),
    [
        ("sep 1 – sep 30", SEPTEMBER),
        ("sep 30 to sep 1", SEPTEMBER),
        ("2026-09-01..2026-09-30", SEPTEMBER),
        ("2024", Period(date(2024, 1, 1), date(2024, 12, 31))),
        ("sep 1", Period(since=date(2026, 9, 1))),
        ("dec 24", Period(since=date(2025, 12, 24))),
        ("yesterday", Period(since=date(2026, 11, 28))),
    ],
)
def test_days_are_typed_as_people_write_them_and_lie_in_the_past(
    typed: str, period: Period
) -> None:
    assert periods(typed)[0] == period


def test_what_is_no_time_offers_nothing() -> None:
    assert periods("whenever") == []


def test_a_period_is_called_by_its_days() -> None:
    assert SEPTEMBER.name == "Sep 1 – Sep 30"
    assert Period(since=TODAY).name == "Since Nov 29"
    assert Period(until=TODAY).name == "Until Nov 29"
    assert Period(TODAY, TODAY).name == "Nov 29"
    assert Period.of_key(SEPTEMBER.key) == SEPTEMBER


def test_every_kind_and_every_label_can_be_chosen() -> None:
    assert [option.key for option in kind_options()] == list(HitKind)
    exercises = Library().all()
    options = label_options(exercises)
    ids = {label.id for exercise in exercises for label in exercise.labels}
    assert {option.key for option in options} == ids
    shown = [(option.name, option.more) for option in options]
    assert len(shown) == len(set(shown))
