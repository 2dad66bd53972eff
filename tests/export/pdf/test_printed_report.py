"""The printed plan, as a reader finds it."""

from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from random import Random

import pypdfium2
import pytest

from facilitator.domain.chain import arrange, chain, verbs
from facilitator.domain.chain.deferrals import defer
from facilitator.domain.exercise import Exercise
from facilitator.domain.facilitation import lifecycle, privacy, rounds
from facilitator.domain.facilitation.lifecycle import (
    set_ground_rules,
    set_next,
    set_next_facilitator,
)
from facilitator.domain.follow_up.verdicts import judge
from facilitator.domain.meeting import Meeting
from facilitator.domain.open_items.still_open import still_open
from facilitator.domain.records import Action, Deferred, Lack, Status
from facilitator.domain.vote import tally
from facilitator.export import phrases
from facilitator.export.options import Options
from facilitator.export.paper import Paper
from facilitator.export.pdf.action_rows import grid_of
from facilitator.export.pdf.flow import Flow
from facilitator.export.pdf.parts.chain import _link
from facilitator.export.pdf.parts.columns import lay_out_columns
from facilitator.export.pdf.parts.printed_report import render_pdf
from facilitator.export.pdf.rows import Cell, Line, Row
from facilitator.export.pdf.styles import BODY, SMALL
from facilitator.export.report import build_report
from facilitator.export.writers.formats import Format, export_meeting
from facilitator.progress import Stopped
from tests.support.exported_meeting import Room
from tests.support.printed_plan import printed

TODAY = date(2026, 11, 22)


def test_first_page_is_the_plan(bakery: Meeting, exercise: Exercise) -> None:
    page = printed(bakery, exercise).pages[0]
    expected = (
        "Action plan Customer service, November",
        "Corner Bakery · 22 Nov 2026 · Shift lead, Counter · led by Owner",
        "The one thing first Tell every shift",
        "What Who By when",
        "because of: No refund without the receipt they notice: money back",
        "Shift lead",
        "Fri 27 Nov",
        "Fri 8 Jan 2027",
        "Still open: 1 gap not discussed · 1 excuse without a strategy · "
        "1 strategy without an owner (page 3).",
        "Next meeting: Mon 14 Dec",
        "Page 1 of 3",
    )
    assert [words for words in expected if words not in page] == []
    assert page.index("Tell every shift because of") < page.index("Ring head office")


def test_the_plan_says_what_was_agreed_and_who_leads_next(
    bakery: Meeting, exercise: Exercise
) -> None:
    bakery.apply(set_ground_rules(bakery, "One speaks\nPhones off"))
    bakery.apply(set_next_facilitator(bakery, "Counter"))
    page = printed(bakery, exercise).pages[0]
    assert "led by Owner Ground rules: One speaks; Phones off" in page
    bakery.apply(set_ground_rules(bakery, "One speaks.\nPhones off."))
    assert "Ground rules: One speaks. Phones off." in printed(bakery, exercise).pages[0]
    assert "Next meeting: Mon 14 Dec, led by Counter" in page
    bakery.apply(set_next(bakery, None))
    assert "Next meeting: led by Counter" in printed(bakery, exercise).pages[0]
    bakery.apply(set_next_facilitator(bakery, "Counter " * 200))
    assert "Page 1 of 3" in printed(bakery, exercise).pages[0]


def test_the_pages_behind_tell_the_chain_the_columns_and_what_is_open(
    bakery: Meeting, exercise: Exercise
) -> None:
    plan = printed(bakery, exercise)
    assert "Fast, and fair to everyone efficient fair" in plan.pages[1]
    chain = (
        "1 No refund without the receipt house policy",
        "Excuse It has always been the rule",
        "Origin A fraud in 2019 Never asked",
        "Strategy Refund on our word",
        "2 They queue · Two tills closed · Nobody looks up",
    )
    assert [words for words in chain if words not in plan.pages[1]] == []
    columns = ("Where we shine", "Bread is warm at seven", "Nobody looks up in “They queue”")
    assert [words for words in columns if words not in plan.pages[2]] == []
    assert "1 strategy without an owner Ask where a rule comes from" in plan.pages[2]


