"""The facilitator's guide on paper."""

from datetime import date
from pathlib import Path

from pypdfium2 import PdfDocument

from facilitator.exercises.exercise_library import Library, with_opening
from facilitator.exercises.guide import guide_to
from facilitator.export.guide.files import export_guide

TODAY = date(2026, 11, 30)


def words_in(file: Path) -> str:
    with PdfDocument(file) as pdf:
        return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in pdf)


def test_the_guide_to_one_exercise_is_all_of_it_on_a_few_pages(tmp_path: Path) -> None:
    exercise = with_opening(Library().get("three-rules"))
    guide = guide_to(exercise)
    exported = export_guide([guide], tmp_path / "guide.pdf", today=TODAY)
    assert (exported.pages or 0) <= 6 and exported.unprintable == 0
    said = words_in(exported.path)
    for stage in exercise.stages:
        assert stage.question in said
    for text in (guide.about, *guide.before, *(study.source for study in guide.studies)):
        assert " ".join(text.split()) in said
    assert all(trap.say in said for trap in guide.traps)
    assert exercise.source in said


def test_the_guide_to_several_says_what_holds_for_all_of_them_once(tmp_path: Path) -> None:
    guides = [guide_to(each) for each in Library().all()]
    said = words_in(export_guide(guides, tmp_path / "guide.pdf", today=TODAY).path)
    assert all(guide.exercise in said and guide.source in said for guide in guides)
    assert said.count("When the room is silent") == 1
    again = export_guide(guides, tmp_path / "again.pdf", today=TODAY).path
    assert again.read_bytes() == (tmp_path / "guide.pdf").read_bytes()
