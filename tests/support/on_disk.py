"""What is on disk, read when no window holds it any more."""

import json
from datetime import date
from pathlib import Path

from facilitator.domain.meeting import Meeting
from facilitator.exercises.exercise_library import Library
from facilitator.export.json_format import dumps
from facilitator.storage.store import Store
from tests.support.outline import Document


def on_disk(data: Path) -> Meeting:
    """The meeting touched last."""
    store = Store(data)
    store.start()
    try:
        latest = store.meetings(date.today()).result(timeout=10)[0]
        return store.load(latest.id).result(timeout=10)
    finally:
        assert store.close(timeout=10)


def as_json(meeting: Meeting) -> Document:
    document = json.loads(dumps(meeting, Library().get(meeting.details.exercise)))
    assert isinstance(document, dict)
    return document
