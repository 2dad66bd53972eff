"""Cards are moved, grouped and split; gaps are ranked; excuses become origins; the chain holds."""

from facilitator.domain.chain import arrange, verbs
from facilitator.domain.chain.chain import Gap, all_excuses, excuses_of
from facilitator.domain.meeting import Meeting
from facilitator.domain.rebase import rebase
from facilitator.domain.records import Card, Excuse, Item, Origin, Status, Strategy, Theme
from tests.support.small_meeting import EXERCISE, Room, texts


def grouped(room: Room, gaps: list[Gap], name: str) -> Theme:
    change = room.does(arrange.group(room.meeting, gaps, name))
    (theme,) = (item for item in change.added if isinstance(item, Theme))
    return theme


def test_moving_up_and_down_stops_at_the_ends_of_the_column() -> None:
    room = Room()
    a, b, c = room.cards("bad", "a", "b", "c")
    row = room.meeting.children(Card, "bad")
    assert not arrange.move_by(room.meeting, row, [a], -1)
    room.does(arrange.move_by(room.meeting, row, [b, c], -1))
    assert room.column("bad") == ["b", "c", "a"]
    row = room.meeting.children(Card, "bad")
    assert not arrange.move_by(room.meeting, row, [room.now(a)], 1)
    room.does(arrange.move_by(room.meeting, row, [room.now(b)], 1))
    assert room.column("bad") == ["c", "b", "a"]
    assert not arrange.move_to(room.meeting, row, [], 0)


def test_a_card_always_finds_room_between_two_others() -> None:
    room = Room()
    room.cards("bad", "top", "bottom", "x", "y")
    order = ["top", "bottom", "x", "y"]
    for _ in range(60):
        row = room.meeting.children(Card, "bad")
        room.does(arrange.move_to(room.meeting, row, [row[-1]], 1))
        order.insert(1, order.pop())
        assert room.column("bad") == order


def test_a_card_among_the_strengths_and_back_keeps_labels_and_chain() -> None:
    room = Room()
    gap, _ = room.cards("bad", "Closed at noon", "No parking")
    excuse = room.excuse(gap, "We eat then")
    room.strategy(excuse, "Take turns")
    room.does(verbs.stamp(room.meeting, gap, "policy"))
    room.does(arrange.move_cards(room.meeting, [room.now(gap)], "good"))
    assert room.column("bad") == ["No parking"]
    assert room.gaps() == ["Closed at noon", "No parking"]
    room.does(arrange.move_cards(room.meeting, [room.now(gap)], "bad", 0))
    assert room.column("bad") == ["Closed at noon", "No parking"]
    assert room.now(gap).labels == ("policy",)
    assert texts(room.meeting.children(Strategy, room.now(excuse).id)) == ["Take turns"]


def test_a_discussed_card_gathered_among_the_strengths_is_still_discussed() -> None:
    room = Room()
    strength, _ = room.cards("good", "We greet by name", "We smile")
    (gap,) = room.cards("bad", "Closed at noon")
    excuse = room.excuse(gap, "We eat then")
    theme = grouped(room, [strength, gap], "At the door")
    assert room.column("bad") == []
    assert room.gaps() == ["At the door"]
    assert excuses_of(room.meeting, theme) == [*all_excuses(room.meeting, EXERCISE)] == [excuse]


def test_cards_and_themes_gather_into_one_theme_with_all_they_had() -> None:
    room = Room()
    a, b, c, d = room.cards("bad", "a", "b", "c", "d")
    first, second = grouped(room, [a, b], "First"), grouped(room, [c, d], "Second")
    kept = [room.excuse(gap, f"about {gap.text}") for gap in (first, second, a)]
    room.does(verbs.stamp(room.meeting, second, "policy"))
    change = room.does(
        arrange.group(room.meeting, [room.now(a), first, room.now(second)], "All of it")
    )
    (theme,) = room.meeting.all(Theme)
    assert (theme.text, theme.labels, change.count) == ("All of it", ("policy",), 4)
    assert texts(room.meeting.members(theme.id)) == ["a", "b", "c", "d"]
    assert sorted(texts(excuses_of(room.meeting, theme))) == sorted(texts(kept))


def test_cards_from_several_themes_leave_behind_only_what_still_says_something() -> None:
    room = Room()
    a, b, c, d = room.cards("bad", "a", "b", "c", "d")
    plain, discussed = grouped(room, [a], "Plain"), grouped(room, [b], "Discussed")
    larger = grouped(room, [c, d], "Larger")
    room.excuse(discussed, "Because")
    grouped(room, [room.now(card) for card in (a, b, c)], "New")
    assert sorted(texts(room.meeting.all(Theme))) == ["Discussed", "Larger", "New"]
    assert room.meeting.get(Theme, plain.id) is None
    assert texts(room.meeting.members(larger.id)) == ["d"]
    assert texts(all_excuses(room.meeting, EXERCISE)) == ["Because"]


def test_splitting_a_theme_keeps_excuses_labels_and_rank() -> None:
    room = Room()
    a, b, other = room.cards("bad", "a", "b", "other")
    theme = grouped(room, [a, b], "Both")
    order: list[Gap] = [theme, other]
    room.does(arrange.rank_to(room.meeting, order, [other], 0))
    room.excuse(a, "why a")
    room.excuse(theme, "why both")
    room.excuse(b, "why b")
    room.does(verbs.stamp(room.meeting, room.now(theme), "policy"))
    room.does(arrange.split(room.meeting, room.now(theme)))
    assert room.gaps() == ["other", "a", "b"]
    assert texts(room.meeting.children(Excuse, a.id)) == ["why a", "why both"]
    assert texts(room.meeting.children(Excuse, b.id)) == ["why b"]
    assert room.now(a).labels == room.now(b).labels == ("policy",)
    room.undoes()
    assert texts(excuses_of(room.meeting, theme)) == ["why both", "why a", "why b"]


