"""The plan for the wall, and the pages behind it: where things are on the paper."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE, FPDF_PAGEOBJ_PATH

from facilitator.domain.exercise import Exercise
from facilitator.domain.facilitation.rounds import set_participants
from facilitator.domain.meeting import Meeting
from facilitator.errors import ExportError
from facilitator.exercises.exercise_library import Library
from facilitator.export.json_format import loads
from facilitator.export.options import Options, What
from facilitator.export.paper import Paper
from facilitator.export.pdf.rows import BLUE_GROUND, INK, MARGIN, ORANGE_GROUND, SECOND_INK
from facilitator.export.writers.formats import Format, write_meeting
from facilitator.paths import resources
from tests.support.contrast import ratio
from tests.support.exported_meeting import HELD, Room

TODAY = date(2026, 11, 22)


@dataclass
class Piece:
    """A piece of text, or a line or picture, with its edges in points from the upper left."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass
class Page:
    width: float
    height: float
    texts: list[Piece]
    lines: list[Piece]
    pictures: list[Piece]

    @property
    def text(self) -> str:
        return " ".join(" ".join(piece.text.split()) for piece in self.texts)

    def find(self, text: str) -> list[Piece]:
        return [piece for piece in self.texts if text in piece.text]


def laid_out(meeting: Meeting, exercise: Exercise, **options: object) -> list[Page]:
    data = write_meeting(
        meeting,
        exercise,
        Format.PDF,
        Options(today=TODAY, **options),  # type: ignore[arg-type]
    ).data
    with closing(pypdfium2.PdfDocument(data)) as pdf:
        return [_page(page) for page in pdf]


def _page(page: pypdfium2.PdfPage) -> Page:
    width, height = page.get_size()
    found = page.get_textpage()
    rects = [found.get_rect(i) for i in range(found.count_rects())]
    texts = [
        Piece(found.get_text_bounded(*rect), rect[0], height - rect[3], rect[2], height - rect[1])
        for rect in rects
    ]

    def shapes(kind: int) -> Iterator[Piece]:
        for each in page.get_objects(filter=[kind]):
            left, bottom, right, top = each.get_bounds()
            yield Piece("", left, height - top, right, height - bottom)

    lines, pictures = list(shapes(FPDF_PAGEOBJ_PATH)), list(shapes(FPDF_PAGEOBJ_IMAGE))
    return Page(width, height, texts, lines, pictures)


@pytest.fixture(scope="module")
def sample() -> tuple[Meeting, Exercise]:
    meeting = loads((resources() / "samples" / "corner-bakery.json").read_bytes())
    library = Library()
    (exercise,) = [each for each in library.all() if each.id == meeting.details.exercise]
    return meeting, exercise


def planned(team: Room, count: int, *owners: str) -> Meeting:
    """The meeting of a team that promised this many things, one a day."""
    gap = team.cards("bad", "They wait for an answer and nobody says how long")[0]
    for number in range(count):
        if number % 3 == 0:
            excuse = team.excuse(gap.id, f"Excuse {number:02}.", "Nobody asked")
            strategy = team.strategy(excuse, f"Strategy {number:02}.")
        due = HELD + timedelta(days=number)
        owner = owners[number % len(owners)]
        team.action(strategy, f"Deed {number:02}.", owner, due, "they get a call the same day")
    return team.meeting


@pytest.mark.parametrize("paper", list(Paper))
@pytest.mark.parametrize("is_landscape", [False, True])
@pytest.mark.parametrize("has_check_columns", [False, True])
def test_nine_actions_are_one_page_with_all_that_belongs_on_the_wall(
    sample: tuple[Meeting, Exercise], paper: Paper, is_landscape: bool, has_check_columns: bool
) -> None:
    meeting, exercise = sample
    pages = laid_out(
        meeting,
        exercise,
        what=What.PLAN,
        paper=paper,
        is_landscape=is_landscape,
        has_check_columns=has_check_columns,
    )
    (page,) = pages
    assert (page.width > page.height) == is_landscape
    order = (
        "Action plan Customer service, November Corner Bakery · 22 Nov 2026",
        "The one thing we change first Tell every shift",
        "What Who By when",
        "Take it back in front of everyone",
        "Price the ten usual orders",
        "Still open:",
        "Are we making progress or making excuses?",
    )
    places = [page.text.index(words) for words in order]
    assert places == sorted(places)
    signed = [max(page.find(name), key=lambda piece: piece.top) for name in ("Owner", "Kitchen")]
    question, next_on = page.find("Are we making")[0], page.find("Next meeting: Mon 14 Dec")[0]
    assert all(question.top < each.bottom < next_on.top for each in signed)
    inside = [each for each in page.texts if each.text.strip()]
    assert min(each.left for each in inside) >= MARGIN - 1
    assert max(each.right for each in inside) <= page.width - MARGIN + 1


def test_columns_to_write_in_are_ruled_and_empty(sample: tuple[Meeting, Exercise]) -> None:
    meeting, exercise = sample
    (page,) = laid_out(meeting, exercise, what=What.PLAN, has_check_columns=True)
    (needs,), (checked,) = page.find("Needs"), page.find("Checked on")
    upright = [line for line in page.lines if line.right - line.left < 1.5]
    for head in (needs, checked):
        beside = [line for line in upright if abs(line.left - head.left) < 10]
        assert len(beside) == 9, "one a row"
        assert all(line.bottom - line.top > 28 for line in beside), "room for a pen"
    edge = min(line.left for line in upright if abs(line.left - needs.left) < 10)
    table = [each for each in page.texts if needs.bottom < each.top < page.find("Still")[0].top - 5]
    assert max(each.right for each in table if each.text.strip()) < edge
    (plain,) = laid_out(meeting, exercise, what=What.PLAN)
    assert "Checked on" not in plain.text