def test_what_is_not_for_today_is_printed_with_its_reason(
    bakery: Meeting, exercise: Exercise
) -> None:
    queue, people, rule = still_open(bakery, exercise).named
    bakery.apply(defer(bakery, [queue.deferred, rule.deferred], "Ana is away"))
    plan = printed(bakery, exercise)
    open_now = "Still open: 1 excuse without a strategy · 2 left for another day (page 3)."
    assert open_now in plan.pages[0]
    listed = (
        "1 excuse without a strategy People would cheat because of: No refund without the receipt "
        "Not today: Ana is away They queue not discussed "
        "Ask where a rule comes from no action · because of: No refund without the receipt"
    )
    assert listed in plan.pages[2]
    bakery.apply(defer(bakery, [people.deferred], "No time"))
    assert "Still open: 3 left for another day (page 3)." in printed(bakery, exercise).pages[0]


def test_what_is_open_on_a_second_page_is_under_its_headings_again(
    room: Callable[[str], Room], exercise: Exercise
) -> None:
    team = room("Much is open")
    team.cards("bad", *[f"Dull {n:02}." for n in range(70)])
    pages = [page for page in printed(team.meeting, exercise).pages if "70 gaps not" in page]
    listed = [page for page in pages if "Still open 70 gaps not discussed Dull" in page]
    assert len(listed) > 1 and "Dull 69." in listed[-1]
    outline = printed(team.meeting, exercise).outline
    assert outline.count((0, phrases.STILL_OPEN)) == 1


def test_the_dots_of_a_vote_are_printed_beside_each_gap(
    bakery: Meeting, exercise: Exercise
) -> None:
    receipt = chain.gaps(bakery, exercise)[0]
    bakery.apply(tally.open_ballot(bakery, voters=3))
    bakery.apply(tally.set_dots(bakery, receipt, 7))
    assert "dots" not in printed(bakery, exercise).pages[1]
    bakery.apply(tally.close_ballot(bakery, exercise))
    page = printed(bakery, exercise).pages[1]
    assert "1 No refund without the receipt house policy 7 dots" in page
    assert "2 They queue" in page and "0 dots" not in page


def test_a_strategy_and_its_action_in_the_same_words_are_printed_once(
    room: Callable[[str], Room], exercise: Exercise
) -> None:
    team = room("Meeting")
    excuse = team.excuse(team.cards("bad", "Mail waits")[0].id, "No time")
    team.action(team.strategy(excuse, "Answer by noon"), "answer by noon ", "Ana", TODAY)
    team.action(team.strategy(excuse, "Share the mail"), "Make a rota", "Bo", TODAY)
    page = printed(team.meeting, exercise).pages[1]
    assert "Strategy answer by noon Ana" in page and "Answer by noon" not in page
    assert "Strategy Share the mail Make a rota Bo" in page


def test_days_are_written_as_the_locale_does_unless_the_font_cannot(
    bakery: Meeting, exercise: Exercise
) -> None:
    def first_page(pattern: str) -> str:
        report = build_report(
            bakery, exercise, TODAY, lambda day, weekday, year: day.strftime(pattern)
        )
        pdf = pypdfium2.PdfDocument(render_pdf(report, Paper.A4).data)
        with closing(pdf):
            return str(pdf[0].get_textpage().get_text_range())

    assert "Nov 27" in first_page("%b %d") and "27 Nov" not in first_page("%b %d")
    assert "27 พ.ย." in first_page("%d พ.ย.")
    assert "Fri 27 Nov" in first_page("%m\ue000%d")


def test_outline_and_metadata(bakery: Meeting, exercise: Exercise) -> None:
    plan = printed(bakery, exercise)
    assert plan.outline == [
        (0, "Action plan"),
        (0, "In our own words"),
        (0, "How we got here"),
        (1, "1. No refund without the receipt"),
        (1, "2. They queue"),
        (0, "Red flags"),
        (0, "What we collected"),
        (0, "Still open"),
        (0, "About this meeting"),
    ]
    assert plan.about["Title"] == "Action plan: Customer service, November"
    assert plan.about["Author"] == "Owner"
    assert plan.about["Subject"] == "Action plan, Hold a meeting, 22 Nov 2026"


def test_paper(bakery: Meeting, exercise: Exercise) -> None:
    assert printed(bakery, exercise).size == pytest.approx((595.28, 841.89), abs=0.01)
    assert printed(bakery, exercise, Paper.LETTER).size == (612, 792)


def test_equal_meetings_give_equal_bytes(bakery: Meeting, exercise: Exercise) -> None:
    report = build_report(bakery, exercise, TODAY)
    assert render_pdf(report, Paper.A4) == render_pdf(report, Paper.A4)


