"""Promises on paper: the list as it is on the screen, a page for each owner, the week sheet."""

from dataclasses import replace
from datetime import date, timedelta

import pypdfium2
import pytest

from facilitator.domain.follow_up.register import ActionEntry
from facilitator.domain.records import ActionKind, Status
from facilitator.export.paper import Paper
from facilitator.export.phrases import day_in_english
from facilitator.export.promises.builders import list_by_date, list_by_owner, week_sheet
from facilitator.export.promises.printed_list import render_list
from facilitator.export.promises.week import first_day
from facilitator.export.promises.week_sheet import WeekSheet, render_week_sheet
from tests.support.printed_promises import TODAY, Pages, entry, read

SATURDAY = TODAY + timedelta(days=5)
SOME = (
    entry("Tell every shift", "Aisha", due_in=4, gap="No refund"),
    entry("Read the mailbox", "Maria", due_in=-1),
    entry("Ask three guests", "Peter, Lin", due_in=11),
    entry("Tidy the shelf", "", due_in=None),
)


def printed(*entries: ActionEntry, owner: bool = False, paper: Paper = Paper.A4) -> Pages:
    build = list_by_owner if owner else list_by_date
    return read(render_list(build(entries, "Front desk", TODAY, day_in_english), paper))


def sheet(*entries: ActionEntry, today: date = TODAY, paper: Paper = Paper.A4) -> Pages:
    return read(render_week_sheet(of_the_week(*entries, today=today), paper))


def of_the_week(*entries: ActionEntry, today: date = TODAY) -> WeekSheet:
    return week_sheet(entries, "Front desk", today, day_in_english)


def test_the_list_has_the_groups_of_the_screen() -> None:
    found = printed(*SOME)
    assert found.title == "Promises of Front desk · Mon 30 Nov 2026"
    assert found.pages == [
        "Promises of Front desk Mon 30 Nov 2026 · 4 promises, 1 overdue What Who By when "
        "Overdue 1 Read the mailbox ‼ late Maria Sun 29 Nov "
        "This week 1 Tell every shift because of: No refund Aisha Fri 4 Dec "
        "Later 1 Ask three guests Peter, Lin Fri 11 Dec "
        "Without a date 1 Tidy the shelf Page 1 of 1"
    ]
    assert found.outline[1:] == ["Overdue (1)", "This week (1)", "Later (1)", "Without a date (1)"]


def test_of_an_excuse_nothing_but_that_it_is_not_done_is_printed() -> None:
    late = replace(SOME[0], status=Status.EXCUSE)
    assert "because of: No refund · not done yet" in printed(late).text


def test_whom_to_ask_and_to_thank_is_told_apart_from_what_to_do() -> None:
    asked = replace(entry("The early birds", "Tom"), kind=ActionKind.ASK)
    assert "The early birds ask Tom" in printed(asked, SOME[0]).text
    assert "The early birds ask · Tom" in sheet(asked).text
    assert "ask" not in printed(SOME[0]).text


def test_each_owner_has_a_page_to_be_handed_out() -> None:
    pages = printed(*SOME, owner=True).pages
    assert [page.split(" Promises of")[0] for page in pages] == [
        "Aisha",
        "Lin",
        "Maria",
        "Peter",
        "Without an owner",
    ]
    assert all("Ask three guests" in pages[number] for number in (1, 3))


@pytest.mark.parametrize("paper", list(Paper))
def test_sixty_promises_are_all_on_the_list_and_the_sheet_says_how_many_it_leaves_out(
    paper: Paper,
) -> None:
    many = [entry(f"Deed {n:02}.", due_in=n % 5) for n in range(60)]
    listed, on_sheet = printed(*many, paper=paper), sheet(*many, paper=paper)
    assert listed.text.count("Deed ") == 60 and len(listed.pages) > 2
    assert all("What Who By when" in page for page in listed.pages)
    assert len(on_sheet.pages) == 1
    shown = on_sheet.text.count("Deed ")
    assert shown > 12 and f"and {60 - shown} more: see the list of promises" in on_sheet.text


def test_the_week_sheet_has_what_is_due_this_week_or_before_and_two_boxes_a_day() -> None:
    found = sheet(*SOME, replace(SOME[0], text="Done", status=Status.DONE))
    assert found.title == "Week sheet · Front desk · 30 Nov – 4 Dec 2026"
    assert found.pages == [
        "Week sheet Front desk 30 Nov – 4 Dec 2026 Each day, tick one: P progress, E excuse. What "
        "Mon 30 Nov Tue 1 Dec Wed 2 Dec Thu 3 Dec Fri 4 Dec "
        f"Read the mailbox Maria · Sun 29 Nov, ‼ late {'P E ' * 5}"
        f"Tell every shift Aisha · Fri 4 Dec {'P E ' * 5}Notes "
        "Made on Mon 30 Nov 2026 Page 1 of 1"
    ]


def test_on_a_weekend_the_sheet_is_that_of_the_coming_week() -> None:
    assert first_day(SATURDAY) == first_day(SATURDAY + timedelta(days=1)) == date(2026, 12, 7)
    assert "Ask three guests" in sheet(*SOME, today=SATURDAY).text


@pytest.mark.parametrize("text", ["W" * 5000, "no end " * 700, "a\n" * 2000 + "b"])
def test_long_texts_and_names_stay_on_one_sheet(text: str) -> None:
    found = sheet(*[entry(text, "Name " * 40, due_in=1)] * 3)
    assert len(found.pages) == 1 and found.text.count("P E P E P E P E P E") == 3
    assert "…" in found.text
    letters = "".join(text.split())
    assert "".join(printed(entry(text)).text.split()).count(letters[0]) >= letters.count(letters[0])


def test_a_day_too_long_for_its_column_has_its_weekday_above_the_date() -> None:
    pdf = pypdfium2.PdfDocument(render_week_sheet(of_the_week(*SOME), Paper.A4).data)
    try:
        lines = pdf[0].get_textpage().get_text_range().splitlines()
    finally:
        pdf.close()
    assert "30 Nov" in [line.strip() for line in lines]
