"""A meeting as JSON goes out and comes back; what is not one is refused with a sentence."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any, TypeVar
from unittest.mock import patch
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facilitator.domain.chain import arrange
from facilitator.domain.exercise import Exercise
from facilitator.domain.facilitation import timing
from facilitator.domain.follow_up.teams import is_journal
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import (
    ITEM_TYPES,
    Action,
    ActionKind,
    Card,
    Item,
    Slip,
    Status,
    Theme,
    Verdict,
    Vote,
)
from facilitator.errors import InputRefusedError
from facilitator.export.json_document import refusals
from facilitator.export.json_format import dumps, loads
from facilitator.export.options import Options
from facilitator.export.writers.formats import Format, export_meeting
from tests.support.exported_meeting import Room
from tests.support.random_meetings import Deed, courses
from tests.support.releases.make import ID, JOURNAL, RECORDS

T = TypeVar("T", bound=Item)

shared_fixtures = settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@shared_fixtures
@given(course=courses(), title=st.text(max_size=8))
def test_any_meeting_comes_back_the_same(
    course: list[Deed], title: str, room: Callable[[str], Room], exercise: Exercise
) -> None:
    # Random but repeatable ids: hypothesis replays an example only if nothing else is drawn.
    dice = Random(1)
    with patch("facilitator.domain.records.uuid4", lambda: UUID(int=dice.getrandbits(128))):
        meeting = room(title).meeting
        for deed in course:
            meeting.apply(deed.change(meeting, exercise))
    text = dumps(meeting, exercise)
    back = loads(text.encode())
    assert dumps(back, exercise) == text
    assert {r.id for r in back.records()} == {r.id for r in meeting.records()}
    assert back.details == replace(meeting.details, discarded_at=None)
    assert back.bookmark == meeting.bookmark


def test_the_file_reads_as_the_meeting_went(bakery: Meeting, exercise: Exercise) -> None:
    text = dumps(bakery, exercise)
    found = json.loads(text)
    assert text.endswith("}\n")
    assert (found["format"], found["version"]) == ("facilitator-meeting", 6)
    assert found["meeting"]["held_on"] == "2026-11-22"
    assert found["meeting"]["drafts"] == [{"stage": "board", "fields": ["half a thou ", ""]}]
    assert [card["column"] for card in found["cards"]] == ["good"] * 2 + ["bad"] * 3
    assert [origin["text"] for origin in found["origins"]] == ["A fraud in 2019", "Never asked"]
    assert [action["due"] for action in found["actions"]] == ["2027-01-08", "2026-11-27"]
    assert found["statements"][0]["ticks"] == ["fair"]


def test_time_turns_hidden_cards_votes_and_what_is_not_for_today_come_back(
    exercise: Exercise,
) -> None:
    there = Meeting.from_records(RECORDS)
    back = loads(dumps(there, exercise))
    assert (back.details, back.bookmark, back.clock) == (
        there.details,
        there.bookmark,
        there.clock,
    )
    assert [replace(ballot, place=0) for ballot in back.ballots] == [
        replace(ballot, place=0) for ballot in there.ballots
    ]
    assert [replace(later, place=0) for later in back.deferrals] == [
        replace(later, place=0) for later in there.deferrals
    ]
    assert [replace(heard, place=0) for heard in back.recurrences] == [
        replace(heard, place=0) for heard in there.recurrences
    ]
    assert back.roti == there.roti
    for kind in ITEM_TYPES:
        assert by_id(back, kind) == by_id(there, kind)


def test_a_slip_named_twice_in_a_file_is_one_and_older_files_have_none() -> None:
    votes = [{"gap": "c", "dots": 1}, {"gap": "c", "dots": 2}]
    ballot = {"id": "vote", "voters": 0, "dots": 5, "most": 3}
    same = [{"id": "s"}, {"id": "t", "votes": None}, {"id": "s", "votes": votes}]
    file = small() | {"ballots": [ballot | {"slips": same}, ballot | {"id": "again"}]}
    first, second = loads(json.dumps(file)).ballots
    given = Slip(id="s", votes=(Vote(gap="c", dots=2),))
    assert (first.voters, first.slips) == (0, (given, Slip(id="t")))
    assert second.slips == ()


def by_id(meeting: Meeting, kind: type[Item]) -> dict[str, Item]:
    """Items without what only orders them."""
    found = {item.id: replace(item, place=0) for item in meeting.all(kind)}
    return {
        key: replace(item, rank=None) if isinstance(item, Card | Theme) else item
        for key, item in found.items()
    }


def test_the_journal_of_a_team_comes_back(exercise: Exercise) -> None:
    there = Meeting.from_records(JOURNAL)
    back = loads(dumps(there, exercise))
    assert dumps(back, exercise) == dumps(there, exercise)
    assert (back.details, back.team) == (there.details, there.team)
    assert is_journal(back.details)
    spoilt = json.loads(dumps(there, exercise)) | {"journal": None}
    with pytest.raises(InputRefusedError, match="journal is missing"):
        loads(json.dumps(spoilt))


@pytest.mark.parametrize("version", [1, 2])
def test_what_was_ticked_before_there_were_verdicts_is_one_of_that_day(version: int) -> None:
    file = small() | {"version": version, "verdicts": []}
    held = date(2026, 11, 22)
    for status in Status:
        file["actions"][0]["status"] = status
        meeting = loads(json.dumps(file))
        said = [(v.action, v.status, v.day, v.text) for v in meeting.all(Verdict)]
        assert said == ([("a", status, held, "")] if status is not Status.OPEN else [])
        twice = loads(json.dumps(file))
        assert twice == meeting, "an import that is repeated gives the same verdict"


def test_an_exported_clock_stands_and_counted_until_then(
    bakery: Meeting, exercise: Exercise, tmp_path: Path
) -> None:
    begun = datetime.now(UTC) - timedelta(minutes=4)
    bakery.apply(timing.start(bakery, exercise, begun))
    file = tmp_path / "meeting.json"
    export_meeting(bakery, exercise, Format.JSON, file, Options(today=begun.date()))
    back = loads(file.read_bytes())
    assert not timing.is_running(back)
    assert timing.spent(back, bakery.bookmark.stage, begun) >= 4 * 60
    assert timing.is_running(bakery), "the meeting itself goes on"


@pytest.mark.parametrize(
    ("key", "spoilt", "sentence"),
    [
        ("clock", {"stage": "why", "since": "noon"}, 'clock.since is "noon"'),
        ("clock", {"given": [{"stage": "why", "seconds": -1}]}, "clock.given[0].seconds is -1"),
        ("ballots", [{"id": "v1", "voters": 1, "dots": 1.5}], "ballots[0].dots is 1.5"),
        (
            "ballots",
            [
                {
                    "id": "v1",
                    "voters": 1,
                    "dots": 5,
                    "most": 3,
                    "slips": [{"id": "s", "votes": [{"gap": "c", "dots": -1}]}],
                }
            ],
            "ballots[0].slips[0].votes[0].dots is -1",
        ),
        ("ballots", [{"id": ID, "voters": 1, "dots": 1, "most": 1}], "which something else"),
    ],
)
def test_a_clock_or_a_ballot_that_is_none_is_refused(
    exercise: Exercise, key: str, spoilt: object, sentence: str
) -> None:
    document = json.loads(dumps(Meeting.from_records(RECORDS), exercise))
    with pytest.raises(InputRefusedError) as refused:
        loads(json.dumps({**document, key: spoilt}))
    assert sentence in str(refused.value)


def test_a_file_from_before_there_were_votes_reads_as_having_none(
    bakery: Meeting, exercise: Exercise
) -> None:
    document = json.loads(dumps(bakery, exercise))
    del document["clock"], document["ballots"]
    for key in ("turn", "seat", "private", "signed"):
        del document["meeting"][key]
    for card in document["cards"]:
        del card["author"], card["veiled"]
    back = loads(json.dumps(document))
    assert dumps(back, exercise) == dumps(bakery, exercise)
    assert (back.clock, back.ballots) == (None, [])


def test_ranks_count_from_one(room: Callable[[str], Room], exercise: Exercise) -> None:
    team = room("Meeting")
    first, second, third = team.cards("bad", "a", "b", "c")
    team.does(arrange.rank_by(team.meeting, [first, second, third], [third], -2))
    ranks = {
        card["text"]: card["rank"] for card in json.loads(dumps(team.meeting, exercise))["cards"]
    }
    assert ranks == {"c": 1, "a": 2, "b": 3}


def small() -> dict[str, Any]:
    """The least that is a meeting, and a chain from a card down to an action."""
    return {
        "format": "facilitator-meeting",
        "version": 1,
        "meeting": {"id": "m", "title": "T", "exercise": "hold", "held_on": "2026-11-22"},
        "deferrals": [
            {"id": "n", "reason": "No time", "deferred": [{"item": "s", "lack": "action"}]}
        ],
        "cards": [{"id": "c", "column": "bad", "text": "Nobody answers"}],
        "excuses": [{"id": "e", "gap": "c", "text": "Busy"}],
        "origins": [
            {"id": "o", "parent": "e", "text": "Since May"},
            {"id": "p", "parent": "o", "text": "New phones"},
        ],
        "strategies": [{"id": "s", "excuse": "e", "text": "Take turns"}],
        "actions": [{"id": "a", "strategy": "s", "text": "A rota"}],
        "statements": [{"id": "d", "stage": "define", "text": "Fair"}],
        "earlier_actions": [
            {"id": "f", "text": "Ring", "meeting": "l", "action": "a", "promised_on": "2026-11-01"}
        ],
        "verdicts": [
            {"id": "v", "action": "a", "status": "progress", "day": "2026-11-29"},
            {"id": "w", "action": "f", "status": "excuse", "day": "2026-11-22", "text": "No time"},
        ],
        "parked": [{"id": "k", "text": "Chairs"}],
        "recurrences": [
            {
                "id": "r",
                "item": "e",
                "meeting": "l",
                "earlier": "e",
                "text": "Busy",
                "day": "2026-11-01",
            }
        ],
    }


def test_keys_may_be_missing_unknown_or_untidy() -> None:
    file = small()
    file["extra"] = {"of": "a later version"}
    file["cards"][0]["text"] = "  Nobody\x00 answers\ud800\t"
    meeting = loads("\ufeff" + json.dumps(file))
    action = meeting.all(Action)[0]
    assert (action.owner, action.due, action.kind) == ("", None, ActionKind.DO)
    assert [verdict.due for verdict in meeting.all(Verdict)] == [None, None]
    assert meeting.all(Card)[0].text == "Nobody answers"
    assert meeting.details.participants == ()
    assert meeting.details.held_on == date(2026, 11, 22)


BAD = [
    (("format",), "else", 'format is "else"'),
    (("version",), 7, "version is 7; nothing was imported: this program reads up to version 6"),
    (("version",), True, "version is true"),
    (("meeting",), [], "meeting is a list; nothing was imported: a JSON object in braces"),
    (("cards", 0, "author"), 3, "cards[0].author is 3; nothing was imported: a text in quotes"),
    (("meeting", "title"), " \n", "meeting.title is"),
    (("meeting", "held_on"), "20261122", 'meeting.held_on is "20261122"'),
    (("meeting", "held_on"), "2026-02-30", "a date such as 2026-11-27 is needed"),
    (("meeting", "next_on"), 5, "meeting.next_on is 5"),
    (("meeting", "first"), "s", "null or the id of one of the actions"),
    (("meeting", "side"), "middle", 'one of "left", "right" and null is needed'),
    (("meeting", "next_on"), "soon", "null or a date such as 2026-11-27 is needed"),
    (("meeting", "participants"), "Counter", "a list in square brackets is needed"),
    (("meeting", "participants"), [1], "meeting.participants[0] is 1"),
    (
        ("meeting", "participants"),
        [f"{number}{'x' * 4990}" for number in range(6_000)],
        "meeting.participants has 6,000 entries, more than the 5,000 it can hold",
    ),
    (
        ("meeting", "drafts"),
        [{"stage": "a", "fields": ["x" * 100_001]}],
        "meeting.drafts[0].fields[0] has 100,001 characters",
    ),
    (("deferrals", 0, "reason"), " ", "deferrals[0].reason is"),
    (("deferrals", 0, "deferred", 0, "lack"), "time", 'deferrals[0].deferred[0].lack is "time"'),
    (
        ("deferrals", 0, "id"),
        "c",
        'deferrals[0].id is "c", which something else in the file has too',
    ),
    (("cards",), {}, "cards is an object"),
    (("cards", 0), None, "cards[0] is null"),
    (("cards", 0, "id"), "m", 'cards[0].id is "m", which something else in the file has too'),
    (("cards", 0, "id"), "a b", "an id of 1 to 100 characters without spaces"),
    (("cards", 0, "text"), "x" * 5001, "cards[0].text has 5,001 characters"),
    (("cards", 0, "text"), "\ud800", "cards[0].text is"),
    (("cards", 0, "theme"), "e", "the id of one of the themes"),
    (("cards", 0, "rank"), 0, "cards[0].rank is 0"),
    (("cards", 0, "rank"), 10**300, "a very large number"),
    (("cards", 0, "rank"), 1.5, "cards[0].rank is 1.5"),
    (("cards", 0, "labels"), [None], "cards[0].labels[0] is null"),
    (("excuses", 0, "gap"), "gone", "the id of a card, theme or verdict"),
    (("origins", 0, "parent"), "p", "without a circle"),
    (("origins", 1, "parent"), "p", "without a circle"),
    (("origins", 1, "parent"), "c", "the id of an excuse or origin"),
    (("strategies", 0, "excuse"), "a1", "the id of an excuse, origin, card or theme"),
    (("strategies", 0, "excuse"), None, "strategies[0].parent is missing"),
    (("verdicts", 0, "action"), "s", "the id of an action or earlier action"),
    (("verdicts", 0, "status"), "open", "done, progress, excuse or dropped is needed"),
    (("verdicts", 0, "day"), "soon", 'verdicts[0].day is "soon"'),
    (("verdicts", 1, "id"), "f", 'verdicts[1].id is "f", which something else in the file has'),
    (("earlier_actions", 0, "promised_on"), None, "earlier_actions[0].promised_on is null"),
    (("earlier_actions", 0, "history"), [{"day": 1, "status": "done"}], "history[0].day is 1"),
    (("parked", 0, "outcome"), "later", 'parked[0].outcome is "later"'),
    (("roti",), [0], "roti[0] is 0"),
    (("recurrences", 0, "text"), 3, "recurrences[0].text is 3"),
    (("journal",), {"name": " "}, "journal.name is"),
    (
        ("journal",),
        {"name": "Counter"},
        "journal is an object; nothing was imported: null is needed",
    ),
    (("meeting", "exercise"), "", "an id of 1 to 100 characters without spaces is needed"),
    (("meeting", "team_id"), "m", 'meeting.team_id is "m"; nothing was imported'),
    (("actions", 0, "strategy"), None, "actions[0].strategy is null"),
    (("actions", 0, "due"), "next week", 'actions[0].due is "next week"; nothing was imported'),
    (("actions", 0, "status"), "late", '"open", "done", "progress", "excuse", "dropped"'),
    (("statements", 0, "ticks"), 3, "statements[0].ticks is 3"),
]


def changed(file: dict[str, Any], path: tuple[str | int, ...], value: object) -> dict[str, Any]:
    inner: Any = file
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return file


@pytest.mark.parametrize(("path", "value", "sentence"), BAD)
def test_a_bad_file_is_refused_in_one_sentence(
    path: tuple[str | int, ...], value: object, sentence: str
) -> None:
    with pytest.raises(InputRefusedError) as caught:
        loads(json.dumps(changed(small(), path, value)))
    said = str(caught.value)
    assert sentence in said
    assert "nothing was imported" in said
    assert said.endswith(".")
    assert said.isprintable()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "not valid JSON at line 1, column 1"),
        ("[]", "The file is a list"),
        ('{"format":', "not valid JSON"),
        (b"\xff\xfe{\x00", "not text in UTF-8"),
        ('{"format": NaN}', "NaN"),
        ("[" * 1_000_000, "nested too deeply"),
        ('{"a":' * 100_000, "nested too deeply"),
        ("9" * 10_000, "a number too long"),
        ("1e999", "The file is a very large number"),
        ("{}", "format is missing"),
    ],
)
def test_what_is_no_meeting_is_refused(text: str | bytes, sentence: str) -> None:
    with pytest.raises(InputRefusedError, match="nothing was imported") as caught:
        loads(text)
    assert sentence in str(caught.value)


def test_a_huge_file_is_refused_unread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refusals, "LARGEST", 1 << 20)
    for text in (" " * (1 << 20) + "{}", b" " * (1 << 20) + b"{}"):
        with pytest.raises(InputRefusedError, match="larger than 1 MiB"):
            loads(text)


def test_a_circle_of_two_thousand_whys_is_refused() -> None:
    file = small()
    file["origins"] = [
        {"id": f"o{n}", "parent": f"o{(n or 2000) - 1}", "text": "why"} for n in range(2000)
    ]
    with pytest.raises(InputRefusedError, match="without a circle"):
        loads(json.dumps(file))


def test_an_excuse_under_a_verdict_that_came_of_it_is_refused() -> None:
    file = small() | {"version": 3}
    file["strategies"] = [{"id": "s", "parent": "e", "text": "Take turns"}]
    file["verdicts"] = [{"id": "v", "action": "a", "status": "excuse", "day": "2026-11-20"}]
    file["excuses"] = [{"id": "e", "gap": "v", "text": "Busy"}]
    with pytest.raises(InputRefusedError, match="without a circle"):
        loads(json.dumps(file))


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


def paths(value: object, above: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Where something stands in a JSON value, at every depth."""
    inside: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        inside += value.items()
    elif isinstance(value, list):
        inside += enumerate(value)
    found = [above] if above else []
    for key, inner in inside:
        found += paths(inner, (*above, key))
    return found


@shared_fixtures
@given(path=st.sampled_from(paths(small())), value=JSON_VALUES, raw=st.binary(max_size=40))
def test_nothing_but_a_refusal_whatever_the_file(
    path: tuple[str | int, ...], value: object, raw: bytes, exercise: Exercise
) -> None:
    mutated = json.dumps(changed(small(), path, value)).encode()
    for text in (raw, mutated, mutated[: len(raw) * 8], mutated.replace(b'"text"', raw)):
        try:
            meeting = loads(text)
        except InputRefusedError as error:
            assert "nothing was imported" in str(error)
        else:
            assert loads(dumps(meeting, exercise)) is not None
