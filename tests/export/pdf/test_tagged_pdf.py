"""PDFs for everybody: tags, links, boxes to tick, and nothing that depends on the computer."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from facilitator import paths
from facilitator.domain.exercise import Exercise
from facilitator.domain.follow_up.verdicts import judge
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Action, Status
from facilitator.exercises.exercise_library import Library, with_opening
from facilitator.exercises.guide import guide_to
from facilitator.export.charts.files import export_charts
from facilitator.export.guide.files import write_guide
from facilitator.export.json_format import loads
from facilitator.export.options import Options, What
from facilitator.export.pdf_objects.language import language_of
from facilitator.export.poster.files import write_poster
from facilitator.export.promises.files import PromiseFile, write_promises
from facilitator.export.writers.formats import Format, write_meeting
from tests.support.answered_meeting import whole_meeting
from tests.support.charts import team_history
from tests.support.exported_meeting import Room
from tests.support.printed_promises import entry
from tests.support.tagged_pdf import TaggedPdf, check_syntax, faults, kids

TODAY = date(2026, 11, 22)


def sample() -> bytes:
    """The record of the sample meeting."""
    text = (paths.resources() / "samples" / "corner-bakery.json").read_text("utf-8")
    meeting = loads(text)
    exercise = Library().get(meeting.details.exercise)
    return write_meeting(meeting, exercise, Format.PDF, Options(today=TODAY)).data


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A PDF of every kind."""
    folder = tmp_path_factory.mktemp("documents")
    team = whole_meeting()
    answered, exercise = team.meeting, team.exercise
    export_charts(team_history(12), (), "Over time", folder / "c", team="Counter", today=TODAY)
    promises = [entry(f"Ring back {n}", "Tom" if n % 2 else "Lin", n % 9) for n in range(40)]
    found = {"record": sample(), "charts": (folder / "c").read_bytes()}
    for kind in PromiseFile:
        written = write_promises(promises, "Front desk", kind, today=TODAY)
        found[kind.name] = written.data
    guide = guide_to(with_opening(Library().get("three-rules")))
    found["guide"] = write_guide([guide], today=TODAY).data
    found["poster"] = write_poster(answered, exercise).data
    for what in (What.PLAN, What.RECORD):
        options = Options(today=TODAY, what=what, has_check_columns=True)
        found[f"answered {what}"] = write_meeting(answered, exercise, Format.PDF, options).data
    return found


def test_every_kind_of_pdf_can_be_read_aloud(documents: dict[str, bytes]) -> None:
    for name, data in documents.items():
        assert (name, faults(data)) == (name, [])
        pdf = TaggedPdf(data)
        assert pdf.headings[0] == "H1"
        for above, level in zip(pdf.headings, pdf.headings[1:], strict=False):
            assert int(level[1]) <= int(above[1]) + 1, name
        for table in pdf.tagged("Table"):
            rows = kids(table)
            widths = {
                sum(cell.get("/A", {}).get("/ColSpan", 1) for cell in kids(row)) for row in rows
            }
            assert len(widths) == 1, name
            assert {head["/A"]["/Scope"] for head in kids(rows[0])} == {"/Column"}


def test_every_kind_of_pdf_has_right_syntax(documents: dict[str, bytes], tmp_path: Path) -> None:
    for name, data in documents.items():
        file = tmp_path / name
        file.write_bytes(data)
        check_syntax(file)


def test_every_font_is_embedded(documents: dict[str, bytes]) -> None:
    for name, data in documents.items():
        fonts = list(TaggedPdf(data).fonts())
        assert fonts, name
        for font in fonts:
            descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
            assert {"/FontFile2", "/FontFile3"} & descriptor.keys(), (name, font)


