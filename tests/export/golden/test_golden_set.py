"""The golden set in every format, read back by programs that share nothing with the writers."""

from pathlib import Path

import pytest

from facilitator.domain.records import (
    ITEM_TYPES,
    Action,
    Card,
    Excuse,
    Origin,
    Strategy,
    Theme,
)
from facilitator.export.options import What
from facilitator.export.writers.formats import Format
from tests.support.golden_meetings import (
    MAKERS,
    NAMES,
    RIGHT_TO_LEFT,
    SCRIPTS,
    Golden,
    golden,
)
from tests.support.programs import run
from tests.support.read_exports import EVERY_FILE, missing, name_of, shown, write

OTHERS = [each for each in EVERY_FILE if each[1] is What.RECORD and each[0] is not Format.PDF]
"""The formats that have the whole meeting in one file, but for print."""
SOME = (*MAKERS, "decomposed", "mixed", "hebrew", "chinese", "emoji")
"""Meetings for those: whoever opens such a file has letters of their own for each script."""


def written(found: Golden, fmt: Format, what: What = What.RECORD) -> bytes:
    return write(found.meeting, found.exercise, fmt, what).data


IN_SHEETS = (Card, Theme, Excuse, Origin, Strategy, Action)
"""What the sheets of a workbook hold: the cards and what follows from them."""


@pytest.mark.parametrize("each", OTHERS, ids=map(name_of, OTHERS))
@pytest.mark.parametrize("name", SOME)
def test_every_text_is_in_every_format(name: str, each: tuple[Format, What]) -> None:
    found = golden(name)
    text = shown(each[0], written(found, *each))
    kinds = IN_SHEETS if each[0] is Format.XLSX else ITEM_TYPES
    assert missing(found, text, is_exact=True, kinds=kinds) == []


@pytest.mark.parametrize("name", NAMES)
def test_two_readers_find_every_text_in_print(name: str, tmp_path: Path) -> None:
    found = golden(name)
    data = written(found, Format.PDF)
    by_word = name in (*RIGHT_TO_LEFT, "long", "untyped")
    assert missing(found, shown(Format.PDF, data), by_word=by_word) == []
    if name in SCRIPTS:
        file = tmp_path / "plan.pdf"
        file.write_bytes(data)
        assert missing(found, run("pdftotext", "-layout", file, "-"), by_word=by_word) == []
