"""Words of thousands of letters, as a file may hold them, leave room to read and to write."""

import json
from typing import Any

import pytest

from facilitator.domain.limits import LONGEST
from facilitator.export.json_format import loads
from facilitator.paths import resources
from facilitator.ui.style.theme import Type
from tests.support.keyboard import settle
from tests.support.window import LAPTOP, OpenRoom

WORDED = ("text", "name", "owner", "sign", "title", "team", "facilitator", "author")


def lengthened(value: Any, letter: str) -> Any:  # noqa: ANN401 - any part of a JSON file
    """The same with one word of so many letters as possible wherever words are."""
    if isinstance(value, list):
        return [lengthened(each, letter) for each in value]
    if not isinstance(value, dict):
        return value
    found = {key: lengthened(each, letter) for key, each in value.items()}
    found |= {key: letter * LONGEST for key in WORDED if isinstance(found.get(key), str)}
    found |= {key: [letter * LONGEST] for key in ("labels", "participants") if key in found}
    return found


@pytest.mark.parametrize("letter", ["x", "漢", "ع"])
def test_every_stage_shows_a_card_and_where_to_write(open_room: OpenRoom, letter: str) -> None:
    sample = resources() / "samples" / "corner-bakery.json"
    document = lengthened(json.loads(sample.read_text("utf-8")), letter)
    room = open_room(size=LAPTOP)
    room.takes_in(loads(json.dumps(document)))
    for script in room.session.exercise.stages:
        room.session.go_to_stage(script)
        settle()
        stage = room.stage
        entry = stage.entry if stage.entry.isVisible() else room.form
        foot = entry.mapTo(room.window, entry.rect().bottomLeft()).y()
        assert foot < room.window.height(), script.id
        line = stage.metrics.line_height(Type.CARD)
        for panel in stage.panels.values():
            assert panel.isHidden() or panel.height() > 2 * line, script.id
    room.controller.go_home()
    room.until(lambda: bool(room.controller.home.isVisible()))
    assert room.window.size().width() == LAPTOP[0]
