"""All that was written in two places is seen on the sheet, however small the window is."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from facilitator.ui.meeting.conflicts.conflict_text import ShownConflict
from facilitator.ui.meeting.conflicts.sheet import ConflictSheet
from facilitator.ui.style.theme import Metrics
from tests.support.keyboard import settle

SHORT = "We answer late"
LONG = (
    "Whoever calls us at noon, from a room or from the station and in whichever language, waits "
    "until somebody is back from lunch, and calls again in the evening"
)


def conflict(known: int, words: str) -> ShownConflict:
    return ShownConflict(
        id=known,
        what="A card",
        kept=f"{words}, says the hall",
        kept_by="Hall, today",
        lost=f"{words}, says the desk",
        lost_by="Front desk, today",
    )


@pytest.mark.parametrize("size", [(1920, 1080), (1366, 768), (1024, 600), (683, 384)])
def test_all_words_of_both_versions_are_seen_from_the_first_moment(
    qtbot: QtBot, size: tuple[int, int]
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(*size)
    sheet = ConflictSheet(window)
    sheet.set_metrics(Metrics.for_size(*size))
    window.show()
    sheet.show_conflicts([conflict(1, LONG), conflict(2, SHORT)])
    sheet.open()
    settle()
    assert_is_whole(sheet)
    long = sheet.sheet.height()
    sheet.show_next()
    settle()
    assert_is_whole(sheet)
    assert sheet.sheet.height() < long, "no higher than its words"


def assert_is_whole(sheet: ConflictSheet) -> None:
    for version in (sheet.kept, sheet.lost):
        words = version.words
        assert words.height() >= words.heightForWidth(words.width())
        assert sheet.sheet.rect().contains(version.geometry())
    assert sheet.sheet.rect().contains(sheet.later.geometry())
    wanted = sheet.body.totalHeightForWidth(sheet.sheet.width())
    assert abs(sheet.sheet.height() - wanted) <= 1
