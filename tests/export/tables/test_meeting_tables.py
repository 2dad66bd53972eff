"""The tables of a meeting, and what of it must not be in them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from facilitator.domain.chain import verbs
from facilitator.domain.change import Verb
from facilitator.domain.change_builder import ChangeBuilder
from facilitator.domain.exercise import Exercise
from facilitator.domain.follow_up.verdicts import judge
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Action, Card, ExcuseKind, Noticed, Status
from facilitator.domain.vote import tally
from facilitator.exercises.exercise_library import Library, with_review
from facilitator.export import phrases
from facilitator.export.tables.chain_rows import MOST_ORIGINS
from facilitator.export.tables.meeting_sheets import chain_sheet, meeting_sheets
from facilitator.export.tables.register_sheet import register_sheet
from facilitator.export.tables.sheet import Column, Sheet, in_parts, with_parts, without_empty
from tests.support import promises
from tests.support.exported_meeting import Room
from tests.support.printed_promises import TODAY as MONDAY
from tests.support.printed_promises import entry

TODAY = date(2026, 12, 1)


def tables(meeting: Meeting, exercise: Exercise) -> dict[str, list[dict[str, Any]]]:
    found = meeting_sheets(meeting, exercise, TODAY)
    return {sheet.name: by_heading(sheet) for sheet in found}


def by_heading(sheet: Sheet) -> list[dict[str, Any]]:
    titles = [column.title for column in sheet.columns]
    assert len({*titles}) == len(titles)
    return [dict(zip(titles, row, strict=True)) for row in sheet.rows]


def of(rows: Sequence[dict[str, Any]], *titles: str) -> list[tuple[Any, ...]]:
    return [tuple(row[title] for title in titles) for row in rows]


def test_each_action_is_a_row_with_all_it_came_from(bakery: Meeting, exercise: Exercise) -> None:
    first, second = tables(bakery, exercise)["Actions"]
    assert first["What"] == "Tell every shift"
    assert (first["Who"], first["By when"]) == ("Shift lead", date(2026, 11, 27))
    assert (first["Status"], first["Late"], first["First"]) == ("open", "yes", "yes")
    assert (first["They notice"], first["Gap"]) == ("money back", "No refund without the receipt")
    assert first["Excuse"] == "It has always been the rule"
    assert (first["Strategy"], first["Team"]) == ("Refund on our word", "Corner Bakery")
    assert (second["What"], second["Late"], second["First"]) == ("Ring head office", "", "")


def test_each_end_of_the_chain_is_a_row(bakery: Meeting, exercise: Exercise) -> None:
    rows = tables(bakery, exercise)["Chain"]
    assert of(rows, "Gap", "Excuse", "Origins", "Strategy", "Action", "Place") == [
        (
            "No refund without the receipt",
            "It has always been the rule",
            "",
            "Refund on our word",
            action,
            1,
        )
        for action in ("Ring head office", "Tell every shift")
    ] + [
        (
            "No refund without the receipt",
            "It has always been the rule",
            "",
            "Ask where a rule comes from",
            "",
            1,
        ),
        (
            "No refund without the receipt",
            "It has always been the rule",
            "A fraud in 2019\n↳ Never asked",
            "",
            "",
            1,
        ),
        ("No refund without the receipt", "People would cheat", "", "", "", 1),
        ("They queue", "", "", "", "", 2),
    ]


def test_the_origin_a_strategy_answers_is_told(
    room: Callable[[str], Room], exercise: Exercise
) -> None:
    team = room("Monday")
    gap = team.cards("bad", "Nobody answers")[0]
    excuse = team.excuse(gap.id, "We are busy", "No rota", "Nobody wrote one")
    deepest = next(
        o for o in team.meeting.records() if getattr(o, "text", "") == "Nobody wrote one"
    )
    change = verbs.add_strategies(team.meeting, deepest.id, ["Write one"])
    team.does(change)
    team.action(change.added[0], "Draw it", "Counter", TODAY)  # type: ignore[arg-type]
    found = tables(team.meeting, exercise)
    assert of(found["Chain"], "Origins", "Action") == [("No rota\n↳ Nobody wrote one", "Draw it")]
    assert of(found["Actions"], "Excuse", "Origin", "Strategy") == [
        (excuse.text, "No rota\n↳ Nobody wrote one", "Write one")
    ]


def test_a_very_deep_chain_is_told_whole_and_once(
    room: Callable[[str], Room], exercise: Exercise
) -> None:
    team = room("Monday")
    gap = team.cards("bad", "Nobody answers")[0]
    whys = [f"Why {number}" for number in range(3 * MOST_ORIGINS + 5)]
    team.excuse(gap.id, "We are busy", *whys)
    rows = chain_sheet(team.meeting, exercise).rows
    told = [line.removeprefix("↳ ") for row in rows for line in str(row[3]).split("\n")]
    assert told == whys


def test_cards_have_their_column_group_and_labels(bakery: Meeting, exercise: Exercise) -> None:
    rows = tables(bakery, exercise)["Cards"]
    assert of(rows, "Column", "Card", "Group", "Labels") == [
        ("Where we shine", "We know the regulars by name", "", ""),
        ("Where we shine", "Bread is warm at seven", "", ""),
        ("Where we don't", "No refund without the receipt", "", "house policy"),
        ("Where we don't", "Two tills closed", "They queue", ""),
        ("Where we don't", "Nobody looks up", "They queue", ""),
    ]


def test_an_excuse_is_in_no_row_with_the_one_who_gave_it(
    bakery: Meeting, exercise: Exercise
) -> None:
    ring = next(a for a in bakery.all(Action) if a.owner == "Counter")
    tell = next(a for a in bakery.all(Action) if a.owner == "Shift lead")
    bakery.apply(judge(bakery, ring, Status.EXCUSE, TODAY, "The line was busy"))
    done = judge(bakery, tell, Status.DONE, TODAY, "All four know")
    bakery.apply(done)
    said = replace(done.added[0], noticed=Noticed.YES)  # type: ignore[type-var]
    builder = ChangeBuilder(bakery)
    builder.upsert(said)
    bakery.apply(builder.change(Verb.AGREE))
    found = tables(bakery, exercise)
    assert of(found["Verdicts"], "Action", "Who", "Day", "Verdict", "Words", "Noticed") == [
        ("Tell every shift", "Shift lead", TODAY, "done", "All four know", "yes"),
        ("Ring head office", "", TODAY, "excuse", "The line was busy", ""),
    ]
    for name in ("Actions", "Chain"):
        beside = [row for row in found[name] if "Counter" in row.values()]
        assert [row["Status"] for row in beside] == ["not done yet"]
        assert all("The line was busy" not in row.values() for row in beside)
    # The chain goes on from it all the same.
    assert "The line was busy" in {row["Excuse"] for row in found["Chain"]}


def test_promises_of_earlier_meetings_are_there_with_and_without_a_verdict() -> None:
    exercise = with_review(Library().default)
    meeting = promises.looking_back(2)
    rows = tables(meeting, exercise)["Verdicts"]
    assert of(rows, "Action", "Verdict", "Words") == [
        (promises.PROMISES[0], "in progress", "three mornings out of five"),
        (promises.PROMISES[1], "", ""),
    ]


def test_the_kind_of_an_excuse_is_told(room: Callable[[str], Room], exercise: Exercise) -> None:
    team = room("Monday")
    gap = team.cards("bad", "Nobody answers")[0]
    excuse = team.excuse(gap.id, "Head office decides")
    builder = ChangeBuilder(team.meeting)
    builder.upsert(replace(excuse, kind=ExcuseKind.NOT_OURS, ask="Ana"))
    team.does(builder.change(Verb.CLASSIFY))
    rows = tables(team.meeting, exercise)["Chain"]
    assert of(rows, "Kind of excuse") == [("not ours to decide: ask Ana",)]


def test_what_is_hidden_is_in_no_table(bakery: Meeting, exercise: Exercise) -> None:
    receipt = next(c for c in bakery.all(Card) if c.text == "No refund without the receipt")
    builder = ChangeBuilder(bakery)
    builder.upsert(replace(receipt, hidden=True))
    bakery.apply(builder.change(Verb.NOTHING))
    sheets = meeting_sheets(bakery, exercise, TODAY)
    texts = {str(value) for sheet in sheets for row in sheet.rows for value in row}
    secret = ("receipt", "rule", "fraud", "asked", "Refund", "cheat", "Tell every", "Ring")
    assert [text for text in texts if any(word in text for word in secret)] == []
    open_yet = phrases.as_of("board")
    assert [sheet.note for sheet in sheets] == [open_yet, "", "1 card is still hidden.", ""]


def test_an_empty_meeting_has_headings_and_no_row(
    room: Callable[[str], Room], exercise: Exercise
) -> None:
    found = tables(room("Monday").meeting, exercise)
    assert found == {"Actions": [], "Verdicts": [], "Cards": [], "Chain": []}


def test_a_group_with_dots_tells_them(room: Callable[[str], Room], exercise: Exercise) -> None:
    team = room("Monday")
    phone, mail = team.cards("bad", "Phone rings out", "Mail waits")
    team.does(tally.open_ballot(team.meeting, voters=3))
    team.does(tally.set_dots(team.meeting, mail, 4))
    assert of(tables(team.meeting, exercise)["Chain"], "Dots") == [(None,), (None,)]
    team.does(tally.close_ballot(team.meeting, exercise))
    told = of(tables(team.meeting, exercise)["Chain"], "Gap", "Place", "Dots")
    assert told == [("Mail waits", 1, 4), (phone.text, 2, 0)]


def test_actions_of_many_meetings_come_in_order_of_their_days() -> None:
    entries = [entry("Later", due_in=9), entry("Soon", due_in=-3, gap="They wait")]
    rows = by_heading(register_sheet(entries, MONDAY))
    assert of(rows, "What", "Late", "Gap") == [("Soon", "yes", "They wait"), ("Later", "", "")]


@pytest.mark.parametrize("longest", [2, 3, 10])
@pytest.mark.parametrize(
    "text", ["", "ab", "a b c d e f g", "👋🏿" * 9, "abcdefghijklmnop", "\n \n " * 5]
)
def test_parts_of_a_text_are_the_whole_text(text: str, longest: int) -> None:
    parts = in_parts(text, longest)
    assert "".join(parts) == text
    assert all(len(part.encode("utf-16-le")) <= 2 * longest for part in parts)
    assert parts == [""] or "" not in parts


def test_a_long_cell_goes_on_in_a_column_of_its_own() -> None:
    columns = (Column("A"), Column("B"), Column("C", is_rare=True))
    sheet = Sheet(name="S", columns=columns, rows=(("a", "one two three", ""), ("b", "short", "")))
    wide = with_parts(without_empty(sheet), 8)
    assert [column.title for column in wide.columns] == ["A", "B", "B (2)"]
    assert wide.rows == (("a", "one two ", "three"), ("b", "short", None))
