"""A meeting begins, is walked through step by step, kept half-typed, and closed."""

from datetime import UTC, date, datetime, timedelta

from facilitator.domain.chain import arrange, verbs
from facilitator.domain.chain.flow import Step, here, next_step, previous_step, step_at
from facilitator.domain.facilitation import lifecycle, timing
from facilitator.domain.facilitation.lifecycle import (
    MeetingSetup,
    begin,
    draft_of,
    go_to_step,
    keep_draft,
)
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Side
from facilitator.domain.vote import tally
from tests.support.small_meeting import EXERCISE, TODAY, Room

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def test_a_meeting_begins_at_its_first_stage_with_clean_names() -> None:
    people = (" Baker", "", "Driver\n", "Baker")
    change = begin(EXERCISE, MeetingSetup(title=" \n", team="Shop ", participants=people), TODAY)
    meeting = Meeting()
    meeting.apply(change)
    details = meeting.details
    assert (details.title, details.team, details.held_on) == ("Bakery meeting", "Shop", TODAY)
    assert details.participants == ("Baker", "Driver")
    assert here(meeting, EXERCISE) == Step(EXERCISE.stages[0])
    assert not change.undoable


def test_a_meeting_read_from_elsewhere_is_the_same_meeting() -> None:
    room = Room()
    room.excuse(room.cards("bad", "Closed at noon")[0], "We eat then")
    twin = Meeting()
    twin.apply(lifecycle.import_meeting(room.meeting.records()))
    assert twin == room.meeting


def walk(room: Room) -> list[str]:
    """Every step forwards: the stage, and in the discussion the gap as well."""
    step: Step | None = Step(EXERCISE.stages[0])
    names = []
    while step:
        gap = room.meeting.find(step.gap)
        names.append(f"{step.stage.id} {gap.text}" if gap else step.stage.id)
        last, step = step, next_step(room.meeting, EXERCISE, step)
        assert step is None or previous_step(room.meeting, EXERCISE, step) == last
    return names


def test_a_discussion_takes_one_step_a_gap_in_rank_order() -> None:
    room = Room()
    noon, parking, phone = room.cards("bad", "noon", "parking", "phone")
    room.does(arrange.rank_to(room.meeting, [noon, parking, phone], [phone], 0))
    gathering = arrange.group(room.meeting, [room.now(noon), room.now(parking)], "outside")
    room.does(gathering)
    assert walk(room) == [
        *("board", "rank", "discuss phone", "discuss outside"),
        *("strategies", "statement", "commit", "close"),
    ]


def test_a_discussion_without_gaps_is_one_step() -> None:
    stages = [stage.id for stage in EXERCISE.stages]
    assert walk(Room()) == stages


def test_a_gap_that_is_gone_gives_way_to_the_first() -> None:
    room = Room()
    noon, parking = room.cards("bad", "noon", "parking")
    room.does(go_to_step(room.meeting, "discuss", gap=parking.id, side=Side.RIGHT))
    assert here(room.meeting, EXERCISE).gap == parking.id
    room.does(verbs.remove(room.meeting, [parking]))
    assert here(room.meeting, EXERCISE).gap == noon.id
    room.undoes()
    assert here(room.meeting, EXERCISE).gap == parking.id
    board = EXERCISE.stages[0]
    assert step_at(room.meeting, EXERCISE, board, noon.id) == Step(board)


def test_a_half_typed_text_is_kept_exactly_but_for_what_no_file_can_hold() -> None:
    room = Room()
    typed = (" Take tur", "Ba\0k\ud800er ", "")
    room.does(keep_draft(room.meeting, "commit", typed))
    room.does(keep_draft(room.meeting, "board", ("We sm",)))
    assert draft_of(room.meeting, "commit") == (" Take tur", "Baker ", "")
    assert draft_of(room.meeting, "board") == ("We sm",)
    room.does(go_to_step(room.meeting, "close"))
    assert draft_of(room.meeting, "board") == ("We sm",)
    room.does(keep_draft(room.meeting, "board", ("",)))
    assert [draft.stage for draft in room.meeting.bookmark.drafts] == ["commit"]
    assert not keep_draft(room.meeting, "discuss", ("\0", "\udfff"))


def test_a_second_copy_has_its_own_clock_which_stands_and_the_same_votes() -> None:
    room = Room()
    (card,) = room.cards("bad", "noon")
    room.does(timing.start(room.meeting, EXERCISE, NOW))
    room.does(timing.skip(room.meeting, NOW + timedelta(minutes=9), NOW))
    room.does(tally.open_ballot(room.meeting, 3))
    room.does(tally.set_dots(room.meeting, card, 2))
    copy = lifecycle.second(room.meeting)
    assert copy.id != room.meeting.id
    assert timing.is_running(room.meeting)
    assert timing.spent(copy, "board", NOW + timedelta(days=7)) == 9 * 60
    assert not timing.is_running(copy)
    assert not timing.resume_after(copy, EXERCISE, NOW, NOW), "it goes on by itself"
    assert copy.ballots == room.meeting.ballots


def test_closing_chooses_the_first_thing_and_the_next_day() -> None:
    room = Room()
    (gap,) = room.cards("bad", "noon")
    action = room.action(room.strategy(room.excuse(gap, "We eat"), "Take turns"), "Draw up turns")
    room.does(lifecycle.choose_first(room.meeting, action))
    room.does(lifecycle.set_next(room.meeting, date(2026, 12, 16)))
    assert (room.meeting.details.first, room.meeting.details.next_on) == (
        action.id,
        date(2026, 12, 16),
    )
    room.does(lifecycle.choose_first(room.meeting, action))
    assert room.meeting.details.first is None
    room.does(lifecycle.describe(room.meeting, MeetingSetup(title=" ", facilitator="Manager")))
    assert (room.meeting.details.title, room.meeting.details.facilitator) == ("Monday", "Manager")