@pytest.mark.parametrize(
    "text",
    [
        "a<b and R&D &amp; <br/> <b>bold",
        '<img src="/etc/hostname"/>',
        "<para>&#65;</para>",
        "Ξυπνάμε νωρίς · Мы не слышим вас · Příliš žluťoučký",
        r"(a\b) %s {x} $y",
    ],
)
def test_text_is_printed_letter_by_letter(
    text: str, room: Callable[[str], Room], exercise: Exercise
) -> None:
    team = room(text)
    team.plan(text)
    plan = printed(team.meeting, exercise)
    assert plan.pages[0].count(text) == 2
    assert plan.about["Title"] == f"Action plan: {text}"
    assert plan.unprintable == 0


def test_characters_without_a_glyph_are_seen_and_counted(
    room: Callable[[str], Room], exercise: Exercise
) -> None:
    team = room("Meeting")
    team.plan("Say \ue000\ue001 to all", "The same \ue000\ufe0f", "A cake 🎂\ufe0f")
    plan = printed(team.meeting, exercise)
    assert plan.unprintable == 3
    assert plan.unprintable_in == ("Say \ue000\ue001 to all", "The same \ue000\ufe0f")
    assert plan.unprintable_characters == ("\ue000", "\ue001")
    assert "Say \ue000\ue001 to all" in plan.pages[0] and "A cake 🎂" in plan.pages[0]


@pytest.mark.parametrize("word", ["x" * 400, "no end " * 714, "W" * 5000, "a\n" * 2499 + "b"])
def test_long_texts_are_printed_to_the_last_letter(
    word: str, room: Callable[[str], Room], exercise: Exercise
) -> None:
    team = room("Long")
    team.plan(word)
    long = team.meeting.all(Action)[0]
    team.cards("good", word)
    team.does(verbs.commit_action(team.meeting, long))
    wanted = "".join(word.split())
    plan = printed(team.meeting, exercise)
    found = plan.letters
    for letter in set(wanted):
        assert found.count(letter) >= 3 * wanted.count(letter)


def test_a_long_title_and_long_names_fit(room: Callable[[str], Room], exercise: Exercise) -> None:
    team = room("Very " * 999)
    gap = team.cards("bad", "g" * 400)[0]
    strategy = team.strategy(team.excuse(gap.id, "e" * 400, *["o" * 400] * 12), "s" * 400)
    team.action(strategy, "a" * 400, "n" * 400, date(2026, 12, 1), "t" * 400)
    plan = printed(team.meeting, exercise)
    assert plan.letters.count("n") >= 800
    assert plan.letters.count("o") >= 12 * 400


def test_two_hundred_actions_repeat_the_heading_and_sign_after_the_table(
    room: Callable[[str], Room], exercise: Exercise
) -> None:
    team = room("Much to do")
    team.plan(*[f"Deed {n:03}." for n in range(200)])
    plan = printed(team.meeting, exercise)
    table = [page for page in plan.pages if "What Who By when" in page]
    assert len(table) > 5
    assert "".join(table).count("Deed ") == 200
    last = table[-1]
    signs = last.count("Counter", last.index("Deed 199."))
    assert signs == 2, "in the row, and below the line to sign on"


def test_forty_cards_a_column(room: Callable[[str], Room], exercise: Exercise) -> None:
    team = room("Full walls")
    team.cards("good", *[f"Shine {n:02}." for n in range(40)])
    team.cards("bad", *[f"Dull {n:02}." for n in range(41)])
    plan = printed(team.meeting, exercise)
    assert all(f"Shine {n:02}." in plan.text and f"Dull {n:02}." in plan.text for n in range(40))
    assert plan.text.count("Where we don't") == 2


def test_a_column_that_goes_on_alone_has_the_width_of_both(
    room: Callable[[str], Room], exercise: Exercise
) -> None:
    team = room("One long wall")
    team.cards("bad", *[f"Dull {n:02}." for n in range(70)])
    pages = [page for page in printed(team.meeting, exercise).pages if "Where we don't" in page]
    told = " ".join(pages)
    assert len(pages) == 2
    assert [told.count(f"Dull {n:02}.") for n in range(70)] == [1] * 70


def test_a_name_stands_by_its_card_while_cards_are_signed(
    room: Callable[[str], Room], exercise: Exercise
) -> None:
    team = room("Names")
    team.does(rounds.sign_cards(team.meeting, True))
    team.does(rounds.begin_rounds(team.meeting))
    team.cards("good", "We ring back")
    assert "We ring back Shift lead" in printed(team.meeting, exercise).pages[-1]
    team.does(rounds.sign_cards(team.meeting, False))
    assert "We ring back Shift lead" not in printed(team.meeting, exercise).text


