"""Charts say the same as their tables, and stay readable however often a team met."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.follow_up.over_time import TeamHistory
from facilitator.domain.follow_up.registers import FoundGap, RegisterEntry
from facilitator.domain.records import RegisterNote, RegisterState
from facilitator.export.charts.chart import Chart, Pattern, Subject
from facilitator.export.charts.language import ENGLISH
from facilitator.export.charts.layout import lay_out
from facilitator.export.charts.number_charts import numbers_chart
from facilitator.export.charts.promise_charts import promises_chart
from facilitator.export.charts.register_chart import register_chart
from facilitator.export.charts.shapes import Area, Side, Stroke, Word, stripes
from facilitator.export.charts.team_charts import team_charts
from facilitator.export.charts.times import MOST_BARS
from tests.support.charts import EvenLetters, team_history

WEEK = timedelta(weeks=1)


def charts(meetings: int, every: timedelta = WEEK) -> dict[Subject, Chart]:
    made = team_charts(team_history(meetings, every), (), ENGLISH)
    return {chart.subject: chart for chart in made}


def test_a_row_for_each_meeting_says_what_was_said_there() -> None:
    found = charts(4)[Subject.PROMISES]
    parts = [[(s.pattern, s.text) for s in bar.segments] for bar in found.bars]
    assert parts[0] == [
        (Pattern.FILLED, "1"),
        (Pattern.HATCHED, "2"),
        (Pattern.OUTLINE, "1"),
    ]
    assert found.table.head == ("Meeting", "done", "progress", "excuse", "dropped")
    assert found.table.rows[0] == ("19 Jan 2026", "1", "0", "2", "1")
    assert found.table.sentences()[0] == "19 Jan 2026: done 1, excuse 2, dropped 1"
    assert found.caption == "noticed 1 of 4"
    excuses = charts(4)[Subject.EXCUSES]
    (saying,) = excuses.sayings
    assert saying.detail == "12 Jan → One phone goes with us · 19 Jan back · quiet since 26 Jan"


def test_without_meetings_there_is_no_chart_and_with_one_no_promise() -> None:
    assert team_charts(TeamHistory(), (), ENGLISH) == ()
    assert Subject.PROMISES not in charts(1)


@pytest.mark.parametrize(("meetings", "label"), [(12, "19 Jan"), (200, "Q1 2026")])
def test_many_meetings_are_told_by_quarters_and_all_of_them_in_the_table(
    meetings: int, label: str
) -> None:
    found = charts(meetings)[Subject.PROMISES]
    assert found.bars[0].label == label
    assert len(found.bars) <= MOST_BARS
    assert len(found.table.rows) == meetings - 1
    in_bars = sum(segment.value for bar in found.bars for segment in bar.segments)
    assert in_bars == sum(int(text) for row in found.table.rows for text in row[1:])


def test_meetings_of_one_day_have_one_bar() -> None:
    found = charts(12, timedelta())[Subject.PROMISES]
    assert len({bar.label for bar in found.bars}) == len(found.bars)
    in_bars = sum(segment.value for bar in found.bars for segment in bar.segments)
    assert in_bars == sum(int(text) for row in found.table.rows for text in row[1:])


def test_where_there_is_little_room_the_last_meetings_are_shown() -> None:
    found = promises_chart(team_history(200, WEEK), ENGLISH, most=6)
    assert found is not None
    assert [bar.label for bar in found.bars][-1] == found.table.rows[-1][0].removesuffix(" 2029")
    assert len(found.bars) == 6


@given(
    meetings=st.sampled_from([1, 2, 3, 12, 24, 25, 200]),
    width=st.integers(300, 2000),
    spare=st.integers(0, 1500),
)
def test_all_that_is_painted_is_within_the_picture(meetings: int, width: int, spare: int) -> None:
    measure = EvenLetters()
    for chart in charts(meetings).values():
        picture = lay_out(chart, width, measure, spare)
        assert picture.height > 0
        for shape in picture.shapes:
            if isinstance(shape, Word):
                wide = measure.width(shape.text, shape.letters)
                back = {Side.START: 0, Side.MIDDLE: wide / 2, Side.END: wide}[shape.side]
                corners = [(shape.x - back, shape.y), (shape.x - back + wide, shape.y)]
            else:
                corners = list(shape.corners if isinstance(shape, Area) else shape.points)
            assert all(-1 <= x <= width + 1 and -1 <= y <= picture.height for x, y in corners)


@given(
    wide=st.floats(1, 900),
    high=st.floats(1, 90),
    left=st.floats(0, 2000),
    top=st.floats(0, 2000),
)
def test_stripes_stay_in_their_box(wide: float, high: float, left: float, top: float) -> None:
    found = list(stripes((left, top, left + wide, top + high), 12, 6))
    assert found
    for x, y in (corner for stripe in found for corner in stripe):
        assert left - 0.01 <= x <= left + wide + 0.01
        assert top - 0.01 <= y <= top + high + 0.01


def test_a_register_is_told_as_it_stood_at_each_meeting() -> None:
    history = team_history(4)
    first, second, third, fourth = (meeting.held_on for meeting in history.meetings)
    rule, other = entry("A", first), entry("B", second, fourth)
    rule = replace(rule, notes=(note("A", third, RegisterState.DROPPED),))
    other = replace(other, notes=(note("B", third, RegisterState.CHANGED),))
    found = register_chart("Rules to get rid of", [rule, other], history, ENGLISH)
    assert found is not None
    assert found.table.head == ("Meeting", "dropped", "changed", "still there")
    # What was changed and is found again is there again.
    assert [row[1:] for row in found.table.rows] == [
        ("0", "0", "1"),
        ("0", "0", "2"),
        ("1", "1", "0"),
        ("1", "0", "1"),
    ]
    assert found.caption == "2 found · 1 dropped · 1 still there"


def entry(text: str, *days: date) -> RegisterEntry:
    found = (
        FoundGap(
            meeting=f"on {day}",
            gap=text,
            title="",
            held_on=day,
            team_id="team",
            team="Counter",
            text=text,
            registers=("Rules to get rid of",),
        )
        for day in days
    )
    return RegisterEntry(register="Rules to get rid of", found=tuple(found))


def note(text: str, day: date, state: RegisterState) -> RegisterNote:
    return RegisterNote(
        id=f"{text} {day}", place=1, meeting="", gap=text, text=text, day=day, state=state
    )


def test_lines_differ_by_more_than_their_color() -> None:
    history = team_history(12)
    gaps = [replace(history.counted[0], text=f"Gap {number}") for number in range(4)]
    made = numbers_chart(replace(history, counted=tuple(gaps)), ENGLISH)
    assert made is not None
    picture = lay_out(made, 900, EvenLetters())
    courses = [s for s in picture.shapes if isinstance(s, Stroke) and len(s.points) == 12]
    assert len({stroke.dash for stroke in courses}) == 4
    words = [shape.text for shape in picture.shapes if isinstance(shape, Word)]
    assert {"100", "0", "100 → 67", "Gap 3"} <= set(words)