def test_a_table_a_list_a_picture_and_who_speaks(documents: dict[str, bytes]) -> None:
    record, charts = TaggedPdf(documents["record"]), TaggedPdf(documents["charts"])
    assert len(record.tagged("Table")) == 1
    assert len(record.tagged("TH")) == 3
    assert {each["/S"] for each in record.tagged("LI", "Lbl", "LBody")} == {"/LI", "/Lbl", "/LBody"}
    assert len(record.tagged("LI")) > 30
    said = [figure["/Alt"] for figure in charts.tagged("Figure")]
    assert any("What became of our promises" in each and "done" in each for each in said)
    assert record.root["/Lang"] == "en"
    assert record.root["/ViewerPreferences"]["/DisplayDocTitle"] is not None
    assert b"<pdfuaid:part>1<" in record.root["/Metadata"].get_data()


def test_odd_characters_and_right_to_left_texts_can_be_read_aloud_as_well(
    room: Callable[[str], Room],
) -> None:
    team = room("שלום <b>\ufffe</b>\u202e")
    team.plan("a\ufffeb", "\ufeff", "להזמין report.pdf ב-9:15 (v3)", "W" * 5000, "👩‍🚒\u2028x")
    written = write_meeting(team.meeting, team.exercise, Format.PDF, Options(today=TODAY))
    assert faults(written.data) == []
    told = {each["/Lang"] for each in TaggedPdf(written.data).elements if "/Lang" in each}
    assert told == {"he"}


def test_links_lead_from_an_action_to_its_gap_and_back(documents: dict[str, bytes]) -> None:
    pdf = TaggedPdf(documents["record"])
    led = {link["/Dest"]: (number, link) for number, link in pdf.links}
    assert led.keys() <= pdf.places.keys()
    assert {name.split("-")[0] for name in led} == {"action", "gap"}
    for name, (number, link) in led.items():
        is_to_gap = name.startswith("gap-")
        assert (number == 0) is is_to_gap
        assert (pdf.places[name][0] == 0) is not is_to_gap
        assert link["/Contents"].startswith("Gap: " if is_to_gap else "Action plan: ")
        assert pdf.owner(link)["/S"] == "/Link"
    # The plan alone has nothing that a link could lead to.
    assert TaggedPdf(documents["answered plan"]).links == []


def test_boxes_of_the_plan_can_be_ticked_and_what_is_done_stays_so(
    bakery: Meeting, exercise: Exercise
) -> None:
    ring, tell = sorted(bakery.all(Action), key=lambda action: action.text)
    bakery.apply(judge(bakery, tell, Status.DONE, TODAY))
    written = write_meeting(bakery, exercise, Format.PDF, Options(today=TODAY))
    pdf = TaggedPdf(written.data)
    boxes = {box["/TU"]: box for box in pdf.boxes}
    assert len({box["/T"] for box in pdf.boxes}) == len(pdf.boxes)
    open_, done = boxes[ring.text], boxes[tell.text]
    assert (open_["/AS"], open_["/Ff"], done["/AS"], done["/Ff"]) == ("/Off", 0, "/Yes", 1)
    assert all(pdf.owner(box)["/S"] == "/Form" for box in pdf.boxes)
    # What a statement meets is told by its box alone.
    assert boxes["fair"]["/AS"] == "/Yes" and boxes["efficient"]["/AS"] == "/Off"
    assert boxes["efficient"]["/Ff"] == 1


def test_equal_meetings_give_equal_bytes_in_another_process() -> None:
    script = (
        "from hashlib import sha256\n"
        "from tests.export.pdf.test_tagged_pdf import sample\n"
        "print(sha256(sample()).hexdigest())"
    )
    other = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONHASHSEED": "1"},
        cwd=Path(__file__).parents[3],
        capture_output=True,
        check=True,
        text=True,
    )
    assert other.stdout.strip() == sha256(sample()).hexdigest()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Ring back, naïvely", ""),
        ("להזמין report.pdf ב-9:15", "he"),
        ("۲۷ مهر، گزارش", "fa"),
        ("مرحبا", "ar"),
        ("東京でパン", "ja"),
        ("面包", "zh"),
        ("빵", "ko"),
        ("Хлеб", "und-Cyrl"),
        ("विद्यालय", "und-Deva"),
        ("👩‍🚒 2️⃣ §", ""),
    ],
)
def test_the_language_of_a_text_is_told_where_its_script_says_it(text: str, language: str) -> None:
    assert language_of(text) == language