def test_who_signs_takes_little_of_the_page(
    room: Callable[[str], Room], exercise: Exercise
) -> None:
    names = [f"{first} {last}" for first in ("Ana", "Bo", "Cy") for last in "ABCDEFGHI"]
    team = room("Many hands")
    few = planned(team, 3, "Shift lead", "A guest who was not there")
    (page,) = laid_out(few, exercise, what=What.PLAN)
    signing = max(page.find("Shift lead"), key=lambda piece: piece.top)
    assert signing.top > page.height * 0.85
    assert all(each.top < signing.top - 30 for each in page.find("A guest"))
    (unsigned,) = laid_out(few, exercise, what=What.PLAN, has_signatures=False)
    assert len(unsigned.find("Shift lead")) == len(page.find("Shift lead")) - 1
    crowd = room("A crowd")
    crowd.does(set_participants(crowd.meeting, names))
    pages = laid_out(planned(crowd, 27, *names), exercise, what=What.PLAN)
    last = pages[-1]
    table_ends = max(each.bottom for each in last.find("same day"))
    signed = [each for each in last.texts if each.top > table_ends and each.text.strip() in names]
    assert len(signed) == 27
    area = max(each.bottom for each in signed) - min(each.top for each in signed)
    assert area < last.height / 5
    assert "27 people" in pages[0].text


def test_the_logo_is_at_the_upper_right_and_keeps_its_shape(
    sample: tuple[Meeting, Exercise], tmp_path: Path
) -> None:
    meeting, exercise = sample
    for size in ((600, 100), (100, 400)):
        logo = tmp_path / "logo.png"
        Image.new("RGB", size, (10, 90, 160)).save(logo)
        (page,) = laid_out(meeting, exercise, what=What.PLAN, logo=logo)
        (picture,) = page.pictures
        assert picture.right == pytest.approx(page.width - MARGIN, abs=1)
        width, height = picture.right - picture.left, picture.bottom - picture.top
        assert width / height == pytest.approx(size[0] / size[1], rel=0.02)
        assert height <= 47 and picture.bottom < page.find("The one thing")[0].top
        title = page.find("Customer service")[0]
        assert title.right < picture.left
    logo.write_bytes(b"no picture")
    with pytest.raises(ExportError, match="neither a PNG nor an SVG picture"):
        laid_out(meeting, exercise, logo=logo)


def test_letters_are_as_large_as_fit_and_the_last_action_is_with_what_is_below(
    room: Callable[[str], Room], exercise: Exercise
) -> None:
    heights = {}
    for count in (3, 8, 12, 40, 60):
        pages = laid_out(planned(room("Plan"), count, "Counter"), exercise, what=What.PLAN)
        deed = pages[0].find("Deed 00.")[0]
        heights[count] = deed.bottom - deed.top
        assert all("What Who By when" in page.text for page in pages)
        assert f"Deed {count - 1:02}." in pages[-1].text and "Counter" in pages[-1].text
        assert (len(pages) == 1) == (count < 13)
    assert heights[3] >= heights[8] > heights[12]


def test_a_gap_that_goes_on_is_named_again_on_the_next_page(
    room: Callable[[str], Room], exercise: Exercise
) -> None:
    meeting = planned(room("Chain"), 60, "Counter")
    behind = laid_out(meeting, exercise)[4:]
    chain = [page for page in behind if "Excuse" in page.text and "Deed" in page.text]
    assert len(chain) > 3
    named = "They wait for an answer and nobody says how long (continued)"
    for page in chain[1:]:
        first = page.text.index("Excuse")
        assert 0 < page.text.index(named) < first
    for page in chain:
        excuses = [each for each in page.texts if each.text.startswith("Excuse ")]
        assert all(page.find(f"Strategy {e.text[7:9]}") for e in excuses), "with what replaces it"


@pytest.mark.parametrize("is_landscape", [False, True])
def test_no_line_or_two_are_alone_on_the_last_page(
    room: Callable[[str], Room], exercise: Exercise, is_landscape: bool
) -> None:
    team = room("Growing")
    for number in range(24):
        team.cards("bad", f"Gap number {number}")
        page = laid_out(team.meeting, exercise, is_landscape=is_landscape)[-1]
        body = [each for each in page.texts if 55 < each.top < page.height - 50]
        assert max(each.bottom for each in body) - min(each.top for each in body) > 50


def test_how_far_the_meeting_has_come_is_on_every_page(
    sample: tuple[Meeting, Exercise],
) -> None:
    pages = laid_out(*sample)
    assert "As of stage “Feel #1”: the meeting isn’t closed yet" in pages[0].text
    assert all("22 Nov 2026 · As of stage “Feel #1”" in page.text for page in pages[1:])


def test_the_last_part_tells_who_was_there_and_where_the_questions_come_from(
    sample: tuple[Meeting, Exercise],
) -> None:
    last = laid_out(*sample)[-1].text
    assert "Attended Shift lead, Counter, Kitchen, Owner" in last
    assert "Source Tom Borg, “Make Progress or Make Excuses”" in last


def test_what_is_told_by_a_ground_is_read_in_black_and_white() -> None:
    for ground in (BLUE_GROUND, ORANGE_GROUND):
        assert ratio(INK, ground) > 12 and ratio(SECOND_INK, ground) > 7
        assert ratio("#FFFFFF", ground) < 1.3, "light enough for a printer"
