"""What the features share: settings, the current meeting, text that is not taken over yet."""

import errno
import os
from dataclasses import replace
from datetime import date

import pytest

from facilitator.errors import FacilitatorError
from facilitator.progress import Progress
from tests.support.workspace import Frame


def test_settings_hold_although_they_cannot_be_saved_and_that_is_told(
    frame: Frame, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fsync(handle: int) -> None:
        raise OSError(errno.EDQUOT, os.strerror(errno.EDQUOT))

    frame.workspace.store.meetings(date.today()).result()
    monkeypatch.setattr(os, "fsync", fsync)
    told: list[str] = []
    frame.workspace.settings_not_saved.connect(told.append)
    wanted = replace(frame.workspace.settings, team="Counter")
    assert not frame.workspace.save_settings(wanted)
    monkeypatch.undo()
    assert frame.workspace.settings.team == "Counter"
    assert "your meetings are safe" in told[0]


def test_a_meeting_that_was_open_comes_back_with_what_can_be_undone(frame: Frame) -> None:
    first = frame.begins("Monday")
    frame.begins("Tuesday")
    frame.workspace.open(first.meeting, first.exercise)
    assert frame.workspace.current is first
    frame.workspace.leave()
    assert frame.workspace.current is None
    assert first in list(frame.workspace.sessions)


def test_text_that_one_holder_cannot_give_up_is_not_lost(frame: Frame) -> None:
    kept: list[str] = []

    def keep(name: str, possible: bool) -> bool:
        kept.append(name)
        return possible

    frame.workspace.commit_with(lambda: keep("card", True))
    assert frame.workspace.commit_edits()
    frame.workspace.commit_with(lambda: keep("form", False))
    assert not frame.workspace.commit_edits()
    assert kept == ["card", "card", "form"]


def test_every_meeting_is_closed_while_the_database_is(frame: Frame) -> None:
    session = frame.begins("Monday")
    frame.until(lambda: not frame.workspace.store.unsaved)
    before, ended = frame.workspace.store, []

    def work(progress: Progress) -> bool:
        return before.closed

    def refused(error: FacilitatorError) -> None:
        pytest.fail(str(error))

    frame.workspace.with_store_closed(work).on_success(ended.append).on_error(refused)
    assert frame.workspace.current is None
    assert session not in list(frame.workspace.sessions)
    refusals: list[FacilitatorError] = []
    frame.workspace.with_store_closed(work).on_success(ended.append).on_error(refusals.append)
    frame.until(lambda: bool(ended) and bool(refusals))
    assert len(refusals) == 1
    assert ended == [True]
    assert frame.workspace.store is not before
    assert frame.workspace.store.load(session.meeting.id).result() == session.meeting