def test_a_card_joins_a_theme_of_the_other_column_and_leaves_it_again() -> None:
    room = Room()
    (strength,) = room.cards("good", "We smile")
    a, _ = room.cards("bad", "a", "b")
    theme = grouped(room, [a], "Theme")
    room.does(arrange.put_in_theme(room.meeting, [strength], theme))
    assert room.column("good") == []
    assert sorted(texts(room.meeting.members(theme.id))) == ["We smile", "a"]
    room.does(arrange.take_out(room.meeting, [room.now(strength), room.now(a)]))
    assert room.meeting.all(Theme) == []
    assert sorted(room.gaps()) == ["We smile", "a", "b"]


def test_taking_out_what_is_in_no_theme_leaves_its_rank_alone() -> None:
    room = Room()
    a, b = room.cards("bad", "a", "b")
    room.does(arrange.rank_to(room.meeting, [a, b], [b], 0))
    assert not arrange.take_out(room.meeting, [room.now(b)])
    assert room.gaps() == ["b", "a"]


def test_ranking_one_gap_ranks_those_that_never_were_as_they_stand() -> None:
    room = Room()
    a, b, c = room.cards("bad", "a", "b", "c")
    assert not arrange.rank_by(room.meeting, [a, b, c], [a], -1)
    room.does(arrange.rank_by(room.meeting, [a, b, c], [c], -1))
    assert room.gaps() == ["a", "c", "b"]
    (late,) = room.cards("bad", "late")
    assert room.gaps() == ["a", "c", "b", "late"]
    order = [room.now(card) for card in (a, c, b, late)]
    room.does(arrange.rank_to(room.meeting, order, [order[3]], 1))
    assert room.gaps() == ["a", "late", "c", "b"]


def test_an_excuse_becomes_the_reason_of_another_and_an_excuse_again() -> None:
    room = Room()
    (gap,) = room.cards("bad", "Closed at noon")
    first, second = room.excuse(gap, "We eat then"), room.excuse(gap, "We are too few")
    room.origin(second, "Two have left")
    room.strategy(second, "Hire someone")
    room.does(arrange.excuse_to_origin(room.meeting, second, first))
    assert wall(room.meeting, first) == ["We eat then", ["We are too few", ["Two have left"]]]
    (origin,) = room.meeting.children(Origin, first.id)
    room.does(arrange.origin_outward(room.meeting, origin))
    assert texts(room.meeting.children(Excuse, gap.id)) == ["We eat then", "We are too few"]
    assert wall(room.meeting, room.now(second)) == ["We are too few", ["Two have left"]]
    for undone in range(3):
        assert texts(room.meeting.children(Strategy, second.id)) == ["Hire someone"], undone
        if undone < 2:
            room.undoes()


def test_an_origin_goes_one_why_deeper_and_comes_back() -> None:
    room = Room()
    (gap,) = room.cards("bad", "Closed at noon")
    excuse = room.excuse(gap, "We eat then")
    _, b, _ = (room.origin(excuse, text) for text in "abc")
    room.does(arrange.origin_inward(room.meeting, b))
    assert wall(room.meeting, excuse) == ["We eat then", ["a", ["b"]], ["c"]]
    room.does(arrange.origin_outward(room.meeting, room.now(b)))
    assert wall(room.meeting, excuse) == ["We eat then", ["a"], ["b"], ["c"]]
    first = room.meeting.children(Origin, excuse.id)[0]
    assert not arrange.origin_inward(room.meeting, first)


def wall(meeting: Meeting, item: Item) -> list[object]:
    """An excuse or origin and what hangs under it, as nested lists."""
    return [item.text, *(wall(meeting, below) for below in meeting.children(Origin, item.id))]


def test_what_came_of_an_excuse_is_never_its_reason() -> None:
    room = Room()
    (gap,) = room.cards("bad", "Closed at noon")
    first = room.excuse(gap, "We eat then")
    excuses = [first]
    for number in range(4):
        said = room.verdict(
            room.action(room.strategy(excuses[-1], "Turns"), "Draw them up"), Status.EXCUSE, "Busy"
        )
        excuses += room.meeting.children(Excuse, said.id)
        assert excuses_of(room.meeting, gap) == excuses, number
    assert not arrange.excuse_to_origin(room.meeting, first, excuses[-1])
    assert arrange.excuse_to_origin(room.meeting, excuses[-1], first)


def test_undo_puts_nothing_under_what_came_of_it_since() -> None:
    room = Room()
    (gap,) = room.cards("bad", "Closed at noon")
    high, beside = room.excuse(gap, "We eat then"), room.excuse(gap, "We always did")
    said = room.verdict(room.action(room.strategy(high, "Turns"), "Draw"), Status.EXCUSE, "Busy")
    (low,) = room.meeting.children(Excuse, said.id)
    moved = room.does(arrange.excuse_to_origin(room.meeting, low, beside))
    # Somebody else goes on under it, and puts what it was under there.
    origin = room.meeting.get(Origin, low.id)
    assert origin is not None
    again = room.verdict(room.action(room.strategy(origin, "Help"), "Ask"), Status.EXCUSE, "Shy")
    (lowest,) = room.meeting.children(Excuse, again.id)
    room.does(arrange.excuse_to_origin(room.meeting, high, lowest))
    room.does(rebase(moved.inverse(), room.meeting))
    assert room.meeting.get(Origin, low.id) == origin
