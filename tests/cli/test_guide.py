"""The facilitator's guide from the command line."""

from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from tests.support.command_line import assert_one_sentence, facilitator

Capture = pytest.CaptureFixture[str]


def titles_in(file: Path) -> list[str]:
    """The parts of a guide, as the outline beside it names them."""
    with PdfDocument(file) as pdf:
        return [mark.get_title() for mark in pdf.get_toc() if mark.level == 0]


def test_the_guide_to_one_exercise_or_to_all_is_written(
    own_data_folder: Path, tmp_path: Path, capsys: Capture
) -> None:
    one, every = tmp_path / "one.pdf", tmp_path / "every.pdf"
    assert facilitator("guide", "three-rules", one) == 0
    assert capsys.readouterr().out == f"Wrote {one}.\n"
    assert titles_in(one) == ["Three rules", "Leading any meeting"]
    assert facilitator("guide", every) == 0
    assert len(titles_in(every)) == 6
    assert not own_data_folder.exists(), "it needs no meetings"


def test_an_exercise_that_is_not_there_is_refused(
    own_data_folder: Path, tmp_path: Path, capsys: Capture
) -> None:
    assert facilitator("guide", "four-rules", tmp_path / "guide.pdf") == 2
    said = capsys.readouterr().err
    assert_one_sentence(said)
    assert "There is no exercise “four-rules”" in said
    assert list(tmp_path.iterdir()) == []