def test_what_is_hidden_is_counted_and_never_printed(
    room: Callable[[str], Room], exercise: Exercise
) -> None:
    team = room("Hidden")
    seen = team.cards("bad", "Nobody answers")[0]
    team.does(privacy.begin_private(team.meeting))
    team.cards("good", "Whisper one")
    secret, gathered = team.cards("bad", "Whisper two", "Whisper three")
    team.does(arrange.group(team.meeting, [seen, gathered], "Speed"))
    strategy = team.strategy(team.excuse(secret.id, "A reason"), "Another way")
    known = team.action(strategy, "Ring them", "Counter", TODAY)
    action = team.meeting.get(Action, known)
    assert action is not None
    team.does(lifecycle.choose_first(team.meeting, action))
    unseen = Deferred(item=secret.id, lack=Lack.EXCUSE)
    team.does(defer(team.meeting, [unseen], "Whispered reason"))
    told = printed(team.meeting, exercise)
    assert "Whisper" not in told.text + str(told.outline) + str(told.about)
    assert "Ring them" not in told.text, "not even as the first change"
    assert "1 card is still hidden." in told.text
    assert "2 cards are still hidden." in told.text
    assert "Still open: 1 gap not discussed · 2 cards still hidden" in told.text
    team.does(privacy.reveal(team.meeting, Random(1)))
    assert printed(team.meeting, exercise).text.count("Whisper") > 3
    assert "hidden" not in printed(team.meeting, exercise).text


def test_an_empty_meeting_invites(room: Callable[[str], Room], exercise: Exercise) -> None:
    plan = printed(room("").meeting, exercise)
    assert len(plan.pages) == 1
    assert "Nobody has taken on an action yet." in plan.pages[0]
    assert "What Who By when" not in plan.pages[0]


def test_verdicts_are_said(bakery: Meeting, exercise: Exercise) -> None:
    ring, tell = sorted(bakery.all(Action), key=lambda action: action.text)
    bakery.apply(judge(bakery, ring, Status.DROPPED, TODAY))
    page = printed(bakery, exercise, today=date(2026, 12, 14)).pages[0]
    assert "dropped" in page
    assert "they notice: money back · ‼ late" in page
    bakery.apply(judge(bakery, tell, Status.DONE, TODAY))
    page = printed(bakery, exercise, today=date(2026, 12, 14)).pages[0]
    assert "they notice: money back · done" in page


def test_an_export_tells_how_far_it_is_and_can_be_stopped(
    bakery: Meeting, exercise: Exercise, tmp_path: Path
) -> None:
    told: list[float] = []

    def tell(done: int, total: int) -> None:
        told.append(done / total)
        if told[-1] > 0.8:
            raise Stopped

    plan = tmp_path / "plan.pdf"
    plan.write_bytes(b"the old one")
    with pytest.raises(Stopped):
        export_meeting(bakery, exercise, Format.PDF, plan, Options(today=TODAY), progress=tell)
    assert told == sorted(told)
    assert len(told) > 20
    assert [file.read_bytes() for file in tmp_path.iterdir()] == [b"the old one"]


def test_a_part_begins_below_the_last_few_rows_of_the_one_before(
    bakery: Meeting, exercise: Exercise
) -> None:
    report = build_report(bakery, exercise, TODAY)
    for rows, pages in ((1, 1), (40, 2)):
        flow = Flow(Paper.A4)
        for _ in range(rows):
            flow.place(Row(cells=(Cell(0, (Line("row", SMALL),)),)))
        assert len(flow.pages) == 1
        lay_out_columns(flow, report)
        (began,) = [found for found in flow.anchors if found.anchor.title == phrases.COLUMNS]
        assert began.page + 1 == pages


def test_each_why_is_indented_from_the_edge_it_is_read_from(
    bakery: Meeting, exercise: Exercise
) -> None:
    flow = Flow(Paper.A4)
    grid = grid_of(build_report(bakery, exercise, TODAY), flow.right)
    for text, side in (("It was so in 2019", 1), ("كان ذلك في 2019", -1)):
        edges = []
        for depth in range(3):
            cell = _link("origin", text, BODY, grid, depth=depth).cells[1]
            (line,) = cell.lines
            left = cell.x + line.shift
            edges.append(left if side > 0 else -(left + line.style.width(line.text)))
        assert edges == sorted(edges) and len(set(edges)) == 3
