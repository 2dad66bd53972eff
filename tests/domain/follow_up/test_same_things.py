"""Things that people have said are the same, over however many pairs."""

from facilitator.domain.follow_up.same_things import SameThings


def test_pairs_join_all_that_they_lead_to() -> None:
    pairs = [("rain", "weather"), ("snow", "ice"), ("weather", "snow"), ("weather", "rain")]
    same = SameThings(pairs)
    assert len({same.first(each) for each in ("rain", "weather", "snow", "ice")}) == 1
    assert same.first("sun") == "sun"
    assert same.groups(["sun", "ice", "rain", "sun"]) == [["sun"], ["ice", "rain"]]


def test_a_very_long_way_is_gone_quickly() -> None:
    same = SameThings((number, number + 1) for number in range(20_000))
    assert {same.first(number) for number in range(20_001)} == {20_000}
