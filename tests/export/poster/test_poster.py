"""The poster: what a team has agreed on, on one page for the wall."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdfium2 import PdfDocument

from facilitator.domain.chain import verbs
from facilitator.domain.facilitation.lifecycle import set_next
from facilitator.domain.facilitation.privacy import begin_private
from facilitator.domain.follow_up.verdicts import judge
from facilitator.domain.records import Statement, Status
from facilitator.errors import ExportError
from facilitator.export.paper import Paper
from facilitator.export.poster.files import export_poster, poster_name
from facilitator.export.poster.poster import Poster, build_poster
from facilitator.export.poster.printed_poster import render_poster
from tests.support.answered_meeting import EARLIER, HELD, AnsweringTeam, whole_meeting

SENTENCE = "We say when it will take longer, before anybody has to ask."
POSTER = Poster(
    title="What good service means here",
    team="Corner Bakery",
    definitions=("Quick, fair, and from somebody who likes doing it.",),
    heading="What we expect of each other",
    expectations=(SENTENCE, "We call back the same day."),
    held_on=HELD,
    next_on=date(2026, 12, 14),
)


class Page:
    """The one page of a poster, as a reader finds it."""

    def __init__(self, poster: Poster, paper: Paper = Paper.A4) -> None:
        with PdfDocument(render_poster(poster, paper).data) as pdf:
            assert len(pdf) == 1
            page = pdf[0]
            text = page.get_textpage()
            self.words = " ".join(text.get_text_range().split())
            self.size = page.get_size()
            boxes = [text.get_charbox(i) for i in range(text.count_chars())]
            self.extent = [(min if i < 2 else max)(box[i] for box in boxes) for i in range(4)]
            sizes = [each.get_bounds() for each in page.get_objects()]
            self.lowest = min(box[1] for box in sizes)

    @property
    def is_inside(self) -> bool:
        """Whether every letter is on the paper, and not at its very edge."""
        left, bottom, right, top = self.extent
        width, height = self.size
        return left > 36 and bottom > 28 and right < width - 36 and top < height - 28


def test_the_definition_and_what_we_expect_are_on_one_page() -> None:
    page = Page(POSTER)
    assert page.words == (
        "What good service means here Quick, fair, and from somebody who likes doing it. "
        f"What we expect of each other {SENTENCE} We call back the same day. "
        "Corner Bakery · 22 Nov 2026 We look at this again on Mon 14 Dec"
    )
    assert page.is_inside


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("count", [0, 1, 5, 12, 30])
@pytest.mark.parametrize("length", [1, 4, 20])
def test_it_is_one_page_however_much_was_agreed_on(paper: Paper, count: int, length: int) -> None:
    expectation = SENTENCE * (length // 4 or 1)
    much = replace(POSTER, definitions=(SENTENCE * length,), expectations=(expectation,) * count)
    page = Page(much, paper)
    assert [round(side) for side in sorted(page.size)] == [round(side) for side in paper.size]
    assert page.is_inside


def test_what_has_no_place_is_counted() -> None:
    many = [f"Expectation {number}: {SENTENCE}" for number in range(150)]
    page = Page(replace(POSTER, expectations=tuple(many)))
    printed = [number for number in range(150) if f"Expectation {number}:" in page.words]
    assert len(printed) > 20 and printed == list(range(len(printed)))
    assert f"and {150 - len(printed)} more, in the plan" in page.words
    assert page.is_inside


@settings(max_examples=25, deadline=None)
@given(
    title=st.text(min_size=1, max_size=80),
    definitions=st.lists(st.text(min_size=1, max_size=400), max_size=3),
    expectations=st.lists(st.text(min_size=1, max_size=200), max_size=20),
)
def test_any_words_are_one_page_within_its_edges(
    title: str, definitions: list[str], expectations: list[str]
) -> None:
    words = replace(
        POSTER, title=title, definitions=tuple(definitions), expectations=tuple(expectations)
    )
    rendered = render_poster(words, Paper.A4)
    assert rendered.pages == 1


def test_only_what_was_agreed_on_and_holds_is_on_it() -> None:
    team = AnsweringTeam()
    offered = Statement(
        id="s", stage="definition", text="Cheap", place=1, brought_from="last", said_on=EARLIER
    )
    team.has(offered)
    team.does(verbs.add_statements(team.meeting, "definition", ["Fast, and fair"]))
    excuse = team.excuse(team.card("bad", "Cash only"), "Fees")
    team.strategy(excuse, "Take every card")
    team.strategy(excuse, "take every card ")
    dropped = team.action(team.strategy(excuse, "Close at noon"), "Close")
    team.does(judge(team.meeting, dropped, Status.DROPPED, HELD))
    team.does(begin_private(team.meeting))
    team.strategy(team.card("bad", "zanzibar gap"), "zanzibar")
    team.does(set_next(team.meeting, date(2027, 1, 4)))
    poster = build_poster(team.meeting, team.exercise)
    assert poster.definitions == ("Fast, and fair",)
    assert poster.heading == "Our expectations"
    assert poster.expectations == ("Take every card",)
    assert poster.review == "We look at this again on Mon 4 Jan 2027"


def test_an_empty_poster_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    team, file = AnsweringTeam(), tmp_path / "poster.pdf"
    with pytest.raises(ExportError, match="Write a definition or an expectation first"):
        export_poster(team.meeting, team.exercise, file)
    with pytest.raises(ExportError, match="has no poster"):
        export_poster(team.meeting, replace(team.exercise, poster=""), file)
    assert not file.exists()
    whole = whole_meeting()
    exported = export_poster(whole.meeting, whole.exercise, file, paper=Paper.LETTER)
    assert (exported.pages, exported.path) == (1, file)
    assert (
        poster_name(whole.meeting, whole.exercise) == "What good service means here 2026-11-22.pdf"
    )
